import { expect, ME, test } from '@shared-care/ui/testing/piece';
import { idOf } from '@shared-care/ui/testing/samples';

const COLLEAGUES = [
  { id: ME, displayName: 'A Boyd', role: 'haemostasis_nurse', duty: null },
  { id: idOf(2), displayName: 'P Shah', role: 'phu_doctor', duty: 'on call' },
];
const PEOPLE = 'GET /api/handover/colleagues';

test('the owner is no choice, and what was chosen is handed on', async ({ page, piece }) => {
  const handed: unknown[] = [];
  piece.answer(PEOPLE, { body: COLLEAGUES });
  await piece.show('hand-over-form', { action: (typed: unknown) => handed.push(typed) });
  const to = page.getByRole('combobox', { name: 'Hand over to' });
  await to.click();
  await expect(page.getByRole('option')).toHaveText(['Choose a colleague', /P Shah, .*, on from the next night/]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  // As long as a finger presses: what is wrong with the list, as the focus leaves it, must not move the button away.
  await page.getByRole('button', { name: 'Hand over' }).click({ delay: 100 });
  await expect(page.locator('sc-field', { has: to })).toContainText(/choose|select/i);
  await expect(to).toBeFocused();
  expect(handed).toEqual([]);
  await to.click();
  await page.getByRole('option', { name: /P Shah/ }).click();
  await page.getByLabel('Why, and what to know').fill('End of my shift');
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect.poll(() => piece.emitted('closed')).toHaveLength(1);
  expect(handed).toEqual([{ to: idOf(2), reason: 'End of my shift' }]);
});

test('colleagues that could not be listed are listed on a second try', async ({ page, piece }) => {
  piece.answer(PEOPLE, { status: 503, body: {} });
  await piece.show('hand-over-form', { action: () => null });
  await expect(page.getByRole('alert')).toContainText('Your colleagues could not be listed.');
  piece.answer(PEOPLE, { body: COLLEAGUES });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Hand over to' }).click();
  await expect(page.getByRole('option', { name: /P Shah/ })).toBeVisible();
});
