import { randomUUID } from 'node:crypto';
import type { Survey, SurveyList } from '@shared-care/contracts/surveys/answers';
import type { ChangeSurvey, MakeSurvey } from '@shared-care/contracts/surveys/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { allSurveys, heldSurvey, surveyOf } from './survey-rows';

/** Numbers alone: no child is told of. */
export async function surveyList(tx: Tx): Promise<SurveyList> {
  const [{ members }] = (await rows<{ members: number }>(
    tx,
    `SELECT count(*)::int AS members FROM participation t JOIN patients p ON p.id = t.patient_id
     WHERE t.interest = 'yes' AND p.merged_into_id IS NULL AND p.died_on IS NULL`,
  )) as [{ members: number }];
  return { surveys: await allSurveys(tx), members, now: (await databaseNow(tx)).toISOString() };
}

/** A draft: nothing leaves before a person has looked at whom it goes to. The same key makes one. */
export async function makeSurvey(
  tx: Tx,
  user: CurrentUser,
  key: string,
  asked: z.output<typeof MakeSurvey>,
): Promise<Survey> {
  await knownHospital(tx, asked.hospitalId);
  const made = await rows<{ id: string }>(
    tx,
    `INSERT INTO surveys (id, topic, title, link, words, hospital_id, group_only, made_by, idempotency_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (made_by, idempotency_key) DO NOTHING RETURNING id`,
    [randomUUID(), asked.topic, asked.title, asked.link, asked.words, asked.hospitalId, asked.groupOnly, user.id, key],
  );
  if (made[0]) await recordAudit(tx, user, { action: 'create', entity: 'survey', entityId: made[0].id });
  const [{ id }] = (await rows<{ id: string }>(
    tx,
    'SELECT id FROM surveys WHERE made_by = $1 AND idempotency_key = $2',
    [user.id, key],
  )) as [{ id: string }];
  return surveyOf(tx, id);
}

/** @throws Conflict with what stands there now, when somebody else saved first */
export async function changeSurvey(
  tx: Tx,
  user: CurrentUser,
  surveyId: string,
  asked: z.output<typeof ChangeSurvey>,
): Promise<Survey> {
  const { state } = await heldSurvey(tx, surveyId, asked.version);
  if (state !== 'draft') throw new Refused('This survey went out. What families were told stays as it was.');
  await knownHospital(tx, asked.hospitalId);
  await tx.query(
    `UPDATE surveys SET topic = $2, title = $3, link = $4, words = $5, hospital_id = $6, group_only = $7, version = version + 1
     WHERE id = $1`,
    [surveyId, asked.topic, asked.title, asked.link, asked.words, asked.hospitalId, asked.groupOnly],
  );
  await recordAudit(tx, user, { action: 'update', entity: 'survey', entityId: surveyId, detail: 'change' });
  return surveyOf(tx, surveyId);
}

/** No more answers are asked for, and what still waits is not sent. */
export async function closeSurvey(tx: Tx, user: CurrentUser, surveyId: string, version: number): Promise<Survey> {
  await heldSurvey(tx, surveyId, version);
  await tx.query(`UPDATE survey_messages SET state = 'stopped' WHERE survey_id = $1 AND state = 'waiting'`, [surveyId]);
  await tx.query('UPDATE surveys SET closed_by = $2, closed_at = sec.now(), version = version + 1 WHERE id = $1', [
    surveyId,
    user.id,
  ]);
  await recordAudit(tx, user, { action: 'update', entity: 'survey', entityId: surveyId, detail: 'close' });
  return surveyOf(tx, surveyId);
}

async function knownHospital(tx: Tx, hospitalId: string | null): Promise<void> {
  if (hospitalId === null) return;
  const [known] = await rows(tx, 'SELECT 1 FROM hospitals WHERE id = $1', [hospitalId]);
  if (!known) throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital from the list.' }]);
}
