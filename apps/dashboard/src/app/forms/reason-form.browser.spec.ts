import { expect, test } from '@shared-care/ui/testing/piece';

const INPUTS = { boxId: 'why', label: 'Why', action: 'Decline' };

test('a reason has to say something', async ({ page, piece }) => {
  await piece.show('reason-form', INPUTS);
  const box = page.getByLabel('Why');
  await expect(box).toBeFocused();
  await box.fill('   no     ');
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByText('Write the reason in at least 10 characters.')).toBeVisible();
  await expect(box).toBeFocused();
  expect(await piece.emitted('saved')).toEqual([]);
  await box.fill('  Two different children  ');
  await box.press('Control+Enter');
  expect(await piece.emitted('saved')).toEqual(['Two different children']);
});

test('nothing is sent twice while the first is on its way', async ({ page, piece }) => {
  await piece.show('reason-form', { ...INPUTS, busy: true });
  await page.getByLabel('Why').fill('Two different children');
  await page.getByLabel('Why').press('Control+Enter');
  expect(await piece.emitted('saved')).toEqual([]);
});

test('Escape closes it', async ({ page, piece }) => {
  await piece.show('reason-form', INPUTS);
  await page.getByLabel('Why').press('Escape');
  expect(await piece.emitted('closed')).toHaveLength(1);
});
