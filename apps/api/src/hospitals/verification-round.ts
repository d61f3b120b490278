import type { VerificationRound } from '@shared-care/contracts/contacts/answers';
import type { ContactHealth } from '@shared-care/domain/contact-health';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { contactChanges, contactRows, listed, type ContactRow } from './contact-rows';

/** What a round asks for first. A verified number is not asked for. */
const ORDER: readonly ContactHealth[] = ['stale', 'never', 'overdue', 'verify_soon'];

/** Contacts of our network to ring, most doubtful first. With a hospital, its own alone. */
export async function contactsToVerify(
  tx: Tx,
  hospitalId?: string,
): Promise<(ContactRow & { hospitalName: string })[]> {
  const network = await rows<{ id: string; name: string }>(
    tx,
    `SELECT id, name FROM hospitals WHERE network_role <> 'other' AND ($1::uuid IS NULL OR id = $1)`,
    [hospitalId ?? null],
  );
  const names = new Map(network.map(({ id, name }) => [id, name]));
  const contacts = await contactRows(tx, { hospitalIds: [...names.keys()] });
  return contacts
    .filter(({ health }) => ORDER.includes(health))
    .map((contact) => ({ ...contact, hospitalName: names.get(contact.hospitalId) ?? '' }))
    .sort(
      (one, other) =>
        ORDER.indexOf(one.health) - ORDER.indexOf(other.health) ||
        (one.verifiedOn ?? '').localeCompare(other.verifiedOn ?? '') ||
        one.hospitalName.localeCompare(other.hospitalName) ||
        one.label.localeCompare(other.label),
    );
}

export async function verificationRound(tx: Tx, hospitalId?: string): Promise<VerificationRound> {
  const due = await contactsToVerify(tx, hospitalId);
  const ids = due.map(({ id }) => id);
  const used = new Map(
    (await contactRows(tx, { contactIds: ids, countUse: true })).map((row) => [row.id, row.touches]),
  );
  const waiting = new Map(
    (await contactChanges(tx, { contactIds: ids, waitingOnly: true })).map(({ hospitalId: _, ...change }) => [
      change.contactId,
      change,
    ]),
  );
  return {
    contacts: due.map(({ hospitalName, ...contact }) => ({
      contact: { ...listed(contact), touches: used.get(contact.id) ?? null },
      hospital: { id: contact.hospitalId, name: hospitalName },
      waiting: waiting.get(contact.id) ?? null,
    })),
    now: (await databaseNow(tx)).toISOString(),
  };
}
