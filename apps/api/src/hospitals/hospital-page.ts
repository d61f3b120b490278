import type { HospitalPage } from '@shared-care/contracts/hospitals/answers';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { closureReviews } from './closure-reviews';
import { contactChanges, contactRows, listed } from './contact-rows';
import { hospitalFigures } from './hospital-directory';
import { currentCapabilities } from './hospital-profile';

/** Everything our network knows of one hospital. Of children, numbers alone. */
export async function hospitalPage(tx: Tx, hospitalId: string): Promise<HospitalPage> {
  const [hospital] = await rows<
    Omit<HospitalPage, 'figures' | 'contacts' | 'changes' | 'capabilities' | 'closures' | 'now'>
  >(
    tx,
    `SELECT h.id, h.version, h.ods_code AS "odsCode", h.name, h.published_name AS "publishedName", t.name AS "trustName",
            h.town, h.postcode, h.address, h.network_role AS "networkRole", h.closed_on AS "closedOn",
            h.successor_codes AS "successorCodes",
            coalesce((SELECT json_agg(json_build_object('id', u.id, 'kind', u.kind, 'name', u.name) ORDER BY u.kind, u.name)
                      FROM hospital_units u WHERE u.hospital_id = h.id), '[]') AS units,
            coalesce((SELECT json_agg(json_build_object('name', c.name, 'phone', c.phone, 'phoneVerifiedOn', c.phone_verified_on,
                                                        'fromOn', c.from_on, 'toOn', c.to_on) ORDER BY c.from_on, c.name)
                      FROM link_consultants c
                      WHERE c.hospital_id = h.id AND (c.to_on IS NULL OR c.to_on >= (sec.now() AT TIME ZONE 'Europe/London')::date)),
                     '[]') AS "linkConsultants"
     FROM hospitals h LEFT JOIN trusts t ON t.ods_code = h.trust_code WHERE h.id = $1`,
    [hospitalId],
  );
  if (!hospital) throw new NotFound();
  return {
    ...hospital,
    figures: (await hospitalFigures(tx)).get(hospitalId) ?? null,
    contacts: (await contactRows(tx, { hospitalIds: [hospitalId], countUse: true })).map(listed),
    changes: (await contactChanges(tx, { hospitalId })).map(({ hospitalId: _, ...change }) => change),
    capabilities: await currentCapabilities(tx, hospitalId),
    closures: await closureReviews(tx, { hospitalId }),
    now: (await databaseNow(tx)).toISOString(),
  };
}
