import type { MoveAttendance, RecordFirstTreatment } from '@shared-care/contracts/attendances';
import type { CurrentUser } from '@shared-care/contracts/session';
import { Attendance } from '@shared-care/database/entities/attendance';
import { ATTENDANCE_STATES, mayBecome } from '@shared-care/domain/attendance-states';
import { londonTime, shortDateTime } from '@shared-care/domain/london-time';
import type { AlertState } from '@shared-care/domain/alert-states';
import type { Tier } from '@shared-care/domain/alert-tier';
import type { z } from 'zod';
import { changeAlert } from '../alerts/alert-row';
import { raiseTier } from '../alerts/raise-tier';
import { recordAudit } from '../audit/audit';
import { InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { judgeAttendance, longBefore, TREATED_LONG_BEFORE } from './attendance-facts';

interface LockedAttendance extends Omit<Attendance, 'idempotencyKey' | 'requestHash'> {
  now: Date;
}

async function lockAttendance(tx: Tx, id: string): Promise<LockedAttendance> {
  const found = await tx.findOne(Attendance, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!found) throw new NotFound();
  return { ...found, now: await databaseNow(tx) };
}

/** The time of first treatment, or why there is none: without either a red or amber alert is not closed. */
export async function recordFirstTreatment(
  tx: Tx,
  user: CurrentUser,
  id: string,
  given: z.output<typeof RecordFirstTreatment>,
): Promise<string> {
  const attendance = await lockAttendance(tx, id);
  const at = given.at ? new Date(given.at) : null;
  if (at && at > attendance.now)
    throw new InvalidInput([{ field: 'at', message: 'The time of first treatment is in the future. Check it.' }]);
  if (at && longBefore(at, attendance.arrivedAt))
    throw new InvalidInput([{ field: 'at', message: TREATED_LONG_BEFORE }]);
  await tx.update(
    Attendance,
    { id },
    {
      firstTreatmentAt: at,
      firstTreatmentProduct: at ? given.product || null : null,
      firstTreatmentAbsentBecause: at ? null : given.absentBecause,
      version: () => 'version + 1',
    },
  );
  const detail = at ? `First treatment at ${shortDateTime(at)}` : 'No time of first treatment, reason given';
  await changeAlert(tx, user, attendance.alertId, {}, { kind: 'first_treatment', detail });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'attendance',
    entityId: id,
    patientId: attendance.patientId,
    detail: 'first treatment',
  });
  return attendance.alertId;
}

/** The child was moved within the hospital, admitted, transferred, or has left. */
export async function moveAttendance(
  tx: Tx,
  user: CurrentUser,
  id: string,
  asked: z.output<typeof MoveAttendance>,
): Promise<string> {
  const attendance = await lockAttendance(tx, id);
  if (attendance.state === 'unmatched') throw new Refused('Match the child to a record first.');
  if (!mayBecome(attendance.state, asked.state)) {
    throw new Refused(
      `This attendance is “${ATTENDANCE_STATES[attendance.state]}”, so it cannot become “${ATTENDANCE_STATES[asked.state]}”.`,
    );
  }
  const leftAt = asked.state === 'left' ? (asked.leftAt ? new Date(asked.leftAt) : attendance.now) : null;
  if (leftAt && (leftAt > attendance.now || leftAt < attendance.arrivedAt)) {
    const message = `Choose a time between the arrival at ${londonTime(attendance.arrivedAt)} and now.`;
    throw new InvalidInput([{ field: 'leftAt', message }]);
  }
  await tx.update(Attendance, { id }, { state: asked.state, leftAt, version: () => 'version + 1' });
  const detail = ATTENDANCE_STATES[asked.state] + (leftAt ? ` at ${shortDateTime(leftAt)}` : '');
  await changeAlert(tx, user, attendance.alertId, {}, { kind: 'moved', detail });
  if (asked.state === 'admitted' || asked.state === 'transferred') await liftTier(tx, user, attendance, 'admitted');
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'attendance',
    entityId: id,
    patientId: attendance.patientId,
    detail: `move ${asked.state}`,
  });
  return attendance.alertId;
}

/** Gives an unmatched attendance its patient; what is now known may raise the tier, never lower it. */
export async function matchAttendance(tx: Tx, user: CurrentUser, id: string, patientId: string): Promise<string> {
  const attendance = await lockAttendance(tx, id);
  if (attendance.state !== 'unmatched')
    throw new Refused('This attendance already has a patient. A wrong match is corrected on the patient page.');
  const judged = await judge(tx, { ...attendance, patientId }, false);
  await tx.update(
    Attendance,
    { id },
    {
      patientId,
      state: attendance.leftAt ? 'left' : attendance.admittedOrTransferred ? 'admitted' : 'arrived',
      category: judged.category,
      openAccess: judged.openAccess.validity,
      openAccessArrangementId: judged.openAccess.arrangementId,
      openAccessBecause: judged.openAccess.because,
      version: () => 'version + 1',
    },
  );
  const { tier, state } = await tierOf(tx, attendance.alertId);
  await changeAlert(
    tx,
    user,
    attendance.alertId,
    // "Not matched yet" is no longer why; at the same tier the reason found now takes its place.
    judged.decision.tier === tier && state !== 'closed' ? judged.decision : {},
    { kind: 'matched', detail: `Was logged as “${attendance.unmatchedName ?? ''}”` },
  );
  await liftTier(tx, user, { ...attendance, patientId }, 'matched');
  await recordAudit(tx, user, { action: 'update', entity: 'attendance', entityId: id, patientId, detail: 'match' });
  return attendance.alertId;
}

function judge(tx: Tx, attendance: LockedAttendance, admittedOrTransferred: boolean) {
  return judgeAttendance(
    tx,
    {
      patientId: attendance.patientId,
      unmatched: null,
      hospitalId: attendance.hospitalId,
      unitKind: attendance.unitKind,
      reason: attendance.reason,
      bleedSite: attendance.bleedSite,
      arrivedAt: attendance.arrivedAt.toISOString(),
      arrivedMinutesAgo: null,
      leftAt: attendance.leftAt?.toISOString() ?? null,
      reportedAt: attendance.reportedAt.toISOString(),
      firstTreatmentAt: attendance.firstTreatmentAt?.toISOString() ?? null,
      admittedOrTransferred: attendance.admittedOrTransferred || admittedOrTransferred,
      apccMentioned: attendance.apccMentioned,
      invasiveProcedure: attendance.invasiveProcedure,
      stillUnwell: attendance.stillUnwell,
    },
    attendance.id,
  );
}

async function tierOf(tx: Tx, alertId: string): Promise<{ tier: Tier; state: AlertState }> {
  const [alert] = await rows<{ tier: Tier; state: AlertState }>(tx, 'SELECT tier, state FROM alerts WHERE id = $1', [
    alertId,
  ]);
  return alert!;
}

/** A tier rises by itself and falls only by a person (W2). */
async function liftTier(
  tx: Tx,
  user: CurrentUser,
  attendance: LockedAttendance,
  why: 'admitted' | 'matched',
): Promise<void> {
  await raiseTier(tx, user.id, attendance.alertId, await judge(tx, attendance, why === 'admitted'));
}
