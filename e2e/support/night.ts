import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { useEmbeddedPostgres } from '@shared-care/database/embedded/embedded-postgres';
import { addDays, londonDate, londonInstant, weekday } from '@shared-care/domain/london-time';
import pg from 'pg';
import { startProduct, type Product } from './product.ts';

/** 02:13 on the Sunday to come: nobody is in an office. */
export function sundayNight(): Date {
  let day = addDays(londonDate(new Date()), 1);
  while (weekday(day) !== 0) day = addDays(day, 1);
  return londonInstant(day, '02:13');
}

export interface NightUnit {
  product: Product;
  at: Date;
  sql<T extends pg.QueryResultRow>(statement: string): Promise<T[]>;
  stop(): Promise<void>;
}

/** The demo unit in a database of its own whose clock has been moved on to {@link sundayNight}. */
export async function startNight(): Promise<NightUnit> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shared-care-night-'));
  // The embedded database runs as another user when the tests run as root.
  await chmod(dataDir, 0o755);
  const product = await startProduct({ DATA_DIR: dataDir });
  const server = await useEmbeddedPostgres(dataDir);
  const owner = new pg.Client({ connectionString: server.url() });
  await owner.connect();
  const at = sundayNight();
  await owner.query(`UPDATE sec.clock SET clock_offset = $1::timestamptz - now()`, [at.toISOString()]);
  return {
    product,
    at,
    sql: async <T extends pg.QueryResultRow>(statement: string) => (await owner.query<T>(statement)).rows,
    stop: async () => {
      await owner.end();
      await product.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** How often numbers stand on the page, on screen or in print, and the words round those without hours. */
export function numbersOn(page: Page, numbers: string[]): Promise<{ found: number; without: string[] }> {
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
