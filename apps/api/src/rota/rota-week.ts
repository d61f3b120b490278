import type { RotaBand, RotaChangeLine, RotaDayLine, RotaWeek } from '@shared-care/contracts/rota/answers';
import { addDays, londonDate, londonInstant, weekday } from '@shared-care/domain/london-time';
import {
  bandsOf,
  DUTIES,
  type Duty,
  onDuty,
  rotaEdges,
  rotaGaps,
  stretches,
  type RotaGap,
} from '@shared-care/domain/rota';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { choices, nameOf, rotaFacts, type StoredChange, type StoredRota } from './rota-facts';
import { rotaProblems } from './rota-problems';

const ORDER = Object.keys(DUTIES) as Duty[];

/** The week that holds this London date, Monday to the start of hours on the next; of a night the hours after midnight belong to it. */
export async function rotaWeek(tx: Tx, date: string | undefined): Promise<RotaWeek> {
  const now = await databaseNow(tx);
  const any = date ?? londonDate(now);
  const monday = addDays(any, -((weekday(any) + 6) % 7));
  const from = londonInstant(monday, '00:00');
  const rota = await rotaFacts(tx, from, londonInstant(addDays(monday, 7), '12:00'));
  const until = bandsOf(addDays(monday, 6), rota.bankHolidays).night.until;
  const titles = new Map(
    (
      await rows<{ date: string; title: string }>(
        tx,
        'SELECT holiday_on AS date, title FROM bank_holidays WHERE holiday_on BETWEEN $1 AND $2',
        [monday, addDays(monday, 6)],
      )
    ).map((holiday) => [holiday.date, holiday.title]),
  );
  const gaps = rotaGaps(rota, from, until);
  const days = Array.from({ length: 7 }, (_, count): RotaDayLine => {
    const day = addDays(monday, count);
    const bands = bandsOf(day, rota.bankHolidays);
    return {
      date: day,
      bankHoliday: titles.get(day) ?? null,
      bands: [band(rota, gaps, 'day', bands.day), band(rota, gaps, 'night', bands.night)],
    };
  });
  return {
    monday,
    into: band(rota, gaps, 'night', { from, until: bandsOf(addDays(monday, -1), rota.bankHolidays).night.until }),
    days,
    changes: rota.changes.map((change) => changeLine(rota, change)),
    people: choices(rota),
    problems: await rotaProblems(tx),
    now: now.toISOString(),
  };
}

function band(
  rota: StoredRota,
  gaps: readonly RotaGap[],
  kind: RotaBand['kind'],
  { from, until }: { from: Date; until: Date },
): RotaBand {
  const shifts = new Map<string, RotaBand['shifts'][number]>();
  const done: RotaBand['shifts'] = [];
  for (const stretch of stretches(rotaEdges(rota, from, until), until, (at) => onDuty(rota, at))) {
    for (const { duty, userId, by } of stretch.held) {
      const key = `${duty} ${userId} ${by}`;
      const running = shifts.get(key);
      if (running && running.until === stretch.from.toISOString()) running.until = stretch.until.toISOString();
      else {
        const name = nameOf(rota, userId) ?? '';
        const shift = { duty, userId, name, from: stretch.from.toISOString(), until: stretch.until.toISOString(), by };
        shifts.set(key, shift);
        done.push(shift);
      }
    }
  }
  return {
    kind,
    from: from.toISOString(),
    until: until.toISOString(),
    shifts: done.sort(
      (one, other) =>
        ORDER.indexOf(one.duty) - ORDER.indexOf(other.duty) ||
        one.from.localeCompare(other.from) ||
        one.name.localeCompare(other.name),
    ),
    gaps: gaps
      .filter((gap) => gap.from < until && gap.until > from)
      .map((gap) => ({
        duty: gap.duty,
        from: (gap.from < from ? from : gap.from).toISOString(),
        until: (gap.until > until ? until : gap.until).toISOString(),
        whole: { from: gap.from.toISOString(), until: gap.until.toISOString() },
      })),
  };
}

function changeLine(rota: StoredRota, change: StoredChange): RotaChangeLine {
  const { id, version, groupId, kind, duty, reason, madeBy } = change;
  return {
    id,
    version,
    groupId,
    kind,
    duty,
    off: nameOf(rota, change.offUserId),
    on: nameOf(rota, change.onUserId),
    from: change.startsAt.toISOString(),
    until: change.endsAt.toISOString(),
    reason,
    madeBy,
  };
}
