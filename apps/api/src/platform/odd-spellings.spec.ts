import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf, routesOf } from '../testing/routes';
import { NURSE, startTestApp, type TestApp } from '../testing/test-app';

const ID = '00000000-0000-4000-8000-000000000000';

const AT_ONCE = 20;

/** Ways to write one address that some routers take for the same, and guards that look for `/api/` do not. */
const SPELLINGS: Record<string, (path: string) => string> = {
  'API in capitals': (path) => path.replace('/api', '/API'),
  'one capital': (path) => path.replace('/api', '/aPi'),
  'all in capitals': (path) => path.toUpperCase(),
  'two slashes before': (path) => `/${path}`,
  'an encoded letter': (path) => path.replace('/api', '/%61pi'),
};

describe('an address in an odd spelling opens nothing', () => {
  let app: TestApp;
  let paths: { method: string; path: string }[];
  beforeAll(async () => {
    app = await startTestApp();
    const routes = routesOf(app.running).filter(({ path }) => path.startsWith('/api/'));
    paths = routes.map((route) => ({ method: route.method, path: pathOf(route, ID) }));
  });
  afterAll(() => app.stop());

  it.each(Object.keys(SPELLINGS))('%s', async (name) => {
    const spell = SPELLINGS[name]!;
    const opened: string[] = [];
    const ask = async ({ method, path }: (typeof paths)[number]): Promise<void> => {
      const { status, headers } = await fetch(app.running.url + spell(path), {
        method,
        redirect: 'manual',
        ...(method === 'GET' ? {} : { headers: { 'Content-Type': 'application/json' }, body: '{}' }),
      });
      if (status !== 404 || headers.getSetCookie().length > 0) opened.push(`${method} ${spell(path)}: ${status}`);
    };
    for (let from = 0; from < paths.length; from += AT_ONCE)
      await Promise.all(paths.slice(from, from + AT_ONCE).map(ask));
    expect(paths.length).toBeGreaterThan(200);
    expect(opened).toEqual([]);
  });

  it.each(['/health', '/.env', '/wp-login.php', '/assets/none.js', '/apix', '/health/none', '/api/none'])(
    '%s is no place, and is answered like each other',
    async (path) => {
      for (const method of ['GET', 'PROPFIND']) {
        const answer = await fetch(app.running.url + path, { method });
        expect([answer.status, answer.headers.get('Content-Type')]).toEqual([
          404,
          'application/problem+json; charset=utf-8',
        ]);
        expect(await answer.json()).toMatchObject({ status: 404, title: 'Nothing here that you can open' });
      }
    },
  );

  it('and tells not whether a password is right', async () => {
    const ask = async (password: string): Promise<[number, string]> => {
      const answer = await fetch(`${app.running.url}/API/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ email: NURSE, password }),
      });
      return [answer.status, (await answer.text()).replace(/"reference":"[^"]*"/, '')];
    };
    expect(await ask(DEMO_PASSWORD)).toEqual(await ask('not the password of anybody'));
    expect((await ask(DEMO_PASSWORD))[0]).toBe(404);
  });
});
