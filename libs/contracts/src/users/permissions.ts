import { ADMIN, type Permissions } from '../role-groups';

export const userPermissions = {
  user: {
    list: ADMIN,
    invite: ADMIN,
    disable: ADMIN,
    end_sessions: ADMIN,
    unlock: ADMIN,
    change_role: ADMIN,
    attach_identity: ADMIN,
    /** The second admin of an invitation or an identity. */
    give_access: ADMIN,
    /** Letting somebody in again: never by one admin alone. The database holds it. */
    recover: ADMIN,
  },
} as const satisfies Permissions;
