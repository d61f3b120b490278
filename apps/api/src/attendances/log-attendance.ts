import { createHash, randomUUID } from 'node:crypto';
import type { AttendancePreview, LoggedAttendance } from '@shared-care/contracts/attendances/answers';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Attendance, AttendanceDraft, AttendanceSource } from '@shared-care/database/entities/attendance';
import type { z } from 'zod';
import { raiseAlert } from '../alerts/raise-alert';
import { recordAudit } from '../audit/audit';
import { whereAndWhom, type AskedPlace } from '../hospitals/where-and-whom';
import { NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { judgeAttendance, type AttendanceJudgement } from './attendance-facts';

type Asked = z.output<typeof LogAttendance>;

/**
 * Logs one arrival of one child and raises its alert, in the caller's transaction: both or neither (H1).
 * The same key with the same body answers with what was logged the first time.
 *
 * @throws Refused when the key was used for something else
 */
export async function logAttendance(
  tx: Tx,
  user: CurrentUser,
  key: string,
  asked: Asked,
): Promise<LoggedAttendance & { replayed: boolean }> {
  await arriveBy(tx, asked);
  const requestHash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  const earlier = await loggedBefore(tx, user, key);
  if (earlier) {
    if (earlier.requestHash !== requestHash) {
      throw new Refused('This save key was used for another attendance. Start a new sheet.', [
        { field: 'Idempotency-Key', message: 'Use a new key for each attendance.' },
      ]);
    }
    await recordAudit(tx, user, {
      action: 'read',
      entity: 'attendance',
      entityId: earlier.id,
      patientId: asked.patientId,
      detail: 'sent again',
    });
    return { ...(await answer(tx, earlier, asked)), replayed: true };
  }

  const judged = await judgeAttendance(tx, asked);
  const id = randomUUID();
  const alertId = randomUUID();
  await insertRow(tx, Attendance, {
    id,
    alertId,
    patientId: asked.patientId,
    unmatchedName: asked.unmatched?.name ?? null,
    unmatchedBirthDate: asked.unmatched?.birthDate ?? null,
    unmatchedPhone: asked.unmatched?.phone ?? null,
    hospitalId: asked.hospitalId,
    unlistedHospitalName: asked.unlistedHospital?.name ?? null,
    unlistedHospitalKind: asked.unlistedHospital?.kind ?? null,
    unlistedHospitalPlace: asked.unlistedHospital?.place || null,
    unlistedHospitalPhone: asked.unlistedHospital?.phone || null,
    unitKind: asked.unitKind,
    state: stateOf(asked),
    reason: asked.reason,
    bleedSite: asked.bleedSite,
    category: judged.category,
    arrivedAt: judged.arrivedAt,
    reportedAt: judged.reportedAt,
    leftAt: judged.leftAt,
    toldBy: asked.toldBy,
    callBack: asked.callBack || null,
    note: asked.note || null,
    admittedOrTransferred: asked.admittedOrTransferred,
    apccMentioned: asked.apccMentioned,
    invasiveProcedure: asked.invasiveProcedure,
    stillUnwell: asked.stillUnwell,
    adviceSought: asked.adviceSought,
    firstTreatmentAt: asked.firstTreatmentAt ? new Date(asked.firstTreatmentAt) : null,
    firstTreatmentProduct: asked.firstTreatmentAt ? asked.firstTreatmentProduct || null : null,
    firstTreatmentAbsentBecause: asked.firstTreatmentAbsentBecause || null,
    openAccess: judged.openAccess.validity,
    openAccessArrangementId: judged.openAccess.arrangementId,
    openAccessBecause: judged.openAccess.because,
    loggedBy: user.id,
    loggedAt: judged.now,
    idempotencyKey: key,
    requestHash,
  });
  await insertRow(tx, AttendanceSource, {
    id: randomUUID(),
    attendanceId: id,
    kind: asked.foundLater ? 'later_discovery' : user.role === 'link_consultant' ? 'portal' : 'phone',
    toldBy: asked.toldBy,
    reportedAt: judged.reportedAt,
    recordedBy: user.id,
  });
  await raiseAlert(tx, user, {
    alertId,
    attendanceId: id,
    decision: judged.decision,
    openedAt: judged.now,
    acknowledgeBy: judged.acknowledgeBy,
  });
  // The sheet it was typed on is finished.
  await tx.delete(AttendanceDraft, { id: key, userId: user.id });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'attendance',
    entityId: id,
    patientId: asked.patientId,
    breakGlassId: asked.emergencyAccessId,
  });
  const [{ reference }] = (await rows<{ reference: string }>(tx, 'SELECT reference FROM attendances WHERE id = $1', [
    id,
  ])) as [{ reference: string }];
  return {
    ...previewOf(judged),
    id,
    reference,
    alertId,
    loggedAt: judged.now.toISOString(),
    unmatched: asked.patientId === null,
    ringNow: (await whereAndWhom(tx, { patientId: asked.patientId, at: placeOf(asked) }, judged.now)).ring,
    replayed: false,
  };
}

/**
 * Of a child who is not linked to the consultant but in front of them: for this transaction alone the policies let the
 * running access stand in for a link.
 *
 * @throws NotFound when it is another's, has ended, or is for another child
 */
async function arriveBy(tx: Tx, { emergencyAccessId, patientId }: Asked): Promise<void> {
  if (emergencyAccessId === null) return;
  const [running] = await rows(
    tx,
    'SELECT id FROM break_glass_grants WHERE id = $1 AND user_id = sec.uid() AND patient_id = $2 AND sec.now() < expires_at',
    [emergencyAccessId, patientId],
  );
  if (!running) throw new NotFound();
  await tx.query(`SELECT set_config('app.emergency_access', $1, true)`, [emergencyAccessId]);
}

/** What saving would do, without doing it. */
export async function previewAttendance(
  tx: Tx,
  user: CurrentUser,
  asked: Parameters<typeof judgeAttendance>[1],
): Promise<AttendancePreview> {
  const judged = await judgeAttendance(tx, asked);
  // It tells about the child: whether open access holds, what came before.
  if (asked.patientId)
    await recordAudit(tx, user, { action: 'read', entity: 'attendance_preview', patientId: asked.patientId });
  return previewOf(judged);
}

function previewOf(judged: AttendanceJudgement): AttendancePreview {
  return {
    ...judged.decision,
    category: judged.category,
    openAccess: judged.openAccess.validity,
    openAccessBecause: judged.openAccess.because,
    acknowledgeBy: judged.acknowledgeBy.toISOString(),
    toldTo: judged.toldTo,
    warnings: judged.warnings,
    possibleDuplicate: judged.possibleDuplicate,
  };
}

/** A hospital that is not listed has no numbers of ours: our own lines alone. */
function placeOf({ hospitalId, unitKind }: Asked): AskedPlace['at'] {
  return hospitalId === null ? null : { hospitalId, unitKind };
}

function stateOf(asked: Asked): Attendance['state'] {
  if (asked.patientId === null) return 'unmatched';
  if (asked.leftAt !== null) return 'left';
  return asked.admittedOrTransferred ? 'admitted' : 'arrived';
}

type Before = Omit<LoggedAttendance, 'warnings' | 'possibleDuplicate' | 'ringNow' | 'toldTo'> & { requestHash: string };

async function loggedBefore(tx: Tx, user: CurrentUser, key: string): Promise<Before | null> {
  const [found] = await rows<Before>(
    tx,
    `SELECT a.id, a.reference, a.alert_id AS "alertId", a.logged_at AS "loggedAt", a.patient_id IS NULL AS unmatched,
            al.tier, al.trigger, al.triggers, a.category, a.open_access AS "openAccess",
            a.open_access_because AS "openAccessBecause", al.acknowledge_by AS "acknowledgeBy", a.request_hash AS "requestHash"
     FROM attendances a JOIN alerts al ON al.id = a.alert_id
     WHERE a.logged_by = $1 AND a.idempotency_key = $2`,
    [user.id, key],
  );
  return found ?? null;
}

async function answer(tx: Tx, { requestHash: _, ...before }: Before, asked: Asked): Promise<LoggedAttendance> {
  const now = await databaseNow(tx);
  return {
    ...before,
    toldTo: 'those told the first time',
    warnings: [],
    possibleDuplicate: null,
    ringNow: (await whereAndWhom(tx, { patientId: asked.patientId, at: placeOf(asked) }, now)).ring,
  };
}
