import * as z from 'zod';
import {
  TRANSITION_GROUPS,
  TRANSITION_ITEMS,
  TRANSITION_SECTIONS,
  TRANSITION_STAGES,
} from '@shared-care/domain/transition';
import { keyOf } from '../text';
import { PatientIdentity } from '../patients/answers';

export const TransitionRecord = z.strictObject({
  /** Null while the programme has not been opened. */
  stage: keyOf(TRANSITION_STAGES).nullable(),
  keyWorker: z.string().nullable(),
  adultCentre: z.string().nullable(),
  transferOn: z.string().nullable(),
  firstAdultVisitOn: z.string().nullable(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  /** 0 while the programme has not been opened. */
  version: z.number(),
});
export type TransitionRecord = z.output<typeof TransitionRecord>;

export const TransitionInList = TransitionRecord.extend({
  patient: PatientIdentity,
  /** Null before 12 and once the first adult visit has happened. */
  group: keyOf(TRANSITION_GROUPS).nullable(),
  /** What is still to do before somebody moves on. */
  missing: z.array(z.string()),
  /** Where the children's open access would leave a gap before the first adult visit, with what to do. */
  gaps: z.array(z.string()),
  /** Ages reached in this calendar quarter. */
  turns: z.array(z.strictObject({ age: z.enum(['15½', '16', '18']), on: z.string() })),
});
export type TransitionInList = z.output<typeof TransitionInList>;

export const TransitionAnswer = z.strictObject({
  item: keyOf(TRANSITION_ITEMS),
  done: z.boolean(),
  note: z.string().nullable(),
  /** Who said so last, and when; null while not said. */
  by: z.string().nullable(),
  at: z.string().nullable(),
  /** The answer that counts, for {@link AnswerTransitionItem}. */
  answerId: z.string().nullable(),
});
export type TransitionAnswer = z.output<typeof TransitionAnswer>;

export const TransitionDetail = TransitionInList.extend({
  /** The day on which the checklist opens. */
  checklistFrom: z.string(),
  checklist: z.array(TransitionAnswer),
  now: z.string(),
});
export type TransitionDetail = z.output<typeof TransitionDetail>;

export const TransitionList = z.strictObject({
  quarter: z.strictObject({
    from: z.string(),
    to: z.string(),
  }),
  /** Of this page: over 18, transferring, on the checklist or reaching one of the ages this quarter. */
  people: z.array(TransitionInList),
  /** How many match the filter. */
  total: z.number(),
  /** How many there are without it. */
  all: z.number(),
  counts: z.partialRecord(keyOf(TRANSITION_SECTIONS), z.number()),
  now: z.string(),
});
export type TransitionList = z.output<typeof TransitionList>;
