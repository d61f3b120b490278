import * as z from 'zod';
import { text } from '../text';

/** Sent in the body, never in the URL: what is searched for may be an NHS number. */
export const PatientSearch = z.strictObject({
  query: text(200),
  limit: z.int().min(1).max(50).default(8),
});

export type PatientSearch = z.input<typeof PatientSearch>;
