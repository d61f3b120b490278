import { ADMIN, type Permissions } from '../role-groups';

export const odsImportPermissions = {
  /** Hospital lists of the NHS. They name no child. */
  odsImport: { read: ADMIN, write: ADMIN },
} as const satisfies Permissions;
