import * as z from 'zod';
import { CONTACT_PURPOSES, HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { PatientIdentity } from '../patients/answers';
import { keyOf } from '../text';
import { CHECK_OUTCOMES, CHECK_SOURCES, CONTACT_HEALTH } from '@shared-care/domain/contact-health';
import { CONTACT_CHANGE_KINDS, CONTACT_CHANGE_STATES } from '@shared-care/domain/hospital-profile';

/** What a contact says. `phone` is in national form; the extension and the bleep stand beside it. */
export const ContactDetails = z.strictObject({
  purpose: keyOf(CONTACT_PURPOSES),
  unitId: z.string().nullable(),
  label: z.string(),
  phone: z.string(),
  extension: z.string().nullable(),
  bleep: z.string().nullable(),
  hours: keyOf(HOURS_BANDS),
  email: z.string().nullable(),
  onPublicList: z.boolean(),
});
export type ContactDetails = z.output<typeof ContactDetails>;

/** What hangs on a number, as counts. */
export const ContactTouches = z.strictObject({
  /** Living open access arrangements in which it is written. */
  arrangements: z.number(),
  /** Current letters, and emergency cards, on which it is printed. */
  letters: z.number(),
  cards: z.number(),
  /** Approved emergency plans in whose words it stands. */
  plans: z.number(),
  /** Running links of children who are told to ring it. */
  links: z.number(),
});
export type ContactTouches = z.output<typeof ContactTouches>;

/** What is counted in {@link ContactTouches}, but for links: one line for each, of one child. */
export const ContactUse = z.strictObject({
  kind: z.enum(['arrangement', 'letter', 'card', 'plan']),
  id: z.string(),
  patient: PatientIdentity,
  /** Agreed, issued or approved; null of an arrangement that is not agreed yet. */
  at: z.string().nullable(),
});
export type ContactUse = z.output<typeof ContactUse>;

export const ContactUses = z.strictObject({
  contact: z.strictObject({
    label: z.string(),
    phone: z.string(),
    hospital: z.strictObject({ id: z.string(), name: z.string() }),
  }),
  rows: z.array(ContactUse),
  total: z.number(),
});
export type ContactUses = z.output<typeof ContactUses>;

/** The work that a stale number opens: it ends when the number was rung and is right, was changed, or was given up. */
export const StaleNumber = z.strictObject({
  since: z.string(),
  /** Null: not taken yet. */
  owner: z
    .strictObject({
      id: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  version: z.number(),
});
export type StaleNumber = z.output<typeof StaleNumber>;

export const ListedContact = ContactDetails.extend({
  id: z.string(),
  version: z.number(),
  unitName: z.string().nullable(),
  health: keyOf(CONTACT_HEALTH),
  /** With its size, for example "Overdue by 14 days". */
  healthWords: z.string(),
  /** Calendar dates. */
  verifiedOn: z.string().nullable(),
  verifiedBy: z.string().nullable(),
  lastReachedOn: z.string().nullable(),
  failedCalls: z.number(),
  /** Null where it was not counted. */
  touches: ContactTouches.nullable(),
  /** While calls to it fail; null of a number that is in order. */
  stale: StaleNumber.nullable(),
});
export type ListedContact = z.output<typeof ListedContact>;

export const ListedContactChange = z.strictObject({
  id: z.string(),
  version: z.number(),
  contactId: z.string().nullable(),
  kind: keyOf(CONTACT_CHANGE_KINDS),
  was: ContactDetails.nullable(),
  becomes: ContactDetails.nullable(),
  because: z.string(),
  state: keyOf(CONTACT_CHANGE_STATES),
  proposedBy: z.strictObject({
    id: z.string(),
    displayName: z.string(),
  }),
  proposedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decidedWords: z.string().nullable(),
});
export type ListedContactChange = z.output<typeof ListedContactChange>;

/** With the 409, in `current`: what the contact says now and the change that waits, beside what was sent. */
export const ContactChangedMeanwhile = z.strictObject({
  version: z.number(),
  now: ContactDetails,
  waiting: ContactDetails.nullable(),
  waitingBy: z.string().nullable(),
  yours: ContactDetails.nullable(),
});
export type ContactChangedMeanwhile = z.output<typeof ContactChangedMeanwhile>;

/** One contact of a verification round. */
export const ContactToVerify = z.strictObject({
  contact: ListedContact,
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  waiting: ListedContactChange.nullable(),
});
export type ContactToVerify = z.output<typeof ContactToVerify>;

export const VerificationRound = z.strictObject({
  /** Stale, never checked and overdue first, then those due soon; the longest unchecked leads each. */
  contacts: z.array(ContactToVerify),
  now: z.string(),
});
export type VerificationRound = z.output<typeof VerificationRound>;

/** What the check made of the contact. */
export const CheckedContact = z.strictObject({
  checkId: z.string(),
  contact: ListedContact,
});
export type CheckedContact = z.output<typeof CheckedContact>;

/** One line of a contact's history, newest first. */
export const ContactHistoryLine = z.union([
  z.strictObject({
    kind: z.literal('check'),
    id: z.string(),
    at: z.string(),
    by: z.string().nullable(),
    outcome: keyOf(CHECK_OUTCOMES),
    source: keyOf(CHECK_SOURCES),
    number: z.string(),
    undoneBy: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal('change'),
    at: z.string(),
    change: ListedContactChange,
  }),
]);
export type ContactHistoryLine = z.output<typeof ContactHistoryLine>;
