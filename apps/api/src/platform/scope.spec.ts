import { randomUUID } from 'node:crypto';
import type { PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { createDataSource } from '@shared-care/database/data-source';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

// `npm run access` asks for many more than there is time for between two edits.
const GRAPHS = Number(process.env['SCOPE_GRAPHS'] ?? 120);
const REQUESTS = Number(process.env['SCOPE_REQUESTS'] ?? 700);
const HOUR = 3_600_000;
const hour = (n: number): Date => new Date(TUESDAY_11.getTime() + n * HOUR);

/** A link as the model knows it: hours from the start, the end not included. */
interface Link {
  child: number;
  hospital: number;
  /** Index of the link consultant named, if any. */
  named: number | null;
  from: number;
  to: number | null;
}

/** Link consultants see the children linked to them or to their hospital, while the link lasts, and no others. */
describe('a link consultant sees exactly the linked children', () => {
  const [CHILDREN, CONSULTANTS, HOSPITALS] = [6, 3, 4];
  let app: TestApp;
  let asApp: DataSource;
  let children: string[];
  let hospitals: string[];
  let users: { id: string; email: string; hospital: number; client: Client; named: string }[];

  beforeAll(async () => {
    app = await startTestApp();
    asApp = await createDataSource(app.database.url, 'app', 4).initialize();
    hospitals = (
      await app.sql<{ id: string }>(
        `SELECT id FROM hospitals WHERE network_role = 'shared_care' ORDER BY ods_code LIMIT ${HOSPITALS}`,
      )
    ).map(({ id }) => id);
    children = (
      await app.sql<{ id: string }>(
        `INSERT INTO patients (family_name, given_name, birth_date, nhs_number_status, diagnosis)
         SELECT 'Graphchild', 'Child ' || chr(64 + n), '2015-01-01', 'absent', 'other' FROM generate_series(1, ${CHILDREN}) AS n RETURNING id`,
      )
    ).map(({ id }) => id);
    users = [];
    for (let n = 0; n < CONSULTANTS; n++) {
      const [id, named, email] = [randomUUID(), randomUUID(), `consultant${n}@example.org`];
      await app.sql(
        `INSERT INTO users (id, email, display_name, role, password_hash, hospital_id)
         SELECT $1, $2, 'Dr Graph', 'link_consultant', password_hash, $3 FROM users LIMIT 1`,
        [id, email, hospitals[n]],
      );
      await app.sql(
        `INSERT INTO link_consultants (id, user_id, hospital_id, name, from_on) VALUES ($1, $2, $3, 'Dr Graph', '2020-01-01')`,
        [named, id, hospitals[n]],
      );
      users.push({ id, email, named, hospital: n, client: await app.signIn(email) });
    }
  });
  afterAll(async () => {
    await asApp.destroy();
    await app.stop();
  });

  async function setLinks(links: Link[]): Promise<void> {
    await app.sql(`DELETE FROM shared_care_links WHERE patient_id = ANY ($1)`, [children]);
    await app.sql(
      `INSERT INTO shared_care_links (patient_id, hospital_id, link_consultant_id, role, valid_from, valid_to)
       SELECT patient, hospital, named, 'secondary', "from", "to" FROM jsonb_to_recordset($1::jsonb)
         AS l(patient uuid, hospital uuid, named uuid, "from" timestamptz, "to" timestamptz)`,
      [
        JSON.stringify(
          links.map(({ child, hospital, named, from, to }) => ({
            patient: children[child],
            hospital: hospitals[hospital],
            named: named === null ? null : users[named]!.named,
            from: hour(from),
            to: to === null ? null : hour(to),
          })),
        ),
      ],
    );
  }
  const byModel = (links: Link[], user: number, at: number): string[] =>
    links
      .filter(
        (link) =>
          (link.hospital === users[user]!.hospital || link.named === user) &&
          link.from <= at &&
          (link.to === null || at < link.to),
      )
      .map(({ child }) => children[child]!);
  const bySearch = async (client: Client): Promise<string[]> =>
    (
      await client.post<PatientSearchAnswer>('/api/patients/search', { query: 'graphchild', limit: 50 })
    ).body.matches.map(({ patient }) => patient.id);
  const byPage = async (client: Client): Promise<string[]> => {
    const pages = await Promise.all(children.map((id) => client.get(`/api/patients/${id}`)));
    return children.filter((_, place) => pages[place]!.status === 200);
  };
  const bySql = (userId: string): Promise<string[]> =>
    asApp.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.uid', $1, true)`, [userId]);
      return (await tx.query<{ id: string }[]>('SELECT id FROM patients WHERE id = ANY ($1)', [children])).map(
        ({ id }) => id,
      );
    });
  const set = (ids: string[]): string[] => [...new Set(ids)].sort();

  const link = fc
    .record({
      child: fc.nat({ max: CHILDREN - 1 }),
      hospital: fc.nat({ max: HOSPITALS - 1 }),
      named: fc.option(fc.nat({ max: CONSULTANTS - 1 })),
      from: fc.integer({ min: -6, max: 4 }),
      lasts: fc.option(fc.integer({ min: 1, max: 6 })),
    })
    .map(({ lasts, ...rest }) => ({ ...rest, to: lasts === null ? null : rest.from + lasts }));
  const graphs = fc.record({
    // The table allows one link for a child and a hospital at a time.
    links: fc.uniqueArray(link, { maxLength: 10, selector: ({ child, hospital }) => `${child} ${hospital}` }),
    // The clock stands where links begin and end: the first instant counts, the last does not.
    at: fc.integer({ min: -6, max: 6 }),
    away: fc.option(fc.nat({ max: CONSULTANTS - 1 }), { freq: 6 }),
  });

  it(
    `in ${GRAPHS} random networks, at the hours at which links begin and end: model, search, page and table agree`,
    { timeout: 1_200_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(graphs, async ({ links, at, away }) => {
          await setLinks(links);
          await app.database.setClock(hour(at));
          await app.sql('UPDATE users SET disabled_at = CASE WHEN id = $1 THEN now() END WHERE id = ANY ($2)', [
            away === null ? null : users[away]!.id,
            users.map(({ id }) => id),
          ]);
          const agree = async (place: number): Promise<void> => {
            const user = users[place]!;
            const expected = place === away ? [] : set(byModel(links, place, at));
            expect(set(await bySql(user.id))).toEqual(expected);
            if (place === away)
              expect((await user.client.post('/api/patients/search', { query: 'graphchild' })).status).toBe(401);
            else {
              expect(set(await bySearch(user.client))).toEqual(expected);
              if (place === at % CONSULTANTS) expect(await byPage(user.client).then(set)).toEqual(expected);
            }
          };
          await Promise.all(users.map((_, place) => agree(place)));
          if (away === null) return;
          // Coming back takes a new sign-in: the old session ended with the refusal.
          await app.sql('UPDATE users SET disabled_at = NULL WHERE id = $1', [users[away]!.id]);
          users[away]!.client = await app.signIn(users[away]!.email);
        }),
        { numRuns: GRAPHS, seed: 20_260_310 },
      );
    },
  );

  it(
    'with many people on few connections and errors between, nobody is ever shown another’s rows',
    { timeout: 1_200_000 },
    async () => {
      await app.database.setClock(TUESDAY_11);
      await setLinks(users.map((_, n) => ({ child: n, hospital: n, named: null, from: -1, to: null })));
      const nurse = await app.signIn(NURSE);
      const ask = async (n: number): Promise<void> => {
        const user = users[n % CONSULTANTS]!;
        switch (n % 7) {
          case 0:
            expect(set(await bySearch(nurse))).toEqual(set(children));
            break;
          case 1:
            expect((await user.client.get(`/api/patients/${children[(n % CONSULTANTS) + 3]}`)).status).toBe(404);
            break;
          case 2:
            expect((await user.client.get('/api/alerts')).status).toBe(404);
            break;
          case 3:
            expect((await user.client.post('/api/attendances/preview', { hospitalId: randomUUID() })).status).toBe(400);
            break;
          default:
            expect(await bySearch(user.client)).toEqual([children[n % CONSULTANTS]]);
            break;
        }
      };
      // More people at once than there are connections: each connection goes from one to the next all the time.
      for (let start = 0; start < REQUESTS; start += 35)
        await Promise.all(Array.from({ length: 35 }, (_, n) => ask(start + n)));
      // And some connections end in the middle.
      await app.sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'shared-care app' AND state = 'idle'`,
      );
      await Promise.all(
        users.map(async (user, n) => {
          const answers = await Promise.all(
            Array.from({ length: 20 }, () =>
              user.client.post<PatientSearchAnswer>('/api/patients/search', { query: 'graphchild' }),
            ),
          );
          for (const { status, body } of answers) {
            if (status === 200) expect(body.matches.map(({ patient }) => patient.id)).toEqual([children[n]]);
            else expect(status).toBe(503);
          }
        }),
      );
    },
  );
});
