import * as z from 'zod';
import { id, requiredText } from '../text';

/** All of these of which the person is the owner, in one go. */
export const OfferAlerts = z.strictObject({
  alertIds: z.array(id('an alert')).min(1, 'Choose at least one alert.').max(100),
  to: id('a colleague'),
  reason: requiredText(500, 'why you hand them over'),
});

export type OfferAlerts = z.infer<typeof OfferAlerts>;

export const AnswerOvernightCalls = z.strictObject({
  answer: z.enum(['none', 'logged'], { error: 'Say whether there were calls.' }),
});

export type AnswerOvernightCalls = z.infer<typeof AnswerOvernightCalls>;
