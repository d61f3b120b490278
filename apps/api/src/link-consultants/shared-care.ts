import type { LinkChange, SharedCare, SharedCareLinkRow } from '@shared-care/contracts/shared-care-links/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { SHARED_CARE_ROLES } from '@shared-care/domain/patient-facts';
import { UNDO_DAYS } from '@shared-care/domain/shared-care-link';
import { recordAudit } from '../audit/audit';
import { sharedCareLinks } from '../patients/patient-page';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import type { LinkRow } from './link-rows';

type More = Pick<SharedCareLinkRow, 'version' | 'named' | 'endReason' | 'recordedBy' | 'recordedAt'>;

/** Every link a child has or had, what was changed and can be taken back, and what is missing. */
export async function sharedCare(tx: Tx, user: CurrentUser, patientId: string): Promise<SharedCare> {
  const [child] = await rows<{ id: string }>(tx, 'SELECT id FROM patients WHERE id = $1', [patientId]);
  if (!child) throw new NotFound();
  const now = await databaseNow(tx);
  const more = new Map(
    (
      await rows<More & { id: string }>(
        tx,
        `SELECT l.id, l.version, l.end_reason AS "endReason", u.display_name AS "recordedBy", l.recorded_at AS "recordedAt",
                CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'name', c.name) END AS named
         FROM shared_care_links l LEFT JOIN users u ON u.id = l.recorded_by
         LEFT JOIN link_consultants c ON c.id = l.link_consultant_id WHERE l.patient_id = $1`,
        [patientId],
      )
    ).map(({ id, ...rest }) => [id, rest]),
  );
  const links = (await sharedCareLinks(tx, patientId)).map((link) => ({ ...link, ...more.get(link.id)! }));
  await recordAudit(tx, user, { action: 'read', entity: 'shared_care', entityId: patientId, patientId });
  return {
    links,
    changes: await changesOf(tx, patientId),
    warnings: await warningsFor(tx, patientId, links, now),
    now: now.toISOString(),
  };
}

interface KeptChange extends Omit<LinkChange, 'words' | 'undo'> {
  before: LinkRow[];
  after: LinkRow[];
  undoUntil: Date;
  inTime: boolean;
  latest: boolean;
}

async function changesOf(tx: Tx, patientId: string): Promise<LinkChange[]> {
  const kept = await rows<KeptChange>(
    tx,
    `SELECT c.id, c.kind, c.source, c.reason, c.before, c.after, u.display_name AS by, c.made_at AS at,
            c.made_at + make_interval(days => ${UNDO_DAYS}) AS "undoUntil",
            sec.now() < c.made_at + make_interval(days => ${UNDO_DAYS}) AS "inTime",
            undoer.display_name AS "undoneBy", c.undone_at AS "undoneAt",
            -- Only what is unchanged since can be put back.
            NOT EXISTS (SELECT 1 FROM jsonb_to_recordset(c.after) AS a(id uuid, version int)
                        JOIN shared_care_links l ON l.id = a.id AND l.version <> a.version) AS latest
     FROM link_changes c JOIN users u ON u.id = c.made_by LEFT JOIN users undoer ON undoer.id = c.undone_by
     WHERE c.patient_id = $1 ORDER BY c.made_at DESC, c.id`,
    [patientId],
  );
  const names = new Map(
    (
      await rows<{ id: string; name: string }>(
        tx,
        `SELECT id, name FROM hospitals WHERE id = ANY ($1) UNION ALL SELECT id, name FROM link_consultants WHERE id = ANY ($1)`,
        [kept.flatMap(({ before, after }) => [...before, ...after].flatMap((l) => [l.hospitalId, l.linkConsultantId]))],
      )
    ).map(({ id, name }) => [id, name]),
  );
  return kept.map(({ before, after, undoUntil, inTime, latest, ...change }) => ({
    ...change,
    words: wordsOf(change.kind, before, after, names),
    undo: inTime && latest && change.undoneAt === null ? { until: undoUntil.toISOString() } : null,
  }));
}

function wordsOf(
  kind: LinkChange['kind'],
  before: LinkRow[],
  after: LinkRow[],
  names: ReadonlyMap<string, string>,
): string {
  const day = (at: Date | string): string => shortDate(londonDate(new Date(at)));
  const hospital = (link: LinkRow): string => names.get(link.hospitalId) ?? 'a hospital';
  const consultant = (link: LinkRow | undefined): string =>
    link?.linkConsultantId ? (names.get(link.linkConsultantId) ?? 'a consultant') : 'no link consultant';
  const was = new Set(before.map(({ id }) => id));
  const brought = after.filter(({ id }) => !was.has(id)).at(-1);
  const changed = after.find(({ id }) => was.has(id));
  switch (kind) {
    case 'added': {
      const link = brought ?? after[0]!;
      const until = link.validTo === null ? '' : ` to ${day(link.validTo)}`;
      return `${hospital(link)}, ${SHARED_CARE_ROLES[link.role].toLowerCase()}, from ${day(link.validFrom)}${until}`;
    }
    case 'ended':
      return `${hospital(changed!)}, ends ${day(changed!.validTo!)}`;
    case 'moved':
      return `From ${hospital(changed!)} to ${hospital(brought!)} on ${day(changed!.validTo!)}`;
    case 'consultant_changed':
      return `${hospital(changed!)}: ${consultant(before[0])} to ${consultant(brought ?? changed)} from ${day((brought ?? changed!).validFrom)}`;
    case 'confirmed':
      return `${hospital(changed!)}, by ${changed!.confirmedBy ?? 'not confirmed'}`;
  }
}

async function warningsFor(tx: Tx, patientId: string, links: SharedCareLinkRow[], now: Date): Promise<string[]> {
  const current = links.filter((link) => link.current);
  const arrangements = await rows<{ hospitalId: string }>(
    tx,
    `SELECT hospital_id AS "hospitalId" FROM open_access_arrangements
     WHERE patient_id = $1 AND state IN ('awaiting_local_agreement', 'active', 'due_review', 'suspended')`,
    [patientId],
  );
  const arranged = new Set(arrangements.map(({ hospitalId }) => hospitalId));
  const coming = links.filter((link) => !link.current && link.validTo === null);
  return [
    current.length === 0 && 'No shared care hospital at present.',
    ...current
      .filter((link) => link.linkConsultant === null)
      .map((link) => `No link consultant answers for the link to ${link.hospital.name}.`),
    ...links
      .filter((link) => link.role === 'temporary' && link.confirmed === null && new Date(link.validTo!) > now)
      .map((link) => `${link.hospital.name} has not confirmed that it expects the child.`),
    ...[...current, ...coming]
      .filter((link) => link.role === 'primary' && !arranged.has(link.hospital.id))
      .map((link) => `No open access arrangement at ${link.hospital.name} yet.`),
  ].filter((words): words is string => typeof words === 'string');
}
