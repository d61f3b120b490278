import { PHU, type Permissions } from '../role-groups';

export const noticePermissions = {
  notice: { read: PHU, write: PHU },
} as const satisfies Permissions;
