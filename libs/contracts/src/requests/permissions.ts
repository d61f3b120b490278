import { PHU, type Permissions } from '../role-groups';

export const requestPermissions = {
  request: { list: PHU, read: PHU, open: PHU, work: PHU },
} as const satisfies Permissions;
