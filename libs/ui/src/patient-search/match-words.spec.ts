import { describe, expect, it } from 'vitest';
import { matchWords } from './match-words';

describe('how many match a search', () => {
  it('is the true number, with how many of them are shown', () => {
    expect(matchWords(40, 8, 'name')).toBe(
      '40 patients match, searched by name. The first 8 are shown: type more to narrow it down.',
    );
    expect(matchWords(1240, 50, '')).toContain('1,240 patients match. The first 50 are shown');
  });

  it('says no more when all are shown', () => {
    expect(matchWords(8, 8, 'name')).toBe('8 patients match, searched by name.');
    expect(matchWords(1, 1, '')).toBe('1 patient matches.');
  });

  it('helps on when there is none', () => {
    expect(matchWords(0, 0, 'name')).toMatch(/^No patient matches, searched by name\. Check the spelling/);
  });
});
