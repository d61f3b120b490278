/** What of a record is changed as one, with a history of its own. Weight and inhibitor are series of measurements. */
export const CHANGED_FACTS = {
  name: 'Name',
  birth_date: 'Birth date',
  sex: 'Sex',
  nhs_number: 'NHS number',
  hospital_number: 'Hospital number',
  diagnosis: 'Diagnosis',
  severity: 'Severity',
  baseline_level: 'Baseline level',
  central_line: 'Central line',
  allergies: 'Allergies',
} as const;
export type ChangedFact = keyof typeof CHANGED_FACTS;

/** What a laboratory test of an inhibitor says; "in the past" when only that is known. */
export const INHIBITOR_RESULTS = {
  present: 'Inhibitor found',
  none: 'No inhibitor found',
  past: 'Inhibitor in the past',
} as const;
export type InhibitorResult = keyof typeof INHIBITOR_RESULTS;
