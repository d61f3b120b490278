import { CLINICAL, DOCTOR, PHU, type Permissions } from '../role-groups';

export const emergencyPlanPermissions = {
  // The approved text is for everybody who may see the child; drafts and old versions are for the unit.
  emergencyPlan: { read_card: CLINICAL, read: PHU, write: PHU, approve: DOCTOR },
} as const satisfies Permissions;
