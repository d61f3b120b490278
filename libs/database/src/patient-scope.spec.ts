import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDataSource } from './data-source';
import { loadDemo } from './demo/load-demo';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await loadDemo(database.owner, { passwordHash: 'none', size: 'small' });
});
afterAll(() => database.drop());

// Search finds a consultant's children at once, the policies ask child by child: two ways that must never differ.
test('a search is cut to the same children as the row-level policy', async () => {
  await database.owner.query(
    `UPDATE shared_care_links SET valid_to = sec.now() - interval '1 day'
     WHERE id IN (SELECT id FROM shared_care_links WHERE role = 'primary' ORDER BY patient_id LIMIT 8)`,
  );
  const users = await database.owner.query<{ id: string; role: string }[]>('SELECT id, role FROM users');
  let seen = 0;
  for (const user of users) {
    const [scope] = await database.owner.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.uid', $1, true)`, [user.id]);
      return tx.query<[{ together: string[] | null; each: string[] | null }]>(
        `SELECT (SELECT array_agg(id ORDER BY id) FROM (SELECT DISTINCT id FROM sec.patients_of_user() AS id) AS mine) AS together,
                (SELECT array_agg(id ORDER BY id) FROM patients WHERE sec.can_see(id)) AS each`,
      );
    });
    expect(scope.together, user.role).toEqual(scope.each);
    if (user.role === 'link_consultant') seen += scope.each?.length ?? 0;
  }
  expect(seen).toBeGreaterThan(0);
});

test('the list of a consultant’s children is empty for nobody, and holds nothing that the policy hides', async () => {
  const app = await createDataSource(database.url, 'app', 1).initialize();
  try {
    expect(await app.query('SELECT sec.patients_of_user()')).toEqual([]);
    const consultants = await database.owner.query<{ id: string }[]>(
      `SELECT id FROM users WHERE role = 'link_consultant' ORDER BY email`,
    );
    let listed = 0;
    for (const { id } of consultants)
      await app.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [id]);
        const [counts] = await tx.query<{ listed: number; seen: number }[]>(
          `SELECT count(DISTINCT l)::int AS listed, count(DISTINCT p.id)::int AS seen
           FROM sec.patients_of_user() AS l LEFT JOIN patients p ON p.id = l`,
        );
        expect(counts!.seen).toBe(counts!.listed);
        const both =
          'SELECT (SELECT array_agg(id ORDER BY id) FROM patients) AS children, (SELECT array_agg(id ORDER BY id) FROM shared_care_links) AS links, (SELECT array_agg(id ORDER BY id) FROM open_access_arrangements) AS arrangements';
        const [each] = await tx.query<unknown[]>(both);
        await tx.query(`SELECT set_config('app.many', 'on', true)`);
        const [together] = await tx.query<unknown[]>(both);
        expect(together).toEqual(each);
        listed += counts!.listed;
      });
    expect(listed).toBeGreaterThan(0);
  } finally {
    await app.destroy();
  }
});
