import type { DataSource } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { rows } from '../platform/tx';
import { newToken } from './token';

/**
 * One link for each address, as the owner of the database: for an installation in which nobody can invite anybody yet.
 *
 * @throws Error when there are two admins already, who invite everybody else
 */
export function inviteFirstAdmins(
  owner: DataSource,
  emails: readonly string[],
): Promise<{ email: string; token: string }[]> {
  return owner.transaction(async (tx) => {
    const sent: { email: string; token: string }[] = [];
    for (const email of emails) {
      const { token, hash } = newToken();
      const [invited] = await rows<{ id: string | null }>(tx, 'SELECT sec.invite_first_admin($1, $2) AS id', [
        email.toLowerCase(),
        hash,
      ]);
      if (!invited?.id) throw new Error('There are two admins already. They invite everybody else, under Users.');
      // The owner writes no audit row; the role of the background loops may.
      await rows(tx, 'SET LOCAL ROLE shared_care_worker');
      await recordAudit(tx, null, {
        action: 'create',
        entity: 'invitation',
        entityId: invited.id,
        detail: 'as admin, by the owner of the database',
      });
      await rows(tx, 'RESET ROLE');
      sent.push({ email, token });
    }
    return sent;
  });
}

/**
 * The owner of the database as the second voice, where one of two admins is locked out and only the other can confirm.
 *
 * @throws Error when nothing of this person waits, or enough admins are there
 */
export function confirmAsOwner(owner: DataSource, email: string): Promise<void> {
  return owner.transaction(async (tx) => {
    const [confirmed] = await rows<{ id: string | null }>(tx, 'SELECT sec.confirm_recovery_as_owner($1) AS id', [
      email.toLowerCase(),
    ]);
    if (!confirmed?.id)
      throw new Error(
        'Nothing of an admin with this address waits to be confirmed, or two other admins are there to confirm it, under Users.',
      );
    // The owner writes no audit row; the role of the background loops may.
    await rows(tx, 'SET LOCAL ROLE shared_care_worker');
    await recordAudit(tx, null, {
      action: 'update',
      entity: 'account_recovery',
      entityId: confirmed.id,
      detail: 'confirm, by the owner of the database',
    });
    await rows(tx, 'RESET ROLE');
  });
}
