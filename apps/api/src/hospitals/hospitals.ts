import type { HospitalSummary } from '@shared-care/contracts/hospitals';
import {
  HOURS_BANDS,
  ringNow,
  type HoursBand,
  type RingContact,
  type RingLine,
  type RotaNames,
  type UnitNumber,
} from '@shared-care/domain/ring-now';
import type { UnitKind } from '@shared-care/domain/attendance-reasons';
import { orElse, rows, type Tx } from '../platform/tx';

const MOST_HOSPITALS = 60;

/**
 * Hospitals by any part of name, town or ODS code: ours first, closed sites last. Without words, our network alone.
 */
export async function findHospitals(tx: Tx, search: string): Promise<HospitalSummary[]> {
  return rows<HospitalSummary>(
    tx,
    `SELECT h.id, h.ods_code AS "odsCode", h.name, t.name AS "trustName", h.town, h.postcode,
            h.network_role AS "networkRole", h.closed_on AS "closedOn",
            coalesce((SELECT json_agg(json_build_object('id', u.id, 'kind', u.kind, 'name', u.name) ORDER BY u.kind)
                      FROM hospital_units u WHERE u.hospital_id = h.id), '[]') AS units
     FROM hospitals h LEFT JOIN trusts t ON t.ods_code = h.trust_code
     WHERE CASE WHEN fold_name($1) = '' THEN h.network_role <> 'other'
           ELSE h.search_text LIKE ALL (ARRAY(SELECT '% ' || word || '%' FROM unnest(string_to_array(fold_name($1), ' ')) AS word)) END
     ORDER BY h.closed_on IS NOT NULL AND h.closed_on <= sec.now()::date, array_position(ARRAY['hub', 'shared_care', 'other'], h.network_role), h.name
     LIMIT ${MOST_HOSPITALS}`,
    [search],
  );
}

/** Days around an instant whose bank holidays decide hours and deadlines: Christmas with its weekends fits well inside. */
export async function bankHolidays(tx: Tx, daysBack = 14): Promise<ReadonlySet<string>> {
  const found = await rows<{ day: string }>(
    tx,
    `SELECT holiday_on AS day FROM bank_holidays
     WHERE holiday_on BETWEEN sec.now()::date - $1::int AND sec.now()::date + 28`,
    [daysBack],
  );
  return new Set(found.map(({ day }) => day));
}

/** Numbers to ring at this moment about a child at this hospital, most useful first. */
export async function whomToRing(
  tx: Tx,
  where: {
    hospitalId: string;
    unitKind: UnitKind | null;
    patientId: string | null;
    childIsThere?: boolean;
    unitFirst?: boolean;
  },
  now: Date,
): Promise<RingLine[]> {
  const contacts = await rows<RingContact & { hospitalId: string; hospitalName: string; hub: boolean }>(
    tx,
    `SELECT c.purpose, u.kind AS "unitKind", c.label, c.phone, c.extension, c.bleep, c.hours, c.verified_on AS "verifiedOn",
            v.display_name AS "verifiedBy", c.failed_calls AS "failedCalls", x.becomes ->> 'phone' AS proposed,
            c.hospital_id AS "hospitalId", h.name AS "hospitalName", h.network_role = 'hub' AS hub
     FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id LEFT JOIN hospital_units u ON u.id = c.unit_id
     LEFT JOIN users v ON v.id = c.verified_by
     LEFT JOIN contact_changes x ON x.contact_id = c.id AND x.state = 'waiting'
     WHERE c.ended_at IS NULL AND (c.hospital_id = $1 OR h.network_role = 'hub')
     ORDER BY c.purpose, c.hours DESC, c.id`,
    [where.hospitalId],
  );
  const links = where.patientId ? await whoAnswers(tx, where.patientId, where.hospitalId) : [];
  const [hospital] = await rows<{ name: string }>(tx, 'SELECT name FROM hospitals WHERE id = $1', [where.hospitalId]);
  const isPhu = ({ purpose }: RingContact): boolean => purpose === 'phu_nurses' || purpose === 'on_call_registrar';
  return ringNow({
    at: now,
    bankHolidays: await bankHolidays(tx),
    unitKind: where.unitKind,
    hospitalName: hospital?.name ?? '',
    childIsThere: where.childIsThere ?? true,
    unitFirst: where.unitFirst ?? false,
    contacts: contacts.filter((contact) => contact.hospitalId === where.hospitalId && !isPhu(contact)),
    linkConsultant: answered(links),
    consultantMissing: links.some(({ here, name }) => here && name === null),
    phuContacts: contacts.filter((contact) => contact.hub && isPhu(contact)),
    // The numbers stand without the names.
    onDuty: await orElse(tx, 'names on duty', (inner) => onDuty(inner, now), []),
  });
}

/** Whom the rota has for an alert of this instant, with the numbers of their duties. */
function onDuty(tx: Tx, now: Date): Promise<RotaNames[]> {
  return rows<RotaNames>(
    tx,
    `SELECT u.display_name AS name, t.duty, t.because, coalesce(n.phone, '') AS phone, n.bleep, n.verified_on AS "verifiedOn"
     FROM sec.people_to_tell($1, 0) t JOIN users u ON u.id = t.user_id LEFT JOIN duty_numbers n ON n.duty = t.duty
     ORDER BY t.duty DESC, lower(u.display_name), u.id`,
    [now],
  );
}

/** Our own numbers for every hour: what is printed cannot know when it will be read. */
export async function unitNumbers(tx: Tx): Promise<UnitNumber[]> {
  const found = await rows<Omit<UnitNumber, 'hours'> & { hours: HoursBand }>(
    tx,
    `SELECT c.label, c.phone, c.extension, c.bleep, c.hours
     FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
     WHERE c.ended_at IS NULL AND h.network_role = 'hub' AND c.purpose IN ('phu_nurses', 'on_call_registrar')
     ORDER BY array_position(ARRAY['in_hours', 'any', 'out_of_hours'], c.hours), c.label, c.id`,
  );
  return found.map((number) => ({ ...number, hours: HOURS_BANDS[number.hours] }));
}

interface AnsweredLink {
  /** Null when nobody answers for the link at this moment. */
  name: string | null;
  phone: string | null;
  verifiedOn: string | null;
  here: boolean;
}

/** Who answers now for each running link of the child: the same rule by which consultants see children. */
function whoAnswers(tx: Tx, patientId: string, hospitalId: string): Promise<AnsweredLink[]> {
  return rows<AnsweredLink>(
    tx,
    `SELECT CASE WHEN c.id <> l.link_consultant_id THEN c.name || ', covering for ' || named.name ELSE c.name END AS name,
            c.phone, c.phone_verified_on AS "verifiedOn", l.hospital_id = $2 AS here
     FROM shared_care_links l LEFT JOIN link_consultants named ON named.id = l.link_consultant_id
     LEFT JOIN link_consultants c ON c.id = sec.acting_consultant(l.link_consultant_id)
     WHERE l.patient_id = $1 AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
     ORDER BY l.hospital_id <> $2, l.role <> 'primary'`,
    [patientId, hospitalId],
  );
}

function answered(links: AnsweredLink[]): (AnsweredLink & { name: string }) | null {
  return links.find((link): link is AnsweredLink & { name: string } => link.name !== null) ?? null;
}
