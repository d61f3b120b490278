import { MOST_GRANT_HOURS, OPEN_ACCESS_EXCLUSIONS, OPEN_ACCESS_REASONS } from '@shared-care/domain/open-access-content';
import * as z from 'zod';
import { calendarDate, id, instant, oneOf, requiredText, text, version } from '../text';
import { pageAsked } from '../paging';

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

/** How many days of attendances the board looks back on. */
export const BOARD_ATTENDANCE_DAYS = 90;

/** H8: an attendance without valid open access is dealt with within so many working days. */
export const CLOSED_WITHIN_WORKING_DAYS = 5;

/** Why a child is on the board; the order is how much it presses. */
export const BOARD_REASONS = {
  overdue: 'Due review',
  gaps: 'No valid open access',
  attendances: 'Attended without it',
  waiting: 'Waiting for local agreement',
  suspended: 'Suspended',
  renumbered: 'Letter with an old number',
  drafts: 'Draft not sent',
  notHeld: 'Not confirmed by ward or family',
  within_7: 'Review within 7 days',
  within_30: 'Review within 30 days',
  within_60: 'Review within 60 days',
  month: 'Review in the month',
} as const;

export type BoardReason = keyof typeof BOARD_REASONS;

/** Columns of the list, which has one row for each child; it begins with what presses most. */
export const BOARD_SORTS = { reason: 1, name: 1, hospital: 1 } as const;

export const BoardChildrenQuery = BoardQuery.extend({
  ...pageAsked(BOARD_SORTS, 'reason'),
  reason: z.union([z.literal(''), oneOf(BOARD_REASONS, 'why a child is on the board')]).default(''),
});

export type BoardChildrenQuery = z.output<typeof BoardChildrenQuery>;
