import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { CONFIG, servedSecurely, type Config } from '../platform/config';
import { cookieOf } from '../platform/cookies';
import { networkOf } from '../platform/network';
import { TooMany } from '../platform/problems';
import { SESSION_SECRET } from '../platform/session-secret';

const DEVICE_DAYS = 180;

/** Counts wrong passwords and codes in PostgreSQL, so that every process knows of the tries at every other. */
@Injectable()
export class SignInThrottle {
  private readonly secure: boolean;
  private readonly cookie: string;
  private readonly key: Buffer;

  constructor(
    @InjectDataSource('app') private readonly app: DataSource,
    @Inject(CONFIG) config: Config,
    @Inject(SESSION_SECRET) secret: string,
  ) {
    this.secure = servedSecurely(config);
    this.cookie = this.secure ? '__Host-shared-care-browser' : 'shared-care-browser';
    this.key = createHmac('sha256', secret).update('sign-in attempts').digest();
  }

  /** Under which the tries at this account are counted; for admins who let it try again. */
  readonly accountKey = (email: string): Buffer => this.keyed('account', email.toLowerCase());

  /**
   * Runs `check` when a try is left for this account, from this address. What is right is not counted.
   * @throws TooMany before anything is checked, alike for accounts that do not exist
   */
  async attempt<T>(request: Request, email: string, check: () => Promise<T | null>): Promise<T | null> {
    const typed = email.toLowerCase();
    const token = cookieOf(request, this.cookie);
    const [taken] = await this.app.query<{ attempt_id: string | null; wait_seconds: number }[]>(
      'SELECT * FROM sec.begin_sign_in_attempt($1, $2, $3, $4)',
      [typed, this.accountKey(typed), this.keyed('network', networkOf(request.ip ?? '')), token && hashOf(token)],
    );
    if (!taken?.attempt_id) throw new TooMany(taken?.wait_seconds ?? 60);
    const right = await check();
    if (right !== null) await this.app.query('SELECT sec.forget_sign_in_attempt($1)', [taken.attempt_id]);
    return right;
  }

  /** From now on other people's wrong passwords do not hold this person up in this browser. */
  async remember(request: Request, response: Response, userId: string): Promise<void> {
    const sent = cookieOf(request, this.cookie);
    // A token that nobody was given is not taken over: somebody may have planted it.
    const known = sent
      ? await this.app.query<unknown[]>('SELECT 1 FROM known_devices WHERE token_hash = $1 LIMIT 1', [hashOf(sent)])
      : [];
    const token = sent && known.length > 0 ? sent : randomBytes(24).toString('base64url');
    await this.app.query(
      `INSERT INTO known_devices (user_id, token_hash) VALUES ($1, $2)
       ON CONFLICT (user_id, token_hash) DO UPDATE SET last_used_at = sec.now()`,
      [userId, hashOf(token)],
    );
    response.cookie(this.cookie, token, {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
      path: '/',
      maxAge: DEVICE_DAYS * 86_400_000,
    });
  }

  private keyed(what: string, value: string): Buffer {
    return createHmac('sha256', this.key).update(`${what} ${value}`).digest();
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
