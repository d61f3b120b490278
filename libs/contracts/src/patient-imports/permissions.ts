import { PHU, type Permissions } from '../role-groups';

export const patientImportPermissions = {
  /** Lists of children: who may register one by hand may bring in many. */
  patientImport: { read: PHU, write: PHU },
} as const satisfies Permissions;
