import { PHU, type Permissions } from '../role-groups';

export const transitionPermissions = {
  transition: { read: PHU, change: PHU },
} as const satisfies Permissions;
