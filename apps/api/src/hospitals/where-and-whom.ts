import type { UnitKind } from '@shared-care/domain/attendance-reasons';
import type { ArrangementFacts } from '@shared-care/domain/open-access';
import {
  choosePlace,
  closedWords,
  placeNow,
  placesInOrder,
  type ArrangementWords,
  type ChosenPlace,
  type Stay,
  type WhereAndWhom,
} from '@shared-care/domain/place-now';
import { hoursChangeAfter, type UnitWeek } from '@shared-care/domain/unit-week';
import {
  HOURS_BANDS,
  ringNow,
  type HoursBand,
  type RingContact,
  type RingLine,
  type RotaNames,
  type UnitNumber,
} from '@shared-care/domain/where-and-whom';
import { databaseNow, orElse, rows, type Tx } from '../platform/tx';
import { FACTS_JSON, factsOfJson, type FactsJson, type OpenAccessSource } from './arrangement-facts';
import { unitCalendar } from '../platform/unit-settings';
import { bankHolidays } from './hospitals';

/** Our own hospital, aliased `h`. */
const OURS = `h.network_role = 'hub'`;

export interface AskedPlace {
  /** Null: no child in particular, or one whose links the asker may not see. */
  patientId: string | null;
  /** Where the child is as somebody says; without it where the record says. Null: nowhere, our own lines alone. */
  at?: { hospitalId: string; unitKind: UnitKind | null } | null;
  /** For somebody at the hospital, who rings us before anybody of their own; link consultants are, by themselves. */
  unitFirst?: boolean;
  /** Open access is judged too: whose arrangements, and where they are read. */
  openAccess?: { patientId: string; source: OpenAccessSource };
}

/**
 * Where to go and whom to ring, for a child or for nobody, at this moment. Every screen, letter, card and message asks
 * here, so that two of them never name different numbers (H7).
 */
export async function whereAndWhom(tx: Tx, asked: AskedPlace, now: Date): Promise<WhereAndWhom<RingLine>> {
  const holidays = await bankHolidays(tx);
  const stays = await staysOf(tx, asked);
  const place = choosePlace(stays, now);
  const arrangements = place && asked.openAccess ? await arrangementsAt(tx, asked.openAccess, place) : [];
  return {
    place: place && placeNow(place, arrangements, now, holidays),
    ring: await ring(tx, asked, place, now, holidays),
    closed: closedWords(stays, now),
  };
}

async function ring(
  tx: Tx,
  asked: AskedPlace,
  place: ChosenPlace | null,
  now: Date,
  holidays: ReadonlySet<string>,
): Promise<RingLine[]> {
  const hospitalId = place?.hospital.id ?? null;
  const contacts = await contactsOf(tx, hospitalId);
  const links = asked.patientId && hospitalId ? await whoAnswers(tx, asked.patientId, hospitalId) : [];
  const [asker] = await rows<{ local: boolean }>(
    tx,
    `SELECT coalesce(sec.user_role() = 'link_consultant', false) AS local`,
  );
  const first = links.find(({ name }) => name !== null);
  return ringNow({
    at: now,
    bankHolidays: holidays,
    // A child who would be seen is seen in the emergency department; of one who is there, somebody said where.
    unitKind: place ? (place.childIsThere ? place.unitKind : 'ed') : null,
    hospitalName: place?.hospital.name ?? '',
    childIsThere: place?.childIsThere ?? false,
    unitFirst: asked.unitFirst ?? asker?.local ?? false,
    contacts: contacts.filter((contact) => contact.hospitalId === hospitalId && !isUnitLine(contact)),
    // Nobody is told to ring themselves.
    linkConsultant: first && !first.asker ? { ...first, name: first.name! } : null,
    consultantMissing: links.some(({ here, name }) => here && name === null),
    phuContacts: contacts.filter(({ ours, purpose }) => ours && OWN_PURPOSES.includes(purpose)),
    // The numbers stand without the names.
    onDuty: await orElse(tx, 'names on duty', (inner) => onDuty(inner, now), []),
  });
}

const OWN_PURPOSES: readonly RingContact['purpose'][] = ['phu_nurses', 'on_call_registrar', 'switchboard'];

function isUnitLine({ purpose }: RingContact): boolean {
  return purpose === 'phu_nurses' || purpose === 'on_call_registrar';
}

/** Where the child is, as somebody says or as the record has it, and the running links. */
async function staysOf(tx: Tx, { patientId, at }: AskedPlace): Promise<Stay[]> {
  if (at === null) return [];
  if (at)
    return rows<Stay>(
      tx,
      `SELECT 'attendance' AS kind, h.id AS "hospitalId", h.name AS "hospitalName", h.closed_on AS "closedOn", $2 AS "unitKind",
              sec.now() AS since, NULL::timestamptz AS until, true AS sure
       FROM hospitals h WHERE h.id = $1`,
      [at.hospitalId, at.unitKind],
    );
  if (patientId === null) return [];
  return rows<Stay>(
    tx,
    `SELECT s.kind, h.id AS "hospitalId", h.name AS "hospitalName", h.closed_on AS "closedOn", s.unit_kind AS "unitKind",
            s.since, s.until, s.sure
     FROM (SELECT 'attendance' AS kind, a.hospital_id, a.unit_kind, a.arrived_at AS since, NULL::timestamptz AS until,
                  al.state IN ('open', 'acknowledged', 'awaiting') AS sure
           FROM attendances a JOIN alerts al ON al.id = a.alert_id
           WHERE a.patient_id = $1 AND (a.state IN ('admitted', 'transferred')
             OR a.state IN ('arrived', 'in_department') AND al.state IN ('open', 'acknowledged', 'awaiting'))
           UNION ALL
           SELECT l.role, l.hospital_id, NULL, l.valid_from, l.valid_to, l.confirmed_on IS NOT NULL FROM shared_care_links l
           WHERE l.patient_id = $1 AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)) AS s
     JOIN hospitals h ON h.id = s.hospital_id ORDER BY s.since DESC, h.id`,
    [patientId],
  );
}

/**
 * The open hospitals to which links of the child run, in the order in which they are offered: for what is written to
 * last.
 */
export async function linkedPlaces(tx: Tx, patientId: string, now: Date): Promise<ChosenPlace[]> {
  const stays = await staysOf(tx, { patientId });
  return placesInOrder(
    stays.filter(({ kind }) => kind !== 'attendance'),
    now,
  );
}

async function arrangementsAt(
  tx: Tx,
  { patientId, source }: NonNullable<AskedPlace['openAccess']>,
  { hospital }: ChosenPlace,
): Promise<(ArrangementFacts & ArrangementWords)[]> {
  const found = await rows<{ facts: FactsJson & ArrangementWords }>(
    tx,
    `SELECT ${FACTS_JSON} || jsonb_build_object('whereInHours', a.where_to_go, 'whereOutOfHours', a.where_out_of_hours,
              'say', a.phone_first, 'phoneBands', sec.bands_now(a.phone_bands)) AS facts
     FROM ${source} a WHERE a.patient_id = $1 AND a.hospital_id = $2`,
    [patientId, hospital.id],
  );
  return found.map(({ facts }) => ({ ...facts, ...factsOfJson(facts) }));
}

function contactsOf(
  tx: Tx,
  hospitalId: string | null,
): Promise<(RingContact & { hospitalId: string; ours: boolean })[]> {
  return rows(
    tx,
    `SELECT c.purpose, u.kind AS "unitKind", c.label, c.phone, c.extension, c.bleep, c.hours, c.verified_on AS "verifiedOn",
            v.display_name AS "verifiedBy", c.failed_calls AS "failedCalls", x.becomes ->> 'phone' AS proposed,
            c.hospital_id AS "hospitalId", ${OURS} AS ours
     FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id LEFT JOIN hospital_units u ON u.id = c.unit_id
     LEFT JOIN users v ON v.id = c.verified_by
     LEFT JOIN contact_changes x ON x.contact_id = c.id AND x.state = 'waiting'
     WHERE c.ended_at IS NULL AND (c.hospital_id = $1 OR ${OURS})
     ORDER BY c.purpose, c.hours DESC, c.id`,
    [hospitalId],
  );
}

interface AnsweredLink {
  /** Null when nobody answers for the link at this moment. */
  name: string | null;
  phone: string | null;
  verifiedOn: string | null;
  here: boolean;
  /** It is the person who asks. */
  asker: boolean;
}

/** Who answers now for each running link of the child: the same rule by which consultants see children. */
function whoAnswers(tx: Tx, patientId: string, hospitalId: string): Promise<AnsweredLink[]> {
  return rows<AnsweredLink>(
    tx,
    `SELECT CASE WHEN c.id <> l.link_consultant_id THEN c.name || ', covering for ' || named.name ELSE c.name END AS name,
            c.phone, c.phone_verified_on AS "verifiedOn", l.hospital_id = $2 AS here,
            coalesce(c.user_id = sec.uid(), false) AS asker
     FROM shared_care_links l LEFT JOIN link_consultants named ON named.id = l.link_consultant_id
     LEFT JOIN link_consultants c ON c.id = sec.acting_consultant(l.link_consultant_id)
     WHERE l.patient_id = $1 AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
     ORDER BY l.hospital_id <> $2, array_position(ARRAY['primary', 'temporary', 'secondary'], l.role), l.valid_from DESC, l.id`,
    [patientId, hospitalId],
  );
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
export function unitNumbers(tx: Tx): Promise<UnitNumber[]> {
  return numbersFor(tx, ['phu_nurses', 'on_call_registrar']);
}

/** Where the unit is reached about what can wait. */
export function officeNumbers(tx: Tx): Promise<UnitNumber[]> {
  return numbersFor(tx, ['phu_nurses']);
}

async function numbersFor(tx: Tx, purposes: readonly RingContact['purpose'][]): Promise<UnitNumber[]> {
  const found = await rows<Omit<UnitNumber, 'hours'> & { hours: HoursBand }>(
    tx,
    `SELECT c.label, c.phone, c.extension, c.bleep, c.hours
     FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
     WHERE c.ended_at IS NULL AND ${OURS} AND c.purpose = ANY ($1)
     ORDER BY array_position(ARRAY['in_hours', 'any', 'out_of_hours'], c.hours), c.label, c.id`,
    [purposes],
  );
  return found.map(({ hours, ...number }) => ({ ...number, hours: HOURS_BANDS[hours] }));
}

/** Days for which a device can tell a bank holiday without asking again. */
const DAYS_AHEAD = 400;
/** The rota may be changed at any minute, so what it says is asked again at least this often. */
const ROTA_MINUTES = 30;

/**
 * The unit's own numbers with their hours, for a device that has to know the right one while it loads, and without a
 * connection. For anybody, signed in or not: it holds nothing about any child and names nobody.
 */
export async function unitWeek(tx: Tx): Promise<UnitWeek> {
  const now = await databaseNow(tx);
  const contacts = await rows<RingContact>(
    tx,
    `SELECT c.purpose, NULL AS "unitKind", c.label, c.phone, c.extension, c.bleep, c.hours, c.verified_on AS "verifiedOn",
            c.failed_calls AS "failedCalls"
     FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
     WHERE c.ended_at IS NULL AND ${OURS} AND c.purpose = ANY ($1) ORDER BY c.purpose, c.hours DESC, c.id`,
    [OWN_PURPOSES],
  );
  const days = await rows<{ day: string }>(
    tx,
    `SELECT holiday_on AS day FROM bank_holidays
     WHERE holiday_on BETWEEN sec.now()::date - 1 AND sec.now()::date + ${DAYS_AHEAD} ORDER BY holiday_on`,
  );
  const holidays = await unitCalendar(
    tx,
    days.map(({ day }) => day),
  );
  return {
    contacts,
    bankHolidays: [...holidays],
    now: ringNow({
      at: now,
      bankHolidays: holidays,
      unitKind: null,
      hospitalName: '',
      childIsThere: false,
      contacts: [],
      linkConsultant: null,
      phuContacts: contacts,
      onDuty: await orElse(tx, 'duties of this hour', (inner) => dutiesNow(inner, now), []),
    }),
    asOf: now.toISOString(),
    until: new Date(
      Math.min(
        // Of the unit, and of the numbers.
        hoursChangeAfter(now, holidays).getTime(),
        hoursChangeAfter(now, new Set(holidays)).getTime(),
        now.getTime() + ROTA_MINUTES * 60_000,
      ),
    ).toISOString(),
  };
}

/** As {@link onDuty}, without naming anybody. */
function dutiesNow(tx: Tx, now: Date): Promise<RotaNames[]> {
  return rows<RotaNames>(
    tx,
    `SELECT DISTINCT '' AS name, t.duty, t.because, coalesce(n.phone, '') AS phone, n.bleep, n.verified_on AS "verifiedOn"
     FROM sec.people_to_tell($1, 0) t LEFT JOIN duty_numbers n ON n.duty = t.duty ORDER BY t.duty DESC`,
    [now],
  );
}
