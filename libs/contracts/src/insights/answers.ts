import * as z from 'zod';
import { FIGURES } from '@shared-care/domain/figures';
import { PatientIdentity } from '../patients/answers';
import { keyOf } from '../text';

/** How many of each part, and the minutes within which half and nine in ten are. */
const Counts = z.strictObject({
  total: z.number(),
  /** By the part's name; a part that is not here has none. */
  parts: z.record(z.string(), z.number()),
  median: z.number().nullable(),
  ninth: z.number().nullable(),
  /** Of `load_by_person`: interrupts of one nurse in one shift, on average. */
  perShift: z.number().nullable(),
});
export type FigureCounts = z.output<typeof Counts>;

/** A figure of a period: counts alone, never a child. */
export const FigureAnswer = z.strictObject({
  figure: keyOf(FIGURES),
  from: z.string(),
  to: z.string(),
  whole: Counts,
  /** Every week or month of the period, also one with nothing in it. */
  periods: z.array(Counts.extend({ start: z.string() })),
  /** Columns of its histogram, in order, also one with nothing in it. */
  bins: z.array(Counts.extend({ bin: z.string() })),
  /** Most first. Null stands for a hospital that no list has, or for no primary link. */
  hospitals: z.array(Counts.extend({ hospital: z.strictObject({ id: z.string(), name: z.string() }).nullable() })),
  /** Hospitals to choose from: the network, and the one that is chosen. */
  choices: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  now: z.string(),
});
export type FigureAnswer = z.output<typeof FigureAnswer>;

/** One of the things that a figure counts. */
export const FigureRow = z.strictObject({
  /** Of the alert, the request or the contact. */
  id: z.string(),
  reference: z.string().nullable(),
  at: z.string().nullable(),
  /** Apart from every other row of the page: one alert interrupts more than once. */
  row: z.string(),
  part: z.string(),
  minutes: z.number().nullable(),
  patient: PatientIdentity.nullable(),
  /** The name somebody gave of a child not matched yet, or what a number is of. */
  label: z.string().nullable(),
  /** Without id: a hospital that no list has. */
  hospital: z.strictObject({ id: z.string().nullable(), name: z.string() }).nullable(),
});
export type FigureRow = z.output<typeof FigureRow>;

export const FigureList = z.strictObject({
  rows: z.array(FigureRow),
  /** How many there are: the number that opened the list. */
  total: z.number(),
  from: z.string(),
  to: z.string(),
  hospital: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
});
export type FigureList = z.output<typeof FigureList>;
