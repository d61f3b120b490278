import { STAFF, type Permissions } from '../role-groups';

export const readinessPermissions = {
  readiness: { read: STAFF },
} as const satisfies Permissions;
