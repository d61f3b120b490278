import { EVERYONE, type Permissions } from '../role-groups';

export const demoMailPermissions = {
  demoMail: { read: EVERYONE },
} as const satisfies Permissions;
