import { expect, test, type BrowserContext } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { heading, lookAround, NARROW } from '../support/looks.ts';
import {
  atDesk,
  attendanceLogged,
  BOYD,
  expectAccessible,
  expectNoSidewaysScroll,
  LINDQVIST,
  post,
  refuseBrokenPages,
  signIn,
} from '../support/unit.ts';

const OKORO = 'm.okoro@example.org';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

async function patientId(context: BrowserContext, query: string): Promise<string> {
  const found = (await (await post(context, '/api/patients/search', { query })).json()) as {
    matches: { patient: { id: string } }[];
  };
  return found.matches[0]!.patient.id;
}

/** The newest version of the child's arrangements. */
async function arrangementId(context: BrowserContext, query: string): Promise<string> {
  const answer = await context.request.get(`/api/patients/${await patientId(context, query)}/open-access`);
  return ((await answer.json()) as { arrangements: { id: string }[] }).arrangements[0]!.id;
}

test('a nurse drafts, the link consultant agrees on a phone, and an attendance finds it valid', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  const child = await patientId(context, 'adeleke tola');
  await page.goto(`/patients/${child}/open-access`);
  await page.getByRole('button', { name: /Draft an arrangement/ }).click();
  await expect(page.getByText('The child has no open access here yet.')).toBeVisible();

  await test.step('what is missing is named, and nothing is sent', async () => {
    await page.getByRole('button', { name: /^Send to/ }).click();
    const missing = page.getByRole('alert').filter({ hasText: 'Before it can be sent' });
    await expect(missing).toContainText('Choose the ward or unit the child goes to.');
    await expect(missing).toContainText('No number for every day, all day.');
    await expect(page.getByLabel(/Ward or unit at/)).toBeFocused();
    await expectAccessible(page);
  });

  await test.step('the gap in the week is shown in words while it is typed', async () => {
    await choose(page, /Ward or unit at/, "Children's ward");
    await page.getByRole('checkbox', { name: 'Bleeding', exact: true }).check();
    await page.getByLabel('In hours').fill('Straight to the ward.');
    await page.getByLabel('Out of hours').fill('The ward as well; ring the bell.');
    await page.getByRole('button', { name: 'Add a line' }).click();
    await page.getByLabel('Who answers').fill("Children's ward");
    await page.getByLabel('Number', { exact: true }).fill('01632 960210');
    await page.getByLabel('Sunday').uncheck();
    await expect(page.getByText('No number for Sunday, all day').first()).toBeVisible();
    await page.getByLabel('Sunday').check();
    await expect(page.getByText('Every hour of the week has a number.')).toBeVisible();
    await choose(page, 'Issued by', 'Dr K Shah');
  });

  await test.step('what was typed is still there after looking elsewhere', async () => {
    await page.getByRole('link', { name: 'All of this child' }).click();
    await page.getByRole('link', { name: /Open the draft/ }).click();
    await expect(page.getByLabel('In hours')).toHaveValue('Straight to the ward.');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByText('Draft saved.')).toBeVisible();
  });
  await page.getByRole('button', { name: 'Send to Dr M Okoro' }).click();
  await expect(page.getByText(/^Waiting since today for Dr M Okoro to agree/)).toBeVisible();

  const phone = await browser.newContext(PHONE);
  await signIn(phone, OKORO);
  const hand = await phone.newPage();
  refuseBrokenPages(hand);
  await hand.goto('/open-access/to-agree');
  await hand.getByRole('link', { name: /ADELEKE, Tola/ }).click();
  await expect(hand.getByRole('heading', { name: 'What is proposed' })).toBeVisible();
  await expectNoSidewaysScroll(hand);
  await hand.getByRole('button', { name: 'Agree for Royal Berkshire Hospital' }).click();
  await expect(hand.getByText('Now: Active.')).toBeVisible();

  await test.step('the nurse sees it without doing anything, and an attendance finds it valid', async () => {
    await expect(page.getByText(/^Valid until review on/)).toBeVisible();
    await attendanceLogged(context, { search: 'adeleke tola' }, { reason: 'unrelated_illness', arrivedMinutesAgo: 0 });
    await page.goto(`/patients/${child}/attendances`);
    await expect(page.getByText('Open access valid here').first()).toBeVisible();
    await expect(page.getByText('Blue').first()).toBeVisible();
  });
});

test('an arrangement whose days are over lifts an attendance to amber, and is on the board', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  const { alertId } = await attendanceLogged(context, { search: 'lindgren saga' }, { reason: 'unrelated_illness' });
  await page.goto(`/alerts/${alertId}`);
  await expect(page.getByText('no valid open access here').first()).toBeVisible();
  await page.goto('/open-access');
  await page.getByRole('option', { name: /^No valid open access/ }).click();
  await page.getByRole('button', { name: 'Child', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'LINDGREN, Saga' });
  await expect(row).toContainText('No valid open access');
  await expect(row).toContainText('Attended without it');
});

test('several are renewed at once after a look at who, and each then waits for its hospital', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  const { hospitals } = (await (await context.request.get('/api/open-access/children')).json()) as {
    hospitals: { id: string; name: string }[];
  };
  const stoke = hospitals.find(({ name }) => name.startsWith('Stoke Mandeville'))!.id;
  await page.goto(`/open-access?hospital=${stoke}`);
  for (const name of ['CASTELLANO, Inés', 'DUNMORE, Kit', 'OKAFOR, Daniel'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('button', { name: 'Renew unchanged', exact: true }).click();
  const bulk = page.getByRole('region', { name: /several at once/ });
  // His inhibitor result came after it was agreed: it is read before it is renewed.
  await expect(bulk.getByRole('heading', { name: 'Left out' })).toBeVisible();
  await expect(bulk.getByRole('checkbox', { name: /OKAFOR/ })).toHaveCount(0);
  await expect(bulk.getByText(/new inhibitor result/i)).toBeVisible();
  await bulk.getByRole('checkbox', { name: /DUNMORE/ }).uncheck();
  await expect(bulk.getByRole('button', { name: 'Renew 1 unchanged' })).toBeVisible();
  await bulk.getByRole('checkbox', { name: /DUNMORE/ }).check();
  await expectAccessible(page);
  await bulk.getByRole('button', { name: 'Renew 2 unchanged' }).click();
  await expect(bulk.getByText('2 of 2 finished.')).toBeVisible();
  await bulk.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('option', { name: /^Waiting for local agreement/ }).click();
  await expect(page.getByRole('row').filter({ hasText: 'CASTELLANO, Inés' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'DUNMORE, Kit' })).toContainText('asked');

  await test.step('the link consultant sends one back, with a reason the nurse reads', async () => {
    const phone = await browser.newContext(PHONE);
    await signIn(phone, LINDQVIST);
    const hand = await phone.newPage();
    await hand.goto('/open-access/to-agree');
    await hand.getByRole('link', { name: /DUNMORE, Kit/ }).click();
    await hand.getByRole('button', { name: 'Send back' }).click();
    await hand.getByLabel('What has to change').fill('The ward has moved.');
    await hand.getByRole('button', { name: 'Send back' }).click();
    await expect(hand.getByText('Now: Draft.')).toBeVisible();
    await page.goto(`/open-access/${await arrangementId(context, 'dunmore kit')}`);
    await expect(page.getByText('The ward has moved.').first()).toBeVisible();
  });
});

test('two nurses write one draft: the second sees both and loses nothing', async ({ browser }) => {
  const { page, context } = await atDesk(browser, BOYD);
  const id = await arrangementId(context, 'kimura aoi');
  await page.goto(`/open-access/${id}`);
  await page.getByLabel('In hours').fill('Mine');
  const { version, content } = (await (await context.request.get(`/api/open-access/${id}`)).json()) as {
    version: number;
    content: Record<string, unknown>;
  };
  const kept = ['unitId', 'reasons', 'otherReasons', 'whereOutOfHours', 'phoneFirst', 'phoneBands', 'exclusions'];
  const more = ['otherExclusions', 'startsAt', 'grantHours', 'reviewBy', 'issuedById'];
  const theirs = Object.fromEntries([...kept, ...more].map((field) => [field, content[field]]));
  // What the directory says of a line is read, not written.
  theirs['phoneBands'] = (content['phoneBands'] as Record<string, unknown>[]).map(
    ({ stale: _stale, gone: _gone, ...band }) => band,
  );
  const saved = await post(context, `/api/open-access/${id}/save`, {
    version,
    content: { ...theirs, whereInHours: 'Theirs' },
  });
  expect(saved.status(), await saved.text()).toBe(200);
  // The page may have heard of it already: then it knows the version, and saves over nothing it has not shown.
  await page.getByRole('button', { name: 'Save draft' }).click();
  const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else saved this draft' });
  await expect(conflict.getByText('Theirs', { exact: true })).toBeVisible();
  await expect(page.getByLabel('In hours')).toHaveValue('Mine');
  await conflict.getByRole('button', { name: 'Keep mine, then save' }).click();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Draft saved.')).toBeVisible();
});

test('every screen of open access is usable in every look', async ({ browser }) => {
  // Seven screens with axe on each.
  test.setTimeout(180_000);
  const context = await browser.newContext(NARROW);
  const page = await context.newPage();
  refuseBrokenPages(page);
  await signIn(context, BOYD);
  const child = await patientId(context, 'baptiste remy');
  await lookAround(page, `/patients/${child}/open-access`, async (shown) => {
    await expect(shown.getByRole('heading', { name: 'Versions' })).toBeVisible();
  });
  for (const query of ['baptiste remy', 'kimura aoi', 'ivanova mila']) {
    await lookAround(page, `/open-access/${await arrangementId(context, query)}`, heading('Open access arrangement'));
  }
  await lookAround(page, '/open-access', async (shown) => {
    await expect(shown.getByRole('table', { name: 'Open access' })).toBeVisible();
  });
  const consultant = await browser.newContext(NARROW);
  await signIn(consultant, OKORO);
  const hand = await consultant.newPage();
  await lookAround(hand, '/open-access/to-agree', heading('Open access to agree'));
  await lookAround(hand, `/open-access/${await arrangementId(consultant, 'baptiste remy')}`, async (shown) => {
    await expect(shown.getByRole('button', { name: /^Agree for/ })).toBeVisible();
  });
  await context.close();
  await consultant.close();
});
