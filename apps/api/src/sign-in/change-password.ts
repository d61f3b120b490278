import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Session } from '@shared-care/database/entities/sign-in';
import { Not } from 'typeorm';
import { argon2Hash } from './password';
import { InvalidInput } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { whyGuessable } from './guessable-password';

/**
 * Ends every other session of this person: a thief who knew the old password is out. @throws InvalidInput when
 * guessable
 */
export async function changePassword(tx: Tx, user: CurrentUser, newPassword: string, keptSid: string): Promise<void> {
  const why = whyGuessable(newPassword, user);
  if (why) throw new InvalidInput([{ field: 'newPassword', message: why }]);
  const hash = await argon2Hash(newPassword);
  await rows(tx, 'SELECT sec.set_own_password($1)', [hash]);
  await tx.delete(Session, { userId: user.id, sid: Not(keptSid) });
}
