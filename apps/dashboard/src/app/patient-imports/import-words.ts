import { IMPORT_OUTCOMES, type ImportOutcome, type PatientImportState } from '@shared-care/domain/patient-list';

/** "12 ready, 3 cannot be brought in" */
export function countsInWords(counts: Partial<Record<ImportOutcome, number>>): string {
  const parts = (Object.keys(IMPORT_OUTCOMES) as ImportOutcome[])
    .filter((outcome) => (counts[outcome] ?? 0) > 0)
    .map((outcome) => {
      const words = IMPORT_OUTCOMES[outcome];
      return `${counts[outcome]} ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
    });
  return parts.join(', ') || 'No rows';
}

/** The step that stands open in each state: file, columns, check, bring in, result. */
export const STEP_OF: Readonly<Record<PatientImportState, number>> = {
  columns: 1,
  checking: 2,
  checked: 2,
  bringing_in: 3,
  finished: 4,
  undoing: 4,
  undone: 4,
  discarded: 4,
};
