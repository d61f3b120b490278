import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './support/browser.ts';
import { freePort } from './support/product.ts';

/** One for each worker: all journeys of a worker share one running unit, as the people in it do. */
interface Unit {
  port: number;
  folder: string;
}

// Journeys asked for by name need one unit; E2E_UNITS says otherwise.
const words = process.argv.slice(3);
const named = words.some(
  (word, place) => /^(-g|--grep)/.test(word) || ![word, words[place - 1]].some((each) => each?.startsWith('-')),
);
const wanted = Number(process.env['E2E_UNITS'] ?? (named ? 1 : 2));

async function chooseUnits(): Promise<Unit[]> {
  const units: Unit[] = [];
  for (let place = 0; place < wanted; place++)
    units.push({ port: await freePort(), folder: mkdtempSync(join(tmpdir(), 'shared-care-e2e-')) });
  return units;
}

// This file is read once more by every worker: what it chose the first time is passed on in the environment.
process.env['E2E_CHOSEN'] ??= JSON.stringify(await chooseUnits());
const units = JSON.parse(process.env['E2E_CHOSEN']) as Unit[];
const urlOf = ({ port }: Unit): string => `http://localhost:${port}`;
/** A worker that takes the place of one that ended goes on at its unit. */
const own = units[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)]!;

export default defineConfig({
  testDir: './journeys',
  outputDir: '../test-results',
  // Each journey logs its own children, and counts nothing that another may add to. A file stays with one worker.
  workers: units.length,
  fullyParallel: false,
  // Two browsers share two processors with all that they ask.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../test-results/journeys.json' }]],
  use: {
    baseURL: urlOf(own),
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // A trace of every journey takes a quarter of the processor's time: E2E_TRACE=1 asks for it.
    trace: process.env['E2E_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    // Motion is looked at in the journeys of one file (log-to-close); the others need not wait for it.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: units.map((unit) => ({
    command: 'node dist/apps/api/main.js',
    cwd: join(import.meta.dirname, '..'),
    url: `${urlOf(unit)}/health/ready`,
    timeout: 120_000,
    env: { PORT: String(unit.port), DATA_DIR: unit.folder, LOG_LEVEL: 'error' },
    gracefulShutdown: { signal: 'SIGINT', timeout: 20_000 },
  })),
});
