/** `npm run pictures`: the pictures of the README, drawn from the demo as it stands. Needs a build and a Chromium. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../e2e/support/browser.ts';
import { startProduct } from '../e2e/support/product.ts';

const IMAGES = resolve(import.meta.dirname, '../docs/images');
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

async function signedIn(url: string, email: string, viewport: typeof DESK): Promise<Page> {
  const context = await browser.newContext({ viewport, baseURL: url, locale: 'en-GB', timezoneId: 'Europe/London' });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('shared care demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((address) => address.pathname !== '/sign-in');
  return page;
}

async function draw(page: Page, name: string): Promise<void> {
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.waitForFunction('document.fonts.status === "loaded"');
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
}

const folder = await mkdtemp(join(tmpdir(), 'shared-care-pictures-'));
const product = await startProduct({ DATA_DIR: folder });
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox'] });
try {
  const nurse = await signedIn(product.url, 'a.boyd@example.org', DESK);
  await nurse.getByRole('table', { name: 'Needs an owner' }).waitFor();
  await draw(nurse, 'today');
  await nurse.locator('a.name').first().click();
  await nurse.getByRole('heading', { level: 2, name: 'Story' }).waitFor();
  await nurse.getByRole('heading', { level: 2, name: 'Plan, first steps' }).waitFor();
  await draw(nurse, 'alert');
  const consultant = await signedIn(product.url, 'p.lindqvist@example.org', PHONE);
  await consultant
    .getByRole('link', { name: /OKAFOR/ })
    .first()
    .click();
  await consultant.getByRole('heading', { name: 'Do this first' }).waitFor();
  await draw(consultant, 'card');
} finally {
  await browser.close();
  await product.stop();
  await rm(folder, { recursive: true, force: true });
}
