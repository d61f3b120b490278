import type { LiveTopic } from '@shared-care/contracts/live';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { PatientImportState } from '@shared-care/domain/patient-list';
import { rows, type Tx } from '../platform/tx';
import { bringInNextRow } from './bring-in';
import { compareNextRows } from './compare-rows';
import { readImport, type ImportRecord } from './import-rows';
import { undoNextRow } from './undo-import';

/** Runs work in a transaction of the person who presses. */
export type RunAs = <T>(user: CurrentUser, work: (tx: Tx) => Promise<T>, changed?: LiveTopic) => Promise<T>;

/** A request ends well before anybody takes it for lost. */
const MOST_MS = 1_500;

/**
 * Goes on with whatever an import is at, row by row, each in its own transaction, for a second or so. The caller asks
 * again until nothing is left; who stops asking stops the import, and anybody may go on with it later.
 */
export async function goOn(runAs: RunAs, user: CurrentUser, id: string, options: { demo: boolean }): Promise<void> {
  const found = await runAs(user, (tx) => readImport(tx, id));
  const step = STEPS[found.state];
  if (!step) return;
  const until = performance.now() + MOST_MS;
  let more = true;
  while (more && performance.now() < until)
    more = await runAs(user, (tx) => step.next(tx, user, found, options), step.changes);
  if (!more) await runAs(user, (tx) => finish(tx, found, step), 'patients');
}

interface Step {
  next(tx: Tx, user: CurrentUser, found: ImportRecord, options: { demo: boolean }): Promise<boolean>;
  /** Which rows wait for it. */
  waiting: string;
  then: PatientImportState;
  at: 'checked_at' | 'finished_at' | 'undone_at';
  changes?: LiveTopic;
}

/** Rows that wait for each step. */
const STEPS: Partial<Record<PatientImportState, Step>> = {
  checking: {
    next: compareNextRows,
    waiting: `outcome = 'unread' AND cells IS NOT NULL`,
    then: 'checked',
    at: 'checked_at',
  },
  bringing_in: {
    next: bringInNextRow,
    waiting: 'chosen AND cells IS NOT NULL',
    then: 'finished',
    at: 'finished_at',
    changes: 'patients',
  },
  undoing: {
    next: undoNextRow,
    waiting: `outcome = 'registered'`,
    then: 'undone',
    at: 'undone_at',
    changes: 'patients',
  },
};

/** Rows that somebody else has in hand are not left behind: the call that finds none at all ends the step. */
async function finish(tx: Tx, { id, state }: ImportRecord, { waiting, then, at }: Step): Promise<void> {
  await tx.query(
    // A list that rows came in from already is back where it was once the rest is checked.
    `UPDATE patient_imports SET state = CASE WHEN $3 = 'checked' AND started_at IS NOT NULL THEN 'finished' ELSE $3 END, ${at} = sec.now(), version = version + 1 WHERE id = $1 AND state = $2
       AND NOT EXISTS (SELECT 1 FROM patient_import_rows WHERE import_id = $1 AND ${waiting})`,
    [id, state, then],
  );
}

/** How far the running step is; null when none runs. */
export async function progressOf(
  tx: Tx,
  { id, state }: Pick<ImportRecord, 'id' | 'state'>,
): Promise<{ done: number; total: number } | null> {
  const step = STEPS[state];
  if (!step) return null;
  const of = {
    checking: 'cells IS NOT NULL',
    bringing_in: `chosen OR outcome = 'registered'`,
    undoing: 'registered_as IS NOT NULL',
  };
  const [counted] = await rows<{ left: number; total: number }>(
    tx,
    `SELECT count(*) FILTER (WHERE ${step.waiting})::int AS left, count(*)::int AS total
     FROM patient_import_rows WHERE import_id = $1 AND (${of[state as keyof typeof of]})`,
    [id],
  );
  return { done: counted!.total - counted!.left, total: counted!.total };
}
