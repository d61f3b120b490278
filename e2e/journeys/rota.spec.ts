import { expect, test, type Page } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { BOYD, expectAccessible, post, refuseBrokenPages, signIn } from '../support/unit.ts';

const ADMIN = 'admin@example.org';

/** The week of the demo's one empty night, found as a person would: week after week until a gap shows. */
async function toTheEmptyNight(page: Page): Promise<void> {
  await page.goto('/rota');
  const fill = page.getByRole('button', { name: /^Fill this gap/ });
  const whole = page.getByText('Every duty has somebody this week.');
  for (let week = 0; week < 4; week++) {
    await expect(fill.first().or(whole)).toBeVisible();
    if (await fill.first().isVisible()) return;
    const title = await page.getByRole('heading', { level: 2 }).first().textContent();
    await page.getByRole('button', { name: 'Next week' }).click();
    await expect(page.getByRole('heading', { level: 2 }).first()).not.toHaveText(title ?? '');
  }
  throw new Error('No week shows a gap.');
}

test('the screens of the rota are usable in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/rota', async (shown) => {
    await heading('Rota')(shown);
    await expect(shown.getByRole('heading', { name: 'Changes this week' })).toBeVisible();
  });
  await expect(page.getByText('On now:').filter({ visible: true })).toBeVisible();
  await page.getByRole('button', { name: 'Record a swap', exact: true }).click();
  await page.getByLabel('Something is given back for it').check();
  await page.getByRole('button', { name: 'Record a swap', exact: true }).last().click();
  await expect(page.getByText('Choose who takes it from the list.')).toBeVisible();
  await inEveryLook(page);
  await lookAround(page, '/rota/told', heading('Who is told'));
  await lookAround(page, '/rota/numbers', heading('Duty numbers'));
  await page.getByRole('button', { name: 'Change the number of the Nurse in charge' }).click();
  await inEveryLook(page);
  await lookAround(page, '/rota/bank-holidays', async (shown) => {
    await expect(shown.getByRole('cell', { name: 'Good Friday' }).first()).toBeVisible();
  });
  await lookAround(page, '/rota/pattern', async (shown) => {
    await expect(shown.getByRole('button', { name: /^Edit/ }).first()).toBeVisible();
  });
  await page.getByRole('button', { name: /^Edit/ }).first().click();
  await page.getByRole('button', { name: 'Add a line for PHU nurse' }).click();
  await page.getByRole('button', { name: 'Save weekly rota' }).click();
  await expect(page.getByText('Choose at least one day, or remove this line.')).toBeVisible();
  await inEveryLook(page);
  await context.close();
});

test('an admin fills a gap by keyboard, and takes it back', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, ADMIN);
  await toTheEmptyNight(page);
  const gap = page.getByRole('button', { name: /^Fill this gap ?: On-call registrar/ });
  const before = await gap.count();
  await gap.last().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Add extra cover' })).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Duty' })).toContainText('On-call registrar');
  await page.getByLabel('Who covers').focus();
  await page.keyboard.type('Dr C');
  await page.keyboard.press('Tab');
  await page.getByLabel('Reason').focus();
  await page.keyboard.type('Covers study leave');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Recorded: Dr C Marsh, on-call registrar/)).toBeVisible();
  await expect(gap).toHaveCount(0);
  expect(before).toBe(2);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone. The rota is as it was before.')).toBeVisible();
  await expect(gap).toHaveCount(before);
  await context.close();
});

test('a nurse records a swap that another made meanwhile: told who holds it, text kept, then takes back hers', async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  // Five weeks on, where no other journey looks.
  const ahead = new Date(Date.now() + 35 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`/rota?date=${ahead}`);
  await expect(page.getByRole('heading', { name: 'Who is told' })).toBeVisible();
  // The one Tuesday of the week, by day: nothing else in the week has this name.
  const marsh = /^Dr C Marsh, Consultant on call, Tue \S+ 09:00 to/;
  await test.step('arrows walk through the week', async () => {
    await page.getByRole('button', { name: marsh }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('button', { name: /^Dr C Marsh, Consultant on call, Tue \S+ 17:00 to/ })).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('button', { name: marsh })).toBeFocused();
  });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Who is replaced' })).toContainText('Dr C Marsh');
  await choose(page, 'Who takes it', 'Dr K Shah');
  await page.getByLabel('How it was agreed').fill('Both agreed by telephone');

  const other = await browser.newContext();
  await signIn(other, ADMIN);
  const theirs = await other.newPage();
  await theirs.goto(`/rota?date=${ahead}`);
  await theirs.getByRole('button', { name: marsh }).press('Enter');
  await choose(theirs, 'Who takes it', 'Dr N Sethi');
  await theirs.getByLabel('How it was agreed').fill('By email');
  await theirs.getByRole('button', { name: 'Record a swap', exact: true }).last().click();
  await expect(theirs.getByText(/^Recorded: Dr N Sethi for Dr C Marsh/)).toBeVisible();

  await page.getByRole('button', { name: 'Record a swap', exact: true }).last().click();
  await expect(page.getByText('Nothing was recorded.')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'Dr N Sethi' })).toBeVisible();
  await expect(page.getByLabel('How it was agreed')).toHaveValue('Both agreed by telephone');
  await expectAccessible(page);

  await theirs.getByRole('button', { name: 'Undo' }).click();
  await expect(theirs.getByText('Undone. The rota is as it was before.')).toBeVisible();
  await page.getByRole('button', { name: 'Record a swap', exact: true }).last().click();
  await expect(page.getByText(/^Recorded: Dr K Shah for Dr C Marsh/)).toBeVisible();
  await page.getByRole('button', { name: /^Take back ?: Dr K Shah for Dr C Marsh/ }).click();
  await expect(page.getByText(/^Taken back: Dr K Shah for Dr C Marsh/)).toBeVisible();
  for (const each of [context, other]) await each.close();
});

test('the tester answers for the night of a bank holiday', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, ADMIN);
  await page.goto('/rota/told');
  await page.getByLabel('Date').fill('2027-08-30');
  await page.getByLabel('Time').fill('2230');
  await page.getByRole('button', { name: 'Show who is told' }).click();
  await expect(page.getByText('Bank holiday: Summer bank holiday.')).toBeVisible();
  await expect(page.getByText('Out of hours: on-call registrar').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Not acknowledged by Mon 30-Aug-2027 22:45/ })).toBeVisible();
  await expectAccessible(page);
  await context.close();
});

test('a duty number is changed by keyboard; what another saved meanwhile is shown, and nothing typed is lost', async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await page.goto('/rota/numbers');
  await page.getByRole('button', { name: 'Change the number of the On-call registrar' }).press('Enter');
  await page.getByLabel('Telephone').fill('ring me');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('Use digits and spaces only.')).toBeVisible();
  const { numbers } = (await (await context.request.get('/api/rota/patterns')).json()) as {
    numbers: { duty: string; version: number }[];
  };
  const version = numbers.find(({ duty }) => duty === 'on_call_registrar')?.version ?? 0;
  const theirs = { duty: 'on_call_registrar', phone: '01632 960911', bleep: '', version };
  expect((await post(context, '/api/rota/numbers', theirs)).ok()).toBe(true);
  await page.getByLabel('Telephone').fill('01632 960922');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.locator('sc-saved-meanwhile')).toContainText('01632 960911');
  await expect(page.getByLabel('Telephone')).toHaveValue('01632 960922');
  await page.getByRole('button', { name: 'Save mine over it' }).press('Enter');
  await expect(page.getByText('Saved. On-call registrar is rung so from now on.')).toBeVisible();
  await expect(page.getByRole('link', { name: '01632 960922' })).toBeVisible();
  await context.close();
});
