import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

describe('whom an alert reaches', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.owner.query(
      `INSERT INTO users (email, display_name, role) SELECT role || n || '@example.org', role || ' ' || n, role
       FROM unnest(ARRAY['haemostasis_nurse', 'phu_doctor']) AS role, generate_series(1, 3) AS n`,
    );
  });
  afterAll(() => database.drop());

  it.each([-1, 0, 1, 2, 3, 7])(
    'tells every nurse and doctor while there is no rota at all, at level %i',
    async (level) => {
      const told = await database.owner.query<unknown[]>('SELECT * FROM sec.people_to_tell($1, $2)', [
        new Date('2026-03-10T11:00:00Z'),
        level,
      ]);
      expect(told).toHaveLength(6);
    },
  );
});
