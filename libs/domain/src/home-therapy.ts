import { addDays, daysBetween } from './london-time';

/** Whether a family gives factor at home (domain W11). */
export const HOME_THERAPY_STATES = {
  not_eligible: 'Not on home therapy',
  training: 'In training',
  active: 'On home therapy',
  stopped: 'Stopped',
} as const;
export type HomeTherapyState = keyof typeof HOME_THERAPY_STATES;

export const HOME_THERAPY_TRANSITIONS: Readonly<Record<HomeTherapyState, readonly HomeTherapyState[]>> = {
  not_eligible: ['training'],
  training: ['active', 'not_eligible', 'stopped'],
  active: ['stopped', 'training'],
  stopped: ['training', 'active'],
};

export function mayBecomeHomeTherapy(from: HomeTherapyState, to: HomeTherapyState): boolean {
  return from === to || HOME_THERAPY_TRANSITIONS[from].includes(to);
}

/** Use of the treatment diary. Compulsory for families who have factor delivered at home. */
export const HAEMTRACK_STATES = {
  not_needed: 'Not needed',
  invited: 'Invited',
  enrolled: 'Enrolled',
  active: 'Active',
  lapsed: 'Lapsed',
} as const;
export type HaemtrackState = keyof typeof HAEMTRACK_STATES;

/** What became of a delivery. */
export const DELIVERY_OUTCOMES = {
  expected: 'Expected',
  arrived: 'Arrived',
  late: 'Arrived late',
  missed: 'Missed',
} as const;
export type DeliveryOutcome = keyof typeof DELIVERY_OUTCOMES;

/** How a bleed that stands alone, in the diary or in the attendances, was settled. */
export const BLEED_SETTLEMENTS = {
  same_bleed: 'The same bleed, recorded on another day',
  treated_at_home: 'Treated at home, no contact needed',
  family_rung: 'Rang the family',
  diary_asked: 'Asked the family to fill in the diary',
  not_a_bleed: 'Not a bleed after all',
} as const;
export type BleedSettlement = keyof typeof BLEED_SETTLEMENTS;

/** Below this share of planned entries, in per cent over {@link HAEMTRACK_PERIOD_DAYS}, the unit looks into it. */
export const HAEMTRACK_LEAST_PER_CENT = 75;
export const HAEMTRACK_PERIOD_DAYS = 90;
export const HAEMTRACK_SILENT_DAYS = 14;
/** A bleed in the diary and an attendance or contact so many days apart are taken for the same. */
export const SAME_BLEED_DAYS = 2;
/** Days of stock at which the next delivery must be certain. */
export const LOW_STOCK_DAYS = 10;

export interface HaemtrackPeriod {
  /** `yyyy-mm-dd`, first and last day. */
  from: string;
  to: string;
  planned: number;
  entered: number;
}

/**
 * Entries made of those planned in per cent, rounded down, over the periods that end within the last 90 days; null when none
 * was planned. More entries than planned count as all.
 */
export function haemtrackPerCent(periods: readonly HaemtrackPeriod[], today: string): number | null {
  const recent = periods.filter(({ to }) => to <= today && daysBetween(to, today) < HAEMTRACK_PERIOD_DAYS);
  const planned = recent.reduce((sum, period) => sum + period.planned, 0);
  if (planned === 0) return null;
  const entered = recent.reduce((sum, period) => sum + Math.min(period.entered, period.planned), 0);
  return Math.floor((entered * 100) / planned);
}

/** Days of stock still at home: what was counted, less the days since. Never computed from doses. */
export function stockDaysLeft(counted: { days: number; on: string } | null, today: string): number | null {
  return counted === null ? null : Math.max(0, counted.days - Math.max(0, daysBetween(counted.on, today)));
}

export interface HomeTherapyFacts {
  state: HomeTherapyState;
  homeDelivery: boolean;
  stock: { days: number; on: string } | null;
  nextDeliveryOn: string | null;
  haemtrack: HaemtrackState;
  lastEntryOn: string | null;
  perCent: number | null;
}

export const HOME_THERAPY_CONCERNS = {
  delivery_missed: 'Delivery missed',
  delivery_unconfirmed: 'Delivery expected, nothing heard',
  stock_low: 'Stock low',
  stock_unknown: 'Stock not counted',
  diary_missing: 'Delivery without diary',
  diary_silent: 'Diary silent',
  diary_low: 'Diary below 75%',
} as const;
export type HomeTherapyConcern = keyof typeof HOME_THERAPY_CONCERNS;

/** What somebody should look into, of a family on home therapy; nothing for one that is not. */
export function homeTherapyConcerns(facts: HomeTherapyFacts, today: string, missed: boolean): HomeTherapyConcern[] {
  if (facts.state !== 'active') return missed ? ['delivery_missed'] : [];
  const left = stockDaysLeft(facts.stock, today);
  const keepsDiary = facts.haemtrack === 'enrolled' || facts.haemtrack === 'active';
  const silent = facts.lastEntryOn === null || daysBetween(facts.lastEntryOn, today) >= HAEMTRACK_SILENT_DAYS;
  const found: Record<HomeTherapyConcern, boolean> = {
    delivery_missed: missed,
    delivery_unconfirmed: !missed && facts.nextDeliveryOn !== null && facts.nextDeliveryOn < today,
    stock_low: left !== null && left <= LOW_STOCK_DAYS,
    stock_unknown: left === null,
    diary_missing: facts.homeDelivery && !keepsDiary,
    diary_silent: keepsDiary && silent,
    diary_low: keepsDiary && facts.perCent !== null && facts.perCent < HAEMTRACK_LEAST_PER_CENT,
  };
  return (Object.keys(found) as HomeTherapyConcern[]).filter((concern) => found[concern]);
}

/** First and last day on which a contact counts as one about this bleed. */
export function sameBleedDays(on: string): { from: string; to: string } {
  return { from: addDays(on, -SAME_BLEED_DAYS), to: addDays(on, SAME_BLEED_DAYS) };
}
