import * as z from 'zod';
import { pageAsked } from '../paging';
import { id, instant, oneOf } from '../text';

export const AUDIT_PAGE_SIZE = 50;

/** The list stands in one order: newest first. */
export const AUDIT_SORTS = { when: 1 } as const;

/** Newest first, by the page; or, with `before`, which is the `next` of an answer, what came earlier. */
export const AuditQuery = z.strictObject({
  ...pageAsked(AUDIT_SORTS, 'when', AUDIT_PAGE_SIZE),
  since: instant('the start').optional(),
  until: instant('the end').optional(),
  before: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'Send the place the page before ended with.')
    .optional(),
});

export type AuditQuery = z.output<typeof AuditQuery>;

/** What an admin looks for in what a user did; without one, all of it. */
export const USER_AUDIT_KINDS = {
  session: 'Signing in and out',
  refused: 'Refused or failed',
  export: 'Exports',
  account: 'Changes to accounts',
} as const;

export type UserAuditKind = keyof typeof USER_AUDIT_KINDS;

export const UserAuditQuery = AuditQuery.extend({ kind: oneOf(USER_AUDIT_KINDS, 'what to show').optional() });

export type UserAuditQuery = z.output<typeof UserAuditQuery>;

/** Looked at when no start is asked for. */
export const UNUSUAL_DAYS = 7;

export const UNUSUAL_KINDS = {
  refusals: 'Refused often within an hour',
  out_of_hours: 'Many children opened out of hours',
  same_name: 'Opened a child with the same family name',
} as const;

export type UnusualKind = keyof typeof UNUSUAL_KINDS;

/** Last first, by the page or from `before` on. What is counted lies between `since` and `until`. */
export const UnusualQuery = z.strictObject({
  ...pageAsked(AUDIT_SORTS, 'when', AUDIT_PAGE_SIZE),
  since: instant('the start').optional(),
  until: instant('the end').optional(),
  kind: oneOf(UNUSUAL_KINDS, 'what to show').optional(),
  userId: id('the person').optional(),
  before: z
    .string()
    .regex(/^\d{20}-[0-9a-f]{32}$/, 'Send the place the page before ended with.')
    .optional(),
});

export type UnusualQuery = z.output<typeof UnusualQuery>;
