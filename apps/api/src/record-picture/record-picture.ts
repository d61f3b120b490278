import { permits } from '@shared-care/contracts/permissions';
import type { AccessSpan, HomePicture, RecordPicture } from '@shared-care/contracts/record-picture/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { BleedSite } from '@shared-care/domain/attendance-reasons';
import { bleedsOf } from '@shared-care/domain/bleeds';
import { addMonths } from '@shared-care/domain/calendar-date';
import { londonDate, londonInstant } from '@shared-care/domain/london-time';
import { honouredSpans } from '@shared-care/domain/open-access-spans';
import { homeTherapyOf } from '../home-therapy/home-therapy-rows';
import { arrangementFacts } from '../hospitals/arrangement-facts';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

const MONTHS = 12;
/** A settlement after which a bleed is not counted for itself. */
const COUNTED_ELSEWHERE = `settled_as IN ('same_bleed', 'not_a_bleed')`;

type Listed = Pick<RecordPicture, 'plans' | 'weights' | 'inhibitorResults' | 'baseline'> & {
  letters: NonNullable<RecordPicture['letters']>;
  requests: NonNullable<RecordPicture['requests']>;
  treatments: NonNullable<RecordPicture['treatments']>;
  attended: { on: string; site: BleedSite | null; alertId: string | null }[];
  diary: { on: string; site: string }[];
};

/**
 * What the last twelve months of a child look like, as of the database's now. Leaving an audit row is the caller's.
 *
 * @throws NotFound
 */
export async function recordPicture(tx: Tx, user: CurrentUser, patientId: string): Promise<RecordPicture> {
  const now = await databaseNow(tx);
  const to = londonDate(now);
  const from = addMonths(to, -MONTHS);
  const [found] = await rows<Listed>(tx, EVERYTHING, [patientId, from]);
  if (!found) throw new NotFound();
  const { letters, requests, treatments, attended, diary, ...shown } = found;
  return {
    from,
    to,
    ...shown,
    openAccess: await accessSpans(tx, patientId, londonInstant(from, '00:00'), now),
    bleeds: bleedsOf(attended, diary),
    treatments: permits(user.role, 'patientTreatment', 'read') ? treatments : null,
    letters: permits(user.role, 'letter', 'read') ? letters : null,
    requests: permits(user.role, 'request', 'list') ? requests : null,
    homeTherapy: permits(user.role, 'homeTherapy', 'read') ? await homePicture(tx, patientId, from) : null,
    now: now.toISOString(),
  };
}

/** One row for the child; each list is cut to what the caller may see by the policy of its table. */
const EVERYTHING = `
  SELECT
    ${list(
      `json_build_object('versionNumber', e.version_number, 'state', e.state, 'approvedAt', e.approved_at, 'endedAt', e.ended_at)`,
      `emergency_plans e WHERE e.patient_id = p.id AND e.approved_at IS NOT NULL
         AND (e.ended_at IS NULL OR (e.ended_at AT TIME ZONE 'Europe/London')::date >= $2)`,
      'e.version_number',
    )} AS plans,
    ${list(
      `json_build_object('id', t.id, 'name', f.name, 'purpose', t.purpose, 'from', t.started_on, 'to', t.stopped_on)`,
      `patient_treatments t JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
       WHERE t.patient_id = p.id AND t.struck_out_at IS NULL AND (t.stopped_on IS NULL OR t.stopped_on >= $2)`,
      't.started_on NULLS FIRST, t.id',
    )} AS treatments,
    ${list(
      `json_build_object('kg', trim_scale(w.kg)::text, 'on', w.weighed_on)`,
      'patient_weights w WHERE w.patient_id = p.id AND w.struck_out_at IS NULL',
      'w.weighed_on, w.number',
    )} AS weights,
    ${list(
      `json_build_object('state', i.state, 'titre', trim_scale(i.titre)::text, 'on', i.tested_on)`,
      'inhibitor_results i WHERE i.patient_id = p.id AND i.struck_out_at IS NULL',
      `coalesce(i.tested_on, (i.recorded_at AT TIME ZONE 'Europe/London')::date), i.number`,
    )} AS "inhibitorResults",
    json_build_object('level', trim_scale(p.baseline_level)::text, 'writtenOn',
      (SELECT max(c.changed_at AT TIME ZONE 'Europe/London')::date FROM patient_changes c
       WHERE c.patient_id = p.id AND c.written_for = p.id AND c.fact = 'baseline_level' AND c.struck_out_at IS NULL)
    ) AS baseline,
    ${list(
      `json_build_object('id', l.id, 'kind', l.kind, 'recipient', l.recipient, 'issuedAt', l.issued_at)`,
      `letters l WHERE l.patient_id = p.id AND (l.issued_at AT TIME ZONE 'Europe/London')::date >= $2`,
      'l.issued_at, l.id',
    )} AS letters,
    ${list(
      `json_build_object('id', r.id, 'reference', r.reference, 'type', r.type, 'state', r.state, 'receivedAt', r.received_at,
         'doneAt', r.done_at, 'doBy', r.do_by, 'ownerName',
         (SELECT u.display_name FROM users u WHERE u.id = r.owner_id))`,
      `requests r WHERE r.patient_id = p.id
         AND (r.done_at IS NULL OR (r.received_at AT TIME ZONE 'Europe/London')::date >= $2)`,
      'r.received_at, r.id',
    )} AS requests,
    ${list(
      `json_build_object('on', (a.arrived_at AT TIME ZONE 'Europe/London')::date, 'site', a.bleed_site,
         'alertId', (SELECT al.id FROM alerts al WHERE al.attendance_id = a.id))`,
      `attendances a WHERE a.patient_id = p.id AND a.state NOT IN ('cancelled', 'entered_in_error', 'merged')
         AND (a.reason = 'bleeding' OR a.bleed_site IS NOT NULL)
         AND (a.arrived_at AT TIME ZONE 'Europe/London')::date >= $2
         AND NOT EXISTS (SELECT 1 FROM bleed_settlements s WHERE s.attendance_id = a.id AND ${COUNTED_ELSEWHERE})`,
      'a.arrived_at',
    )} AS attended,
    ${list(
      `json_build_object('on', b.bled_on, 'site', b.site)`,
      `diary_bleeds b WHERE b.patient_id = p.id AND b.bled_on >= $2
         AND NOT EXISTS (SELECT 1 FROM bleed_settlements s WHERE s.diary_bleed_id = b.id AND ${COUNTED_ELSEWHERE})`,
      'b.bled_on, b.site',
    )} AS diary
  FROM patients p WHERE p.id = $1`;

function list(item: string, from: string, order: string): string {
  return `coalesce((SELECT json_agg(${item} ORDER BY ${order}) FROM ${from}), '[]')`;
}

async function accessSpans(tx: Tx, patientId: string, from: Date, now: Date): Promise<AccessSpan[]> {
  const spans = honouredSpans(await arrangementFacts(tx, patientId), from, now);
  const names = await rows<AccessSpan['hospital']>(tx, 'SELECT id, name FROM hospitals WHERE id = ANY ($1)', [
    [...new Set(spans.map(({ hospitalId }) => hospitalId))],
  ]);
  return spans.flatMap(({ hospitalId, validity, from: start, to }) => {
    const hospital = names.find(({ id }) => id === hospitalId);
    if (!hospital) return [];
    return { hospital, validity, from: start.toISOString(), to: to < now ? to.toISOString() : null };
  });
}

async function homePicture(tx: Tx, patientId: string, from: string): Promise<HomePicture> {
  const { state, nextDeliveryOn, stockDays, stockCountedOn, stockLeft, perCent, concerns } = await homeTherapyOf(
    tx,
    patientId,
  );
  const periods = await rows<HomePicture['periods'][number]>(
    tx,
    `SELECT from_on AS "from", to_on AS "to", planned, entered FROM haemtrack_periods
     WHERE patient_id = $1 AND to_on >= $2 ORDER BY from_on, to_on`,
    [patientId, from],
  );
  return { state, nextDeliveryOn, stockDays, stockCountedOn, stockLeft, perCent, concerns, periods };
}
