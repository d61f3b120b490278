import type {
  ArrangementContentView,
  ArrangementDetail,
  ArrangementEvent,
} from '@shared-care/contracts/open-access/answers';
import { londonDate, shortDate, shortDateTime } from '@shared-care/domain/london-time';
import { bandWords } from '@shared-care/domain/open-access-bands';
import { OPEN_ACCESS_STATES, type OpenAccessState } from '@shared-care/domain/open-access';
import { FORCED_REVIEWS, type ForcedReview } from '@shared-care/domain/open-access-review';
import { OPEN_ACCESS_EVENTS } from '@shared-care/domain/open-access-states';

const NOTHING = 'Not recorded';

export interface ContentLine {
  label: string;
  lines: string[];
}

/** What a version says, line by line, as it is read out, printed and compared. */
export function contentLines(content: ArrangementContentView): ContentLine[] {
  const { startsAt, endsAt, grantHours, reviewBy } = content;
  const dates =
    grantHours === null
      ? [
          { label: 'Starts', lines: [shortDate(londonDate(new Date(startsAt)))] },
          { label: 'Review by', lines: [shortDate(reviewBy)] },
        ]
      : [
          { label: 'Starts', lines: [shortDateTime(new Date(startsAt))] },
          {
            label: 'Ends',
            lines: [`${endsAt === null ? NOTHING : shortDateTime(new Date(endsAt))}, after ${grantHours} hours`],
          },
        ];
  return [
    { label: 'Ward or unit', lines: [content.unitName ?? NOTHING] },
    { label: 'For', lines: [content.reasonWords || NOTHING] },
    { label: 'Where to go, in hours', lines: [content.whereInHours || NOTHING] },
    { label: 'Where to go, out of hours', lines: [content.whereOutOfHours || 'The same place'] },
    {
      label: 'Ring first',
      lines:
        content.phoneBands.length === 0
          ? ['No number recorded']
          : content.phoneBands.map((band) => `${bandWords(band)}: ${band.label}, ${band.phone}`),
    },
    { label: 'Say', lines: [content.phoneFirst || 'Nothing in particular'] },
    { label: 'Not for', lines: [content.exclusionWords || 'No exclusion recorded'] },
    ...dates,
    { label: 'Issued by', lines: [content.issuedBy || NOTHING] },
  ];
}

export interface ComparedLine extends ContentLine {
  /** What stood here before; null when nothing changed. */
  before: string[] | null;
}

/** Every renewal has new dates: that is no change of what was agreed. */
const DATES = ['Starts', 'Review by', 'Ends'];

/** Each line beside the version it renews. */
export function compared(now: ArrangementContentView, before: ArrangementContentView | null): ComparedLine[] {
  const old = new Map(before ? contentLines(before).map(({ label, lines }) => [label, lines]) : []);
  return contentLines(now).map((line) => {
    const was = old.get(line.label);
    const same = was === undefined || DATES.includes(line.label) || was.join('\n') === line.lines.join('\n');
    return { ...line, before: same ? null : was };
  });
}

/** The life of an arrangement as steps in words; where it left the straight way, that is the last one. */
export function stepsOf(state: OpenAccessState): { words: string; current: boolean }[] {
  const straight: OpenAccessState[] = ['draft', 'awaiting_local_agreement', 'active', 'due_review'];
  const way = straight.includes(state) ? straight : [...straight, state];
  return way.map((step) => ({ words: OPEN_ACCESS_STATES[step], current: step === state }));
}

const counts = (state: OpenAccessState): boolean => state === 'active' || state === 'due_review';

/** What the state means, and what has to happen next. */
export function meaningWords(arrangement: ArrangementDetail): string {
  switch (arrangement.state) {
    case 'draft':
      return arrangement.previous && counts(arrangement.previous.state)
        ? `A draft, not in force. Version ${arrangement.previous.versionNumber} counts until the hospital agrees to this one.`
        : 'A draft, not in force. The child has no open access here yet.';
    case 'awaiting_local_agreement': {
      const days = arrangement.waiting?.workingDays ?? 0;
      const waited = days === 0 ? 'since today' : `for ${days} working ${days === 1 ? 'day' : 'days'}`;
      const before =
        arrangement.previous && counts(arrangement.previous.state)
          ? `Version ${arrangement.previous.versionNumber} counts until then.`
          : 'It does not count before.';
      return `Waiting ${waited} for ${arrangement.linkConsultant?.name ?? arrangement.hospital.name} to agree. ${before}`;
    }
    case 'suspended':
      return 'Suspended: it does not count until the suspension is lifted.';
    default:
      return arrangement.meaning;
  }
}

export function forcedWords(because: readonly ForcedReview[]): string {
  return because.map((each) => FORCED_REVIEWS[each]).join('; ');
}

export function eventWords({ kind, detail }: Pick<ArrangementEvent, 'kind' | 'detail'>): string {
  const words = OPEN_ACCESS_EVENTS[kind];
  if (detail === null) return words;
  return `${words}: ${kind === 'review_forced' ? (FORCED_REVIEWS[detail as ForcedReview] ?? detail) : detail}`;
}
