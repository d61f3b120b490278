import { addMonths } from './calendar-date';
import { longDate, shortDate } from './london-time';
import { CENTRAL_LINES, INHIBITOR_STATES, type CentralLine, type InhibitorState } from './patient-facts';
import { midSentence } from './treatments';

export const EMERGENCY_PLAN_STATES = {
  draft: 'Draft',
  approved: 'Approved',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
  discarded: 'Discarded',
} as const;
export type EmergencyPlanState = keyof typeof EMERGENCY_PLAN_STATES;

export const EMERGENCY_PLAN_ACTIONS = ['approve', 'discard', 'supersede', 'withdraw'] as const;
export type EmergencyPlanAction = (typeof EMERGENCY_PLAN_ACTIONS)[number];

/** Approved text is never edited: it is replaced by a newer version, or taken off the card by a doctor. */
export const EMERGENCY_PLAN_TRANSITIONS: Readonly<
  Record<EmergencyPlanState, Partial<Record<EmergencyPlanAction, EmergencyPlanState>>>
> = {
  draft: { approve: 'approved', discard: 'discarded' },
  approved: { supersede: 'superseded', withdraw: 'withdrawn' },
  superseded: {},
  withdrawn: {},
  discarded: {},
};

/** The state an action leads to, or null when it is refused in this state. */
export function afterPlanAction(state: EmergencyPlanState, action: EmergencyPlanAction): EmergencyPlanState | null {
  return EMERGENCY_PLAN_TRANSITIONS[state][action] ?? null;
}

/** The colours of the Thames Valley children's passport: what must be known first stands in red. */
export const PLAN_BANDS = { red: 'Do first', amber: 'Also important', green: 'Good to know' } as const;
export type PlanBand = keyof typeof PLAN_BANDS;

interface PlanField {
  band: PlanBand;
  label: string;
  /** What belongs here; shown to the author of the plan. */
  hint: string;
  /** A plan cannot be approved while it is empty. */
  required: boolean;
  /** Characters. Together they fit on one A4 page. */
  most: number;
}

/** The sections of the 3 am card, in the order in which they are read. */
export const PLAN_FIELDS = {
  firstSteps: {
    band: 'red',
    label: 'Do this first',
    hint: 'The first steps, one on each line. Treat before scanning.',
    required: true,
    most: 400,
  },
  doNot: {
    band: 'red',
    label: 'Do not',
    hint: 'What harms this child: medicines and injections to avoid.',
    required: true,
    most: 300,
  },
  product: {
    band: 'red',
    label: 'Treatment product',
    hint: 'Brand and kind, as on the box.',
    required: true,
    most: 120,
  },
  majorBleed: {
    band: 'red',
    label: 'Major bleed',
    hint: 'What to give first, as the unit words it.',
    required: true,
    most: 300,
  },
  minorBleed: {
    band: 'red',
    label: 'Minor bleed',
    hint: 'What to give first, as the unit words it.',
    required: true,
    most: 300,
  },
  headInjury: {
    band: 'red',
    label: 'Head injury',
    hint: "The unit's own words for this child. A normal examination does not exclude a bleed.",
    required: true,
    most: 300,
  },
  prophylaxis: {
    band: 'amber',
    label: 'Prophylaxis',
    hint: 'Product and days. The last day is asked of the family.',
    required: false,
    most: 160,
  },
  homeSupply: {
    band: 'amber',
    label: 'Home supply',
    hint: 'What the family brings, and that it may be used.',
    required: false,
    most: 160,
  },
  localStock: {
    band: 'amber',
    label: 'Stock at the hospital',
    hint: 'What is kept there, and where.',
    required: false,
    most: 160,
  },
  venousAccess: {
    band: 'amber',
    label: 'Venous access',
    hint: 'Best veins, line care, who can access the port.',
    required: false,
    most: 160,
  },
  desmopressin: {
    band: 'amber',
    label: 'Desmopressin',
    hint: 'Only with a documented response, and its date.',
    required: false,
    most: 160,
  },
  tranexamicAcid: {
    band: 'amber',
    label: 'Tranexamic acid',
    hint: 'When to use it, when not.',
    required: false,
    most: 160,
  },
  reactions: {
    band: 'amber',
    label: 'Reactions',
    hint: 'To factor or to medicines, beyond the allergies on the record.',
    required: false,
    most: 160,
  },
  history: {
    band: 'amber',
    label: 'Surgery and joints',
    hint: 'Operations, target joints, earlier head bleeds.',
    required: false,
    most: 160,
  },
  communication: {
    band: 'green',
    label: 'Communication',
    hint: 'Language, interpreter, what calms the child.',
    required: false,
    most: 120,
  },
  carers: {
    band: 'green',
    label: 'Parents and carers',
    hint: 'Who usually comes, and what they can do.',
    required: false,
    most: 120,
  },
  school: { band: 'green', label: 'School', hint: 'Name, and who is trained there.', required: false, most: 120 },
  gp: { band: 'green', label: 'GP', hint: 'Practice.', required: false, most: 120 },
  dentist: { band: 'green', label: 'Dentist', hint: 'Practice or community service.', required: false, most: 120 },
} as const satisfies Record<string, PlanField>;
export type PlanFieldName = keyof typeof PLAN_FIELDS;
export type PlanSections = Record<PlanFieldName, string>;
export const PLAN_FIELD_NAMES = Object.keys(PLAN_FIELDS) as PlanFieldName[];

/** A blank plan. */
export function emptySections(): PlanSections {
  return Object.fromEntries(PLAN_FIELD_NAMES.map((name) => [name, ''])) as PlanSections;
}

export function missingSections(sections: PlanSections): PlanFieldName[] {
  return PLAN_FIELD_NAMES.filter((name) => PLAN_FIELDS[name].required && sections[name].trim() === '');
}

/** Months from today within which a plan must be looked at again. */
export const MOST_REVIEW_MONTHS = 12;

/** Null when the date is one a plan may carry, otherwise what to do about it. */
export function whyNotReviewBy(reviewBy: string, today: string): string | null {
  if (reviewBy <= today) return 'The review date must be after today.';
  const last = addMonths(today, MOST_REVIEW_MONTHS);
  return reviewBy > last
    ? `Choose a review date within ${MOST_REVIEW_MONTHS} months, at the latest ${longDate(last)}.`
    : null;
}

/** What the text was written for. Facts of the record which, once changed, may make the text wrong. */
export interface PlanBasis {
  /** As the text of a decimal: compared, never reckoned with. */
  weightKg: string | null;
  /** `yyyy-mm-dd` */
  weighedOn: string | null;
  inhibitor: InhibitorState;
  /** Those that ran. */
  treatments: readonly PlanTreatment[];
  centralLine: CentralLine;
}

export interface PlanTreatment {
  treatmentId: string;
  name: string;
  stoppedOn?: string | null;
}

/** One sentence for each fact that is no longer as it was when the text was written (H12). */
export function changesSince(basis: PlanBasis, record: PlanBasis): string[] {
  const changes: string[] = [];
  if (basis.weightKg !== record.weightKg)
    changes.push(
      record.weightKg === null
        ? `Written at ${kilograms(basis.weightKg)}; the record has no weight now.`
        : `Written at ${kilograms(basis.weightKg)}; weight now ${kilograms(record.weightKg)}.`,
    );
  if (basis.inhibitor !== record.inhibitor)
    changes.push(
      `Written for: ${INHIBITOR_STATES[basis.inhibitor].toLowerCase()}; the record now says: ${INHIBITOR_STATES[record.inhibitor].toLowerCase()}.`,
    );
  changes.push(...treatmentsChanged(basis.treatments, record.treatments));
  if (basis.centralLine !== record.centralLine)
    changes.push(
      `Written for: ${CENTRAL_LINES[basis.centralLine].toLowerCase()}; the record now says: ${CENTRAL_LINES[record.centralLine].toLowerCase()}.`,
    );
  return changes;
}

function treatmentsChanged(basis: readonly PlanTreatment[], record: readonly PlanTreatment[]): string[] {
  const running = record.filter(({ stoppedOn }) => !stoppedOn);
  const among = (list: readonly PlanTreatment[], one: PlanTreatment): boolean =>
    list.some(({ treatmentId }) => treatmentId === one.treatmentId);
  const begun = running.filter((one) => !among(basis, one)).map(({ name }) => midSentence(name));
  const ended = basis.filter((one) => !among(running, one)).map(({ name }) => midSentence(name));
  return [
    ...new Set([
      ...begun.map((name) => `Written before ${name}; the child is on ${name} now.`),
      ...ended.map((name) => `Written for a child on ${name}; the record no longer says so.`),
    ]),
  ];
}

function kilograms(weight: string | null): string {
  return weight === null ? 'a weight not recorded' : `${weight}\u00a0kg`;
}

/** Months after which a weight is too old to lean on: 6 under 5 years of age, 12 from then on (H9). */
export const WEIGHT_MONTHS = { underFive: 6, fromFive: 12 } as const;

/** Null while the weight on the record is fresh enough for the child's age on this day. */
export function weightWarning(
  child: { birthDate: string; weightKg: string | null; weighedOn: string | null },
  today: string,
): string | null {
  if (child.weightKg === null || child.weighedOn === null) return 'No weight is recorded. Weigh the child.';
  const limit = addMonths(child.birthDate, 60) > today ? WEIGHT_MONTHS.underFive : WEIGHT_MONTHS.fromFive;
  return addMonths(child.weighedOn, limit) < today
    ? `The weight is from ${shortDate(child.weighedOn)}, more than ${limit} months ago. Weigh the child.`
    : null;
}

/** How far a version may be relied on today. The review date counts as a whole day. */
export type PlanStanding = 'current' | 'past_review' | 'superseded' | 'withdrawn';

export function planStanding(
  plan: { state: 'approved' | 'superseded' | 'withdrawn'; reviewBy: string },
  today: string,
): PlanStanding {
  if (plan.state !== 'approved') return plan.state;
  return today > plan.reviewBy ? 'past_review' : 'current';
}

/** The words of the red block over a plan that is not current; null when it is. */
export function outOfDateWords(standing: PlanStanding, plan: { reviewBy: string }): string | null {
  switch (standing) {
    case 'current':
      return null;
    case 'past_review':
      return `Review was due ${shortDate(plan.reviewBy)}. Ring the unit before relying on this.`;
    case 'superseded':
      return 'A newer version has replaced this one. Do not rely on it.';
    case 'withdrawn':
      return 'This plan was withdrawn. Ring the unit.';
  }
}
