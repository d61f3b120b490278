import type { HoursBand } from './where-and-whom';
import { isInRecordedHours } from './working-time';

export interface SheetLine {
  band: HoursBand;
  stale: boolean;
}

/**
 * A list of numbers for one hour: those that are answered now, in the order they came in, the stale ones of them last;
 * and apart from them those of other hours, which must not be rung now (H7). `contact-sheet-worker.js` says the same for
 * a phone without a network; one spec compares them.
 */
export function sheetInOrder<T extends SheetLine>(
  lines: readonly T[],
  at: Date,
  bankHolidays: ReadonlySet<string>,
): { now: T[]; later: T[] } {
  const band: HoursBand = isInRecordedHours(at, bankHolidays) ? 'in_hours' : 'out_of_hours';
  const answered = lines.filter((line) => line.band === 'any' || line.band === band);
  return {
    now: [...answered.filter(({ stale }) => !stale), ...answered.filter(({ stale }) => stale)],
    later: lines.filter((line) => !answered.includes(line)),
  };
}
