import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../support/test.ts';
import { startProduct, type Product } from '../support/product.ts';
import { alertRow, atDesk, attendanceLogged, BOYD, FERRARS } from '../support/unit.ts';

test.describe('when the server goes silent or away', () => {
  let product: Product;
  let dataDir: string;

  test.beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'shared-care-lost-'));
    product = await startProduct({ DATA_DIR: dataDir });
  });
  test.afterAll(async () => {
    // A test that failed may have left it silent, and then it would never hear that it is to stop.
    product.process.kill('SIGCONT');
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('the screen says "not live since" within 15 seconds and comes back by itself', async ({ browser }) => {
    const { page } = await atDesk(browser, BOYD, { baseURL: product.url });
    await expect(page.getByText('MÜLLER, Zoë')).toBeVisible();
    product.process.kill('SIGSTOP');
    await expect(page.getByText(/not live since \d\d:\d\d/i).first()).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText('MÜLLER, Zoë')).toBeVisible();
    product.process.kill('SIGCONT');
    await expect(page.getByText(/^Live \d\d:\d\d$/)).toBeVisible({ timeout: 15_000 });
  });

  test('a restart in between shows what happened meanwhile, without a reload', async ({ browser }) => {
    const boyd = await atDesk(browser, BOYD, { baseURL: product.url });
    await product.stop();
    await expect(boyd.page.getByText(/not live since \d\d:\d\d/i).first()).toBeVisible({ timeout: 15_000 });
    product = await startProduct({ DATA_DIR: dataDir, PORT: String(product.port) });
    const ferrars = await atDesk(browser, FERRARS, { baseURL: product.url });
    await attendanceLogged(ferrars.context, { search: 'evans harri' });
    await expect(boyd.page.getByText(/^Live \d\d:\d\d$/)).toBeVisible({ timeout: 35_000 });
    await expect(alertRow(boyd.page, 'EVANS, Harri')).toBeVisible();
  });

  test('no screen says it is live before it has heard, and what was raised meanwhile shows once it has', async ({
    browser,
  }) => {
    const [boyd, ferrars] = [
      await atDesk(browser, BOYD, { baseURL: product.url }),
      await atDesk(browser, FERRARS, { baseURL: product.url }),
    ];
    let open = (): void => undefined;
    const opened = new Promise<void>((done) => (open = done));
    await ferrars.page.route('**/api/live', (route) => opened.then(() => route.continue()));
    await ferrars.page.goto('/');
    await expect(alertRow(ferrars.page, 'MÜLLER, Zoë')).toBeVisible();
    await attendanceLogged(boyd.context, { unmatched: 'Raised while it opens' }, { reason: 'head_injury' });
    await expect(boyd.page.getByText('Raised while it opens').first()).toBeVisible();
    await expect(ferrars.page.getByText(/^Live \d\d:\d\d$/)).toHaveCount(0);
    open();
    await expect(ferrars.page.getByText(/^Live \d\d:\d\d$/)).toBeVisible();
    await expect(ferrars.page.getByText('Raised while it opens').first()).toBeVisible();
  });

  test('a save that meets a dead server is kept, retried, and logged once', async ({ browser }) => {
    const { page, context } = await atDesk(browser, BOYD, { baseURL: product.url });
    await page.keyboard.press('Alt+KeyN');
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('combobox', { name: 'Patient' }).fill('andersson');
    await page.getByRole('option', { name: /ANDERSSON, Björn/ }).click();
    await page.keyboard.press('1');
    await page.keyboard.press('2');
    await sheet.getByRole('radio', { name: 'Bleeding' }).first().check();
    await sheet.getByRole('radio', { name: 'Father' }).check();
    await expect(sheet.getByText(/raises an? (red|amber) alert/i)).toBeVisible();
    // The answer to the first save is lost on the way back, after the server has stored it.
    await page.route(
      '**/api/attendances',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await sheet.getByRole('button', { name: /^Save/ }).click();
    await expect(sheet.getByRole('heading', { name: /^Logged at/ })).toBeVisible({ timeout: 20_000 });
    const answer = await context.request.get('/api/alerts?view=open');
    const { alerts } = (await answer.json()) as { alerts: { patient: { familyName: string } | null }[] };
    expect(alerts.filter(({ patient }) => patient?.familyName === 'Andersson')).toHaveLength(1);
  });
});
