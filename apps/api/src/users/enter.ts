import type { CurrentUser, SessionInfo } from '@shared-care/contracts/session';
import type { Request } from 'express';
import { recordAudit } from '../audit/audit';
import type { Config } from '../platform/config';
import type { Database } from '../platform/tx';
import { browserName, sessionLife } from './own-sessions';

/**
 * The last step of every way to sign in: the browser gets a new session id, so that one known before is worth nothing
 * after it. `by` says which way, for the log.
 */
export async function enter(
  database: Database,
  request: Request,
  user: CurrentUser,
  by: string | null = null,
): Promise<Pick<SessionInfo, 'now' | 'idleEndsAt' | 'endsAt'>> {
  await new Promise<void>((done, fail) =>
    request.logIn(user, (error: unknown) => (error ? fail(error as Error) : done())),
  );
  request.session.browser = browserName(request.get('User-Agent'));
  return database.runAs(user, async (tx) => {
    await recordAudit(tx, user, { action: 'sign_in', entity: 'session', detail: by });
    return sessionLife(tx, request);
  });
}

export function sessionInfo(
  { demo, unitName, unitPhone }: Config,
  user: CurrentUser,
  life: Pick<SessionInfo, 'now' | 'idleEndsAt' | 'endsAt'>,
): SessionInfo {
  return { user, demo, unitName, unitPhone, ...life };
}
