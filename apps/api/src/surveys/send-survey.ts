import { randomInt } from 'node:crypto';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import type { Survey, SurveyAudience } from '@shared-care/contracts/surveys/answers';
import type { SendSurvey } from '@shared-care/contracts/surveys/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Survey as SurveyRow, SurveyMessage } from '@shared-care/database/entities/survey';
import { newLetterCode, writeLetterCode } from '@shared-care/domain/letter-code';
import type { WhyNotContacted } from '@shared-care/domain/may-contact';
import { surveyMessage, type SurveyTopic } from '@shared-care/domain/surveys';
import { recordAudit } from '../audit/audit';
import { officeNumbers } from '../hospitals/where-and-whom';
import { IDENTITY } from '../patients/patient-rows';
import { Conflict, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { NEXT_VERSION, NOW } from '../platform/write-row';
import { audienceOf } from './audiences';
import { heldSurvey, surveyOf } from './survey-rows';

/** Stands in the sample message; no family has it. */
const SAMPLE_CODE = 'CCCCCCCCCC';

/** Who would get the message now, who would not and why, and the message itself. */
export async function surveyAudience(
  tx: Tx,
  user: CurrentUser,
  surveyId: string,
  unitName: string,
): Promise<SurveyAudience> {
  const survey = await surveyOf(tx, surveyId);
  const children = await rows<{ patient: PatientIdentity; because: WhyNotContacted | null }>(
    tx,
    `SELECT ${IDENTITY} AS patient, sec.may_contact(p.id) AS because ${audienceOf(survey.topic)}
     ORDER BY p.family_name, p.given_name, p.id`,
    [surveyId],
  );
  const included = children.filter(({ because }) => because === null).map(({ patient }) => patient);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'survey_audience',
    entityId: surveyId,
    patientIds: children.map(({ patient }) => patient.id),
    detail: `${included.length} families, ${children.length - included.length} left out`,
  });
  return {
    included,
    leftOut: children.flatMap(({ patient, because }) => (because === null ? [] : [{ patient, because }])),
    sample: surveyMessage({
      ...survey,
      unitName,
      unitNumbers: await officeNumbers(tx),
      kind: 'invitation',
      code: writeLetterCode(SAMPLE_CODE),
    }),
    now: (await databaseNow(tx)).toISOString(),
  };
}

/**
 * Writes the invitations, all or none; the loop sends them. A family that the gate refuses at this moment is written
 * down as left out, and it is asked again before each message goes. Pressed twice by one person it sends once.
 *
 * @throws Conflict when the families are other than those the person looked at
 */
export async function sendSurvey(tx: Tx, user: CurrentUser, surveyId: string, asked: SendSurvey): Promise<Survey> {
  if (await sentBefore(tx, user, surveyId, asked.version)) return surveyOf(tx, surveyId);
  const survey = await heldSurvey(tx, surveyId, asked.version);
  const children = await audience(tx, survey);
  const families = children.filter(({ because }) => because === null);
  if (families.length !== asked.families)
    throw new Conflict(
      `The list has changed since you looked: it would go to ${families.length} families now. Look through it again.`,
      { families: families.length },
    );
  await tx.query(
    `INSERT INTO survey_invitations (survey_id, patient_id, code)
     SELECT $1, c.patient, c.code FROM unnest($2::uuid[], $3::text[]) AS c(patient, code)`,
    [surveyId, children.map(({ id }) => id), children.map(() => newLetterCode(randomInt))],
  );
  await tx.query(
    `INSERT INTO survey_messages (survey_id, patient_id, kind, state, because)
     SELECT $1, c.patient, 'invitation', CASE WHEN c.because IS NULL THEN 'waiting' ELSE 'left_out' END, c.because
     FROM unnest($2::uuid[], $3::text[]) AS c(patient, because)`,
    [surveyId, children.map(({ id }) => id), children.map(({ because }) => because)],
  );
  await tx.update(SurveyRow, { id: surveyId }, { sentBy: user.id, sentAt: NOW, version: NEXT_VERSION });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'survey',
    entityId: surveyId,
    patientIds: families.map(({ id }) => id),
    detail: `send to ${families.length} families, ${children.length - families.length} left out`,
  });
  return surveyOf(tx, surveyId);
}

/** One reminder to each family that has its invitation and has not answered; a survey is reminded of once. */
export async function remindOfSurvey(tx: Tx, user: CurrentUser, surveyId: string, version: number): Promise<Survey> {
  const survey = await heldSurvey(tx, surveyId, version);
  if (survey.remindedAt !== null) throw new Refused('Families were reminded of this survey before. It is done once.');
  if (survey.state !== 'sent') throw new Refused('Wait until the invitations are out.');
  const reminded = await rows<{ patientId: string; because: string | null }>(
    tx,
    `INSERT INTO survey_messages (survey_id, patient_id, kind, state, because)
     SELECT r.survey_id, r.patient_id, 'reminder', CASE WHEN r.because IS NULL THEN 'waiting' ELSE 'left_out' END, r.because
     FROM (SELECT i.survey_id, i.patient_id, sec.may_contact(i.patient_id) AS because
           FROM survey_invitations i JOIN survey_messages m USING (survey_id, patient_id)
           WHERE i.survey_id = $1 AND i.answered_at IS NULL AND m.kind = 'invitation' AND m.state = 'sent') r
     ON CONFLICT (survey_id, patient_id, kind) DO NOTHING RETURNING patient_id AS "patientId", because`,
    [surveyId],
  );
  const families = reminded.filter(({ because }) => because === null);
  if (families.length === 0) throw new Refused('No family is left to remind.');
  await tx.update(SurveyRow, { id: surveyId }, { remindedBy: user.id, remindedAt: NOW, version: NEXT_VERSION });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'survey',
    entityId: surveyId,
    patientIds: families.map(({ patientId }) => patientId),
    detail: `remind ${families.length} families`,
  });
  return surveyOf(tx, surveyId);
}

/** What waits is not sent; what is being sent at this moment may still arrive. */
export async function stopSurvey(tx: Tx, user: CurrentUser, surveyId: string, version: number): Promise<Survey> {
  const { state } = await heldSurvey(tx, surveyId, version);
  if (state !== 'sending') throw new Refused('Nothing of this survey is being sent.');
  await tx.update(SurveyMessage, { surveyId, state: 'waiting' }, { state: 'stopped' });
  await tx.update(SurveyRow, { id: surveyId }, { stoppedAt: NOW, version: NEXT_VERSION });
  await recordAudit(tx, user, { action: 'update', entity: 'survey', entityId: surveyId, detail: 'stop' });
  return surveyOf(tx, surveyId);
}

/**
 * A message that can be tried again: it failed, was stopped, or came back and the family has another address by now.
 */
export const AGAIN = (message: string): string =>
  `(${message}.state IN ('failed', 'stopped') OR (${message}.state = 'bounced' AND sec.may_contact(${message}.patient_id) IS NULL))`;

export async function retrySurvey(tx: Tx, user: CurrentUser, surveyId: string, version: number): Promise<Survey> {
  await heldSurvey(tx, surveyId, version);
  const [again] = await tx.query<[{ patientId: string }[], number]>(
    `UPDATE survey_messages m SET state = 'waiting', due_at = sec.now(), attempts = 0
     WHERE m.survey_id = $1 AND ${AGAIN('m')} RETURNING m.patient_id AS "patientId"`,
    [surveyId],
  );
  if (again.length === 0) throw new Refused('There is nothing to try again.');
  await tx.update(SurveyRow, { id: surveyId }, { stoppedAt: null, version: NEXT_VERSION });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'survey',
    entityId: surveyId,
    patientIds: again.map(({ patientId }) => patientId),
    detail: `try again for ${again.length} families`,
  });
  return surveyOf(tx, surveyId);
}

/** Whether this is the same press of "Send" once more, whose answer was lost. */
async function sentBefore(tx: Tx, user: CurrentUser, surveyId: string, version: number): Promise<boolean> {
  const [same] = await rows(tx, 'SELECT 1 FROM surveys WHERE id = $1 AND sent_by = $2 AND version > $3', [
    surveyId,
    user.id,
    version,
  ]);
  return same !== undefined;
}

function audience(
  tx: Tx,
  { id, topic, state }: { id: string; topic: SurveyTopic; state: Survey['state'] },
): Promise<{ id: string; because: WhyNotContacted | null }[]> {
  if (state !== 'draft') throw new Refused('This survey went out before.');
  return rows(tx, `SELECT p.id, sec.may_contact(p.id) AS because ${audienceOf(topic)} ORDER BY p.id`, [id]);
}
