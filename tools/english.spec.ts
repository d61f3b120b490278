import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RIDDLES, riddlesIn, textsOf, type Kind } from './english';

const NONE = Object.fromEntries(Object.keys(RIDDLES).map((word) => [word, 0]));

/**
 * How often each word may still stand. What people read while they work has none. The rest only gets less: a count that
 * fell is written down here, and a decision keeps the words in which it was taken.
 */
const ALLOWED: Readonly<Record<Kind, Readonly<Record<string, number>>>> = {
  screens: NONE,
  // The account of that name.
  'answers, mails and letters': { ...NONE, nobody: 1 },
  docs: NONE,
  decisions: { ...NONE, nobody: 40 },
  comments: { ...NONE, nobody: 160 },
  specs: { ...NONE, nobody: 190, whoever: 60, please: 16 },
};
/** Comments and specs are many people's at once: a few less than written down are no failure yet. */
const SLACK: Partial<Record<Kind, number>> = { decisions: 5, comments: 25, specs: 25 };

describe('plain English', () => {
  const found = riddlesIn(textsOf(join(import.meta.dirname, '..')));

  it.each(Object.keys(ALLOWED) as Kind[])('%s: no word that makes a riddle of a sentence', (kind) => {
    for (const [word, allowed] of Object.entries(ALLOWED[kind])) {
      const lines = found[kind][word]!;
      expect(lines.length, `“${word}”, ${allowed} allowed:\n${lines.join('\n')}`).toBeLessThanOrEqual(allowed);
      expect(lines.length, `“${word}” became rarer: write the lower count down`).toBeGreaterThanOrEqual(
        allowed - (SLACK[kind] ?? 0),
      );
    }
  });

  it('finds the words in what is said and not in the names of keys', () => {
    const said = riddlesIn([
      { kind: 'screens', file: 'a.html', text: 'Nobody owns it. Ask whoever is on duty, please.' },
    ]);
    expect(Object.values(said.screens).map((lines) => lines.length)).toEqual([1, 1, 0, 1, 0]);
  });
});
