import type {
  ContactSheet,
  HospitalSheet,
  PackChild,
  PrintPack,
  PublicContacts,
} from '@shared-care/contracts/hospitals/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { OPEN_ACCESS_STATES, type OpenAccessState } from '@shared-care/domain/open-access';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { permits } from '@shared-care/contracts/permissions';
import { recordAudit } from '../audit/audit';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { unitName } from '../platform/unit-on-paper';
import { byHospital, contactRows, listed, type ContactRow } from './contact-rows';
import { IN_POST } from './hospital-directory';
import { currentCapabilities } from './hospital-profile';

/** The one set of rows behind every list of numbers: the sheet, the packs and the public list cannot differ. */
async function sheets(
  tx: Tx,
  hospitalIds?: string[],
): Promise<(HospitalSheet & { hub: boolean; contacts: ContactRow[] })[]> {
  const hospitals = await rows<Omit<HospitalSheet, 'contacts'> & { hub: boolean }>(
    tx,
    `SELECT h.id, h.name, h.ods_code AS "odsCode", h.town, h.network_role = 'hub' AS hub,
            coalesce((SELECT json_agg(json_build_object('name', c.name, 'phone', c.phone) ORDER BY c.name)
                      FROM link_consultants c WHERE c.hospital_id = h.id AND ${IN_POST}), '[]') AS "linkConsultants"
     FROM hospitals h
     WHERE (h.network_role <> 'other' AND ($1::uuid[] IS NULL OR h.network_role = 'hub')) OR h.id = ANY ($1)
     ORDER BY h.network_role <> 'hub', h.name`,
    [hospitalIds ?? null],
  );
  const contacts = byHospital(await contactRows(tx, { hospitalIds: hospitals.map(({ id }) => id) }));
  return hospitals.map((hospital) => ({ ...hospital, contacts: contacts.get(hospital.id) ?? [] }));
}

function sheet({ hub: _, contacts, ...rest }: Awaited<ReturnType<typeof sheets>>[number]): HospitalSheet {
  return { ...rest, contacts: contacts.map(listed) };
}

/** Every number of our network, for paper. */
export async function contactSheet(tx: Tx, user: CurrentUser): Promise<ContactSheet> {
  const hospitals = (await sheets(tx)).map(sheet);
  await recordAudit(tx, user, { action: 'export', entity: 'contact_sheet', detail: `${hospitals.length} hospitals` });
  return { unitName: await unitName(tx), hospitals, now: (await databaseNow(tx)).toISOString() };
}

/**
 * One document for one hospital: its numbers, ours, what it can do, and for the unit's own staff the children whose
 * local hospital it is with the state of their arrangement there.
 */
export async function printPack(tx: Tx, user: CurrentUser, hospitalId: string): Promise<PrintPack> {
  const found = await sheets(tx, [hospitalId]);
  const own = found.find(({ id }) => id === hospitalId);
  if (!own) throw new NotFound();
  const hub = found.find((each) => each.hub && each.id !== hospitalId);
  const children = permits(user.role, 'alert', 'list') ? await packChildren(tx, hospitalId) : null;
  await recordAudit(tx, user, {
    action: 'export',
    entity: 'print_pack',
    entityId: hospitalId,
    patientIds: children && children.length > 0 ? children.map(({ id }) => id) : null,
    detail: children ? `${children.length} children` : 'contacts only',
  });
  return {
    unitName: await unitName(tx),
    hospital: sheet(own),
    hub: hub ? sheet(hub) : null,
    capabilities: await currentCapabilities(tx, hospitalId),
    children,
    now: (await databaseNow(tx)).toISOString(),
  };
}

async function packChildren(tx: Tx, hospitalId: string): Promise<PackChild[]> {
  const found = await rows<Omit<PackChild, 'openAccess'> & { state: OpenAccessState | null; reviewBy: string | null }>(
    tx,
    `SELECT p.id, p.family_name AS "familyName", p.given_name AS "givenName", p.birth_date AS "birthDate",
            p.nhs_number AS "nhsNumber", p.nhs_number_status AS "nhsNumberStatus", l.role AS "linkRole", c.name AS "linkConsultant", o.state, o.review_by AS "reviewBy"
     FROM shared_care_links l JOIN patients p ON p.id = l.patient_id
     LEFT JOIN link_consultants c ON c.id = l.link_consultant_id
     LEFT JOIN LATERAL (
       SELECT a.state, a.review_by FROM open_access_arrangements a
       WHERE a.patient_id = p.id AND a.hospital_id = l.hospital_id AND a.state NOT IN ('draft', 'superseded')
       ORDER BY a.state IN ('active', 'due_review') DESC, a.version_number DESC LIMIT 1) o ON true
     WHERE l.hospital_id = $1 AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
       AND p.merged_into_id IS NULL AND p.died_on IS NULL
     ORDER BY p.family_name, p.given_name, p.birth_date, p.id`,
    [hospitalId],
  );
  return found.map(({ state, reviewBy, ...child }) => ({ ...child, openAccess: openAccessWords(state, reviewBy) }));
}

function openAccessWords(state: OpenAccessState | null, reviewBy: string | null): string {
  if (!state) return 'None here';
  const dated = (state === 'active' || state === 'due_review') && reviewBy ? `, review by ${shortDate(reviewBy)}` : '';
  return `${OPEN_ACCESS_STATES[state]}${dated}`;
}

/** Numbers that a unit has put on its public list: no person, no bleep, no email, and never a number that is stale. */
export async function publicContacts(tx: Tx): Promise<PublicContacts> {
  const published = (await sheets(tx)).map((hospital) => ({
    odsCode: hospital.odsCode,
    name: hospital.name,
    town: hospital.town,
    contacts: hospital.contacts
      .filter((contact) => contact.onPublicList && contact.health !== 'stale')
      .map(({ label, phone, extension, hours, verifiedOn }) => ({
        label,
        phone,
        extension,
        hours: HOURS_BANDS[hours],
        verifiedOn,
      })),
  }));
  return {
    unit: await unitName(tx),
    asOf: londonDate(await databaseNow(tx)),
    hospitals: published.filter(({ contacts }) => contacts.length > 0),
  };
}

/** The same list as a piece of HTML for the unit's web site: escaped text in plain elements, nothing that runs. */
export function publicContactsPage(list: PublicContacts): string {
  const rows = list.hospitals.flatMap(({ name, town, contacts }) =>
    contacts.map(
      (contact) =>
        `<tr><th scope="row">${escaped(town && !name.includes(town) ? `${name}, ${town}` : name)}</th><td>${escaped(contact.label)}</td>` +
        `<td><a href="tel:${contact.phone.replace(/[^\d+]/g, '')}">${escaped(contact.phone)}</a>` +
        `${contact.extension ? ` extension ${escaped(contact.extension)}` : ''}</td><td>${escaped(contact.hours)}</td></tr>`,
    ),
  );
  return [
    `<section lang="en-GB"><h2>Hospitals that share care with ${escaped(list.unit)}</h2>`,
    `<p>As of <time datetime="${list.asOf}">${shortDate(list.asOf)}</time>. In an emergency ring 999.</p>`,
    '<table><thead><tr><th scope="col">Hospital</th><th scope="col">Department</th><th scope="col">Telephone</th>',
    '<th scope="col">Answered</th></tr></thead><tbody>',
    ...rows,
    '</tbody></table></section>',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
