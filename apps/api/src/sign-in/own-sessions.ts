import type { CurrentUser, SessionInfo, SessionSummary } from '@shared-care/contracts/session/answers';
import type { Request } from 'express';
import { NotFound, NotSignedIn } from '../platform/problems';
import { storedSid } from '../platform/stored-sid';
import { Question } from '../platform/questions';
import { rows, type Tx } from '../platform/tx';

declare module 'express-session' {
  interface SessionData {
    /** What the person's list of sessions calls it. */
    browser: string;
  }
}

/** Until when the session lives, now that this request has been made. */
export function sessionLife(request: Request): Question<Pick<SessionInfo, 'now' | 'idleEndsAt' | 'endsAt'>> {
  return Question.row<{ now: Date; idleEndsAt: Date; endsAt: Date }>(
    `SELECT sec.now() AS now, sec.session_ends_at(created_at, last_seen_at) AS "idleEndsAt",
            created_at + interval '12 hours' AS "endsAt"
     FROM sessions WHERE sid = $1`,
    [storedSid(request.sessionID)],
  ).to((life) => {
    // Ended by another request in this very moment.
    if (!life) throw new NotSignedIn();
    return {
      now: life.now.toISOString(),
      idleEndsAt: life.idleEndsAt.toISOString(),
      endsAt: life.endsAt.toISOString(),
    };
  });
}

export async function ownSessions(tx: Tx, user: CurrentUser, request: Request): Promise<SessionSummary[]> {
  const found = await rows<{ id: string; current: boolean; browser: string | null; startedAt: Date; lastSeenAt: Date }>(
    tx,
    `SELECT id, sid = $2 AS current, sess ->> 'browser' AS browser, created_at AS "startedAt", last_seen_at AS "lastSeenAt"
     FROM sessions
     WHERE user_id = $1 AND expire > now() AND sec.session_ends_at(created_at, last_seen_at) > sec.now()
     ORDER BY sid = $2 DESC, last_seen_at DESC`,
    [user.id, storedSid(request.sessionID)],
  );
  return found.map(({ id, current, browser, startedAt, lastSeenAt }) => ({
    id,
    current,
    browser: browser ?? 'A browser',
    startedAt: startedAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
}

/** @throws NotFound for another person's session as for one that never was */
export async function endOwnSession(tx: Tx, user: CurrentUser, id: string): Promise<void> {
  const ended = await rows<{ id: string }>(
    tx,
    'WITH gone AS (DELETE FROM sessions WHERE id = $1 AND user_id = $2 RETURNING id) SELECT id FROM gone',
    [id, user.id],
  );
  if (ended.length === 0) throw new NotFound();
}

/** Only names from a list: what a browser says of itself is never kept as it was sent. */
export function browserName(userAgent = ''): string {
  const first = (names: readonly (readonly [RegExp, string])[], otherwise: string): string =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? otherwise;
  const browser = first(
    [
      [/Edg/, 'Edge'],
      [/Firefox|FxiOS/, 'Firefox'],
      [/Chrome|CriOS/, 'Chrome'],
      [/Safari/, 'Safari'],
    ],
    'A browser',
  );
  const system = first(
    [
      [/iPhone|iPad/, 'iOS'],
      [/Android/, 'Android'],
      [/Windows/, 'Windows'],
      [/Mac OS/, 'macOS'],
      [/Linux|CrOS/, 'Linux'],
    ],
    '',
  );
  return system ? `${browser} on ${system}` : browser;
}
