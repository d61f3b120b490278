import type { Role } from '@shared-care/domain/roles';
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
  unitPhone: string;
  /** The database's clock when answered; the dashboard counts from it, not from the device. */
  now: string;
  /** When the session ends unless somebody does something. */
  idleEndsAt: string;
  /** When it ends whatever anybody does. */
  endsAt: string;
}

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
  unitPhone: string;
  demoAccounts: DemoAccount[];
}
