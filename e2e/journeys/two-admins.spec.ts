import { expect, test } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { expectAccessible, expectNoSidewaysScroll, refuseBrokenPages, signIn } from '../support/unit.ts';

const ADMIN = 'admin@example.org';
const OTHER_ADMIN = 'r.quist@example.org';

for (const [name, options] of [
  ['desk, light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }],
  ['phone, dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true }],
] as const) {
  test(`somebody is invited and gets another role by two admins: ${name}`, async ({ browser }) => {
    const newcomer = `${name.split(',')[0]}.newcomer@example.org`;
    const called = `N ${name.split(',')[0] === 'desk' ? 'Holt' : 'Vane'}`;
    const context = await browser.newContext(options);
    const page = await context.newPage();
    refuseBrokenPages(page);
    await signIn(context, ADMIN);
    await page.goto('/users');
    await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
    const more = page.getByRole('button', { name: 'More' });
    if (await more.isVisible()) await more.click();
    await expect(page.getByRole('link', { name: 'Users' })).toHaveAttribute('aria-current', 'page');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Disable A Boyd' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('button', { name: 'Ask for this invitation' }).click();
    await expect(page.getByText('Enter an email address', { exact: false }).first()).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Email address').fill(newcomer);
    await page.getByRole('button', { name: 'Ask for this invitation' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByText('You asked for this, so another admin confirms it.')).toBeVisible();
    await expect(page.getByRole('button', { name: `Confirm ${newcomer}` })).toHaveCount(0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    const second = await browser.newContext(options);
    const approver = await second.newPage();
    await signIn(second, OTHER_ADMIN);
    await approver.goto('/users');
    await approver.getByRole('button', { name: `Confirm ${newcomer}` }).click();
    await expect(approver.getByText(`The link went to ${newcomer} by email.`)).toBeVisible();
    await expect(approver.getByRole('button', { name: `Revoke the invitation of ${newcomer}` })).toBeVisible();
    await expectAccessible(approver);
    // The link is in the mail alone.
    const mails = (await (await context.request.get('/api/demo-mail')).json()) as { to: string; text: string }[];
    const link = /\/invitation#\S+/.exec(mails.find(({ to }) => to === newcomer)?.text ?? '')?.[0] ?? '';
    expect(link).not.toBe('');

    const theirs = await browser.newContext(options);
    const made = await theirs.newPage();
    refuseBrokenPages(made);
    await made.goto(link);
    await expectAccessible(made);
    await made.getByLabel('Your name as colleagues know it').fill(called);
    await made.getByLabel('Password').fill('violet harbour tuesday kettle');
    await made.getByRole('button', { name: 'Make account' }).click();
    await expect(made.getByText(`Sign in as ${newcomer}`)).toBeVisible();
    await made.getByRole('link', { name: 'Sign in' }).click();
    await made.getByLabel('Email address').fill(newcomer);
    await made.getByLabel('Password').fill('violet harbour tuesday kettle');
    await made.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(made.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();

    await page.reload();
    await page.getByRole('button', { name: `Change role of ${called}` }).click();
    await choose(page, 'Role', 'PHU doctor');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Ask for this change' }).click();
    await expect(page.getByText('You asked for this, so another admin decides it.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0);

    await approver.reload();
    await approver.getByRole('button', { name: `Approve the change for ${called}` }).click();
    await expect(approver.getByText(`${called} has the role PHU doctor from now on.`)).toBeVisible();
    await expectAccessible(approver);
    await expectNoSidewaysScroll(approver);

    await approver.getByRole('button', { name: `Disable ${called}` }).click();
    await expect(approver.getByText(`${called} is disabled and signed out everywhere.`)).toBeVisible();
    // The row has moved to the end of the list; the focus starts again at the top rather than nowhere.
    await expect(approver.getByRole('heading', { level: 1, name: 'Users' })).toBeFocused();
    await made.reload();
    await expect(made.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    for (const each of [context, theirs, second]) await each.close();
  });
}
