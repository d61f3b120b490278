import * as z from 'zod';
import { OPEN_ACCESS_EXCLUSIONS, OPEN_ACCESS_REASONS } from '@shared-care/domain/open-access-content';
import { keyOf } from '../text';
import { OPEN_ACCESS_EVENTS } from '@shared-care/domain/open-access-states';
import { PatientIdentity, PatientRisks } from '../patients/answers';
import { OPEN_ACCESS_STATES, OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { CHASES, FORCED_REVIEWS, REVIEW_RUNGS } from '@shared-care/domain/open-access-review';
import { LETTER_KINDS, LETTER_RECIPIENTS } from '@shared-care/domain/letters';
import { BOARD_REASONS } from './shapes';

/** What one version says, in the words it was agreed in and in the parts it was put together from. */
export const ArrangementContentView = z.strictObject({
  unitId: z.string().nullable(),
  unitName: z.string().nullable(),
  reasons: z.array(keyOf(OPEN_ACCESS_REASONS)),
  otherReasons: z.string(),
  reasonWords: z.string(),
  whereInHours: z.string(),
  whereOutOfHours: z.string(),
  phoneFirst: z.string(),
  phoneBands: z.array(
    z.strictObject({
      days: z.array(z.number()),
      from: z.string(),
      to: z.string(),
      label: z.string(),
      phone: z.string(),
      contactId: z.string().nullable().optional(),
      stale: z.boolean().optional(),
      gone: z.boolean().optional(),
    }),
  ),
  exclusions: z.array(keyOf(OPEN_ACCESS_EXCLUSIONS)),
  otherExclusions: z.string(),
  exclusionWords: z.string(),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  grantHours: z.number().nullable(),
  reviewBy: z.string(),
  issuedById: z.string().nullable(),
  issuedBy: z.string(),
});
export type ArrangementContentView = z.output<typeof ArrangementContentView>;

/** Somebody holds it: who said so, and who wrote that down when. */
export const Held = z.strictObject({
  at: z.string(),
  saidBy: z.string(),
  recordedBy: z.string(),
});
export type Held = z.output<typeof Held>;

export const ArrangementEvent = z.strictObject({
  at: z.string(),
  kind: keyOf(OPEN_ACCESS_EVENTS),
  /** Null when it followed from something else. */
  by: z.string().nullable(),
  detail: z.string().nullable(),
});
export type ArrangementEvent = z.output<typeof ArrangementEvent>;

/** A number of the directory that a line of an arrangement may name. */
export const DirectoryNumber = z.strictObject({
  id: z.string(),
  label: z.string(),
  phone: z.string(),
  hours: z.string(),
});
export type DirectoryNumber = z.output<typeof DirectoryNumber>;

export const ArrangementDetail = z.strictObject({
  id: z.string(),
  version: z.number(),
  versionNumber: z.number(),
  patient: PatientIdentity,
  risks: PatientRisks,
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  linkConsultant: z
    .strictObject({
      name: z.string(),
      phone: z.string().nullable(),
    })
    .nullable(),
  /** As people and dates have made it by now. */
  state: keyOf(OPEN_ACCESS_STATES),
  validity: keyOf(OPEN_ACCESS_VALIDITIES),
  /** One line: what the state means for the child at the door. */
  meaning: z.string(),
  content: ArrangementContentView,
  phoneNow: z
    .strictObject({ label: z.string(), phone: z.string(), hours: z.string(), warning: z.string().nullable() })
    .nullable(),
  sent: z
    .strictObject({
      at: z.string(),
      by: z.string().nullable(),
    })
    .nullable(),
  /** While it waits for agreement. */
  waiting: z
    .strictObject({
      workingDays: z.number(),
      chase: keyOf(CHASES),
    })
    .nullable(),
  agreed: z
    .strictObject({
      at: z.string(),
      by: z.string(),
      recordedBy: z.string().nullable(),
    })
    .nullable(),
  wardHolds: Held.nullable(),
  familyHolds: Held.nullable(),
  /** What forced a review before the date, and since when; null when nothing did. */
  forced: z
    .strictObject({
      on: z.string(),
      because: z.array(keyOf(FORCED_REVIEWS)),
    })
    .nullable(),
  suspension: z
    .strictObject({
      since: z.string(),
      by: z.string(),
      reason: z.string(),
      reviewOn: z.string(),
      overdue: z.boolean(),
      told: z.strictObject({
        family: z.string(),
        linkConsultant: z.string(),
        ward: z.string(),
        gp: z.string(),
      }),
    })
    .nullable(),
  /** The version this one renews. */
  previous: z
    .strictObject({
      id: z.string(),
      versionNumber: z.number(),
      state: keyOf(OPEN_ACCESS_STATES),
      content: ArrangementContentView,
    })
    .nullable(),
  /** The draft that renews this one, while it is in the making. */
  renewal: z
    .strictObject({
      id: z.string(),
      state: keyOf(OPEN_ACCESS_STATES),
    })
    .nullable(),
  history: z.array(ArrangementEvent),
  /** To choose from while it is a draft; empty for a reader who may not edit it. */
  units: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  issuers: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  /** Numbers of the hospital in the directory. */
  numbers: z.array(DirectoryNumber),
  now: z.string(),
});
export type ArrangementDetail = z.output<typeof ArrangementDetail>;

export const ArrangementLine = z.strictObject({
  id: z.string(),
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  unitName: z.string().nullable(),
  versionNumber: z.number(),
  state: keyOf(OPEN_ACCESS_STATES),
  validity: keyOf(OPEN_ACCESS_VALIDITIES),
  because: z.string(),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  dueOn: z.string(),
  agreedBy: z.string().nullable(),
  wardHolds: z.boolean(),
  familyHolds: z.boolean(),
});
export type ArrangementLine = z.output<typeof ArrangementLine>;

/** Every version of one child, by hospital, newest first. */
export const PatientOpenAccess = z.strictObject({
  arrangements: z.array(ArrangementLine),
  /** Hospitals of the child at present, and whether there is an arrangement that counts and one in the making. */
  hospitals: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      primary: z.boolean(),
      validity: keyOf(OPEN_ACCESS_VALIDITIES),
      makingId: z.string().nullable(),
    }),
  ),
  now: z.string(),
});
export type PatientOpenAccess = z.output<typeof PatientOpenAccess>;

export const ArrangementToAgree = z.strictObject({
  id: z.string(),
  patient: PatientIdentity,
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  unitName: z.string().nullable(),
  sentAt: z.string(),
  workingDays: z.number(),
  chase: keyOf(CHASES),
  /** It renews one that counts until this is agreed. */
  renews: z.boolean(),
});
export type ArrangementToAgree = z.output<typeof ArrangementToAgree>;

export const ArrangementsToAgree = z.strictObject({
  arrangements: z.array(ArrangementToAgree),
  now: z.string(),
});
export type ArrangementsToAgree = z.output<typeof ArrangementsToAgree>;

/** A row of the board: one child at one hospital. */
export const BoardRow = z.strictObject({
  /** Null where there is none. */
  id: z.string().nullable(),
  version: z.number().nullable(),
  patient: PatientIdentity,
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  unitName: z.string().nullable(),
  state: keyOf(OPEN_ACCESS_STATES).nullable(),
  validity: keyOf(OPEN_ACCESS_VALIDITIES),
  because: z.string(),
  dueOn: z.string().nullable(),
  /** Days past the day it was due; 0 when it is not. */
  daysOverdue: z.number(),
  forcedBecause: z.array(keyOf(FORCED_REVIEWS)),
  /** The draft that renews it. */
  makingId: z.string().nullable(),
  makingState: keyOf(OPEN_ACCESS_STATES).nullable(),
  /** Why it cannot be renewed unchanged; null when it can. */
  notRenewable: z.string().nullable(),
});
export type BoardRow = z.output<typeof BoardRow>;

export const BoardWaiting = ArrangementToAgree.extend({
  lastChased: z
    .strictObject({
      at: z.string(),
      words: z.string().nullable(),
    })
    .nullable(),
});
export type BoardWaiting = z.output<typeof BoardWaiting>;

export const BoardAttendance = z.strictObject({
  attendanceId: z.string(),
  alertId: z.string(),
  reference: z.string(),
  patient: PatientIdentity,
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  arrivedAt: z.string(),
  validity: keyOf(OPEN_ACCESS_VALIDITIES),
  /** When the alert about it was closed; null while it is open. */
  closedAt: z.string().nullable(),
});
export type BoardAttendance = z.output<typeof BoardAttendance>;

/** A letter in somebody's hands that prints a number which is no longer right. */
export const RenumberedLetter = z.strictObject({
  letterId: z.string(),
  patient: PatientIdentity,
  kind: keyOf(LETTER_KINDS),
  recipient: keyOf(LETTER_RECIPIENTS),
  recipientName: z.string(),
  issuedAt: z.string(),
  /** As printed, and what stands in the directory now; null when only its hospital has closed. */
  was: z.array(z.string()).nullable(),
  now: z.array(z.string()).nullable(),
});
export type RenumberedLetter = z.output<typeof RenumberedLetter>;

export const BoardSuspended = BoardRow.extend(
  z.strictObject({ reviewOn: z.string(), overdue: z.boolean(), reason: z.string() }).shape,
);
export type BoardSuspended = z.output<typeof BoardSuspended>;

export const BoardNotHeld = BoardRow.extend(z.strictObject({ ward: z.boolean(), family: z.boolean() }).shape);
export type BoardNotHeld = z.output<typeof BoardNotHeld>;

export const BoardFigures = z.strictObject({
  children: z.number(),
  valid: z.number(),
  attendances: z.number(),
  notValid: z.number(),
  /** Of those, still open more than five working days after arrival. */
  openTooLong: z.number(),
  overdue: z.number(),
  longestOverdueDays: z.number(),
});
export type BoardFigures = z.output<typeof BoardFigures>;

export const ReviewBoard = z.strictObject({
  /** Of all hospitals, for the filter. */
  hospitals: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  /** By rung of the ladder; with a month, everything due in it. */
  review: z.record(keyOf(REVIEW_RUNGS), z.array(BoardRow)),
  month: z.array(BoardRow),
  waiting: z.array(BoardWaiting),
  drafts: z.array(BoardRow),
  suspended: z.array(BoardSuspended),
  /** Children without an arrangement that counts at the hospital they are seen at, with the reason. */
  gaps: z.array(BoardRow),
  /** In force, but ward or family have not said that they hold it. */
  notHeld: z.array(BoardNotHeld),
  /** Letters with a number that has changed since, to be issued again. */
  renumbered: z.array(RenumberedLetter),
  attendances: z.array(BoardAttendance),
  /** H8: how many children have an arrangement that counts, and how often one did not at the door. */
  figures: BoardFigures,
  now: z.string(),
});
export type ReviewBoard = z.output<typeof ReviewBoard>;

/** One reason why a child is on the board. */
export const BoardLine = z.discriminatedUnion('reason', [
  z.strictObject({
    reason: z.enum(['overdue', 'within_7', 'within_30', 'within_60', 'month', 'gaps', 'drafts']),
    row: BoardRow,
  }),
  z.strictObject({ reason: z.literal('waiting'), row: BoardWaiting }),
  z.strictObject({ reason: z.literal('suspended'), row: BoardSuspended }),
  z.strictObject({ reason: z.literal('notHeld'), row: BoardNotHeld }),
  z.strictObject({ reason: z.literal('renumbered'), row: RenumberedLetter }),
  z.strictObject({ reason: z.literal('attendances'), row: BoardAttendance }),
]);
export type BoardLine = z.output<typeof BoardLine>;

export const BoardChild = z.strictObject({
  patient: PatientIdentity,
  /** What presses most first. */
  lines: z.array(BoardLine),
});
export type BoardChild = z.output<typeof BoardChild>;

/** A page of the board by child: everybody is on it once, with everything that is open. */
export const BoardChildren = z.strictObject({
  rows: z.array(BoardChild),
  /** How many children match the filters. */
  total: z.number(),
  /** How many there are at this hospital, or at all, whatever the reason. */
  all: z.number(),
  /** How many children for each reason; one child may have several. */
  counts: z.partialRecord(keyOf(BOARD_REASONS), z.number()),
  /** Of all hospitals, for the filter. */
  hospitals: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  figures: BoardFigures,
  now: z.string(),
});
export type BoardChildren = z.output<typeof BoardChildren>;
