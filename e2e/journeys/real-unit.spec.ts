import { expect as expectSoon, test, type Page } from '@playwright/test';
import { choose } from '../support/choose.ts';
import {
  bringIn,
  chooseOwnHospital,
  invite,
  inviteFirstAdmins,
  joinUnit,
  mailTo,
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
import { addConsultant, agreeOpenAccess, closeAlert, describeUnit, findChild } from '../support/real-work.ts';
import { alertRow } from '../support/unit.ts';

// Registering hundreds of children keeps a small machine busy.
const expect = expectSoon.configure({ timeout: 30_000 });
const HOSPITAL = 'Stoke Mandeville Hospital';
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const next = (page: Page, step: string) => page.getByRole('button', { name: `Next: ${step}` }).click();
/** Two hundred children as a unit keeps them: a file with columns of its own. */
function listOfChildren(count: number): Buffer {
  const head = 'Surname,First name,DOB,Sex,Condition,Hospital';
  // Each is born on a day of its own: the same day and a name alike would be asked about, as it must be.
  const rows = Array.from({ length: count }, (_, place) => {
    const born = new Date(Date.UTC(2010, 0, 1 + place * 17)).toISOString().slice(0, 10);
    // The last five belong to another hospital: its consultant alone may see them.
    const hospital = place < count - 5 ? 'RXQ02' : 'RHW0C';
    return `Listed${letters(place)},Given${letters(place)},${born},F,Severe haemophilia A,${hospital}`;
  });
  return Buffer.from([head, ...rows].join('\r\n'));
}

/** 0 → aa, 1 → ab: names of letters alone. */
function letters(place: number): string {
  return String.fromCharCode(97 + Math.floor(place / 26), 97 + (place % 26));
}

/** A unit that begins with an empty database and works, by what its people press and type alone. */
test.describe('a real unit works from nothing', () => {
  let unit: RealUnit;
  let first: Colleague;
  let second: Colleague;
  let nurse: Colleague;
  let doctor: Colleague;
  let consultant: Colleague;
  test.describe.configure({ mode: 'serial' });
  // A wrong word says so where it stands, and not after the minutes of the whole part.
  test.use({ actionTimeout: 30_000 });
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
      joinUnit(browser, unit, {
        link: await invite(unit, by, by === first ? second : first, who),
        email: who.email,
        name: who.name,
      });
    nurse = await join(first, { email: 'nurse@example.org', name: 'N Urse', role: 'Haemostasis nurse' });
    doctor = await join(second, { email: 'doctor@example.org', name: 'Dr D Octor', role: 'PHU doctor' });
    consultant = await join(first, {
      email: 'link@example.org',
      name: 'Dr L Ink',
      role: 'Link consultant',
      hospital: HOSPITAL,
    });
    await describeUnit(second, HOSPITAL, "Children's ward");
    await addConsultant(second, consultant, HOSPITAL);
    await writeRota(first, wholeWeek('N Urse', 'Dr D Octor'));
    await first.page.goto('/set-up');
    await expect(first.page.getByRole('heading', { name: 'Nothing is missing' })).toBeVisible();
  });

  test('a child is registered by hand, and 200 by a file', async () => {
    test.setTimeout(420_000);
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
    await choose(page, 'Hospital', HOSPITAL);
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
    await expect(page.getByRole('heading', { name: '200 ready' })).toBeVisible({ timeout: 180_000 });
    await page.getByRole('button', { name: 'Bring in all 200 rows that are ready' }).click();
    await expect(page.getByText('200 children registered')).toBeVisible({ timeout: 180_000 });

    await page.goto('/patients');
    await expect(page.getByText(/^201 children/)).toBeVisible();
  });

  test('an arrival of that child is an alert, by mail, owned, and closed with an outcome', async () => {
    test.setTimeout(300_000);
    const { page } = nurse;
    await page.goto('/');
    await page.getByRole('button', { name: /Log attendance/ }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('combobox', { name: 'Patient' }).fill('wren til');
    await page.getByRole('option', { name: /WREN, Tilda/ }).click();
    await sheet.getByRole('checkbox', { name: /^Born/ }).check();
    await sheet.getByRole('checkbox', { name: /^Name/ }).check();
    await sheet.getByRole('radio', { name: 'Head injury', exact: true }).check();
    await sheet.getByRole('radio', { name: 'Mother' }).check();
    await sheet.getByRole('button', { name: /^Save/ }).click();
    await expect(sheet.getByRole('heading', { name: /^Logged at/ })).toBeVisible();
    await sheet.getByRole('button', { name: 'Close' }).click();

    // The one on duty is told, and the mail names no child.
    const mail = await Promise.any([
      mailTo(unit, 'nurse@example.org', /Red alert/),
      mailTo(unit, 'doctor@example.org', /Red alert/),
    ]);
    expect(mail).toContain(HOSPITAL);
    expect(mail).not.toMatch(/wren|tilda/i);
    const link = /http:\S+\/alerts\/\S+/.exec(mail)![0];

    await doctor.page.goto(link);
    await doctor.page.getByRole('button', { name: 'Acknowledge' }).first().click();
    await expect(alertRow(page, 'WREN, Tilda')).toContainText('Dr D Octor');
    await closeAlert(doctor.page);
    await expect(alertRow(page, 'WREN, Tilda')).toContainText('Closed by Dr D Octor');
  });

  test('a child who is not in the register is registered from the alert', async () => {
    test.setTimeout(120_000);
    const { page } = nurse;
    await page.goto('/');
    await page.getByRole('button', { name: /Log attendance/ }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('combobox', { name: 'Patient' }).fill('Xylander');
    await page.getByRole('option', { name: /log without a match/i }).click();
    await sheet.getByLabel('Name, or what is known of it').fill('Corin Xylander');
    await choose(sheet, 'Hospital', HOSPITAL);
    await sheet.getByRole('radio', { name: 'Bleeding', exact: true }).check();
    await sheet.getByRole('radio', { name: 'Joint', exact: true }).check();
    await sheet.getByRole('radio', { name: 'Mother' }).check();
    await sheet.getByRole('button', { name: /^Save/ }).click();
    await expect(sheet.getByRole('heading', { name: /^Logged at/ })).toBeVisible();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await alertRow(page, 'Corin Xylander').getByRole('link', { name: 'Open' }).press('Enter');
    await page.getByRole('link', { name: 'Register this child' }).click();
    await expect(field(page, 'Family name')).toHaveValue('Xylander');
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
    await expect(page.getByRole('heading', { level: 1, name: 'XYLANDER, Corin' })).toBeVisible();
  });

  test('open access is agreed, and an inhibitor result forces its review', async () => {
    test.setTimeout(300_000);
    const { page } = nurse;
    const record = await findChild(page, 'wren til', 'WREN, Tilda');
    const arrangement = await agreeOpenAccess(nurse, consultant, { record, hospital: HOSPITAL, issuer: 'Dr D Octor' });

    await page.goto(`${record}/facts`);
    const weight = page.getByRole('region', { name: 'Weight' });
    await weight.getByRole('button', { name: 'Add weight' }).click();
    await weight.getByRole('textbox', { name: /^Weight/ }).fill('16.2');
    await weight.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(weight).toContainText('16.2 kg');
    // A weight alone forces nothing.
    await page.goto(arrangement);
    const stands = page.getByRole('list', { name: 'Where it stands' }).locator('[aria-current=step]');
    await expect(stands).toHaveText('Active');

    await page.goto(`${record}/facts`);
    const inhibitor = page.getByRole('region', { name: 'Inhibitor' });
    await inhibitor.getByRole('button', { name: 'Add result' }).click();
    await choose(page, 'Result', 'Inhibitor found');
    await inhibitor.getByRole('textbox', { name: /^Titre/ }).fill('4.2');
    await inhibitor.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(inhibitor).toContainText('4.2 BU');

    await page.goto(arrangement);
    await expect(stands).toHaveText('Due review');
    await expect(page.getByText(/Review forced on .*inhibitor/i)).toBeVisible();
    await page.goto('/open-access');
    await expect(page.getByText('WREN, Tilda').first()).toBeVisible();
  });

  test('the link consultant sees the children of their own hospital, and no other', async () => {
    const { page } = consultant;
    await page.goto('/my-patients');
    const search = page.getByLabel('Name or NHS number');
    await search.fill('wren');
    await expect(page.getByRole('link', { name: /WREN, Tilda/ })).toBeVisible();
    await search.fill('listedaa');
    await expect(page.getByRole('link', { name: /LISTEDAA/ })).toBeVisible();
    // The last of the file: at the other hospital.
    await search.fill('listedhr');
    await expect(page.getByRole('heading', { name: '0 found' })).toBeVisible();
    const theirs = await findChild(nurse.page, 'listedhr', 'LISTEDHR');
    await page.goto(theirs);
    await expect(page.getByText(/not here|not be found|no patient/i).first()).toBeVisible();
    await expect(page.getByText('LISTEDHR')).toHaveCount(0);
  });
});
