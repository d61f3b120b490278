import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Request } from 'express';
import { argon2Verify } from './password';
import { InvalidInput } from '../platform/problems';
import type { SignInThrottle } from './sign-in-throttle';
import { rows, type Database } from '../platform/tx';

/** Asked again of somebody who is signed in, before what signing in takes is changed. @throws InvalidInput */
export async function confirmPassword(
  database: Database,
  throttle: SignInThrottle,
  request: Request,
  user: CurrentUser,
  password: string,
): Promise<void> {
  const right = await throttle.attempt(request, user.email, async () => {
    const [found] = await database.runAs(user, (tx) =>
      rows<{ hash: string | null }>(tx, 'SELECT sec.own_password_hash() AS hash'),
    );
    return (await argon2Verify(found?.hash ?? null, password)) ? true : null;
  });
  if (!right) throw new InvalidInput([{ field: 'password', message: 'This is not your password.' }]);
}
