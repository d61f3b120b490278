import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const pages = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** A function of the database (`sec.can_see`), or something that a TypeScript file exports. */
const SYMBOL = /^(sec\.\w+(\(\))?|[A-Z]\w+|[a-z]+[A-Z]\w*(\(\))?)$/;

const schemaFiles = [
  ...globSync('libs/database/src/migrations/*.ts', { cwd: ROOT }).sort(),
  ...globSync('libs/database/src/schema/**/*.sql', { cwd: ROOT }).sort(),
];

/** Where a function of the database has its present wording: a later file takes the place of an earlier one. */
function definedIn(symbol: string): string | undefined {
  const definition = new RegExp(`CREATE (OR REPLACE )?FUNCTION ${symbol.replace('.', '\\.')}\\s*\\(`);
  return schemaFiles.findLast((file) => definition.test(textOf(file)));
}

function defines(path: string, symbol: string): boolean {
  if (symbol.startsWith('sec.')) return definedIn(symbol) === path;
  return new RegExp(
    `^export (default )?(abstract )?(async )?(const|function|class|interface|type) ${symbol}\\b`,
    'm',
  ).test(textOf(path));
}

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

  it('name a symbol only beside the file that defines it', () => {
    const wrong = textOf('docs/map.md')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .flatMap((row) => {
        const named = [...row.matchAll(/`([^`]+)`/g)].map(([, text]) => text!);
        const paths = named.filter((text) => text.includes('/'));
        return named
          .filter((text) => SYMBOL.test(text))
          .filter((symbol) => !paths.some((path) => defines(path, symbol.replace('()', ''))))
          .map((symbol) => `${symbol} is defined in ${definedIn(symbol.replace('()', '')) ?? 'another file'}`);
      });
    expect(wrong).toEqual([]);
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
