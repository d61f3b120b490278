import { AsyncLocalStorage } from 'node:async_hooks';
import { createSecretKey } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { UNATTENDED_HEADER } from '@shared-care/contracts/routes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import connectPgSimple, { type PGStoreOptions } from 'connect-pg-simple';
import type { Request, RequestHandler, Response } from 'express';
import session, { type SessionData } from 'express-session';
import { Passport } from 'passport';
import type { Pool } from 'pg';
import { Session } from '@shared-care/database/entities/sign-in';
import { DataSource } from 'typeorm';
import { CONFIG, servedSecurely, type Config } from '../platform/config';
import { SESSION_SECRET } from '../platform/session-secret';
import { storedSid } from '../platform/stored-sid';
import { LocalSignIn, SIGNED_IN_USER } from './local-sign-in';
import { writeToken } from './write-token';
import { NOW } from '../platform/write-row';

/** A session ends this long after sign-in, whatever happens. */
const SESSION_HOURS = 12;

const PgStore = connectPgSimple(session);

/**
 * Server-side sessions: the cookie holds a random id, PostgreSQL holds the rest. Role and the disabled mark are read
 * afresh on each request, so that disabling a user acts on the next one.
 */
@Injectable()
export class Sessions implements OnApplicationShutdown {
  /** What a request to the API passes before it meets a controller, in order. */
  readonly handlers: RequestHandler[];
  /** Passed by a browser that loads the dashboard's page. */
  readonly greet: RequestHandler;
  private readonly store: HashedStore;
  // One of its own for each program: the library's shared one would ask the database of the program that started first.
  private readonly passport = new Passport();

  constructor(
    @InjectDataSource('app') private readonly app: DataSource,
    @Inject(CONFIG) config: Config,
    @Inject(SESSION_SECRET) secret: string,
    local: LocalSignIn,
  ) {
    const secure = servedSecurely(config);
    this.store = new HashedStore(this.app, {
      pool: (app.driver as unknown as { master: Pool }).master,
      tableName: 'sessions',
      disableTouch: true,
    });
    this.passport.use(local);
    this.passport.serializeUser((user, done) => done(null, user.id));
    this.passport.deserializeUser(
      (request: Request, id: string, done: (error: unknown, user?: CurrentUser | false) => void) => {
        // Found with the session. Somebody who signs in or out has another session than they came with.
        const user = found.get(request);
        done(null, user?.id === id ? user : false);
      },
    );
    const withSession = session({
      store: this.store,
      // A key made once, and not from its text for each cookie.
      secret: createSecretKey(secret, 'utf8') as unknown as string,
      name: secure ? '__Host-shared-care' : 'shared-care',
      resave: false,
      saveUninitialized: false,
      cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: SESSION_HOURS * 3_600_000 },
    });
    const token = writeToken(secret, secure);
    this.handlers = [
      onApi((request, response, next) => asking.run(request, () => void withSession(request, response, next))),
      onApi(this.passport.session()),
      onApi(token.check),
    ];
    this.greet = token.greet;
  }

  /** The user whose address and password are in the body, or null. */
  byPassword(request: Request, response: Response): Promise<CurrentUser | null> {
    return new Promise((done, fail) => {
      const answer = (error: unknown, user: CurrentUser | false | null): void => {
        if (error) fail(error as Error);
        else done(user || null);
      };
      const check = this.passport.authenticate('local', answer) as RequestHandler;
      void check(request, response, (error?: unknown) => (error ? fail(error as Error) : done(null)));
    });
  }

  onApplicationShutdown(): void {
    this.store.close();
  }
}

/** Assets and health checks need no session, and must not cost a query. */
function onApi(handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (request.path.startsWith('/api/')) void handler(request, response, next);
    else next();
  };
}

/** For whom the store looks a session up: express-session does not say. */
const asking = new AsyncLocalStorage<Request>();

/** Whom the session of a request belongs to, while they are signed in. */
const found = new WeakMap<Request, CurrentUser>();

class HashedStore extends PgStore {
  constructor(
    private readonly app: DataSource,
    options: PGStoreOptions,
  ) {
    super(options);
  }

  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    const request = asking.getStore();
    sessionWithUser(this.app, storedSid(sid), request)
      .then((stored) => {
        if (request && stored?.user) found.set(request, stored.user);
        done(null, stored?.data ?? null);
      })
      .catch(done);
  }

  override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
    super.set(storedSid(sid), data, done);
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    super.destroy(storedSid(sid), done);
  }
}

/**
 * A session and whose it is while they are signed in, by the database's clock. A request that a person made keeps it
 * alive; a screen that nobody touches says so of its requests, and the live stream never counts. Written at most once a
 * minute.
 */
async function sessionWithUser(
  app: DataSource,
  sid: string,
  request: Request | undefined,
): Promise<{ data: SessionData; user: CurrentUser | null } | null> {
  const [stored] = await app.query<{ data: SessionData; user: CurrentUser | null; stale: boolean }[]>(
    `SELECT s.sess AS data, s.last_seen_at < sec.now() - interval '1 minute' AS stale,
            (SELECT to_json(alive) FROM (
               SELECT ${SIGNED_IN_USER} FROM users u
               WHERE u.id = s.user_id AND u.disabled_at IS NULL
                 AND sec.session_ends_at(s.created_at, s.last_seen_at) > sec.now()) AS alive) AS user
     FROM sessions s WHERE s.sid = $1 AND s.expire >= now()`,
    [sid],
  );
  if (!stored) return null;
  const { data, user, stale } = stored;
  if (user && stale && request && request.path !== '/api/live' && request.get(UNATTENDED_HEADER) === undefined)
    await app.manager.update(Session, { sid }, { lastSeenAt: NOW });
  return { data, user };
}
