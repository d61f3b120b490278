/** What a hospital can do for a bleeding child. Each item carries the date on which it was so. */
export const CAPABILITY_KINDS = {
  paediatric_cover: 'Paediatric cover',
  line_access: 'Central line access',
  factor_held: 'Factor held',
  assay: 'Assays',
  teaching: 'Last teaching session',
} as const;
export type CapabilityKind = keyof typeof CAPABILITY_KINDS;

/** Days after which a statement about a hospital is asked for again. */
export const CAPABILITY_ASK_AGAIN_AFTER_DAYS = 180;

/** What became of a closure or successor that the Organisation Data Service published. */
export const CLOSURE_STATES = {
  waiting: 'To review',
  accepted: 'Accepted',
  ignored: 'Ignored',
  lapsed: 'No longer published',
} as const;
export type ClosureState = keyof typeof CLOSURE_STATES;

/** A hospital of ours or the trust that it belongs to. */
export const CLOSURE_SUBJECTS = { site: 'This site', trust: 'Its trust' } as const;
export type ClosureSubject = keyof typeof CLOSURE_SUBJECTS;

export const CONTACT_CHANGE_KINDS = { add: 'New contact', change: 'Change', end: 'No longer in use' } as const;
export type ContactChangeKind = keyof typeof CONTACT_CHANGE_KINDS;

export const CONTACT_CHANGE_STATES = {
  waiting: 'Waits for a second person',
  confirmed: 'Confirmed',
  withdrawn: 'Withdrawn',
} as const;
export type ContactChangeState = keyof typeof CONTACT_CHANGE_STATES;
