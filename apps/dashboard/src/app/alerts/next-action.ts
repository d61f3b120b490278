import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { ALERT_OUTCOMES } from '@shared-care/domain/alert-states';
import { nextStep, shortTime } from './row-words';

export type NextAction = 'acknowledge' | 'call' | 'treatment' | 'match' | 'close' | 'resume';

export interface Next {
  words: string;
  detail: string;
  due: boolean;
  /** The one filled button; null while somebody else decides, or where a note above has it. */
  action: NextAction | null;
}

const next = (words: string, action: NextAction | null = null, detail = '', due = false): Next => ({
  words,
  detail,
  due,
  action,
});

/** The one thing that is to be done about an alert now, by the person who looks at it. */
export function nextAction(alert: AlertDetail, me: string | null, now: Date): Next {
  if (alert.state === 'withdrawn') return next('Withdrawn.', null, alert.withdrawn?.because ?? '');
  if (alert.state === 'closed') {
    const outcome = alert.outcome === null ? '' : ALERT_OUTCOMES[alert.outcome];
    return next('Closed.', null, `${outcome}${alert.closedAt === null ? '' : `, ${shortTime(alert.closedAt, now)}`}`);
  }
  if (alert.correction?.mayAgree) return next('Agree, or do not agree.', null, 'A colleague asks.');
  if (alert.offer?.to.id === me) return next('Accept or decline.', null, `From ${alert.owner?.displayName ?? ''}.`);
  if (alert.state === 'open') return next('Acknowledge.', 'acknowledge', 'You become the owner.');
  if (alert.owner?.id !== me)
    return next(`${alert.owner?.displayName ?? 'The owner'} decides what is next.`, null, agreed(alert, now));
  return ofOwner(alert, now);
}

function ofOwner(alert: AlertDetail, now: Date): Next {
  const agreedNext = nextStep(alert, now);
  if (agreedNext.due)
    return next(
      `${agreedNext.words}.`,
      alert.state === 'awaiting' && alert.nextContactAt === null ? 'resume' : 'call',
      agreedNext.detail,
      true,
    );
  if (alert.state === 'awaiting') return next(`${agreedNext.words}.`, null, agreedNext.detail);
  const asked = unansweredComment(alert);
  if (asked !== null) return next(`Ring ${asked.by}.`, 'call', `Wrote at ${shortTime(asked.at, now)}.`);
  if (alert.attendance !== null && alert.patient === null)
    return next('Find the record of the child.', 'match', 'Not matched yet.');
  const missing = new Set(alert.missingToClose.map(({ item }) => item));
  if (missing.has('advice_recorded')) {
    const [line] = alert.ringNow;
    return next(line === undefined ? 'Ring, and record the call.' : `Ring ${line.label}.`, 'call', 'No advice yet.');
  }
  if (missing.has('first_treatment')) return next('Record the first treatment.', 'treatment', 'Not recorded.');
  if (missing.size > 0) return next(`Settle ${missing.size} before closing.`, 'close', agreed(alert, now));
  if (alert.nextContactAt !== null) return next(`${agreedNext.words}.`, 'call', agreedNext.detail);
  return next('Close.', 'close', 'Everything is settled.');
}

function agreed(alert: AlertDetail, now: Date): string {
  const step = nextStep(alert, now);
  return step.words === '' ? '' : `${step.words}.`;
}

/** What a link consultant wrote, with no call recorded since. */
function unansweredComment({ consultantComments, liaisonEntries }: AlertDetail): { by: string; at: string } | null {
  const last = consultantComments.at(-1);
  if (last === undefined) return null;
  return liaisonEntries.some(({ at, struck }) => struck === null && at > last.at) ? null : last;
}
