import { expect, test } from '../support/test.ts';
import { inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { BOYD, refuseBrokenPages, signIn } from '../support/unit.ts';

test('the way to adult care is usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/transitions', async (shown) => {
    await expect(shown.getByRole('row').filter({ hasText: 'FAIRWEATHER' })).toContainText('Over 18, still here');
  });
  await page.getByRole('link', { name: /^Open transition of ASHDOWN/ }).click();
  await expect(page.getByRole('heading', { name: 'Checklist' })).toBeVisible();
  await inEveryLook(page);
  await page.getByRole('button', { name: 'Change transition' }).click();
  await inEveryLook(page);
  await context.close();
});

test('a programme is opened at 15½, and a line is ticked with who and when', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/transitions');
  await page.getByRole('link', { name: /^Open transition of ROWNTREE/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Transition to adult care' })).toBeVisible();
  await page.getByRole('button', { name: 'Open the programme' }).press('Enter');
  await page.getByLabel('Key worker').fill('Sister Lee');
  await page.getByLabel('Transfer date').fill('5/4/2027');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('Enter the adult centre before the transfer date.')).toBeVisible();
  await page.getByLabel('Adult haemophilia centre').fill('Riverside adult haemophilia centre');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  const line = page.getByRole('listitem').filter({ has: page.getByLabel('Haemtrack in their own name') });
  await line.getByRole('checkbox').press('Space');
  await expect(line).toContainText('Done: A Boyd');
  await page.goto('/transitions');
  await expect(page.getByRole('row').filter({ hasText: 'ROWNTREE' })).toContainText('Transferring');
  await context.close();
});
