import { randomUUID } from 'node:crypto';
import type {
  LeavingMoves,
  ListedLinkConsultant,
  MoveBatch,
  ProposedMove,
} from '@shared-care/contracts/link-consultants/answers';
import type { AcceptMoves, LeaveWithoutSuccessor } from '@shared-care/contracts/link-consultants/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { LeavingException } from '@shared-care/database/entities/link-change';
import { postEnds } from '@shared-care/domain/link-consultant';
import { UNDO_DAYS } from '@shared-care/domain/shared-care-link';
import { IsNull } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow, NOW } from '../platform/write-row';
import { changeLinks, patientOfLink, renameLink, seenLink } from './link-rows';
import { LISTED_CONSULTANT } from './list-link-consultants';

interface Leaver {
  consultant: ListedLinkConsultant;
  /** Null while no last day is set. */
  effectiveAt: Date | null;
}

async function leaver(tx: Tx, id: string): Promise<Leaver> {
  const [consultant] = await rows<ListedLinkConsultant>(tx, `${LISTED_CONSULTANT} WHERE c.id = $1`, [id]);
  if (!consultant) throw new NotFound();
  const now = await databaseNow(tx);
  const ends = consultant.toOn === null ? null : postEnds(consultant.toOn);
  return { consultant, effectiveAt: ends === null ? null : ends > now ? ends : now };
}

/**
 * Who follows a consultant who leaves: one proposal for each child whose link names them beyond their last day, worked out
 * afresh each time, so that a child linked yesterday is not missing from a list made last week.
 */
export async function leavingMoves(tx: Tx, user: CurrentUser, id: string): Promise<LeavingMoves> {
  const { consultant, effectiveAt } = await leaver(tx, id);
  const successors = effectiveAt === null ? [] : await successorsOf(tx, consultant, effectiveAt);
  const here = successors.filter(({ hospital }) => hospital.id === consultant.hospital.id);
  const only = here.length === 1 ? { id: here[0]!.id, name: here[0]!.name } : null;
  const proposals = effectiveAt === null ? [] : await affected(tx, id, effectiveAt);
  const accepted = await acceptedBatches(tx, id);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'leaving_moves',
    entityId: id,
    patientIds: [
      ...new Set([...proposals, ...accepted.flatMap(({ moves }) => moves)].map(({ patient }) => patient.id)),
    ],
  });
  return {
    consultant,
    effectiveAt: effectiveAt?.toISOString() ?? null,
    proposals: proposals.map((one) => ({ ...one, proposed: one.leftBecause ? null : only })),
    successors,
    accepted,
    now: (await databaseNow(tx)).toISOString(),
  };
}

function affected(tx: Tx, id: string, effectiveAt: Date): Promise<Omit<ProposedMove, 'proposed'>[]> {
  return rows(
    tx,
    `SELECT json_build_object('id', l.id, 'version', l.version, 'role', l.role,
              'hospital', json_build_object('id', h.id, 'name', h.name)) AS link,
            ${IDENTITY} AS patient,
            coalesce((SELECT json_agg(json_build_object('id', o.id, 'state', o.state, 'reviewBy', o.review_by) ORDER BY o.version_number)
                      FROM open_access_arrangements o WHERE o.patient_id = p.id AND o.hospital_id = l.hospital_id
                        AND o.state IN ('awaiting_local_agreement', 'active', 'due_review', 'suspended')), '[]') AS arrangements,
            coalesce((SELECT json_agg(json_build_object('id', al.id, 'reference', a.reference, 'tier', al.tier, 'state', al.state) ORDER BY al.opened_at)
                      FROM attendances a JOIN alerts al ON al.id = a.alert_id
                      WHERE a.patient_id = p.id AND al.state IN ('open', 'acknowledged', 'awaiting')), '[]') AS "openAlerts",
            (SELECT json_build_object('reason', x.reason, 'by', u.display_name, 'at', x.made_at)
             FROM leaving_exceptions x JOIN users u ON u.id = x.made_by
             WHERE x.link_id = l.id AND x.link_consultant_id = $1 AND x.taken_back_at IS NULL) AS "leftBecause"
     FROM shared_care_links l JOIN patients p ON p.id = l.patient_id JOIN hospitals h ON h.id = l.hospital_id
     WHERE l.link_consultant_id = $1 AND (l.valid_to IS NULL OR l.valid_to > $2) AND p.died_on IS NULL AND p.merged_into_id IS NULL
     ORDER BY p.family_name, p.given_name, p.id, l.id`,
    [id, effectiveAt],
  );
}

/** In post at that instant and not leaving themselves at the same time. */
function successorsOf(
  tx: Tx,
  consultant: ListedLinkConsultant,
  effectiveAt: Date,
): Promise<LeavingMoves['successors']> {
  return rows(
    tx,
    `SELECT c.id, c.name, json_build_object('id', h.id, 'name', h.name) AS hospital
     FROM link_consultants c JOIN hospitals h ON h.id = c.hospital_id
     WHERE c.id <> $1 AND sec.in_post(c.from_on, c.to_on, $2)
     ORDER BY c.hospital_id <> $3, h.name, c.name`,
    [consultant.id, effectiveAt, consultant.hospital.id],
  );
}

function acceptedBatches(tx: Tx, id: string): Promise<MoveBatch[]> {
  return rows<MoveBatch>(
    tx,
    `SELECT c.batch_id AS "batchId", min(c.made_at) AS at, min(u.display_name) AS by,
            min(c.made_at) + make_interval(days => ${UNDO_DAYS}) AS "undoUntil", min(followed.begins) AS "effectiveAt",
            json_agg(json_build_object('changeId', c.id, 'patient', ${IDENTITY}, 'to', t.name, 'undoneAt', c.undone_at,
              'undoneBy', undoer.display_name) ORDER BY p.family_name, p.given_name, p.id) AS moves
     FROM link_changes c JOIN patients p ON p.id = c.patient_id JOIN users u ON u.id = c.made_by
     LEFT JOIN users undoer ON undoer.id = c.undone_by
     CROSS JOIN LATERAL (
       SELECT (link ->> 'linkConsultantId')::uuid AS by, (link ->> 'validFrom')::timestamptz AS begins
       FROM jsonb_array_elements(c.after) AS link WHERE link ->> 'linkConsultantId' <> $1::text LIMIT 1) AS followed
     JOIN link_consultants t ON t.id = followed.by
     WHERE c.source = 'leaving_date' AND c.before @> jsonb_build_array(jsonb_build_object('linkConsultantId', $1::text))
     GROUP BY c.batch_id ORDER BY min(c.made_at) DESC`,
    [id],
  );
}

/** Accepts moves together: each child's link names the successor from the end of the last day on. All or none. */
export async function acceptMoves(tx: Tx, user: CurrentUser, id: string, asked: AcceptMoves): Promise<void> {
  // Nobody moves the last day while moves are made to it.
  await tx.query('SELECT 1 FROM link_consultants WHERE id = $1 FOR SHARE', [id]);
  const { consultant, effectiveAt } = await leaver(tx, id);
  if (effectiveAt === null) throw new Refused(`No last day is set for ${consultant.name}. Set it first.`);
  const successors = new Set((await successorsOf(tx, consultant, effectiveAt)).map((one) => one.id));
  const batchId = randomUUID();
  // Children in one order, so that two people who accept at once wait for each other instead of standing crosswise.
  const moves = [];
  for (const [place, move] of asked.moves.entries())
    moves.push({ ...move, place, patientId: await patientOfLink(tx, move.linkId) });
  for (const move of moves.sort((one, other) => one.patientId.localeCompare(other.patientId))) {
    if (!successors.has(move.toId))
      throw new InvalidInput([
        { field: `moves.${move.place}.toId`, message: 'Choose somebody who is in post when the move takes effect.' },
      ]);
    await changeLinks(
      tx,
      user,
      { patientId: move.patientId, kind: 'consultant_changed', source: 'leaving_date', batchId },
      async (links) => {
        const link = await seenLink(tx, links, move.linkId, move.version);
        if (link.linkConsultantId !== id) throw new NotFound();
        await renameLink(tx, user, link, move.toId, effectiveAt);
      },
    );
  }
}

/** One child for whom nobody follows for now, with the reason; with null the child is proposed again. */
export async function leaveWithoutSuccessor(
  tx: Tx,
  user: CurrentUser,
  id: string,
  { linkId, reason }: LeaveWithoutSuccessor,
): Promise<void> {
  const { effectiveAt } = await leaver(tx, id);
  const [named] = await rows<{ patientId: string }>(
    tx,
    `SELECT patient_id AS "patientId" FROM shared_care_links WHERE id = $1 AND link_consultant_id = $2`,
    [linkId, id],
  );
  if (!named) throw new NotFound();
  if (effectiveAt === null) throw new Refused('No last day is set. Set it first.');
  await tx.update(LeavingException, { linkId, linkConsultantId: id, takenBackAt: IsNull() }, { takenBackAt: NOW });
  if (reason !== null)
    await insertRow(tx, LeavingException, {
      linkId,
      linkConsultantId: id,
      patientId: named.patientId,
      reason,
      madeBy: user.id,
    });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'shared_care_link',
    entityId: linkId,
    patientId: named.patientId,
    detail: reason === null ? 'proposed again' : 'left without successor',
  });
}
