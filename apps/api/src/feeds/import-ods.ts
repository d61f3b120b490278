import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Hospital, Trust } from '@shared-care/database/entities/hospital';
import { asOfFileName, newestDate, type AsOf } from '@shared-care/interop/ods/as-of';
import type { OdsFormat, OdsRecord } from '@shared-care/interop/ods/ods-record';
import { properName } from '@shared-care/interop/ods/proper-name';
import { detectOdsFormat, readOds } from '@shared-care/interop/ods/read-ods';
import type { DataSource, EntityManager } from 'typeorm';
import { OdsRun } from './ods-runs';
import { changedFields, changesInWords, judge, newerDates, type JudgedFacts, type Kept } from './published-facts';
import { insertRow } from '../platform/write-row';

/** `older`: the file would undo what a newer one said, so it was left out. */
export type OdsOutcome = 'added' | 'changed' | 'closed' | 'older' | 'unchanged' | 'rejected';

export interface OdsOptions {
  /** The day whose state the file tells, `yyyy-mm-dd`; null: by its name, else the newest date in it. */
  asOf: string | null;
  /** Somebody has looked at what an older file would undo, and wants that. */
  undoNewer: boolean;
}

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
  asOf: AsOf;
  counts: Record<OdsOutcome, number>;
  lines: OdsReportLine[];
}

/** A file that is none of the formats the Organisation Data Service publishes. */
export class UnknownOdsFile extends Error {}

interface JudgedRow extends JudgedFacts {
  line: number;
  record: OdsRecord;
}

const ROWS_PER_TRANSACTION = 500;
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
  options: OdsOptions = { asOf: null, undoNewer: false },
  begun: OdsRun | null = null,
): Promise<OdsReport> {
  const { size } = await stat(path);
  const format = detectOdsFormat(basename(path), await firstBytes(path));
  if (!format) {
    throw new UnknownOdsFile(
      `${basename(path)} is not an ODS file that can be read: a trust or site extract (CSV), a site list, or ORD or FHIR JSON.`,
    );
  }
  const run = begun ?? new OdsRun(feeds, randomUUID());
  if (!begun) await run.begin(basename(path), options, null);
  const known = await everyKnown(feeds);
  const asOf = await asOfFile(feeds, path, format, options.asOf);
  const report: OdsReport = {
    file: basename(path),
    asOf,
    counts: { added: 0, changed: 0, closed: 0, older: 0, unchanged: 0, rejected: 0 },
    lines: [],
  };
  const tell = (line: OdsReportLine): void => {
    report.counts[line.outcome]++;
    report.lines.push(line);
  };
  let waiting: JudgedRow[] = [];
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
    const before = known.get(item.row.record.odsCode);
    const row = {
      line: item.row.line,
      record: item.row.record,
      ...judge(item.row.record, before, format, asOf.on, options.undoNewer),
    };
    if (row.undone.length > 0)
      tell({ line: row.line, outcome: 'older', odsCode: row.record.odsCode, what: row.undoneWords });
    else if (before && changedFields(before, row.after).length === 0) report.counts.unchanged++;
    if (!before || changedFields(before, row.after).length > 0 || newerDates(before, row.after)) waiting.push(row);
    if (waiting.length >= ROWS_PER_TRANSACTION) await store();
  }
  await store();
  onProgress(1);
  report.lines.sort((one, other) => one.line - other.line);
  await run.finish(report);
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

async function asOfFile(feeds: DataSource, path: string, format: OdsFormat, said: string | null): Promise<AsOf> {
  if (said !== null) return { on: said, by: 'said' };
  const [clock] = await feeds.query<{ today: string }[]>(
    `SELECT (sec.now() AT TIME ZONE 'Europe/London')::date::text AS today`,
  );
  const named = asOfFileName(path, clock!.today);
  if (named !== null) return { on: named, by: 'file_name' };
  const records: OdsRecord[] = [];
  for await (const item of readOds(createReadStream(path), format)) if (item.ok) records.push(item.row.record);
  const newest = newestDate(records, clock!.today);
  return { on: newest, by: newest === null ? 'nothing' : 'newest_date' };
}

async function everyKnown(feeds: DataSource): Promise<Map<string, Kept>> {
  const [trusts, hospitals] = [await feeds.manager.find(Trust), await feeds.manager.find(Hospital)];
  return new Map<string, Kept>([
    ...trusts.map((trust) => [trust.odsCode, { ...trust, trustCode: null }] as const),
    ...hospitals.map((hospital) => [hospital.odsCode, hospital] as const),
  ]);
}

async function storeRow(
  tx: EntityManager,
  { line, record, after }: JudgedRow,
  known: Map<string, Kept>,
  tell: (line: OdsReportLine) => void,
): Promise<void> {
  const before = known.get(record.odsCode);
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
  // Only the day from which it is known moved on.
  if (changes.length === 0) return;
  const what = changesInWords(before, after, changes);
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
  if (record.kind === 'trust') await insertRow(tx, Trust, { ...shared, name });
  else await insertRow(tx, Hospital, { ...shared, trustCode, id: randomUUID(), name, networkRole: 'other' });
}

/** The name staff read follows only when the published one changed, so that a name made clearer by hand stays. */
async function update(tx: EntityManager, record: OdsRecord, before: Kept, fields: Kept): Promise<void> {
  const { odsCode, trustCode, ...shared } = fields;
  const renamed = changedFields(before, fields).includes('publishedName');
  const name = renamed ? { name: properName(record.name) } : {};
  if (record.kind === 'site') await tx.update(Hospital, { odsCode }, { ...shared, trustCode, ...name });
  else await tx.update(Trust, { odsCode }, { ...shared, ...name });
}
