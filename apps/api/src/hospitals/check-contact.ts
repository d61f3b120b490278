import { randomUUID } from 'node:crypto';
import type { CheckedContact } from '@shared-care/contracts/contacts/answers';
import type { CheckContact } from '@shared-care/contracts/contacts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ContactCheck } from '@shared-care/database/entities/hospital';
import type { CheckOutcome } from '@shared-care/domain/contact-health';
import type { LiaisonResult } from '@shared-care/domain/liaison';
import { IsNull } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertOnce, insertRow, NOW } from '../platform/write-row';
import { contactRows, listed, lockContact } from './contact-rows';
import { phoneDigits } from './phone-number';

/** How long a slip in a round can be taken back. */
const UNDO_HOURS = 24;

/**
 * Records that somebody rang a number on purpose to see whether it is right. Sent twice, it counts once.
 *
 * @throws Conflict with the number of now, when it is not the one that was rung
 */
export async function checkContact(
  tx: Tx,
  user: CurrentUser,
  contactId: string,
  { id, version, outcome }: CheckContact,
): Promise<CheckedContact> {
  const contact = await lockContact(tx, contactId);
  if (!contact || contact.endedAt) throw new NotFound();
  if (contact.version !== version)
    throw new Conflict(`This contact changed meanwhile. It is now ${contact.details.phone}: ring that.`, {
      version: contact.version,
      now: contact.details,
    });
  const added = await insertOnce(
    tx,
    ContactCheck,
    { id, contactId, outcome, source: 'round', number: contact.details.phone },
    ['id'],
  );
  if (added !== null)
    await recordAudit(tx, user, { action: 'create', entity: 'contact_check', entityId: id, detail: outcome });
  return { checkId: id, contact: await oneContact(tx, contactId) };
}

/** Takes back one's own answer. The row stays, marked; the contact reads as if it had not been given. */
export async function undoCheck(tx: Tx, user: CurrentUser, checkId: string, seen: number): Promise<CheckedContact> {
  const [check] = await rows<{ contactId: string; by: string | null; undone: boolean; old: boolean; source: string }>(
    tx,
    `SELECT contact_id AS "contactId", by, undone_at IS NOT NULL AS undone, source,
            at < sec.now() - interval '${UNDO_HOURS} hours' AS old
     FROM contact_checks WHERE id = $1`,
    [checkId],
  );
  if (!check) throw new NotFound();
  if (check.by !== user.id || check.source !== 'round')
    throw new Refused('Only the person who gave this answer takes it back.');
  const contact = await lockContact(tx, check.contactId);
  if (contact?.version !== seen)
    throw new Conflict('This contact changed meanwhile. Check its new number instead.', { version: contact?.version });
  if (check.old) throw new Refused(`This was said more than ${UNDO_HOURS} hours ago. Check the number again instead.`);
  if (!check.undone) {
    await tx.update(ContactCheck, { id: checkId, undoneAt: IsNull() }, { undoneAt: NOW, undoneBy: user.id });
    await recordAudit(tx, user, { action: 'update', entity: 'contact_check', entityId: checkId, detail: 'undo' });
  }
  return { checkId, contact: await oneContact(tx, check.contactId) };
}

/** What a call about an alert says of the number that was rung. A message left says neither that it is right nor wrong. */
const OUTCOMES: Readonly<Partial<Record<LiaisonResult, CheckOutcome>>> = { spoke: 'reached', no_answer: 'no_answer' };

/** `01632 960123`, and what may follow: an extension. */
const WRITTEN = /^([+\d\s()-]+)(?:(?:ext(?:ension)?|x)\.?\s*(\d+))?/i;

/**
 * Every call about an alert tells how good its number is (H6). Numbers are compared by their digits with those of the
 * hospital and of our own unit; a number nobody knows is none of ours and tells nothing.
 */
export async function recordCallOutcome(
  tx: Tx,
  call: {
    attendanceId: string | null;
    liaisonEntryId: string;
    numberUsed: string | null;
    result: LiaisonResult;
    at: Date;
  },
): Promise<void> {
  const outcome = OUTCOMES[call.result];
  const [, number = '', extension = ''] = WRITTEN.exec(call.numberUsed ?? '') ?? [];
  const digits = phoneDigits(number);
  if (!outcome || digits === '') return;
  const rung = await rows<{ id: string; phone: string }>(
    tx,
    `SELECT c.id, c.phone FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
     WHERE c.ended_at IS NULL AND 
       (h.network_role = 'hub' OR c.hospital_id = (SELECT a.hospital_id FROM attendances a WHERE a.id = $1))
       AND regexp_replace(c.phone, '[^0-9]', '', 'g') = $2
       AND coalesce(c.extension, '') = $3
     ORDER BY c.id`,
    [call.attendanceId, digits, extension],
  );
  for (const { id, phone } of rung) {
    await insertRow(tx, ContactCheck, {
      id: randomUUID(),
      contactId: id,
      at: call.at,
      outcome,
      source: 'alert',
      number: phone,
      liaisonEntryId: call.liaisonEntryId,
    });
  }
}

async function oneContact(tx: Tx, contactId: string): Promise<CheckedContact['contact']> {
  const [found] = await contactRows(tx, { contactIds: [contactId], countUse: true });
  if (!found) throw new NotFound();
  return listed(found);
}
