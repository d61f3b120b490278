import { expect, test, type BrowserContext } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { heading, lookAround, NARROW } from '../support/looks.ts';
import {
  atDesk,
  BOYD,
  expectAccessible,
  expectNoSidewaysScroll,
  LINDQVIST,
  post,
  refuseBrokenPages,
  signIn,
} from '../support/unit.ts';

async function patientId(context: BrowserContext, query: string): Promise<string> {
  const found = await post(context, '/api/patients/search', { query });
  const { matches } = (await found.json()) as { matches: { patient: { id: string } }[] };
  return matches[0]!.patient.id;
}

async function dentalLetter(context: BrowserContext, query: string): Promise<{ id: string; model: { code: string } }> {
  const answer = await post(
    context,
    '/api/letters',
    {
      patientId: await patientId(context, query),
      kind: 'dental',
      recipient: 'dentist',
    },
    { 'Idempotency-Key': crypto.randomUUID() },
  );
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as { id: string; model: { code: string } };
}

test('a letter is issued, its code says current, the next one makes it superseded', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  const id = await patientId(context, 'wilson grace');
  const issue = async (): Promise<string> => {
    await page.goto(`/patients/${id}/letters`);
    await choose(page, 'Letter', 'Dental letter');
    await page.getByRole('button', { name: 'Preview letter' }).click();
    // Nothing is issued that was not looked at.
    await expect(page.getByRole('heading', { name: 'Before it is issued' })).toBeFocused();
    await expect(page.getByRole('article')).toContainText('Not issued yet.');
    await page.getByRole('button', { name: 'Issue letter' }).click();
    await expect(page.getByText('Its code answers: This is the current version.')).toBeVisible();
    await expectAccessible(page);
    const sheet = await page.getByRole('article').innerText();
    return /[CDFHJKMNPRTVWXY3479]{3}-[CDFHJKMNPRTVWXY3479]{3}-[CDFHJKMNPRTVWXY3479]{4}/.exec(sheet)![0];
  };
  const first = await issue();

  const anybody = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const phone = await anybody.newPage();
  refuseBrokenPages(phone);
  await phone.goto(`/check/${first}`);
  await expect(phone.getByText('This is the current version.')).toBeVisible();
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);
  await expect(phone.getByText(/Wilson|Grace/)).toHaveCount(0);

  const second = await issue();
  await phone.getByLabel('Code on the letter or card').fill(first.toLowerCase());
  await phone.getByRole('button', { name: 'Check' }).click();
  await expect(phone.getByText('A newer version has replaced this one. Do not rely on it.')).toBeVisible();
  await phone.goto(`/check/${second}`);
  await expect(phone.getByText('This is the current version.')).toBeVisible();
  await page.goto(`/patients/${id}/letters`);
  await page.getByRole('link', { name: 'Dental letter, version 1' }).click();
  await expect(page.getByText('SUPERSEDED', { exact: true })).toBeVisible();
  await anybody.close();
});

test('letters are usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await lookAround(page, '/check', heading('Is this paper still current?'));
  await signIn(context, BOYD);
  const letter = await dentalLetter(context, 'wilson grace');
  await lookAround(page, `/letters/${letter.id}`, async (shown) => {
    await expect(shown.getByRole('article')).toBeVisible();
  });
  await lookAround(page, `/patients/${await patientId(context, 'wilson grace')}/letters`, async (shown) => {
    await expect(shown.getByRole('heading', { name: 'Issue a letter' })).toBeVisible();
  });
  await lookAround(page, '/letters/templates', heading('Letter templates'));
  await lookAround(page, '/letters/batches', heading('Letters for a hospital'));
  await context.clearCookies();
  await signIn(context, LINDQVIST);
  await lookAround(page, '/emergency-advice', heading('Emergency advice'));
  await context.close();
});

test('letters for a hospital are made while the page may be left', async ({ browser }) => {
  // A page is drawn for each child, behind whatever else the machine does.
  test.slow();
  const { page } = await atDesk(browser, BOYD);
  await page.goto('/letters/batches');
  await choose(page, 'Hospital', 'Stoke Mandeville Hospital');
  await page.getByRole('button', { name: 'Preview letters' }).click();
  await expect(page.getByRole('heading', { name: 'Would be issued' })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make letters' }).click();
  await expect(page.getByRole('status').filter({ hasText: /Done: \d+ of \d+\./ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('link', { name: 'Open as one PDF' })).toBeVisible();
  await expectAccessible(page);
});
