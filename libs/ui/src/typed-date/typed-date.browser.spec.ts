import { expect, test } from '../testing/piece';

const INPUTS = { boxId: 'due', label: 'Review due', value: '', hint: 'Day first' };

test('a date is read day first and said back with its weekday', async ({ page, piece }) => {
  await piece.show('typed-date', INPUTS);
  const box = page.getByLabel('Review due');
  await expect(page.getByText('Day first')).toBeVisible();
  await box.fill('5/4/27');
  await expect(page.getByText('Monday, 05-Apr-2027')).toBeVisible();
  // What is being typed is not rewritten under the fingers.
  await expect(box).toHaveValue('5/4/27');
  expect((await piece.emitted('valueChange')).at(-1)).toBe('2027-04-05');
});

test('a day that does not exist is named and is no value', async ({ page, piece }) => {
  await piece.show('typed-date', INPUTS);
  const box = page.getByLabel('Review due');
  await box.fill('31/02/2027');
  await expect(page.getByText('Type a date that exists, for example 5/4/2027.')).toBeVisible();
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  expect((await piece.emitted<string>('valueChange')).filter((value) => value !== '')).not.toContain('2027-03-03');
  expect((await piece.emitted('valueChange')).at(-1) ?? '').toBe('');
});

test('a value given from outside replaces what was typed', async ({ page, piece }) => {
  await piece.show('typed-date', INPUTS);
  await page.getByLabel('Review due').fill('5/4/27');
  await piece.set({ value: '2027-05-01' });
  await expect(page.getByLabel('Review due')).toHaveValue('01-May-2027');
});
