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
