import * as z from 'zod';
import { calendarDate } from './text';

/** What became of a row of a hospital list. Rows in which nothing changed are counted, not listed. */
export const ODS_OUTCOMES = {
  added: 'Added',
  changed: 'Changed',
  closed: 'Closed',
  older: 'Older, left out',
  unchanged: 'Unchanged',
  rejected: 'Rejected',
} as const;
export type OdsOutcome = keyof typeof ODS_OUTCOMES;

export const OdsUploadQuery = z.strictObject({
  /** The day whose state the file tells; left out, its name or its newest date says. */
  asOf: calendarDate('the day of the file').optional(),
  /** Somebody has looked at what an older file would undo, and wants that. */
  undoNewer: z.enum(['true', 'false'], { error: 'Say true or false.' }).default('false'),
});
export type OdsUploadQuery = z.output<typeof OdsUploadQuery>;

export const OdsLinesQuery = z.strictObject({
  outcome: z
    .enum(['added', 'changed', 'closed', 'older', 'rejected'], { error: 'Choose an outcome from the list.' })
    .optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type OdsLinesQuery = z.output<typeof OdsLinesQuery>;

export interface OdsImport {
  id: string;
  file: string;
  /** `stopped`: the program ended while it ran; the file may be sent again, nothing is done twice. */
  state: 'running' | 'stopped' | 'finished' | 'failed';
  /** Of the file, 0 to 1. */
  share: number;
  /** Null: by the command line. */
  startedBy: string | null;
  startedAt: string;
  finishedAt: string | null;
  asOf: string | null;
  asOfBy: 'said' | 'file_name' | 'newest_date' | 'nothing';
  undoNewer: boolean;
  counts: Partial<Record<OdsOutcome, number>>;
  trouble: string | null;
}

export interface OdsImports {
  imports: OdsImport[];
  more: number;
}

export interface OdsLine {
  line: number;
  outcome: OdsOutcome;
  odsCode: string | null;
  what: string;
}

export interface OdsLines {
  rows: OdsLine[];
  total: number;
}
