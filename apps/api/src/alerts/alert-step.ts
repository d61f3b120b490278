import type { AlertStep } from '@shared-care/contracts/alerts/answers';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { STANDING, WITH_NEXT_CONTACT, WORKED } from './alert-queue';

/** What a step answers with: where the alert stands now. The row of the step itself names the child in the audit log. */
export async function alertStep(tx: Tx, alertId: string): Promise<AlertStep> {
  const [found] = await rows<Omit<AlertStep, 'now'>>(
    tx,
    `SELECT ${STANDING},
            (SELECT c.id FROM alert_corrections c WHERE c.alert_id = al.id AND c.answer IS NULL) AS "correctionId"
     FROM alerts al ${WITH_NEXT_CONTACT} LEFT JOIN users o ON o.id = al.owner_id LEFT JOIN users receiver ON receiver.id = al.offered_to
     WHERE al.id = $1 AND ${WORKED}`,
    [alertId],
  );
  if (!found) throw new NotFound();
  return { ...found, now: (await databaseNow(tx)).toISOString() };
}
