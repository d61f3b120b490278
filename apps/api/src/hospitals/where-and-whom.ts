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
import { Question } from '../platform/questions';
import { databaseNow, type Tx } from '../platform/tx';
import { FACTS_JSON, factsOfJson, type FactsJson, type OpenAccessSource } from './arrangement-facts';
import { askBankHolidays, askCalendar } from './hospitals';
import { askOnDuty, peopleOnDuty, type OnDuty } from './people-on-duty';

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
export function whereAndWhom(tx: Tx, asked: AskedPlace, now: Date): Promise<WhereAndWhom<RingLine>> {
  return askWhereAndWhom(asked, now).ask(tx);
}

/** The same, to be asked together with more. Null: as of the transaction. */
export function askWhereAndWhom(asked: AskedPlace, at: Date | null): Question<WhereAndWhom<RingLine>> {
  const stays = staysOf(asked);
  return Question.all({
    holidays: askBankHolidays(),
    stays: stays.question,
    arrangements: asked.openAccess ? arrangementsOf(asked.openAccess) : Question.known([]),
    contacts: contactsOf(stays),
    links: asked.patientId === null || asked.at === null ? Question.known([]) : whoAnswers(asked.patientId),
    asker: Question.row<{ local: boolean }>(`SELECT coalesce(sec.user_role() = 'link_consultant', false) AS local`),
    // The numbers stand without the names.
    onDuty: askOnDuty(at),
    now: at ? Question.known(at) : Question.now(),
  }).to(({ now, ...found }) => {
    const place = choosePlace(found.stays, now);
    const arrangements = found.arrangements.filter(({ hospitalId }) => hospitalId === place?.hospital.id);
    return {
      place: place && placeNow(place, arrangements, now, found.holidays),
      ring: ring(asked, place, now, found),
      closed: closedWords(found.stays, now),
    };
  });
}

interface Found {
  holidays: ReadonlySet<string>;
  contacts: (RingContact & { hospitalId: string; ours: boolean })[];
  links: AnsweredLink[];
  asker: { local: boolean } | undefined;
  onDuty: RotaNames[];
}

function ring(asked: AskedPlace, place: ChosenPlace | null, now: Date, found: Found): RingLine[] {
  const hospitalId = place?.hospital.id ?? null;
  const here = (link: AnsweredLink): boolean => link.hospitalId === hospitalId;
  const links = hospitalId === null ? [] : [...found.links].sort((a, b) => Number(here(b)) - Number(here(a)));
  const first = links.find(({ name }) => name !== null);
  const { contacts } = found;
  return ringNow({
    at: now,
    bankHolidays: found.holidays,
    // A child who would be seen is seen in the emergency department; of one who is there, somebody said where.
    unitKind: place ? (place.childIsThere ? place.unitKind : 'ed') : null,
    hospitalName: place?.hospital.name ?? '',
    childIsThere: place?.childIsThere ?? false,
    unitFirst: asked.unitFirst ?? found.asker?.local ?? false,
    contacts: contacts.filter((contact) => contact.hospitalId === hospitalId && !isUnitLine(contact)),
    // Nobody is told to ring themselves.
    linkConsultant: first && !first.asker ? { ...first, name: first.name! } : null,
    consultantMissing: links.some((link) => here(link) && link.name === null),
    phuContacts: contacts.filter(({ ours, purpose }) => ours && OWN_PURPOSES.includes(purpose)),
    onDuty: found.onDuty,
  });
}

const OWN_PURPOSES: readonly RingContact['purpose'][] = ['phu_nurses', 'on_call_registrar', 'switchboard'];

function isUnitLine({ purpose }: RingContact): boolean {
  return purpose === 'phu_nurses' || purpose === 'on_call_registrar';
}

interface Stays {
  question: Question<Stay[]>;
  /** Which hospitals those are, as a subquery with its parameters: their numbers are asked for at the same time. */
  hospitals: { sql: string; parameters: unknown[] };
}

/** Where the child is, as somebody says or as the record has it, and the running links. */
function staysOf({ patientId, at }: Pick<AskedPlace, 'patientId' | 'at'>): Stays {
  if (at)
    return {
      question: Question.rows<Stay>(
        `SELECT 'attendance' AS kind, h.id AS "hospitalId", h.name AS "hospitalName", h.closed_on AS "closedOn", $2::text AS "unitKind",
                sec.now() AS since, NULL::timestamptz AS until, true AS sure
         FROM hospitals h WHERE h.id = $1`,
        [at.hospitalId, at.unitKind],
      ),
      hospitals: { sql: 'SELECT $1::uuid', parameters: [at.hospitalId] },
    };
  if (at === null || patientId === null)
    return { question: Question.known([]), hospitals: { sql: 'SELECT NULL::uuid', parameters: [] } };
  return {
    question: Question.rows<Stay>(
      `SELECT s.kind, h.id AS "hospitalId", h.name AS "hospitalName", h.closed_on AS "closedOn", s.unit_kind AS "unitKind",
              s.since, s.until, s.sure
       FROM (${STAYS}) AS s JOIN hospitals h ON h.id = s.hospital_id ORDER BY s.since DESC, h.id`,
      [patientId],
    ),
    hospitals: { sql: `SELECT s.hospital_id FROM (${STAYS}) AS s`, parameters: [patientId] },
  };
}

const STAYS = `SELECT 'attendance' AS kind, a.hospital_id, a.unit_kind, a.arrived_at AS since, NULL::timestamptz AS until,
           al.state IN ('open', 'acknowledged', 'awaiting') AS sure
    FROM attendances a JOIN alerts al ON al.id = a.alert_id
    WHERE a.patient_id = $1 AND (a.state IN ('admitted', 'transferred')
      OR a.state IN ('arrived', 'in_department') AND al.state IN ('open', 'acknowledged', 'awaiting'))
    UNION ALL
    SELECT l.role, l.hospital_id, NULL, l.valid_from, l.valid_to, l.confirmed_on IS NOT NULL FROM shared_care_links l
    WHERE l.patient_id = $1 AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)`;

/** The open hospitals to which links of the child run, in the order in which they are offered: for what is written to last. */
export async function linkedPlaces(tx: Tx, patientId: string, now: Date): Promise<ChosenPlace[]> {
  const stays = await staysOf({ patientId }).question.ask(tx);
  return placesInOrder(
    stays.filter(({ kind }) => kind !== 'attendance'),
    now,
  );
}

function arrangementsOf({
  patientId,
  source,
}: NonNullable<AskedPlace['openAccess']>): Question<(ArrangementFacts & ArrangementWords)[]> {
  return Question.rows<{ facts: FactsJson & ArrangementWords }>(
    `SELECT ${FACTS_JSON} || jsonb_build_object('whereInHours', a.where_to_go, 'whereOutOfHours', a.where_out_of_hours,
              'say', a.phone_first, 'phoneBands', sec.bands_now(a.phone_bands)) AS facts
     FROM ${source} a WHERE a.patient_id = $1`,
    [patientId],
  ).to((found) => found.map(({ facts }) => ({ ...facts, ...factsOfJson(facts) })));
}

function contactsOf({ hospitals }: Stays): Question<Found['contacts']> {
  return Question.rows(
    `SELECT c.purpose, u.kind AS "unitKind", c.label, c.phone, c.extension, c.bleep, c.hours, c.verified_on AS "verifiedOn",
            v.display_name AS "verifiedBy", c.failed_calls AS "failedCalls", x.becomes ->> 'phone' AS proposed,
            c.hospital_id AS "hospitalId", ${OURS} AS ours
     FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id LEFT JOIN hospital_units u ON u.id = c.unit_id
     LEFT JOIN users v ON v.id = c.verified_by
     LEFT JOIN contact_changes x ON x.contact_id = c.id AND x.state = 'waiting'
     WHERE c.ended_at IS NULL AND (c.hospital_id IN (${hospitals.sql}) OR ${OURS})
     ORDER BY c.purpose, c.hours DESC, c.id`,
    hospitals.parameters,
  );
}

interface AnsweredLink {
  /** Null when nobody answers for the link at this moment. */
  name: string | null;
  phone: string | null;
  verifiedOn: string | null;
  hospitalId: string;
  /** It is the person who asks. */
  asker: boolean;
}

/** Who answers now for each running link of the child: the same rule by which consultants see children. */
function whoAnswers(patientId: string): Question<AnsweredLink[]> {
  return Question.rows<AnsweredLink>(
    `SELECT CASE WHEN c.id <> l.link_consultant_id THEN c.name || ', covering for ' || named.name ELSE c.name END AS name,
            c.phone, c.phone_verified_on AS "verifiedOn", l.hospital_id AS "hospitalId",
            coalesce(c.user_id = sec.uid(), false) AS asker
     FROM shared_care_links l LEFT JOIN link_consultants named ON named.id = l.link_consultant_id
     LEFT JOIN link_consultants c ON c.id = sec.acting_consultant(l.link_consultant_id)
     WHERE l.patient_id = $1 AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
     ORDER BY array_position(ARRAY['primary', 'temporary', 'secondary'], l.role), l.valid_from DESC, l.id`,
    [patientId],
  );
}

/** Our own numbers for every hour: what is printed cannot know when it will be read. */
export function unitNumbers(tx: Tx): Promise<UnitNumber[]> {
  return askUnitNumbers().ask(tx);
}

export function askUnitNumbers(): Question<UnitNumber[]> {
  return numbersFor(['phu_nurses', 'on_call_registrar']);
}

/** Where the unit is reached about what can wait. */
export function officeNumbers(tx: Tx): Promise<UnitNumber[]> {
  return numbersFor(['phu_nurses']).ask(tx);
}

function numbersFor(purposes: readonly RingContact['purpose'][]): Question<UnitNumber[]> {
  return Question.rows<Omit<UnitNumber, 'hours'> & { hours: HoursBand }>(
    `SELECT c.label, c.phone, c.extension, c.bleep, c.hours
     FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
     WHERE c.ended_at IS NULL AND ${OURS} AND c.purpose = ANY ($1)
     ORDER BY array_position(ARRAY['in_hours', 'any', 'out_of_hours'], c.hours), c.label, c.id`,
    [purposes],
  ).to((found) => found.map(({ hours, ...number }) => ({ ...number, hours: HOURS_BANDS[hours] })));
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
  const found = await Question.all({
    contacts: Question.rows<RingContact>(
      `SELECT c.purpose, NULL::text AS "unitKind", c.label, c.phone, c.extension, c.bleep, c.hours, c.verified_on AS "verifiedOn",
              c.failed_calls AS "failedCalls"
       FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
       WHERE c.ended_at IS NULL AND ${OURS} AND c.purpose = ANY ($1) ORDER BY c.purpose, c.hours DESC, c.id`,
      [OWN_PURPOSES],
    ),
    holidays: askCalendar(
      `SELECT holiday_on AS day FROM bank_holidays
       WHERE holiday_on BETWEEN sec.now()::date - 1 AND sec.now()::date + ${DAYS_AHEAD} ORDER BY holiday_on`,
    ),
    duties: peopleOnDuty(now),
  }).ask(tx);
  const { contacts, holidays } = found;
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
      onDuty: dutiesOf(found.duties),
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

/** The duties, each once, without naming anybody. */
function dutiesOf(people: OnDuty[]): RotaNames[] {
  const nameless = people.map((one) => ({ ...one, name: '' }));
  return nameless.filter(
    (one, place) => nameless.findIndex(({ duty, because }) => duty === one.duty && because === one.because) === place,
  );
}
