import type { Tx } from '../platform/tx';

/** Tells everybody an alert has reached that something about it was wrong (W12): in a round of its own, no new alert. */
export async function tellAgain(tx: Tx, alertId: string, because: string): Promise<void> {
  const [[told]] = await tx.query<[{ level: number; round: number }[], number]>(
    'UPDATE alerts SET round = round + 1, version = version + 1 WHERE id = $1 RETURNING level, round',
    [alertId],
  );
  if (told) await tx.query('SELECT sec.tell_again($1, $2, $3, $4)', [alertId, told.level, told.round, because]);
}
