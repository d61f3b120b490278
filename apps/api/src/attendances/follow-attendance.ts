import type { MoveAttendance, RecordFirstTreatment } from '@shared-care/contracts/attendances/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Alert } from '@shared-care/database/entities/alert';
import { Attendance } from '@shared-care/database/entities/attendance';
import { TIERS } from '@shared-care/domain/alert-tier';
import { ATTENDANCE_STATES, mayBecome } from '@shared-care/domain/attendance-states';
import { londonTime, shortDateTime } from '@shared-care/domain/london-time';
import { isHigher, withoutSetAside } from '@shared-care/domain/tier-change';
import type { z } from 'zod';
import { changeAlert } from '../alerts/alert-row';
import { raiseTier } from '../alerts/raise-tier';
import { recordAudit } from '../audit/audit';
import { followRisks } from '../patients/risk-changes';
import { InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { judgeAttendance, longBefore, TREATED_LONG_BEFORE, type AttendanceJudgement } from './attendance-facts';

export interface LockedAttendance extends Omit<Attendance, 'idempotencyKey' | 'requestHash'> {
  now: Date;
}

export async function lockAttendance(tx: Tx, id: string): Promise<LockedAttendance> {
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

/**
 * Makes it this child's, whatever child it was before, and judges it anew; what is now known may raise the tier, never
 * lower it.
 */
export async function givePatient(
  tx: Tx,
  user: CurrentUser,
  attendance: LockedAttendance,
  patientId: string,
  event: { kind: 'matched' | 'moved_to_patient'; detail: string },
): Promise<void> {
  const judged = await judgeAgain(tx, { ...attendance, patientId });
  const matched = attendance.leftAt ? 'left' : attendance.admittedOrTransferred ? 'admitted' : 'arrived';
  await tx.update(
    Attendance,
    { id: attendance.id },
    {
      patientId,
      state: attendance.state === 'unmatched' ? matched : attendance.state,
      category: judged.category,
      openAccess: judged.openAccess.validity,
      openAccessArrangementId: judged.openAccess.arrangementId,
      openAccessBecause: judged.openAccess.because,
      version: () => 'version + 1',
    },
  );
  const { tier, state, triggersSetAside } = await tierOf(tx, attendance.alertId);
  const decision = withoutSetAside(judged.decision, triggersSetAside);
  await changeAlert(
    tx,
    user,
    attendance.alertId,
    // What was not known, or was another child's, is no longer why; at the same tier the reason found now takes its
    // place.
    decision?.tier === tier && state !== 'closed' ? decision : {},
    event,
  );
  await liftTier(tx, user, { ...attendance, patientId }, 'matched');
}

/**
 * After a fact of the record changed: whatever runs for the child says so, and is judged by it. Its tier rises by
 * itself (W2); it falls only by a person, who is told what the rules now give.
 *
 * @param words what became of which fact
 */
export async function judgeChildAgain(tx: Tx, user: CurrentUser, patientId: string, words: string): Promise<void> {
  const running = await rows<{ id: string }>(
    tx,
    `SELECT a.id FROM attendances a JOIN alerts al ON al.id = a.alert_id
     WHERE a.patient_id = $1 AND al.state IN ('open', 'acknowledged', 'awaiting') ORDER BY a.id`,
    [patientId],
  );
  for (const { id } of running) {
    const attendance = await lockAttendance(tx, id);
    const judged = await judgeAgain(tx, attendance);
    const { tier, triggersSetAside } = await tierOf(tx, attendance.alertId);
    const decision = withoutSetAside(judged.decision, triggersSetAside);
    const falls = decision !== null && isHigher(tier, decision.tier);
    const stays = falls
      ? `. By the rules it is now ${TIERS[decision.tier]}; it stays ${TIERS[tier]} until somebody lowers it`
      : '';
    await changeAlert(tx, user, attendance.alertId, decision?.tier === tier ? decision : {}, {
      kind: 'record_changed',
      detail: `${words}${stays}`,
    });
    await raiseTier(tx, user.id, attendance.alertId, judged);
  }
}
followRisks(judgeChildAgain);

/** What the rules say of an attendance that is logged already, by the facts given. */
export function judgeAgain(
  tx: Tx,
  attendance: LockedAttendance,
  admittedOrTransferred = false,
): Promise<AttendanceJudgement> {
  return judgeAttendance(
    tx,
    {
      patientId: attendance.patientId,
      unmatched: null,
      hospitalId: attendance.hospitalId,
      // Only that it is not listed counts for the rules.
      unlistedHospital: null,
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
      adviceSought: attendance.adviceSought,
    },
    attendance.id,
  );
}

type Tiered = Pick<Alert, 'tier' | 'state' | 'triggersSetAside'>;

async function tierOf(tx: Tx, alertId: string): Promise<Tiered> {
  const [alert] = await rows<Tiered>(
    tx,
    'SELECT tier, state, triggers_set_aside AS "triggersSetAside" FROM alerts WHERE id = $1',
    [alertId],
  );
  return alert!;
}

/** A tier rises by itself and falls only by a person (W2). */
async function liftTier(
  tx: Tx,
  user: CurrentUser,
  attendance: LockedAttendance,
  why: 'admitted' | 'matched',
): Promise<void> {
  await raiseTier(tx, user.id, attendance.alertId, await judgeAgain(tx, attendance, why === 'admitted'));
}
