import { peopleToTell, TOP_LEVEL } from '@shared-care/domain/alert-routing';
import { londonInstant } from '@shared-care/domain/london-time';
import {
  type Duty,
  isSingle,
  onDuty,
  type PatternLine,
  roleFor,
  type RotaChangeFacts,
  type RotaDay,
  rotaEdges,
  type RotaFacts,
  type RotaPerson,
} from '@shared-care/domain/rota';
import { BANK_HOLIDAYS } from '@shared-care/domain/testing/bank-holidays';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RotaChange, RotaPattern, RotaPatternLine } from './entities/rota';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

const DAYS: readonly RotaDay[] = [0, 1, 2, 3, 4, 5, 6];
const WEEKDAYS: readonly RotaDay[] = [1, 2, 3, 4, 5];

describe('whom an alert reaches', () => {
  let database: TestDatabase;
  let people: RotaPerson[];
  const of = (role: string): string[] => people.filter((person) => person.role === role).map(({ id }) => id);

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.owner.query(
      `INSERT INTO users (email, display_name, role, disabled_at)
       SELECT role || n || '@example.org', role || ' ' || n, role, CASE WHEN n = 4 THEN now() END
       FROM unnest(ARRAY['haemostasis_nurse', 'phu_doctor', 'admin']) AS role, generate_series(1, 4) AS n`,
    );
    people = await database.owner.query<RotaPerson[]>(
      'SELECT id, role, disabled_at IS NOT NULL AS disabled FROM users ORDER BY email',
    );
  });
  afterAll(() => database.drop());

  const forget = (): Promise<unknown> =>
    database.owner.query('TRUNCATE rota_swap_asks, rota_changes, rota_pattern_lines, rota_patterns');
  const told = (at: Date, level: number): Promise<{ who: string; duty: string; because: string }[]> =>
    database.owner.query('SELECT user_id AS who, duty, because FROM sec.people_to_tell($1, $2)', [at, level]);

  it.each([-1, 0, 1, 2, 3, 7])(
    'is every active nurse and doctor while there is no rota, at level %i',
    async (level) => {
      await forget();
      const reached = await told(londonInstant('2026-03-10', '11:00'), level);
      const active = people.filter(({ role, disabled }) => role !== 'admin' && !disabled);
      expect(reached.map(({ who }) => who).sort()).toEqual(active.map(({ id }) => id).sort());
      expect(new Set(reached.map(({ duty }) => duty))).toEqual(new Set(['everybody']));
    },
  );

  it('is somebody at every minute of two years, as the model says, and a single duty has one holder', async () => {
    await forget();
    const facts = {
      ...twoYears(of('haemostasis_nurse'), of('phu_doctor'), of('admin')),
      people,
      bankHolidays: BANK_HOLIDAYS,
    };
    await store(database, facts, of('admin')[0]!);
    const [first, end] = [londonInstant('2026-01-01', '00:00'), londonInstant('2028-01-01', '00:00')];
    // Nothing changes between two edges, so the first and the last minute of each stretch stand for all of it.
    const edges = rotaEdges(facts, first, end);
    expect(edges.length).toBeGreaterThan(4000);
    await expectAsModelled(database, facts, edges, [0]);
    await expectAsModelled(
      database,
      facts,
      edges.filter((_, place) => place % 3 === 0),
      [1, 2, TOP_LEVEL],
    );
    const lastMinutes = edges.slice(1).map((edge) => new Date(edge.getTime() - 60_000));
    expect(await heldAt(database, lastMinutes)).toEqual(lastMinutes.map((at) => modelHeld(facts, at)));
  });

  it('is the same in SQL as in the model for any rota', async () => {
    const moments = ['2026-03-29', '2026-10-25', '2026-12-28', '2026-06-03'];
    await fc.assert(
      fc.asyncProperty(anyRota(people), fc.constantFrom(...moments), async (rota, date) => {
        await forget();
        const facts = { ...rota, people, bankHolidays: BANK_HOLIDAYS };
        const kept = await store(database, facts, of('admin')[0]!);
        const from = londonInstant(date, '00:00');
        const until = new Date(from.getTime() + 36 * 3_600_000);
        await expectAsModelled(database, kept, rotaEdges(kept, from, until).slice(0, 120), [0, 1, 2, TOP_LEVEL]);
      }),
      { numRuns: 25 },
    );
  });

  it('refuses two holders of one duty at once, in the pattern and among changes, but not two nurses', async () => {
    await forget();
    const [one, other] = of('phu_doctor');
    const [nurse, second] = of('haemostasis_nurse');
    const pattern = (...lines: PatternLine[]): Promise<unknown> =>
      store(database, { patterns: [{ effectiveFrom: '2026-01-05', lines }], changes: [] }, one!, true).finally(forget);
    await expect(
      pattern(
        line('on_call_registrar', one!, 6, '16:30', '09:00'),
        line('on_call_registrar', other!, 0, '08:00', '12:00'),
      ),
    ).rejects.toThrow('rota_pattern_lines_one_holder');
    await pattern(line('phu_nurse', nurse!, 1, '09:00', '17:00'), line('phu_nurse', second!, 1, '09:00', '17:00'));
    const cover = (onUserId: string, from: string, until: string): RotaChangeFacts => ({
      kind: 'extra_cover',
      duty: 'on_call_consultant',
      offUserId: null,
      onUserId,
      startsAt: londonInstant('2026-05-01', from),
      endsAt: londonInstant('2026-05-01', until),
    });
    await expect(
      store(
        database,
        { patterns: [], changes: [cover(one!, '09:00', '12:00'), cover(other!, '11:00', '13:00')] },
        one!,
        true,
      ),
    ).rejects.toThrow('rota_changes_one_holder');
  });
});

type Rota = Pick<RotaFacts, 'patterns' | 'changes'>;

function line(duty: Duty, userId: string, day: RotaDay, from: string, to: string): PatternLine {
  const minute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return { duty, userId, day, fromMinute: minute(from), toMinute: minute(to) };
}

/**
 * Two patterns, the second from the very day on which the clocks go back, with holes in both; leave, swaps and cover
 * over nights on which they change, on bank holidays, and for people who are disabled or have another role by now.
 */
function twoYears(nurses: string[], doctors: string[], admins: string[]): Rota {
  const [n1, n2, n3, gone] = nurses as [string, string, string, string];
  const [d1, d2, d3] = doctors as [string, string, string];
  const first = [
    ...WEEKDAYS.map((day) => line('phu_nurse', n1, day, '09:00', '17:00')),
    ...WEEKDAYS.slice(1).map((day) => line('phu_nurse', n2, day, '09:00', '17:00')),
    line('phu_nurse', gone, 1, '09:00', '17:00'),
    ...WEEKDAYS.map((day) => line('nurse_in_charge', n1, day, '09:00', '17:00')),
    ...WEEKDAYS.map((day) => line('on_call_registrar', day % 2 ? d1 : d2, day, '16:30', '09:00')),
    line('on_call_registrar', d1, 6, '09:00', '09:00'),
    line('on_call_registrar', d2, 0, '09:00', '09:00'),
    line('on_call_registrar', d2, 7, '09:00', '16:30'),
    ...DAYS.map((day) => line('on_call_consultant', d3, day, '00:00', '24:00')),
    ...DAYS.slice(0, 6).map((day) => line('consultant_lead', d1, day, '00:00', '24:00')),
  ];
  const second = [
    // Inside the hour that is skipped in spring and comes twice in autumn.
    line('on_call_registrar', d1, 0, '00:00', '01:20'),
    line('on_call_registrar', d2, 0, '01:20', '01:50'),
    line('on_call_registrar', admins[0]!, 0, '01:50', '09:00'),
    ...WEEKDAYS.map((day) => line('on_call_registrar', d2, day, '17:00', '08:30')),
    line('phu_nurse', n3, 1, '09:00', '13:00'),
    line('phu_nurse', n2, 2, '12:15', '17:00'),
    line('nurse_in_charge', n3, 7, '10:00', '11:00'),
  ];
  const times = (from: string, until: string) => ({ startsAt: at(from), endsAt: at(until) });
  const leave = { kind: 'leave', duty: null, onUserId: null } as const;
  const registrar = { duty: 'on_call_registrar' } as const;
  return {
    patterns: [
      { effectiveFrom: '2026-01-19', lines: first },
      { effectiveFrom: '2026-10-25', lines: second },
      { effectiveFrom: '2027-01-04', lines: first },
    ],
    changes: [
      { ...leave, offUserId: n1, ...times('2026-02-02 00:00', '2026-02-09 00:00') },
      { ...leave, offUserId: n2, ...times('2026-02-03 12:00', '2026-02-04 12:00') },
      { ...leave, offUserId: d3, ...times('2026-07-01 00:00', '2026-07-10 00:00') },
      { kind: 'swap', ...registrar, offUserId: d2, onUserId: d1, ...times('2026-03-29 00:30', '2026-03-29 02:30') },
      {
        kind: 'swap',
        duty: 'phu_nurse',
        offUserId: n1,
        onUserId: n3,
        ...times('2026-04-07 09:00', '2026-04-07 17:00'),
      },
      {
        kind: 'extra_cover',
        ...registrar,
        offUserId: null,
        onUserId: d3,
        ...times('2026-10-25 00:30', '2026-10-25 03:00'),
      },
      {
        kind: 'extra_cover',
        duty: 'phu_nurse',
        offUserId: null,
        onUserId: n2,
        ...times('2026-12-28 10:00', '2026-12-28 12:00'),
      },
      {
        kind: 'extra_cover',
        ...registrar,
        offUserId: null,
        onUserId: gone,
        ...times('2027-03-01 20:00', '2027-03-02 20:00'),
      },
      { ...leave, offUserId: d1, ...times('2027-03-28 00:00', '2027-03-28 03:00') },
      { ...leave, offUserId: d2, ...times('2027-03-28 00:00', '2027-03-28 03:00') },
    ],
  };
}

function at(dateAndTime: string): Date {
  const [date, time] = dateAndTime.split(' ');
  return londonInstant(date!, time!);
}

function anyRota(people: readonly RotaPerson[]): fc.Arbitrary<Rota> {
  const duty = fc.constantFrom<Duty>(
    'phu_nurse',
    'nurse_in_charge',
    'on_call_registrar',
    'on_call_consultant',
    'consultant_lead',
  );
  const holder = duty.chain((chosen) =>
    fc.record({
      duty: fc.constant(chosen),
      userId: fc.constantFrom(...people.filter(({ role }) => role === roleFor(chosen)).map(({ id }) => id)),
    }),
  );
  const anyLine = fc
    .tuple(holder, fc.constantFrom<RotaDay>(0, 1, 2, 3, 4, 5, 6, 7), fc.nat(1439), fc.integer({ min: 1, max: 1440 }))
    .map(([{ duty: held, userId }, day, fromMinute, to]): PatternLine => {
      const toMinute = day === 7 && to <= fromMinute ? 1440 : to;
      return { duty: held, userId, day, fromMinute, toMinute };
    });
  const times = fc
    .tuple(
      fc.constantFrom('2026-03-28', '2026-10-24', '2026-12-27', '2026-06-02'),
      fc.nat(2 * 1440),
      fc.integer({ min: 1, max: 2000 }),
    )
    .map(([date, from, minutes]) => {
      const startsAt = new Date(Date.parse(`${date}T00:00:00Z`) + from * 60_000);
      return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
    });
  const anyChange = fc
    .tuple(holder, holder, times, fc.constantFrom('swap', 'extra_cover', 'leave'))
    .map(([on, off, when, kind]): RotaChangeFacts => {
      if (kind === 'leave') return { kind, duty: null, offUserId: off.userId, onUserId: null, ...when };
      if (kind === 'swap' && off.userId !== on.userId)
        return { kind: 'swap', duty: on.duty, offUserId: off.userId, onUserId: on.userId, ...when };
      return { kind: 'extra_cover', duty: on.duty, offUserId: null, onUserId: on.userId, ...when };
    });
  return fc.record({
    patterns: fc.uniqueArray(
      fc.record({
        effectiveFrom: fc.constantFrom('2026-01-01', '2026-03-29', '2026-06-03', '2026-10-25', '2026-10-26'),
        lines: fc.array(anyLine, { maxLength: 14 }),
      }),
      { selector: ({ effectiveFrom }) => effectiveFrom, maxLength: 3 },
    ),
    changes: fc.array(anyChange, { maxLength: 8 }),
  });
}

/** Stores what the constraints accept, or all of it or nothing when `strict`; answers with what is kept. */
async function store<R extends Rota>(database: TestDatabase, rota: R, madeBy: string, strict = false): Promise<R> {
  const tryTo = async (insert: () => Promise<unknown>): Promise<boolean> => {
    if (strict) return insert().then(() => true);
    return insert().then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && /_one_holder|_person_once/.test(error.message)) return false;
        throw error;
      },
    );
  };
  const patterns = [];
  for (const { effectiveFrom, lines } of rota.patterns) {
    const patternId = randomUUID();
    await database.owner.getRepository(RotaPattern).insert({ id: patternId, effectiveFrom, madeBy });
    const kept: PatternLine[] = [];
    for (const each of lines) {
      const row = { id: randomUUID(), patternId, ...each };
      if (await tryTo(() => database.owner.getRepository(RotaPatternLine).insert(row))) kept.push(each);
    }
    patterns.push({ effectiveFrom, lines: kept });
  }
  const changes: RotaChangeFacts[] = [];
  for (const change of rota.changes) {
    const row = { id: randomUUID(), groupId: randomUUID(), madeBy, reason: 'Agreed', ...change };
    if (await tryTo(() => database.owner.getRepository(RotaChange).insert(row))) changes.push(change);
  }
  return { ...rota, patterns, changes };
}

async function expectAsModelled(
  database: TestDatabase,
  facts: RotaFacts,
  instants: readonly Date[],
  levels: readonly number[],
): Promise<void> {
  const found = await database.owner.query<{ people: string[] }[]>(
    `SELECT ARRAY(SELECT concat_ws(' ', t.user_id, t.duty, t.because) FROM sec.people_to_tell(a.at, l.level) t ORDER BY 1) AS people
     FROM unnest($1::timestamptz[]) WITH ORDINALITY AS a(at, place), unnest($2::int[]) WITH ORDINALITY AS l(level, step)
     ORDER BY a.place, l.step`,
    [instants, levels],
  );
  const expected = instants.flatMap((when) =>
    levels.map((level) => ({
      people: peopleToTell(facts, when, level)
        .map(({ userId, duty, because }) => `${userId} ${duty} ${because}`)
        .sort(),
    })),
  );
  expect(found.filter(({ people }) => people.length === 0)).toEqual([]);
  expect(found.map(({ people }) => people.toSorted())).toEqual(expected.map(({ people }) => people));
  const held = await heldAt(database, instants);
  expect(held).toEqual(instants.map((when) => modelHeld(facts, when)));
  for (const duties of held) {
    const single = duties.map((one) => one.split(' ')[0] as Duty).filter(isSingle);
    expect(new Set(single).size).toBe(single.length);
  }
}

async function heldAt(database: TestDatabase, instants: readonly Date[]): Promise<string[][]> {
  const found = await database.owner.query<{ held: string[] }[]>(
    `SELECT ARRAY(SELECT d.duty || ' ' || d.user_id FROM sec.on_duty(a.at) d) AS held
     FROM unnest($1::timestamptz[]) WITH ORDINALITY AS a(at, place) ORDER BY a.place`,
    [instants],
  );
  return found.map(({ held }) => held.toSorted());
}

function modelHeld(facts: RotaFacts, when: Date): string[] {
  return onDuty(facts, when)
    .map(({ duty, userId }) => `${duty} ${userId}`)
    .toSorted();
}
