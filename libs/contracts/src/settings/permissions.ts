import { STAFF, type Permissions } from '../role-groups';

export const settingPermissions = {
  /** Nothing about a child. On some the second person must be a nurse or doctor: settings.ts says which. */
  setting: { read: STAFF, propose: STAFF, decide: STAFF },
} as const satisfies Permissions;
