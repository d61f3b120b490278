import { shortDate } from './london-time';
import { MESSAGES_CHOICES, type MessagesChoice } from './may-contact';
import { formatNhsNumber } from './nhs-number';
import { treatmentWords, type ChildTreatment } from './treatments';
import {
  ALLERGY_STATES,
  CENTRAL_LINES,
  DIAGNOSES,
  INHIBITOR_STATES,
  NHS_NUMBER_STATUSES,
  SEVERITIES,
  SEXES,
  type AllergyState,
  type CentralLine,
  type Diagnosis,
  type InhibitorState,
  type NhsNumberStatus,
  type Severity,
  type Sex,
} from './patient-facts';

/** Two records of one child become one, by two people, and can be parted again (domain W12). */
export const MERGE_STATES = {
  proposed: 'Waiting for a second person',
  merged: 'Merged',
  undone: 'Unmerged',
  declined: 'Not merged',
} as const;
export type MergeState = keyof typeof MERGE_STATES;

export const MERGE_ACTIONS = ['confirm', 'decline', 'undo'] as const;
export type MergeAction = (typeof MERGE_ACTIONS)[number];

export const MERGE_TRANSITIONS: Readonly<Record<MergeState, Partial<Record<MergeAction, MergeState>>>> = {
  proposed: { confirm: 'merged', decline: 'declined' },
  merged: { undo: 'undone' },
  undone: {},
  declined: {},
};

/** For so long two records can be parted again, to the instant. `sec.undo_merge()` counts the same. */
export const UNDO_DAYS = 30;

export function undoUntil(mergedAt: Date): Date {
  return new Date(mergedAt.getTime() + UNDO_DAYS * 86_400_000);
}

/** What two records may say differently about one child. */
export interface MergeFacts {
  familyName: string;
  givenName: string;
  preferredName: string | null;
  birthDate: string;
  sex: Sex;
  nhsNumber: string | null;
  nhsNumberStatus: NhsNumberStatus;
  hospitalNumber: string | null;
  diedOn: string | null;
  diagnosis: Diagnosis;
  severity: Severity;
  baselineLevel: string | null;
  inhibitor: InhibitorState;
  inhibitorOn: string | null;
  treatments: readonly ChildTreatment[];
  centralLine: CentralLine;
  weightKg: string | null;
  weighedOn: string | null;
  allergyState: AllergyState;
  allergies: string | null;
  restricted: boolean;
  movedAwayOn: string | null;
  messages: MessagesChoice;
}

export interface FactSideBySide {
  label: string;
  loser: string;
  survivor: string;
  differs: boolean;
}

const onDay = (words: string, day: string | null): string => (day === null ? words : `${words} (${shortDate(day)})`);

/** In the order in which a person compares two records: who it is, then what matters in an emergency. */
const WORDS: readonly (readonly [string, (facts: MergeFacts) => string])[] = [
  ['Family name', ({ familyName }) => familyName],
  ['Given name', ({ givenName }) => givenName],
  ['Preferred name', ({ preferredName }) => preferredName ?? 'None'],
  ['Born', ({ birthDate }) => shortDate(birthDate)],
  ['Sex', ({ sex }) => SEXES[sex]],
  [
    'NHS number',
    ({ nhsNumber, nhsNumberStatus }) =>
      nhsNumber === null
        ? 'Not known'
        : `${formatNhsNumber(nhsNumber)}, ${NHS_NUMBER_STATUSES[nhsNumberStatus].toLowerCase()}`,
  ],
  ['Hospital number', ({ hospitalNumber }) => hospitalNumber ?? 'Not known'],
  ['Died', ({ diedOn }) => (diedOn === null ? 'No' : shortDate(diedOn))],
  [
    'Allergies',
    ({ allergyState, allergies }) => (allergyState === 'known' ? (allergies ?? '') : ALLERGY_STATES[allergyState]),
  ],
  ['Diagnosis', ({ diagnosis, severity }) => `${DIAGNOSES[diagnosis]}, ${SEVERITIES[severity]}`],
  ['Baseline level', ({ baselineLevel }) => (baselineLevel === null ? 'Not recorded' : `${baselineLevel} IU/dL`)],
  ['Inhibitor', ({ inhibitor, inhibitorOn }) => onDay(INHIBITOR_STATES[inhibitor], inhibitorOn)],
  ['Treatment', ({ treatments }) => treatments.map(treatmentWords).join('; ') || 'Not recorded'],
  ['Central line', ({ centralLine }) => CENTRAL_LINES[centralLine]],
  ['Weight', ({ weightKg, weighedOn }) => (weightKg === null ? 'Not recorded' : onDay(`${weightKg} kg`, weighedOn))],
  ['Address restricted', ({ restricted }) => (restricted ? 'Yes' : 'No')],
  ['Moved away', ({ movedAwayOn }) => (movedAwayOn === null ? 'No' : shortDate(movedAwayOn))],
  ['Messages to the family', ({ messages }) => MESSAGES_CHOICES[messages]],
];

/** Both records beside each other, as they are; what of them is kept says `factsToChoose`. */
export function factsSideBySide(loser: MergeFacts, survivor: MergeFacts): FactSideBySide[] {
  return WORDS.map(([label, words]) => {
    const [theirs, kept] = [words(loser), words(survivor)];
    return { label, loser: theirs, survivor: kept, differs: theirs !== kept };
  });
}

/**
 * What must be settled before these two become one, in words; null when nothing stands in the way. Whatever keeps a
 * family from being written to or found must not be lost with the record that closes (hazards H17, H18).
 */
export function whyNotMerge(
  loser: Pick<MergeFacts, 'restricted' | 'diedOn' | 'movedAwayOn'>,
  survivor: Pick<MergeFacts, 'restricted' | 'diedOn' | 'movedAwayOn'>,
): string | null {
  if (loser.restricted && !survivor.restricted)
    return 'The address is restricted in the record that would close and not in the one that would be kept. Keep the restricted record, so that the family stays hidden.';
  if (loser.diedOn !== null && survivor.diedOn === null)
    return 'The record that would close says that the child has died, the other does not. Keep the record that says so, or have it corrected first.';
  if (loser.movedAwayOn !== null && survivor.movedAwayOn === null)
    return 'The record that would close says that the family has moved away, the other does not. Keep the record that says so, or have it corrected first.';
  return null;
}

/** Two traced numbers that differ are two children, whatever their names. */
export function areTwoByNumber(
  one: Pick<MergeFacts, 'nhsNumber' | 'nhsNumberStatus'>,
  other: Pick<MergeFacts, 'nhsNumber' | 'nhsNumberStatus'>,
): boolean {
  return (
    one.nhsNumberStatus === 'verified' && other.nhsNumberStatus === 'verified' && one.nhsNumber !== other.nhsNumber
  );
}
