import { randomUUID } from 'node:crypto';
import { addDays, londonDate, londonInstant, weekday } from '@shared-care/domain/london-time';
import { type Duty, minuteOf, type RotaDay } from '@shared-care/domain/rota';
import { isWorkingDay } from '@shared-care/domain/working-time';
import type { EntityManager } from 'typeorm';
import { DutyNumber, RotaChange, RotaPattern, RotaPatternLine, RotaSwapAsk } from '../entities/rota';

type Line = [duty: Duty, who: string, days: RotaDay[], from: string, to: string];

const BOYD = 'a.boyd@example.org';
const FERRARS = 'j.ferrars@example.org';
const SHAH = 'k.shah@example.org';
const ADEYEMI = 't.adeyemi@example.org';
const SETHI = 'n.sethi@example.org';
const MARSH = 'c.marsh@example.org';

/** Every hour of every duty held by somebody, bank holidays included. */
const WEEK: readonly Line[] = [
  ['phu_nurse', BOYD, [1, 2, 3, 4], '09:00', '17:00'],
  ['phu_nurse', FERRARS, [2, 3, 4, 5], '09:00', '17:00'],
  ['nurse_in_charge', BOYD, [1, 2, 3], '09:00', '17:00'],
  ['nurse_in_charge', FERRARS, [4, 5], '09:00', '17:00'],
  ['on_call_registrar', ADEYEMI, [1, 3, 5], '16:30', '09:00'],
  ['on_call_registrar', SETHI, [2, 4], '16:30', '09:00'],
  ['on_call_registrar', SETHI, [6], '09:00', '09:00'],
  ['on_call_registrar', ADEYEMI, [0], '09:00', '09:00'],
  ['on_call_registrar', SETHI, [7], '09:00', '16:30'],
  ['on_call_consultant', MARSH, [1, 2, 3, 4], '09:00', '09:00'],
  ['on_call_consultant', SHAH, [5, 6, 0], '09:00', '09:00'],
  ['consultant_lead', SHAH, [0, 1, 2, 3, 4, 5, 6], '00:00', '24:00'],
];

/** Who is on duty: a pattern without a gap, one change of each kind, and one night about ten days ahead left empty. */
export async function demoRota(
  tx: EntityManager,
  { users, now }: { users: Map<string, string>; now: Date },
): Promise<void> {
  const id = (email: string): string => users.get(email)!;
  const madeBy = id('admin@example.org');
  const patternId = randomUUID();
  await tx.insert(RotaPattern, { id: patternId, effectiveFrom: addDays(londonDate(now), -900), madeBy });
  await tx.insert(
    RotaPatternLine,
    WEEK.flatMap(([duty, who, days, from, to]) =>
      days.map((day) => ({
        id: randomUUID(),
        patternId,
        duty,
        userId: id(who),
        day,
        fromMinute: minuteOf(from),
        toMinute: minuteOf(to),
      })),
    ),
  );
  await tx.insert(DutyNumber, {
    duty: 'on_call_registrar',
    phone: '',
    bleep: '4417',
    verifiedOn: addDays(londonDate(now), -9),
  });

  const holidays = await tx.query<{ day: string }[]>('SELECT holiday_on AS day FROM bank_holidays');
  const bankHolidays = new Set(holidays.map(({ day }) => day));
  /** The first working day of this weekday, so many days ahead or later. */
  const next = (day: number, daysAhead: number): string => {
    let date = addDays(londonDate(now), daysAhead);
    while (weekday(date) !== day || !isWorkingDay(date, bankHolidays)) date = addDays(date, 1);
    return date;
  };
  const night = (date: string) => ({
    startsAt: londonInstant(date, '16:30'),
    endsAt: londonInstant(addDays(date, 1), '09:00'),
  });
  const day = (date: string) => ({ startsAt: londonInstant(date, '09:00'), endsAt: londonInstant(date, '17:00') });
  const change = (groupId: string, reason: string) => ({ id: randomUUID(), groupId, madeBy, reason });

  // The empty night: who would be on call is away, and nobody has been found yet.
  const empty = next(4, 9);
  const noon = { startsAt: londonInstant(empty, '12:00'), endsAt: londonInstant(addDays(empty, 1), '12:00') };
  await tx.insert(RotaChange, { ...change(randomUUID(), 'Study leave'), kind: 'leave', offUserId: id(SETHI), ...noon });

  const swap = randomUUID();
  const agreed = 'Agreed between both by telephone';
  await tx.insert(RotaChange, [
    {
      ...change(swap, agreed),
      kind: 'swap',
      duty: 'on_call_registrar',
      offUserId: id(ADEYEMI),
      onUserId: id(SETHI),
      ...night(next(3, 2)),
    },
    {
      ...change(swap, agreed),
      kind: 'swap',
      duty: 'on_call_registrar',
      offUserId: id(SETHI),
      onUserId: id(ADEYEMI),
      ...night(next(2, 3)),
    },
  ]);
  await tx.insert(RotaSwapAsk, {
    duty: 'on_call_registrar',
    offUserId: id(SETHI),
    onUserId: id(ADEYEMI),
    ...night(next(4, 16)),
    reason: 'My sister gets married that day',
  });
  const away = next(2, 14);
  await tx.insert(RotaChange, {
    ...change(randomUUID(), 'Annual leave'),
    kind: 'leave',
    offUserId: id(BOYD),
    ...day(away),
  });
  await tx.insert(RotaChange, {
    ...change(randomUUID(), 'In charge while A Boyd is on leave'),
    kind: 'extra_cover',
    duty: 'nurse_in_charge',
    onUserId: id(FERRARS),
    ...day(away),
  });
}
