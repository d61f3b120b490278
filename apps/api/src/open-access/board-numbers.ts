import type { RenumberedLetter } from '@shared-care/contracts/open-access/answers';
import { IDENTITY } from '../patients/patient-rows';
import { rows } from '../platform/tx';
import { here, LIVING, type Asked } from './board-rows';

/** Letters that print a number which has changed since, or send the child to a hospital that has closed, oldest first. */
export function renumbered(asked: Asked): Promise<RenumberedLetter[]> {
  return rows<RenumberedLetter>(
    asked.tx,
    `SELECT l.id AS "letterId", ${IDENTITY} AS patient, l.kind, l.recipient, 
            CASE WHEN p.restricted_at IS NOT NULL AND l.recipient NOT IN ('ward', 'family') THEN 'kept back'
                 ELSE l.recipient_name END AS "recipientName",
            l.issued_at AS "issuedAt", old.was, old.now
     FROM letters l JOIN patients p ON p.id = l.patient_id AND ${LIVING}
     LEFT JOIN open_access_arrangements a ON a.id = l.arrangement_id
     CROSS JOIN LATERAL (
       SELECT json_agg(n.phone ORDER BY n.phone) AS was,
              json_agg(CASE WHEN c.ended_at IS NULL THEN c.phone ELSE 'no number' END ORDER BY n.phone) AS now
       FROM letter_numbers n JOIN hospital_contacts c ON c.id = n.contact_id
       WHERE n.letter_id = l.id AND (c.ended_at IS NOT NULL OR sec.digits(c.phone) <> sec.digits(n.phone))) AS old
     WHERE l.state = 'current' AND l.id IN (SELECT sec.letters_renumbered()) AND ${here('a.hospital_id')}
     ORDER BY l.issued_at, l.id`,
    [asked.hospitalId],
  );
}
