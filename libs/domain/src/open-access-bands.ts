import { addDays, londonDate, londonTime, weekday } from './london-time';

/** A number to ring first, for some hours of some days. */
export interface PhoneBand {
  /** 1 is Monday, 7 is Sunday; each day at most once. */
  days: number[];
  /** `HH:mm`, London wall clock; counts from this minute on. */
  from: string;
  /** `HH:mm`, no longer included. `00:00` is midnight; at or before `from` it lies on the next day. */
  to: string;
  /** Who answers. */
  label: string;
  phone: string;
  /** The contact of the directory whose number it is; without one it is never checked. */
  contactId?: string | null;
  /** Calls to it failed twice. */
  stale?: boolean;
  /** The contact was taken off the directory: there is no number any more. */
  gone?: boolean;
}

/** A stretch of one day without a number, in minutes since midnight; `to` may be 1440. */
export interface Gap {
  /** 1 is Monday, 7 is Sunday. */
  day: number;
  from: number;
  to: number;
}

export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const DAYS = 7;
const MINUTES = 1440;

/** The stretches of a week without a number to ring (W6: every hour of the week has a number). */
export function phoneGaps(bands: readonly PhoneBand[]): Gap[] {
  const covered = Array.from({ length: DAYS }, () => new Uint8Array(MINUTES));
  for (const band of bands) for (const part of partsOf(band)) covered[part.day - 1]!.fill(1, part.from, part.to);
  return covered.flatMap((minutes, index) => holesIn(minutes, index + 1));
}

/** The gaps in words, days with the same hours together: "Saturday and Sunday 00:00 to 08:00". */
export function gapWords(gaps: readonly Gap[]): string[] {
  const byHours = new Map<string, number[]>();
  for (const { day, from, to } of gaps) {
    const hours = from === 0 && to === MINUTES ? ', all day' : ` ${clock(from)} to ${clock(to)}`;
    byHours.set(hours, [...(byHours.get(hours) ?? []), day]);
  }
  return [...byHours].map(([hours, days]) => `${dayWords(days)}${hours}`);
}

/** "Monday to Friday", "Saturday and Sunday", "every day". */
export function dayWords(days: readonly number[]): string {
  const inOrder = [...new Set(days)].sort((one, other) => one - other);
  if (inOrder.length === DAYS) return 'every day';
  const runs = inOrder.reduce<number[][]>((found, day) => {
    const last = found.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else found.push([day]);
    return found;
  }, []);
  const words = runs.flatMap((run) =>
    run.length > 2 ? [`${name(run[0]!)} to ${name(run.at(-1)!)}`] : run.map((day) => name(day)),
  );
  return words.length < 2 ? (words[0] ?? 'no day') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/** "Monday to Friday 08:00 to 18:00", "every day 18:00 to 08:00 (next day)", "every day, all hours". */
export function bandWords({ days, from, to }: PhoneBand): string {
  const words = dayWords(days);
  const first = words.charAt(0).toUpperCase() + words.slice(1);
  if (from === to) return from === '00:00' ? `${first}, all hours` : `${first} ${from} for 24 hours`;
  return `${first} ${from} to ${to === '00:00' ? '24:00' : to}${to < from && to !== '00:00' ? ' (next day)' : ''}`;
}

/**
 * Whom to ring first at this instant. A bank holiday counts as a Sunday. Should that leave an hour without a number (a
 * Monday night that only a Monday names), the band of the day itself counts, so that bands which cover the week always
 * answer. Null only when the bands do not cover this hour.
 */
export function phoneAt(bands: readonly PhoneBand[], at: Date, bankHolidays: ReadonlySet<string>): PhoneBand | null {
  const date = londonDate(at);
  const minute = minutesOf(londonTime(at));
  const answers = (dayOf: (date: string) => number): PhoneBand | undefined => {
    const [today, yesterday] = [dayOf(date), dayOf(addDays(date, -1))];
    return bands.find(({ days, from, to }) => {
      const [start, end] = [minutesOf(from), minutesOf(to)];
      const overnight = end <= start;
      const sinceToday = days.includes(today) && minute >= start && (overnight || minute < end);
      return sinceToday || (overnight && days.includes(yesterday) && minute < end);
    });
  };
  const own = (day: string): number => weekday(day) || DAYS;
  const asSunday = (day: string): number => (bankHolidays.has(day) ? DAYS : own(day));
  return answers(asSunday) ?? answers(own) ?? null;
}

/** A band cut at midnight. */
function partsOf({ days, from, to }: PhoneBand): Gap[] {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return days.flatMap((day) =>
    end > start
      ? [{ day, from: start, to: end }]
      : [
          { day, from: start, to: MINUTES },
          { day: (day % DAYS) + 1, from: 0, to: end },
        ],
  );
}

function holesIn(minutes: Uint8Array, day: number): Gap[] {
  const holes: Gap[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    if (minutes[minute] === 1) continue;
    const last = holes.at(-1);
    if (last && last.to === minute) last.to = minute + 1;
    else holes.push({ day, from: minute, to: minute + 1 });
  }
  return holes;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function name(day: number): string {
  return DAY_NAMES[day - 1] ?? '';
}
