import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { argon2Hash } from './password';
import { InvalidInput } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { whyGuessable } from './guessable-password';

/** Ends every other session of this person: whoever knew the old password is out. @throws InvalidInput when guessable */
export async function changePassword(tx: Tx, user: CurrentUser, newPassword: string, keptSid: string): Promise<void> {
  const why = whyGuessable(newPassword, user);
  if (why) throw new InvalidInput([{ field: 'newPassword', message: why }]);
  const hash = await argon2Hash(newPassword);
  await rows(tx, 'UPDATE users SET password_hash = $2, version = version + 1 WHERE id = $1', [user.id, hash]);
  await rows(tx, 'DELETE FROM sessions WHERE user_id = $1 AND sid <> $2', [user.id, keptSid]);
}
