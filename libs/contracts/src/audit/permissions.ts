import { ADMIN, PHU, type Permissions } from '../role-groups';

export const auditPermissions = {
  /** By patient and unusual access until there is a lead nurse to leave them to; an admin sees no child in it. */
  audit: { by_patient: PHU, export: PHU, unusual: PHU, by_user: ADMIN, export_by_user: ADMIN },
} as const satisfies Permissions;
