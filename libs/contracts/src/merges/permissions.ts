import { PHU, type Permissions } from '../role-groups';

export const mergePermissions = {
  /** The proposer cannot confirm: the database holds it. */
  merge: { read: PHU, propose: PHU, decide: PHU },
} as const satisfies Permissions;
