import type { Role } from '@shared-care/domain/roles';
import * as z from 'zod';
import type { Passkey } from './session';
import { id, oneOf, requiredText, version } from './text';
import { MIN_PASSWORD } from './users';

/** What somebody cannot sign in without any more. */
export const LOST = {
  password: 'Password',
  authenticator: 'Authenticator app',
  both: 'Password and authenticator app',
  /** They left, their account is disabled, and they come back. */
  account: 'Came back after leaving',
} as const;
export type Lost = keyof typeof LOST;

/** How an admin made sure that it is this person. */
export const IDENTIFIED_BY = {
  telephone: 'Rang them on a number we already had',
  in_person: 'Met them in person',
  video: 'Saw them in a video call',
} as const;
export type IdentifiedBy = keyof typeof IDENTIFIED_BY;

const email = requiredText(254, 'an email address')
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Enter an email address such as name@example.org.')
  .toLowerCase();
const token = z.string().regex(/^[\w-]{43}$/, 'Open the whole link from the mail.');

export const AskRecovery = z.strictObject({
  email,
  lost: oneOf({ password: LOST.password, authenticator: LOST.authenticator, both: LOST.both }, 'what you have lost'),
});
export type AskRecovery = z.infer<typeof AskRecovery>;

/** Answered alike whether or not there is such an account. */
export interface AskedRecovery {
  asked: true;
}

/** The token of a mailed link. It stands behind the # of its address, which no server ever sees. */
export const RecoveryToken = z.strictObject({ token });
export type RecoveryToken = z.infer<typeof RecoveryToken>;

/** What the link that somebody opened is for. */
export interface RecoveryStep {
  /** `prove`: that the mailbox is theirs; an admin comes next. `complete`: admins have confirmed. */
  step: 'prove' | 'complete';
  lost: Lost;
  displayName: string;
  email: string;
  role: Role;
  hospital: string | null;
  expiresAt: string;
  /** `new`: chooses one. `current`: types the one they have. `none`: a sign-in service knows them. */
  password: 'new' | 'current' | 'none';
  /** Kept unless left out; asked only where a lost telephone may have held them. */
  passkeys: Passkey[];
}

export const CompleteRecovery = z.strictObject({
  token,
  password: z
    .string({ error: 'Enter a password.' })
    .max(1000, 'Use 1,000 characters or fewer.')
    .nullable()
    .default(null),
  keepPasskeys: z.array(id('a passkey')).max(50).default([]),
});
export type CompleteRecovery = z.infer<typeof CompleteRecovery>;

export const NEW_PASSWORD_HINT = `${MIN_PASSWORD} characters or more. A few words in a row are good.`;

export interface CompletedRecovery {
  email: string;
  /** `enrol`: this browser goes on to set up an authenticator app. */
  next: 'sign_in' | 'enrol' | 'service';
}

/** An admin starts one for somebody they know. Another admin confirms it. */
export const StartRecovery = z.strictObject({
  version,
  lost: oneOf(LOST, 'what is lost'),
  identified: oneOf(IDENTIFIED_BY, 'how you made sure who it is'),
  because: requiredText(300, 'why'),
  /** Where they have a new mailbox; empty where the old one is still theirs. */
  newEmail: email.nullable().default(null),
});
export type StartRecovery = z.infer<typeof StartRecovery>;

export const ConfirmRecovery = z.strictObject({
  version,
  identified: oneOf(IDENTIFIED_BY, 'how you made sure who it is'),
});
export type ConfirmRecovery = z.infer<typeof ConfirmRecovery>;

export type RecoveryState = 'asked' | 'waiting' | 'confirmed' | 'completed' | 'refused' | 'revoked' | 'replaced';

export interface ListedRecovery {
  id: string;
  version: number;
  user: { id: string; displayName: string; email: string; role: Role; hospital: string | null };
  lost: Lost;
  state: RecoveryState;
  /** Its time has run out; it is dead whatever its state. */
  expired: boolean;
  endsAt: string;
  askedAt: string;
  /** Null: the person themselves, from the sign-in page. */
  askedBy: { id: string; displayName: string } | null;
  because: string | null;
  newEmail: string | null;
  mailboxProvedAt: string | null;
  confirmedBy: { id: string | null; displayName: string; at: string; identified: IdentifiedBy | null }[];
  /** How many more admins have to confirm before the link goes out. */
  missing: number;
  endedBy: string | null;
  endedAt: string | null;
  /** The last mail about it. */
  mail: { kind: string; state: 'waiting' | 'sent' | 'failed' | 'stopped'; at: string; reply: string | null } | null;
}

export interface RecoveryList {
  /** Running ones, and what ended in the last 30 days. */
  recoveries: ListedRecovery[];
  /** False where this installation has no mail server: no link can reach anybody. */
  mailServer: boolean;
  now: string;
}
