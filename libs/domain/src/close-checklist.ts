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

export type ChecklistAnswer = 'done' | 'not_needed';
