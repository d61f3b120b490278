import * as z from 'zod';
import { MESSAGES_CHOICES, WHY_NOT_CONTACTED } from '@shared-care/domain/may-contact';
import { keyOf } from '../text';

export const ContactDetails = z.strictObject({
  address: z.string().nullable(),
  postcode: z.string().nullable(),
  addressSince: z.string().nullable(),
  /** In national form. */
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** When a message to this address came back. */
  emailBouncedAt: z.string().nullable(),
  /** Kept back while the address is restricted: all of the above are null then, whatever is on record. */
  keptBack: z.boolean(),
  messages: keyOf(MESSAGES_CHOICES),
  messagesOn: z.string().nullable(),
  /** Why nothing is sent to the family without a person writing it; null when it may be. */
  whyNot: keyOf(WHY_NOT_CONTACTED).nullable(),
  version: z.number(),
});
export type ContactDetails = z.output<typeof ContactDetails>;
