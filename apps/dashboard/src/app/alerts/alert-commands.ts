import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { permits } from '@shared-care/contracts/permissions';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { mayBecome } from '@shared-care/domain/attendance-states';
import { mayChangeHands } from '@shared-care/domain/handover';

export function isRunning(alert: AlertDetail | null): alert is AlertDetail {
  return alert !== null && alert.state !== 'closed' && alert.state !== 'withdrawn';
}

/** The forms of an alert, of which one at a time is open, and only when somebody asked for it. */
export type OpenForm =
  | 'call'
  | 'treatment'
  | 'await'
  | 'close'
  | 'reopen'
  | 'hand-over'
  | 'raise'
  | 'lower'
  | 'correct'
  | 'facts'
  | 'move'
  | 'note';

/** What a button of the header or of the bar below asks for: something at once, or a form. */
export type AlertCommand = OpenForm | 'acknowledge' | 'hand-back' | 'resume' | 'match';
export type Allowed = Readonly<Record<AlertCommand, boolean>>;

/** Where the cursor goes when a form opens. */
export const FIRST_FIELD: Record<OpenForm, string> = {
  call: 'liaison-withRole',
  treatment: 'treatment-now',
  await: 'await-what',
  close: 'form-title',
  reopen: 'reopen-reason',
  'hand-over': 'hand-over-to',
  raise: 'raise-trigger',
  lower: 'lower-tier',
  correct: 'correct-kind',
  facts: 'facts-unit',
  move: 'move-first',
  note: 'form-title',
};

export const FORM_TITLES: Record<OpenForm, string> = {
  call: 'Record call',
  treatment: 'First treatment',
  await: 'Wait',
  close: 'Close alert',
  reopen: 'Re-open alert',
  'hand-over': 'Hand over',
  raise: 'Raise tier',
  lower: 'Lower tier',
  correct: 'Correct this attendance',
  facts: 'Correct the facts',
  move: 'Where the child is',
  note: 'Handover note',
};

/** What this person may do to the alert as it now is. */
export function allowed(alert: AlertDetail, user: CurrentUser | null): Allowed {
  const mine = user !== null && alert.owner?.id === user.id;
  const works = user !== null && permits(user.role, 'alert', 'work');
  const changesTier = user !== null && permits(user.role, 'alert', 'change_tier');
  const updates = user !== null && alert.attendance !== null && permits(user.role, 'attendance', 'update');
  const can = (action: AlertDetail['allowedActions'][number]): boolean =>
    works && alert.allowedActions.includes(action);
  const running = isRunning(alert);
  const state = alert.attendance?.state;
  const correct =
    state !== undefined &&
    alert.correction === null &&
    mayBecome(state, 'entered_in_error') &&
    user !== null &&
    permits(user.role, 'attendance', 'correct');
  return {
    // What is done with an alert is its owner's to decide; taking or re-opening one makes an owner.
    acknowledge: can('acknowledge'),
    reopen: can('reopen'),
    'hand-back': can('hand_back') && mine,
    await: can('await') && mine,
    resume: can('resume') && mine,
    close: can('close') && mine,
    // A doctor hands over for an owner who cannot be reached.
    'hand-over':
      alert.offer === null &&
      mayChangeHands(alert.state) &&
      user !== null &&
      permits(user.role, 'alert', 'hand_over') &&
      (mine || user.role === 'phu_doctor'),
    call: works && alert.state !== 'withdrawn',
    treatment: updates,
    raise: running && alert.tier !== 'red' && changesTier,
    lower: alert.correction === null && alert.mayLowerTo.length > 0 && changesTier,
    correct,
    facts: correct,
    move: updates,
    note: works && mayChangeHands(alert.state),
    match:
      alert.attendance !== null && alert.patient === null && user !== null && permits(user.role, 'attendance', 'match'),
  };
}
