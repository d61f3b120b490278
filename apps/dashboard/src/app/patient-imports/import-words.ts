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

export function rowsInWords(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

/** "Bring in the 1 row that is ready", "Bring in all 12 rows that are ready" */
export function bringInWords(ready: number): string {
  return ready === 1 ? 'Bring in the 1 row that is ready' : `Bring in all ${ready} rows that are ready`;
}

/** "Bring in the 1 row chosen", "Bring in the 3 rows chosen" */
export function chosenWords(count: number): string {
  return `Bring in the ${rowsInWords(count)} chosen`;
}

/** "Bring in the 1 row that is left", "Bring in the 3 rows that are left" */
export function leftWords(count: number): string {
  return `Bring in the ${rowsInWords(count)} that ${count === 1 ? 'is' : 'are'} left`;
}
