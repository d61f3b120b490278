import { expect, test, type BrowserContext } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { heading, lookAround, NARROW } from '../support/looks.ts';
import { BOYD, expectAccessible, FERRARS, post, refuseBrokenPages, signIn } from '../support/unit.ts';

const find = async (context: BrowserContext, query: string): Promise<string> => {
  const { matches } = (await (await post(context, '/api/patients/search', { query, limit: 1 })).json()) as {
    matches: { patient: { id: string } }[];
  };
  return matches[0]!.patient.id;
};

test('notices and the tab of the family are usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/notices', heading('Notices'));
  await expect(page.getByRole('option', { name: /^Over 18/ })).toBeVisible();
  await page.goto('/notices');
  const boxes = page.getByRole('checkbox', { name: /^Select [A-Z]/ });
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await box.check();
  const bulk = page.getByRole('group', { name: 'All that are ticked' });
  await bulk.getByRole('button', { name: 'Dealt with' }).click();
  await bulk.getByLabel('What was done about them').fill('The families were rung.');
  await bulk.getByRole('button', { name: /^Dealt with: \d+ notices? of/ }).click();
  await expect(page.getByText(/^Nothing waits to be dealt with/)).toBeVisible();
  await page.getByRole('button', { name: /^Undo for (\d+) of \1 dealt with/ }).click();
  await expect(page.getByText(/\d+ of \d+ shown again/)).toBeVisible();
  await expect(page.getByRole('option', { name: /^Over 18/ })).toBeVisible();
  await lookAround(page, `/patients/${await find(context, 'hall poppy')}/family`, async (shown) => {
    await expect(shown.getByText('are kept back here for everybody')).toBeVisible();
    await expect(shown.getByLabel('Notices about this record')).toContainText('Restricted address');
  });
  await lookAround(page, `/patients/${await find(context, 'evans')}/family`, async (shown) => {
    await shown.getByRole('button', { name: 'Something has happened' }).click();
    await shown.getByRole('button', { name: 'Change contact details' }).click();
    await expect(shown.getByLabel('Postcode')).toBeVisible();
  });
  await context.close();
});

test('a death is written down by keyboard, stops what it must, and is taken back when it was a slip', async ({
  browser,
}) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto(`/patients/${await find(context, 'evans')}/family`);
  await page.getByRole('button', { name: 'Something has happened' }).press('Enter');
  await choose(page, 'What has happened', 'Died');
  await expect(
    page.getByText('Once saved: Requests, reminders, letters and messages to the family have stopped.'),
  ).toBeVisible();
  await page.getByLabel('On', { exact: true }).fill('32/13/2026');
  await page.getByRole('button', { name: 'Write it down' }).press('Enter');
  await expect(page.getByText('Enter the day as a date that exists.')).toBeVisible();
  await page
    .getByLabel('On', { exact: true })
    .fill(new Date().toLocaleDateString('en-GB', { timeZone: 'Europe/London' }));
  await page.getByRole('button', { name: 'Write it down' }).press('Enter');
  await expect(page.getByLabel('Notices about this record')).toContainText('Died');
  await expect(page.getByText(/Age at death/)).toBeVisible();
  await expect(page.getByRole('main').getByRole('button', { name: 'Log attendance' })).toHaveCount(0);
  await expect(page.getByText('None are sent. The child has died.')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: /^No longer so/ }).press('Enter');
  await page.getByLabel('Why it is not so, or no longer so').fill('Another family; the ward rang back.');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('The child has died.')).toHaveCount(0);
  await expect(page.getByLabel('Notices about this record')).toHaveCount(0);
  await context.close();
});

test('a restriction hides the address at once, and takes a second person to end', async ({ browser }) => {
  const [mine, theirs] = [await browser.newContext(), await browser.newContext()];
  await signIn(mine, BOYD);
  await signIn(theirs, FERRARS);
  const page = await mine.newPage();
  refuseBrokenPages(page);
  const id = await find(mine, 'mbeki');
  await page.goto(`/patients/${id}/family`);
  await expect(page.getByText(/Example Road/)).toBeVisible();
  await page.getByRole('button', { name: 'Something has happened' }).press('Enter');
  await choose(page, 'What has happened', 'Restricted address');
  await page.getByRole('button', { name: 'Write it down' }).press('Enter');
  await expect(page.getByText('are kept back here for everybody')).toBeVisible();
  await expect(page.getByText(/Example Road/)).toHaveCount(0);
  await expect(page.getByText(/^Somebody other than/)).toBeVisible();

  const other = await theirs.newPage();
  await other.goto('/notices');
  const mbeki = other.getByRole('row').filter({ hasText: 'MBEKI' });
  await mbeki.getByRole('button', { name: 'No longer so' }).press('Enter');
  await other.getByLabel('Why it is not so, or no longer so').fill('The order has ended.');
  await other.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(mbeki).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(/Example Road/)).toBeVisible();
  await Promise.all([mine.close(), theirs.close()]);
});

test('two people change one address: the second is shown both and nothing typed is lost', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  const id = await find(context, 'jones amelia');
  await page.goto(`/patients/${id}/family`);
  await page.getByRole('button', { name: 'Change contact details' }).press('Enter');
  await page.getByLabel('Address').fill('7 Second Street');
  const now = (await (await context.request.get(`/api/patients/${id}/contact-details`)).json()) as { version: number };
  const first = {
    version: now.version,
    address: '6 First Street',
    postcode: '',
    phone: '',
    email: '',
    messages: 'agreed',
  };
  expect((await post(context, `/api/patients/${id}/contact-details`, first)).status()).toBe(200);
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByRole('alert')).toContainText('6 First Street');
  await expect(page.getByLabel('Address')).toHaveValue('7 Second Street');
  await page.getByRole('button', { name: 'Save mine over it' }).press('Enter');
  await expect(page.getByText('7 Second Street')).toBeVisible();
  await context.close();
});
