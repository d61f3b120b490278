import type { MergedRows } from '@shared-care/contracts/merges/answers';
import { QueryFailedError } from 'typeorm';
import { Conflict, NotFound, Refused } from '../platform/problems';

/** Tables by the words of the screens, and why a row of one may have to stay; a table that is not listed has its own name. */
const TABLES: Readonly<Record<string, { words: string; kept?: string }>> = {
  attendances: { words: 'attendances' },
  attendance_drafts: { words: 'attendances being written down' },
  alert_corrections: { words: 'attendances moved between records' },
  break_glass_grants: { words: 'emergency accesses' },
  contact_details: { words: 'how the family is reached', kept: 'the kept record has its own' },
  family_people: { words: 'parents and carers' },
  family_communication: { words: 'languages of the child', kept: 'the kept record has its own' },
  patient_places: { words: 'practice, school, dentist and teams', kept: 'the kept record has one of its own' },
  treatment_givers: { words: 'who gives treatments' },
  treatment_dose_days: { words: 'dose days' },
  family_changes: { words: 'changes of what is around the child' },
  shared_care_links: { words: 'shared care links', kept: 'the kept record has a link for the same time' },
  link_changes: { words: 'changes of links' },
  leaving_exceptions: { words: 'exceptions when a consultant left' },
  open_access_arrangements: {
    words: 'open access arrangements',
    kept: 'the kept record has one for the same hospital',
  },
  patient_treatments: { words: 'treatments', kept: 'the kept record has the same treatment running' },
  emergency_plans: { words: 'emergency plans', kept: 'the kept record has one of the same state or number' },
  letters: { words: 'letters', kept: 'the kept record has one of the same kind or number' },
  letter_batch_items: { words: 'letters asked for a hospital', kept: 'the kept record is in the same batch' },
  requests: { words: 'requests', kept: 'one for the same cause runs for the kept record' },
  home_therapies: { words: 'home therapy', kept: 'the kept record has its own' },
  home_therapy_events: { words: 'entries about home therapy' },
  home_deliveries: { words: 'home deliveries', kept: 'the kept record has one for the same day' },
  haemtrack_periods: { words: 'Haemtrack periods', kept: 'the kept record has the same period' },
  diary_bleeds: { words: 'bleeds in the diary', kept: 'the kept record has the same bleed' },
  bleed_settlements: { words: 'bleeds settled' },
  dental_care: { words: 'dental care', kept: 'the kept record has its own' },
  vaccination_advice: { words: 'vaccination advice', kept: 'the kept record has it for the same age' },
  transitions: { words: 'transition', kept: 'the kept record has its own' },
  transition_answers: { words: 'answers about transition', kept: 'they belong to the transition that stays' },
  survey_invitations: { words: 'invitations to surveys', kept: 'the kept record is invited to the same survey' },
  survey_messages: { words: 'messages of surveys', kept: 'they belong to the invitation that stays' },
  participation: { words: 'participation group', kept: 'the kept record has its own' },
  notices: { words: 'notices', kept: 'the kept record has one of the same kind' },
  patient_changes: { words: 'changes of facts' },
  patient_weights: { words: 'weights', kept: 'the child would have been weighed before birth' },
  inhibitor_results: { words: 'inhibitor results' },
  record_corrections: { words: 'suggested corrections' },
  patients: { words: 'records merged into it before' },
};

export interface Counted {
  table: string;
  moved: number;
  kept: number;
  keptIds: string[];
}

export function tableWords(table: string): string {
  return TABLES[table]?.words ?? table.replaceAll('_', ' ');
}

export function inWords({ table, moved, kept }: Counted): MergedRows {
  const because = kept === 0 ? null : (TABLES[table]?.kept ?? 'a rule of the kept record does not allow it');
  return { table, words: tableWords(table), moved, kept, because };
}

export interface NotAsBefore {
  table: string;
  what: 'gone' | 'elsewhere' | 'stays' | 'changed';
  reference: string | null;
}

const WHAT: Record<NotAsBefore['what'], string> = {
  changed: 'changed since the merge; back with the change',
  gone: 'no longer there',
  elsewhere: 'belongs to another record by now and stays there',
  stays: 'would contradict another entry, so it stays with the kept record',
};

/** "attendances: A-1012 changed since the merge; back with the change", one line for each table and kind. */
export function notAsBefore(listed: readonly NotAsBefore[]): string[] {
  const lines = new Map<string, { count: number; references: string[] }>();
  for (const { table, what, reference } of listed) {
    const key = `${table} ${what}`;
    const line = lines.get(key) ?? { count: 0, references: [] };
    line.count++;
    if (reference) line.references.push(reference);
    lines.set(key, line);
  }
  return [...lines].map(([key, { count, references }]) => {
    const [table, what] = key.split(' ') as [string, NotAsBefore['what']];
    const which = references.length === count ? references.join(', ') : String(count);
    return `${tableWords(table)}: ${which} ${WHAT[what]}`;
  });
}

/** The refusals of `sec.merge_patients()`, `sec.preview_merge()` and `sec.undo_merge()`, in words. */
const REFUSALS: Readonly<Record<string, () => Error>> = {
  SCM01: () => new Refused('One of the two records was merged in the meantime. Look at the list of merges.'),
  SCM02: () => new Conflict('Somebody else decided on this in the meantime. Look at what it says now.'),
  SCM03: () => new Refused('You proposed this. A second person of the unit has to confirm it.'),
  SCM04: () =>
    new Refused('One of the two records is merged into another already. Go on with the record that is kept.'),
  SCM05: () =>
    new Refused(
      'One record says that the address is restricted, that the child has died or that the family has moved away, and it is not the one to be kept. Keep that one.',
    ),
  SCM06: () => new Refused('The kept record was merged into another since. Unmerge those two first, then these.'),
  SCM07: () =>
    new Refused(
      'These were merged more than 30 days ago and can no longer be unmerged here. Ring the people who run Shared Care.',
    ),
  SCM08: () =>
    new Refused(
      'Another record has the NHS number of the closed one by now. Have that corrected first; nothing was changed.',
    ),
  SCM09: () =>
    new Refused(
      'The product was changed and a merge does not reach all of it yet. Ring the people who run Shared Care; nothing was changed.',
    ),
  // A lock that was not to be had, or a deadlock that this gave way to.
  '55P03': () => new Conflict(BUSY),
  '40P01': () => new Conflict(BUSY),
  '42501': () => new NotFound(),
};
const BUSY =
  'Somebody is writing in one of the two records at this moment. Try again in a minute; nothing was changed.';

/** Runs what a function of the database may refuse, and puts the refusal into words. */
export async function refusedInWords<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
    const inOurWords = code === undefined ? undefined : REFUSALS[code];
    throw inOurWords ? inOurWords() : error;
  }
}
