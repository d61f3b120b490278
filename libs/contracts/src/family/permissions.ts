import { CLINICAL, PHU, type Permissions } from '../role-groups';

export const familyPermissions = {
  /** Parents, carers and places around a child; the local team sees less of it, as the database holds. */
  family: { read: CLINICAL, change: PHU },
} as const satisfies Permissions;
