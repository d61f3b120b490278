import { expect, test, type BrowserContext } from '../support/test.ts';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import { atDesk, BOYD, expectAccessible, post, refuseBrokenPages, signIn } from '../support/unit.ts';

const WORDS = {
  topic: 'annual',
  link: 'https://surveys.example.org/year',
  words: 'Please tell us how we are doing. It takes about 10 minutes.',
};

async function patientId(context: BrowserContext, query: string): Promise<string> {
  const found = await post(context, '/api/patients/search', { query });
  const { matches } = (await found.json()) as { matches: { patient: { id: string } }[] };
  return matches[0]!.patient.id;
}

async function made(context: BrowserContext, title: string): Promise<string> {
  const answer = await post(context, '/api/surveys', { ...WORDS, title }, { 'Idempotency-Key': crypto.randomUUID() });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

test('surveys are usable in every look', async ({ browser }) => {
  test.slow();
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/surveys', async (shown) => {
    await expect(shown.getByRole('link', { name: 'How are we doing?' }).first()).toBeVisible();
  });
  await page.getByRole('link', { name: 'How are we doing?' }).first().click();
  await expect(page.getByRole('heading', { level: 2, name: 'Progress' })).toBeVisible();
  await expect(page.getByText('Came back').first()).toBeVisible();
  await inEveryLook(page);
  await lookAround(page, '/surveys/new', heading('New survey'));
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Enter a title.')).toBeVisible();
  await inEveryLook(page);
  await lookAround(page, '/surveys/missing-addresses', async (shown) => {
    await expect(shown.getByRole('cell', { name: 'No email address' }).first()).toBeVisible();
  });
  await lookAround(page, `/surveys/${await made(context, 'Looked at')}`, async (shown) => {
    await expect(shown.getByRole('button', { name: /^Send to \d+ families$/ })).toBeVisible();
  });
  await page.getByText(/left out: The family does not want messages/).click();
  await inEveryLook(page);
  await page.getByRole('button', { name: 'Close survey' }).click();
  await inEveryLook(page);
  await page.getByRole('button', { name: 'Yes, close' }).click();
  await expect(page.getByText('Closed', { exact: true }).first()).toBeVisible();
  await lookAround(page, `/patients/${await patientId(context, 'wilson grace')}/surveys`, async (shown) => {
    await expect(shown.getByRole('heading', { name: 'Participation group' })).toBeVisible();
  });
  await page.getByRole('button', { name: 'Change participation' }).click();
  await inEveryLook(page);
  await context.close();
});

test('a survey is written by keyboard, looked through, sent, answered, reminded of once and closed', async ({
  browser,
}) => {
  test.slow();
  const { page, context } = await atDesk(browser, BOYD);
  await page.goto('/surveys/new');
  await expect(page.getByRole('heading', { level: 1, name: 'New survey' })).toBeVisible();
  await page.getByLabel('Topic').focus();
  await expect(page.getByText('Goes to every family.')).toBeVisible();
  await page.getByLabel('Title').focus();
  await page.keyboard.type('Journey of a survey');
  await page.keyboard.press('Tab');
  await page.keyboard.type('http://surveys.example.org/year');
  await page.keyboard.press('Tab');
  await page.keyboard.type('About your child’s haemophilia.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Enter the web address of the survey.', { exact: false })).toBeVisible();
  await expect(page.getByText('“haemophil” says what the child has. Write it without.')).toBeVisible();
  await page.getByLabel('Web address of the survey').fill('https://surveys.example.org/year');
  await page.getByLabel('Words of the message').fill('Please tell us how we are doing.');
  await page.keyboard.press('Control+Enter');

  await expect(page.getByRole('heading', { level: 1, name: 'Journey of a survey' })).toBeVisible();
  const sending = page.getByRole('button', { name: /^Send to \d+ families$/ });
  await expect(sending).toBeVisible();
  const families = Number(/\d+/.exec(await sending.innerText())![0]);
  await expect(page.getByText('Subject: Journey of a survey')).toBeVisible();
  const grace = await patientId(context, 'wilson grace');
  await sending.press('Enter');
  const progress = page.getByRole('status').filter({ hasText: /Invitation: \d/ });
  await expect(progress).toContainText(`${families} sent`, { timeout: 60_000 });
  await expect(page.getByText('0 answered', { exact: false })).toBeVisible();
  await expectAccessible(page);

  await page
    .getByRole('button', { name: /^Mark answered ?: / })
    .first()
    .press('Enter');
  await expect(page.getByText('1 answered', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: `Remind ${families - 1} families, once` }).press('Enter');
  const reminders = page.getByRole('status').filter({ hasText: /Reminder: \d/ });
  await expect(reminders).toContainText(`${families - 1} sent`, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^Remind/ })).toHaveCount(0);

  await page.goto('/demo-mail');
  await page.getByText('Reminder: Journey of a survey').first().click();
  await expect(page.getByText('This is the one reminder we send.', { exact: false }).first()).toBeVisible();

  await page.goto(`/patients/${grace}/surveys`);
  await page.getByRole('link', { name: 'Journey of a survey' }).click();
  await page.getByRole('button', { name: 'Close survey' }).press('Enter');
  await page.getByRole('button', { name: 'Yes, close' }).press('Enter');
  await expect(page.getByText('Closed', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Mark answered ?: / })).toHaveCount(0);
  await context.close();
});

test('the answer of a family and its next clinic are kept on the record, and put it on the list', async ({
  browser,
}) => {
  const { page, context } = await atDesk(browser, BOYD);
  const id = await patientId(context, 'wilson grace');
  await page.goto(`/patients/${id}/surveys`);
  await page.getByRole('button', { name: 'Change participation' }).click();
  await page.getByLabel('Yes', { exact: true }).check();
  await page.getByLabel('Next clinic').fill('31/2/2031');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter the next clinic as a date that exists.').first()).toBeVisible();
  await page.getByLabel('Next clinic').fill('1/12/2031');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('01-Dec-2031')).toBeVisible();
  await expect(page.getByText('asked by A Boyd', { exact: false })).toBeVisible();
  await context.close();
});
