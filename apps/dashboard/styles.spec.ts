import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compile } from 'sass';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Lines of style sheets, and of styles inside components. Smaller is better: take these down with what you delete. */
const MOST_LINES = 4800;
const MOST_LINES_INSIDE = 1240;

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const lines = (text: string): number => text.trim().split('\n').length;
const each = (pattern: string): string[] =>
  ['apps/dashboard/src', 'libs/ui/src'].flatMap((folder) => globSync(`${folder}/**/${pattern}`, { cwd: ROOT }));

const sheets = each('*.scss');
const sources = each('*.ts').filter((file) => !file.endsWith('.spec.ts'));
const templates = [...each('*.html'), ...sources].map(read);
const inside = (source: string): string[] => [...source.matchAll(/\n {2}styles: `([^`]*)`/g)].map(([, css]) => css!);

/** Templates and code of the components that a sheet belongs to. */
function usersOf(sheet: string): string[] {
  return sources
    .filter((file) =>
      [...read(file).matchAll(/styleUrl: '([^']+)'/g)].some(([, url]) => join(dirname(file), url!) === sheet),
    )
    .flatMap((file) => {
      const source = read(file);
      return [
        source,
        ...[...source.matchAll(/templateUrl: '([^']+)'/g)].map(([, url]) => read(join(dirname(file), url!))),
      ];
    });
}

describe('the styles of the dashboard', () => {
  it('do not grow', () => {
    expect(
      sheets
        .map(read)
        .map(lines)
        .reduce((sum, count) => sum + count),
    ).toBeLessThanOrEqual(MOST_LINES);
    expect(
      sources
        .map(read)
        .flatMap(inside)
        .map(lines)
        .reduce((sum, count) => sum + count),
    ).toBeLessThanOrEqual(MOST_LINES_INSIDE);
  });

  it('hold no rule for a class that its component has not', () => {
    const dead = sheets
      .filter((sheet) => !sheet.includes('src/styles'))
      .flatMap((sheet) => {
        const words = new Set(
          usersOf(sheet)
            .join('\n')
            .match(/[A-Za-z][\w-]*/g),
        );
        const named = [...read(sheet).matchAll(/^[^/\n:]*?\.([A-Za-z][\w-]*)(?=[^;]*[{,]$)/gm)].map(
          ([, name]) => name!,
        );
        return named
          .filter((name) => !/^(mat|mdc|cdk)-/.test(name) && !words.has(name) && !words.has(name.replace(/-\w+$/, '-')))
          .map((name) => `${sheet} .${name}`);
      });
    expect(dead).toEqual([]);
  });

  it('lay out by the classes of the shared layout, each of which exists', () => {
    const css = ['_layout', '_kit']
      .map((file) => compile(join(import.meta.dirname, `src/styles/${file}.scss`)).css)
      .join('');
    const made = new Set(css.match(/\.u-[a-z0-9-]+/g));
    const asked = new Set(templates.flatMap((text) => text.match(/(?<![\w-])u-[a-z0-9-]+/g) ?? []));
    expect([...asked].filter((name) => !made.has(`.${name}`))).toEqual([]);
  });

  it('leave buttons to Material', () => {
    const own = templates.filter((text) => /class="([^"]* )?button( [^"]*)?"/.test(text));
    expect(own).toEqual([]);
  });
});
