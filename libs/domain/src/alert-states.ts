export const ALERT_STATES = {
  open: 'Needs action',
  acknowledged: 'Acknowledged',
  awaiting: 'Awaiting',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
} as const;
export type AlertState = keyof typeof ALERT_STATES;

/** What a person (or the passing of time) can do to an alert. */
export const ALERT_ACTIONS = ['acknowledge', 'hand_back', 'await', 'resume', 'close', 'reopen', 'withdraw'] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];

/**
 * What each action turns each state into; an action not listed for a state is refused.
 * Re-opening returns an alert to the person who re-opened it, so it is owned from the first moment.
 */
export const ALERT_TRANSITIONS: Readonly<Record<AlertState, Partial<Record<AlertAction, AlertState>>>> = {
  open: { acknowledge: 'acknowledged', withdraw: 'withdrawn' },
  acknowledged: { hand_back: 'open', await: 'awaiting', close: 'closed', withdraw: 'withdrawn' },
  awaiting: { resume: 'acknowledged', close: 'closed', withdraw: 'withdrawn' },
  closed: { reopen: 'acknowledged' },
  withdrawn: {},
};

/** The state an action leads to, or null when the action is refused in this state. */
export function afterAction(state: AlertState, action: AlertAction): AlertState | null {
  return ALERT_TRANSITIONS[state][action] ?? null;
}

export function allowedActions(state: AlertState): AlertAction[] {
  return ALERT_ACTIONS.filter((action) => afterAction(state, action) !== null);
}

/** How an alert ends (domain W5.4). */
export const ALERT_OUTCOMES = {
  resolved: 'Resolved, no follow-up',
  phu_review_booked: 'PHU review booked',
  plan_changed: 'Plan changed',
  transferred_to_phu: 'Admitted or transferred to the PHU',
  referred: 'Referred (physiotherapy, dental, psychology, safeguarding)',
  unrelated: 'Unrelated to the bleeding disorder',
  duplicate: 'Duplicate',
  entered_in_error: 'Entered in error',
} as const;
export type AlertOutcome = keyof typeof ALERT_OUTCOMES;

/** What an awaiting alert waits for (domain W4). */
export const AWAITED = {
  local_team: 'The local team',
  family: 'The family',
  result: 'A result',
  discharge_summary: 'The discharge summary',
} as const;
export type Awaited = keyof typeof AWAITED;

/** What came of a next contact that was agreed and has no call after it, asked when its alert is closed. */
export const NEXT_CONTACT_ANSWERS = ['made', 'not_needed'] as const;
export type NextContactAnswer = (typeof NEXT_CONTACT_ANSWERS)[number];
