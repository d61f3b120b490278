import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './support/browser.ts';
import { freePort } from './support/product.ts';

// This file is read once more by every worker: what it chose the first time is passed on in the environment.
process.env['E2E_PORT'] ??= String(await freePort());
process.env['E2E_DATA_DIR'] ??= mkdtempSync(join(tmpdir(), 'shared-care-e2e-'));
const url = `http://localhost:${process.env['E2E_PORT']}`;

export default defineConfig({
  testDir: './journeys',
  outputDir: '../test-results',
  // All journeys share one running unit, as the people in it do; each logs its own children.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../test-results/journeys.json' }]],
  use: {
    baseURL: url,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    trace: 'retain-on-failure',
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
  webServer: {
    command: 'node dist/apps/api/main.js',
    cwd: join(import.meta.dirname, '..'),
    url: `${url}/health/ready`,
    timeout: 90_000,
    env: { PORT: process.env['E2E_PORT'], DATA_DIR: process.env['E2E_DATA_DIR'], LOG_LEVEL: 'error' },
    gracefulShutdown: { signal: 'SIGINT', timeout: 20_000 },
  },
});
