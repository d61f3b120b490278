import type { MergePreview, RecordInMerge } from '@shared-care/contracts/merges/answers';
import type { TwoRecords } from '@shared-care/contracts/merges/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { MessagesChoice } from '@shared-care/domain/may-contact';
import { factsToChoose, type ChangedAt, type FactToChoose } from '@shared-care/domain/merge-choice';
import { areTwoByNumber, factsSideBySide, whyNotMerge, type MergeFacts } from '@shared-care/domain/patient-merge';
import { recordAudit } from '../audit/audit';
import { InvalidInput, NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { inWords, refusedInWords, type Counted } from './merge-words';
import { mergedIntoAnother } from './merged-into';
import { IDENTITY, RISKS, type PatientRow } from './patient-rows';

interface CandidateRow extends PatientRow {
  id: string;
  hospitals: string[];
  restricted: boolean;
  movedAwayOn: string | null;
  messages: MessagesChoice;
  hasPlan: boolean;
  numberNoticed: boolean;
  changedAt: ChangedAt;
}

/** What would happen, and what the two say differently. The rows are moved and moved back, so the counts are exact. */
export async function mergePreview(
  tx: Tx,
  user: CurrentUser,
  { loserId, survivorId }: TwoRecords,
): Promise<MergePreview> {
  if (loserId === survivorId)
    throw new InvalidInput([{ field: 'survivorId', message: 'Choose another record than the one to close.' }]);
  const [loser, survivor] = [await candidate(tx, loserId), await candidate(tx, survivorId)];
  const facts = [factsOf(loser), factsOf(survivor)] as const;
  const obstacle = whyNotMerge(...facts);
  const choices = choicesOf(loser, survivor);
  const counted = obstacle === null ? await countedFor(tx, loserId, survivorId) : [];
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'merge_preview',
    patientIds: [loserId, survivorId],
  });
  return {
    loser: shown(loser),
    survivor: shown(survivor),
    facts: factsSideBySide(...facts),
    choices,
    rows: counted.map(inWords),
    lookAt: await lookAt(tx, facts, [loser, survivor], counted, choices),
    obstacle,
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** What the kept record will say, as the two are at this moment; null when one of them is not there to be merged. */
export async function heldChoices(
  tx: Tx,
  [loserId, survivorId]: readonly [string, string],
): Promise<{ choices: FactToChoose[]; facts: [MergeFacts, MergeFacts] } | null> {
  const held = await refusedInWords(async () => {
    await tx.query(`SELECT set_config('lock_timeout', '700ms', true)`);
    return rows(tx, 'SELECT id FROM patients WHERE id IN ($1, $2) ORDER BY id FOR UPDATE', [loserId, survivorId]);
  });
  if (held.length < 2) return null;
  const [loser, survivor] = [await candidate(tx, loserId), await candidate(tx, survivorId)];
  return { choices: choicesOf(loser, survivor), facts: [factsOf(loser), factsOf(survivor)] };
}

/** Of a child who has died no fact changes any more. A number that a notice calls wrong is proposed by nobody. */
function choicesOf(loser: CandidateRow, survivor: CandidateRow): FactToChoose[] {
  if (survivor.patient.diedOn !== null) return [];
  const inDoubt = loser.numberNoticed || survivor.numberNoticed;
  return factsToChoose(factsOf(loser), factsOf(survivor), {
    loser: loser.changedAt,
    survivor: survivor.changedAt,
  }).map((choice) => (choice.fact === 'nhs_number' && inDoubt ? { ...choice, proposed: 'survivor' } : choice));
}

async function candidate(tx: Tx, patientId: string): Promise<CandidateRow> {
  const [found] = await rows<CandidateRow>(
    tx,
    `SELECT p.id, ${IDENTITY} AS patient, ${RISKS} AS risks, p.restricted_at IS NOT NULL AS restricted,
            p.moved_away_on AS "movedAwayOn", coalesce(d.messages, 'not_asked') AS messages,
            EXISTS (SELECT 1 FROM emergency_plans e WHERE e.patient_id = p.id AND e.state = 'approved') AS "hasPlan",
            EXISTS (SELECT 1 FROM notices n WHERE n.patient_id = p.id AND n.kind LIKE 'nhs_number%' AND n.ended_at IS NULL)
              AS "numberNoticed",
            -- What a person changed; what the record began with is no newer than what another began with.
            coalesce((SELECT jsonb_object_agg(c.fact, to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                      FROM (SELECT fact, max(changed_at) AS at FROM patient_changes
                            WHERE patient_id = p.id AND written_for = p.id AND was IS NOT NULL AND struck_out_at IS NULL
                            GROUP BY fact) AS c), '{}') AS "changedAt",
            ARRAY(SELECT h.name FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
                  WHERE l.patient_id = p.id AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
                  ORDER BY l.role <> 'primary', h.name) AS hospitals
     FROM patients p LEFT JOIN contact_details d ON d.patient_id = p.id WHERE p.id = $1`,
    [patientId],
  );
  if (found) return found;
  throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
}

async function countedFor(tx: Tx, loserId: string, survivorId: string): Promise<Counted[]> {
  const [answer] = await refusedInWords(() =>
    rows<{ counts: Counted[] }>(tx, 'SELECT sec.preview_merge($1, $2) AS counts', [loserId, survivorId]),
  );
  return answer!.counts;
}

async function lookAt(
  tx: Tx,
  [loser, survivor]: readonly [MergeFacts, MergeFacts],
  [losing, surviving]: readonly [CandidateRow, CandidateRow],
  counted: readonly Counted[],
  choices: readonly FactToChoose[],
): Promise<string[]> {
  const kept = (table: string): string[] => counted.find((one) => one.table === table)?.keptIds ?? [];
  const said: string[] = [];
  if (areTwoByNumber(loser, survivor))
    said.push('Both have a verified NHS number, and the numbers differ. These are most likely two children.');
  const numberStays = choices.every(({ fact, proposed }) => fact !== 'nhs_number' || proposed === 'survivor');
  if (loser.nhsNumber !== null && survivor.nhsNumber === null && numberStays)
    said.push(
      'Only the record that closes has an NHS number, and that number is in doubt: the kept record does not get it. Write the right one in after the merge.',
    );
  if (loser.birthDate !== survivor.birthDate) said.push('The birth dates differ.');
  if (losing.hasPlan && surviving.hasPlan)
    said.push(
      'Both have an approved emergency plan. The plan of the record that closes stays with it and is shown no more: read both, and have a doctor approve what is missing.',
    );
  else if (losing.hasPlan)
    said.push(
      'The approved emergency plan of the record that closes becomes the plan of the kept one. Read it against the facts above.',
    );
  if (counted.some(({ table, moved }) => table === 'notices' && moved > 0))
    said.push('Notices of the record that closes go to the kept one. Read whether they hold for its facts too.');
  const links = await rows<{ name: string }>(
    tx,
    `SELECT DISTINCT h.name FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
     WHERE l.id = ANY ($1) AND (l.valid_to IS NULL OR l.valid_to > sec.now())
       AND NOT EXISTS (SELECT 1 FROM shared_care_links k WHERE k.patient_id = $2 AND k.hospital_id = l.hospital_id
                         AND (k.valid_to IS NULL OR k.valid_to > sec.now())) ORDER BY 1`,
    [kept('shared_care_links'), surviving.id],
  );
  for (const { name } of links)
    said.push(
      `The link to ${name} stays with the record that closes, so its consultants no longer see the child. Add a link to the kept record if they should.`,
    );
  const arrangements = await rows<{ name: string }>(
    tx,
    `SELECT DISTINCT h.name FROM open_access_arrangements a JOIN hospitals h ON h.id = a.hospital_id
     WHERE a.id = ANY ($1) AND a.state IN ('active', 'due_review', 'suspended') ORDER BY 1`,
    [kept('open_access_arrangements')],
  );
  for (const { name } of arrangements)
    said.push(`Both have open access at ${name}. The arrangement of the kept record counts; compare the two.`);
  return said;
}

function shown({ patient, risks, hospitals }: CandidateRow): RecordInMerge {
  return { patient, risks, hospitals };
}

function factsOf({ patient, risks, restricted, movedAwayOn, messages }: CandidateRow): MergeFacts {
  return { ...patient, ...risks, restricted, movedAwayOn, messages };
}
