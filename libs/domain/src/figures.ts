import { ALERT_LOAD_LIMITS } from './alert-load';
import { FIRST_TREATMENT_WITHIN_MINUTES, TIER_TRIGGERS } from './alert-tier';
import { OVERDUE_AFTER_DAYS, VERIFY_SOON_AFTER_DAYS } from './contact-health';
import { UNTREATED } from './first-treatment';

/** One number that the unit learns from its own records. What it counts falls into its parts, each thing into one. */
export interface Figure {
  word: string;
  noun: { one: string; many: string };
  parts: Readonly<Record<string, string>>;
  /** What its columns stand for; null when it says how things are today. */
  by: 'week' | 'month' | null;
  /** What its minutes are, where it measures some. */
  minutes: string | null;
  /** Into what it falls besides: the columns of its histogram, by key and in order. */
  bins: Bins | null;
  /** What is counted, when, and what is left out. */
  definition: string;
}

export interface Bins {
  word: string;
  names: Readonly<Record<string, string>>;
}

/** Columns of so many minutes each, the last of them open. */
function minuteBins(step: number, columns: number, word: string): Bins {
  const name = (place: number): string =>
    place === columns - 1 ? `Over ${place * step} min` : `${place * step} to ${(place + 1) * step} min`;
  return { word, names: Object.fromEntries(Array.from({ length: columns }, (_, place) => [place, name(place)])) };
}

/** Minutes of one column. Each line of a chart is an edge of columns. */
export const BIN_MINUTES = { acknowledged: 5, first_treatment: 15 } as const;
export const BIN_COLUMNS = 13;

/** Minutes from arrival that the chart of first treatments marks. */
export const TREATMENT_LINES = [FIRST_TREATMENT_WITHIN_MINUTES, 60, 120] as const;
/** The least share of network numbers that should be checked. */
export const VERIFIED_AT_LEAST = 0.9;

const VISITS = 'Cancelled and merged attendances and those entered in error are left out.';
const TELLINGS =
  'An interrupt is one nurse told of one alert once, on whichever channels. Test messages and alerts about the product itself are left out; reminders never use this channel.';
const MOST = ALERT_LOAD_LIMITS.interruptsPerShift;

export const FIGURES = {
  attendances: {
    word: 'Attendances',
    noun: { one: 'attendance', many: 'attendances' },
    parts: { red: 'Red', amber: 'Amber', blue: 'Blue' },
    by: 'week',
    minutes: null,
    bins: null,
    definition: `Attendances by the week, Monday to Sunday in UK time, in which the child arrived, and by the tier of the alert as it is now. ${VISITS}`,
  },
  acknowledged: {
    word: 'Time to acknowledge',
    noun: { one: 'alert', many: 'alerts' },
    parts: {
      red_within: 'Red, within its limit',
      red_late: 'Red, late',
      amber_within: 'Amber, within its limit',
      amber_late: 'Amber, late',
      blue_within: 'Blue, within its limit',
      blue_late: 'Blue, late',
      waiting: 'Waits, limit not reached',
    },
    by: 'month',
    minutes: 'Red alerts, minutes from the alert to its owner',
    bins: minuteBins(BIN_MINUTES.acknowledged, BIN_COLUMNS, 'Red alerts by minutes'),
    definition:
      'Alerts of attendances by the month in which they opened, UK time. Within: an owner acknowledged the alert before the time that was set for it, which follows tier, working hours and bank holidays. Late: after that time, or still without an owner past it. An alert that was handed back counts by its last owner. Withdrawn alerts are left out. The median and the 9 in 10 are of red alerts that have an owner.',
  },
  first_treatment: {
    word: 'Time to first treatment',
    noun: { one: 'bleed', many: 'bleeds' },
    parts: {
      within_30: 'Within 30 min',
      within_60: '31 to 60 min',
      within_120: '61 to 120 min',
      later: 'After 120 min',
      ...UNTREATED,
      not_recorded: 'Not recorded',
    },
    by: 'month',
    minutes: 'Minutes from arrival to first treatment',
    bins: minuteBins(BIN_MINUTES.first_treatment, BIN_COLUMNS, 'Bleeds by minutes'),
    definition: `Attendances of a child who may be bleeding, by the month of arrival, UK time: by the reason, or because a site was named; never planned treatment. Minutes run from arrival to the first treatment; a treatment before arrival counts as within 30 min. Not given: a reason why there was none is recorded. Not known: somebody asked and the time is not known. Not recorded: no answer yet. Shares and medians are of those treated. ${VISITS}`,
  },
  open_access: {
    word: 'Open access at arrival',
    noun: { one: 'attendance', many: 'attendances' },
    parts: { valid: 'Valid', due_review: 'Valid, due review', not_valid: 'Not valid', unknown: 'Not known' },
    by: 'month',
    minutes: null,
    bins: null,
    definition: `Attendances by the month of arrival, UK time, and by the open access that the child had at that hospital at arrival, as it was written then. Not valid: none, not started, not agreed, expired, suspended or withdrawn. Not known: the child was not matched to a record. ${VISITS}`,
  },
  load_by_hour: {
    word: 'Alert load by hour',
    noun: { one: 'interrupt', many: 'interrupts' },
    parts: { first: 'Told of an alert', again: 'Told again' },
    by: 'week',
    minutes: null,
    bins: {
      word: 'Interrupts by hour',
      names: Object.fromEntries(
        Array.from({ length: 24 }, (_, hour) => [hour, `${hour.toString().padStart(2, '0')}:00`]),
      ),
    },
    definition: `Interrupts of nurses by week and by the hour of the day, UK time. ${TELLINGS} Told again: of the same alert, because it still had no owner. At most ${ALERT_LOAD_LIMITS.repeats * 100}% should be of this kind. The hospital is that of the attendance.`,
  },
  load_by_person: {
    word: 'Alert load by person',
    noun: { one: 'interrupt', many: 'interrupts' },
    parts: { calm: '1 to 3 in the shift', busy: `4 to ${MOST} in the shift`, beyond: `Over ${MOST} in the shift` },
    by: 'week',
    minutes: null,
    bins: null,
    definition: `Interrupts of nurses by week, UK time, and by how many the same nurse had in the same shift, at all hospitals together. ${TELLINGS} A shift is the working hours of a day, or the night or weekend day that begins with it. On average a nurse should have at most ${MOST} in a shift. No nurse is named or compared.`,
  },
  acted_on: {
    word: 'Alerts acted on',
    noun: { one: 'alert', many: 'alerts' },
    parts: { acted_on: 'Acted on', not_acted_on: 'Not acted on', running: 'Not ended' },
    by: 'month',
    minutes: null,
    bins: {
      word: 'Alerts by trigger',
      names: Object.fromEntries(Object.entries(TIER_TRIGGERS).map(([trigger, { words }]) => [trigger, words])),
    },
    definition: `Alerts of attendances and emergency accesses by the month in which they opened, UK time, and by their trigger. Not acted on: closed as unrelated, duplicate or entered in error, or withdrawn. Of those that ended, at least ${ALERT_LOAD_LIMITS.actedOn * 100}% should have been acted on. The hospital is that of the attendance; an emergency access has none.`,
  },
  requests: {
    word: 'Requests on time',
    noun: { one: 'request', many: 'requests' },
    parts: { on_time: 'On time', late: 'Late', overdue: 'Overdue, still running', not_known: 'Not known' },
    by: 'month',
    minutes: null,
    bins: null,
    definition:
      'Requests by the month in which their last step was done, or for one still running by the month of the day that has passed. On time: the last step was done by its day, or while the request waited for somebody else. Days count working days, bank holidays and closures of the unit. The hospital is the child’s primary link of today. Requests that are no longer needed or were stopped are left out.',
  },
  contacts: {
    word: 'Numbers checked',
    noun: { one: 'number', many: 'numbers' },
    parts: {
      verified: `Checked within ${VERIFY_SOON_AFTER_DAYS} days`,
      verify_soon: `${VERIFY_SOON_AFTER_DAYS + 1} to ${OVERDUE_AFTER_DAYS} days ago`,
      overdue: `Over ${OVERDUE_AFTER_DAYS} days ago`,
      never: 'Never checked',
      stale: 'Stale: calls failed',
    },
    by: null,
    minutes: null,
    bins: null,
    definition:
      'Numbers in use at hospitals of the network as they are today, whatever the period. Checked: somebody rang the number and it was right. A number that failed two calls in a row, or turned out wrong, is stale.',
  },
} as const satisfies Record<string, Figure>;
export type FigureName = keyof typeof FIGURES;

/** The month's or the week's first day, `yyyy-mm-dd`, for a calendar date. Weeks begin on Monday. */
export function startOf(by: 'week' | 'month', date: string): string {
  if (by === 'month') return `${date.slice(0, 7)}-01`;
  const day = new Date(`${date}T00:00:00Z`);
  return moved(date, -((day.getUTCDay() + 6) % 7));
}

/** Every week or month that has a day in the period, first to last. */
export function startsBetween(by: 'week' | 'month', from: string, to: string): string[] {
  const starts: string[] = [];
  for (let start = startOf(by, from); start <= to; start = startOf(by, moved(start, by === 'week' ? 7 : 31)))
    starts.push(start);
  return starts;
}

function moved(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
