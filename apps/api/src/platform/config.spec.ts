import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from './config';
import { environmentExample } from './environment';

it('.env.example names every variable with its meaning and default; vitest --update renews it', async () => {
  await expect(environmentExample()).toMatchFileSnapshot('../../../../.env.example');
});

it('what .env says counts, and what the process was started with goes before it', () => {
  const [folder, before] = [mkdtempSync(join(tmpdir(), 'env-')), process.cwd()];
  const kept = { ...process.env };
  try {
    process.chdir(folder);
    writeFileSync('.env', 'PORT=4100\nUNIT_NAME=Riverside\n');
    delete process.env['PORT'];
    process.env['UNIT_NAME'] = 'Hilltop';
    expect(readConfig()).toMatchObject({ port: 4100, unitName: 'Hilltop' });
  } finally {
    process.chdir(before);
    process.env = kept;
    rmSync(folder, { recursive: true });
  }
});
