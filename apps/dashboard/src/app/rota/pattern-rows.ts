import type { RotaLine } from '@shared-care/contracts/rota/answers';
import type { Duty, RotaDay } from '@shared-care/domain/rota';

/** One person, one duty and one pair of times on several days: how people say a weekly rota. */
export interface PatternRow {
  key: number;
  duty: Duty;
  userId: string;
  from: string;
  to: string;
  days: readonly RotaDay[];
}

/** Monday first, bank holidays last. */
export const DAYS_IN_ORDER: readonly RotaDay[] = [1, 2, 3, 4, 5, 6, 0, 7];

let keys = 0;

export function newRow(duty: Duty): PatternRow {
  return { key: keys++, duty, userId: '', from: '', to: '', days: [] };
}

export function toRows(lines: readonly RotaLine[]): PatternRow[] {
  const rows: PatternRow[] = [];
  for (const { duty, userId, from, to, day } of lines) {
    const place = rows.findIndex(
      (row) => row.duty === duty && row.userId === userId && row.from === from && row.to === to,
    );
    if (place === -1) rows.push({ key: keys++, duty, userId, from, to, days: [day] });
    else rows[place] = { ...rows[place]!, days: [...rows[place]!.days, day] };
  }
  return rows;
}

/** The lines, and for each the row it came from, so that a refusal finds its row. */
export function toLines(rows: readonly PatternRow[]): { lines: RotaLine[]; keys: number[] } {
  const pairs = rows.flatMap(({ key, duty, userId, from, to, days }) =>
    DAYS_IN_ORDER.filter((day) => days.includes(day)).map((day) => ({ key, line: { duty, userId, day, from, to } })),
  );
  return { lines: pairs.map(({ line }) => line), keys: pairs.map(({ key }) => key) };
}
