import type { PlanBoard, PlanOnBoard } from '@shared-care/contracts/emergency-plans/answers';
import type { PlanBoardQuery, PlanConcern } from '@shared-care/contracts/emergency-plans/shapes';
import type { PatientIdentity, PatientRisks } from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { changesSince, planStanding, weightWarning, type PlanBasis } from '@shared-care/domain/emergency-plan';
import { pageOf } from '@shared-care/domain/list-page';
import { addDays, londonDate, shortDate } from '@shared-care/domain/london-time';
import { recordAudit } from '../audit/audit';
import { IDENTITY, RISKS } from '../patients/patient-rows';
import { NOW_ONCE } from '../platform/asked-once';
import { databaseNow, rows, type Tx } from '../platform/tx';

const DUE_SOON_DAYS = 60;

interface Row {
  patient: PatientIdentity;
  risks: PatientRisks;
  hospitalName: string | null;
  draft: { id: string; versionNumber: number; writtenBy: string; sentBack: boolean } | null;
  plan: (PlanBasis & { id: string; versionNumber: number; state: 'approved' | 'withdrawn'; reviewBy: string }) | null;
}

/** Every child whose plan somebody has to do something about, most pressing first, with the figures of H9. */
export async function planBoard(
  tx: Tx,
  user: CurrentUser,
  asked: PlanBoardQuery,
  as: 'read' | 'export' = 'read',
): Promise<PlanBoard> {
  const children = await rows<Row>(
    tx,
    `SELECT ${IDENTITY} AS patient, ${RISKS} AS risks,
            (SELECT h.name FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
             WHERE l.patient_id = p.id AND l.role = 'primary' AND ${NOW_ONCE} >= l.valid_from
               AND (l.valid_to IS NULL OR ${NOW_ONCE} < l.valid_to) LIMIT 1) AS "hospitalName",
            (SELECT json_build_object('id', e.id, 'versionNumber', e.version_number, 'writtenBy', u.display_name,
                      'sentBack', e.returned_by IS NOT NULL)
             FROM emergency_plans e JOIN users u ON u.id = e.written_by WHERE e.patient_id = p.id AND e.state = 'draft') AS draft,
            (SELECT json_build_object('id', e.id, 'versionNumber', e.version_number, 'state', e.state, 'reviewBy', e.review_by,
                      'weightKg', trim_scale(e.weight_kg)::text, 'weighedOn', e.weighed_on, 'inhibitor', e.inhibitor,
                      'treatments', sec.treatment_names(e.treatment_ids), 'centralLine', e.central_line)
             FROM emergency_plans e WHERE e.patient_id = p.id AND e.state IN ('approved', 'withdrawn')
             ORDER BY e.state = 'approved' DESC, e.approved_at DESC LIMIT 1) AS plan
     FROM patients p WHERE p.merged_into_id IS NULL AND p.died_on IS NULL
     ORDER BY p.family_name, p.given_name, p.id`,
  );
  const now = await databaseNow(tx);
  const today = londonDate(now);
  const listed = children.map((child) => onBoard(child, today)).filter((row) => row !== null);
  const matching = listed.filter(({ concern }) => asked.concern === '' || concern === asked.concern);
  const shown = pageOf(matching, asked, {
    concern: ({ concern }) => CONCERNS.indexOf(concern),
    name: ({ patient }) => `${patient.familyName} ${patient.givenName}`,
    hospital: ({ hospitalName }) => hospitalName,
  });
  await recordAudit(tx, user, {
    action: as,
    entity: 'emergency_plan_board',
    patientIds: shown.map(({ patient }) => patient.id),
    detail: `${matching.length} found`,
  });
  return {
    rows: shown,
    total: matching.length,
    all: listed.length,
    counts: countsOf(listed),
    figures: figuresOf(children, today),
    now: now.toISOString(),
  };
}

const CONCERNS: readonly PlanConcern[] = [
  'to_approve',
  'withdrawn',
  'none',
  'past_review',
  'changed',
  'sent_back',
  'weight',
  'due_soon',
];

function onBoard({ patient, risks, hospitalName, draft, plan }: Row, today: string): PlanOnBoard | null {
  const row = (concern: PlanConcern, words: string, of: { id: string; versionNumber: number } | null): PlanOnBoard => ({
    patient,
    hospitalName,
    concern,
    words,
    planId: of?.id ?? null,
    versionNumber: of?.versionNumber ?? null,
  });
  if (draft && !draft.sentBack) return row('to_approve', `Draft by ${draft.writtenBy}.`, draft);
  if (draft) return row('sent_back', `A doctor sent the draft of ${draft.writtenBy} back.`, draft);
  if (!plan) return row('none', 'No plan was ever approved.', null);
  const standing = planStanding(plan, today);
  if (standing === 'withdrawn') return row('withdrawn', 'Withdrawn, and nothing in its place.', plan);
  if (standing === 'past_review') return row('past_review', `Review was due ${shortDate(plan.reviewBy)}.`, plan);
  const [change] = changesSince(plan, risks);
  if (change !== undefined) return row('changed', change, plan);
  const weight = weightWarning({ ...risks, birthDate: patient.birthDate }, today);
  if (weight !== null) return row('weight', weight, plan);
  if (plan.reviewBy <= addDays(today, DUE_SOON_DAYS))
    return row('due_soon', `Review by ${shortDate(plan.reviewBy)}.`, plan);
  return null;
}

function countsOf(listed: readonly PlanOnBoard[]): PlanBoard['counts'] {
  const counts: PlanBoard['counts'] = {};
  for (const { concern } of listed) counts[concern] = (counts[concern] ?? 0) + 1;
  return counts;
}

function figuresOf(children: readonly Row[], today: string): PlanBoard['figures'] {
  const approved = children.filter(({ plan }) => plan?.state === 'approved');
  return {
    children: children.length,
    approved: approved.length,
    pastReview: approved.filter(({ plan }) => planStanding(plan!, today) === 'past_review').length,
    oldWeight: children.filter(
      ({ patient, risks }) => weightWarning({ ...risks, birthDate: patient.birthDate }, today) !== null,
    ).length,
  };
}

/** Drafts that wait for a doctor, as the board lists them. */
export async function plansToApprove(tx: Tx): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM emergency_plans e JOIN patients p ON p.id = e.patient_id
     WHERE e.state = 'draft' AND e.returned_by IS NULL AND p.merged_into_id IS NULL AND p.died_on IS NULL`,
  );
  return counted!.count;
}
