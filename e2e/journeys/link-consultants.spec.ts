import { expect, test, type Page } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { enlargedAndForced, heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import {
  BOYD,
  bytesLoaded,
  expectAccessible,
  expectNoSidewaysScroll,
  refuseBrokenPages,
  signIn,
} from '../support/unit.ts';

const OKORO = 'm.okoro@example.org';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' as const };

test('a link consultant by phone: finds the child, tells the PHU, says they have rung, arranges cover and ends it', async ({
  browser,
}) => {
  const context = await browser.newContext(PHONE);
  await signIn(context, OKORO);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'My patients' })).toBeVisible();
  await expect(page).toHaveURL(/\/my-patients$/);
  await expect(page.getByRole('heading', { name: /^Agree \d+ arrangement/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Ring unit now/ })).toHaveAttribute('href', /^tel:01632960/);

  await page.getByLabel('Name or NHS number').fill('avery');
  await page.getByRole('link', { name: /SMITH, Avery/ }).click();
  await test.step('the plan comes first: its second step stands above the one bar of the smallest phone', async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    const second = page.getByRole('list', { name: 'Do this first' }).getByRole('listitem').nth(1);
    const ring = page.getByRole('link', { name: /Ring unit now/ });
    await expect(second).toBeVisible();
    const [step, bar] = [(await second.boundingBox())!, (await ring.boundingBox())!];
    expect(step.y).toBeGreaterThan(0);
    expect(step.y + step.height).toBeLessThanOrEqual(bar.y);
    expect(bar.y + bar.height).toBeLessThanOrEqual(640);
    await expect(ring).toHaveCount(1);
    await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0);
    await expect(page.getByRole('combobox')).toHaveCount(0);
    const numbers = page.getByRole('region', { name: 'Numbers for this hour' }).getByRole('link');
    await expect(numbers.first()).toHaveAttribute('href', /^tel:\+?\d+$/);
    expect((await numbers.first().boundingBox())!.height).toBeGreaterThanOrEqual(48);
    await inEveryLook(page);
    await page.setViewportSize(PHONE.viewport);
  });
  await page.getByRole('button', { name: 'Log arrival' }).click();
  await page.getByRole('radio', { name: 'Given', exact: true }).check();
  await page.getByRole('button', { name: 'Tell the PHU' }).click();
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([
    'Choose why the child came.',
    'Choose when the first treatment was given.',
    'Check name and birth date, and tick that you did.',
  ]);
  await expect(page.getByRole('radio', { name: 'Bleeding' })).toBeFocused();
  await page.getByRole('group', { name: 'When given' }).getByRole('radio', { name: '15 minutes ago' }).check();
  await page.getByRole('radio', { name: 'Pain, joint or muscle' }).check();
  await page.getByRole('checkbox', { name: /Name and birth date checked/ }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tell the PHU' }).click();
  await expect(page.getByRole('heading', { name: /^Logged at \d\d:\d\d$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByRole('heading', { name: 'In hospital now' })).toBeFocused();
  await page.getByRole('button', { name: 'We have told the PHU' }).click();
  await expect(page.getByText('Sent. The unit sees it with the alert.')).toBeVisible();
  await expect(page.getByText(/We have told the PHU, Dr M Okoro/)).toBeVisible();

  await page.goto('/my-patients/me');
  await page.getByRole('button', { name: 'Arrange cover' }).click();
  await choose(page, 'Who covers', 'Dr P Lindqvist, Stoke Mandeville Hospital');
  await page.getByRole('radio', { name: 'From a day' }).check();
  await page.getByLabel('First day away').fill('1/2/2027');
  await page.getByLabel('Last day away').fill('5/2/2027');
  await expect(page.getByText('Friday, 05-Feb-2027')).toBeVisible();
  await page.getByRole('button', { name: 'Arrange cover' }).click();
  await expect(page.getByText('Cover is arranged.')).toBeVisible();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('No cover is arranged.')).toBeVisible();
  await expect(page.getByText('The cover is taken back.')).toBeVisible();
  await context.close();
});

test('the card of a child loads in at most 180 kB', async ({ browser }) => {
  const context = await browser.newContext(PHONE);
  await signIn(context, OKORO);
  const mine = (await (await context.request.get('/api/my-patients')).json()) as {
    patients: { patient: { id: string } }[];
  };
  const page = await context.newPage();
  const loaded = await bytesLoaded(page);
  await page.goto(`/my-patients/${mine.patients[0]!.patient.id}`);
  await expect(page.getByRole('heading', { name: 'Do this first' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Numbers for this hour' })).toBeVisible();
  expect(loaded.files()).toBeGreaterThan(2);
  expect(loaded.kilobytes()).toBeLessThanOrEqual(180);
  await enlargedAndForced(page);
  await context.close();
});

test('the moves of a leaver: preview, accept all but one, undo', async ({ browser }) => {
  const context = await browser.newContext();
  await signIn(context, BOYD);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/link-consultants');
  await page.getByLabel('Name or hospital').fill('wexham');
  await page.getByRole('link', { name: /^Decide \d+ moves?/ }).click();
  await expect(page.getByText(/^Proposed: the only other one/).first()).toBeVisible();
  await expectAccessible(page);
  const before = await page.getByRole('button', { name: /^Leave out/ }).count();
  await page
    .getByRole('button', { name: /^Leave out/ })
    .first()
    .click();
  await page.getByLabel('Why without a link for now').fill('Moves to another hospital next week');
  await page.getByRole('button', { name: 'Leave out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Left without a successor' })).toBeVisible();
  await page.getByRole('button', { name: `Preview ${before - 1} of ${before - 1}` }).click();
  await expect(page.getByRole('heading', { name: 'Before you accept' })).toBeFocused();
  await page.getByRole('button', { name: /^Accept \d+ moves?$/ }).click();
  await expect(page.getByRole('heading', { name: 'Accepted' })).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole('button', { name: before > 2 ? /^Undo all/ : /^Undo/ })
    .first()
    .click();
  await expect(page.getByText(/back as before/)).toBeVisible();
  await expect(page.getByRole('button', { name: `Preview ${before - 1} of ${before - 1}` })).toBeVisible();
  await context.close();
});

test('contacts are read without a network, and no child is on the phone', async ({ browser }) => {
  const context = await browser.newContext(PHONE);
  await signIn(context, OKORO);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto('/my-patients');
  await page
    .getByRole('link', { name: /SMITH, Ava/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Numbers for this hour' })).toBeVisible();
  await page.goto('/my-patients/contacts');
  await expect(page.getByRole('heading', { name: 'Royal Berkshire Hospital' })).toBeVisible();
  await expect.poll(() => stored(page)).toContain('Royal Berkshire Hospital');
  const kept = await stored(page);
  for (const canary of ['SMITH', 'Smith', 'Avery', '9990000018', '999 000 0018']) expect(kept).not.toContain(canary);

  await context.setOffline(true);
  await page.goto('/my-patients');
  await expect(page.getByText('Offline. Not live.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Royal Berkshire Hospital' })).toBeVisible();
  await expect(page.getByText('Smith', { exact: false })).toHaveCount(0);
  await expectNoSidewaysScroll(page);
  await context.close();
});

/** Everything this browser keeps for the product beyond the page. */
function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys())
        parts.push(request.url, await (await (await caches.open(name)).match(request))!.text());
    parts.push(JSON.stringify(await indexedDB.databases()));
    return parts.join('\n');
  });
}

test('the screens of links are usable in every look', async ({ browser }) => {
  test.slow();
  const own = await browser.newContext(NARROW);
  await signIn(own, OKORO);
  const phone = await own.newPage();
  refuseBrokenPages(phone);
  await lookAround(phone, '/my-patients', heading('My patients'));
  await lookAround(phone, '/my-patients/contacts', heading('Contacts'));
  await lookAround(phone, '/my-patients/me', heading('My cover and dates'));
  await own.close();
  const unit = await browser.newContext(NARROW);
  await signIn(unit, BOYD);
  const desk = await unit.newPage();
  refuseBrokenPages(desk);
  await lookAround(desk, '/link-consultants', heading('Link consultants'));
  await lookAround(desk, '/link-consultants/gaps', heading('Children without link'));
  await lookAround(desk, '/link-consultants/corrections', heading('Suggested corrections'));
  await unit.close();
});
