import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { choose } from './choose.ts';
import { generate } from 'otplib';
import { startMailRelay, type MailRelay } from '../../apps/api/src/testing/mail-relay.ts';
import { startProduct, type Product } from './product.ts';
import { refuseBrokenPages } from './unit.ts';

const WORKSPACE = resolve(import.meta.dirname, '../..');
/** A part of the published lists of the Thames Valley. */
export const PUBLISHED_HOSPITALS = join(WORKSPACE, 'libs/interop/src/ods/testing/thames-valley-part.csv');
const PASSWORD = 'violet harbour tuesday kettle';

/** A unit as it begins: the built product with an empty database, no demo, and a mail server that keeps what it gets. */
export interface RealUnit {
  product: Product;
  relay: MailRelay;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/** Somebody at a browser of their own, signed in with an authenticator. */
export interface Colleague {
  email: string;
  name: string;
  page: Page;
  context: BrowserContext;
  /** Of their authenticator app: a code of it signs in once. */
  secret: string;
}

export async function startRealUnit(more: Record<string, string> = {}): Promise<RealUnit> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shared-care-real-'));
  // The embedded database runs as another user when the tests run as root.
  await chmod(dataDir, 0o755);
  const relay = await startMailRelay();
  const environment = {
    DEMO: 'off',
    DATA_DIR: dataDir,
    SMTP_URL: relay.url,
    FALLBACK_MAILBOX: 'phu-office@example.org',
    ...more,
  };
  const product = await startProduct(environment);
  return {
    product,
    relay,
    environment,
    stop: async () => {
      await product.stop();
      await relay.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One of the commands of the README, beside the running product. Answers with what it printed. */
export function command({ environment, product }: RealUnit, name: 'admins' | 'import', args: string[]): string {
  const { stdout, stderr, status } = spawnSync('node', [`dist/apps/api/${name}.js`, ...args], {
    cwd: WORKSPACE,
    env: { PATH: process.env['PATH'] ?? '', ...environment, PORT: String(product.port) },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** The links of `npm run admins`, in the order of the addresses. */
export function inviteFirstAdmins(unit: RealUnit, emails: string[]): string[] {
  const links = command(unit, 'admins', emails).match(/http:\S+/g) ?? [];
  expect(links).toHaveLength(emails.length);
  return links;
}

/** The newest mail to an address, once it is there. */
export async function mailTo({ relay }: RealUnit, address: string, words: RegExp): Promise<string> {
  let text = '';
  await expect
    .poll(
      () => {
        const mail = relay.received.findLast(
          ({ to, subject }) => [to].flat().some((one) => one?.text === address) && words.test(subject ?? ''),
        );
        text = mail?.text ?? '';
        return text;
      },
      { message: `mail to ${address}`, timeout: 30_000 },
    )
    .not.toBe('');
  return text;
}

/** Makes the account behind a link of an invitation, signs in, and sets up the authenticator app on the way. */
export async function joinUnit(
  browser: Browser,
  { product }: RealUnit,
  who: { link: string; email: string; name: string },
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Colleague> {
  const context = await browser.newContext({ ...options, baseURL: product.url });
  const page = await context.newPage();
  refuseBrokenPages(page);
  await page.goto(who.link);
  await page.getByLabel('Your name as colleagues know it').fill(who.name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Make account' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Email address').fill(who.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const secret = (await page.locator('.key').textContent())?.trim() ?? '';
  await page.getByLabel('Code', { exact: true }).fill(await generate({ secret }));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('button', { name: /your account/ })).toBeVisible();
  return { email: who.email, name: who.name, page, context, secret };
}

/** Invites somebody under Users: one admin asks, another confirms, and the link comes by mail. Answers with it. */
export async function invite(
  unit: RealUnit,
  { page }: Colleague,
  other: Colleague,
  who: { email: string; role: string; hospital?: string },
): Promise<string> {
  await page.goto('/users');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('Email address').fill(who.email);
  await choose(page, 'Role', who.role);
  if (who.hospital) await choose(page, 'Hospital', who.hospital);
  await page.getByRole('button', { name: 'Ask for this invitation' }).click();
  await expect(page.getByText(`The invitation of ${who.email} waits for another admin`)).toBeVisible();
  await other.page.goto('/users');
  await other.page.getByRole('button', { name: `Confirm ${who.email}` }).click();
  await expect(other.page.getByText(`The link went to ${who.email} by email.`)).toBeVisible();
  const link = /http:\S+/.exec(await mailTo(unit, who.email, /Your account/))?.[0];
  expect(link).toBeDefined();
  return link!;
}

/** Opens one step of Set-up. */
export async function openStep({ page }: Pick<Colleague, 'page'>, code: string, name: string): Promise<void> {
  await page.goto(`/set-up?step=${code}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Set-up' })).toBeVisible();
  await expect(page.getByRole('button', { name, expanded: true })).toBeVisible();
}

/** The first of a fact counts at once: own hospital, name, sender. */
export async function chooseOwnHospital(admin: Colleague, words: string, name: string): Promise<void> {
  await openStep(admin, 'own_hospital', 'Own hospital');
  await admin.page.getByLabel('Find our hospital').fill(words);
  await admin.page.getByRole('radio', { name }).check();
  await admin.page.getByRole('button', { name: 'Set our own hospital' }).click();
  await expect(admin.page.getByText('Saved. It counts from now on.')).toBeVisible();
}

export async function nameUnit(admin: Colleague, name: string): Promise<void> {
  await openStep(admin, 'name', 'Name as printed');
  await admin.page.getByLabel('Name of the unit').fill(name);
  await admin.page.getByRole('button', { name: 'Set the name' }).click();
  await expect(admin.page.getByText('Saved. It counts from now on.')).toBeVisible();
}

/** Says who mail comes from, and types the code of a test mail that really arrived. */
export async function setSender(unit: RealUnit, admin: Colleague, address: string): Promise<void> {
  const { page, email } = admin;
  await openStep(admin, 'sender', 'Mail sender');
  await page.getByLabel('Sender address').fill(address);
  await page.getByRole('button', { name: 'Set the sender' }).click();
  await page.getByRole('button', { name: 'Send me a test mail' }).click();
  await expect(page.getByText(`The test mail is on its way to ${email}.`)).toBeVisible();
  const code = /\d{6}/.exec(await mailTo(unit, email, /test mail/))![0];
  await page.getByLabel('Code in the mail').fill(code);
  await page.getByRole('button', { name: 'It arrived' }).click();
  await expect(page.getByText('The test mail arrived: alerts can go by email.')).toBeVisible();
}

/** One admin proposes a number of ours, the other rings it and confirms. */
export async function setNumber(
  first: Colleague,
  second: Colleague,
  number: { button: string; label: string; phone: string },
): Promise<void> {
  await openStep(first, 'numbers', 'Numbers for every hour');
  await first.page.getByRole('button', { name: number.button }).click();
  await first.page.getByLabel('Number', { exact: true }).fill(number.phone);
  await first.page.getByLabel('How you know').fill('It stands on our door.');
  await first.page.getByRole('button', { name: 'Propose this contact' }).click();
  await expect(first.page.getByText('Proposed. It counts once another admin has rung it')).toBeVisible();
  await openStep(second, 'numbers', 'Numbers for every hour');
  await second.page.getByRole('button', { name: `Ring and confirm ${number.label}` }).click();
  await second.page.getByLabel('Who answered').fill('Sister Lee');
  await second.page.getByRole('button', { name: 'I rang it: confirm' }).click();
  await expect(second.page.getByText(`${number.label} is changed from now on.`)).toBeVisible();
}

/** Finds a hospital of the published lists and brings it into the network. */
export async function bringIn({ page }: Colleague, words: string, name: string): Promise<void> {
  await page.goto('/hospitals');
  await page.getByLabel('Find a hospital').fill(words);
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Bring into our network' }).click();
  await expect(page.getByText('This hospital is in our network now.')).toBeVisible();
}

export interface RotaWish {
  duty: string;
  person: string;
  from: string;
  to: string;
  /** By their words: "Mon", "Bank holiday". */
  days: string[];
}

export const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
export const EVERY_DAY = [...WEEK, 'Sat', 'Sun', 'Bank holiday'];

/** Everybody who is needed at some hour, so that nothing is missing: a nurse by day, a doctor for the rest. */
export function wholeWeek(nurse: string, doctor: string): RotaWish[] {
  return [
    { duty: 'PHU nurse', person: nurse, from: '09:00', to: '17:00', days: WEEK },
    { duty: 'Nurse in charge', person: nurse, from: '09:00', to: '17:00', days: WEEK },
    ...['On-call registrar', 'Consultant on call', 'Consultant lead'].map((duty) => ({
      duty,
      person: doctor,
      from: '00:00',
      to: '24:00',
      days: EVERY_DAY,
    })),
  ];
}

export async function writeRota({ page }: Colleague, wishes: RotaWish[]): Promise<void> {
  await page.goto('/rota/pattern');
  await page.getByRole('button', { name: 'Make a weekly rota' }).click();
  for (const { duty, person, from, to, days } of wishes) {
    await page.getByRole('button', { name: `Add a line for ${duty}` }).click();
    const line = page.getByRole('group', { name: `${duty}, line 1` });
    await choose(line, 'Person', person);
    await line.getByLabel('From').fill(from);
    await line.getByLabel('To', { exact: true }).fill(to);
    for (const day of days) await line.getByLabel(day, { exact: true }).check();
  }
  await page.getByRole('button', { name: 'Save weekly rota' }).click();
  await expect(page.getByRole('heading', { name: /^Now: from/ })).toBeVisible();
}
