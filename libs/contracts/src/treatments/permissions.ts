import { DOCTOR, PHU, type Permissions } from '../role-groups';

export const treatmentPermissions = {
  /** The unit's words about a drug, of no child. Their author cannot approve them: the database holds it. */
  treatment: { read: PHU, write: PHU, approve: DOCTOR },
  /** Which child is on what. Others read it where the child is shown. */
  patientTreatment: { read: PHU, change: PHU },
} as const satisfies Permissions;
