import { CLINICAL, PHU, type Permissions } from '../role-groups';

export const attendancePermissions = {
  attendance: { log: CLINICAL, match: PHU, update: PHU, correct: PHU, draft: CLINICAL },
} as const satisfies Permissions;
