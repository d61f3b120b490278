import type { TierTrigger } from '@shared-care/domain/alert-tier';

/** How much alerts ask of the nurses in one week, Monday to Sunday in London. Never of one nurse. */
export interface AlertLoadWeek {
  /** Its Monday. */
  week: string;
  /** Working shifts and nights, each counted once for every nurse whom an alert reached in it. */
  shifts: number;
  /** One person told of one alert once, on whichever channels. */
  interrupts: number;
  /** The most in one shift of one nurse. */
  most: number;
  /** Of the interrupts, those that told of the same alert again. */
  repeats: number;
  /** Alerts raised in this week that have ended, and of these the ones on which somebody had to act. */
  ended: number;
  actedOn: number;
}

export interface AlertLoadTrigger {
  trigger: TierTrigger;
  raised: number;
  ended: number;
  /** Closed as unrelated, duplicate or entered in error, or withdrawn. */
  notActedOn: number;
}

export interface AlertLoad {
  weeks: AlertLoadWeek[];
  triggers: AlertLoadTrigger[];
  now: string;
}
