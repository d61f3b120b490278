import { MESSAGES_CHOICES, type MessagesChoice, type WhyNotContacted } from '@shared-care/domain/may-contact';
import * as z from 'zod';
import { familyEmail } from './family';
import { calendarDate, oneOf, postcode, text } from './text';

export const ChangeContactDetails = z.strictObject({
  /** 0 when nothing has been recorded yet. */
  version: z.int({ error: 'Send the version you saw.' }).min(0),
  address: text(300),
  postcode,
  /** Since when they live there. */
  addressSince: calendarDate('since when they live there').nullable().default(null),
  phone: text(40),
  email: familyEmail,
  messages: oneOf(MESSAGES_CHOICES, 'what the family said about messages'),
});
export type ChangeContactDetails = z.input<typeof ChangeContactDetails>;

export interface ContactDetails {
  address: string | null;
  postcode: string | null;
  addressSince: string | null;
  /** In national form. */
  phone: string | null;
  email: string | null;
  /** When a message to this address came back. */
  emailBouncedAt: string | null;
  /** Kept back while the address is restricted: all of the above are null then, whatever is on record. */
  keptBack: boolean;
  messages: MessagesChoice;
  messagesOn: string | null;
  /** Why nothing is sent to the family without a person writing it; null when it may be. */
  whyNot: WhyNotContacted | null;
  version: number;
}
