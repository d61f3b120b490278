import {
  BLEED_SETTLEMENTS,
  HAEMTRACK_STATES,
  HOME_THERAPY_STATES,
  type BleedSettlement,
  type DeliveryOutcome,
  type HaemtrackPeriod,
  type HaemtrackState,
  type HomeTherapyConcern,
  type HomeTherapyState,
} from '@shared-care/domain/home-therapy';
import * as z from 'zod';
import type { PatientIdentity } from './patients';
import { calendarDate, id, oneOf, requiredText, text, version } from './text';

export interface HomeTherapyRecord {
  state: HomeTherapyState;
  stateSince: string | null;
  deliveryCompany: string | null;
  nextDeliveryOn: string | null;
  stockDays: number | null;
  stockCountedOn: string | null;
  haemtrack: HaemtrackState;
  lastEntryOn: string | null;
  /** 0 while nothing has been recorded. */
  version: number;
}

export interface HomeTherapyInList extends HomeTherapyRecord {
  patient: PatientIdentity;
  /** Days of stock left today; null when nobody counted. */
  stockLeft: number | null;
  /** Entries in the diary of the last 90 days, in per cent of those planned. */
  perCent: number | null;
  concerns: HomeTherapyConcern[];
}

/** A bleed in one place only. */
export interface LoneBleed {
  /** Where it was found. */
  from: 'diary' | 'attendance';
  id: string;
  patient: PatientIdentity;
  on: string;
  site: string | null;
  hospitalName: string | null;
}

export interface HomeTherapyList {
  /** Everybody on home therapy or in training, those with most concerns first. */
  families: HomeTherapyInList[];
  loneBleeds: LoneBleed[];
  now: string;
}

export interface HomeDelivery {
  id: string;
  version: number;
  company: string;
  expectedOn: string;
  outcome: DeliveryOutcome;
  arrivedOn: string | null;
  note: string | null;
}

export interface HomeTherapyDetail extends HomeTherapyInList {
  /** Newest first. */
  deliveries: HomeDelivery[];
  periods: (HaemtrackPeriod & { source: 'hand' | 'file' })[];
  bleeds: { id: string; on: string; site: string; settled: BleedSettlement | null }[];
  events: { id: string; at: string; by: string | null; words: string }[];
  now: string;
}

export const ChangeHomeTherapy = z
  .strictObject({
    version: z.int({ error: 'Send the version you saw.' }).min(0),
    state: oneOf(HOME_THERAPY_STATES, 'whether they are on home therapy'),
    deliveryCompany: text(100).nullable(),
    nextDeliveryOn: calendarDate('the next delivery').nullable(),
    stockDays: z.int({ error: 'Enter the days of stock as a whole number.' }).min(0).max(400).nullable(),
    stockCountedOn: calendarDate('the day on which it was counted').nullable(),
    haemtrack: oneOf(HAEMTRACK_STATES, 'the state of the diary'),
    lastEntryOn: calendarDate('the last entry').nullable(),
  })
  .refine(({ stockDays, stockCountedOn }) => (stockDays === null) === (stockCountedOn === null), {
    path: ['stockCountedOn'],
    message: 'Enter both the days of stock and the day on which they were counted.',
  })
  .refine(({ nextDeliveryOn, deliveryCompany }) => nextDeliveryOn === null || (deliveryCompany ?? '') !== '', {
    path: ['deliveryCompany'],
    message: 'Enter who delivers.',
  });
export type ChangeHomeTherapy = z.input<typeof ChangeHomeTherapy>;

export const SettleDelivery = z
  .strictObject({
    version,
    outcome: z.enum(['arrived', 'late', 'missed'], { error: 'Choose what became of it.' }),
    arrivedOn: calendarDate('the day on which it arrived').nullable().default(null),
    nextDeliveryOn: calendarDate('the next delivery').nullable().default(null),
    note: text(500).nullable().default(null),
  })
  .refine(({ outcome, arrivedOn }) => (outcome === 'missed') === (arrivedOn === null), {
    path: ['arrivedOn'],
    message: 'Enter the day on which it arrived; leave it empty when it did not.',
  });
export type SettleDelivery = z.input<typeof SettleDelivery>;

export const RecordHaemtrackPeriod = z
  .strictObject({
    from: calendarDate('the first day'),
    to: calendarDate('the last day'),
    planned: z.int({ error: 'Enter the planned entries as a whole number.' }).min(0).max(1000),
    entered: z.int({ error: 'Enter the entries made as a whole number.' }).min(0).max(1000),
  })
  .refine(({ from, to }) => to >= from, { path: ['to'], message: 'The last day comes before the first.' });
export type RecordHaemtrackPeriod = z.input<typeof RecordHaemtrackPeriod>;

export const RecordDiaryBleed = z.strictObject({
  on: calendarDate('the day of the bleed'),
  site: requiredText(100, 'where it bled'),
});
export type RecordDiaryBleed = z.input<typeof RecordDiaryBleed>;

export const SettleBleed = z.strictObject({
  from: z.enum(['diary', 'attendance'], { error: 'Say where the bleed stands.' }),
  id: id('a bleed'),
  settledAs: oneOf(BLEED_SETTLEMENTS, 'how it was settled'),
  note: text(500).nullable().default(null),
});
export type SettleBleed = z.input<typeof SettleBleed>;

/** Text of a CSV file with the columns nhs_number, from, to, planned, entered. */
export const HaemtrackFile = z.strictObject({
  csv: z.string({ error: 'Send the text of the file.' }).max(50_000, 'Send a file of less than 50 kB.'),
});
export type HaemtrackFile = z.input<typeof HaemtrackFile>;

/** What an import would do, or did: nothing is written while any row cannot be used. */
export interface HaemtrackImport {
  rows: number;
  /** New and changed periods. */
  taken: number;
  unchanged: number;
  /** With the line of the file, the column and how to mend it; the value itself is not repeated. */
  problems: { line: number; column: string; message: string }[];
}
