import type { PlanBoard, PlanOnBoard } from '@shared-care/contracts/emergency-plans/answers';
import type { PlanBoardQuery, PlanConcern } from '@shared-care/contracts/emergency-plans/shapes';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import {
  changesSince,
  planStanding,
  weightWarning,
  type PlanBasis,
  type PlanTreatment,
} from '@shared-care/domain/emergency-plan';
import { pageOf } from '@shared-care/domain/list-page';
import { addDays, londonDate, shortDate } from '@shared-care/domain/london-time';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { NOW_ONCE } from '../platform/asked-once';
import { databaseNow, rows, type Tx } from '../platform/tx';

const DUE_SOON_DAYS = 60;

/** What decides whether a child is on the board. Whom it is about in full is read for those of a page alone. */
interface Row extends PlanBasis {
  id: string;
  familyName: string;
  givenName: string;
  birthDate: string;
  weighedOn: string | null;
  hospitalName: string | null;
  draft: { id: string; versionNumber: number; writtenBy: string; sentBack: boolean } | null;
  plan:
    | (Omit<PlanBasis, 'treatments'> & {
        id: string;
        versionNumber: number;
        state: 'approved' | 'withdrawn';
        reviewBy: string;
        treatmentIds: string[];
      })
    | null;
}
type Concerning = Omit<PlanOnBoard, 'patient'> & Pick<Row, 'id' | 'familyName' | 'givenName'>;

/** One row for each child. The number of statements and of what each reads once does not grow with the children. */
const CHILDREN = `
  SELECT p.id, p.family_name AS "familyName", p.given_name AS "givenName", p.birth_date AS "birthDate",
         p.inhibitor, p.central_line AS "centralLine", trim_scale(p.weight_kg)::text AS "weightKg", p.weighed_on AS "weighedOn",
         coalesce(t.treatments, '[]') AS treatments, h.name AS "hospitalName",
         CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'versionNumber', d.version_number,
           'writtenBy', u.display_name, 'sentBack', d.returned_by IS NOT NULL) END AS draft,
         CASE WHEN e.id IS NOT NULL THEN json_build_object('id', e.id, 'versionNumber', e.version_number, 'state', e.state,
           'reviewBy', e.review_by, 'weightKg', trim_scale(e.weight_kg)::text, 'weighedOn', e.weighed_on, 'inhibitor', e.inhibitor,
           'treatmentIds', e.treatment_ids, 'centralLine', e.central_line) END AS plan
  FROM patients p
  LEFT JOIN sec.treatments_running() t ON t.patient_id = p.id
  LEFT JOIN shared_care_links l ON l.patient_id = p.id AND l.role = 'primary' AND ${NOW_ONCE} >= l.valid_from
    AND (l.valid_to IS NULL OR ${NOW_ONCE} < l.valid_to)
  LEFT JOIN hospitals h ON h.id = l.hospital_id
  LEFT JOIN emergency_plans d ON d.patient_id = p.id AND d.state = 'draft' LEFT JOIN users u ON u.id = d.written_by
  LEFT JOIN (SELECT DISTINCT ON (e.patient_id) e.* FROM emergency_plans e WHERE e.state IN ('approved', 'withdrawn')
             ORDER BY e.patient_id, e.state = 'approved' DESC, e.approved_at DESC) AS e ON e.patient_id = p.id
  WHERE p.merged_into_id IS NULL AND p.died_on IS NULL
  ORDER BY p.family_name, p.given_name, p.id`;

/** Every child whose plan somebody has to do something about, most pressing first, with the figures of H9. */
export async function planBoard(
  tx: Tx,
  user: CurrentUser,
  asked: PlanBoardQuery,
  as: 'read' | 'export' = 'read',
): Promise<PlanBoard> {
  const children = await rows<Row>(tx, CHILDREN);
  const names = await treatmentNames(tx);
  const now = await databaseNow(tx);
  const today = londonDate(now);
  const listed = children.map((child) => onBoard(child, names, today)).filter((row) => row !== null);
  const matching = listed.filter(({ concern }) => asked.concern === '' || concern === asked.concern);
  const shown = pageOf(matching, asked, {
    concern: ({ concern }) => CONCERNS.indexOf(concern),
    name: ({ familyName, givenName }) => `${familyName} ${givenName}`,
    hospital: ({ hospitalName }) => hospitalName,
  });
  await recordAudit(tx, user, {
    action: as,
    entity: 'emergency_plan_board',
    patientIds: shown.map(({ id }) => id),
    detail: `${matching.length} found`,
  });
  return {
    rows: await withIdentity(tx, shown),
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

async function withIdentity(tx: Tx, shown: readonly Concerning[]): Promise<PlanOnBoard[]> {
  const found = await rows<{ patient: PatientIdentity }>(
    tx,
    `SELECT ${IDENTITY} AS patient FROM patients p WHERE p.id = ANY ($1)`,
    [shown.map(({ id }) => id)],
  );
  const byId = new Map(found.map(({ patient }) => [patient.id, patient]));
  return shown.map(({ id, familyName: _, givenName: __, ...row }) => ({ patient: byId.get(id)!, ...row }));
}

/** In the order in which a sentence names them. */
function treatmentNames(tx: Tx): Promise<PlanTreatment[]> {
  return rows(tx, 'SELECT treatment_id AS "treatmentId", name FROM treatments_in_force ORDER BY name');
}

function onBoard(child: Row, names: readonly PlanTreatment[], today: string): Concerning | null {
  const { draft, plan } = child;
  const row = (concern: PlanConcern, words: string, of: { id: string; versionNumber: number } | null): Concerning => ({
    id: child.id,
    familyName: child.familyName,
    givenName: child.givenName,
    hospitalName: child.hospitalName,
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
  const [change] = changesSince(
    { ...plan, treatments: names.filter(({ treatmentId }) => plan.treatmentIds.includes(treatmentId)) },
    child,
  );
  if (change !== undefined) return row('changed', change, plan);
  const weight = weightWarning(child, today);
  if (weight !== null) return row('weight', weight, plan);
  if (plan.reviewBy <= addDays(today, DUE_SOON_DAYS))
    return row('due_soon', `Review by ${shortDate(plan.reviewBy)}.`, plan);
  return null;
}

function countsOf(listed: readonly Concerning[]): PlanBoard['counts'] {
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
    oldWeight: children.filter((child) => weightWarning(child, today) !== null).length,
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
