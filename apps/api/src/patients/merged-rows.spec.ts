import { randomUUID } from 'node:crypto';
import { createDataSource } from '@shared-care/database/data-source';
import { migrate } from '@shared-care/database/migrate';
import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptedBodies } from '../testing/samples';
import type { Client } from '../testing/client';
import { aLink, anApprovedPlan, aRecord, confirm, merged, propose, undo } from '../testing/merging';
import { log, NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

const ROUNDS = Number(process.env['MERGE_ROUNDS'] ?? 8);
/** Written by every look and every request. */
const NOT_COMPARED = [
  'audit_entries',
  'audit_chain',
  'sessions',
  'patient_merges',
  'sign_in_attempts',
  'known_devices',
  'write_probe',
];

/** The same numbers in every run, so that a failure can be looked at again. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('every row of two records', () => {
  let app: TestApp;
  let boyd: Client;
  let ferrars: Client;
  let places: { place: string; bears: string; follows: boolean }[];
  beforeAll(async () => {
    app = await startTestApp();
    [boyd, ferrars] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE)];
    // Rows in tables in which the demo has none.
    await acceptedBodies(app, await app.logAttendance(boyd));
    await app.sql(
      `INSERT INTO attendance_drafts (id, user_id, patient_id, sheet)
       SELECT gen_random_uuid(), u.id, p.id, '{}' FROM users u, (SELECT id FROM patients LIMIT 6) AS p WHERE u.email = $1`,
      [NURSE],
    );
    await rowsWhereTheDemoHasNone();
    places = await app.sql(
      `SELECT place::text, bears, follows FROM sec.patient_columns() WHERE place <> 'patients'::regclass`,
    );
  });
  afterAll(() => app.stop());

  /** For children of the demo, past the rules that no row here is about. */
  async function rowsWhereTheDemoHasNone(): Promise<void> {
    const some = (columns: string, values: string): string =>
      `INSERT INTO ${columns} SELECT ${values} FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM patients LIMIT 9) AS p,
         (SELECT id FROM users WHERE email = 'j.ferrars@example.org') AS u`;
    await app.database.owner.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query(
        some(
          'patient_changes (patient_id, written_for, fact, was, becomes, changed_by, source)',
          `p.id, p.id, 'sex', '{"sex": "not_known"}', '{"sex": "male"}', u.id, 'clinic'`,
        ),
      );
      await tx.query(
        some(
          'patient_import_rows (import_id, line, outcome, patient_id, registered_as, footprint)',
          `gen_random_uuid(), p.n + 1, 'registered', p.id, p.id, '{}'`,
        ),
      );
      await tx.query(some('home_therapy_events (patient_id, by, words)', `p.id, u.id, 'Training began'`));
      await tx.query(
        some(
          'vaccination_advice (patient_id, age_id, state, on_date, recorded_by)',
          `p.id, (SELECT id FROM vaccination_ages ORDER BY months OFFSET p.n % 3 LIMIT 1), 'sent', '2026-01-01', u.id`,
        ),
      );
      await tx.query(
        some(
          'bleed_settlements (patient_id, diary_bleed_id, settled_as, settled_by)',
          `p.id, gen_random_uuid(), 'family_rung', u.id`,
        ),
      );
      await tx.query(
        some(
          'leaving_exceptions (link_id, link_consultant_id, patient_id, reason, made_by)',
          `gen_random_uuid(), gen_random_uuid(), p.id, 'Moves in April', u.id`,
        ),
      );
      await tx.query(
        some(
          'break_glass_grants (id, user_id, patient_id, alert_id, reason, words, granted_at, expires_at, review_due)',
          `gen_random_uuid(), u.id, p.id, gen_random_uuid(), 'transfer', 'Transferred tonight', sec.now(),
           sec.now() + interval '4 hours', '2026-03-11'`,
        ),
      );
    });
  }

  /** Each row of each table, as text. */
  async function everything(): Promise<Record<string, string[]>> {
    const tables = await app.sql<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY 1`,
      [NOT_COMPARED],
    );
    const found: Record<string, string[]> = {};
    for (const { name } of tables)
      found[name] = (
        await app.sql<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} AS t ORDER BY 1`)
      ).map(({ row }) => row);
    return found;
  }

  /** Gives rows of other children to the two, at random; a row that the rules of its table refuse stays where it is. */
  async function scatter(two: [string, string], random: () => number): Promise<void> {
    const given = new Set<string>();
    await app.database.owner.transaction(async (tx) => {
      // Whose rows these are is arranged here behind the product's back.
      await tx.query(`SET LOCAL session_replication_role = replica`);
      for (const { place, bears, follows } of places) {
        if (follows) continue;
        // What follows such a row goes along by its foreign key.
        const carries = await tx.query<unknown[]>(
          `SELECT 1 FROM pg_constraint WHERE confrelid = $1::regclass AND confupdtype = 'c'`,
          [place],
        );
        await tx.query(`SET LOCAL session_replication_role = ${carries.length > 0 ? 'origin' : 'replica'}`);
        const rows = await tx.query<{ at: string }[]>(
          `SELECT ctid::text AS at FROM ${place} WHERE ${bears} IS NOT NULL AND ${bears} <> ALL ($1) ORDER BY ctid LIMIT 60`,
          [two],
        );
        for (const { at } of rows.filter(() => random() < 0.4)) {
          const to = two[random() < 0.6 ? 0 : 1]!;
          if (await tries(tx, `UPDATE ${place} SET ${bears} = $1 WHERE ctid = $2::tid`, [to, at])) given.add(place);
        }
      }
      await tx.query('SET LOCAL session_replication_role = replica');
      // The newest result of both says the same: another one would force the review of open access, and a review stays
      // forced when they are parted.
      for (const child of two)
        await tx.query(
          `INSERT INTO inhibitor_results (patient_id, state, tested_on, source) VALUES ($1, 'past', '2099-01-01', 'clinic')`,
          [child],
        );
      // A checklist and its answers are of one child.
      await tx.query(`DELETE FROM transition_answers WHERE patient_id NOT IN (SELECT patient_id FROM transitions)`);
      for (const child of two)
        await tx.query(
          `INSERT INTO transition_answers (patient_id, item, done, answered_by)
           SELECT t.patient_id, 'haemtrack', true, (SELECT id FROM users LIMIT 1) FROM transitions t WHERE t.patient_id = $1`,
          [child],
        );
    });
    // What was given behind the product's back is what the two records say.
    for (const child of two) await app.sql('SELECT sec.follow_weight($1), sec.follow_inhibitor($1)', [child]);
    const empty = places.filter(({ place, follows }) => !follows && !given.has(place)).map(({ place }) => place);
    for (const place of empty) neverGiven.set(place, (neverGiven.get(place) ?? 0) + 1);
  }
  const neverGiven = new Map<string, number>();

  async function tries(tx: EntityManager, sql: string, parameters: unknown[]): Promise<boolean> {
    try {
      await tx.transaction((inner) => inner.query(sql, parameters));
      return true;
    } catch {
      return false;
    }
  }

  const rowsOf = async (child: string): Promise<number> => {
    let sum = 0;
    for (const { place, bears } of places)
      sum += (await app.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${place} WHERE ${bears} = $1`, [child]))[0]!
        .n;
    return sum;
  };

  it('is back where it was after parting them, byte for byte, whatever the two had', async () => {
    let moved = 0;
    let kept = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const two: [string, string] = [await aRecord(app), await aRecord(app)];
      await scatter(two, randomOf(20_260_310 + round));
      const had = await rowsOf(two[0]);
      const before = await everything();
      const done = await merged(boyd, ferrars, ...two);
      const between = await everything();
      // No alert, nothing sent and nothing owed changes with it.
      for (const table of [
        'alerts',
        'alert_events',
        'alert_deliveries',
        'liaison_entries',
        'checklist_answers',
        'request_events',
      ])
        expect(between[table], table).toEqual(before[table]);
      const stayed = done.rows.reduce((sum, row) => sum + row.kept, 0);
      expect(await rowsOf(two[0]), `round ${round}`).toBe(stayed);
      expect(done.rows.reduce((sum, row) => sum + row.moved, 0) + stayed).toBe(had);
      expect(between['attendances']?.filter((row) => row.includes(two[0]))).toEqual([]);
      const parted = await undo(ferrars, done);
      expect(parted.status, parted.text).toBe(200);
      expect(parted.body.notAsBefore).toEqual([]);
      const after = await everything();
      for (const table of Object.keys(before))
        expect(after[table], `${table} in round ${round}`).toEqual(before[table]);
      moved += had - stayed;
      kept += stayed;
    }
    // It was about something: rows moved and rows that could not, in nearly every table.
    expect(moved).toBeGreaterThan(20 * ROUNDS);
    expect(kept).toBeGreaterThan(ROUNDS);
    expect([...neverGiven].filter(([, rounds]) => rounds === ROUNDS).map(([place]) => place)).toEqual([]);
  });

  it('a table that is new is moved too, and until the product knows it nothing is merged at all', async () => {
    const two: [string, string] = [await aRecord(app), await aRecord(app)];
    await app.sql(
      'CREATE TABLE school_visits (id uuid PRIMARY KEY, patient_id uuid NOT NULL REFERENCES patients (id), words text)',
    );
    await app.sql('ALTER TABLE school_visits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    const visit = randomUUID();
    await app.sql(`INSERT INTO school_visits VALUES ($1, $2, 'Spoke to the class')`, [visit, two[0]]);
    const early = await propose(boyd, ...two);
    expect([early.status, early.problem.detail]).toEqual([422, expect.stringContaining('does not reach all of it')]);

    await migrate(app.database.owner);
    const done = await merged(boyd, ferrars, ...two);
    expect(done.rows).toContainEqual({
      table: 'school_visits',
      words: 'school visits',
      moved: 1,
      kept: 0,
      because: null,
    });
    expect(await app.sql('SELECT patient_id FROM school_visits')).toEqual([{ patient_id: two[1] }]);
    await expect(app.sql('INSERT INTO school_visits VALUES ($1, $2)', [randomUUID(), two[0]])).rejects.toThrow(
      /merged into another/,
    );
    await undo(boyd, done);
    expect(await app.sql('SELECT * FROM school_visits')).toEqual([
      { id: visit, patient_id: two[0], words: 'Spoke to the class' },
    ]);
    await app.sql('DROP TABLE school_visits');
  });

  it('whoever serves requests cannot do it another way', async () => {
    const child = await aRecord(app);
    await anApprovedPlan(app, child);
    const asApp = await createDataSource(app.database.url, 'app', 1).initialize();
    const nurse = await app.user(NURSE);
    const trying = (sql: string, parameters: unknown[] = []): Promise<unknown> =>
      asApp.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [nurse]);
        return tx.query(sql, parameters);
      });
    const other = await aRecord(app);
    await expect(trying('UPDATE patients SET merged_into_id = $1 WHERE id = $2', [other, child])).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      trying('UPDATE emergency_plans SET patient_id = $1 WHERE patient_id = $2', [other, child]),
    ).rejects.toThrow(/cannot be changed/);
    await expect(trying('SELECT sec.move_patient_rows($1, $2)', [child, other])).rejects.toThrow(/permission denied/);
    await expect(trying('SELECT snapshot FROM patient_merges')).rejects.toThrow(/permission denied/);
    await expect(trying(`UPDATE patient_merges SET confirmed_by = NULL`)).rejects.toThrow(/permission denied/);
    await asApp.destroy();
  });

  it('an entry that is being written holds the merge back, and goes along when it is done', async () => {
    const two: [string, string] = [await aRecord(app), await aRecord(app)];
    const { body } = await propose(boyd, ...two);
    const writer = app.database.owner.createQueryRunner();
    await writer.startTransaction();
    await writer.query(`INSERT INTO dental_care (patient_id, last_check_on) VALUES ($1, '2001-02-03')`, [two[0]]);
    const busy = await confirm(ferrars, body);
    expect([busy.status, busy.problem.detail]).toEqual([409, expect.stringContaining('Somebody is writing')]);
    await writer.commitTransaction();
    await writer.release();
    expect((await confirm(ferrars, body)).status).toBe(200);
    expect(await app.sql('SELECT patient_id FROM dental_care WHERE last_check_on = $1', ['2001-02-03'])).toEqual([
      { patient_id: two[1] },
    ]);
  });

  it('an attendance that is logged in the same moment is moved or refused with words, never lost', async () => {
    const hospitalId = await app.hospital('RHW01');
    const seen = { moved: 0, refused: 0 };
    for (let round = 0; round < 12; round++) {
      const two: [string, string] = [await aRecord(app), await aRecord(app)];
      await aLink(app, two[0], 'RHW01');
      const { body } = await propose(boyd, ...two);
      const sheet = await app.attendance({ patientId: two[0], hospitalId });
      const [first, ...logged] = await Promise.all([
        confirm(ferrars, body),
        ...Array.from({ length: 4 }, () => log(boyd, sheet)),
      ]);
      if (first.status === 409) expect((await confirm(ferrars, body)).status).toBe(200);
      else expect(first.status, first.text).toBe(200);
      for (const answer of logged) {
        if (answer.status === 201) {
          expect(await app.sql('SELECT patient_id FROM attendances WHERE id = $1', [answer.body.id])).toEqual([
            { patient_id: two[1] },
          ]);
          seen.moved++;
        } else {
          expect([answer.status, answer.problem.code], answer.text).toEqual([410, 'merged']);
          seen.refused++;
        }
      }
      const [count] = await app.sql<{ n: number }>(
        'SELECT count(*)::int AS n FROM attendances WHERE patient_id = ANY ($1)',
        [two],
      );
      expect(count!.n).toBe(logged.filter(({ status }) => status === 201).length);
    }
    expect(seen.moved + seen.refused).toBe(48);
  });
});
