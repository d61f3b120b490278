import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Request, Response } from 'express';
import type { DataSource } from 'typeorm';
import { cookieOf } from './cookies';
import { TooMany } from './problems';

const DEVICE_DAYS = 180;

/** Counts wrong passwords and codes in PostgreSQL, so that every process knows of the tries at every other. */
export interface SignInThrottle {
  /**
   * Runs `check` when a try is left for this account, from this address. What is right is not counted.
   * @throws TooMany before anything is checked, alike for accounts that do not exist
   */
  attempt<T>(request: Request, email: string, check: () => Promise<T | null>): Promise<T | null>;
  /** Under which the tries at this account are counted; for admins who let it try again. */
  accountKey(email: string): Buffer;
  /** From now on other people's wrong passwords do not hold this person up in this browser. */
  remember(request: Request, response: Response, userId: string): Promise<void>;
}

export function signInThrottle(app: DataSource, secret: string, secure: boolean): SignInThrottle {
  const cookie = secure ? '__Host-shared-care-browser' : 'shared-care-browser';
  const key = createHmac('sha256', secret).update('sign-in attempts').digest();
  const keyed = (what: string, value: string): Buffer => createHmac('sha256', key).update(`${what} ${value}`).digest();

  const accountKey = (email: string): Buffer => keyed('account', email.toLowerCase());

  return {
    accountKey,
    async attempt(request, email, check) {
      const typed = email.toLowerCase();
      const token = cookieOf(request, cookie);
      const [taken] = await app.query<{ attempt_id: string | null; wait_seconds: number }[]>(
        'SELECT * FROM sec.begin_sign_in_attempt($1, $2, $3, $4)',
        [typed, accountKey(typed), keyed('network', networkOf(request.ip ?? '')), token && hashOf(token)],
      );
      if (!taken?.attempt_id) throw new TooMany(taken?.wait_seconds ?? 60);
      const right = await check();
      if (right !== null) await app.query('SELECT sec.forget_sign_in_attempt($1)', [taken.attempt_id]);
      return right;
    },

    async remember(request, response, userId) {
      const sent = cookieOf(request, cookie);
      // A token that nobody was given is not taken over: somebody may have planted it.
      const known = sent
        ? await app.query<unknown[]>('SELECT 1 FROM known_devices WHERE token_hash = $1 LIMIT 1', [hashOf(sent)])
        : [];
      const token = sent && known.length > 0 ? sent : randomBytes(24).toString('base64url');
      await app.query(
        `INSERT INTO known_devices (user_id, token_hash) VALUES ($1, $2)
         ON CONFLICT (user_id, token_hash) DO UPDATE SET last_used_at = sec.now()`,
        [userId, hashOf(token)],
      );
      response.cookie(cookie, token, {
        httpOnly: true,
        sameSite: 'lax',
        secure,
        path: '/',
        maxAge: DEVICE_DAYS * 86_400_000,
      });
    },
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** One line of IPv6 has 2⁶⁴ addresses to rotate through: its first half counts as one. */
function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip.replace(/^::ffff:/, '');
  const [head = '', tail] = ip.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const all =
    tail === undefined ? groups : [...groups, ...Array<string>(8 - groups.length - after.length).fill('0'), ...after];
  return all.slice(0, 4).join(':');
}
