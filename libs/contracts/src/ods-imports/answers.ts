import * as z from 'zod';
import { ODS_OUTCOMES } from './shapes';
import { keyOf } from '../text';

export const OdsImport = z.strictObject({
  id: z.string(),
  file: z.string(),
  /** `stopped`: the program ended while it ran; the file may be sent again, nothing is done twice. */
  state: z.enum(['running', 'stopped', 'finished', 'failed']),
  /** Of the file, 0 to 1. */
  share: z.number(),
  /** Null: by the command line. */
  startedBy: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  asOf: z.string().nullable(),
  asOfBy: z.enum(['said', 'file_name', 'newest_date', 'nothing']),
  undoNewer: z.boolean(),
  counts: z.partialRecord(keyOf(ODS_OUTCOMES), z.number()),
  trouble: z.string().nullable(),
});
export type OdsImport = z.output<typeof OdsImport>;

export const OdsImports = z.strictObject({
  imports: z.array(OdsImport),
  more: z.number(),
});
export type OdsImports = z.output<typeof OdsImports>;

export const OdsLine = z.strictObject({
  line: z.number(),
  outcome: keyOf(ODS_OUTCOMES),
  odsCode: z.string().nullable(),
  what: z.string(),
});
export type OdsLine = z.output<typeof OdsLine>;

export const OdsLines = z.strictObject({
  rows: z.array(OdsLine),
  total: z.number(),
});
export type OdsLines = z.output<typeof OdsLines>;
