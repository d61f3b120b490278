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
