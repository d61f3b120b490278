import { ATTENDANCE_REASONS, BLEED_SITES, TOLD_BY, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { CORRECTIONS } from '@shared-care/domain/corrections';
import { MATCH_DOUBTS } from '@shared-care/domain/match-doubts';
import { UNLISTED_HOSPITAL_KINDS } from '@shared-care/domain/unlisted-hospital';
import * as z from 'zod';
import { calendarDate, id, instant, oneOf, requiredText, text, version } from '../text';

/** A child not matched to a record. Logged and alerted all the same. */
export const UnmatchedChild = z.strictObject({
  name: requiredText(200, "the child's name, or what is known of it"),
  birthDate: calendarDate('the birth date').nullable().default(null),
  phone: text(40).nullable().default(null),
});

const child = {
  patientId: id('a patient').nullable().default(null),
  unmatched: UnmatchedChild.nullable().default(null),
};

/** A hospital that is not in the directory, as it was said: it alerts all the same, and can become a listed one later. */
export const UnlistedHospital = z.strictObject({
  kind: oneOf(UNLISTED_HOSPITAL_KINDS, 'what kind of hospital it is'),
  name: requiredText(200, 'the name of the hospital, or what is known of it'),
  /** Town or country. */
  place: text(200).nullable().default(null),
  phone: text(60).nullable().default(null),
});

export type UnlistedHospital = z.output<typeof UnlistedHospital>;

const circumstances = {
  hospitalId: id('a hospital').nullable().default(null),
  unlistedHospital: UnlistedHospital.nullable().default(null),
  unitKind: oneOf(UNIT_KINDS, 'where in the hospital the child is').nullable().default(null),
  reason: oneOf(ATTENDANCE_REASONS, 'a reason'),
  bleedSite: oneOf(BLEED_SITES, 'a bleed site').nullable().default(null),
  /** Minutes since arrival, counted from the database's clock; give this or `arrivedAt`. 0 means now. */
  arrivedMinutesAgo: z
    .int({ error: 'Enter the minutes since arrival as a whole number.' })
    .min(0)
    .max(10_080)
    .nullable()
    .default(null),
  arrivedAt: instant('the time of arrival').nullable().default(null),
  /** Set when the child has already left. */
  leftAt: instant('the time of leaving').nullable().default(null),
  admittedOrTransferred: z.boolean().default(false),
  apccMentioned: z.boolean().default(false),
  invasiveProcedure: z.boolean().default(false),
  stillUnwell: z.boolean().default(false),
  /** Whether haemophilia advice was sought (H11); null while not asked. */
  adviceSought: z.boolean().nullable().default(null),
};

/** Exactly one of patient and unmatched child, of listed hospital and one in words, and one way of saying when. */
function oneChildOneArrival(
  value: {
    patientId: string | null;
    unmatched: unknown;
    hospitalId: string | null;
    unlistedHospital: unknown;
    arrivedMinutesAgo: number | null;
    arrivedAt: string | null;
  },
  context: z.core.$RefinementCtx,
): void {
  if ((value.patientId === null) === (value.unmatched === null)) {
    context.addIssue({
      code: 'custom',
      path: ['patientId'],
      message: 'Choose a patient, or give what is known of a child who cannot be matched.',
    });
  }
  if ((value.hospitalId === null) === (value.unlistedHospital === null)) {
    context.addIssue({
      code: 'custom',
      path: ['hospitalId'],
      message: 'Choose a hospital from the list, or say which one it is.',
    });
  }
  if ((value.arrivedMinutesAgo === null) === (value.arrivedAt === null)) {
    context.addIssue({
      code: 'custom',
      path: ['arrivedAt'],
      message: 'Say when the child arrived: minutes ago, or a time.',
    });
  }
}

const SAID_BACK = ['birth_date', 'nhs_number', 'postcode', 'family_name', 'given_name', 'hospital_number'] as const;

export const PreviewAttendance = z.strictObject({ ...child, ...circumstances }).superRefine(oneChildOneArrival);

export type PreviewAttendance = z.input<typeof PreviewAttendance>;

/**
 * What `POST /api/attendances` takes, with an `Idempotency-Key` header (a UUID per sheet): the same key and body again
 * answers with the attendance already logged.
 */
export const LogAttendance = z
  .strictObject({
    ...child,
    ...circumstances,
    toldBy: oneOf(TOLD_BY, 'who told us'),
    callBack: text(40).nullable().default(null),
    /** When the unit was told; null means now. */
    reportedAt: instant('the time it was reported').nullable().default(null),
    note: text(2000).nullable().default(null),
    /** The unit was not told at the time: found in the morning, or later. Counts as late (H1). */
    foundLater: z.boolean().default(false),
    firstTreatmentAt: instant('the time of first treatment').nullable().default(null),
    firstTreatmentProduct: text(200).nullable().default(null),
    /** Why there is no time of a first treatment: not given, not known. */
    firstTreatmentAbsentBecause: text(500).nullable().default(null),
    /** The running emergency access by which a consultant sees a child who is not linked to them. */
    emergencyAccessId: id('an emergency access').nullable().default(null),
    /** Identifiers the caller said back: required for a matched patient, at least two. */
    saidBack: z.array(z.enum(SAID_BACK)).max(6).default([]),
  })
  .superRefine(oneChildOneArrival)
  .superRefine((value, context) => {
    if (value.firstTreatmentAt !== null && value.firstTreatmentAbsentBecause) {
      context.addIssue({
        code: 'custom',
        path: ['firstTreatmentAbsentBecause'],
        message: 'Give the time of first treatment, or why there is none, not both.',
      });
    }
    if (value.patientId !== null && new Set(value.saidBack).size < 2) {
      context.addIssue({
        code: 'custom',
        path: ['saidBack'],
        message: 'Ask the caller to say back two identifiers, and tick them.',
      });
    }
  });

export type LogAttendance = z.input<typeof LogAttendance>;

/** Gives a child logged without a match its record: what was said back, and what does not fit and is right all the same. */
export const MatchAttendance = z
  .strictObject({
    patientId: id('a patient'),
    saidBack: z.array(z.enum(SAID_BACK)).max(6).default([]),
    /** Facts that do not fit and that the person is sure about. */
    settledDoubts: z.array(oneOf(MATCH_DOUBTS, 'what does not fit')).max(Object.keys(MATCH_DOUBTS).length).default([]),
  })
  .refine(({ saidBack }) => new Set(saidBack).size >= 2, {
    path: ['saidBack'],
    message: 'Ask for two identifiers, and tick them.',
  });

export type MatchAttendance = z.input<typeof MatchAttendance>;

/** Takes a match back: the child is not who it was matched to, and waits for the right record. */
export const UndoMatch = z.strictObject({ version, because: requiredText(500, 'why it is not this child') });

export type UndoMatch = z.infer<typeof UndoMatch>;

/** What was logged wrong about a visit; what is left out stays as it is. */
export const CorrectFacts = z
  .strictObject({
    /** Version of its alert. */
    version,
    because: requiredText(500, 'what was wrong'),
    hospitalId: id('a hospital').optional(),
    unlistedHospital: UnlistedHospital.optional(),
    unitKind: oneOf(UNIT_KINDS, 'where in the hospital the child is').nullable().optional(),
    reason: oneOf(ATTENDANCE_REASONS, 'a reason').optional(),
    bleedSite: oneOf(BLEED_SITES, 'a bleed site').nullable().optional(),
    arrivedAt: instant('the time of arrival').optional(),
  })
  .refine(({ hospitalId, unlistedHospital }) => hospitalId === undefined || unlistedHospital === undefined, {
    path: ['hospitalId'],
    message: 'Choose a hospital from the list, or say which one it is, not both.',
  });

export type CorrectFacts = z.input<typeof CorrectFacts>;

export const RecordFirstTreatment = z
  .strictObject({
    at: instant('the time of first treatment').nullable().default(null),
    product: text(200).nullable().default(null),
    /** Why there is no time: not given, not known. */
    absentBecause: text(500).nullable().default(null),
  })
  .refine((value) => (value.at === null) !== (value.absentBecause === null || value.absentBecause === ''), {
    path: ['at'],
    message: 'Enter the time of first treatment, or why it is not known.',
  });

export type RecordFirstTreatment = z.input<typeof RecordFirstTreatment>;

export const MoveAttendance = z.strictObject({
  state: z.enum(['in_department', 'admitted', 'transferred', 'left'], { error: 'Choose where the child is now.' }),
  /** With `left`: when; null means now. */
  leftAt: instant('the time of leaving').nullable().default(null),
});

export type MoveAttendance = z.input<typeof MoveAttendance>;

/** Takes an attendance back. What needs somebody else to agree waits for them (`consentNeeded`). */
export const CorrectAttendance = z
  .strictObject({
    /** Version of its alert. */
    version,
    kind: z.enum(['cancel', 'entered_in_error', 'wrong_patient'], { error: 'Choose what was wrong.' }),
    reason: requiredText(500, 'the reason'),
    /** With `wrong_patient`: whose record it belongs to. */
    toPatientId: id('a patient').nullable().default(null),
  })
  .refine(({ kind, toPatientId }) => (kind === 'wrong_patient') === (toPatientId !== null), {
    path: ['toPatientId'],
    message: `Choose the right child with “${CORRECTIONS.wrong_patient}”, and no child otherwise.`,
  });

export type CorrectAttendance = z.input<typeof CorrectAttendance>;

export const AnswerCorrection = z
  .strictObject({
    answer: z.enum(['agree', 'refuse', 'take_back'], { error: 'Agree, refuse, or take it back.' }),
    reason: text(500).default(''),
  })
  .refine((value) => value.answer !== 'refuse' || value.reason !== '', {
    path: ['reason'],
    message: 'Say why you do not agree.',
  });

export type AnswerCorrection = z.input<typeof AnswerCorrection>;

/** One of a list, or nothing chosen yet. */
function orBlank<const T extends Record<string, unknown>>(list: T, what: string) {
  return z.union([oneOf(list, what), z.literal('')]);
}

const typed = text(40);

/**
 * What is on the sheet of the quick log, as typed. Dates and times are typed as text, days first: the pickers of
 * browsers follow the language of the device, and 5/4 must never become the fourth of May.
 */
export const AttendanceSheet = z.strictObject({
  /** Empty until a child is picked, and when no record matches. */
  patientId: z.union([id('a patient'), z.literal('')]),
  /** H5: another child has a similar name, and the person has said that this is the one. */
  similarNameSettled: z.boolean(),
  saidBack: z.strictObject({
    birth_date: z.boolean(),
    nhs_number: z.boolean(),
    hospital_number: z.boolean(),
    family_name: z.boolean(),
  }),
  withoutMatch: z.boolean(),
  name: text(200),
  birthDate: typed,
  phone: typed,
  hospitalId: z.union([id('a hospital'), z.literal('')]),
  /** In place of one from the list. */
  unlisted: z.boolean().default(false),
  unlistedKind: orBlank(UNLISTED_HOSPITAL_KINDS, 'what kind of hospital it is').default(''),
  unlistedName: text(200).default(''),
  unlistedPlace: text(200).default(''),
  unlistedPhone: text(60).default(''),
  unitKind: orBlank(UNIT_KINDS, 'where in the hospital the child is'),
  arrival: z.enum(['now', 'minutes', 'time', ''], { error: 'Choose how to say when the child arrived.' }),
  minutesAgo: typed,
  arrivedOn: typed,
  arrivedTime: typed,
  reason: orBlank(ATTENDANCE_REASONS, 'a reason'),
  bleedSite: orBlank(BLEED_SITES, 'a bleed site'),
  toldBy: orBlank(TOLD_BY, 'who told us'),
  callBack: typed,
  reportedOn: typed,
  reportedTime: typed,
  left: z.boolean(),
  leftOn: typed,
  leftTime: typed,
  stillUnwell: z.boolean(),
  admittedOrTransferred: z.boolean(),
  apccMentioned: z.boolean(),
  invasiveProcedure: z.boolean(),
  adviceSought: z.enum(['yes', 'no', ''], { error: 'Say whether haemophilia advice was sought.' }).default(''),
  treated: z.boolean(),
  treatedOn: typed,
  treatedTime: typed,
  product: text(200),
  note: text(2000),
  /** The unit was not told at the time: see `LogAttendance`. */
  foundLater: z.boolean(),
});

export type AttendanceSheet = z.output<typeof AttendanceSheet>;

/**
 * A sheet that is not saved yet. Its id is the sheet's idempotency key. `sent` is the request as it first went out when
 * no answer came, so that the next try sends the same again.
 */
export const SaveAttendanceDraft = z.strictObject({
  id: id('the key of the sheet'),
  sheet: AttendanceSheet,
  sent: LogAttendance.nullable().default(null),
});

export type SaveAttendanceDraft = z.input<typeof SaveAttendanceDraft>;
