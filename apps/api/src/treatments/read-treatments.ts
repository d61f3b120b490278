import type {
  PatientTreatment,
  PatientTreatments,
  TreatmentDetail,
  TreatmentList,
  TreatmentOfUnit,
} from '@shared-care/contracts/treatments/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { shortDate } from '@shared-care/domain/london-time';
import { TREATMENT_CLASSES, TREATMENT_PURPOSES, type TreatmentEvent } from '@shared-care/domain/treatments';
import { recordAudit } from '../audit/audit';
import { mergedIntoAnother } from '../patients/merged-into';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

const OF_UNIT = `f.treatment_id AS id, f.name, f.class, f.state, f.red_when_bleeding AS "redWhenBleeding",
  f.months_after AS "monthsAfter",
  EXISTS (SELECT 1 FROM treatment_versions d WHERE d.treatment_id = f.treatment_id AND d.state = 'draft') AS draft,
  (SELECT count(DISTINCT t.patient_id)::int FROM patient_treatments t JOIN patients p ON p.id = t.patient_id
   WHERE t.treatment_id = f.treatment_id AND t.struck_out_at IS NULL AND t.stopped_on IS NULL
     AND p.merged_into_id IS NULL AND p.died_on IS NULL) AS children`;
const BY_CLASS = `array_position($1, f.class), f.name`;

/** Every treatment of the unit, by kind. It says of children how many at most. */
export async function treatmentList(tx: Tx): Promise<TreatmentList> {
  const treatments = await rows<TreatmentOfUnit>(
    tx,
    `SELECT ${OF_UNIT} FROM treatments_in_force f ORDER BY f.state = 'discarded', ${BY_CLASS}`,
    [Object.keys(TREATMENT_CLASSES)],
  );
  return { treatments, now: (await databaseNow(tx)).toISOString() };
}

/** One with every version there ever was. */
export async function treatmentDetail(tx: Tx, user: CurrentUser, treatmentId: string): Promise<TreatmentDetail> {
  const [found] = await rows<Omit<TreatmentDetail, 'now'>>(
    tx,
    `SELECT ${OF_UNIT}, (SELECT json_agg(json_build_object('id', v.id, 'versionNumber', v.version_number, 'state', v.state,
        'name', v.name, 'class', v.class, 'emergencyWords', v.emergency_words, 'tests', v.tests, 'careBeside', v.care_beside,
        'careWith', v.care_with, 'redWhenBleeding', v.red_when_bleeding, 'monthsAfter', v.months_after,
        'writtenBy', writer.display_name, 'changedBy', changer.display_name, 'changedAt', v.changed_at,
        'approvedBy', approver.display_name, 'approvedAt', v.approved_at,
        'ended', CASE WHEN v.ended_at IS NOT NULL THEN json_build_object('by', ender.display_name, 'at', v.ended_at,
                                                                       'because', v.ended_because) END,
        'mine', $1 = ANY (v.authors), 'version', v.version) ORDER BY v.version_number DESC)
      FROM treatment_versions v LEFT JOIN users writer ON writer.id = v.written_by
      LEFT JOIN users changer ON changer.id = v.changed_by LEFT JOIN users approver ON approver.id = v.approved_by
      LEFT JOIN users ender ON ender.id = v.ended_by WHERE v.treatment_id = f.treatment_id) AS versions
     FROM treatments_in_force f WHERE f.treatment_id = $2`,
    [user.id, treatmentId],
  );
  if (!found) throw new NotFound();
  return { ...found, now: (await databaseNow(tx)).toISOString() };
}

interface EventRow {
  kind: TreatmentEvent;
  by: string | null;
  at: string;
  was: Was | null;
  because: string | null;
}

/** What a change keeps of the row as it was. */
export interface Was {
  treatmentId: string;
  name: string;
  purpose: PatientTreatment['purpose'];
  regimen: string;
  startedOn: string | null;
  stoppedOn: string | null;
}

/** Everything a child is or was on, with its history, and what can be given. */
export async function patientTreatments(tx: Tx, user: CurrentUser, patientId: string): Promise<PatientTreatments> {
  const [child] = await rows(tx, 'SELECT 1 FROM patients WHERE id = $1 AND merged_into_id IS NULL', [patientId]);
  if (!child) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  const treatments = await treatmentRows(tx, patientId);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'patient_treatments',
    patientId,
    detail: `${treatments.length} listed`,
  });
  const choices = await rows<PatientTreatments['choices'][number]>(
    tx,
    `SELECT f.treatment_id AS id, f.name, f.class, f.state = 'approved' AS approved FROM treatments_in_force f
     WHERE f.state <> 'discarded' ORDER BY ${BY_CLASS}`,
    [Object.keys(TREATMENT_CLASSES)],
  );
  return { treatments, choices, now: (await databaseNow(tx)).toISOString() };
}

/** Running ones first, then stopped, then struck out. Leaving an audit row is the caller's. */
export async function treatmentRows(tx: Tx, patientId: string): Promise<PatientTreatment[]> {
  const found = await rows<Omit<PatientTreatment, 'history'> & { history: EventRow[] }>(
    tx,
    `SELECT t.id, t.treatment_id AS "treatmentId", f.name, f.class, f.red_when_bleeding AS "redWhenBleeding", t.purpose,
            t.regimen, t.started_on AS "startedOn", t.stopped_on AS "stoppedOn",
            sec.counts_until(t.stopped_on, f.months_after) AS "countsUntil", t.source,
            recorder.display_name AS "recordedBy", t.recorded_at AS "recordedAt", t.version,
            CASE WHEN t.struck_out_at IS NOT NULL THEN json_build_object('by', striker.display_name, 'at', t.struck_out_at,
              'because', t.struck_out_because) END AS "struckOut",
            (SELECT coalesce(json_agg(json_build_object('kind', e.kind, 'by', u.display_name, 'at', e.at, 'was', e.was,
                                                        'because', e.because) ORDER BY e.at DESC, e.kind = 'recorded'), '[]')
             FROM patient_treatment_events e LEFT JOIN users u ON u.id = e.by WHERE e.entry_id = t.id) AS history
     FROM patient_treatments t JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
     LEFT JOIN users recorder ON recorder.id = t.recorded_by LEFT JOIN users striker ON striker.id = t.struck_out_by
     WHERE t.patient_id = $1
     ORDER BY t.struck_out_at IS NOT NULL, t.stopped_on IS NOT NULL, t.stopped_on DESC, t.started_on DESC NULLS LAST, f.name, t.id`,
    [patientId],
  );
  return found.map((row) => ({
    ...row,
    history: row.history.map((event) => ({ ...event, was: event.was && wasWords(event.was) })),
  }));
}

/** "Emicizumab, prophylaxis, every two weeks, from 03-Mar-2026" */
function wasWords({ name, purpose, regimen, startedOn, stoppedOn }: Was): string {
  return [
    name,
    TREATMENT_PURPOSES[purpose].toLowerCase(),
    regimen,
    startedOn === null ? 'start not known' : `from ${shortDate(startedOn)}`,
    stoppedOn === null ? '' : `to ${shortDate(stoppedOn)}`,
  ]
    .filter(Boolean)
    .join(', ');
}
