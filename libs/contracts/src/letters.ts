import {
  LETTER_KINDS,
  LETTER_RECIPIENTS,
  RECIPIENTS_OF,
  TEMPLATE_KINDS,
  templateFaults,
  type CodeAnswer,
  type LetterKind,
  type LetterModel,
  type LetterRecipient,
  type LetterState,
  type TemplateKind,
  type TemplateState,
} from '@shared-care/domain/letters';
import type { RingLine, UnitNumber } from '@shared-care/domain/where-and-whom';
import * as z from 'zod';
import { clinicalText } from './emergency-plans';
import type { PatientIdentity } from './patients';
import { id, oneOf, requiredText, text, version } from './text';

const kind = oneOf(LETTER_KINDS, 'a kind of letter');
const recipient = oneOf(LETTER_RECIPIENTS, 'who it is for');

function fits({ kind, recipient }: { kind: LetterKind; recipient: LetterRecipient }): boolean {
  return RECIPIENTS_OF[kind].includes(recipient);
}
const NOT_FOR_THEM = { path: ['recipient'], message: 'A letter of this kind goes to somebody else. Choose again.' };

/** With an idempotency key in the header: sent twice, it issues one letter. */
export const IssueLetter = z
  .strictObject({
    patientId: id('the child'),
    kind,
    recipient,
    /** Of a parent or a team, where there are several; null: those at home, or the one there is. */
    recipientId: id('who it is for').nullable().default(null),
    /** Of a ward alone: every other name and address comes from the record of the child. */
    recipientName: text(120).default(''),
    largePrint: z.boolean().default(false),
    note: text(300).nullable().default(null),
  })
  .refine(fits, NOT_FOR_THEM)
  .refine(({ recipient, recipientName }) => recipient !== 'ward' || recipientName !== '', {
    path: ['recipientName'],
    message: 'Enter who it is addressed to.',
  })
  .refine(({ recipient, recipientName }) => recipient === 'ward' || recipientName === '', {
    path: ['recipientName'],
    message: 'Leave this empty: name and address come from the record of the child.',
  });
export type IssueLetter = z.input<typeof IssueLetter>;

export const WithdrawLetter = z.strictObject({ version, because: requiredText(500, 'why') });
export type WithdrawLetter = z.infer<typeof WithdrawLetter>;

export interface LetterInList {
  id: string;
  kind: LetterKind;
  recipient: LetterRecipient;
  recipientName: string;
  versionNumber: number;
  state: LetterState;
  issuedBy: string;
  issuedAt: string;
  endedAt: string | null;
  endedBecause: string | null;
}

/** Modules of a QR code as one SVG path on a square of `size` units. */
export interface QrCode {
  size: number;
  path: string;
}

export interface Letter extends LetterInList {
  version: number;
  patientId: string;
  model: LetterModel;
  /** What the code on it answers at this moment. */
  answer: CodeAnswer;
  checkUrl: string;
  qr: QrCode;
  note: string | null;
  /** For the foot of a print. */
  printedBy: string;
  now: string;
}

/** The answer to anybody who types a code. Names nobody. */
export interface CheckedCode {
  answer: CodeAnswer;
  versionNumber: number | null;
  /** Calendar dates. */
  issuedOn: string | null;
  reviewBy: string | null;
  unitName: string;
}

export interface LetterTemplate {
  id: string;
  kind: TemplateKind;
  versionNumber: number;
  state: TemplateState;
  title: string;
  body: string;
  writtenBy: string;
  changedAt: string;
  approvedBy: string | null;
  approvedAt: string | null;
  /** Whoever asks typed in it, and so cannot approve it. */
  mine: boolean;
  version: number;
}

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

/** For everybody clinical, about no child: what to do first, and whom to ring. */
export interface EmergencyAdvice {
  title: string | null;
  /** Null: no doctor has approved any. */
  blocks: LetterModel['blocks'] | null;
  approvedBy: string | null;
  approvedAt: string | null;
  ringNow: RingLine[];
  unitNumbers: UnitNumber[];
  now: string;
}

/** Letters of one kind for every child of a hospital. */
export const AskBatch = z
  .strictObject({
    hospitalId: id('a hospital'),
    kind,
    recipient,
    largePrint: z.boolean().default(false),
  })
  .refine(fits, NOT_FOR_THEM);
export type AskBatch = z.input<typeof AskBatch>;

/** Stops a batch; what was issued stays issued. */
export const CancelBatch = z.strictObject({ cancel: z.literal(true, { error: 'Send true to cancel it.' }) });
export type CancelBatch = z.infer<typeof CancelBatch>;

export type BatchState = 'running' | 'done' | 'cancelled';

export interface LetterBatch {
  id: string;
  hospital: { id: string; name: string };
  kind: LetterKind;
  recipient: LetterRecipient;
  state: BatchState;
  total: number;
  issued: number;
  skipped: number;
  askedBy: string;
  askedAt: string;
}

export interface LetterBatchDetail extends LetterBatch {
  skippedChildren: { patient: PatientIdentity; because: string }[];
  now: string;
}
