import { BLEED_SETTLEMENTS, HAEMTRACK_STATES, HOME_THERAPY_STATES } from '@shared-care/domain/home-therapy';
import * as z from 'zod';
import { calendarDate, id, oneOf, requiredText, text, version } from '../text';

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
