import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './london-time';
import {
  amountIn,
  careBeside,
  countsOn,
  countsUntil,
  midSentence,
  treatmentFlag,
  treatmentLines,
  treatmentWords,
  whyNotDays,
  WORDS_NOT_APPROVED,
  type ChildTreatment,
} from './treatments';

const EMICIZUMAB: ChildTreatment = {
  id: '1',
  treatmentId: 't1',
  name: 'Emicizumab',
  class: 'factor_viii_mimetic',
  regimen: 'Every two weeks',
  purpose: 'prophylaxis',
  startedOn: null,
  stoppedOn: null,
  countsUntil: null,
  redWhenBleeding: true,
  careWith: ['apcc'],
  words: { emergency: 'It prevents bleeds and does not treat them.', tests: 'aPTT.', careBeside: '' },
};
const stopped = { stoppedOn: '2026-03-03', countsUntil: '2026-09-03' };

describe('how long a treatment counts', () => {
  it('to the last day of its months after stopping, and not a day longer', () => {
    const one = { startedOn: '2020-01-01', stoppedOn: '2026-03-03', monthsAfter: 6 };
    expect(countsUntil('2026-03-03', 6)).toBe('2026-09-03');
    expect(countsOn('2026-09-03', one)).toBe(true);
    expect(countsOn('2026-09-04', one)).toBe(false);
    expect(countsOn('2019-12-31', one)).toBe(false);
    expect(countsOn('2026-09-04', { ...one, stoppedOn: null })).toBe(true);
    expect(countsOn('2026-09-04', { ...one, startedOn: null, stoppedOn: null })).toBe(true);
  });

  it('more months never make it count less, and the day of stopping always counts', () => {
    const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays('2010-01-01', days));
    fc.assert(
      fc.property(day, day, fc.nat(24), fc.nat(24), (stoppedOn, today, months, more) => {
        const one = { startedOn: null, stoppedOn, monthsAfter: months };
        expect(countsOn(stoppedOn, one)).toBe(true);
        if (countsOn(today, one)) expect(countsOn(today, { ...one, monthsAfter: months + more })).toBe(true);
      }),
    );
  });
});

describe('a treatment in words', () => {
  it.each([
    [EMICIZUMAB, 'On emicizumab', 'Emicizumab'],
    [
      { ...EMICIZUMAB, ...stopped },
      'Emicizumab stopped 03-Mar-2026, counts until 03-Sep-2026',
      'Emicizumab, stopped 03-Mar-2026',
    ],
    [{ ...EMICIZUMAB, name: 'Desmopressin', purpose: 'on_demand' as const }, 'Desmopressin on demand', 'Desmopressin'],
    [{ ...EMICIZUMAB, name: 'rFVIIa' }, 'On rFVIIa', 'rFVIIa'],
    [{ ...EMICIZUMAB, name: 'FEIBA' }, 'On FEIBA', 'FEIBA'],
  ])('%#', (treatment, words, flag) => {
    expect(treatmentWords(treatment)).toBe(words);
    expect(treatmentFlag(treatment)).toBe(flag);
  });

  it('leaves abbreviations alone in the middle of a sentence', () => {
    expect(['Emicizumab', 'APCC', 'rFVIIa'].map(midSentence)).toEqual(['emicizumab', 'APCC', 'rFVIIa']);
  });

  it('says what is approved, and the safe line while nothing is: never silence', () => {
    expect(treatmentLines(EMICIZUMAB)).toEqual([
      'It prevents bleeds and does not treat them.',
      'Laboratory tests: aPTT.',
    ]);
    expect(treatmentLines({ words: null })).toEqual([WORDS_NOT_APPROVED]);
  });

  it('names two treatments that need care beside each other once, whichever of them says so', () => {
    const apcc = { ...EMICIZUMAB, id: '2', name: 'APCC', class: 'apcc' as const, careWith: [] };
    const words = ['APCC beside emicizumab: only as the unit says.'];
    expect(careBeside([EMICIZUMAB, apcc])).toEqual(words);
    expect(careBeside([{ ...apcc, careWith: ['factor_viii_mimetic'] }, EMICIZUMAB])).toEqual(words);
    expect(careBeside([EMICIZUMAB])).toEqual([]);
  });
});

describe('words about a drug hold no amount', () => {
  it.each([
    'Give 90 micrograms/kg now',
    '50 units per kg',
    'up to 1,000 international units',
    '0.3 mg',
    '250IU',
    '5ml',
  ])('%s', (text) => expect(amountIn(text)).not.toBeNull());
  it.each([
    'Counts for 6 months',
    'Factor VIII and factor IX',
    'within 2 hours',
    'It lowers the aPTT',
    'Ring 2 people',
  ])('%s may stay', (text) => expect(amountIn(text)).toBeNull());
});

describe('days of a treatment', () => {
  const child = { birthDate: '2019-04-05' };
  it.each([
    [{ startedOn: '2026-03-11', stoppedOn: null }, 'startedOn'],
    [{ startedOn: null, stoppedOn: '2026-03-11' }, 'stoppedOn'],
    [{ startedOn: '2019-04-04', stoppedOn: null }, 'startedOn'],
    [{ startedOn: '2026-01-02', stoppedOn: '2026-01-01' }, 'stoppedOn'],
    [{ startedOn: null, stoppedOn: '2019-04-04' }, 'stoppedOn'],
  ])('%j cannot be', (days, field) => {
    expect(whyNotDays(days, child, '2026-03-10')?.field).toBe(field);
  });
  it('one day of treatment, today, is possible', () => {
    expect(whyNotDays({ startedOn: '2026-03-10', stoppedOn: '2026-03-10' }, child, '2026-03-10')).toBeNull();
  });
});
