import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test, type Page } from '../support/test.ts';
import jsQR from 'jsqr';
import { generate } from 'otplib';
import { PNG } from 'pngjs';
import { startProduct, type Product } from '../support/product.ts';
import { expectAccessible, expectNoSidewaysScroll, refuseBrokenPages, SHAH, signIn } from '../support/unit.ts';

/** What an installation without demo data wants to know; nothing is mailed here. */
const REAL = {
  DEMO: 'off',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'phu@example.org',
  FALLBACK_MAILBOX: 'phu@example.org',
};

/** A telephone's passkeys, unlocked by its owner's finger whenever it is asked. */
async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function addPasskey(page: Page, label: string, password: string): Promise<void> {
  await page.goto('/account');
  await page.getByLabel('What to call it').fill(label);
  await page.getByLabel('Your password, for a new passkey').fill(password);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('The passkey is added.')).toBeVisible();
  await expect(page.getByText(label, { exact: true })).toBeVisible();
}

test('a telephone at night: one touch signs in; removed, it opens nothing', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    hasTouch: true,
  });
  const page = await context.newPage();
  refuseBrokenPages(page);
  await withAuthenticator(page);
  await signIn(context, SHAH);
  await addPasskey(page, 'Night phone', 'shared care demo');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await context.clearCookies();
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();

  await page.goto('/account');
  await page.getByRole('button', { name: 'Remove the passkey Night phone' }).click();
  await page.getByLabel('Your password, to remove Night phone').fill('shared care demo');
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('Night phone is removed')).toBeVisible();
  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('does not open an account here').first()).toBeVisible();
  await context.close();
});

test.describe('a new installation, without demo data', () => {
  let dataDir: string;
  let product: Product;
  test.beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'shared-care-new-'));
    await chmod(dataDir, 0o755);
    product = await startProduct({ DATA_DIR: dataDir, ...REAL });
  });
  test.afterEach(async () => {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('the first admin opens their link, photographs the code, and signs in by app and by passkey', async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const invited = spawnSync('node', ['dist/apps/api/admins.js', 'first@example.org'], {
      cwd: resolve(import.meta.dirname, '../..'),
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, ...REAL, PORT: String(product.port) },
      encoding: 'utf8',
    });
    const link = /http:\S+/.exec(invited.stdout)?.[0];
    expect(link, invited.stderr).toBeDefined();
    const context = await browser.newContext({ baseURL: product.url });
    const page = await context.newPage();
    refuseBrokenPages(page);
    await withAuthenticator(page);
    const password = 'violet harbour tuesday kettle';
    await page.goto(link!);
    await page.getByLabel('Your name as colleagues know it').fill('F Irst');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Make account' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    const givePassword = async (): Promise<void> => {
      await page.getByLabel('Email address').fill('first@example.org');
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    };
    await givePassword();

    const picture = page.getByRole('img', { name: /QR code/ });
    await expect(picture).toBeVisible();
    await expectAccessible(page);
    const { data, width, height } = PNG.sync.read(await picture.screenshot());
    const uri = new URL(jsQR(new Uint8ClampedArray(data), width, height)!.data);
    const code = await generate({ secret: uri.searchParams.get('secret')! });
    await page.getByLabel('Code', { exact: true }).fill(code);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible();
    await expectAccessible(page);
    const [recovery] = await page.locator('.codes li').allTextContents();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page.getByRole('button', { name: /your account/ })).toBeVisible();
    await addPasskey(page, 'Desk', password);

    await context.clearCookies();
    await page.goto('/sign-in');
    await givePassword();
    await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page.getByRole('button', { name: /your account/ })).toBeVisible();

    // The telephone is lost: a recovery code, once.
    await context.clearCookies();
    await page.goto('/sign-in');
    await givePassword();
    await page.getByLabel('Code', { exact: true }).fill(recovery!);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('button', { name: /your account/ })).toBeVisible();
    await context.close();
  });
});
