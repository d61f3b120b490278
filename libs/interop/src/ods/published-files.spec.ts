import { describe, expect, it } from 'vitest';
import type { OdsFormat, OdsRecord } from './ods-record';
import { detectOdsFormat } from './read-ods';
import { publishedFile, readAll, recordsIn, refusalsIn } from './testing/read-all';

const files: [string, OdsFormat, number][] = [
  ['etr-2022-03-south.csv', 'trust_or_site_csv', 56],
  ['etr-2026-07-south.csv', 'trust_or_site_csv', 71],
  ['thames-valley-part.csv', 'site_list_csv', 9],
  ['nhs-choices-hospital-2018-part.csv', 'nhs_choices_csv', 6],
  ['paediatric-sites-part.json', 'site_list_json', 5],
  ['ord-organisation-RWR.json', 'ord_json', 1],
  ['fhir-organization-by-ods-code-bundle.json', 'fhir_json', 1],
];

describe('the published files', () => {
  it.each(files)('%s is recognised and read whole', async (name, format, rows) => {
    const content = publishedFile(name);
    expect(detectOdsFormat(name, content.subarray(0, 4096))).toBe(format);
    const items = await readAll(format, content);
    expect(refusalsIn(items)).toEqual([]);
    expect(items).toHaveLength(rows);
  });

  it('a file is recognised by what is in it, whatever it is called', () => {
    for (const [name, format] of files) {
      expect(detectOdsFormat('download (3).txt', publishedFile(name))).toBe(format);
    }
  });

  it('the bytes read add up to the size of the file', async () => {
    for (const [name, format] of files) {
      const heard: number[] = [];
      const content = publishedFile(name);
      await readAll(format, content, 1000, (consumed) => heard.push(consumed));
      expect(heard).toEqual([...heard].sort((a, b) => a - b));
      expect(heard.at(-1)).toBe(content.length);
    }
  });

  it('a trust in the extract', async () => {
    expect(byCode(await records('etr-2026-07-south.csv', 'trust_or_site_csv')).get('R1J')).toEqual({
      kind: 'trust',
      odsCode: 'R1J',
      name: 'GLOUCESTERSHIRE CARE SERVICES NHS TRUST',
      trustCode: null,
      addressLines: ['EDWARD JENNER COURT', '1010 PIONEER AVENUE', 'GLOUCESTER BUSINESS PK, BROCKWORTH'],
      town: 'GLOUCESTER',
      county: null,
      postcode: 'GL3 4AW',
      phone: null,
      openedOn: '2013-03-22',
      closedOn: '2019-09-30',
      successorCodes: [],
    });
  });

  it('a site in the joined list has the number of the hospital, not of the trust', async () => {
    const sites = byCode(await records('thames-valley-part.csv', 'site_list_csv'));
    expect(sites.get('RXQ02')).toMatchObject({
      kind: 'site',
      name: 'STOKE MANDEVILLE HOSPITAL',
      trustCode: 'RXQ',
      postcode: 'HP21 8AL',
      phone: '01296 315000',
    });
    expect(sites.get('RDU52')?.phone).toBeNull();
    expect(sites.get('RC979')?.trustCode).toBe('RC9');
    expect(sites.get('RC110')?.trustCode).toBe('RC1');
  });

  it('NHS Choices: the not sign divides the fields, and the name is in ordinary case', async () => {
    const sites = byCode(await records('nhs-choices-hospital-2018-part.csv', 'nhs_choices_csv'));
    expect(sites.get('RTH08')).toEqual({
      kind: 'site',
      odsCode: 'RTH08',
      name: 'John Radcliffe Hospital',
      trustCode: 'RTH',
      addressLines: ['Headley Way', 'Headington'],
      town: 'Oxford',
      county: 'Oxfordshire',
      postcode: 'OX3 9DU',
      phone: '0300 3047777',
      openedOn: null,
      closedOn: null,
      successorCodes: [],
    });
    // The code does not begin with its trust here; the column decides.
    expect(sites.get('NTYF2')?.trustCode).toBe('NNH');
  });

  it('the list of paediatric sites', async () => {
    const sites = byCode(await records('paediatric-sites-part.json', 'site_list_json'));
    expect(sites.get('RDU52')).toMatchObject({ kind: 'site', town: 'ASCOT', trustCode: 'RDU', phone: null });
    expect(sites.get('I3W1A')).toMatchObject({ kind: 'site', trustCode: 'RXK' });
    expect(sites.get('RGT1W')).toMatchObject({ postcode: 'JE1 3QS', phone: '01534 442000' });
  });

  it('the ORD record of a trust', async () => {
    expect(await records('ord-organisation-RWR.json', 'ord_json')).toEqual([
      {
        kind: 'trust',
        odsCode: 'RWR',
        name: 'HERTFORDSHIRE PARTNERSHIP UNIVERSITY NHS FOUNDATION TRUST',
        trustCode: null,
        addressLines: ['THE COLONNADES', 'BEACONSFIELD CLOSE'],
        town: 'HATFIELD',
        county: null,
        postcode: 'AL10 8YE',
        phone: '01707 253800',
        openedOn: '2001-04-01',
        closedOn: null,
        // RQJ and RC8 came before it, so they are not its successors.
        successorCodes: [],
      },
    ]);
  });

  it('a FHIR search: the organisation is read, its endpoints are passed over', async () => {
    expect(await records('fhir-organization-by-ods-code-bundle.json', 'fhir_json')).toMatchObject([
      { odsCode: 'ABC123', name: 'Example Organization', trustCode: null },
    ]);
  });

  it('a FHIR error is one rejection with the reason of the service', async () => {
    const name = 'fhir-operationoutcome-invalid-ods-code.json';
    expect(detectOdsFormat(name, publishedFile(name))).toBe('fhir_json');
    const items = await readAll('fhir_json', publishedFile(name));
    expect(items).toHaveLength(1);
    expect(refusalsIn(items)[0]?.because).toContain("ODS Code 'invalid@code!here' must match the pattern");
  });
});

describe('the trust extracts of 2022 and 2026', () => {
  it('differ in exactly these trusts', async () => {
    const before = byCode(await records('etr-2022-03-south.csv', 'trust_or_site_csv'));
    const after = byCode(await records('etr-2026-07-south.csv', 'trust_or_site_csv'));

    const codes = [...new Set([...before.keys(), ...after.keys()])].sort();
    const added = codes.filter((code) => !before.has(code));
    const removed = codes.filter((code) => !after.has(code));
    const closed = codes.filter((code) => before.get(code)?.closedOn === null && after.get(code)?.closedOn !== null);
    const changes = codes.flatMap((code) => {
      const fields = changedFields(before.get(code), after.get(code)).filter((field) => field !== 'closedOn');
      return fields.length > 0 ? [[code, fields]] : [];
    });
    const numberOnly = changes.filter(([, fields]) => String(fields) === 'phone').map(([code]) => code);
    const more = changes.filter(([, fields]) => String(fields) !== 'phone');

    // The newer extract also lists trusts that had closed long before; only Oxleas is new and open.
    expect(added.join(' ')).toBe('R1G R1J RA3 RBA RBB RBF RC1 RD7 RHX RN1 RPG RPL RPR RW8 RXD');
    expect(added.filter((code) => after.get(code)?.closedOn === null)).toEqual(['RPG']);
    expect(removed).toEqual([]);
    expect(closed.map((code) => [code, after.get(code)?.closedOn])).toEqual([
      ['R1C', '2024-09-30'],
      ['RA4', '2023-03-31'],
      ['RBZ', '2022-03-31'],
    ]);
    expect(Object.fromEntries(more)).toEqual({
      RA2: ['name', 'phone'],
      RDY: ['addressLines', 'phone'],
      RH8: ['name', 'addressLines', 'phone'],
      RHU: ['name', 'phone'],
      RJ8: ['county', 'phone'],
      RJC: ['name', 'phone'],
      RN5: ['county', 'phone'],
      RNU: ['addressLines', 'postcode', 'phone'],
      RTP: ['county', 'phone'],
      RW1: ['name', 'phone'],
      RWX: ['addressLines', 'postcode', 'phone'],
      RXY: ['name', 'phone'],
      RYF: ['addressLines', 'county', 'phone'],
      RYY: ['addressLines', 'town', 'postcode', 'phone'],
    });
    // In 2022 the telephone column was empty for everyone, so nearly every trust gains a number.
    expect(numberOnly).toHaveLength(39);
    const untouched = [...before.keys()].filter(
      (code) => changedFields(before.get(code), after.get(code)).length === 0,
    );
    expect(untouched).toEqual(['R0D', 'R1F']);
  });

  it('give the same records when read twice', async () => {
    const once = await records('etr-2026-07-south.csv', 'trust_or_site_csv');
    expect(await records('etr-2026-07-south.csv', 'trust_or_site_csv')).toEqual(once);
  });
});

async function records(name: string, format: OdsFormat): Promise<OdsRecord[]> {
  return recordsIn(await readAll(format, publishedFile(name)));
}

function byCode(records: OdsRecord[]): Map<string, OdsRecord> {
  return new Map(records.map((record) => [record.odsCode, record]));
}

function changedFields(before: OdsRecord | undefined, after: OdsRecord | undefined): string[] {
  if (before === undefined || after === undefined) return [];
  const fields = Object.keys(before) as (keyof OdsRecord)[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
