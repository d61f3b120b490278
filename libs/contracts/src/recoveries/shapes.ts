import * as z from 'zod';
import { id, oneOf, requiredText, version } from '../text';
import { MIN_PASSWORD } from '../users/shapes';

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

/** The token of a mailed link. It stands behind the # of its address, which no server ever sees. */
export const RecoveryToken = z.strictObject({ token });

export type RecoveryToken = z.infer<typeof RecoveryToken>;

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
