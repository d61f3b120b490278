import * as z from 'zod';
import { ROLES } from '@shared-care/domain/roles';
import { keyOf } from '../text';

export const Place = z.strictObject({
  id: z.string(),
  name: z.string(),
});
export type Place = z.output<typeof Place>;

/** An account as an admin sees it. Nothing clinical is ever in here. */
export const ListedUser = z.strictObject({
  id: z.string(),
  version: z.number(),
  displayName: z.string(),
  email: z.string(),
  role: keyOf(ROLES),
  hospital: Place.nullable(),
  disabledAt: z.string().nullable(),
  lastSignInAt: z.string().nullable(),
  /** How many browsers are signed in. */
  sessions: z.number(),
  /** Held up by wrong tries to sign in; an admin can let them try again at once. */
  slowed: z.boolean(),
  /** How many sign-in services know this person. */
  identities: z.number(),
});
export type ListedUser = z.output<typeof ListedUser>;

export const WaitingInvitation = z.strictObject({
  id: z.string(),
  email: z.string(),
  role: keyOf(ROLES),
  hospital: Place.nullable(),
  invitedBy: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
});
export type WaitingInvitation = z.output<typeof WaitingInvitation>;

export const WaitingRoleChange = z.strictObject({
  id: z.string(),
  version: z.number(),
  user: z.strictObject({
    id: z.string(),
    displayName: z.string(),
  }),
  from: keyOf(ROLES),
  to: keyOf(ROLES),
  hospital: Place.nullable(),
  requestedBy: z.strictObject({
    id: z.string(),
    displayName: z.string(),
  }),
  requestedAt: z.string(),
});
export type WaitingRoleChange = z.output<typeof WaitingRoleChange>;

export const UserList = z.strictObject({
  users: z.array(ListedUser),
  invitations: z.array(WaitingInvitation),
  roleChanges: z.array(WaitingRoleChange),
  /** Where identities can be attached; null when no sign-in service is set up. */
  issuer: z.string().nullable(),
  now: z.string(),
});
export type UserList = z.output<typeof UserList>;

/** The only time the token is told. It goes behind the # of a link, which no server ever sees. */
export const SentInvitation = z.strictObject({
  /** Empty when the link was mailed: it is for the invited person alone. */
  token: z.string(),
  /** The address it was mailed to; null where no mail can be sent, and the admin hands the link over. */
  sentTo: z.string().nullable(),
  expiresAt: z.string(),
});
export type SentInvitation = z.output<typeof SentInvitation>;

export const AcceptedInvitation = z.strictObject({
  email: z.string(),
});
export type AcceptedInvitation = z.output<typeof AcceptedInvitation>;

/** `current` of a 409 about an account or a request. */
export const ChangedMeanwhile = z.looseObject({
  version: z.number(),
});
export type ChangedMeanwhile = z.output<typeof ChangedMeanwhile>;
