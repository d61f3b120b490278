import { expect, test } from '../testing/piece';

const INPUTS = { boxId: 'at', today: '2026-03-10', value: '' };

test('a time typed without a colon is read, and belongs to the day chosen', async ({ page, piece }) => {
  await piece.show('day-and-time', INPUTS);
  const time = page.locator('#at');
  await time.fill('905');
  await time.blur();
  await expect(time).toHaveValue('09:05');
  await page.getByLabel('Day').selectOption('Yesterday');
  expect((await piece.emitted('valueChange')).at(-1)).toBe('2026-03-09T09:05');
  expect(await piece.emitted('touch')).toHaveLength(1);
});

test('nonsense stays as it was typed, for the form to name', async ({ page, piece }) => {
  await piece.show('day-and-time', INPUTS);
  const time = page.locator('#at');
  await time.fill('2575');
  await time.blur();
  await expect(time).toHaveValue('2575');
  expect((await piece.emitted('valueChange')).at(-1)).toBe('2026-03-10T2575');
});

test('an emptied time is no time, whatever day is chosen', async ({ page, piece }) => {
  await piece.show('day-and-time', { ...INPUTS, value: '2026-03-09T09:05', towards: 'past' });
  await expect(page.getByLabel('Day')).toHaveValue('2026-03-09');
  await page.locator('#at').fill('');
  expect((await piece.emitted('valueChange')).at(-1)).toBe('');
  await page.getByLabel('Day').selectOption('Today');
  expect((await piece.emitted('valueChange')).at(-1)).toBe('');
});

test('days to come are offered where the time lies ahead', async ({ page, piece }) => {
  await piece.show('day-and-time', { ...INPUTS, towards: 'future' });
  await expect(page.getByLabel('Day').getByRole('option')).toHaveText([
    'Today',
    'Tomorrow',
    '12-Mar-2026',
    '13-Mar-2026',
    '14-Mar-2026',
    '15-Mar-2026',
    '16-Mar-2026',
  ]);
});
