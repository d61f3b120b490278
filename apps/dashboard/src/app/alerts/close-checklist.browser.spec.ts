import { expect, test } from '@shared-care/ui/testing/piece';
import { anAlert, aStep } from '@shared-care/ui/testing/samples';
import { CHECKLIST_ITEMS, TICKED_ITEMS } from '@shared-care/domain/close-checklist';

const ITEM = TICKED_ITEMS[0];
const NAME = CHECKLIST_ITEMS[ITEM];
const line = (item: keyof typeof CHECKLIST_ITEMS, answer: 'done' | null = null) => ({
  item,
  answer,
  note: null,
  by: answer === null ? null : 'A Boyd',
  at: answer === null ? null : '2026-03-10T13:55:00.000Z',
});
const ALERT = anAlert(1, { checklist: [line(ITEM), line('first_treatment')] });
const ANSWER = `POST /api/alerts/${ALERT.id}/checklist`;

test('counts what is left, and sends what was ticked', async ({ page, piece }) => {
  piece.answer(ANSWER, { body: aStep(ALERT) });
  await piece.show('close-checklist', { alert: ALERT });
  await expect(page.getByText('2 of 2 left.')).toBeAttached();
  await page.getByRole('button', { name: `Done: ${NAME}` }).click();
  await expect.poll(() => piece.sent()[0]).toEqual({ item: ITEM, answer: 'done', note: null });
  await piece.set({ alert: anAlert(1, { checklist: [line(ITEM, 'done'), line('first_treatment')] }) });
  await expect(page.getByText('1 of 2 left.')).toBeAttached();
  await expect(page.getByRole('button', { name: `Take back: ${NAME}` })).toBeVisible();
});

test('"not needed" asks why', async ({ page, piece }) => {
  piece.answer(ANSWER, { body: aStep(ALERT) });
  await piece.show('close-checklist', { alert: ALERT });
  await page.getByRole('button', { name: `Not needed: ${NAME}` }).click();
  const why = page.getByLabel('Not needed, because');
  await expect(why).toBeFocused();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Say why this is not needed.')).toBeVisible();
  expect(piece.sent()).toEqual([]);
  await why.fill('Went home');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => piece.sent()[0]).toEqual({ item: ITEM, answer: 'not_needed', note: 'Went home' });
});

test('what is recorded elsewhere cannot be ticked, and leads there', async ({ page, piece }) => {
  await piece.show('close-checklist', { alert: ALERT });
  await expect(page.getByRole('button', { name: `Done: ${CHECKLIST_ITEMS.first_treatment}` })).toHaveCount(0);
  await page.getByRole('button', { name: /^Add time/ }).click();
  expect(await piece.emitted('wanted')).toEqual(['first_treatment']);
});

test('of an alert that is closed nothing can be changed', async ({ page, piece }) => {
  await piece.show('close-checklist', { alert: ALERT, editable: false });
  await expect(page.getByRole('button', { name: `Done: ${NAME}` })).toBeDisabled();
});
