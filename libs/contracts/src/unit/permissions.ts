import { ADMIN, type Permissions } from '../role-groups';

export const unitPermissions = {
  /** Own hospital, name, mail sender: each change by two admins, as the database holds. */
  unit: { read: ADMIN, change: ADMIN },
} as const satisfies Permissions;
