import type { ConfirmRecovery, Lost, StartRecovery } from '@shared-care/contracts/recoveries/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { refuseStale, userRow } from './user-row';

interface Row {
  id: string;
  version: number;
  state: string;
  userId: string;
  askedBy: string | null;
  expired: boolean;
}

/** The first of two admins, for somebody who cannot reach their mailbox or who left. Nothing changes yet. */
export async function startRecovery(tx: Tx, user: CurrentUser, userId: string, wanted: StartRecovery): Promise<void> {
  const row = await userRow(tx, userId);
  if (userId === user.id) throw new Refused('You cannot start this for your own account. Ask another admin.');
  refuseStale(row, wanted.version);
  refuseWrongKind(wanted.lost, row.disabledAt !== null);
  await refuseServiceOnly(tx, userId, wanted.lost);
  await refuseTakenAddress(tx, userId, wanted.newEmail);
  const [started] = await rows<{ id: string | null }>(tx, 'SELECT sec.start_recovery($1, $2, $3, $4, $5) AS id', [
    userId,
    wanted.lost,
    wanted.identified,
    wanted.because,
    wanted.newEmail,
  ]);
  if (!started?.id)
    throw new Conflict('One for this person waits already. Look at it below.', { version: row.version });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'account_recovery',
    entityId: started.id,
    detail: `for ${wanted.lost}${wanted.newEmail === null ? '' : ', to another address'}`,
    reason: wanted.because,
  });
}

function refuseWrongKind(lost: Lost, disabled: boolean): void {
  if (disabled && lost !== 'account')
    throw new Refused('This account is disabled. Re-invite the person instead.', [
      { field: 'lost', message: 'Choose “Came back after leaving”.' },
    ]);
  if (!disabled && lost === 'account')
    throw new Refused('This account is not disabled: its owner can sign in.', [
      { field: 'lost', message: 'Choose what they have lost.' },
    ]);
}

/** Their password and second factor are not ours to give. */
async function refuseServiceOnly(tx: Tx, userId: string, lost: Lost): Promise<void> {
  if (lost === 'account') return;
  const [found] = await rows<{ alone: boolean }>(tx, 'SELECT sec.signs_in_by_service_alone($1) AS alone', [userId]);
  if (found?.alone)
    throw new Refused(
      'This person signs in by the sign-in service alone. Its helpdesk gives a new password or second factor; nothing is kept here.',
    );
}

async function refuseTakenAddress(tx: Tx, userId: string, email: string | null): Promise<void> {
  if (email === null) return;
  const taken = await rows(tx, 'SELECT 1 FROM users WHERE email = $1 AND id <> $2', [email, userId]);
  if (taken.length > 0)
    throw new InvalidInput([{ field: 'newEmail', message: 'Somebody else has an account with this address.' }]);
}

/** @throws Refused for the person concerned and for its starter: the database refuses both as well */
export async function confirmRecovery(
  tx: Tx,
  user: CurrentUser,
  recoveryId: string,
  { version, identified }: ConfirmRecovery,
): Promise<void> {
  const row = await recoveryRow(tx, recoveryId);
  if (row.userId === user.id) throw new Refused('This is about your own account. Another admin confirms it.');
  if (row.askedBy === user.id) throw new Refused('You started this. Another admin confirms it.');
  const spoken = await rows(
    tx,
    'SELECT 1 FROM account_recovery_confirmations WHERE recovery_id = $1 AND confirmed_by = $2',
    [recoveryId, user.id],
  );
  if (spoken.length > 0 && row.version === version) throw new Refused('You have confirmed this. One more admin does.');
  const [answer] = await rows<{ done: boolean }>(tx, 'SELECT sec.confirm_recovery($1, $2, $3) AS done', [
    recoveryId,
    version,
    identified,
  ]);
  if (!answer?.done) throw decidedMeanwhile(row);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'account_recovery',
    entityId: recoveryId,
    detail: `confirm, identified by ${identified}`,
  });
}

export async function endRecovery(tx: Tx, user: CurrentUser, recoveryId: string, version: number): Promise<void> {
  const row = await recoveryRow(tx, recoveryId);
  const [answer] = await rows<{ state: string | null }>(tx, 'SELECT sec.end_recovery($1, $2) AS state', [
    recoveryId,
    version,
  ]);
  if (!answer?.state) throw decidedMeanwhile(row);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'account_recovery',
    entityId: recoveryId,
    detail: answer.state,
  });
}

export async function sendRecoveryAgain(tx: Tx, user: CurrentUser, recoveryId: string, version: number): Promise<void> {
  const row = await recoveryRow(tx, recoveryId);
  const [answer] = await rows<{ sent: boolean }>(tx, 'SELECT sec.send_recovery_again($1, $2) AS sent', [
    recoveryId,
    version,
  ]);
  if (!answer?.sent) throw decidedMeanwhile(row);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'account_recovery',
    entityId: recoveryId,
    detail: 'send the link again',
  });
}

async function recoveryRow(tx: Tx, id: string): Promise<Row> {
  const [found] = await rows<Row>(
    tx,
    `SELECT id, version, state, user_id AS "userId", asked_by AS "askedBy", ends_at <= sec.now() AS expired
     FROM account_recoveries WHERE id = $1`,
    [id],
  );
  if (!found) throw new NotFound();
  return found;
}

function decidedMeanwhile({ version, state, expired }: Row): Conflict {
  const words = expired
    ? 'Its time has run out. Start again.'
    : 'This was decided or changed meanwhile. Look at it again.';
  return new Conflict(words, { version, state });
}
