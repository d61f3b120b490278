import { expect, test } from '../support/test.ts';
import { alertRow, atDesk, attendanceLogged, BOYD, FERRARS } from '../support/unit.ts';

// Children of this file alone: with an alert of another journey beside it, “the row of the child” would be two.
test('two nurses acknowledge in the same moment: one owns it, the other is told who', async ({ browser }) => {
  const boyd = await atDesk(browser, BOYD);
  const ferrars = await atDesk(browser, FERRARS);
  await attendanceLogged(boyd.context, { search: 'fashola ade' });
  const rows = [boyd, ferrars].map(({ page }) => alertRow(page, 'FASHOLA, Ade'));
  for (const row of rows) await expect(row).toBeVisible();
  // Neither reaches the server before both have pressed: else the second would see the first one's in time.
  const pressed = new Set<number>();
  let release = (): void => undefined;
  const together = new Promise<void>((done) => (release = done));
  for (const [each, { page }] of [boyd, ferrars].entries())
    await page.route('**/acknowledge', async (route) => {
      if (pressed.add(each).size === 2) release();
      await together;
      await route.continue();
    });
  // The list is live: a row that is drawn anew under the press is pressed again.
  await Promise.all(
    rows.map(async (row, each) => {
      const button = row.getByRole('button', { name: 'Acknowledge' });
      await expect(async () => {
        await expect(button).toBeEnabled();
        await button.press('Enter', { timeout: 5_000 });
        await expect.poll(() => pressed.has(each), { timeout: 5_000 }).toBe(true);
      }).toPass();
    }),
  );

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
  await attendanceLogged(context, { search: 'mensah kofi' });
  const row = alertRow(page, 'MENSAH, Kofi');
  await expect(row).toBeVisible();
  await row.focus();
  await page.keyboard.press('a');
  await expect(row).toContainText('Owner: you');
  await page.keyboard.press('u');
  await expect(row).not.toContainText('Owner: you');
  await expect(row.getByRole('button', { name: 'Acknowledge' })).toBeVisible();
  await expect(row).toBeFocused();
});
