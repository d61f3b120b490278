import type {
  DutyNumberLine,
  PatternMeanwhile,
  RotaPatterns,
  RotaPatternView,
} from '@shared-care/contracts/rota/answers';
import type { SaveDutyNumber, SaveRotaPattern } from '@shared-care/contracts/rota/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { RotaPattern, DutyNumber } from '@shared-care/database/entities/rota';
import { addDays, londonDate, londonInstant, londonTime, weekday } from '@shared-care/domain/london-time';
import {
  DUTIES,
  isSingle,
  type Pattern,
  type PatternLine,
  minuteOf,
  MINUTES_OF_DAY,
  roleFor,
  rotaGaps,
  timeOfMinute,
} from '@shared-care/domain/rota';
import { recordAudit } from '../audit/audit';
import { phoneToKeep } from '../hospitals/phone-number';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertForId, insertOnce, NEXT_VERSION, NOW, TODAY } from '../platform/write-row';
import { lockRota } from './change-rota';
import { choices, rotaFacts, storedPatterns, type StoredPattern, type StoredRota } from './rota-facts';

const YEARS_AHEAD = 5;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The pattern that counts today, those to come, and how each duty is rung. */
export async function rotaPatterns(tx: Tx): Promise<RotaPatterns> {
  const now = await databaseNow(tx);
  const patterns = await storedPatterns(tx, now, yearsAhead(now));
  const rota = await rotaFacts(tx, now, now);
  const numbers = await rows<DutyNumberLine>(
    tx,
    `SELECT duty, phone, coalesce(bleep, '') AS bleep, version FROM duty_numbers ORDER BY duty`,
  );
  return {
    patterns: patterns.map((pattern) => view(rota, pattern)),
    people: choices(rota),
    numbers,
    today: londonDate(now),
  };
}

/**
 * Begins a new pattern on its date, in place of one that begins on the very same. What was before stays stored.
 *
 * @throws Conflict with the pattern that stands there now, when it is not the one that was seen
 */
export async function saveRotaPattern(tx: Tx, user: CurrentUser, wanted: SaveRotaPattern): Promise<void> {
  await lockRota(tx);
  const now = await databaseNow(tx);
  const today = londonDate(now);
  if (wanted.effectiveFrom < today)
    throw new InvalidInput([{ field: 'effectiveFrom', message: 'Choose today or a later date. What was, stays.' }]);
  if (wanted.effectiveFrom > londonDate(yearsAhead(now)))
    throw new InvalidInput([{ field: 'effectiveFrom', message: `Choose a date within ${YEARS_AHEAD} years.` }]);
  const lines = wanted.lines.map(stored);
  await refuseLines(tx, lines);
  const all = await storedPatterns(tx, now, yearsAhead(now));
  const there = all.find(({ effectiveFrom }) => effectiveFrom === wanted.effectiveFrom) ?? null;
  if (there?.id !== wanted.replaces?.id || there?.version !== wanted.replaces?.version) {
    const current: PatternMeanwhile = { pattern: there ? view(await rotaFacts(tx, now, now), there) : null };
    throw new Conflict(
      there
        ? `${there.madeBy} saved another pattern from this date meanwhile.`
        : 'The pattern of this date was taken back meanwhile.',
      current,
    );
  }
  if (there) await withdraw(tx, user, there.id);
  const made = await insertForId(tx, RotaPattern, { effectiveFrom: wanted.effectiveFrom, madeBy: user.id });
  await tx.query(
    `INSERT INTO rota_pattern_lines (pattern_id, duty, user_id, day, from_minute, to_minute)
     SELECT $1, duty, "userId", day, "fromMinute", "toMinute"
     FROM jsonb_to_recordset($2::jsonb) AS l(duty text, "userId" uuid, day int, "fromMinute" int, "toMinute" int)`,
    [made, JSON.stringify(lines)],
  );
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'rota_pattern',
    entityId: made,
    detail: `from ${wanted.effectiveFrom}, ${lines.length} lines`,
  });
}

/** Takes back a pattern that has not begun; the one before then goes on. */
export async function withdrawRotaPattern(tx: Tx, user: CurrentUser, patternId: string, seen: number): Promise<void> {
  await lockRota(tx);
  const [found] = await rows<{ effectiveFrom: string; version: number; withdrawn: boolean }>(
    tx,
    `SELECT effective_from AS "effectiveFrom", version, withdrawn_at IS NOT NULL AS withdrawn FROM rota_patterns WHERE id = $1`,
    [patternId],
  );
  if (!found) throw new NotFound();
  if (found.withdrawn || found.version !== seen)
    throw new Conflict('Somebody took this back meanwhile.', { version: found.version });
  if (found.effectiveFrom <= londonDate(await databaseNow(tx)))
    throw new Refused('This pattern counts already. Save another one from today or a later date instead.');
  await withdraw(tx, user, patternId);
  await recordAudit(tx, user, { action: 'update', entity: 'rota_pattern', entityId: patternId, detail: 'withdraw' });
}

/** How the holder of a duty is rung. */
export async function saveDutyNumber(tx: Tx, user: CurrentUser, wanted: SaveDutyNumber): Promise<void> {
  const { duty, bleep, version } = wanted;
  const phone = phoneToKeep('phone', wanted.phone) ?? '';
  const number = { phone, bleep: bleep || null, verifiedOn: TODAY };
  const saved =
    version === 0
      ? (await insertOnce(tx, DutyNumber, { duty, ...number }, ['duty'])) !== null
      : (await tx.update(DutyNumber, { duty, version }, { ...number, version: NEXT_VERSION })).affected === 1;
  if (!saved) {
    const [current] = await rows<DutyNumberLine>(
      tx,
      `SELECT duty, phone, coalesce(bleep, '') AS bleep, version FROM duty_numbers WHERE duty = $1`,
      [duty],
    );
    throw new Conflict('Somebody changed this number meanwhile.', { number: current ?? null });
  }
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'duty_number',
    entityVersion: version + 1,
    detail: `${duty}: phone, bleep`,
  });
}

function withdraw(tx: Tx, user: CurrentUser, id: string): Promise<unknown> {
  return tx.update(RotaPattern, { id }, { withdrawnAt: NOW, withdrawnBy: user.id, version: NEXT_VERSION });
}

function stored({ duty, userId, day, from, to }: SaveRotaPattern['lines'][number]): PatternLine {
  return { duty, userId, day: day as PatternLine['day'], fromMinute: minuteOf(from), toMinute: minuteOf(to) };
}

/**
 * People who cannot hold the duty, and lines of one duty that overlap; the database would refuse them without words.
 */
async function refuseLines(tx: Tx, lines: readonly PatternLine[]): Promise<void> {
  const people = await rows<{ id: string; role: string }>(tx, 'SELECT id, role FROM users WHERE disabled_at IS NULL');
  const errors = lines.flatMap((line, place) => {
    if (people.find(({ id }) => id === line.userId)?.role !== roleFor(line.duty))
      return [{ field: `lines.${place}.userId`, message: `Choose somebody who can be ${DUTIES[line.duty]}.` }];
    const earlier = lines.findIndex((other, before) => before < place && clash(other, line));
    if (earlier === -1) return [];
    return [{ field: `lines.${place}.from`, message: `Another line has a ${DUTIES[line.duty]} at this time already.` }];
  });
  if (errors.length > 0) throw new InvalidInput(errors.slice(0, 20));
}

function clash(one: PatternLine, other: PatternLine): boolean {
  if (one.duty !== other.duty || (!isSingle(one.duty) && one.userId !== other.userId)) return false;
  return minutesOf(one).some(([from, to]) => minutesOf(other).some(([start, end]) => from < end && start < to));
}

/** Minutes of the week from Sunday 00:00, those of a bank holiday behind them. */
function minutesOf({ day, fromMinute, toMinute }: PatternLine): [number, number][] {
  const start = day * MINUTES_OF_DAY;
  if (toMinute > fromMinute) return [[start + fromMinute, start + toMinute]];
  const midnight = (day + 1) * MINUTES_OF_DAY;
  return [[start + fromMinute, midnight], day === 6 ? [0, toMinute] : [midnight, midnight + toMinute]];
}

function view(rota: StoredRota, pattern: StoredPattern): RotaPatternView {
  const { id, version, effectiveFrom, madeBy, madeAt, lines } = pattern;
  return {
    id,
    version,
    effectiveFrom,
    madeBy,
    madeAt: madeAt.toISOString(),
    lines: lines.map(({ duty, userId, day, fromMinute, toMinute }) => ({
      duty,
      userId,
      day,
      from: timeOfMinute(fromMinute),
      to: timeOfMinute(toMinute),
      name: rota.people.find((person) => person.id === userId)?.name ?? '',
    })),
    holes: holes(rota, pattern),
  };
}

/** What an ordinary week of this pattern leaves empty: "Sat 09:00 to Sun 09:00: on-call registrar". */
function holes(rota: StoredRota, { lines }: Pattern): string[] {
  const monday = '2024-01-08';
  const from = londonInstant(monday, '00:00');
  const until = londonInstant(addDays(monday, 7), '00:00');
  const facts = {
    ...rota,
    patterns: [{ effectiveFrom: '2024-01-01', lines }],
    changes: [],
    bankHolidays: rota.bankHolidays.ordinary(),
  };
  const words = (at: Date): string => `${WEEKDAYS[weekday(londonDate(at))]} ${londonTime(at)}`;
  return rotaGaps(facts, from, until).map((gap) => `${words(gap.from)} to ${words(gap.until)}: ${DUTIES[gap.duty]}`);
}

function yearsAhead(now: Date): Date {
  return new Date(now.getTime() + YEARS_AHEAD * 366 * 86_400_000);
}
