import type { FactValue } from '@shared-care/contracts/patient-facts/answers';
import { TRACED } from '@shared-care/contracts/registration/shapes';
import { FACT_SOURCES } from '@shared-care/domain/fact-source';
import { shortDate } from '@shared-care/domain/london-time';
import { formatNhsNumber } from '@shared-care/domain/nhs-number';
import type { ChangedFact } from '@shared-care/domain/patient-change';
import {
  ALLERGY_STATES,
  CENTRAL_LINES,
  DIAGNOSES,
  NHS_NUMBER_STATUSES,
  SEVERITIES,
  SEXES,
} from '@shared-care/domain/patient-facts';
import { formalName } from '@shared-care/domain/patient-name';
import { dateOfDay } from '@shared-care/ui/british-dates/day';

/** One box of the form in which a fact is changed. */
export interface FactBox {
  key: string;
  label: string;
  kind: 'text' | 'day' | 'choice' | 'long';
  hint?: string;
  optional?: boolean;
  choices?: readonly (readonly [string, string])[];
}

const choice = (key: string, label: string, list: Record<string, string>, hint = ''): FactBox => ({
  key,
  label,
  kind: 'choice',
  hint,
  choices: Object.entries(list),
});

export const FACT_BOXES: Readonly<Record<ChangedFact, readonly FactBox[]>> = {
  name: [
    { key: 'familyName', label: 'Family name', kind: 'text' },
    { key: 'givenName', label: 'Given names', kind: 'text' },
    { key: 'preferredName', label: 'Called', kind: 'text', optional: true },
  ],
  birth_date: [{ key: 'birthDate', label: 'Born', kind: 'day' }],
  sex: [choice('sex', 'Sex', SEXES)],
  nhs_number: [
    {
      key: 'nhsNumber',
      label: 'NHS number',
      kind: 'text',
      optional: true,
      hint: 'Leave it empty when it is not known',
    },
    choice('nhsNumberStatus', 'Status', TRACED, 'Verified: traced at the national service'),
  ],
  hospital_number: [{ key: 'hospitalNumber', label: 'Hospital number', kind: 'text', optional: true }],
  diagnosis: [choice('diagnosis', 'Diagnosis', DIAGNOSES)],
  severity: [choice('severity', 'Severity', SEVERITIES)],
  baseline_level: [
    { key: 'baselineLevel', label: 'Baseline level', kind: 'text', optional: true, hint: 'IU/dL, for example 0.8' },
  ],
  central_line: [choice('centralLine', 'Central line', CENTRAL_LINES)],
  allergies: [
    choice('allergyState', 'Allergies', { known: 'Known', none_known: 'None known, asked', not_recorded: 'Not asked' }),
    { key: 'allergies', label: 'Which allergies', kind: 'long', optional: true },
  ],
};

/** A fact as the record says it. */
export function factInWords(fact: ChangedFact, value: FactValue | null): string {
  if (value === null) return 'Nothing recorded';
  const said = (key: string): string => value[key] ?? '';
  const of = (list: Record<string, string>, key: string): string => list[said(key)] ?? said(key);
  switch (fact) {
    case 'name': {
      const name = formalName({ familyName: said('familyName'), givenName: said('givenName'), title: null });
      return value['preferredName'] ? `${name}, called ${said('preferredName')}` : name;
    }
    case 'birth_date':
      // What is typed and is no date yet stands as it was typed.
      return dateOfDay(said('birthDate')) === null ? said('birthDate') : shortDate(said('birthDate'));
    case 'sex':
      return of(SEXES, 'sex');
    case 'nhs_number':
      return value['nhsNumber']
        ? `${formatNhsNumber(said('nhsNumber'))}, ${of(NHS_NUMBER_STATUSES, 'nhsNumberStatus').toLowerCase()}`
        : 'Not known';
    case 'hospital_number':
      return value['hospitalNumber'] ?? 'Not recorded';
    case 'diagnosis':
      return of(DIAGNOSES, 'diagnosis');
    case 'severity':
      return of(SEVERITIES, 'severity').replace(/^./, (first) => first.toUpperCase());
    case 'baseline_level':
      return value['baselineLevel'] === null ? 'Not recorded' : `${said('baselineLevel')} IU/dL`;
    case 'central_line':
      return of(CENTRAL_LINES, 'centralLine');
    case 'allergies':
      return value['allergies'] ?? of(ALLERGY_STATES, 'allergyState');
  }
}

export function sourceInWords(source: { kind: keyof typeof FACT_SOURCES; words: string | null }): string {
  return source.words === null ? FACT_SOURCES[source.kind] : `${FACT_SOURCES[source.kind]}: ${source.words}`;
}
