import { expect, test } from '@shared-care/ui/testing/piece';
import { idOf } from '@shared-care/ui/testing/samples';

const WEIGHTS = `POST /api/patients/${idOf(1)}/weights`;

test('a weight is of today and from clinic unless somebody says otherwise', async ({ page, piece }) => {
  piece.answer(WEIGHTS, { body: {} });
  await piece.show('measure-form', { patientId: idOf(1), kind: 'weight' });
  await expect(page.getByLabel('Weight')).toBeFocused();
  await page.getByLabel('Weight').fill('18.4');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => piece.sent()).toHaveLength(1);
  expect(piece.sent()[0]).toMatchObject({ kg: '18.4', on: '2026-03-10', source: { kind: 'clinic', words: null } });
});

test('what is no weight is named and not sent', async ({ page, piece }) => {
  await piece.show('measure-form', { patientId: idOf(1), kind: 'weight' });
  await page.getByLabel('Weight').fill('eighteen');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Weight')).toHaveAttribute('aria-invalid', 'true');
  expect(piece.sent()).toEqual([]);
});

test('a second try is the same entry', async ({ page, piece }) => {
  piece.answer(WEIGHTS, { status: 503, body: {} });
  await piece.show('measure-form', { patientId: idOf(1), kind: 'weight' });
  await page.getByLabel('Weight').fill('18.4');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('What you typed is still here.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => piece.sent()).toHaveLength(2);
  const [first, second] = piece.sent() as { id: string }[];
  expect(second!.id).toBe(first!.id);
});
