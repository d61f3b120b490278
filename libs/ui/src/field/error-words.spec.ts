import { describe, expect, it } from 'vitest';
import { errorWords } from './error-words';

describe('what is wrong with a field', () => {
  it('is said in the words of the form, and each thing once', () => {
    expect(
      errorWords([{ kind: 'required', message: 'Name the ward.' }, { kind: 'required' }, { kind: 'required' }]),
    ).toEqual(['Name the ward.', 'Fill this in.']);
  });

  it('does not ask to fill in what is filled in wrongly', () => {
    expect(errorWords([{ kind: 'required' }, { kind: 'matDatepickerParse' }])).toEqual([
      'Type a date that exists, for example 5/4/2027.',
    ]);
  });

  it('never shows nothing for something wrong', () => {
    expect(errorWords([{ kind: 'of our own' }])).toEqual(['This cannot be right.']);
    expect(errorWords([])).toEqual([]);
  });
});
