import { expect, test, type BrowserContext } from '../support/test.ts';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import {
  BOYD,
  expectAccessible,
  expectNoSidewaysScroll,
  FERRARS,
  post,
  refuseBrokenPages,
  signIn,
} from '../support/unit.ts';

const BECAUSE = 'The mother says that there is one child only.';

/** The two records of the child whom the demo has twice; the weight tells them apart. */
async function bothRecords(context: BrowserContext): Promise<{ survivorId: string; loserId: string }> {
  const found = await post(context, '/api/patients/search', { query: 'penrose vale isla' });
  const { matches } = (await found.json()) as { matches: { patient: { id: string }; risks: { weightKg: string } }[] };
  const of = (weight: string): string => matches.find(({ risks }) => risks.weightKg === weight)!.patient.id;
  return { survivorId: of('21.4'), loserId: of('17.2') };
}

test.describe.configure({ mode: 'serial' });

test('two records of one child can be compared in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  const { survivorId, loserId } = await bothRecords(context);
  await lookAround(page, '/merges', async (shown) => {
    await expect(shown.getByText('PENROSE-VALE', { exact: false }).first()).toBeVisible();
  });
  await lookAround(page, '/merges/new', heading('Propose to merge two records'));
  await lookAround(page, `/merges/new?survivor=${survivorId}&loser=${loserId}`, async (shown) => {
    await expect(shown.getByRole('row', { name: /^Allergies Differs/ })).toContainText('Latex');
  });
  await page.getByRole('button', { name: 'Propose to merge' }).click();
  await expect(page.getByText('Write the reason in at least 10 characters.')).toBeVisible();
  await inEveryLook(page);
  await context.close();
});

test('one nurse proposes by keyboard, another merges, and the two are unmerged', async ({ browser }) => {
  const boyd = await browser.newContext();
  await signIn(boyd, BOYD);
  const { survivorId, loserId } = await bothRecords(boyd);
  const page = await boyd.newPage();
  refuseBrokenPages(page);
  await page.goto(`/patients/${survivorId}`);
  await page.getByRole('button', { name: 'More actions' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Recorded twice?' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Record to keep' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Record to close' }).fill('penrose vale');
  await expect(page.getByText(/patients match/).first()).toBeVisible();
  const option = page.getByRole('option').filter({ hasText: 'PENROSE VALE' });
  const list = page.getByRole('combobox', { name: 'Record to close' });
  for (let presses = 0; presses < 4 && (await option.getAttribute('aria-selected')) !== 'true'; presses++) {
    const before = await list.getAttribute('aria-activedescendant');
    await page.keyboard.press('ArrowDown');
    // The next press counts from where the one before has led.
    await expect.poll(() => list.getAttribute('aria-activedescendant')).not.toBe(before);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /^Weight Differs/ })).toContainText('17.2 kg');
  await expect(page.getByText('Dental care: 1, the kept record has its own')).toBeVisible();
  await page.getByLabel('How you know that this is one child').fill(BECAUSE);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Waiting for a second person' })).toBeVisible();
  await expect(page.getByText('You proposed this. A second person of the unit has to confirm it.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'It is one child: merge' })).toHaveCount(0);
  await expectAccessible(page);

  const ferrars = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await signIn(ferrars, FERRARS);
  const phone = await ferrars.newPage();
  refuseBrokenPages(phone);
  await phone.goto('/merges');
  await phone.getByRole('link', { name: /^Look at both.*Penrose-Vale/ }).click();
  // The allergy stays though nobody chose it; whose name is right a person says.
  await expect(phone.getByRole('heading', { name: 'What the kept record will say' })).toBeVisible();
  const allergies = phone.getByRole('radiogroup', { name: 'Allergies' });
  await expect(allergies.getByRole('radio', { name: /^Latex/ })).toBeChecked();
  await phone
    .getByRole('radiogroup', { name: 'Name' })
    .getByRole('radio', { name: /record to close/ })
    .check();
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);
  await phone.getByRole('button', { name: 'It is one child: merge' }).click();
  await expect(phone.getByRole('heading', { level: 1, name: 'Merged' })).toBeVisible();
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);
  // Whoever has the closed record on screen is told where to go on, and so is the one who proposed.
  await expect(page.getByRole('heading', { level: 1, name: 'Merged' })).toBeVisible();
  await page.goto(`/patients/${loserId}`);
  await expect(page.getByRole('heading', { level: 1, name: 'This record was merged into another' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Open the record that is kept' }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/patients/${survivorId}$`));
  await expect(page.getByText('PENROSE VALE, Isla').filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText('Latex – rash').filter({ visible: true }).first()).toBeVisible();
  await page.goto(`/patients/${survivorId}/attendances`);
  await page.getByRole('link', { name: 'Another record of this child' }).press('Enter');

  await page.getByRole('button', { name: 'These are two children' }).press('Enter');
  await expect(page.getByLabel('Why they are unmerged')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.insertText('The cousin has the same name.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Unmerged' })).toBeVisible();
  await expect(page.getByText('Every entry is as it was before.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/patients/${loserId}`);
  await expect(page.getByRole('heading', { level: 1, name: 'PENROSE VALE, Isla' })).toBeVisible();
  await page.goto(`/patients/${survivorId}`);
  await expect(page.getByText('PENROSE-VALE, Isla').filter({ visible: true }).first()).toBeVisible();
  await boyd.close();
  await ferrars.close();
});
