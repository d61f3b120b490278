import { CLINICAL, PHU, type Permissions } from '../role-groups';

export const patientPermissions = {
  patient: { search: CLINICAL, read: CLINICAL, register: PHU, export: PHU, change: PHU },
} as const satisfies Permissions;
