import type { Reminder } from '@shared-care/contracts/reminders/answers';
import type { ReminderKey } from '@shared-care/contracts/reminders/shapes';

/** What a reminder asks for, and where that is done. */
export interface ReminderStep {
  word: string;
  /** Tab of the record; with `request` the form of a new request. */
  tab?: string;
  request?: true;
  query?: Record<string, string>;
}

/** The first one settles it or begins to; what was done is then recorded where the second one leads. */
const STEPS: Readonly<Record<ReminderKey, readonly ReminderStep[]>> = {
  dental_overdue: [{ word: 'Ring the dentist', tab: 'reviews' }],
  extraction_without_plan: [
    { word: 'Issue the dental letter', tab: 'letters', query: { letter: 'dental', reader: 'dentist' } },
    { word: 'Record that it was sent', tab: 'reviews' },
  ],
  vaccination_letter: [
    { word: 'Issue the letter', tab: 'letters', query: { letter: 'vaccination', reader: 'gp' } },
    { word: 'Record that it was sent', tab: 'reviews' },
  ],
  stock_low: [{ word: 'Order treatment', request: true }],
  delivery_unconfirmed: [{ word: 'Record the delivery', tab: 'home-therapy' }],
  diary_silent: [{ word: 'Ring the family', tab: 'family' }],
  diary_low: [{ word: 'Ring the family', tab: 'family' }],
  weight_old: [{ word: 'Enter weight', tab: 'facts' }],
  inhibitor_test_old: [{ word: 'Enter the inhibitor test', tab: 'facts' }],
  adult_still_here: [{ word: 'Plan the transfer', tab: 'transition' }],
};

export function stepsOf({ key, patient }: Reminder): { word: string; path: string[]; query: Record<string, string> }[] {
  return STEPS[key].map(({ word, tab, request, query }) =>
    request
      ? { word, path: ['/requests/new'], query: { patient: patient.id } }
      : { word, path: ['/patients', patient.id, tab!], query: query ?? {} },
  );
}
