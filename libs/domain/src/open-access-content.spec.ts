import { describe, expect, test } from 'vitest';
import { londonInstant } from './london-time';
import {
  contentGaps,
  grantEnds,
  latestReviewBy,
  listedWords,
  OPEN_ACCESS_EXCLUSIONS,
  type ArrangementContent,
} from './open-access-content';
import { agreementChase, reviewRung } from './open-access-review';

const BORN = '2019-04-05';
function content(changes: Partial<ArrangementContent> = {}): ArrangementContent {
  return {
    unitId: 'ward',
    reasons: ['bleeding'],
    otherReasons: '',
    whereInHours: 'Ward 7',
    whereOutOfHours: 'Emergency department',
    phoneBands: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', label: 'Ward 7', phone: '01632 960204' }],
    exclusions: [],
    otherExclusions: '',
    startsAt: londonInstant('2026-03-10', '00:00'),
    grantHours: null,
    reviewBy: '2027-03-10',
    issuedById: 'dr',
    ...changes,
  };
}
const messages = (changes: Partial<ArrangementContent>, born = BORN): string[] =>
  contentGaps(content(changes), born).map(({ message }) => message);

describe('what stands between a draft and sending it', () => {
  test('nothing, when it is complete', () => {
    expect(messages({})).toEqual([]);
  });

  test('each thing that is missing is named with what to do', () => {
    expect(
      messages({ unitId: null, reasons: [], whereInHours: '', whereOutOfHours: '', phoneBands: [], issuedById: null }),
    ).toEqual([
      'Choose the ward or unit the child goes to.',
      'Tick at least one reason to come, or write one.',
      'Write where to go in hours.',
      'Write where to go out of hours.',
      'Choose the consultant who issues it.',
      'No number for every day, all day.',
    ]);
  });

  test('a review date lies after the start and within twelve months', () => {
    expect(messages({ reviewBy: '2027-03-11' })).toEqual([
      'Review by 10-Mar-2027 at the latest: an arrangement is reviewed within 12 months.',
    ]);
    expect(messages({ reviewBy: '2026-03-10' })).toEqual(['The review date must come after the start.']);
  });

  test('a child who turns 15½ before that is reviewed on that day', () => {
    expect(latestReviewBy('2026-03-10', '2011-01-15')).toMatchObject({ date: '2026-07-15' });
    expect(messages({ reviewBy: '2026-07-16' }, '2011-01-15')).toHaveLength(1);
    expect(messages({ reviewBy: '2026-07-15' }, '2011-01-15')).toEqual([]);
    expect(latestReviewBy('2026-07-15', '2011-01-15')).toMatchObject({ date: '2027-07-15' });
  });

  test('a start on 29 February has its year end on 1 March', () => {
    expect(latestReviewBy('2028-02-29', '2020-01-01').date).toBe('2029-03-01');
  });

  test('a grant of 48 hours lasts 48 hours over both clock changes', () => {
    expect(grantEnds(londonInstant('2026-03-28', '12:00'), 48)).toEqual(londonInstant('2026-03-30', '13:00'));
    expect(grantEnds(londonInstant('2026-10-24', '12:00'), 48)).toEqual(londonInstant('2026-10-26', '11:00'));
    expect(grantEnds(londonInstant('2026-10-24', '12:00'), null)).toBeNull();
  });

  test('what is ticked and what is written become one text', () => {
    expect(listedWords(OPEN_ACCESS_EXCLUSIONS, ['life_in_danger'], 'Ward closed at weekends.')).toBe(
      'Life in danger: ring 999; Ward closed at weekends.',
    );
    expect(listedWords(OPEN_ACCESS_EXCLUSIONS, [], '')).toBe('');
  });
});

describe('the chase and the ladder', () => {
  test('chased at 10 working days and given to a consultant at 20, bank holidays not counted', () => {
    const sent = londonInstant('2026-03-20', '16:00');
    const easter = new Set(['2026-04-03', '2026-04-06']);
    expect(agreementChase(sent, londonInstant('2026-03-20', '23:59'), easter)).toEqual({
      workingDays: 0,
      chase: 'none',
    });
    expect(agreementChase(sent, londonInstant('2026-04-06', '12:00'), easter)).toEqual({
      workingDays: 9,
      chase: 'none',
    });
    expect(agreementChase(sent, londonInstant('2026-04-07', '00:00'), easter)).toEqual({
      workingDays: 10,
      chase: 'chase',
    });
    expect(agreementChase(sent, londonInstant('2026-04-20', '23:59'), easter).chase).toBe('chase');
    expect(agreementChase(sent, londonInstant('2026-04-21', '00:00'), easter).chase).toBe('consultant');
  });

  test.each([
    ['2026-03-09', 'overdue'],
    ['2026-03-10', 'within_7'],
    ['2026-03-17', 'within_7'],
    ['2026-03-18', 'within_30'],
    ['2026-04-09', 'within_30'],
    ['2026-04-10', 'within_60'],
    ['2026-05-09', 'within_60'],
    ['2026-05-10', null],
  ] as const)('a review by %s seen on 10-Mar-2026 stands on %s', (reviewBy, rung) => {
    expect(reviewRung(reviewBy, '2026-03-10')).toBe(rung);
  });
});
