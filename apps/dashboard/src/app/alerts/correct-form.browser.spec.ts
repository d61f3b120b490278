import { expect, test } from '@shared-care/ui/testing/piece';
import { aMatch, anAlert, aStep, idOf } from '@shared-care/ui/testing/samples';

const ALERT = anAlert(1);
const CORRECT = `POST /api/attendances/${ALERT.attendance!.id}/correct`;
const sent = (asked: { path: string; method: string; body: unknown }[]) =>
  asked.filter(({ method, path }) => method === 'POST' && path.endsWith('/correct')).map(({ body }) => body);

test('the wrong child needs the right one, with a warning where names are alike (H5)', async ({ page, piece }) => {
  piece.answer(CORRECT, { body: aStep(ALERT) });
  piece.answer('POST /api/patients/search', {
    body: { matches: [aMatch(7, 'Marsh', 'Rhys', { similarName: true })], total: 1, understoodAs: 'name' },
  });
  await piece.show('correct-form', { alert: ALERT });
  await page.getByLabel('It was logged for the wrong child').check();
  await page.getByLabel('Reason').fill('Brothers were mixed up');
  await page.getByRole('button', { name: 'Move to this child' }).click();
  await expect(page.locator('.error').first()).toBeVisible();
  expect(sent(piece.asked)).toEqual([]);

  await page.getByRole('combobox', { name: 'Find the right child' }).fill('marsh');
  await page.getByRole('option').click();
  await expect(page.getByText('Another patient has a similar name.')).toBeVisible();
  await page.getByRole('button', { name: 'Move to this child' }).click();
  await expect
    .poll(() => sent(piece.asked))
    .toEqual([{ version: 3, kind: 'wrong_patient', reason: 'Brothers were mixed up', toPatientId: idOf(7) }]);
});

test('a child chosen before another reason is not sent along', async ({ page, piece }) => {
  piece.answer(CORRECT, { body: aStep(ALERT) });
  piece.answer('POST /api/patients/search', {
    body: { matches: [aMatch(7, 'Marsh', 'Rhys')], total: 1, understoodAs: 'name' },
  });
  await piece.show('correct-form', { alert: ALERT });
  await page.getByLabel('It was logged for the wrong child').check();
  await page.getByRole('combobox', { name: 'Find the right child' }).fill('marsh');
  await page.getByRole('option').click();
  await page.getByLabel('Entered in error').check();
  await page.getByLabel('Reason').fill('Typed twice');
  await page.getByRole('button', { name: 'Mark as entered in error' }).click();
  await expect
    .poll(() => sent(piece.asked))
    .toEqual([{ version: 3, kind: 'entered_in_error', reason: 'Typed twice', toPatientId: null }]);
});
