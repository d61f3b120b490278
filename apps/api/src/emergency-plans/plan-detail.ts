import type { EmergencyPlan, PlanInHistory } from '@shared-care/contracts/emergency-plans/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import {
  changesSince,
  missingSections,
  PLAN_FIELDS,
  weightWarning,
  whyNotReviewBy,
} from '@shared-care/domain/emergency-plan';
import { londonDate } from '@shared-care/domain/london-time';
import { recordAudit } from '../audit/audit';
import { IDENTITY, RISKS } from '../patients/patient-rows';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

const HISTORY = `e.id, e.version_number AS "versionNumber", e.state, writer.display_name AS "writtenBy",
  e.changed_at AS "changedAt", e.review_by AS "reviewBy", approver.display_name AS "approvedBy", e.approved_at AS "approvedAt",
  e.ended_at AS "endedAt", e.ended_because AS "endedBecause"`;
const PEOPLE = `JOIN users writer ON writer.id = e.written_by LEFT JOIN users approver ON approver.id = e.approved_by`;

/** Every version of one child's plan, newest first, without its text. */
export async function planHistory(tx: Tx, user: CurrentUser, patientId: string): Promise<PlanInHistory[]> {
  const child = await rows(tx, 'SELECT 1 FROM patients WHERE id = $1', [patientId]);
  if (child.length === 0) throw new NotFound();
  const versions = await rows<PlanInHistory>(
    tx,
    `SELECT ${HISTORY} FROM emergency_plans e ${PEOPLE} WHERE e.patient_id = $1 ORDER BY e.version_number DESC`,
    [patientId],
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'emergency_plans',
    patientId,
    detail: `${versions.length} listed`,
  });
  return versions;
}

/** One version in full: the editor's, the approver's. The only answer that ever holds the text of a draft. */
export async function planDetail(tx: Tx, user: CurrentUser, planId: string): Promise<EmergencyPlan> {
  type Row = Omit<EmergencyPlan, 'changes' | 'weightWarning' | 'missingToApprove' | 'now'>;
  const [found] = await rows<Row>(
    tx,
    `SELECT ${HISTORY}, e.version, ${IDENTITY} AS patient, ${RISKS} AS risks, e.sections,
            json_build_object('weightKg', trim_scale(e.weight_kg)::text, 'weighedOn', e.weighed_on, 'inhibitor', e.inhibitor,
              'treatments', sec.treatment_names(e.treatment_ids), 'centralLine', e.central_line) AS basis,
            CASE WHEN e.returned_by IS NULL THEN NULL ELSE json_build_object('because', e.returned_because, 'at', e.returned_at,
              'by', (SELECT display_name FROM users WHERE id = e.returned_by)) END AS returned,
            (SELECT json_agg(json_build_object('id', u.id, 'name', u.display_name) ORDER BY u.display_name)
             FROM users u WHERE u.id = ANY (e.authors)) AS authors,
            (SELECT json_build_object('versionNumber', o.version_number, 'sections', o.sections, 'reviewBy', o.review_by)
             FROM emergency_plans o WHERE o.patient_id = e.patient_id AND o.state = 'approved' AND o.id <> e.id) AS replaces
     FROM emergency_plans e ${PEOPLE} JOIN patients p ON p.id = e.patient_id WHERE e.id = $1`,
    [planId],
  );
  if (!found) throw new NotFound();
  const now = await databaseNow(tx);
  const today = londonDate(now);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'emergency_plan',
    entityId: planId,
    entityVersion: found.version,
    patientId: found.patient.id,
  });
  const changes = changesSince(found.basis, found.risks);
  return {
    ...found,
    changes,
    weightWarning: weightWarning({ ...found.risks, birthDate: found.patient.birthDate }, today),
    missingToApprove: found.state === 'draft' ? missingToApprove(found, changes, today) : [],
    now: now.toISOString(),
  };
}

/** What no doctor can approve, as sentences; empty when only the right person is wanting. */
export function missingToApprove(
  plan: Pick<EmergencyPlan, 'sections' | 'reviewBy'>,
  changes: readonly string[],
  today: string,
): string[] {
  const review = whyNotReviewBy(plan.reviewBy, today);
  return [
    ...missingSections(plan.sections).map((name) => `“${PLAN_FIELDS[name].label}” is empty.`),
    ...(review === null ? [] : [review]),
    ...changes.map((change) => `${change} Check the text, then save it for today’s facts.`),
  ];
}
