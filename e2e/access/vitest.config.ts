import { defineConfig } from 'vitest/config';

/** `npm run access`: apart from the other specs because it counts cells, and prints them as its last line. */
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  resolve: { tsconfigPaths: true },
  test: {
    include: ['e2e/access/*.spec.ts', 'apps/api/src/platform/scope.spec.ts'],
    env: { SCOPE_GRAPHS: '1000', SCOPE_REQUESTS: '10000' },
    globalSetup: ['libs/database/src/testing/global-setup.ts'],
    reporters: ['default', './e2e/access/report.ts'],
    // To end what hangs, not to measure: a machine that does other work beside is no defect.
    testTimeout: 1_200_000,
    hookTimeout: 300_000,
  },
});
