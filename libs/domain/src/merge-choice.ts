import { shortDate } from './london-time';
import { formatNhsNumber } from './nhs-number';
import {
  ALLERGY_STATES,
  CENTRAL_LINES,
  DIAGNOSES,
  NHS_NUMBER_STATUSES,
  SEVERITIES,
  SEXES,
  type NhsNumberStatus,
  type Severity,
} from './patient-facts';
import type { MergeFacts } from './patient-merge';

/**
 * What of two records a person chooses from when they become one. Weight and inhibitor are not among them: they are
 * series, which come together, and the newest measurement counts.
 */
export const MERGE_CHOICES = {
  name: 'Name',
  birth_date: 'Born',
  sex: 'Sex',
  nhs_number: 'NHS number',
  hospital_number: 'Hospital number',
  allergies: 'Allergies',
  diagnosis: 'Diagnosis',
  severity: 'Severity',
  baseline_level: 'Baseline level',
  central_line: 'Central line',
} as const;
export type MergeChoice = keyof typeof MERGE_CHOICES;

/** `both` is offered of allergies alone: two lists of what harms a child are one list. */
export const MERGE_PICKS = { survivor: 'Record to keep', loser: 'Record to close', both: 'Both' } as const;
export type MergePick = keyof typeof MERGE_PICKS;

export interface FactToChoose {
  fact: MergeChoice;
  survivor: string;
  loser: string;
  /** What the kept record would say with both; null where that is not possible. */
  both: string | null;
  /** When a person last changed it in each record, an instant; null where it is as the record began. */
  changed: { survivor: string | null; loser: string | null };
  /** What is kept without a choice: the safer or fuller of the two, of two alike the newer. */
  proposed: MergePick;
}

/** When a person last changed each fact of a record: ISO instants in UTC. */
export type ChangedAt = Partial<Record<MergeChoice, string>>;

type Values = Pick<
  MergeFacts,
  | 'familyName'
  | 'givenName'
  | 'preferredName'
  | 'birthDate'
  | 'sex'
  | 'nhsNumber'
  | 'nhsNumberStatus'
  | 'hospitalNumber'
  | 'allergyState'
  | 'allergies'
  | 'diagnosis'
  | 'severity'
  | 'baselineLevel'
  | 'centralLine'
>;

// A number that does not count is never brought into the kept record.
const TRUST: Readonly<Record<NhsNumberStatus, number>> = {
  verified: 2,
  not_verified: 1,
  superseded: 0,
  invalid: 0,
  absent: 0,
};
const GRAVITY: Readonly<Record<Severity, number>> = { severe: 3, moderate: 2, mild: 1, not_graded: 0 };
const ALLERGY_KNOWN = { known: 2, none_known: 1, not_recorded: 0 } as const;

const WORDS: Readonly<Record<MergeChoice, (facts: Values) => string>> = {
  name: ({ familyName, givenName, preferredName }) =>
    `${familyName}, ${givenName}${preferredName === null ? '' : ` (${preferredName})`}`,
  birth_date: ({ birthDate }) => shortDate(birthDate),
  sex: ({ sex }) => SEXES[sex],
  nhs_number: ({ nhsNumber, nhsNumberStatus }) =>
    nhsNumber === null
      ? 'Not known'
      : `${formatNhsNumber(nhsNumber)}, ${NHS_NUMBER_STATUSES[nhsNumberStatus].toLowerCase()}`,
  hospital_number: ({ hospitalNumber }) => hospitalNumber ?? 'Not known',
  allergies: ({ allergyState, allergies }) =>
    allergyState === 'known' ? (allergies ?? '') : ALLERGY_STATES[allergyState],
  diagnosis: ({ diagnosis }) => DIAGNOSES[diagnosis],
  severity: ({ severity }) => SEVERITIES[severity],
  baseline_level: ({ baselineLevel }) => (baselineLevel === null ? 'Not recorded' : `${baselineLevel} IU/dL`),
  central_line: ({ centralLine }) => CENTRAL_LINES[centralLine],
};

/** Puts decimals in order; nothing is reckoned with what it gives. */
const inOrder = (decimal: string): number => Number(decimal);

/** How much speaks for a value. Of two that both say something, the one that warns wins. */
const WEIGHT: Readonly<Record<MergeChoice, (facts: Values) => number>> = {
  name: () => 0,
  birth_date: () => 0,
  sex: ({ sex }) => (sex === 'not_known' ? 0 : 1),
  nhs_number: ({ nhsNumberStatus }) => TRUST[nhsNumberStatus],
  hospital_number: ({ hospitalNumber }) => (hospitalNumber === null ? 0 : 1),
  allergies: ({ allergyState }) => ALLERGY_KNOWN[allergyState],
  diagnosis: ({ diagnosis }) => (diagnosis === 'other' ? 0 : 1),
  severity: ({ severity }) => GRAVITY[severity],
  // The lower level bleeds sooner.
  baseline_level: ({ baselineLevel }) => (baselineLevel === null ? -Infinity : -inOrder(baselineLevel)),
  central_line: ({ centralLine }) => (centralLine === 'none' ? 0 : 1),
};

/** Two lists of allergies as one, each named once. Null unless both records know of some. */
export function bothAllergies(one: Values, other: Values): string | null {
  if (one.allergyState !== 'known' || other.allergyState !== 'known') return null;
  const parts = [one.allergies, other.allergies]
    .flatMap((list) => (list ?? '').split(/[,;]/))
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const seen = new Set<string>();
  return parts
    .filter((part) => {
      const key = part.toLowerCase();
      return seen.has(key) ? false : (seen.add(key), true);
    })
    .join('; ');
}

/**
 * What the two say differently, with what would be kept. Nothing that warns is lost unless a person says so; of two
 * values that weigh the same the one that a person changed last is kept, else that of the kept record.
 */
export function factsToChoose(
  loser: Values,
  survivor: Values,
  changedAt: { loser: ChangedAt; survivor: ChangedAt } = { loser: {}, survivor: {} },
): FactToChoose[] {
  return (Object.keys(MERGE_CHOICES) as MergeChoice[])
    .map((fact): FactToChoose => {
      const [kept, theirs] = [WORDS[fact](survivor), WORDS[fact](loser)];
      const both = fact === 'allergies' ? bothAllergies(survivor, loser) : null;
      const changed = { survivor: changedAt.survivor[fact] ?? null, loser: changedAt.loser[fact] ?? null };
      const proposed = both !== null ? 'both' : heavier(fact, loser, survivor, changed);
      return { fact, survivor: kept, loser: theirs, both, changed, proposed };
    })
    .filter(({ survivor: kept, loser: theirs }) => kept !== theirs);
}

function heavier(
  fact: MergeChoice,
  loser: Values,
  survivor: Values,
  changed: FactToChoose['changed'],
): 'loser' | 'survivor' {
  const [theirs, kept] = [WEIGHT[fact](loser), WEIGHT[fact](survivor)];
  if (theirs !== kept) return theirs > kept ? 'loser' : 'survivor';
  // A number that does not count is not newer than none.
  if (fact === 'nhs_number' && theirs === 0) return 'survivor';
  return changed.loser !== null && changed.loser > (changed.survivor ?? '') ? 'loser' : 'survivor';
}
