import { describe, expect, it } from 'vitest';
import { matchDoubts } from './match-doubts';

const TODAY = '2026-03-10';
const ARJUN = {
  familyName: 'Patel',
  givenName: 'Arjun',
  preferredName: null,
  birthDate: '2009-08-01',
  sex: 'male',
  hospitalIds: ['h1'],
} as const;
const HERE = { id: 'h1', name: 'Northfield General' };

function facts(name: string, more: { birthDate?: string; hospital?: typeof HERE | { id: null; name: string } } = {}) {
  const said = { name, birthDate: more.birthDate ?? null, hospital: more.hospital ?? HERE };
  return matchDoubts(said, ARJUN, TODAY).map(({ fact }) => fact);
}

describe('what does not fit when a child is matched', () => {
  it('a girl of about 9 is not the boy of 16: name, sex and age are named', () => {
    const doubts = matchDoubts({ name: 'Girl, Priya, about 9', birthDate: null, hospital: HERE }, ARJUN, TODAY);
    expect(doubts.map(({ fact }) => fact)).toEqual(['name', 'sex', 'age']);
    expect(doubts[1]!.words).toBe('“Girl, Priya, about 9” was said. This record is of a boy.');
    expect(doubts[2]!.words).toBe(
      '9 years was said. This record is of a child of 16 years 7 months, born 01-Aug-2009.',
    );
  });

  it.each([
    'Patel, Arjun',
    'Boy, perhaps Patel',
    'arjun',
    'Arj, boy of about 16',
    'A child',
    'Boy aged 15',
    'Not known',
    'Name not known, 17 years old',
  ])('nothing is held against “%s”', (name) => expect(facts(name)).toEqual([]));

  it.each([
    ['Patel, 8 months', ['age']],
    ['Patel, 3y', ['age']],
    ['Patel, age 9', ['age']],
    ['daughter of Mr Patel', ['sex']],
    ['Okafor', ['name']],
    // Both are said: nobody knows which.
    ['Girl, Patel, with his mother', []],
  ])('“%s” raises %j', (name, expected) => expect(facts(name)).toEqual(expected));

  it('a birth date that was said must be the one on the record', () => {
    expect(facts('Patel', { birthDate: '2009-08-01' })).toEqual([]);
    expect(facts('Patel about 3', { birthDate: '2009-08-01' })).toEqual([]);
    expect(facts('Patel', { birthDate: '2009-08-02' })).toEqual(['age']);
  });

  it('a hospital outside the shared care, or one that is not listed, is named; unknown links say nothing', () => {
    expect(facts('Patel', { hospital: { id: 'h2', name: 'Southfield' } as never })).toEqual(['hospital']);
    expect(facts('Patel', { hospital: { id: null, name: 'Clinic, Oslo (not listed)' } })).toEqual(['hospital']);
    expect(
      matchDoubts(
        { name: 'Patel', birthDate: null, hospital: { id: 'h2', name: 'x' } },
        { ...ARJUN, hospitalIds: null },
        TODAY,
      ),
    ).toEqual([]);
  });
});
