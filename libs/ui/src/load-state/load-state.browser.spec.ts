import { expect, test } from '../testing/piece';

const AWAY = { type: 'about:blank', title: 'Not answered', status: 503, code: 'unavailable', detail: 'No answer.' };
const LOADING = '[aria-busy=true]';

test('until the first answer it says that it loads; then it is gone', async ({ page, piece }) => {
  await piece.show('load-state', { value: null, problem: null });
  await expect(page.getByRole('status')).toHaveText('Loading');
  await expect(page.locator(LOADING)).toBeVisible();
  await expect(page.locator(`${LOADING} [aria-hidden=true]`)).toHaveCount(4);
  await expect(page.getByText('Ring the unit.')).toHaveCount(0);
  await piece.set({ value: 'Three children' });
  await expect(page.getByText('Three children')).toBeVisible();
  await expect(page.locator(LOADING)).toHaveCount(0);
  await expect(page.getByRole('status')).toHaveCount(0);
});

test('a failure takes the place of the grey rows, and can be tried again', async ({ page, piece }) => {
  await piece.show('load-state', { value: null, problem: AWAY });
  await expect(page.getByText('The list could not be loaded.')).toBeVisible();
  await expect(page.getByText('Ring the unit.')).toBeVisible();
  await expect(page.locator(LOADING)).toHaveCount(0);
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(await piece.emitted('retried')).toHaveLength(1);
});

test('what is known stays, with the words that it is from before', async ({ page, piece }) => {
  await piece.show('load-state', { value: 'Three children', problem: AWAY });
  await expect(page.getByText('This is from before.')).toBeVisible();
  await expect(page.getByText('The list could not be loaded.')).toHaveCount(0);
  await expect(page.getByText('Three children')).toBeVisible();
  await piece.set({ problem: null });
  await expect(page.getByText('This is from before.')).toHaveCount(0);
});

test('what is not there is not tried again', async ({ page, piece }) => {
  await piece.show('load-state', { value: null, problem: { ...AWAY, status: 404, code: 'not_found' } });
  await expect(page.getByText('The list could not be loaded.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});
