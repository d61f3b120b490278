import { expect, test } from '@shared-care/ui/testing/piece';
import { anAlert, aStep, idOf, stale } from '@shared-care/ui/testing/samples';

const ALERT = anAlert(1);
const ADD = `POST /api/alerts/${ALERT.id}/liaison-entries`;

test('a form that nobody filled in tells of no call', async ({ page, piece }) => {
  await piece.show('liaison-form', { alert: ALERT });
  const roles = page.getByRole('listbox', { name: 'Spoke to' });
  await expect(roles.getByRole('option', { selected: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Save call' }).click();
  await expect(page.locator('.error').first()).toBeVisible();
  expect(piece.sent()).toEqual([]);
});

test('a person and words are enough, and a person alone is not', async ({ page, piece }) => {
  piece.answer(ADD, { body: aStep(ALERT, { entryId: idOf(9) }) });
  await piece.show('liaison-form', { alert: ALERT });
  await page.getByRole('option', { name: 'Link consultant' }).click();
  await page.getByRole('button', { name: 'Save call' }).click();
  await expect(page.getByText(/^Write what was asked, advised or agreed\./)).toBeVisible();
  expect(piece.sent()).toEqual([]);
  await page.getByLabel('Advice given, as said on the phone').fill('Come in now');
  await page.getByRole('button', { name: 'Save call' }).click();
  await expect.poll(() => piece.sent()).toHaveLength(1);
  expect(piece.sent()[0]).toMatchObject({ direction: 'outgoing', withRole: 'link_consultant', result: 'spoke' });
});

test('"No answer" saves a call without words, and still asks who was rung', async ({ page, piece }) => {
  piece.answer(ADD, { body: aStep(ALERT, { entryId: idOf(9) }) });
  await piece.show('liaison-form', { alert: ALERT });
  await page.getByRole('button', { name: 'No answer' }).click();
  await expect(page.getByText('Choose whom you spoke to.')).toBeVisible();
  expect(piece.sent()).toEqual([]);
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'No answer' }).click();
  await expect.poll(() => piece.sent()).toHaveLength(1);
  expect(piece.sent()[0]).toMatchObject({ direction: 'outgoing', result: 'no_answer', at: null });
});

test('what was typed stays when it is refused, and the form empties when it is saved', async ({ page, piece }) => {
  piece.answer(ADD, stale(null));
  await piece.show('liaison-form', { alert: ALERT });
  await page.getByRole('option').first().click();
  await page.getByLabel('Advice given, as said on the phone').fill('Come in now');
  await page.getByLabel('Advice given, as said on the phone').press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('What you typed is still here.');
  await expect(page.getByLabel('Advice given, as said on the phone')).toHaveValue('Come in now');
  piece.answer(ADD, { body: aStep(ALERT, { entryId: idOf(9) }) });
  await page.getByRole('button', { name: 'Save call' }).click();
  await expect(page.getByLabel('Advice given, as said on the phone')).toHaveValue('');
  await expect.poll(() => piece.emitted('closed')).toHaveLength(1);
});
