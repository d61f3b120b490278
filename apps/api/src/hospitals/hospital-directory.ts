import type { DirectoryHospital, HospitalDirectory, HospitalFigures } from '@shared-care/contracts/hospitals/answers';
import { isTask } from '@shared-care/domain/contact-health';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { byHospital, contactChanges, contactRows, type ContactRow } from './contact-rows';

/** Every hospital of our network with how far its numbers can be trusted. Screens filter it themselves: it is one page. */
export async function hospitalDirectory(tx: Tx): Promise<HospitalDirectory> {
  const hospitals = await rows<Omit<DirectoryHospital, 'figures' | 'contacts' | 'edPhone'>>(
    tx,
    `SELECT h.id, h.ods_code AS "odsCode", h.name, t.name AS "trustName", h.town, h.postcode,
            h.network_role AS "networkRole", h.closed_on AS "closedOn",
            ARRAY(SELECT p.words FROM hospital_capabilities p
                  WHERE p.hospital_id = h.id AND p.kind = 'factor_held' AND p.ended_at IS NULL ORDER BY p.words) AS "factorHeld",
            ARRAY(SELECT c.name FROM link_consultants c
                  WHERE c.hospital_id = h.id AND ${IN_POST} ORDER BY c.name) AS "linkConsultants",
            EXISTS (SELECT 1 FROM closure_reviews r
                    WHERE r.hospital_id = h.id AND r.state IN ('waiting', 'accepted')) AS closing
     FROM hospitals h LEFT JOIN trusts t ON t.ods_code = h.trust_code
     WHERE h.network_role <> 'other' ORDER BY h.network_role <> 'hub', h.name`,
  );
  const figures = await hospitalFigures(tx);
  const contacts = byHospital(await contactRows(tx, { hospitalIds: hospitals.map(({ id }) => id) }));
  const waiting = byHospital(await contactChanges(tx, { waitingOnly: true }));
  return {
    hospitals: hospitals.map((hospital) => {
      const own = contacts.get(hospital.id) ?? [];
      return {
        ...hospital,
        figures: figures.get(hospital.id) ?? null,
        contacts: { ...health(own), waiting: waiting.get(hospital.id)?.length ?? 0 },
        edPhone: own.find(({ purpose }) => purpose === 'ed')?.phone ?? null,
      };
    }),
    toVerify: [...contacts.values()].flat().filter((contact) => contact.health !== 'verified').length,
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** A link consultant `c` who is in post now. */
export const IN_POST = 'sec.in_post(c.from_on, c.to_on, sec.now())';

function health(contacts: readonly ContactRow[]): Omit<DirectoryHospital['contacts'], 'waiting'> {
  const checked = contacts.map(({ verifiedOn }) => verifiedOn);
  return {
    total: contacts.length,
    verified: contacts.filter((contact) => contact.health === 'verified' || contact.health === 'verify_soon').length,
    tasks: contacts.filter((contact) => isTask(contact.health)).length,
    oldestCheckOn: checked.includes(null) ? null : (checked.toSorted()[0] ?? null),
  };
}

/** Numbers of children by hospital, for as many hospitals as the reader may know them of. */
export async function hospitalFigures(tx: Tx): Promise<Map<string, HospitalFigures>> {
  const found = await rows<HospitalFigures & { id: string }>(
    tx,
    'SELECT hospital_id AS id, children, arrangements, attendances FROM sec.hospital_figures()',
  );
  return new Map(found.map(({ id, ...figures }) => [id, figures]));
}
