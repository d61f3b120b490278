/** What a column of a list may hold, in the order in which screens offer it. */
export const LIST_FIELDS = {
  familyName: 'Family name',
  givenName: 'Given name',
  fullName: 'Family name, given name in one column',
  preferredName: 'Preferred name',
  birthDate: 'Birth date',
  sex: 'Sex',
  nhsNumber: 'NHS number',
  nhsNumberStatus: 'NHS number status',
  hospitalNumber: 'Hospital number',
  phone: 'Telephone of the family',
  diagnosis: 'Diagnosis',
  severity: 'Severity',
  baselineLevel: 'Baseline level (IU/dL)',
  inhibitor: 'Inhibitor',
  inhibitorOn: 'Day of the inhibitor test',
  titre: 'Inhibitor titre',
  centralLine: 'Central line',
  weightKg: 'Weight (kg)',
  weighedOn: 'Day of weighing',
  allergies: 'Allergies',
  treatment: 'Treatment (product)',
  purpose: 'Prophylaxis or on demand',
  regimen: 'Regimen',
  treatedSince: 'Treated since',
  hospital: 'Shared care hospital (ODS code or name)',
  linkConsultant: 'Link consultant',
} as const;
export type ListField = keyof typeof LIST_FIELDS;

/** For each heading what it holds; null when the column is not read. */
export type ColumnMapping = (ListField | null)[];

/** A value that holds for every row of a file whose list has no such column. */
export const CONSTANT_FIELDS = ['diagnosis', 'severity', 'hospital', 'purpose'] as const satisfies readonly ListField[];
export type ConstantField = (typeof CONSTANT_FIELDS)[number];
export type Constants = Partial<Record<ConstantField, string>>;

/** What is wrong with a mapping before any row is read; empty when it can be used. */
export function mappingGaps(mapping: ColumnMapping, constants: Constants): string[] {
  const has = (field: ListField): boolean => mapping.includes(field);
  const gaps: string[] = [];
  const fields = mapping.filter((field) => field !== null);
  for (const field of new Set(fields.filter((one, index) => fields.indexOf(one) !== index)))
    gaps.push(`Two columns are “${LIST_FIELDS[field]}”. Choose one.`);
  if (has('fullName') && (has('familyName') || has('givenName')))
    gaps.push('Names come from one column or from two, not from both.');
  if (!has('fullName') && !has('familyName')) gaps.push('No column is the family name.');
  if (!has('fullName') && !has('givenName')) gaps.push('No column is the given name.');
  if (!has('birthDate')) gaps.push('No column is the birth date.');
  if (!has('diagnosis') && !constants.diagnosis)
    gaps.push('No column is the diagnosis. Choose one for every row, or add a column to the file.');
  for (const field of CONSTANT_FIELDS)
    if (has(field) && constants[field])
      gaps.push(`“${LIST_FIELDS[field]}” is a column and is set for every row. Keep one.`);
  return gaps;
}

/** How far a list is on its way into the register. */
export const PATIENT_IMPORT_STATES = {
  columns: 'Columns to be checked',
  checking: 'Rows are being checked',
  checked: 'Checked',
  bringing_in: 'Being brought in',
  finished: 'Brought in',
  undoing: 'Being undone',
  undone: 'Undone',
  discarded: 'Put away',
} as const;
export type PatientImportState = keyof typeof PATIENT_IMPORT_STATES;

/** What becomes of one row. */
export const IMPORT_OUTCOMES = {
  unread: 'Not checked yet',
  ready: 'Ready',
  look_alike: 'Similar child registered',
  already_registered: 'Registered already',
  duplicate: 'Twice in the file',
  problem: 'Cannot be brought in',
  registered: 'Brought in',
  struck_out: 'Undone',
  kept: 'Could not be undone',
} as const;
export type ImportOutcome = keyof typeof IMPORT_OUTCOMES;

/** States in which rows wait for the next step. */
export const IMPORT_AT_WORK: readonly PatientImportState[] = ['checking', 'bringing_in', 'undoing'];

/** Rows that a person may choose to bring in; of the second only one by one, after a look at the similar child. */
export const CHOOSABLE: readonly ImportOutcome[] = ['ready', 'look_alike'];

/** What a list may name in words of its own, and a person says once what it means. */
export const NAMES_IN_LISTS = { hospital: 'Hospital', treatment: 'Treatment' } as const;
export type NameInLists = keyof typeof NAMES_IN_LISTS;
