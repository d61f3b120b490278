import { describe, expect, it } from 'vitest';
import { asOfFileName, newestDate } from './as-of';
import { publishedFile, readAll, recordsIn } from './testing/read-all';

const TODAY = '2026-08-03';

describe('the day whose state a file tells', () => {
  it.each([
    ['etr_20260731.csv', '2026-07-31'],
    ['/tmp/files/etr-2026-07-31.csv', '2026-07-31'],
    ['etr-2022-03-south.csv', '2022-03-31'],
    ['nhs-choices-hospital-2018-part.csv', '2018-12-31'],
    ['etr-2026-08.csv', TODAY],
    ['etr 2026.csv', TODAY],
    ['etr_20270101.csv', null],
    ['etr-2026-13.csv', TODAY],
    ['etr.csv', null],
    ['RWR.json', null],
  ])('%s', (name, on) => {
    expect(asOfFileName(name, TODAY)).toBe(on);
  });

  it('is at least the newest opening or closing in it', async () => {
    const old = recordsIn(await readAll('trust_or_site_csv', publishedFile('etr-2020-part.csv')));
    expect(newestDate(old, TODAY)).toBe('2019-09-30');
    expect(newestDate(old, '2015-01-01')).toBe('2013-03-22');
    expect(newestDate([], TODAY)).toBeNull();
  });
});
