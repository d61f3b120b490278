import type { SteppedRequests } from '@shared-care/contracts/requests/answers';
import type { StepRequests, WaitRequests } from '@shared-care/contracts/requests/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, ProblemError, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { undoRequest } from './undo-request';
import { stepRequest, takeRequest, waitRequest } from './work-request';

type Chosen = z.output<typeof StepRequests>['requests'];

/** The same for several requests; each is done or refused by itself, and what was refused says why. */
async function forEach(
  tx: Tx,
  user: CurrentUser,
  chosen: Chosen,
  verb: string,
  act: (id: string, version: number) => Promise<number>,
): Promise<SteppedRequests> {
  const answer: SteppedRequests = { done: [], refused: [] };
  // Always in the same order, so that two people who choose the same rows never wait for each other in a ring.
  for (const { id, version } of [...chosen].sort((one, other) => one.id.localeCompare(other.id))) {
    try {
      answer.done.push({ id, version: await act(id, version) });
    } catch (error) {
      if (!(error instanceof ProblemError) || error instanceof InvalidInput) throw error;
      const [found] = await rows<{ reference: string }>(tx, 'SELECT reference FROM requests WHERE id = $1', [id]);
      answer.refused.push({ id, reference: found?.reference ?? null, because: error.message });
    }
  }
  const children = await rows<{ id: string }>(
    tx,
    'SELECT DISTINCT patient_id AS id FROM requests WHERE id = ANY ($1)',
    [chosen.map(({ id }) => id)],
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'request_list',
    patientIds: children.map(({ id }) => id),
    detail: `${verb}: ${answer.done.length} done, ${answer.refused.length} refused`,
  });
  return answer;
}

export function stepRequests(
  tx: Tx,
  user: CurrentUser,
  { requests, to, note }: z.output<typeof StepRequests>,
): Promise<SteppedRequests> {
  return forEach(tx, user, requests, `step ${to}`, (id, version) => stepRequest(tx, user, id, { version, to, note }));
}

export function takeRequests(tx: Tx, user: CurrentUser, requests: Chosen): Promise<SteppedRequests> {
  return forEach(tx, user, requests, 'take', async (id, version) => {
    const now = await takeRequest(tx, user, id, version);
    // Undo takes the caller's last change back: of one that was theirs before, that would be another change.
    if (now === null) throw new Refused('You have taken this request already.');
    return now;
  });
}

export function waitRequests(
  tx: Tx,
  user: CurrentUser,
  { requests, ...wait }: z.output<typeof WaitRequests>,
): Promise<SteppedRequests> {
  return forEach(tx, user, requests, 'wait', (id, version) => waitRequest(tx, user, id, { version, ...wait }));
}

/** Takes back what the caller did last to each, as long as it may be. */
export function undoRequests(tx: Tx, user: CurrentUser, requests: Chosen): Promise<SteppedRequests> {
  return forEach(tx, user, requests, 'undo', (id, version) => undoRequest(tx, user, id, version));
}
