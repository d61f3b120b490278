import { expect, test, type Page } from '@playwright/test';
import { alertRow, atDesk, BOYD, expectAccessible, FERRARS } from '../support/unit.ts';

/** Presses keys and counts them, as a nurse's fingers would. */
function keyboardOf(page: Page) {
  let pressed = 0;
  return {
    press: async (key: string): Promise<void> => {
      pressed++;
      await page.keyboard.press(key);
    },
    type: async (text: string): Promise<void> => {
      pressed += text.length;
      await page.keyboard.type(text);
    },
    pressed: () => pressed,
  };
}

test('a head injury is logged by keyboard, owned by a colleague, and closed with an outcome', async ({ browser }) => {
  const boyd = await atDesk(browser, BOYD);
  const ferrars = await atDesk(browser, FERRARS);
  await expect(alertRow(ferrars.page, 'ROBERTS, Leo')).toBeHidden();

  await test.step('A Boyd logs it while on the telephone, without a mouse', async () => {
    const keys = keyboardOf(boyd.page);
    await keys.press('Alt+KeyN');
    await expect(boyd.page.getByRole('dialog').getByRole('combobox', { name: 'Patient' })).toBeFocused();
    await keys.type('rob le');
    await expect(boyd.page.getByRole('option', { name: /ROBERTS, Leo/ })).toBeVisible();
    await keys.press('ArrowDown');
    await keys.press('Enter');
    await expect(boyd.page.getByText('Said back by the caller')).toBeVisible();
    await keys.press('1');
    await keys.press('2');
    await keys.press('2');
    await expect(boyd.page.getByRole('radio', { name: 'Head injury' })).toBeChecked();
    await keys.press('1');
    await expect(boyd.page.getByRole('radio', { name: 'Mother' })).toBeChecked();
    await expect(boyd.page.getByText(/raises a red alert/i)).toBeVisible();
    await keys.press('Control+Enter');
    await expect(boyd.page.getByRole('heading', { name: /^Logged at \d\d:\d\d$/ })).toBeFocused();
    expect(keys.pressed()).toBeLessThanOrEqual(25);
  });

  await test.step('what was saved says tier, trigger, open access here and whom to ring', async () => {
    const sheet = boyd.page.getByRole('dialog');
    await expect(sheet).toContainText('Red');
    await expect(sheet).toContainText('head injury');
    await expect(sheet).toContainText('Open access valid here');
    await expect(sheet.getByRole('link', { name: /01632 960/ }).first()).toHaveAttribute('href', /^tel:/);
    await expectAccessible(boyd.page);
  });

  await test.step('J Ferrars sees it without reloading, and takes it with one click', async () => {
    const row = alertRow(ferrars.page, 'ROBERTS, Leo');
    await expect(row).toBeVisible({ timeout: 2_000 });
    await expect(row).toContainText('Red');
    await row.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(row).toContainText('Owner: you');
    await expect(row).toContainText(/since \d\d:\d\d/);
    await expect(alertRow(boyd.page, 'ROBERTS, Leo')).toContainText('J Ferrars');
  });

  await test.step('closing is refused with each missing item named', async () => {
    await alertRow(ferrars.page, 'ROBERTS, Leo').getByRole('link', { name: 'Open' }).press('Enter');
    await expect(ferrars.page.getByRole('heading', { name: 'Ring now' })).toBeVisible();
    await expect(ferrars.page.getByText('Advice is given by telephone. Record it here.')).toBeVisible();
    await ferrars.page.getByRole('button', { name: 'Close alert' }).click();
    await ferrars.page.getByLabel('Outcome').selectOption({ label: 'PHU review booked' });
    await ferrars.page.getByRole('button', { name: 'Close alert' }).last().click();
    for (const gap of [
      'time of first treatment',
      'link consultant',
      'family',
      'follow-up',
      'discharge summary',
      'advice',
      'stock',
    ]) {
      await expect(ferrars.page.getByRole('button', { name: new RegExp(gap, 'i') }).first()).toBeVisible();
    }
  });

  await test.step('a liaison call is logged', async () => {
    const { page } = ferrars;
    await page.getByRole('button', { name: 'Add liaison entry' }).click();
    await expect(page.getByText('Choose who rang whom.')).toBeVisible();
    await expect(page.getByText('Spoke: Nurse at the hospital')).toBeHidden();
    await page.getByRole('radio', { name: 'We rang them' }).check();
    await page.getByRole('radio', { name: 'Spoke', exact: true }).check();
    await page.getByLabel('Spoke to').selectOption({ label: 'Doctor at the hospital' });
    await page.getByLabel('Name (optional)').fill('Dr Vane');
    await page.getByLabel('Advice asked').fill('Whether to wait for the scan.');
    await page.getByLabel(/^Advice given/).fill('Do not wait. Follow the emergency plan.');
    await page.getByRole('button', { name: 'Add liaison entry' }).click();
    await expect(page.getByText('Do not wait. Follow the emergency plan.')).toBeVisible();
  });

  await test.step('the checklist is completed and the alert closes', async () => {
    const { page } = ferrars;
    await page.getByRole('radio', { name: 'Not given or not known' }).check();
    await page.getByLabel('Why there is no time').fill('Given in the ambulance, time not noted.');
    await page.getByRole('button', { name: 'Save first treatment' }).click();
    for (const item of [
      'Link consultant told',
      'Family contacted',
      'Follow-up decided',
      'Discharge summary received',
    ]) {
      await page.getByRole('button', { name: `Done: ${item}` }).click();
      await expect(page.getByRole('button', { name: `Take back: ${item}` })).toBeVisible();
    }
    await page.getByRole('button', { name: /^Not needed: Home stock/ }).click();
    await page.getByLabel('Not needed, because').fill('Hospital factor was used.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Everything is settled.')).toBeVisible();
    await page.getByRole('button', { name: 'Close alert' }).last().click();
    await expect(page.getByRole('heading', { name: 'Closed' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the child's timeline shows it with its outcome", async () => {
    const { page } = ferrars;
    await page.getByRole('link', { name: 'Open the record' }).click();
    const entry = page.getByRole('listitem').filter({ hasText: 'Head injury' }).first();
    await expect(entry).toContainText('Horton General Hospital');
    await expect(entry).toContainText('PHU review booked');
    await expect(entry).toContainText('J Ferrars');
    await expectAccessible(page);
  });
});
