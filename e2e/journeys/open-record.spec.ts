import { expect, test } from '../support/test.ts';
import { REFRESH_HEADER } from '@shared-care/contracts/routes';
import { listenToPresses, pressesOf, slowDown } from '../support/presses.ts';
import { atDesk, attendanceLogged, BOYD, expectAbove, FERRARS, post } from '../support/unit.ts';

/** Every fetch of a record is a row in the audit log with the name of the person before the screen. */
test('an open record is fetched again when something happens to this child, and by no other’s', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  const found = await post(context, '/api/patients/search', { query: 'evans' });
  const { matches } = (await found.json()) as { matches: { patient: { id: string } }[] };
  const address = `/patients/${matches[0]!.patient.id}`;
  const path = `/api${address}/record`;
  const asked: boolean[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === path)
      asked.push(request.headers()[REFRESH_HEADER.toLowerCase()] !== undefined);
  });
  await listenToPresses(page);
  await page.goto(address);
  await expect(page.getByRole('main').getByText(/EVANS/).first()).toBeVisible();
  await expect(page.getByText(/^Live \d\d:\d\d$/)).toBeVisible();
  await test.step('on a phone the first two steps of the plan stand above the bar, and numbers follow', async () => {
    const size = page.viewportSize()!;
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 360, height: 640 },
    ]) {
      await page.setViewportSize(viewport);
      await expectAbove(
        page.getByRole('list', { name: 'Do this first' }).getByRole('listitem').nth(1),
        page.getByRole('navigation', { name: 'Main' }),
      );
      const numbers = page.getByRole('heading', { name: 'Numbers for this hour' });
      // Nothing of the record comes between the plan and whom to ring.
      await expectAbove(numbers, page.getByRole('heading', { name: 'Now', exact: true }));
      await page.getByRole('button', { name: 'Numbers', exact: true }).click();
      await expect(numbers).toBeFocused();
      await expect(numbers).toBeInViewport();
      await page.evaluate(() => scrollTo(0, 0));
    }
    await page.setViewportSize(size);
  });
  await test.step('how long a press takes on a slow processor is printed', async () => {
    const asBefore = await slowDown(page, 4);
    await pressesOf(page);
    for (const tab of [/^Attendances/, /^Summary/]) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
    }
    const presses = await pressesOf(page);
    console.log(`A tab of the record, 4 times slower: ${presses.map(Math.round).join(', ')} ms`);
    await asBefore();
  });
  const opened = asked.length;

  const colleague = await atDesk(browser, FERRARS);
  const waiting = page.getByRole('link', { name: /Today/ }).first();
  const before = await waiting.innerText();
  for (const search of ['hall poppy', 'walker theo', 'taylor']) await attendanceLogged(colleague.context, { search });
  // The screen heard of all three: its count of alerts says so.
  await expect.poll(() => waiting.innerText()).not.toBe(before);
  expect(asked.length).toBe(opened);

  await attendanceLogged(colleague.context, { search: 'evans' });
  await expect.poll(() => asked.length).toBeGreaterThan(opened);
  // And the log is told that no person looked again.
  expect(asked.slice(opened)).toEqual(asked.slice(opened).map(() => true));
  expect(asked[0]).toBe(false);
});
