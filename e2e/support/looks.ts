import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './unit.ts';

/** How every screen is looked at: desk and phone, light and dark. */
export const LOOKS = [
  { name: 'desk, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'desk, dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
  { name: 'phone, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' as const, hasTouch: true },
  { name: 'narrow phone, dark', viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const, hasTouch: true },
];

/** Opens a screen and fails when it is not accessible or sticks out to the side. */
export async function look(page: Page, path: string, until: (page: Page) => Promise<void>): Promise<void> {
  await test.step(path, async () => {
    await page.goto(path);
    await until(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}

/** Waits for the page heading of this name. */
export const heading = (name: string | RegExp) => (page: Page) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
