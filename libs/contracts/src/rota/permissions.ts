import { NURSE_AND_ADMIN, STAFF, type Permissions } from '../role-groups';

export const rotaPermissions = {
  /** Nurses and admins look after the rota; admins see names of staff in it, nothing about children. */
  rota: { read: STAFF, write: NURSE_AND_ADMIN },
} as const satisfies Permissions;
