import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '../support/test.ts';
import { expectAccessible, expectNoSidewaysScroll, refuseBrokenPages, SHAH, signIn } from '../support/unit.ts';

const ADMIN = 'admin@example.org';
const OTHER_ADMIN = 'r.quist@example.org';

for (const [name, options] of [
  ['desk, light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }],
  ['phone, dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true }],
] as const) {
  test(`a limit is proposed by one and confirmed by a doctor: ${name}`, async ({ browser }) => {
    const context = await browser.newContext(options);
    await signIn(context, ADMIN);
    const page = await context.newPage();
    refuseBrokenPages(page);
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1, name: 'Admin' })).toBeVisible();
    const more = page.getByRole('button', { name: 'More' });
    if (await more.isVisible()) await more.click();
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    await expect(page.getByText('Red, at any hour: 15 minutes').first()).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: /^Change ?: How long an alert may wait$/ }).click();
    await page.getByLabel('Red, at any hour').fill('20');
    await page.getByLabel('Why').fill('Agreed on Monday.');
    await page.getByRole('button', { name: 'Propose this' }).click();
    await expect(page.getByText('Enter 15 or less.').first()).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByLabel('Red, at any hour').fill('12');
    await page.getByRole('button', { name: 'Propose this' }).click();
    await expect(page.getByText('Red, at any hour: 15 minutes → 12 minutes').first()).toBeVisible();
    await expect(page.getByText('You proposed this. Somebody else confirms it.')).toBeVisible();

    const other = await browser.newContext(options);
    await signIn(other, SHAH);
    const doctor = await other.newPage();
    refuseBrokenPages(doctor);
    await doctor.goto('/settings');
    await expectAccessible(doctor);
    await doctor.getByRole('button', { name: 'Confirm the change of How long an alert may wait' }).click();
    await expect(doctor.getByText('Red, at any hour: 12 minutes').first()).toBeVisible();
    await doctor
      .getByText(/^History/)
      .first()
      .click();
    await expect(doctor.getByText('“Agreed on Monday.”').first()).toBeVisible();

    // And back, so that the journeys after this one find the unit as it was.
    await doctor.getByRole('button', { name: /^Return to the default ?: How long/ }).click();
    await doctor.getByLabel('Why').fill('Back to the signed page.');
    await doctor.getByRole('button', { name: 'Propose this' }).click();
    const third = await browser.newContext(options);
    await signIn(third, 'a.boyd@example.org');
    const nurse = await third.newPage();
    await nurse.goto('/settings');
    await nurse.getByRole('button', { name: 'Confirm the change of How long an alert may wait' }).click();
    await expect(nurse.getByText('Red, at any hour: 15 minutes', { exact: true }).first()).toBeVisible();
    for (const each of [context, other, third]) await each.close();
  });
}

test('a newer list of bank holidays is uploaded, shows what it changes, and is confirmed by another admin', async ({
  browser,
}) => {
  const known = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../libs/database/src/reference/bank-holidays.json'), 'utf8'),
  ) as { title: string; date: string }[];
  const events = [...known, { title: 'New Year’s Day', date: '2028-01-03' }].filter(
    ({ date }) => date !== '2027-08-30',
  );
  const file = JSON.stringify({ 'england-and-wales': { division: 'england-and-wales', events } });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, ADMIN);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: /^Upload a newer file ?: Bank holidays$/ }).click();
  const box = page.getByLabel('The published file');
  const upload = (text: string): Promise<void> =>
    box.setInputFiles({ name: 'bank-holidays.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await upload(file.slice(0, 200));
  await expect(page.getByText('This is no whole JSON file', { exact: false }).first()).toBeVisible();
  await upload(file);
  await expect(page.getByText('New: 1')).toBeVisible();
  await expect(page.getByText('Known, and not in the file: 1')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Why').fill('The list for 2028.');
  await page.getByRole('button', { name: 'Propose this list' }).click();
  await expect(page.getByText('3 January 2028: New Year’s Day (new)', { exact: false })).toBeVisible();

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(other, OTHER_ADMIN);
  const second = await other.newPage();
  await second.goto('/settings');
  await second.getByRole('button', { name: 'Confirm the change of Bank holidays' }).click();
  await expect(second.getByRole('button', { name: /^Confirm the change of Bank/ })).toHaveCount(0);
  await second.goto('/rota/bank-holidays');
  await expect(second.getByText('New Year’s Day').last()).toBeVisible();
  // The day that the file left out is still known.
  await expect(second.getByText('Summer bank holiday').last()).toBeVisible();
  for (const each of [context, other]) await each.close();
});
