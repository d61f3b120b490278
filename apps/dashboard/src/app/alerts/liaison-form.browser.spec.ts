import { expect, test } from '@shared-care/ui/testing/piece';
import { anAlert, stale } from '@shared-care/ui/testing/samples';

const ALERT = anAlert(1);
const ADD = `POST /api/alerts/${ALERT.id}/liaison-entries`;

test('a form that nobody filled in tells of no call', async ({ page, piece }) => {
  await piece.show('liaison-form', { alertId: ALERT.id });
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Add liaison entry' }).click();
  await expect(page.locator('.error').first()).toBeVisible();
  expect(piece.sent()).toEqual([]);
});

test('"No answer" saves a call without words, and still asks who was rung', async ({ page, piece }) => {
  piece.answer(ADD, { body: ALERT });
  await piece.show('liaison-form', { alertId: ALERT.id });
  await page.getByRole('button', { name: 'No answer' }).click();
  await expect(page.getByLabel('Spoke to')).toHaveAttribute('aria-invalid', 'true');
  expect(piece.sent()).toEqual([]);
  await page.getByLabel('Spoke to').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'No answer' }).click();
  await expect.poll(() => piece.sent()).toHaveLength(1);
  expect(piece.sent()[0]).toMatchObject({ direction: 'outgoing', result: 'no_answer', at: null });
});

test('what was typed stays when it is refused, and the form empties when it is saved', async ({ page, piece }) => {
  piece.answer(ADD, stale(null));
  await piece.show('liaison-form', { alertId: ALERT.id });
  await page.getByRole('group', { name: 'Direction' }).getByRole('radio').first().check();
  await page.getByLabel('Spoke to').selectOption({ index: 1 });
  await page.getByRole('group', { name: 'Result' }).getByRole('radio').first().check();
  await page.getByLabel('Advice given').fill('Come in now');
  await page.getByLabel('Advice given').press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('What you typed is still here.');
  await expect(page.getByLabel('Advice given')).toHaveValue('Come in now');
  piece.answer(ADD, { body: ALERT });
  await page.getByRole('button', { name: 'Add liaison entry' }).click();
  await expect(page.getByLabel('Advice given')).toHaveValue('');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
});
