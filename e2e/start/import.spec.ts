import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProduct, type Product } from '../support/product';

const WORKSPACE = resolve(import.meta.dirname, '../..');
const LISTS = join(WORKSPACE, 'libs/interop/src/patient-list/testing/class');

interface Ended {
  code: number | null;
  said: string;
  complained: string;
}

/** `npm run import`, as somebody at a terminal runs it. */
function runImport(environment: Record<string, string>, args: string[]): Promise<Ended> {
  const child = spawn('node', [join(WORKSPACE, 'dist/apps/api/import.js'), ...args], {
    cwd: WORKSPACE,
    env: { PATH: `${join(WORKSPACE, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`, ...environment },
  });
  const [said, complained] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complained.push(chunk));
  return new Promise((done) =>
    child.once('close', (code) =>
      done({ code, said: Buffer.concat(said).toString(), complained: Buffer.concat(complained).toString() }),
    ),
  );
}

describe('a list of children by npm run import, as a process of its own', { timeout: 180_000 }, () => {
  let folder: string;
  let environment: Record<string, string>;
  let product: Product;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shared-care-import-'));
    await chmod(folder, 0o755);
    environment = { DATA_DIR: join(folder, 'data') };
  });
  afterAll(async () => {
    await product.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const bringIn = (file: string, ...more: string[]): Promise<Ended> =>
    runImport(environment, [
      ...['--patients', file.includes('/') ? file : join(LISTS, file), '--as', 'a.boyd@example.org'],
      ...['--diagnosis', 'Haemophilia A', ...more],
    ]);

  it('says before the first start what is missing, and makes nothing', async () => {
    const { code, complained } = await bringIn('valid.csv');
    expect(code).toBe(1);
    expect(complained).toContain(
      `There is no Shared Care in ${environment['DATA_DIR']} yet. Start it once with npm start`,
    );
    expect(complained).not.toMatch(/ENOENT|\n\s+at /);
    expect(existsSync(environment['DATA_DIR']!)).toBe(false);
  });

  it('beside the running product says of each line what would become of it, and registers nobody', async () => {
    product = await startProduct(environment);
    const { code, said, complained } = await bringIn('invalid_fields.csv', '--dry-run');
    expect(code, complained).toBe(0);
    expect(said).toContain('1 blank row is not read.');
    expect(said).toMatch(/line +3 +Cannot be brought in +The family name is missing\./);
    // The demo has children of its own with these numbers.
    expect(said).toMatch(/line +4 +Cannot be brought in +The NHS number belongs to a registered child/);
    expect(said).toMatch(/line +5 +Twice in the file +The same child as line 4\./);
    expect(said).toMatch(/line +16 +Cannot be brought in +Birth date “invalid” is not a date/);
    expect(said).toContain('No child was registered.');
    expect(complained).toContain('100 %');
  });

  it('brings in the files of another service: blanks in numbers, a mark at the start, columns nobody knows', async () => {
    for (const [file, outcome] of [
      ['valid_with_bom.csv', /: 1 (?:ready|brought in)/],
      ['valid_extra_fields.csv', /: 3 cannot be brought in/],
      ['valid_minimal.csv', /: 1 (?:brought in|registered already|similar child registered)/],
      ['empty.csv', /: no rows/],
    ] as const) {
      const { code, said, complained } = await bringIn(file);
      expect(code, `${file}: ${complained}`).toBe(0);
      expect(said, file).toMatch(outcome);
    }
    const again = await bringIn('valid_with_bom.csv');
    expect(again.said).toMatch(/: 1 registered already/);
  });

  it('refuses in one sentence what is no list and who may not', async () => {
    const picture = join(folder, 'photo.xlsx');
    await writeFile(picture, 'PK\u0003\u0004 not a workbook');
    for (const [file, words] of [
      [picture, 'This workbook is damaged'],
      [join(folder, 'missing.csv'), 'There is no such file.'],
      [folder, 'This is a folder.'],
    ] as const) {
      const { code, complained } = await bringIn(file);
      expect(code, file).toBe(1);
      expect(complained).toContain(words);
      expect(complained).not.toMatch(/\n\s+at /);
    }
    const stranger = await runImport(environment, [
      '--patients',
      join(LISTS, 'valid.csv'),
      '--as',
      'nobody@example.org',
    ]);
    expect([stranger.code, stranger.complained]).toEqual([
      1,
      expect.stringContaining('Name a nurse or doctor of the unit'),
    ]);
  });
});
