import { CLINICAL, EVERYONE, STAFF, type Permissions } from '../role-groups';

export const linkConsultantPermissions = {
  /** Posts, dates and cover hold nothing about a child. A link consultant changes their own alone. */
  linkConsultant: {
    list: EVERYONE,
    add: STAFF,
    change: EVERYONE,
    /** Cover opens children's records, and an admin gives sight of none. */
    cover: CLINICAL,
  },
} as const satisfies Permissions;
