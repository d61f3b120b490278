import { expect, test, type Browser, type BrowserContextOptions, type Page } from '../support/test.ts';
import { heading, inEveryLook, lookAround, NARROW } from '../support/looks.ts';
import {
  attendanceLogged,
  BOYD,
  expectAccessible,
  FERRARS,
  LINDQVIST,
  refuseBrokenPages,
  signIn,
} from '../support/unit.ts';

const ADMIN = 'admin@example.org';
const OTHER_ADMIN = 'r.quist@example.org';

async function openAs(browser: Browser, email: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, email);
  return { context, page };
}

async function openHospital(page: Page, name: string): Promise<void> {
  await page.goto('/hospitals');
  await page.getByLabel('Find a hospital').fill(name);
  // The list, below the numbers that are to be put right.
  await page.getByRole('link', { name, exact: true }).last().click();
  await heading(name)(page);
}

/** The card of one number. */
const card = (page: Page, label: string) =>
  page.locator('sc-contact-card').filter({ has: page.getByRole('heading', { level: 3, name: label, exact: true }) });

test('an admin changes a number; it is in force everywhere once a second person has rung it', async ({ browser }) => {
  // Three people, each with a browser.
  test.slow();
  const { page, context } = await openAs(browser, ADMIN);
  await page.goto('/');
  await heading('Admin')(page);
  await expect(page.getByRole('link', { name: 'Admin' })).toHaveAttribute('aria-current', 'page');
  await openHospital(page, 'Kettering General Hospital');
  const ed = card(page, 'Emergency department');
  const old = await ed.locator('.number a').innerText();
  await ed.getByRole('button', { name: 'Change Emergency department' }).click();
  await expect(page.getByLabel('Number', { exact: true })).toBeFocused();
  await page.getByLabel('Number', { exact: true }).fill('12');
  await page.getByLabel('How you know').fill('Letter from the hospital.');
  await page.getByRole('button', { name: 'Propose this change' }).click();
  await expect(page.getByText('Enter a UK telephone number', { exact: false }).first()).toBeVisible();
  await page.getByLabel('Number', { exact: true }).fill('+44 1632 960711 ext 41');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('You proposed this, so somebody else rings it and confirms.')).toBeVisible();
  await expect(ed.getByRole('button', { name: /Ring and confirm/ })).toHaveCount(0);
  await expect(ed.locator('.number a')).toHaveText(old);
  await expectAccessible(page);

  const nurse = await openAs(browser, BOYD);
  const { alertId } = await attendanceLogged(nurse.context, { search: 'taylor isla' }, { unitKind: 'ed' });
  await nurse.page.goto(`/alerts/${alertId}`);
  const ring = nurse.page.getByRole('region', { name: 'Ring now' });
  await expect(ring.getByRole('link', { name: old }).first()).toBeVisible();
  await expect(ring.getByText('not confirmed yet')).toBeVisible();

  const second = await openAs(browser, OTHER_ADMIN);
  await second.page.goto('/admin');
  const waiting = second.page
    .getByRole('listitem')
    .filter({ hasText: 'Kettering' })
    .filter({ hasText: '01632 960711' });
  await waiting.getByRole('button', { name: 'Ring and confirm Emergency department' }).click();
  await expect(waiting.getByRole('link', { name: '01632 960711' })).toHaveAttribute('href', 'tel:01632960711');
  await waiting.getByRole('button', { name: 'I rang it: confirm' }).click();
  await expect(waiting.getByText('Enter who answered.').first()).toBeVisible();
  await waiting.getByLabel('Who answered').fill('Sister Lee');
  await waiting.getByRole('button', { name: 'I rang it: confirm' }).click();
  await expect(second.page.getByText('Emergency department is changed from now on.')).toBeVisible();

  // Open screens hear of it.
  await expect(ed.locator('.number a')).toHaveText('01632 960711');
  await expect(ed.getByText('by R Quist')).toBeVisible();
  await ed.getByText('History').click();
  await expect(ed.getByText(/confirmed by R Quist, who rang and spoke to Sister Lee/)).toBeVisible();
  await nurse.page.reload();
  await expect(ring.getByRole('link', { name: '01632 960711' }).first()).toBeVisible();
  await expect(ring.getByText('extension 41')).toBeVisible();
  await expect(ring.getByText('not confirmed yet')).toHaveCount(0);
  for (const each of [context, nurse.context, second.context]) await each.close();
});

test('two people edit one number: the second sees both values and keeps what was typed', async ({ browser }) => {
  const [one, other] = [await openAs(browser, ADMIN), await openAs(browser, FERRARS)];
  for (const { page } of [one, other]) {
    await openHospital(page, 'Warwick Hospital');
    await card(page, 'Switchboard').getByRole('button', { name: 'Change Switchboard' }).click();
  }
  const send = async (page: Page, number: string) => {
    await page.getByLabel('Number', { exact: true }).fill(number);
    await page.getByLabel('How you know').fill('They told me.');
    await page.getByRole('button', { name: 'Propose this change' }).click();
  };
  await send(one.page, '01632 960721');
  await expect(one.page.getByText('You proposed this')).toBeVisible();
  await send(other.page, '01632 960722');
  const both = other.page.getByRole('region', { name: 'Yours and theirs' });
  await expect(both.getByRole('cell', { name: '01632 960721' })).toBeVisible();
  await expect(both.getByRole('cell', { name: '01632 960722' })).toBeVisible();
  await expect(both.getByRole('columnheader', { name: 'Proposed by T Admin' })).toBeVisible();
  await expect(other.page.getByLabel('Number', { exact: true })).toHaveValue('01632 960722');
  await expectAccessible(other.page);
  for (const { context } of [one, other]) await context.close();
});

test('a round by keyboard: a key for each answer, the next number at once, undo', async ({ browser }) => {
  const { page, context } = await openAs(browser, FERRARS);
  await page.goto('/hospitals');
  await page.getByRole('link', { name: /^Verification round/ }).click();
  await heading('Verification round')(page);
  const count = Number((await page.getByText(/^1 of \d+$/).innerText()).split(' ')[2]);
  expect(count).toBeGreaterThan(8);
  await expectAccessible(page);
  const shown = page.locator('section.card');
  const first = await shown.getAttribute('aria-label');
  // The most doubtful leads: two calls in a row failed.
  await expect(shown.getByText(/^▲ ?Stale/)).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByText(`2 of ${count}`)).toBeVisible();
  await expect(page.getByText(`${first}: no answer.`)).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText(`1 of ${count}`)).toBeVisible();
  await expect(shown).toHaveAttribute('aria-label', first!);
  await page.keyboard.press('c');
  await expect(page.getByText(`2 of ${count}`)).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByText(`3 of ${count}`)).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByLabel('Number', { exact: true })).toBeFocused();
  await page.getByLabel('Number', { exact: true }).fill('01632 960733');
  await page.getByLabel('How you know').fill('The ward said so.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`4 of ${count}`)).toBeVisible();
  for (let place = 4; place <= count; place++) {
    await expect(page.getByText(`${place} of ${count}`)).toBeVisible();
    await page.keyboard.press('s');
  }
  await expect(page.getByText(/^The round is done: 1 correct, 1 a change proposed, \d+ skipped\.$/)).toBeVisible();
  await page.goto('/hospitals/verification');
  await expect(page.getByText(`1 of ${count - 1}`)).toBeVisible();
  await context.close();
});

test('a call about an alert that nobody answers is held against the number', async ({ browser }) => {
  const { page, context } = await openAs(browser, BOYD);
  const { alertId } = await attendanceLogged(context, { search: 'wilson grace' }, { unitKind: 'ward' });
  await page.goto(`/alerts/${alertId}`);
  await page
    .getByRole('button', { name: /^Acknowledge/ })
    .first()
    .click();
  // Which of the numbers of a hospital comes first depends on the hour.
  const line = page.getByRole('region', { name: 'Ring now' }).getByRole('listitem').first();
  const number = await line.getByRole('link').first().innerText();
  const [label] = (await line.getByRole('paragraph').first().innerText()).split(',');
  for (let call = 0; call < 2; call++) {
    await page.getByRole('button', { name: 'Record call' }).click();
    await page.getByRole('option', { name: 'Nurse at the hospital' }).click();
    await page.getByRole('button', { name: 'More fields' }).click();
    await page.getByLabel('Number used').fill(number);
    await page.getByRole('button', { name: 'No answer', exact: true }).click();
    await expect(page.getByText('No answer: Nurse at the hospital')).toHaveCount(call + 1);
  }
  // A number that is not answered stands behind the others.
  await page
    .getByRole('region', { name: 'Ring now' })
    .getByRole('button', { name: / more$/ })
    .click();
  await expect(page.locator('sc-ring-now').getByText('Stale: calls to it failed').first()).toBeVisible();
  await openHospital(page, 'Salisbury District Hospital');
  await expect(card(page, label!).getByText('Stale: calls to it failed')).toBeVisible();
  await context.close();
});

test('what is typed into a change of a number stays when the page brings news of it', async ({ browser }) => {
  const { page, context } = await openAs(browser, BOYD);
  await openHospital(page, 'Salisbury District Hospital');
  const ward = card(page, "Children's ward");
  await ward.getByRole('button', { name: /^Change/ }).click();
  await ward.getByLabel('Number', { exact: true }).fill('01632 960998');
  await ward.getByLabel('How you know').fill('The ward told us.');
  // Another number is checked meanwhile, and the page loads all of them again.
  const loaded = page.waitForResponse(
    (answer) => answer.url().includes('/api/hospitals/') && answer.request().method() === 'GET',
  );
  await page
    .getByRole('button', { name: /^Rang: correct/ })
    .first()
    .click();
  await loaded;
  await expect(page.getByRole('button', { name: /Undo/ }).first()).toBeVisible();
  await expect(ward.getByLabel('Number', { exact: true })).toHaveValue('01632 960998');
  await expect(ward.getByLabel('How you know')).toHaveValue('The ward told us.');
  await context.close();
});

test('what is printed is dated, fits the page and holds what the screen holds', async ({ browser }) => {
  const { page, context } = await openAs(browser, BOYD);
  await page.goto('/hospitals/contact-sheet');
  await expect(page.getByText(/As of \d\d-\w{3}-\d{4} \d\d:\d\d/)).toBeVisible();
  const numbers = await page.locator('sc-contact-table sc-phone a').allInnerTexts();
  const listed = (await (await context.request.get('/api/public/contacts')).json()) as {
    hospitals: { contacts: { phone: string }[] }[];
  };
  for (const { phone } of listed.hospitals.flatMap(({ contacts }) => contacts)) expect(numbers).toContain(phone);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: 'screen' });

  await openHospital(page, 'Royal Berkshire Hospital');
  await page.getByRole('link', { name: 'Print pack' }).click();
  await expect(page.getByRole('heading', { name: /^Children linked to this hospital/ })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'SMITH, Ava' })).toBeVisible();
  const address = page.url();
  const admin = await openAs(browser, ADMIN);
  await admin.page.goto(address);
  await expect(admin.page.getByRole('heading', { name: /^Numbers of Royal Berkshire/ })).toBeVisible();
  await expect(admin.page.getByText('SMITH')).toHaveCount(0);
  await expect(admin.page.getByRole('heading', { name: /^Children linked/ })).toHaveCount(0);
  for (const each of [context, admin.context]) await each.close();
});

test('a link consultant by phone proposes a number for their own hospital alone', async ({ browser }) => {
  const { page, context } = await openAs(browser, LINDQVIST, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await openHospital(page, 'Frimley Park Hospital');
  await expect(page.getByRole('button', { name: /^Change / })).toHaveCount(0);
  await openHospital(page, 'Stoke Mandeville Hospital');
  await expect(page.getByRole('button', { name: 'Change Switchboard' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Rang: correct/ })).toHaveCount(0);
  await context.close();
});

test('filters are in the address and said in words', async ({ browser }) => {
  const { page, context } = await openAs(browser, ADMIN);
  await page.goto('/hospitals?show=consultant');
  await expect(page.getByText(/^\d+ hospitals, \d+ match(es)?\./)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Heatherwood Hospital' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Stoke Mandeville Hospital' })).toBeHidden();
  await expect(page.getByRole('option', { name: /^No link consultant/ })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('option', { name: /^Closing/ }).click();
  await expect(page).toHaveURL(/show=closing/);
  await expect(page.getByRole('link', { name: 'Cheltenham General Hospital' })).toBeVisible();
  await page.getByLabel('Find a hospital').fill('nowhere at all');
  await expect(page.getByText(/None of \d+ hospitals match these filters/)).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/hospitals$/);
  await context.close();
});

test('the screens of hospitals are usable in every look', async ({ browser }) => {
  // Axe reads every number of the network, twice.
  test.slow();
  const { page, context } = await openAs(browser, ADMIN, NARROW);
  await lookAround(page, '/admin', async (shown) => {
    await expect(shown.getByRole('heading', { name: 'Numbers to ring' })).toBeVisible();
  });
  await lookAround(page, '/hospitals', async (shown) => {
    await expect(shown.getByRole('link', { name: 'Wycombe Hospital' })).toBeVisible();
  });
  await lookAround(page, '/hospitals?q=nowhere', async (shown) => {
    await expect(shown.getByText(/None of \d+ hospitals match these filters/)).toBeVisible();
  });
  const { hospitals } = (await (await context.request.get('/api/hospitals')).json()) as {
    hospitals: { id: string; name: string }[];
  };
  const id = hospitals.find((each) => each.name === 'Wycombe Hospital')!.id;
  await lookAround(page, `/hospitals/${id}`, heading('Wycombe Hospital'));
  await test.step('with a form open', async () => {
    await page.getByRole('button', { name: "Change Children's ward" }).click();
    await page.getByRole('button', { name: 'Add what it can do' }).click();
    await inEveryLook(page);
  });
  await lookAround(page, `/hospitals/${id}/pack`, heading(/^Shared care pack/));
  await lookAround(page, '/hospitals/contact-sheet', heading('Contact sheet'));
  await lookAround(page, '/hospitals/verification', async (shown) => {
    await expect(shown.getByText(/^\d+ of \d+$/)).toBeVisible();
  });
  await lookAround(page, '/hospitals/6e1b2c3d-0000-4000-8000-000000000000', async (shown) => {
    await expect(shown.getByText('No hospital here that you can open.')).toBeVisible();
  });
  await context.close();
});
