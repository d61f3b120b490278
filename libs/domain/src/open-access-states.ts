import type { Role } from './roles';
import type { OpenAccessState } from './open-access';

/** What a person, or the passing of time, can do to an open access arrangement (domain W6). */
export const OPEN_ACCESS_ACTIONS = {
  send: 'Send to the link consultant',
  discard: 'Discard the draft',
  agree: 'Agree',
  send_back: 'Send back',
  fall_due: 'Fall due for review',
  force_review: 'Force a review',
  suspend: 'Suspend',
  resume: 'Lift the suspension',
  withdraw: 'Withdraw',
  supersede: 'Be superseded by a newer version',
  run_out: 'Run out',
} as const;
export type OpenAccessAction = keyof typeof OPEN_ACCESS_ACTIONS;

/**
 * Who or what does it. `time`: dates alone, at the moment of use, whether or not anybody looks. `rule`: follows by itself
 * from something else that was saved.
 */
export const OPEN_ACCESS_ACTORS = {
  send: ['haemostasis_nurse', 'phu_doctor'],
  discard: ['haemostasis_nurse', 'phu_doctor'],
  /** The link consultant; or a nurse or doctor of the unit who writes down by whom at the hospital it was agreed. */
  agree: ['link_consultant', 'haemostasis_nurse', 'phu_doctor'],
  send_back: ['link_consultant', 'haemostasis_nurse', 'phu_doctor'],
  fall_due: 'time',
  force_review: 'rule',
  suspend: ['haemostasis_nurse', 'phu_doctor'],
  resume: ['haemostasis_nurse', 'phu_doctor'],
  withdraw: ['phu_doctor'],
  supersede: 'rule',
  run_out: 'time',
} as const satisfies Record<OpenAccessAction, readonly Role[] | 'time' | 'rule'>;

/**
 * What each action turns each state into; an action not listed for a state is refused. A renewal is a draft of its own:
 * while it waits for agreement the version before it goes on counting, and is superseded in the moment of agreement, so
 * that there is neither a gap nor two that count.
 */
export const OPEN_ACCESS_STEPS: Readonly<Record<OpenAccessState, Partial<Record<OpenAccessAction, OpenAccessState>>>> =
  {
    draft: { send: 'awaiting_local_agreement', discard: 'withdrawn' },
    awaiting_local_agreement: { agree: 'active', send_back: 'draft', withdraw: 'withdrawn' },
    active: {
      fall_due: 'due_review',
      force_review: 'due_review',
      run_out: 'expired',
      suspend: 'suspended',
      withdraw: 'withdrawn',
      supersede: 'superseded',
    },
    due_review: {
      force_review: 'due_review',
      run_out: 'expired',
      suspend: 'suspended',
      withdraw: 'withdrawn',
      supersede: 'superseded',
    },
    suspended: {
      force_review: 'suspended',
      resume: 'active',
      run_out: 'expired',
      withdraw: 'withdrawn',
      supersede: 'superseded',
    },
    expired: {},
    withdrawn: {},
    superseded: {},
  };

/** The state an action leads to, or null when the action is refused in this state. */
export function afterOpenAccessAction(state: OpenAccessState, action: OpenAccessAction): OpenAccessState | null {
  return OPEN_ACCESS_STEPS[state][action] ?? null;
}

/** What somebody of this role may do to an arrangement in this state. */
export function openAccessActionsOf(role: Role, state: OpenAccessState): OpenAccessAction[] {
  return (Object.keys(OPEN_ACCESS_STEPS[state]) as OpenAccessAction[]).filter((action) => {
    const actors: readonly Role[] | 'time' | 'rule' = OPEN_ACCESS_ACTORS[action];
    return actors !== 'time' && actors !== 'rule' && actors.includes(role);
  });
}

/** What happened to an arrangement, in the order it happened. */
export const OPEN_ACCESS_EVENTS = {
  drafted: 'Drafted',
  sent: 'Sent for agreement',
  sent_back: 'Sent back',
  agreed: 'Agreed',
  ward_confirmed: 'Ward holds it',
  family_confirmed: 'Family holds the letter',
  chased: 'Chased',
  review_forced: 'Review forced',
  suspended: 'Suspended',
  resumed: 'Suspension lifted',
  withdrawn: 'Withdrawn',
  discarded: 'Draft discarded',
  superseded: 'Superseded',
} as const;
export type OpenAccessEventKind = keyof typeof OPEN_ACCESS_EVENTS;
