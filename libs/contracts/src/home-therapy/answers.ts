import * as z from 'zod';
import {
  BLEED_SETTLEMENTS,
  DELIVERY_OUTCOMES,
  HAEMTRACK_STATES,
  HOME_THERAPY_CONCERNS,
  HOME_THERAPY_STATES,
} from '@shared-care/domain/home-therapy';
import { keyOf } from '../text';
import { PatientIdentity } from '../patients/answers';

export const HomeTherapyRecord = z.strictObject({
  state: keyOf(HOME_THERAPY_STATES),
  stateSince: z.string().nullable(),
  deliveryCompany: z.string().nullable(),
  nextDeliveryOn: z.string().nullable(),
  stockDays: z.number().nullable(),
  stockCountedOn: z.string().nullable(),
  haemtrack: keyOf(HAEMTRACK_STATES),
  lastEntryOn: z.string().nullable(),
  /** 0 while nothing has been recorded. */
  version: z.number(),
});
export type HomeTherapyRecord = z.output<typeof HomeTherapyRecord>;

export const HomeTherapyInList = HomeTherapyRecord.extend({
  patient: PatientIdentity,
  /** Days of stock left today; null when never counted. */
  stockLeft: z.number().nullable(),
  /** Entries in the diary of the last 90 days, in per cent of those planned. */
  perCent: z.number().nullable(),
  concerns: z.array(keyOf(HOME_THERAPY_CONCERNS)),
});
export type HomeTherapyInList = z.output<typeof HomeTherapyInList>;

/** A bleed in one place only. */
export const LoneBleed = z.strictObject({
  /** Where it was found. */
  from: z.enum(['diary', 'attendance']),
  id: z.string(),
  patient: PatientIdentity,
  on: z.string(),
  site: z.string().nullable(),
  hospitalName: z.string().nullable(),
});
export type LoneBleed = z.output<typeof LoneBleed>;

export const HomeTherapyList = z.strictObject({
  /** Everybody on home therapy or in training, those with most concerns first. */
  families: z.array(HomeTherapyInList),
  loneBleeds: z.array(LoneBleed),
  now: z.string(),
});
export type HomeTherapyList = z.output<typeof HomeTherapyList>;

export const HomeDelivery = z.strictObject({
  id: z.string(),
  version: z.number(),
  company: z.string(),
  expectedOn: z.string(),
  outcome: keyOf(DELIVERY_OUTCOMES),
  arrivedOn: z.string().nullable(),
  note: z.string().nullable(),
});
export type HomeDelivery = z.output<typeof HomeDelivery>;

export const HomeTherapyDetail = HomeTherapyInList.extend({
  /** Newest first. */
  deliveries: z.array(HomeDelivery),
  periods: z.array(
    z.strictObject({ from: z.string(), to: z.string(), planned: z.number(), entered: z.number() }).extend(
      z.strictObject({
        source: z.enum(['hand', 'file']),
      }).shape,
    ),
  ),
  bleeds: z.array(
    z.strictObject({
      id: z.string(),
      on: z.string(),
      site: z.string(),
      settled: keyOf(BLEED_SETTLEMENTS).nullable(),
    }),
  ),
  events: z.array(
    z.strictObject({
      id: z.string(),
      at: z.string(),
      by: z.string().nullable(),
      words: z.string(),
    }),
  ),
  now: z.string(),
});
export type HomeTherapyDetail = z.output<typeof HomeTherapyDetail>;

/** What an import would do, or did: nothing is written while any row cannot be used. */
export const HaemtrackImport = z.strictObject({
  rows: z.number(),
  /** New and changed periods. */
  taken: z.number(),
  unchanged: z.number(),
  /** With the line of the file, the column and how to mend it; the value itself is not repeated. */
  problems: z.array(
    z.strictObject({
      line: z.number(),
      column: z.string(),
      message: z.string(),
    }),
  ),
});
export type HaemtrackImport = z.output<typeof HaemtrackImport>;
