import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{apps,libs,e2e,tools}/**/*.spec.ts'],
    exclude: ['**/*.browser.spec.ts', 'e2e/journeys/**', 'e2e/access/**', '**/node_modules/**', 'dist/**'],
    globalSetup: ['libs/database/src/testing/global-setup.ts'],
    // The specs wait for PostgreSQL more than they compute: two files at once pay even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // To end what hangs, not to measure: a machine that does other work beside is no defect.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
