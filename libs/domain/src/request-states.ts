/**
 * What families ask the unit for between emergencies (domain W11). These never use the alert channel: they wait in one
 * list, by the day on which they are to be done.
 */
export const REQUEST_TYPES = {
  repeat_prescription: 'Repeat prescription',
  local_support: 'Local routine support',
  dental_advice: 'Dental advice',
  vaccination_question: 'Vaccination question',
  psychology: 'Psychology referral',
  financial_help: 'Financial help',
  general: 'General question',
  home_delivery: 'Home delivery',
  haemtrack: 'Haemtrack',
  contact_details: 'Contact details',
} as const;
export type RequestType = keyof typeof REQUEST_TYPES;

/** Types a person opens; the others are opened by the programme they belong to. */
export const OPENED_BY_HAND: readonly RequestType[] = [
  'repeat_prescription',
  'local_support',
  'dental_advice',
  'vaccination_question',
  'psychology',
  'financial_help',
  'general',
];

export const REQUEST_STATES = {
  requested: 'Requested',
  checked: 'Checked',
  prescribed: 'Prescribed',
  ready: 'Ready to collect or post',
  collected: 'Collected',
  posted: 'Posted',
  rejected: 'Rejected',
  agreed: 'Agreed',
  running: 'Running',
  plan_sent: 'Plan sent to the dentist',
  referred_community_dental: 'Referred to the community dental service',
  seen_community_dental: 'Seen by the community dental service',
  answered: 'Answered',
  discussed: 'Discussed',
  consented: 'Consent given',
  referred: 'Referred',
  accepted: 'Accepted',
  seen: 'Seen',
  declined: 'Declined',
  signposted: 'Signposted',
  settled: 'Settled',
  ended: 'Ended',
  cancelled: 'No longer needed',
} as const;
export type RequestState = keyof typeof REQUEST_STATES;

/** What a step asks for in words; a step that is not listed takes an optional note. */
export const STEP_NEEDS: Partial<Record<RequestState, string>> = {
  rejected: 'why it is rejected',
  cancelled: 'why it is no longer needed',
  declined: 'who declined, and why',
  plan_sent: 'to whom the plan was sent',
  referred_community_dental: 'to which service',
  referred: 'to whom',
  consented: 'who gave consent',
  signposted: 'to what help they were pointed',
  answered: 'what was answered',
  agreed: 'who does what, where and from when',
  settled: 'how it was settled',
};

interface Course {
  /** Where it begins; the first of each list is the usual next step. */
  begins: RequestState;
  steps: Readonly<Partial<Record<RequestState, readonly RequestState[]>>>;
  /** How long each state may last, from the step that led into it; a state without is an end. */
  limits: Readonly<Partial<Record<RequestState, Limit>>>;
}

/** Working days, or calendar days up to the next working day; `sinceReceipt` goes on counting from the first day. */
export type Limit = { workingDays: number; sinceReceipt?: true } | { calendarDays: number };

/** The unit's published promise for a repeat prescription, from receipt to ready. */
const PROMISED: Limit = { workingDays: 3, sinceReceipt: true };

const ANSWERED: Course = {
  begins: 'requested',
  steps: { requested: ['answered', 'cancelled'] },
  limits: { requested: { workingDays: 5 } },
};

const SETTLED: Course = {
  begins: 'requested',
  steps: { requested: ['settled', 'cancelled'] },
  limits: { requested: { workingDays: 5 } },
};

/** The course of each type. All limits but the prescription's are the unit's to confirm. */
export const REQUEST_COURSES: Readonly<Record<RequestType, Course>> = {
  repeat_prescription: {
    begins: 'requested',
    steps: {
      requested: ['checked', 'rejected', 'cancelled'],
      checked: ['prescribed', 'rejected', 'cancelled'],
      prescribed: ['ready', 'cancelled'],
      ready: ['collected', 'posted', 'cancelled'],
    },
    limits: {
      requested: PROMISED,
      checked: PROMISED,
      prescribed: PROMISED,
      ready: { workingDays: 5 },
    },
  },
  local_support: {
    begins: 'requested',
    steps: {
      requested: ['agreed', 'rejected', 'cancelled'],
      agreed: ['running', 'cancelled'],
      running: ['agreed', 'ended'],
    },
    limits: { requested: { workingDays: 10 }, agreed: { workingDays: 10 }, running: { calendarDays: 180 } },
  },
  dental_advice: {
    begins: 'requested',
    steps: {
      requested: ['plan_sent', 'referred_community_dental', 'cancelled'],
      plan_sent: ['settled', 'referred_community_dental', 'cancelled'],
      referred_community_dental: ['seen_community_dental', 'declined', 'cancelled'],
    },
    limits: {
      requested: { workingDays: 5 },
      plan_sent: { workingDays: 20 },
      referred_community_dental: { workingDays: 20 },
    },
  },
  vaccination_question: ANSWERED,
  psychology: {
    begins: 'discussed',
    steps: {
      discussed: ['consented', 'declined', 'cancelled'],
      consented: ['referred', 'cancelled'],
      referred: ['accepted', 'declined', 'cancelled'],
      accepted: ['seen', 'declined', 'cancelled'],
      seen: ['ended'],
    },
    limits: {
      discussed: { workingDays: 10 },
      consented: { workingDays: 5 },
      referred: { workingDays: 20 },
      accepted: { workingDays: 60 },
      seen: { workingDays: 20 },
    },
  },
  financial_help: {
    begins: 'requested',
    steps: { requested: ['signposted', 'cancelled'], signposted: ['settled', 'cancelled'] },
    limits: { requested: { workingDays: 10 }, signposted: { workingDays: 20 } },
  },
  general: ANSWERED,
  home_delivery: SETTLED,
  haemtrack: SETTLED,
  contact_details: SETTLED,
};

/** Steps out of this state, the usual one first; empty at an end. */
export function nextRequestStates(type: RequestType, state: RequestState): readonly RequestState[] {
  return REQUEST_COURSES[type].steps[state] ?? [];
}

export function isRequestDone(type: RequestType, state: RequestState): boolean {
  return nextRequestStates(type, state).length === 0;
}

/** Whether one step leads from this state to that one. */
export function mayStep(type: RequestType, from: RequestState, to: RequestState): boolean {
  return nextRequestStates(type, from).includes(to);
}

/** Whether the limit of this state goes on counting from the day of receipt. */
export function countsSinceReceipt(type: RequestType, state: RequestState): boolean {
  const limit = REQUEST_COURSES[type].limits[state];
  return limit !== undefined && 'sinceReceipt' in limit;
}

/** The label of the button that takes a step. */
export const STEP_WORDS: Readonly<Record<RequestState, string>> = {
  requested: 'Back to requested',
  checked: 'Mark checked',
  prescribed: 'Mark prescribed',
  ready: 'Mark ready',
  collected: 'Mark collected',
  posted: 'Mark posted',
  rejected: 'Reject',
  agreed: 'Record agreement',
  running: 'Mark running',
  plan_sent: 'Record plan sent',
  referred_community_dental: 'Refer to community dental',
  seen_community_dental: 'Mark seen',
  answered: 'Record answer',
  discussed: 'Mark discussed',
  consented: 'Record consent',
  referred: 'Record referral',
  accepted: 'Mark accepted',
  seen: 'Mark seen',
  declined: 'Record declined',
  signposted: 'Record signposting',
  settled: 'Mark settled',
  ended: 'End',
  cancelled: 'No longer needed',
};
