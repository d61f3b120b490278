import { randomUUID } from 'node:crypto';
import { createDataSource } from '@shared-care/database/data-source';
import { actingConsultant, isInPost, type Cover, type Post } from '@shared-care/domain/link-consultant';
import { addDays } from '@shared-care/domain/london-time';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whereAndWhom } from '../hospitals/where-and-whom';
import type { Tx } from '../platform/tx';
import { NURSE, startTestApp, type TestApp } from '../testing/test-app';

/** Six hours apart around the night on which the clocks go forward: posts end at midnights, links and covers anywhere. */
const START = new Date('2026-03-29T00:00:00Z');
const at = (step: number): Date => new Date(START.getTime() + step * 6 * 3_600_000);
const day = (days: number): string => addDays('2026-03-29', days);

interface Network {
  posts: { from: number; to: number | null }[];
  links: { child: number; hospital: number; named: number | null; from: number; to: number | null }[];
  covers: { absent: number; covering: number; from: number; to: number }[];
  /** Where the clock stands; with `early` half an hour before, when London's summer midnight has passed and UTC's has not. */
  step: number;
  early: boolean;
}
const clockOf = ({ step, early }: Network): Date => new Date(at(step).getTime() - (early ? 1_800_000 : 0));

describe('access and routing follow the same dates and covers', () => {
  const [CHILDREN, CONSULTANTS] = [4, 3];
  let app: TestApp;
  let asApp: DataSource;
  let nurse: string;
  let hospitals: string[];
  let children: string[];
  const people: { userId: string; postId: string; name: string }[] = [];

  beforeAll(async () => {
    app = await startTestApp();
    asApp = await createDataSource(app.database.url, 'app', 2).initialize();
    nurse = await app.user(NURSE);
    hospitals = (
      await app.sql<{ id: string }>(
        `SELECT id FROM hospitals WHERE network_role = 'shared_care' ORDER BY ods_code LIMIT ${CONSULTANTS}`,
      )
    ).map(({ id }) => id);
    children = (
      await app.sql<{ id: string }>(
        `INSERT INTO patients (family_name, given_name, birth_date, nhs_number_status, diagnosis)
         SELECT 'Coverchild', 'Child ' || n, '2015-01-01', 'absent', 'other' FROM generate_series(1, ${CHILDREN}) AS n RETURNING id`,
      )
    ).map(({ id }) => id);
    for (let n = 0; n < CONSULTANTS; n++) {
      const person = { userId: randomUUID(), postId: randomUUID(), name: `Dr Route${n}` };
      await app.sql(
        `INSERT INTO users (id, email, display_name, role, password_hash, hospital_id)
         VALUES ($1, $2, $3, 'link_consultant', 'none', $4)`,
        [person.userId, `route${n}@example.org`, person.name, hospitals[n]],
      );
      await app.sql(
        `INSERT INTO link_consultants (id, user_id, hospital_id, name, from_on) VALUES ($1, $2, $3, $4, '2020-01-01')`,
        [person.postId, person.userId, hospitals[n], person.name],
      );
      people.push(person);
    }
  });
  afterAll(async () => {
    await asApp.destroy();
    await app.stop();
  });

  const post = fc
    .record({ from: fc.integer({ min: -3, max: 1 }), lasts: fc.option(fc.nat({ max: 3 })) })
    .map(({ from, lasts }) => ({ from, to: lasts === null ? null : from + lasts }));
  const span = (shortest: number) =>
    fc
      .record({ from: fc.integer({ min: -10, max: 8 }), lasts: fc.integer({ min: shortest, max: 10 }) })
      .map(({ from, lasts }) => ({ from, to: from + lasts }));
  const who = fc.nat({ max: CONSULTANTS - 1 });
  const networks: fc.Arbitrary<Network> = fc.record({
    posts: fc.array(post, { minLength: CONSULTANTS, maxLength: CONSULTANTS }),
    links: fc.uniqueArray(
      // A link that was taken back has no length: it must count for nobody.
      fc
        .record({
          child: fc.nat({ max: CHILDREN - 1 }),
          hospital: who,
          named: fc.option(who),
          span: span(0),
          open: fc.boolean(),
        })
        .map(({ span: { from, to }, open, ...link }) => ({ ...link, from, to: open ? null : to })),
      { maxLength: 6, selector: ({ child, hospital }) => `${child} ${hospital}` },
    ),
    covers: fc.uniqueArray(
      fc
        .record({ absent: who, by: fc.integer({ min: 1, max: CONSULTANTS - 1 }), span: span(0) })
        .map(({ absent, by, span }) => ({ absent, covering: (absent + by) % CONSULTANTS, ...span })),
      { maxLength: 3, selector: ({ absent }) => absent },
    ),
    step: fc.integer({ min: -10, max: 10 }),
    early: fc.boolean(),
  });

  async function arrange(network: Network): Promise<void> {
    const { posts, links, covers } = network;
    await app.database.setClock(clockOf(network));
    await app.sql('DELETE FROM consultant_covers');
    await app.sql('DELETE FROM shared_care_links WHERE patient_id = ANY ($1)', [children]);
    for (const [n, { from, to }] of posts.entries())
      await app.sql('UPDATE link_consultants SET from_on = $2, to_on = $3 WHERE id = $1', [
        people[n]!.postId,
        day(from),
        to === null ? null : day(to),
      ]);
    for (const link of links)
      await app.sql(
        `INSERT INTO shared_care_links (patient_id, hospital_id, link_consultant_id, role, valid_from, valid_to)
         VALUES ($1, $2, $3, 'secondary', $4, $5)`,
        [
          children[link.child],
          hospitals[link.hospital],
          link.named === null ? null : people[link.named]!.postId,
          at(link.from),
          link.to === null ? null : at(link.to),
        ],
      );
    for (const cover of covers)
      await app.sql(
        `INSERT INTO consultant_covers (absent_id, covering_id, covers_from, covers_to, recorded_by) VALUES ($1, $2, $3, $4, $5)`,
        [people[cover.absent]!.postId, people[cover.covering]!.postId, at(cover.from), at(cover.to), nurse],
      );
  }

  function as<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return asApp.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.uid', $1, true)`, [userId]);
      return work(tx);
    });
  }
  const seenBy = (userId: string) =>
    as(userId, async (tx) =>
      (await tx.query<{ id: string }[]>('SELECT id FROM patients WHERE id = ANY ($1)', [children])).map(({ id }) =>
        children.indexOf(id),
      ),
    );
  /** Which of the three consultants the product says to ring, per link. */
  const rungFor = (child: number, hospital: number, now: Date) =>
    as(nurse, async (tx) => {
      const at = { hospitalId: hospitals[hospital]!, unitKind: 'ed' as const };
      const { ring } = await whereAndWhom(tx, { patientId: children[child]!, at }, now);
      const line = ring.find(({ label }) => label.includes('link consultant'));
      return line ? people.findIndex(({ name }) => line.label.startsWith(name)) : null;
    });

  it('in 200 histories of posts, links and covers, at every kind of boundary', async () => {
    await fc.assert(
      fc.asyncProperty(networks, async (network) => {
        await arrange(network);
        const now = clockOf(network);
        const posts: Post[] = network.posts.map(({ from, to }, n) => ({
          id: String(n),
          fromOn: day(from),
          toOn: to === null ? null : day(to),
        }));
        const covers: Cover[] = network.covers.map(({ absent, covering, from, to }) => ({
          absentId: String(absent),
          coveringId: String(covering),
          from: at(from),
          until: at(to),
        }));
        const running = network.links.filter(({ from, to }) => at(from) <= now && (to === null || now < at(to)));
        const answers = (named: number | null): number | null => {
          const acting = named === null ? null : actingConsultant(String(named), posts, covers, now);
          return acting === null ? null : Number(acting);
        };
        const seen: number[][] = [];
        for (const [n, { userId }] of people.entries()) {
          const inPost = isInPost(posts[n]!, now);
          const expected = running.filter(
            ({ hospital, named }) => (hospital === n && inPost) || (named === n && inPost) || answers(named) === n,
          );
          seen.push((await seenBy(userId)).sort());
          expect(seen[n]).toEqual([...new Set(expected.map(({ child }) => child))].sort());
        }
        for (const { child, hospital, named } of running) {
          const rung = await rungFor(child, hospital, now);
          const here = answers(named);
          // A link with nobody falls back on another link of the same child that has somebody.
          if (here !== null) expect(rung).toBe(here);
          if (rung !== null) expect(seen[rung], 'whoever is rung sees the child').toContain(child);
          else
            expect(running.filter((one) => one.child === child).map((one) => answers(one.named))).toEqual(
              running.filter((one) => one.child === child).map(() => null),
            );
        }
      }),
      { numRuns: 200, seed: 20_260_329 },
    );
  });
});
