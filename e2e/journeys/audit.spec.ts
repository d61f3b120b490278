import { expect, test, type Page } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { heading, lookAround, NARROW } from '../support/looks.ts';
import { BOYD, LINDQVIST, refuseBrokenPages, signIn } from '../support/unit.ts';

const ADMIN = 'admin@example.org';
const HIDDEN = '6e1b2c3d-0000-4000-8000-000000000000';

async function filtered(page: Page, name: string): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`[?&]${name}=[^&]+`));
  await expect(page.getByRole('table')).toBeVisible();
}

test('a nurse cuts unusual access to a kind and a person, and takes that away', async ({ browser }) => {
  const stranger = await browser.newContext();
  await signIn(stranger, LINDQVIST);
  for (let i = 0; i < 5; i++) expect((await stranger.request.get(`/api/patients/${HIDDEN}`)).status()).toBe(404);
  await stranger.close();

  const context = await browser.newContext(NARROW);
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await lookAround(page, '/audit', heading('Unusual access'));
  await choose(page, 'What', 'Refused often within an hour');
  await filtered(page, 'kind');
  await choose(page, 'Who', 'Dr P Lindqvist');
  await filtered(page, 'userId');
  await expect(page.getByRole('row', { name: /Lindqvist.*Refused often within an hour: \d+ times/ })).not.toHaveCount(
    0,
  );
  await expect(page.getByRole('combobox', { name: 'Who' })).toContainText('Dr P Lindqvist');
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  expect((await saving).suggestedFilename()).toBe('unusual-access.csv');
  await page.getByLabel('From', { exact: true }).fill('1/1/2020');
  await page.getByLabel('To', { exact: true }).fill('2/1/2020');
  await expect(page.getByText(/lines match these filters\./)).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('combobox', { name: 'What' })).toContainText('Everything');
  await expect(page.getByRole('table')).toBeVisible();
  await context.close();
});

test('an admin reads what a user did, cuts it to refusals and takes it away', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  await signIn(context, ADMIN);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/users');
  await page.getByRole('link', { name: /What they did.*A Boyd/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What this user did' })).toBeVisible();
  await lookAround(page, page.url(), heading('What this user did'));
  await choose(page, 'What', 'Signing in and out');
  await filtered(page, 'kind');
  await expect(page.getByRole('cell', { name: 'Signed in', exact: true }).first()).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  expect((await saving).suggestedFilename()).toBe('what-a-user-did.csv');
  await context.close();
});
