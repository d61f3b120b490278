import type { Delivery } from '@shared-care/contracts/alerts';
import { rows, type Tx } from '../platform/tx';

/** What was sent about one alert, latest first. */
export function deliveriesOf(tx: Tx, alertId: string): Promise<Delivery[]> {
  return rows<Delivery>(
    tx,
    `SELECT d.id, d.channel, coalesce(u.display_name, CASE d.channel WHEN 'email' THEN 'fallback mailbox' ELSE 'switchboard' END) AS "to",
            d.because, d.level, d.round, d.state, d.attempts, d.reply, d.rang, by.display_name AS "confirmedBy",
            CASE d.state WHEN 'confirmed' THEN d.confirmed_at WHEN 'sent' THEN d.sent_at ELSE d.due_at END AS at
     FROM alert_deliveries d LEFT JOIN users u ON u.id = d.recipient_id LEFT JOIN users by ON by.id = d.confirmed_by
     WHERE d.alert_id = $1 ORDER BY d.round DESC, d.channel, u.display_name LIMIT 200`,
    [alertId],
  );
}
