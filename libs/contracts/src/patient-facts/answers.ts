import * as z from 'zod';
import { SourceOfFact } from '../registration/answers';
import { CHANGED_FACTS, INHIBITOR_RESULTS } from '@shared-care/domain/patient-change';
import { keyOf } from '../text';
import { INHIBITOR_STATES } from '@shared-care/domain/patient-facts';

/** Who wrote something, when and from what; struck out when it was wrong. */
export const Entry = z.strictObject({
  id: z.string(),
  /** No person: it came with the data. */
  by: z.string().nullable(),
  at: z.string(),
  source: SourceOfFact,
  struckOut: z
    .strictObject({
      by: z.string(),
      at: z.string(),
      because: z.string(),
    })
    .nullable(),
});
export type Entry = z.output<typeof Entry>;

export const FactValue = z.record(z.string(), z.string().nullable());
export type FactValue = z.output<typeof FactValue>;

export const ChangeEntry = Entry.extend({
  /** Null: the record was opened with it. */
  was: FactValue.nullable(),
  becomes: FactValue,
  /** Written in a record that was merged into this one: it tells, and decides nothing here. */
  ofMergedRecord: z.boolean(),
});
export type ChangeEntry = z.output<typeof ChangeEntry>;

export const FactState = z.strictObject({
  fact: keyOf(CHANGED_FACTS),
  value: FactValue,
  version: z.number(),
  /** Newest first. */
  changes: z.array(ChangeEntry),
});
export type FactState = z.output<typeof FactState>;

export const WeightEntry = Entry.extend({
  kg: z.string(),
  on: z.string(),
});
export type WeightEntry = z.output<typeof WeightEntry>;

export const InhibitorEntry = Entry.extend({
  state: keyOf(INHIBITOR_RESULTS),
  titre: z.string().nullable(),
  /** Null: the day of the test is not known. */
  on: z.string().nullable(),
});
export type InhibitorEntry = z.output<typeof InhibitorEntry>;

export const PatientFacts = z.strictObject({
  facts: z.array(FactState),
  /** Newest first, the struck-out ones among them. */
  weights: z.array(WeightEntry),
  inhibitorResults: z.array(InhibitorEntry),
  inhibitor: z.strictObject({
    state: keyOf(INHIBITOR_STATES),
    on: z.string().nullable(),
    titre: z.string().nullable(),
  }),
  registered: z
    .strictObject({
      by: z.string(),
      at: z.string(),
      source: SourceOfFact,
    })
    .nullable(),
  /** Why nothing here may be changed; null when this user may. */
  closed: z.string().nullable(),
  now: z.string(),
});
export type PatientFacts = z.output<typeof PatientFacts>;
