import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { BOYD, LINDQVIST, refuseBrokenPages, SHAH, signIn } from '../support/unit.ts';

const APP = join(import.meta.dirname, '../../apps/dashboard/src/app');
const ADMIN = 'admin@example.org';
const NOT_HERE = 'Nothing here that you can open';
const REFUSED = /^(Nothing here that you can open|No emergency access here)$/;

/** Pages without a signed-in person, or which only a code on paper or a mail leads to. */
const FROM_OUTSIDE = new Set(['/sign-in', '/invitation', '/recover', '/recovery', '/check', '/check/:code']);
/** Reached by what a person does there, not by a link: each with the journey that goes there. */
const BY_A_DEED: Readonly<Record<string, string>> = {
  '/emergency-access/:id': 'break-glass.spec.ts',
  '/attendances/new': 'unmatched-child.spec.ts',
};

/** Every address of the route table, read from its files. A new page is in the crawl without anybody adding it here. */
function routeTable(): string[] {
  const found: string[] = [];
  const read = (file: string): string => readFileSync(join(APP, file), 'utf8');
  const top = read('app.routes.ts');
  /** Parts of the table that stand in another file: lazy ones, and the tabs of a record. */
  const elsewhere = (line: string): string | null => {
    const lazy = /import\('\.\/([^']+\.routes)'\)/.exec(line);
    if (lazy) return read(`${lazy[1]!}.ts`);
    return /children: RECORD_TABS/.test(line) ? read('patients/record-tabs.ts') : null;
  };
  const walk = (text: string, base: string): void => {
    // Routes are objects; those with children come before them in the text, at a lower indent.
    const stack: { indent: number; path: string }[] = [];
    for (const line of text.split('\n')) {
      const path = /^(\s*)(?:\{ )?path: '([^']*)'/.exec(line);
      if (path === null) {
        if (/loadComponent/.test(line) && stack.length > 0) found.push(base + stack.map((each) => each.path).join(''));
        const part = elsewhere(line);
        if (part !== null) walk(part, base + stack.map((each) => each.path).join(''));
        continue;
      }
      const indent = path[1]!.length + (line.includes('{ path') ? 2 : 0);
      while (stack.length > 0 && stack.at(-1)!.indent >= indent) stack.pop();
      stack.push({ indent, path: path[2] === '' || path[2] === '**' ? '' : `/${path[2]!}` });
      const here = base + stack.map((each) => each.path).join('');
      if (line.includes('loadComponent') && path[2] !== '**') found.push(here);
      const part = elsewhere(line);
      if (part !== null) walk(part, here);
    }
  };
  walk(top, '');
  const pages = new Set(found.map((path) => (path === '' ? '/' : path)));
  return [...pages].filter((path) => !FROM_OUTSIDE.has(path)).sort();
}

const fits = (pattern: string, address: string): boolean =>
  new RegExp(`^${pattern.replace(/:[a-zA-Z]+/g, '[^/]+')}$`).test(address);

/** A named address wins over one with a parameter in its place. */
const pageOf = (table: readonly string[], address: string): string | undefined =>
  table.find((pattern) => pattern === address) ?? table.find((pattern) => fits(pattern, address));

async function settled(page: Page): Promise<void> {
  await expect(page.locator('main h1').first()).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
}

const linksOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')].map((a) => a.pathname));

/** Follows links from the first page; each page of the table is opened once, by the first address that leads there. */
async function crawl(page: Page, table: readonly string[]): Promise<{ reached: Set<string>; blank: string[] }> {
  const reached = new Set<string>();
  const blank: string[] = [];
  const waiting = ['/'];
  const asked = new Set<string>();
  while (waiting.length > 0) {
    const address = waiting.shift()!;
    // What no page of the table fits is opened too, once of its kind: a link that leads nowhere shows.
    const pattern = pageOf(table, address) ?? address.replace(/[0-9a-f-]{36}/g, ':id');
    if (asked.has(pattern) || pattern.startsWith('/api/')) continue;
    asked.add(pattern);
    await page.goto(address);
    try {
      await settled(page);
    } catch {
      blank.push(address);
      continue;
    }
    if (await page.getByRole('heading', { name: NOT_HERE }).isVisible()) {
      blank.push(`${address} is linked and leads nowhere`);
      continue;
    }
    const landed = new URL(page.url()).pathname;
    for (const each of [pattern, pageOf(table, landed) ?? landed]) reached.add(each);
    waiting.push(...(await linksOn(page)));
  }
  return { reached, blank };
}

const ROLES = [
  { role: 'haemostasis_nurse', who: BOYD },
  { role: 'phu_doctor', who: SHAH },
  { role: 'link_consultant', who: LINDQVIST },
  { role: 'admin', who: ADMIN },
];

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
