import { randomInt } from 'node:crypto';
import type { EmergencyPlan } from '@shared-care/contracts/emergency-plans/answers';
import type { PlanReason } from '@shared-care/contracts/emergency-plans/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { EmergencyPlan as EmergencyPlanRow } from '@shared-care/database/entities/emergency-plan';
import { afterPlanAction, EMERGENCY_PLAN_STATES } from '@shared-care/domain/emergency-plan';
import { newLetterCode } from '@shared-care/domain/letter-code';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import { type Tx } from '../platform/tx';
import { NEXT_VERSION, NOW } from '../platform/write-row';
import { planDetail } from './plan-detail';
import { changedByAnother, lockPlan, onlyDraft } from './write-plan';

/**
 * Makes a draft the version on the card, and the one before it superseded: both or neither. The table itself refuses an
 * approver who typed in it, one who is no doctor of the unit, and any text other than the text approved.
 */
export async function approvePlan(tx: Tx, user: CurrentUser, planId: string, seen: number): Promise<EmergencyPlan> {
  const draft = await lockPlan(tx, planId);
  onlyDraft(draft);
  if (draft.authors.includes(user.id)) throw new Refused('You typed in this draft. Somebody who did not approves it.');
  if (draft.version !== seen) throw await changedByAnother(tx, draft);
  const { missingToApprove } = await planDetail(tx, user, planId);
  if (missingToApprove.length > 0)
    throw new Refused(
      'This draft cannot be approved yet.',
      missingToApprove.map((message) => ({ field: '', message })),
    );
  await tx.update(
    EmergencyPlanRow,
    { patientId: draft.patientId, state: 'approved' },
    { state: 'superseded', endedBy: user.id, endedAt: NOW, version: NEXT_VERSION },
  );
  await tx.update(
    EmergencyPlanRow,
    { id: planId },
    { state: 'approved', approvedBy: user.id, approvedAt: NOW, code: newLetterCode(randomInt), version: NEXT_VERSION },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'emergency_plan',
    entityId: planId,
    entityVersion: seen + 1,
    patientId: draft.patientId,
    detail: `approve version ${draft.versionNumber}`,
  });
  return planDetail(tx, user, planId);
}

/** Takes an approved version off the card without another to put there: its text is wrong. */
export async function withdrawPlan(
  tx: Tx,
  user: CurrentUser,
  planId: string,
  { version, because }: PlanReason,
): Promise<EmergencyPlan> {
  const plan = await lockPlan(tx, planId);
  if (afterPlanAction(plan.state, 'withdraw') === null)
    throw new Refused(`This version is “${EMERGENCY_PLAN_STATES[plan.state]}”, so there is nothing to withdraw.`);
  if (plan.version !== version) throw await changedByAnother(tx, plan);
  await tx.update(
    EmergencyPlanRow,
    { id: planId },
    { state: 'withdrawn', endedBy: user.id, endedAt: NOW, endedBecause: because, version: NEXT_VERSION },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'emergency_plan',
    entityId: planId,
    entityVersion: version + 1,
    patientId: plan.patientId,
    detail: `withdraw version ${plan.versionNumber}`,
  });
  return planDetail(tx, user, planId);
}
