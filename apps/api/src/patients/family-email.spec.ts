import { createTestDatabase, type TestDatabase } from '@shared-care/database/testing/test-database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addFamilies, setFacts, WILLING } from '../testing/families';

const HOUSEHOLD = 'household@families.example.org';

interface Person {
  email?: string;
  responsible?: 'yes' | 'no' | 'not_known';
  livesWith?: 'yes' | 'part_time' | 'no';
  bounced?: boolean;
  ended?: boolean;
  struckOut?: boolean;
}

/** Hazard H18: what is sent reaches somebody who answers for the child. */
describe('the address a message to a family goes to', () => {
  let database: TestDatabase;
  let child: string;
  let into: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    [child, into] = (await addFamilies(database.owner, 2)) as [string, string];
    await database.owner.query(
      `INSERT INTO users (id, email, display_name, role, password_hash)
       VALUES (gen_random_uuid(), 'nurse@example.org', 'N Urse', 'haemostasis_nurse', 'none')`,
    );
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.owner.query('DELETE FROM family_people');
    await setFacts(database.owner, child, WILLING, { email: HOUSEHOLD, into });
  });

  const add = async ({ email, responsible = 'yes', livesWith = 'yes', ...more }: Person): Promise<void> => {
    await database.owner.query(
      `INSERT INTO family_people (patient_id, name, relationship, parental_responsibility, lives_with, email, email_bounced_at,
         same_address, interpreter, ring_at_night, ended_on, ended_because, struck_out_by, struck_out_at, struck_out_because)
       SELECT $1, 'Maja Lund', 'mother', $2, $3, $4, CASE WHEN $5 THEN sec.now() END, true, 'no', 'no',
              CASE WHEN $6 THEN '2026-01-01'::date END, CASE WHEN $6 THEN 'Moved' END,
              CASE WHEN $7 THEN u.id END, CASE WHEN $7 THEN sec.now() END, CASE WHEN $7 THEN 'Wrong child' END
       FROM users u WHERE u.email = 'nurse@example.org'`,
      [
        child,
        responsible,
        livesWith,
        email ?? null,
        more.bounced ?? false,
        more.ended ?? false,
        more.struckOut ?? false,
      ],
    );
  };
  const gate = async (): Promise<{ because: string | null; address: string | null }> => {
    const [row] = await database.owner.query<{ because: string | null; address: string | null }[]>(
      'SELECT sec.may_contact($1) AS because, sec.message_address($1) AS address',
      [child],
    );
    return row!;
  };
  const [near, far] = ['near@families.example.org', 'far@families.example.org'];

  it.each<[string, Person[], string]>([
    ['a parent with parental responsibility', [{ email: near }], near],
    ['the one the child lives with', [{ email: far, livesWith: 'no' }, { email: near }], near],
    [
      'another when one came back',
      [
        { email: near, bounced: true },
        { email: far, livesWith: 'no' },
      ],
      far,
    ],
    ['the household when nobody has one', [{}], HOUSEHOLD],
    ['the household, not somebody who does not answer for the child', [{ email: near, responsible: 'no' }], HOUSEHOLD],
    ['the household, not somebody of whom it is not known', [{ email: near, responsible: 'not_known' }], HOUSEHOLD],
    ['the household, not who is no longer around the child', [{ email: near, ended: true }], HOUSEHOLD],
    ['the household, not who was struck out', [{ email: near, struckOut: true }], HOUSEHOLD],
  ])('is that of %s', async (_, people, address) => {
    for (const person of people) await add(person);
    expect(await gate()).toEqual({ because: null, address });
  });

  it('is enough where the household has none', async () => {
    await setFacts(database.owner, child, { ...WILLING, hasEmail: false }, { email: HOUSEHOLD, into });
    expect((await gate()).because).toBe('no_email');
    await add({ email: near });
    expect(await gate()).toEqual({ because: null, address: near });
  });

  it('is not the household’s when that of a parent came back: somebody asks that parent', async () => {
    await add({ email: near, bounced: true });
    expect(await gate()).toEqual({ because: 'bounced', address: null });
    await database.owner.query(`UPDATE family_people SET email = $1`, [far]);
    expect(await gate()).toEqual({ because: null, address: far });
  });
});
