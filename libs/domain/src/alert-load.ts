/** Beyond these an alert channel wears its people out (H13): then the rules are reviewed within {@link REVIEW_DAYS} days. */
export const ALERT_LOAD_LIMITS = {
  /** At most this many interrupts for one nurse in one shift, on average. */
  interruptsPerShift: 6,
  /** At most this share of interrupts may tell of the same alert again. */
  repeats: 0.05,
  /** At least this share of alerts must have asked for something. */
  actedOn: 0.8,
} as const;
export const REVIEW_DAYS = 14;
