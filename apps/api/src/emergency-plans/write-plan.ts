import type { BegunPlan, EmergencyPlan, PlanChangedByAnother } from '@shared-care/contracts/emergency-plans/answers';
import type { BeginPlan, PlanReason, SavePlan } from '@shared-care/contracts/emergency-plans/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { EmergencyPlan as EmergencyPlanRow } from '@shared-care/database/entities/emergency-plan';
import { addMonths } from '@shared-care/domain/calendar-date';
import {
  EMERGENCY_PLAN_STATES,
  emptySections,
  MOST_REVIEW_MONTHS,
  whyNotReviewBy,
  type EmergencyPlanState,
  type PlanSections,
} from '@shared-care/domain/emergency-plan';
import { londonDate, shortDateTime } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { NEXT_VERSION, NOW, WITH_AUTHOR } from '../platform/write-row';
import { planDetail } from './plan-detail';

const BASIS = 'weight_kg, weighed_on, inhibitor, treatment_ids, central_line';
/** The same of the record. */
const OF_RECORD = 'p.weight_kg, p.weighed_on, p.inhibitor, sec.running_treatments(p.id), p.central_line';

/**
 * Begins the next version: a copy of the approved one, or a blank. A draft that exists already is answered as it is.
 */
export async function beginPlan(tx: Tx, user: CurrentUser, { patientId }: BeginPlan): Promise<BegunPlan> {
  const [child] = await rows<{ diedOn: string | null; mergedIntoId: string | null }>(
    tx,
    'SELECT died_on AS "diedOn", merged_into_id AS "mergedIntoId" FROM patients WHERE id = $1',
    [patientId],
  );
  if (!child || child.mergedIntoId !== null) throw new NotFound();
  if (child.diedOn !== null) throw new Refused('This child has died, so no plan is written.');
  const today = londonDate(await databaseNow(tx));
  const [begun] = await rows<{ id: string }>(
    tx,
    `INSERT INTO emergency_plans (patient_id, version_number, sections, review_by, written_by, changed_by, authors, ${BASIS})
     SELECT p.id, coalesce((SELECT max(version_number) FROM emergency_plans WHERE patient_id = p.id), 0) + 1,
            coalesce((SELECT sections FROM emergency_plans WHERE patient_id = p.id AND state = 'approved'), $2::jsonb),
            $3, $4, $4, ARRAY[$4::uuid], ${OF_RECORD}
     FROM patients p WHERE p.id = $1
     ON CONFLICT DO NOTHING RETURNING id`,
    [patientId, JSON.stringify(emptySections()), addMonths(today, MOST_REVIEW_MONTHS), user.id],
  );
  if (begun) await recordAudit(tx, user, { action: 'create', entity: 'emergency_plan', entityId: begun.id, patientId });
  const [draft] = await rows<BegunPlan>(
    tx,
    `SELECT id, version FROM emergency_plans WHERE patient_id = $1 AND state = 'draft'`,
    [patientId],
  );
  if (!draft) throw new Conflict('Somebody approved the draft in this moment. Try again.');
  return draft;
}

/**
 * Saves the text of a draft. The person who saves becomes one of its authors and cannot approve it.
 *
 * @throws Conflict with what the other person saved
 */
export async function savePlan(
  tx: Tx,
  user: CurrentUser,
  planId: string,
  typed: z.output<typeof SavePlan>,
): Promise<EmergencyPlan> {
  const draft = await lockPlan(tx, planId);
  onlyDraft(draft);
  if (draft.version !== typed.version) throw await changedByAnother(tx, draft);
  const why = whyNotReviewBy(typed.reviewBy, londonDate(await databaseNow(tx)));
  if (why !== null) throw new InvalidInput([{ field: 'reviewBy', message: why }]);
  await tx.update(
    EmergencyPlanRow,
    { id: planId },
    {
      ...{ sections: typed.sections, reviewBy: typed.reviewBy, changedBy: user.id, changedAt: NOW },
      ...{ authors: WITH_AUTHOR, returnedBy: null, returnedAt: null, returnedBecause: null, version: NEXT_VERSION },
    },
  );
  if (typed.forTodaysFacts)
    await tx.query(
      `UPDATE emergency_plans e SET (${BASIS}) = (SELECT ${OF_RECORD} FROM patients p WHERE p.id = e.patient_id)
       WHERE e.id = $1`,
      [planId],
    );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'emergency_plan',
    entityId: planId,
    entityVersion: typed.version + 1,
    patientId: draft.patientId,
    detail: typed.forTodaysFacts ? 'text, for today’s facts' : 'text',
  });
  return planDetail(tx, user, planId);
}

/** A draft that is not to become a plan. It stays in the history. */
export async function discardPlan(tx: Tx, user: CurrentUser, planId: string, seen: number): Promise<EmergencyPlan> {
  const draft = await lockPlan(tx, planId);
  onlyDraft(draft);
  if (draft.version !== seen) throw await changedByAnother(tx, draft);
  await tx.update(
    EmergencyPlanRow,
    { id: planId },
    { state: 'discarded', endedBy: user.id, endedAt: NOW, version: NEXT_VERSION },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'emergency_plan',
    entityId: planId,
    patientId: draft.patientId,
    detail: 'discard',
  });
  return planDetail(tx, user, planId);
}

/** A doctor's answer to a draft that is not right yet. It stands on the draft until somebody saves it again. */
export async function returnPlan(
  tx: Tx,
  user: CurrentUser,
  planId: string,
  { version, because }: PlanReason,
): Promise<EmergencyPlan> {
  const draft = await lockPlan(tx, planId);
  onlyDraft(draft);
  if (draft.version !== version) throw await changedByAnother(tx, draft);
  await tx.update(
    EmergencyPlanRow,
    { id: planId },
    { returnedBy: user.id, returnedAt: NOW, returnedBecause: because, version: NEXT_VERSION },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'emergency_plan',
    entityId: planId,
    patientId: draft.patientId,
    detail: 'send back',
  });
  return planDetail(tx, user, planId);
}

export interface LockedPlan {
  id: string;
  patientId: string;
  state: EmergencyPlanState;
  version: number;
  versionNumber: number;
  authors: string[];
}

/** @throws NotFound */
export async function lockPlan(tx: Tx, planId: string): Promise<LockedPlan> {
  const [plan] = await rows<LockedPlan>(
    tx,
    `SELECT id, patient_id AS "patientId", state, version, version_number AS "versionNumber", authors
     FROM emergency_plans WHERE id = $1 FOR UPDATE`,
    [planId],
  );
  if (!plan) throw new NotFound();
  return plan;
}

export function onlyDraft({ state }: LockedPlan): void {
  if (state !== 'draft')
    throw new Refused(
      `This version is “${EMERGENCY_PLAN_STATES[state]}” and is never edited. Make a new version instead.`,
    );
}

/** What somebody else saved meanwhile, so that both can stand side by side. */
export async function changedByAnother(tx: Tx, draft: LockedPlan): Promise<Conflict> {
  const [theirs] = await rows<{ by: string; at: Date; sections: PlanSections; reviewBy: string }>(
    tx,
    `SELECT u.display_name AS by, e.changed_at AS at, e.sections, e.review_by AS "reviewBy"
     FROM emergency_plans e JOIN users u ON u.id = e.changed_by
     WHERE e.id = $1`,
    [draft.id],
  );
  const { by, at, sections, reviewBy } = theirs!;
  const current: PlanChangedByAnother = { by, version: draft.version, sections, reviewBy };
  return new Conflict(`${by} changed this draft on ${shortDateTime(at)}.`, { ...current });
}
