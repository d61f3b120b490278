import type { ClosureMove } from '@shared-care/contracts/link-consultants/answers';
import type { OwnClosureMove } from '@shared-care/contracts/link-consultants/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { IDENTITY } from '../patients/patient-rows';
import { recordAudit } from '../audit/audit';
import { NOW_ONCE, TODAY_ONCE } from '../platform/asked-once';
import { Conflict } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

const MOST_MOVES = 500;

/** Hospitals of which an admin accepted the closure, or whose day of closing has come. */
const CLOSING = `
  SELECT h.id, h.name, least(h.closed_on, min(r.closed_on)) AS closed_on
  FROM hospitals h LEFT JOIN closure_reviews r ON r.hospital_id = h.id AND r.state = 'accepted' AND r.closed_on IS NOT NULL
  WHERE r.id IS NOT NULL OR h.closed_on <= ${TODAY_ONCE}
  GROUP BY h.id`;

/**
 * What a closure leaves to be moved by a person: each running link, each open access arrangement and each open alert at
 * the hospital. A line goes when the link, the arrangement or the alert no longer counts there; nothing is re-pointed by
 * itself (W8).
 */
export function closureMoves(tx: Tx): Promise<(ClosureMove & { total: number })[]> {
  return rows(
    tx,
    `WITH closing AS (${CLOSING})
     SELECT m.kind, m.id, ${IDENTITY} AS patient, json_build_object('id', c.id, 'name', c.name) AS hospital,
            c.closed_on AS "closedOn", coalesce(o.version, 0) AS version,
            CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'displayName', u.display_name) END AS owner, count(*) OVER ()::int AS total
     FROM closing c JOIN LATERAL (
       SELECT 'link' AS kind, l.id, l.patient_id FROM shared_care_links l
       WHERE l.hospital_id = c.id AND l.valid_from <= ${NOW_ONCE} AND (l.valid_to IS NULL OR l.valid_to > ${NOW_ONCE})
         AND (l.valid_to IS NULL OR (l.valid_to AT TIME ZONE 'Europe/London')::date > c.closed_on)
       UNION ALL
       SELECT 'arrangement', a.id, a.patient_id FROM open_access_arrangements a
       WHERE a.hospital_id = c.id AND a.state IN ('awaiting_local_agreement', 'active', 'due_review', 'suspended')
       UNION ALL
       SELECT 'alert', al.id, t.patient_id FROM alerts al JOIN attendances t ON t.id = al.attendance_id
       WHERE t.hospital_id = c.id AND al.state IN ('open', 'acknowledged', 'awaiting') AND t.patient_id IS NOT NULL) AS m ON true
     JOIN patients p ON p.id = m.patient_id AND p.died_on IS NULL AND p.merged_into_id IS NULL
     LEFT JOIN closure_move_owners o ON o.kind = m.kind AND o.subject_id = m.id LEFT JOIN users u ON u.id = o.owner_id
     ORDER BY c.closed_on, c.name, p.family_name, p.given_name, p.id, m.kind DESC LIMIT ${MOST_MOVES}`,
  );
}

/**
 * Somebody takes a move on, or gives it back. Nobody ticks it off: it is done when it no longer counts at the hospital.
 *
 * @throws Conflict when somebody else took it, or it was moved, meanwhile
 */
export async function ownClosureMove(
  tx: Tx,
  user: CurrentUser,
  { kind, id, version, mine }: OwnClosureMove,
): Promise<void> {
  const move = (await closureMoves(tx)).find((each) => each.kind === kind && each.id === id);
  if (!move) throw new Conflict('This has been moved meanwhile.', { move: null });
  const written =
    move.version === version &&
    (await rows(
      tx,
      `INSERT INTO closure_move_owners AS o (kind, subject_id, owner_id, taken_at)
       VALUES ($1, $2, CASE WHEN $4 THEN sec.uid() END, CASE WHEN $4 THEN sec.now() END)
       ON CONFLICT (kind, subject_id) DO UPDATE SET owner_id = excluded.owner_id, taken_at = excluded.taken_at,
         version = o.version + 1 WHERE o.version = $3 RETURNING 1`,
      [kind, id, version, mine],
    ));
  if (!written || written.length === 0)
    throw new Conflict(`${move.owner?.displayName ?? 'Somebody'} changed who moves this meanwhile.`, {
      owner: move.owner,
      version: move.version,
    });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'closure_move',
    entityId: id,
    patientId: move.patient.id,
    detail: `${kind} ${mine ? 'taken' : 'given back'}`,
  });
}
