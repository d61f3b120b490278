import { PHU, type Permissions } from '../role-groups';

export const surveyPermissions = {
  survey: { read: PHU, change: PHU, send: PHU },
} as const satisfies Permissions;
