import { createHash } from 'node:crypto';
import { argon2Verify } from './password';
import { UNATTENDED_HEADER } from '@shared-care/contracts/routes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Request, RequestHandler, Response } from 'express';
import session, { type SessionData } from 'express-session';
import connectPgSimple from 'connect-pg-simple';
import passportLibrary from 'passport';
import { Strategy as LocalStrategy } from 'passport-local';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { Config } from './config';
import { writeToken } from './write-token';
import { signInThrottle, type SignInThrottle } from './sign-in-throttle';

/** A session ends this long after sign-in, whatever happens. */
const SESSION_HOURS = 12;

const PgStore = connectPgSimple(session);

const USER = 'SELECT u.id, display_name AS "displayName", email, role, hospital_id AS "hospitalId" FROM users u';

/** How a session id is kept: whoever reads the table cannot send one. */
export function storedSid(sid: string): string {
  return createHash('sha256').update(sid).digest('base64url');
}

/** What the steps of signing in need, whichever controller takes them. */
export interface Authenticate extends SignInThrottle {
  /** The user whose address and password are in the body, or null. */
  byPassword(request: Request, response: Response): Promise<CurrentUser | null>;
}

/** Injection token of {@link Authenticate}. */
export const AUTHENTICATE = Symbol('steps of signing in');

export interface Sessions {
  handlers: RequestHandler[];
  /** Passed by whoever loads the dashboard's page. */
  greet: RequestHandler;
  authenticate: Authenticate;
  close(): void;
}

/**
 * Server-side sessions: the cookie holds a random id, PostgreSQL holds the rest. Role and the disabled mark are read
 * afresh on each request, so that disabling a user acts on the next one.
 */
export function sessions(config: Config, secret: string, app: DataSource): Sessions {
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  const store = new HashedStore({
    pool: (app.driver as unknown as { master: Pool }).master,
    tableName: 'sessions',
    disableTouch: true,
  });
  // One of its own for each program: the library's shared one would ask the database of whichever started first.
  const passport = new passportLibrary.Passport();
  const throttle = signInThrottle(app, secret, secure);
  passport.use(localSignIn(app, throttle));
  passport.serializeUser((user, done) => done(null, user.id));
  passport.deserializeUser(
    (request: Request, id: string, done: (error: unknown, user?: CurrentUser | false) => void) => {
      stillSignedIn(app, request, id)
        .then((user) => done(null, user ?? false))
        .catch(done);
    },
  );
  const withSession = session({
    store,
    secret,
    name: secure ? '__Host-shared-care' : 'shared-care',
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: SESSION_HOURS * 3_600_000 },
  });
  const withUser = passport.session();
  const token = writeToken(secret, secure);
  // Assets and health checks need no session, and must not cost a query.
  const onApi =
    (handler: RequestHandler): RequestHandler =>
    (request, response, next) => {
      if (request.path.startsWith('/api/')) void handler(request, response, next);
      else next();
    };
  const byPassword: Authenticate['byPassword'] = (request, response) =>
    new Promise((done, fail) => {
      const answer = (error: unknown, user: CurrentUser | false | null): void => {
        if (error) fail(error as Error);
        else done(user || null);
      };
      const check = passport.authenticate('local', answer) as RequestHandler;
      void check(request, response, (error?: unknown) => (error ? fail(error as Error) : done(null)));
    });
  return {
    handlers: [onApi(withSession), onApi(withUser), onApi(token.check)],
    greet: token.greet,
    authenticate: { ...throttle, byPassword },
    close: () => store.close(),
  };
}

/** The same answer, and the same work, for an unknown address, a disabled user and a wrong password. */
function localSignIn(app: DataSource, throttle: SignInThrottle): LocalStrategy {
  const check = async (email: string, password: string): Promise<CurrentUser | null> => {
    const [found] = await app.query<(CurrentUser & { passwordHash: string | null })[]>(
      `${USER.replace(' FROM', ', password_hash AS "passwordHash" FROM')} WHERE u.email = $1 AND u.disabled_at IS NULL`,
      [email.toLowerCase()],
    );
    const right = await argon2Verify(found?.passwordHash ?? null, password);
    if (!found || !right) return null;
    const { passwordHash: _, ...user } = found;
    return user;
  };
  return new LocalStrategy(
    { usernameField: 'email', session: true, passReqToCallback: true },
    (request, email, password, done) => {
      throttle
        .attempt(request, email, () => check(email, password))
        .then((user) => done(null, user ?? false))
        .catch(done);
    },
  );
}

class HashedStore extends PgStore {
  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    super.get(storedSid(sid), done);
  }

  override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
    super.set(storedSid(sid), data, done);
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    super.destroy(storedSid(sid), done);
  }
}

/**
 * Whose session this is while it lives, by the database's clock. A request that a person made keeps it alive; a screen
 * that nobody touches says so of its requests, and the live stream never counts. Written at most once a minute.
 */
async function stillSignedIn(app: DataSource, request: Request, id: string): Promise<CurrentUser | null> {
  const sid = storedSid(request.sessionID);
  const [found] = await app.query<(CurrentUser & { stale: boolean })[]>(
    `${USER.replace(' FROM', `, s.last_seen_at < sec.now() - interval '1 minute' AS stale FROM`)}
     JOIN sessions s ON s.user_id = u.id
     WHERE u.id = $1 AND u.disabled_at IS NULL AND s.sid = $2
       AND sec.session_ends_at(s.created_at, s.last_seen_at) > sec.now()`,
    [id, sid],
  );
  if (!found) return null;
  const { stale, ...user } = found;
  if (stale && request.path !== '/api/live' && request.get(UNATTENDED_HEADER) === undefined)
    await app.query('UPDATE sessions SET last_seen_at = sec.now() WHERE sid = $1', [sid]);
  return user;
}
