import * as z from 'zod';
import { NumberToRing } from '../contacts/number-to-ring';
import { ROLES } from '@shared-care/domain/roles';
import { keyOf } from '../text';

export const CurrentUser = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  email: z.string(),
  role: keyOf(ROLES),
  /** For a link consultant: the hospital they work at. */
  hospitalId: z.string().nullable(),
});
export type CurrentUser = z.output<typeof CurrentUser>;

/** The unit's own numbers with their hours, those of now and those to come. */
const UnitNumbers = z.strictObject({
  contacts: z.array(
    z.strictObject({
      purpose: z.enum([
        'ward',
        'ed',
        'assessment',
        'switchboard',
        'secretary',
        'community_nurses',
        'phu_nurses',
        'on_call_registrar',
      ]),
      unitKind: z.enum(['ward', 'ed', 'assessment']).nullable(),
      label: z.string(),
      phone: z.string(),
      extension: z.string().nullable(),
      bleep: z.string().nullable(),
      hours: z.enum(['any', 'in_hours', 'out_of_hours']),
      verifiedOn: z.string().nullable(),
      verifiedBy: z.string().nullable().optional(),
      failedCalls: z.number().optional(),
      proposed: z.string().nullable().optional(),
    }),
  ),
  bankHolidays: z.array(z.string()),
  now: z.array(NumberToRing),
  asOf: z.string(),
  until: z.string(),
});

export const SessionInfo = z.strictObject({
  user: CurrentUser,
  /** True while fictional demo data is loaded; the dashboard shows the banner. */
  demo: z.boolean(),
  unitName: z.string(),
  /** Our own numbers with their hours; null when they could not be read. */
  unit: UnitNumbers.nullable(),
  /** The database's clock when answered; the dashboard counts from it, not from the device. */
  now: z.string(),
  /** When the session ends unless somebody does something. */
  idleEndsAt: z.string(),
  /** When it ends whatever anybody does. */
  endsAt: z.string(),
});
export type SessionInfo = z.output<typeof SessionInfo>;

/** The password was right; something only this person has is still wanted. Always asked, except in the demo. */
export const SecondStep = z.strictObject({
  /** `enrol`: there is nothing to ask for yet, so an authenticator app is set up first. */
  secondStep: z.enum(['code', 'enrol']),
  /** One of their passkeys does as well. */
  passkey: z.boolean(),
});
export type SecondStep = z.output<typeof SecondStep>;

export const SignInAnswer = z.union([SessionInfo, SecondStep]);
export type SignInAnswer = z.output<typeof SignInAnswer>;

/** What the authenticator app needs, as a link and as text to type. Shown once. */
export const Enrolment = z.strictObject({
  uri: z.string(),
  secret: z.string(),
  /** The same as a picture to photograph: a PNG as a data: address. */
  qrCode: z.string(),
});
export type Enrolment = z.output<typeof Enrolment>;

/** Each opens the account once instead of a code. Shown once. */
export const RecoveryCodes = z.strictObject({
  recoveryCodes: z.array(z.string()),
});
export type RecoveryCodes = z.output<typeof RecoveryCodes>;

/** One of a person's own passkeys, as their list shows it. */
export const Passkey = z.strictObject({
  id: z.string(),
  label: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type Passkey = z.output<typeof Passkey>;

/** How somebody's own account is kept safe. */
export const AccountSafety = z.strictObject({
  authenticatorAppSince: z.string().nullable(),
  recoveryCodesLeft: z.number(),
  passkeys: z.array(Passkey),
});
export type AccountSafety = z.output<typeof AccountSafety>;

/** One of a person's own sessions, as their list shows it. */
export const SessionSummary = z.strictObject({
  /** Names the session in this list only; it opens nothing. */
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  /** For example `Firefox on Windows`. */
  browser: z.string(),
  startedAt: z.string(),
  lastSeenAt: z.string(),
});
export type SessionSummary = z.output<typeof SessionSummary>;

/** Demo accounts, offered on the sign-in page in demo mode only. */
export const DemoAccount = z.strictObject({
  email: z.string(),
  password: z.string(),
  displayName: z.string(),
  role: keyOf(ROLES),
});
export type DemoAccount = z.output<typeof DemoAccount>;

/** Why a sign-in by the service did not work; part of the sign-in page's address. */
export const SignInTrouble = z.enum(['unreachable', 'not_completed', 'unknown_identity', 'too_weak']);
export type SignInTrouble = z.output<typeof SignInTrouble>;

/** `next`: where the browser is signed out of the sign-in service too; null when there is nothing to sign out of. */
export const SignedOut = z.strictObject({ next: z.url().nullable() });
export type SignedOut = z.output<typeof SignedOut>;

export const SignInPage = z.strictObject({
  /** Name of the service staff may sign in with; null when there is none. */
  signInService: z.string().nullable(),
  demo: z.boolean(),
  unitName: z.string(),
  /** Our own numbers with their hours; null when they could not be read. */
  unit: UnitNumbers.nullable(),
  demoAccounts: z.array(DemoAccount),
});
export type SignInPage = z.output<typeof SignInPage>;
