import { expect, test, type Page } from '@playwright/test';
import { crawl, ROLES, routeTable } from '../support/crawl.ts';
import { startNight, type NightUnit } from '../support/night.ts';
import { refuseBrokenPages, signIn } from '../support/unit.ts';

/** Of a page of one child, one alert or one hospital several are looked at: no two stand in the same place. */
const SEVERAL = /^\/(patients|alerts|hospitals|open-access|emergency-plans)\/:id$/;

/** At 02:13 on a Sunday nobody is in an office: a number of the day stands nowhere without its hours beside it (H7). */
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
    test(`no page of a ${role} has a number of the day without its hours`, async ({ browser }) => {
      test.setTimeout(420_000);
      expect(daily.length).toBeGreaterThan(10);
      const context = await browser.newContext({ baseURL: night.product.url });
      const page = await context.newPage();
      refuseBrokenPages(page);
      await page.clock.setFixedTime(night.at);
      await signIn(context, who);
      const wrong: string[] = [];
      let looked = 0;
      let seenNumbers = 0;
      await crawl(page, routeTable(), {
        most: (pattern) => (SEVERAL.test(pattern) ? 3 : 1),
        seen: async (address) => {
          const { found, without } = await numbersOn(page, daily);
          looked++;
          seenNumbers += found;
          wrong.push(...without.map((line) => `${address}: ${line}`));
        },
      });
      expect(wrong).toEqual([]);
      expect(looked).toBeGreaterThan(role === 'admin' ? 3 : 8);
      // The scan would also pass where it reads nothing.
      if (role !== 'admin') expect(seenNumbers).toBeGreaterThan(0);
      await context.close();
    });

  test('no page for somebody who is not signed in has one', async ({ browser }) => {
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

/** How often numbers stand on the page, on screen or in print, and the words round those without hours. */
function numbersOn(page: Page, numbers: string[]): Promise<{ found: number; without: string[] }> {
  return page.evaluate((wanted) => {
    const hours = /\d\d:\d\d (to|–|-) \d\d:\d\d|[Ii]n hours|[Oo]ffice hours|by day|At any hour/;
    const plain = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
    const holds = (element: Element, number: string): boolean =>
      plain(element).replace(/[ -]/g, '').includes(number.replace(/[ -]/g, ''));
    const without: string[] = [];
    let found = 0;
    /** The innermost elements with the number in them. */
    const holders = (element: Element, number: string): Element[] => {
      const within = [...element.children].filter((child) => !child.matches('script, style') && holds(child, number));
      return within.length === 0 ? [element] : within.flatMap((child) => holders(child, number));
    };
    for (const number of wanted.filter((each) => holds(document.body, each)))
      for (const element of holders(document.body, number)) {
        found++;
        let beside: Element = element;
        while (!hours.test(plain(beside)) && beside.parentElement && plain(beside.parentElement).length <= 260)
          beside = beside.parentElement;
        if (!hours.test(plain(beside))) without.push(`${number} in “${plain(beside).slice(0, 200)}”`);
      }
    return { found, without };
  }, numbers);
}
