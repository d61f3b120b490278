/** Where a fact about a child comes from: who was asked, or what was read. */
export const FACT_SOURCES = {
  family: 'Told by the family',
  clinic: 'Seen or measured in clinic',
  telephone: 'Told by telephone',
  letter: 'Letter or report',
  laboratory: 'Laboratory result',
  local_hospital: 'Told by the shared care hospital',
  national_record: 'Personal Demographics Service',
  import: 'Brought in from a file',
  notice: 'Notice on the record',
  merge: 'Kept when two records became one',
  other: 'Other',
} as const;
export type FactSource = keyof typeof FACT_SOURCES;

/** What a person may choose; the others the product says itself. */
export const CHOSEN_SOURCES = {
  family: FACT_SOURCES.family,
  clinic: FACT_SOURCES.clinic,
  telephone: FACT_SOURCES.telephone,
  letter: FACT_SOURCES.letter,
  laboratory: FACT_SOURCES.laboratory,
  local_hospital: FACT_SOURCES.local_hospital,
  national_record: FACT_SOURCES.national_record,
  other: FACT_SOURCES.other,
} as const;

/** Of a treatment; a merge moves treatments and writes none. */
export const TREATMENT_SOURCES = {
  ...CHOSEN_SOURCES,
  import: FACT_SOURCES.import,
  notice: FACT_SOURCES.notice,
} as const;
