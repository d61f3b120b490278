import { expect, test } from '@playwright/test';
import { crawl, ROLES, routeTable } from '../support/crawl.ts';
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

const table = routeTable();

test('the route table is read whole', () => {
  expect(table.length).toBeGreaterThan(40);
  expect(table).toEqual(expect.arrayContaining(['/', '/patients', '/patients/:id', '/link-consultants/corrections']));
});

for (const { role, who } of ROLES) {
  test(`every page that a ${role} may open is reached by links, and none is blank`, async ({ context, page }) => {
    test.setTimeout(300_000);
    refuseBrokenPages(page);
    await signIn(context, who);
    const { reached, blank } = await crawl(page, table);
    expect(blank).toEqual([]);
    expect([...reached]).toEqual(expect.arrayContaining([...MUST[role]!]));

    const missed: string[] = [];
    for (const pattern of table.filter((each) => !reached.has(each))) {
      // Whatever no link led to is closed to this role and says so, whoever types its address. An address that has a
      // parameter in its place for other roles is answered as an unknown one of those.
      await page.goto(pattern.replace(/:[a-zA-Z]+/g, '00000000-0000-4000-8000-000000000000'));
      const refusal = page.getByRole('heading', { name: REFUSED }).or(page.locator('main [role="alert"]')).first();
      const closed = await refusal.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (!closed && !(pattern in BY_A_DEED)) missed.push(pattern);
    }
    expect(missed).toEqual([]);
  });
}
