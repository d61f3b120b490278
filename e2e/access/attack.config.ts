import { defineConfig } from 'vitest/config';

/** `npm run attack`: what a person with a connection to the database may do, statement by statement and role by role. */
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  resolve: { tsconfigPaths: true },
  test: {
    include: ['libs/database/src/attacks.spec.ts'],
    globalSetup: ['libs/database/src/testing/global-setup.ts'],
    reporters: ['default', './e2e/access/attack-report.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
