import type { PatientTreatments, TreatmentChangedByAnother } from '@shared-care/contracts/treatments/answers';
import type { ChangeTreatment, RecordTreatment, StrikeOutTreatment } from '@shared-care/contracts/treatments/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { PatientTreatment, PatientTreatmentEvent } from '@shared-care/database/entities/treatment';
import type { TREATMENT_SOURCES } from '@shared-care/domain/fact-source';
import { londonDate, shortDateTime } from '@shared-care/domain/london-time';
import { TREATMENT_EVENTS, whyNotDays, type TreatmentEvent } from '@shared-care/domain/treatments';
import type { z } from 'zod';
import { judgeChildAgain } from '../attendances/follow-attendance';
import { recordAudit } from '../audit/audit';
import { mergedIntoAnother } from '../patients/merged-into';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, insertRow, NEXT_VERSION, NOW } from '../platform/write-row';
import { patientTreatments, treatmentRows, type Was } from './read-treatments';

type Given = Omit<z.output<typeof RecordTreatment>, 'id'>;

/**
 * A treatment begins on the record, or one of the past is added. Its product forces the reviews of open access by a
 * trigger of the table (W6.6), the plan says at once that it was written before it, and a running alert is judged again.
 */
export async function recordTreatment(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  treatment: z.output<typeof RecordTreatment>,
): Promise<PatientTreatments> {
  await giveTreatment(tx, user, patientId, treatment);
  return patientTreatments(tx, user, patientId);
}

/** The same, for what writes it beside other facts; where it comes from may then be a file. */
export async function giveTreatment(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  { id, ...given }: Omit<Given, 'source'> & { id: string; source: keyof typeof TREATMENT_SOURCES },
): Promise<void> {
  await checked(tx, patientId, given, id);
  const made = await insertOnce(
    tx,
    PatientTreatment,
    {
      id,
      patientId,
      treatmentId: given.treatmentId,
      purpose: given.purpose,
      regimen: given.regimen,
      startedOn: given.startedOn,
      stoppedOn: given.stoppedOn,
      source: given.source,
      recordedBy: user.id,
    },
    ['id'],
  );
  if (made !== null) await happened(tx, user, { id, patientId }, 'recorded');
}

/**
 * What is said of it is set right, or it stopped. The row as it was is kept.
 *
 * @throws Conflict with what the other person saved
 */
export async function changeTreatment(
  tx: Tx,
  user: CurrentUser,
  id: string,
  { version, ...given }: z.output<typeof ChangeTreatment>,
): Promise<PatientTreatments> {
  const row = await lockTreatment(tx, id, version);
  if (row.struckOut) throw new Refused('This entry is struck out. Put it back first.');
  await checked(tx, row.patientId, given, id);
  await tx.update(
    PatientTreatment,
    { id },
    {
      treatmentId: given.treatmentId,
      purpose: given.purpose,
      regimen: given.regimen,
      startedOn: given.startedOn,
      stoppedOn: given.stoppedOn,
      source: given.source,
      changedBy: user.id,
      changedAt: NOW,
      version: NEXT_VERSION,
    },
  );
  await happened(tx, user, row, kindOf(row.was, given), row.was);
  return patientTreatments(tx, user, row.patientId);
}

/** It was never so. It stays readable, struck through, and counts nowhere. */
export async function strikeOutTreatment(
  tx: Tx,
  user: CurrentUser,
  id: string,
  { version, because }: StrikeOutTreatment,
): Promise<PatientTreatments> {
  const row = await lockTreatment(tx, id, version);
  if (row.struckOut) throw new Refused('This entry is struck out already.');
  await tx.update(
    PatientTreatment,
    { id },
    {
      struckOutBy: user.id,
      struckOutAt: NOW,
      struckOutBecause: because,
      changedBy: user.id,
      changedAt: NOW,
      version: NEXT_VERSION,
    },
  );
  await happened(tx, user, row, 'struck_out', null, because);
  return patientTreatments(tx, user, row.patientId);
}

export async function restoreTreatment(
  tx: Tx,
  user: CurrentUser,
  id: string,
  version: number,
): Promise<PatientTreatments> {
  const row = await lockTreatment(tx, id, version);
  if (!row.struckOut) throw new Refused('This entry is not struck out.');
  if (row.was.stoppedOn === null) await refuseTwice(tx, row.patientId, row.was.treatmentId, id);
  await tx.update(
    PatientTreatment,
    { id },
    {
      struckOutBy: null,
      struckOutAt: null,
      struckOutBecause: null,
      changedBy: user.id,
      changedAt: NOW,
      version: NEXT_VERSION,
    },
  );
  await happened(tx, user, row, 'restored');
  return patientTreatments(tx, user, row.patientId);
}

function kindOf(was: Was, given: Given): TreatmentEvent {
  if (was.stoppedOn === null && given.stoppedOn !== null) return 'stopped';
  if (was.stoppedOn !== null && given.stoppedOn === null) return 'resumed';
  return 'changed';
}

interface LockedTreatment {
  id: string;
  patientId: string;
  struckOut: boolean;
  version: number;
  was: Was;
}

async function lockTreatment(tx: Tx, id: string, seen: number): Promise<LockedTreatment> {
  const [row] = await rows<LockedTreatment>(
    tx,
    `SELECT t.id, t.patient_id AS "patientId", t.struck_out_at IS NOT NULL AS "struckOut", t.version,
            json_build_object('treatmentId', t.treatment_id, 'name', (SELECT name FROM treatments_in_force WHERE treatment_id = t.treatment_id),
              'purpose', t.purpose, 'regimen', t.regimen, 'startedOn', t.started_on, 'stoppedOn', t.stopped_on) AS was
     FROM patient_treatments t WHERE t.id = $1 FOR UPDATE OF t`,
    [id],
  );
  if (!row) throw new NotFound();
  const merged = await mergedIntoAnother(tx, row.patientId);
  if (merged) throw merged;
  if (row.version !== seen) throw await changedByAnother(tx, row);
  return row;
}

async function changedByAnother(tx: Tx, { id, patientId, version }: LockedTreatment): Promise<Conflict> {
  const [who] = await rows<{ by: string | null; at: Date }>(
    tx,
    `SELECT u.display_name AS by, coalesce(t.changed_at, t.recorded_at) AS at FROM patient_treatments t
     LEFT JOIN users u ON u.id = coalesce(t.changed_by, t.recorded_by) WHERE t.id = $1`,
    [id],
  );
  const treatment = (await treatmentRows(tx, patientId)).find((one) => one.id === id)!;
  const current: TreatmentChangedByAnother = { by: who?.by ?? null, treatment, version };
  return new Conflict(`${who?.by ?? 'Somebody else'} changed this treatment on ${shortDateTime(who!.at)}.`, {
    ...current,
  });
}

/** @throws InvalidInput naming the field; NotFound when the child is not theirs to see */
async function checked(tx: Tx, patientId: string, given: Omit<Given, 'source'>, except: string): Promise<void> {
  const [child] = await rows<{ birthDate: string; diedOn: string | null }>(
    tx,
    // Held, so that two who give the same at once come one after the other.
    `SELECT birth_date AS "birthDate", died_on AS "diedOn" FROM patients WHERE id = $1 AND merged_into_id IS NULL FOR NO KEY UPDATE`,
    [patientId],
  );
  if (!child) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  if (child.diedOn !== null) throw new Refused('This child has died, so no treatment is written.');
  const [known] = await rows(
    tx,
    `SELECT 1 FROM treatments_in_force f WHERE f.treatment_id = $1
       AND (f.state <> 'discarded' OR EXISTS (SELECT 1 FROM patient_treatments t WHERE t.id = $2 AND t.treatment_id = $1))`,
    [given.treatmentId, except],
  );
  if (!known) throw new InvalidInput([{ field: 'treatmentId', message: 'Choose a treatment from the list.' }]);
  const why = whyNotDays(given, child, londonDate(await databaseNow(tx)));
  if (why !== null) throw new InvalidInput([why]);
  if (given.stoppedOn === null) await refuseTwice(tx, patientId, given.treatmentId, except);
}

async function refuseTwice(tx: Tx, patientId: string, treatmentId: string, except: string): Promise<void> {
  const [running] = await rows(
    tx,
    `SELECT 1 FROM patient_treatments WHERE patient_id = $1 AND treatment_id = $2 AND stopped_on IS NULL
       AND struck_out_at IS NULL AND id <> $3`,
    [patientId, treatmentId, except],
  );
  if (running)
    throw new Refused('The child is on this treatment already. Change that entry, or stop it first.', [
      { field: 'treatmentId', message: 'The child is on this treatment already.' },
    ]);
}

/** What every change leaves: its history, its audit row, and alerts judged by the new fact. */
async function happened(
  tx: Tx,
  user: CurrentUser,
  { id, patientId }: { id: string; patientId: string },
  kind: TreatmentEvent,
  was: Was | null = null,
  because: string | null = null,
): Promise<void> {
  await insertRow(tx, PatientTreatmentEvent, { entryId: id, kind, by: user.id, was, because });
  await recordAudit(tx, user, {
    action: kind === 'recorded' ? 'create' : 'update',
    entity: 'patient_treatment',
    entityId: id,
    patientId,
    detail: kind,
  });
  const [what] = await rows<{ name: string }>(
    tx,
    `SELECT f.name FROM patient_treatments t JOIN treatments_in_force f ON f.treatment_id = t.treatment_id WHERE t.id = $1`,
    [id],
  );
  await judgeChildAgain(tx, user, patientId, `${what!.name}: ${TREATMENT_EVENTS[kind].toLowerCase()}`);
}
