import type { Organisation, OrganisationMatches } from '@shared-care/contracts/family/answers';
import type { SaveOrganisation, SearchOrganisations } from '@shared-care/contracts/family/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Organisation as OrganisationRow } from '@shared-care/database/entities/family';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { asWritten, phoneToKeep } from '../hospitals/phone-number';
import { NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertOnce, NEXT_VERSION, NOW } from '../platform/write-row';
import { savedByAnother } from './child-to-write';

const SHOWN = 20;
const COLUMNS = `id, kind, ods_code AS "odsCode", name, address, postcode, phone, email, closed_on AS "closedOn", version`;

/** Places of a kind whose name, code or postcode holds what was typed; about no child. */
export async function searchOrganisations(
  tx: Tx,
  user: CurrentUser,
  { kind, words }: SearchOrganisations,
): Promise<OrganisationMatches> {
  const found = await rows<Organisation & { total: number }>(
    tx,
    `SELECT ${COLUMNS}, (count(*) OVER ())::int AS total FROM organisations
     WHERE kind = $1 AND closed_on IS NULL
       AND position(lower($2) IN lower(concat_ws(' ', name, ods_code, address, postcode))) > 0
     ORDER BY name, id LIMIT ${SHOWN}`,
    [kind, words],
  );
  await recordAudit(tx, user, { action: 'read', entity: 'organisations', detail: kind });
  return {
    organisations: found.map(({ total: _, ...one }) => organisationShown(one)),
    total: found[0]?.total ?? 0,
  };
}

export function organisationShown<T extends { phone: string | null }>(one: T): T {
  return { ...one, phone: one.phone && asWritten(one.phone) };
}

/**
 * A place is written down, or set right for every child who goes there.
 *
 * @throws Conflict with what stands there now, when somebody else saved first
 */
export async function saveOrganisation(
  tx: Tx,
  user: CurrentUser,
  asked: z.output<typeof SaveOrganisation>,
): Promise<Organisation> {
  await refuseSameCode(tx, asked);
  const { id, version, kind, name, closedOn } = asked;
  const place = {
    ...{ kind, name, closedOn },
    odsCode: asked.odsCode || null,
    address: asked.address || null,
    postcode: asked.postcode || null,
    phone: phoneToKeep('phone', asked.phone),
    email: asked.email || null,
  };
  if (version === 0) await insertOnce(tx, OrganisationRow, { id, recordedBy: user.id, ...place }, ['id']);
  else {
    const change = { ...place, changedBy: user.id, changedAt: NOW, version: NEXT_VERSION };
    const { affected } = await tx.update(OrganisationRow, { id, version }, change);
    if (affected === 0) throw savedByAnother(await organisationOf(tx, asked.id));
  }
  await recordAudit(tx, user, {
    action: asked.version === 0 ? 'create' : 'update',
    entity: 'organisation',
    entityId: asked.id,
    detail: asked.kind,
  });
  return organisationOf(tx, asked.id);
}

async function refuseSameCode(tx: Tx, { id, odsCode }: { id: string; odsCode: string }): Promise<void> {
  if (odsCode === '') return;
  const [same] = await rows<{ name: string }>(tx, 'SELECT name FROM organisations WHERE ods_code = $1 AND id <> $2', [
    odsCode,
    id,
  ]);
  if (same)
    throw new Refused(`${odsCode} is recorded already: ${same.name}. Choose it from the list.`, [
      { field: 'odsCode', message: `This is the code of ${same.name}.` },
    ]);
}

async function organisationOf(tx: Tx, id: string): Promise<Organisation> {
  const [found] = await rows<Organisation>(tx, `SELECT ${COLUMNS} FROM organisations WHERE id = $1`, [id]);
  if (!found) throw new NotFound();
  return organisationShown(found);
}
