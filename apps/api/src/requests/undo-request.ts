import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { RequestFacts } from '@shared-care/database/entities/request';
import { Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { changeRequest, lockRequest } from './request-rows';

/** For so long the person who took a step may take it back. */
const UNDO_MINUTES = 15;

interface LastStep {
  id: string;
  before: RequestFacts;
  undoUntil: Date;
}

/** The newest change of a request when it was the caller's own and recent; null when there is nothing to take back. */
export async function lastStepOf(tx: Tx, user: CurrentUser, requestId: string): Promise<LastStep | null> {
  const [found] = await rows<LastStep>(
    tx,
    `SELECT last.id::text, last.before, last.at + make_interval(mins => $3) AS "undoUntil" FROM (
       SELECT e.* FROM request_events e WHERE e.request_id = $1 AND e.kind <> 'noted' ORDER BY e.id DESC LIMIT 1) AS last
     WHERE last.by = $2 AND last.before IS NOT NULL AND last.kind NOT IN ('undone', 'stopped')
       AND last.at + make_interval(mins => $3) > sec.now()`,
    [requestId, user.id, UNDO_MINUTES],
  );
  return found ?? null;
}

/** Takes the caller's own last change back: the row is as it was, the history keeps both. */
export async function undoRequest(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<number> {
  const request = await lockRequest(tx, id, seen);
  const last = await lastStepOf(tx, user, id);
  if (!last)
    throw new Refused(
      `Only your own last change can be taken back, within ${UNDO_MINUTES} minutes. Take the next step instead.`,
    );
  await changeRequest(tx, user, request, last.before, { kind: 'undone', undoes: last.id });
  return request.version + 1;
}
