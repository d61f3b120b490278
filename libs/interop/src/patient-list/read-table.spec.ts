import { Buffer } from 'node:buffer';
import { deflateRawSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIST_FIELDS, mappingGaps, type ListField } from '@shared-care/domain/patient-list';
import { guessMapping, headingsKey } from './columns';
import { readRow } from './read-row';
import { readPatientTable } from './read-table';
import { childrenOf, refusalOf, tableOf, TODAY, workbook } from './testing/lists';
import { plainZip, unpack } from './zip';

const LIST =
  'Family name,Given name,Birth date,NHS number,Diagnosis\nÓ Súilleabháin,Niamh,02/01/2010,999 000 0026,Haemophilia A\n';
const NIAMH = ['Ó Súilleabháin', 'Niamh', '02/01/2010', '999 000 0026', 'Haemophilia A'];

describe('ways in which lists are saved', () => {
  it.each([
    ['UTF-8', Buffer.from(LIST)],
    ['UTF-8 with a byte order mark', Buffer.from(`\u{feff}${LIST}`)],
    ['ISO-8859-1', Buffer.from(LIST, 'latin1')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(LIST, 'utf16le')])],
    ['CRLF', Buffer.from(LIST.replaceAll('\n', '\r\n'))],
    ['CR alone', Buffer.from(LIST.replaceAll('\n', '\r'))],
    ['semicolons', Buffer.from(LIST.replaceAll(',', ';'))],
    ['tabs', Buffer.from(LIST.replaceAll(',', '\t'))],
    ['no line end at the end', Buffer.from(LIST.trimEnd())],
  ])('%s', async (_, bytes) => {
    const table = await tableOf(bytes);
    expect(table.rows).toEqual([{ line: 2, cells: NIAMH }]);
  });

  it('a workbook: date cells, long numbers, formulas by their last value, blank rows, a title above', async () => {
    const table = await tableOf(
      await workbook([
        [{ value: 'Children of the unit' }],
        [],
        ['Surname', 'First name', 'DOB', 'NHS no', 'Diagnosis'].map((value) => ({ value })),
        [
          { value: 'Smith' },
          { value: 'Ava ' },
          { value: new Date(Date.UTC(2010, 0, 2)), format: 'dd/mm/yyyy' },
          { value: 9990000026 },
          { value: 'VWD' },
        ],
        [],
        [{ value: '=1+1', type: 'Formula' }, { value: '=cmd()' }],
      ]),
    );
    expect(table.rows[0]).toEqual({ line: 4, cells: ['Smith', 'Ava', '2010-01-02', '9990000026', 'VWD'] });
    expect(table.rows[1]).toEqual({ line: 6, cells: ['', '=cmd()', '', '', ''] });
    expect(table.notes).toEqual([
      'The headings are in line 3. What stands above them is not read.',
      '1 blank row is not read.',
    ]);
  });

  it('a workbook whose dates are partly text has been through American settings, and says so', async () => {
    const { notes } = await tableOf(
      await workbook([
        ['Surname', 'First name', 'DOB'].map((value) => ({ value })),
        [{ value: 'A' }, { value: 'B' }, { value: new Date(Date.UTC(2010, 3, 3)), format: 'dd/mm/yyyy' }],
        [{ value: 'C' }, { value: 'D' }, { value: '13/03/2010' }],
      ]),
    );
    expect(notes).toEqual([expect.stringContaining('In column C 1 dates are date cells and 1 are text.')]);
  });

  it('lines are numbered as in the file, over blank lines and cells with line breaks', async () => {
    const table = await tableOf('Surname,First name,DOB\n\nA,"B\nC",2010-01-01\nD,E,2010-01-02\n,,\nF,G,2010-01-03');
    expect(table.rows.map(({ line }) => line)).toEqual([3, 5, 7]);
    expect(table.notes).toEqual(['2 blank rows are not read.']);
  });

  it('a quotation mark left open costs its own line alone', async () => {
    const table = await tableOf('Surname,First name,DOB\nA,B,2010-01-01\n"C,D,2010-01-02\nE,F,2010-01-03\n');
    expect(table.rows.map(({ line }) => line)).toEqual([2, 4]);
    expect(table.broken.map(({ line }) => line)).toEqual([3]);
  });

  it('a row with more cells than headings is not read: a column may have shifted', async () => {
    const table = await tableOf('Surname,First name,DOB\nA,B,C,2010-01-01\nD,E,2010-01-02,\n');
    expect(table.rows.map(({ line }) => line)).toEqual([3]);
    expect(table.broken).toEqual([
      { line: 2, because: expect.stringContaining('more cells than there are headings') as string },
    ]);
  });
});

describe('what is no list', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'The file is empty.'],
    ['blank lines', Buffer.from('\n \n'), 'No row with headings was found.'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'This is not a CSV or XLSX file.'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'This is not a CSV or XLSX file.'],
    ['half a workbook', Buffer.from('PK\x03\x04 and then nothing'), 'This workbook is damaged.'],
    [
      'a zip of something else',
      plainZip(new Map([['hello.xml', Buffer.from('<a/>')]])),
      'This workbook cannot be read.',
    ],
    ['far too many bytes', Buffer.alloc(5 * 1024 * 1024 + 1, 'a'), 'The file is larger than 5 MB.'],
    ['a cell without end', Buffer.from(`a,b\n${'x'.repeat(3000)},1`), 'A cell holds more than 2000 characters.'],
    ['too many rows', Buffer.from('a,b\n'.repeat(20_002)), 'The file has 20001 rows'],
    ['too many columns', Buffer.from('a,'.repeat(300)), 'The file has'],
  ])('%s', async (_, bytes, because) => {
    if (because === 'The file has') bytes = Buffer.from(Array.from({ length: 300 }, (_, n) => `c${n}`).join(','));
    expect(await refusalOf(bytes)).toContain(because);
  });

  it('a zip bomb is stopped while it unpacks, whatever size it claims', async () => {
    const bomb = deflateRawSync(Buffer.alloc(60 * 1024 * 1024));
    const zip = plainZip(new Map([['xl/worksheets/sheet1.xml', bomb]]));
    // The entry says that it is packed: method 8 in both headers.
    for (const [signature, method] of [
      [0x04034b50, 8],
      [0x02014b50, 10],
    ] as const) {
      const at = zip.indexOf(Buffer.from(new Uint32Array([signature]).buffer));
      zip.writeUInt16LE(8, at + method);
    }
    expect(zip.length).toBeLessThan(100_000);
    expect(await refusalOf(zip)).toContain('unpacks to far more');
  });

  it('one cell at the far end of a sheet does not fill the memory', async () => {
    const parts = unpack(await workbook([[{ value: 'Surname' }, { value: 'DOB' }]]), () => true);
    const sheet = [...parts.keys()].find((name) => name.startsWith('xl/worksheets/'))!;
    for (const far of ['A1048576', 'XFD1']) {
      const moved = parts.get(sheet)!.toString('utf8').replace('r="B1"', `r="${far}"`);
      expect(await refusalOf(plainZip(new Map([...parts, [sheet, Buffer.from(moved)]])))).toContain(
        'has cells past row',
      );
    }
  });
});

describe('whatever is in the file', () => {
  const telling = fc.constantFrom(...Buffer.from('",;\n\r\t\0=PK\u{feff}é', 'utf8'), 0xff, 0xfe, 0xa0);
  const bytes = fc
    .array(fc.oneof(telling, fc.integer({ min: 0, max: 255 })), { maxLength: 400 })
    .map((each) => Buffer.from(each));

  it('reading ends in a table or a reason, and no row throws', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (content, headed) => {
        const read = await readPatientTable(
          headed ? Buffer.concat([Buffer.from('Surname,First name,DOB\n'), content]) : content,
        );
        if (!read.ok) expect(read.because).not.toBe('');
        const { headings, rows } = read.ok ? read.table : { headings: [], rows: [] };
        for (const row of rows) {
          expect(row.cells).toHaveLength(headings.length);
          readRow(row, guessMapping(headings), {}, TODAY);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a damaged workbook is a reason, never a fault', async () => {
    const whole = await workbook([
      ['Surname', 'First name', 'DOB'].map((value) => ({ value })),
      [{ value: 'A' }, { value: 'B' }],
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (damage) => {
          const content = Buffer.from(whole);
          for (const [at, byte] of damage) content[at] = byte;
          await readPatientTable(content);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('any text in any field is read without a fault', () => {
    const fields = Object.keys(LIST_FIELDS) as ListField[];
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: fields.length, maxLength: fields.length }),
        (cells) => {
          const mapping = fields.map((field) => (field === 'fullName' ? null : field));
          const { facts, problems } = readRow({ line: 2, cells }, mapping, {}, TODAY);
          if (problems.length === 0) expect(facts.birthDate).toMatch(/^\d{4}-\d\d-\d\d$/);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('cells come back as they were written, however the list is saved', async () => {
    const cell = fc
      .string({ unit: fc.constantFrom(...'aé,;"\t\n ÖŁ=+'), maxLength: 12 })
      .map((text) => text.replaceAll('\n', ' \n ').trim())
      .filter((text) => !/^[\u{feff}]/u.test(text));
    const row = fc.tuple(fc.string({ unit: fc.constantFrom(...'abc'), minLength: 1, maxLength: 5 }), cell, cell);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (rows, delimiter, lineEnd, mark) => {
          const text = stringify([['Surname', 'First name', 'DOB'], ...rows], {
            delimiter,
            record_delimiter: lineEnd,
            bom: mark,
            quoted_match: /\n/,
          });
          const table = await tableOf(text);
          expect(table.rows.map(({ cells }) => cells)).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('columns', () => {
  it('every field is guessed from the name screens give it', () => {
    const fields = (Object.keys(LIST_FIELDS) as ListField[]).filter((field) => field !== 'fullName');
    expect(guessMapping(fields.map((field) => LIST_FIELDS[field]))).toEqual(fields);
  });

  it.each([
    ['Parent 1 name', null],
    ['GP surname', null],
    ['Mother DOB', null],
    ['Parent phone', null],
    ['SCHOOL_NAME', null],
    ['Patient’s surname', 'familyName'],
    ['D.O.B.', 'birthDate'],
    ['NHS No.', 'nhsNumber'],
    ['Factor level (%)', 'baselineLevel'],
  ])('%s', (heading, field) => {
    expect(guessMapping([heading])).toEqual([field]);
  });

  it('the second column that could be the same is left to a person', () => {
    expect(guessMapping(['Surname', 'Last name', 'Name'])).toEqual(['familyName', null, null]);
  });

  it('a list is known again by its headings', () => {
    expect(headingsKey(['Family  name', 'D.O.B.'])).toBe(headingsKey(['FAMILY_NAME', 'dob']));
    expect(headingsKey(['Family name', 'dob'])).not.toBe(headingsKey(['dob', 'Family name']));
  });

  it('says what is missing before a row is read', () => {
    expect(mappingGaps(['familyName', 'givenName', 'birthDate'], {})).toEqual([expect.stringContaining('diagnosis')]);
    expect(mappingGaps(['familyName', 'givenName', 'birthDate'], { diagnosis: 'Haemophilia B' })).toEqual([]);
    expect(mappingGaps(['fullName', 'familyName', 'birthDate', 'diagnosis'], { diagnosis: 'x' })).toHaveLength(2);
  });
});

describe('facts', () => {
  const HEAD = Object.values(LIST_FIELDS).filter((label) => !label.startsWith('Family name, '));
  const one = async (
    cells: Partial<Record<ListField, string>>,
  ): Promise<Awaited<ReturnType<typeof childrenOf>>[number]> => {
    const whole = {
      familyName: 'Smith',
      givenName: 'Ava',
      birthDate: '05/04/2019',
      diagnosis: 'Haemophilia A',
      ...cells,
    };
    const fields = (Object.keys(LIST_FIELDS) as ListField[]).filter((field) => field !== 'fullName');
    const [child] = await childrenOf(
      stringify([HEAD, fields.map((field) => (whole as Record<string, string>)[field] ?? '')]),
    );
    return child!;
  };

  it.each([
    ['05/04/2019', '2019-04-05'],
    ['5.4.19', '2019-04-05'],
    ['2019-04-05', '2019-04-05'],
    ['2019-04-05T00:00:00', '2019-04-05'],
    ['5 Apr 2019', '2019-04-05'],
    ['5th April 2019', '2019-04-05'],
    ['01/02/99', '1999-02-01'],
  ])('birth date %s', async (written, date) => {
    expect((await one({ birthDate: written })).facts.birthDate).toBe(date);
  });

  it.each([
    ['04/13/2019', 'no month 13'],
    ['31/02/2019', 'a day that does not exist'],
    ['29/02/2019', 'a day that does not exist'],
    ['11/03/2026', 'in the future'],
    ['43560', 'a number of a spreadsheet'],
    ['April', 'is not a date'],
    ['05/04-2019', 'is not a date'],
    ['05/04/1850', 'before 1900'],
  ])('birth date %s cannot be', async (written, because) => {
    expect((await one({ birthDate: written })).problems).toEqual([expect.stringContaining(because)]);
  });

  it('a day of any list is never read the American way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 31 }), (month, day) => {
        const { problems } = readRow(
          { line: 2, cells: ['A', 'B', `${month}/${day}/2010`, 'HA'] },
          ['familyName', 'givenName', 'birthDate', 'diagnosis'],
          {},
          TODAY,
        );
        expect(problems).toHaveLength(1);
      }),
    );
  });

  it.each([
    ['999 000 0026', '9990000026'],
    ['9990000026', '9990000026'],
    ['999-000-0026', '9990000026'],
    [' 999\u00a0000\u00a00026 ', '9990000026'],
    ['', null],
    ['not known', null],
  ])('NHS number “%s”', async (written, number) => {
    const { facts, problems } = await one({ nhsNumber: written });
    expect([facts.nhsNumber, problems]).toEqual([number, []]);
  });

  it.each(['9990000027', '999000002', '99 90 00 00 26', '1111111111'])('NHS number %s is refused', async (written) => {
    expect((await one({ nhsNumber: written })).problems).toEqual([expect.stringContaining('NHS number')]);
  });

  it.each([
    ['Severe haemophilia A', 'haemophilia_a', 'severe'],
    ['Haemophilia B (mild)', 'haemophilia_b', 'mild'],
    ['vWD type 2B', 'von_willebrand', 'not_graded'],
    ['Glanzmann’s thrombasthenia', 'platelet_disorder', 'not_graded'],
    ['FXI deficiency', 'factor_xi_deficiency', 'not_graded'],
  ])('diagnosis %s', async (written, diagnosis, severity) => {
    expect((await one({ diagnosis: written })).facts).toMatchObject({ diagnosis, severity });
  });

  it.each(['Haemophilia A carrier', 'Haemophilia', '?VWD or platelet disorder', 'asthma'])(
    'diagnosis %s is not guessed',
    async (written) => {
      expect((await one({ diagnosis: written })).problems).toEqual([expect.stringContaining('not a diagnosis')]);
    },
  );

  it('two severities in one row are a problem', async () => {
    expect((await one({ diagnosis: 'Severe haemophilia A', severity: 'mild' })).problems).toHaveLength(1);
  });

  it('what cannot be kept is said and left out', async () => {
    const child = await one({ baselineLevel: '<1', weightKg: '24.5', allergies: 'No', titre: '3', phone: 'ask mum' });
    expect(child.facts).toMatchObject({ baselineLevel: null, weight: null, phone: null });
    expect(child.facts.allergy).toEqual({ allergyState: 'not_recorded', allergies: null });
    expect(child.problems).toEqual([]);
    expect(child.doubts).toHaveLength(5);
  });

  it('everything at once', async () => {
    const child = await one({
      sex: 'F',
      severity: 'Severe',
      baselineLevel: '0.8 IU/dL',
      inhibitor: 'Yes',
      inhibitorOn: '01/02/2026',
      titre: '4,2 BU',
      centralLine: 'Portacath',
      weightKg: '24.5 kg',
      weighedOn: '02/03/2026',
      allergies: 'NKDA',
      hospital: 'RTH08',
      linkConsultant: 'Dr M Okoro',
      nhsNumber: '9990000026',
      nhsNumberStatus: '01',
      hospitalNumber: 'R204411',
      phone: '01632 960123',
    });
    expect(child.problems).toEqual([]);
    expect(child.facts).toMatchObject({
      sex: 'female',
      severity: 'severe',
      baselineLevel: '0.8',
      inhibitor: { state: 'present', on: '2026-02-01', titre: '4.2' },
      centralLine: 'port',
      weight: { kg: '24.5', on: '2026-03-02' },
      allergy: { allergyState: 'none_known', allergies: null },
      nhsNumberStatus: 'verified',
    });
    expect([child.hospital, child.linkConsultant]).toEqual(['RTH08', 'Dr M Okoro']);
  });

  it.each(['=HYPERLINK("x")', '+44', '@sum', 'a\u{202e}b', '123'])('a name %s is none', async (familyName) => {
    expect((await one({ familyName })).problems).toEqual(['A name holds signs that no name has.']);
  });
});
