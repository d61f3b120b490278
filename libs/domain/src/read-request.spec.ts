import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, longDate, shortDate, weekday } from './london-time';
import { datesIn, wordsOfABleed } from './read-request';

/** A Sunday. */
const TODAY = '2026-11-29';
const dates = (text: string, today = TODAY): string[] => datesIn(text, today).map(({ date }) => date);

describe('days that a text names', () => {
  it.each([
    ['We fly to Spain on Saturday 5 December.', '2026-12-05'],
    ['by Sat 5th Dec please', '2026-12-05'],
    ['before the 5th of December 2026', '2026-12-05'],
    ['December 5th would do', '2026-12-05'],
    ['needed for 5/12', '2026-12-05'],
    ['needed for 05.12.26,', '2026-12-05'],
    ['on 2026-12-05', '2026-12-05'],
    ['holiday from 3 January', '2027-01-03'],
    ['next Tuesday', '2026-12-01'],
    ['on Monday', '2026-11-30'],
    ['by Sunday', '2026-12-06'],
    ['this Sunday', '2026-11-29'],
    ['tomorrow morning', '2026-11-30'],
    ['the day after tomorrow', '2026-12-01'],
    ['since 27 November', '2026-11-27'],
  ])('%s', (text, date) => expect(dates(text)).toEqual([date]));

  it('on a Monday next Tuesday is not tomorrow', () => {
    expect(dates('next Tuesday', '2026-11-30')).toEqual(['2026-12-08']);
  });

  it('says when the day of the week is another', () => {
    expect(datesIn('Friday 5 December', TODAY)).toEqual([
      { words: 'Friday 5 December', date: '2026-12-05', otherWeekday: true },
    ]);
  });

  it.each([
    '31/2',
    'ring 01632 960123',
    'NHS No. 999 000 0018',
    '32 December',
    '10/11/12/13',
    'take 2.5 ml',
    'aged 5-6',
    'in may be',
  ])('%s names none', (text) => expect(dates(text)).toEqual([]));

  it('any day of the months to come is read back from any way of writing it', () => {
    const ways = [
      (date: string) => longDate(date),
      (date: string) => longDate(date).replace(/ \d{4}$/, ''),
      (date: string) => shortDate(date).replaceAll('-', ' '),
      (date: string) => `${Number(date.slice(8))}/${Number(date.slice(5, 7))}`,
      (date: string) => `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`,
      (date: string) => date,
    ];
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(300), fc.constantFrom(...ways), (start, ahead, way) => {
        const today = addDays('2024-01-01', start);
        const date = addDays(today, ahead);
        expect(dates(`We need it for ${way(date)}, thank you`, today)).toEqual([date]);
      }),
    );
  });

  it('whatever the text, what is found stands in it and is a day', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', '5/12', 'next Friday', '3 Jan'), (text, more) => {
        for (const found of datesIn(text + more, TODAY)) {
          expect(text + more).toContain(found.words);
          expect(addDays(found.date, 0)).toBe(found.date);
          expect(weekday(found.date)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('words of a bleed', () => {
  it.each([
    'his knee has been a bit swollen since yesterday',
    'Nosebleed for an hour this morning',
    'she fell off the trampoline',
    'He bumped his head at school',
    'elbow is stiff',
    "She can't straighten her arm",
    'there is a big bruise on her thigh',
    'blood in his urine',
  ])('%s', (text) => expect(wordsOfABleed(text)).toEqual([text]));

  it.each([
    'Could we have more factor for the holiday',
    'Please send the bleed diary to the bleeding disorders team',
    'When is the blood test?',
    'He needs a letter for school',
  ])('%s has none', (text) => expect(wordsOfABleed(text)).toEqual([]));

  it('a denial is shown too: a person reads it', () => {
    expect(wordsOfABleed('No swelling today.')).toEqual(['No swelling today']);
  });

  it('is found whatever stands round it', () => {
    const other = fc.string().map((text) => text.replaceAll(/bleed|blood|pain|fall/gi, ''));
    fc.assert(
      fc.property(other, other, (before, after) => {
        expect(wordsOfABleed(`${before}\nThe knee is swollen.\n${after}`)).toContain('The knee is swollen');
      }),
    );
  });
});
