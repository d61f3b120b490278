import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { WRITE_TOKEN_COOKIE, WRITE_TOKEN_HEADER } from '@shared-care/contracts/routes';
import type { Request, RequestHandler, Response } from 'express';
import { cookieOf } from '../platform/cookies';
import { NotFound } from '../platform/problems';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Every write carries in a header what only a page of ours can read from a cookie, beside the check of where it came
 * from. Signed in, it must be the token of that very session; before that, header and cookie must be the same.
 */
export function writeToken(secret: string, secure: boolean): { check: RequestHandler; greet: RequestHandler } {
  const key = createSecretKey(createHmac('sha256', secret).update('write token').digest());
  const cookie = secure ? `__Host-${WRITE_TOKEN_COOKIE}` : WRITE_TOKEN_COOKIE;
  const tokenOf = (session: string): string => createHmac('sha256', key).update(session).digest('base64url');
  const give = (response: Response, token: string): void => {
    response.cookie(cookie, token, { sameSite: 'strict', secure, path: '/' });
  };

  const check: RequestHandler = (request, response, next) => {
    const held = cookieOf(request, cookie);
    beforeHeaders(response, () => {
      // Signing in and out change the session while the request runs: what counts is who leaves with this answer.
      const token = tokenOf(signedInSession(request) ?? '');
      if (held !== token) give(response, token);
    });
    const session = signedInSession(request);
    const wanted = session === null ? held : tokenOf(session);
    if (SAFE.has(request.method) || same(request.get(WRITE_TOKEN_HEADER), wanted)) next();
    else next(new NotFound());
  };
  /** With the page itself: somebody may write first of all, when they accept an invitation. */
  const greet: RequestHandler = (request, response, next) => {
    if (cookieOf(request, cookie) === null) give(response, tokenOf(''));
    next();
  };
  return { check, greet };
}

function signedInSession(request: Request): string | null {
  // After signing out the session is gone while the user is still on the request.
  return (request.session as Request['session'] | undefined) && request.user ? request.sessionID : null;
}

function same(sent: string | undefined, wanted: string | null): boolean {
  if (!sent || !wanted) return false;
  const [a, b] = [Buffer.from(sent), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Once, in the instant before the head of the answer goes out. */
function beforeHeaders(response: Response, act: () => void): void {
  const writeHead = response.writeHead.bind(response) as (...parts: unknown[]) => Response;
  let done = false;
  response.writeHead = ((...parts: unknown[]) => {
    if (!done) {
      done = true;
      act();
    }
    return writeHead(...parts);
  }) as Response['writeHead'];
}
