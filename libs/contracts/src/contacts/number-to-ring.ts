import * as z from 'zod';

/** One number to ring at this hour, with its hours and why it is offered. */
export const NumberToRing = z.strictObject({
  label: z.string(),
  phone: z.string(),
  extension: z.string().nullable(),
  bleep: z.string().nullable(),
  hours: z.string(),
  verifiedOn: z.string().nullable(),
  verifiedBy: z.string().nullable().optional(),
  failedCalls: z.number().optional(),
  health: z.enum(['verified', 'verify_soon', 'overdue', 'never', 'stale']).optional(),
  healthWords: z.string().optional(),
  proposed: z.string().optional(),
  because: z.string(),
});
