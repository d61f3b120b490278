import { expect, test, type BrowserContext, type Page } from '../support/test.ts';
import { choose } from '../support/choose.ts';
import { openStep } from '../support/real-unit.ts';
import { BOYD, expectAccessible, FERRARS, post, refuseBrokenPages, signIn } from '../support/unit.ts';

const ADMIN = 'admin@example.org';
const OTHER_ADMIN = 'r.quist@example.org';

interface Case {
  form: string;
  /** Who saves first, and who types meanwhile. */
  people?: [string, string];
  address: (context: BrowserContext) => Promise<string>;
  open: (page: Page) => Promise<void>;
  box: string | RegExp;
  theirs: string;
  mine: string;
  /** What else the form asks before it can be saved. */
  fill?: (page: Page) => Promise<void>;
  save: string;
}

const press =
  (name: string | RegExp) =>
  (page: Page): Promise<void> =>
    page.getByRole('button', { name }).first().click();
const tab =
  (query: string, path: string) =>
  async (context: BrowserContext): Promise<string> => {
    const found = await post(context, '/api/patients/search', { query, limit: 1 });
    const { matches } = (await found.json()) as { matches: { patient: { id: string } }[] };
    return `/patients/${matches[0]!.patient.id}/${path}`;
  };
const made = async (context: BrowserContext, path: string, body: object): Promise<{ id: string }> => {
  const answer = await post(context, path, body, { 'Idempotency-Key': crypto.randomUUID() });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as { id: string };
};

const CASES: Case[] = [
  {
    form: 'home therapy',
    address: tab('patel', 'home-therapy'),
    open: press('Change home therapy'),
    box: 'Delivered by',
    theirs: 'North Deliveries',
    mine: 'South Deliveries',
    save: 'Save',
  },
  {
    form: 'transition',
    // Not the child whose programme another journey opens.
    address: tab('ashdown', 'transition'),
    open: press('Change transition'),
    box: 'Key worker',
    theirs: 'Sister North',
    mine: 'Sister South',
    save: 'Save',
  },
  {
    form: 'dental care',
    address: tab('evans', 'reviews'),
    open: press('Change dental care'),
    box: /^Last check$/,
    theirs: '05-Apr-2026',
    mine: '06-Apr-2026',
    save: 'Save',
  },
  {
    form: 'a parent',
    address: tab('kowalski', 'family'),
    open: (page) =>
      page
        .getByRole('region', { name: 'Parents and carers' })
        .getByRole('button', { name: /^Change/ })
        .first()
        .click(),
    box: /^\s*Telephone/,
    theirs: '01632 960893',
    mine: '01632 960894',
    save: 'Save',
  },
  {
    form: 'participation',
    address: tab('evans', 'surveys'),
    open: press('Change participation'),
    box: /^Next clinic/,
    theirs: '05-Apr-2029',
    mine: '06-Apr-2029',
    save: 'Save',
  },
  {
    form: 'a treatment of a child',
    address: async (context) => {
      const address = await tab('lewis', 'treatment')(context);
      const { choices } = (await (
        await context.request.get(`/api${address.replace('/treatment', '/treatments')}`)
      ).json()) as { choices: { id: string }[] };
      await made(context, `/api${address.replace('/treatment', '/treatments')}`, {
        id: crypto.randomUUID(),
        treatmentId: choices[0]!.id,
        purpose: 'prophylaxis',
        regimen: 'As first written',
        startedOn: null,
        stoppedOn: null,
        source: 'clinic',
      });
      return address;
    },
    open: (page) =>
      page
        .locator('sc-treatment-entry')
        .getByRole('button', { name: /^Change/ })
        .first()
        .click(),
    box: /^\s*Regimen/,
    theirs: 'Every third day',
    mine: 'Every second day',
    fill: (page) => choose(page, 'Where this comes from', 'Told by the family'),
    save: 'Save',
  },
  {
    form: 'words of a treatment',
    address: async () => '/treatments',
    open: async (page) => {
      await page.getByRole('main').getByRole('link', { name: 'Concizumab' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Concizumab' })).toBeVisible();
      const edit = page.getByRole('button', { name: 'Edit the draft' });
      const take = page.getByRole('button', { name: 'Take up the reference words' });
      await expect(edit.or(take)).toBeVisible();
      if (await take.isVisible()) await take.click();
      else await edit.click();
    },
    box: 'Words for the emergency department',
    theirs: 'Ring the unit first.',
    mine: 'Ring the unit before anything else.',
    save: 'Save the draft',
  },
  {
    form: 'a letter template',
    address: async (context) => {
      const all = (await (await context.request.get('/api/letter-templates')).json()) as {
        kind: string;
        state: string;
      }[];
      if (!all.some(({ kind, state }) => kind === 'dental' && state === 'draft'))
        await post(context, '/api/letter-templates', { kind: 'dental' });
      return '/letters/templates';
    },
    open: press(/^Edit ?dental/i),
    box: /^Words$/,
    theirs: 'Ring the unit before any block.',
    mine: 'Ring the unit before any extraction.',
    save: 'Save draft',
  },
  {
    form: 'a request',
    address: async (context) => {
      const address = await tab('lewis', '')(context);
      const patientId = address.split('/')[2];
      const { id } = await made(context, '/api/requests', { patientId, type: 'general', details: 'As first written' });
      return `/requests/${id}`;
    },
    open: press(/^Change$/),
    box: 'What they ask',
    theirs: 'As the first has it',
    mine: 'As the second has it',
    save: 'Save',
  },
  {
    form: 'a survey',
    address: async (context) => {
      const { id } = await made(context, '/api/surveys', {
        topic: 'annual',
        link: 'https://surveys.example.org/year',
        words: 'How are we doing?',
        title: 'As first written',
      });
      return `/surveys/${id}/change`;
    },
    // The page is the form.
    open: async (page) => expect(page.getByRole('button', { name: 'Save draft' })).toBeVisible(),
    box: /^Title/,
    theirs: 'As the first has it',
    mine: 'As the second has it',
    save: 'Save draft',
  },
  {
    form: 'a duty number',
    address: async () => '/rota/numbers',
    open: press('Change the number of the Consultant lead'),
    box: 'Telephone',
    theirs: '01632 960881',
    mine: '01632 960882',
    save: 'Save',
  },
];

for (const { form, people: [first, second] = [BOYD, FERRARS], address, open, box, theirs, mine, fill, save } of CASES) {
  test(`two people at one form, ${form}: nothing typed is lost, and both values are shown`, async ({ browser }) => {
    // Two browsers, each with a page of its own.
    test.slow();
    const [one, two] = [await browser.newContext(), await browser.newContext()];
    await signIn(one, first);
    await signIn(two, second);
    const where = await address(one);
    const [at, late] = [await one.newPage(), await two.newPage()];
    for (const page of [at, late]) {
      refuseBrokenPages(page);
      await page.goto(where);
      await open(page);
    }
    await late.getByLabel(box).fill(mine);
    await fill?.(late);
    await at.getByLabel(box).fill(theirs);
    await fill?.(at);
    await at.getByRole('button', { name: save, exact: true }).click();
    await expect(at.getByLabel(box)).toHaveCount(0);

    await expect(late.getByLabel(box)).toHaveValue(mine);
    await late.getByRole('button', { name: save, exact: true }).click();
    const both = late.locator('sc-saved-meanwhile');
    await expect(both).toContainText('What you typed is still here.');
    await expect(both).toContainText(theirs);
    await expect(late.getByLabel(box)).toHaveValue(mine);
    await expectAccessible(late);
    await both.getByRole('button', { name: 'Save mine over it' }).click();
    await expect(both).toHaveCount(0);
    await expect(late.getByRole('main')).toContainText(mine);

    for (const each of [one, two]) await each.close();
  });
}

test('a limit that somebody else changed meanwhile: what is in force is shown beside what was typed', async ({
  browser,
}) => {
  const [one, two, three] = [await browser.newContext(), await browser.newContext(), await browser.newContext()];
  await signIn(one, ADMIN);
  await signIn(two, OTHER_ADMIN);
  await signIn(three, 'k.shah@example.org');
  const page = await one.newPage();
  refuseBrokenPages(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: /^Change ?: How long an alert may wait$/ }).click();
  await page.getByLabel('Red, at any hour').fill('11');
  await page.getByLabel('Why').fill('Typed before the other.');

  interface Known {
    settings: { key: string; current: { id: string; value: object }; waiting: Waiting | null }[];
  }
  interface Waiting {
    id: string;
    version: number;
  }
  const standing = async () => {
    const { settings } = (await (await two.request.get('/api/settings')).json()) as Known;
    return settings.find(({ key }) => key === 'alert_limits')!;
  };
  const settle = async (value: object): Promise<void> => {
    const before = await standing();
    await post(two, '/api/settings/changes', {
      key: 'alert_limits',
      value: { ...before.current.value, ...value },
      seen: before.current.id,
      reason: 'Agreed.',
    });
    const { waiting } = await standing();
    const answer = await post(three, `/api/settings/changes/${waiting!.id}/decide`, {
      version: waiting!.version,
      accept: true,
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  await settle({ redMinutes: 13 });
  await page.getByRole('button', { name: 'Propose this' }).click();
  const both = page.locator('sc-saved-meanwhile');
  await expect(both).toContainText('13 minutes');
  await expect(page.getByLabel('Red, at any hour')).toHaveValue('11');
  await expect(page.getByLabel('Why')).toHaveValue('Typed before the other.');
  await expectAccessible(page);
  await both.getByRole('button', { name: 'Keep theirs' }).click();
  await expect(page.getByText('Red, at any hour: 13 minutes').first()).toBeVisible();
  await settle({ redMinutes: 15 });
  for (const each of [one, two, three]) await each.close();
});

test('the name of the unit: a proposal of another admin is shown, and what was typed stays', async ({ browser }) => {
  const [one, two] = [await browser.newContext(), await browser.newContext()];
  await signIn(one, ADMIN);
  await signIn(two, OTHER_ADMIN);
  const page = await one.newPage();
  refuseBrokenPages(page);
  await openStep({ page }, 'name', 'Name as printed');
  const unit = async () =>
    (await (await two.request.get('/api/unit')).json()) as {
      facts: { version: number; name: string };
      changes: { id: string; version: number; state: string }[];
    };
  const rename = async (name: string): Promise<void> => {
    const { facts } = await unit();
    await post(two, '/api/unit/changes', { what: 'name', version: facts.version, reason: 'Agreed.', name });
    const waiting = (await unit()).changes.find(({ state }) => state === 'waiting')!;
    const answer = await post(one, `/api/unit-changes/${waiting.id}/decide`, {
      version: waiting.version,
      accept: true,
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  const before = (await unit()).facts.name;
  await page.getByRole('button', { name: 'Propose another name' }).click();
  await page.getByLabel('Name of the unit').fill('Unit, as the first types it');
  await page.getByLabel('Why it changes').fill('A new sign on the door.');
  await rename('Unit, as the second has it');
  await expect(page.getByLabel('Name of the unit')).toHaveValue('Unit, as the first types it');
  await page.getByRole('button', { name: 'Propose another name' }).click();
  const both = page.locator('sc-saved-meanwhile');
  await expect(both).toContainText('Unit, as the second has it');
  await expect(page.getByLabel('Name of the unit')).toHaveValue('Unit, as the first types it');
  await expect(page.getByLabel('Why it changes')).toHaveValue('A new sign on the door.');
  await both.getByRole('button', { name: 'Keep theirs' }).click();
  await rename(before);
  for (const each of [one, two]) await each.close();
});
