import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{apps,libs,e2e,tools}/**/*.spec.ts'],
    exclude: ['e2e/journeys/**', '**/node_modules/**', 'dist/**'],
    globalSetup: ['libs/database/src/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
