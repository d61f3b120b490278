import { CONSULTANT, PHU, type Permissions } from '../role-groups';

export const myPatientPermissions = {
  /** A comment works nothing: acknowledging and closing stay with the unit. */
  ownPatients: { read: CONSULTANT, comment: CONSULTANT },
  correction: { suggest: CONSULTANT, decide: PHU },
} as const satisfies Permissions;
