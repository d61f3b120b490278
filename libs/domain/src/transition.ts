import { addMonths, calendarDate, dateOfDayNumber, dateParts, dayNumber } from './calendar-date';

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
  return addMonths(birthDate, years * 12 + months);
}

/** The parts of the weekly list; everybody on it is in one of them. */
export const TRANSITION_SECTIONS = {
  over_18: 'Over 18, still here',
  transferring: 'Transferring',
  turning: 'Turning 15½, 16 or 18',
  checklist: 'On the checklist',
} as const;
export type TransitionSection = keyof typeof TRANSITION_SECTIONS;

/** In which part of the weekly list somebody stands; null for who is not looked at this week. */
export function transitionSection(group: TransitionGroup | null, turns: readonly unknown[]): TransitionSection | null {
  if (group === 'over_18' || group === 'transferring') return group;
  if (turns.length > 0) return 'turning';
  return group === 'checklist' ? 'checklist' : null;
}

/** The ages at which the unit looks at what is still missing, in months. */
export const TRANSITION_AGES = { '15½': 15 * 12 + 6, '16': 16 * 12, '18': 18 * 12 } as const;
export type TransitionAge = keyof typeof TRANSITION_AGES;

/** First and last day of the calendar quarter that holds this day. */
export function quarterOf(day: string): { from: string; to: string } {
  const { year, month } = dateParts(day);
  const from = calendarDate(year, month - ((month - 1) % 3), 1)!;
  return { from, to: dateOfDayNumber(dayNumber(addMonths(from, 3)) - 1) };
}

/** Which of the ages somebody reaches between two days, both counted. */
export function agesReached(birthDate: string, { from, to }: { from: string; to: string }): TransitionBirthday[] {
  return Object.entries(TRANSITION_AGES)
    .map(([age, months]) => ({ age: age as TransitionAge, on: addMonths(birthDate, months) }))
    .filter(({ on }) => from <= on && on <= to);
}
export interface TransitionBirthday {
  age: TransitionAge;
  on: string;
}

export interface TransitionPlan {
  transferOn: string | null;
  firstAdultVisitOn: string | null;
}

/** What still stands between a young person and adult care, as things to do; empty once the first adult visit has happened. */
export function transitionMissing(plan: TransitionPlan | null, done: ReadonlySet<TransitionItem>): string[] {
  if (plan?.firstAdultVisitOn != null) return [];
  return [
    ...(plan === null ? ['Programme to open: stage and key worker'] : []),
    ...Object.entries(TRANSITION_ITEMS)
      .filter(([item]) => !done.has(item as TransitionItem))
      .map(([, words]) => words),
    ...(plan?.transferOn == null ? ['Transfer date to set'] : []),
    'First adult visit to attend, then to record here',
  ];
}

/**
 * Where a young person stands on this day; null before 12 and once the first adult visit has happened. Somebody over 18
 * is an exception whatever else is planned; with a transfer date they are `transferring` until that visit.
 */
export function transitionGroup(birthDate: string, plan: TransitionPlan | null, today: string): TransitionGroup | null {
  if (plan?.firstAdultVisitOn != null) return null;
  if (today >= birthday(birthDate, ADULT_FROM_YEARS)) return 'over_18';
  if (plan?.transferOn != null) return 'transferring';
  if (today >= birthday(birthDate, CHECKLIST_FROM_YEARS, 6)) return 'checklist';
  return today >= birthday(birthDate, TRANSITION_FROM_YEARS) ? 'programme' : null;
}
