import { addMonths } from './calendar-date';
import { gapWords, phoneGaps, type PhoneBand } from './open-access-bands';
import { londonDate, shortDate } from './london-time';

/** For what the child may come straight: the attendance reasons a family recognises by itself. */
export const OPEN_ACCESS_REASONS = {
  bleeding: 'Bleeding',
  head_injury: 'Head injury',
  pain_joint_muscle: 'Painful or swollen joint or muscle',
  problem_giving_factor: 'A problem giving factor',
  line_site: 'Central line red or sore',
  fever_with_line: 'Fever of 38 or more with a central line',
  planned_treatment: 'Planned treatment',
} as const;
export type OpenAccessReason = keyof typeof OPEN_ACCESS_REASONS;

/** For what the child goes elsewhere. */
export const OPEN_ACCESS_EXCLUSIONS = {
  life_in_danger: 'Life in danger: ring 999',
  unrelated_illness: 'Illness without bleeding: GP, 111 or the emergency department',
  ambulance: 'The unit cannot take ambulances or a child who needs resuscitation: emergency department',
} as const;
export type OpenAccessExclusion = keyof typeof OPEN_ACCESS_EXCLUSIONS;

/** What is agreed: written as a draft, and from then on only replaced. */
export interface ArrangementContent {
  unitId: string | null;
  reasons: readonly OpenAccessReason[];
  otherReasons: string;
  /** Where to go in the hours of the ward or unit, and at all other times. */
  whereInHours: string;
  whereOutOfHours: string;
  phoneBands: readonly PhoneBand[];
  exclusions: readonly OpenAccessExclusion[];
  otherExclusions: string;
  /** First instant at which it may count; never before it is agreed. */
  startsAt: Date;
  /** Of a short grant; null for a standing arrangement. Hours that pass, whatever the clocks do meanwhile. */
  grantHours: number | null;
  /** `yyyy-mm-dd`; of a short grant the day on which it ends. */
  reviewBy: string;
  /** The consultant of the unit who issues it. */
  issuedById: string | null;
}

export const MOST_GRANT_HOURS = 7 * 24;
export const REVIEW_WITHIN_MONTHS = 12;
/** At this age an arrangement is reviewed for the move to adult care (W6.6, W9). */
const TRANSITION_MONTHS = 15 * 12 + 6;

/** Names the field, what is missing, and what to do. */
export interface ContentGap {
  field: keyof ArrangementContent;
  message: string;
}

/** What stands between a draft and sending it for agreement. Empty when it is complete. */
export function contentGaps(content: ArrangementContent, birthDate: string): ContentGap[] {
  const missing: (ContentGap | false)[] = [
    content.unitId === null && { field: 'unitId', message: 'Choose the ward or unit the child goes to.' },
    content.reasons.length === 0 &&
      content.otherReasons === '' && { field: 'reasons', message: 'Tick at least one reason to come, or write one.' },
    content.whereInHours === '' && { field: 'whereInHours', message: 'Write where to go in hours.' },
    content.whereOutOfHours === '' && { field: 'whereOutOfHours', message: 'Write where to go out of hours.' },
    content.issuedById === null && { field: 'issuedById', message: 'Choose the consultant who issues it.' },
  ];
  return [
    ...missing.filter((gap) => gap !== false),
    ...gapWords(phoneGaps(content.phoneBands.filter(({ gone }) => !gone))).map((words) => ({
      field: 'phoneBands' as const,
      message: `No number for ${words}.`,
    })),
    ...dateGaps(content, birthDate),
  ];
}

/** Dates that can never stand, not even in a draft. */
export function dateGaps(content: ArrangementContent, birthDate: string): ContentGap[] {
  const { startsAt, grantHours, reviewBy } = content;
  if (grantHours !== null) return [];
  const startsOn = londonDate(startsAt);
  const latest = latestReviewBy(startsOn, birthDate);
  if (reviewBy <= startsOn) return [{ field: 'reviewBy', message: 'The review date must come after the start.' }];
  if (reviewBy <= latest.date) return [];
  return [{ field: 'reviewBy', message: `Review by ${shortDate(latest.date)} at the latest: ${latest.because}.` }];
}

/** Twelve months after the start; or the day the child turns 15½, when that comes sooner. */
export function latestReviewBy(startsOn: string, birthDate: string): { date: string; because: string } {
  const year = addMonths(startsOn, REVIEW_WITHIN_MONTHS);
  const transition = addMonths(birthDate, TRANSITION_MONTHS);
  return transition > startsOn && transition < year
    ? { date: transition, because: 'the child turns 15½ that day, which is a review' }
    : { date: year, because: `an arrangement is reviewed within ${REVIEW_WITHIN_MONTHS} months` };
}

/** The first instant at which a short grant no longer counts; null for a standing arrangement. */
export function grantEnds(startsAt: Date, grantHours: number | null): Date | null {
  return grantHours === null ? null : new Date(startsAt.getTime() + grantHours * 3_600_000);
}

/** Ticked lines and what was written beside them as one text, as letters and cards show it. */
export function listedWords<T extends string>(
  list: Readonly<Record<T, string>>,
  ticked: readonly T[],
  other: string,
): string {
  const words = [...ticked.map((each) => list[each]), ...(other === '' ? [] : [other.replace(/\.$/, '')])];
  return words.length === 0 ? '' : `${words.join('; ')}.`;
}

/** Where to go as one text. */
export function whereWords(inHours: string, outOfHours: string): string {
  return outOfHours === '' || outOfHours === inHours ? inHours : `In hours: ${inHours} Out of hours: ${outOfHours}`;
}

/** Whom to ring first and what to say as one text; null when nothing is named. */
export function ringFirstWords(number: { label: string; phone: string } | null, say: string | null): string | null {
  const words = [number && `${number.label} ${number.phone}.`, say].filter((part) => part !== null && part !== '');
  return words.length === 0 ? null : words.join(' ');
}
