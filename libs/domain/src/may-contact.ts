import type { NhsNumberStatus } from './patient-facts';

/** Why the product writes nothing to a family by itself, in the words of the screens. */
export const WHY_NOT_CONTACTED = {
  merged: 'This record went into another',
  died: 'The child has died',
  restricted: 'The address is restricted: who reads there is not known',
  moved_away: 'The family has moved out of the area',
  nhs_number: 'The NHS number is not right, so this may be somebody else’s family',
  adult: 'Over 18: a parent no longer consents for them',
  refused: 'The family does not want messages',
  not_asked: 'The family has not been asked whether it wants messages',
  no_email: 'No email address',
  bounced: 'Email to this address came back',
} as const;
export type WhyNotContacted = keyof typeof WHY_NOT_CONTACTED;

/** What a family said to messages that no person writes: invitations to surveys and the like. */
export const MESSAGES_CHOICES = { not_asked: 'Not asked', agreed: 'Agreed', refused: 'Refused' } as const;
export type MessagesChoice = keyof typeof MESSAGES_CHOICES;

export interface ContactFacts {
  merged: boolean;
  died: boolean;
  restricted: boolean;
  movedAway: boolean;
  nhsNumberStatus: NhsNumberStatus;
  adult: boolean;
  messages: MessagesChoice;
  hasEmail: boolean;
  bounced: boolean;
}

/**
 * Whether a message may go to a family without a person writing it (hazard H18): null when it may, else the first reason
 * why not. `sec.may_contact()` is the same rule, and the only one that opens an address.
 */
export function mayContact(facts: ContactFacts): WhyNotContacted | null {
  if (facts.merged) return 'merged';
  if (facts.died) return 'died';
  if (facts.restricted) return 'restricted';
  if (facts.movedAway) return 'moved_away';
  if (facts.nhsNumberStatus === 'invalid' || facts.nhsNumberStatus === 'superseded') return 'nhs_number';
  if (facts.adult) return 'adult';
  if (facts.messages !== 'agreed') return facts.messages;
  if (!facts.hasEmail) return 'no_email';
  if (facts.bounced) return 'bounced';
  return null;
}
