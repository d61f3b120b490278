import type { ListedLinkConsultant, LinkConsultantList } from '@shared-care/contracts/link-consultants/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { permits } from '@shared-care/contracts/permissions';
import { recordAudit } from '../audit/audit';
import { NOW_ONCE } from '../platform/asked-once';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { closureMoves } from './closure-moves';

/** A cover aliased `v` of the consultant aliased `c` by the one aliased `stands`, who works `at` a hospital. */
export const COVER = `json_build_object('id', v.id, 'version', v.version, 'from', v.covers_from, 'until', v.covers_to,
  'absent', json_build_object('id', c.id, 'name', c.name),
  'covering', json_build_object('id', stands.id, 'name', stands.name, 'hospitalName', at.name),
  'running', ${NOW_ONCE} >= v.covers_from AND ${NOW_ONCE} < v.covers_to)`;

/** One consultant aliased `c`, as lists and pages show them. Counts of children only for those who see all of them. */
export const LISTED_CONSULTANT = `
  SELECT c.id, c.version, c.name, c.phone, json_build_object('id', h.id, 'name', h.name) AS hospital,
         c.user_id IS NOT NULL AS "hasAccount", coalesce(c.user_id = sec.uid(), false) AS own, c.from_on AS "fromOn", c.to_on AS "toOn",
         sec.in_post(c.from_on, c.to_on, ${NOW_ONCE}) AS "inPost",
         coalesce((SELECT json_agg(${COVER} ORDER BY v.covers_from)
                   FROM consultant_covers v JOIN link_consultants stands ON stands.id = v.covering_id
                   JOIN hospitals at ON at.id = stands.hospital_id
                   WHERE v.absent_id = c.id AND v.covers_to > ${NOW_ONCE} AND v.covers_to > v.covers_from), '[]') AS "coveredBy",
         CASE WHEN (SELECT sec.sees_all_patients()) THEN (
           SELECT count(*)::int FROM shared_care_links l WHERE l.link_consultant_id = c.id
             AND ${NOW_ONCE} >= l.valid_from AND (l.valid_to IS NULL OR ${NOW_ONCE} < l.valid_to)) END AS children,
         CASE WHEN (SELECT sec.sees_all_patients()) THEN (
           SELECT count(*)::int FROM shared_care_links l
           WHERE l.link_consultant_id = c.id AND c.to_on IS NOT NULL
             AND (l.valid_to IS NULL OR l.valid_to > (c.to_on + 1)::timestamp AT TIME ZONE 'Europe/London')
             AND (l.valid_to IS NULL OR l.valid_to > ${NOW_ONCE})
             AND NOT EXISTS (SELECT 1 FROM leaving_exceptions x WHERE x.link_id = l.id AND x.link_consultant_id = c.id
                               AND x.taken_back_at IS NULL)) END AS "toDecide"
  FROM link_consultants c JOIN hospitals h ON h.id = c.hospital_id`;

/** Everybody in post or still to come; those who have left as long as a running link names them. */
export async function listLinkConsultants(tx: Tx, user: CurrentUser): Promise<LinkConsultantList> {
  const consultants = await rows<ListedLinkConsultant>(
    tx,
    `${LISTED_CONSULTANT}
     WHERE c.to_on IS NULL OR ${NOW_ONCE} < (c.to_on + 31)::timestamp AT TIME ZONE 'Europe/London'
        OR EXISTS (SELECT 1 FROM shared_care_links l WHERE l.link_consultant_id = c.id AND (l.valid_to IS NULL OR l.valid_to > ${NOW_ONCE}))
     ORDER BY h.name, c.name, c.id`,
  );
  const [gaps] = await rows<Omit<LinkConsultantList['gaps'], 'toMove' | 'noGiver'>>(
    tx,
    `SELECT count(*) FILTER (WHERE kind = 'no_link')::int AS "noLink",
            count(*) FILTER (WHERE kind = 'no_link_consultant')::int AS "noLinkConsultant"
     FROM sec.care_gaps()`,
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'link_consultant_list',
    detail: `${consultants.length} listed`,
  });
  const moves = permits(user.role, 'sharedCareLink', 'change') ? await closureMoves(tx) : [];
  const toMove = new Set(moves.map(({ patient }) => patient.id)).size;
  const accountsWithoutPost = permits(user.role, 'linkConsultant', 'add') ? await withoutPost(tx) : [];
  const [givers] = await rows<{ noGiver: number }>(
    tx,
    'SELECT count(DISTINCT patient_id)::int AS "noGiver" FROM sec.giver_gaps()',
  );
  return {
    consultants,
    accountsWithoutPost,
    gaps: { ...gaps!, toMove, ...givers! },
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** Who signs in for a hospital, and is named by no post there. */
function withoutPost(tx: Tx): Promise<LinkConsultantList['accountsWithoutPost']> {
  return rows(
    tx,
    `SELECT u.id, u.display_name AS name, u.hospital_id AS "hospitalId" FROM users u
     WHERE u.role = 'link_consultant' AND u.disabled_at IS NULL AND u.hospital_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id
                         AND (c.to_on IS NULL OR c.to_on >= (${NOW_ONCE} AT TIME ZONE 'Europe/London')::date))
     ORDER BY u.display_name, u.id`,
  );
}
