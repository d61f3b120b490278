import {
  TRANSITION_ITEMS,
  TRANSITION_STAGES,
  type TransitionBirthday,
  type TransitionGroup,
  type TransitionItem,
  type TransitionStage,
} from '@shared-care/domain/transition';
import * as z from 'zod';
import type { PatientIdentity } from './patients';
import { calendarDate, oneOf, requiredText, text } from './text';

export interface TransitionRecord {
  /** Null while the programme has not been opened. */
  stage: TransitionStage | null;
  keyWorker: string | null;
  adultCentre: string | null;
  transferOn: string | null;
  firstAdultVisitOn: string | null;
  changedBy: string | null;
  changedAt: string | null;
  /** 0 while the programme has not been opened. */
  version: number;
}

export interface TransitionInList extends TransitionRecord {
  patient: PatientIdentity;
  /** Null before 12 and once the first adult visit has happened. */
  group: TransitionGroup | null;
  /** What is still to do before somebody moves on. */
  missing: string[];
  /** Where the children's open access would leave a gap before the first adult visit, with what to do. */
  gaps: string[];
  /** Ages reached in this calendar quarter. */
  turns: TransitionBirthday[];
}

export interface TransitionAnswer {
  item: TransitionItem;
  done: boolean;
  note: string | null;
  /** Who said so last, and when; null while nobody has. */
  by: string | null;
  at: string | null;
  /** The answer that counts, for {@link AnswerTransitionItem}. */
  answerId: string | null;
}

export interface TransitionDetail extends TransitionInList {
  /** The day on which the checklist opens. */
  checklistFrom: string;
  checklist: TransitionAnswer[];
  now: string;
}

export interface TransitionList {
  quarter: { from: string; to: string };
  /** Over 18, transferring, on the checklist or reaching one of the ages this quarter; the oldest first. */
  people: TransitionInList[];
  now: string;
}

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
