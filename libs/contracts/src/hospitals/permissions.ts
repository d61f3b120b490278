import { ADMIN, EVERYONE, NURSE_AND_ADMIN, type Permissions } from '../role-groups';

export const hospitalPermissions = {
  hospital: { read: EVERYONE, describe: NURSE_AND_ADMIN, manage: ADMIN },
} as const satisfies Permissions;
