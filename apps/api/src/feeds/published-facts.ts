import type { Hospital } from '@shared-care/database/entities/hospital';
import type { OdsFormat, OdsRecord } from '@shared-care/interop/ods/ods-record';
import { properName } from '@shared-care/interop/ods/proper-name';

/** What is stored of an organisation, a trust or a hospital. */
export type Kept = Pick<
  Hospital,
  | 'odsCode'
  | 'publishedName'
  | 'trustCode'
  | 'address'
  | 'town'
  | 'postcode'
  | 'phone'
  | 'openedOn'
  | 'closedOn'
  | 'successorCodes'
  | 'factDates'
>;

/** Formats that say whether an organisation is open; in the others a missing close date means nothing. */
const SAYS_CLOSED: readonly OdsFormat[] = ['trust_or_site_csv', 'ord_json', 'fhir_json'];
/** Which stored field each published one becomes, with the words of the report. */
const FIELDS = {
  publishedName: 'name',
  trustCode: 'trust',
  address: 'address',
  town: 'town',
  postcode: 'postcode',
  phone: 'phone',
  openedOn: 'opened',
  closedOn: 'closed',
  successorCodes: 'successors',
} as const;
export type Field = keyof typeof FIELDS;

function fieldsOf(record: OdsRecord): Kept {
  return {
    odsCode: record.odsCode,
    publishedName: record.name,
    trustCode: record.trustCode,
    address: record.addressLines.join(', '),
    town: record.town && properName(record.town),
    postcode: record.postcode,
    phone: record.phone,
    openedOn: record.openedOn,
    closedOn: record.closedOn,
    successorCodes: record.successorCodes,
    factDates: {},
  };
}

/** A field the file leaves out keeps what is known: most formats carry only some of them. */
function withKnown(record: OdsRecord, before: Kept | undefined, format: OdsFormat): OdsRecord {
  if (!before) return record;
  return {
    ...record,
    trustCode: record.trustCode ?? before.trustCode,
    addressLines: record.addressLines.length > 0 ? record.addressLines : before.address ? [before.address] : [],
    town: record.town ?? before.town,
    postcode: record.postcode ?? before.postcode,
    phone: record.phone ?? before.phone,
    openedOn: record.openedOn ?? before.openedOn,
    closedOn: SAYS_CLOSED.includes(format) ? record.closedOn : (record.closedOn ?? before.closedOn),
    successorCodes: record.successorCodes.length > 0 ? record.successorCodes : before.successorCodes,
  };
}

/** One list writes READING and another Reading, or a phone number in other groups: that is no change. */
export function changedFields(before: Kept, after: Kept): Field[] {
  const plain = (value: Kept[Field]): string =>
    String(value ?? '')
      .toLowerCase()
      .replace(/\s/g, '');
  return (Object.keys(FIELDS) as Field[]).filter((field) => plain(before[field]) !== plain(after[field]));
}

export interface JudgedFacts {
  /** What is stored when the row is taken, without what would undo a newer file. */
  after: Kept;
  /** Fields in which the row would undo what a newer file said. */
  undone: Field[];
  undoneWords: string;
}

/**
 * What a row of a file of the day `asOf` may change. A field that a file of a later day spoke of stays, unless somebody
 * confirmed the older one; a file of which nobody knows the day counts as older than any.
 */
export function judge(
  record: OdsRecord,
  before: Kept | undefined,
  format: OdsFormat,
  asOf: string | null,
  undoNewer: boolean,
): JudgedFacts {
  const wanted = fieldsOf(withKnown(record, before, format));
  const isNewer = (known: string | undefined): boolean => known !== undefined && (asOf === null || known > asOf);
  const changed = before ? changedFields(before, wanted) : [];
  const undone = before && !undoNewer ? changed.filter((field) => isNewer(before.factDates[field])) : [];
  const kept = Object.fromEntries(undone.map((field) => [field, before![field]]));
  const factDates = { ...before?.factDates };
  for (const field of spokenOf(record, format)) {
    const moves = !isNewer(factDates[field]) || (undoNewer && changed.includes(field));
    if (asOf !== null && moves) factDates[field] = asOf;
  }
  const newest = undone
    .map((field) => before!.factDates[field]!)
    .sort()
    .at(-1);
  return {
    after: { ...wanted, ...kept, factDates },
    undone,
    undoneWords:
      undone.length > 0 ? `would undo what is known as of ${newest}: ${changesInWords(before!, wanted, undone)}` : '',
  };
}

/** The fields a row says something about. */
function spokenOf(record: OdsRecord, format: OdsFormat): Field[] {
  const said = fieldsOf(record);
  return (Object.keys(FIELDS) as Field[]).filter((field) => {
    if (field === 'closedOn' && SAYS_CLOSED.includes(format)) return true;
    const value = said[field];
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== '';
  });
}

/** True when nothing changes but the day from which it is known. */
export function newerDates(before: Kept, after: Kept): boolean {
  return Object.entries(after.factDates).some(([field, date]) => before.factDates[field] !== date);
}

/** For example `postcode “OX3 9DU” → “OX3 7LE”`. */
export function changesInWords(before: Kept, after: Kept, fields: readonly Field[]): string {
  return fields
    .map((field) => `${FIELDS[field]} “${String(before[field] ?? '')}” → “${String(after[field] ?? '')}”`)
    .join('; ');
}
