import * as z from 'zod';
import { READINESS, UNIT_FACTS } from './shapes';
import { keyOf } from '../text';

export const UnitFacts = z.strictObject({
  version: z.number(),
  hospital: z
    .strictObject({
      id: z.string(),
      odsCode: z.string(),
      name: z.string(),
      town: z.string().nullable(),
    })
    .nullable(),
  name: z.string().nullable(),
  sender: z
    .strictObject({
      name: z.string(),
      address: z.string(),
    })
    .nullable(),
  /** As letters and cards print it; null: not recorded. */
  address: z.strictObject({ lines: z.array(z.string()), postcode: z.string() }).nullable(),
});
export type UnitFacts = z.output<typeof UnitFacts>;

export const UnitChange = z.strictObject({
  id: z.string(),
  version: z.number(),
  what: keyOf(UNIT_FACTS),
  /** In words; null when it was the first. */
  was: z.string().nullable(),
  becomes: z.string(),
  reason: z.string().nullable(),
  state: z.enum(['waiting', 'done', 'refused']),
  /** Null: the first start said it. */
  proposedBy: z
    .strictObject({
      id: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  proposedAt: z.string(),
  decidedBy: z
    .strictObject({
      id: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  decidedAt: z.string().nullable(),
});
export type UnitChange = z.output<typeof UnitChange>;

/** The last test of the way mail goes, with the sender that counts now. */
export const MailTest = z.strictObject({
  sentTo: z.string(),
  sentBy: z.string(),
  sentAt: z.string(),
  /** When somebody typed the code that was in it. */
  arrivedAt: z.string().nullable(),
});
export type MailTest = z.output<typeof MailTest>;

export const UnitPage = z.strictObject({
  facts: UnitFacts,
  /** Waiting first, then the newest. */
  changes: z.array(UnitChange),
  mail: z.strictObject({
    /** False: this process has no mail server to hand anything to. */
    relay: z.boolean(),
    lastTest: MailTest.nullable(),
  }),
  now: z.string(),
});
export type UnitPage = z.output<typeof UnitPage>;

export const ReadinessStep = z.strictObject({
  code: keyOf(READINESS),
  /** What is missing, in sentences. Empty: this step is done. */
  missing: z.array(z.string()),
  /** What is so already, for example "Monday to Friday: 01632 960123". */
  known: z.array(z.string()),
});
export type ReadinessStep = z.output<typeof ReadinessStep>;

export const UnitReadiness = z.strictObject({
  steps: z.array(ReadinessStep),
  ready: z.boolean(),
  /** What no alert waits for, but the unit does. */
  later: z.array(z.string()),
  /** When a check first found nothing missing; null: not yet. */
  readySince: z.string().nullable(),
  now: z.string(),
});
export type UnitReadiness = z.output<typeof UnitReadiness>;
