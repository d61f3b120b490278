import { expect, test, type BrowserContext, type Page } from '../support/test.ts';
import { heading, lookAround, NARROW } from '../support/looks.ts';
import {
  atDesk,
  BOYD,
  expectAccessible,
  expectNoSidewaysScroll,
  LINDQVIST,
  post,
  refuseBrokenPages,
  SHAH,
  signIn,
} from '../support/unit.ts';

async function patientId(context: BrowserContext, query: string): Promise<string> {
  const found = await post(context, '/api/patients/search', { query });
  const { matches } = (await found.json()) as { matches: { patient: { id: string } }[] };
  return matches[0]!.patient.id;
}

async function choose(page: Page, field: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).first().click();
}

const WORDS = 'It prevents bleeds and does not treat them. Ring the unit before giving anything.';
const SAFE = 'Words for the emergency department are not yet approved. Ring the unit.';

test('words are written, given to a child, approved by another, read on a phone, and the treatment stops', async ({
  browser,
}) => {
  const { page, context } = await atDesk(browser, BOYD);
  const id = await patientId(context, 'khan zara');
  const main = page.locator('main');

  await test.step('a nurse takes up the reference words of a drug and changes them', async () => {
    await page.getByRole('link', { name: 'Treatments' }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Treatments' })).toBeVisible();
    await expectAccessible(page);
    await main.getByRole('link', { name: 'Fitusiran' }).click();
    await expect(main.getByText(SAFE)).toBeVisible();
    await page.getByRole('button', { name: 'Take up the reference words' }).click();
    await page.getByLabel('Words for the emergency department').fill('Give 50 IU.');
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await expect(page.getByText('“50 IU” should be “50 international units”.').first()).toBeVisible();
    await page.getByLabel('Words for the emergency department').fill(WORDS);
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await expect(page.getByText('A doctor of the unit who did not write it approves it.')).toBeVisible();
    await expectAccessible(page);
  });
  const drug = page.url();

  await test.step('it is given to a child: banner and record say it, with the safe line', async () => {
    await page.goto(`/patients/${id}/treatment`);
    await page.getByRole('button', { name: 'Add a treatment' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Choose a treatment from the list.').first()).toBeVisible();
    await choose(page, 'Treatment', /^Fitusiran/);
    await page.getByRole('radio', { name: 'Prophylaxis' }).check();
    await page.getByLabel('Regimen').fill('Every two months');
    await choose(page, 'Where this comes from', 'Seen or measured in clinic');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Treatment added.')).toBeVisible();
    await expect(page.locator('sc-patient-banner')).toContainText('On fitusiran');
    await expect(main.getByText(SAFE)).toBeVisible();
    await expectAccessible(page);
  });

  const ward = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await signIn(ward, LINDQVIST);
  const phone = await ward.newPage();
  refuseBrokenPages(phone);
  await phone.goto(`/patients/${id}/emergency-plan`);
  await expect(phone.locator('sc-emergency-card').getByText(SAFE)).toBeVisible();

  await test.step('a doctor approves; the phone shows it by itself', async () => {
    const { page: doctor } = await atDesk(browser, SHAH);
    await doctor.goto(drug);
    await doctor.getByRole('button', { name: /^Approve version/ }).click();
    await expect(doctor.getByRole('status').filter({ hasText: 'Approved.' })).toBeVisible();
    await expect(phone.locator('sc-emergency-card').getByText(WORDS)).toBeVisible();
    await expect(phone.getByText(SAFE)).toHaveCount(0);
    await expectAccessible(phone);
    await expectNoSidewaysScroll(phone);
  });

  await test.step('it stops, and counts on; undo puts it back', async () => {
    await page.getByRole('button', { name: 'Stop Fitusiran' }).click();
    await page.getByLabel('Last day').fill(new Date().toLocaleDateString('en-GB'));
    await choose(page, 'Where this comes from', 'Seen or measured in clinic');
    await page.getByRole('button', { name: 'Stop the treatment' }).click();
    await expect(page.locator('sc-patient-banner')).toContainText('Fitusiran stopped');
    await expect(main.getByText('counts until').first()).toBeVisible();
    await expect(phone.locator('sc-emergency-card').getByText('Fitusiran stopped').first()).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.locator('sc-patient-banner')).toContainText('On fitusiran');
  });

  await test.step('it was of another child: struck out, and on no surface any more', async () => {
    await page.getByRole('button', { name: 'Strike out Fitusiran' }).click();
    await page.getByLabel('Why this entry is wrong').fill('Of another child in clinic.');
    await page.getByRole('button', { name: 'Strike out', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Put Fitusiran back' })).toBeVisible();
    await expect(page.locator('sc-patient-banner')).not.toContainText('itusiran');
    await expect(phone.getByText('On fitusiran')).toHaveCount(0);
  });
  await ward.close();
});

test('treatments are usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/treatments', heading('Treatments'));
  await lookAround(page, '/treatments/new', heading('Add a treatment'));
  const { treatments } = (await (await context.request.get('/api/treatments')).json()) as {
    treatments: { id: string; name: string }[];
  };
  for (const drug of ['Emicizumab', 'Concizumab'])
    await lookAround(page, `/treatments/${treatments.find((one) => one.name === drug)!.id}`, heading(drug));
  await lookAround(page, `/patients/${await patientId(context, 'williams ethan')}/treatment`, async (shown) => {
    await expect(shown.getByText('What departments are told')).toBeVisible();
  });
  await context.close();
});
