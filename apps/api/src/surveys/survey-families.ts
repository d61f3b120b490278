import type { SurveyFamilies } from '@shared-care/contracts/surveys/answers';
import type { MarkAnswer } from '@shared-care/contracts/surveys/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { readLetterCode, writeLetterCode } from '@shared-care/domain/letter-code';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { InvalidInput, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { AGAIN } from './send-survey';
import { surveyOf } from './survey-rows';

type Family = SurveyFamilies['families'][number];

const MESSAGE = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE json_build_object('state', ${alias}.state, 'because', ${alias}.because,
     'sentAt', ${alias}.sent_at) END`;

/** Each family of a survey and what became of its messages. No address is in it. */
export async function surveyFamilies(tx: Tx, user: CurrentUser, surveyId: string): Promise<SurveyFamilies> {
  await surveyOf(tx, surveyId);
  const found = await rows<Family & { mayRemind: boolean }>(
    tx,
    `SELECT ${IDENTITY} AS patient, i.code, i.answered_at AS "answeredAt", ${MESSAGE('m')} AS invitation, ${MESSAGE('r')} AS reminder,
            ${AGAIN('m')} OR coalesce(${AGAIN('r')}, false) AS again,
            m.state = 'sent' AND i.answered_at IS NULL AND r.id IS NULL AND sec.may_contact(p.id) IS NULL AS "mayRemind"
     FROM survey_invitations i JOIN patients p ON p.id = i.patient_id
     JOIN survey_messages m ON m.survey_id = i.survey_id AND m.patient_id = i.patient_id AND m.kind = 'invitation'
     LEFT JOIN survey_messages r ON r.survey_id = i.survey_id AND r.patient_id = i.patient_id AND r.kind = 'reminder'
     WHERE i.survey_id = $1 ORDER BY p.family_name, p.given_name, p.id`,
    [surveyId],
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'survey_families',
    entityId: surveyId,
    patientIds: found.map(({ patient }) => patient.id),
  });
  return {
    families: found.map(({ mayRemind: _, ...family }) => ({ ...family, code: writeLetterCode(family.code) })),
    toRemind: found.filter(({ mayRemind }) => mayRemind).length,
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** That a family answered, or that the tick was a slip. The code says whose answer it is. */
export async function markAnswer(
  tx: Tx,
  user: CurrentUser,
  surveyId: string,
  { code, answered }: MarkAnswer,
): Promise<void> {
  const { state } = await surveyOf(tx, surveyId);
  if (state === 'closed') throw new Refused('This survey is closed.');
  const [marked] = await tx.query<[{ patientId: string }[], number]>(
    `UPDATE survey_invitations SET answered_at = CASE WHEN $3 THEN coalesce(answered_at, sec.now()) END,
            answered_marked_by = CASE WHEN $3 THEN coalesce(answered_marked_by, $4::uuid) END
     WHERE survey_id = $1 AND code = $2 RETURNING patient_id AS "patientId"`,
    [surveyId, readLetterCode(code) ?? '', answered, user.id],
  );
  if (!marked[0])
    throw new InvalidInput([{ field: 'code', message: 'No invitation to this survey has this code. Check it.' }]);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'survey_answer',
    entityId: surveyId,
    patientId: marked[0].patientId,
    detail: answered ? 'answered' : 'not answered',
  });
}
