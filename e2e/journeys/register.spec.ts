import { expect, test, type Page } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { alertRow, atDesk, BOYD, expectAccessible, refuseBrokenPages, signIn } from '../support/unit.ts';

const next = (page: Page, step: string) => page.getByRole('button', { name: `Next: ${step}` }).click();
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
test('registering a child is usable in every look', async ({ browser }) => {
  // Six looks by axe.
  test.slow();
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/patients/register', heading('Register a child'));
  for (const step of ['condition', 'shared care', 'family', 'check']) {
    await next(page, step);
    await inEveryLook(page);
  }
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Not saved' })).toBeVisible();
  await inEveryLook(page);
  await context.close();
});

test('a child is registered by hand, is found, and taken back', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  await page.goto('/patients');
  await page.getByRole('link', { name: 'Register a child' }).click();
  await field(page, 'Family name').fill('Wren');
  await field(page, 'Given names').fill('Tilda');
  await field(page, 'Born').fill('14/5/2022');
  await page.getByRole('textbox', { name: /^NHS number/ }).fill('999 888 0019');
  await next(page, 'condition');
  await next(page, 'shared care');
  await next(page, 'family');
  await next(page, 'check');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  const missing = page.getByRole('alert').filter({ hasText: 'Not saved' });
  await expect(missing).toContainText('Sex');
  await expect(missing).toContainText('NHS number: This is not a valid NHS number');
  await missing.getByRole('link', { name: /^NHS number/ }).click();
  const number = page.getByRole('textbox', { name: /^NHS number/ });
  await expect(number).toBeFocused();
  await number.fill('999 888 0076');
  await page.getByRole('radio', { name: 'Female' }).click();
  // What is typed stays for whoever comes back to it.
  await page.getByRole('link', { name: 'Patients', exact: true }).first().click();
  await page.getByRole('link', { name: 'Register a child' }).click();
  await expect(field(page, 'Family name')).toHaveValue('Wren');
  await next(page, 'condition');
  await choose(page, 'Diagnosis', 'Haemophilia A');
  await choose(page, 'Severity', 'severe');
  await page.getByRole('textbox', { name: 'Weight', exact: false }).first().fill('16.2');
  await page.getByRole('textbox', { name: /^Weighed on/ }).fill('1/6/2026');
  await page.getByRole('radio', { name: 'None known' }).click();
  await next(page, 'shared care');
  await choose(page, 'Hospital', 'Stoke Mandeville Hospital');
  await next(page, 'family');
  await page.getByRole('textbox', { name: /^Telephone of the family/ }).fill('01632 960814');
  await next(page, 'check');
  await choose(page, 'Where this comes from', 'Letter or report');
  await expect(page.getByText('No similar child is registered.')).toBeVisible();
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await expect(page.getByText('WREN, Tilda is registered')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'WREN, Tilda' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('WREN, Tilda');
  await expect(page.getByRole('main')).toContainText('16.2 kg');
  const record = page.url();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone')).toBeVisible();
  await page.goto(record);
  await expect(page.getByRole('main')).not.toContainText('WREN');
  await context.close();
});

test('a child who may be here already is saved only after somebody has looked', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  await page.goto('/patients/register');
  await field(page, 'Family name').fill('Okafor');
  await field(page, 'Given names').fill('Daniel');
  const here = page.getByRole('complementary');
  await expect(here).toContainText('OKAFOR, Daniel');
  await expect(here).toContainText('Same name, another birth date');
  await field(page, 'Born').fill('3/2/2024');
  await page.getByRole('radio', { name: 'Male', exact: true }).click();
  await next(page, 'condition');
  await choose(page, 'Diagnosis', 'Haemophilia B');
  await page.getByRole('radio', { name: 'Not asked' }).click();
  await next(page, 'shared care');
  await next(page, 'family');
  await next(page, 'check');
  await choose(page, 'Where this comes from', 'Told by the family');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await expect(page.getByText('This child may be registered already.')).toBeVisible();
  await here.getByRole('button', { name: 'A different child' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await expect(page.getByText('OKAFOR, Daniel is registered')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await context.close();
});

test('an unmatched child is registered from the alert, which is matched in the same step', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  await page.getByRole('button', { name: /Log attendance/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Patient' }).fill('Xylander');
  await expect(sheet.getByRole('status').filter({ hasText: /No patient matches/ })).toBeAttached();
  await sheet
    .getByRole('button', { name: 'Log without a match' })
    .or(page.getByRole('option', { name: /log without a match/i }))
    .first()
    .click();
  await sheet.getByLabel('Name, or what is known of it').fill('Corin Xylander');
  await choose(sheet, 'Hospital', 'Milton Keynes Hospital');
  await sheet.getByRole('radio', { name: 'Bleeding', exact: true }).check();
  await sheet.getByRole('radio', { name: 'Joint', exact: true }).check();
  await sheet.getByRole('radio', { name: 'Mother' }).check();
  await sheet.getByRole('button', { name: /^Save/ }).click();
  await expect(sheet.getByRole('heading', { name: /^Logged at/ })).toBeVisible();
  // While the sheet is open: under a pointer that rests on the list, a new row waits to be asked for.
  await expect(alertRow(page, 'Corin Xylander')).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await alertRow(page, 'Corin Xylander').getByRole('link', { name: 'Open' }).press('Enter');
  await page.getByRole('link', { name: 'Register this child' }).click();
  await expect(page.getByText('What was said on the telephone is filled in.')).toBeVisible();
  await expect(field(page, 'Family name')).toHaveValue('Xylander');
  await expect(field(page, 'Given names')).toHaveValue('Corin');
  await field(page, 'Born').fill('9/9/2017');
  await page.getByRole('radio', { name: 'Male', exact: true }).click();
  await next(page, 'condition');
  await choose(page, 'Diagnosis', 'Haemophilia A');
  await page.getByRole('radio', { name: 'Not asked' }).click();
  await next(page, 'shared care');
  await next(page, 'family');
  await next(page, 'check');
  await page.getByRole('button', { name: 'Register and match' }).click();
  await expect(page.getByText('XYLANDER, Corin is registered and matched')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open the record' })).toBeVisible();
  await context.close();
});
