import '@shared-care/database/testing/provided-context';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WRITE_TOKEN_HEADER } from '@shared-care/contracts/routes';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { freePort, refusedStart, startProduct, type Product } from '../support/product';

const NURSE = { email: 'a.boyd@example.org', password: 'shared care demo' };

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...written('shared-care-write=none-yet') },
    body: JSON.stringify(NURSE),
  });
  expect(answer.status).toBe(201);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .join('; ');
}

/** Cookies, and beside them the token that a write repeats from one of them. */
function written(cookie: string): Record<string, string> {
  return { cookie, [WRITE_TOKEN_HEADER]: /shared-care-write=([^;]*)/.exec(cookie)?.[1] ?? '' };
}

async function openAlerts(url: string): Promise<{ id: string; version: number; state: string }[]> {
  const answer = await fetch(`${url}/api/alerts`, { headers: { cookie: await signIn(url) } });
  return ((await answer.json()) as { alerts: { id: string; version: number; state: string }[] }).alerts;
}

describe('starting the product', () => {
  let dataDir: string;
  let running: Product[] = [];
  const start = async (environment: Record<string, string> = {}): Promise<Product> => {
    const product = await startProduct({ DATA_DIR: dataDir, ...environment });
    running.push(product);
    return product;
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'shared-care-start-'));
    await chmod(dataDir, 0o755);
  });
  afterEach(async () => {
    await Promise.all(running.map((product) => product.stop()));
    running = [];
    await rm(dataDir, { recursive: true, force: true });
  });

  it('prints its address and the demo accounts, keeps its data over a restart, and Ctrl-C stops the database cleanly', async () => {
    const first = await start();
    expect(first.output()).toContain(`http://localhost:${first.port}`);
    expect(first.output()).toContain('a.boyd@example.org');
    const alert = (await openAlerts(first.url)).find(({ state }) => state === 'open')!;
    const acknowledged = await fetch(`${first.url}/api/alerts/${alert.id}/acknowledge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...written(await signIn(first.url)) },
      body: JSON.stringify({ version: alert.version }),
    });
    expect(acknowledged.status).toBe(200);
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(true);
    expect(await first.stop('SIGINT')).toBe(0);
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir, 'shared-care.pid'))).toBe(false);

    const second = await start();
    expect((await openAlerts(second.url)).find(({ id }) => id === alert.id)?.state).toBe('acknowledged');
  });

  it('starts again on the same data after it was killed outright', async () => {
    const killed = await start();
    const before = await openAlerts(killed.url);
    await killed.stop('SIGKILL');
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(true);
    const again = await start();
    // Not their order: what became more urgent in between stands further up.
    const ids = (alerts: { id: string }[]): Set<string> => new Set(alerts.map(({ id }) => id));
    expect(ids(await openAlerts(again.url))).toEqual(ids(before));
  });

  it('says plainly that the port is taken, and leaves no database running', async () => {
    const taken = await freePort();
    const other = createServer().listen(taken, '127.0.0.1');
    const { code, said } = await refusedStart({ DATA_DIR: dataDir, PORT: String(taken) });
    other.close();
    expect(code).toBe(1);
    expect(said).toContain(`Port ${taken} is taken`);
    expect(said).toContain('PORT=3001 npm start');
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  });

  it('says plainly that it already runs with this data', async () => {
    const first = await start();
    const { code, said } = await refusedStart({ DATA_DIR: dataDir, PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(said).toContain(`already running with the data folder ${dataDir} (process ${first.process.pid})`);
    expect((await openAlerts(first.url)).length).toBeGreaterThan(0);
  });

  it('says plainly that the data folder cannot be written', async () => {
    const file = join(dataDir, 'a-file');
    await writeFile(file, '');
    const { code, said } = await refusedStart({ DATA_DIR: join(file, 'inside'), PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(said).toContain('cannot be written');
    expect(said).toContain('DATA_DIR');
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('takes over a lock whose program is gone', async () => {
    await writeFile(join(dataDir, 'shared-care.pid'), '999999999');
    const product = await start();
    expect((await openAlerts(product.url)).length).toBeGreaterThan(0);
  });

  it('names the variable that is wrong', async () => {
    expect(await refusedStart({ PORT: 'many' })).toEqual({ code: 1, said: expect.stringContaining('PORT:') as string });
    const { said } = await refusedStart({
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      PORT: String(await freePort()),
    });
    expect(said).toContain('SESSION_SECRET: is needed with DATABASE_URL');
    // A unit relies on its alerts: without a way to send them it does not start.
    const silent = await refusedStart({ DEMO: 'off', PORT: String(await freePort()) });
    expect(silent).toEqual({
      code: 1,
      said: expect.stringContaining('SMTP_URL, FALLBACK_MAILBOX: needed to send alerts by email') as string,
    });
  });

  it('uses another PostgreSQL when told to, and says when that cannot be reached', async () => {
    const url = new URL(inject('postgresUrl'));
    url.pathname = '/template_shared_care';
    const secret = { SESSION_SECRET: 'x'.repeat(40) };
    const unreachable = await refusedStart({
      ...secret,
      DEMO: 'on',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      PORT: String(await freePort()),
    });
    expect(unreachable).toEqual({
      code: 1,
      said: expect.stringContaining('The database in DATABASE_URL cannot be used (ECONNREFUSED)') as string,
    });
    url.pathname = '/postgres';
    const product = await start({ ...secret, DATABASE_URL: url.href, DEMO: 'on' });
    expect((await openAlerts(product.url)).length).toBeGreaterThan(0);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  });
});
