import * as z from 'zod';
import { ROLES } from '@shared-care/domain/roles';
import { keyOf } from '../text';
import { UNUSUAL_KINDS } from './shapes';

export const AuditLine = z.strictObject({
  id: z.string(),
  at: z.string(),
  /** Null without a signed-in person, as for a failed sign-in. */
  by: z.string().nullable(),
  role: keyOf(ROLES).nullable(),
  action: z.string(),
  entity: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  /** True when the row is about a child; which one is told to the unit only. */
  aboutChild: z.boolean(),
  detail: z.string().nullable(),
  address: z.string().nullable(),
  /** The reference that a refusal showed. */
  requestId: z.string().nullable(),
});
export type AuditLine = z.output<typeof AuditLine>;

export const AuditPage = z.strictObject({
  /** The child or the user, as a line of text. */
  about: z.string(),
  lines: z.array(AuditLine),
  /** How many match the filters. */
  total: z.number(),
  /** How many there are without them. */
  all: z.number(),
  /** Ask with this as `before` for older lines; null at the end. */
  next: z.string().nullable(),
});
export type AuditPage = z.output<typeof AuditPage>;

export const UnusualAccess = z.strictObject({
  /** Its place in the list: ordered as text, last first. */
  id: z.string(),
  kind: keyOf(UNUSUAL_KINDS),
  userId: z.string(),
  by: z.string(),
  role: keyOf(ROLES),
  /** The last of them. */
  at: z.string(),
  times: z.number(),
  patient: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
});
export type UnusualAccess = z.output<typeof UnusualAccess>;

export const UnusualPage = z.strictObject({
  lines: z.array(UnusualAccess),
  /** How many match the filters. */
  total: z.number(),
  /** How many there are in the asked time without them. */
  all: z.number(),
  /** Everybody with a line in this time, whatever else is filtered. */
  people: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  /** Ask with this as `before` for older lines; null at the end. */
  next: z.string().nullable(),
});
export type UnusualPage = z.output<typeof UnusualPage>;
