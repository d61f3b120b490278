import { EVERYONE, type Permissions } from '../role-groups';

export const sessionPermissions = {
  session: { read: EVERYONE, end: EVERYONE },
  account: { read: EVERYONE, change: EVERYONE },
} as const satisfies Permissions;
