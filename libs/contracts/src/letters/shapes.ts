import {
  LETTER_KINDS,
  LETTER_RECIPIENTS,
  RECIPIENTS_OF,
  TEMPLATE_KINDS,
  templateFaults,
  type LetterKind,
  type LetterRecipient,
} from '@shared-care/domain/letters';
import * as z from 'zod';
import { clinicalText } from '../emergency-plans/shapes';
import { id, oneOf, requiredText, text, version } from '../text';

const kind = oneOf(LETTER_KINDS, 'a kind of letter');

const recipient = oneOf(LETTER_RECIPIENTS, 'who it is for');

function fits({ kind, recipient }: { kind: LetterKind; recipient: LetterRecipient }): boolean {
  return RECIPIENTS_OF[kind].includes(recipient);
}

const NOT_FOR_THEM = { path: ['recipient'], message: 'A letter of this kind goes to somebody else. Choose again.' };

const asked = z.strictObject({
  patientId: id('the child'),
  kind,
  recipient,
  /** Of a parent or a team, where there are several; null: those at home, or the one there is. */
  recipientId: id('who it is for').nullable().default(null),
  /** Of a ward alone: every other name and address comes from the record of the child. */
  recipientName: text(120).default(''),
  largePrint: z.boolean().default(false),
  note: text(300).nullable().default(null),
  /** Current letters of this child that lie in the same envelope. */
  enclosures: z.array(id('the letter')).max(5, 'Enclose five letters or fewer.').default([]),
});

type Addressed = Pick<z.output<typeof asked>, 'kind' | 'recipient' | 'recipientName'>;

function addressed<Shape extends z.ZodType<Addressed>>(shape: Shape): Shape {
  return shape
    .refine(fits, NOT_FOR_THEM)
    .refine(({ recipient, recipientName }) => recipient !== 'ward' || recipientName !== '', {
      path: ['recipientName'],
      message: 'Enter who it is addressed to.',
    })
    .refine(({ recipient, recipientName }) => recipient === 'ward' || recipientName === '', {
      path: ['recipientName'],
      message: 'Leave this empty: name and address come from the record of the child.',
    });
}

/** What a letter would say: nothing is issued. */
export const PreviewLetter = addressed(asked);

export type PreviewLetter = z.input<typeof PreviewLetter>;

/** With an idempotency key in the header: sent twice, it issues one letter. */
export const IssueLetter = addressed(
  asked.extend({
    /** As the preview gave it; null: it was not looked at, as when another system asks. */
    seen: text(64).nullable().default(null),
  }),
);

export type IssueLetter = z.input<typeof IssueLetter>;

export const WithdrawLetter = z.strictObject({ version, because: requiredText(500, 'why') });

export type WithdrawLetter = z.infer<typeof WithdrawLetter>;

const templateBody = clinicalText(6000)
  .min(1, 'Enter the words of the letter.')
  .superRefine((body, context) => {
    for (const message of templateFaults(body)) context.addIssue({ code: 'custom', message });
  });

export const BeginTemplate = z.strictObject({ kind: oneOf(TEMPLATE_KINDS, 'a kind of letter') });

export type BeginTemplate = z.infer<typeof BeginTemplate>;

export const SaveTemplate = z.strictObject({ version, title: requiredText(120, 'a title'), body: templateBody });

export type SaveTemplate = z.infer<typeof SaveTemplate>;

export const TemplateVersion = z.strictObject({ version });

export type TemplateVersion = z.infer<typeof TemplateVersion>;

const batch = z.strictObject({
  hospitalId: id('a hospital'),
  kind,
  recipient,
  largePrint: z.boolean().default(false),
});

/** Letters of one kind for every child of a hospital. */
export const AskBatch = batch.refine(fits, NOT_FOR_THEM);

export type AskBatch = z.input<typeof AskBatch>;

/** Some children at a time, in the order in which the letters would be made. */
export const PreviewBatch = batch.extend({ from: z.int().min(0).max(100_000).default(0) }).refine(fits, NOT_FOR_THEM);

export type PreviewBatch = z.input<typeof PreviewBatch>;

/** Stops a batch; what was issued stays issued. */
export const CancelBatch = z.strictObject({ cancel: z.literal(true, { error: 'Send true to cancel it.' }) });

export type CancelBatch = z.infer<typeof CancelBatch>;

/** The code on a letter, long enough for every way in which it is written. */
export const LetterCode = z.string().max(40);
