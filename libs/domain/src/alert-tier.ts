import type { AttendanceReason, BleedSite } from './attendance-reasons';
import type { OpenAccessValidity } from './open-access';

export const TIERS = { red: 'Red', amber: 'Amber', blue: 'Blue' } as const;
export type Tier = keyof typeof TIERS;

/** Why an alert has its tier, in the order in which the reasons are tried within a tier. */
export const TIER_TRIGGERS = {
  head_injury: { tier: 'red', words: 'head injury' },
  suspected_bleed_site: { tier: 'red', words: 'suspected head, neck, chest, abdominal or iliopsoas bleed' },
  inhibitor_bleeding: { tier: 'red', words: 'inhibitor and bleeding' },
  emicizumab_bleeding: { tier: 'red', words: 'emicizumab and bleeding' },
  apcc_mentioned: { tier: 'red', words: 'on emicizumab and aPCC mentioned' },
  fever_with_line: { tier: 'red', words: 'fever 38+ with a central line' },
  invasive_procedure: { tier: 'red', words: 'invasive procedure or theatre' },
  no_treatment_30_min: { tier: 'red', words: 'no first treatment recorded 30 minutes after arrival' },
  advice_not_sought: { tier: 'red', words: 'haemophilia advice not sought' },
  joint_or_muscle_bleed: { tier: 'amber', words: 'joint or muscle bleed' },
  admitted_or_transferred: { tier: 'amber', words: 'admitted or transferred' },
  open_access_not_valid: { tier: 'amber', words: 'no valid open access here' },
  out_of_network: { tier: 'amber', words: 'hospital outside their shared care' },
  return_within_7_days: { tier: 'amber', words: 'second attendance within 7 days' },
  three_in_60_days: { tier: 'amber', words: '3 or more attendances in 60 days' },
  plan_overdue_review: { tier: 'amber', words: 'emergency plan overdue review' },
  unmatched: { tier: 'amber', words: 'child not yet matched to a record' },
  bleeding_disorder_problem: { tier: 'amber', words: 'possible bleeding disorder problem' },
  late_report: { tier: 'amber', words: 'reported more than 24 hours after leaving' },
  unrelated_illness: { tier: 'blue', words: 'unrelated illness' },
  planned_treatment: { tier: 'blue', words: 'planned treatment' },
  retrospective: { tier: 'blue', words: 'reported after the child had left' },
} as const satisfies Record<string, { tier: Tier; words: string }>;
export type TierTrigger = keyof typeof TIER_TRIGGERS;

export interface TierFacts {
  reason: AttendanceReason;
  site: BleedSite | null;
  /** True when nobody could match the child to a record yet: clinical facts below are then unknown. */
  unmatched: boolean;
  inhibitor: boolean;
  emicizumab: boolean;
  centralLine: boolean;
  apccMentioned: boolean;
  invasiveProcedure: boolean;
  admittedOrTransferred: boolean;
  openAccess: OpenAccessValidity;
  /** The hospital is one the child has a running shared care link to, or the PHU's own. */
  inNetwork: boolean;
  /** Earlier attendances of this child (this one not counted) in the last 7 and 60 days. */
  previousIn7Days: number;
  previousIn60Days: number;
  planOverdueReview: boolean;
  /** Minutes from arrival to now. */
  minutesSinceArrival: number;
  /** A first treatment is recorded, or a reason why none was given. */
  firstTreatmentKnown: boolean;
  /** "No" was answered to "has haemophilia advice been sought?"; null while nobody asked. */
  adviceSought: boolean | null;
  /** Minutes from leaving to the report; null while the child is still there. */
  minutesSinceLeaving: number | null;
  stillUnwell: boolean;
}

export interface TierDecision {
  tier: Tier;
  /** The trigger that decided, shown with the tier. */
  trigger: TierTrigger;
  /** Every trigger that fired, the deciding one first. */
  triggers: TierTrigger[];
}
