import type { ChildPlace } from '@shared-care/contracts/family/answers';
import type { SavePlace } from '@shared-care/contracts/family/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { KIND_OF_ROLE, PLACE_ROLES } from '@shared-care/domain/family';
import { londonDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
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
      await tx.query(
        `UPDATE patient_places SET until_on = greatest(from_on, $4::date), changed_by = $3, changed_at = sec.now(), version = version + 1
         WHERE patient_id = $1 AND role = $2 AND until_on IS NULL AND struck_out_at IS NULL AND id <> $5`,
        [patientId, asked.role, user.id, asked.fromOn ?? today, asked.id],
      );
    await tx.query(
      `INSERT INTO patient_places (id, patient_id, recorded_by, role, organisation_id, from_on, until_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
      [asked.id, patientId, user.id, asked.role, asked.organisationId, asked.fromOn, asked.untilOn],
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

async function change(tx: Tx, user: CurrentUser, patientId: string, asked: Saved): Promise<void> {
  const seen = (await placesOf(tx, patientId)).find(({ id, role }) => id === asked.id && role === asked.role);
  if (!seen) throw new InvalidInput([{ field: 'id', message: 'Choose an entry of this child.' }]);
  if (seen.version !== asked.version) throw savedByAnother(seen);
  if (seen.struckOut !== null) throw new Refused('This entry is struck out. Put it back first.');
  if (asked.untilOn === null) await refuseSecond(tx, patientId, asked.role, asked.id);
  await tx.query(
    `UPDATE patient_places SET organisation_id = $2, from_on = $3, until_on = $4, changed_by = $5, changed_at = sec.now(),
            version = version + 1 WHERE id = $1`,
    [asked.id, asked.organisationId, asked.fromOn, asked.untilOn, user.id],
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
