import { ADMIN, type Permissions } from '../role-groups';

export const adminHomePermissions = {
  adminHome: { read: ADMIN },
} as const satisfies Permissions;
