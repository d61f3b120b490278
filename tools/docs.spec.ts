import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const pages = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

describe('the documents', () => {
  it('link only to what is there', () => {
    const dead = pages.flatMap((page) =>
      [...textOf(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !/^(https?|mailto):/.test(target) && !existsSync(join(ROOT, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it('name only paths that are there', () => {
    const gone = ['docs/map.md', 'docs/safety/hazards.md'].flatMap((page) =>
      [...textOf(page).matchAll(/`((?:apps|libs|e2e|tools|docker|docs)\/[^`]+)`/g)]
        .map(([, path]) => path!)
        .filter((path) => !existsSync(join(ROOT, path))),
    );
    expect(gone).toEqual([]);
  });

  it('name only npm scripts that are there', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const gone = pages.flatMap((page) =>
      [...textOf(page).matchAll(/npm run ([a-z0-9:]+)/g)]
        .map(([, script]) => script!)
        .filter((script) => !(script in scripts))
        .map((script) => `${page}: ${script}`),
    );
    expect(gone).toEqual([]);
  });

  it('give every decision a status that means something', () => {
    const vague = globSync('docs/decisions/*.md', { cwd: ROOT }).filter(
      (page) => !/^Status: (proposed|accepted|superseded by \d{4})$/m.test(textOf(page)),
    );
    expect(vague).toEqual([]);
  });
});
