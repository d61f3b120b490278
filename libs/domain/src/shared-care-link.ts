import type { SharedCareRole } from './patient-facts';

/** Why a shared care link ends (domain W8). */
export const LINK_END_REASONS = {
  next_link: 'Care goes on under another link',
  moved_away: 'Moved away',
  discharged: 'Discharged',
  adult_care: 'Moved on to adult care',
  died: 'Died',
  no_longer_needed: 'No longer needed',
} as const;
export type LinkEndReason = keyof typeof LINK_END_REASONS;

/** Reasons that may leave a child without a primary link; with any other, the next one must already follow (H15). */
export const REASONS_FOR_NO_LINK: readonly LinkEndReason[] = ['moved_away', 'discharged', 'adult_care', 'died'];

export const LINK_CHANGE_KINDS = {
  added: 'Link added',
  ended: 'Link ended',
  moved: 'Primary hospital changed',
  consultant_changed: 'Link consultant changed',
  confirmed: 'Confirmed by the receiving unit',
} as const;
export type LinkChangeKind = keyof typeof LINK_CHANGE_KINDS;

/** Where a change came from: somebody at the child's record, or the list of moves for a consultant who leaves. */
export const LINK_CHANGE_SOURCES = {
  person: 'At the record',
  leaving_date: 'Leaving date of the link consultant',
} as const;
export type LinkChangeSource = keyof typeof LINK_CHANGE_SOURCES;

/** Days within which a change of links can be taken back (domain W7.2). */
export const UNDO_DAYS = 7;

/** What the rule against gaps looks at. A link that ends where it began was taken back and never counted. */
export interface LinkSpan {
  id: string;
  role: SharedCareRole;
  validFrom: Date;
  /** First instant at which it no longer counts; null while no end is set. */
  validTo: Date | null;
  endReason: LinkEndReason | null;
}

/**
 * H15, for the links of one child: ids of primary links that end for no stated reason while no other primary link runs
 * on past their end. The database refuses the same at commit.
 */
export function primariesThatEndInNothing(links: readonly LinkSpan[]): string[] {
  const primaries = links.filter(
    ({ role, validFrom, validTo }) => role === 'primary' && (validTo === null || validTo > validFrom),
  );
  return primaries
    .filter(
      ({ id, validTo, endReason }) =>
        validTo !== null &&
        !REASONS_FOR_NO_LINK.includes(endReason ?? 'next_link') &&
        !primaries.some(
          (other) =>
            other.id !== id && other.validFrom <= validTo && (other.validTo === null || other.validTo > validTo),
        ),
    )
    .map(({ id }) => id);
}
