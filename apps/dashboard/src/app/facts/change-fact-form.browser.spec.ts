import { expect, test } from '@shared-care/ui/testing/piece';
import { idOf, stale } from '@shared-care/ui/testing/samples';

const CHANGE = `POST /api/patients/${idOf(1)}/facts`;
const NUMBER = { fact: 'hospital_number', value: { hospitalNumber: 'H1' }, version: 4, changes: [] };
const INPUTS = { patientId: idOf(1), today: '2026-03-10', fact: NUMBER };

test('a fact is not changed without saying where it comes from', async ({ page, piece }) => {
  await piece.show('change-fact-form', INPUTS);
  await page.getByLabel('Hospital number').fill('H2');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Choose where this comes from.')).toBeVisible();
  expect(piece.sent()).toEqual([]);
});

test('somebody else was first: both values are shown, and mine goes over theirs only when asked', async ({
  page,
  piece,
}) => {
  piece.answer(CHANGE, stale({ ...NUMBER, value: { hospitalNumber: 'H9' }, version: 5 }));
  await piece.show('change-fact-form', INPUTS);
  await page.getByLabel('Hospital number').fill('H2');
  await page.getByRole('combobox', { name: 'Where this comes from' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const meanwhile = page.getByRole('alert');
  await expect(meanwhile).toContainText('H9');
  await expect(meanwhile).toContainText('H2');
  await expect(page.getByLabel('Hospital number')).toHaveValue('H2');
  piece.answer(CHANGE, { body: {} });
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect.poll(() => piece.emitted('saved')).toHaveLength(1);
  expect(piece.sent()).toMatchObject([
    { changes: [{ version: 4, hospitalNumber: 'H2' }] },
    { changes: [{ version: 5, hospitalNumber: 'H2' }] },
  ]);
});

test('theirs is kept, and nothing is sent', async ({ page, piece }) => {
  await piece.show('change-fact-form', INPUTS);
  await page.getByLabel('Hospital number').fill('H2');
  await piece.set({ fact: { ...NUMBER, value: { hospitalNumber: 'H9' }, version: 5 } });
  await page.getByRole('button', { name: 'Keep theirs' }).click();
  await expect(page.getByLabel('Hospital number')).toHaveValue('H9');
  expect(piece.sent()).toEqual([]);
});
