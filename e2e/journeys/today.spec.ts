import { expect, test, type BrowserContext, type Locator, type Page } from '../support/test.ts';
import { startNight, type NightUnit } from '../support/night.ts';
import {
  alertRow,
  atDesk,
  attendanceLogged,
  BOYD,
  expectAccessible,
  expectNoSidewaysScroll,
  FERRARS,
  post,
  refuseBrokenPages,
  signIn,
  openAlert,
} from '../support/unit.ts';

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
];

interface Queue {
  alerts: { id: string; version: number; state: string; tier: string }[];
  counts: Record<string, number>;
  now: string;
}

const queueOf = async (context: BrowserContext): Promise<Queue> =>
  (await (await context.request.get('/api/alerts?view=running')).json()) as Queue;

async function send(context: BrowserContext, path: string, data: object): Promise<{ version: number; now: string }> {
  const answer = await post(context, path, data, { 'Idempotency-Key': crypto.randomUUID() });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as { version: number; now: string };
}

const show = (page: Page): Locator => page.getByRole('button', { name: 'Show what is wrong' });
const rowsOf = (page: Page, group: string): Locator => page.getByRole('table', { name: group }).locator('[data-row]');

/** One unit on the day before its empty night, with a message that was not delivered and three red alerts. */
test.describe('Today is an incident queue', () => {
  test.describe.configure({ mode: 'serial' });
  let unit: NightUnit;
  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    unit = await startNight();
    const [leave] = await unit.sql<{ startsAt: Date }>(
      `SELECT starts_at AS "startsAt" FROM rota_changes WHERE kind = 'leave' AND reason = 'Study leave'`,
    );
    const at = new Date(leave!.startsAt.getTime() - 3 * 3_600_000);
    await unit.sql(`UPDATE sec.clock SET clock_offset = '${at.toISOString()}'::timestamptz - now()`);
    const context = await browser.newContext({ baseURL: unit.product.url });
    await signIn(context, BOYD);
    for (const search of ['hall poppy', 'walker theo', 'brown noah']) await attendanceLogged(context, { search });
    await context.close();
  });
  test.afterAll(() => unit.stop());

  for (const viewport of WIDTHS)
    test(`whatever is wrong, the first Acknowledge stands at the top, ${viewport.width} px wide`, async ({
      browser,
    }) => {
      const context = await browser.newContext({
        baseURL: unit.product.url,
        viewport,
        hasTouch: viewport.width < 1000,
      });
      const page = await context.newPage();
      refuseBrokenPages(page);
      await signIn(context, BOYD);
      // Not live either.
      await page.route('**/api/live', (route) => route.abort());
      await page.goto('/');
      const first = page.getByRole('button', { name: 'Acknowledge' }).first();
      await expect(first).toBeVisible();
      await expect(page.getByText(/^Telephone now about/).first()).toBeVisible();
      await expect(page.getByText(/^and [2-9] more$/)).toBeVisible();
      expect(await rowsOf(page, 'Needs an owner').count()).toBeGreaterThanOrEqual(3);

      const strip = (await page.locator('sc-status-strip').boundingBox())!;
      expect(strip.height).toBeLessThanOrEqual(42);
      const button = (await first.boundingBox())!;
      expect(button.y + button.height).toBeLessThanOrEqual(250);
      // Of the list one button is filled: the eye has one place to go.
      await expect(page.locator('sc-alert-queue .mat-mdc-unelevated-button')).toHaveCount(1);
      if (viewport.width === 1440)
        for (const row of await page.locator('[data-row]').all())
          expect((await row.boundingBox())!.height, await row.innerText()).toBeLessThanOrEqual(64);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);

      await test.step('what is wrong is in the drawer, each once', async () => {
        await show(page).click();
        const drawer = page.getByRole('dialog', { name: 'What is wrong' });
        await expect(drawer.getByRole('heading', { name: /^Not live since/ })).toBeVisible();
        await expect(drawer.getByRole('region', { name: 'Telephone now' })).toBeVisible();
        await expect(drawer.getByText(/^Email to .+ not delivered/)).toHaveCount(1);
        await expect(drawer.getByRole('link', { name: /^Not covered: .* from / })).toHaveCount(1);
        await expectAccessible(page);
        await page.keyboard.press('Escape');
        await expect(drawer).toBeHidden();
        await expect(show(page)).toBeFocused();
      });
      await context.close();
    });

  test('each group says how many it holds, and together they hold every alert that is not closed', async ({
    browser,
  }) => {
    const { page, context } = await atDesk(browser, BOYD, { baseURL: unit.product.url });
    await page.getByRole('button', { name: 'Blue, for information' }).click();
    const { alerts, counts } = await queueOf(context);
    const groups = [
      ['Needs an owner', 'needsOwner'],
      ['Yours', 'yours'],
      ['Colleagues’', 'colleagues'],
      ['Waiting', 'waiting'],
      ['Blue, for information', 'blue'],
    ] as const;
    let sum = 0;
    for (const [title, count] of groups) {
      const rows = await rowsOf(page, title).count();
      expect(rows, title).toBe(counts[count]);
      sum += rows;
      if (rows === 0) continue;
      const head = page
        .locator('section')
        .filter({ has: page.getByRole('heading', { name: title }) })
        .locator('.size');
      await expect(head).toHaveText(new RegExp(`^${rows}\\b`));
    }
    expect(sum).toBe(alerts.length);
    await context.close();
  });

  test('keys work from the moment the page is there, and say which there are', async ({ browser }) => {
    const { page, context } = await atDesk(browser, BOYD, { baseURL: unit.product.url });
    const rows = rowsOf(page, 'Needs an owner');
    await expect(rows.first()).toBeVisible();
    // Without a row in focus no letter acts on a child.
    await page.keyboard.press('a');
    await page.keyboard.press('j');
    await expect(rows.nth(0)).toBeFocused();
    await expect(rows.nth(0).getByRole('button', { name: 'Acknowledge' })).toBeVisible();
    await page.keyboard.press('j');
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press('k');
    await expect(rows.nth(0)).toBeFocused();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('Next, previous alert');
    await page.keyboard.press('Escape');
    await context.close();
  });

  test('a taken alert says what was done, with Undo, and the focus goes to the next', async ({ browser }) => {
    const { page, context } = await atDesk(browser, BOYD, { baseURL: unit.product.url });
    const row = alertRow(page, 'WALKER, Theo');
    await row.focus();
    await page.keyboard.press('a');
    await expect(page.getByText(/You own WALKER, Theo since \d\d:\d\d/).first()).toBeVisible();
    await expect(rowsOf(page, 'Yours').filter({ hasText: 'WALKER, Theo' })).toHaveCount(1);
    const next = page.locator('[data-row]:focus');
    await expect(next).toHaveCount(1);
    await expect(next.getByRole('button', { name: 'Acknowledge' })).toBeVisible();
    await page.keyboard.press('u');
    await expect(rowsOf(page, 'Needs an owner').filter({ hasText: 'WALKER, Theo' })).toHaveCount(1);
    await expect(row).toBeFocused();

    await row.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(rowsOf(page, 'Needs an owner').filter({ hasText: 'WALKER, Theo' })).toHaveCount(1);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
    await context.close();
  });

  test('a new row is marked until somebody goes to it, and one that leaves says what became of it', async ({
    browser,
  }) => {
    const boyd = await atDesk(browser, BOYD, { baseURL: unit.product.url });
    const ferrars = await atDesk(browser, FERRARS, { baseURL: unit.product.url });
    const { page } = boyd;
    const { alertId } = await attendanceLogged(
      ferrars.context,
      { search: 'davies osian' },
      { reason: 'pain_joint_muscle', bleedSite: 'joint' },
    );
    const row = alertRow(page, 'DAVIES, Osian');
    await expect(row.getByText('New', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Handover' }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Handover' })).toBeVisible();
    await page
      .getByRole('link', { name: /^Today/ })
      .first()
      .click();
    await expect(row.getByText('New', { exact: true })).toBeVisible();
    await row.hover();
    await expect(row.getByText('New', { exact: true })).toBeHidden();

    // Somebody else takes it, then takes it back as entered in error: this screen never calls it “Acknowledged”.
    const { version } = await send(ferrars.context, `/api/alerts/${alertId}/acknowledge`, { version: 1 });
    await expect(row).toContainText(/Owner: J Ferrars, since \d\d:\d\d/);
    const detail = (await (await ferrars.context.request.get(`/api/alerts/${alertId}`)).json()) as {
      attendance: { id: string };
    };
    await send(ferrars.context, `/api/attendances/${detail.attendance.id}/correct`, {
      version,
      kind: 'entered_in_error',
      reason: 'The ward rang about another child.',
    });
    await expect(row).toContainText('Withdrawn');
    await expect(row).not.toContainText('Acknowledged');
    await Promise.all([boyd.context.close(), ferrars.context.close()]);
  });

  test('a next contact rises when it is due, and is asked about at closing', async ({ browser }) => {
    const { page, context } = await atDesk(browser, FERRARS, {
      baseURL: unit.product.url,
      viewport: { width: 1920, height: 1000 },
    });
    const { alertId } = await attendanceLogged(context, { search: 'evans harri' }, { reason: 'planned_treatment' });
    const { now } = await send(context, `/api/alerts/${alertId}/acknowledge`, { version: 1 });
    await send(context, `/api/alerts/${alertId}/liaison-entries`, {
      direction: 'outgoing',
      withRole: 'ward_nurse',
      result: 'spoke',
      adviceGiven: 'Ring when the dose is in.',
      nextContactAt: new Date(Date.parse(now) + 4_000).toISOString(),
    });
    const row = alertRow(page, 'EVANS, Harri');
    await expect(row).toContainText(/Ring back \d\d:\d\d/);
    await expect(row).toContainText('Overdue', { timeout: 40_000 });
    await page.mouse.move(0, 0);
    await expect(rowsOf(page, 'Yours').first()).toContainText('EVANS, Harri', { timeout: 40_000 });

    await openAlert(page, row);
    await page.getByRole('button', { name: 'Close alert' }).click();
    await page.getByRole('radio', { name: 'Resolved, no follow-up' }).check();
    await page.getByRole('button', { name: 'Close alert' }).last().click();
    await expect(page.getByText(/A next contact is agreed for .*Say whether/).first()).toBeVisible();
    await page.getByRole('radio', { name: 'It is not needed' }).check();
    await page.getByRole('button', { name: 'Close alert' }).last().click();
    await expect(row).toContainText('Closed by J Ferrars');
    await context.close();
  });
});
