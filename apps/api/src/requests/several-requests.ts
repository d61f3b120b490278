import type { SteppedRequests } from '@shared-care/contracts/requests/answers';
import type { StepRequests, WaitRequests } from '@shared-care/contracts/requests/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { type Chosen, oneByOne } from '../platform/one-by-one';
import { Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { undoRequest } from './undo-request';
import { stepRequest, takeRequest, waitRequest } from './work-request';

/** The same for several requests; each is done or refused by itself, and what was refused says why. */
async function forEach(
  tx: Tx,
  user: CurrentUser,
  chosen: readonly Chosen[],
  verb: string,
  act: (id: string, version: number) => Promise<number>,
): Promise<SteppedRequests> {
  const { done, refused } = await oneByOne(chosen, act);
  const references = await rows<{ id: string; reference: string }>(
    tx,
    'SELECT id, reference FROM requests WHERE id = ANY ($1)',
    [refused.map(({ id }) => id)],
  );
  const children = await rows<{ id: string }>(
    tx,
    'SELECT DISTINCT patient_id AS id FROM requests WHERE id = ANY ($1)',
    [chosen.map(({ id }) => id)],
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'request_list',
    patientIds: children.map(({ id }) => id),
    detail: `${verb}: ${done.length} done, ${refused.length} refused`,
  });
  const referenceOf = new Map(references.map(({ id, reference }) => [id, reference]));
  return { done, refused: refused.map((each) => ({ ...each, reference: referenceOf.get(each.id) ?? null })) };
}

export function stepRequests(
  tx: Tx,
  user: CurrentUser,
  { requests, to, note }: z.output<typeof StepRequests>,
): Promise<SteppedRequests> {
  return forEach(tx, user, requests, `step ${to}`, (id, version) => stepRequest(tx, user, id, { version, to, note }));
}

export function takeRequests(tx: Tx, user: CurrentUser, requests: readonly Chosen[]): Promise<SteppedRequests> {
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
export function undoRequests(tx: Tx, user: CurrentUser, requests: readonly Chosen[]): Promise<SteppedRequests> {
  return forEach(tx, user, requests, 'undo', (id, version) => undoRequest(tx, user, id, version));
}
