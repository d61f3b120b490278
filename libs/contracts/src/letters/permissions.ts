import { CLINICAL, DOCTOR, PHU, type Permissions } from '../role-groups';

export const letterPermissions = {
  letter: { read: PHU, issue: PHU, write_template: PHU, approve_template: DOCTOR },
  // About no child: it opens without breaking any glass.
  emergencyAdvice: { read: CLINICAL },
} as const satisfies Permissions;
