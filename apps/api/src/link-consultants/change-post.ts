import { randomUUID } from 'node:crypto';
import type { PostMeanwhile } from '@shared-care/contracts/link-consultants/answers';
import type { AddLinkConsultant, ArrangeCover, SetLeavingDate } from '@shared-care/contracts/link-consultants/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ConsultantCover, LinkConsultant } from '@shared-care/database/entities/hospital';
import { postEnds } from '@shared-care/domain/link-consultant';
import { londonDate, shortDate, shortDateTime } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { phoneToKeep } from '../hospitals/phone-number';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow, NEXT_VERSION } from '../platform/write-row';

/** Longer than anybody's leave: an end further away is a slip of the year. */
const MOST_COVER_DAYS = 400;

interface PostRow {
  id: string;
  version: number;
  name: string;
  userId: string | null;
  fromOn: string;
  toOn: string | null;
}

/** Who sees every child may open one to somebody else; an admin, who sees none, may not. */
const isOfUnit = ({ role }: CurrentUser): boolean => role === 'haemostasis_nurse' || role === 'phu_doctor';

/** Locks posts in one order, so that two people arranging cover both ways round wait for each other. */
async function lockPosts(tx: Tx, ids: string[]): Promise<Map<string, PostRow>> {
  const found = await rows<PostRow>(
    tx,
    `SELECT id, version, name, user_id AS "userId", from_on AS "fromOn", to_on AS "toOn"
     FROM link_consultants WHERE id = ANY ($1) ORDER BY id FOR UPDATE`,
    [ids],
  );
  return new Map(found.map((post) => [post.id, post]));
}

/** A link consultant changes their own post and nobody else's, who is then not there for them. */
async function lockPost(tx: Tx, user: CurrentUser, id: string, with_: string[] = []): Promise<Map<string, PostRow>> {
  const posts = await lockPosts(tx, [id, ...with_]);
  const post = posts.get(id);
  if (!post || (user.role === 'link_consultant' && post.userId !== user.id)) throw new NotFound();
  return posts;
}

export async function addLinkConsultant(
  tx: Tx,
  user: CurrentUser,
  asked: z.output<typeof AddLinkConsultant>,
): Promise<void> {
  const [fits] = await rows<{ hospital: boolean; account: boolean; second: boolean }>(
    tx,
    `SELECT EXISTS (SELECT 1 FROM hospitals WHERE id = $1 AND closed_on IS NULL) AS hospital,
            $2::uuid IS NULL OR EXISTS (SELECT 1 FROM users WHERE id = $2 AND role = 'link_consultant' AND hospital_id = $1) AS account,
            EXISTS (SELECT 1 FROM link_consultants WHERE user_id = $2) AS second`,
    [asked.hospitalId, asked.userId],
  );
  if (!fits!.hospital) throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital from the list.' }]);
  if (!fits!.account)
    throw new InvalidInput([{ field: 'userId', message: 'Choose a link consultant’s account at this hospital.' }]);
  if (fits!.second && !isOfUnit(user))
    throw new Refused('This account has a post already. A nurse or a doctor of the unit gives it another.');
  const phone = phoneToKeep('phone', asked.phone ?? '');
  const id = randomUUID();
  await insertRow(tx, LinkConsultant, {
    id,
    userId: asked.userId,
    hospitalId: asked.hospitalId,
    name: asked.name,
    phone,
    fromOn: asked.fromOn,
  });
  await recordAudit(tx, user, { action: 'create', entity: 'link_consultant', entityId: id });
}

/**
 * Sets, changes or takes back the last day in post. From the midnight that ends it the consultant sees no child any more
 * and is not rung; who follows is decided child by child.
 */
export async function setLeavingDate(tx: Tx, user: CurrentUser, id: string, asked: SetLeavingDate): Promise<void> {
  const post = (await lockPost(tx, user, id)).get(id)!;
  if (post.version !== asked.version) {
    const current: PostMeanwhile = { version: post.version, toOn: post.toOn };
    const now = post.toOn === null ? 'No last day is set now.' : `The last day is now ${shortDate(post.toOn)}.`;
    throw new Conflict(`Somebody changed this meanwhile. ${now}`, { ...current });
  }
  const today = londonDate(await databaseNow(tx));
  const ended = post.toOn !== null && post.toOn < today;
  if (ended && !isOfUnit(user) && (asked.lastDay === null || asked.lastDay > post.toOn!))
    throw new Refused('This post has ended. A nurse or a doctor of the unit opens it again.');
  if (asked.lastDay !== null && asked.lastDay < post.fromOn)
    throw new InvalidInput([
      { field: 'lastDay', message: `Choose a day after the first day in post, ${shortDate(post.fromOn)}.` },
    ]);
  if (asked.lastDay !== null && asked.lastDay < today && user.role === 'link_consultant')
    throw new InvalidInput([
      { field: 'lastDay', message: 'Choose today or a later day. For an earlier one, ring the unit.' },
    ]);
  await tx.update(LinkConsultant, { id }, { toOn: asked.lastDay, version: NEXT_VERSION });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'link_consultant',
    entityId: id,
    entityVersion: post.version + 1,
    detail: asked.lastDay === null ? 'stays' : 'leaving date',
  });
}

/**
 * Another consultant answers for the links of this one, from an instant up to another, and sees their children in just
 * that time.
 *
 * @throws Refused when either is away, already covering, or not in post for all of it
 */
export async function arrangeCover(
  tx: Tx,
  user: CurrentUser,
  absentId: string,
  asked: z.output<typeof ArrangeCover>,
): Promise<void> {
  if (asked.coveringId === absentId)
    throw new InvalidInput([{ field: 'coveringId', message: 'Choose somebody else to cover.' }]);
  const posts = await lockPost(tx, user, absentId, [asked.coveringId]);
  const absent = posts.get(absentId)!;
  const covering = posts.get(asked.coveringId);
  if (!covering) throw new InvalidInput([{ field: 'coveringId', message: 'Choose a link consultant from the list.' }]);
  const now = await databaseNow(tx);
  const from = asked.from === null ? now : new Date(asked.from);
  const until = new Date(asked.until);
  if (from < new Date(now.getTime() - 60_000))
    throw new InvalidInput([{ field: 'from', message: 'Cover cannot begin in the past. Choose now or later.' }]);
  if (until <= from) throw new InvalidInput([{ field: 'until', message: 'Choose an end after the beginning.' }]);
  if (until.getTime() - from.getTime() > MOST_COVER_DAYS * 86_400_000)
    throw new InvalidInput([{ field: 'until', message: `Choose an end within ${MOST_COVER_DAYS} days.` }]);
  for (const post of [absent, covering])
    if (londonDate(from) < post.fromOn || (post.toOn !== null && until > postEnds(post.toOn)))
      throw new Refused(
        post.toOn === null
          ? `${post.name} is in post from ${shortDate(post.fromOn)} only.`
          : `${post.name} is in post until ${shortDate(post.toOn)}. End the cover by then.`,
      );
  await refuseTangledCover(tx, absent, covering, from, until);
  const id = randomUUID();
  await insertRow(tx, ConsultantCover, {
    id,
    absentId,
    coveringId: covering.id,
    coversFrom: from,
    coversTo: until,
    recordedBy: user.id,
  });
  await recordAudit(tx, user, { action: 'create', entity: 'consultant_cover', entityId: id });
}

/** Nobody covers while away themselves, and nobody goes away while covering: a child would end with somebody who is gone. */
async function refuseTangledCover(tx: Tx, absent: PostRow, covering: PostRow, from: Date, until: Date): Promise<void> {
  const [tangled] = await rows<{ absentId: string; coveringId: string; from: Date; until: Date }>(
    tx,
    `SELECT absent_id AS "absentId", covering_id AS "coveringId", covers_from AS from, covers_to AS until
     FROM consultant_covers
     WHERE (absent_id IN ($1, $2) OR covering_id = $1) AND covers_from < $4 AND covers_to > $3 AND covers_to > covers_from
     ORDER BY absent_id <> $1 LIMIT 1`,
    [absent.id, covering.id, from, until],
  );
  if (!tangled) return;
  const dates = `from ${shortDateTime(tangled.from)} to ${shortDateTime(tangled.until)}`;
  if (tangled.absentId === absent.id) throw new Refused(`${absent.name} is covered already ${dates}.`);
  if (tangled.absentId === covering.id) throw new Refused(`${covering.name} is away ${dates}. Choose somebody else.`);
  throw new Refused(`${absent.name} covers for somebody else ${dates}. End that cover first.`);
}

/** Ends a cover now, or takes it back when it has not begun. */
export async function endCover(tx: Tx, user: CurrentUser, coverId: string, seen: number): Promise<void> {
  const [cover] = await rows<{ absentId: string; version: number; from: Date; until: Date }>(
    tx,
    `SELECT absent_id AS "absentId", version, covers_from AS from, covers_to AS until FROM consultant_covers WHERE id = $1`,
    [coverId],
  );
  if (!cover) throw new NotFound();
  await lockPost(tx, user, cover.absentId);
  const now = await databaseNow(tx);
  if (cover.until <= now) throw new Refused('This cover has ended already.');
  const { affected } = await tx.update(
    ConsultantCover,
    { id: coverId, version: seen },
    { coversTo: () => 'greatest(covers_from, sec.now())', version: NEXT_VERSION },
  );
  if (affected === 0)
    throw new Conflict('Somebody changed this cover meanwhile. Look at it again, then decide.', {
      version: cover.version,
      until: cover.until.toISOString(),
    });
  await recordAudit(tx, user, { action: 'update', entity: 'consultant_cover', entityId: coverId, detail: 'ended' });
}
