import type { AttendanceReason } from '@shared-care/domain/attendance-reasons';
import type { ArrangementFacts } from '@shared-care/domain/open-access';
import type { ChildTreatment } from '@shared-care/domain/treatments';
import { askArrangementFacts } from '../hospitals/arrangement-facts';
import { mergedIntoAnother } from '../patients/merged-into';
import { NotFound } from '../platform/problems';
import { Question } from '../platform/questions';
import type { Tx } from '../platform/tx';

export interface PatientFacts {
  planOverdueReview: boolean;
  inhibitor: boolean;
  treatments: ChildTreatment[];
  centralLine: boolean;
  diedOn: string | null;
}

export interface Earlier {
  id: string;
  alertId: string;
  hospitalId: string | null;
  reason: AttendanceReason;
  arrivedAt: Date;
  loggedAt: Date;
  loggedBy: string;
}

interface Child {
  patient: PatientFacts | undefined;
  arrangements: ArrangementFacts[];
  hospitalIds: Set<string>;
  earlier: Earlier[];
}

/** @throws NotFound, or with the record it was merged into, when the child is not there for this user */
export async function seen(
  tx: Tx,
  patientId: string,
  { patient, ...rest }: Child,
): Promise<Child & { patient: PatientFacts }> {
  if (!patient) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  return { patient, ...rest };
}

/** What the record says of a child that an attendance is judged by. */
export function aboutChild(patientId: string, arrivedAt: Date, except: string | null): Question<Child> {
  return Question.all({
    patient: Question.row<PatientFacts>(
      `SELECT inhibitor = 'present' AS inhibitor, sec.treatments_of(id) AS treatments, central_line <> 'none' AS "centralLine", died_on AS "diedOn",
              -- The review date counts as a whole day.
              EXISTS (SELECT 1 FROM emergency_plans e WHERE e.patient_id = $1 AND e.state = 'approved'
                        AND e.review_by < ($2::timestamptz AT TIME ZONE 'Europe/London')::date) AS "planOverdueReview"
       FROM patients WHERE id = $1 AND merged_into_id IS NULL`,
      [patientId, arrivedAt],
    ),
    arrangements: askArrangementFacts(patientId),
    hospitalIds: Question.rows<{ hospitalId: string }>(
      `SELECT hospital_id AS "hospitalId" FROM shared_care_links
       WHERE patient_id = $1 AND $2 >= valid_from AND (valid_to IS NULL OR $2 < valid_to)`,
      [patientId, arrivedAt],
    ).to((links) => new Set(links.map(({ hospitalId }) => hospitalId))),
    earlier: Question.rows<Earlier>(
      `SELECT a.id, a.alert_id AS "alertId", a.hospital_id AS "hospitalId", a.reason, a.arrived_at AS "arrivedAt",
              a.logged_at AS "loggedAt", u.display_name AS "loggedBy"
       FROM attendances a JOIN users u ON u.id = a.logged_by
       WHERE a.patient_id = $1 AND a.arrived_at BETWEEN $2::timestamptz - interval '60 days' AND $2::timestamptz + interval '6 hours'
         AND a.state NOT IN ('cancelled', 'entered_in_error', 'merged') AND a.id IS DISTINCT FROM $3
       ORDER BY a.arrived_at DESC`,
      [patientId, arrivedAt, except],
    ),
  });
}
