import { describe, expect, it } from 'vitest';
import { guessMapping } from './columns';
import { classList, classLists, outcomes, refusalOf, tableOf } from './testing/lists';

/** Class lists have no diagnosis: whoever brings one in has to say it for every row. */
const SAID = { diagnosis: 'Haemophilia A' } as const;

/** For each file: notes about it, and what becomes of each line once a diagnosis is said. */
const EXPECTED: Record<string, { notes: string[]; lines: Record<number, string> } | string> = {
  'duplicates.csv': { notes: [], lines: { 2: 'ready', 3: 'ready', 4: 'ready' } },
  'empty.csv': { notes: [], lines: {} },
  'invalid_fields.csv': {
    notes: ['1 blank row is not read.'],
    lines: {
      3: 'The family name is missing.',
      4: 'ready',
      5: 'The same child as line 4.',
      6: 'The same child as line 4.',
      7: 'The same child as line 4.',
      8: 'The given name is missing.',
      9: 'The birth date is missing.',
      10: 'The same child as line 4.',
      11: 'The same child as line 4.',
      12: 'The same child as line 4.',
      13: 'The same child as line 4.',
      14: 'The same child as line 4.',
      15: 'The same child as line 4.',
      16: 'Birth date “invalid” is not a date. Write it as 02/01/2010 or 2010-01-02.',
      17: 'The same child as line 4.',
      18: 'NHS number: NHS number must have 10 digits.',
    },
  },
  'invalid_instruction_row.csv': {
    notes: ['Line 2 tells how to fill in the list and is not read.'],
    lines: { 3: 'The birth date is missing.' },
  },
  'invalid_minimal.csv': { notes: [], lines: { 2: 'The birth date is missing.' } },
  'pds_extravaganza.csv': { notes: [], lines: { 2: 'ready' } },
  'review_one.csv': { notes: [], lines: { 2: 'ready', 3: 'ready', 4: 'ready', 5: 'ready' } },
  'review_one_new_patient.csv': { notes: [], lines: { 2: 'ready' } },
  'review_two.csv': { notes: [], lines: { 2: 'ready', 3: 'ready', 4: 'ready', 5: 'ready', 6: 'ready' } },
  'valid.csv': { notes: ['1 blank row is not read.'], lines: { 2: 'ready', 3: 'ready', 4: 'ready', 5: 'ready' } },
  'valid_extra_fields.csv': { notes: [], lines: { 2: 'ready', 3: 'ready', 4: 'ready' } },
  'valid_instruction_row.csv': {
    notes: ['Line 2 tells how to fill in the list and is not read.'],
    lines: { 3: 'ready' },
  },
  'valid_minimal.csv': { notes: [], lines: { 2: 'ready' } },
  'valid_with_bom.csv': { notes: [], lines: { 2: 'ready' } },
};

describe('class lists of another service', () => {
  it('are all spoken of here', () => {
    expect(Object.keys(EXPECTED)).toEqual(classLists());
  });

  it.each(Object.entries(EXPECTED))('%s', async (name, expected) => {
    if (typeof expected === 'string') return expect(await refusalOf(classList(name))).toBe(expected);
    expect((await tableOf(classList(name))).notes).toEqual(expected.notes);
    expect(await outcomes(classList(name), SAID)).toEqual(expected.lines);
  });

  it('cannot be brought in before somebody says the diagnosis', async () => {
    for (const [line, told] of Object.entries(await outcomes(classList('valid.csv'), {})))
      expect(told, line).toBe('The diagnosis is missing.');
  });

  it('name the child, never the parent, the address or the year at school', async () => {
    const { headings } = await tableOf(classList('review_two.csv'));
    const mapping = guessMapping(headings);
    expect(headings.flatMap((heading, column) => (mapping[column] ? [`${heading}=${mapping[column]}`] : []))).toEqual([
      'CHILD_FIRST_NAME=givenName',
      'CHILD_LAST_NAME=familyName',
      'CHILD_PREFERRED_FIRST_NAME=preferredName',
      'CHILD_DATE_OF_BIRTH=birthDate',
      'CHILD_GENDER=sex',
      'CHILD_NHS_NUMBER=nhsNumber',
    ]);
  });
});
