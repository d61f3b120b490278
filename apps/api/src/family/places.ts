import type { ChildPlace } from '@shared-care/contracts/family/answers';
import type { SavePlace } from '@shared-care/contracts/family/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { PatientPlace } from '@shared-care/database/entities/family';
import { KIND_OF_ROLE, PLACE_ROLES } from '@shared-care/domain/family';
import { londonDate } from '@shared-care/domain/london-time';
import { IsNull, Not } from 'typeorm';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, NEXT_VERSION, NOW } from '../platform/write-row';
import { childToWrite, savedByAnother } from './child-to-write';
import { organisationShown } from './organisations';

type Saved = z.output<typeof SavePlace>;

export async function placesOf(tx: Tx, patientId: string): Promise<ChildPlace[]> {
  const found = await rows<{ place: ChildPlace }>(tx, 'SELECT place FROM sec.family_places($1) AS place', [patientId]);
  return found.map(({ place }) => ({
    ...place,
    organisation: place.organisation && organisationShown(place.organisation),
  }));
}

/**
 * The child goes there, or no longer does. A new practice, school or dentist ends the one before.
 *
 * @throws Refused while the address is restricted: a place tells it as well
 */
export async function savePlace(tx: Tx, user: CurrentUser, patientId: string, asked: Saved): Promise<void> {
  const { restricted } = await childToWrite(tx, patientId);
  if (restricted)
    throw new Refused(
      'The address of this family is restricted, and where the child goes tells it as well. It is neither read nor written here.',
    );
  const [organisation] = await rows(tx, 'SELECT 1 FROM organisations WHERE id = $1 AND kind = $2', [
    asked.organisationId,
    KIND_OF_ROLE[asked.role],
  ]);
  if (!organisation)
    throw new InvalidInput([
      { field: 'organisationId', message: `Choose a ${PLACE_ROLES[asked.role]} from the list.` },
    ]);
  if (asked.version === 0) {
    const today = londonDate(await databaseNow(tx));
    if (asked.role !== 'community' && asked.untilOn === null)
      await endEarlier(tx, user, patientId, asked, asked.fromOn ?? today);
    await insertOnce(
      tx,
      PatientPlace,
      {
        id: asked.id,
        patientId,
        recordedBy: user.id,
        role: asked.role,
        organisationId: asked.organisationId,
        fromOn: asked.fromOn,
        untilOn: asked.untilOn,
      },
      ['id'],
    );
  } else await change(tx, user, patientId, asked);
  await recordAudit(tx, user, {
    action: asked.version === 0 ? 'create' : 'update',
    entity: 'family_place',
    entityId: asked.id,
    patientId,
    detail: asked.role,
  });
}

/** Where the child went until now ends on the day the new one begins, and never before it began itself. */
async function endEarlier(tx: Tx, user: CurrentUser, patientId: string, asked: Saved, day: string): Promise<void> {
  await tx
    .createQueryBuilder()
    .update(PatientPlace)
    .set({ untilOn: () => 'greatest(from_on, :day)', changedBy: user.id, changedAt: NOW, version: NEXT_VERSION })
    .where({ patientId, role: asked.role, untilOn: IsNull(), struckOutAt: IsNull(), id: Not(asked.id) })
    .setParameter('day', day)
    .execute();
}

async function change(tx: Tx, user: CurrentUser, patientId: string, asked: Saved): Promise<void> {
  const seen = (await placesOf(tx, patientId)).find(({ id, role }) => id === asked.id && role === asked.role);
  if (!seen) throw new InvalidInput([{ field: 'id', message: 'Choose an entry of this child.' }]);
  if (seen.version !== asked.version) throw savedByAnother(seen);
  if (seen.struckOut !== null) throw new Refused('This entry is struck out. Put it back first.');
  if (asked.untilOn === null) await refuseSecond(tx, patientId, asked.role, asked.id);
  await tx.update(
    PatientPlace,
    { id: asked.id },
    {
      organisationId: asked.organisationId,
      fromOn: asked.fromOn,
      untilOn: asked.untilOn,
      changedBy: user.id,
      changedAt: NOW,
      version: NEXT_VERSION,
    },
  );
}

/** Of a practice, a school and a dentist there is one at a time. */
export async function refuseSecond(tx: Tx, patientId: string, role: Saved['role'], except: string): Promise<void> {
  if (role === 'community') return;
  const [other] = await rows(
    tx,
    `SELECT 1 FROM patient_places WHERE patient_id = $1 AND role = $2 AND until_on IS NULL AND struck_out_at IS NULL AND id <> $3`,
    [patientId, role, except],
  );
  if (other) throw new Refused(`The child has another ${PLACE_ROLES[role]} by now. End that one first.`);
}
