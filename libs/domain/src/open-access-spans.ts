import { addDays, londonInstant } from './london-time';
import { openAccessAt, REVIEW_GRACE_DAYS, type ArrangementFacts } from './open-access';

export interface HonouredSpan {
  hospitalId: string;
  validity: 'valid' | 'due_review';
  from: Date;
  to: Date;
}

/** Every instant at which the answer of an arrangement can change. */
function turningPoints({ startsAt, endsAt, endedAt, reviewBy, suspensions }: ArrangementFacts): (Date | null)[] {
  return [
    startsAt,
    endsAt,
    endedAt,
    londonInstant(addDays(reviewBy, 1), '00:00'),
    londonInstant(addDays(reviewBy, REVIEW_GRACE_DAYS + 1), '00:00'),
    ...suspensions.flatMap(({ from, to }) => [from, to]),
  ];
}

/**
 * When each hospital takes the child straight in between two instants, judged by {@link openAccessAt} alone: it is asked
 * at every instant at which its answer can change.
 */
export function honouredSpans(arrangements: readonly ArrangementFacts[], from: Date, to: Date): HonouredSpan[] {
  return [...new Set(arrangements.map(({ hospitalId }) => hospitalId))].flatMap((hospitalId) => {
    const turns = arrangements
      .filter((arrangement) => arrangement.hospitalId === hospitalId)
      .flatMap(turningPoints)
      .filter((at): at is Date => at !== null && at > from && at < to)
      .map((at) => at.getTime());
    const starts = [...new Set([from.getTime(), ...turns])].sort((one, other) => one - other);
    const spans: HonouredSpan[] = [];
    starts.forEach((start, index) => {
      const { validity } = openAccessAt(arrangements, hospitalId, new Date(start));
      const end = new Date(starts[index + 1] ?? to.getTime());
      if (validity !== 'valid' && validity !== 'due_review') return;
      const last = spans.at(-1);
      if (last?.validity === validity && last.to.getTime() === start) last.to = end;
      else spans.push({ hospitalId, validity, from: new Date(start), to: end });
    });
    return spans;
  });
}
