import { calendarDate, dateParts } from './calendar-date';

/** The programme opens at this age, in years (domain W9.1). */
export const TRANSITION_FROM_YEARS = 12;
/** The checklist opens half a year after this birthday (W9.2). */
export const CHECKLIST_FROM_YEARS = 15;
export const ADULT_FROM_YEARS = 18;

/** Ready Steady Go, the stages of the programme. */
export const TRANSITION_STAGES = { ready: 'Ready', steady: 'Steady', go: 'Go' } as const;
export type TransitionStage = keyof typeof TRANSITION_STAGES;

/** What must be settled before a young person moves on (W9.2). */
export const TRANSITION_ITEMS = {
  adult_centre: 'Adult haemophilia centre agreed and told',
  self_infusion: 'Gives own treatment, or who gives it is agreed',
  haemtrack: 'Haemtrack in their own name',
  own_contact: 'Own phone and email recorded',
  adult_local_hospital: 'Adult local hospital agreed',
  open_access_end: "How the children's open access ends is planned",
} as const;
export type TransitionItem = keyof typeof TRANSITION_ITEMS;

export const TRANSITION_GROUPS = {
  over_18: 'Over 18 and still on our list',
  transferring: 'Transferring: until the first adult visit has happened',
  checklist: 'Checklist, from 15½',
  programme: 'Programme, from 12',
} as const;
export type TransitionGroup = keyof typeof TRANSITION_GROUPS;

/** The birthday of so many years, and months after it; 29 February counts on 1 March in other years. */
export function birthday(birthDate: string, years: number, months = 0): string {
  const { year, month, day } = dateParts(birthDate);
  const at = month - 1 + months;
  const [inYear, inMonth] = [year + years + Math.floor(at / 12), (at % 12) + 1];
  return calendarDate(inYear, inMonth, day) ?? calendarDate(inYear + Math.floor(inMonth / 12), (inMonth % 12) + 1, 1)!;
}

/**
 * Where a young person stands on this day; null before 12 and once the first adult visit has happened. Somebody over 18
 * is an exception whatever else is planned; with a transfer date they are `transferring` until that visit.
 */
export function transitionGroup(
  birthDate: string,
  plan: { transferOn: string | null; firstAdultVisitOn: string | null } | null,
  today: string,
): TransitionGroup | null {
  if (plan?.firstAdultVisitOn != null) return null;
  if (today >= birthday(birthDate, ADULT_FROM_YEARS)) return 'over_18';
  if (plan?.transferOn != null) return 'transferring';
  if (today >= birthday(birthDate, CHECKLIST_FROM_YEARS, 6)) return 'checklist';
  return today >= birthday(birthDate, TRANSITION_FROM_YEARS) ? 'programme' : null;
}
