import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { BOYD, LINDQVIST, SHAH } from './unit.ts';

const APP = join(import.meta.dirname, '../../apps/dashboard/src/app');
const NOT_HERE = 'Nothing here that you can open';
const ADMIN = 'admin@example.org';

/** One person of each role of the demo. */
export const ROLES = [
  { role: 'haemostasis_nurse', who: BOYD },
  { role: 'phu_doctor', who: SHAH },
  { role: 'link_consultant', who: LINDQVIST },
  { role: 'admin', who: ADMIN },
] as const;

/** Pages without a signed-in person, or which only a code on paper or a mail leads to. */
export const FROM_OUTSIDE = new Set(['/sign-in', '/invitation', '/recover', '/recovery', '/check', '/check/:code']);
/** Every address of the route table, read from its files. A new page is in the crawl without anybody adding it here. */
export function routeTable(): string[] {
  const found: string[] = [];
  const read = (file: string): string => readFileSync(join(APP, file), 'utf8');
  const top = read('app.routes.ts');
  /** Parts of the table that stand in another file: lazy ones, and the tabs of a record. */
  const elsewhere = (line: string): string | null => {
    const lazy = /import\('\.\/([^']+\.routes)'\)/.exec(line);
    if (lazy) return read(`${lazy[1]!}.ts`);
    return /children: RECORD_TABS/.test(line) ? read('patient-record/record-tabs.ts') : null;
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
  // An open alert hides the heading of the list beside it.
  await expect(page.locator('main h1').filter({ visible: true }).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0, { timeout: 30_000 });
}

const linksOn = (page: Page): Promise<string[]> =>
  // The marks of a picture are links too, and those of SVG have no `pathname`.
  page.evaluate(() =>
    [...document.querySelectorAll('a[href^="/"]')].map((a) => new URL(a.getAttribute('href')!, location.href).pathname),
  );

/**
 * Follows links from the first page; each page of the table is opened once, or `most` times, by the first addresses that
 * lead there.
 */
export async function crawl(
  page: Page,
  table: readonly string[],
  { most = () => 1, seen }: { most?: (pattern: string) => number; seen?: (address: string) => Promise<void> } = {},
): Promise<{ reached: Set<string>; blank: string[] }> {
  const reached = new Set<string>();
  const blank: string[] = [];
  const waiting = ['/'];
  const asked = new Map<string, Set<string>>();
  while (waiting.length > 0) {
    const address = waiting.shift()!;
    // What no page of the table fits is opened too, once of its kind: a link that leads nowhere shows.
    const pattern = pageOf(table, address) ?? address.replace(/[0-9a-f-]{36}/g, ':id');
    const opened = asked.get(pattern) ?? new Set<string>();
    if (opened.has(address) || opened.size >= most(pattern) || pattern.startsWith('/api/')) continue;
    asked.set(pattern, opened.add(address));
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
    await seen?.(address);
    const landed = new URL(page.url()).pathname;
    for (const each of [pattern, pageOf(table, landed) ?? landed]) reached.add(each);
    // What belongs to the person is behind their initials, on every page alike.
    if (address === '/') {
      await page.getByRole('button', { name: /your account/ }).click();
      await expect(page.getByRole('menuitem', { name: 'Your account' })).toBeVisible();
    }
    waiting.push(...(await linksOn(page)));
  }
  return { reached, blank };
}
