import type { TreatmentDetail, TreatmentWordsChangedByAnother } from '@shared-care/contracts/treatments/answers';
import type {
  AddTreatment,
  SaveTreatmentWords,
  WithdrawTreatmentWords,
} from '@shared-care/contracts/treatments/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { shortDateTime } from '@shared-care/domain/london-time';
import { TREATMENT_VERSION_STATES, type TreatmentVersionState } from '@shared-care/domain/treatments';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { treatmentDetail } from './read-treatments';

type Facts = Omit<z.output<typeof SaveTreatmentWords>, 'version'>;

const FACTS = `name, class, emergency_words, tests, care_beside, care_with, red_when_bleeding, months_after`;

function values(facts: Facts): unknown[] {
  return [
    facts.name,
    facts.class,
    facts.emergencyWords,
    facts.tests,
    facts.careBeside,
    [...new Set(facts.careWith)],
    facts.redWhenBleeding,
    facts.monthsAfter,
  ];
}

/** A drug nobody had listed. It can be given at once, and is red when bleeding until a doctor has approved its words. */
export async function addTreatment(
  tx: Tx,
  user: CurrentUser,
  { id, ...facts }: z.output<typeof AddTreatment>,
): Promise<TreatmentDetail> {
  const [made] = await rows<{ id: string }>(
    tx,
    'INSERT INTO treatments (id, created_by) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING RETURNING id',
    [id, user.id],
  );
  if (made) {
    await refuseNameTwice(tx, facts.name, id);
    await tx.query(
      `INSERT INTO treatment_versions (treatment_id, version_number, written_by, changed_by, authors, ${FACTS})
       VALUES ($1, 1, $2, $2, ARRAY[$2::uuid], $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, user.id, ...values(facts)],
    );
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

/** Saves a draft. Whoever saves becomes one of its authors and cannot approve it. */
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
  await tx.query(
    `UPDATE treatment_versions v SET (${FACTS}) = ($3, $4, $5, $6, $7, $8, $9, $10), changed_by = $2, changed_at = sec.now(),
            version = v.version + 1,
            authors = CASE WHEN $2 = ANY (v.authors) THEN v.authors ELSE v.authors || $2::uuid END
     WHERE v.id = $1`,
    [versionId, user.id, ...values(facts)],
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
  await tx.query(
    `UPDATE treatment_versions SET state = 'superseded', ended_by = $2, ended_at = sec.now(), version = version + 1
     WHERE treatment_id = $1 AND state = 'approved'`,
    [draft.treatmentId, user.id],
  );
  await tx.query(
    `UPDATE treatment_versions SET state = 'approved', approved_by = $2, approved_at = sec.now(), version = version + 1
     WHERE id = $1`,
    [versionId, user.id],
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
  await tx.query(
    `UPDATE treatment_versions SET state = 'discarded', ended_by = $2, ended_at = sec.now(), version = version + 1
     WHERE id = $1`,
    [versionId, user.id],
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
  await tx.query(
    `UPDATE treatment_versions SET state = 'withdrawn', ended_by = $2, ended_at = sec.now(), ended_because = $3,
            version = version + 1 WHERE id = $1`,
    [versionId, user.id, because],
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
