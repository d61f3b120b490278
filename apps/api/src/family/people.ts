import type { FamilyPerson } from '@shared-care/contracts/family/answers';
import type { SaveCommunication, SavePerson } from '@shared-care/contracts/family/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { FamilyPerson as FamilyPersonRow } from '@shared-care/database/entities/family';
import { londonDate } from '@shared-care/domain/london-time';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { phoneToKeep } from '../hospitals/phone-number';
import { InvalidInput, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, NEXT_VERSION, NOW } from '../platform/write-row';
import { childToWrite, savedByAnother } from './child-to-write';
import { communicationOf, peopleOf } from './read-family';

type Saved = z.output<typeof SavePerson>;

/** How somebody is reached, which nobody reads or writes while the address is restricted. */
const KEPT_BACK = ['phone', 'otherPhone', 'email', 'address', 'postcode'] as const;

/**
 * A parent or carer is recorded, set right, or no longer around the child.
 *
 * @throws Conflict with what stands there now, when somebody else saved first
 */
export async function savePerson(tx: Tx, user: CurrentUser, patientId: string, asked: Saved): Promise<void> {
  const { restricted } = await childToWrite(tx, patientId);
  if (restricted && KEPT_BACK.some((field) => asked[field] !== ''))
    throw new Refused(
      'The address of this family is restricted. Telephone, email and address are neither read nor written here.',
      KEPT_BACK.filter((field) => asked[field] !== '').map((field) => ({ field, message: 'Leave this empty.' })),
    );
  if ((asked.endedOn ?? '') > londonDate(await databaseNow(tx)))
    throw new InvalidInput([{ field: 'endedOn', message: 'This day is still to come. Check it.' }]);
  const columns = { ...said(asked), ...(restricted ? {} : whereTheyAre(asked)) };
  const version =
    asked.version === 0
      ? await added(tx, user, patientId, asked.id, columns)
      : await changed(tx, user, patientId, asked, columns);
  if (version === null) return;
  await recordAudit(tx, user, {
    action: asked.version === 0 ? 'create' : 'update',
    entity: 'family_person',
    entityId: asked.id,
    entityVersion: version,
    patientId,
  });
}

type Columns = Partial<FamilyPersonRow>;

function said(asked: Saved): Columns {
  return {
    name: asked.name,
    relationship: asked.relationship,
    relationshipWords: asked.relationshipWords || null,
    parentalResponsibility: asked.parentalResponsibility,
    livesWith: asked.livesWith,
    sameAddress: asked.sameAddress,
    language: asked.language || null,
    interpreter: asked.interpreter,
    ringAtNight: asked.ringAtNight,
    endedOn: asked.endedOn,
    endedBecause: asked.endedBecause || null,
  };
}

function whereTheyAre(asked: Saved): Columns {
  return {
    phone: phoneToKeep('phone', asked.phone),
    otherPhone: phoneToKeep('otherPhone', asked.otherPhone),
    email: asked.email || null,
    address: asked.address || null,
    postcode: asked.postcode || null,
  };
}

/** Sent twice it is one: the second finds it there. */
async function added(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  id: string,
  columns: Columns,
): Promise<number | null> {
  const made = await insertOnce(tx, FamilyPersonRow, { id, patientId, recordedBy: user.id, ...columns }, ['id']);
  return made === null ? null : 1;
}

async function changed(tx: Tx, user: CurrentUser, patientId: string, asked: Saved, columns: Columns): Promise<number> {
  const { affected } = await tx.update(
    FamilyPersonRow,
    { id: asked.id, patientId, version: asked.version, struckOutAt: IsNull() },
    { ...columns, changedBy: user.id, changedAt: NOW, version: NEXT_VERSION },
  );
  if (affected === 1) return asked.version + 1;
  const now = await personOf(tx, patientId, asked.id);
  if (now.struckOut !== null) throw new Refused('This entry is struck out. Put it back first.');
  throw savedByAnother(now);
}

async function personOf(tx: Tx, patientId: string, id: string): Promise<FamilyPerson> {
  const found = (await peopleOf(tx, patientId)).find((one) => one.id === id);
  if (!found) throw new InvalidInput([{ field: 'id', message: 'Choose a person of this child.' }]);
  return found;
}

/** @throws Conflict with what stands there now, when somebody else saved first */
export async function saveCommunication(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof SaveCommunication>,
): Promise<void> {
  await childToWrite(tx, patientId);
  const saved = await rows(
    tx,
    `INSERT INTO family_communication AS c (patient_id, language, interpreter, needs, changed_by) VALUES ($1, $3, $4, $5, $6)
     ON CONFLICT (patient_id) DO UPDATE SET language = excluded.language, interpreter = excluded.interpreter,
       needs = excluded.needs, changed_by = excluded.changed_by, changed_at = sec.now(), version = c.version + 1
     WHERE c.version = $2 RETURNING version`,
    [patientId, asked.version, asked.language || null, asked.interpreter, asked.needs || null, user.id],
  );
  if (saved.length === 0) throw savedByAnother(await communicationOf(tx, patientId));
  await recordAudit(tx, user, { action: 'update', entity: 'family_communication', entityId: patientId, patientId });
}
