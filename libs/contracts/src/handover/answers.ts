import * as z from 'zod';
import { AlertInQueue, HandoverNote, HandoverState } from '../alerts/answers';

/** Somebody of the unit to whom an alert can be handed over. */
export const Colleague = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  role: z.enum(['haemostasis_nurse', 'phu_doctor']),
  /** Why an alert raised in the night that is handed over to would reach them; null when it would not. */
  duty: z.string().nullable(),
});
export type Colleague = z.output<typeof Colleague>;

export const HandoverAlert = z.strictObject({
  alert: AlertInQueue,
  /** What was agreed last, and when the next contact is due. */
  agreedNextStep: z.string().nullable(),
  nextContactAt: z.string().nullable(),
  /** What the next owner of the child has to know; null until somebody wrote it. */
  note: HandoverNote.nullable(),
});
export type HandoverAlert = z.output<typeof HandoverAlert>;

/** The state of the unit at a change of shift, for one sheet of paper. */
export const HandoverView = z.strictObject({
  kind: z.enum(['evening', 'morning', 'between']),
  /** 17:00 of the last working day. */
  nightBegan: z.string(),
  /** The night that alerts are handed over to: the one that runs, or else the next. */
  nightFrom: z.string(),
  /** Who is told from then on. */
  nightOwners: z.array(Colleague),
  /** Not closed, most urgent first. */
  running: z.array(HandoverAlert),
  /** Raised or closed since the night began, for the morning; those still running are above. */
  overnight: z.array(AlertInQueue),
  calls: z.strictObject({
    answered: z
      .strictObject({
        answer: z.enum(['none', 'logged']),
        by: z.string(),
        at: z.string(),
      })
      .nullable(),
    foundLater: z.number(),
  }),
  state: HandoverState,
  now: z.string(),
});
export type HandoverView = z.output<typeof HandoverView>;

export const OfferedAlerts = z.strictObject({
  offered: z.number(),
  /** Why some were not, in sentences that name their reference. */
  notOffered: z.array(z.string()),
});
export type OfferedAlerts = z.output<typeof OfferedAlerts>;
