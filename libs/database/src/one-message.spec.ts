import type { DataSource, QueryRunner } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Standing } from './connections';
import { createDataSource } from './data-source';
import { createTestDatabase, type TestDatabase } from './testing/test-database';
import { startWire, type Wire } from './testing/wire';

const KEPT = 'INSERT INTO kept_of_spec (word) VALUES ($1) RETURNING word';

describe('A transaction takes few messages', () => {
  let database: TestDatabase;
  let wire: Wire;
  let app: DataSource;
  let runner: QueryRunner;
  let connection: Standing;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.owner.query('CREATE TABLE kept_of_spec (word text NOT NULL)');
    await database.owner.query('GRANT SELECT, INSERT ON kept_of_spec TO shared_care_app');
    wire = await startWire(database.url);
    app = await createDataSource(wire.url, 'app', 1).initialize();
  });
  afterAll(async () => {
    await app.destroy();
    wire.stop();
    await database.drop();
  });
  beforeEach(async () => {
    await database.owner.query('TRUNCATE kept_of_spec');
    runner = app.createQueryRunner();
    connection = (await runner.connect()) as Standing;
    wire.take();
  });
  afterEach(async () => {
    connection.openAlone();
    await runner.release();
  });

  const sent = (): string[] => wire.take().map(({ sql }) => sql);
  const begin = async (): Promise<unknown[]> => {
    const heard: unknown[] = [];
    connection.openWith('SELECT 7 AS seven', (rows) => heard.push(...rows));
    await runner.startTransaction();
    return heard;
  };
  const kept = async (): Promise<string[]> =>
    (await database.owner.query<{ word: string }[]>('SELECT word FROM kept_of_spec')).map(({ word }) => word);

  it('what opens it waits for the first statement, whose rows are its own', async () => {
    const heard = await begin();
    expect(sent()).toEqual([]);
    expect(await runner.query('SELECT $1::int AS one', [1])).toEqual([{ one: 1 }]);
    expect(heard).toEqual([{ seven: 7 }]);
    expect(sent()).toEqual(['START TRANSACTION; SELECT 7 AS seven', 'SELECT $1::int AS one']);
    await runner.commitTransaction();
    expect(sent()).toEqual(['COMMIT']);
  });

  it('a first statement that fails leaves a transaction that can be rolled back', async () => {
    await begin();
    await expect(runner.query('SELECT 1 / $1::int', [0])).rejects.toThrow('division by zero');
    await runner.rollbackTransaction();
    expect(await runner.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it.each(['commitTransaction', 'rollbackTransaction'] as const)(
    'one that asked nothing sends nothing: %s',
    async (end) => {
      await begin();
      await runner[end]();
      expect(sent()).toEqual([]);
      expect(await runner.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    },
  );

  it('the last statement goes along with COMMIT, and its rows are heard once it is kept', async () => {
    await begin();
    await runner.query('SELECT 1');
    const heard: unknown[] = [];
    connection.closeWith(KEPT, ['last'], (rows) => heard.push(...rows));
    wire.take();
    await runner.commitTransaction();
    expect(sent()).toEqual([KEPT, 'COMMIT']);
    expect(heard).toEqual([{ word: 'last' }]);
    expect(await kept()).toEqual(['last']);
  });

  it('also where nothing was asked before', async () => {
    await begin();
    connection.closeWith(KEPT, ['only'], () => undefined);
    await runner.commitTransaction();
    expect(await kept()).toEqual(['only']);
  });

  it('a last statement that fails keeps nothing of the transaction, and the COMMIT fails with it', async () => {
    await begin();
    await runner.query(KEPT, ['before']);
    connection.closeWith(KEPT, [null], () => expect.unreachable('nothing was kept'));
    await expect(runner.commitTransaction()).rejects.toThrow('null value in column "word"');
    await runner.rollbackTransaction();
    expect(await kept()).toEqual([]);
    expect(await runner.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('a transaction that had failed before is said to be rolled back, not kept', async () => {
    await begin();
    await runner.query(KEPT, ['before']);
    await expect(runner.query('SELECT 1 / $1::int', [0])).rejects.toThrow();
    connection.closeWith('SELECT 1 AS one', [], () => expect.unreachable('nothing was kept'));
    await expect(runner.commitTransaction()).rejects.toThrow();
    await runner.rollbackTransaction();
    expect(await kept()).toEqual([]);
  });
});
