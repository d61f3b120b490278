import type { ContactHistoryLine } from '@shared-care/contracts/contacts/answers';
import { NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { contactChanges } from './contact-rows';

/** Every check and every change of one contact, newest first; a contact given up keeps its own. */
export async function contactHistory(tx: Tx, contactId: string): Promise<ContactHistoryLine[]> {
  const [contact] = await rows(tx, 'SELECT 1 FROM hospital_contacts WHERE id = $1', [contactId]);
  if (!contact) throw new NotFound();
  const checks = await rows<Extract<ContactHistoryLine, { kind: 'check' }> & { at: Date | string }>(
    tx,
    `SELECT 'check' AS kind, k.id, k.at, b.display_name AS by, k.outcome, k.source, k.number, n.display_name AS "undoneBy"
     FROM contact_checks k LEFT JOIN users b ON b.id = k.by LEFT JOIN users n ON n.id = k.undone_by
     WHERE k.contact_id = $1 ORDER BY k.at DESC`,
    [contactId],
  );
  const changes = (await contactChanges(tx, { contactIds: [contactId] })).map(({ hospitalId: _, ...change }) => ({
    kind: 'change' as const,
    at: change.decidedAt ?? change.proposedAt,
    change,
  }));
  const newest = (line: ContactHistoryLine): number => new Date(line.at).getTime();
  return [...checks, ...changes].sort((one, other) => newest(other) - newest(one));
}
