import { expect, test } from '@playwright/test';
import { alertRow, atDesk, BOYD, expectAccessible } from '../support/unit.ts';

test('a child nobody can find is logged all the same, alerts, and is matched later', async ({ browser }) => {
  const { page } = await atDesk(browser, BOYD);
  await page.getByRole('button', { name: /Log attendance/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Patient' }).fill('Zzyzx');
  await expect(sheet.getByRole('status').filter({ hasText: /No patient matches/ })).toBeAttached();
  await sheet
    .getByRole('button', { name: 'Log without a match' })
    .or(page.getByRole('option', { name: /log without a match/i }))
    .first()
    .click();
  await sheet.getByLabel('Name, or what is known of it').fill('Zzyzx, girl of about 9');
  await sheet.getByLabel('Hospital', { exact: true }).selectOption({ label: 'Milton Keynes Hospital' });
  await sheet.getByRole('radio', { name: 'Bleeding', exact: true }).check();
  await sheet.getByRole('radio', { name: 'Joint', exact: true }).check();
  await sheet.getByRole('radio', { name: 'Doctor at the hospital' }).check();
  await expectAccessible(page);
  await sheet.getByRole('button', { name: /^Save/ }).click();
  await expect(sheet.getByRole('heading', { name: /^Logged at/ })).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();

  const row = alertRow(page, 'Zzyzx, girl of about 9');
  await expect(row).toBeVisible();
  await expect(row).toContainText('Amber');
  await row.getByRole('link', { name: 'Open' }).click();
  await expectAccessible(page);
  const search = page.getByRole('region', { name: 'Child' }).getByRole('combobox');
  await search.fill('mbeki');
  await page.getByRole('option', { name: /MBEKI, Thabo/ }).click();
  await page
    .getByRole('button', { name: /^This is/ })
    .or(page.getByRole('button', { name: /match/i }))
    .first()
    .click();
  await expect(page.getByRole('link', { name: 'Open the record' })).toBeVisible();
  await expect(alertRow(page, 'MBEKI, Thabo')).toBeVisible();
});
