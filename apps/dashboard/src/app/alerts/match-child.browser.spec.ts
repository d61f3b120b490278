import { expect, test } from '@shared-care/ui/testing/piece';
import { aMatch, anAlert, aStep, idOf } from '@shared-care/ui/testing/samples';

const ALERT = anAlert(1, {
  patient: null,
  risks: null,
  unmatched: { name: 'Ravi Marsh, a girl', birthDate: null, phone: null },
});
const INPUTS = { attendance: ALERT.attendance, said: ALERT.unmatched };
const MATCH = `POST /api/attendances/${ALERT.attendance!.id}/match`;
const sent = (asked: { path: string; method: string; body: unknown }[]) =>
  asked.filter(({ path }) => path.endsWith('/match')).map(({ body }) => body);

test.beforeEach(({ piece }) => {
  piece.answer('POST /api/patients/search', {
    body: { matches: [aMatch(7, 'Marsh', 'Ravi')], total: 1, understoodAs: 'name' },
  });
});

test('two identifiers are said back before a child is matched (H5)', async ({ page, piece }) => {
  piece.answer(MATCH, { body: aStep(ALERT) });
  await piece.show('match-child', { ...INPUTS, said: { name: 'Ravi Marsh', birthDate: null, phone: null } });
  await page.getByRole('combobox', { name: 'Find the patient' }).fill('marsh');
  await page.getByRole('option').click();
  const boxes = page.getByRole('group', { name: 'Said back by the caller' }).getByRole('checkbox');
  await boxes.first().check();
  await page.getByRole('button', { name: 'This is the child' }).click();
  await expect(page.getByText('Ask for two identifiers, and tick them.')).toBeVisible();
  expect(sent(piece.asked)).toEqual([]);
  await boxes.nth(1).check();
  await page.getByRole('button', { name: 'This is the child' }).click();
  await expect.poll(() => sent(piece.asked)).toHaveLength(1);
  expect(sent(piece.asked)[0]).toMatchObject({ patientId: idOf(7), settledDoubts: [] });
});

test('what was said and does not fit is named and settled first (H5)', async ({ page, piece }) => {
  piece.answer(MATCH, { body: aStep(ALERT) });
  await piece.show('match-child', INPUTS);
  await page.getByRole('combobox', { name: 'Find the patient' }).fill('marsh');
  await page.getByRole('option').click();
  await expect(page.getByText('Sex does not fit.')).toBeVisible();
  const boxes = page.getByRole('group', { name: 'Said back by the caller' }).getByRole('checkbox');
  await boxes.first().check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: 'This is the child' }).click();
  await expect(page.getByRole('alert')).toContainText('Not matched.');
  expect(sent(piece.asked)).toEqual([]);
  await page.getByLabel('I have checked: it is this child all the same').check();
  await page.getByRole('button', { name: 'This is the child' }).click();
  await expect.poll(() => sent(piece.asked)).toHaveLength(1);
  expect(sent(piece.asked)[0]).toMatchObject({ settledDoubts: ['sex'] });
});

test('another child starts from the beginning', async ({ page, piece }) => {
  await piece.show('match-child', INPUTS);
  await page.getByRole('combobox', { name: 'Find the patient' }).fill('marsh');
  await page.getByRole('option').click();
  await page.getByLabel('I have checked: it is this child all the same').check();
  await page.getByRole('button', { name: 'Choose another' }).click();
  await page.getByRole('combobox', { name: 'Find the patient' }).fill('marsh');
  await page.getByRole('option').click();
  await expect(page.getByLabel('I have checked: it is this child all the same')).not.toBeChecked();
});
