import { LINK_END_REASONS } from '@shared-care/domain/shared-care-link';
import * as z from 'zod';
import { calendarDate, id, instant, oneOf, requiredText, version } from '../text';

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
