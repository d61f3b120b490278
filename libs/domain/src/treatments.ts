import { addMonths } from './calendar-date';
import { shortDate } from './london-time';

/** What a treatment is. The drugs themselves are rows, so that a new one needs no program (decision 0035). */
export const TREATMENT_CLASSES = {
  factor_viii_shl: 'Factor VIII, standard half-life',
  factor_viii_ehl: 'Factor VIII, extended half-life',
  factor_viii_sustained: 'Factor VIII, sustained',
  factor_ix_shl: 'Factor IX, standard half-life',
  factor_ix_ehl: 'Factor IX, extended half-life',
  von_willebrand_factor: 'Contains von Willebrand factor',
  other_factor: 'Another factor',
  rfviia: 'Bypassing agent, rFVIIa',
  apcc: 'Bypassing agent, aPCC',
  factor_viii_mimetic: 'Factor VIII mimetic',
  rebalancing: 'Rebalancing agent',
  desmopressin: 'Desmopressin',
  antifibrinolytic: 'Antifibrinolytic',
  other: 'Other',
} as const;
export type TreatmentClass = keyof typeof TREATMENT_CLASSES;

export const TREATMENT_PURPOSES = { prophylaxis: 'Prophylaxis', on_demand: 'On demand' } as const;
export type TreatmentPurpose = keyof typeof TREATMENT_PURPOSES;

/** Words about a treatment: written by one, approved by a doctor who wrote none of them, replaced and never edited. */
export const TREATMENT_VERSION_STATES = {
  reference: 'Shipped, not yet approved',
  draft: 'Draft',
  approved: 'Approved',
  superseded: 'Replaced',
  withdrawn: 'Withdrawn',
  discarded: 'Discarded',
} as const;
export type TreatmentVersionState = keyof typeof TREATMENT_VERSION_STATES;

export const TREATMENT_EVENTS = {
  recorded: 'Recorded',
  changed: 'Changed',
  stopped: 'Stopped',
  resumed: 'Runs again',
  struck_out: 'Struck out',
  restored: 'Put back',
} as const;
export type TreatmentEvent = keyof typeof TREATMENT_EVENTS;

/** At most so many months a treatment counts after its last day. */
export const MOST_MONTHS_AFTER = 24;

/** The longest that fits on the card of one page. */
export const TREATMENT_TEXTS = { emergencyWords: 260, tests: 200, careBeside: 200 } as const;

/** One treatment of one child that counts today: it runs, or stopped less than its months ago. */
export interface ChildTreatment {
  /** Of the row on the child's record. */
  id: string;
  treatmentId: string;
  name: string;
  class: TreatmentClass;
  regimen: string;
  purpose: TreatmentPurpose;
  /** `yyyy-mm-dd`; null when not known. */
  startedOn: string | null;
  stoppedOn: string | null;
  /** Of a stopped one: the last day on which it still counts. */
  countsUntil: string | null;
  /** Any bleed on it is red. */
  redWhenBleeding: boolean;
  /** Classes that are given with care beside it. */
  careWith: TreatmentClass[];
  /** Null until a doctor has approved them. */
  words: TreatmentWords | null;
}

export interface TreatmentWords {
  emergency: string;
  /** Laboratory tests that it disturbs; empty when none is named. */
  tests: string;
  careBeside: string;
}

/** Never silence: what a surface says while no doctor has approved the words. */
export const WORDS_NOT_APPROVED = 'Words for the emergency department are not yet approved. Ring the unit.';

/** The last day on which a treatment that was stopped still counts. */
export function countsUntil(stoppedOn: string, monthsAfter: number): string {
  return addMonths(stoppedOn, monthsAfter);
}

/** Whether a treatment counts on a day: from the day it began, to the end of its months after the day it stopped. */
export function countsOn(
  day: string,
  { startedOn, stoppedOn, monthsAfter }: { startedOn: string | null; stoppedOn: string | null; monthsAfter: number },
): boolean {
  if (startedOn !== null && day < startedOn) return false;
  return stoppedOn === null || day <= countsUntil(stoppedOn, monthsAfter);
}

type Named = Pick<ChildTreatment, 'name' | 'purpose' | 'stoppedOn' | 'countsUntil'>;

/** "emicizumab" in the middle of a sentence; "rFVIIa" and "FEIBA" stay as they are. */
export function midSentence(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** "On emicizumab", "Desmopressin on demand", "Emicizumab stopped 03-Mar-2026, counts until 03-Sep-2026" */
export function treatmentWords({ name, purpose, stoppedOn, countsUntil: until }: Named): string {
  if (stoppedOn !== null)
    return `${name} stopped ${shortDate(stoppedOn)}${until === null ? '' : `, counts until ${shortDate(until)}`}`;
  return purpose === 'prophylaxis' ? `On ${midSentence(name)}` : `${name} on demand`;
}

/** Short, for a row: "Emicizumab", "Emicizumab, stopped 03-Mar-2026" */
export function treatmentFlag({ name, stoppedOn }: Named): string {
  return stoppedOn === null ? name : `${name}, stopped ${shortDate(stoppedOn)}`;
}

/** What a department must know of it, sentence by sentence; the safe line while nothing is approved. */
export function treatmentLines({ words }: Pick<ChildTreatment, 'words'>): string[] {
  if (words === null) return [WORDS_NOT_APPROVED];
  return [
    words.emergency,
    ...(words.tests === '' ? [] : [`Laboratory tests: ${words.tests}`]),
    ...(words.careBeside === '' ? [] : [`Beside it: ${words.careBeside}`]),
  ];
}

/** Two treatments of one child that are given together with care, one sentence for each pair. */
export function careBeside(
  treatments: readonly Pick<ChildTreatment, 'name' | 'class' | 'careWith' | 'id'>[],
): string[] {
  const said = new Set<string>();
  for (const one of treatments)
    for (const other of treatments)
      if (one.id !== other.id && one.careWith.includes(other.class)) {
        const [first, second] = [one.name, other.name].sort() as [string, string];
        said.add(`${first} beside ${midSentence(second)}: only as the unit says.`);
      }
  return [...said].sort();
}

const AMOUNT =
  /\d[\d.,]*\s*(?:international units|units|iu|u|micrograms?|mcg|[µμ]g|milligrams?|mg|grams?|g|ml|millilitres?)(?:\s*(?:\/|per)\s*\w+)?(?!\p{L})/iu;

/** An amount to give, which has no place in words about a drug: a child's amounts are in the child's own plan (H21). */
export function amountIn(text: string): string | null {
  return AMOUNT.exec(text)?.[0] ?? null;
}

/** Why these two days cannot be right, or null. Both are days past. */
export function whyNotDays(
  { startedOn, stoppedOn }: { startedOn: string | null; stoppedOn: string | null },
  child: { birthDate: string },
  today: string,
): { field: 'startedOn' | 'stoppedOn'; message: string } | null {
  if (startedOn !== null && startedOn > today)
    return { field: 'startedOn', message: 'This day is still to come. Record the treatment on the day it starts.' };
  if (stoppedOn !== null && stoppedOn > today)
    return { field: 'stoppedOn', message: 'This day is still to come. Record the stop on the day itself.' };
  if (startedOn !== null && startedOn < child.birthDate)
    return { field: 'startedOn', message: 'This day is before the birth date.' };
  if (stoppedOn !== null && stoppedOn < (startedOn ?? child.birthDate))
    return { field: 'stoppedOn', message: 'It cannot have stopped before it started.' };
  return null;
}
