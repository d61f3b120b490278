import { PHU, type Permissions } from '../role-groups';

export const insightPermissions = {
  insight: { alert_load: PHU, figure: PHU, figure_list: PHU },
} as const satisfies Permissions;
