import { PHU, type Permissions } from '../role-groups';

export const contactDetailPermissions = {
  /** How a family is reached, and what a person must see and settle about a record. */
  contactDetails: { read: PHU, change: PHU },
} as const satisfies Permissions;
