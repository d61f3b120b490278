import {
  expect,
  test,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '../support/test.ts';
import { expectAccessible, expectNoSidewaysScroll, post, refuseBrokenPages, signIn } from '../support/unit.ts';

const ADMIN = 'admin@example.org';
const OTHER_ADMIN = 'r.quist@example.org';

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** The address in the newest mail to this person with these words in its subject, as the mail server took it. */
async function linkFrom(context: BrowserContext, to: string, words: string): Promise<string> {
  let path: string | undefined;
  await expect(async () => {
    const mails = (await (await context.request.get('/api/demo-mail')).json()) as Mail[];
    const mail = mails.find((each) => each.to === to && each.subject.includes(words));
    path = /\/(?:recovery|invitation)#[\w-]{43}/.exec(mail?.text ?? '')?.[0];
    expect(path).toBeDefined();
  }).toPass({ timeout: 15_000 });
  return path!;
}

async function somebodyNew(admin: BrowserContext, browser: Browser, email: string, displayName: string): Promise<void> {
  const sent = await post(admin, '/api/invitations', { email, role: 'haemostasis_nurse' });
  const { id, version } = (await sent.json()) as { id: string; version: number };
  const second = await browser.newContext();
  await signIn(second, OTHER_ADMIN);
  expect((await post(second, `/api/access-requests/${id}/confirm`, { version })).status()).toBe(200);
  const token = (await linkFrom(second, email, 'Your account')).split('#')[1]!;
  await second.close();
  const theirs = await browser.newContext();
  const password = 'violet harbour tuesday kettle';
  const accepted = await post(theirs, '/api/invitations/accept', { token, displayName, password });
  expect(accepted.status()).toBe(200);
  await theirs.close();
}

async function opened(browser: Browser, options: BrowserContextOptions, path: string): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  refuseBrokenPages(page);
  await page.goto(path);
  return page;
}

for (const [name, options] of [
  ['desk, light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }],
  ['phone, dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true }],
] as const) {
  test(`a forgotten password: mailbox, telephone call, mail: ${name}`, async ({ browser }) => {
    const word = name.split(',')[0]!;
    const [email, called] = [`${word}.forgot@example.org`, `F ${word === 'desk' ? 'Orgot' : 'Allen'}`];
    const context = await browser.newContext(options);
    await signIn(context, ADMIN);
    await somebodyNew(context, browser, email, called);

    const person = await opened(browser, options, '/sign-in');
    await person.getByRole('link', { name: 'Forgotten password?' }).click();
    await expect(person.getByRole('heading', { level: 1, name: 'Get back in' })).toBeVisible();
    await expect(person.getByRole('radio', { name: 'Password', exact: true })).toBeChecked();
    await expectAccessible(person);
    await expectNoSidewaysScroll(person);
    await person.getByRole('button', { name: 'Send me a mail' }).click();
    await expect(person.getByText('Enter an email address', { exact: false }).first()).toBeVisible();
    await person.getByLabel('Email address').fill(email);
    await person.getByRole('button', { name: 'Send me a mail' }).click();
    await expect(person.getByText('Look into your mailbox')).toBeVisible();
    await expectAccessible(person);

    await person.goto(await linkFrom(context, email, 'is this you'));
    await expect(person.getByText(email)).toBeVisible();
    await expectAccessible(person);
    await person.getByRole('button', { name: 'Yes, I asked for this' }).click();
    await expect(person.getByText('Your mailbox is shown to be yours')).toBeVisible();

    const admin = await context.newPage();
    refuseBrokenPages(admin);
    await admin.goto('/users');
    await expect(admin.getByRole('heading', { name: 'Letting somebody in again' })).toBeVisible();
    await admin.getByRole('button', { name: `Confirm ${called}` }).click();
    await admin.getByRole('combobox', { name: 'How did you make sure who it is?' }).click();
    await admin.getByRole('option', { name: 'Rang them on a number we already had' }).click();
    await expectAccessible(admin);
    await expectNoSidewaysScroll(admin);
    await admin.getByRole('button', { name: 'Confirm', exact: true }).click();
    await expect(admin.getByText(`${called} is confirmed.`)).toBeVisible();
    const link = await linkFrom(context, email, 'your way back in');
    expect(await admin.content()).not.toContain(link.split('#')[1]!);

    await person.goto('/sign-in');
    await person.goto(link);
    await person.getByLabel('New password').fill('marble window november ladder');
    await expectAccessible(person);
    await expectNoSidewaysScroll(person);
    await person.getByRole('button', { name: 'Save password' }).click();
    await expect(person.getByText(`Sign in as ${email}`)).toBeVisible();
    await person.getByRole('link', { name: 'Sign in' }).click();
    await person.getByLabel('Email address').fill(email);
    await person.getByLabel('Password').fill('marble window november ladder');
    await person.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(person.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();

    await person.goto('/sign-in');
    const again = await opened(browser, options, link);
    await expect(again.getByText('This link has been used or stopped', { exact: false })).toBeVisible();
    for (const each of [context, person.context(), again.context()]) await each.close();
  });
}

test('whoever left comes back by two admins, and sets up an authenticator again', async ({ browser }) => {
  const email = 'came.back@example.org';
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, ADMIN);
  await somebodyNew(context, browser, email, 'C Back');
  const first = await context.newPage();
  refuseBrokenPages(first);
  await first.goto('/users');
  await first.getByRole('button', { name: 'Disable C Back' }).click();
  await expect(first.getByText('C Back is disabled and signed out everywhere.')).toBeVisible();
  await first.getByRole('button', { name: /^Re-invite ?: C Back$/ }).click();
  await expect(first.getByText('comes back to the same account as', { exact: false })).toContainText(
    'Haemostasis nurse',
  );
  await first.getByRole('combobox', { name: 'How did you make sure who it is?' }).click();
  await first.getByRole('option', { name: 'Met them in person' }).click();
  await first.getByLabel('Why').fill('Back from leave.');
  await expectAccessible(first);
  await first.getByRole('button', { name: 'Ask a second admin' }).click();
  await expect(first.getByText('You started this, so another admin confirms it.')).toBeVisible();

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(other, OTHER_ADMIN);
  const second = await other.newPage();
  await second.goto('/users');
  await second.getByRole('button', { name: 'Confirm C Back' }).click();
  await second.getByRole('combobox', { name: 'How did you make sure who it is?' }).click();
  await second.getByRole('option', { name: 'Saw them in a video call' }).click();
  await second.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(second.getByText('C Back is confirmed.')).toBeVisible();

  const person = await opened(browser, {}, await linkFrom(context, email, 'your account opens again'));
  await person.getByLabel('New password').fill('marble window november ladder');
  await person.getByRole('button', { name: 'Save password' }).click();
  await expect(person.getByRole('heading', { name: 'Set up an authenticator app' })).toBeVisible();
  await expect(person.getByRole('img', { name: /QR code/ })).toBeVisible();
  await expectAccessible(person);
  for (const each of [context, other, person.context()]) await each.close();
});
