import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfDayNumber, dateParts, dayNumber } from './calendar-date';
import { longDate, shortDate } from './london-time';
import { formatNhsNumber, nhsNumberIsValid } from './nhs-number';
import { foldName, understandPatientSearch } from './patient-search';

const TODAY = '2026-11-23';
const read = (text: string) => understandPatientSearch(text, TODAY);
const NOTHING = { nhsNumber: null, digits: null, hospitalNumber: null, birthDate: null, words: [] };

describe('birth dates', () => {
  test.each([
    '5/4/19',
    '05/04/2019',
    '5-4-2019',
    '5.4.19',
    '5 4 19',
    '05 04 2019',
    '2019-04-05',
    '2019/4/5',
    '5 apr 2019',
    '5 April 19',
    '5th April 2019',
    '5apr19',
    '05-Apr-2019',
    'APR 5 2019',
    'april 5, 2019',
    'dob 5/4/19',
    'Born 05-Apr-2019 (7y 7m)',
  ])('"%s" is 5 April 2019 and nothing else', (text) => {
    expect(read(text)).toEqual({ ...NOTHING, birthDate: '2019-04-05', understoodAs: 'birth date 05-Apr-2019' });
  });

  test.each(['050419', '05042019', '20190405'])('"%s" may be a date or the end of a number', (text) => {
    expect(read(text)).toEqual({
      ...NOTHING,
      birthDate: '2019-04-05',
      digits: text,
      understoodAs: `birth date 05-Apr-2019 or number ${text}`,
    });
  });

  test.each([
    ['3/12/2018', '2018-12-03'],
    ['12/3/2018', '2018-03-12'],
    ['23/11/26', '2026-11-23'],
    ['24/11/26', '1926-11-24'],
    ['1/1/27', '1927-01-01'],
    ['29/2/20', '2020-02-29'],
  ])('"%s" is %s: day first, and the latest year that is past', (text, birthDate) => {
    expect(read(text).birthDate).toBe(birthDate);
  });

  test.each(['31/2/2019', '29/2/2019', '13/13/2019', '0/4/2019', '5/4/2027', '24 nov 2026', '5 apr 1819'])(
    '"%s" is no possible birth date, and the nurse is told',
    (text) => {
      expect(read(`smith ${text}`)).toEqual({
        ...NOTHING,
        words: ['smith'],
        understoodAs: `name (${text} is not a possible birth date)`,
      });
    },
  );

  test.each(['5/4', '5/4/', '5/4/2', '5/4/201', 'may 12', 'smith 5'])('"%s" is not a date yet', (text) => {
    expect(read(text)).toMatchObject({ birthDate: null, digits: null });
  });

  test('a month that is a name stays a name', () => {
    expect(read('June 5/4/19')).toMatchObject({ words: ['June'], birthDate: '2019-04-05' });
    expect(read('May Smith')).toMatchObject({ words: ['May', 'Smith'], birthDate: null });
    expect(read('Marchant 5/4/19')).toMatchObject({ words: ['Marchant'], birthDate: '2019-04-05' });
  });

  test('every past day is found however it is written', () => {
    const day = fc.integer({ min: dayNumber('1930-01-01'), max: dayNumber(TODAY) }).map(dateOfDayNumber);
    fc.assert(
      fc.property(day, (date) => {
        const { year, month, day: dayOfMonth } = dateParts(date);
        for (const text of [
          date,
          shortDate(date),
          longDate(date),
          `${dayOfMonth}/${month}/${year}`,
          `${dayOfMonth}.${month}.${year}`,
          shortDate(date).replaceAll('-', '').toLowerCase(),
          date.split('-').reverse().join(''),
        ]) {
          expect(read(text).birthDate, text).toBe(date);
        }
        if (year >= 1927) expect(read(`${dayOfMonth}/${month}/${String(year).slice(2)}`).birthDate).toBe(date);
      }),
    );
  });

  test('no day after today is ever a birth date', () => {
    const tomorrow = dayNumber(TODAY) + 1;
    fc.assert(
      fc.property(fc.integer({ min: tomorrow, max: tomorrow + 20_000 }).map(dateOfDayNumber), (date) => {
        expect(read(date).birthDate).toBeNull();
        expect(read(longDate(date)).birthDate).toBeNull();
        const short = read(date.slice(2).split('-').reverse().join('/')).birthDate;
        if (short !== null) expect(short <= TODAY).toBe(true);
      }),
    );
  });
});

describe('numbers', () => {
  test.each([
    '9990000018',
    '999 000 0018',
    '999-000-0018',
    'NHS No. 999 000 0018',
    ' 999\u00a0000\u00a00018 ',
    '999 0000018',
  ])('"%s" is an NHS number', (text) => {
    expect(read(text)).toEqual({ ...NOTHING, nhsNumber: '9990000018', understoodAs: 'NHS number' });
  });

  test('an NHS number is found wherever it stands', () => {
    for (const text of ['smith 9990000018 5/4/19', '5/4/19 smith 999 000 0018', '999-000-0018 5 apr 19 smith']) {
      expect(read(text)).toEqual({
        ...NOTHING,
        nhsNumber: '9990000018',
        birthDate: '2019-04-05',
        words: ['smith'],
        understoodAs: 'name, NHS number and birth date 05-Apr-2019',
      });
    }
  });

  test('ten digits that fail the check find nobody by NHS number, and the nurse is told (H5)', () => {
    expect(read('999 123 4567')).toEqual({
      ...NOTHING,
      digits: '9991234567',
      understoodAs: 'number 9991234567, which is not a valid NHS number',
    });
  });

  test.each([
    ['999 123', '999123'],
    ['999', '999'],
    ['960456', '960456'],
    ['960 456', '960456'],
    ['01632 960456', '01632960456'],
    ['+44 1632 960456', '01632960456'],
    ['0044 (0)1632 960456', '01632960456'],
    ['01632 050419', '01632050419'],
    ['9990000018 960456', '960456'],
    ['999 123 4567 01632 960456', '01632960456'],
  ])('"%s" is the number %s', (text, digits) => {
    expect(read(text)).toMatchObject({ digits, birthDate: null });
  });

  test('two digits are not enough to search by', () => {
    expect(read('99')).toEqual({ ...NOTHING, understoodAs: 'nothing to search for yet' });
  });

  test('a hospital number keeps its letters', () => {
    expect(read('r204411')).toEqual({
      ...NOTHING,
      hospitalNumber: 'R204411',
      digits: '204411',
      understoodAs: 'hospital number R204411',
    });
  });

  test('every valid number is recognised in each way of writing it, next to a name', () => {
    const number = fc
      .integer({ min: 1_000_000_000, max: 9_999_999_999 })
      .map(String)
      .map((ten) => [...'0123456789'].map((check) => ten.slice(0, 9) + check).find(nhsNumberIsValid))
      .filter((ten) => ten !== undefined);
    fc.assert(
      fc.property(number, (digits) => {
        const spaced = formatNhsNumber(digits);
        for (const text of [digits, spaced, spaced.replaceAll('\u00a0', ' '), spaced.replaceAll('\u00a0', '-')]) {
          expect(read(`Ava ${text}`)).toMatchObject({ nhsNumber: digits, digits: null, words: ['Ava'] });
        }
      }),
    );
  });
});

describe('names', () => {
  test.each<[string, string[]]>([
    ['smi av', ['smi', 'av']],
    ['SMITH, Ava', ['SMITH', 'Ava']],
    ["O'Neil-Jones", ["O'Neil-Jones"]],
    ['  Zoë   Łukaszewicz ', ['Zoë', 'Łukaszewicz']],
    ['ليلى حداد', ['ليلى', 'حداد']],
    ['राम', ['राम']],
    ['山田', ['山田']],
    ['smith (Ava) "Avi"', ['smith', 'Ava', 'Avi']],
  ])('"%s"', (text, words) => {
    expect(read(text)).toEqual({ ...NOTHING, words, understoodAs: 'name' });
  });

  test.each(['', '   ', '|', '?!', '🙂'])('"%s" is nothing to search for', (text) => {
    expect(read(text)).toEqual({ ...NOTHING, understoodAs: 'nothing to search for yet' });
  });

  test('any text is read without failing, and quickly', () => {
    const fragment = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(' ', '-', '/', '.', '5', '19', '2019', 'apr', '999', '0018', '+44 ', "'", 'nhs no '),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 40 }), (fragments) => {
        const terms = read(fragments.join(''));
        if (terms.nhsNumber !== null) expect(nhsNumberIsValid(terms.nhsNumber)).toBe(true);
        if (terms.digits !== null) expect(terms.digits).toMatch(/^\d{3,}$/);
        if (terms.birthDate !== null) expect(terms.birthDate <= TODAY).toBe(true);
        for (const word of terms.words) expect(word).toMatch(/\p{L}/u);
        expect(terms.understoodAs).not.toBe('');
      }),
      { numRuns: 300 },
    );
    const started = performance.now();
    for (const nasty of [
      '1 '.repeat(2000),
      '5/4/'.repeat(1000),
      '1-'.repeat(2000),
      'nhs no '.repeat(800),
      'a1'.repeat(2000),
    ]) {
      read(nasty);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('foldName', () => {
  test.each([
    ['Łukasz', 'lukasz'],
    ['Ørsted', 'orsted'],
    ['Groß', 'gross'],
    ['Æthelred', 'aethelred'],
    ['Đorđević', 'dordevic'],
    ['Nguyễn Thị', 'nguyen thi'],
    ['İpek Yıldırım', 'ipek yildirim'],
    ["O'Neil", 'o neil'],
    ['O’Neil', 'o neil'],
    ['Smith-Jones', 'smith jones'],
    ['Smith–Jones', 'smith jones'],
    ['  van   der  Berg ', 'van der berg'],
    ['ＳＭＩＴＨ', 'smith'],
    ['ŞAHİN', 'sahin'],
    ['مُحَمَّد', 'محمد'],
  ])('%s folds to %s', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  test('different names of scripts with vowel signs stay different', () => {
    expect(foldName('राम')).not.toBe(foldName('रम'));
    expect(foldName('राम')).not.toBe('');
  });

  test('folding twice changes nothing, and composed and decomposed spellings meet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = foldName(text);
        expect(foldName(folded)).toBe(folded);
        expect(foldName(text.normalize('NFD'))).toBe(foldName(text.normalize('NFC')));
        expect(folded).toBe(folded.trim());
      }),
      { numRuns: 300 },
    );
  });
});
