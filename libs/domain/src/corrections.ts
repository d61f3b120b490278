import type { Tier } from './alert-tier';
import type { Role } from './roles';

/** What takes back something that others may already have acted on; it stays visible, struck through. */
export const CORRECTIONS = {
  cancel: 'Attendance cancelled',
  entered_in_error: 'Entered in error',
  wrong_patient: 'Logged for the wrong child',
  lower_tier: 'Tier lowered from Red',
} as const;
export type CorrectionKind = keyof typeof CORRECTIONS;

/** Who has to agree besides the person who asks. */
export const CONSENTS = {
  nobody: 'No second person',
  owner: 'The owner of the alert',
  second_person: 'A second person',
} as const;
export type Consent = keyof typeof CONSENTS;

/**
 * Whose agreement a correction needs (domain W1, W4, W12 and the table of who may do what).
 *
 * - An alert that somebody else owns is not taken from under them: its owner agrees to cancelling, or to entered in
 *   error.
 * - Once an alert has been Red, people have been called: entered in error and wrong child then need a second person,
 *   and so does lowering the tier, unless a PHU doctor does it. An owner who agrees is that second person.
 */
export function consentNeeded(
  kind: CorrectionKind,
  facts: { everRed: boolean; ownedByAnother: boolean; role: Role; tier: Tier },
): Consent {
  switch (kind) {
    case 'lower_tier':
      return facts.tier === 'red' && facts.role !== 'phu_doctor' ? 'second_person' : 'nobody';
    case 'cancel':
      return facts.ownedByAnother ? 'owner' : 'nobody';
    case 'entered_in_error':
      if (facts.ownedByAnother) return 'owner';
      return facts.everRed ? 'second_person' : 'nobody';
    case 'wrong_patient':
      return facts.everRed ? 'second_person' : 'nobody';
  }
}

/** How long a withdrawn alert stays on Today, struck through (domain W4). */
export const WITHDRAWN_SHOWN_DAYS = 7;
