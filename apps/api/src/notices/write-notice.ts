import type { EndNotice, WriteNotice } from '@shared-care/contracts/notices/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Notice } from '@shared-care/database/entities/notice';
import { londonDate } from '@shared-care/domain/london-time';
import { checkNhsNumber } from '@shared-care/domain/nhs-number';
import { NOTICE_KINDS, STOPS_REQUESTS, TAKEN_BACK_BY_ANOTHER, type NoticeKind } from '@shared-care/domain/notices';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { markPatient, replaceNhsNumber, unmarkPatient } from '../patients/mark-patient';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, NEXT_VERSION, NOW } from '../platform/write-row';
import { stopRequests } from '../requests/work-request';

/**
 * Writes down what has happened and stops at once what it must stop, in one transaction. Sent twice, it counts once.
 *
 * @throws Refused when a notice of the kind runs already
 */
export async function writeNotice(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof WriteNotice>,
): Promise<void> {
  const [child] = await rows<{ birthDate: string; nhsNumber: string | null; gone: boolean }>(
    tx,
    `SELECT birth_date AS "birthDate", nhs_number AS "nhsNumber", merged_into_id IS NOT NULL AS gone
     FROM patients WHERE id = $1 FOR UPDATE`,
    [patientId],
  );
  if (!child || child.gone) throw new NotFound();
  checkDay(asked.on, child.birthDate, londonDate(await databaseNow(tx)));
  if (isAboutNumber(asked.kind)) await refuseWithoutNumber(tx, patientId, asked.id, child.nhsNumber);
  const added = await insertOnce(tx, Notice, {
    id: asked.id,
    patientId,
    kind: asked.kind,
    onDate: asked.on,
    detail: asked.detail || null,
    raisedBy: user.id,
  });
  if (added === null) return refuseUnlessSentTwice(tx, patientId, asked);
  await markPatient(tx, patientId, asked.kind, asked.on);
  const stopped = STOPS_REQUESTS.includes(asked.kind)
    ? await stopRequests(tx, user, patientId, NOTICE_KINDS[asked.kind])
    : 0;
  if (stopped > 0) await tx.update(Notice, { id: asked.id }, { stoppedRequests: stopped });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'notice',
    entityId: asked.id,
    patientId,
    detail: `${asked.kind}, ${stopped} requests stopped`,
  });
}

/** One notice about the number at a time: it is settled by the right number. */
async function refuseWithoutNumber(tx: Tx, patientId: string, id: string, number: string | null): Promise<void> {
  if (number === null)
    throw new Refused('No NHS number is recorded for this patient, so nothing can be wrong with it.');
  const [running] = await rows<{ kind: NoticeKind }>(
    tx,
    `SELECT kind FROM notices WHERE patient_id = $1 AND id <> $2 AND ended_at IS NULL AND kind LIKE 'nhs_number%'`,
    [patientId, id],
  );
  if (running) throw new Refused(`“${NOTICE_KINDS[running.kind]}” is on this record already.`);
}

function checkDay(on: string, birthDate: string, today: string): void {
  if (on > today) throw new InvalidInput([{ field: 'on', message: 'This day is still to come. Check it.' }]);
  if (on < birthDate)
    throw new InvalidInput([{ field: 'on', message: 'This day is before the birth date. Check it.' }]);
}

async function refuseUnlessSentTwice(tx: Tx, patientId: string, asked: z.output<typeof WriteNotice>): Promise<void> {
  const [same] = await rows(tx, 'SELECT 1 FROM notices WHERE id = $1 AND patient_id = $2 AND kind = $3', [
    asked.id,
    patientId,
    asked.kind,
  ]);
  if (!same) throw new Refused(`“${NOTICE_KINDS[asked.kind]}” is on this record already.`);
}

/** Dealt with: no banner any more. What it stopped stays stopped. */
export async function dismissNotice(
  tx: Tx,
  user: CurrentUser,
  id: string,
  asked: { version: number; because: string },
): Promise<void> {
  const notice = await lock(tx, id, asked.version);
  if (notice.ended) throw new Refused('This notice has ended.');
  await tx.update(
    Notice,
    { id },
    { dismissedBy: user.id, dismissedAt: NOW, dismissedBecause: asked.because, version: NEXT_VERSION },
  );
  await record(tx, user, id, notice.patientId, `dismissed ${notice.kind}`);
}

/** Takes a dismissal back: the banner is there again. */
export async function showNotice(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  const notice = await lock(tx, id, seen);
  await tx.update(
    Notice,
    { id },
    { dismissedBy: null, dismissedAt: null, dismissedBecause: null, version: NEXT_VERSION },
  );
  await record(tx, user, id, notice.patientId, `shown again ${notice.kind}`);
}

/**
 * It was not so, or is no longer so: what it had stopped may go on. Requests that were stopped stay so, and are asked for
 * again. A restriction is ended by somebody else than who wrote it down.
 */
export async function endNotice(
  tx: Tx,
  user: CurrentUser,
  id: string,
  asked: z.output<typeof EndNotice>,
): Promise<void> {
  const notice = await lock(tx, id, asked.version);
  if (notice.ended) throw new Refused('This notice has ended already.');
  if (notice.kind === 'of_age') throw new Refused('The calendar says so. Check the birth date instead.');
  if (TAKEN_BACK_BY_ANOTHER.includes(notice.kind) && notice.raisedBy === user.id)
    throw new Refused('Somebody else has to end this: one slip must not open an address that is kept back.');
  const number = isAboutNumber(notice.kind) ? numberIn(asked.nhsNumber) : null;
  await tx.update(
    Notice,
    { id },
    { endedBy: user.id, endedAt: NOW, endedBecause: asked.because, version: NEXT_VERSION },
  );
  if (isAboutNumber(notice.kind)) await replaceNhsNumber(tx, notice.patientId, number);
  else await unmarkPatient(tx, notice.patientId, notice.kind);
  await record(tx, user, id, notice.patientId, `ended ${notice.kind}`);
}

function numberIn(typed: string): string | null {
  if (typed === '') return null;
  const read = checkNhsNumber(typed);
  if (!read.ok) throw new InvalidInput([{ field: 'nhsNumber', message: read.because }]);
  return read.number;
}

function isAboutNumber(kind: NoticeKind): boolean {
  return kind === 'nhs_number_invalid' || kind === 'nhs_number_superseded';
}

interface Locked {
  patientId: string;
  kind: NoticeKind;
  raisedBy: string | null;
  ended: boolean;
  version: number;
}

async function lock(tx: Tx, id: string, seen: number): Promise<Locked> {
  const [found] = await rows<Locked>(
    tx,
    `SELECT patient_id AS "patientId", kind, raised_by AS "raisedBy", ended_at IS NOT NULL AS ended, version
     FROM notices WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound();
  if (found.version !== seen)
    throw new Conflict('Somebody else changed this notice meanwhile. It is shown as it is now.', {
      version: found.version,
    });
  return found;
}

function record(tx: Tx, user: CurrentUser, entityId: string, patientId: string, detail: string): Promise<void> {
  return recordAudit(tx, user, { action: 'update', entity: 'notice', entityId, patientId, detail });
}
