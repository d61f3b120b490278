import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Strategy } from 'passport-local';
import { DataSource } from 'typeorm';
import { argon2Verify } from './password';
import { SignInThrottle } from './sign-in-throttle';

/** Columns of `users u` that make a {@link CurrentUser}. */
export const SIGNED_IN_USER = 'u.id, u.display_name AS "displayName", u.email, u.role, u.hospital_id AS "hospitalId"';

/** Sign-in by address and password. */
@Injectable()
export class LocalSignIn extends Strategy {
  constructor(
    @InjectDataSource('app') private readonly app: DataSource,
    throttle: SignInThrottle,
  ) {
    super({ usernameField: 'email', session: true, passReqToCallback: true }, (request, email, password, done) => {
      throttle
        .attempt(request, email, () => this.check(email, password))
        .then((user) => done(null, user ?? false))
        .catch(done);
    });
  }

  /** The same answer, and the same work, for an unknown address, a disabled user and a wrong password. */
  private async check(email: string, password: string): Promise<CurrentUser | null> {
    const [found] = await this.app.query<(CurrentUser & { passwordHash: string | null })[]>(
      `SELECT ${SIGNED_IN_USER}, u.password_hash AS "passwordHash" FROM sec.account_to_sign_in($1) u`,
      [email.toLowerCase()],
    );
    const right = await argon2Verify(found?.passwordHash ?? null, password);
    if (!found || !right) return null;
    const { passwordHash: _, ...user } = found;
    return user;
  }
}
