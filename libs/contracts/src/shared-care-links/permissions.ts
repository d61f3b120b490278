import { CLINICAL, PHU, type Permissions } from '../role-groups';

export const sharedCareLinkPermissions = {
  sharedCareLink: { read: CLINICAL, change: PHU },
} as const satisfies Permissions;
