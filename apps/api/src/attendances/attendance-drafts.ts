import type { AttendanceDraftSummary } from '@shared-care/contracts/attendances/answers';
import type { SaveAttendanceDraft } from '@shared-care/contracts/attendances/shapes';
import type { PatientMatch } from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { AttendanceDraft } from '@shared-care/database/entities/attendance';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { MATCH } from '../patients/patient-rows';
import { NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

/** More than anybody leaves unfinished in a day; a script that saves without end stops here. */
const MOST_DRAFTS = 20;

/** The sheets this person began in the last 24 hours and has not saved, latest first. */
export async function attendanceDrafts(tx: Tx, user: CurrentUser): Promise<AttendanceDraftSummary[]> {
  type Row = PatientMatch & Pick<AttendanceDraft, 'id' | 'savedAt'> & { sheet: Kept };
  const found = await rows<Row>(
    tx,
    `SELECT d.id, d.saved_at AS "savedAt", d.sheet, ${MATCH}
     FROM attendance_drafts d LEFT JOIN patients p ON p.id = d.patient_id ORDER BY d.saved_at DESC, d.id`,
  );
  const patientIds = found.flatMap(({ patient }) => (patient as PatientMatch['patient'] | null)?.id ?? []);
  if (found.length > 0)
    await recordAudit(tx, user, {
      action: 'read',
      entity: 'attendance_draft',
      patientIds,
      detail: `${found.length} listed`,
    });
  return found.map(({ id, savedAt, sheet: kept, ...match }) => ({
    id,
    savedAt: new Date(savedAt).toISOString(),
    child: (match.patient as PatientMatch['patient'] | null) === null ? null : match,
    sheet: kept.sheet,
    sent: kept.sent,
  }));
}

type Kept = Pick<AttendanceDraftSummary, 'sheet' | 'sent'>;

/** Keeps a sheet under its own key; again and again while somebody types. What is older than a day is forgotten. */
export async function saveAttendanceDraft(
  tx: Tx,
  user: CurrentUser,
  { id, ...asked }: z.output<typeof SaveAttendanceDraft>,
): Promise<{ savedAt: string }> {
  const now = await databaseNow(tx);
  await tx.query('SELECT sec.forget_old_drafts()');
  const patientId = asked.sheet.patientId || null;
  if (patientId !== null) {
    const [child] = await rows<{ id: string }>(tx, 'SELECT id FROM patients WHERE id = $1', [patientId]);
    if (!child) throw new NotFound();
  }
  const [saved] = await rows<{ count: number; known: boolean; logged: boolean }>(
    tx,
    `SELECT count(*)::int AS count, coalesce(bool_or(id = $1), false) AS known,
            EXISTS (SELECT 1 FROM attendances WHERE logged_by = sec.uid() AND idempotency_key = $1) AS logged
     FROM attendance_drafts`,
    [id],
  );
  if (saved!.logged) throw new Refused('This sheet is logged already.');
  if (!saved!.known && saved!.count >= MOST_DRAFTS)
    throw new Refused(`You have ${MOST_DRAFTS} unfinished sheets. Finish or discard some first.`);
  const kept: Kept = { sheet: asked.sheet, sent: asked.sent };
  await tx.query(
    `INSERT INTO attendance_drafts (id, user_id, patient_id, sheet, saved_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (user_id, id) DO UPDATE SET patient_id = excluded.patient_id, sheet = excluded.sheet, saved_at = excluded.saved_at`,
    [id, user.id, patientId, JSON.stringify(kept), now],
  );
  await recordAudit(tx, user, {
    action: saved!.known ? 'update' : 'create',
    entity: 'attendance_draft',
    entityId: id,
    patientId,
  });
  return { savedAt: now.toISOString() };
}

/** Finished, or not wanted any more. Discarding what is gone already is no error. */
export async function discardAttendanceDraft(tx: Tx, user: CurrentUser, id: string): Promise<void> {
  const draft = await tx.findOneBy(AttendanceDraft, { id, userId: user.id });
  if (!draft) return;
  await tx.delete(AttendanceDraft, { id, userId: user.id });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'attendance_draft',
    entityId: id,
    patientId: draft.patientId,
    detail: 'discard',
  });
}
