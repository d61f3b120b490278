import type { BreakGlassReviews, BreakGlassToReview } from '@shared-care/contracts/break-glass/answers';
import type { ReviewBreakGlass } from '@shared-care/contracts/break-glass/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { BreakGlassGrant } from '@shared-care/database/entities/break-glass';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { NOW } from '../platform/write-row';

/** Emergency accesses nobody has reviewed yet, what is due first on top, and those of the last 30 days. */
export async function breakGlassReviews(tx: Tx, user: CurrentUser): Promise<BreakGlassReviews> {
  const now = await databaseNow(tx);
  const grants = await rows<BreakGlassToReview>(
    tx,
    `SELECT g.id, g.reference, g.alert_id AS "alertId", ${IDENTITY} AS patient, asker.display_name AS by,
            h.name AS "hospitalName", g.reason, g.words, g.granted_at AS "grantedAt", g.expires_at AS "expiresAt",
            g.review_due AS "reviewDue",
            g.reviewed_at IS NULL AND g.review_due < (sec.now() AT TIME ZONE 'Europe/London')::date AS overdue,
            CASE WHEN g.reviewed_at IS NOT NULL THEN json_build_object('at', g.reviewed_at, 'by', reviewer.display_name,
              'outcome', g.review_outcome, 'words', g.review_words) END AS review
     FROM break_glass_grants g JOIN patients p ON p.id = g.patient_id JOIN users asker ON asker.id = g.user_id
     LEFT JOIN hospitals h ON h.id = asker.hospital_id LEFT JOIN users reviewer ON reviewer.id = g.reviewed_by
     WHERE g.reviewed_at IS NULL OR g.reviewed_at > sec.now() - interval '30 days'
     ORDER BY g.reviewed_at IS NOT NULL, g.reviewed_at DESC, g.review_due, g.granted_at, g.id`,
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'break_glass_reviews',
    patientIds: [...new Set(grants.map(({ patient }) => patient.id))],
    detail: `${grants.length} listed`,
  });
  return { grants, now: now.toISOString() };
}

/**
 * What somebody who was not involved found. The table itself refuses a person's review of their own access.
 *
 * @throws Conflict when it was reviewed already, naming by whom
 * @throws Refused when the reviewer used the access, or owned its alert and so took part in the care
 */
export async function reviewBreakGlass(
  tx: Tx,
  user: CurrentUser,
  grantId: string,
  found: ReviewBreakGlass,
): Promise<BreakGlassReviews> {
  interface Grant {
    userId: string;
    patientId: string;
    reviewedBy: string | null;
    ownerId: string | null;
  }
  await lockWithAlert(tx, grantId);
  const [grant] = await rows<Grant>(
    tx,
    `SELECT g.user_id AS "userId", g.patient_id AS "patientId", al.owner_id AS "ownerId",
            (SELECT display_name FROM users WHERE id = g.reviewed_by) AS "reviewedBy"
     FROM break_glass_grants g JOIN alerts al ON al.id = g.alert_id WHERE g.id = $1`,
    [grantId],
  );
  if (!grant) throw new NotFound();
  if (grant.reviewedBy !== null)
    throw new Conflict(`${grant.reviewedBy} reviewed this already.`, { reviewedBy: grant.reviewedBy });
  if (grant.userId === user.id) throw new Refused('You used this access. Somebody who was not involved reviews it.');
  if (grant.ownerId === user.id)
    throw new Refused('You own its alert, so you were involved. Somebody who was not reviews it.');
  await tx.update(
    BreakGlassGrant,
    { id: grantId },
    { reviewedAt: NOW, reviewedBy: user.id, reviewOutcome: found.outcome, reviewWords: found.words },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'break_glass',
    entityId: grantId,
    patientId: grant.patientId,
    breakGlassId: grantId,
    detail: `review ${found.outcome}`,
  });
  return breakGlassReviews(tx, user);
}

/**
 * The alert as well, so that nobody becomes its owner while they review. It comes first, as for everybody who works on it;
 * what is decided by is read afterwards.
 */
async function lockWithAlert(tx: Tx, grantId: string): Promise<void> {
  await tx.query('SELECT 1 FROM alerts WHERE id = (SELECT alert_id FROM break_glass_grants WHERE id = $1) FOR UPDATE', [
    grantId,
  ]);
  await tx.query('SELECT 1 FROM break_glass_grants WHERE id = $1 FOR UPDATE', [grantId]);
}

/** How many nobody has reviewed yet. */
export async function accessesToReview(tx: Tx): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    tx,
    'SELECT count(*)::int AS count FROM break_glass_grants g JOIN patients p ON p.id = g.patient_id WHERE g.reviewed_at IS NULL',
  );
  return counted!.count;
}
