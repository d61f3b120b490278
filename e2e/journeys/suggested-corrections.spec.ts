import { expect, test } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { atDesk, BOYD, expectAccessible, expectNoSidewaysScroll, refuseBrokenPages, signIn } from '../support/unit.ts';

const OKORO = 'm.okoro@example.org';

test('a suggested weight is corrected by entering it, and the record says it', async ({ browser }) => {
  const theirs = await browser.newContext();
  await signIn(theirs, OKORO);
  const page = await theirs.newPage();
  refuseBrokenPages(page);
  await page.goto('/my-patients');
  await page
    .getByRole('link', { name: /SMITH, Ava/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Suggest a correction' }).click();
  await choose(page, 'What is wrong', 'Weight');
  await page.getByLabel('What it should say, and how you know').fill('27.3 kg, weighed on our ward today');
  await page.getByRole('button', { name: 'Send to the unit' }).click();
  await expect(page.getByRole('button', { name: 'Send to the unit' })).toHaveCount(0);
  await theirs.close();

  const { page: desk, context } = await atDesk(browser, BOYD);
  await desk.goto('/link-consultants/corrections');
  const one = desk.getByRole('article', { name: 'Weight, Smith' });
  await one.getByLabel('What you checked').fill('Weight put right');
  await one.getByRole('button', { name: /Put right elsewhere/ }).click();
  await expect(one.getByRole('alert')).toContainText('is as it was when this was suggested');
  await one.getByRole('button', { name: /Correct the record/ }).click();
  await expect(one.getByText(/^The record says: /)).toBeVisible();
  await expectAccessible(desk);
  await expectNoSidewaysScroll(desk);
  await one.getByLabel('Weight', { exact: true }).fill('27.3');
  await one.getByLabel('What you checked').fill('Rang the ward');
  await one.getByRole('button', { name: 'Corrected' }).click();
  await expect(one).toHaveCount(0);
  await expect(desk.getByText('Saved. The record is changed.')).toBeVisible();

  const phone = desk.getByRole('article', { name: 'Phone number, Smith' });
  await expect(phone.getByRole('button', { name: /Put right elsewhere/ })).toBeVisible();
  await expect(phone.getByRole('button', { name: /Correct/ })).toHaveCount(0);
  await phone.getByRole('link', { name: 'Open the record' }).click();
  await expect(desk.getByText('27.3 kg').first()).toBeVisible();
  await context.close();
});
