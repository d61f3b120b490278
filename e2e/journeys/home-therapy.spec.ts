import { expect, test } from '../support/test.ts';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { BOYD, refuseBrokenPages, signIn } from '../support/unit.ts';

test('home therapy and reminders are usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/home-therapy', async (shown) => {
    await expect(shown.getByRole('row').filter({ hasText: 'PATEL' })).toBeVisible();
  });
  await lookAround(page, '/home-therapy?concern=diary_missing', async (shown) => {
    await expect(shown.getByRole('row').filter({ hasText: 'NOVÁK' })).toBeVisible();
  });
  await page
    .getByRole('link', { name: /^Open home therapy/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Deliveries' })).toBeVisible();
  await inEveryLook(page);
  await page.getByRole('tab', { name: 'Reviews', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Dental care' })).toBeVisible();
  await inEveryLook(page);
  await lookAround(page, '/reminders', heading('Reminders'));
  await context.close();
});

test('a missed delivery becomes a request of the same day', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/home-therapy?concern=delivery_unconfirmed');
  await page.getByRole('link', { name: 'Open home therapy of Patel' }).press('Enter');
  await page.getByRole('button', { name: 'Missed', exact: true }).first().press('Enter');
  await expect(page.getByText('Delivery missed')).toBeVisible();
  await page.goto('/requests?type=home_delivery');
  await expect(page.getByRole('row').filter({ hasText: 'PATEL' })).toContainText('did not deliver');
  await context.close();
});

test('an overdue dental check leaves the reminders when it is recorded, and a rule is looked at before it is on', async ({
  browser,
}) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/reminders');
  await page.getByRole('option', { name: /^Dental check more than 7 months ago/ }).click();
  const ring = page.getByRole('link', { name: /^Ring the dentist for Brown/ });
  await ring.press('Enter');
  await page.getByRole('button', { name: 'Change dental care' }).press('Enter');
  await page.getByLabel('Last check').fill(new Date().toLocaleDateString('en-GB', { timeZone: 'Europe/London' }));
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('Checked', { exact: true })).toBeVisible();

  await page.goto('/reminders');
  await expect(page.getByRole('heading', { name: 'Rules' })).toBeVisible();
  await page.getByRole('link', { name: /child.*: Dental check more than 7 months ago/ }).press('Enter');
  await expect(page.getByRole('option', { name: /^Dental check/ })).toHaveAttribute('aria-selected', 'true');
  await expect(ring).toHaveCount(0);
  await page.getByRole('link', { name: /child.*inhibitor test older than 12 months/ }).press('Enter');
  await expect(page.getByText(/is switched off. This is what it would bring: \d+ child/)).toBeVisible();
  const rule = page.getByRole('switch', { name: /inhibitor test older than 12 months/ });
  const line = page.getByRole('row').filter({ has: rule });
  await rule.press('Enter');
  await expect(rule).toBeChecked();
  await expect(line.getByText('On', { exact: true })).toBeVisible();
  await rule.press('Enter');
  await expect(rule).not.toBeChecked();
  await expect(line.getByText('Off', { exact: true })).toBeVisible();
  await context.close();
});
