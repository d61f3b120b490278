import { NURSE_AND_ADMIN, PHU, STAFF, type Permissions } from '../role-groups';

export const rotaPermissions = {
  /** Nurses and admins look after the rota; admins see names of staff in it, nothing about children. */
  rota: { read: STAFF, write: NURSE_AND_ADMIN },
  /** Of one's own duties: the person asked agrees or declines. */
  rotaSwap: { read: PHU, ask: PHU, answer: PHU },
} as const satisfies Permissions;
