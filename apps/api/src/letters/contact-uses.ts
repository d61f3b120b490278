import type { ContactUse, ContactUses } from '@shared-care/contracts/contacts/answers';
import type { ContactUsesQuery } from '@shared-care/contracts/contacts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { plansNaming } from '../emergency-plans/plans-naming';
import { IDENTITY } from '../patients/patient-rows';
import { NotFound } from '../platform/problems';
import { counted, rows, type Tx } from '../platform/tx';

/**
 * Where a number is written, child by child: the rows behind the counts of `sec.contact_touches`, found by the same
 * conditions. A spec compares the two.
 *
 * @throws NotFound when there is no such contact
 */
export async function contactUses(
  tx: Tx,
  user: CurrentUser,
  contactId: string,
  { page, rows: most }: z.output<typeof ContactUsesQuery>,
): Promise<ContactUses> {
  const [contact] = await rows<ContactUses['contact']>(
    tx,
    `SELECT c.label, c.phone, json_build_object('id', h.id, 'name', h.name) AS hospital
     FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id WHERE c.id = $1`,
    [contactId],
  );
  if (!contact) throw new NotFound();
  const found = await rows<ContactUse & { total: number }>(
    tx,
    `WITH contact AS (SELECT id, hospital_id, sec.digits(phone) AS digits FROM hospital_contacts WHERE id = $1),
     uses AS (
       SELECT 'arrangement' AS kind, o.id, o.patient_id, o.agreed_at AS at
       FROM sec.arrangement_words(ARRAY(SELECT hospital_id FROM contact)) o
       JOIN contact c ON c.digits <> '' AND strpos(o.words, c.digits) > 0
       UNION ALL
       SELECT CASE l.kind WHEN 'emergency_card' THEN 'card' ELSE 'letter' END, l.id, l.patient_id, l.issued_at
       FROM letters l JOIN letter_numbers n ON n.letter_id = l.id JOIN contact c ON c.id = n.contact_id
       WHERE l.state = 'current'
       UNION ALL
       SELECT 'plan', e.id, e.patient_id, e.approved_at
       FROM contact c CROSS JOIN LATERAL (${plansNaming('c.digits')}) AS e),
     listed AS (
       SELECT u.*, count(*) OVER ()::int AS total, p.family_name, p.given_name
       FROM uses u JOIN patients p ON p.id = u.patient_id
       ORDER BY p.family_name, p.given_name, p.id, u.kind, u.id LIMIT $2 OFFSET $3)
     SELECT u.kind, u.id, ${IDENTITY} AS patient, u.at, u.total
     FROM listed u JOIN patients p ON p.id = u.patient_id
     ORDER BY u.family_name, u.given_name, p.id, u.kind, u.id`,
    [contactId, most, (page - 1) * most],
  );
  const { listed, total } = counted(found);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'contact_uses',
    entityId: contactId,
    patientIds: [...new Set(listed.map(({ patient }) => patient.id))],
    detail: `${listed.length} of ${total}`,
  });
  return { contact, rows: listed, total };
}
