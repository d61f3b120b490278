import * as z from 'zod';
import { IDENTIFIED_BY, LOST } from './shapes';
import { keyOf } from '../text';
import { ROLES } from '@shared-care/domain/roles';
import { Passkey } from '../session/answers';

/** Answered alike whether or not there is such an account. */
export const AskedRecovery = z.strictObject({
  asked: z.literal(true),
});
export type AskedRecovery = z.output<typeof AskedRecovery>;

/** What the link that somebody opened is for. */
export const RecoveryStep = z.strictObject({
  /** `prove`: that the mailbox is theirs; an admin comes next. `complete`: admins have confirmed. */
  step: z.enum(['prove', 'complete']),
  lost: keyOf(LOST),
  displayName: z.string(),
  email: z.string(),
  role: keyOf(ROLES),
  hospital: z.string().nullable(),
  expiresAt: z.string(),
  /** `new`: chooses one. `current`: types the one they have. `none`: a sign-in service knows them. */
  password: z.enum(['new', 'current', 'none']),
  /** Kept unless left out; asked only where a lost telephone may have held them. */
  passkeys: z.array(Passkey),
});
export type RecoveryStep = z.output<typeof RecoveryStep>;

export const CompletedRecovery = z.strictObject({
  email: z.string(),
  /** `enrol`: this browser goes on to set up an authenticator app. */
  next: z.enum(['sign_in', 'enrol', 'service']),
});
export type CompletedRecovery = z.output<typeof CompletedRecovery>;

export const RecoveryState = z.enum(['asked', 'waiting', 'confirmed', 'completed', 'refused', 'revoked', 'replaced']);
export type RecoveryState = z.output<typeof RecoveryState>;

export const ListedRecovery = z.strictObject({
  id: z.string(),
  version: z.number(),
  user: z.strictObject({
    id: z.string(),
    displayName: z.string(),
    email: z.string(),
    role: keyOf(ROLES),
    hospital: z.string().nullable(),
  }),
  lost: keyOf(LOST),
  state: RecoveryState,
  /** Its time has run out; it is dead whatever its state. */
  expired: z.boolean(),
  endsAt: z.string(),
  askedAt: z.string(),
  /** Null: the person themselves, from the sign-in page. */
  askedBy: z
    .strictObject({
      id: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  because: z.string().nullable(),
  newEmail: z.string().nullable(),
  mailboxProvedAt: z.string().nullable(),
  confirmedBy: z.array(
    z.strictObject({
      id: z.string().nullable(),
      displayName: z.string(),
      at: z.string(),
      identified: keyOf(IDENTIFIED_BY).nullable(),
    }),
  ),
  /** How many more admins have to confirm before the link goes out. */
  missing: z.number(),
  endedBy: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The last mail about it. */
  mail: z
    .strictObject({
      kind: z.string(),
      state: z.enum(['waiting', 'sent', 'failed', 'stopped']),
      at: z.string(),
      reply: z.string().nullable(),
    })
    .nullable(),
});
export type ListedRecovery = z.output<typeof ListedRecovery>;

export const RecoveryList = z.strictObject({
  /** Running ones, and what ended in the last 30 days. */
  recoveries: z.array(ListedRecovery),
  /** False where this installation has no mail server: no link can reach anybody. */
  mailServer: z.boolean(),
  now: z.string(),
});
export type RecoveryList = z.output<typeof RecoveryList>;
