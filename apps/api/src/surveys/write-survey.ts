import { randomUUID } from 'node:crypto';
import type { Survey, SurveyList } from '@shared-care/contracts/surveys/answers';
import type { ChangeSurvey, MakeSurvey } from '@shared-care/contracts/surveys/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Survey as SurveyRow, SurveyMessage } from '@shared-care/database/entities/survey';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, NEXT_VERSION, NOW } from '../platform/write-row';
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
  const { topic, title, link, words, hospitalId, groupOnly } = asked;
  const draft = { id: randomUUID(), topic, title, link, words, hospitalId, groupOnly };
  const once = { madeBy: user.id, idempotencyKey: key };
  const made = await insertOnce(tx, SurveyRow, { ...draft, ...once }, ['madeBy', 'idempotencyKey']);
  if (made !== null) await recordAudit(tx, user, { action: 'create', entity: 'survey', entityId: made });
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
  await tx.update(
    SurveyRow,
    { id: surveyId },
    {
      topic: asked.topic,
      title: asked.title,
      link: asked.link,
      words: asked.words,
      hospitalId: asked.hospitalId,
      groupOnly: asked.groupOnly,
      version: NEXT_VERSION,
    },
  );
  await recordAudit(tx, user, { action: 'update', entity: 'survey', entityId: surveyId, detail: 'change' });
  return surveyOf(tx, surveyId);
}

/** No more answers are asked for, and what still waits is not sent. */
export async function closeSurvey(tx: Tx, user: CurrentUser, surveyId: string, version: number): Promise<Survey> {
  await heldSurvey(tx, surveyId, version);
  await tx.update(SurveyMessage, { surveyId, state: 'waiting' }, { state: 'stopped' });
  await tx.update(SurveyRow, { id: surveyId }, { closedBy: user.id, closedAt: NOW, version: NEXT_VERSION });
  await recordAudit(tx, user, { action: 'update', entity: 'survey', entityId: surveyId, detail: 'close' });
  return surveyOf(tx, surveyId);
}

async function knownHospital(tx: Tx, hospitalId: string | null): Promise<void> {
  if (hospitalId === null) return;
  const [known] = await rows(tx, 'SELECT 1 FROM hospitals WHERE id = $1', [hospitalId]);
  if (!known) throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital from the list.' }]);
}
