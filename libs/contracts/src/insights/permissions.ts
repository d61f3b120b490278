import { PHU, type Permissions } from '../role-groups';

export const insightPermissions = {
  insight: { figure: PHU, figure_list: PHU },
} as const satisfies Permissions;
