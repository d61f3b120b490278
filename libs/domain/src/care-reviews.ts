import { addMonths } from './calendar-date';
import { addDays } from './london-time';

/** Dental checks are due every six months and overdue after seven (domain W11). */
export const DENTAL_EVERY_MONTHS = 6;
export const DENTAL_OVERDUE_MONTHS = 7;
/** The advice letter goes out so many days before the routine age. */
export const VACCINATION_AHEAD_DAYS = 42;

export const DENTAL_STATES = {
  not_known: 'Last check not known',
  checked: 'Checked',
  due: 'Due',
  overdue: 'Overdue',
  extraction_without_plan: 'Extraction planned, no plan sent',
} as const;
export type DentalState = keyof typeof DENTAL_STATES;

export interface DentalFacts {
  /** `yyyy-mm-dd` */
  lastCheckOn: string | null;
  extractionOn: string | null;
  planSentOn: string | null;
}

/** An extraction without a plan comes before everything else: it is when a child bleeds. */
export function dentalState({ lastCheckOn, extractionOn, planSentOn }: DentalFacts, today: string): DentalState {
  if (extractionOn !== null && extractionOn >= today && planSentOn === null) return 'extraction_without_plan';
  if (lastCheckOn === null) return 'not_known';
  if (addMonths(lastCheckOn, DENTAL_OVERDUE_MONTHS) <= today) return 'overdue';
  return addMonths(lastCheckOn, DENTAL_EVERY_MONTHS) <= today ? 'due' : 'checked';
}

export const VACCINATION_ADVICE_STATES = {
  sent: 'Letter sent',
  acknowledged: 'Acknowledged by the practice',
  exception: 'Exception',
} as const;
export type VaccinationAdviceState = keyof typeof VACCINATION_ADVICE_STATES;

/** The day on which a child reaches a routine age. */
export function vaccinationOn(birthDate: string, months: number): string {
  return addMonths(birthDate, months);
}

/** Whether the letter for this age should be out by now and the age has not passed by more than half a year. */
export function adviceDue(birthDate: string, months: number, today: string): boolean {
  const on = vaccinationOn(birthDate, months);
  return addDays(on, -VACCINATION_AHEAD_DAYS) <= today && today < addMonths(on, 6);
}
