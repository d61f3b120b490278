import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '@shared-care/database/data-source';
import { loadDemo } from '@shared-care/database/demo/load-demo';
import { createTestDatabase, type TestDatabase } from '@shared-care/database/testing/test-database';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOf } from '../testing/lists';
import { NURSE, TUESDAY_11 } from '../testing/test-app';
import { CannotImport, importPatients, patientLines, undoPatients, type PatientImportOptions } from './import-patients';

/** `IMPORT_ROWS=5000` for a long file. */
const ROWS = Number(process.env['IMPORT_ROWS'] ?? 120);

describe('a list of children by the command line', () => {
  let database: TestDatabase;
  let app: DataSource;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lists-'));
    database = await createTestDatabase();
    await database.setClock(TUESDAY_11);
    await loadDemo(database.owner, { passwordHash: 'unused', size: 'small' });
    app = await createDataSource(database.url, 'app', 2).initialize();
  });
  afterAll(async () => {
    await app.destroy();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const options = (changes: Partial<PatientImportOptions> = {}): PatientImportOptions => ({
    as: NURSE,
    demo: true,
    dryRun: false,
    columns: [],
    diagnosis: '',
    hospital: '',
    purpose: '',
    onProgress: () => undefined,
    ...changes,
  });
  const file = async (bytes: Uint8Array): Promise<string> => {
    const path = join(folder, 'list.csv');
    await writeFile(path, bytes);
    return path;
  };
  const HEAD = ['Surname', 'Forename', 'DOB', 'Ward'];
  const named = async (familyName: string): Promise<number> =>
    (
      await database.owner.query<unknown[]>('SELECT 1 FROM patients WHERE family_name = $1 AND struck_out_at IS NULL', [
        familyName,
      ])
    ).length;

  it('says what would become of each row, registers in somebody’s name, and takes it back', async () => {
    const path = await file(
      listOf(HEAD, [
        ['Saltmarsh', 'Ivo', '02/01/2015', 'A'],
        ['Saltmarsh', 'Una', '02/13/2015', 'A'],
      ]),
    );
    const dry = await importPatients(
      app,
      path,
      options({ dryRun: true, diagnosis: 'Haemophilia A', hospital: 'RHW01' }),
    );
    expect(dry.counts).toEqual({ ready: 1, problem: 1 });
    expect(await named('Saltmarsh')).toBe(0);
    const lines = patientLines(dry);
    expect(lines).toContainEqual(
      expect.stringMatching(/line +3 +Cannot be brought in +Birth date “02\/13\/2015” has no month 13/),
    );
    expect(lines).toContain('  Columns that are not read: Ward');
    expect(lines.join('\n')).not.toContain('Saltmarsh');

    const said = await importPatients(app, path, options({ diagnosis: 'Haemophilia A', hospital: 'RHW01' }));
    expect(said.counts).toEqual({ registered: 1, problem: 1 });
    expect(await named('Saltmarsh')).toBe(1);
    const undone = await undoPatients(app, said.id, options());
    expect(undone.counts).toEqual({ struck_out: 1, problem: 1 });
    expect(await named('Saltmarsh')).toBe(0);
  });

  it('is refused to anybody but a nurse or doctor of the unit, and for columns that nobody knows', async () => {
    const path = await file(listOf(HEAD, [['Saltmarsh', 'Ivo', '02/01/2015', 'A']]));
    for (const as of ['admin@example.org', 'm.okoro@example.org', 'nobody@example.org'])
      await expect(importPatients(app, path, options({ as }))).rejects.toThrow(CannotImport);
    await expect(importPatients(app, path, options({ columns: ['Ward=bed'] }))).rejects.toThrow('“bed” is no field');
    await expect(importPatients(app, path, options({ columns: ['Bed=hospital'] }))).rejects.toThrow(
      'No column is headed',
    );
  });

  it(
    `${ROWS} rows are brought in with progress, and the same file again changes nothing`,
    { timeout: 1_200_000 },
    async () => {
      const letters = (n: number): string =>
        [...String(n).padStart(5, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join('');
      const rows = Array.from({ length: ROWS }, (_, n) => [
        `Long${letters((n * 7_919) % 100_000)}`,
        `Q${letters((n * 104_729) % 100_000)}`,
        new Date(Date.UTC(2008, 0, 1) + (n % 6_000) * 86_400_000).toISOString().slice(0, 10),
        'A',
      ]);
      const path = await file(listOf(HEAD, rows));
      const shares: number[] = [];
      const all = options({ diagnosis: 'VWD', hospital: 'RHW01', onProgress: (share) => shares.push(share) });
      const done = await importPatients(app, path, all);
      const { registered = 0, look_alike = 0 } = done.counts;
      expect(registered + look_alike).toBe(ROWS);
      expect(registered).toBeGreaterThan(ROWS * 0.9);
      expect(shares.at(-1)).toBe(1);
      expect([...shares].sort((one, other) => one - other)).toEqual(shares);
      const again = await importPatients(app, path, all);
      expect(again.counts).toMatchObject({ already_registered: registered });
      expect(again.counts.registered).toBeUndefined();
    },
  );
});
