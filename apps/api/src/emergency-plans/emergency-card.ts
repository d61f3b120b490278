import type { CardPlan, EmergencyCard, OpenAccessHere } from '@shared-care/contracts/emergency-plans';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { UnitKind } from '@shared-care/domain/attendance-reasons';
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
import { openAccessAt } from '@shared-care/domain/open-access';
import { phoneAt, type PhoneBand } from '@shared-care/domain/open-access-bands';
import { ringFirstWords, whereWords } from '@shared-care/domain/open-access-content';
import { recordAudit } from '../audit/audit';
import { bankHolidays, unitNumbers, whomToRing } from '../hospitals/hospitals';
import { FACTS_JSON, factsOfJson, type FactsJson } from '../patients/arrangement-facts';
import { IDENTITY, RISKS, type PatientRow } from '../patients/patient-rows';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

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

interface ArrangementRow extends FactsJson {
  whereToGo: string;
  whereOutOfHours: string;
  phoneFirst: string | null;
  phoneBands: PhoneBand[];
}

interface CardRow extends PatientRow {
  plan: PlanRow | null;
  hospital: { id: string; name: string; unitKind: UnitKind | null; childIsThere: boolean } | null;
  arrangements: ArrangementRow[];
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
 * Everything on the card but the numbers is one query, so that it answers fast at night on a ward's network. Leaving an
 * audit row is the caller's.
 *
 * @throws NotFound
 */
export async function cardOf(tx: Tx, patientId: string, sources: CardSources): Promise<EmergencyCard> {
  const [found] = await rows<CardRow>(tx, cardSql(sources), [patientId, sources.hospitalId]);
  if (!found) throw new NotFound();
  const { patient, risks, plan, hospital, arrangements } = found;
  const now = await databaseNow(tx);
  const today = londonDate(now);
  return {
    patient,
    risks,
    plan: plan && cardPlan(plan, risks, today),
    weightWarning: weightWarning({ ...risks, birthDate: patient.birthDate }, today),
    openAccessHere: hospital && openAccessHere(arrangements, hospital, now, await bankHolidays(tx)),
    ringNow: hospital
      ? await whomToRing(
          tx,
          {
            hospitalId: hospital.id,
            unitKind: hospital.unitKind ?? 'ed',
            patientId: sources.hospitalId === null ? patientId : null,
            childIsThere: hospital.childIsThere,
            unitFirst: true,
          },
          now,
        )
      : [],
    unitNumbers: await unitNumbers(tx),
    now: now.toISOString(),
  };
}

/** The one place outside the editor that reads the text of a plan: approved, or withdrawn and then without its text. */
function cardSql({ patients, plans, arrangements }: CardSources): string {
  return `SELECT ${IDENTITY} AS patient, ${RISKS} AS risks,
      (SELECT json_build_object('id', e.id, 'versionNumber', e.version_number, 'state', e.state, 'sections', e.sections,
                'reviewBy', e.review_by, 'weightKg', trim_scale(e.weight_kg)::text, 'weighedOn', e.weighed_on,
                'inhibitor', e.inhibitor, 'emicizumab', e.emicizumab, 'centralLine', e.central_line,
                'approvedBy', (SELECT display_name FROM users WHERE id = e.approved_by), 'approvedAt', e.approved_at,
                'code', e.code)
       FROM ${plans} e WHERE e.patient_id = p.id AND e.state IN ('approved', 'withdrawn')
       ORDER BY e.state = 'approved' DESC, e.approved_at DESC LIMIT 1) AS plan,
      (SELECT json_build_object('id', h.id, 'name', h.name, 'unitKind', at.unit_kind, 'childIsThere', at.there)
       FROM (SELECT $2::uuid AS hospital_id, 'ed' AS unit_kind, true AS there, 0 AS place, NULL::timestamptz AS since WHERE $2 IS NOT NULL
             UNION ALL
             SELECT a.hospital_id, a.unit_kind, true, 1, a.arrived_at FROM attendances a
             WHERE a.patient_id = p.id AND a.state IN ('arrived', 'in_department', 'admitted', 'transferred')
             UNION ALL
             SELECT l.hospital_id, NULL, false, CASE l.role WHEN 'temporary' THEN 2 WHEN 'primary' THEN 3 ELSE 4 END, l.valid_from
             FROM shared_care_links l
             WHERE l.patient_id = p.id AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)) AS at
       JOIN hospitals h ON h.id = at.hospital_id ORDER BY at.place, at.since DESC LIMIT 1) AS hospital,
      coalesce((SELECT jsonb_agg(${FACTS_JSON} || jsonb_build_object('whereToGo', a.where_to_go,
                  'whereOutOfHours', a.where_out_of_hours, 'phoneFirst', a.phone_first, 'phoneBands', a.phone_bands))
                FROM ${arrangements} a WHERE a.patient_id = p.id), '[]') AS arrangements
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

function openAccessHere(
  arrangements: readonly ArrangementRow[],
  hospital: { id: string; name: string },
  now: Date,
  holidays: ReadonlySet<string>,
): OpenAccessHere {
  const { validity, because, arrangementId, honoured } = openAccessAt(arrangements.map(factsOfJson), hospital.id, now);
  const deciding = honoured ? arrangements.find(({ id }) => id === arrangementId) : undefined;
  return {
    hospitalName: hospital.name,
    validity,
    because,
    whereToGo: deciding ? whereWords(deciding.whereToGo, deciding.whereOutOfHours) : null,
    phoneFirst: deciding ? ringFirstWords(phoneAt(deciding.phoneBands, now, holidays), deciding.phoneFirst) : null,
  };
}
