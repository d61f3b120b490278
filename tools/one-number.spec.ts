import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const sources = globSync('{apps,libs}/*/{src,public}/**/*.{ts,html,js}', { cwd: ROOT }).filter(
  (file) => !file.endsWith('.spec.ts') && !/\/(testing|demo)\//.test(file),
);

/** One number of the unit without its hours was printed at night from sixteen templates (H7). */
describe('a number of the unit', () => {
  it('comes with its hours from whereAndWhom() or unitWeek(), never from a constant', () => {
    const constant = /\b(unit|switchboard)Phone\b|\b(UNIT|SWITCHBOARD)_PHONE\b|tel:\d/;
    expect(sources.filter((file) => constant.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it('is chosen for an hour in one place', () => {
    const choosing = sources.filter((file) => /\bringNow\(\{/.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(choosing.sort()).toEqual(['apps/api/src/hospitals/where-and-whom.ts', 'libs/domain/src/unit-week.ts']);
  });
});
