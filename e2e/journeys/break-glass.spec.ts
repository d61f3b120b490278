import { expect, test } from '../support/test.ts';
import {
  alertRow,
  atDesk,
  BOYD,
  expectAccessible,
  expectNoSidewaysScroll,
  LINDQVIST,
  post,
  refuseBrokenPages,
  signIn,
  openAlert,
} from '../support/unit.ts';

test('an unlinked child at 3 am: seen by keyboard alone, told to the unit, reviewed by another', async ({
  browser,
}) => {
  const { page: today, context } = await atDesk(browser, BOYD);
  const found = await post(context, '/api/patients/search', { query: 'Smith Ava' });
  const [match] = ((await found.json()) as { matches: { patient: { nhsNumber: string; birthDate: string } }[] })
    .matches;
  const { nhsNumber, birthDate } = match!.patient;

  const ward = await browser.newContext();
  await signIn(ward, LINDQVIST);
  const page = await ward.newPage();
  refuseBrokenPages(page);
  await page.goto('/patients');
  await page.getByRole('link', { name: /Emergency access/ }).click();
  await expect(page.getByLabel('NHS number')).toBeFocused();
  await expectAccessible(page);

  await test.step('a wrong birth date finds nobody', async () => {
    await page.keyboard.type(nhsNumber);
    await page.keyboard.press('Tab');
    await page.keyboard.type('1/2/2001');
    await page.keyboard.press('Tab');
    await page.keyboard.type('B');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Fell from the bunk bed, drowsy.');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('No record matches both');
    await expectAccessible(page);
  });

  await test.step('the right one opens the emergency view', async () => {
    await page.getByLabel('Birth date').fill(birthDate.split('-').reverse().join('/'));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /SMITH, Ava.*Emergency view/ })).toBeVisible();
  });

  await test.step('left and found again, from the list of children and from the form', async () => {
    await page.getByRole('link', { name: 'My patients', exact: true }).click();
    await page.getByRole('link', { name: /SMITH, Ava.*E-\d+.*left/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: /SMITH, Ava/ })).toBeVisible();
    await page.goto('/emergency-access');
    await page.getByRole('link', { name: /SMITH, Ava.*E-\d+.*left/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: /SMITH, Ava/ })).toBeVisible();
  });
  await expect(
    page.getByText(/^Emergency access until \d\d:\d\d\. This is recorded and will be reviewed\.$/),
  ).toBeVisible();
  await expect(page.getByText(/^(4 h|3 h 5\d min) left$/)).toBeVisible();
  await expect(page.getByText(/SMITH, Ava/).first()).toBeVisible();
  expect(new URL(page.url()).pathname).toMatch(/^\/emergency-access\/[0-9a-f-]{36}$/);
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }

  const row = alertRow(today, /Emergency access by/);
  await expect(row).toContainText('SMITH, Ava');
  await expect(row).toContainText('Fell from the bunk bed, drowsy.');
  await expect(row).toContainText('Amber');
  await openAlert(today, row);
  await expect(today.getByRole('heading', { name: 'Emergency access' })).toBeVisible();
  await expectAccessible(today);

  await test.step('the arrival is logged from the view, with the record of the child', async () => {
    await page.getByRole('button', { name: 'Log arrival' }).click();
    await page.getByRole('radio', { name: 'Head injury' }).check();
    await page.getByRole('radio', { name: 'Not given', exact: true }).check();
    await page.getByRole('checkbox', { name: /Name and birth date checked/ }).check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Tell the PHU' }).click();
    await expect(page.getByRole('heading', { name: /^Logged at \d\d:\d\d$/ })).toBeVisible();
    await expect(page.getByText(/Not matched to a patient/)).toHaveCount(0);
  });

  await today.goto('/');
  await today.getByRole('link', { name: /Emergency access to review \d/ }).click();
  await expect(today.getByText('1 to review.')).toBeVisible();
  await today.getByRole('button', { name: /^Review/ }).click();
  await today.getByRole('radio', { name: 'Justified', exact: true }).check();
  await today.getByLabel('What you looked at and found').fill('Rang them: the child was there.');
  await expectAccessible(today);
  await today.getByRole('button', { name: 'Save review' }).click();
  await expect(today.getByText('Nothing is waiting for review.')).toBeVisible();
  await ward.close();
});
