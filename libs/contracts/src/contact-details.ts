import { MESSAGES_CHOICES, type MessagesChoice, type WhyNotContacted } from '@shared-care/domain/may-contact';
import * as z from 'zod';
import { oneOf, text } from './text';

export const ChangeContactDetails = z.strictObject({
  /** 0 when nothing has been recorded yet. */
  version: z.int({ error: 'Send the version you saw.' }).min(0),
  address: text(300),
  postcode: text(10),
  phone: text(40),
  email: z.union([
    z.literal(''),
    z.email({ error: 'Enter an email address such as name@example.org, or nothing.' }).max(254),
  ]),
  messages: oneOf(MESSAGES_CHOICES, 'what the family said about messages'),
});
export type ChangeContactDetails = z.input<typeof ChangeContactDetails>;

export interface ContactDetails {
  address: string | null;
  postcode: string | null;
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
