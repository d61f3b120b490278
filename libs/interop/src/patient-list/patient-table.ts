/** A list of children as a file holds it: headings and rows of text, before anything is understood. */
export interface PatientTable {
  kind: 'csv' | 'xlsx';
  /** Line of the headings in the file, from 1. */
  headingLine: number;
  headings: string[];
  rows: TableRow[];
  /** Rows that could not even be cut into cells. */
  broken: { line: number; because: string }[];
  /** What was left out or looks odd about the file as a whole, in words for the person who brings it in. */
  notes: string[];
}

export interface TableRow {
  /** Line in the file, from 1, as an editor or a spreadsheet numbers it. */
  line: number;
  /** As many as there are headings. A date cell of a spreadsheet reads `yyyy-mm-dd`. */
  cells: string[];
}

export type TableReading = { ok: true; table: PatientTable } | { ok: false; because: string };

/** The bytes that may be sent, and what may come out of them: a list of children is far smaller. */
export const LARGEST_FILE = 5 * 1024 * 1024;
export const MOST_ROWS = 20_000;
export const MOST_COLUMNS = 200;
export const LONGEST_CELL = 2_000;

/** A file that cannot be read as a list. The message is what the person reads. */
export class UnreadableList extends Error {}
