import { DOCTOR, PHU, type Permissions } from '../role-groups';

export const requestPermissions = {
  request: { list: PHU, read: PHU, open: PHU, work: PHU },
  /** Words in which families are replied to: approved by a doctor who did not write them. */
  replyText: { read: PHU, write: PHU, approve: DOCTOR },
} as const satisfies Permissions;
