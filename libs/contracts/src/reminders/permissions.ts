import { PHU, type Permissions } from '../role-groups';

export const reminderPermissions = {
  reminder: { read: PHU, change: PHU },
} as const satisfies Permissions;
