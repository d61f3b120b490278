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

async function pagesOnPaper(page: Page): Promise<number> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const printed = await page.pdf({ format: 'A4', printBackground: true });
  return (await getDocument({ data: new Uint8Array(printed), verbosity: 0 }).promise).numPages;
}

test('a plan is written, refused to its author, approved by a doctor, read on a phone and printed on one page', async ({
  browser,
}) => {
  const { page, context } = await atDesk(browser, BOYD);
  const id = await patientId(context, 'khan zara');
  await page.goto(`/patients/${id}/emergency-plan`);
  await expect(page.getByText('NO EMERGENCY PLAN')).toBeVisible();
  await page.getByRole('button', { name: /^Write version/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Emergency plan, version/ })).toBeVisible();

  await page.getByLabel('Do this first', { exact: true }).fill('Ring the unit.\nGive 500 IU as written.');
  await expect(page.getByText('“500 IU” should be “500 international units”.')).toBeVisible();
  await page.getByRole('button', { name: 'Write it so in Do this first' }).click();
  await expect(page.getByLabel('Do this first', { exact: true })).toHaveValue(
    'Ring the unit.\nGive 500 international units as written.',
  );
  for (const [label, text] of [
    ['Do not', 'No injection into a muscle.'],
    ['Treatment product', 'From the family’s bag'],
    ['Major bleed', 'As the unit says.'],
    ['Minor bleed', 'Rest and ice.'],
    ['Head injury', 'Treat first, then scan.'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel(/I checked the text against the facts/).check();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await expect(page.getByText('A doctor of the unit who did not write it approves it.')).toBeVisible();
  await expectAccessible(page);
  const draft = page.url();

  const ward = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await signIn(ward, LINDQVIST);
  const phone = await ward.newPage();
  refuseBrokenPages(phone);
  await test.step('while it is a draft, the consultant sees that there is none', async () => {
    await phone.goto(`/patients/${id}/emergency-plan`);
    await expect(phone.getByText('NO EMERGENCY PLAN')).toBeVisible();
    await expect(phone.getByText('Rest and ice.')).toHaveCount(0);
  });

  const { page: doctor } = await atDesk(browser, SHAH);
  await doctor.goto('/emergency-plans');
  await doctor.getByRole('link', { name: 'Open draft of Zara Khan' }).click();
  await expect(doctor.getByText('There is no approved version: this would be the first on the card.')).toBeVisible();
  await expectAccessible(doctor);
  await doctor.getByRole('button', { name: /^Approve version/ }).click();
  await expect(doctor.getByRole('status').filter({ hasText: 'It is on the card now.' })).toBeVisible();
  expect(doctor.url()).toBe(draft);

  await test.step('on the phone it arrives by itself', async () => {
    await expect(phone.getByText('Give 500 international units as written.')).toBeVisible();
    await expect(phone.getByText('NO EMERGENCY PLAN')).toHaveCount(0);
    await expectAccessible(phone);
    await expectNoSidewaysScroll(phone);
  });
  await page.goto(`/patients/${id}/emergency-plan`);
  await expect(page.getByText('Give 500 international units as written.')).toBeVisible();
  expect(await pagesOnPaper(page)).toBe(1);
  await ward.close();
});

test('two people at one draft: both texts stay, and the second chooses', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  const id = await patientId(context, 'rahman yasmin');
  const begun = await post(context, '/api/emergency-plans', { patientId: id });
  const { id: planId } = (await begun.json()) as { id: string };
  const read = await context.request.get(`/api/emergency-plans/${planId}`);
  const draft = (await read.json()) as { id: string; version: number; sections: object; reviewBy: string };
  await page.goto(`/emergency-plans/${draft.id}`);
  await page.getByLabel(/^GP/).fill('Mine');
  const theirs = await post(context, `/api/emergency-plans/${draft.id}/text`, {
    version: draft.version,
    reviewBy: draft.reviewBy,
    sections: { ...draft.sections, gp: 'Theirs' },
  });
  expect(theirs.status()).toBe(200);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'saved this draft meanwhile' })).toBeVisible();
  await expect(page.getByLabel(/^GP/)).toHaveValue('Mine');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take theirs for GP' }).click();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await expect(page.getByLabel(/^GP/)).toHaveValue('Theirs');
  await page.getByRole('button', { name: 'Discard this draft' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Discarded.' })).toBeVisible();
});

test('plans and cards are usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/emergency-plans', heading('Emergency plans'));
  for (const [child, words] of [
    ['evans harri', 'On emicizumab'],
    ['müller zoë', 'OUT OF DATE'],
    ['kowalski', 'weight now'],
    ['thompson jack', 'WITHDRAWN'],
  ] as const)
    await lookAround(page, `/patients/${await patientId(context, child)}/emergency-plan`, async (shown) => {
      await expect(shown.getByText(words).first()).toBeVisible();
    });
  const cillian = await patientId(context, 'brien cillian');
  const versions = await context.request.get(`/api/patients/${cillian}/emergency-plans`);
  const [draft] = (await versions.json()) as { id: string }[];
  await lookAround(page, `/emergency-plans/${draft!.id}`, heading(/^Emergency plan, version/));
  await context.clearCookies();
  await signIn(context, SHAH);
  await lookAround(page, `/emergency-plans/${draft!.id}`, async (shown) => {
    await expect(shown.getByRole('button', { name: 'Send back' })).toBeVisible();
  });
  await context.close();
});
