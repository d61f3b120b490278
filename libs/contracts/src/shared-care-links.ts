import type { SharedCareRole } from '@shared-care/domain/patient-facts';
import {
  LINK_END_REASONS,
  type LinkChangeKind,
  type LinkChangeSource,
  type LinkEndReason,
} from '@shared-care/domain/shared-care-link';
import * as z from 'zod';
import type { SharedCareLink } from './patients';
import { calendarDate, id, instant, oneOf, requiredText, version } from './text';

/** A link as the Shared care part of the record shows it, with what a change needs. */
export interface SharedCareLinkRow extends SharedCareLink {
  version: number;
  /** Whom the link names, whoever answers for it today. */
  named: { id: string; name: string } | null;
  endReason: LinkEndReason | null;
  recordedBy: string | null;
  recordedAt: string | null;
}

export interface LinkChange {
  id: string;
  kind: LinkChangeKind;
  source: LinkChangeSource;
  reason: string | null;
  /** In words: hospital, role and dates of what changed. */
  words: string;
  by: string;
  at: string;
  undo: { until: string } | null;
  undoneBy: string | null;
  undoneAt: string | null;
}

export interface SharedCare {
  links: SharedCareLinkRow[];
  /** Newest first. */
  changes: LinkChange[];
  /** What stands in the way of safe shared care, as whole sentences. */
  warnings: string[];
  now: string;
}

const consultant = id('a link consultant').nullable().default(null);

export const AddLink = z
  .strictObject({
    role: z.enum(['primary', 'secondary', 'temporary'], { error: 'Choose what kind of link it is.' }),
    hospitalId: id('a hospital'),
    linkConsultantId: consultant,
    /** Null means from now. */
    from: instant('when the link begins').nullable().default(null),
    until: instant('when the link ends').nullable().default(null),
  })
  .refine(({ role, until }) => role !== 'temporary' || until !== null, {
    path: ['until'],
    message: 'A temporary link ends by itself. Enter its last day.',
  });
export type AddLink = z.input<typeof AddLink>;

/** Another primary hospital. The new link may begin before the old one ends; a gap is refused. */
export const MoveHospital = z.strictObject({
  /** The primary link as it was seen. */
  linkId: id('the link that ends'),
  version,
  hospitalId: id('a hospital'),
  linkConsultantId: consultant,
  /** When the child may first be seen there; null means from now. */
  from: instant('when the new link begins').nullable().default(null),
  /** When the old hospital stops being the primary one; null means at the same instant. */
  oldEnds: instant('when the old link ends').nullable().default(null),
});
export type MoveHospital = z.input<typeof MoveHospital>;

export const EndLink = z.strictObject({
  version,
  /** Null means now. */
  at: instant('when the link ends').nullable().default(null),
  reason: oneOf(LINK_END_REASONS, 'why the link ends'),
});
export type EndLink = z.input<typeof EndLink>;

export const ChangeLinkConsultant = z.strictObject({
  version,
  linkConsultantId: consultant,
  from: instant('from when').nullable().default(null),
});
export type ChangeLinkConsultant = z.input<typeof ChangeLinkConsultant>;

export const ConfirmLink = z.strictObject({
  version,
  by: requiredText(200, 'who at the receiving unit confirmed it'),
  on: calendarDate('the day on which they confirmed it'),
});
export type ConfirmLink = z.infer<typeof ConfirmLink>;

/** What a stale change meets: the link as it is now. */
export interface LinkMeanwhile {
  version: number;
  role: SharedCareRole;
  linkConsultant: string | null;
  until: string | null;
}
