import type { AlertState } from './alert-states';
import { addDays, londonDate, londonInstant, londonTime } from './london-time';
import { hoursOn, isInHours, isWorkingDay } from './working-time';

/** The night's calls are asked for from here on working days, half an hour before the nurses' hours (W3.6). */
export const MORNING_FROM = '08:30';

/** An alert changes hands while somebody owns it; its owner stays owner until the other has accepted. */
export function mayChangeHands(state: AlertState): boolean {
  return state === 'acknowledged' || state === 'awaiting';
}

/** How ill a child is at a handover, in the words of the unit. */
export const ILLNESS_SEVERITIES = { stable: 'Stable', watch: 'Watch closely', unstable: 'Unstable' } as const;
export type IllnessSeverity = keyof typeof ILLNESS_SEVERITIES;

/** A note as one line: "Watch closely. Second dose at 18:00. If swelling grows: ring the registrar." */
export function noteInWords(note: { severity: IllnessSeverity; plan: string; whatIf: string | null }): string {
  const ended = (words: string): string => (/[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`);
  const rest = note.whatIf === null || note.whatIf === '' ? '' : ` What to do if: ${ended(note.whatIf)}`;
  return `${ILLNESS_SEVERITIES[note.severity]}. ${ended(note.plan)}${rest}`;
}

export interface HandoverMoment {
  /** `evening`: to the night, from 16:30 of a working day. `morning`: from the night, from 08:30. */
  kind: 'evening' | 'morning' | 'between';
  /** When the night that the handover is about began: 17:00 of the last working day. */
  nightBegan: Date;
  /** The London date of the morning after that night: the working day on which "calls overnight?" is asked. */
  morning: string;
  /** The night to hand over to, as an instant of it: now while it is night, otherwise 17:00 when the next one begins. */
  nightFrom: Date;
}

/** Where in the round of handovers an instant lies. Weekends and bank holidays belong to the night before. */
export function handoverMoment(now: Date, bankHolidays: ReadonlySet<string>): HandoverMoment {
  const today = londonDate(now);
  const time = londonTime(now);
  const working = (date: string): boolean => isWorkingDay(date, bankHolidays);
  const { start, end, handoverFrom } = hoursOn(today, bankHolidays);
  const endOf = (date: string): Date => londonInstant(date, hoursOn(date, bankHolidays).end);
  const evening = working(today) && time >= handoverFrom;
  const morning = working(today) && time >= MORNING_FROM && time < end && !evening;
  const lastEnd = step(working(today) && time >= end ? today : addDays(today, -1), -1, working);
  const nextEnd = step(working(today) && time < end ? today : addDays(today, 1), 1, working);
  return {
    kind: evening ? 'evening' : morning ? 'morning' : 'between',
    nightBegan: endOf(lastEnd),
    morning: step(addDays(lastEnd, 1), 1, working),
    nightFrom:
      isInHours(now, bankHolidays) || (working(today) && time < start && time >= MORNING_FROM) ? endOf(nextEnd) : now,
  };
}

/** The working shift an instant falls in, by the London date on which it began; hours outside it are one night. */
export function shiftOf(now: Date, bankHolidays: ReadonlySet<string>): { date: string; hours: 'day' | 'night' } {
  const date = londonDate(now);
  const time = londonTime(now);
  const { start, end } = hoursOn(date, bankHolidays);
  const inHours = isWorkingDay(date, bankHolidays) && time >= start && time < end;
  if (inHours) return { date, hours: 'day' };
  return { date: time < start ? addDays(date, -1) : date, hours: 'night' };
}

function step(from: string, direction: 1 | -1, fits: (date: string) => boolean): string {
  let date = from;
  while (!fits(date)) date = addDays(date, direction);
  return date;
}
