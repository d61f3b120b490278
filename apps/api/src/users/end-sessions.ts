import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { rows, type Tx } from '../platform/tx';
import { refuseStale, userRow } from './user-row';

/** Signs somebody out everywhere; they may sign in again. */
export async function endSessions(tx: Tx, user: CurrentUser, userId: string, seenVersion: number): Promise<void> {
  refuseStale(await userRow(tx, userId), seenVersion);
  const ended = await endSessionsOf(tx, userId);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'user',
    entityId: userId,
    detail: `ended ${ended} sessions`,
  });
}

export async function endSessionsOf(tx: Tx, userId: string): Promise<number> {
  const [{ ended }] = (await rows<{ ended: number }>(tx, 'SELECT sec.end_sessions_of($1) AS ended', [userId])) as [
    { ended: number },
  ];
  return ended;
}
