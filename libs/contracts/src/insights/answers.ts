import * as z from 'zod';
import { TIER_TRIGGERS } from '@shared-care/domain/alert-tier';
import { keyOf } from '../text';

/** How much alerts ask of the nurses in one week, Monday to Sunday in London. Never of one nurse. */
export const AlertLoadWeek = z.strictObject({
  /** Its Monday. */
  week: z.string(),
  /** Working shifts and nights, each counted once for every nurse whom an alert reached in it. */
  shifts: z.number(),
  /** One person told of one alert once, on whichever channels. */
  interrupts: z.number(),
  /** The most in one shift of one nurse. */
  most: z.number(),
  /** Of the interrupts, those that told of the same alert again. */
  repeats: z.number(),
  /** Alerts raised in this week that have ended, and of these the ones on which somebody had to act. */
  ended: z.number(),
  actedOn: z.number(),
});
export type AlertLoadWeek = z.output<typeof AlertLoadWeek>;

export const AlertLoadTrigger = z.strictObject({
  trigger: keyOf(TIER_TRIGGERS),
  raised: z.number(),
  ended: z.number(),
  /** Closed as unrelated, duplicate or entered in error, or withdrawn. */
  notActedOn: z.number(),
});
export type AlertLoadTrigger = z.output<typeof AlertLoadTrigger>;

export const AlertLoad = z.strictObject({
  weeks: z.array(AlertLoadWeek),
  triggers: z.array(AlertLoadTrigger),
  now: z.string(),
});
export type AlertLoad = z.output<typeof AlertLoad>;
