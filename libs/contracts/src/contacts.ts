import type { CheckOutcome, CheckSource, ContactHealth } from '@shared-care/domain/contact-health';
import type { ContactChangeKind, ContactChangeState } from '@shared-care/domain/hospital-profile';
import { CONTACT_PURPOSES, HOURS_BANDS, type ContactPurpose, type HoursBand } from '@shared-care/domain/where-and-whom';
import * as z from 'zod';
import { id, oneOf, requiredText, text, version } from './text';

/** What a contact says. `phone` is in national form; the extension and the bleep stand beside it. */
export interface ContactDetails {
  purpose: ContactPurpose;
  unitId: string | null;
  label: string;
  phone: string;
  extension: string | null;
  bleep: string | null;
  hours: HoursBand;
  email: string | null;
  onPublicList: boolean;
}

export interface ListedContact extends ContactDetails {
  id: string;
  version: number;
  unitName: string | null;
  health: ContactHealth;
  /** With its size, for example "Overdue by 14 days". */
  healthWords: string;
  /** Calendar dates. */
  verifiedOn: string | null;
  verifiedBy: string | null;
  lastReachedOn: string | null;
  failedCalls: number;
  /** Null where it was not counted. */
  touches: ContactTouches | null;
  /** While calls to it fail; null of a number that is in order. */
  stale: StaleNumber | null;
}

/** What hangs on a number, as counts. */
export interface ContactTouches {
  /** Living open access arrangements in which it is written. */
  arrangements: number;
  /** Current letters, and emergency cards, on which it is printed. */
  letters: number;
  cards: number;
  /** Approved emergency plans in whose words it stands. */
  plans: number;
  /** Running links of children who are told to ring it. */
  links: number;
}

/** The work that a stale number opens: it ends when the number was rung and is right, was changed, or was given up. */
export interface StaleNumber {
  since: string;
  /** Null: nobody has taken it yet. */
  owner: { id: string; displayName: string } | null;
  version: number;
}

/** `version` is that of the work, not of the contact. */
export const OwnStaleNumber = z.strictObject({ version, mine: z.boolean({ error: 'Say whether you take it.' }) });
export type OwnStaleNumber = z.infer<typeof OwnStaleNumber>;

export interface ListedContactChange {
  id: string;
  version: number;
  contactId: string | null;
  kind: ContactChangeKind;
  was: ContactDetails | null;
  becomes: ContactDetails | null;
  because: string;
  state: ContactChangeState;
  proposedBy: { id: string; displayName: string };
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  decidedWords: string | null;
}

const details = z.strictObject({
  purpose: oneOf(CONTACT_PURPOSES, 'what the number is for'),
  unitId: id('the unit').nullable().default(null),
  label: requiredText(120, 'what the number is called'),
  /** As typed: spaces, +44 and "ext 204" are understood. */
  phone: requiredText(40, 'the number'),
  extension: text(10).nullable().default(null),
  bleep: text(10).nullable().default(null),
  hours: oneOf(HOURS_BANDS, 'when it is answered'),
  email: text(254)
    .refine(
      (value) => value === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
      'Enter an email address, or leave it empty.',
    )
    .nullable()
    .default(null),
  onPublicList: z.boolean({ error: 'Say whether it is on the public list.' }).default(false),
});

const because = requiredText(300, 'how you know');

export const ProposeContact = z.strictObject({ becomes: details, because });
export type ProposeContact = z.input<typeof ProposeContact>;

export const ProposeContactChange = z.strictObject({
  version,
  /** Null: the number is no longer in use. */
  becomes: details.nullable(),
  because,
});
export type ProposeContactChange = z.input<typeof ProposeContactChange>;

/** With the 409, in `current`: what the contact says now and the change that waits, beside what was sent. */
export interface ContactChangedMeanwhile {
  version: number;
  now: ContactDetails;
  waiting: ContactDetails | null;
  waitingBy: string | null;
  yours: ContactDetails | null;
}

/** The second person has rung the new number. */
export const ConfirmContactChange = z.strictObject({
  version,
  spokeTo: requiredText(120, 'who answered'),
});
export type ConfirmContactChange = z.infer<typeof ConfirmContactChange>;

export const WithdrawContactChange = z.strictObject({ version, reason: requiredText(300, 'why') });
export type WithdrawContactChange = z.infer<typeof WithdrawContactChange>;

export const CheckContact = z.strictObject({
  /** Made by the screen, so that a check sent twice counts once. */
  id: z.uuid({ error: 'Send an id of your own.' }),
  version,
  outcome: z.enum(['correct', 'no_answer', 'wrong_number'], { error: 'Choose what came of the call.' }),
});
export type CheckContact = z.infer<typeof CheckContact>;

/** `version` is that of the contact: what was said of another number is not taken back. */
export const UndoCheck = z.strictObject({ version });
export type UndoCheck = z.infer<typeof UndoCheck>;

/** One contact of a verification round. */
export interface ContactToVerify {
  contact: ListedContact;
  hospital: { id: string; name: string };
  waiting: ListedContactChange | null;
}

export interface VerificationRound {
  /** Stale, never checked and overdue first, then those due soon; the longest unchecked leads each. */
  contacts: ContactToVerify[];
  now: string;
}

/** What the check made of the contact. */
export interface CheckedContact {
  checkId: string;
  contact: ListedContact;
}

/** One line of a contact's history, newest first. */
export type ContactHistoryLine =
  | {
      kind: 'check';
      id: string;
      at: string;
      by: string | null;
      outcome: CheckOutcome;
      source: CheckSource;
      number: string;
      undoneBy: string | null;
    }
  | { kind: 'change'; at: string; change: ListedContactChange };
