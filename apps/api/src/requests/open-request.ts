import { createHash, randomUUID } from 'node:crypto';
import type { RequestDetail } from '@shared-care/contracts/requests/answers';
import type { OpenRequest } from '@shared-care/contracts/requests/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Request, RequestEvent } from '@shared-care/database/entities/request';
import { doBy } from '@shared-care/domain/request-clock';
import { REQUEST_COURSES, type RequestType } from '@shared-care/domain/request-states';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { holidayCalendar } from './request-rows';
import { requestDetail } from './request-list';

/**
 * Files what a family asked for. The same key with the same body answers with what was filed the first time.
 *
 * @throws Refused when the key was used for something else
 */
export async function openRequest(
  tx: Tx,
  user: CurrentUser,
  key: string,
  asked: z.output<typeof OpenRequest>,
): Promise<RequestDetail> {
  const requestHash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  // Two copies at once take turns, so the second finds what the first has filed.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [user.id + key]);
  const [earlier] = await rows<{ id: string; hash: string }>(
    tx,
    'SELECT id, request_hash AS hash FROM requests WHERE created_by = $1 AND idempotency_key = $2',
    [user.id, key],
  );
  if (earlier && earlier.hash !== requestHash)
    throw new Refused('This key was used for another request. Start a new form.');
  if (earlier) return requestDetail(tx, user, earlier.id);

  const [patient] = await rows<{ diedOn: string | null }>(
    tx,
    'SELECT died_on AS "diedOn" FROM patients WHERE id = $1 AND merged_into_id IS NULL',
    [asked.patientId],
  );
  if (!patient) throw new NotFound();
  if (patient.diedOn) throw new Refused('This patient has died. Nothing is asked for them any more.');
  const now = await databaseNow(tx);
  const receivedAt = asked.receivedAt ? new Date(asked.receivedAt) : now;
  if (receivedAt > now)
    throw new InvalidInput([{ field: 'receivedAt', message: 'The time of receipt is in the future. Check it.' }]);
  const id = await insertRequest(tx, {
    patientId: asked.patientId,
    type: asked.type,
    source: asked.source,
    receivedAt,
    neededBy: asked.neededBy,
    details: asked.details || null,
    ownerId: asked.takeIt ? user.id : null,
    createdBy: user.id,
    idempotencyKey: key,
    requestHash,
    now,
  });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'request',
    entityId: id,
    patientId: asked.patientId,
    detail: asked.type,
  });
  return requestDetail(tx, user, id);
}

/**
 * Opens what a programme found (a missed delivery, a silent diary): once for each cause while it runs. Answers with its
 * id, or null when one is running already. `user` is the person whose action found it.
 */
export async function openRequestForCause(
  tx: Tx,
  user: CurrentUser,
  found: { patientId: string; type: RequestType; cause: string; details: string; neededBy: string | null },
): Promise<string | null> {
  const [running] = await rows<{ id: string }>(
    tx,
    'SELECT id FROM requests WHERE patient_id = $1 AND cause = $2 AND done_at IS NULL',
    [found.patientId, found.cause],
  );
  if (running) return null;
  const now = await databaseNow(tx);
  const id = await insertRequest(tx, { ...found, source: 'programme', receivedAt: now, createdBy: user.id, now });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'request',
    entityId: id,
    patientId: found.patientId,
    detail: found.type,
  });
  return id;
}

type NewRequest = Pick<Request, 'patientId' | 'type' | 'source' | 'receivedAt' | 'neededBy' | 'details' | 'createdBy'> &
  Partial<Pick<Request, 'ownerId' | 'cause' | 'idempotencyKey' | 'requestHash'>>;

async function insertRequest(tx: Tx, { now, ...request }: NewRequest & { now: Date }): Promise<string> {
  const id = randomUUID();
  const state = REQUEST_COURSES[request.type].begins;
  const due = doBy({ ...request, state, since: request.receivedAt, pausedWorkingDays: 0 }, await holidayCalendar(tx));
  await insertRow(tx, Request, { ...request, id, state, since: request.receivedAt, pausedWorkingDays: 0, doBy: due });
  await insertRow(tx, RequestEvent, {
    requestId: id,
    at: now,
    by: request.createdBy,
    kind: 'received',
    toState: state,
  });
  return id;
}
