import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createDataSource } from '@shared-care/database/data-source';
import { loadDemo } from '@shared-care/database/demo/load-demo';
import { createTestDatabase, type TestDatabase } from '@shared-care/database/testing/test-database';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importOds, UnknownOdsFile } from './import-ods';

const PUBLISHED = resolve(import.meta.dirname, '../../../../libs/interop/src/ods/testing');
const published = (name: string): string => join(PUBLISHED, name);

describe('importing files of the Organisation Data Service', () => {
  let database: TestDatabase;
  let feeds: DataSource;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ods-'));
  });
  beforeEach(async () => {
    database = await createTestDatabase();
    feeds = await createDataSource(database.url, 'feeds', 2).initialize();
    return async () => {
      await feeds.destroy();
      await database.drop();
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('the 2022 extract and then the 2026 one shows exactly what changed', async () => {
    const first = await importOds(feeds, published('etr-2022-03-south.csv'));
    expect(first.counts).toEqual({ added: 56, changed: 0, closed: 0, older: 0, unchanged: 0, rejected: 0 });
    const second = await importOds(feeds, published('etr-2026-07-south.csv'));
    expect(second.counts.added).toBe(15);
    expect(second.lines.filter(({ outcome }) => outcome === 'closed').map(({ odsCode }) => odsCode)).toEqual([
      'R1C',
      'RA4',
      'RBZ',
    ]);
    expect(second.counts.added + second.counts.changed + second.counts.closed + second.counts.unchanged).toBe(71);
    expect(second.lines.find(({ odsCode }) => odsCode === 'R1C')).toEqual({
      line: expect.any(Number) as number,
      outcome: 'closed',
      odsCode: 'R1C',
      what: expect.stringContaining('closed “” → “2024-09-30”') as string,
    });
    const [kept] = await database.owner.query<{ count: string }[]>('SELECT count(*) FROM trusts');
    expect(kept?.count).toBe('71');
  });

  it('the same file twice changes nothing', async () => {
    for (const file of [
      'etr-2026-07-south.csv',
      'thames-valley-part.csv',
      'paediatric-sites-part.json',
      'ord-organisation-RWR.json',
    ]) {
      await importOds(feeds, published(file));
      const rows =
        'SELECT (SELECT json_agg(t ORDER BY ods_code) FROM trusts t)::text || (SELECT json_agg(h ORDER BY ods_code) FROM hospitals h)::text AS all';
      const [before] = await database.owner.query<{ all: string }[]>(rows);
      const again = await importOds(feeds, published(file));
      expect(again.counts, file).toMatchObject({ added: 0, changed: 0, closed: 0 });
      expect(again.counts.unchanged, file).toBeGreaterThan(0);
      expect(await database.owner.query(rows), file).toEqual([before]);
    }
  });

  it('an older file undoes nothing that a newer one said, lists it, and does it when somebody confirms', async () => {
    const rows = 'SELECT ods_code, published_name, closed_on, postcode FROM trusts ORDER BY ods_code';
    await importOds(feeds, published('etr-2026-07-south.csv'));
    const newest = await database.owner.query<object[]>(rows);
    const older = await importOds(feeds, published('etr-2022-03-south.csv'));
    expect(older.asOf).toEqual({ on: '2022-03-31', by: 'file_name' });
    expect(older.counts).toMatchObject({ added: 0, changed: 0, closed: 0 });
    expect(older.counts.older).toBeGreaterThan(10);
    expect(older.lines.find(({ odsCode }) => odsCode === 'RA4')).toMatchObject({
      outcome: 'older',
      what: expect.stringMatching(/^would undo what is known as of 2026-07-31: .*closed “2023-03-31” → “”/) as string,
    });
    expect(await database.owner.query<object[]>(rows)).toEqual(newest);

    const confirmed = await importOds(feeds, published('etr-2022-03-south.csv'), undefined, {
      asOf: null,
      undoNewer: true,
    });
    expect(confirmed.counts.older).toBe(0);
    expect(confirmed.counts.changed).toBeGreaterThan(10);
    const again = await importOds(feeds, published('etr-2026-07-south.csv'));
    expect(again.counts.older).toBe(0);
    expect(await database.owner.query<object[]>(rows)).toEqual(newest);
  });

  it('the extract of 24 columns is read, as of its year', async () => {
    const report = await importOds(feeds, published('etr-2020-part.csv'));
    expect(report.asOf.on).toBe('2020-12-31');
    expect(report.counts).toMatchObject({ added: 6, rejected: 0 });
  });

  it('a file of which nothing tells the day changes nothing that is dated', async () => {
    const file = join(folder, 'Hospital.csv');
    const dated = { asOf: '2026-07-01', undoNewer: false };
    await importOds(feeds, published('paediatric-sites-part.json'), undefined, dated);
    await writeFile(file, 'OrganisationCode¬OrganisationName¬City¬Postcode\nRDU52¬SOME OTHER NAME¬ASCOT¬SL5 8AA\n');
    const report = await importOds(feeds, file);
    expect(report.asOf).toEqual({ on: null, by: 'nothing' });
    expect(report.counts.older).toBe(1);
    const [kept] = await database.owner.query<{ name: string }[]>(
      `SELECT published_name AS name FROM hospitals WHERE ods_code = 'RDU52'`,
    );
    expect(kept?.name).not.toBe('SOME OTHER NAME');
  });

  it('a broken row is reported with its line and the rest goes on', async () => {
    const good = (await readFile(published('etr-2026-07-south.csv'), 'utf8')).split(/\r?\n/);
    const file = join(folder, 'etr.csv');
    await writeFile(file, [good[0], 'R9!,"HALF A ROW', good[1], good[2]?.replace('19', 'xx19'), good[3]].join('\r\n'));
    const report = await importOds(feeds, file);
    expect(report.lines.filter(({ outcome }) => outcome === 'rejected').map(({ line }) => line)).toContain(2);
    expect(report.counts.added).toBeGreaterThanOrEqual(3);
    expect(report.counts.added + report.counts.rejected).toBe(5);
  });

  it('a file of some other kind is refused in words', async () => {
    const file = join(folder, 'holiday-photos.csv');
    await writeFile(file, 'beach;sun\n1;2\n');
    await expect(importOds(feeds, file)).rejects.toThrow(UnknownOdsFile);
  });

  it('a site list fills in hospitals without blanking what another file knew, and never renames by hand-made names', async () => {
    await loadDemo(database.owner, { passwordHash: 'unused', size: 'small' });
    const hospital = 'SELECT name, postcode, closed_on, network_role FROM hospitals WHERE ods_code = $1';
    const [before] = await database.owner.query<object[]>(hospital, ['RN325']);
    await importOds(feeds, published('paediatric-sites-part.json'));
    const [after] = await database.owner.query<object[]>(hospital, ['RN325']);
    expect(after).toEqual(before);
  });

  it('says how far it is', async () => {
    const shares: number[] = [];
    await importOds(feeds, published('etr-2026-07-south.csv'), (share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
    expect([...shares].sort((one, other) => one - other)).toEqual(shares);
  });

  it('the demo can be loaded after an import', async () => {
    await importOds(feeds, published('etr-2026-07-south.csv'));
    await importOds(feeds, published('thames-valley-part.csv'));
    await loadDemo(database.owner, { passwordHash: 'unused', size: 'small' });
    const [hub] = await database.owner.query<{ network_role: string }[]>(
      `SELECT network_role FROM hospitals WHERE ods_code = 'RTH08'`,
    );
    expect(hub?.network_role).toBe('hub');
  });
});
