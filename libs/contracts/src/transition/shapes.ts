import { TRANSITION_ITEMS, TRANSITION_SECTIONS, TRANSITION_STAGES } from '@shared-care/domain/transition';
import * as z from 'zod';
import { pageAsked } from '../paging';
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

/** Columns of the weekly list; it begins with who must be settled first, the oldest before others. */
export const TRANSITION_SORTS = { section: 1, name: 1, born: 1, transfer: 1 } as const;

export const TransitionListQuery = z.strictObject({
  ...pageAsked(TRANSITION_SORTS, 'section'),
  section: z.union([z.literal(''), oneOf(TRANSITION_SECTIONS, 'a part of the list')]).default(''),
});

export type TransitionListQuery = z.output<typeof TransitionListQuery>;
