import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/test.ts';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { atDesk, BOYD, refuseBrokenPages, signIn } from '../support/unit.ts';

test('a number on Insights opens the list that it counts, and the filters stand in the address', async ({
  browser,
}) => {
  const { page } = await atDesk(browser, BOYD);
  await page.goto('/insights');
  const card = page.getByRole('region', { name: /attendances a week/ });
  // What draws the pictures is loaded for this page alone.
  await expect(card.locator('sc-chart svg')).toBeVisible({ timeout: 30_000 });

  await test.step('the table says the same; a number opens its list', async () => {
    await card.getByRole('button', { name: 'View as table' }).click();
    const link = card.getByRole('link', { name: /attendances, All, Red$/ }).first();
    const count = Number((await link.innerText()).split('\n')[0]!.match(/\d+/)![0]);
    expect(count).toBeGreaterThan(0);
    await link.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Attendances, red' })).toBeVisible();
    await expect(page.getByText(new RegExp(`^${count} attendances?\\.`))).toBeVisible();
    await expect(page.locator('sc-data-list .row-link')).toHaveCount(Math.min(25, count));
    await page.locator('sc-data-list .row-link').first().click();
    await expect(page).toHaveURL(/\/alerts\//);
    await page.goBack();
  });

  await test.step('a hospital is chosen, and stays in the address', async () => {
    await page.goto('/insights');
    await page.getByRole('combobox', { name: 'Hospital' }).click();
    await page.getByRole('option', { name: 'Royal Berkshire Hospital' }).click();
    await expect(page).toHaveURL(/hospital=[0-9a-f-]{36}/);
    await expect(page.getByText(/, Royal Berkshire Hospital$/)).toBeVisible();
    await page.reload();
    await expect(page.getByText(/, Royal Berkshire Hospital$/)).toBeVisible();
  });

  await test.step('one month is chosen, and stays in the address', async () => {
    await page.getByRole('combobox', { name: 'Month' }).click();
    const month = page.getByRole('option').nth(1);
    const word = (await month.innerText()).trim();
    await month.click();
    await expect(page).toHaveURL(/from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d/);
    await page.reload();
    await expect(page.getByRole('combobox', { name: 'Month' })).toHaveText(word);
  });

  await test.step('an hour of the alert load opens the interrupts of that hour', async () => {
    // An alert that still waits is told again in the hour that runs: what was counted before it is counted once more.
    await expect(async () => {
      await page.goto('/insights');
      const load = page.getByRole('region', { name: /^Most interrupts come/ });
      await load.getByRole('button', { name: 'View as table' }).click();
      const hours = load.getByRole('region', { name: 'Interrupts by hour' });
      const link = hours.getByRole('link', { name: /, All$/ }).first();
      const count = Number((await link.innerText()).match(/\d+/)![0]);
      await link.click();
      await expect(page.getByRole('heading', { level: 1, name: /^Alert load by hour, \d\d:00$/ })).toBeVisible();
      await expect(page.getByText(new RegExp(`^${count} interrupts?\\.`))).toBeVisible();
    }).toPass();
    await page.goto('/insights');
  });

  await test.step('figure and picture are files to keep', async () => {
    const card = page.getByRole('region', { name: /numbers checked/ });
    await expect(card.locator('sc-chart svg')).toBeVisible();
    const saved = async (name: RegExp): Promise<Buffer> => {
      const download = page.waitForEvent('download');
      await card.getByRole('button', { name }).click();
      return readFile(await (await download).path());
    };
    expect((await saved(/^CSV/)).toString('utf8')).toContain('Royal Berkshire Hospital');
    const picture = await saved(/^PNG/);
    expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG');
    // Width and height stand in its head: twice the pixels of the screen.
    expect(picture.readUInt32BE(16)).toBeGreaterThan(600);
  });
});

test('Insights and its lists are usable', async ({ browser }) => {
  test.slow();
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/insights', async (shown) => {
    await heading('Insights')(shown);
    await expect(shown.locator('sc-figure-card sc-chart')).toHaveCount(9);
  });
  // Each press turns one card into its table, which takes its button out of these.
  for (let left = 9; left > 0; left--) await page.getByRole('button', { name: 'View as table' }).first().press('Enter');
  await inEveryLook(page);
  await lookAround(page, '/insights/list?figure=first_treatment', heading('Time to first treatment'));
});
