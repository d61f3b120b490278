import type { PreviewAttendance } from '@shared-care/contracts/attendances/shapes';
import type { AttendanceCategory } from '@shared-care/domain/attendance-reasons';
import { attendanceCategory } from '@shared-care/domain/attendance-category';
import { acknowledgeBy } from '@shared-care/domain/alert-clock';
import { decideTier, type TierDecision } from '@shared-care/domain/alert-tier';
import { londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { openAccessAt, type OpenAccessAnswer } from '@shared-care/domain/open-access';
import type { z } from 'zod';
import { askAlertLimits } from '../platform/unit-settings';
import { askBankHolidays } from '../hospitals/hospitals';
import { peopleOnDuty } from '../hospitals/people-on-duty';
import { InvalidInput } from '../platform/problems';
import { Question } from '../platform/questions';
import { databaseNow, type Tx } from '../platform/tx';
import { toldWords } from '../rota/on-now';
import { aboutChild, seen, type Earlier, type PatientFacts } from './about-child';

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
  const { holidays, limits, people, child, hospital } = await Question.all({
    holidays: askBankHolidays(),
    limits: askAlertLimits(),
    people: peopleOnDuty(now),
    child: asked.patientId ? aboutChild(asked.patientId, times.arrivedAt, except) : Question.known(null),
    hospital: hospitalOf(asked.hospitalId),
  }).ask(tx);
  // First of all the child: one who is not theirs to see is not there, whatever else is wrong with the sheet.
  const known = child && (await seen(tx, asked.patientId!, child));
  const { hub } = checkedHospital(asked.hospitalId, hospital);
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
    acknowledgeBy: acknowledgeBy(decision.tier, now, holidays, limits),
    toldTo: toldWords(people),
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

interface AskedHospital {
  there: boolean;
  hub: boolean;
  theirs: boolean;
}

function hospitalOf(hospitalId: string | null): Question<AskedHospital | undefined> {
  return Question.row<AskedHospital>(
    `SELECT h.id IS NOT NULL AS there, coalesce(h.network_role = 'hub', false) AS hub,
            u.role <> 'link_consultant' OR coalesce(u.hospital_id = h.id, false) AS theirs
     FROM users u LEFT JOIN hospitals h ON h.id = $1 WHERE u.id = sec.uid()`,
    [hospitalId],
  );
}

/** @throws InvalidInput when it is no listed one, or not one of which this user may tell */
function checkedHospital(hospitalId: string | null, hospital: AskedHospital | undefined): AskedHospital {
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
