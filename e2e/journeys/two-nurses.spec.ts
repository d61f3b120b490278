import { expect, test } from '@playwright/test';
import { alertRow, atDesk, attendanceLogged, BOYD, FERRARS } from '../support/unit.ts';

test('two nurses acknowledge in the same moment: one owns it, the other is told who', async ({ browser }) => {
  const boyd = await atDesk(browser, BOYD);
  const ferrars = await atDesk(browser, FERRARS);
  await attendanceLogged(boyd.context, { search: 'hall poppy' });
  const rows = [boyd, ferrars].map(({ page }) => alertRow(page, 'HALL, Poppy'));
  for (const row of rows) await expect(row).toBeVisible();
  // Neither reaches the server before both have pressed: else the second would see the first one's in time.
  let pressed = 0;
  let release = (): void => undefined;
  const together = new Promise<void>((done) => (release = done));
  for (const { page } of [boyd, ferrars])
    await page.route('**/acknowledge', async (route) => {
      if (++pressed === 2) release();
      await together;
      await route.continue();
    });
  await Promise.all(rows.map((row) => row.getByRole('button', { name: 'Acknowledge' }).press('Enter')));

  for (const row of rows) await expect(row.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
  const texts = await Promise.all(rows.map((row) => row.innerText()));
  expect(texts.filter((text) => text.includes('Owner: you'))).toHaveLength(1);
  expect(
    texts.filter(
      (text) =>
        !text.includes('Owner: you') &&
        /(A Boyd|J Ferrars) acknowledged at \d\d:\d\d|Owner: (A Boyd|J Ferrars)/.test(text),
    ),
  ).toHaveLength(1);
});

test('an acknowledgement made by mistake is undone with one key', async ({ browser }) => {
  const { page, context } = await atDesk(browser, FERRARS);
  await attendanceLogged(context, { search: 'walker theo' });
  const row = alertRow(page, 'WALKER, Theo');
  await expect(row).toBeVisible();
  await row.focus();
  await page.keyboard.press('a');
  await expect(row).toContainText('Owner: you');
  await page.keyboard.press('u');
  await expect(row).not.toContainText('Owner: you');
  await expect(row.getByRole('button', { name: 'Acknowledge' })).toBeVisible();
  await expect(row).toBeFocused();
});
