import { expect, test, type BrowserContext } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { BOYD, expectAccessible, FERRARS, LINDQVIST, post, refuseBrokenPages, signIn } from '../support/unit.ts';

const find = async (context: BrowserContext, query: string): Promise<string> => {
  const { matches } = (await (await post(context, '/api/patients/search', { query, limit: 1 })).json()) as {
    matches: { patient: { id: string } }[];
  };
  return matches[0]!.patient.id;
};
test('the facts of a record are usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, `/patients/${await find(context, 'evans')}/facts`, async (shown) => {
    await shown.getByRole('button', { name: 'Add weight' }).click();
    await expect(shown.getByRole('textbox', { name: 'Weight' })).toBeFocused();
  });
  await page.getByRole('button', { name: 'Change Allergies' }).click();
  await inEveryLook(page);
  await context.close();
});

test('a weight is added in two presses, undone, added again and struck out', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto(`/patients/${await find(context, 'evans')}/facts`);
  const weight = page.getByRole('region', { name: 'Weight' });
  const before = await weight.getByRole('strong').or(weight.locator('strong')).first().textContent();
  const add = async (kg: string): Promise<void> => {
    await weight.getByRole('button', { name: 'Add weight' }).press('Enter');
    // Typed on without looking.
    await page.keyboard.type(kg);
    await page.keyboard.press('Enter');
    await expect(weight).toContainText(`${kg} kg`);
  };
  await add('33.3');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone', { exact: true })).toBeVisible();
  await expect(weight.locator('strong').first()).toHaveText(before ?? '');
  await add('34.4');
  await weight.getByRole('button', { name: /^All weights/ }).click();
  await weight.getByRole('button', { name: /^Wrong entry ?: 34.4 kg/ }).click();
  await weight.getByRole('button', { name: 'Strike out' }).click();
  await expect(weight).toContainText('Enter what was wrong with it.');
  await weight.getByRole('textbox', { name: 'What was wrong with it' }).fill('Weighed with boots.');
  await weight.getByRole('button', { name: 'Strike out' }).click();
  await expect(weight).toContainText('Struck out by A Boyd');
  await expect(weight.locator('strong').first()).toHaveText(before ?? '');
  await expectAccessible(page);
  await context.close();
});

test('two people change one fact: the second sees both values and overwrites nothing unasked', async ({ browser }) => {
  const [boyd, ferrars] = [await browser.newContext(), await browser.newContext()];
  await signIn(boyd, BOYD);
  await signIn(ferrars, FERRARS);
  const [one, two] = [await boyd.newPage(), await ferrars.newPage()];
  refuseBrokenPages(one);
  refuseBrokenPages(two);
  const address = `/patients/${await find(boyd, 'evans')}/facts`;
  for (const page of [one, two]) {
    await page.goto(address);
    await page.getByRole('button', { name: 'Change Allergies' }).click();
    await choose(page, 'Allergies', 'Known');
    await choose(page, 'Where this comes from', 'Told by the family');
  }
  await one.getByRole('textbox', { name: /^Which allergies/ }).fill('Latex');
  await two.getByRole('textbox', { name: /^Which allergies/ }).fill('Penicillin');
  await one.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(one.getByText('Allergies changed')).toBeVisible();
  await two.getByRole('button', { name: 'Save', exact: true }).click();
  const both = two.getByRole('alert').filter({ hasText: 'Somebody else saved this meanwhile' });
  await expect(both).toContainText('Latex');
  await expect(both).toContainText('Penicillin');
  await expectAccessible(two);
  await both.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(two.getByRole('group', { name: 'Allergies' })).toContainText('Penicillin');
  await two.getByRole('button', { name: /History .* of Allergies/ }).click();
  await expect(two.getByRole('group', { name: 'Allergies' })).toContainText('Penicillin, was Latex');
  await boyd.close();
  await ferrars.close();
});

test('a link consultant reads the facts and changes none', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, LINDQVIST);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto(`/patients/${await find(context, 'okafor daniel')}/facts`);
  await expect(page.getByRole('main')).toContainText('Suggest a correction instead');
  await expect(page.getByRole('button', { name: 'Add weight' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Change/ })).toHaveCount(0);
  await context.close();
});
