import type { CardPlan, EmergencyCard } from '@shared-care/contracts/emergency-plans/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import {
  changesSince,
  outOfDateWords,
  planStanding,
  weightWarning,
  type PlanBasis,
  type PlanSections,
} from '@shared-care/domain/emergency-plan';
import { writeLetterCode } from '@shared-care/domain/letter-code';
import { londonDate } from '@shared-care/domain/london-time';
import { recordAudit } from '../audit/audit';
import { askUnitNumbers, askWhereAndWhom } from '../hospitals/where-and-whom';
import { IDENTITY, RISKS, type PatientRow } from '../patients/patient-rows';
import { NotFound } from '../platform/problems';
import { Question } from '../platform/questions';
import type { Tx } from '../platform/tx';

/** Where a card is read: tables under their policies, or functions with a scope of their own. */
export interface CardSources {
  patients: 'patients' | 'sec.emergency_view($1)';
  plans: 'emergency_plans' | 'sec.emergency_plans_of($1)';
  arrangements: 'open_access_arrangements' | 'sec.emergency_open_access($1)';
  /** The hospital where the child is taken to be; null: where the record says. */
  hospitalId: string | null;
}

export const UNDER_POLICIES: CardSources = {
  patients: 'patients',
  plans: 'emergency_plans',
  arrangements: 'open_access_arrangements',
  hospitalId: null,
};

interface PlanRow extends PlanBasis {
  id: string;
  versionNumber: number;
  state: 'approved' | 'withdrawn';
  sections: PlanSections;
  reviewBy: string;
  approvedBy: string;
  approvedAt: string;
  code: string;
}

interface CardRow extends PatientRow {
  plan: PlanRow | null;
}

/** The card of one child, as of the database's now. Opening it is recorded as a look at the child. */
export async function emergencyCard(tx: Tx, user: CurrentUser, patientId: string): Promise<EmergencyCard> {
  const card = await cardOf(tx, patientId, UNDER_POLICIES);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'emergency_card',
    entityId: card.plan?.id ?? null,
    entityVersion: card.plan?.versionNumber ?? null,
    patientId,
  });
  return card;
}

/**
 * Everything about the child is one query, so that it answers fast at night on a ward's network. Leaving an
 * audit row is the caller's.
 *
 * @throws NotFound
 */
export async function cardOf(tx: Tx, patientId: string, sources: CardSources): Promise<EmergencyCard> {
  const { hospitalId, arrangements } = sources;
  const { card, where, numbers, now } = await Question.all({
    card: Question.row<CardRow>(cardSql(sources), [patientId]),
    where: askWhereAndWhom(
      {
        // Links are read only where they may be: with a hospital given, they are not asked for.
        patientId: hospitalId === null ? patientId : null,
        at: hospitalId === null ? undefined : { hospitalId, unitKind: 'ed' },
        unitFirst: true,
        openAccess: { patientId, source: arrangements },
      },
      null,
    ),
    now: Question.now(),
    numbers: askUnitNumbers(),
  }).ask(tx);
  if (!card) throw new NotFound();
  const { patient, risks, plan } = card;
  const today = londonDate(now);
  return {
    patient,
    risks,
    plan: plan && cardPlan(plan, risks, today),
    weightWarning: weightWarning({ ...risks, birthDate: patient.birthDate }, today),
    place: where.place,
    closedHospitals: where.closed,
    ringNow: where.ring,
    unitNumbers: numbers,
    now: now.toISOString(),
  };
}

/** The one place outside the editor that reads the text of a plan: approved, or withdrawn and then without its text. */
function cardSql({ patients, plans }: CardSources): string {
  return `SELECT ${IDENTITY} AS patient, ${RISKS} AS risks,
      (SELECT json_build_object('id', e.id, 'versionNumber', e.version_number, 'state', e.state, 'sections', e.sections,
                'reviewBy', e.review_by, 'weightKg', trim_scale(e.weight_kg)::text, 'weighedOn', e.weighed_on,
                'inhibitor', e.inhibitor, 'treatments', sec.treatment_names(e.treatment_ids), 'centralLine', e.central_line,
                'approvedBy', (SELECT display_name FROM users WHERE id = e.approved_by), 'approvedAt', e.approved_at,
                'code', e.code)
       FROM ${plans} e WHERE e.patient_id = p.id AND e.state IN ('approved', 'withdrawn')
       ORDER BY e.state = 'approved' DESC, e.approved_at DESC LIMIT 1) AS plan
    FROM ${patients} p WHERE p.id = $1`;
}

function cardPlan(plan: PlanRow, record: PlanBasis, today: string): CardPlan {
  const standing = planStanding(plan, today);
  return {
    id: plan.id,
    versionNumber: plan.versionNumber,
    standing,
    outOfDate: outOfDateWords(standing, plan),
    sections: standing === 'withdrawn' ? null : plan.sections,
    approvedBy: plan.approvedBy,
    approvedAt: new Date(plan.approvedAt).toISOString(),
    reviewBy: plan.reviewBy,
    weightKg: plan.weightKg,
    weighedOn: plan.weighedOn,
    changes: standing === 'withdrawn' ? [] : changesSince(plan, record),
    code: writeLetterCode(plan.code),
  };
}
