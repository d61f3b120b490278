import type {
  ContactSheet,
  InHospital,
  MyPatients,
  OwnPatient,
  SheetContact,
} from '@shared-care/contracts/my-patients/answers';
import type { ConsultantCover, ListedLinkConsultant } from '@shared-care/contracts/link-consultants/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { STALE_AFTER_FAILED_CALLS } from '@shared-care/domain/contact-health';
import { addDays, londonDate } from '@shared-care/domain/london-time';
import { openAccessAt } from '@shared-care/domain/open-access';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { isInHours } from '@shared-care/domain/working-time';
import { recordAudit } from '../audit/audit';
import { bankHolidays } from '../hospitals/hospitals';
import { whereAndWhom } from '../hospitals/where-and-whom';
import { FACTS_JSON, factsOfJson, type FactsJson } from '../hospitals/arrangement-facts';
import { HOSPITAL } from '../hospitals/hospital-of-attendance';
import { IDENTITY, RISKS } from '../patients/patient-rows';
import { sideBySide } from '../platform/questions';
import { askForMany, counted, databaseNow, rows, type Tx } from '../platform/tx';
import { COMMENTS } from './consultant-comments';
import { COVER, LISTED_CONSULTANT } from './list-link-consultants';

const MOST_PATIENTS = 500;

/** What a link consultant starts from: who is in hospital, what waits for them, all their children, their own dates. */
export async function myPatients(tx: Tx, user: CurrentUser): Promise<MyPatients> {
  await askForMany(tx);
  const now = await databaseNow(tx);
  const { own, inHospital, toAgree, post, covering, where, holidays } = await sideBySide(tx, {
    own: (one) => ownPatients(one, now),
    inHospital: nowInHospital,
    toAgree: waitingForAgreement,
    post: (one) => ownPost(one, user),
    covering: coversOf,
    where: (one) => whereAndWhom(one, { patientId: null }, now),
    holidays: (one) => bankHolidays(one),
  });
  const { patients, total } = own;
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'own_patients',
    patientIds: [...new Set([...patients, ...inHospital, ...toAgree].map(({ patient }) => patient.id))],
  });
  return {
    inHospital,
    toAgree,
    patients,
    total,
    post,
    covering: covering.map(({ cover }) => cover),
    ringUnit: where.ring,
    night: !isInHours(now, holidays),
    now: now.toISOString(),
  };
}

function waitingForAgreement(tx: Tx): Promise<MyPatients['toAgree']> {
  return rows(
    tx,
    `SELECT o.id, ${IDENTITY} AS patient, json_build_object('id', h.id, 'name', h.name) AS hospital
     FROM open_access_arrangements o JOIN patients p ON p.id = o.patient_id JOIN hospitals h ON h.id = o.hospital_id
     WHERE o.state = 'awaiting_local_agreement' AND p.died_on IS NULL AND p.merged_into_id IS NULL
       AND EXISTS (SELECT 1 FROM shared_care_links l WHERE l.patient_id = p.id AND l.hospital_id = o.hospital_id
                     AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to))
     ORDER BY p.family_name, p.given_name, o.id`,
  );
}

async function ownPost(tx: Tx, user: CurrentUser): Promise<ListedLinkConsultant | null> {
  const [post] = await rows<ListedLinkConsultant>(
    tx,
    `${LISTED_CONSULTANT} WHERE c.user_id = sec.uid() ORDER BY c.hospital_id <> $1, c.from_on DESC LIMIT 1`,
    [user.hospitalId],
  );
  return post ?? null;
}

function coversOf(tx: Tx): Promise<{ cover: ConsultantCover }[]> {
  return rows(
    tx,
    `SELECT ${COVER} AS cover
     FROM consultant_covers v JOIN link_consultants c ON c.id = v.absent_id
     JOIN link_consultants stands ON stands.id = v.covering_id JOIN hospitals at ON at.id = stands.hospital_id
     WHERE stands.user_id = sec.uid() AND v.covers_to > greatest(sec.now(), v.covers_from) ORDER BY v.covers_from`,
  );
}

type Own = Omit<OwnPatient, 'openAccess' | 'until'> & { until: Date | null; arrangements: FactsJson[] };

/** The policy cuts the rows to the asker's own; of several links of one child the one nearest to the asker is shown. */
async function ownPatients(tx: Tx, now: Date): Promise<{ patients: OwnPatient[]; total: number }> {
  const found = await rows<Own & { total: number }>(
    tx,
    `SELECT ${IDENTITY} AS patient, ${RISKS} AS risks, json_build_object('id', h.id, 'name', h.name) AS hospital, near.role,
            near.valid_to AS until, near.covering_for AS "coveringFor",
            coalesce((SELECT json_agg(${FACTS_JSON}) FROM open_access_arrangements a WHERE a.patient_id = p.id AND a.hospital_id = h.id), '[]') AS arrangements,
            count(*) OVER ()::int AS total
     FROM patients p
     CROSS JOIN LATERAL (
       SELECT l.hospital_id, l.role, l.valid_to,
              CASE WHEN l.hospital_id <> me.hospital_id AND named.user_id IS DISTINCT FROM me.id THEN named.name END AS covering_for
       FROM shared_care_links l JOIN users me ON me.id = sec.uid()
       LEFT JOIN link_consultants named ON named.id = l.link_consultant_id
       LEFT JOIN link_consultants acting ON acting.id = sec.acting_consultant(l.link_consultant_id)
       WHERE l.patient_id = p.id AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
         AND (l.hospital_id = me.hospital_id OR named.user_id = me.id OR acting.user_id = me.id)
       ORDER BY l.hospital_id <> me.hospital_id, l.role <> 'temporary', l.role <> 'primary' LIMIT 1) AS near
     JOIN hospitals h ON h.id = near.hospital_id
     WHERE p.merged_into_id IS NULL AND p.died_on IS NULL
     ORDER BY p.family_name, p.given_name, p.id LIMIT ${MOST_PATIENTS}`,
  );
  const { listed, total } = counted<Own>(found);
  const patients = listed.map(({ arrangements, until, ...child }) => ({
    ...child,
    until: until?.toISOString() ?? null,
    openAccess: openAccessAt(arrangements.map(factsOfJson), child.hospital.id, now).validity,
  }));
  return { patients, total };
}

function nowInHospital(tx: Tx): Promise<InHospital[]> {
  return rows<InHospital>(
    tx,
    `SELECT ${IDENTITY} AS patient, ${HOSPITAL} AS hospital, a.unit_kind AS "unitKind",
            a.reason, a.arrived_at AS "arrivedAt", a.open_access AS "openAccess",
            json_build_object('id', al.id, 'reference', a.reference, 'state', al.state, 'tier', al.tier, 'ownerName', o.display_name) AS alert,
            ${COMMENTS} AS comments
     FROM attendances a JOIN alerts al ON al.id = a.alert_id JOIN patients p ON p.id = a.patient_id
     LEFT JOIN hospitals h ON h.id = a.hospital_id LEFT JOIN users o ON o.id = al.owner_id
     WHERE a.state IN ('arrived', 'in_department', 'admitted', 'transferred') AND al.state IN ('open', 'acknowledged', 'awaiting')
     ORDER BY array_position(ARRAY['red', 'amber', 'blue'], al.tier), a.arrived_at DESC`,
  );
}

/**
 * Numbers of the unit, of the asker's hospital and of those they cover for, none of one that has closed. Nothing
 * in it depends on any child.
 */
export async function contactSheet(tx: Tx, user: CurrentUser): Promise<ContactSheet> {
  const contacts = await rows<Omit<SheetContact, 'hours'> & { hospital: string }>(
    tx,
    `SELECT h.name AS hospital, c.label, c.phone, c.extension, c.bleep, c.hours AS band, c.verified_on AS "verifiedOn",
            c.failed_calls >= ${STALE_AFTER_FAILED_CALLS} AS stale
     FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
     WHERE c.ended_at IS NULL AND (h.closed_on IS NULL OR h.closed_on > (sec.now() AT TIME ZONE 'Europe/London')::date)
       AND ((h.network_role = 'hub' AND c.purpose IN ('phu_nurses', 'on_call_registrar', 'switchboard'))
        OR h.id = $1
        OR h.id IN (SELECT absent.hospital_id FROM consultant_covers v JOIN link_consultants absent ON absent.id = v.absent_id
                    JOIN link_consultants mine ON mine.id = v.covering_id
                    WHERE mine.user_id = sec.uid() AND v.covers_to > greatest(sec.now(), v.covers_from)))
     ORDER BY h.network_role <> 'hub', h.name, array_position(ARRAY['phu_nurses', 'on_call_registrar', 'ed', 'assessment', 'ward', 'switchboard'], c.purpose), c.label, c.id`,
    [user.hospitalId],
  );
  await recordAudit(tx, user, { action: 'read', entity: 'contact_sheet', detail: `${contacts.length} numbers` });
  const hospitals = new Map<string, SheetContact[]>();
  for (const { hospital, ...contact } of contacts)
    hospitals.set(hospital, [...(hospitals.get(hospital) ?? []), { ...contact, hours: HOURS_BANDS[contact.band] }]);
  const now = await databaseNow(tx);
  const yesterday = addDays(londonDate(now), -1);
  return {
    hospitals: [...hospitals].map(([name, listed]) => ({ name, contacts: listed })),
    bankHolidays: [...(await bankHolidays(tx))].filter((day) => day >= yesterday).sort(),
    now: now.toISOString(),
  };
}
