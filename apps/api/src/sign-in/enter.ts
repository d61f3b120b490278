import type { CurrentUser, SessionInfo } from '@shared-care/contracts/session/answers';
import type { Request } from 'express';
import { recordAudit } from '../audit/audit';
import type { Config } from '../platform/config';
import { unitWeek } from '../hospitals/where-and-whom';
import { Question } from '../platform/questions';
import { orElse, type Database, type Tx } from '../platform/tx';
import { askUnitName } from '../platform/unit-on-paper';
import { browserName, sessionLife } from './own-sessions';

/** What is known only once somebody is in. */
type Entered = Pick<SessionInfo, 'now' | 'idleEndsAt' | 'endsAt' | 'unitName' | 'unit'>;

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
    return sessionFacts(tx, request);
  });
}

/** Until when the session lives, what the unit is called, and our own numbers for this hour and those to come. */
export async function sessionFacts(tx: Tx, request: Request): Promise<Entered> {
  const { life, name } = await Question.all({ life: sessionLife(request), name: askUnitName() }).ask(tx);
  return {
    ...life,
    unitName: name,
    unit: await orElse(tx, 'own numbers', unitWeek, null),
  };
}

export function sessionInfo({ demo }: Config, user: CurrentUser, entered: Entered): SessionInfo {
  return { user, demo, ...entered };
}
