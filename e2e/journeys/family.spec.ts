import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { lookAround, NARROW } from '../support/looks.ts';
import { BOYD, expectAccessible, post, refuseBrokenPages, signIn } from '../support/unit.ts';

const find = async (context: BrowserContext, query: string): Promise<string> => {
  const { matches } = (await (await post(context, '/api/patients/search', { query, limit: 1 })).json()) as {
    matches: { patient: { id: string } }[];
  };
  return matches[0]!.patient.id;
};
const card = (page: Page, name: string) => page.getByRole('region', { name });
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

test('the page of a family is usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, `/patients/${await find(context, 'kowalski')}/family`, async (shown) => {
    await expect(card(shown, 'Parents and carers')).toContainText('Has parental responsibility');
    await shown.getByRole('button', { name: 'Add a person' }).click();
    await shown.getByLabel('Same address as the child').uncheck();
    await shown.getByRole('button', { name: 'Change the language' }).click();
    await shown.getByRole('button', { name: 'Show what was recorded before' }).click();
    await expect(card(shown, 'What was recorded before')).toBeVisible();
  });
  await context.close();
});

test('a mother is added, mended, and struck out and back; a wrong telephone is named', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto(`/patients/${await find(context, 'evans')}/family`);
  const people = card(page, 'Parents and carers');
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Nia Prosser');
  await choose(page, 'Who they are to the child', 'Mother');
  await choose(page, 'Parental responsibility', 'Has parental responsibility');
  await choose(page, 'Lives with the child', 'Lives with the child');
  await page.getByLabel(/^Telephone/).fill('12');
  await choose(page, 'Interpreter', 'Interpreter needed');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Enter a telephone number such as 01632 960123')).toBeVisible();
  await page.getByLabel(/^Telephone/).fill('+44 1632 960 787');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const nia = people.getByRole('listitem').filter({ hasText: 'Nia Prosser' });
  await expect(nia).toContainText('01632 960787');
  await expect(nia).toContainText('Interpreter needed');
  await expect(nia).toContainText('Has parental responsibility');
  await expectAccessible(page);

  await nia.getByRole('button', { name: 'Strike out Nia Prosser' }).click();
  await page.getByLabel('Why this entry is wrong').fill('She is of another child.');
  await page.getByRole('button', { name: 'Strike out', exact: true }).click();
  await expect(page.getByText('Nia Prosser struck out')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(people.getByRole('listitem').filter({ hasText: 'Nia Prosser' })).toContainText('01632 960787');
  await context.close();
});
