import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNTREATED, untreatedOf, untreatedWords, type Untreated } from './first-treatment';

describe('not given and not known are two answers', () => {
  it('each is read back as it was answered, whatever was said', () => {
    const answers = Object.keys(UNTREATED) as Untreated[];
    fc.assert(
      fc.property(fc.constantFrom(...answers), fc.option(fc.string()), (answer, why) => {
        expect(untreatedOf(untreatedWords(answer, why))).toBe(answer);
      }),
    );
  });

  it('begins with its word, so that a person reads the answer first', () => {
    expect(untreatedWords('not_given', 'No factor on the ward')).toBe('Not given: No factor on the ward');
    expect(untreatedWords('not_known', null)).toBe('Not known');
    expect(untreatedOf('Not needed.')).toBe('not_given');
  });
});
