import * as z from 'zod';
import { calendarDate } from '../text';

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
