import { REASONS_WITH_SITE, type AttendanceReason, type BleedSite } from './attendance-reasons';
import { isHonoured, type OpenAccessValidity } from './open-access';

export const TIERS = { red: 'Red', amber: 'Amber', blue: 'Blue' } as const;
export type Tier = keyof typeof TIERS;

/** Why an alert has its tier, in the order in which the reasons are tried within a tier. */
export const TIER_TRIGGERS = {
  head_injury: { tier: 'red', words: 'head injury' },
  suspected_bleed_site: { tier: 'red', words: 'suspected head, neck, chest, abdominal or iliopsoas bleed' },
  inhibitor_bleeding: { tier: 'red', words: 'inhibitor and bleeding' },
  treatment_bleeding: { tier: 'red', words: 'bleeding on a treatment that makes it urgent' },
  apcc_mentioned: { tier: 'red', words: 'aPCC mentioned beside a treatment that needs care with it' },
  fever_with_line: { tier: 'red', words: 'fever 38+ with a central line' },
  invasive_procedure: { tier: 'red', words: 'invasive procedure or theatre' },
  no_treatment_30_min: { tier: 'red', words: 'no first treatment recorded 30 minutes after arrival' },
  advice_not_sought: { tier: 'red', words: 'haemophilia advice not sought' },
  // Of a person, never of the rules.
  judged_red: { tier: 'red', words: 'judged red by the unit' },
  // Of alerts from before treatments were data: read, and fired no more.
  emicizumab_bleeding: { tier: 'red', words: 'emicizumab and bleeding' },
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
  // Of an emergency access, never of an attendance.
  emergency_access: { tier: 'amber', words: 'emergency access to a child who is not linked' },
  emergency_access_misses: { tier: 'amber', words: 'emergency access tried again and again without a match' },
  judged_amber: { tier: 'amber', words: 'judged amber by the unit' },
  unrelated_illness: { tier: 'blue', words: 'unrelated illness' },
  planned_treatment: { tier: 'blue', words: 'planned treatment' },
  retrospective: { tier: 'blue', words: 'reported after the child had left' },
  judged_blue: { tier: 'blue', words: 'judged blue by the unit' },
} as const satisfies Record<string, { tier: Tier; words: string }>;
export type TierTrigger = keyof typeof TIER_TRIGGERS;

export interface TierFacts {
  reason: AttendanceReason;
  site: BleedSite | null;
  /** True while the child is not matched to a record: clinical facts below are then unknown. */
  unmatched: boolean;
  inhibitor: boolean;
  /** On a treatment, or within its months after stopping, on which any bleed is red. */
  urgentTreatment: boolean;
  /** On a treatment, or within its months after stopping, beside which aPCC needs care. */
  careWithApcc: boolean;
  centralLine: boolean;
  apccMentioned: boolean;
  invasiveProcedure: boolean;
  admittedOrTransferred: boolean;
  openAccess: OpenAccessValidity;
  /** The hospital is one the child has a running shared care link to, or the PHU's own. */
  inNetwork: boolean;
  /** The hospital is not in the directory: whatever is known of the child, it is none we share care with. */
  hospitalUnlisted: boolean;
  /** Earlier attendances of this child (this one not counted) in the last 7 and 60 days. */
  previousIn7Days: number;
  previousIn60Days: number;
  planOverdueReview: boolean;
  /** Minutes from arrival to now. */
  minutesSinceArrival: number;
  /** A first treatment is recorded, or a reason why none was given. */
  firstTreatmentKnown: boolean;
  /** "No" was answered to "has haemophilia advice been sought?"; null while not asked. */
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

/** After this many minutes in the department without a first treatment, a bleeding child makes the alert red (H10). */
export const FIRST_TREATMENT_WITHIN_MINUTES = 30;
/** A child who is still not matched to a record after this many minutes is told to the nurse in charge (W1.2). */
export const UNMATCHED_WITHIN_MINUTES = 30;
/** A report that comes later than this after the child left is late (H1): 24 hours. */
export const LATE_REPORT_AFTER_MINUTES = 1440;

const TRIGGERS = Object.keys(TIER_TRIGGERS) as TierTrigger[];

/** Sites where a bleed threatens life or limb before it can be seen from outside. */
const DANGEROUS_SITES: readonly (BleedSite | null)[] = ['head', 'neck', 'chest', 'abdomen', 'iliopsoas'];

/**
 * Whether the child may be bleeding: by the reason itself, or because somebody named a site although the reason says
 * otherwise. Planned treatment is left out, since a site then only says which old bleed is being treated.
 */
export function isBleeding({ reason, site }: Pick<TierFacts, 'reason' | 'site'>): boolean {
  if (reason === 'planned_treatment') return false;
  return REASONS_WITH_SITE.includes(reason) || site !== null;
}

/** Nothing about the visit itself points to the bleeding disorder. */
function isOtherCare(facts: TierFacts): boolean {
  return facts.reason === 'planned_treatment' || (facts.reason === 'unrelated_illness' && !isBleeding(facts));
}

/** Facts from the record, or from comparing the visit with it, can only be held against a child who is known. */
function isKnownAndUnplanned(facts: TierFacts): boolean {
  return !facts.unmatched && facts.reason !== 'planned_treatment';
}

/** Triggers that one look at the facts decides; the three that depend on the others follow in `decideTier`. */
const FIRES: Record<
  Exclude<
    TierTrigger,
    | 'bleeding_disorder_problem'
    | 'late_report'
    | 'retrospective'
    | 'emergency_access'
    | 'emergency_access_misses'
    | 'emicizumab_bleeding'
    | 'judged_red'
    | 'judged_amber'
    | 'judged_blue'
  >,
  (facts: TierFacts) => boolean
> = {
  head_injury: (facts) => facts.reason === 'head_injury',
  suspected_bleed_site: (facts) => DANGEROUS_SITES.includes(facts.site),
  // H12
  inhibitor_bleeding: (facts) => facts.inhibitor && isBleeding(facts),
  treatment_bleeding: (facts) => facts.urgentTreatment && isBleeding(facts),
  apcc_mentioned: (facts) => facts.careWithApcc && facts.apccMentioned,
  // The reason itself says "with line": a record that lists no line yet must not calm anyone.
  fever_with_line: (facts) => facts.reason === 'fever_with_line',
  invasive_procedure: (facts) => facts.invasiveProcedure,
  // H10; once the child has left, the treatment cannot be speeded up.
  no_treatment_30_min: (facts) =>
    isBleeding(facts) &&
    !facts.firstTreatmentKnown &&
    facts.minutesSinceLeaving === null &&
    facts.minutesSinceArrival >= FIRST_TREATMENT_WITHIN_MINUTES,
  // H11
  advice_not_sought: (facts) => isBleeding(facts) && facts.adviceSought === false,
  joint_or_muscle_bleed: (facts) =>
    isBleeding(facts) && (facts.reason === 'pain_joint_muscle' || facts.site === 'joint' || facts.site === 'muscle'),
  admitted_or_transferred: (facts) => facts.admittedOrTransferred,
  // H8
  open_access_not_valid: (facts) =>
    isKnownAndUnplanned(facts) && facts.openAccess !== 'unknown' && !isHonoured(facts.openAccess),
  // Also planned and unmatched: the hospital does not know the child, and the unit does not know the hospital.
  out_of_network: (facts) => facts.hospitalUnlisted || (isKnownAndUnplanned(facts) && !facts.inNetwork),
  return_within_7_days: (facts) => isKnownAndUnplanned(facts) && facts.previousIn7Days >= 1,
  three_in_60_days: (facts) => isKnownAndUnplanned(facts) && facts.previousIn60Days >= 2,
  plan_overdue_review: (facts) => isKnownAndUnplanned(facts) && facts.planOverdueReview,
  unmatched: (facts) => facts.unmatched,
  unrelated_illness: (facts) => facts.reason === 'unrelated_illness' && !isBleeding(facts),
  planned_treatment: (facts) => facts.reason === 'planned_treatment',
};

/**
 * The tier of an alert, with every trigger that fired (domain W2).
 *
 * - Red before amber before blue; within a tier the order of `TIER_TRIGGERS` decides.
 * - A child without a matched record is at least amber. Clinical flags are then unknown and come as false; one that
 *   comes as true is believed. Facts read from the record (open access, network, earlier visits, plan) are not used.
 * - Planned treatment stays blue unless something red fires, the child is admitted or transferred, or is not matched:
 *   it does not use open access, and is a return by its nature.
 * - Any other visit that may concern the bleeding disorder is amber even when nothing specific fires, so that no
 *   reason falls through to nothing (H1).
 * - A report more than 24 hours after leaving is never above amber unless the child is still unwell; the red facts
 *   stay in the list. A late report of purely planned or unrelated care stays blue, as any report after leaving (H13).
 */
export function decideTier(facts: TierFacts): TierDecision {
  const fired = new Set<TierTrigger>();
  for (const [trigger, fires] of Object.entries(FIRES) as [keyof typeof FIRES, (facts: TierFacts) => boolean][]) {
    if (fires(facts)) fired.add(trigger);
  }

  const nothingAboveBlue = () => [...fired].every((trigger) => TIER_TRIGGERS[trigger].tier === 'blue');
  if (nothingAboveBlue() && !isOtherCare(facts)) fired.add('bleeding_disorder_problem');

  const { minutesSinceLeaving } = facts;
  const late = minutesSinceLeaving !== null && minutesSinceLeaving > LATE_REPORT_AFTER_MINUTES;
  if (late && !nothingAboveBlue()) fired.add('late_report');
  else if (minutesSinceLeaving !== null && minutesSinceLeaving >= 0) fired.add('retrospective');

  const inOrder = TRIGGERS.filter((trigger) => fired.has(trigger));
  const capped = late && !facts.stillUnwell && TIER_TRIGGERS[inOrder[0]!].tier === 'red';
  const trigger = capped ? 'late_report' : inOrder[0]!;
  return {
    tier: TIER_TRIGGERS[trigger].tier,
    trigger,
    triggers: [trigger, ...inOrder.filter((other) => other !== trigger)],
  };
}
