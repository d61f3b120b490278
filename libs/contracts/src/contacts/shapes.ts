import { CONTACT_PURPOSES, HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import * as z from 'zod';
import { id, oneOf, requiredText, text, version } from '../text';

/** Of the list of where a number is written. */
export const ContactUsesQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  rows: z.coerce.number().int().min(1).max(100).default(25),
});

/** `version` is that of the work, not of the contact. */
export const OwnStaleNumber = z.strictObject({ version, mine: z.boolean({ error: 'Say whether you take it.' }) });

export type OwnStaleNumber = z.infer<typeof OwnStaleNumber>;

const details = z.strictObject({
  purpose: oneOf(CONTACT_PURPOSES, 'what the number is for'),
  unitId: id('the unit').nullable().default(null),
  label: requiredText(120, 'what the number is called'),
  /** As typed: spaces, +44 and "ext 204" are understood. */
  phone: requiredText(40, 'the number'),
  extension: text(10).nullable().default(null),
  bleep: text(10).nullable().default(null),
  hours: oneOf(HOURS_BANDS, 'when it is answered'),
  email: text(254)
    .refine(
      (value) => value === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
      'Enter an email address, or leave it empty.',
    )
    .nullable()
    .default(null),
  onPublicList: z.boolean({ error: 'Say whether it is on the public list.' }).default(false),
});

const because = requiredText(300, 'how you know');

export const ProposeContact = z.strictObject({ becomes: details, because });

export type ProposeContact = z.input<typeof ProposeContact>;

export const ProposeContactChange = z.strictObject({
  version,
  /** Null: the number is no longer in use. */
  becomes: details.nullable(),
  because,
});

export type ProposeContactChange = z.input<typeof ProposeContactChange>;

/** The second person has rung the new number. */
export const ConfirmContactChange = z.strictObject({
  version,
  spokeTo: requiredText(120, 'who answered'),
});

export type ConfirmContactChange = z.infer<typeof ConfirmContactChange>;

export const WithdrawContactChange = z.strictObject({ version, reason: requiredText(300, 'why') });

export type WithdrawContactChange = z.infer<typeof WithdrawContactChange>;

export const CheckContact = z.strictObject({
  /** Made by the screen, so that a check sent twice counts once. */
  id: z.uuid({ error: 'Send an id of your own.' }),
  version,
  outcome: z.enum(['correct', 'no_answer', 'wrong_number'], { error: 'Choose what came of the call.' }),
});

export type CheckContact = z.infer<typeof CheckContact>;

/** `version` is that of the contact: what was said of another number is not taken back. */
export const UndoCheck = z.strictObject({ version });

export type UndoCheck = z.infer<typeof UndoCheck>;
