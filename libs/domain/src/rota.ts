import { addDays, londonDate, londonInstant, londonTime, weekday } from './london-time';
import type { Role } from './roles';
import { hoursAt, hoursOn, isInHours } from './working-time';

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

/** What became of an ask to take a duty. */
export const SWAP_STATES = {
  asked: 'Asked',
  agreed: 'Agreed',
  declined: 'Declined',
  taken_back: 'Taken back',
} as const;
export type SwapState = keyof typeof SWAP_STATES;

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
  /** What puts them there. */
  by: 'pattern' | 'swap' | 'extra_cover';
}

/**
 * Who holds which duty at this instant; `sec.on_duty` says the same in SQL. A dated change comes before the pattern, a
 * bank holiday's line before the weekday's, and a person on leave, disabled or of another role holds nothing. Nurses'
 * weekday lines do not count on a bank holiday. A pattern counts from London's midnight of its date, also for the night
 * that runs over it.
 */
export function onDuty(facts: RotaFacts, at: Date): OnDuty[] {
  const changes = facts.changes.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  const swappedAway = (duty: Duty, userId: string): boolean =>
    changes.some((change) => change.kind === 'swap' && change.duty === duty && change.offUserId === userId);
  const candidates = [
    ...changes.flatMap(({ kind, duty, onUserId }): OnDuty[] =>
      kind === 'leave' ? [] : [{ duty, userId: onUserId, by: kind }],
    ),
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
  const ofDay = (day: RotaDay): OnDuty[] =>
    pattern.lines
      .filter((line) => covers(line, day, minute))
      .map(({ duty, userId }) => ({ duty, userId, by: 'pattern' }));
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

/** Duties that somebody must hold at this instant: an alert reaches them first or by escalation. */
export function dutiesNeeded(at: Date, bankHolidays: ReadonlySet<string>): Duty[] {
  const inHours = isInHours(at, bankHolidays);
  const registrar = !inHours || londonTime(at) >= hoursAt(at, bankHolidays).handoverFrom;
  return [
    ...(inHours ? (['phu_nurse', 'nurse_in_charge'] as const) : []),
    ...(registrar ? (['on_call_registrar'] as const) : []),
    'on_call_consultant',
    'consultant_lead',
  ];
}

const MS_PER_MINUTE = 60_000;

/**
 * The instants from `from` up to `until` at which anything about the rota can change, `from` itself first. Between two
 * of them nothing does. A wall time in the hour that comes twice in autumn counts on both passings.
 */
export function rotaEdges(
  facts: Pick<RotaFacts, 'patterns' | 'changes'> & Partial<Pick<RotaFacts, 'bankHolidays'>>,
  from: Date,
  until: Date,
): Date[] {
  const minutes = new Set([0]);
  for (const { lines } of facts.patterns) {
    for (const line of lines) minutes.add(line.fromMinute).add(line.toMinute % MINUTES_OF_DAY);
  }
  const edges = new Set<number>([from.getTime()]);
  const lastDay = addDays(londonDate(until), 1);
  for (let date = londonDate(from); date <= lastDay; date = addDays(date, 1)) {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const { start, end, handoverFrom } = hoursOn(date, facts.bankHolidays ?? new Set());
    for (const minute of new Set([...minutes, minuteOf(start), minuteOf(handoverFrom), minuteOf(end)])) {
      // Without summer time and with it: one of the two is right, or both.
      for (const hour of [0, 60]) {
        const edge = midnight + (minute - hour) * MS_PER_MINUTE;
        if (minuteOf(londonTime(new Date(edge))) === minute) edges.add(edge);
      }
    }
    // The clocks change at 01:00 UTC.
    const change = midnight + 60 * MS_PER_MINUTE;
    if (londonTime(new Date(change)) !== timeOfMinute(minuteOf(londonTime(new Date(change - MS_PER_MINUTE))) + 1))
      edges.add(change);
  }
  for (const { startsAt, endsAt } of facts.changes) edges.add(startsAt.getTime()).add(endsAt.getTime());
  return [...edges]
    .filter((edge) => edge >= from.getTime() && edge < until.getTime())
    .sort((one, other) => one - other)
    .map((edge) => new Date(edge));
}

export interface RotaStretch<T> {
  from: Date;
  until: Date;
  held: T;
}

/** Stretches of time with one and the same answer, in order and without holes. */
export function stretches<T>(edges: readonly Date[], until: Date, answer: (at: Date) => T): RotaStretch<T>[] {
  const found: (RotaStretch<T> & { key: string })[] = [];
  for (const [place, from] of edges.entries()) {
    const held = answer(from);
    const key = JSON.stringify(held);
    const last = found.at(-1);
    const ends = edges[place + 1] ?? until;
    if (last?.key === key) last.until = ends;
    else found.push({ from, until: ends, held, key });
  }
  return found.map(({ from, until: ends, held }) => ({ from, until: ends, held }));
}

export interface RotaGap {
  duty: Duty;
  from: Date;
  until: Date;
}

/** Stretches in which a duty that is needed is not covered (H7), by start. */
export function rotaGaps(facts: RotaFacts, from: Date, until: Date): RotaGap[] {
  const open = new Map<Duty, RotaGap>();
  const gaps: RotaGap[] = [];
  const missing = stretches(rotaEdges(facts, from, until), until, (at) => {
    const held = onDuty(facts, at);
    return dutiesNeeded(at, facts.bankHolidays).filter((duty) => !held.some((one) => one.duty === duty));
  });
  for (const stretch of missing) {
    for (const duty of [...open.keys()]) if (!stretch.held.includes(duty)) open.delete(duty);
    for (const duty of stretch.held) {
      const running = open.get(duty);
      if (running) running.until = stretch.until;
      else {
        const gap = { duty, from: stretch.from, until: stretch.until };
        open.set(duty, gap);
        gaps.push(gap);
      }
    }
  }
  return gaps;
}

/** The two bands of a London date: working hours, and from their end to their start on the day after. */
export function bandsOf(
  date: string,
  calendar: ReadonlySet<string>,
): { day: { from: Date; until: Date }; night: { from: Date; until: Date } } {
  const startOf = (day: string): Date => londonInstant(day, hoursOn(day, calendar).start);
  const [start, end] = [startOf(date), londonInstant(date, hoursOn(date, calendar).end)];
  return {
    day: { from: start, until: end },
    night: { from: end, until: startOf(addDays(date, 1)) },
  };
}

/** Minutes after midnight of `HH:mm`; `24:00` is the end of the day. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

export function timeOfMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
