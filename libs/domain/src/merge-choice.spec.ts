import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothAllergies, factsToChoose, type MergePick } from './merge-choice';

type Values = Parameters<typeof factsToChoose>[0];

const child: Values = {
  familyName: 'Penrose-Vale',
  givenName: 'Isla',
  preferredName: null,
  birthDate: '2018-03-02',
  sex: 'female',
  nhsNumber: null,
  nhsNumberStatus: 'absent',
  hospitalNumber: null,
  allergyState: 'not_recorded',
  allergies: null,
  diagnosis: 'haemophilia_a',
  severity: 'severe',
  baselineLevel: null,
  centralLine: 'none',
};
const proposed = (loser: Partial<Values>, survivor: Partial<Values>): Record<string, MergePick> =>
  Object.fromEntries(
    factsToChoose({ ...child, ...loser }, { ...child, ...survivor }).map(({ fact, proposed: pick }) => [fact, pick]),
  );

describe('what two records that become one keep', () => {
  it('asks of nothing that is the same in both', () => {
    expect(factsToChoose(child, child)).toEqual([]);
  });

  it('proposes a known allergy over none known and over not recorded', () => {
    const latex = { allergyState: 'known', allergies: 'Latex' } as const;
    expect(proposed(latex, {})).toEqual({ allergies: 'loser' });
    expect(proposed(latex, { allergyState: 'none_known' })).toEqual({ allergies: 'loser' });
    expect(proposed({}, latex)).toEqual({ allergies: 'survivor' });
    expect(proposed({ allergyState: 'none_known' }, {})).toEqual({ allergies: 'loser' });
  });

  it('proposes both lists where both know of some, each allergy once', () => {
    const [one, other] = [
      { ...child, allergyState: 'known', allergies: 'Latex, penicillin' } as const,
      { ...child, allergyState: 'known', allergies: 'Penicillin; nuts' } as const,
    ];
    expect(proposed(one, other)).toEqual({ allergies: 'both' });
    expect(bothAllergies(other, one)).toBe('Penicillin; nuts; Latex');
  });

  it('proposes what says something over what says nothing, and what warns over what does not', () => {
    expect(
      proposed(
        {
          hospitalNumber: 'R1',
          baselineLevel: '0.5',
          centralLine: 'port',
          nhsNumber: '9990000026',
          nhsNumberStatus: 'verified',
        },
        { severity: 'mild', sex: 'not_known', baselineLevel: '1.2', diagnosis: 'other' },
      ),
    ).toEqual({
      sex: 'loser',
      nhs_number: 'loser',
      hospital_number: 'loser',
      diagnosis: 'loser',
      severity: 'loser',
      baseline_level: 'loser',
      central_line: 'loser',
    });
  });

  it('proposes no number that does not count, and of two that count alike the newer', () => {
    const [invalid, unverified] = [
      { nhsNumber: '9990000026', nhsNumberStatus: 'superseded' },
      { nhsNumber: '9990000034', nhsNumberStatus: 'not_verified' },
    ] as const;
    expect(proposed(invalid, {})).toEqual({ nhs_number: 'survivor' });
    expect(proposed(unverified, invalid)).toEqual({ nhs_number: 'loser' });
  });

  it('proposes, of two values that weigh the same, the one that a person changed last', () => {
    const [loser, survivor] = [{ ...child, givenName: 'Ida' }, child];
    const [older, newer] = ['2025-01-01T10:00:00Z', '2026-01-01T10:00:00Z'];
    const pick = (theirs: string | null, kept: string | null): MergePick | undefined =>
      factsToChoose(loser, survivor, {
        loser: theirs === null ? {} : { name: theirs },
        survivor: kept === null ? {} : { name: kept },
      })[0]?.proposed;
    expect(pick(newer, null)).toBe('loser');
    expect(pick(newer, older)).toBe('loser');
    expect(pick(older, newer)).toBe('survivor');
    expect(pick(null, newer)).toBe('survivor');
    const warns = { ...child, centralLine: 'port' } as const;
    expect(factsToChoose(child, warns, { loser: { central_line: newer }, survivor: {} })[0]?.proposed).toBe('survivor');
  });

  it('keeps the name and the birth date of the record that is kept, unless a person says otherwise', () => {
    expect(proposed({ givenName: 'Ida', birthDate: '2018-02-03' }, {})).toEqual({
      name: 'survivor',
      birth_date: 'survivor',
    });
  });

  it('never proposes to lose an allergy, whatever the two records say', () => {
    const allergy = fc.oneof(
      fc.constant({ allergyState: 'not_recorded', allergies: null } as const),
      fc.constant({ allergyState: 'none_known', allergies: null } as const),
      fc
        .uniqueArray(fc.constantFrom('Latex', 'Nuts', 'Penicillin', 'Plasters'), { minLength: 1 })
        .map((list) => ({ allergyState: 'known', allergies: list.join(', ') }) as const),
    );
    fc.assert(
      fc.property(allergy, allergy, (one, other) => {
        const [loser, survivor] = [
          { ...child, ...one },
          { ...child, ...other },
        ];
        const choice = factsToChoose(loser, survivor).find(({ fact }) => fact === 'allergies');
        const kept =
          choice === undefined
            ? survivor.allergies
            : choice.proposed === 'both'
              ? choice.both
              : choice[choice.proposed];
        const named = [one.allergies, other.allergies].flatMap((list) => list?.split(', ') ?? []);
        for (const each of named) expect(kept).toContain(each);
      }),
    );
  });
});
