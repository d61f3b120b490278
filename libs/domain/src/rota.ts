import { londonDate, londonTime, weekday } from './london-time';
import type { Role } from './roles';

/** What somebody can be on the rota for. Same words as `sec.duty_words`. */
export const DUTIES = {
  phu_nurse: 'PHU nurse',
  nurse_in_charge: 'nurse in charge',
  on_call_registrar: 'on-call registrar',
  on_call_consultant: 'consultant on call',
  consultant_lead: 'consultant lead',
} as const;
export type Duty = keyof typeof DUTIES;

export const ROTA_CHANGE_KINDS = { swap: 'Swap', extra_cover: 'Extra cover', leave: 'Leave' } as const;
export type RotaChangeKind = keyof typeof ROTA_CHANGE_KINDS;

/** Several nurses work at once; every other duty has one holder. */
export function isSingle(duty: Duty): boolean {
  return duty !== 'phu_nurse';
}

/** Who may hold the duty. */
export function roleFor(duty: Duty): Role {
  return duty === 'phu_nurse' || duty === 'nurse_in_charge' ? 'haemostasis_nurse' : 'phu_doctor';
}

/** 0 is Sunday as in {@link weekday}; 7 stands for any bank holiday. */
export type RotaDay = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const BANK_HOLIDAY_DAY = 7;

export const MINUTES_OF_DAY = 1440;

export interface PatternLine {
  duty: Duty;
  userId: string;
  day: RotaDay;
  /** Minutes after midnight on London's clocks. */
  fromMinute: number;
  /** 1 to 1440; not after the start means on the next day. */
  toMinute: number;
}

/** A week that repeats from a London date on, until the next pattern begins. */
export interface Pattern {
  effectiveFrom: string;
  lines: readonly PatternLine[];
}

/** What differs from the pattern from one instant up to another. */
export type RotaChangeFacts = { startsAt: Date; endsAt: Date } & (
  | { kind: 'leave'; duty: null; offUserId: string; onUserId: null }
  | { kind: 'swap'; duty: Duty; offUserId: string; onUserId: string }
  | { kind: 'extra_cover'; duty: Duty; offUserId: null; onUserId: string }
);

export interface RotaPerson {
  id: string;
  role: Role;
  disabled: boolean;
}

/** All that decides who is on duty. `bankHolidays` and `patterns` must reach over the instants asked about. */
export interface RotaFacts {
  patterns: readonly Pattern[];
  changes: readonly RotaChangeFacts[];
  people: readonly RotaPerson[];
  bankHolidays: ReadonlySet<string>;
}

export interface OnDuty {
  duty: Duty;
  userId: string;
}

/**
 * Who holds which duty at this instant; `sec.on_duty` says the same in SQL. A dated change comes before the pattern, a
 * bank holiday's line before the weekday's, and whoever is on leave, disabled or of another role holds nothing. Nurses'
 * weekday lines do not count on a bank holiday. A pattern counts from London's midnight of its date, also for the night
 * that runs over it.
 */
export function onDuty(facts: RotaFacts, at: Date): OnDuty[] {
  const changes = facts.changes.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  const swappedAway = (duty: Duty, userId: string): boolean =>
    changes.some((change) => change.kind === 'swap' && change.duty === duty && change.offUserId === userId);
  const candidates = [
    ...changes.flatMap((change) => (change.kind === 'leave' ? [] : [{ duty: change.duty, userId: change.onUserId }])),
    ...usual(facts, at).filter(({ duty, userId }) => !swappedAway(duty, userId)),
  ];
  const present = candidates.filter(
    ({ duty, userId }) =>
      !changes.some((change) => change.kind === 'leave' && change.offUserId === userId) &&
      facts.people.some((person) => person.id === userId && !person.disabled && person.role === roleFor(duty)),
  );
  return present.filter(
    ({ duty, userId }, place) =>
      present.findIndex((other) => other.duty === duty && (isSingle(duty) || other.userId === userId)) === place,
  );
}

/** By the pattern alone, a bank holiday's own lines first. */
function usual({ patterns, bankHolidays }: RotaFacts, at: Date): OnDuty[] {
  const date = londonDate(at);
  const pattern = patternOn(patterns, date);
  if (!pattern) return [];
  const minute = minuteOf(londonTime(at));
  const ofDay = (day: RotaDay): PatternLine[] => pattern.lines.filter((line) => covers(line, day, minute));
  const today = ofDay(weekday(date));
  if (!bankHolidays.has(date)) return today;
  return [...ofDay(BANK_HOLIDAY_DAY), ...today.filter(({ duty }) => roleFor(duty) !== 'haemostasis_nurse')];
}

/** The one whose date is the last not after this one. */
export function patternOn<P extends Pattern>(patterns: readonly P[], date: string): P | null {
  return patterns.reduce<P | null>(
    (latest, pattern) =>
      pattern.effectiveFrom <= date && (!latest || pattern.effectiveFrom > latest.effectiveFrom) ? pattern : latest,
    null,
  );
}

/** Whether the line covers this minute of this day, on its own day or into the next. */
export function covers(line: PatternLine, day: RotaDay, minute: number): boolean {
  const overnight = line.toMinute <= line.fromMinute;
  if (line.day === day && minute >= line.fromMinute) return overnight || minute < line.toMinute;
  return overnight && day < BANK_HOLIDAY_DAY && (line.day + 1) % 7 === day && minute < line.toMinute;
}

/** Minutes after midnight of `HH:mm`; `24:00` is the end of the day. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

export function timeOfMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
