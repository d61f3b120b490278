import type { ContactDetails } from '@shared-care/contracts/contact-details/answers';
import type { ChangeContactDetails } from '@shared-care/contracts/contact-details/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { asWritten, phoneToKeep } from '../hospitals/phone-number';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

/** How a family is reached. The database keeps it back while the address is restricted (hazard H17). */
export async function contactDetails(tx: Tx, user: CurrentUser, patientId: string): Promise<ContactDetails> {
  const details = await detailsOf(tx, patientId);
  await recordAudit(tx, user, { action: 'read', entity: 'contact_details', entityId: patientId, patientId });
  return details;
}

async function detailsOf(tx: Tx, patientId: string): Promise<ContactDetails> {
  const [found] = await rows<ContactDetails>(
    tx,
    `SELECT c.address, c.postcode, c.address_since AS "addressSince", c.phone, c.email, c.email_bounced_at AS "emailBouncedAt", c.kept_back AS "keptBack",
            coalesce(d.messages, 'not_asked') AS messages, d.messages_on AS "messagesOn",
            sec.may_contact($1) AS "whyNot", coalesce(d.version, 0) AS version
     FROM sec.contact_details($1) c LEFT JOIN contact_details d ON d.patient_id = $1`,
    [patientId],
  );
  if (!found) throw new NotFound();
  return { ...found, phone: found.phone && asWritten(found.phone) };
}

/**
 * @throws Conflict with what stands there now, when somebody else saved first
 * @throws Refused while the address is restricted: what nobody may read nobody may overwrite
 */
export async function changeContactDetails(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof ChangeContactDetails>,
): Promise<void> {
  const [child] = await rows<{ restricted: boolean; gone: boolean }>(
    tx,
    `SELECT restricted_at IS NOT NULL AS restricted, merged_into_id IS NOT NULL AS gone FROM patients WHERE id = $1 FOR UPDATE`,
    [patientId],
  );
  if (!child || child.gone) throw new NotFound();
  if (child.restricted)
    throw new Refused(
      'The address of this family is restricted. End the restriction before contact details are changed.',
    );
  const today = londonDate(await databaseNow(tx));
  if ((asked.addressSince ?? '') > today)
    throw new InvalidInput([{ field: 'addressSince', message: 'This day is still to come. Check it.' }]);
  const { address, postcode, addressSince, email, messages } = asked;
  const phone = phoneToKeep('phone', asked.phone);
  const saved = await rows(
    tx,
    `INSERT INTO contact_details AS d (patient_id, address, postcode, phone, email, messages, messages_on, messages_recorded_by,
       address_since)
     VALUES ($1, $3, $4, $5, $6, $7, CASE WHEN $7 <> 'not_asked' THEN $8::date END, sec.uid(), $9)
     ON CONFLICT (patient_id) DO UPDATE SET address = $3, postcode = $4, phone = $5, email = $6, messages = $7,
       address_since = $9,
       -- A choice keeps its day until it is another one.
       messages_on = CASE WHEN $7 = d.messages THEN d.messages_on WHEN $7 <> 'not_asked' THEN $8::date END,
       messages_recorded_by = CASE WHEN $7 = d.messages THEN d.messages_recorded_by ELSE sec.uid() END,
       version = d.version + 1
     WHERE d.version = $2 RETURNING version`,
    [patientId, asked.version, address || null, postcode || null, phone, email || null, messages, today, addressSince],
  );
  if (saved.length === 0)
    throw new Conflict('Somebody else saved this since you opened it. Both are shown; nothing was overwritten.', {
      ...(await detailsOf(tx, patientId)),
    });
  await recordAudit(tx, user, { action: 'update', entity: 'contact_details', entityId: patientId, patientId });
}
