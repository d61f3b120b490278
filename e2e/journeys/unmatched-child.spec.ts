import { expect, test } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { alertRow, atDesk, BOYD, expectAccessible, openAlert } from '../support/unit.ts';

test('a child nobody can find is logged all the same, alerts, and is matched later', async ({ browser }) => {
  test.slow();
  // Wide enough for the list beside the alert.
  const { page } = await atDesk(browser, BOYD, { viewport: { width: 1920, height: 1000 } });
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
  await sheet.getByLabel('Phone of the family').fill('07700 900123');
  await choose(sheet, 'Hospital', 'Salisbury District Hospital');
  await sheet.getByRole('radio', { name: 'Bleeding', exact: true }).check();
  await sheet.getByRole('radio', { name: 'Joint', exact: true }).check();
  await sheet.getByRole('radio', { name: 'Doctor at the hospital' }).check();
  await expectAccessible(page);
  await sheet.getByRole('button', { name: /^Save/ }).click();
  await expect(sheet.getByRole('heading', { name: /^Logged at/ })).toBeVisible();
  const row = alertRow(page, 'Zzyzx, girl of about 9');
  await expect(row).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(row).toContainText('Amber');
  await openAlert(page, row);
  await expectAccessible(page);
  const search = page.getByRole('region', { name: 'Child' }).getByRole('combobox');
  await search.fill('mbeki');
  await page.getByRole('option', { name: /MBEKI, Thabo/ }).click();
  const child = page.getByRole('region', { name: 'Child' });
  const matchIt = child.getByRole('button', { name: 'This is the child' });
  await expect(child.getByText('This record is of a boy.')).toBeVisible();
  await matchIt.click();
  await expect(child.getByText('Not matched. Check what does not fit')).toBeVisible();
  await expectAccessible(page);
  const sure = child.getByRole('checkbox', { name: /it is this child all the same/ });
  const settleAll = async (): Promise<void> => {
    for (const box of await sure.all()) await box.check();
  };
  await settleAll();
  await matchIt.click();
  await expect(child.getByText('Ask for two identifiers, and tick them.')).toBeVisible();
  await child.getByRole('checkbox', { name: /^Born/ }).check();
  await child.getByRole('checkbox', { name: /^Name/ }).check();
  await matchIt.click();
  // Only the server knows which hospitals share the care of the child.
  await expect(child.getByText('Hospital does not fit.')).toBeVisible();
  await settleAll();
  await matchIt.click();
  await expect(page.getByText('This is MBEKI, Thabo')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'MBEKI, Thabo' })).toBeVisible();
  await expect(child.getByRole('link', { name: '07700 900123' })).toBeVisible();
  await expect(alertRow(page, 'MBEKI, Thabo')).toBeVisible();
  await expectAccessible(page);

  await child.getByRole('button', { name: 'Not this child: undo the match' }).click();
  await child.getByLabel('Why it is not this child').fill('It is his cousin.');
  await child.getByRole('button', { name: 'Undo the match' }).click();
  await expect(child.getByText('Not matched to a patient yet.')).toBeVisible();
  await expect(child.getByRole('link', { name: '07700 900123' })).toBeVisible();
  await expect(alertRow(page, 'Zzyzx, girl of about 9')).toBeVisible();
});
