import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import { expect, ME, NOW, test } from '@shared-care/ui/testing/piece';
import { aMatch, aQueuedAlert } from '@shared-care/ui/testing/samples';

const child = (number: number, family: string) => {
  const { patient, risks } = aMatch(number, family, 'Sam');
  return { patient, risks };
};
const rowOf = (alert: AlertInQueue, gone = false) => ({ alert, gone, changed: [] });
const FIRST = aQueuedAlert(1, child(1, 'Adler'));
const SECOND = aQueuedAlert(2, child(2, 'Brook'));
const INPUTS = {
  caption: 'Alerts that need an owner',
  now: new Date(NOW),
  me: ME,
  mayAcknowledge: true,
  rows: [rowOf(FIRST), rowOf(SECOND)],
};
const idsOf = (alerts: AlertInQueue[]) => alerts.map(({ id }) => id);

test('keys act on the row that has the focus, and on no other', async ({ page, piece }) => {
  await piece.show('alert-table', INPUTS);
  const rows = page.locator('tbody tr');
  await rows.first().focus();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('a');
  expect(idsOf(await piece.emitted('acknowledged'))).toEqual([SECOND.id]);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  expect(idsOf(await piece.emitted('opened'))).toEqual([FIRST.id]);
  await page.keyboard.press('End');
  await expect(rows.nth(1)).toBeFocused();
  // Past the end nothing moves.
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
});

test('one row only is in the tab order', async ({ page, piece }) => {
  await piece.show('alert-table', INPUTS);
  await expect(page.locator('tbody tr[tabindex="0"]')).toHaveCount(1);
  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('tbody tr').nth(1)).toHaveAttribute('tabindex', '0');
  await expect(page.locator('tbody tr[tabindex="0"]')).toHaveCount(1);
});

test('an alert that is owned, gone or not theirs to take is not acknowledged by a key', async ({ page, piece }) => {
  await piece.show('alert-table', { ...INPUTS, rows: [rowOf(FIRST, true), rowOf(SECOND)] });
  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('a');
  await piece.set({ rows: [rowOf(aQueuedAlert(1, { state: 'acknowledged' }))] });
  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('a');
  await piece.set({ rows: [rowOf(FIRST)], mayAcknowledge: false });
  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('a');
  expect(await piece.emitted('acknowledged')).toEqual([]);
});

test('keys with Ctrl or Alt belong to the browser', async ({ page, piece }) => {
  await piece.show('alert-table', INPUTS);
  await page.locator('tbody tr').first().focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Alt+a');
  expect(await piece.emitted('acknowledged')).toEqual([]);
});

test('a child who is not matched is named as it was said', async ({ page, piece }) => {
  const unmatched = { name: 'A boy, Noah?', birthDate: null, phone: null };
  await piece.show('alert-table', {
    ...INPUTS,
    rows: [rowOf(aQueuedAlert(3, { patient: null, risks: null, unmatched }))],
  });
  await expect(page.locator('tbody tr')).toContainText('A boy, Noah?');
  await expect(page.locator('tbody tr')).toContainText('Birth date not known');
  await expect(page.locator('tbody tr')).toContainText('Not matched to a patient yet');
});
