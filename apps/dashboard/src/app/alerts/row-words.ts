import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import { howLongAgo, timeToBreach } from '@shared-care/domain/alert-clock';
import { isDue } from '@shared-care/domain/alert-groups';
import { ALERT_OUTCOMES, AWAITED } from '@shared-care/domain/alert-states';
import { FIRST_TREATMENT_WITHIN_MINUTES, TIER_TRIGGERS, type TierTrigger } from '@shared-care/domain/alert-tier';
import { ATTENDANCE_REASONS, BLEED_SITES } from '@shared-care/domain/attendance-reasons';
import { daysBetween, londonDate, londonTime, shortDate, weekday } from '@shared-care/domain/london-time';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { CENTRAL_LINES, shortDiagnosis } from '@shared-care/domain/patient-facts';
import { treatmentFlag } from '@shared-care/domain/treatments';
import type { IconName } from '@shared-care/ui/icon/icon-names';
import { reasonInWords } from './alert-words';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const THIS_WEEK_DAYS = 6;

/** `14:33`, `Sat 22:10` within a week, then the date: a time alone is of the day it is read. */
export function shortTime(at: string, now: Date): string {
  const instant = new Date(at);
  const date = londonDate(instant);
  const days = Math.abs(daysBetween(date, londonDate(now)));
  if (days === 0) return londonTime(instant);
  return days <= THIS_WEEK_DAYS ? `${DAYS[weekday(date)]} ${londonTime(instant)}` : shortDate(date);
}

/** Of a site that says it all: "Mouth bleed", "Joint pain"; a head injury is one of the head. */
export function shortReason(attendance: NonNullable<AlertInQueue['attendance']>): string {
  const { reason, bleedSite: site } = attendance;
  const where = site === null || site === 'other' ? null : BLEED_SITES[site];
  if (reason === 'head_injury' && (site === 'head' || where === null)) return ATTENDANCE_REASONS.head_injury;
  if (reason === 'bleeding' && where !== null) return `${where} bleed`;
  if (reason === 'pain_joint_muscle' && where !== null) return `${where} pain`;
  return reasonInWords(attendance);
}

/** What stands beside the tier: how much is left to find an owner, or since when there is one. */
export function tierClock(alert: AlertInQueue, now: Date): { left: number | null; words: string } {
  switch (alert.state) {
    case 'open': {
      const [from, by] = [Date.parse(alert.openedAt), Date.parse(alert.acknowledgeBy)];
      const left = by <= now.getTime() ? 0 : Math.min(1, (by - now.getTime()) / Math.max(1, by - from));
      return { left, words: timeToBreach(now, new Date(by)).words };
    }
    case 'closed':
      return { left: null, words: alert.closedAt === null ? 'closed' : `closed ${shortTime(alert.closedAt, now)}` };
    case 'withdrawn':
      return { left: null, words: alert.withdrawn === null ? '' : `withdrawn ${shortTime(alert.withdrawn.at, now)}` };
    case 'awaiting':
      if (!isDue(alert, now) && alert.awaiting !== null)
        return { left: null, words: `wakes ${shortTime(alert.awaiting.wakeAt, now)}` };
      break;
    case 'acknowledged':
      break;
  }
  return { left: null, words: alert.acknowledgedAt === null ? '' : `since ${shortTime(alert.acknowledgedAt, now)}` };
}

/** Diagnosis, and in bold what makes any bleed of this child more dangerous. */
export function conditionOf(alert: AlertInQueue): { diagnosis: string; risks: string } | null {
  const { risks } = alert;
  if (risks === null) return null;
  return {
    diagnosis: shortDiagnosis(risks),
    risks: [
      risks.inhibitor === 'present' ? 'inhibitor' : null,
      ...risks.treatments.filter(({ redWhenBleeding }) => redWhenBleeding).map(treatmentFlag),
      risks.centralLine === 'none' ? null : CENTRAL_LINES[risks.centralLine].toLowerCase(),
      risks.allergyState === 'known' ? 'allergy' : null,
    ]
      .filter((word) => word !== null)
      .join(', '),
  };
}

export interface Treated {
  words: string;
  icon: IconName | null;
  danger: boolean;
}

/** What is known of the first treatment: the unit's main measure, so its want is said and never guessed at. */
export function treatedWords(attendance: NonNullable<AlertInQueue['attendance']>, now: Date): Treated {
  const { firstTreatmentAt, firstTreatmentAbsentBecause, arrivedAt, leftAt } = attendance;
  if (firstTreatmentAt !== null)
    return { words: `Treated ${shortTime(firstTreatmentAt, now)}`, icon: 'tick', danger: false };
  if (firstTreatmentAbsentBecause !== null)
    return { words: `No treatment: ${firstTreatmentAbsentBecause}`, icon: null, danger: false };
  const minutes = (now.getTime() - Date.parse(arrivedAt)) / 60_000;
  const late = leftAt === null && minutes >= FIRST_TREATMENT_WITHIN_MINUTES;
  return { words: late ? 'Not treated' : 'Not treated yet', icon: late ? 'warning' : null, danger: late };
}

/** `27 min here`, or when the child left. */
export function hereWords({ arrivedAt, leftAt }: NonNullable<AlertInQueue['attendance']>, now: Date): string {
  return leftAt === null ? `${howLongAgo(now, new Date(arrivedAt))} here` : `Left ${shortTime(leftAt, now)}`;
}

/** Triggers that the reason of the visit says already. */
const SAID_BY_REASON: ReadonlySet<TierTrigger> = new Set([
  'head_injury',
  'fever_with_line',
  'planned_treatment',
  'unrelated_illness',
  'joint_or_muscle_bleed',
  'suspected_bleed_site',
  'bleeding_disorder_problem',
  'no_treatment_30_min',
  'unmatched',
  'emergency_access',
  'open_access_not_valid',
]);

/** What decided the tier, where no other cell says it, and whether the child may come straight here. */
export function becauseLines(alert: AlertInQueue): string[] {
  if (alert.emergencyAccess !== null) return [alert.emergencyAccess.words];
  const trigger = alert.triggers.find((each) => !SAID_BY_REASON.has(each));
  const words = trigger === undefined ? null : TIER_TRIGGERS[trigger].words;
  const access = alert.attendance === null ? null : OPEN_ACCESS_VALIDITIES[alert.attendance.openAccess];
  const raised = alert.state === 'open' && alert.level > 0 ? `Raised to level ${alert.level}` : null;
  return [raised, words === null ? null : words.charAt(0).toUpperCase() + words.slice(1), access]
    .filter((line) => line !== null)
    .slice(0, 2);
}

export interface NextStep {
  words: string;
  /** How soon, or what is waited for. */
  detail: string;
  due: boolean;
}

/** What its owner does next: ring again, look again, or nothing that was agreed. */
export function nextStep(alert: AlertInQueue, now: Date): NextStep {
  const steps = [
    alert.nextContactAt === null ? null : { at: alert.nextContactAt, words: 'Ring back', detail: null },
    alert.awaiting === null
      ? null
      : {
          at: alert.awaiting.wakeAt,
          words: 'Look again',
          detail: `${AWAITED[alert.awaiting.what]}, from ${alert.awaiting.from}`,
        },
  ]
    .filter((step) => step !== null)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const [next] = steps;
  if (next === undefined) return { words: '', detail: 'No next contact agreed', due: false };
  const { overdue, words } = timeToBreach(now, new Date(next.at));
  return {
    words: `${next.words} ${shortTime(next.at, now)}`,
    detail: overdue ? words : (next.detail ?? `in ${words.replace(/ left$/, '')}`),
    due: overdue,
  };
}

/** What became of an alert that has ended, and by whom. */
export function becameOf(alert: AlertInQueue): { words: string; detail: string } {
  if (alert.state === 'withdrawn') return { words: 'Withdrawn', detail: alert.withdrawn?.because ?? '' };
  if (alert.state === 'closed')
    return {
      words: `Closed by ${alert.closedBy ?? 'somebody'}`,
      detail: alert.outcome === null ? '' : ALERT_OUTCOMES[alert.outcome],
    };
  return { words: 'No longer in this list', detail: '' };
}
