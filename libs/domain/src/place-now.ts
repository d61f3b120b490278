import { londonDate, shortDate } from './london-time';
import { isHonoured, openAccessAt, type ArrangementFacts, type OpenAccessValidity } from './open-access';
import { bandWords, phoneAt, type PhoneBand } from './open-access-bands';
import { whereWords } from './open-access-content';
import type { UnitKind } from './attendance-reasons';
import { HOURS_BANDS } from './where-and-whom';
import { isInRecordedHours } from './working-time';

/** Why a child may be, or would be seen, at a hospital; in the order of {@link choosePlace}. */
export type StayKind = 'attendance' | 'temporary' | 'primary' | 'secondary';

/** A hospital that counts for the child at this instant: they are there, or a link to it runs. */
export interface Stay {
  kind: StayKind;
  hospitalId: string;
  hospitalName: string;
  /** First day on which the hospital is closed; null while it is open. */
  closedOn: string | null;
  unitKind: UnitKind | null;
  since: Date;
  /** When a link ends by itself. */
  until: Date | null;
  /** Of an attendance: its alert is still worked. Of a temporary link: the hospital expects the child. */
  sure: boolean;
}

export interface ChosenPlace {
  hospital: { id: string; name: string };
  unitKind: UnitKind | null;
  childIsThere: boolean;
  /** Why this hospital, in words. */
  because: string;
}

/**
 * Where a child is or would be seen now (W10): where they are, then the holiday hospital that expects them, then where
 * they were admitted although the alert is closed, the usual hospital, a holiday hospital that has not confirmed, any
 * other. A hospital that has closed is never offered.
 */
export function choosePlace(stays: readonly Stay[], at: Date): ChosenPlace | null {
  return placesInOrder(stays, at)[0] ?? null;
}

/** All that are open, the one to offer first. */
export function placesInOrder(stays: readonly Stay[], at: Date): ChosenPlace[] {
  const today = londonDate(at);
  return stays
    .filter(({ closedOn }) => !isClosed(closedOn, today))
    .toSorted((one, other) => rank(one) - rank(other) || other.since.getTime() - one.since.getTime())
    .map((stay) => ({
      hospital: { id: stay.hospitalId, name: stay.hospitalName },
      unitKind: stay.unitKind,
      childIsThere: stay.kind === 'attendance',
      because: placeWords(stay),
    }));
}

export function isClosed(closedOn: string | null, today: string): boolean {
  return closedOn !== null && closedOn <= today;
}

/** Names of hospitals that count for the child and are not offered because they have closed, in words. */
export function closedWords(stays: readonly Stay[], at: Date): string[] {
  const today = londonDate(at);
  return [
    ...new Set(
      stays
        .filter(({ closedOn }) => isClosed(closedOn, today))
        .map(({ hospitalName, closedOn }) => `${hospitalName} closed on ${shortDate(closedOn!)} and is not offered.`),
    ),
  ];
}

function rank({ kind, sure }: Stay): number {
  if (kind === 'attendance') return sure ? 0 : 2;
  if (kind === 'temporary') return sure ? 1 : 4;
  return kind === 'primary' ? 3 : 5;
}

function placeWords({ kind, until, sure }: Stay): string {
  const end = until ? ` until ${shortDate(londonDate(until))}` : '';
  if (kind === 'attendance') return 'The child is there now';
  if (kind === 'temporary')
    return `Holiday hospital${end}, ${sure ? 'which expects the child' : 'not confirmed by it'}`;
  return kind === 'primary' ? 'Usual hospital' : 'Second hospital';
}

/** What an arrangement says about where to go and whom to ring first. */
export interface ArrangementWords {
  whereInHours: string;
  whereOutOfHours: string;
  phoneBands: readonly PhoneBand[];
  /** What the family says or does when it rings first. */
  say: string | null;
}

/** The same for one hour, and for every hour: a screen shows the first, paper the second. */
export interface ArrangementNow {
  where: string;
  /** The hours for which these words count. */
  whereHours: string;
  ringFirst: RingFirst | null;
  /** Both places in one text, each with its hours. */
  whereAllHours: string;
  ringFirstAllHours: RingFirst[];
  say: string | null;
}

export interface RingFirst {
  label: string;
  phone: string;
  hours: string;
  /** Why it may not answer; null of a number that the directory keeps. */
  warning: string | null;
}

export function arrangementNow(words: ArrangementWords, at: Date, bankHolidays: ReadonlySet<string>): ArrangementNow {
  const { whereInHours, whereOutOfHours, phoneBands, say } = words;
  const oneForAll = whereOutOfHours === '' || whereOutOfHours === whereInHours;
  const inHours = isInRecordedHours(at, bankHolidays);
  const bands = phoneBands.filter(({ gone, phone }) => !gone && phone !== '');
  const band = phoneAt(bands, at, bankHolidays);
  return {
    where: oneForAll || inHours ? whereInHours : whereOutOfHours,
    whereHours: oneForAll ? HOURS_BANDS.any : HOURS_BANDS[inHours ? 'in_hours' : 'out_of_hours'],
    ringFirst: band && ringFirst(band),
    whereAllHours: whereWords(whereInHours, whereOutOfHours),
    ringFirstAllHours: bands.map(ringFirst),
    say: say === '' ? null : say,
  };
}

function warningOf({ contactId, stale }: PhoneBand): string | null {
  if (stale) return 'Calls to it failed';
  return contactId ? null : 'Not in the directory: unverified';
}

function ringFirst(band: PhoneBand): RingFirst {
  return { label: band.label, phone: band.phone, hours: bandWords(band), warning: warningOf(band) };
}

/** Open access at one hospital at this hour. Without an arrangement that holds the child goes like anyone else. */
export interface PlaceNow extends ChosenPlace {
  validity: OpenAccessValidity;
  validityBecause: string;
  /** Null without open access that holds. */
  openAccess: ArrangementNow | null;
}

export const LIKE_ANYONE_ELSE = 'Through the emergency department, like anyone else.';

export function placeNow(
  place: ChosenPlace,
  arrangements: readonly (ArrangementFacts & ArrangementWords)[],
  at: Date,
  bankHolidays: ReadonlySet<string>,
): PlaceNow {
  const { validity, because, arrangementId } = openAccessAt(arrangements, place.hospital.id, at);
  const deciding = arrangements.find(({ id }) => id === arrangementId);
  return {
    ...place,
    validity,
    validityBecause: because,
    openAccess: deciding && isHonoured(validity) ? arrangementNow(deciding, at, bankHolidays) : null,
  };
}

/** Everything that is to be said about where to go and whom to ring, at one instant. */
export interface WhereAndWhom<Line> {
  /** Null when no hospital that is open counts for the child, or no child is asked about. */
  place: PlaceNow | null;
  ring: Line[];
  /** Hospitals that count for the child and have closed, one sentence each. */
  closed: string[];
}
