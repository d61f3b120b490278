import type { DoseDays, GivenTreatment } from '@shared-care/contracts/family/answers';
import type { SaveDoseDays, SaveGiver } from '@shared-care/contracts/family/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { TreatmentGiver } from '@shared-care/database/entities/family';
import { londonDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { asWritten } from '../hospitals/phone-number';
import { InvalidInput, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, NEXT_VERSION, NOW } from '../platform/write-row';
import { childToWrite, savedByAnother } from './child-to-write';

type Saved = z.output<typeof SaveGiver>;

export async function treatmentsOf(tx: Tx, patientId: string): Promise<GivenTreatment[]> {
  const found = await rows<{ one: GivenTreatment }>(tx, 'SELECT one FROM sec.family_treatments($1) AS one', [
    patientId,
  ]);
  return found.map(({ one }) => ({
    ...one,
    givers: one.givers.map((giver) => ({
      ...giver,
      organisation: giver.organisation && {
        ...giver.organisation,
        phone: giver.organisation.phone && asWritten(giver.organisation.phone),
      },
    })),
  }));
}

/** Where each kind of giver is found, for a child: nobody else gives. */
const FOUND: Readonly<Record<Exclude<Saved['giver'], 'child'>, string>> = {
  community_team: `SELECT 1 FROM organisations WHERE id = $1 AND kind = 'community_team' AND $2::uuid IS NOT NULL`,
  school: `SELECT 1 FROM organisations WHERE id = $1 AND kind = 'school' AND $2::uuid IS NOT NULL`,
  family: 'SELECT 1 FROM family_people WHERE id = $1 AND patient_id = $2 AND struck_out_at IS NULL',
  hospital: `SELECT 1 FROM shared_care_links WHERE hospital_id = $1 AND patient_id = $2 AND valid_to IS DISTINCT FROM valid_from`,
};

/**
 * Somebody is asked to give a treatment, agreed, or no longer gives it.
 *
 * @throws Conflict with what stands there now, when somebody else saved first
 */
export async function saveGiver(tx: Tx, user: CurrentUser, patientId: string, asked: Saved): Promise<void> {
  const { restricted } = await childToWrite(tx, patientId);
  await checkGiver(tx, patientId, asked, restricted);
  const who = (giver: Saved['giver']): string | null => (asked.giver === giver ? asked.whoId : null);
  const { id, entryId, giver, givenAt, agreedOn, fromOn, untilOn } = asked;
  const said = {
    ...{ giver, givenAt, agreedOn, fromOn, untilOn },
    organisationId: who('community_team') ?? who('school'),
    personId: who('family'),
    hospitalId: who('hospital'),
    note: asked.note || null,
  };
  if (asked.version === 0)
    await insertOnce(tx, TreatmentGiver, { id, patientId, entryId, recordedBy: user.id, ...said }, ['id']);
  else {
    const treatment = (await treatmentsOf(tx, patientId)).find(({ entryId }) => entryId === asked.entryId);
    const seen = treatment?.givers.find(({ id }) => id === asked.id);
    if (!seen) throw new InvalidInput([{ field: 'id', message: 'Choose an entry of this child.' }]);
    if (seen.version !== asked.version) throw savedByAnother(seen);
    if (seen.struckOut !== null) throw new Refused('This entry is struck out. Put it back first.');
    const change = { ...said, changedBy: user.id, changedAt: NOW, version: NEXT_VERSION };
    await tx.update(TreatmentGiver, { id }, change);
  }
  await recordAudit(tx, user, {
    action: asked.version === 0 ? 'create' : 'update',
    entity: 'family_giver',
    entityId: asked.id,
    patientId,
    detail: asked.giver,
  });
}

async function checkGiver(tx: Tx, patientId: string, asked: Saved, restricted: boolean): Promise<void> {
  if (restricted && (asked.giver === 'community_team' || asked.giver === 'school'))
    throw new Refused('The address of this family is restricted. A team or school tells it and is not written here.');
  await running(tx, patientId, asked.entryId);
  if ((asked.agreedOn ?? '') > londonDate(await databaseNow(tx)))
    throw new InvalidInput([{ field: 'agreedOn', message: 'This day is still to come. Check it.' }]);
  if (asked.giver === 'child') return;
  const [found] = await rows(tx, FOUND[asked.giver], [asked.whoId, patientId]);
  if (!found) throw new InvalidInput([{ field: 'whoId', message: 'Choose who gives it from the list.' }]);
}

async function running(tx: Tx, patientId: string, entryId: string): Promise<void> {
  const [found] = await rows(
    tx,
    'SELECT 1 FROM patient_treatments WHERE id = $1 AND patient_id = $2 AND stopped_on IS NULL AND struck_out_at IS NULL',
    [entryId, patientId],
  );
  if (!found) throw new InvalidInput([{ field: 'entryId', message: 'Choose a treatment that runs.' }]);
}

/** @throws Conflict with what stands there now, when somebody else saved first */
export async function saveDoseDays(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof SaveDoseDays>,
): Promise<void> {
  await childToWrite(tx, patientId);
  await running(tx, patientId, asked.entryId);
  const saved = await rows(
    tx,
    `INSERT INTO treatment_dose_days AS d (entry_id, patient_id, first_on, every_days, weekdays, changed_by)
     VALUES ($1, $2, $4, $5, $6, $7)
     ON CONFLICT (entry_id) DO UPDATE SET first_on = excluded.first_on, every_days = excluded.every_days,
       weekdays = excluded.weekdays, changed_by = excluded.changed_by, changed_at = sec.now(), version = d.version + 1
     WHERE d.version = $3 RETURNING version`,
    [
      asked.entryId,
      patientId,
      asked.version,
      asked.firstOn,
      asked.everyDays,
      [...new Set(asked.weekdays)].sort((a, b) => a - b),
      user.id,
    ],
  );
  if (saved.length === 0) {
    const now = (await treatmentsOf(tx, patientId)).find(({ entryId }) => entryId === asked.entryId)?.doseDays;
    const none: DoseDays = { firstOn: null, everyDays: null, weekdays: [], version: 0 };
    throw savedByAnother(now ?? none);
  }
  await recordAudit(tx, user, { action: 'update', entity: 'family_dose_days', entityId: asked.entryId, patientId });
}
