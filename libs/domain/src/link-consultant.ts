import { addDays, londonInstant } from './london-time';

/** A link consultant's time in post: whole London days, the last one included; null while no last day is set. */
export interface Post {
  id: string;
  fromOn: string;
  toOn: string | null;
}

/** One consultant answers for the links that name another. `from` counts, `until` is the first instant that does not. */
export interface Cover {
  absentId: string;
  coveringId: string;
  from: Date;
  until: Date;
}

/** The instant at which a post ends: the London midnight after its last day. */
export function postEnds(lastDay: string): Date {
  return londonInstant(addDays(lastDay, 1), '00:00');
}

export function isInPost(post: Pick<Post, 'fromOn' | 'toOn'>, at: Date): boolean {
  return at >= londonInstant(post.fromOn, '00:00') && (post.toOn === null || at < postEnds(post.toOn));
}

/**
 * Who answers at this instant for a link that names `namedId` (domain W7): the person who covers for them, or else they
 * themselves; null when they are not in post, whatever cover was arranged, so that the gap shows. The database asks
 * `sec.acting_consultant` the same; a property test holds the two together.
 */
export function actingConsultant(
  namedId: string,
  posts: readonly Post[],
  covers: readonly Cover[],
  at: Date,
): string | null {
  const inPost = (id: string): boolean => posts.some((post) => post.id === id && isInPost(post, at));
  if (!inPost(namedId)) return null;
  const cover = covers.find(
    ({ absentId, coveringId, from, until }) => absentId === namedId && from <= at && at < until && inPost(coveringId),
  );
  return cover?.coveringId ?? namedId;
}
