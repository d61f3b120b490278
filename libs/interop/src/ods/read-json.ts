import { Buffer } from 'node:buffer';
import { decodeText } from './byte-lines';
import { type Cell, itemFrom, kindOf, rejected, recordFrom, textIn, UnusableRow } from './published-cells';
import { nhsChoicesColumns, siteFrom } from './read-csv';
import type { OdsFormat, OdsItem, OdsRecord } from './ods-record';

type JsonFormat = Extract<OdsFormat, 'site_list_json' | 'ord_json' | 'fhir_json'>;

/** JSON has to be held whole. The whole national list is a tenth of this. */
const largestJson = 200 * 1024 * 1024;

export async function* readJson(
  format: JsonFormat,
  source: AsyncIterable<Uint8Array>,
  onBytes?: (consumed: number) => void,
): AsyncGenerator<OdsItem> {
  const pieces: Uint8Array[] = [];
  let consumed = 0;
  for await (const chunk of source) {
    pieces.push(chunk);
    consumed += chunk.length;
    onBytes?.(consumed);
    if (consumed > largestJson) {
      yield rejected(1, '', 'The file is larger than 200 MB. Ask the service for fewer organisations at a time.');
      return;
    }
  }
  const text = decodeText(Buffer.concat(pieces));
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    yield rejected(1, text, 'The file is not complete JSON, so none of it can be read. Fetch it again.');
    return;
  }
  const entries = { site_list_json: listOf, ord_json: ordEntries, fhir_json: fhirEntries }[format](document);
  const read = { site_list_json: listedSite, ord_json: ordOrganisation, fhir_json: fhirOrganisation }[format];
  for (const [index, entry] of entries.entries()) {
    if (format === 'fhir_json' && isOtherResource(entry)) continue;
    yield itemFrom(
      index + 1,
      () => shown(entry),
      () => read(entry),
    );
  }
}

function shown(entry: unknown): string {
  try {
    return JSON.stringify(entry);
  } catch {
    return ''; // nested too deeply to be an organisation, and to be printed
  }
}

function listedSite(entry: unknown): OdsRecord {
  refuseUnlessObject(entry);
  return siteFrom(nhsChoicesColumns, (field) => fieldOf(entry, field));
}

/** Primary roles that make an organisation a trust, or one of its sites; Welsh boards and care trusts included. */
const trustRoles = new Set(['RO197', 'RO107', 'RO142', 'RO144', 'RO154']);
const siteRoles = new Set(['RO198', 'RO108', 'RO148', 'RO149']);

/** The relationship "is operated by", from a site to its trust. */
const operatedBy = 'RE6';

/** One organisation, or the short entries a search answers with. */
function ordEntries(document: unknown): unknown[] {
  return listOf(document).flatMap(ordEntry);
}

function ordEntry(document: unknown): unknown[] {
  const many = at(document, 'Organisations');
  return many === undefined ? [at(document, 'Organisation') ?? document] : listOf(many);
}

function ordOrganisation(entry: unknown): OdsRecord {
  refuseUnlessObject(entry);
  const problem = at(entry, 'errorText');
  if (problem !== undefined) {
    throw new UnusableRow(`The service answered with an error: ${said(problem)}. Ask it again.`);
  }
  const roles = listOf(at(entry, 'Roles', 'Role'));
  const primary = roles.find((role) => at(role, 'primaryRole') === true) ?? roles[0];
  const kind = kindOfRole([wordAt(primary, 'id') || wordAt(entry, 'PrimaryRoleId')]);
  if (kind === null) throw new UnusableRow(roleUnknown);

  const code = at(entry, 'OrgId', 'extension') === undefined ? ['OrgId'] : ['OrgId', 'extension'];
  const dates = operationalDates(listOf(at(entry, 'Date')));
  const location = at(entry, 'GeoLoc', 'Location');
  const phone = listOf(at(entry, 'Contacts', 'Contact')).find((contact) => at(contact, 'type') === 'tel');
  const closedOn = fieldOf(dates, 'End');
  refuseClosedWithoutDate(at(entry, 'Status') === 'Inactive', closedOn);
  return recordFrom({
    kind,
    odsCode: { value: at(entry, ...code), where: `Field ${code.join('.')}` },
    name: fieldOf(entry, 'Name'),
    trustCode: operatorOf(entry),
    addressLines: ['AddrLn1', 'AddrLn2', 'AddrLn3'].map((field) => fieldOf(location, field)),
    town: fieldOf(location, 'Town'),
    county: fieldOf(location, 'County'),
    postcode: fieldOf(location === undefined ? entry : location, 'PostCode'),
    phone: { value: at(phone, 'value'), where: 'Field Contacts (tel)' },
    openedOn: fieldOf(dates, 'Start'),
    closedOn,
    successorCodes: listOf(at(entry, 'Succs', 'Succ'))
      .filter((succession) => at(succession, 'Type') === 'Successor')
      .map((succession) => ({ value: at(succession, 'Target', 'OrgId', 'extension'), where: 'Field Succs' })),
  });
}

/** Legal dates stand in where the operational ones, which tell when patients can come, are missing. */
function operationalDates(dates: unknown[]): unknown {
  const ofType = (type: string): unknown => dates.filter((date) => at(date, 'Type') === type).at(-1);
  return ofType('Operational') ?? ofType('Legal');
}

/** The trust running the site now or, for a closed site, the last one that did. */
function operatorOf(entry: unknown): Cell {
  const ended = (relation: unknown): string => wordAt(operationalDates(listOf(at(relation, 'Date'))), 'End');
  const operators = listOf(at(entry, 'Rels', 'Rel')).filter((relation) => at(relation, 'id') === operatedBy);
  const operator =
    operators.find((relation) => at(relation, 'Status') === 'Active') ??
    operators.sort((a, b) => ended(a).localeCompare(ended(b))).at(-1);
  return { value: at(operator, 'Target', 'OrgId', 'extension'), where: 'Field Rels (operated by)' };
}

const odsSystems = ['https://fhir.nhs.uk/Id/ods-organization-code', 'https://fhir.nhs.uk/Id/ods-site-code'];

function fhirEntries(document: unknown): unknown[] {
  return listOf(document).flatMap(fhirEntry);
}

function fhirEntry(document: unknown): unknown[] {
  if (at(document, 'resourceType') !== 'Bundle') return [document];
  return listOf(at(document, 'entry')).map((entry) => at(entry, 'resource') ?? entry);
}

/** A search brings endpoints and affiliations along; they are no organisations and nothing is wrong with them. */
function isOtherResource(entry: unknown): boolean {
  const type = at(entry, 'resourceType');
  return typeof type === 'string' && type !== 'Organization' && type !== 'OperationOutcome';
}

function fhirOrganisation(entry: unknown): OdsRecord {
  refuseUnlessObject(entry);
  if (at(entry, 'resourceType') === 'OperationOutcome') {
    const reasons = listOf(at(entry, 'issue')).map((issue) =>
      said(at(issue, 'diagnostics') ?? at(issue, 'details', 'text')),
    );
    throw new UnusableRow(
      `The service answered with an error instead of an organisation: ${reasons.join('; ')}. Correct the request and ask again.`,
    );
  }
  const identifiers = listOf(at(entry, 'identifier'));
  const identifier = identifiers.find((each) => odsSystems.includes(wordAt(each, 'system')));
  const odsCode: Cell = { value: at(identifier, 'value'), where: 'The identifier with the ODS code' };
  const trustCode = partOf(entry);

  const extensions = listOf(at(entry, 'extension'));
  const roles = [...extensions, ...listOf(at(entry, 'type'))].flatMap(rolesIn);
  const kind =
    kindOfRole(roles) ?? (at(identifier, 'system') === odsSystems[1] ? 'site' : kindOf(odsCode, trustCode, false));
  if (roles.length > 0 && kindOfRole(roles) === null) throw new UnusableRow(roleUnknown);

  const period = operationalPeriod(extensions);
  const closedOn = fieldOf(period, 'end');
  refuseClosedWithoutDate(at(entry, 'active') === false, closedOn);
  const address = listOf(at(entry, 'address'))[0];
  const phone = listOf(at(entry, 'telecom')).find((telecom) => at(telecom, 'system') === 'phone');
  return recordFrom({
    kind,
    odsCode,
    name: fieldOf(entry, 'name'),
    trustCode,
    addressLines: listOf(at(address, 'line')).map((value) => ({ value, where: 'Field address.line' })),
    town: fieldOf(address, 'city'),
    county: fieldOf(address, 'district'),
    postcode: fieldOf(address, 'postalCode'),
    phone: { value: at(phone, 'value'), where: 'Field telecom (phone)' },
    openedOn: fieldOf(period, 'start'),
    closedOn,
  });
}

function partOf(entry: unknown): Cell {
  const where = 'Field partOf';
  const value = at(entry, 'partOf', 'identifier', 'value');
  if (value !== undefined) return { value, where };
  // A reference may end with the server's own id instead of a code; those are longer or hold hyphens.
  const code = /Organization\/([A-Za-z0-9]{3,6})$/.exec(wordAt(entry, 'partOf', 'reference'))?.[1];
  return { value: code, where };
}

/** ODS says in a FHIR extension which roles an organisation has; other senders in `type`. */
function rolesIn(holder: unknown): string[] {
  const concepts = [holder, ...listOf(at(holder, 'extension')).map((each) => at(each, 'valueCodeableConcept'))];
  return concepts
    .flatMap((concept) => listOf(at(concept, 'coding')))
    .map((coding) => wordAt(coding, 'code'))
    .filter((code) => /^RO\d+$/.test(code));
}

function operationalPeriod(extensions: unknown[]): unknown {
  const periods = extensions.flatMap((extension) => {
    const parts = listOf(at(extension, 'extension'));
    const value = [extension, ...parts].map((part) => at(part, 'valuePeriod')).find((period) => period !== undefined);
    const type = parts.map((part) => at(part, 'valueCoding', 'code')).find((code) => code !== undefined);
    return value === undefined ? [] : [{ type, value }];
  });
  return (periods.find(({ type }) => type === 'Operational') ?? periods[0])?.value;
}

const roleUnknown =
  'This is neither a trust nor a site of one (its primary role is another). Leave it out; only hospitals and trusts are kept here.';

function kindOfRole(roles: string[]): OdsRecord['kind'] | null {
  if (roles.some((role) => siteRoles.has(role))) return 'site';
  return roles.some((role) => trustRoles.has(role)) ? 'trust' : null;
}

/** Guessing a closing day would put a false date into the hospital's history. */
function refuseClosedWithoutDate(closed: boolean, closedOn: Cell): void {
  if (closed && textIn(closedOn) === null) {
    throw new UnusableRow(
      'It is marked as closed but no closing date is given. Import its full record, or the CSV extract, which has the date.',
    );
  }
}

function refuseUnlessObject(entry: unknown): void {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw new UnusableRow('This entry is not an organisation. Check that the right file was chosen.');
  }
}

function said(words: unknown): string {
  return typeof words === 'string'
    ? (textIn({ value: words, where: 'The error' }) ?? 'no reason given')
    : 'no reason given';
}

function fieldOf(holder: unknown, field: string): Cell {
  return { value: at(holder, field), where: `Field ${field}` };
}

function at(holder: unknown, ...path: string[]): unknown {
  let value = holder;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function wordAt(holder: unknown, ...path: string[]): string {
  const value = at(holder, ...path);
  return typeof value === 'string' ? value : '';
}

/** Some writers leave the list out around a single entry. */
function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
