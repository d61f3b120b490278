import type { TreatmentDetail, TreatmentWordsChangedByAnother } from '@shared-care/contracts/treatments/answers';
import type {
  AddTreatment,
  SaveTreatmentWords,
  WithdrawTreatmentWords,
} from '@shared-care/contracts/treatments/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Treatment, TreatmentVersion } from '@shared-care/database/entities/treatment';
import { shortDateTime } from '@shared-care/domain/london-time';
import { TREATMENT_VERSION_STATES, type TreatmentVersionState } from '@shared-care/domain/treatments';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertOnce, insertRow, NEXT_VERSION, NOW, WITH_AUTHOR } from '../platform/write-row';
import { treatmentDetail } from './read-treatments';

type Facts = Omit<z.output<typeof SaveTreatmentWords>, 'version'>;

const FACTS = `name, class, emergency_words, tests, care_beside, care_with, red_when_bleeding, months_after`;

function values(facts: Facts): Facts {
  const { name, class: of, emergencyWords, tests, careBeside, careWith, redWhenBleeding, monthsAfter } = facts;
  return {
    ...{ name, class: of, emergencyWords, tests, careBeside, redWhenBleeding, monthsAfter },
    careWith: [...new Set(careWith)],
  };
}

/**
 * A drug nobody had listed. It can be given at once, and is red when bleeding until a doctor has approved its words.
 */
export async function addTreatment(
  tx: Tx,
  user: CurrentUser,
  { id, ...facts }: z.output<typeof AddTreatment>,
): Promise<TreatmentDetail> {
  const made = await insertOnce(tx, Treatment, { id, createdBy: user.id }, ['id']);
  if (made !== null) {
    await refuseNameTwice(tx, facts.name, id);
    const by = { writtenBy: user.id, changedBy: user.id, authors: [user.id] };
    await insertRow(tx, TreatmentVersion, { treatmentId: id, versionNumber: 1, ...by, ...values(facts) });
    await audit(tx, user, id, 'create', 'treatment');
  }
  return treatmentDetail(tx, user, id);
}

/** Begins the next version: a copy of the one that counts. A draft that exists already is left as it is. */
export async function beginTreatmentWords(tx: Tx, user: CurrentUser, treatmentId: string): Promise<TreatmentDetail> {
  const [known] = await rows(tx, 'SELECT 1 FROM treatments WHERE id = $1', [treatmentId]);
  if (!known) throw new NotFound();
  const [begun] = await rows<{ id: string }>(
    tx,
    `INSERT INTO treatment_versions (treatment_id, version_number, written_by, changed_by, authors, ${FACTS})
     SELECT v.treatment_id, (SELECT max(version_number) FROM treatment_versions WHERE treatment_id = $1) + 1, $2, $2,
            ARRAY[$2::uuid], ${FACTS.replaceAll(/(\w+)/g, 'v.$1')}
     FROM treatments_in_force f JOIN treatment_versions v ON v.id = f.version_id WHERE f.treatment_id = $1
     ON CONFLICT DO NOTHING RETURNING id`,
    [treatmentId, user.id],
  );
  if (begun) await audit(tx, user, treatmentId, 'create', 'draft');
  return treatmentDetail(tx, user, treatmentId);
}

/** Saves a draft. The person who saves becomes one of its authors and cannot approve it. */
export async function saveTreatmentWords(
  tx: Tx,
  user: CurrentUser,
  versionId: string,
  { version, ...facts }: z.output<typeof SaveTreatmentWords>,
): Promise<TreatmentDetail> {
  const draft = await lockVersion(tx, versionId);
  onlyDraft(draft);
  if (draft.version !== version) throw await changedByAnother(tx, draft);
  await refuseNameTwice(tx, facts.name, draft.treatmentId);
  await tx.update(
    TreatmentVersion,
    { id: versionId },
    { ...values(facts), changedBy: user.id, changedAt: NOW, version: NEXT_VERSION, authors: WITH_AUTHOR },
  );
  await audit(tx, user, draft.treatmentId, 'update', 'words');
  return treatmentDetail(tx, user, draft.treatmentId);
}

/** From now on every surface says these words. The table refuses an approver who typed in them, or is no doctor. */
export async function approveTreatmentWords(
  tx: Tx,
  user: CurrentUser,
  versionId: string,
  seen: number,
): Promise<TreatmentDetail> {
  const draft = await lockVersion(tx, versionId);
  onlyDraft(draft);
  if (draft.authors.includes(user.id))
    throw new Refused('You typed in these words. A doctor who did not approves them.');
  if (draft.version !== seen) throw await changedByAnother(tx, draft);
  if (draft.emergencyWords.trim() === '')
    throw new Refused('There are no words for the emergency department yet.', [
      { field: 'emergencyWords', message: 'Enter what an emergency department must know.' },
    ]);
  await tx.update(
    TreatmentVersion,
    { treatmentId: draft.treatmentId, state: 'approved' },
    { state: 'superseded', endedBy: user.id, endedAt: NOW, version: NEXT_VERSION },
  );
  await tx.update(
    TreatmentVersion,
    { id: versionId },
    { state: 'approved', approvedBy: user.id, approvedAt: NOW, version: NEXT_VERSION },
  );
  await audit(tx, user, draft.treatmentId, 'update', `approve version ${draft.versionNumber}`);
  return treatmentDetail(tx, user, draft.treatmentId);
}

export async function discardTreatmentWords(
  tx: Tx,
  user: CurrentUser,
  versionId: string,
  seen: number,
): Promise<TreatmentDetail> {
  const draft = await lockVersion(tx, versionId);
  onlyDraft(draft);
  if (draft.version !== seen) throw await changedByAnother(tx, draft);
  await tx.update(
    TreatmentVersion,
    { id: versionId },
    { state: 'discarded', endedBy: user.id, endedAt: NOW, version: NEXT_VERSION },
  );
  await audit(tx, user, draft.treatmentId, 'update', 'discard');
  return treatmentDetail(tx, user, draft.treatmentId);
}

/** The words are wrong and no better ones are ready: surfaces say the safe line at once. */
export async function withdrawTreatmentWords(
  tx: Tx,
  user: CurrentUser,
  versionId: string,
  { version, because }: WithdrawTreatmentWords,
): Promise<TreatmentDetail> {
  const found = await lockVersion(tx, versionId);
  if (found.state !== 'approved')
    throw new Refused(`These words are “${TREATMENT_VERSION_STATES[found.state]}”, so there is nothing to withdraw.`);
  if (found.version !== version) throw await changedByAnother(tx, found);
  await tx.update(
    TreatmentVersion,
    { id: versionId },
    { state: 'withdrawn', endedBy: user.id, endedAt: NOW, endedBecause: because, version: NEXT_VERSION },
  );
  await audit(tx, user, found.treatmentId, 'update', `withdraw version ${found.versionNumber}`);
  return treatmentDetail(tx, user, found.treatmentId);
}

interface LockedVersion {
  id: string;
  treatmentId: string;
  state: TreatmentVersionState;
  version: number;
  versionNumber: number;
  authors: string[];
  emergencyWords: string;
}

async function lockVersion(tx: Tx, versionId: string): Promise<LockedVersion> {
  const [found] = await rows<LockedVersion>(
    tx,
    `SELECT id, treatment_id AS "treatmentId", state, version, version_number AS "versionNumber", authors,
            emergency_words AS "emergencyWords"
     FROM treatment_versions WHERE id = $1 FOR UPDATE`,
    [versionId],
  );
  if (!found) throw new NotFound();
  return found;
}

function onlyDraft({ state }: LockedVersion): void {
  if (state !== 'draft')
    throw new Refused(
      `These words are “${TREATMENT_VERSION_STATES[state]}” and are never edited. Write a new version.`,
    );
}

async function refuseNameTwice(tx: Tx, name: string, treatmentId: string): Promise<void> {
  const [other] = await rows(
    tx,
    `SELECT 1 FROM treatments_in_force WHERE lower(name) = lower($1) AND treatment_id <> $2 AND state <> 'discarded'`,
    [name, treatmentId],
  );
  if (other)
    throw new Refused('A treatment with this name is in the list already.', [
      { field: 'name', message: 'A treatment with this name is in the list already.' },
    ]);
}

async function changedByAnother(tx: Tx, { id }: LockedVersion): Promise<Conflict> {
  const [theirs] = await rows<TreatmentWordsChangedByAnother & { at: Date }>(
    tx,
    `SELECT u.display_name AS by, v.changed_at AS at, v.version, v.name, v.class, v.emergency_words AS "emergencyWords", v.tests,
            v.care_beside AS "careBeside", v.care_with AS "careWith", v.red_when_bleeding AS "redWhenBleeding",
            v.months_after AS "monthsAfter"
     FROM treatment_versions v JOIN users u ON u.id = v.changed_by WHERE v.id = $1`,
    [id],
  );
  const { at, ...current } = theirs!;
  return new Conflict(`${current.by} changed these words on ${shortDateTime(at)}.`, { ...current });
}

function audit(
  tx: Tx,
  user: CurrentUser,
  treatmentId: string,
  action: 'create' | 'update',
  detail: string,
): Promise<void> {
  return recordAudit(tx, user, { action, entity: 'treatment', entityId: treatmentId, detail });
}
