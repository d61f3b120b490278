import type { ListedContact } from '@shared-care/contracts/contacts/answers';
import type { OwnStaleNumber } from '@shared-care/contracts/contacts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { contactRows, listed } from './contact-rows';

/**
 * Somebody takes it on to find the right number, or gives it back. Nobody ends this work by hand: it ends when the number
 * was rung and is right, was changed, or was given up.
 *
 * @throws Conflict with who owns it, when that changed meanwhile
 */
export async function ownStaleNumber(
  tx: Tx,
  user: CurrentUser,
  contactId: string,
  { version, mine }: OwnStaleNumber,
): Promise<ListedContact> {
  const [[work]] = await tx.query<[{ id: string }[], number]>(
    `UPDATE stale_numbers SET owner_id = CASE WHEN $3 THEN sec.uid() END, taken_at = CASE WHEN $3 THEN sec.now() END,
       version = version + 1
     WHERE contact_id = $1 AND version = $2 AND ended_at IS NULL RETURNING id`,
    [contactId, version, mine],
  );
  const [contact] = await contactRows(tx, { contactIds: [contactId], countUse: true });
  if (!contact) throw new NotFound();
  if (!work)
    throw new Conflict(
      contact.stale
        ? `${contact.stale.owner?.displayName ?? 'Somebody'} changed who owns this meanwhile.`
        : 'This number is in order again.',
      { stale: contact.stale },
    );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'stale_number',
    entityId: work.id,
    detail: mine ? 'taken' : 'given back',
  });
  return listed(contact);
}
