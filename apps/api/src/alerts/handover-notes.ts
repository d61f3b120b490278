import type { HandoverNote } from '@shared-care/contracts/alerts/answers';
import type { WriteHandoverNote } from '@shared-care/contracts/alerts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { HandoverNote as Written } from '@shared-care/database/entities/alert';
import { mayChangeHands, noteInWords } from '@shared-care/domain/handover';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import { Question } from '../platform/questions';
import type { Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { changeAlert, expectVersion, lockAlert } from './alert-row';

/** The last note of an alert, as SQL that answers with one object or null. */
export const LAST_NOTE = `(SELECT json_build_object('severity', n.severity, 'plan', n.plan, 'whatIf', n.what_if,
    'by', w.display_name, 'at', n.written_at)
  FROM handover_notes n JOIN users w ON w.id = n.written_by WHERE n.alert_id = al.id
  ORDER BY n.written_at DESC, n.id LIMIT 1)`;

/**
 * Writes what the next owner of this child has to know. Anybody of the unit may, of an alert that somebody owns; the
 * notes before it stay.
 */
export async function writeHandoverNote(
  tx: Tx,
  user: CurrentUser,
  alertId: string,
  asked: z.output<typeof WriteHandoverNote>,
): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  expectVersion(alert, asked.version);
  if (!mayChangeHands(alert.state)) throw new Refused('Only an alert that somebody owns has a handover note.');
  const whatIf = asked.whatIf || null;
  await insertRow(tx, Written, {
    alertId,
    writtenAt: alert.now,
    writtenBy: user.id,
    severity: asked.severity,
    plan: asked.plan,
    whatIf,
  });
  await changeAlert(tx, user, alertId, {}, { kind: 'handover_note', detail: noteInWords({ ...asked, whatIf }) });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alertId,
    patientId: alert.patientId,
    detail: 'handover note',
  });
}

export function askLastNote(alertId: string): Question<HandoverNote | null> {
  return Question.row<{ note: HandoverNote | null }>(`SELECT ${LAST_NOTE} AS note FROM alerts al WHERE al.id = $1`, [
    alertId,
  ]).to((found) => found?.note ?? null);
}
