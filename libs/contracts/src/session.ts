import type { Role } from '@shared-care/domain/roles';
import type { UnitWeek } from '@shared-care/domain/unit-week';
import * as z from 'zod';
import { requiredText } from './text';

export const SignIn = z.strictObject({
  email: requiredText(254, 'your email address'),
  password: z
    .string({ error: 'Enter your password.' })
    .min(1, 'Enter your password.')
    .max(1000, 'Use 1,000 characters or fewer.'),
});
export type SignIn = z.infer<typeof SignIn>;

export interface CurrentUser {
  id: string;
  displayName: string;
  email: string;
  role: Role;
  /** For a link consultant: the hospital they work at. */
  hospitalId: string | null;
}

export interface SessionInfo {
  user: CurrentUser;
  /** True while fictional demo data is loaded; the dashboard shows the banner. */
  demo: boolean;
  unitName: string;
  /** Our own numbers with their hours; null when they could not be read. */
  unit: UnitWeek | null;
  /** The database's clock when answered; the dashboard counts from it, not from the device. */
  now: string;
  /** When the session ends unless somebody does something. */
  idleEndsAt: string;
  /** When it ends whatever anybody does. */
  endsAt: string;
}

/** The password was right; something only this person has is still wanted. Always asked, except in the demo. */
export interface SecondStep {
  /** `enrol`: there is nothing to ask for yet, so an authenticator app is set up first. */
  secondStep: 'code' | 'enrol';
  /** One of their passkeys does as well. */
  passkey: boolean;
}
export type SignInAnswer = SessionInfo | SecondStep;

const password = z
  .string({ error: 'Enter your password.' })
  .min(1, 'Enter your password.')
  .max(1000, 'Use 1,000 characters or fewer.');
const code = requiredText(40, 'the code');

/** Sets up an authenticator app between the two steps of a first sign-in. */
export const BeginEnrolment = z.strictObject({
  kind: z.literal('authenticator_app', { error: 'Choose an authenticator app.' }),
});
export type BeginEnrolment = z.infer<typeof BeginEnrolment>;

/** What the authenticator app needs, as a link and as text to type. Shown once. */
export interface Enrolment {
  uri: string;
  secret: string;
  /** The same as a picture to photograph: a PNG as a data: address. */
  qrCode: string;
}

/** Six digits from the authenticator app, or one of the recovery codes. */
export const TypedCode = z.strictObject({ code });
export type TypedCode = z.infer<typeof TypedCode>;

/** Each opens the account once instead of a code. Shown once. */
export interface RecoveryCodes {
  recoveryCodes: string[];
}

/** Changes to how somebody signs in are asked for with the password, though they are signed in. */
export const OwnPassword = z.strictObject({ password });
export type OwnPassword = z.infer<typeof OwnPassword>;

export const ChangePassword = z.strictObject({
  password,
  newPassword: z
    .string({ error: 'Enter a new password.' })
    .min(12, 'Use 12 characters or more.')
    .max(1000, 'Use 1,000 characters or fewer.'),
});
export type ChangePassword = z.infer<typeof ChangePassword>;

/** How somebody's own account is kept safe. */
export interface AccountSafety {
  authenticatorAppSince: string | null;
  recoveryCodesLeft: number;
  passkeys: Passkey[];
}

/** One of a person's own passkeys, as their list shows it. */
export interface Passkey {
  id: string;
  label: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** Base64 in the alphabet of addresses, as the Web Authentication API writes bytes in JSON. */
const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/, 'Send what the browser answered.');
const ofPasskey = { id: bytes(2000).min(1), rawId: bytes(2000), type: z.literal('public-key') };
const whereFrom = {
  authenticatorAttachment: z.string().max(40).optional(),
  clientExtensionResults: z.record(z.string().max(40), z.unknown()).optional(),
};

/** What a browser answers when it has made a passkey (RegistrationResponseJSON of Web Authentication). */
const PasskeyOffer = z.strictObject({
  ...ofPasskey,
  ...whereFrom,
  response: z.strictObject({
    clientDataJSON: bytes(4000),
    attestationObject: bytes(20_000),
    authenticatorData: bytes(8000).optional(),
    publicKey: bytes(4000).optional(),
    publicKeyAlgorithm: z.number().int().optional(),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export type PasskeyOffer = z.infer<typeof PasskeyOffer>;

/** What a browser answers when it has shown a passkey (AuthenticationResponseJSON of Web Authentication). */
const PasskeyAnswer = z.strictObject({
  ...ofPasskey,
  ...whereFrom,
  response: z.strictObject({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(4000),
    userHandle: bytes(200).optional(),
  }),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

export const NewPasskey = z.strictObject({ label: requiredText(60, 'a name for it'), response: PasskeyOffer });
export type NewPasskey = z.infer<typeof NewPasskey>;

export const ShownPasskey = z.strictObject({ response: PasskeyAnswer });
export type ShownPasskey = z.infer<typeof ShownPasskey>;

/** One of a person's own sessions, as their list shows it. */
export interface SessionSummary {
  /** Names the session in this list only; it opens nothing. */
  id: string;
  /** The one that asks. */
  current: boolean;
  /** For example `Firefox on Windows`. */
  browser: string;
  startedAt: string;
  lastSeenAt: string;
}

/** Demo accounts, offered on the sign-in page in demo mode only. */
export interface DemoAccount {
  email: string;
  password: string;
  displayName: string;
  role: Role;
}

/** Why a sign-in by the service did not work; part of the sign-in page's address. */
export type SignInTrouble = 'unreachable' | 'not_completed' | 'unknown_identity';

export interface SignInPage {
  /** Name of the service staff may sign in with; null when there is none. */
  signInService: string | null;
  demo: boolean;
  unitName: string;
  /** Our own numbers with their hours; null when they could not be read. */
  unit: UnitWeek | null;
  demoAccounts: DemoAccount[];
}
