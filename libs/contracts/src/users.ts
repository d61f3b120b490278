import { ROLES, type Role } from '@shared-care/domain/roles';
import * as z from 'zod';
import { id, oneOf, requiredText, version } from './text';

/** For every verb that acts on an account or a request as it was seen. */
export const SeenVersion = z.strictObject({ version });
export type SeenVersion = z.infer<typeof SeenVersion>;

const role = oneOf(ROLES, 'a role');
const hospitalId = id('a hospital').nullable().default(null);

/** A link consultant works at one hospital; nobody else has one. */
function placed<T extends { role: Role; hospitalId: string | null }>(value: T, context: z.RefinementCtx<T>): void {
  const consultant = value.role === 'link_consultant';
  if (consultant === (value.hospitalId !== null)) return;
  context.addIssue({
    code: 'custom',
    path: ['hospitalId'],
    message: consultant ? 'Choose the hospital they work at.' : 'Leave the hospital empty for this role.',
  });
}

export const InviteUser = z
  .strictObject({
    email: requiredText(254, 'an email address')
      .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Enter an email address such as name@example.org.')
      .toLowerCase(),
    role,
    hospitalId,
  })
  .superRefine(placed);
export type InviteUser = z.infer<typeof InviteUser>;

export const MIN_PASSWORD = 12;

export const AcceptInvitation = z.strictObject({
  token: z.string().regex(/^[\w-]{43}$/, 'Open the whole link from the invitation.'),
  displayName: requiredText(100, 'your name as colleagues know it'),
  // As it is typed, here and at sign-in: a blank at its end is part of it.
  password: z
    .string({ error: 'Choose a password.' })
    .min(MIN_PASSWORD, `Use ${MIN_PASSWORD} characters or more.`)
    .max(1000, 'Use 1,000 characters or fewer.'),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export const AskRoleChange = z.strictObject({ version, role, hospitalId }).superRefine(placed);
export type AskRoleChange = z.infer<typeof AskRoleChange>;

/** The person's id at the sign-in service, as that service tells it; never an email address. */
export const AttachIdentity = z.strictObject({ version, subject: requiredText(255, 'the id at the sign-in service') });
export type AttachIdentity = z.infer<typeof AttachIdentity>;

interface Place {
  id: string;
  name: string;
}

/** An account as an admin sees it. Nothing clinical is ever in here. */
export interface ListedUser {
  id: string;
  version: number;
  displayName: string;
  email: string;
  role: Role;
  hospital: Place | null;
  disabledAt: string | null;
  lastSignInAt: string | null;
  /** How many browsers are signed in. */
  sessions: number;
  /** Held up by wrong tries to sign in; an admin can let them try again at once. */
  slowed: boolean;
  /** How many sign-in services know this person. */
  identities: number;
}

export interface WaitingInvitation {
  id: string;
  email: string;
  role: Role;
  hospital: Place | null;
  invitedBy: string;
  expiresAt: string;
  expired: boolean;
}

export interface WaitingRoleChange {
  id: string;
  version: number;
  user: { id: string; displayName: string };
  from: Role;
  to: Role;
  hospital: Place | null;
  requestedBy: { id: string; displayName: string };
  requestedAt: string;
}

export interface UserList {
  users: ListedUser[];
  invitations: WaitingInvitation[];
  roleChanges: WaitingRoleChange[];
  /** Where identities can be attached; null when no sign-in service is set up. */
  issuer: string | null;
  now: string;
}

/** The only time the token is told. It goes behind the # of a link, which no server ever sees. */
export interface SentInvitation {
  /** Empty when the link was mailed: it is for whoever is invited and for nobody else. */
  token: string;
  /** The address it was mailed to; null where no mail can be sent, and the admin hands the link over. */
  sentTo: string | null;
  expiresAt: string;
}

export interface AcceptedInvitation {
  email: string;
}

/** `current` of a 409 about an account or a request. */
export interface ChangedMeanwhile extends Record<string, unknown> {
  version: number;
}
