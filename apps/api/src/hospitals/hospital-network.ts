import type {
  HangingOnHospital,
  HospitalNetwork,
  NetworkChange,
  PublishedHospitals,
} from '@shared-care/contracts/hospitals/answers';
import type { SetNetworkRole } from '@shared-care/contracts/hospitals/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Hospital } from '@shared-care/database/entities/hospital';
import { HospitalNetworkChange } from '@shared-care/database/entities/hospital-profile';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow, NEXT_VERSION, NOW } from '../platform/write-row';

const MOST_PUBLISHED = 50;

/** Published hospitals outside our network by any part of name, town or ODS code; closed ones last. */
export async function publishedHospitals(tx: Tx, search: string): Promise<PublishedHospitals> {
  const found = await rows<PublishedHospitals['hospitals'][number] & { total: number }>(
    tx,
    `SELECT h.id, h.ods_code AS "odsCode", h.name, t.name AS "trustName", h.town, h.postcode, h.closed_on AS "closedOn",
            count(*) OVER ()::int AS total
     FROM hospitals h LEFT JOIN trusts t ON t.ods_code = h.trust_code
     WHERE h.network_role = 'other' AND fold_name($1) <> ''
       AND h.search_text LIKE ALL (ARRAY(SELECT '% ' || word || '%' FROM unnest(string_to_array(fold_name($1), ' ')) AS word))
     ORDER BY h.closed_on IS NOT NULL AND h.closed_on <= sec.now()::date, h.name, h.ods_code LIMIT ${MOST_PUBLISHED}`,
    [search],
  );
  return { hospitals: found.map(({ total: _, ...hospital }) => hospital), total: found[0]?.total ?? 0 };
}

/** What hangs on a hospital, as numbers, and how it came into the network and left it. */
export async function hospitalNetwork(tx: Tx, hospitalId: string): Promise<HospitalNetwork> {
  const [hospital] = await rows(tx, 'SELECT 1 FROM hospitals WHERE id = $1', [hospitalId]);
  if (!hospital) throw new NotFound();
  return {
    hangs: await hangsOn(tx, hospitalId),
    history: await rows<NetworkChange>(
      tx,
      `SELECT c.id, c.was, c.becomes, c.reason, c.counts, c.changed_at AS at, u.display_name AS by
       FROM hospital_network_changes c LEFT JOIN users u ON u.id = c.changed_by
       WHERE c.hospital_id = $1 ORDER BY c.changed_at DESC, c.id`,
      [hospitalId],
    ),
    now: (await databaseNow(tx)).toISOString(),
  };
}

async function hangsOn(tx: Tx, hospitalId: string): Promise<HangingOnHospital> {
  const [{ hangs }] = (await rows<{ hangs: HangingOnHospital }>(tx, 'SELECT sec.hangs_on_hospital($1) AS hangs', [
    hospitalId,
  ])) as [{ hangs: HangingOnHospital }];
  return hangs;
}

/**
 * Brings a hospital into our network or lets it go, with a reason that is kept. It is not let go while a child is linked
 * to it, an arrangement sends a child there or an alert there is open; what else hangs on it is kept beside the reason as it was at that moment.
 *
 * @throws Conflict when it changed meanwhile
 */
export async function setNetworkRole(
  tx: Tx,
  user: CurrentUser,
  hospitalId: string,
  { version, networkRole, reason }: z.output<typeof SetNetworkRole>,
): Promise<void> {
  const [hospital] = await rows<{ networkRole: string; version: number }>(
    tx,
    'SELECT network_role AS "networkRole", version FROM hospitals WHERE id = $1 FOR UPDATE',
    [hospitalId],
  );
  if (!hospital) throw new NotFound();
  if (hospital.version !== version)
    throw new Conflict('This hospital changed meanwhile. Look at it again.', { ...hospital });
  if (hospital.networkRole === 'hub') throw new Refused('This is our own hospital. It stays in the network.');
  if (hospital.networkRole === networkRole) return;
  const hangs = await hangsOn(tx, hospitalId);
  if (networkRole === 'other') {
    if (reason === '') throw new InvalidInput([{ field: 'reason', message: 'Say why it leaves the network.' }]);
    const holding = whatHoldsIt(hangs);
    if (holding.length > 0)
      throw new Refused(
        'This hospital is still counted on. Move what hangs on it first.',
        holding.map((message) => ({ field: '', message })),
      );
  }
  await tx.update(Hospital, { id: hospitalId }, { networkRole, version: NEXT_VERSION, changedAt: NOW });
  await insertRow(tx, HospitalNetworkChange, {
    hospitalId,
    was: hospital.networkRole,
    becomes: networkRole,
    reason: reason || null,
    counts: hangs,
  });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'hospital',
    entityId: hospitalId,
    detail: `network ${networkRole}`,
    reason: reason || null,
  });
}

/** What somebody would ring or go to this hospital for, one sentence each. */
function whatHoldsIt({ children, arrangements, openAlerts }: HangingOnHospital): string[] {
  const some = (count: number, one: string, many: string): string[] =>
    count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count} ${many}`];
  return [
    ...some(children, 'child is linked to this hospital.', 'children are linked to this hospital.'),
    ...some(
      arrangements,
      'open access arrangement sends a child here.',
      'open access arrangements send children here.',
    ),
    ...some(openAlerts, 'alert here is not closed.', 'alerts here are not closed.'),
  ];
}
