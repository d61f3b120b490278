import { expect, test, type Page } from '../support/test.ts';
import { heading, lookAround, NARROW } from '../support/looks.ts';
import { BOYD, LINDQVIST, post, refuseBrokenPages, signIn } from '../support/unit.ts';

const rows = (page: Page) => page.getByRole('table', { name: 'Children' }).locator('tbody tr');
/** "50 children, 12 match. …" as numbers. */
async function counts(page: Page): Promise<{ all: number; total: number }> {
  const words = page.getByText(/^[\d,]+ child(ren)?[.,]/);
  await expect(words).toBeVisible();
  const [all, matching] = (await words.innerText())
    .match(/[\d,]+(?= (child|match))/g)!
    .map((n) => Number(n.replace(',', '')));
  return { all: all!, total: matching ?? all! };
}

test('all children as a list in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/patients', async (shown) => {
    await heading('Patients')(shown);
    await expect(rows(shown).first()).toBeVisible();
  });
  await lookAround(page, '/patients?diagnosis=haemophilia_b&severity=mild&inhibitor=present', async (shown) => {
    await expect(shown.getByText(/None of \d+ children match these filters\./)).toBeVisible();
  });
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(rows(page).first()).toBeVisible();
  await context.close();
});

test('a nurse filters, sorts, turns the page, opens a child and comes back to the same list', async ({
  context,
  page,
}) => {
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await page.goto('/patients?rows=10');
  const { all } = await counts(page);
  await expect(rows(page)).toHaveCount(10);

  await page.getByRole('combobox', { name: 'Severity' }).click();
  await page.getByRole('option', { name: 'Severe' }).click();
  await expect(page).toHaveURL(/severity=severe/);
  await expect(page.getByText(`${all} children, `)).toBeVisible();
  const { total } = await counts(page);
  expect(total).toBeLessThan(all);

  await page.getByRole('button', { name: 'Born' }).click();
  await expect(page.getByText('Sorted by born, oldest first.')).toBeVisible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByText(`11 to ${Math.min(20, total)} of ${total}`)).toBeVisible();
  // The line turns at once; the rows of the page before stand until those of this one are there.
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  const address = page.url();
  expect(new URL(address).search).not.toMatch(/name|nhs|\d{4,}/i);

  const first = rows(page).first().getByRole('link').first();
  const child = await first.innerText();
  await first.press('Enter');
  // The name stands in the list already: until the address changes, going back leaves the list's second page.
  await expect(page).toHaveURL(/\/patients\/[0-9a-f-]{36}/);
  await expect(page.getByText(child).filter({ visible: true }).first()).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(rows(page).first().getByRole('link').first()).toHaveText(child);
  // Whom they opened last stands above the list, whatever its filters are.
  await expect(page.getByRole('navigation', { name: 'Opened last' }).getByRole('link').first()).toContainText(child);
});

test('a search says how many match in all, and is walked through with arrow keys', async ({ context, page }) => {
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  const answer = await post(context, '/api/patients/search', { query: '999', limit: 1 });
  const { total } = (await answer.json()) as { total: number };
  expect(total).toBeGreaterThan(8);

  await page.goto('/');
  await page.getByRole('combobox', { name: 'Find a child, alert, page or action' }).fill('999');
  await expect(
    page
      .getByText(`${total} patients match, searched by number 999. The first 8 are shown: type more to narrow it down.`)
      .last(),
  ).toBeVisible();

  await page.goto('/patients');
  const box = page.getByRole('textbox', { name: 'Find a patient' });
  await box.fill('999');
  const found = page.getByRole('list', { name: 'Patients who match' });
  await expect(page.getByText(`${total} patients match`)).toBeVisible();
  await expect(found.getByRole('listitem')).toHaveCount(Math.min(total, 50));
  expect(page.url()).not.toContain('999');
  await box.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const second = found.getByRole('link').nth(1);
  await expect(second).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(box).toBeFocused();
  await box.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/patients\/[0-9a-f-]{36}/);
});

test('a link consultant reaches the list of their own children, and no other child is counted', async ({
  context,
  page,
}) => {
  refuseBrokenPages(page);
  await signIn(context, LINDQVIST);
  await page.goto('/');
  await page.getByRole('link', { name: 'All your patients as a list' }).click();
  await heading('Patients')(page);
  await expect(rows(page).first()).toBeVisible();
  const own = await counts(page);
  const mine = (await (await context.request.get('/api/my-patients')).json()) as { patients: unknown[] };
  expect(own.all).toBe(mine.patients.length);
});
