/** States of an open access arrangement (domain W6). */
export const OPEN_ACCESS_STATES = {
  draft: 'Draft',
  awaiting_local_agreement: 'Awaiting local agreement',
  active: 'Active',
  due_review: 'Due review',
  expired: 'Expired',
  suspended: 'Suspended',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded',
} as const;
export type OpenAccessState = keyof typeof OPEN_ACCESS_STATES;

/** Whether a child may come straight to this hospital at this instant. `valid` and `due_review` are honoured. */
export const OPEN_ACCESS_VALIDITIES = {
  valid: 'Open access valid here',
  due_review: 'Open access valid here, due review',
  not_started: 'Open access here has not started',
  awaiting_agreement: 'No open access here yet, awaiting local agreement',
  expired: 'Open access here has expired',
  suspended: 'Open access here is suspended',
  withdrawn: 'Open access here was withdrawn',
  none: 'No open access arrangement here',
  unknown: 'Open access not known, child not matched',
} as const;
export type OpenAccessValidity = keyof typeof OPEN_ACCESS_VALIDITIES;

export interface ArrangementFacts {
  id: string;
  hospitalId: string;
  state: OpenAccessState;
  /** First instant at which it counts. */
  startsAt: Date;
  /** First instant at which it no longer counts; null when only the review date limits it. */
  endsAt: Date | null;
  /** Calendar date `yyyy-mm-dd`, Europe/London; from its end the arrangement is due review. */
  reviewBy: string;
}

export interface OpenAccessAnswer {
  validity: OpenAccessValidity;
  honoured: boolean;
  /** The arrangement that decided, if there is any at this hospital. */
  arrangementId: string | null;
  because: string;
}
