import { EVERYONE, type Permissions } from '../role-groups';

export const livePermissions = {
  live: { listen: EVERYONE },
} as const satisfies Permissions;
