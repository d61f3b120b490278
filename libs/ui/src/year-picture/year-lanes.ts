import { addDays, londonDate, longDate } from '@shared-care/domain/london-time';
import { dateParts } from '@shared-care/domain/calendar-date';

/** Something that happened at an instant or on a day. */
export interface YearMark {
  id: string;
  /** ISO 8601, or `yyyy-mm-dd`. */
  at: string;
  /** Tiers by their shape; the others by what they are. */
  shape: 'red' | 'amber' | 'blue' | 'plan' | 'letter';
  /** What it was, without the day. */
  words: string;
  /** A few letters beside it. */
  short?: string;
  /** The page of what it shows; null: there is none for this user. */
  href: string | null;
}

/** Something that lasted; `to` null: it still does. */
export interface YearBand {
  id: string;
  from: string;
  to: string | null;
  kind: 'valid' | 'due_review' | 'request' | 'treatment';
  words: string;
  /** The page of what it shows; null: there is none for this user. */
  href: string | null;
}

export interface YearLane {
  id: string;
  label: string;
  under: string;
  marks: YearMark[];
  bands: YearBand[];
}

export interface YearSpan {
  /** First and last day, `yyyy-mm-dd`. */
  from: string;
  to: string;
}

export const LEFT = 140;
export const RIGHT = 736;
export const TOP = 24;
export const LANE = 46;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const timeOf = (at: string): number => (at.length === 10 ? startOf(at) : Date.parse(at));

/** Where an instant stands between the first day and the end of the last one; what lies outside stands at the edge. */
export function placeInYear(at: string, { from, to }: YearSpan): number {
  const [first, end] = [startOf(from), startOf(to) + DAY_MS];
  const share = (Math.min(end, Math.max(first, timeOf(at))) - first) / (end - first);
  return LEFT + share * (RIGHT - LEFT);
}

/** The first of each month in the span. */
export function monthTicks(span: YearSpan): { word: string; x: number }[] {
  const ticks: { word: string; x: number }[] = [];
  for (let day = span.from; day <= span.to; day = addDays(day, 1)) {
    const { month, day: of } = dateParts(day);
    if (of === 1) ticks.push({ word: MONTHS[month - 1]!, x: placeInYear(day, span) });
  }
  return ticks;
}

export interface YearRow {
  id: string;
  on: string;
  where: string;
  words: string;
  href: string | null;
}

/** The same in words, newest first: what the picture shows and nothing else. */
export function yearRows(lanes: readonly YearLane[]): YearRow[] {
  const day = (at: string): string => (at.length === 10 ? at : londonDate(new Date(at)));
  const rows = lanes.flatMap(({ label, marks, bands }) => [
    ...marks.map(({ id, at, words, href }) => ({ id, on: day(at), where: label, words, href })),
    ...bands.map(({ id, from, to, words, href }) => ({
      id,
      on: day(from),
      where: label,
      words: `${words}, ${to === null ? 'still runs' : `until ${longDate(day(to))}`}`,
      href,
    })),
  ]);
  return rows.sort((one, other) => (one.on < other.on ? 1 : one.on > other.on ? -1 : 0));
}
