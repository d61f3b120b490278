/** Fixed lists that describe a patient. */

export const DIAGNOSES = {
  haemophilia_a: 'Haemophilia A',
  haemophilia_b: 'Haemophilia B',
  von_willebrand: 'Von Willebrand disease',
  factor_vii_deficiency: 'Factor VII deficiency',
  factor_xi_deficiency: 'Factor XI deficiency',
  factor_xiii_deficiency: 'Factor XIII deficiency',
  platelet_disorder: 'Platelet function disorder',
  other: 'Other bleeding disorder',
} as const;
export type Diagnosis = keyof typeof DIAGNOSES;

/** As people of the unit say it, for where a line has to hold it all. */
const SHORT_DIAGNOSES: Readonly<Record<Diagnosis, string>> = {
  haemophilia_a: 'Haem A',
  haemophilia_b: 'Haem B',
  von_willebrand: 'VWD',
  factor_vii_deficiency: 'Factor VII deficiency',
  factor_xi_deficiency: 'Factor XI deficiency',
  factor_xiii_deficiency: 'Factor XIII deficiency',
  platelet_disorder: 'Platelet disorder',
  other: 'Other bleeding disorder',
};

/** `Haem A severe`, `VWD mild`; what is not graded says nothing of it. */
export function shortDiagnosis({ diagnosis, severity }: { diagnosis: Diagnosis; severity: Severity }): string {
  return severity === 'not_graded'
    ? SHORT_DIAGNOSES[diagnosis]
    : `${SHORT_DIAGNOSES[diagnosis]} ${SEVERITIES[severity]}`;
}

export const SEVERITIES = { severe: 'severe', moderate: 'moderate', mild: 'mild', not_graded: 'not graded' } as const;
export type Severity = keyof typeof SEVERITIES;

export const INHIBITOR_STATES = {
  present: 'Inhibitor',
  past: 'Inhibitor in the past',
  none: 'No inhibitor',
  not_tested: 'Inhibitor not tested',
} as const;
export type InhibitorState = keyof typeof INHIBITOR_STATES;

export const CENTRAL_LINES = { none: 'No central line', port: 'Port', hickman: 'Hickman line', picc: 'PICC' } as const;
export type CentralLine = keyof typeof CENTRAL_LINES;

export const ALLERGY_STATES = {
  known: 'Known allergies',
  none_known: 'No known allergies',
  not_recorded: 'Allergies not recorded',
} as const;
export type AllergyState = keyof typeof ALLERGY_STATES;

export const SEXES = {
  female: 'Female',
  male: 'Male',
  indeterminate: 'Indeterminate',
  not_known: 'Not known',
} as const;
export type Sex = keyof typeof SEXES;

/** Whether the NHS number was traced at the Personal Demographics Service (NHS NUMBER STATUS INDICATOR). */
export const NHS_NUMBER_STATUSES = {
  verified: 'Verified',
  not_verified: 'Not verified',
  absent: 'Not known',
  /** Found not to be this child's. */
  invalid: 'Not valid',
  /** Replaced by another number at the Personal Demographics Service. */
  superseded: 'Superseded',
} as const;
export type NhsNumberStatus = keyof typeof NHS_NUMBER_STATUSES;

export const SHARED_CARE_ROLES = { primary: 'Primary', secondary: 'Secondary', temporary: 'Temporary' } as const;
export type SharedCareRole = keyof typeof SHARED_CARE_ROLES;

/** A number that must not be used: shown struck through wherever it is shown. */
export function isStruckThrough(status: NhsNumberStatus): boolean {
  return status === 'invalid' || status === 'superseded';
}
