import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { REFRESH_HEADER } from '@shared-care/contracts/routes';
import type { Request, RequestHandler } from 'express';

const requests = new AsyncLocalStorage<Request>();

/** Lets whatever runs for this request know it, however deep. Comes after the session, whose handler leaves the context. */
export const requestContext: RequestHandler = (request, _response, next) => requests.run(request, next);

/** What every audit row says about where it came from. The session's hash links rows without being a way in. */
export interface Origin {
  requestId: string;
  sessionHash: string;
  address: string;
  /** An open screen says that it shows this already. */
  refresh: boolean;
}

export function currentOrigin(): Origin {
  const request = requests.getStore();
  const sessionId = request?.user ? request.sessionID : '';
  return {
    requestId: request ? String(request.id) : '',
    sessionHash: sessionId ? createHash('sha256').update(sessionId).digest('hex').slice(0, 16) : '',
    address: request?.ip ?? '',
    refresh: request?.get(REFRESH_HEADER) !== undefined,
  };
}

/** Children whose records one request changed; null when it changed something that is of no one child. */
const changed = new WeakMap<Request, Set<string> | null>();

/** @param patients none: what changed may be on any record */
export function noteChanged(patients: readonly string[]): void {
  const request = requests.getStore();
  if (!request) return;
  const before = changed.get(request) ?? (changed.has(request) ? null : new Set<string>());
  changed.set(request, before === null || patients.length === 0 ? null : new Set([...before, ...patients]));
}

/** Whose records this request changed so far. Null: it may be any. */
export function changedPatients(): string[] | null {
  const request = requests.getStore();
  const named = request && changed.get(request);
  return named ? [...named] : null;
}

/** Whether this request has changed the records of these children, or something of no one child, before. */
export function changedBefore(patients: readonly string[]): boolean {
  const request = requests.getStore();
  const named = request && changed.get(request);
  return named === null || (named !== undefined && patients.every((id) => named.has(id)));
}
