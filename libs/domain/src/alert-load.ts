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

interface Counted {
  shifts: number;
  interrupts: number;
  repeats: number;
  ended: number;
  actedOn: number;
}

export interface AlertLoadMeasures {
  /** Null while there is nothing to measure: no share of nothing. */
  interruptsPerShift: number | null;
  repeats: number | null;
  actedOn: number | null;
}

export function alertLoadMeasures(counts: readonly Counted[]): AlertLoadMeasures {
  const sum = (of: keyof Counted): number => counts.reduce((total, one) => total + one[of], 0);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    interruptsPerShift: share(sum('interrupts'), sum('shifts')),
    repeats: share(sum('repeats'), sum('interrupts')),
    actedOn: share(sum('actedOn'), sum('ended')),
  };
}

/** Which limits are passed, by name. */
export function beyondLimits(measures: AlertLoadMeasures): (keyof AlertLoadMeasures)[] {
  const { interruptsPerShift, repeats, actedOn } = measures;
  return [
    interruptsPerShift !== null && interruptsPerShift > ALERT_LOAD_LIMITS.interruptsPerShift && 'interruptsPerShift',
    repeats !== null && repeats > ALERT_LOAD_LIMITS.repeats && 'repeats',
    actedOn !== null && actedOn < ALERT_LOAD_LIMITS.actedOn && 'actedOn',
  ].filter((name) => name !== false) as (keyof AlertLoadMeasures)[];
}
