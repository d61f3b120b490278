import { TRANSITION_ITEMS, TRANSITION_STAGES } from '@shared-care/domain/transition';
import * as z from 'zod';
import { calendarDate, oneOf, requiredText, text } from '../text';

export const ChangeTransition = z
  .strictObject({
    version: z.int({ error: 'Send the version you saw.' }).min(0),
    stage: oneOf(TRANSITION_STAGES, 'the stage'),
    keyWorker: requiredText(100, 'who the key worker is'),
    adultCentre: text(200).nullable().default(null),
    transferOn: calendarDate('the transfer date').nullable().default(null),
    firstAdultVisitOn: calendarDate('the day of the first adult visit').nullable().default(null),
  })
  .refine(({ transferOn, adultCentre }) => transferOn === null || (adultCentre ?? '') !== '', {
    path: ['adultCentre'],
    message: 'Enter the adult centre before the transfer date.',
  });

export type ChangeTransition = z.input<typeof ChangeTransition>;

export const AnswerTransitionItem = z.strictObject({
  item: oneOf(TRANSITION_ITEMS, 'the line of the checklist'),
  done: z.boolean({ error: 'Say whether it is done.' }),
  note: text(500).nullable().default(null),
  /** The answer that was seen; null when there was none. */
  seen: z
    .string()
    .regex(/^\d{1,18}$/, 'Send the answer you saw.')
    .nullable(),
});

export type AnswerTransitionItem = z.input<typeof AnswerTransitionItem>;
