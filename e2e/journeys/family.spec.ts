import { expect, test, type BrowserContext, type Page } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { lookAround, NARROW } from '../support/looks.ts';
import { BOYD, expectAccessible, post, refuseBrokenPages, signIn } from '../support/unit.ts';

const find = async (context: BrowserContext, query: string): Promise<string> => {
  const { matches } = (await (await post(context, '/api/patients/search', { query, limit: 1 })).json()) as {
    matches: { patient: { id: string } }[];
  };
  return matches[0]!.patient.id;
};
const card = (page: Page, name: string) => page.getByRole('region', { name });
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
    await shown.getByRole('button', { name: 'Change GP practice' }).click();
    await shown
      .getByRole('button', { name: /^Add a giver/ })
      .first()
      .click();
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
  await page.getByRole('textbox', { name: /^Telephone/ }).fill('12');
  await choose(page, 'Interpreter', 'Interpreter needed');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Enter a telephone number such as 01632 960123').first()).toBeVisible();
  await page.getByRole('textbox', { name: /^Telephone/ }).fill('+44 1632 960 787');
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

test('a practice, a team and a giver are recorded; "no giver" shows and goes', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  const child = await find(context, 'patel');
  await page.goto(`/patients/${child}/family`);
  const places = card(page, 'GP, school, dentist and community team');
  await places.getByRole('button', { name: 'Change GP practice' }).click();
  await page.getByLabel('GP practice', { exact: true }).fill('Quill');
  await page.getByRole('button', { name: 'Not in the list: write it down' }).click();
  await page.getByLabel('Name of the place').fill('Quill Street Surgery');
  await page.getByRole('button', { name: 'Save the place' }).click();
  await expect(page.getByText('Enter the published code of the practice')).toBeVisible();
  await page.getByRole('textbox', { name: /^Published code/ }).fill('x99 777');
  await page.getByRole('textbox', { name: /^Address of the place/ }).fill('3 Quill Street, Exampleton');
  await page.getByRole('textbox', { name: /^Postcode of the place/ }).fill('zz993az');
  await page.getByRole('button', { name: 'Save the place' }).click();
  await expect(places).toContainText('Quill Street Surgery X99777');
  await expect(places).toContainText('ZZ99 3AZ');

  await places.getByRole('button', { name: /^(Record|Add) community team$/ }).click();
  await page.getByLabel('Community team', { exact: true }).fill('nurses');
  await page.getByRole('option', { name: /community nurses/ }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(places).toContainText('community nurses');

  const givers = card(page, 'Who gives which treatment');
  await givers
    .getByRole('button', { name: /^Change dose days/ })
    .first()
    .click();
  await choose(page, 'Dose days', 'Every so many days');
  await page.getByLabel('Every how many days').fill('3');
  await page.getByLabel('Counted from').fill(new Date().toLocaleDateString('en-GB', { timeZone: 'Europe/London' }));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(givers).toContainText('Every 3 days');
  // Whoever gave it so far was written down by mistake.
  const strike = givers.getByRole('button', { name: /^Strike out/ });
  while ((await strike.count()) > 0) {
    const left = await strike.count();
    await strike.first().click();
    await page.getByLabel('Why this entry is wrong').fill('They do not give it.');
    await page.getByRole('button', { name: 'Strike out', exact: true }).click();
    await expect(strike).toHaveCount(left - 1);
  }
  await expect(givers).toContainText('No giver before the next dose day');
  await page.goto('/link-consultants/gaps');
  await expect(page.getByRole('heading', { name: 'No giver before the next dose day' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Ask somebody for Patel' }).click();

  await givers
    .getByRole('button', { name: /^Add a giver/ })
    .first()
    .click();
  await choose(page, 'Given by', 'Community team');
  await page.getByLabel('Who', { exact: true }).click();
  await page.getByRole('option', { name: /community nurses/ }).click();
  await choose(page, 'Where', 'At home');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(givers).toContainText('Asked, not agreed yet');
  await expect(givers).toContainText('No giver before the next dose day');
  await givers.getByRole('button', { name: /^Agreed today/ }).click();
  await expect(givers).not.toContainText('No giver before the next dose day');
  await expectAccessible(page);
  await page.goto('/link-consultants/gaps');
  await expect(page.getByRole('link', { name: 'Ask somebody for Patel' })).toHaveCount(0);
  await context.close();
});
