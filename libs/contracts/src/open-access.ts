import type { LetterKind, LetterRecipient } from '@shared-care/domain/letters';
import type { OpenAccessState, OpenAccessValidity } from '@shared-care/domain/open-access';
import type { PhoneBand } from '@shared-care/domain/open-access-bands';
import {
  MOST_GRANT_HOURS,
  OPEN_ACCESS_EXCLUSIONS,
  OPEN_ACCESS_REASONS,
  type OpenAccessExclusion,
  type OpenAccessReason,
} from '@shared-care/domain/open-access-content';
import type { RingFirst } from '@shared-care/domain/place-now';
import type { Chase, ForcedReview, ReviewRung } from '@shared-care/domain/open-access-review';
import type { OpenAccessEventKind } from '@shared-care/domain/open-access-states';
import * as z from 'zod';
import type { PatientIdentity, PatientRisks } from './patients';
import { calendarDate, id, instant, oneOf, requiredText, text, version } from './text';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time as HH:mm, from 00:00 to 23:59.');
const once = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

const Band = z.strictObject({
  days: z
    .array(z.int().min(1).max(7))
    .min(1, 'Tick at least one day.')
    .refine(once, { message: 'Name each day once.' }),
  from: time,
  to: time,
  label: requiredText(80, 'who answers'),
  phone: text(40).regex(/^[0-9+ ]{5,}( ?(x|ext\.?|bleep) ?[0-9]+)?$/i, {
    message: 'Enter a telephone number: digits and spaces, and an extension if there is one.',
  }),
  /** The contact of the hospital whose number it is; null: a number the directory does not have. */
  contactId: id('the number').nullable().optional(),
});

/** What a draft says. It may be saved with gaps; it is sent only without (`contentGaps` in domain names them). */
export const ArrangementInput = z.strictObject({
  unitId: id('the ward or unit').nullable(),
  reasons: z.array(oneOf(OPEN_ACCESS_REASONS, 'reasons from the list')).max(20).refine(once),
  otherReasons: text(500),
  whereInHours: text(500),
  whereOutOfHours: text(500),
  /** What the family says or does when it rings first. */
  phoneFirst: text(300),
  phoneBands: z.array(Band).max(30, 'Use 30 lines of numbers or fewer.'),
  exclusions: z.array(oneOf(OPEN_ACCESS_EXCLUSIONS, 'exclusions from the list')).max(20).refine(once),
  otherExclusions: text(500),
  startsAt: instant('the start'),
  /** Hours of a short grant, which has no days of grace; null for a standing arrangement. */
  grantHours: z
    .int('Enter whole hours.')
    .min(1, 'Enter at least 1 hour.')
    .max(MOST_GRANT_HOURS, `Enter ${MOST_GRANT_HOURS} hours or fewer.`)
    .nullable(),
  reviewBy: calendarDate('the review date'),
  issuedById: id('the issuing consultant').nullable(),
});
export type ArrangementInput = z.infer<typeof ArrangementInput>;

/** A first draft at a hospital, or one that renews the version there. Asked for twice it answers with the same draft. */
export const StartArrangement = z.strictObject({ hospitalId: id('the hospital') });
export type StartArrangement = z.infer<typeof StartArrangement>;

export const SaveArrangement = z.strictObject({ version, content: ArrangementInput });
export type SaveArrangement = z.infer<typeof SaveArrangement>;

export const ArrangementVersionSeen = z.strictObject({ version });
export type ArrangementVersionSeen = z.infer<typeof ArrangementVersionSeen>;

/** Somebody at the hospital without an account agreed; the unit writes down who and how. */
export const RecordAgreement = z.strictObject({
  version,
  name: requiredText(80, 'the name of the person who agreed'),
  role: requiredText(80, 'their role at the hospital'),
  how: requiredText(200, 'how they agreed, such as by telephone'),
});
export type RecordAgreement = z.infer<typeof RecordAgreement>;

export const SendBackArrangement = z.strictObject({ version, reason: requiredText(500, 'what has to change') });
export type SendBackArrangement = z.infer<typeof SendBackArrangement>;

export const ARRANGEMENT_HOLDERS = { ward: 'The ward holds it', family: 'The family holds the letter' } as const;
export type ArrangementHolder = keyof typeof ARRANGEMENT_HOLDERS;

export const ConfirmArrangement = z.strictObject({
  version,
  holder: oneOf(ARRANGEMENT_HOLDERS, 'who holds it'),
  saidBy: requiredText(120, 'who said so'),
});
export type ConfirmArrangement = z.infer<typeof ConfirmArrangement>;

export const ChaseArrangement = z.strictObject({ version, words: requiredText(300, 'whom you asked, and how') });
export type ChaseArrangement = z.infer<typeof ChaseArrangement>;

export const SuspendArrangement = z.strictObject({
  version,
  reason: requiredText(500, 'why it is suspended'),
  reviewOn: calendarDate('the day to look again'),
  told: z.strictObject({
    family: requiredText(200, 'how the family was told'),
    linkConsultant: requiredText(200, 'how the link consultant was told'),
    ward: requiredText(200, 'how the ward was told'),
    gp: requiredText(200, 'how the GP was told'),
  }),
});
export type SuspendArrangement = z.infer<typeof SuspendArrangement>;

export const ResumeArrangement = z.strictObject({ version, reason: requiredText(500, 'why it counts again') });
export type ResumeArrangement = z.infer<typeof ResumeArrangement>;

export const WithdrawArrangement = z.strictObject({
  version,
  reason: requiredText(500, 'why it is withdrawn'),
  familyTold: requiredText(200, 'how the family is told'),
});
export type WithdrawArrangement = z.infer<typeof WithdrawArrangement>;

export const BoardQuery = z.strictObject({
  hospitalId: z.union([z.literal(''), id('the hospital')]).default(''),
  /** `yyyy-mm` of the review date; empty for the ladder of the next 60 days. */
  month: z.union([z.literal(''), z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Choose a month.')]).default(''),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

/** What one version says, in the words it was agreed in and in the parts it was put together from. */
export interface ArrangementContentView {
  unitId: string | null;
  unitName: string | null;
  reasons: OpenAccessReason[];
  otherReasons: string;
  reasonWords: string;
  whereInHours: string;
  whereOutOfHours: string;
  phoneFirst: string;
  phoneBands: PhoneBand[];
  exclusions: OpenAccessExclusion[];
  otherExclusions: string;
  exclusionWords: string;
  startsAt: string;
  endsAt: string | null;
  grantHours: number | null;
  reviewBy: string;
  issuedById: string | null;
  issuedBy: string;
}

/** Somebody holds it: who said so, and who wrote that down when. */
export interface Held {
  at: string;
  saidBy: string;
  recordedBy: string;
}

export interface ArrangementEvent {
  at: string;
  kind: OpenAccessEventKind;
  /** Null when it followed from something else. */
  by: string | null;
  detail: string | null;
}

/** A number of the directory that a line of an arrangement may name. */
export interface DirectoryNumber {
  id: string;
  label: string;
  phone: string;
  hours: string;
}

export interface ArrangementDetail {
  id: string;
  version: number;
  versionNumber: number;
  patient: PatientIdentity;
  risks: PatientRisks;
  hospital: { id: string; name: string };
  linkConsultant: { name: string; phone: string | null } | null;
  /** As people and dates have made it by now. */
  state: OpenAccessState;
  validity: OpenAccessValidity;
  /** One line: what the state means for the child at the door. */
  meaning: string;
  content: ArrangementContentView;
  phoneNow: RingFirst | null;
  sent: { at: string; by: string | null } | null;
  /** While it waits for agreement. */
  waiting: { workingDays: number; chase: Chase } | null;
  agreed: { at: string; by: string; recordedBy: string | null } | null;
  wardHolds: Held | null;
  familyHolds: Held | null;
  /** What forced a review before the date, and since when; null when nothing did. */
  forced: { on: string; because: ForcedReview[] } | null;
  suspension: {
    since: string;
    by: string;
    reason: string;
    reviewOn: string;
    overdue: boolean;
    told: { family: string; linkConsultant: string; ward: string; gp: string };
  } | null;
  /** The version this one renews. */
  previous: { id: string; versionNumber: number; state: OpenAccessState; content: ArrangementContentView } | null;
  /** The draft that renews this one, while it is in the making. */
  renewal: { id: string; state: OpenAccessState } | null;
  history: ArrangementEvent[];
  /** To choose from while it is a draft; empty for whoever may not edit it. */
  units: { id: string; name: string }[];
  issuers: { id: string; name: string }[];
  /** Numbers of the hospital in the directory. */
  numbers: DirectoryNumber[];
  now: string;
}

export interface ArrangementLine {
  id: string;
  hospital: { id: string; name: string };
  unitName: string | null;
  versionNumber: number;
  state: OpenAccessState;
  validity: OpenAccessValidity;
  because: string;
  startsAt: string;
  endsAt: string | null;
  dueOn: string;
  agreedBy: string | null;
  wardHolds: boolean;
  familyHolds: boolean;
}

/** Every version of one child, by hospital, newest first. */
export interface PatientOpenAccess {
  arrangements: ArrangementLine[];
  /** Hospitals of the child at present, and whether there is an arrangement that counts and one in the making. */
  hospitals: { id: string; name: string; primary: boolean; validity: OpenAccessValidity; makingId: string | null }[];
  now: string;
}

export interface ArrangementToAgree {
  id: string;
  patient: PatientIdentity;
  hospital: { id: string; name: string };
  unitName: string | null;
  sentAt: string;
  workingDays: number;
  chase: Chase;
  /** It renews one that counts until this is agreed. */
  renews: boolean;
}

export interface ArrangementsToAgree {
  arrangements: ArrangementToAgree[];
  now: string;
}

/** A row of the board: one child at one hospital. */
export interface BoardRow {
  /** Null where there is none. */
  id: string | null;
  version: number | null;
  patient: PatientIdentity;
  hospital: { id: string; name: string };
  unitName: string | null;
  state: OpenAccessState | null;
  validity: OpenAccessValidity;
  because: string;
  dueOn: string | null;
  /** Days past the day it was due; 0 when it is not. */
  daysOverdue: number;
  forcedBecause: ForcedReview[];
  /** The draft that renews it. */
  makingId: string | null;
  makingState: OpenAccessState | null;
  /** Why it cannot be renewed unchanged; null when it can. */
  notRenewable: string | null;
}

export interface BoardWaiting extends ArrangementToAgree {
  lastChased: { at: string; words: string | null } | null;
}

export interface BoardAttendance {
  attendanceId: string;
  alertId: string;
  reference: string;
  patient: PatientIdentity;
  hospital: { id: string; name: string };
  arrivedAt: string;
  validity: OpenAccessValidity;
  /** When the alert about it was closed; null while it is open. */
  closedAt: string | null;
}

/** A letter in somebody's hands that prints a number which is no longer right. */
export interface RenumberedLetter {
  letterId: string;
  patient: PatientIdentity;
  kind: LetterKind;
  recipient: LetterRecipient;
  recipientName: string;
  issuedAt: string;
  /** As printed, and what stands in the directory now; null when only its hospital has closed. */
  was: string[] | null;
  now: string[] | null;
}

export const BOARD_LISTS = {
  review: 'Reviews that are due',
  month: 'Reviews of the month',
  waiting: 'Waiting for local agreement',
  drafts: 'Drafts',
  suspended: 'Suspended',
  gaps: 'Children without valid open access',
  notHeld: 'Not held by ward or family',
  renumbered: 'Letters with an old number',
  attendances: 'Attendances without valid open access',
} as const;
export type BoardList = keyof typeof BOARD_LISTS;

export interface BoardCut {
  list: BoardList;
  shown: number;
  total: number;
}

export interface ReviewBoard {
  /** Of all hospitals, for the filter. */
  hospitals: { id: string; name: string }[];
  /** By rung of the ladder; with a month, everything due in it. */
  review: Record<ReviewRung, BoardRow[]>;
  month: BoardRow[];
  waiting: BoardWaiting[];
  drafts: BoardRow[];
  suspended: (BoardRow & { reviewOn: string; overdue: boolean; reason: string })[];
  /** Children without an arrangement that counts at the hospital they are seen at, with the reason. */
  gaps: BoardRow[];
  /** In force, but ward or family have not said that they hold it. */
  notHeld: (BoardRow & { ward: boolean; family: boolean })[];
  /** Letters with a number that has changed since, to be issued again. */
  renumbered: RenumberedLetter[];
  attendances: BoardAttendance[];
  /** Lists that show no more than their first rows. */
  cut: BoardCut[];
  /** H8: how many children have an arrangement that counts, and how often one did not at the door. */
  figures: {
    children: number;
    valid: number;
    attendances: number;
    notValid: number;
    /** Of those, still open more than five working days after arrival. */
    openTooLong: number;
    overdue: number;
    longestOverdueDays: number;
  };
  now: string;
}

/** How many days of attendances the board looks back on. */
export const BOARD_ATTENDANCE_DAYS = 90;
/** H8: an attendance without valid open access is dealt with within so many working days. */
export const CLOSED_WITHIN_WORKING_DAYS = 5;
