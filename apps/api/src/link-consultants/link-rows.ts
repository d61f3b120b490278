import { randomUUID } from 'node:crypto';
import type { LinkMeanwhile } from '@shared-care/contracts/shared-care-links/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { LinkChange } from '@shared-care/database/entities/link-change';
import { SharedCareLink } from '@shared-care/database/entities/patient';
import type { SharedCareRole } from '@shared-care/domain/patient-facts';
import {
  primariesThatEndInNothing,
  UNDO_DAYS,
  type LinkChangeKind,
  type LinkChangeSource,
  type LinkEndReason,
} from '@shared-care/domain/shared-care-link';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertRow, NEXT_VERSION, NOW } from '../platform/write-row';

/** A row of shared_care_links; also how a change keeps it before and after. */
export interface LinkRow {
  id: string;
  version: number;
  patientId: string;
  hospitalId: string;
  linkConsultantId: string | null;
  role: SharedCareRole;
  validFrom: Date;
  validTo: Date | null;
  endReason: LinkEndReason | null;
  confirmedBy: string | null;
  confirmedOn: string | null;
}

export interface ChangeAbout {
  patientId: string;
  kind: LinkChangeKind;
  source?: LinkChangeSource;
  reason?: string | null;
  /** Changes made together are taken back together. */
  batchId?: string;
}

const COLUMNS = `id, version, patient_id AS "patientId", hospital_id AS "hospitalId", link_consultant_id AS "linkConsultantId", role,
  valid_from AS "validFrom", valid_to AS "validTo", end_reason AS "endReason", confirmed_by AS "confirmedBy", confirmed_on AS "confirmedOn"`;

function linksOf(tx: Tx, patientId: string): Promise<LinkRow[]> {
  return rows<LinkRow>(tx, `SELECT ${COLUMNS} FROM shared_care_links WHERE patient_id = $1 ORDER BY valid_from, id`, [
    patientId,
  ]);
}

/** The child whose link this is. */
export async function patientOfLink(tx: Tx, linkId: string): Promise<string> {
  const [found] = await rows<{ patientId: string }>(
    tx,
    'SELECT patient_id AS "patientId" FROM shared_care_links WHERE id = $1',
    [linkId],
  );
  if (!found) throw new NotFound();
  return found.patientId;
}

/**
 * Lets `edit` change the links of one child and keeps what they were, so that it can be taken back. One at a time for a
 * child: two people never change the same links side by side.
 *
 * @throws Refused when a primary link would end with nothing after it, or two would run at once
 */
export async function changeLinks(
  tx: Tx,
  user: CurrentUser,
  about: ChangeAbout,
  edit: (links: LinkRow[]) => Promise<void>,
): Promise<void> {
  const before = await lockedLinks(tx, about.patientId);
  await edit(before).catch(asRefusal);
  const after = await linksOf(tx, about.patientId);
  const was = new Map(before.map((link) => [link.id, link]));
  const changed = after.filter((link) => was.get(link.id)?.version !== link.version);
  refuseGap(after, changed);
  const id = randomUUID();
  await insertRow(tx, LinkChange, {
    id,
    batchId: about.batchId ?? id,
    patientId: about.patientId,
    kind: about.kind,
    source: about.source ?? 'person',
    reason: about.reason ?? null,
    before: changed.flatMap((link) => was.get(link.id) ?? []),
    after: changed,
    madeBy: user.id,
  });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'shared_care_link',
    entityId: changed[0]?.id ?? null,
    patientId: about.patientId,
    detail: `${about.kind}${about.source === 'leaving_date' ? ' by leaving date' : ''}`,
  });
}

export async function addLink(
  tx: Tx,
  user: CurrentUser,
  link: Pick<LinkRow, 'patientId' | 'hospitalId' | 'linkConsultantId' | 'role' | 'validFrom' | 'validTo'> &
    Partial<Pick<LinkRow, 'endReason' | 'confirmedBy' | 'confirmedOn'>>,
): Promise<void> {
  await insertRow(tx, SharedCareLink, {
    id: randomUUID(),
    patientId: link.patientId,
    hospitalId: link.hospitalId,
    linkConsultantId: link.linkConsultantId,
    role: link.role,
    validFrom: link.validFrom,
    validTo: link.validTo,
    endReason: link.endReason ?? null,
    confirmedBy: link.confirmedBy ?? null,
    confirmedOn: link.confirmedOn ?? null,
    recordedBy: user.id,
  });
}

/** Writes what a link has become; the caller has checked the version they were shown. */
export async function writeLink(
  tx: Tx,
  link: LinkRow,
  change: Partial<Pick<LinkRow, 'linkConsultantId' | 'validTo' | 'endReason' | 'confirmedBy' | 'confirmedOn'>>,
): Promise<void> {
  const becomes = { ...link, ...change };
  await tx.update(
    SharedCareLink,
    { id: link.id, version: link.version },
    {
      linkConsultantId: becomes.linkConsultantId,
      validTo: becomes.validTo,
      endReason: becomes.endReason,
      confirmedBy: becomes.confirmedBy,
      confirmedOn: becomes.confirmedOn,
      version: NEXT_VERSION,
    },
  );
}

/** Another consultant from an instant on; the time before stays with the one it named. */
export async function renameLink(
  tx: Tx,
  user: CurrentUser,
  link: LinkRow,
  toId: string | null,
  from: Date,
): Promise<void> {
  if (link.validFrom >= from) return writeLink(tx, link, { linkConsultantId: toId });
  await writeLink(tx, link, { validTo: from, endReason: 'next_link' });
  await addLink(tx, user, { ...link, linkConsultantId: toId, validFrom: from });
}

/** @throws Conflict with the link of now when it is no longer as it was seen; NotFound when it is not this child's */
export async function seenLink(tx: Tx, links: LinkRow[], linkId: string, seen: number): Promise<LinkRow> {
  const link = links.find(({ id }) => id === linkId);
  if (!link) throw new NotFound();
  if (link.version !== seen) throw new Conflict(CHANGED, { ...(await meanwhile(tx, link)) });
  return link;
}

const CHANGED = 'Somebody changed this link since you opened it. Look at it again, then decide.';

async function meanwhile(tx: Tx, link: LinkRow): Promise<LinkMeanwhile> {
  const [named] = await rows<{ name: string }>(tx, 'SELECT name FROM link_consultants WHERE id = $1', [
    link.linkConsultantId,
  ]);
  return {
    version: link.version,
    role: link.role,
    linkConsultant: named?.name ?? null,
    until: link.validTo?.toISOString() ?? null,
  };
}

interface KeptChange {
  id: string;
  patientId: string;
  batchId: string;
  before: LinkRow[];
  after: LinkRow[];
  undoneAt: Date | null;
  inTime: boolean;
}

/**
 * Puts the links of one change, or of its whole batch, back as they were: all of it or nothing.
 *
 * @throws Conflict when a link has changed since, Refused when it is too late or done already
 */
export async function undoLinkChange(tx: Tx, user: CurrentUser, changeId: string, whole: boolean): Promise<number> {
  const kept = await rows<KeptChange>(
    tx,
    `SELECT c.id, c.patient_id AS "patientId", c.batch_id AS "batchId", c.before, c.after, c.undone_at AS "undoneAt",
            sec.now() < c.made_at + make_interval(days => ${UNDO_DAYS}) AS "inTime"
     FROM link_changes c JOIN link_changes asked ON asked.id = $1
     WHERE CASE WHEN $2 THEN c.batch_id = asked.batch_id ELSE c.id = asked.id END
     ORDER BY c.patient_id FOR UPDATE OF c`,
    [changeId, whole],
  );
  if (kept.length === 0) throw new NotFound();
  const open = kept.filter(({ undoneAt }) => undoneAt === null);
  if (open.length === 0) throw new Refused('This was taken back already.');
  if (!open.every(({ inTime }) => inTime))
    throw new Refused(`More than ${UNDO_DAYS} days have passed. Change the links at the record instead.`);
  for (const change of open) await putBack(tx, user, change);
  return open.length;
}

async function putBack(tx: Tx, user: CurrentUser, change: KeptChange): Promise<void> {
  const now = new Map((await lockedLinks(tx, change.patientId)).map((link) => [link.id, link]));
  for (const link of change.after) {
    const current = now.get(link.id);
    if (!current || current.version !== link.version)
      throw new Conflict(
        'A link of one of these children has changed since. Nothing was taken back. Look at the record of the child.',
        current ? { ...(await meanwhile(tx, current)) } : {},
      );
  }
  const was = new Map(change.before.map((link) => [link.id, link]));
  const put = async (): Promise<void> => {
    // First what the change brought, so that what it ended has room again.
    for (const { id } of change.after.filter((link) => !was.has(link.id)))
      await writeLink(tx, now.get(id)!, { validTo: now.get(id)!.validFrom, endReason: null });
    for (const { id } of change.after.filter((link) => was.has(link.id))) {
      const { linkConsultantId, validTo, endReason, confirmedBy, confirmedOn } = was.get(id)!;
      await writeLink(tx, now.get(id)!, { linkConsultantId, validTo, endReason, confirmedBy, confirmedOn });
    }
  };
  await put().catch(asRefusal);
  refuseGap(await linksOf(tx, change.patientId), change.after);
  await tx.update(LinkChange, { id: change.id }, { undoneAt: NOW, undoneBy: user.id });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'shared_care_link',
    entityId: change.after[0]?.id ?? null,
    patientId: change.patientId,
    detail: 'taken back',
  });
}

/** Waits for anybody else who is changing the links of this child. */
async function lockedLinks(tx: Tx, patientId: string): Promise<LinkRow[]> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('links of ' || $1, 0))`, [patientId]);
  return linksOf(tx, patientId);
}

/** A gap of long ago is no reason to refuse what somebody changes today. */
function refuseGap(links: LinkRow[], changed: readonly { id: string }[]): void {
  if (!primariesThatEndInNothing(links).some((id) => changed.some((link) => link.id === id))) return;
  throw new Refused(
    'The child would be left without a primary hospital. Choose the next one first, or end the link with a reason that leaves none: moved away, discharged, adult care.',
  );
}

/** The table's own rules, in words for people. */
function asRefusal(error: unknown): never {
  const { code, constraint } = ((error as { driverError?: object }).driverError ?? {}) as {
    code?: string;
    constraint?: string;
  };
  if (code === '23P01' && constraint === 'shared_care_links_one_primary')
    throw new Refused('The child has a primary hospital in that time already. Change the primary hospital instead.');
  if (code === '23P01' && constraint === 'shared_care_links_once_per_hospital')
    throw new Refused('The child is linked to this hospital in that time already.');
  if (code === '23503') throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital from the list.' }]);
  throw error;
}
