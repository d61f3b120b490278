import type { ClosureReview } from '@shared-care/contracts/hospitals/answers';
import type { DecideClosure } from '@shared-care/contracts/hospitals/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ClosureReview as ClosureReviewRow } from '@shared-care/database/entities/hospital-profile';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { NEXT_VERSION, NOW } from '../platform/write-row';
import { hospitalFigures } from './hospital-directory';

/** Closures and successors published for hospitals of ours: those that wait first. */
export async function closureReviews(tx: Tx, of: { hospitalId?: string; id?: string } = {}): Promise<ClosureReview[]> {
  const found = await rows<Omit<ClosureReview, 'touches'> & { contacts: number }>(
    tx,
    `SELECT r.id, r.version, json_build_object('id', h.id, 'name', h.name, 'odsCode', h.ods_code) AS hospital, r.subject,
            r.ods_code AS "odsCode", r.closed_on AS "closedOn", r.found_at AS "foundAt", r.state, d.display_name AS "decidedBy",
            r.decided_at AS "decidedAt", r.reason,
            coalesce((SELECT json_agg(json_build_object('odsCode', s.code, 'name', coalesce(o.name, t.name), 'hospitalId', o.id,
                                                        'networkRole', o.network_role) ORDER BY s.place)
                      FROM unnest(r.successor_codes) WITH ORDINALITY AS s (code, place)
                      LEFT JOIN hospitals o ON o.ods_code = s.code LEFT JOIN trusts t ON t.ods_code = s.code), '[]') AS successors,
            (SELECT count(*)::int FROM hospital_contacts c WHERE c.hospital_id = h.id AND c.ended_at IS NULL) AS contacts
     FROM closure_reviews r JOIN hospitals h ON h.id = r.hospital_id LEFT JOIN users d ON d.id = r.decided_by
     WHERE ($1::uuid IS NULL OR r.hospital_id = $1) AND ($2::uuid IS NULL OR r.id = $2)
     ORDER BY r.state <> 'waiting', coalesce(r.decided_at, r.found_at) DESC, r.id`,
    [of.hospitalId ?? null, of.id ?? null],
  );
  const figures = await hospitalFigures(tx);
  return found.map(({ contacts, ...review }) => ({
    ...review,
    touches: { ...(figures.get(review.hospital.id) ?? { children: 0, arrangements: 0, attendances: 0 }), contacts },
  }));
}

/**
 * Says what our network makes of a published closure. Neither answer moves a child, an arrangement or a contact. Once it
 * is accepted each of them stands on the list of what is to be moved (`link-consultants/closure-moves.ts`) until somebody
 * has moved it (W8).
 *
 * @throws Conflict when it was decided, or published otherwise, meanwhile
 */
export async function decideClosure(
  tx: Tx,
  user: CurrentUser,
  reviewId: string,
  { version, accept, reason }: DecideClosure,
): Promise<ClosureReview> {
  const state = accept ? 'accepted' : 'ignored';
  const { affected } = await tx.update(
    ClosureReviewRow,
    { id: reviewId, version, state: 'waiting' },
    { state, decidedBy: user.id, decidedAt: NOW, reason, version: NEXT_VERSION },
  );
  const [review] = await closureReviews(tx, { id: reviewId });
  if (!review) throw new NotFound();
  if (affected === 0)
    throw new Conflict('This was decided, or published otherwise, meanwhile. Look at it again.', {
      version: review.version,
      state: review.state,
      decidedBy: review.decidedBy,
    });
  await recordAudit(tx, user, { action: 'update', entity: 'closure_review', entityId: reviewId, detail: state });
  return review;
}
