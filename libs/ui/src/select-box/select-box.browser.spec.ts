import { expect, test } from '../testing/piece';

const INPUTS = {
  label: 'Reason',
  none: 'Choose a reason',
  options: [
    ['bleed', 'Bleeding'],
    ['head', 'Head injury'],
  ],
};

test('it opens, is chosen from and says so', async ({ page, piece }) => {
  await piece.show('select-box', INPUTS);
  const box = page.getByRole('combobox', { name: 'Reason' });
  await expect(box).toHaveText('Choose a reason');
  await box.click();
  await page.getByRole('option', { name: 'Head injury' }).click();
  await expect(box).toHaveText('Head injury');
  await expect(box).toBeFocused();
  expect(await piece.emitted('valueChange')).toEqual(['head']);
  // A press on a line is not leaving the box.
  expect(await piece.emitted('touch')).toEqual([]);
});

test('a word chooses at once: what is saved right after it has it', async ({ page, piece }) => {
  await piece.show('select-box', {
    ...INPUTS,
    options: [
      ['shah', 'Dr K Shah'],
      ['marsh', 'Dr C Marsh'],
      ['cole', 'Dr C Cole'],
    ],
  });
  await page.getByRole('combobox', { name: 'Reason' }).focus();
  await page.keyboard.type('Dr C');
  expect((await piece.emitted('valueChange')).at(-1)).toBe('marsh');
  await expect(page.getByRole('combobox', { name: 'Reason' })).toHaveText('Dr C Marsh');
  await expect(page.getByRole('option')).toHaveCount(0);
});

test('a letter chooses while it is closed, and Escape closes only the list', async ({ page, piece }) => {
  await piece.show('select-box', INPUTS);
  const box = page.getByRole('combobox', { name: 'Reason' });
  await page.evaluate(() => {
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') document.body.dataset['escaped'] = 'yes';
    });
  });
  await box.focus();
  await page.keyboard.type('h');
  await expect(box).toHaveText('Head injury');
  await page.keyboard.press('Enter');
  await expect(box).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(box).toHaveAttribute('aria-expanded', 'false');
  await expect(page.locator('body')).not.toHaveAttribute('data-escaped');
  await page.keyboard.press('Escape');
  await expect(page.locator('body')).toHaveAttribute('data-escaped', 'yes');
});

test('its error stands below it and is told to a screen reader', async ({ page, piece }) => {
  await piece.show('select-box', { ...INPUTS, error: 'Choose what happened.' });
  await expect(page.getByText('Choose what happened.')).toBeVisible();
  const box = page.getByRole('combobox', { name: 'Reason' });
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await expect(box).toHaveAccessibleDescription(/Choose what happened\./);
});
