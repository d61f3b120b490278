import * as z from 'zod';
import { NumberToRing } from '../contacts/number-to-ring';
import { TIERS, TIER_TRIGGERS } from '@shared-care/domain/alert-tier';
import { keyOf } from '../text';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { PatientMatch } from '../patients/answers';
import { AttendanceSheet, LogAttendance } from './shapes';

/** What saving would do; drives the line above the Save button. Never blocks. */
export const AttendancePreview = z.strictObject({
  tier: keyOf(TIERS),
  trigger: keyOf(TIER_TRIGGERS),
  triggers: z.array(keyOf(TIER_TRIGGERS)),
  category: z.literal([1, 2, 3, 4]),
  openAccess: keyOf(OPEN_ACCESS_VALIDITIES),
  openAccessBecause: z.string(),
  /** Instant by which somebody must acknowledge. */
  acknowledgeBy: z.string(),
  /** Who is told, in words: "A Boyd and J Ferrars". */
  toldTo: z.string(),
  /** Whole sentences, for example "Third attendance in 60 days." */
  warnings: z.array(z.string()),
  /** An attendance of this child at this hospital in the last 6 hours, if any. */
  possibleDuplicate: z
    .strictObject({
      alertId: z.string(),
      loggedAt: z.string(),
      loggedBy: z.string(),
    })
    .nullable(),
});
export type AttendancePreview = z.output<typeof AttendancePreview>;

export const LoggedAttendance = AttendancePreview.extend({
  id: z.string(),
  reference: z.string(),
  alertId: z.string(),
  loggedAt: z.string(),
  unmatched: z.boolean(),
  ringNow: z.array(NumberToRing),
});
export type LoggedAttendance = z.output<typeof LoggedAttendance>;

export const AttendanceDraftSummary = z.strictObject({
  id: z.string(),
  savedAt: z.string(),
  /** The child as chosen, when there is one the person may still see. */
  child: PatientMatch.nullable(),
  sheet: AttendanceSheet,
  sent: LogAttendance.nullable(),
});
export type AttendanceDraftSummary = z.output<typeof AttendanceDraftSummary>;
