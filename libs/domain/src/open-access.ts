import { addDays, londonDate, shortDate, shortDateTime } from './london-time';

/** States of an open access arrangement (domain W6). */
export const OPEN_ACCESS_STATES = {
  draft: 'Draft',
  awaiting_local_agreement: 'Awaiting local agreement',
  active: 'Active',
  due_review: 'Due review',
  expired: 'Expired',
  suspended: 'Suspended',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded',
} as const;
export type OpenAccessState = keyof typeof OPEN_ACCESS_STATES;

/** Whether a child may come straight to this hospital at this instant. `valid` and `due_review` are honoured. */
export const OPEN_ACCESS_VALIDITIES = {
  valid: 'Open access valid here',
  due_review: 'Open access valid here, due review',
  not_started: 'Open access here has not started',
  awaiting_agreement: 'No open access here yet, awaiting local agreement',
  expired: 'Open access here has expired',
  suspended: 'Open access here is suspended',
  withdrawn: 'Open access here was withdrawn',
  none: 'No open access arrangement here',
  unknown: 'Open access not known, child not matched',
} as const;
export type OpenAccessValidity = keyof typeof OPEN_ACCESS_VALIDITIES;

export interface ArrangementFacts {
  id: string;
  hospitalId: string;
  state: OpenAccessState;
  /** First instant at which it counts. */
  startsAt: Date;
  /** First instant at which it no longer counts; null when only the review date limits it. */
  endsAt: Date | null;
  /**
   * Calendar date `yyyy-mm-dd`, Europe/London; from its end the arrangement is due review. When a review was forced
   * earlier, the day of that.
   */
  reviewBy: string;
  /** Null until the hospital has agreed. */
  agreedAt: Date | null;
  /** When it was withdrawn or superseded: until then it counted. */
  endedAt: Date | null;
  /** Every time it was suspended; `to` is null while it still is. */
  suspensions: readonly { from: Date; to: Date | null }[];
}

export interface OpenAccessAnswer {
  validity: OpenAccessValidity;
  honoured: boolean;
  /** The arrangement that decided, if there is any at this hospital. */
  arrangementId: string | null;
  because: string;
}

/** Days after the review date during which an arrangement is still honoured. */
export const REVIEW_GRACE_DAYS = 30;

/** Strongest first: what the child at the door is told when several arrangements exist at one hospital. */
export const VALIDITIES_BY_STRENGTH: readonly OpenAccessValidity[] = [
  'valid',
  'due_review',
  'suspended',
  'awaiting_agreement',
  'not_started',
  'expired',
  'withdrawn',
  'none',
];

export function isHonoured(validity: OpenAccessValidity): boolean {
  return validity === 'valid' || validity === 'due_review';
}

/**
 * Whether the child may come straight to this hospital at this instant (H8). Time decides before the stored state: an
 * arrangement whose days are over is expired although its row is not updated yet.
 *
 * - Honoured from `startsAt` up to but not including `endsAt`; an arrangement limited by `endsAt` has no grace.
 * - The review date counts as a whole London day. From the next day it is due review and still honoured, through the
 *   whole of the 30th day after the review date; then it is expired (H20).
 * - Several arrangements: the strongest answer decides, and among equals the one that started last.
 */
export function openAccessAt(
  arrangements: readonly ArrangementFacts[],
  hospitalId: string,
  at: Date,
): OpenAccessAnswer {
  const here = arrangements
    .filter((arrangement) => arrangement.hospitalId === hospitalId)
    .map((arrangement) => ({ arrangement, validity: validityAt(arrangement, at) }))
    .sort(
      (one, other) =>
        VALIDITIES_BY_STRENGTH.indexOf(one.validity) - VALIDITIES_BY_STRENGTH.indexOf(other.validity) ||
        other.arrangement.startsAt.getTime() - one.arrangement.startsAt.getTime(),
    );
  const best = here[0];
  if (!best) {
    return { validity: 'none', honoured: false, arrangementId: null, because: 'No arrangement at this hospital.' };
  }
  return {
    validity: best.validity,
    honoured: isHonoured(best.validity),
    arrangementId: best.arrangement.id,
    because: because(best.arrangement, best.validity, at),
  };
}

function validityAt(arrangement: ArrangementFacts, at: Date): OpenAccessValidity {
  const state = storedStateAt(arrangement, at);
  switch (state) {
    case 'draft':
    case 'superseded':
      return 'none';
    case 'awaiting_local_agreement':
      return 'awaiting_agreement';
    case 'expired':
      return 'expired';
    case 'withdrawn':
      // A draft that was discarded never was an arrangement.
      return arrangement.agreedAt === null ? 'none' : 'withdrawn';
    case 'suspended':
      return isOver(arrangement, at) ? 'expired' : 'suspended';
    case 'active':
    case 'due_review': {
      if (isOver(arrangement, at)) return 'expired';
      if (at < arrangement.startsAt) return 'not_started';
      const reviewPassed = londonDate(at) > arrangement.reviewBy;
      return reviewPassed || state === 'due_review' ? 'due_review' : 'valid';
    }
  }
}

/**
 * The state as it was at an instant: an attendance reported late is judged by what held when the child arrived, not by
 * what was decided since.
 */
function storedStateAt(arrangement: ArrangementFacts, at: Date): OpenAccessState {
  const { state, agreedAt, endedAt, suspensions } = arrangement;
  const ended = state === 'withdrawn' || state === 'superseded';
  if (ended && (agreedAt === null || endedAt === null || at >= endedAt)) return state;
  if (state === 'draft' || state === 'awaiting_local_agreement' || state === 'expired') return state;
  if (suspensions.some(({ from, to }) => at >= from && (to === null || at < to))) return 'suspended';
  if (ended) return 'active';
  return state === 'suspended' && suspensions.some(({ from }) => at < from) ? 'active' : state;
}

/** The state that counts at this instant: what people decided, and what the dates have made of it since. */
export function openAccessStateAt(arrangement: ArrangementFacts, at: Date): OpenAccessState {
  const validity = validityAt(arrangement, at);
  return validity === 'expired' || validity === 'due_review' ? validity : storedStateAt(arrangement, at);
}

function isOver(arrangement: ArrangementFacts, at: Date): boolean {
  const ended = arrangement.endsAt !== null && at >= arrangement.endsAt;
  return ended || londonDate(at) > addDays(arrangement.reviewBy, REVIEW_GRACE_DAYS);
}

function because(arrangement: ArrangementFacts, validity: OpenAccessValidity, at: Date): string {
  const { reviewBy, startsAt, endsAt, state } = arrangement;
  switch (validity) {
    case 'valid':
      return endsAt !== null && londonDate(endsAt) <= reviewBy
        ? `Valid until ${shortDateTime(endsAt)}.`
        : `Valid until review on ${shortDate(reviewBy)}.`;
    case 'due_review':
      return londonDate(at) > reviewBy
        ? `Valid. Due review since ${shortDate(reviewBy)}; ends ${lastDay(arrangement)} if nothing is done.`
        : `Valid, but marked for review by ${shortDate(reviewBy)}.`;
    case 'not_started':
      return `Starts ${shortDateTime(startsAt)}.`;
    case 'expired':
      return isOver(arrangement, at) ? `Expired ${lastDay(arrangement)}.` : 'Expired.';
    case 'suspended':
      return 'Suspended. Not to be relied on until the suspension is lifted.';
    case 'awaiting_agreement':
      return 'Waiting for the local team to agree.';
    case 'withdrawn':
      return 'Withdrawn.';
    case 'none':
    case 'unknown':
      if (state === 'withdrawn') return 'Only a draft at this hospital, and it was discarded.';
      return state === 'draft' ? 'Only a draft at this hospital.' : 'The arrangement at this hospital was replaced.';
  }
}

function lastDay({ endsAt, reviewBy }: ArrangementFacts): string {
  const graceEnds = addDays(reviewBy, REVIEW_GRACE_DAYS);
  return endsAt !== null && londonDate(endsAt) <= graceEnds ? shortDateTime(endsAt) : shortDate(graceEnds);
}
