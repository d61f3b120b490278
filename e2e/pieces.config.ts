import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './support/browser.ts';

const ROOT = join(import.meta.dirname, '..');

/** Components by themselves, in a real browser: `npm run pieces`. */
export default defineConfig({
  testDir: ROOT,
  testMatch: '{apps/dashboard,libs/ui}/src/**/*.browser.spec.ts',
  tsconfig: join(ROOT, 'e2e/tsconfig.json'),
  outputDir: join(ROOT, 'test-results/pieces'),
  workers: 2,
  fullyParallel: false,
  // To end what hangs, not to measure.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: join(ROOT, 'test-results/pieces.json') }]],
  use: {
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    },
  },
});
