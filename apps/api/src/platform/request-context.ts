import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

const requests = new AsyncLocalStorage<Request>();

/** Lets whatever runs for this request know it, however deep. Comes after the session, whose handler leaves the context. */
export const requestContext: RequestHandler = (request, _response, next) => requests.run(request, next);

/** What every audit row says about where it came from. The session's hash links rows without being a way in. */
export interface Origin {
  requestId: string;
  sessionHash: string;
  address: string;
}

export function currentOrigin(): Origin {
  const request = requests.getStore();
  const sessionId = request?.user ? request.sessionID : '';
  return {
    requestId: request ? String(request.id) : '',
    sessionHash: sessionId ? createHash('sha256').update(sessionId).digest('hex').slice(0, 16) : '',
    address: request?.ip ?? '',
  };
}
