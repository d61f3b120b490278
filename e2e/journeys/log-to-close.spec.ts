import { expect, test, type Locator, type Page } from '../support/test.ts';
import {
  alertRow,
  atDesk,
  BOYD,
  expectAbove,
  expectAccessible,
  expectNoSidewaysScroll,
  FERRARS,
} from '../support/unit.ts';

// The other journeys ask for less motion; here everything moves as most people see it.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

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

  await test.step('the alert opens on a page of at most one and a half screens, with one filled button', async () => {
    const { page } = ferrars;
    await alertRow(page, 'ROBERTS, Leo').getByRole('link', { name: 'Open' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'ROBERTS, Leo' })).toBeFocused();
    await expect(page.getByRole('heading', { name: 'Ring now' })).toBeVisible();
    await expect(page.getByText(/Version \d+, approved/).first()).toBeVisible();
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(viewport);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollHeight / innerHeight))
        .toBeLessThanOrEqual(1.5);
      await expectNoSidewaysScroll(page);
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await expect(page.getByRole('heading', { level: 1, name: 'ROBERTS, Leo' })).toBeInViewport();
      await expect(page.locator('sc-alert-workspace :is(.mat-mdc-unelevated-button, .filled):visible')).toHaveCount(1);
    }
    await page.evaluate(() => scrollTo(0, 0));
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 360, height: 640 },
    ]) {
      await page.setViewportSize(viewport);
      await expectAbove(
        page.getByRole('list', { name: 'Do this first' }).getByRole('listitem').nth(1),
        page.getByRole('navigation', { name: 'Actions for this child' }),
      );
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('closing is refused with each missing item named', async () => {
    const { page } = ferrars;
    await page.getByRole('button', { name: 'Close alert' }).click();
    await page.getByRole('radio', { name: 'PHU review booked' }).check();
    await page.getByRole('button', { name: 'Close alert' }).last().click();
    // The refusal takes the focus to what is missing, and moves what stands below.
    await expect(page.locator('sc-close-form .missing')).toBeFocused();
    for (const gap of [
      'time of first treatment',
      'link consultant',
      'family',
      'follow-up',
      'discharge summary',
      'advice',
      'stock',
    ]) {
      await expect(page.getByRole('button', { name: new RegExp(gap, 'i') }).first()).toBeVisible();
    }
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('button', { name: 'Close alert' })).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Close alert' })).toBeFocused();
    await page.getByRole('button', { name: 'Hand back' }).click();
    await expect(page.getByText('ROBERTS, Leo needs an owner again')).toBeVisible();
  });

  await test.step('from logged to closed in ten presses besides typing, and the focus is never lost', async () => {
    const { page } = ferrars;
    let presses = 0;
    const press = async (button: Locator): Promise<void> => {
      presses++;
      await button.click();
    };
    const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
    const expectFocusKept = async (): Promise<void> =>
      expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');

    await press(button('Acknowledge'));
    await expect(page.getByText('You own ROBERTS, Leo')).toBeVisible();
    await expect(page.getByText('Advice is given by telephone. Record it here.')).toBeVisible();
    await press(page.getByRole('option', { name: 'Link consultant' }));
    await page
      .getByLabel('Advice given, as said on the phone')
      .fill('Do not wait for the scan. Follow the emergency plan.');
    await press(button('Save call'));
    await expect(page.getByText('Call recorded: link consultant')).toBeVisible();
    await expect(page.getByText('Do not wait for the scan.')).toBeVisible();
    await expectFocusKept();
    await press(button('Treatment').first());
    await press(button('Given now'));
    await expect(page.getByText(/First treatment: \d\d:\d\d/).first()).toBeVisible();
    await expectFocusKept();
    await press(button('Close alert'));
    await press(button(/^All \d are done$/));
    await expect(page.getByText('Everything is settled.').first()).toBeVisible();
    await expectFocusKept();
    await press(page.getByRole('radio', { name: 'PHU review booked' }));
    await press(button('Close alert').last());
    await expect(page.getByText('Closed: PHU review booked')).toBeVisible();
    await expectFocusKept();
    expect(presses).toBeLessThanOrEqual(10);
    await expectAccessible(page);
  });

  await test.step('what was closed by a slip is open again by Undo, and closed again', async () => {
    const { page } = ferrars;
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Undone', { exact: true })).toBeVisible();
    await expect(page.locator('sc-alert-header').getByText('Owner: you')).toBeVisible();
    await page.getByRole('button', { name: 'Close alert' }).click();
    await page.getByRole('radio', { name: 'PHU review booked' }).check();
    await page.getByRole('button', { name: 'Close alert' }).last().click();
    await expect(page.getByText('Next: Closed.')).toBeVisible();
  });

  await test.step("the child's timeline shows it with its outcome", async () => {
    const { page } = ferrars;
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Open the record' }).click();
    await page.getByRole('tab', { name: /^Attendances/ }).click();
    const entry = page.getByRole('listitem').filter({ hasText: 'Head injury' }).first();
    await expect(entry).toContainText('Horton General Hospital');
    await expect(entry).toContainText('PHU review booked');
    await expect(entry).toContainText('J Ferrars');
    await expectAccessible(page);
  });
});
