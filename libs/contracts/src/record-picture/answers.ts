import * as z from 'zod';
import { BODY_PLACES } from '@shared-care/domain/bleeds';
import { EMERGENCY_PLAN_STATES } from '@shared-care/domain/emergency-plan';
import { HOME_THERAPY_CONCERNS, HOME_THERAPY_STATES } from '@shared-care/domain/home-therapy';
import { LETTER_KINDS, LETTER_RECIPIENTS } from '@shared-care/domain/letters';
import { INHIBITOR_RESULTS } from '@shared-care/domain/patient-change';
import { REQUEST_STATES, REQUEST_TYPES } from '@shared-care/domain/request-states';
import { TREATMENT_PURPOSES } from '@shared-care/domain/treatments';
import { EmergencyCard } from '../emergency-plans/answers';
import { PatientNotices } from '../notices/answers';
import { PatientPage } from '../patients/answers';
import { keyOf } from '../text';

/** A stretch of time in which the child may go straight to a hospital. */
export const AccessSpan = z.strictObject({
  hospital: z.strictObject({ id: z.string(), name: z.string() }),
  validity: z.enum(['valid', 'due_review']),
  from: z.string(),
  /** Null: it still runs. */
  to: z.string().nullable(),
});
export type AccessSpan = z.output<typeof AccessSpan>;

/** One bleed, told at an attendance, in the family's diary, or in both. */
export const Bleed = z.strictObject({
  on: z.string(),
  /** Null: not said, or not to be placed on a body. */
  place: keyOf(BODY_PLACES).nullable(),
  /** As it is recorded. */
  words: z.string().nullable(),
  from: z.enum(['attendance', 'diary', 'both']),
  /** The alert of the attendance at which it was told; null: told in the diary only. */
  alertId: z.string().nullable(),
});
export type Bleed = z.output<typeof Bleed>;

export const HomePicture = z.strictObject({
  state: keyOf(HOME_THERAPY_STATES),
  nextDeliveryOn: z.string().nullable(),
  stockDays: z.number().nullable(),
  stockCountedOn: z.string().nullable(),
  /** Days of stock left today; null when never counted. */
  stockLeft: z.number().nullable(),
  /** Entries of the last 90 days in per cent of those planned. */
  perCent: z.number().nullable(),
  concerns: z.array(keyOf(HOME_THERAPY_CONCERNS)),
  /** Oldest first. */
  periods: z.array(z.strictObject({ from: z.string(), to: z.string(), planned: z.number(), entered: z.number() })),
});
export type HomePicture = z.output<typeof HomePicture>;

/** What the pictures on the Summary of a record are drawn from, besides the attendances of its page. */
export const RecordPicture = z.strictObject({
  /** First and last day of the twelve months. */
  from: z.string(),
  to: z.string(),
  /** Approved versions that held within them, oldest first. */
  plans: z.array(
    z.strictObject({
      versionNumber: z.number(),
      state: keyOf(EMERGENCY_PLAN_STATES),
      approvedAt: z.string(),
      endedAt: z.string().nullable(),
    }),
  ),
  /** Given within them, oldest first; null for people whom the unit does not show them to. */
  treatments: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        purpose: keyOf(TREATMENT_PURPOSES),
        /** Null: since when is not known. */
        from: z.string().nullable(),
        /** Null: it is given now. */
        to: z.string().nullable(),
      }),
    )
    .nullable(),
  openAccess: z.array(AccessSpan),
  bleeds: z.array(Bleed),
  /** All there are, oldest first, without the struck-out ones. */
  weights: z.array(z.strictObject({ kg: z.string(), on: z.string() })),
  inhibitorResults: z.array(
    z.strictObject({ state: keyOf(INHIBITOR_RESULTS), titre: z.string().nullable(), on: z.string().nullable() }),
  ),
  baseline: z.strictObject({ level: z.string().nullable(), writtenOn: z.string().nullable() }),
  /** What follows is null for people whom the unit does not show it to. Issued within the twelve months. */
  letters: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: keyOf(LETTER_KINDS),
        recipient: keyOf(LETTER_RECIPIENTS),
        issuedAt: z.string(),
      }),
    )
    .nullable(),
  /** Open ones of any age, and those received within the twelve months. */
  requests: z
    .array(
      z.strictObject({
        id: z.string(),
        reference: z.string(),
        type: keyOf(REQUEST_TYPES),
        state: keyOf(REQUEST_STATES),
        receivedAt: z.string(),
        doneAt: z.string().nullable(),
        doBy: z.string().nullable(),
        ownerName: z.string().nullable(),
      }),
    )
    .nullable(),
  homeTherapy: HomePicture.nullable(),
  now: z.string(),
});
export type RecordPicture = z.output<typeof RecordPicture>;

/** What is on the screen when a record opens. A part is null for people whom the unit does not show it to. */
export const OpenRecord = z.strictObject({
  page: PatientPage,
  picture: RecordPicture.nullable(),
  card: EmergencyCard.nullable(),
  notices: PatientNotices.nullable(),
  /** How many there are of any age. */
  letters: z.number().nullable(),
  /** Parts that this user may see and that could not be had. */
  missing: z.array(z.enum(['picture', 'card', 'notices', 'letters'])),
});
export type OpenRecord = z.output<typeof OpenRecord>;
