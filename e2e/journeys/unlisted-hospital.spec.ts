import { expect, test } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { alertRow, atDesk, BOYD, expectAccessible, expectNoSidewaysScroll, openAlert } from '../support/unit.ts';

test('a child abroad is logged in words, alerts, and the hospital becomes a listed one with the old words struck through', async ({
  browser,
}) => {
  test.slow();
  const { page, context } = await atDesk(browser, BOYD);
  await page.keyboard.press('Alt+KeyN');
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Patient' }).fill('mbeki');
  await page.getByRole('option', { name: /MBEKI, Thabo/ }).click();
  await sheet.getByRole('checkbox', { name: /^Born/ }).check();
  await sheet.getByRole('checkbox', { name: /^Name/ }).check();
  await sheet.getByRole('button', { name: 'Another hospital' }).click();
  await sheet.getByLabel('Another hospital').fill('Rikshospitalet');
  await expect(sheet.getByText('No hospital matches.')).toBeVisible();
  await sheet.getByRole('button', { name: 'It is not listed: write it down' }).click();
  await expect(sheet.getByLabel('Hospital, or what is known of it')).toHaveValue('Rikshospitalet');
  await sheet.getByRole('radio', { name: 'Planned treatment' }).check();
  await sheet.getByRole('radio', { name: 'Mother' }).check();
  await sheet.getByRole('button', { name: /^Save/ }).click();
  await expect(sheet.getByText('Choose what kind of hospital it is.').first()).toBeVisible();
  await choose(sheet, 'Why it is not listed', 'Abroad');
  await sheet.getByLabel('Town or country').fill('Oslo');
  await sheet.getByLabel('Telephone of the hospital').fill('+47 23 07 00 00');
  await expect(sheet.getByText(/raises an amber alert/i)).toBeVisible();
  await expectAccessible(page);
  await sheet.getByRole('button', { name: /^Save/ }).click();
  await expect(sheet.getByRole('heading', { name: /^Logged at/ })).toBeVisible();
  const row = alertRow(page, 'MBEKI, Thabo');
  await expect(row).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(row).toContainText('Rikshospitalet, Oslo (not listed)');
  await expect(row).toContainText('Amber');
  await openAlert(page, row);
  const visit = page.getByRole('region', { name: 'Attendance' });
  const facts = page.getByRole('region', { name: 'Correct the facts' });
  const correct = async (): Promise<void> => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Correct the facts' }).click();
  };
  await visit.getByRole('button', { name: 'Show' }).click();
  await expect(visit).toContainText('Rikshospitalet, Oslo (not listed)');
  await expect(page.getByRole('link', { name: '+47 23 07 00 00' })).toHaveAttribute('href', /^tel:/);
  await expectAccessible(page);

  await correct();
  await facts.getByRole('button', { name: 'Choose from the list' }).click();
  await choose(facts, 'Hospital', 'Stoke Mandeville Hospital');
  await choose(facts, 'Reason', 'Head injury');
  await facts.getByLabel('What was wrong').fill('The transfer letter names it.');
  await expectAccessible(page);
  await facts.getByRole('button', { name: 'Save the facts' }).click();
  await expect(visit).toContainText('Stoke Mandeville Hospital');
  await expect(visit.locator('s').filter({ hasText: 'Rikshospitalet, Oslo (not listed)' })).toBeVisible();
  await expect(visit.locator('s').filter({ hasText: 'Planned treatment' })).toBeVisible();
  await expect(page.locator('sc-alert-header').getByText(/^Red/).first()).toBeVisible();

  await correct();
  await choose(facts, 'Reason', 'Unrelated illness');
  await facts.getByLabel('What was wrong').fill('No head injury after all.');
  await facts.getByRole('button', { name: 'Save the facts' }).click();
  await expect(page.getByText(/By the corrected facts the rules give (Amber|Blue)\./)).toBeVisible();
  await expect(page.locator('sc-alert-header').getByText(/^Red/).first()).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await context.close();
});

test('a liaison entry that was wrong is struck out and stays to be read', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  await alertRow(page, 'MBEKI, Thabo').getByRole('link', { name: 'Open' }).press('Enter');
  await page.getByRole('button', { name: 'Record call' }).click();
  await page.getByRole('button', { name: 'Save call' }).click();
  await expect(page.getByText('Choose whom you spoke to.')).toBeVisible();
  await page.getByRole('radio', { name: 'They rang us' }).click();
  await page.getByRole('option', { name: 'Family' }).click();
  await page.getByLabel('Advice given, as said on the phone').fill('Stay where you are.');
  await page.getByRole('button', { name: 'Save call' }).click();
  const entry = page.getByRole('listitem').filter({ hasText: 'Stay where you are.' });
  await entry.getByRole('button', { name: /^Strike out/ }).click();
  await entry.getByLabel('What is wrong with this entry').fill('It was another family.');
  await entry.getByRole('button', { name: 'Strike out this entry' }).click();
  await expect(entry).toContainText('Struck out by A Boyd');
  await expect(entry).toContainText('It was another family.');
  await expect(entry.getByText('Stay where you are.')).toHaveCSS('text-decoration-line', /line-through|none/);
  await expect(entry.getByRole('button', { name: /^Strike out/ })).toHaveCount(0);
  await expectAccessible(page);
  await context.close();
});
