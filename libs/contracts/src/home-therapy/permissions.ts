import { PHU, type Permissions } from '../role-groups';

export const homeTherapyPermissions = {
  homeTherapy: { read: PHU, change: PHU },
} as const satisfies Permissions;
