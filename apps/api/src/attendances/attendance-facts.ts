import type { PreviewAttendance } from '@shared-care/contracts/attendances/shapes';
import type { AttendanceReason, AttendanceCategory } from '@shared-care/domain/attendance-reasons';
import { attendanceCategory } from '@shared-care/domain/attendance-category';
import { acknowledgeBy } from '@shared-care/domain/alert-clock';
import { decideTier, type TierDecision } from '@shared-care/domain/alert-tier';
import { londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { openAccessAt, type OpenAccessAnswer } from '@shared-care/domain/open-access';
import type { ChildTreatment } from '@shared-care/domain/treatments';
import type { z } from 'zod';
import { alertLimits } from '../platform/unit-settings';
import { bankHolidays } from '../hospitals/hospitals';
import { arrangementFacts } from '../hospitals/arrangement-facts';
import { mergedIntoAnother } from '../patients/merged-into';
import { InvalidInput, NotFound } from '../platform/problems';
import { databaseNow, orElse, rows, type Tx } from '../platform/tx';
import { toldNow } from '../rota/on-now';

export type Circumstances = z.output<typeof PreviewAttendance> & {
  firstTreatmentAt?: string | null;
  reportedAt?: string | null;
};

/** What the rules say about an attendance at this instant; preview, logging and matching all ask here. */
export interface AttendanceJudgement {
  now: Date;
  arrivedAt: Date;
  leftAt: Date | null;
  reportedAt: Date;
  decision: TierDecision;
  category: AttendanceCategory;
  openAccess: OpenAccessAnswer;
  acknowledgeBy: Date;
  toldTo: string;
  warnings: string[];
  possibleDuplicate: { alertId: string; loggedAt: string; loggedBy: string } | null;
}

interface PatientFacts {
  planOverdueReview: boolean;
  inhibitor: boolean;
  treatments: ChildTreatment[];
  centralLine: boolean;
  diedOn: string | null;
}

interface Earlier {
  id: string;
  alertId: string;
  hospitalId: string | null;
  reason: AttendanceReason;
  arrivedAt: Date;
  loggedAt: Date;
  loggedBy: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Same child, same hospital, arrivals this close: offered as a possible duplicate (W1.5), never merged by itself. */
const SAME_VISIT_MS = 6 * 3_600_000;
const ARRIVAL_TOLERANCE_MS = 5 * MINUTE;
/** A family may treat at home and ring before it sets off; anything longer before the arrival is a slip of the date. */
const BEFORE_ARRIVAL_MS = 7 * DAY;

/**
 * @param except an attendance already logged, left out of the history it is judged against
 * @throws InvalidInput when a time cannot be right, NotFound when patient or hospital is not there for this user
 */
export async function judgeAttendance(
  tx: Tx,
  asked: Circumstances,
  except: string | null = null,
): Promise<AttendanceJudgement> {
  const now = await databaseNow(tx);
  const times = checkedTimes(asked, now);
  const holidays = await bankHolidays(tx);
  // First of all the child: one who is not theirs to see is not there, whatever else is wrong with the sheet.
  const known = asked.patientId ? await aboutPatient(tx, asked.patientId, times.arrivedAt, except) : null;
  const { hub } = await checkedHospital(tx, asked.hospitalId);
  const openAccess: OpenAccessAnswer = known
    ? asked.hospitalId === null
      ? NOT_LISTED
      : openAccessAt(known.arrangements, asked.hospitalId, times.arrivedAt)
    : {
        validity: 'unknown',
        honoured: false,
        arrangementId: null,
        because: 'The child is not matched to a record yet.',
      };
  const unlisted = asked.hospitalId === null;
  const inNetwork = asked.hospitalId !== null && (hub || !known || known.hospitalIds.has(asked.hospitalId));
  const earlier = known?.earlier ?? [];
  const since = (days: number): number =>
    earlier.filter((one) => times.arrivedAt.getTime() - one.arrivedAt.getTime() <= days * DAY).length;
  const decision = decideTier({
    reason: asked.reason,
    site: asked.bleedSite,
    unmatched: !known,
    inhibitor: known?.patient.inhibitor ?? false,
    urgentTreatment: known?.patient.treatments.some(({ redWhenBleeding }) => redWhenBleeding) ?? false,
    careWithApcc: known?.patient.treatments.some(({ careWith }) => careWith.includes('apcc')) ?? false,
    centralLine: known?.patient.centralLine ?? false,
    apccMentioned: asked.apccMentioned,
    invasiveProcedure: asked.invasiveProcedure,
    admittedOrTransferred: asked.admittedOrTransferred,
    openAccess: openAccess.validity,
    inNetwork,
    hospitalUnlisted: unlisted,
    previousIn7Days: since(7),
    previousIn60Days: since(60),
    planOverdueReview: known?.patient.planOverdueReview ?? false,
    minutesSinceArrival: (now.getTime() - times.arrivedAt.getTime()) / MINUTE,
    firstTreatmentKnown: Boolean(asked.firstTreatmentAt),
    adviceSought: asked.adviceSought,
    minutesSinceLeaving: times.leftAt ? (times.reportedAt.getTime() - times.leftAt.getTime()) / MINUTE : null,
    stillUnwell: asked.stillUnwell,
  });
  return {
    now,
    ...times,
    decision,
    category: attendanceCategory({
      reason: asked.reason,
      arrivedAt: times.arrivedAt,
      hospitalId: asked.hospitalId,
      previous: earlier,
    }),
    openAccess,
    acknowledgeBy: acknowledgeBy(decision.tier, now, holidays, await alertLimits(tx)),
    toldTo: await orElse(tx, 'names of those told', toldNow, 'the unit'),
    warnings: [
      ...(unlisted ? [UNLISTED] : []),
      ...warningsFor(known, openAccess, unlisted || inNetwork, since(60), times),
    ],
    possibleDuplicate: duplicateOf(earlier, asked.hospitalId, times.arrivedAt),
  };
}

const UNLISTED = 'This hospital is not listed: its staff do not know the child. Link it to the list when it is known.';
const NOT_LISTED: OpenAccessAnswer = {
  validity: 'none',
  honoured: false,
  arrangementId: null,
  because: 'This hospital is not listed, so no arrangement holds there.',
};

/** @throws InvalidInput when it is no listed one, or not one of which this user may tell */
async function checkedHospital(tx: Tx, hospitalId: string | null): Promise<{ hub: boolean }> {
  const [hospital] = await rows<{ there: boolean; hub: boolean; theirs: boolean }>(
    tx,
    `SELECT h.id IS NOT NULL AS there, coalesce(h.network_role = 'hub', false) AS hub,
            u.role <> 'link_consultant' OR coalesce(u.hospital_id = h.id, false) AS theirs
     FROM users u LEFT JOIN hospitals h ON h.id = $1 WHERE u.id = sec.uid()`,
    [hospitalId],
  );
  if (hospitalId !== null && !hospital?.there)
    throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital from the list.' }]);
  if (!hospital?.theirs) {
    const message = 'You can log attendances at your own hospital only. For another, ring the unit.';
    throw new InvalidInput([{ field: 'hospitalId', message }]);
  }
  return hospital;
}

function checkedTimes(asked: Circumstances, now: Date): { arrivedAt: Date; leftAt: Date | null; reportedAt: Date } {
  const arrivedAt = asked.arrivedAt
    ? new Date(asked.arrivedAt)
    : new Date(now.getTime() - (asked.arrivedMinutesAgo ?? 0) * MINUTE);
  const leftAt = asked.leftAt ? new Date(asked.leftAt) : null;
  const reportedAt = asked.reportedAt ? new Date(asked.reportedAt) : now;
  const treatedAt = asked.firstTreatmentAt ? new Date(asked.firstTreatmentAt) : null;
  const latest = now.getTime() + ARRIVAL_TOLERANCE_MS;
  const errors = [
    arrivedAt.getTime() > latest && {
      field: 'arrivedAt',
      message: 'Arrival time is in the future. Check the time and the date.',
    },
    now.getTime() - arrivedAt.getTime() > 2 * 365 * DAY && {
      field: 'arrivedAt',
      message: 'Arrival is more than two years ago. Check the date.',
    },
    leftAt &&
      leftAt < arrivedAt && {
        field: 'leftAt',
        message: 'The child cannot have left before arriving. Check both times.',
      },
    leftAt &&
      leftAt.getTime() > latest && {
        field: 'leftAt',
        message: 'The time of leaving is in the future. Check the time and the date.',
      },
    reportedAt.getTime() > latest && { field: 'reportedAt', message: 'The time it was reported is in the future.' },
    longBefore(reportedAt, arrivedAt) && {
      field: 'reportedAt',
      message: 'It was reported more than a week before the arrival. Check both dates.',
    },
    treatedAt &&
      treatedAt.getTime() > latest && {
        field: 'firstTreatmentAt',
        message: 'The time of first treatment is in the future.',
      },
    treatedAt && longBefore(treatedAt, arrivedAt) && { field: 'firstTreatmentAt', message: TREATED_LONG_BEFORE },
    (asked.unmatched?.birthDate ?? '') > londonDate(now) && {
      field: 'unmatched.birthDate',
      message: 'The birth date is in the future. Check it, or leave it empty.',
    },
  ].filter((error) => error !== false && error !== null);
  if (errors.length > 0) throw new InvalidInput(errors);
  return { arrivedAt, leftAt, reportedAt };
}

export const TREATED_LONG_BEFORE = 'First treatment is more than a week before the arrival. Check the date.';

/** So long before the arrival that the date must be a slip. */
export function longBefore(time: Date, arrivedAt: Date): boolean {
  return arrivedAt.getTime() - time.getTime() > BEFORE_ARRIVAL_MS;
}

async function aboutPatient(tx: Tx, patientId: string, arrivedAt: Date, except: string | null) {
  const [patient] = await rows<PatientFacts>(
    tx,
    `SELECT inhibitor = 'present' AS inhibitor, sec.treatments_of(id) AS treatments, central_line <> 'none' AS "centralLine", died_on AS "diedOn",
            -- The review date counts as a whole day.
            EXISTS (SELECT 1 FROM emergency_plans e WHERE e.patient_id = $1 AND e.state = 'approved'
                      AND e.review_by < ($2::timestamptz AT TIME ZONE 'Europe/London')::date) AS "planOverdueReview"
     FROM patients WHERE id = $1 AND merged_into_id IS NULL`,
    [patientId, arrivedAt],
  );
  if (!patient) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  const arrangements = await arrangementFacts(tx, patientId);
  const links = await rows<{ hospitalId: string }>(
    tx,
    `SELECT hospital_id AS "hospitalId" FROM shared_care_links
     WHERE patient_id = $1 AND $2 >= valid_from AND (valid_to IS NULL OR $2 < valid_to)`,
    [patientId, arrivedAt],
  );
  const earlier = await rows<Earlier>(
    tx,
    `SELECT a.id, a.alert_id AS "alertId", a.hospital_id AS "hospitalId", a.reason, a.arrived_at AS "arrivedAt",
            a.logged_at AS "loggedAt", u.display_name AS "loggedBy"
     FROM attendances a JOIN users u ON u.id = a.logged_by
     WHERE a.patient_id = $1 AND a.arrived_at BETWEEN $2::timestamptz - interval '60 days' AND $2::timestamptz + interval '6 hours'
       AND a.state NOT IN ('cancelled', 'entered_in_error', 'merged') AND a.id IS DISTINCT FROM $3
     ORDER BY a.arrived_at DESC`,
    [patientId, arrivedAt, except],
  );
  return { patient, arrangements, hospitalIds: new Set(links.map(({ hospitalId }) => hospitalId)), earlier };
}

function duplicateOf(
  earlier: Earlier[],
  hospitalId: string | null,
  arrivedAt: Date,
): AttendanceJudgement['possibleDuplicate'] {
  const same = earlier.find(
    (one) => one.hospitalId === hospitalId && Math.abs(arrivedAt.getTime() - one.arrivedAt.getTime()) <= SAME_VISIT_MS,
  );
  return same ? { alertId: same.alertId, loggedAt: same.loggedAt.toISOString(), loggedBy: same.loggedBy } : null;
}

function warningsFor(
  known: { patient: PatientFacts } | null,
  openAccess: OpenAccessAnswer,
  inNetwork: boolean,
  previousIn60Days: number,
  times: { leftAt: Date | null; reportedAt: Date },
): string[] {
  if (!known) return ['The child is not matched to a record. Match them from Today as soon as you can.'];
  return [
    known.patient.diedOn &&
      `This patient died on ${shortDate(known.patient.diedOn)}. Check that this is the right child.`,
    !openAccess.honoured && openAccess.because,
    openAccess.validity === 'due_review' && openAccess.because,
    !inNetwork && 'This hospital is outside the shared care of this child.',
    previousIn60Days >= 2 && `${ordinal(previousIn60Days + 1)} attendance in 60 days.`,
    known.patient.planOverdueReview &&
      'The emergency plan is past its review date. Ring the unit before relying on it.',
    times.leftAt && `Reported after the child left at ${londonTime(times.leftAt)}.`,
  ].filter((warning): warning is string => typeof warning === 'string' && warning !== '');
}

function ordinal(count: number): string {
  return ['', 'First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth'][count] ?? `${count}th`;
}
