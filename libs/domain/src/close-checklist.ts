import type { Tier } from './alert-tier';

/** What must be settled before a red or amber alert can be closed (domain W5.2), in the order shown. */
export const CHECKLIST_ITEMS = {
  advice_recorded: 'PHU advice recorded',
  first_treatment: 'Time of first treatment',
  link_consultant_told: 'Link consultant told',
  family_contacted: 'Family contacted',
  follow_up_decided: 'Follow-up decided',
  discharge_summary: 'Discharge summary received',
  home_stock: 'Home stock replaced',
} as const;
export type ChecklistItem = keyof typeof CHECKLIST_ITEMS;

/** Items a person ticks; the other two come from what is recorded elsewhere. */
export const TICKED_ITEMS = [
  'link_consultant_told',
  'family_contacted',
  'follow_up_decided',
  'discharge_summary',
  'home_stock',
] as const satisfies readonly ChecklistItem[];
export type TickedItem = (typeof TICKED_ITEMS)[number];

export function isTicked(item: ChecklistItem): item is TickedItem {
  return (TICKED_ITEMS as readonly ChecklistItem[]).includes(item);
}

export type ChecklistAnswer = 'done' | 'not_needed';

/** What to do about each open item; shown beside the field that settles it. */
const INSTRUCTIONS: Record<ChecklistItem, string> = {
  advice_recorded: 'Record the advice the PHU gave, in a liaison entry.',
  first_treatment: 'Add the time of first treatment, or why it is not known.',
  link_consultant_told: 'Tell the link consultant and tick it, or say why this is not needed.',
  family_contacted: 'Contact the family and tick it, or say why this is not needed.',
  follow_up_decided: 'Decide the follow-up and tick it, or say why none is needed.',
  discharge_summary: 'Tick when the discharge summary is here, or say why none is expected.',
  home_stock: 'Tick when the home stock is replaced, or say why this is not needed.',
};

/**
 * What still stands in the way of closing, in the order of `CHECKLIST_ITEMS`. Blue alerts need nothing; red and amber
 * need every item, above all the first treatment (H10, H14). A tick cannot stand in for recorded advice or treatment.
 */
export function missingToClose(
  tier: Tier,
  facts: {
    adviceRecorded: boolean;
    /** A time of first treatment is recorded, or a reason why there is none. */
    firstTreatmentKnown: boolean;
    ticks: Partial<Record<TickedItem, ChecklistAnswer>>;
  },
): { item: ChecklistItem; message: string }[] {
  if (tier === 'blue') return [];
  const settled: Record<ChecklistItem, boolean> = {
    advice_recorded: facts.adviceRecorded,
    first_treatment: facts.firstTreatmentKnown,
    link_consultant_told: facts.ticks.link_consultant_told !== undefined,
    family_contacted: facts.ticks.family_contacted !== undefined,
    follow_up_decided: facts.ticks.follow_up_decided !== undefined,
    discharge_summary: facts.ticks.discharge_summary !== undefined,
    home_stock: facts.ticks.home_stock !== undefined,
  };
  return (Object.keys(CHECKLIST_ITEMS) as ChecklistItem[])
    .filter((item) => !settled[item])
    .map((item) => ({ item, message: INSTRUCTIONS[item] }));
}
