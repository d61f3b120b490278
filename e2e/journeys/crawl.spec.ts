import { expect, test, type Page } from '../support/test.ts';
import { crawl, ROLES, routeTable } from '../support/crawl.ts';
import { numbersOn, startNight, type NightUnit } from '../support/night.ts';
import { refuseBrokenPages, signIn } from '../support/unit.ts';

const REFUSED = /^(Nothing here that you can open|No emergency access here)$/;

/** Reached by what a person does there, not by a link: each with the journey that goes there. */
const BY_A_DEED: Readonly<Record<string, string>> = {
  '/emergency-access/:id': 'break-glass.spec.ts',
  '/attendances/new': 'unmatched-child.spec.ts',
};

/** Of addresses with a parameter, those of which each role must be led to one. */
const UNIT = [
  '/patients',
  '/patients/:id',
  '/alerts/:id',
  '/requests',
  '/hospitals/:id',
  '/link-consultants/corrections',
];
const MUST: Readonly<Record<string, readonly string[]>> = {
  haemostasis_nurse: UNIT,
  phu_doctor: UNIT,
  link_consultant: ['/my-patients', '/patients', '/patients/:id', '/hospitals/:id'],
  admin: ['/admin', '/users', '/hospitals/:id'],
};

/** Of a page of one child, one alert or one hospital several are looked at: no two stand in the same place. */
const SEVERAL = /^\/(patients|alerts|hospitals|open-access|emergency-plans)\/:id$/;

const table = routeTable();

test('the route table is read whole', () => {
  expect(table.length).toBeGreaterThan(40);
  expect(table).toEqual(expect.arrayContaining(['/', '/patients', '/patients/:id', '/link-consultants/corrections']));
});

/**
 * Every page is opened at 02:13 on a Sunday. Nobody is in an office then: a number of the day stands nowhere without its
 * hours beside it (H7).
 */
test.describe('at 02:13 on a Sunday', () => {
  test.describe.configure({ mode: 'serial' });
  let night: NightUnit;
  let daily: string[];
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    night = await startNight();
    // What is answered in hours alone: lines of the directory, and consultants at their desks.
    const found = await night.sql<{ phone: string }>(
      `SELECT phone FROM hospital_contacts c WHERE hours = 'in_hours' AND phone <> '' AND NOT EXISTS
         (SELECT FROM hospital_contacts o WHERE sec.digits(o.phone) = sec.digits(c.phone) AND o.hours <> 'in_hours')
       UNION SELECT phone FROM link_consultants WHERE phone <> ''`,
    );
    daily = found.map(({ phone }) => phone);
  });
  test.afterAll(() => night.stop());

  for (const { role, who } of ROLES)
    test(`every page of a ${role} is reached by links, shows something, and no number of the day without its hours`, async ({
      browser,
    }) => {
      test.setTimeout(420_000);
      expect(daily.length).toBeGreaterThan(10);
      const context = await browser.newContext({ baseURL: night.product.url });
      const page = await context.newPage();
      refuseBrokenPages(page);
      await page.clock.setFixedTime(night.at);
      await signIn(context, who);
      const wrong: string[] = [];
      let seenNumbers = 0;
      const { reached, blank } = await crawl(page, table, {
        most: (pattern) => (SEVERAL.test(pattern) ? 3 : 1),
        seen: async (address) => {
          const { found, without } = await numbersOn(page, daily);
          seenNumbers += found;
          wrong.push(...without.map((line) => `${address}: ${line}`));
        },
      });
      expect(blank).toEqual([]);
      expect([...reached]).toEqual(expect.arrayContaining([...MUST[role]!]));
      expect(wrong).toEqual([]);
      // The scan would also pass where it reads nothing.
      if (role !== 'admin') expect(seenNumbers).toBeGreaterThan(0);
      expect(await openThough(page, reached)).toEqual([]);
      await context.close();
    });

  test('no page for somebody who is not signed in has such a number', async ({ browser }) => {
    const context = await browser.newContext({ baseURL: night.product.url });
    const page = await context.newPage();
    await page.clock.setFixedTime(night.at);
    for (const path of ['/sign-in', '/recover', '/check', '/invitation', '/recovery', '/api/public/contacts/page']) {
      await page.goto(path);
      await expect(page.locator('h1, h2').first()).toBeVisible();
      expect((await numbersOn(page, daily)).without, path).toEqual([]);
    }
    await context.close();
  });
});

/**
 * Pages that open although no link led there. Such a page must be closed to this role and say so when its address is
 * typed. An address that has a parameter in its place for other roles is answered as an unknown one of those.
 */
async function openThough(page: Page, reached: ReadonlySet<string>): Promise<string[]> {
  const open: string[] = [];
  for (const pattern of table.filter((each) => !reached.has(each) && !(each in BY_A_DEED))) {
    await page.goto(pattern.replace(/:[a-zA-Z]+/g, '00000000-0000-4000-8000-000000000000'));
    const refusal = page.getByRole('heading', { name: REFUSED }).or(page.locator('main [role="alert"]')).first();
    const closed = await refusal.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (!closed) open.push(pattern);
  }
  return open;
}
