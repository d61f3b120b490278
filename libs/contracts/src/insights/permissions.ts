import { PHU, type Permissions } from '../role-groups';

export const insightPermissions = {
  insight: { alert_load: PHU },
} as const satisfies Permissions;
