import type { MissingAddresses, ParticipationRecord, PatientSurveys } from '@shared-care/contracts/surveys/answers';
import type { ChangeParticipation } from '@shared-care/contracts/surveys/shapes';
import type { MissingAddressesQuery } from '@shared-care/contracts/surveys/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { pageOf } from '@shared-care/domain/list-page';
import { londonDate } from '@shared-care/domain/london-time';
import type { WhyNotContacted } from '@shared-care/domain/may-contact';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { TODAY_ONCE } from '../platform/asked-once';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

/** More than a unit has families; what is longer is no list to take to a clinic. */

/** Whether the family takes part, and every survey it was invited to. */
export async function patientSurveys(tx: Tx, user: CurrentUser, patientId: string): Promise<PatientSurveys> {
  await childOf(tx, patientId);
  const participation = await participationOf(tx, patientId);
  const [{ because }] = (await rows<{ because: WhyNotContacted | null }>(tx, 'SELECT sec.may_contact($1) AS because', [
    patientId,
  ])) as [{ because: WhyNotContacted | null }];
  const invitations = await rows<PatientSurveys['invitations'][number]>(
    tx,
    `SELECT s.id AS "surveyId", s.title, s.topic, s.sent_at AS "invitedAt", i.answered_at AS "answeredAt",
            (SELECT json_agg(json_build_object('kind', m.kind, 'state', m.state, 'because', m.because, 'sentAt', m.sent_at)
                             ORDER BY m.kind)
             FROM survey_messages m WHERE m.survey_id = i.survey_id AND m.patient_id = i.patient_id) AS messages
     FROM survey_invitations i JOIN surveys s ON s.id = i.survey_id
     WHERE i.patient_id = $1 ORDER BY s.sent_at DESC, s.id`,
    [patientId],
  );
  await recordAudit(tx, user, { action: 'read', entity: 'participation', entityId: patientId, patientId });
  return { participation, mayNotContact: because, invitations, now: (await databaseNow(tx)).toISOString() };
}

/** @throws Conflict with what stands there now, when somebody else saved first */
export async function changeParticipation(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof ChangeParticipation>,
): Promise<void> {
  const { diedOn } = await childOf(tx, patientId);
  if (diedOn) throw new Refused('This patient has died. Nothing is asked of the family any more.');
  const before = await participationOf(tx, patientId);
  const today = londonDate(await databaseNow(tx));
  if (asked.nextClinicOn !== null && asked.nextClinicOn < today && asked.nextClinicOn !== before.nextClinicOn)
    throw new InvalidInput([{ field: 'nextClinicOn', message: 'This day has passed. Enter the next clinic.' }]);
  const saved = await rows(
    tx,
    `INSERT INTO participation AS t (patient_id, interest, interest_since, interest_recorded_by, next_clinic_on)
     SELECT $1::uuid, $3::text, CASE WHEN $3 <> 'not_asked' THEN $5::date END, CASE WHEN $3 <> 'not_asked' THEN $6::uuid END, $4::date
     WHERE $2 = 0 OR EXISTS (SELECT 1 FROM participation WHERE patient_id = $1)
     ON CONFLICT (patient_id) DO UPDATE SET interest = excluded.interest,
       interest_since = CASE WHEN t.interest = excluded.interest THEN t.interest_since ELSE excluded.interest_since END,
       interest_recorded_by = CASE WHEN t.interest = excluded.interest THEN t.interest_recorded_by ELSE excluded.interest_recorded_by END,
       next_clinic_on = excluded.next_clinic_on, version = t.version + 1
     WHERE t.version = $2 RETURNING version`,
    [patientId, asked.version, asked.interest, asked.nextClinicOn, today, user.id],
  );
  if (saved.length === 0)
    throw new Conflict('Somebody else saved this since you opened it. Both are shown; nothing was overwritten.', {
      ...(await participationOf(tx, patientId)),
    });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'participation',
    entityId: patientId,
    patientId,
    detail: before.interest === asked.interest ? 'next clinic' : 'interest',
  });
}

/**
 * Families whom messages cannot reach for want of an address or of a question, in the order in which they can be asked.
 * It says what is missing, never what is there.
 */
export async function missingAddresses(
  tx: Tx,
  user: CurrentUser,
  asked: MissingAddressesQuery,
): Promise<MissingAddresses> {
  const found = await rows<MissingAddresses['missing'][number] & { place: number }>(
    tx,
    `SELECT ${IDENTITY} AS patient, g.because, t.next_clinic_on AS "nextClinicOn",
            (row_number() OVER (ORDER BY t.next_clinic_on < ${TODAY_ONCE} NULLS LAST,
                                         t.next_clinic_on, p.family_name, p.given_name, p.id))::int AS place
     FROM sec.families_not_contacted() g JOIN patients p ON p.id = g.patient_id
     LEFT JOIN participation t ON t.patient_id = p.id
     WHERE g.because IN ('no_email', 'bounced', 'not_asked')`,
  );
  const matching = found.filter(({ because }) => asked.because === '' || because === asked.because);
  const missing = pageOf(matching, asked, {
    clinic: ({ place }) => place,
    name: ({ patient }) => `${patient.familyName} ${patient.givenName}`,
  }).map(({ place: _, ...family }) => family);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'missing_addresses',
    patientIds: missing.map(({ patient }) => patient.id),
    detail: `${matching.length} found`,
  });
  const counts: MissingAddresses['counts'] = {};
  for (const { because } of found) counts[because] = (counts[because] ?? 0) + 1;
  return {
    total: matching.length,
    all: found.length,
    counts,
    missing,
    now: (await databaseNow(tx)).toISOString(),
  };
}

async function childOf(tx: Tx, patientId: string): Promise<{ diedOn: string | null }> {
  const [child] = await rows<{ diedOn: string | null }>(tx, 'SELECT died_on AS "diedOn" FROM patients WHERE id = $1', [
    patientId,
  ]);
  if (!child) throw new NotFound();
  return child;
}

async function participationOf(tx: Tx, patientId: string): Promise<ParticipationRecord> {
  const [found] = await rows<ParticipationRecord>(
    tx,
    `SELECT t.interest, t.interest_since AS since, u.display_name AS "recordedBy", t.next_clinic_on AS "nextClinicOn", t.version
     FROM participation t LEFT JOIN users u ON u.id = t.interest_recorded_by WHERE t.patient_id = $1`,
    [patientId],
  );
  return found ?? { interest: 'not_asked', since: null, recordedBy: null, nextClinicOn: null, version: 0 };
}
