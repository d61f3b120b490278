import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Hospital, ImportRun, Trust } from '@shared-care/database/entities/hospital';
import type { OdsFormat, OdsRecord } from '@shared-care/interop/ods/ods-record';
import { properName } from '@shared-care/interop/ods/proper-name';
import { detectOdsFormat, readOds } from '@shared-care/interop/ods/read-ods';
import type { DataSource, EntityManager } from 'typeorm';

export type OdsOutcome = 'added' | 'changed' | 'closed' | 'unchanged' | 'rejected';

/** What became of one row. Unchanged rows are counted, not listed. */
export interface OdsReportLine {
  line: number;
  outcome: Exclude<OdsOutcome, 'unchanged'>;
  odsCode: string | null;
  /** For example `postcode “OX3 9DU” → “OX3 7LE”`, or why the row was rejected. */
  what: string;
}

export interface OdsReport {
  file: string;
  counts: Record<OdsOutcome, number>;
  lines: OdsReportLine[];
}

/** A file that is none of the formats the Organisation Data Service publishes. */
export class UnknownOdsFile extends Error {}

type Kept = Pick<
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
>;

/** Formats that say whether an organisation is open; in the others a missing close date means nothing. */
const SAYS_CLOSED: readonly OdsFormat[] = ['trust_or_site_csv', 'ord_json', 'fhir_json'];
const ROWS_PER_TRANSACTION = 500;
/** Lines of a report that admins see on their page; the command line has them all. */
const MOST_LINES_KEPT = 200;

/**
 * Brings one ODS file into `trusts` and `hospitals`. Codes are kept for life: nothing is deleted, a closure is marked,
 * and no link of any child is moved. A broken row is reported and the rest goes on; the same file again changes nothing.
 *
 * @param onProgress share of the file read, 0 to 1
 * @throws UnknownOdsFile
 */
export async function importOds(
  feeds: DataSource,
  path: string,
  onProgress: (share: number) => void = () => undefined,
): Promise<OdsReport> {
  const { size } = await stat(path);
  const format = detectOdsFormat(basename(path), await firstBytes(path));
  if (!format) {
    throw new UnknownOdsFile(
      `${basename(path)} is not an ODS file that can be read: a trust or site extract (CSV), a site list, or ORD or FHIR JSON.`,
    );
  }
  const known = await everyKnown(feeds);
  const report: OdsReport = {
    file: basename(path),
    counts: { added: 0, changed: 0, closed: 0, unchanged: 0, rejected: 0 },
    lines: [],
  };
  const tell = (line: OdsReportLine): void => {
    report.counts[line.outcome]++;
    report.lines.push(line);
  };
  let waiting: { line: number; record: OdsRecord }[] = [];
  const store = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    await feeds.transaction(async (tx) => {
      for (const row of batch) await storeRow(tx, row, known, tell);
    });
  };
  for await (const item of readOds(createReadStream(path), format, (bytes) => onProgress(size ? bytes / size : 1))) {
    if (!item.ok) {
      tell({
        line: item.rejection.line,
        outcome: 'rejected',
        odsCode: null,
        what: `${item.rejection.because} Row: ${item.rejection.raw}`,
      });
      continue;
    }
    if (isUnchanged(known.get(item.row.record.odsCode), item.row.record, format)) {
      report.counts.unchanged++;
      continue;
    }
    waiting.push({
      line: item.row.line,
      record: withKnown(item.row.record, known.get(item.row.record.odsCode), format),
    });
    if (waiting.length >= ROWS_PER_TRANSACTION) await store();
  }
  await store();
  onProgress(1);
  report.lines.sort((one, other) => one.line - other.line);
  await feeds.manager.insert(ImportRun, {
    id: randomUUID(),
    kind: 'ods',
    file: report.file,
    counts: report.counts,
    lines: report.lines.slice(0, MOST_LINES_KEPT),
  });
  return report;
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function everyKnown(feeds: DataSource): Promise<Map<string, Kept>> {
  const [trusts, hospitals] = [await feeds.manager.find(Trust), await feeds.manager.find(Hospital)];
  return new Map<string, Kept>([
    ...trusts.map((trust) => [trust.odsCode, { ...trust, trustCode: null }] as const),
    ...hospitals.map((hospital) => [hospital.odsCode, hospital] as const),
  ]);
}

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
type Field = keyof typeof FIELDS;

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

function isUnchanged(before: Kept | undefined, record: OdsRecord, format: OdsFormat): boolean {
  return before !== undefined && changedFields(before, fieldsOf(withKnown(record, before, format))).length === 0;
}

/** One list writes READING and another Reading, or a phone number in other groups: that is no change. */
function changedFields(before: Kept, after: Kept): Field[] {
  const plain = (value: Kept[Field]): string =>
    String(value ?? '')
      .toLowerCase()
      .replace(/\s/g, '');
  return (Object.keys(FIELDS) as Field[]).filter((field) => plain(before[field]) !== plain(after[field]));
}

async function storeRow(
  tx: EntityManager,
  { line, record }: { line: number; record: OdsRecord },
  known: Map<string, Kept>,
  tell: (line: OdsReportLine) => void,
): Promise<void> {
  const before = known.get(record.odsCode);
  const after = fieldsOf(record);
  try {
    // The savepoint keeps one row the database refuses from taking its neighbours with it.
    await tx.transaction((savepoint) =>
      before ? update(savepoint, record, before, after) : insert(savepoint, record, after),
    );
  } catch {
    tell({
      line,
      outcome: 'rejected',
      odsCode: record.odsCode,
      what: 'The database refused this row. Check its code and dates.',
    });
    return;
  }
  known.set(record.odsCode, after);
  if (!before)
    return tell({
      line,
      outcome: 'added',
      odsCode: record.odsCode,
      what: record.closedOn ? `${record.name}, closed ${record.closedOn}` : record.name,
    });
  const changes = changedFields(before, after);
  const what = changes
    .map((field) => `${FIELDS[field]} “${String(before[field] ?? '')}” → “${String(after[field] ?? '')}”`)
    .join('; ');
  tell({
    line,
    outcome: before.closedOn === null && after.closedOn !== null ? 'closed' : 'changed',
    odsCode: record.odsCode,
    what,
  });
}

async function insert(tx: EntityManager, record: OdsRecord, fields: Kept): Promise<void> {
  const { trustCode, ...shared } = fields;
  const name = properName(record.name);
  if (record.kind === 'trust') await tx.insert(Trust, { ...shared, name });
  else await tx.insert(Hospital, { ...shared, trustCode, id: randomUUID(), name, networkRole: 'other' });
}

/** The name staff read follows only when the published one changed, so that a name made clearer by hand stays. */
async function update(tx: EntityManager, record: OdsRecord, before: Kept, fields: Kept): Promise<void> {
  const { odsCode, trustCode, ...shared } = fields;
  const renamed = changedFields(before, fields).includes('publishedName');
  const name = renamed ? { name: properName(record.name) } : {};
  if (record.kind === 'site') await tx.update(Hospital, { odsCode }, { ...shared, trustCode, ...name });
  else await tx.update(Trust, { odsCode }, { ...shared, ...name });
}
