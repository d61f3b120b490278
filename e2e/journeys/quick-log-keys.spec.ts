import { expect, test, type Page } from '../support/test.ts';
import { alertRow, atDesk, attendanceLogged, BOYD } from '../support/unit.ts';

/** Milliseconds between the shortcut and the first letter. */
const PAUSES = [0, 60, 120, 180, 300];
/** How long a page fetched for the first time takes to hand over the sheet. */
const SLOW_MS = 400;

async function openWith(page: Page, pause: number): Promise<void> {
  await page.keyboard.press('Alt+KeyN');
  if (pause > 0) await page.waitForTimeout(pause);
  await page.keyboard.type('ahmed');
}

async function theSheetHas(page: Page, text: string): Promise<void> {
  const box = page.getByRole('dialog').getByRole('combobox', { name: 'Patient' });
  await expect(box).toHaveValue(text);
  await expect(box).toBeFocused();
}

test('after Alt+N letters belong to the sheet, however soon they come', async ({ browser }) => {
  test.slow();
  const { page, context } = await atDesk(browser, BOYD);
  await attendanceLogged(context, { unmatched: 'Keyes, Ada' });
  const row = alertRow(page, 'Keyes, Ada');
  const written: string[] = [];
  page.on('request', (request) => {
    if (/\/api\/alerts\/[^/]+\//.test(request.url()) && request.method() === 'POST' && !/seen/.test(request.url()))
      written.push(request.url());
  });
  let slow = false;
  await page.route('**/*.js', async (route) => {
    if (slow) await new Promise((done) => setTimeout(done, SLOW_MS));
    await route.continue();
  });
  const focusRow = async (): Promise<void> => {
    await expect(row).toBeVisible();
    await row.focus();
    await expect(row).toBeFocused();
  };

  for (const pause of PAUSES) {
    await test.step(`cold, ${pause} ms`, async () => {
      slow = false;
      await page.reload();
      await focusRow();
      slow = true;
      await openWith(page, pause);
      await theSheetHas(page, 'ahmed');
    });
    await test.step(`warm, ${pause} ms`, async () => {
      slow = false;
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await focusRow();
      await openWith(page, pause);
      await theSheetHas(page, 'ahmed');
    });
  }
  await test.step('asked for again while it is open, from the list behind it', async () => {
    await page.getByRole('dialog').getByRole('combobox', { name: 'Patient' }).fill('');
    await focusRow();
    await openWith(page, 0);
    await theSheetHas(page, 'ahmed');
  });
  await test.step('Escape before the sheet is there leaves everything as it was', async () => {
    await page.reload();
    await focusRow();
    slow = true;
    await page.keyboard.press('Alt+KeyN');
    await page.keyboard.type('ah');
    await page.keyboard.press('Escape');
    await expect(row).toBeFocused();
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  expect(written).toEqual([]);
  await expect(row.getByRole('button', { name: 'Acknowledge' })).toBeVisible();
  await context.close();
});
