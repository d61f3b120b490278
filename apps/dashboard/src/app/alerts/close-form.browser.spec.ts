import { expect, test } from '@shared-care/ui/testing/piece';
import { anAlert, aStep, refused, stale } from '@shared-care/ui/testing/samples';

const ALERT = anAlert(1, { state: 'acknowledged' });
const CLOSE = `POST /api/alerts/${ALERT.id}/close`;

test('an alert is not closed without an outcome, and the field is named', async ({ page, piece }) => {
  await piece.show('close-form', { alert: ALERT });
  await page.getByRole('button', { name: 'Close alert' }).click();
  await expect(page.getByText('Choose an outcome.')).toBeVisible();
  await expect(page.getByRole('radiogroup', { name: 'Outcome' })).toHaveAttribute('aria-invalid', 'true');
  expect(piece.sent()).toEqual([]);
});

test('closing sends the version that was seen', async ({ page, piece }) => {
  piece.answer(CLOSE, { body: aStep(ALERT, { state: 'closed', version: 4 }) });
  await piece.show('close-form', { alert: ALERT });
  await page.getByRole('radio', { name: 'PHU review booked' }).check();
  await page.getByLabel('Note').fill('Seen and sent home');
  await page.getByRole('button', { name: 'Close alert' }).click();
  await expect.poll(() => piece.emitted('closed')).toHaveLength(1);
  expect(piece.sent()[0]).toMatchObject({
    version: 3,
    note: 'Seen and sent home',
    nextContact: null,
  });
});

test('a next contact that is still agreed has to be answered', async ({ page, piece }) => {
  const message = 'Say whether the next contact was made or is not needed.';
  piece.answer(CLOSE, refused({ nextContact: message }));
  await piece.show('close-form', { alert: anAlert(1, { nextContactAt: '2026-03-10T16:00:00.000Z' }) });
  await page.getByRole('radio', { name: 'PHU review booked' }).check();
  await page.getByRole('button', { name: 'Close alert' }).click();
  await expect(page.getByText(message).first()).toBeVisible();
  expect(await piece.emitted('closed')).toEqual([]);
  piece.answer(CLOSE, { body: aStep(ALERT, { state: 'closed' }) });
  await page.getByLabel('It was made').check();
  await page.getByRole('button', { name: 'Close alert' }).click();
  await expect.poll(() => piece.emitted('closed')).toHaveLength(1);
  expect(piece.sent()).toMatchObject([{ nextContact: null }, { nextContact: 'made' }]);
});

test('what is missing leads to where it is answered', async ({ page, piece }) => {
  const missingToClose = [{ item: 'first_treatment' as const, message: 'Add the time of first treatment.' }];
  await piece.show('close-form', { alert: anAlert(1, { missingToClose }) });
  await page.getByRole('button', { name: 'Add the time of first treatment.' }).click();
  expect(await piece.emitted('wanted')).toEqual(['first_treatment']);
});

test('what is done is ticked by one press, each by its name', async ({ page, piece }) => {
  const items = ['family_contacted', 'home_stock'] as const;
  const missingToClose = items.map((item) => ({ item, message: `Settle ${item}` }));
  piece.answer(`POST /api/alerts/${ALERT.id}/checklist`, { body: aStep(ALERT) });
  await piece.show('close-form', { alert: anAlert(1, { missingToClose }) });
  await expect(page.getByText('Family contacted, Home stock replaced')).toBeVisible();
  await page.getByRole('button', { name: 'All 2 are done' }).click();
  await expect.poll(() => piece.sent()).toEqual(items.map((item) => ({ item, answer: 'done', note: null })));
});

test('a refusal keeps what was typed', async ({ page, piece }) => {
  piece.answer(CLOSE, stale(ALERT));
  await piece.show('close-form', { alert: ALERT });
  await page.getByRole('radio', { name: 'PHU review booked' }).check();
  await page.getByLabel('Note').fill('Half a sentence');
  await page.getByRole('button', { name: 'Close alert' }).click();
  await expect(page.getByRole('alert')).toContainText('The alert is not closed.');
  await expect(page.getByLabel('Note')).toHaveValue('Half a sentence');
  expect(await piece.emitted('closed')).toEqual([]);
});

test('what is typed belongs to its alert, and is there again on the way back', async ({ page, piece }) => {
  await piece.show('close-form', { alert: ALERT });
  await page.getByLabel('Note').fill('Half a sentence');
  await piece.set({ alert: anAlert(2) });
  await expect(page.getByLabel('Note')).toHaveValue('');
  await piece.set({ alert: ALERT });
  await expect(page.getByLabel('Note')).toHaveValue('Half a sentence');
});
