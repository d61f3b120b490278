import { expect, test, type Page } from '@playwright/test';
import {
  bringIn,
  chooseOwnHospital,
  invite,
  inviteFirstAdmins,
  joinUnit,
  nameUnit,
  PUBLISHED_HOSPITALS,
  setNumber,
  setSender,
  startRealUnit,
  wholeWeek,
  writeRota,
  type Colleague,
  type RealUnit,
} from '../support/real-unit.ts';

const HOSPITAL = 'Stoke Mandeville Hospital';
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const next = (page: Page, step: string) => page.getByRole('button', { name: `Next: ${step}` }).click();
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

/** Two hundred children as a unit keeps them: a file with columns of its own. */
function listOfChildren(count: number): Buffer {
  const head = 'Surname,First name,DOB,Sex,Condition,Hospital';
  // Each is born on a day of its own: the same day and a name alike would be asked about, as it must be.
  const rows = Array.from({ length: count }, (_, place) => {
    const born = new Date(Date.UTC(2010, 0, 1 + place * 17)).toISOString().slice(0, 10);
    return `Listed${letters(place)},Given${letters(place)},${born},F,Severe haemophilia A,RXQ02`;
  });
  return Buffer.from([head, ...rows].join('\r\n'));
}

/** 0 → aa, 1 → ab: names of letters alone. */
function letters(place: number): string {
  return String.fromCharCode(97 + Math.floor(place / 26), 97 + (place % 26));
}

/** A unit that begins with an empty database, by what its people press and type alone. */
test.describe('a real unit works from nothing', () => {
  let unit: RealUnit;
  let first: Colleague;
  let second: Colleague;
  let nurse: Colleague;
  test.describe.configure({ mode: 'serial' });
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    unit = await startRealUnit();
  });
  test.afterAll(() => unit.stop());

  test('two admins set the unit up and let its people in', async ({ browser }) => {
    test.setTimeout(420_000);
    const [firstLink, secondLink] = inviteFirstAdmins(unit, ['first@example.org', 'second@example.org']);
    first = await joinUnit(browser, unit, { link: firstLink!, email: 'first@example.org', name: 'F Irst' });
    second = await joinUnit(browser, unit, { link: secondLink!, email: 'second@example.org', name: 'S Econd' });

    await first.page.goto('/admin/hospital-lists');
    await first.page.getByLabel('Hospital list', { exact: true }).setInputFiles(PUBLISHED_HOSPITALS);
    await expect(first.page.getByText(/\d+ added/).first()).toBeVisible();

    await chooseOwnHospital(first, 'radcliffe', 'John Radcliffe Hospital');
    await nameUnit(first, 'Thames PHU');
    await setSender(unit, first, 'phu@example.org');
    await setNumber(first, second, { button: 'Add the number of the day', label: 'PHU nurses', phone: '01632 960123' });
    await setNumber(second, first, {
      button: 'Add the number of nights and weekends',
      label: 'On-call haematology registrar, by switchboard',
      phone: '01632 960100',
    });
    await bringIn(second, 'mandeville', HOSPITAL);

    const join = async (by: Colleague, who: { email: string; name: string; role: string; hospital?: string }) =>
      joinUnit(browser, unit, { link: await invite(unit, by, who), email: who.email, name: who.name });
    nurse = await join(first, { email: 'nurse@example.org', name: 'N Urse', role: 'Haemostasis nurse' });
    await join(second, { email: 'doctor@example.org', name: 'Dr D Octor', role: 'PHU doctor' });
    await join(first, {
      email: 'link@example.org',
      name: 'Dr L Ink',
      role: 'Link consultant',
      hospital: HOSPITAL,
    });
    await writeRota(first, wholeWeek('N Urse', 'Dr D Octor'));
    await first.page.goto('/set-up');
    await expect(first.page.getByRole('heading', { name: 'Nothing is missing' })).toBeVisible();
  });

  test('a child is registered by hand, and 200 by a file', async () => {
    test.setTimeout(240_000);
    const { page } = nurse;
    await page.goto('/patients');
    await expect(page.getByText('No child is in the register yet.')).toBeVisible();
    await page.getByRole('link', { name: 'Register a child' }).first().click();
    await field(page, 'Family name').fill('Wren');
    await field(page, 'Given names').fill('Tilda');
    await field(page, 'Born').fill('14/5/2022');
    await page.getByRole('radio', { name: 'Female' }).click();
    await next(page, 'condition');
    await choose(page, 'Diagnosis', 'Haemophilia A');
    await choose(page, 'Severity', 'severe');
    await page.getByRole('radio', { name: 'None known' }).click();
    await next(page, 'shared care');
    await page.getByLabel('Hospital', { exact: true }).selectOption({ label: HOSPITAL });
    await next(page, 'family');
    await next(page, 'check');
    await choose(page, 'Where this comes from', 'Letter or report');
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await expect(page.getByText('WREN, Tilda is registered')).toBeVisible();

    await page.goto('/patient-imports');
    await page.getByLabel('List of children', { exact: true }).setInputFiles({
      name: 'our children.csv',
      mimeType: 'text/csv',
      buffer: listOfChildren(200),
    });
    await page.getByRole('button', { name: 'Check the rows' }).click();
    await expect(page.getByRole('heading', { name: '200 ready' })).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: /^Bring in (all|the) 200/ }).click();
    await expect(page.getByText('200 children registered')).toBeVisible({ timeout: 60_000 });

    await page.goto('/patients');
    await expect(page.getByText(/^201 children/)).toBeVisible();
  });
});
