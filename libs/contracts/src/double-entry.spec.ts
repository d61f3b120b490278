import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROUTES } from './all-routes';
import { ANSWERED, REFUSES_ALL, together } from './double-entry';

const SRC = import.meta.dirname;
const read = (file: string): string => readFileSync(join(SRC, file), 'utf8');
const keysIn = (file: string): string[] =>
  [...read(file).matchAll(/^ {2}'((?:GET|POST|PUT|DELETE) [^']+)':/gm)].map(([, key]) => key!);

/** Doors that Nest opens without the table of routes. */
const NO_ROUTE = /^GET \/(health\/|api\/live$|api\/oidc\/)/;

describe('the second entry of each route', () => {
  it('is there once', () => {
    const routes = ROUTES.map(({ method, path }) => `${method} /api/${path}`);
    const entered = [...Object.keys(ANSWERED), ...Object.keys(REFUSES_ALL)];
    expect(entered.filter((key) => !NO_ROUTE.test(key)).sort()).toEqual(routes.sort());
  });

  it('is refused when two rooms make it', () => {
    const line = { 'GET /api/alerts': 1 };
    expect(() => together({ alerts: line, rota: line })).toThrow('GET /api/alerts stands in alerts and in rota');
  });

  it('stands in the room of its route', () => {
    const strangers = globSync('*/{access,leaves}.ts', { cwd: SRC }).flatMap((file) => {
      const room = file.split(/[\\/]/)[0]!;
      const routes = globSync(`${room}/routes.ts`, { cwd: SRC }).map(read).join('');
      return keysIn(file)
        .filter((key) => !NO_ROUTE.test(key) && !routes.includes(`'${key.replace(/^\w+ \/api\//, '')}'`))
        .map((key) => `${file}: ${key}`);
    });
    expect(strangers).toEqual([]);
  });

  it('looks at neither routes nor permissions', () => {
    const looks = globSync('*/{access,leaves}.ts', { cwd: SRC }).flatMap((file) =>
      [...read(file).matchAll(/from '([^']+)'/g)]
        .filter(([, from]) => from !== '../actors' && from !== '../double-entry')
        .map(([line]) => `${file}: ${line}`),
    );
    expect(looks).toEqual([]);
  });
});
