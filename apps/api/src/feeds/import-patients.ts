import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportRow, PatientImportPage } from '@shared-care/contracts/patient-imports/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { IMPORT_OUTCOMES, LIST_FIELDS, type ListField } from '@shared-care/domain/patient-list';
import { LARGEST_FILE } from '@shared-care/interop/patient-list/patient-table';
import type { DataSource } from 'typeorm';
import type { Upload } from '../platform/upload';
import { bringIn } from '../patient-imports/bring-in';
import { goOn, type RunAs } from '../patient-imports/go-on';
import { readImport } from '../patient-imports/import-rows';
import { importPage, reportRows } from '../patient-imports/read-imports';
import { readList, receiveList } from '../patient-imports/receive-list';
import { sayColumns } from '../patient-imports/say-columns';
import { undoImport } from '../patient-imports/undo-import';

export interface PatientImportOptions {
  /** Email of the nurse or doctor of the unit who answers for it. */
  as: string;
  demo: boolean;
  dryRun: boolean;
  /** `Heading=field`, where the guess is wrong. */
  columns: readonly string[];
  diagnosis: string;
  hospital: string;
  /** Prophylaxis or on demand, for a list of treatments that does not say. */
  purpose: string;
  /** Lines of the file to be brought in; without them all that are ready. */
  lines?: readonly number[];
  onProgress(share: number): void;
}

export interface PatientImportReport {
  id: string;
  rows: ImportRow[];
  counts: PatientImportPage['counts'];
  notes: string[];
  unread: string[];
}

/** What the person at the keyboard can mend; the message says how. */
export class CannotImport extends Error {}

/** The same steps as on screen, as one nurse or doctor of the unit. */
export async function importPatients(
  app: DataSource,
  path: string,
  options: PatientImportOptions,
): Promise<PatientImportReport> {
  if ((await stat(path)).size > LARGEST_FILE) throw new CannotImport('The file is larger than 5 MB. Send it in parts.');
  return importList(app, { fileName: basename(path), bytes: await readFile(path) }, options);
}

export async function importList(
  app: DataSource,
  file: Upload,
  options: PatientImportOptions,
): Promise<PatientImportReport> {
  const user = await unitUser(app, options.as);
  const runAs = actingIn(app);
  const list = await readList(file);
  const id = randomUUID();
  const sent = await runAs(user, async (tx) => {
    await receiveList(tx, user, id, list);
    return importPage(tx, user, id);
  });
  const mapping = mappingOf(sent, options.columns);
  const constants = {
    diagnosis: options.diagnosis,
    severity: '',
    hospital: options.hospital,
    purpose: options.purpose,
  };
  await runAs(user, (tx) => sayColumns(tx, user, id, { version: sent.version, mapping, constants }));
  const checked = await untilItWaits(runAs, user, id, options, (share) =>
    options.onProgress(options.dryRun ? share : share / 2),
  );
  if (!options.dryRun && (checked.counts.ready ?? 0) > 0) {
    await runAs(user, (tx) =>
      bringIn(tx, user, id, { version: checked.version, lines: options.lines ? [...options.lines] : null }),
    );
    await untilItWaits(runAs, user, id, options, (share) => options.onProgress(0.5 + share / 2));
  }
  options.onProgress(1);
  return reportOf(runAs, user, id);
}

/** Takes an import back by its number, as far as nothing hangs on its children. */
export async function undoPatients(
  app: DataSource,
  id: string,
  options: PatientImportOptions,
): Promise<PatientImportReport> {
  const user = await unitUser(app, options.as);
  const runAs = actingIn(app);
  const { version } = await runAs(user, (tx) => readImport(tx, id));
  await runAs(user, (tx) => undoImport(tx, user, id, version));
  await untilItWaits(runAs, user, id, options, options.onProgress);
  return reportOf(runAs, user, id);
}

async function unitUser(app: DataSource, email: string): Promise<CurrentUser> {
  const [found] = await app.query<(CurrentUser & { disabled: boolean })[]>(
    `SELECT id, display_name AS "displayName", email, role, hospital_id AS "hospitalId", disabled_at IS NOT NULL AS disabled
     FROM users WHERE email = lower($1)`,
    [email],
  );
  const [accounts] = await app.query<{ some: boolean }[]>('SELECT EXISTS (SELECT 1 FROM users) AS some');
  if (!accounts!.some)
    throw new CannotImport(
      'There is no account here yet. Start Shared Care, let in an admin with npm run admins, and a nurse or doctor under Users.',
    );
  if (!found || found.disabled || !['haemostasis_nurse', 'phu_doctor'].includes(found.role))
    throw new CannotImport(
      'Name a nurse or doctor of the unit with --as EMAIL; the children are registered in their name.',
    );
  return found;
}

function actingIn(app: DataSource): RunAs {
  return (user, work) =>
    app.transaction(async (tx) => {
      await tx.query(
        `SELECT set_config('app.uid', $1, true), set_config('app.request_id', 'import', true),
                set_config('app.session_hash', '', true), set_config('app.address', 'command line', true)`,
        [user.id],
      );
      return work(tx);
    });
}

function mappingOf({ columns }: PatientImportPage, said: readonly string[]): (ListField | null)[] {
  const changes = new Map(
    said.map((pair) => {
      const at = pair.lastIndexOf('=');
      const [heading, field] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      if (!columns.some((column) => column.heading === heading))
        throw new CannotImport(`No column is headed “${heading}”.`);
      if (field !== '' && !(field in LIST_FIELDS))
        throw new CannotImport(`“${field}” is no field. Fields: ${Object.keys(LIST_FIELDS).join(', ')}.`);
      return [heading, field === '' ? null : (field as ListField)] as const;
    }),
  );
  return columns.map(({ heading, field }) => (changes.has(heading) ? changes.get(heading)! : field));
}

async function untilItWaits(
  runAs: RunAs,
  user: CurrentUser,
  id: string,
  { demo }: PatientImportOptions,
  tell: (share: number) => void,
): Promise<PatientImportPage> {
  for (;;) {
    await goOn(runAs, user, id, { demo });
    const page = await runAs(user, (tx) => importPage(tx, user, id));
    if (page.progress === null) return page;
    tell(page.progress.total === 0 ? 1 : page.progress.done / page.progress.total);
  }
}

function reportOf(runAs: RunAs, user: CurrentUser, id: string): Promise<PatientImportReport> {
  return runAs(user, async (tx) => {
    const page = await importPage(tx, user, id);
    return {
      id,
      rows: await reportRows(tx, await readImport(tx, id), null, 0, 100_000),
      counts: page.counts,
      notes: page.notes,
      unread: page.columns.filter(({ field }) => field === null).map(({ heading }) => heading),
    };
  });
}

/** One line for each row. Names are not printed: a terminal keeps what it showed. */
export function patientLines({ id, rows, counts, notes, unread }: PatientImportReport): string[] {
  const words = Object.entries(counts).map(
    ([outcome, count]) => `${count} ${IMPORT_OUTCOMES[outcome as keyof typeof IMPORT_OUTCOMES].toLowerCase()}`,
  );
  return [
    ...notes.map((note) => `  ${note}`),
    ...(unread.length > 0 ? [`  Columns that are not read: ${unread.join(', ')}`] : []),
    ...rows.map(
      ({ line, outcome, told, doubts }) =>
        `  line ${String(line).padStart(6)}  ${IMPORT_OUTCOMES[outcome].padEnd(25)}${[...told, ...doubts].join(' ')}`,
    ),
    `Import ${id}: ${words.join(', ') || 'no rows'}`,
  ];
}
