import type { Role } from '@shared-care/domain/roles';
import * as z from 'zod';
import { id, instant, oneOf } from './text';

export const AUDIT_PAGE_SIZE = 50;

/** Newest first; `before` is the `next` of the page before. */
export const AuditQuery = z.strictObject({
  since: instant('the start').optional(),
  until: instant('the end').optional(),
  before: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'Send the place the page before ended with.')
    .optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** What an admin looks for in what a user did; without one, all of it. */
export const USER_AUDIT_KINDS = {
  session: 'Signing in and out',
  refused: 'Refused or failed',
  export: 'Exports',
  account: 'Changes to accounts',
} as const;
export type UserAuditKind = keyof typeof USER_AUDIT_KINDS;

export const UserAuditQuery = AuditQuery.extend({ kind: oneOf(USER_AUDIT_KINDS, 'what to show').optional() });
export type UserAuditQuery = z.infer<typeof UserAuditQuery>;

export interface AuditLine {
  id: string;
  at: string;
  /** Null when nobody was signed in, as for a failed sign-in. */
  by: string | null;
  role: Role | null;
  action: string;
  entity: string;
  outcome: 'done' | 'refused' | 'failed';
  /** True when the row is about a child; which one is told to the unit only. */
  aboutChild: boolean;
  detail: string | null;
  address: string | null;
  /** The reference that a refusal showed. */
  requestId: string | null;
}

export interface AuditPage {
  /** The child or the user, as a line of text. */
  about: string;
  lines: AuditLine[];
  /** Ask with this as `before` for older lines; null at the end. */
  next: string | null;
}

/** Looked at when no start is asked for. */
export const UNUSUAL_DAYS = 7;
export const UNUSUAL_KINDS = {
  refusals: 'Refused often within an hour',
  out_of_hours: 'Many children opened out of hours',
  same_name: 'Opened a child with the same family name',
} as const;
export type UnusualKind = keyof typeof UNUSUAL_KINDS;

/** Last first; `before` is the `next` of the page before. What is counted lies between `since` and `until`. */
export const UnusualQuery = z.strictObject({
  since: instant('the start').optional(),
  until: instant('the end').optional(),
  kind: oneOf(UNUSUAL_KINDS, 'what to show').optional(),
  userId: id('the person').optional(),
  before: z
    .string()
    .regex(/^\d{20}-[0-9a-f]{32}$/, 'Send the place the page before ended with.')
    .optional(),
});
export type UnusualQuery = z.infer<typeof UnusualQuery>;

export interface UnusualAccess {
  /** Its place in the list: ordered as text, last first. */
  id: string;
  kind: UnusualKind;
  userId: string;
  by: string;
  role: Role;
  /** The last of them. */
  at: string;
  times: number;
  patient: { id: string; name: string } | null;
}

export interface UnusualPage {
  lines: UnusualAccess[];
  /** Everybody with a line in this time, whatever else is filtered. */
  people: { id: string; name: string }[];
  /** Ask with this as `before` for older lines; null at the end. */
  next: string | null;
}
