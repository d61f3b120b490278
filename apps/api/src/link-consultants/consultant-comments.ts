import { randomUUID } from 'node:crypto';
import type { ConsultantComment } from '@shared-care/contracts/my-patients/answers';
import type { CommentOnAlert } from '@shared-care/contracts/my-patients/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ConsultantComment as ConsultantCommentRow } from '@shared-care/database/entities/record-correction';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { NotFound, Refused } from '../platform/problems';
import { Question } from '../platform/questions';
import { rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';

/** The comments on an alert aliased `al`, oldest first, as one JSON value. */
export const COMMENTS = `coalesce((
  SELECT json_agg(json_build_object('id', said.id, 'kind', said.kind, 'words', said.words, 'by', sayer.display_name, 'at', said.made_at)
                  ORDER BY said.made_at)
  FROM consultant_comments said JOIN users sayer ON sayer.id = said.made_by WHERE said.alert_id = al.id), '[]')`;

export function askCommentsOn(alertId: string): Question<ConsultantComment[]> {
  return Question.row<{ comments: ConsultantComment[] }>(
    `SELECT ${COMMENTS} AS comments FROM alerts al WHERE al.id = $1`,
    [alertId],
  ).to((found) => found?.comments ?? []);
}

/** What a link consultant says about an open alert of their own patient. The alert itself stays as it is. */
export async function commentOnAlert(
  tx: Tx,
  user: CurrentUser,
  alertId: string,
  said: z.output<typeof CommentOnAlert>,
): Promise<void> {
  const [alert] = await rows<{ patientId: string; open: boolean }>(
    tx,
    `SELECT a.patient_id AS "patientId", al.state IN ('open', 'acknowledged', 'awaiting') AS open
     FROM alerts al JOIN attendances a ON a.id = al.attendance_id WHERE al.id = $1 AND a.patient_id IS NOT NULL`,
    [alertId],
  );
  if (!alert) throw new NotFound();
  if (!alert.open) throw new Refused('This alert is closed. Ring the unit if there is something new.');
  const id = randomUUID();
  await insertRow(tx, ConsultantCommentRow, { id, alertId, kind: said.kind, words: said.words, madeBy: user.id });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'consultant_comment',
    entityId: id,
    patientId: alert.patientId,
    detail: said.kind,
  });
}
