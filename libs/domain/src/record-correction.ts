import type { ChangedFact } from './patient-change';

/** What part of a record a link consultant says is wrong. */
export const CORRECTED_PARTS = {
  name: 'Name',
  birth_date: 'Birth date',
  nhs_number: 'NHS number',
  phone: 'Phone number',
  hospital: 'Shared care hospital',
  link_consultant: 'Link consultant',
  diagnosis: 'Diagnosis or severity',
  allergies: 'Allergies',
  weight: 'Weight',
  open_access: 'Open access',
  other: 'Something else',
} as const;
export type CorrectedPart = keyof typeof CORRECTED_PARTS;

/** Parts whose fact is written by the decision itself; the others are put right in their own place. */
export const WRITTEN_PARTS: Partial<Readonly<Record<CorrectedPart, readonly (ChangedFact | 'weight')[]>>> = {
  name: ['name'],
  birth_date: ['birth_date'],
  nhs_number: ['nhs_number'],
  diagnosis: ['diagnosis', 'severity', 'baseline_level'],
  allergies: ['allergies'],
  weight: ['weight'],
};

export const CORRECTION_OUTCOMES = {
  corrected: 'Corrected',
  elsewhere: 'Put right elsewhere',
  not_changed: 'Not changed',
} as const;
export type CorrectionOutcome = keyof typeof CORRECTION_OUTCOMES;

/** What a link consultant says about an open alert of their own patient; it works nothing. */
export const COMMENT_KINDS = { told_phu: 'We have told the PHU', comment: 'Comment' } as const;
export type CommentKind = keyof typeof COMMENT_KINDS;
