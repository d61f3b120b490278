import * as z from 'zod';
import { SharedCareLink } from '../patients/answers';
import { LINK_CHANGE_KINDS, LINK_CHANGE_SOURCES, LINK_END_REASONS } from '@shared-care/domain/shared-care-link';
import { keyOf } from '../text';
import { SHARED_CARE_ROLES } from '@shared-care/domain/patient-facts';

/** A link as the Shared care part of the record shows it, with what a change needs. */
export const SharedCareLinkRow = SharedCareLink.extend({
  version: z.number(),
  /** Whom the link names, even where another person covers today. */
  named: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
  endReason: keyOf(LINK_END_REASONS).nullable(),
  recordedBy: z.string().nullable(),
  recordedAt: z.string().nullable(),
});
export type SharedCareLinkRow = z.output<typeof SharedCareLinkRow>;

export const LinkChange = z.strictObject({
  id: z.string(),
  kind: keyOf(LINK_CHANGE_KINDS),
  source: keyOf(LINK_CHANGE_SOURCES),
  reason: z.string().nullable(),
  /** In words: hospital, role and dates of what changed. */
  words: z.string(),
  by: z.string(),
  at: z.string(),
  undo: z
    .strictObject({
      until: z.string(),
    })
    .nullable(),
  undoneBy: z.string().nullable(),
  undoneAt: z.string().nullable(),
});
export type LinkChange = z.output<typeof LinkChange>;

export const SharedCare = z.strictObject({
  links: z.array(SharedCareLinkRow),
  /** Newest first. */
  changes: z.array(LinkChange),
  /** What stands in the way of safe shared care, as whole sentences. */
  warnings: z.array(z.string()),
  now: z.string(),
});
export type SharedCare = z.output<typeof SharedCare>;

/** What a stale change meets: the link as it is now. */
export const LinkMeanwhile = z.strictObject({
  version: z.number(),
  role: keyOf(SHARED_CARE_ROLES),
  linkConsultant: z.string().nullable(),
  until: z.string().nullable(),
});
export type LinkMeanwhile = z.output<typeof LinkMeanwhile>;
