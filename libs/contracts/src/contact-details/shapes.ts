import { MESSAGES_CHOICES } from '@shared-care/domain/may-contact';
import * as z from 'zod';
import { familyEmail } from '../family/shapes';
import { calendarDate, oneOf, postcode, text } from '../text';

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
