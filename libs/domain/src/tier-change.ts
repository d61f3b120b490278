import type { AlertState } from './alert-states';
import { TIERS, TIER_TRIGGERS, type Tier, type TierDecision, type TierTrigger } from './alert-tier';

const RANK: Readonly<Record<Tier, number>> = { blue: 0, amber: 1, red: 2 };

export function isHigher(tier: Tier, than: Tier): boolean {
  return RANK[tier] > RANK[than];
}

/** Stands in for a listed trigger when a person has judged the tier; the reason is in the alert's history. */
const JUDGED = { red: 'judged_red', amber: 'judged_amber', blue: 'judged_blue' } as const satisfies Record<
  Tier,
  TierTrigger
>;

/** What a person can name when raising a tier: facts of the visit, and their own judgement in words. */
export const RAISING_TRIGGERS = [
  'head_injury',
  'suspected_bleed_site',
  'inhibitor_bleeding',
  'treatment_bleeding',
  'apcc_mentioned',
  'fever_with_line',
  'invasive_procedure',
  'no_treatment_30_min',
  'advice_not_sought',
  'judged_red',
  'joint_or_muscle_bleed',
  'admitted_or_transferred',
  'out_of_network',
  'judged_amber',
] as const satisfies readonly TierTrigger[];
export type RaisingTrigger = (typeof RAISING_TRIGGERS)[number];

interface Tiered {
  state: AlertState;
  tier: Tier;
  triggers: readonly TierTrigger[];
}

const WORKED: readonly AlertState[] = ['acknowledged', 'awaiting'];
const RUNNING: readonly AlertState[] = ['open', ...WORKED];

/**
 * Why this tier may not be lowered, or null when it may (domain W2, W4): a tier falls only by a person, and never while
 * the alert has no owner, so that no alert is talked down before a person has answered for it (H2).
 */
export function whyNotLower(alert: Tiered, to: Tier): string | null {
  if (alert.state === 'open') return 'Acknowledge this alert first: its tier is not lowered without an owner.';
  if (!WORKED.includes(alert.state)) return 'This alert has ended, so its tier stays as it was.';
  if (!isHigher(alert.tier, to)) return `This alert is ${TIERS[alert.tier]}. Choose a lower tier.`;
  return null;
}

/** Why this trigger does not raise the tier, or null when it does. Anyone on the team may raise. */
export function whyNotRaise(alert: Tiered, trigger: RaisingTrigger): string | null {
  if (!RUNNING.includes(alert.state)) return 'This alert has ended. Re-open it, or log a new attendance.';
  if (!isHigher(TIER_TRIGGERS[trigger].tier, alert.tier))
    return `This alert is ${TIERS[alert.tier]} already. Choose a reason that makes it higher.`;
  return null;
}

/**
 * The tier a person chose below the one the rules gave. What had made it higher is set aside, so that the rules do not
 * raise it again for a fact that was judged; a new fact still does.
 */
export function lowered(triggers: readonly TierTrigger[], to: Tier): TierDecision & { setAside: TierTrigger[] } {
  const higher = (trigger: TierTrigger): boolean => isHigher(TIER_TRIGGERS[trigger].tier, to);
  const judged = JUDGED[to];
  return {
    tier: to,
    trigger: judged,
    triggers: [judged, ...triggers.filter((trigger) => trigger !== judged && !higher(trigger))],
    setAside: triggers.filter(higher),
  };
}

export function raised(triggers: readonly TierTrigger[], trigger: RaisingTrigger): TierDecision {
  return {
    tier: TIER_TRIGGERS[trigger].tier,
    trigger,
    triggers: [trigger, ...triggers.filter((other) => other !== trigger)],
  };
}

/** What is left of a decision of the rules once a person's judgement is respected; null when nothing is. */
export function withoutSetAside(decision: TierDecision, setAside: readonly TierTrigger[]): TierDecision | null {
  if (!setAside.includes(decision.trigger)) return decision;
  const triggers = decision.triggers.filter((trigger) => !setAside.includes(trigger));
  const first = triggers[0];
  return first === undefined ? null : { tier: TIER_TRIGGERS[first].tier, trigger: first, triggers };
}
