import * as z from 'zod';
import type { AlertInQueue, HandoverState } from './alerts';
import { id, requiredText } from './text';

/** Somebody of the unit to whom an alert can be handed over. */
export interface Colleague {
  id: string;
  displayName: string;
  role: 'haemostasis_nurse' | 'phu_doctor';
  /** Why an alert raised in the night that is handed over to would reach them; null when it would not. */
  duty: string | null;
}

export interface HandoverAlert {
  alert: AlertInQueue;
  /** What was agreed last, and when the next contact is due. */
  agreedNextStep: string | null;
  nextContactAt: string | null;
}

/** The state of the unit at a change of shift, for one sheet of paper. */
export interface HandoverView {
  kind: 'evening' | 'morning' | 'between';
  /** 17:00 of the last working day. */
  nightBegan: string;
  /** The night that alerts are handed over to: the one that runs, or else the next. */
  nightFrom: string;
  /** Who is told from then on. */
  nightOwners: Colleague[];
  /** Not closed, most urgent first. */
  running: HandoverAlert[];
  /** Raised or closed since the night began, for the morning; those still running are above. */
  overnight: AlertInQueue[];
  calls: { answered: null | { answer: 'none' | 'logged'; by: string; at: string }; foundLater: number };
  state: HandoverState;
  now: string;
}

/** All of these of which the person is the owner, in one go. */
export const OfferAlerts = z.strictObject({
  alertIds: z.array(id('an alert')).min(1, 'Choose at least one alert.').max(100),
  to: id('a colleague'),
  reason: requiredText(500, 'why you hand them over'),
});
export type OfferAlerts = z.infer<typeof OfferAlerts>;

export interface OfferedAlerts {
  offered: number;
  /** Why some were not, in sentences that name their reference. */
  notOffered: string[];
  view: HandoverView;
}

export const AnswerOvernightCalls = z.strictObject({
  answer: z.enum(['none', 'logged'], { error: 'Say whether there were calls.' }),
});
export type AnswerOvernightCalls = z.infer<typeof AnswerOvernightCalls>;
