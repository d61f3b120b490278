import { test as base } from '@playwright/test';

export * from '@playwright/test';

/**
 * A journey whose browsers are closed when it ends, whatever became of it. Each page left open keeps its live stream and
 * draws with every change that later journeys of its worker make.
 */
export const test = base.extend<{ closesItsBrowsers: undefined }>({
  closesItsBrowsers: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts());
      await use(undefined);
      await Promise.all(
        browser
          .contexts()
          .filter((context) => !before.has(context))
          .map((context) => context.close()),
      );
    },
    { auto: true },
  ],
});
