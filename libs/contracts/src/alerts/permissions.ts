import { PHU, STAFF, type Permissions } from '../role-groups';

export const alertPermissions = {
  alert: { list: PHU, read: PHU, acknowledge: PHU, work: PHU, close: PHU, hand_over: PHU, change_tier: PHU },
  /** Trouble is told to admins too: it names no child. */
  delivery: { trouble: STAFF, confirm: PHU },
} as const satisfies Permissions;
