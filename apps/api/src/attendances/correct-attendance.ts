import type { AnswerCorrection, CorrectAttendance } from '@shared-care/contracts/attendances/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AlertCorrection } from '@shared-care/database/entities/alert';
import { Attendance } from '@shared-care/database/entities/attendance';
import { ATTENDANCE_STATES, mayBecome, type AttendanceState } from '@shared-care/domain/attendance-states';
import { CORRECTIONS } from '@shared-care/domain/corrections';
import type { z } from 'zod';
import { expectVersion, lockAlert, type LockedAlert } from '../alerts/alert-row';
import { lowerTier } from '../alerts/change-tier';
import { askForCorrection, settleCorrection } from '../alerts/corrections';
import { tellAgain } from '../alerts/tell-again';
import { withdrawAlert } from '../alerts/withdraw-alert';
import { recordAudit } from '../audit/audit';
import { InvalidInput, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { givePatient, lockAttendance, type LockedAttendance } from './follow-attendance';

type Asked = z.output<typeof CorrectAttendance>;

/**
 * Takes an attendance back: it did not happen, should not have been logged, or is another child's. Nothing is deleted;
 * it stays struck through with who and why. What needs somebody else's agreement waits for it (`consentNeeded`).
 */
export async function correctAttendance(tx: Tx, user: CurrentUser, id: string, asked: Asked): Promise<string> {
  const attendance = await lockAttendance(tx, id);
  const alert = await lockAlert(tx, attendance.alertId);
  expectVersion(alert, asked.version);
  await expectPossible(tx, attendance, asked.kind, asked.toPatientId);
  const needs = await askForCorrection(tx, user, alert, {
    kind: asked.kind,
    reason: asked.reason,
    ...(asked.toPatientId === null ? {} : { fromPatientId: attendance.patientId!, toPatientId: asked.toPatientId }),
  });
  if (needs === 'nobody') await carryOut(tx, user, attendance, alert, asked);
  return attendance.alertId;
}

/** The second person agrees, or does not; agreed, the correction is carried out in the same transaction. */
export async function answerCorrection(
  tx: Tx,
  user: CurrentUser,
  correctionId: string,
  asked: z.output<typeof AnswerCorrection>,
): Promise<string> {
  const { correction, alert, agreed } = await settleCorrection(tx, user, correctionId, asked);
  if (!agreed) return alert.id;
  if (correction.kind === 'lower_tier') {
    await lowerTier(tx, user, alert, correction.toTier!, correction.reason);
    return alert.id;
  }
  const attendance = await lockAttendance(tx, alert.attendanceId!);
  const what = { ...correction, kind: correction.kind };
  await expectPossible(tx, attendance, what.kind, what.toPatientId);
  await carryOut(tx, user, attendance, alert, what);
  return alert.id;
}

type Kind = Asked['kind'];
const ENDS: Readonly<Partial<Record<Kind, AttendanceState>>> = {
  cancel: 'cancelled',
  entered_in_error: 'entered_in_error',
};

async function expectPossible(
  tx: Tx,
  attendance: LockedAttendance,
  kind: Kind,
  toPatientId: string | null,
): Promise<void> {
  const end = ENDS[kind];
  if (end && !mayBecome(attendance.state, end))
    throw new Refused(
      `This attendance is “${ATTENDANCE_STATES[attendance.state]}”, so it cannot become “${ATTENDANCE_STATES[end]}”.`,
    );
  if (kind !== 'wrong_patient') return;
  if (attendance.patientId === null)
    throw new Refused('This child is not matched to a record yet. Match the child instead.');
  if (!mayBecome(attendance.state, 'entered_in_error') && attendance.state !== 'left')
    throw new Refused(`This attendance is “${ATTENDANCE_STATES[attendance.state]}”, so it belongs to no child.`);
  if (attendance.patientId === toPatientId)
    throw new InvalidInput([{ field: 'toPatientId', message: 'It is logged for this child already. Choose another.' }]);
  const [child] = await rows<{ id: string }>(tx, 'SELECT id FROM patients WHERE id = $1 AND merged_into_id IS NULL', [
    toPatientId,
  ]);
  if (!child) throw new NotFound();
}

async function carryOut(
  tx: Tx,
  user: CurrentUser,
  attendance: LockedAttendance,
  alert: LockedAlert,
  correction: { kind: Kind; reason: string; toPatientId: string | null },
): Promise<void> {
  if (correction.kind === 'wrong_patient') return moveToPatient(tx, user, attendance, correction);
  await tx.update(Attendance, { id: attendance.id }, { state: ENDS[correction.kind]!, version: () => 'version + 1' });
  await withdrawAlert(tx, user, alert, `${CORRECTIONS[correction.kind]}: ${correction.reason}`);
  if (correction.kind === 'entered_in_error') await tellAgain(tx, alert.id, 'You were told of it: entered in error');
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'attendance',
    entityId: attendance.id,
    patientId: attendance.patientId,
    detail: correction.kind,
  });
}

/** H5: both records keep a line of it, and each child's audit list says who moved it. */
async function moveToPatient(
  tx: Tx,
  user: CurrentUser,
  attendance: LockedAttendance,
  correction: Pick<AlertCorrection, 'reason' | 'toPatientId'>,
): Promise<void> {
  const to = correction.toPatientId!;
  await givePatient(tx, user, attendance, to, {
    kind: 'moved_to_patient',
    detail: `It had been logged for another child. ${correction.reason}`,
  });
  await tellAgain(tx, attendance.alertId, 'You were told of it: it is another child');
  for (const patientId of [attendance.patientId!, to]) {
    const detail = patientId === to ? 'moved here from another record' : 'moved to another record';
    await recordAudit(tx, user, { action: 'update', entity: 'attendance', entityId: attendance.id, patientId, detail });
  }
}
