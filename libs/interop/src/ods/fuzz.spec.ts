import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from './byte-lines';
import type { OdsFormat, OdsItem } from './ods-record';
import { detectOdsFormat, readOds } from './read-ods';
import { publishedFile, readAll } from './testing/read-all';

const formats: OdsFormat[] = [
  'trust_or_site_csv',
  'site_list_csv',
  'nhs_choices_csv',
  'site_list_json',
  'ord_json',
  'fhir_json',
];
const extract = publishedFile('etr-2026-07-south.csv');
const extractLines = extract.toString().trimEnd().split('\r\n');

/** Bytes that matter to a reader of CSV and JSON, more often than chance would bring them. */
const telling = fc.constantFrom(...Buffer.from('",\n\r\0\\{}[]: \u{feff}¬é', 'utf8'), 0xac, 0xff, 0x1b);
const bytes = fc
  .array(fc.oneof(telling, fc.integer({ min: 0, max: 255 })), { maxLength: 400 })
  .map((each) => Uint8Array.from(each));
const damage = fc.record({
  line: fc.nat(extractLines.length - 1),
  at: fc.nat(200),
  remove: fc.nat(6),
  insert: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('"', ',', '""', '\0', '\r', '\u{202e}')),
});

describe('whatever is in the file', () => {
  it('reading ends, and every line that is not blank becomes a row or a rejection', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 50 }), async (content, pieceSize) => {
        const items = await readAll('trust_or_site_csv', content, pieceSize);
        expect(items.map(lineOf)).toEqual(linesWithText(content));
      }),
      { numRuns: 300 },
    );
  });

  it('no format throws, and lists go on after a broken line', async () => {
    const headers = {
      site_list_csv: 'site_code,site_name,postcode\n',
      nhs_choices_csv: 'OrganisationCode¬OrganisationName\n',
    };
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom(...formats), async (content, format) => {
        detectOdsFormat('any.csv', content);
        await readAll(format, content);
        for (const [list, header] of Object.entries(headers)) {
          const whole = Buffer.concat([Buffer.from(header), content]);
          const items = await readAll(list as OdsFormat, whole);
          expect(items.map(lineOf)).toEqual(linesWithText(whole).slice(1));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('damage to some lines leaves every other line as it was', async () => {
    const sound = await readAll('trust_or_site_csv', extract);
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 5 }), async (damages) => {
        const lines = [...extractLines];
        for (const { line, at, remove, insert } of damages) {
          const text = lines[line] ?? '';
          lines[line] = (text.slice(0, at) + insert + text.slice(at + remove)).replaceAll('\n', ' ') || '?';
        }
        const items = await readAll('trust_or_site_csv', lines.join('\r\n'));
        const touched = new Set(damages.map(({ line }) => line + 1));
        expect(items).toHaveLength(sound.length);
        expect(items.filter((item) => !touched.has(lineOf(item)))).toEqual(
          sound.filter((item) => !touched.has(lineOf(item))),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('it does not matter where the pieces of the file are cut', async () => {
    const sound = await readAll('trust_or_site_csv', extract);
    for (const pieceSize of [1, 2, 3, 7, 101, 8191]) {
      expect(await readAll('trust_or_site_csv', extract, pieceSize)).toEqual(sound);
    }
  });

  it('JSON of any shape under the right keys is read to its end, entry by entry', async () => {
    const keys = fc.constantFrom(
      ...['Organisation', 'Organisations', 'OrgId', 'extension', 'Name', 'Status', 'Date', 'Type', 'Start', 'End'],
      ...[
        'Roles',
        'Role',
        'id',
        'Rels',
        'Rel',
        'Succs',
        'Succ',
        'Target',
        'GeoLoc',
        'Location',
        'PostCode',
        'Contacts',
      ],
      ...[
        'resourceType',
        'entry',
        'resource',
        'identifier',
        'system',
        'value',
        'name',
        'partOf',
        'reference',
        'address',
      ],
      ...['telecom', 'type', 'coding', 'code', 'valuePeriod', 'issue', 'OrganisationCode', 'toString', '__proto__'],
    );
    const words = fc.constantFrom('RTH', 'RTH08', 'RE6', 'RO198', 'Successor', 'Inactive', 'Organization', 'Bundle');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.oneof(words, fc.string({ unit: 'binary', maxLength: 6 }), fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 8 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(
        value,
        fc.constantFrom<OdsFormat>('ord_json', 'fhir_json', 'site_list_json'),
        async (document, format) => {
          const items = await readAll(format, JSON.stringify(document) ?? 'null');
          const numbers = items.map(lineOf);
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a long file is read piece by piece, and let go of when the reader stops early', async () => {
    let given = 0;
    let released = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          given += 1;
          yield extract;
        }
      } finally {
        released = true;
      }
    }
    let rows = 0;
    for await (const item of readOds(endless(), 'trust_or_site_csv')) {
      rows += item.ok ? 1 : 0;
      if (rows === 500) break;
    }
    expect(given).toBe(Math.ceil(500 / extractLines.length));
    expect(released).toBe(true);
  });

  it('JSON nested beyond reason is refused, not followed', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    for (const format of ['ord_json', 'fhir_json', 'site_list_json'] as const) {
      expect((await readAll(format, deep)).map((item) => item.ok)).toEqual([false]);
    }
  });
});

function lineOf(item: OdsItem): number {
  return item.ok ? item.row.line : item.rejection.line;
}

function linesWithText(content: Uint8Array): number[] {
  return Buffer.from(content)
    .toString('latin1')
    .split('\n')
    .flatMap((line, index) => (decodeText(Buffer.from(line, 'latin1')).trim() === '' ? [] : [index + 1]));
}
