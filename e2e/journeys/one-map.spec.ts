import { expect, test } from '../support/test.ts';
import { inEveryLook, NARROW } from '../support/looks.ts';
import {
  alertRow,
  atDesk,
  attendanceLogged,
  BOYD,
  expectAccessible,
  LINDQVIST,
  refuseBrokenPages,
  signIn,
} from '../support/unit.ts';

const FIND = 'Find a child, alert, page or action';

test('letters after Ctrl+K belong to the search, which opens an alert, a page and a sheet by keys alone', async ({
  browser,
}) => {
  const { page, context } = await atDesk(browser, BOYD);
  const { reference } = await attendanceLogged(context, { unmatched: 'Alder, Ada' });
  const row = alertRow(page, 'Alder, Ada');
  await expect(row).toBeVisible();
  await row.focus();
  // "a" on a row acknowledges: not one of these letters may reach it.
  await page.keyboard.press('Control+k');
  await page.keyboard.type(reference);
  const box = page.getByRole('combobox', { name: FIND });
  await expect(box).toBeFocused();
  await expect(box).toHaveValue(reference);
  await expect(page.getByRole('group', { name: 'Alerts' }).getByRole('option')).toContainText('Alder, Ada');
  await expectAccessible(page);
  // H5: nothing is chosen before an arrow key says so.
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/$/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerts\//);
  await expect(page.getByRole('button', { name: 'Acknowledge' }).filter({ visible: true }).first()).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('reminders');
  const pages = page.getByRole('group', { name: 'Pages' }).getByRole('option');
  await expect(pages).toHaveCount(1);
  await expect(page.getByText('Searching')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Reminders' })).toBeFocused();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reminders' })).toHaveAttribute(
    'aria-current',
    'page',
  );

  await page.keyboard.press('/');
  await expect(page.getByRole('group', { name: 'Pages you opened last' }).getByRole('option').first()).toHaveText(
    /Today/,
  );
  await page.keyboard.type('log att');
  await expect(page.getByRole('group', { name: 'Actions' }).getByRole('option')).toHaveText(/Log attendance/);
  await expect(page.getByText('Searching')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Patient' })).toBeFocused();
  await context.close();
});

test('the theme is kept on this device, also where people sign in, and help speaks of the page', async ({
  browser,
}) => {
  const { page, context } = await atDesk(browser, BOYD, { colorScheme: 'light' });
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: /your account/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(ground).not.toBe(light);
  await page.getByRole('button', { name: /your account/ }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toHaveAttribute('aria-checked', 'true');
  await page.getByRole('menuitemcheckbox', { name: 'More contrast' }).click();
  await expect.poll(ground).toBe('rgb(0, 0, 0)');
  await expectAccessible(page);

  await page.goto('/open-access');
  await expect(page.getByRole('heading', { level: 1, name: 'Open access' })).toBeVisible();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help).toContainText('Due review');
  await expectAccessible(page);
  await help.getByRole('button', { name: 'Show me around in four steps' }).click();
  for (const step of [1, 2, 3, 4]) {
    const tour = page.getByRole('dialog').filter({ hasText: `Step ${step} of 4` });
    await expect(tour).toBeVisible();
    await tour.getByRole('button', { name: step === 4 ? 'Done' : 'Next' }).click();
  }
  await expect(page.getByRole('region', { name: 'First visit' })).toHaveCount(0);

  await page.goto('/requests/nothing-of-this-name');
  await expect(page.getByRole('heading', { name: 'Nothing here that you can open' })).toBeVisible();
  await page.getByRole('button', { name: 'Find it by name or reference' }).click();
  await expect(page.getByRole('combobox', { name: FIND })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Find it by name or reference' })).toBeFocused();
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Requests' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Requests' })).toBeVisible();

  await page.getByRole('button', { name: /your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await ground()).toBe('rgb(0, 0, 0)');
  await context.close();
});

test('a link consultant has the menu, the search and help on a phone, and finds no other child', async ({
  browser,
}) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, LINDQVIST);
  await page.goto('/');
  await expect(page.locator('main h1')).toBeVisible();
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  const box = page.getByRole('combobox', { name: 'Find a child or page' });
  await expect(box).toBeFocused();
  // "Smith" of the Royal Berkshire Hospital is not hers.
  await box.fill('smith');
  await expect(page.getByText(/^No patient matches/)).toBeVisible();
  await expect(page.getByRole('group', { name: 'Children' })).toHaveCount(0);
  await inEveryLook(page);
  await box.press('Escape');
  await box.press('Escape');
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'Hospitals' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Menu' })).toBeHidden();
  await context.close();
});
