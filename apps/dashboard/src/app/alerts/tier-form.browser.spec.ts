import { expect, test } from '@shared-care/ui/testing/piece';
import { anAlert, aStep } from '@shared-care/ui/testing/samples';

const RED = anAlert(1, { state: 'acknowledged', mayLowerTo: ['amber', 'blue'] });
const AMBER = anAlert(1, { state: 'acknowledged', tier: 'amber', trigger: 'judged_amber', triggers: ['judged_amber'] });

test('a nurse asks to lower a red, a doctor lowers it', async ({ page, piece }) => {
  await piece.show('lower-tier-form', { alert: RED });
  await expect(page.getByRole('button', { name: 'Ask to lower tier' })).toBeVisible();
  await expect(page.getByText('It stays Red until a second nurse or a doctor of the unit agrees.')).toBeVisible();
});

test('a doctor needs nobody else', async ({ page, piece }) => {
  await piece.show('lower-tier-form', { alert: RED }, 'phu_doctor');
  await expect(page.getByRole('button', { name: 'Lower tier' })).toBeVisible();
  await expect(page.getByText('It stays Red')).toHaveCount(0);
});

test('lowering asks for the tier and the reason', async ({ page, piece }) => {
  piece.answer(`POST /api/alerts/${RED.id}/lower-tier`, { body: aStep(RED) });
  await piece.show('lower-tier-form', { alert: RED });
  await page.getByRole('button', { name: 'Ask to lower tier' }).click();
  await expect(page.locator('.error')).toHaveCount(2);
  expect(piece.sent()).toEqual([]);
  await page.getByRole('radio').first().check();
  await page.getByLabel('Why it is less urgent').fill('Scan is clear');
  await page.getByRole('button', { name: 'Ask to lower tier' }).click();
  await expect.poll(() => piece.sent()).toEqual([{ version: 3, tier: 'amber', reason: 'Scan is clear' }]);
});

test('raising offers only what is more urgent, and a judgement needs words', async ({ page, piece }) => {
  piece.answer(`POST /api/alerts/${AMBER.id}/raise-tier`, { body: aStep(AMBER) });
  await piece.show('raise-tier-form', { alert: AMBER });
  await page.getByRole('combobox').click();
  const options = page.getByRole('option');
  await expect(options.first()).toBeVisible();
  for (const words of await options.allTextContents()) expect(words.trim()).toMatch(/^(Red|Choose)/);
  await page.getByRole('option', { name: 'Red: another reason, in words' }).click();
  await page.getByRole('button', { name: 'Raise tier' }).click();
  await expect(page.getByText('Say in words what makes it more urgent.')).toBeVisible();
  await page.locator('#raise-words').fill('Vomits and is drowsy');
  await page.getByRole('button', { name: 'Raise tier' }).click();
  await expect.poll(() => piece.sent()).toEqual([{ version: 3, trigger: 'judged_red', words: 'Vomits and is drowsy' }]);
});
