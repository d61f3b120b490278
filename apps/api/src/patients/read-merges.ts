import type { MaybeOneChild, MergeBoard, MergeDetail, MergeSummary } from '@shared-care/contracts/merges/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { UNDO_DAYS } from '@shared-care/domain/patient-merge';
import { recordAudit } from '../audit/audit';
import { NotFound, ProblemError } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { mergePreview } from './merge-preview';
import { inWords, notAsBefore, type Counted, type NotAsBefore } from './merge-words';
import { IDENTITY } from './patient-rows';

const MOST_SUGGESTIONS = 30;

/** A record that closed is not among the patients any more; here alone both are shown. */
const PERSON = (id: string): string => `(SELECT ${IDENTITY} FROM (
    SELECT * FROM patients WHERE id = ${id} UNION ALL SELECT * FROM sec.merged_patients(ARRAY[${id}])) AS p)`;

const SUMMARY = `m.id, m.state, m.version, ${PERSON('m.loser_id')} AS loser, ${PERSON('m.survivor_id')} AS survivor, m.because,
  json_build_object('id', proposer.id, 'displayName', proposer.display_name) AS "proposedBy", m.proposed_at AS "proposedAt",
  confirmer.display_name AS "confirmedBy", m.confirmed_at AS "confirmedAt",
  CASE WHEN m.state = 'merged' AND sec.now() < m.confirmed_at + interval '${UNDO_DAYS * 24} hours'
       THEN m.confirmed_at + interval '${UNDO_DAYS * 24} hours' END AS "undoUntil",
  CASE WHEN ender.id IS NOT NULL THEN json_build_object('by', ender.display_name, 'at', coalesce(m.undone_at, m.declined_at),
         'because', coalesce(m.undone_because, m.declined_because)) END AS ended`;
const FROM = `FROM patient_merges m JOIN users proposer ON proposer.id = m.proposed_by
  LEFT JOIN users confirmer ON confirmer.id = m.confirmed_by
  LEFT JOIN users ender ON ender.id = coalesce(m.undone_by, m.declined_by)`;

type DetailRow = MergeSummary & { outcome: Counted[] | null; undoOutcome: NotAsBefore[] | null };

export async function mergeDetail(tx: Tx, user: CurrentUser, id: string): Promise<MergeDetail> {
  const [found] = await rows<DetailRow>(
    tx,
    `SELECT ${SUMMARY}, m.outcome, m.undo_outcome AS "undoOutcome" ${FROM} WHERE m.id = $1`,
    [id],
  );
  if (!found) throw new NotFound();
  const { outcome, undoOutcome, ...summary } = found;
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'patient_merge',
    entityId: id,
    patientIds: [summary.loser.id, summary.survivor.id],
  });
  return {
    ...summary,
    preview: summary.state === 'proposed' ? await previewOrNone(tx, user, summary) : null,
    rows: (outcome ?? []).map(inWords),
    notAsBefore: notAsBefore(undoOutcome ?? []),
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** A proposal whose records have changed too much to be previewed can still be read and declined. */
async function previewOrNone(
  tx: Tx,
  user: CurrentUser,
  { loser, survivor }: MergeSummary,
): Promise<MergeDetail['preview']> {
  try {
    return await tx.transaction((inner) => mergePreview(inner, user, { loserId: loser.id, survivorId: survivor.id }));
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

/** What waits for a second person, what was merged, and which records look like one child. */
export async function mergeBoard(tx: Tx, user: CurrentUser): Promise<MergeBoard> {
  const listed = await rows<MergeSummary>(
    tx,
    `SELECT ${SUMMARY} ${FROM} WHERE m.state IN ('proposed', 'merged')
     ORDER BY coalesce(m.confirmed_at, m.proposed_at) DESC, m.id`,
  );
  const suggestions = await maybeOneChild(tx);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'merge_board',
    patientIds: [
      ...new Set([
        ...listed.flatMap(({ loser, survivor }) => [loser.id, survivor.id]),
        ...suggestions.flatMap(({ one, other }) => [one.id, other.id]),
      ]),
    ],
    detail: `${listed.length} merges, ${suggestions.length} suggestions`,
  });
  return {
    proposed: listed.filter(({ state }) => state === 'proposed'),
    merged: listed.filter(({ state }) => state === 'merged'),
    suggestions: suggestions.slice(0, MOST_SUGGESTIONS),
    moreSuggestions: suggestions.length > MOST_SUGGESTIONS,
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** Same birth date and a family name that is spelt alike; not two children with a verified number each, nor a pair that somebody judged. */
function maybeOneChild(tx: Tx): Promise<MaybeOneChild[]> {
  const as = (alias: string): string => IDENTITY.replaceAll('p.', `${alias}.`);
  return rows<MaybeOneChild>(
    tx,
    `SELECT ${as('a')} AS one, ${as('b')} AS other, similarity(fold_name(a.given_name), fold_name(b.given_name)) < 0.3 AS "maybeTwins"
     FROM patients a JOIN patients b ON b.birth_date = a.birth_date AND b.id > a.id
     WHERE NOT (a.nhs_number_status = 'verified' AND b.nhs_number_status = 'verified')
       AND (a.family_name_folded = b.family_name_folded OR similarity(a.family_name_folded, b.family_name_folded) >= 0.4)
       AND NOT EXISTS (SELECT 1 FROM patient_merges m WHERE a.id IN (m.loser_id, m.survivor_id) AND b.id IN (m.loser_id, m.survivor_id))
     ORDER BY "maybeTwins", a.family_name, a.given_name, a.id, b.id LIMIT ${MOST_SUGGESTIONS + 1}`,
  );
}

/** Proposals that wait for a second person. */
export async function proposedMerges(tx: Tx): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count ${FROM} WHERE m.state = 'proposed'`,
  );
  return counted!.count;
}
