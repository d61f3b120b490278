import { expect, test } from '../testing/piece';

test('a wrong date without a form is said once the box is left, and is never taken for no date', async ({
  page,
  piece,
}) => {
  await piece.show('day-box', { value: '' });
  const box = page.getByLabel('From', { exact: true });
  await box.fill('31/2/2027');
  await expect(page.getByText('Type a date that exists')).toHaveCount(0);
  await box.blur();
  await expect(page.getByText('Type a date that exists')).toBeVisible();
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await expect(box).toHaveValue('31/2/2027');
  expect((await piece.emitted('valueChange')).at(-1)).toBe('31/2/2027');
});

test('put right it is the date, written as all dates are', async ({ page, piece }) => {
  await piece.show('day-box', { value: 'soon' });
  const box = page.getByLabel('From', { exact: true });
  await expect(box).toHaveValue('soon');
  await box.fill('5/4/27');
  expect((await piece.emitted('valueChange')).at(-1)).toBe('2027-04-05');
  await box.blur();
  await expect(box).toHaveValue('05-Apr-2027');
  await expect(box).not.toHaveAttribute('aria-invalid', 'true');
});
