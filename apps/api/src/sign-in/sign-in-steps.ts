import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Request } from 'express';
import { NotSignedIn } from '../platform/problems';
import { storedSid } from '../platform/stored-sid';
import { rows, type Tx } from '../platform/tx';

declare module 'express-session' {
  interface SessionData {
    /** Who has given the right password and nothing more: signed in to nothing. */
    halfway: { userId: string; email: string; enrolling: boolean };
    /** Secret of an authenticator app that has not shown a code yet. Never leaves the server a second time. */
    newSecret: string;
  }
}

/** A new session id that is worth a second step and nothing else. */
export async function goHalfway(request: Request, user: CurrentUser, enrolling: boolean): Promise<void> {
  await new Promise<void>((done, fail) =>
    request.session.regenerate((error: unknown) => (error ? fail(error as Error) : done())),
  );
  request.session.halfway = { userId: user.id, email: user.email, enrolling };
}

/** @throws NotSignedIn unless the password was right within the last ten minutes */
export function halfwayOf(request: Request): { userId: string; email: string; enrolling: boolean } {
  const { halfway } = request.session;
  if (!halfway) throw new NotSignedIn('Begin again with your email address and password.');
  return halfway;
}

export async function userHalfway(tx: Tx, request: Request): Promise<CurrentUser> {
  const [user] = await rows<CurrentUser>(
    tx,
    `SELECT u.id, u.display_name AS "displayName", u.email, u.role, u.hospital_id AS "hospitalId"
     FROM users u WHERE u.id = $1 AND u.disabled_at IS NULL AND sec.is_halfway($2)`,
    [halfwayOf(request).userId, storedSid(request.sessionID)],
  );
  if (!user) throw new NotSignedIn('That took too long. Begin again with your email address and password.');
  return user;
}
