import { expect, test, type Page } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { heading, lookAround, NARROW } from '../support/looks.ts';
import {
  alertRow,
  atDesk,
  attendanceLogged,
  BOYD,
  expectAccessible,
  FERRARS,
  post,
  refuseBrokenPages,
  SHAH,
  signIn,
} from '../support/unit.ts';

/** The list has the alert beside it. */
const WIDE = { viewport: { width: 1920, height: 1000 } };

/** Opens an alert from its row and waits for it. */
async function open(page: Page, name: string): Promise<void> {
  await alertRow(page, name).getByRole('link', { name: 'Open' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Ring now' })).toBeVisible();
}

/** An action that is not in sight. */
async function more(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

const UNDELIVERED = /^Email to .+ not delivered/;

test('two nurses hand over by keyboard; the sender stays owner until the other accepts', async ({ browser }) => {
  // Wide enough for the list beside the alert.
  const boyd = await atDesk(browser, BOYD, WIDE);
  const ferrars = await atDesk(browser, FERRARS, WIDE);
  await attendanceLogged(boyd.context, { search: 'brown noah' }, { reason: 'pain_joint_muscle', bleedSite: 'joint' });
  const row = alertRow(boyd.page, 'BROWN, Noah');
  await expect(row).toBeVisible();

  await test.step('A Boyd acknowledges and hands over without a mouse', async () => {
    await row.focus();
    await boyd.page.keyboard.press('a');
    await expect(row).toContainText('Owner: you');
    // The focus has gone on to the next row that needs an owner.
    await row.focus();
    await boyd.page.keyboard.press('Enter');
    await expect(boyd.page.getByRole('heading', { name: 'BROWN, Noah' })).toBeFocused();
    await boyd.page.keyboard.press('h');
    await expect(boyd.page.getByLabel('Hand over to')).toBeFocused();
    await expect(boyd.page.getByRole('combobox', { name: 'Hand over to' })).toHaveText('Choose a colleague');
    await boyd.page.keyboard.type('J Ferrars');
    await boyd.page.keyboard.press('Tab');
    await boyd.page.keyboard.type('Clinic until five. The ward rings back at four.');
    await expectAccessible(boyd.page);
    await boyd.page.keyboard.press('Enter');
    await expect(boyd.page.getByText('Handed over to J Ferrars, who has to accept')).toBeVisible();
    await expect(boyd.page.getByText('Handed over to J Ferrars, not accepted yet').first()).toBeVisible();
    await expect(row).toContainText('Owner: you');
  });

  await test.step('J Ferrars is told on Today and accepts', async () => {
    const { page } = ferrars;
    await expect(page.getByRole('link', { name: /^Handed over to you \d/ })).toBeVisible();
    const offered = alertRow(page, 'BROWN, Noah');
    await expect(offered).toContainText('A Boyd hands this over to you');
    await offered.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Accept handover' }).press('Enter');
    await expect(offered).toContainText('Owner: you');
    await expect(row).toContainText('Owner: J Ferrars');
    await expect(page.getByText('Accepted by J Ferrars: from A Boyd')).toBeVisible();
  });
});

test('a Red is lowered only after somebody owns it, with a reason, and by two', async ({ browser }) => {
  const boyd = await atDesk(browser, BOYD);
  const ferrars = await atDesk(browser, FERRARS);
  await attendanceLogged(boyd.context, { search: 'taylor isla' });
  await expect(alertRow(boyd.page, 'TAYLOR, Isla')).toBeVisible();
  await open(boyd.page, 'TAYLOR, Isla');
  await expect(boyd.page.getByRole('button', { name: 'Acknowledge', exact: true })).toBeVisible();
  await boyd.page.getByRole('button', { name: 'More actions' }).click();
  await expect(boyd.page.getByRole('menuitem', { name: 'Correct the facts' })).toBeVisible();
  await expect(boyd.page.getByRole('menuitem', { name: 'Lower tier' })).toBeHidden();
  await boyd.page.keyboard.press('Escape');

  await boyd.page.keyboard.press('a');
  await expect(boyd.page.locator('sc-alert-header').getByText('Owner: you')).toBeVisible();
  await more(boyd.page, 'Lower tier');
  await boyd.page.getByRole('button', { name: 'Ask to lower tier' }).click();
  await expect(boyd.page.getByText('Enter why the tier is lowered.')).toBeVisible();
  await boyd.page.getByRole('radio', { name: 'Amber' }).check();
  await boyd.page.getByLabel('Why it is less urgent').fill('Seen by us on video, a graze of the chin.');
  await boyd.page.getByRole('button', { name: 'Ask to lower tier' }).click();
  await expect(boyd.page.getByText('Waiting for a second nurse or a doctor of the unit.')).toBeVisible();
  await expect(boyd.page.locator('sc-alert-header').getByText(/Red: /)).toBeVisible();

  await open(ferrars.page, 'TAYLOR, Isla');
  await expect(ferrars.page.getByRole('heading', { name: 'Lower this tier to Amber?' })).toBeVisible();
  await expectAccessible(ferrars.page);
  await ferrars.page.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect(ferrars.page.locator('sc-alert-header').getByText(/Amber: /)).toBeVisible();
  await expect(
    ferrars.page.getByText(/Tier lowered from Red to Amber by J Ferrars: Seen by us on video/),
  ).toBeVisible();
});

test('what was entered in error stays on Today, struck through', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  await attendanceLogged(context, { search: 'wilson grace' }, { reason: 'pain_joint_muscle', bleedSite: 'joint' });
  await expect(alertRow(page, 'WILSON, Grace')).toBeVisible();
  await open(page, 'WILSON, Grace');
  await more(page, 'Correct this attendance');
  await page.getByRole('radio', { name: 'Entered in error' }).check();
  await page.getByLabel('Reason', { exact: true }).last().fill('The ward rang about another hospital’s child.');
  await page.getByRole('button', { name: 'Mark as entered in error' }).click();
  await expect(
    page
      .locator('sc-alert-notes')
      .getByText(/Withdrawn/)
      .first(),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Back to Today' }).click();
  await page.getByRole('link', { name: /^Withdrawn \d/ }).click();
  const row = alertRow(page, 'WILSON, Grace');
  await expect(row).toContainText('Entered in error: The ward rang');
  const struck = row.getByText('WILSON, Grace');
  await expect
    .poll(() => struck.evaluate((element) => getComputedStyle(element.closest('[role=cell]')!).textDecorationLine))
    .toContain('line-through');
  await expectAccessible(page);
});

test('an alert put aside comes back to the top at the time asked for', async ({ browser }) => {
  const { page, context } = await atDesk(browser, SHAH);
  const { alertId } = await attendanceLogged(
    context,
    { search: 'lewis finley' },
    { reason: 'pain_joint_muscle', bleedSite: 'joint' },
  );
  const send = async (verb: string, data: object) => {
    const answer = await post(context, `/api/alerts/${alertId}/${verb}`, data);
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as { version: number; now: string };
  };
  const { version, now } = await send('acknowledge', { version: 1 });
  await send('await', {
    version,
    what: 'family',
    from: 'Mother',
    wakeAt: new Date(Date.parse(now) + 4_000).toISOString(),
  });
  const row = alertRow(page, 'LEWIS, Finley');
  await expect(row).toContainText(/Look again \d\d:\d\d\s+Overdue/, { timeout: 20_000 });
  await expect(page.getByRole('table', { name: 'Yours' }).getByRole('row').nth(1)).toContainText('LEWIS, Finley');
});

test('an alert that reached nobody is seen, and the call is put on record', async ({ browser }) => {
  const { page } = await atDesk(browser, BOYD);
  const row = alertRow(page, 'Ó SÚILLEABHÁIN, Niamh');
  await expect(row).toContainText('Email not delivered');
  // The rota of this hour says to whom.
  await expect(row).toContainText(/\d\d:\d\d, to \p{Lu}/u);
  await page.getByRole('button', { name: 'Show what is wrong' }).click();
  const drawer = page.getByRole('dialog', { name: 'What is wrong' });
  await expect(drawer.getByRole('heading', { name: 'What is wrong' })).toBeFocused();
  const calls = drawer.getByRole('region', { name: 'Telephone now' });
  await expect(calls).toContainText('Ó SÚILLEABHÁIN, Niamh');
  // Each failed delivery is said once.
  const failed = await drawer.getByText(UNDELIVERED).allInnerTexts();
  expect(failed.length).toBeGreaterThan(0);
  expect(new Set(failed).size).toBe(failed.length);
  await expect(calls.getByRole('link', { name: /01632 960/ })).toHaveAttribute('href', /^tel:/);
  await expectAccessible(page);
  await calls
    .getByRole('button', { name: /^I rang/ })
    .first()
    .click();
  await calls.getByLabel('Whom did you ring, and what came of it').fill('Dr K Shah through switchboard, coming in.');
  await calls.getByRole('button', { name: 'Record call' }).click();
  await expect(calls).toBeHidden();
  await expect(drawer.getByRole('region', { name: 'Not delivered' })).toContainText('Ó SÚILLEABHÁIN, Niamh');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(page.getByRole('button', { name: 'Show what is wrong' })).toBeFocused();
  await open(page, 'Ó SÚILLEABHÁIN, Niamh');
  await page.getByRole('radio', { name: 'Deliveries' }).click();
  await expect(page.getByText(/A Boyd rang Dr K Shah through switchboard/).first()).toBeVisible();
});

test('a sheet left half typed is on Today and is taken up again', async ({ browser }) => {
  const { page } = await atDesk(browser, FERRARS);
  await page.keyboard.press('Alt+KeyN');
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'Patient' }).fill('chaudhry');
  await page.getByRole('option', { name: /CHAUDHRY, Aisha/ }).click();
  await sheet.getByRole('radio', { name: 'Bleeding', exact: true }).check();
  await expect(sheet.getByText(/^Draft saved/)).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await page.getByRole('link', { name: /^Unfinished log \d/ }).click();
  await page.getByRole('button', { name: /^Continue the log of CHAUDHRY/ }).click();
  await expect(page.getByRole('radio', { name: 'Bleeding', exact: true })).toBeChecked();
  await expect(page.getByText('This is the log you had not finished.')).toBeVisible();
});

test('a filter is said in words, lives in the address without a name, and hides nothing silently', async ({
  browser,
}) => {
  const { page } = await atDesk(browser, BOYD);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByLabel('Filter this list').fill('müller');
  await expect(page.getByText('Text: müller.')).toBeVisible();
  await expect(page.getByText(/\d+ alerts? hidden by this filter, \d+ red\./)).toBeVisible();
  await expect(alertRow(page, 'MÜLLER, Zoë')).toBeVisible();
  expect(page.url()).not.toContain('m%C3%BCller');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeFocused();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Reason' }).click();
  await page.getByRole('option', { name: 'Head injury' }).click();
  await expect(page).toHaveURL(/reason=head_injury/);
  await expect(page.getByText('Reason: Head injury.')).toBeVisible();
  await expect(alertRow(page, 'MÜLLER, Zoë')).toBeHidden();
});

test('each child is handed over with a note of its own, is declined or accepted, and eight stand on one sheet', async ({
  browser,
}) => {
  const boyd = await atDesk(browser, BOYD);
  const ferrars = await atDesk(browser, FERRARS);
  const { alertId } = await attendanceLogged(
    boyd.context,
    { search: 'berg lotte' },
    { reason: 'pain_joint_muscle', bleedSite: 'joint' },
  );
  await post(boyd.context, `/api/alerts/${alertId}/acknowledge`, { version: 1 });
  const { page } = boyd;
  await page.goto('/handover');
  const mine = page.getByRole('list', { name: 'Yours' });
  const line = (name: string) => mine.getByRole('listitem').filter({ hasText: name });

  await test.step('a note says how ill, the plan, what to do if', async () => {
    await line('VAN DER BERG, Lotte')
      .getByRole('button', { name: /^Write note/ })
      .click();
    await line('VAN DER BERG, Lotte').getByRole('button', { name: 'Save note' }).click();
    await expect(line('VAN DER BERG, Lotte').getByText('Enter the plan.')).toBeVisible();
    await line('VAN DER BERG, Lotte').getByRole('radio', { name: 'Watch closely' }).click();
    await line('VAN DER BERG, Lotte').getByLabel('Plan').fill('Ward rings at six.');
    await line('VAN DER BERG, Lotte').getByLabel('What to do if').fill('Swelling grows: ring the registrar.');
    await expectAccessible(page);
    await line('VAN DER BERG, Lotte').getByRole('button', { name: 'Save note' }).click();
    await expect(page.getByText('Handover note saved')).toBeVisible();
    await expect(line('VAN DER BERG, Lotte').getByRole('button', { name: /^Change note/ })).toBeFocused();
    await expect(line('VAN DER BERG, Lotte')).toContainText('Watch closely. Ward rings at six.');
  });

  await test.step('the one with a note goes, the others stay and are named', async () => {
    await page.getByRole('button', { name: /^Hand over \d+ alerts?$/ }).click();
    await choose(page, 'Hand over to', 'J Ferrars, haemostasis nurse');
    await page.getByRole('button', { name: 'Hand over', exact: true }).click();
    await expect(page.getByText(/^1 alert handed over\./)).toBeVisible();
    await expect(page.getByText(/Write its handover note first\./).first()).toBeVisible();
  });

  await test.step('a sheet of paper holds eight children', async () => {
    const children = await page.getByRole('main').getByRole('listitem').count();
    expect(children).toBeGreaterThanOrEqual(8);
    await page.emulateMedia({ media: 'print' });
    const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
    const sheets = paper.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(sheets).toBeLessThanOrEqual(Math.ceil(children / 8));
    await page.emulateMedia({ media: 'screen' });
  });

  await test.step('J Ferrars declines on the page of the handover, with a reason', async () => {
    const toMe = ferrars.page.getByRole('list', { name: 'Handed over to you' }).getByRole('listitem');
    await ferrars.page.goto('/handover');
    const offered = toMe.filter({ hasText: 'VAN DER BERG, Lotte' });
    await expect(offered).toContainText('What to do if: Swelling grows: ring the registrar.');
    await offered.getByRole('button', { name: /^Decline A-/ }).click();
    await offered.getByLabel('Why you decline').fill('Leaving too.');
    await offered
      .getByRole('button', { name: /^Decline A-/ })
      .last()
      .click();
    await expect(ferrars.page.getByText('Declined: VAN DER BERG, Lotte stays with A Boyd')).toBeVisible();
    await expect(offered).toBeHidden();
    await expect.poll(() => ferrars.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  });
});

test('the handover can be read and printed in every look', async ({ browser }) => {
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  await lookAround(page, '/handover', heading('Handover'));
  await expect(page.getByRole('heading', { name: 'Yours' })).toBeVisible();
  await expect(page.getByText(/new alerts reach/i)).toBeVisible();
  await lookAround(page, '/?view=withdrawn', heading('Withdrawn'));
  await lookAround(page, '/insights', heading('Insights'));
  await page.goto('/handover');
  await expect(page.getByRole('heading', { name: 'Yours' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.getByText(/Destroy after the handover/)).toBeVisible();
  await context.close();
});
