import { expect, test, type Page } from '@playwright/test';
import {
  bringIn,
  chooseOwnHospital,
  command,
  invite,
  inviteFirstAdmins,
  joinUnit,
  nameUnit,
  openStep,
  PUBLISHED_HOSPITALS,
  setNumber,
  setSender,
  startRealUnit,
  wholeWeek,
  writeRota,
  type RealUnit,
} from '../support/real-unit.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/unit.ts';

test.describe('a real unit begins with nothing', () => {
  let unit: RealUnit;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    unit = await startRealUnit();
  });
  test.afterAll(() => unit.stop());

  test('two admins set everything up on screen until nothing is missing', async ({ browser }) => {
    test.setTimeout(600_000);
    const [firstLink, secondLink] = inviteFirstAdmins(unit, ['first@example.org', 'second@example.org']);
    const first = await joinUnit(browser, unit, { link: firstLink!, email: 'first@example.org', name: 'F Irst' });
    const { page } = first;

    // They are led to what is missing, and by themselves they cannot get past what takes two.
    await toWhatIsMissing(page, /things that alerts need are missing/);
    await expect(page.getByText('1 of 9 steps are done.')).toBeVisible();
    await expect(page.getByText('No published list of hospitals was brought in').first()).toBeVisible();
    await expect(page.getByText('A second admin is needed').first()).toBeVisible();
    await expectAccessible(page);
    const second = await joinUnit(browser, unit, {
      link: secondLink!,
      email: 'second@example.org',
      name: 'S Econd',
    });

    command(unit, 'import', ['--ods', PUBLISHED_HOSPITALS]);
    await chooseOwnHospital(first, 'radcliffe', 'John Radcliffe Hospital');
    await nameUnit(first, 'Thames PHU');
    await expect(page.getByText('Thames PHU').first()).toBeVisible();
    await setSender(unit, first, 'phu@example.org');
    await setNumber(first, second, {
      button: 'Add the number of the day',
      label: 'PHU nurses',
      phone: '01632 960123',
    });
    await setNumber(second, first, {
      button: 'Add the number of nights and weekends',
      label: 'On-call haematology registrar, by switchboard',
      phone: '01632 960100',
    });
    await bringIn(second, 'heatherwood', 'Heatherwood Hospital');

    const nurseLink = await invite(unit, first, second, { email: 'nurse@example.org', role: 'Haemostasis nurse' });
    const nurse = await joinUnit(browser, unit, { link: nurseLink, email: 'nurse@example.org', name: 'N Urse' });
    const doctorLink = await invite(unit, second, first, { email: 'doctor@example.org', role: 'PHU doctor' });
    await joinUnit(browser, unit, { link: doctorLink, email: 'doctor@example.org', name: 'Dr D Octor' });
    // A nurse is told that alerts cannot be relied on yet, and why.
    await nurse.page.goto('/');
    await toWhatIsMissing(nurse.page, /that alerts need is missing/);
    await expect(nurse.page.getByText('There is no weekly rota.')).toBeVisible();
    await expect(nurse.page.getByText('An admin mends it under Set-up.')).toBeVisible();
    await writeRota(first, wholeWeek('N Urse', 'Dr D Octor'));

    await page.goto('/set-up');
    await expect(page.getByRole('heading', { name: 'Nothing is missing' })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 720 });

    // What stands changes by two.
    await openStep(first, 'name', 'Name as printed');
    await page.getByRole('button', { name: 'Propose another name' }).click();
    await page.getByLabel('Name of the unit').fill('Chiltern PHU');
    await page.getByLabel('Why it changes').fill('The trusts merged.');
    await page.getByRole('button', { name: 'Propose another name' }).click();
    await expect(page.getByText('“Thames PHU” becomes “Chiltern PHU”')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Confirm', exact: true })).toHaveCount(0);
    await second.page.goto('/set-up');
    await second.page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await expect(second.page.getByText('Name as printed: Chiltern PHU from now on.')).toBeVisible();
    await page.goto('/set-up');
    await expect(page.getByText('in place of “Thames PHU”')).toBeVisible();

    // What falls back is said again.
    await second.page.goto('/users');
    const row = second.page.getByRole('row').or(second.page.getByRole('listitem')).filter({ hasText: 'Dr D Octor' });
    await row.getByRole('button', { name: /Disable/ }).click();
    await page.goto('/set-up');
    await expect(page.getByText('No doctor of the unit can sign in.').first()).toBeVisible();
  });
});

/** The strip says what is most urgent; the rest stands in its drawer. */
async function toWhatIsMissing(page: Page, words: RegExp): Promise<void> {
  const link = page.getByRole('link', { name: words });
  const more = page.getByRole('button', { name: 'Show what is wrong' });
  await expect(link.or(more).first()).toBeVisible();
  if (!(await link.isVisible())) await more.click();
  await link.click();
}
