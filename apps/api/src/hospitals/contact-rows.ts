import type { ContactDetails, ListedContact, ListedContactChange } from '@shared-care/contracts/contacts/answers';
import { contactHealth, contactHealthWords } from '@shared-care/domain/contact-health';
import { londonDate } from '@shared-care/domain/london-time';
import { databaseNow, rows, type Tx } from '../platform/tx';

export interface ContactRow extends ListedContact {
  hospitalId: string;
}

/** What a contact says, with the names it has in a change. `c` is the contact. */
export const DETAILS = `json_build_object('purpose', c.purpose, 'unitId', c.unit_id, 'label', c.label, 'phone', c.phone,
  'extension', c.extension, 'bleep', c.bleep, 'hours', c.hours, 'email', c.email, 'onPublicList', c.on_public_list)`;

/**
 * Contacts in use, in the order of a department list. `countUse` also counts what hangs on each number, which
 * reads every arrangement of the hospitals and every plan.
 */
export async function contactRows(
  tx: Tx,
  of: { hospitalIds?: string[]; contactIds?: string[]; countUse?: boolean },
): Promise<ContactRow[]> {
  const today = londonDate(await databaseNow(tx));
  const found = await rows<Omit<ContactRow, 'health' | 'healthWords'>>(
    tx,
    `SELECT c.id, c.hospital_id AS "hospitalId", c.version, c.purpose, c.unit_id AS "unitId", u.name AS "unitName", c.label,
            c.phone, c.extension, c.bleep, c.hours, c.email, c.on_public_list AS "onPublicList",
            c.verified_on AS "verifiedOn", v.display_name AS "verifiedBy", c.last_reached_on AS "lastReachedOn",
            c.failed_calls AS "failedCalls",
            touched.touches,
            CASE WHEN w.id IS NOT NULL THEN json_build_object('since', w.opened_at, 'version', w.version, 'owner',
              CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'displayName', o.display_name) END) END AS stale
     FROM hospital_contacts c
     LEFT JOIN hospital_units u ON u.id = c.unit_id
     LEFT JOIN users v ON v.id = c.verified_by
     LEFT JOIN (SELECT * FROM sec.contact_touches(coalesce($2::uuid[], ARRAY(
                  SELECT id FROM hospital_contacts WHERE hospital_id = ANY ($1) AND ended_at IS NULL)))
                WHERE $3) AS touched ON touched.contact_id = c.id
     LEFT JOIN stale_numbers w ON w.contact_id = c.id AND w.ended_at IS NULL LEFT JOIN users o ON o.id = w.owner_id
     WHERE c.ended_at IS NULL AND ($1::uuid[] IS NULL OR c.hospital_id = ANY ($1)) AND ($2::uuid[] IS NULL OR c.id = ANY ($2))
     ORDER BY array_position(ARRAY['ed', 'assessment', 'ward', 'switchboard', 'secretary', 'community_nurses', 'phu_nurses',
                'on_call_registrar'], c.purpose), u.name, c.label, c.hours, c.id`,
    [of.hospitalIds ?? null, of.contactIds ?? null, of.countUse ?? false],
  );
  return found.map((row) => ({
    ...row,
    health: contactHealth(row, today),
    healthWords: contactHealthWords(row, today),
  }));
}

/** A contact as other screens may have it: which hospital it is of goes beside it. */
export function listed({ hospitalId: _, ...contact }: ContactRow): ListedContact {
  return contact;
}

export function byHospital<T extends { hospitalId: string }>(all: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const each of all) found.set(each.hospitalId, [...(found.get(each.hospitalId) ?? []), each]);
  return found;
}

/** Proposed changes: those that wait first, then the newest decided. */
export async function contactChanges(
  tx: Tx,
  of: { hospitalId?: string; contactIds?: string[]; waitingOnly?: boolean },
): Promise<(ListedContactChange & { hospitalId: string })[]> {
  return rows(
    tx,
    `SELECT x.id, x.version, x.hospital_id AS "hospitalId", x.contact_id AS "contactId", x.kind, x.was, x.becomes, x.because,
            x.state, json_build_object('id', p.id, 'displayName', p.display_name) AS "proposedBy",
            x.proposed_at AS "proposedAt", d.display_name AS "decidedBy", x.decided_at AS "decidedAt",
            x.decided_words AS "decidedWords"
     FROM contact_changes x JOIN users p ON p.id = x.proposed_by LEFT JOIN users d ON d.id = x.decided_by
     WHERE ($1::uuid IS NULL OR x.hospital_id = $1) AND ($2::uuid[] IS NULL OR x.contact_id = ANY ($2))
       AND (NOT $3 OR x.state = 'waiting')
     ORDER BY x.state <> 'waiting', coalesce(x.decided_at, x.proposed_at) DESC, x.id`,
    [of.hospitalId ?? null, of.contactIds ?? null, of.waitingOnly ?? false],
  );
}

export interface LockedContact {
  id: string;
  hospitalId: string;
  version: number;
  endedAt: Date | null;
  details: ContactDetails;
}

/** The contact as it is now, held until the transaction ends: of two people who change it one waits for the other. */
export async function lockContact(tx: Tx, contactId: string): Promise<LockedContact | null> {
  const [found] = await rows<LockedContact>(
    tx,
    `SELECT c.id, c.hospital_id AS "hospitalId", c.version, c.ended_at AS "endedAt", ${DETAILS} AS details
     FROM hospital_contacts c WHERE c.id = $1 FOR UPDATE`,
    [contactId],
  );
  return found ?? null;
}
