import * as z from 'zod';
import { TIER_TRIGGERS } from '@shared-care/domain/alert-tier';
import { FIGURES } from '@shared-care/domain/figures';
import { PatientIdentity } from '../patients/answers';
import { keyOf } from '../text';

/** How much alerts ask of the nurses in one week, Monday to Sunday in London. Never of one nurse. */
export const AlertLoadWeek = z.strictObject({
  /** Its Monday. */
  week: z.string(),
  /** Working shifts and nights, each counted once for every nurse whom an alert reached in it. */
  shifts: z.number(),
  /** One person told of one alert once, on whichever channels. */
  interrupts: z.number(),
  /** The most in one shift of one nurse. */
  most: z.number(),
  /** Of the interrupts, those that told of the same alert again. */
  repeats: z.number(),
  /** Alerts raised in this week that have ended, and of these the ones on which somebody had to act. */
  ended: z.number(),
  actedOn: z.number(),
});
export type AlertLoadWeek = z.output<typeof AlertLoadWeek>;

export const AlertLoadTrigger = z.strictObject({
  trigger: keyOf(TIER_TRIGGERS),
  raised: z.number(),
  ended: z.number(),
  /** Closed as unrelated, duplicate or entered in error, or withdrawn. */
  notActedOn: z.number(),
});
export type AlertLoadTrigger = z.output<typeof AlertLoadTrigger>;

export const AlertLoad = z.strictObject({
  weeks: z.array(AlertLoadWeek),
  triggers: z.array(AlertLoadTrigger),
  now: z.string(),
});
export type AlertLoad = z.output<typeof AlertLoad>;

/** How many of each part, and the minutes within which half and nine in ten are. */
const Counts = z.strictObject({
  total: z.number(),
  /** By the part's name; a part that is not here has none. */
  parts: z.record(z.string(), z.number()),
  median: z.number().nullable(),
  ninth: z.number().nullable(),
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
