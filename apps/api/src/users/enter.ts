import type { CurrentUser, SessionInfo } from '@shared-care/contracts/session';
import type { Request } from 'express';
import { recordAudit } from '../audit/audit';
import type { Config } from '../platform/config';
import type { Database } from '../platform/tx';
import { unitName } from '../platform/unit-on-paper';
import { browserName, sessionLife } from './own-sessions';

/** What is known only once somebody is in. */
type Entered = Pick<SessionInfo, 'now' | 'idleEndsAt' | 'endsAt' | 'unitName'>;

/**
 * The last step of every way to sign in: the browser gets a new session id, so that one known before is worth nothing
 * after it. `by` says which way, for the log.
 */
export async function enter(
  database: Database,
  request: Request,
  user: CurrentUser,
  by: string | null = null,
): Promise<Entered> {
  await new Promise<void>((done, fail) =>
    request.logIn(user, (error: unknown) => (error ? fail(error as Error) : done())),
  );
  request.session.browser = browserName(request.get('User-Agent'));
  return database.runAs(user, async (tx) => {
    await recordAudit(tx, user, { action: 'sign_in', entity: 'session', detail: by });
    return { ...(await sessionLife(tx, request)), unitName: await unitName(tx) };
  });
}

export function sessionInfo({ demo, unitPhone }: Config, user: CurrentUser, entered: Entered): SessionInfo {
  return { user, demo, unitPhone, ...entered };
}
