import { defineConfig } from 'vitest/config';

/** `npm run boards`: every list and figure of a large unit, its numbers against its rows, and how long each takes. */
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  resolve: { tsconfigPaths: true },
  test: {
    include: ['apps/api/src/platform/full-unit.spec.ts'],
    env: { FULL_UNIT: '5000,100000' },
    globalSetup: ['libs/database/src/testing/global-setup.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 600_000,
  },
});
