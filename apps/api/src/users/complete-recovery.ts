import { createHash } from 'node:crypto';
import type { CompletedRecovery, RecoveryStep } from '@shared-care/contracts/recoveries/answers';
import type { CompleteRecovery } from '@shared-care/contracts/recoveries/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { MIN_PASSWORD } from '@shared-care/contracts/users/shapes';
import { recordAudit } from '../audit/audit';
import { argon2Hash, argon2Verify } from '../sign-in/password';
import { InvalidInput, Refused } from '../platform/problems';
import { actFor, rows, type Tx } from '../platform/tx';
import { whyGuessable } from '../sign-in/guessable-password';
import { ownPasskeys } from '../sign-in/passkeys';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

type Opened = Omit<RecoveryStep, 'passkeys'> & { userId: string };

/** Used, revoked, run out and unknown links are answered alike. */
function dead(): Refused {
  return new Refused(
    'This link has been used or stopped, or its time is over. Ask again from the sign-in page, or ring an admin of the unit.',
  );
}

/** What the link is for. Looking takes nothing: programs that check mail open links too. */
export async function lookAtRecovery(tx: Tx, token: string): Promise<RecoveryStep> {
  const { userId, ...step } = await opened(tx, token);
  const asks = step.step === 'complete' && step.lost !== 'password';
  if (asks) await actFor(tx, { id: userId });
  return { ...step, passkeys: asks ? await ownPasskeys(tx, userId) : [] };
}

export async function proveMailbox(tx: Tx, token: string): Promise<RecoveryStep> {
  const step = await opened(tx, token);
  const [proved] = await rows<{ id: string | null }>(tx, 'SELECT sec.prove_mailbox($1) AS id', [hashOf(token)]);
  if (!proved?.id) throw dead();
  await actFor(tx, { id: step.userId });
  await recordAudit(
    tx,
    { id: step.userId, role: step.role },
    { action: 'update', entity: 'account_recovery', entityId: proved.id, detail: 'showed the mailbox is theirs' },
  );
  const { userId: _, ...shown } = step;
  return { ...shown, passkeys: [] };
}

/** Null when the password they have was asked for and is another one: the link stays good, and the try is counted. */
export async function completeRecovery(
  tx: Tx,
  { token, password, keepPasskeys }: CompleteRecovery,
): Promise<(CompletedRecovery & { user: CurrentUser }) | null> {
  const step = await opened(tx, token);
  if (step.step !== 'complete') throw dead();
  const newHash = step.password === 'new' ? await hashOfNew(step, password) : null;
  if (step.password === 'current' && !(await isCurrent(tx, token, password))) return null;
  const [done] = await rows<{ id: string | null }>(tx, 'SELECT sec.complete_recovery($1, $2, $3) AS id', [
    hashOf(token),
    newHash,
    keepPasskeys,
  ]);
  if (!done?.id) throw dead();
  const [user] = await rows<CurrentUser>(
    tx,
    `SELECT id, display_name AS "displayName", email, role, hospital_id AS "hospitalId" FROM users WHERE id = $1`,
    [done.id],
  );
  await actFor(tx, user!);
  await recordAudit(tx, user!, {
    action: 'update',
    entity: 'user',
    entityId: done.id,
    detail: `recovered: ${step.lost}, all sessions ended`,
  });
  const next = step.password === 'none' ? 'service' : step.lost === 'password' ? 'sign_in' : 'enrol';
  return { email: user!.email, next, user: user! };
}

/** Whose account the link opens, for the count of tries; the same for every link that opens nothing. */
export async function accountOfLink(tx: Tx, token: string): Promise<string> {
  return (await opened(tx, token)).email;
}

async function hashOfNew({ displayName, email }: Opened, password: string | null): Promise<string> {
  const refuse = (message: string): InvalidInput => new InvalidInput([{ field: 'password', message }]);
  if (password === null || password === '') throw refuse('Choose a password.');
  if (password.length < MIN_PASSWORD) throw refuse(`Use ${MIN_PASSWORD} characters or more.`);
  const why = whyGuessable(password, { displayName, email });
  if (why) throw refuse(why);
  return argon2Hash(password);
}

async function isCurrent(tx: Tx, token: string, password: string | null): Promise<boolean> {
  const [found] = await rows<{ hash: string | null }>(tx, 'SELECT sec.recovering_password_hash($1) AS hash', [
    hashOf(token),
  ]);
  return argon2Verify(found?.hash ?? null, password ?? '');
}

async function opened(tx: Tx, token: string): Promise<Opened> {
  const [found] = await rows<Opened>(
    tx,
    `SELECT CASE r.state WHEN 'asked' THEN 'prove' ELSE 'complete' END AS step, r.lost, u.id AS "userId",
            u.display_name AS "displayName", coalesce(r.new_email, u.email) AS email, u.role,
            h.name AS hospital, r.ends_at AS "expiresAt",
            CASE WHEN r.lost = 'authenticator' THEN 'current'
                 WHEN r.lost = 'account' AND sec.signs_in_by_service_alone(u.id) THEN 'none'
                 ELSE 'new' END AS password
     FROM sec.open_recovery($1) r JOIN users u ON u.id = r.user_id LEFT JOIN hospitals h ON h.id = u.hospital_id`,
    [hashOf(token)],
  );
  if (!found) throw dead();
  return found;
}
