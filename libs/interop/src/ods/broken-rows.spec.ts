import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { longestLine } from './byte-lines';
import { detectOdsFormat } from './read-ods';
import { publishedFile, readAll, recordsIn, refusalsIn } from './testing/read-all';

/** An extract row with the given columns set; the others are empty, as published. */
function extractRow(columns: Record<number, string>, quote = '"'): string {
  const all = { 1: 'RTH', 2: 'OXFORD UNIVERSITY HOSPITALS NHS FOUNDATION TRUST', 11: '19980401', ...columns };
  const fields = Array.from({ length: 27 }, (_, index) => (all as Record<number, string>)[index + 1] ?? '');
  return fields.map((field) => `${quote}${field}${quote}`).join(',');
}

const good = extractRow({});

describe('a broken row costs only itself', () => {
  it.each([
    ['an empty code', extractRow({ 1: '' }), 'Column 1 (code) is empty'],
    ['a code with a sign in it', extractRow({ 1: 'R-H' }), 'Column 1 (code) says "R-H", which is not an ODS code'],
    ['a code that is too long', extractRow({ 1: 'RTH08RTH08R' }), 'is not an ODS code'],
    ['an empty name', extractRow({ 2: ' ' }), 'Column 2 (name) is empty'],
    ['a day that does not exist', extractRow({ 11: '20210229' }), 'Column 11 (open date) says "20210229"'],
    ['a month 13', extractRow({ 12: '20201301' }), 'Column 12 (close date) says "20201301"'],
    ['a date in words', extractRow({ 12: 'April 2020' }), 'is not a date'],
    ['a year out of reach', extractRow({ 11: '02021231' }), 'is not a date'],
    ['a postcode cut short', extractRow({ 10: 'OX3 9D' }), 'Column 10 (postcode) says "OX3 9D"'],
    ['a parent that is no code', extractRow({ 1: 'RTH08', 14: 'R*H' }), 'Column 14 (parent code) says "R*H"'],
    ['a column too few', good.slice(0, good.lastIndexOf(',')), 'The row has 26 columns where 27 are expected'],
    ['a column too many', `${good},""`, 'The row has 28 columns'],
    ['a quotation mark left open', good.replace('TRUST"', 'TRUST'), 'A quotation mark is not closed'],
    ['a quotation mark in the middle', good.replace('NHS', 'N"S'), 'A quotation mark is not closed'],
    ['a NUL', extractRow({ 2: 'OXFORD\0HOSPITAL' }), 'cannot be printed (U+0000)'],
    ['an escape sequence', extractRow({ 2: 'OXFORD\u{1b}[2J' }), 'cannot be printed (U+001B)'],
    ['writing turned round', extractRow({ 2: 'OXFORD \u{202e}LATIPSOH' }), 'cannot be printed (U+202E)'],
    ['rows run together in one field', extractRow({ 2: 'OXFORD '.repeat(50) }), 'Rows have probably run together'],
    ['a line without end', 'A'.repeat(longestLine + 1), 'The line is far longer than any row'],
  ])('%s', async (_, broken, because) => {
    const items = await readAll('trust_or_site_csv', [good, broken, good].join('\r\n'));
    expect(items.map((item) => item.ok)).toEqual([true, false, true]);
    expect(refusalsIn(items)).toMatchObject([{ line: 2, because: expect.stringContaining(because) }]);
  });

  it('a rejected row is shown short, and cannot move the cursor of a terminal', async () => {
    const items = await readAll('trust_or_site_csv', extractRow({ 2: `\u{1b}[2J${'X'.repeat(200)}` }));
    const raw = refusalsIn(items)[0]?.raw ?? '';
    expect(raw.length).toBeLessThanOrEqual(121);
    expect(raw).not.toContain('\u{1b}');
    expect(raw).toContain('"RTH"');
  });

  it('blank lines are passed over but counted', async () => {
    const items = await readAll('trust_or_site_csv', `\r\n${good}\r\n\r\n  \r\nrubbish`);
    expect(items).toMatchObject([
      { ok: true, row: { line: 2 } },
      { ok: false, rejection: { line: 5 } },
    ]);
  });

  it('the same code twice gives two rows', async () => {
    expect(recordsIn(await readAll('trust_or_site_csv', `${good}\n${good}\n`))).toHaveLength(2);
  });

  it('a list without its first line is refused once, not once for every row', async () => {
    const items = await readAll('site_list_csv', 'RTH08,JOHN RADCLIFFE HOSPITAL\nRTH05,HORTON GENERAL HOSPITAL\n');
    expect(refusalsIn(items)).toMatchObject([
      { line: 1, because: expect.stringContaining('The first line should name the columns') },
    ]);
  });

  it('a row of NHS Choices with a column too few', async () => {
    const [header, first, second] = publishedFile('nhs-choices-hospital-2018-part.csv').toString('latin1').split('\n');
    const cut = second?.slice(0, second.lastIndexOf('¬'));
    const items = await readAll('nhs_choices_csv', Buffer.from([header, cut, first].join('\n'), 'latin1'));
    expect(items.map((item) => item.ok)).toEqual([false, true]);
    expect(refusalsIn(items)[0]?.because).toContain('The row has 21 columns where 22 are expected');
  });
});

describe('ways in which extracts have been written', () => {
  it('with 24 columns and quotation marks only where they are needed', async () => {
    const file = publishedFile('etr-2020-part.csv');
    expect(detectOdsFormat('download.txt', file)).toBe('trust_or_site_csv');
    const items = await readAll('trust_or_site_csv', file);
    expect(refusalsIn(items)).toEqual([]);
    expect(recordsIn(items).map(({ odsCode, closedOn }) => [odsCode, closedOn])).toEqual([
      ['R1C', null],
      ['R1J', '2019-09-30'],
      ['RA4', null],
      ['RCX', null],
      ['RHW', null],
      ['RNU', null],
    ]);
    expect(recordsIn(items)[1]?.addressLines[2]).toBe('GLOUCESTER BUSINESS PK, BROCKWORTH');
  });

  it('24 columns of something else are no extract', () => {
    const header = Array.from({ length: 24 }, (_, n) => `Column ${n}`).join(',');
    expect(detectOdsFormat('list.csv', Buffer.from(`${header}\n${'x,'.repeat(23)}y\n`))).toBeNull();
  });

  it.each([
    ['quoted', '"'],
    ['not quoted', ''],
  ])('%s', async (_, quote) => {
    expect(recordsIn(await readAll('trust_or_site_csv', extractRow({ 10: 'OX3 9DU' }, quote)))).toMatchObject([
      { odsCode: 'RTH', postcode: 'OX3 9DU', openedOn: '1998-04-01' },
    ]);
  });

  it('with a byte order mark, also in the middle where two files were joined', async () => {
    const items = await readAll('trust_or_site_csv', `\u{feff}${good}\n\u{feff}${good}\n`);
    expect(recordsIn(items).map((record) => record.odsCode)).toEqual(['RTH', 'RTH']);
  });

  it('with commas and doubled quotation marks inside a quoted field', async () => {
    const row = extractRow({ 2: 'THE ""OLD"" HOSPITAL, OXFORD' });
    expect(recordsIn(await readAll('trust_or_site_csv', row))[0]?.name).toBe('THE "OLD" HOSPITAL, OXFORD');
  });

  it('with a quotation mark that means nothing, where nothing is quoted', async () => {
    const row = extractRow({ 2: 'THE "OLD" HOSPITAL' }, '');
    expect(recordsIn(await readAll('trust_or_site_csv', row))[0]?.name).toBe('THE "OLD" HOSPITAL');
  });

  it('in ISO-8859-1 and in UTF-8, even line by line', async () => {
    const row = extractRow({ 2: 'YSBYTY CÂR' });
    const both = Buffer.concat([Buffer.from(`${row}\n`, 'latin1'), Buffer.from(row, 'utf8')]);
    expect(recordsIn(await readAll('trust_or_site_csv', both)).map((record) => record.name)).toEqual([
      'YSBYTY CÂR',
      'YSBYTY CÂR',
    ]);
  });

  it('with small letters in codes and postcodes, and blanks anywhere', async () => {
    const row = extractRow({
      1: ' rth ',
      2: 'OXFORD   UNIVERSITY\tHOSPITALS',
      10: 'ox39du',
      18: ' 01865\u{a0} 741166 ',
    });
    expect(recordsIn(await readAll('trust_or_site_csv', row))).toMatchObject([
      { odsCode: 'RTH', name: 'OXFORD UNIVERSITY HOSPITALS', postcode: 'OX3 9DU', phone: '01865 741166' },
    ]);
  });

  it('as UTF-16, which is refused with a reason and not read as rubbish', async () => {
    const items = await readAll('trust_or_site_csv', Buffer.from(`${good}\n${good}\n`, 'utf16le'));
    expect(recordsIn(items)).toEqual([]);
    expect(items.length).toBeGreaterThan(0);
  });
});

describe('trust or site', () => {
  it('in the extract of sites, column 14 names the trust', async () => {
    const rows = [extractRow({ 1: 'RTH08', 14: 'RTH' }), extractRow({ 1: 'I3W1A', 14: 'RXK' })];
    expect(recordsIn(await readAll('trust_or_site_csv', rows.join('\n')))).toMatchObject([
      { kind: 'site', odsCode: 'RTH08', trustCode: 'RTH' },
      { kind: 'site', odsCode: 'I3W1A', trustCode: 'RXK' },
    ]);
  });

  it('a site without a parent belongs to the trust its code begins with', async () => {
    expect(recordsIn(await readAll('trust_or_site_csv', extractRow({ 1: 'RTH08' })))).toMatchObject([
      { kind: 'site', trustCode: 'RTH' },
    ]);
  });

  it('codes given out since 2020 are random and name no trust', async () => {
    // In the national extract of 2026 G6V2S is a trust: there, no row has a parent.
    expect(recordsIn(await readAll('trust_or_site_csv', extractRow({ 1: 'G6V2S' })))).toMatchObject([
      { kind: 'trust', odsCode: 'G6V2S', trustCode: null },
    ]);
    const sites = [extractRow({ 1: 'RTH08', 14: 'RTH' }), extractRow({ 1: 'G6V2S' })].join('\n');
    expect(recordsIn(await readAll('trust_or_site_csv', sites))).toMatchObject([
      { kind: 'site', trustCode: 'RTH' },
      { kind: 'site', trustCode: null },
    ]);
  });

  it('a three-character code is a trust, even in a list of sites and with itself as parent', async () => {
    const list = 'site_code,site_name,trust_code\nRTH,OXFORD UNIVERSITY HOSPITALS,RTH\n';
    expect(recordsIn(await readAll('site_list_csv', list))).toMatchObject([{ kind: 'trust', trustCode: null }]);
  });
});

describe('recognising a file', () => {
  it('an extract whose first row is broken, by its other rows or else by its name', () => {
    expect(detectOdsFormat('x.csv', Buffer.from(`rubbish\r\n${good}\r\n`))).toBe('trust_or_site_csv');
    expect(detectOdsFormat('data/ets.csv', Buffer.from('rubbish\r\n'))).toBe('trust_or_site_csv');
  });

  it.each([
    ['nothing at all', ''],
    ['a letter', 'Dear Sir or Madam,\n\nthank you'],
    ['a list of children', 'NHS_NUMBER,FIRST_NAME\n9990000018,Ada\n'],
    ['other JSON', '{"name":"x"}'],
    ['JSON broken at once', '{'],
  ])('%s is no ODS file', (_, content) => {
    expect(detectOdsFormat('file.txt', Buffer.from(content))).toBeNull();
  });
});
