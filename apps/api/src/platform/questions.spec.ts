import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from '@shared-care/database/data-source';
import { createTestDatabase, type TestDatabase } from '@shared-care/database/testing/test-database';
import type { DataSource } from 'typeorm';
import { Question, sideBySide } from './questions';
import { rows, type Tx } from './tx';

const OTHER = Question.rows<{ one: number }>('SELECT 1 AS one');
const TOLD = '2026-03-10T11:00:00+00:00';

describe('what is asked together is answered as if each were asked alone', () => {
  let database: TestDatabase;
  let app: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase();
    app = await createDataSource(database.url, 'app', 1).initialize();
  });
  afterAll(async () => {
    await app.destroy();
    await database.drop();
  });

  const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => app.transaction(work);

  it('a note that reads like an instant stays a note; an instant stays an instant', async () => {
    const sql = `SELECT $1::text AS note, $2::timestamptz AS at, $2::date AS day, ARRAY[$1::text] AS notes,
                        json_build_object('note', $1::text, 'at', $2::timestamptz) AS nested, NULL::timestamptz AS never`;
    for (const at of ['2026-03-10T11:00:00.282Z', '2026-03-10T11:00:00.281999Z', '0099-01-01T00:00:00Z', 'infinity']) {
      const asked = Question.rows<Record<string, unknown>>(sql, [TOLD, at]);
      const { alone, together } = await within(async (tx) => ({
        alone: await asked.ask(tx),
        together: await Question.all({ asked, OTHER }).ask(tx),
      }));
      expect(together.asked).toEqual(alone);
      expect(together.asked[0]).toMatchObject({ note: TOLD, notes: [TOLD] });
    }
  });

  it.each(['1::bigint', '1.50::numeric', `interval '1 hour'`, 'now()::timestamp', 'ARRAY[now()]'])(
    'a column that JSON would change is asked alone: %s',
    async (column) => {
      const asked = Question.rows(`SELECT ${column} AS changed`);
      const { alone, together } = await within(async (tx) => ({
        alone: await asked.ask(tx),
        together: await Question.all({ asked, OTHER, again: asked }).ask(tx),
      }));
      expect(together).toEqual({ asked: alone, OTHER: [{ one: 1 }], again: alone });
    },
  );

  it('a lock is taken alone, and what is read together with it is there too', async () => {
    const locked = Question.rows('SELECT 2 AS two FROM sec.clock FOR UPDATE');
    const more = Question.rows('SELECT 3 AS three');
    const found = await database.owner.transaction((tx) => Question.all({ locked, OTHER, more }).ask(tx));
    expect(found).toEqual({ locked: [{ two: 2 }], OTHER: [{ one: 1 }], more: [{ three: 3 }] });
  });

  it('when one fails all others have ended before the failure is told', async () => {
    const ended: string[] = [];
    const failing = within((tx) =>
      sideBySide(tx, {
        bad: (one) => rows(one, 'SELECT 1 / 0 AS bad'),
        slow: async (one) => {
          await Promise.resolve();
          await rows(one, 'SELECT 1 AS one').catch(() => undefined);
          ended.push('slow');
        },
      }),
    );
    await expect(failing).rejects.toThrow('division by zero');
    expect(ended).toEqual(['slow']);
  });
});
