import { describe, expect, it } from 'vitest';
import { detectOdsFormat } from './read-ods';
import { readAll, recordsIn, refusalsIn } from './testing/read-all';

const target = (code: string) => ({ OrgId: { extension: code } });
const role = (id: string) => ({ Role: [{ id, primaryRole: true, Status: 'Active' }] });

/** Heatherwood as the ORD interface would describe it: two trusts ran it, one after the other. */
const closedSite = {
  Name: 'HEATHERWOOD HOSPITAL',
  OrgId: { extension: 'RDU25' },
  Status: 'Inactive',
  Date: [
    { Type: 'Legal', Start: '2014-10-01', End: '2022-03-31' },
    { Type: 'Operational', Start: '2014-10-02', End: '2022-04-01' },
  ],
  GeoLoc: { Location: { AddrLn1: 'LONDON ROAD', Town: 'ASCOT', PostCode: 'SL58AA' } },
  Roles: role('RO198'),
  Rels: {
    Rel: [
      { id: 'RE5', Status: 'Active', Target: target('QU9') },
      { id: 'RE6', Status: 'Inactive', Date: [{ Type: 'Operational', End: '2022-04-01' }], Target: target('RDU') },
      { id: 'RE6', Status: 'Inactive', Date: [{ Type: 'Operational', End: '2014-09-30' }], Target: target('RD7') },
    ],
  },
  Succs: {
    Succ: [
      { Type: 'Predecessor', Target: target('RD725') },
      { Type: 'Successor', Target: target('RDU52') },
      { Type: 'Successor', Target: target('RDU52') },
    ],
  },
};

describe('ORD', () => {
  it('a closed site: its last trust, its closing day and its successor', async () => {
    const text = JSON.stringify({ Organisation: closedSite });
    expect(detectOdsFormat('heatherwood.json', new TextEncoder().encode(text))).toBe('ord_json');
    expect(recordsIn(await readAll('ord_json', text))).toEqual([
      {
        kind: 'site',
        odsCode: 'RDU25',
        name: 'HEATHERWOOD HOSPITAL',
        trustCode: 'RDU',
        addressLines: ['LONDON ROAD'],
        town: 'ASCOT',
        county: null,
        postcode: 'SL5 8AA',
        phone: null,
        openedOn: '2014-10-02',
        closedOn: '2022-04-01',
        successorCodes: ['RDU52'],
      },
    ]);
  });

  it('an active relationship goes before an ended one', async () => {
    const Rels = { Rel: [...closedSite.Rels.Rel, { id: 'RE6', Status: 'Active', Target: target('RTH') }] };
    const items = await readAll('ord_json', JSON.stringify({ Organisation: { ...closedSite, Rels } }));
    expect(recordsIn(items)[0]?.trustCode).toBe('RTH');
  });

  it('a list answer: short entries, and a closed one without its date is refused rather than guessed', async () => {
    const entry = { Name: 'JOHN RADCLIFFE HOSPITAL', OrgId: 'RTH08', PostCode: 'OX3 9DU', PrimaryRoleId: 'RO198' };
    const items = await readAll(
      'ord_json',
      JSON.stringify({
        Organisations: [
          { ...entry, Status: 'Active' },
          { ...entry, Status: 'Inactive', LastChangeDate: '2024-05-01' },
          { ...entry, OrgId: 'K84001', PrimaryRoleId: 'RO177' },
          'RTH08',
        ],
      }),
    );
    expect(recordsIn(items)).toMatchObject([{ kind: 'site', odsCode: 'RTH08', trustCode: 'RTH', postcode: 'OX3 9DU' }]);
    expect(refusalsIn(items)).toMatchObject([
      { line: 2, because: expect.stringContaining('closed but no closing date') },
      { line: 3, because: expect.stringContaining('neither a trust nor a site') },
      { line: 4, because: expect.stringContaining('not an organisation') },
    ]);
  });

  it('an error of the service is passed on', async () => {
    const items = await readAll('ord_json', '{"errorCode":404,"errorText":"Not found"}');
    expect(refusalsIn(items)[0]?.because).toBe('The service answered with an error: Not found. Ask it again.');
  });

  it('an answer cut off is one rejection', async () => {
    const items = await readAll('ord_json', JSON.stringify({ Organisation: closedSite }).slice(0, 200));
    expect(refusalsIn(items)).toMatchObject([{ line: 1, because: expect.stringContaining('not complete JSON') }]);
  });
});

const england = 'https://fhir.nhs.uk/England/StructureDefinition';
const ofRole = (code: string) => ({
  url: `${england}/Extension-England-OrganisationRole`,
  extension: [{ url: 'roleCode', valueCodeableConcept: { coding: [{ code }] } }],
});
const period = (type: string, valuePeriod: object) => ({
  url: `${england}/Extension-England-TypedPeriod`,
  extension: [
    { url: 'dateType', valueCoding: { code: type } },
    { url: 'period', valuePeriod },
  ],
});
const site = {
  resourceType: 'Organization',
  identifier: [
    { system: 'https://example.org/local', value: '77' },
    { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'RTH08' },
  ],
  active: true,
  name: 'JOHN RADCLIFFE HOSPITAL',
  extension: [
    ofRole('RO198'),
    period('Legal', { start: '1998-01-01' }),
    period('Operational', { start: '1998-04-01' }),
  ],
  partOf: { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'RTH' } },
  telecom: [
    { system: 'url', value: 'https://www.ouh.nhs.uk' },
    { system: 'phone', value: '0300 304 7777' },
  ],
  address: [{ line: ['HEADLEY WAY', 'HEADINGTON'], city: 'OXFORD', district: 'OXFORDSHIRE', postalCode: 'OX3 9DU' }],
};

describe('FHIR', () => {
  it('a site with role, dates, trust, address and number', async () => {
    expect(recordsIn(await readAll('fhir_json', JSON.stringify(site)))).toEqual([
      {
        kind: 'site',
        odsCode: 'RTH08',
        name: 'JOHN RADCLIFFE HOSPITAL',
        trustCode: 'RTH',
        addressLines: ['HEADLEY WAY', 'HEADINGTON'],
        town: 'OXFORD',
        county: 'OXFORDSHIRE',
        postcode: 'OX3 9DU',
        phone: '0300 304 7777',
        openedOn: '1998-04-01',
        closedOn: null,
        successorCodes: [],
      },
    ]);
  });

  it('a closed one needs its day', async () => {
    const closed = { ...site, active: false };
    const dated = { ...closed, extension: [ofRole('RO198'), period('Operational', { end: '2024-09-30T00:00:00Z' })] };
    const items = await readAll('fhir_json', JSON.stringify([closed, dated]));
    expect(refusalsIn(items)).toMatchObject([{ line: 1, because: expect.stringContaining('no closing date') }]);
    expect(recordsIn(items)).toMatchObject([{ closedOn: '2024-09-30' }]);
  });

  it('without roles the parent and the code tell the kind', async () => {
    const bare = { ...site, extension: undefined };
    const reference = { ...bare, partOf: { reference: 'https://example.org/Organization/RXQ' } };
    const alone = { ...bare, partOf: undefined, identifier: [{ ...site.identifier[1], value: 'RTH' }] };
    expect(recordsIn(await readAll('fhir_json', JSON.stringify([bare, reference, alone])))).toMatchObject([
      { kind: 'site', trustCode: 'RTH' },
      { kind: 'site', trustCode: 'RXQ' },
      { kind: 'trust', odsCode: 'RTH', trustCode: null },
    ]);
  });

  it('a surgery and an organisation without ODS code are refused', async () => {
    const items = await readAll(
      'fhir_json',
      JSON.stringify({
        resourceType: 'Bundle',
        entry: [
          { resource: { ...site, extension: [ofRole('RO177'), ofRole('RO76')] } },
          { resource: { resourceType: 'Endpoint' } },
          { resource: { ...site, identifier: [site.identifier[0]] } },
        ],
      }),
    );
    expect(refusalsIn(items)).toMatchObject([
      { line: 1, because: expect.stringContaining('neither a trust nor a site') },
      { line: 3, because: expect.stringContaining('The identifier with the ODS code is empty') },
    ]);
  });
});
