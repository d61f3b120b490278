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

/** A way in that one admin asked for and another may confirm. */
export const WaitingAccess = z.strictObject({
  id: z.string(),
  version: z.number(),
  kind: z.enum(['invitation', 'identity']),
  email: z.string().nullable(),
  role: keyOf(ROLES).nullable(),
  hospital: Place.nullable(),
  user: z.strictObject({ id: z.string(), displayName: z.string() }).nullable(),
  /** The id at the sign-in service, so that the second admin can compare it. */
  subject: z.string().nullable(),
  requestedBy: z.strictObject({ id: z.string(), displayName: z.string() }),
  requestedAt: z.string(),
});
export type WaitingAccess = z.output<typeof WaitingAccess>;

export const AttachedIdentity = z.strictObject({
  id: z.string(),
  userId: z.string(),
  issuer: z.string(),
  subject: z.string(),
  attachedAt: z.string(),
  attachedBy: z.string(),
});
export type AttachedIdentity = z.output<typeof AttachedIdentity>;

export const UserList = z.strictObject({
  users: z.array(ListedUser),
  invitations: z.array(WaitingInvitation),
  roleChanges: z.array(WaitingRoleChange),
  access: z.array(WaitingAccess),
  identities: z.array(AttachedIdentity),
  /** Where identities can be attached; null when no sign-in service is set up. */
  issuer: z.string().nullable(),
  now: z.string(),
});
export type UserList = z.output<typeof UserList>;

/** Asked for by one admin: nothing is made and nothing is sent until another confirms. */
export const AskedAccess = z.strictObject({
  id: z.string(),
  version: z.number(),
});
export type AskedAccess = z.output<typeof AskedAccess>;

/** What came of it. The link itself is in the mail of the person concerned, and nowhere else. */
export const ConfirmedAccess = z.strictObject({
  /** The address that the link went to; null where there is none. */
  sentTo: z.string().nullable(),
  expiresAt: z.string().nullable(),
});
export type ConfirmedAccess = z.output<typeof ConfirmedAccess>;

export const AcceptedInvitation = z.strictObject({
  email: z.string(),
});
export type AcceptedInvitation = z.output<typeof AcceptedInvitation>;

/** `current` of a 409 about an account or a request. */
export const ChangedMeanwhile = z.looseObject({
  version: z.number(),
});
export type ChangedMeanwhile = z.output<typeof ChangedMeanwhile>;
