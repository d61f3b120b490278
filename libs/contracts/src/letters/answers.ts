import * as z from 'zod';
import { NumberToRing } from '../contacts/number-to-ring';
import {
  CODE_ANSWERS,
  LETTER_KINDS,
  LETTER_RECIPIENTS,
  LETTER_STATES,
  TEMPLATE_KINDS,
  TEMPLATE_STATES,
} from '@shared-care/domain/letters';
import { keyOf } from '../text';
import { PatientIdentity } from '../patients/answers';

export const LetterInList = z.strictObject({
  id: z.string(),
  kind: keyOf(LETTER_KINDS),
  recipient: keyOf(LETTER_RECIPIENTS),
  recipientName: z.string(),
  versionNumber: z.number(),
  state: keyOf(LETTER_STATES),
  issuedBy: z.string(),
  issuedAt: z.string(),
  endedAt: z.string().nullable(),
  endedBecause: z.string().nullable(),
});
export type LetterInList = z.output<typeof LetterInList>;

/** Modules of a QR code as one SVG path on a square of `size` units. */
export const QrCode = z.strictObject({
  size: z.number(),
  path: z.string(),
});
export type QrCode = z.output<typeof QrCode>;

/** Everything on the paper, as it was on the day of issue. */
export const LetterModel = z.strictObject({
  title: z.string(),
  unitName: z.string(),
  unitNumbers: z
    .array(
      z.strictObject({
        label: z.string(),
        phone: z.string(),
        extension: z.string().nullable(),
        bleep: z.string().nullable(),
        hours: z.string(),
      }),
    )
    .optional(),
  unitAddress: z.array(z.string()).optional(),
  recipient: z.string(),
  recipientAddress: z.array(z.string()).optional(),
  salutes: z.boolean().optional(),
  salutation: z.string().optional(),
  patient: z.strictObject({ name: z.string(), born: z.string(), nhsNumber: z.string() }),
  flags: z.array(z.string()),
  blocks: z.array(
    z.union([
      z.strictObject({ type: z.literal('heading'), text: z.string() }),
      z.strictObject({ type: z.literal('text'), text: z.string() }),
      z.strictObject({ type: z.literal('list'), ordered: z.boolean(), items: z.array(z.string()) }),
      z.strictObject({
        type: z.literal('facts'),
        facts: z.array(z.strictObject({ label: z.string(), text: z.string() })),
      }),
      z.strictObject({
        type: z.literal('numbers'),
        numbers: z.array(z.strictObject({ phone: z.string(), words: z.string() })),
      }),
    ]),
  ),
  signature: z.string(),
  issuer: z.string().optional(),
  enclosures: z.array(z.string()).optional(),
  versionNumber: z.number(),
  code: z.string(),
  validFrom: z.string(),
  reviewBy: z.string().nullable(),
  largePrint: z.boolean(),
});

export const Letter = LetterInList.extend({
  version: z.number(),
  patientId: z.string(),
  model: LetterModel,
  /** What the code on it answers at this moment. */
  answer: keyOf(CODE_ANSWERS),
  checkUrl: z.string(),
  qr: QrCode,
  note: z.string().nullable(),
  /** For the foot of a print. */
  printedBy: z.string(),
  now: z.string(),
});
export type Letter = z.output<typeof Letter>;

/** What would be printed now, before anything is issued. */
export const LetterPreview = z.strictObject({
  /** Null: it cannot be issued; `stops` says why. Its code is given when it is issued. */
  model: LetterModel.nullable(),
  stops: z.array(z.string()),
  /** What it goes without. */
  notes: z.array(z.string()),
  /** The letter of its kind that this reader holds now. */
  replaces: z.strictObject({ versionNumber: z.number(), issuedAt: z.string() }).nullable(),
  /** Sent back on issue: a letter that would read otherwise by then is not issued. */
  seen: z.string(),
  printedBy: z.string(),
  now: z.string(),
});
export type LetterPreview = z.output<typeof LetterPreview>;

/** The answer to anybody who types a code. It holds no name. */
export const CheckedCode = z.strictObject({
  answer: keyOf(CODE_ANSWERS),
  versionNumber: z.number().nullable(),
  /** Calendar dates. */
  issuedOn: z.string().nullable(),
  reviewBy: z.string().nullable(),
  unitName: z.string(),
});
export type CheckedCode = z.output<typeof CheckedCode>;

export const LetterTemplate = z.strictObject({
  id: z.string(),
  kind: keyOf(TEMPLATE_KINDS),
  versionNumber: z.number(),
  state: keyOf(TEMPLATE_STATES),
  title: z.string(),
  body: z.string(),
  writtenBy: z.string(),
  changedAt: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  /** The reader typed in it, and so cannot approve it. */
  mine: z.boolean(),
  version: z.number(),
});
export type LetterTemplate = z.output<typeof LetterTemplate>;

/** For everybody clinical, about no child: what to do first, and whom to ring. */
export const EmergencyAdvice = z.strictObject({
  title: z.string().nullable(),
  /** Null: no doctor has approved any. */
  blocks: z
    .array(
      z.union([
        z.strictObject({ type: z.literal('heading'), text: z.string() }),
        z.strictObject({ type: z.literal('text'), text: z.string() }),
        z.strictObject({ type: z.literal('list'), ordered: z.boolean(), items: z.array(z.string()) }),
        z.strictObject({
          type: z.literal('facts'),
          facts: z.array(z.strictObject({ label: z.string(), text: z.string() })),
        }),
        z.strictObject({
          type: z.literal('numbers'),
          numbers: z.array(z.strictObject({ phone: z.string(), words: z.string() })),
        }),
      ]),
    )
    .nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  ringNow: z.array(NumberToRing),
  unitNumbers: z.array(
    z.strictObject({
      label: z.string(),
      phone: z.string(),
      extension: z.string().nullable(),
      bleep: z.string().nullable(),
      hours: z.string(),
    }),
  ),
  now: z.string(),
});
export type EmergencyAdvice = z.output<typeof EmergencyAdvice>;

export const BatchState = z.enum(['running', 'done', 'cancelled']);
export type BatchState = z.output<typeof BatchState>;

export const LetterBatch = z.strictObject({
  id: z.string(),
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  kind: keyOf(LETTER_KINDS),
  recipient: keyOf(LETTER_RECIPIENTS),
  state: BatchState,
  total: z.number(),
  issued: z.number(),
  skipped: z.number(),
  askedBy: z.string(),
  askedAt: z.string(),
});
export type LetterBatch = z.output<typeof LetterBatch>;

export const LetterBatchDetail = LetterBatch.extend({
  skippedChildren: z.array(
    z.strictObject({
      patient: PatientIdentity,
      because: z.string(),
    }),
  ),
  now: z.string(),
});
export type LetterBatchDetail = z.output<typeof LetterBatchDetail>;

/** Whom a batch would go to: each child once, with what stops theirs. */
export const BatchPreview = z.strictObject({
  total: z.number(),
  from: z.number(),
  children: z.array(
    z.strictObject({
      patient: PatientIdentity,
      /** Null: their letter would be skipped. */
      addressee: z.string().nullable(),
      stops: z.array(z.string()),
      notes: z.array(z.string()),
    }),
  ),
  /** As the batch would address a ward. */
  recipientName: z.string(),
  now: z.string(),
});
export type BatchPreview = z.output<typeof BatchPreview>;
