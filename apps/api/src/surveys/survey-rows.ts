import type { MessageCounts, Survey } from '@shared-care/contracts/surveys/answers';
import { SURVEY_MESSAGE_STATES, surveyState, type SurveyMessageState } from '@shared-care/domain/surveys';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

const counts = (kind: string): string =>
  `(SELECT coalesce(json_object_agg(c.state, c.n), '{}') FROM (SELECT m.state, count(*)::int AS n FROM survey_messages m
     WHERE m.survey_id = s.id AND m.kind = '${kind}' GROUP BY m.state) c)`;
const name = (column: string): string => `(SELECT u.display_name FROM users u WHERE u.id = s.${column})`;

const SURVEY = `SELECT s.id, s.topic, s.title, s.link, s.words, s.group_only AS "groupOnly",
    CASE WHEN h.id IS NULL THEN NULL ELSE json_build_object('id', h.id, 'name', h.name) END AS hospital,
    s.stopped_at IS NOT NULL AS stopped, ${name('made_by')} AS "madeBy", s.made_at AS "madeAt",
    ${name('sent_by')} AS "sentBy", s.sent_at AS "sentAt", ${name('reminded_by')} AS "remindedBy",
    s.reminded_at AS "remindedAt", ${name('closed_by')} AS "closedBy", s.closed_at AS "closedAt", s.version,
    (SELECT count(*)::int FROM survey_invitations i WHERE i.survey_id = s.id) AS families,
    (SELECT count(i.answered_at)::int FROM survey_invitations i WHERE i.survey_id = s.id) AS answered,
    ${counts('invitation')} AS invitations, ${counts('reminder')} AS reminders
  FROM surveys s LEFT JOIN hospitals h ON h.id = s.hospital_id`;

type Row = Omit<Survey, 'state' | 'invitations' | 'reminders'> &
  Record<'invitations' | 'reminders', Partial<MessageCounts>>;

const NONE = Object.fromEntries(
  (Object.keys(SURVEY_MESSAGE_STATES) as SurveyMessageState[]).map((state) => [state, 0]),
) as MessageCounts;

function asSurvey(row: Row): Survey {
  const [invitations, reminders] = [
    { ...NONE, ...row.invitations },
    { ...NONE, ...row.reminders },
  ];
  const waiting = [invitations, reminders].reduce((sum, each) => sum + each.waiting + each.leased, 0);
  const state = surveyState({ sent: row.sentAt !== null, closed: row.closedAt !== null, waiting });
  return { ...row, state, invitations, reminders };
}

export async function surveyOf(tx: Tx, surveyId: string): Promise<Survey> {
  const [row] = await rows<Row>(tx, `${SURVEY} WHERE s.id = $1`, [surveyId]);
  if (!row) throw new NotFound();
  return asSurvey(row);
}

/** Those that need something first, then the latest. */
export async function allSurveys(tx: Tx): Promise<Survey[]> {
  const found = await rows<Row>(
    tx,
    `${SURVEY} ORDER BY s.closed_at IS NOT NULL, coalesce(s.sent_at, s.made_at) DESC, s.id`,
  );
  return found.map(asSurvey);
}

/**
 * The survey, held until the transaction ends, as the person saw it.
 *
 * @throws Conflict when somebody else was first
 */
export async function heldSurvey(tx: Tx, surveyId: string, version: number): Promise<Survey> {
  await rows(tx, 'SELECT 1 FROM surveys WHERE id = $1 FOR UPDATE', [surveyId]);
  const survey = await surveyOf(tx, surveyId);
  if (survey.version !== version)
    throw new Conflict('Somebody else changed this survey since you opened it. Nothing of yours was done.', {
      ...survey,
    });
  if (survey.state === 'closed') throw new Refused('This survey is closed.');
  return survey;
}
