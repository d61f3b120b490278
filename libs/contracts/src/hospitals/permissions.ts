import { ADMIN, EVERYONE, type Permissions } from '../role-groups';

export const hospitalPermissions = {
  hospital: { read: EVERYONE, describe: [...ADMIN, 'haemostasis_nurse'], manage: ADMIN },
} as const satisfies Permissions;
