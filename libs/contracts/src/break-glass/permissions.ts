import { CONSULTANT, PHU, type Permissions } from '../role-groups';

export const breakGlassPermissions = {
  // Nurses and doctors of the unit see every child already; they review instead.
  breakGlass: { use: CONSULTANT, review: PHU },
} as const satisfies Permissions;
