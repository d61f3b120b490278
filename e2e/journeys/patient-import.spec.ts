import { expect, test } from '../support/test.ts';
import writeXlsxFile from 'write-excel-file/node';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { BOYD, expectAccessible, refuseBrokenPages, signIn } from '../support/unit.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEAD = ['Surname', 'First name', 'DOB', 'NHS no', 'Condition', 'Hospital', 'Bed'];
const text = (values: string[]) => values.map((value) => ({ value }));

async function workbook(familyName: string): Promise<Buffer> {
  return writeXlsxFile([
    text(HEAD),
    [
      ...text([familyName, 'Rowan']),
      { value: new Date(Date.UTC(2014, 1, 3)), format: 'dd/mm/yyyy' },
      ...text(['', 'Severe haemophilia B', 'RHW01', '4']),
    ],
    text([familyName, 'Hazel', '12/11/2015', '', 'VWD', 'RHW01', '']),
    text([familyName, 'Ash', '31/02/2015', '', 'VWD', 'RHW01', '']),
  ]).toBuffer();
}

test('the import of patients is usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/patient-imports', heading('Import of patients'));
  await page.getByLabel('List of children', { exact: true }).setInputFiles({
    name: 'looks.xlsx',
    mimeType: XLSX,
    buffer: await workbook('Lookwood'),
  });
  await expect(page.getByRole('heading', { level: 1, name: 'looks.xlsx' })).toBeVisible();
  await expect(page.getByText('Surname', { exact: true })).toBeVisible();
  await inEveryLook(page);
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await expect(page.getByRole('heading', { name: /ready/ })).toBeVisible();
  await inEveryLook(page);
  await context.close();
});

test('a workbook is sent, mapped, checked, two of three rows brought in, and taken back', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/patients');
  await page.getByRole('link', { name: 'Import from a spreadsheet' }).click();
  await page.getByLabel('List of children', { exact: true }).setInputFiles({
    name: 'clinic.xlsx',
    mimeType: XLSX,
    buffer: await workbook('Thistlewood'),
  });
  await expect(page.getByRole('heading', { level: 1, name: 'clinic.xlsx' })).toBeVisible();

  // Guessed; what nobody knows is left out. One is taken away by hand and put back.
  const condition = page.getByRole('combobox', { name: 'Condition' });
  await expect(condition).toContainText('Diagnosis');
  await expect(page.getByRole('combobox', { name: 'Bed' })).toContainText('Not read');
  await condition.click();
  await page.getByRole('option', { name: 'Not read' }).click();
  await expect(page.getByText('No column is the diagnosis.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check the rows' })).toBeDisabled();
  await condition.click();
  await page.getByRole('option', { name: 'Diagnosis', exact: true }).click();
  await page.getByRole('button', { name: 'Check the rows' }).click();

  await expect(page.getByRole('heading', { name: '2 ready, 1 cannot be brought in' })).toBeVisible();
  await expect(page.getByText('Columns that are not read: Bed.')).toBeVisible();
  const rows = page.getByRole('table', { name: 'Rows of the list' });
  await expect(rows.getByText('Birth date “31/02/2015” is a day that does not exist.')).toBeVisible();

  // One by one.
  await page.getByRole('option', { name: 'Ready 2' }).click();
  await page.getByRole('checkbox', { name: 'Select THISTLEWOOD, Hazel' }).check();
  await page.getByRole('button', { name: 'Bring in the 1 row chosen' }).click();
  await expect(page.getByText('1 child registered')).toBeVisible();
  await page.getByRole('button', { name: 'Bring in the 1 row that is left' }).click();
  await expect(page.getByText('2 children registered')).toBeVisible();
  await rows.getByRole('link', { name: 'THISTLEWOOD, Rowan' }).click();
  await expect(
    page
      .getByText(/Haemophilia B/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await page.goBack();

  await page.getByRole('button', { name: 'Undo this import' }).click();
  await expect(page.getByRole('heading', { name: '1 cannot be brought in, 2 undone' })).toBeVisible();
  await expect(rows.getByRole('link', { name: /THISTLEWOOD/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Import of patients' }).click();
  await expect(page.getByRole('table', { name: 'Lists so far' })).toContainText('clinic.xlsx');
});

test('a file that is no list is refused in words, and the page stays as it was', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  await page.goto('/patient-imports');
  await page.getByLabel('List of children', { exact: true }).setInputFiles({
    name: 'photo.xlsx',
    mimeType: XLSX,
    buffer: Buffer.from('PK\u0003\u0004 not a workbook'),
  });
  await expect(page.getByRole('alert')).toContainText('This workbook is damaged. Save it again as XLSX or CSV');
});

test('an admin sends a hospital list, sees how far it is, and that an older one undoes nothing', async ({
  browser,
}) => {
  const context = await browser.newContext();
  await signIn(context, 'admin@example.org');
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/admin');
  await page.getByRole('link', { name: 'Send a hospital list, and see all reports' }).click();
  const send = (name: string, hospital: string) =>
    page.getByLabel('Hospital list', { exact: true }).setInputFiles({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(`OrganisationCode¬OrganisationName¬City\nQX901¬${hospital}¬OXFORD\n`),
    });
  await send('hospitals-2026-06.csv', 'FIRST NAME HOSPITAL');
  await expect(page.getByText('1 added')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Report of hospitals-2026-06.csv' })).toContainText('QX901');
  await send('hospitals-2019.csv', 'SOME OLDER NAME');
  await expect(page.getByText('1 older, left out')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Report of hospitals-2019.csv' })).toContainText(
    'would undo what is known as of 2026-06-30',
  );
  await expectAccessible(page);
  await context.close();
});
