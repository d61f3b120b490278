import { expect, test } from '@shared-care/ui/testing/piece';
import { aMatch } from '@shared-care/ui/testing/samples';
import { NOTHING_SAID_BACK } from './identifiers';

const { patient } = aMatch(1, 'Marsh', 'Ravi');
const INPUTS = { patient, value: NOTHING_SAID_BACK };

test('number keys tick, and the second tick leads on', async ({ page, piece }) => {
  await piece.show('said-back', { ...INPUTS, leadsOn: true });
  const boxes = page.getByRole('checkbox');
  await boxes.first().focus();
  await page.keyboard.press('2');
  await expect(boxes.nth(1)).toBeChecked();
  await expect(boxes.nth(1)).toBeFocused();
  expect(await piece.emitted('settledByKey')).toEqual([]);
  await page.keyboard.press('1');
  await expect(boxes.first()).toBeChecked();
  expect(await piece.emitted('settledByKey')).toHaveLength(1);
  // A third changes nothing of what comes next.
  await page.keyboard.press('3');
  expect(await piece.emitted('settledByKey')).toHaveLength(1);
});

test('a tick by the pointer leads nowhere', async ({ page, piece }) => {
  await piece.show('said-back', { ...INPUTS, leadsOn: true });
  await page.getByRole('checkbox').first().check();
  await page.getByRole('checkbox').nth(1).check();
  expect(await piece.emitted('settledByKey')).toEqual([]);
});

test('a child without an NHS number is not asked for one', async ({ page, piece }) => {
  await piece.show('said-back', INPUTS);
  const all = await page.getByRole('checkbox').count();
  await expect(page.getByText('NHS No.')).toBeVisible();
  await piece.set({ patient: { ...patient, nhsNumber: null, nhsNumberStatus: 'absent' } });
  await expect(page.getByRole('checkbox')).toHaveCount(all - 1);
  await expect(page.getByText('NHS No.')).toHaveCount(0);
});

test('what is wrong is said once the group is left', async ({ page, piece }) => {
  await piece.show('said-back', { ...INPUTS, touched: false, errors: [{ kind: 'said', message: 'Two are needed.' }] });
  await expect(page.getByText('Two are needed.')).toHaveCount(0);
  await page.getByRole('checkbox').first().focus();
  await page.getByRole('checkbox').nth(1).focus();
  expect(await piece.emitted('touch')).toEqual([]);
  await page.getByRole('checkbox').nth(1).blur();
  expect(await piece.emitted('touch')).toHaveLength(1);
  await piece.set({ touched: true });
  await expect(page.getByText('Two are needed.')).toBeVisible();
});
