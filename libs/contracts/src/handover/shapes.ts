import * as z from 'zod';
import { id, text } from '../text';

/** All of these of which the person is the owner, in one go: each goes with the note that was written for it. */
export const OfferAlerts = z.strictObject({
  alertIds: z.array(id('an alert')).min(1, 'Choose at least one alert.').max(100),
  to: id('a colleague'),
  /** Beside the notes: why all of them go. */
  reason: text(500).default(''),
});

export type OfferAlerts = z.input<typeof OfferAlerts>;

export const AnswerOvernightCalls = z.strictObject({
  answer: z.enum(['none', 'logged'], { error: 'Say whether there were calls.' }),
});

export type AnswerOvernightCalls = z.infer<typeof AnswerOvernightCalls>;
