import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.ts';

/** `npm run inp`: how long a press takes until the screen answers, on a processor four times slower. */
export default defineConfig({
  ...journeys,
  testDir: join(import.meta.dirname, 'inp'),
  testMatch: 'inp.ts',
  outputDir: join(import.meta.dirname, '../test-results/inp'),
  reporter: [['list']],
});
