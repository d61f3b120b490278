import { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import type { AttendanceSheet, PreviewAttendance } from '@shared-care/contracts/attendances/shapes';
import type { AttendanceReason, ToldBy } from '@shared-care/domain/attendance-reasons';
import { londonDate, londonInstant, shortDate } from '@shared-care/domain/london-time';
import type { UnlistedHospitalKind } from '@shared-care/domain/unlisted-hospital';
import { readDate, readTime } from '../forms/dates';
import { NOTHING_SAID_BACK, type Identifier } from '../patients/identifiers';

export type AttendanceDraft = AttendanceSheet;

export function blankDraft(date: string): AttendanceDraft {
  const today = shortDate(date);
  return {
    patientId: '',
    similarNameSettled: true,
    saidBack: NOTHING_SAID_BACK,
    withoutMatch: false,
    name: '',
    birthDate: '',
    phone: '',
    hospitalId: '',
    unlisted: false,
    unlistedKind: '',
    unlistedName: '',
    unlistedPlace: '',
    unlistedPhone: '',
    unitKind: 'ed',
    arrival: 'now',
    minutesAgo: '30',
    arrivedOn: today,
    arrivedTime: '',
    reason: '',
    bleedSite: '',
    toldBy: '',
    callBack: '',
    reportedOn: today,
    reportedTime: '',
    left: false,
    leftOn: today,
    leftTime: '',
    stillUnwell: false,
    admittedOrTransferred: false,
    apccMentioned: false,
    invasiveProcedure: false,
    adviceSought: '',
    treated: false,
    treatedOn: today,
    treatedTime: '',
    product: '',
    note: '',
    foundLater: false,
  };
}

const orNull = (words: string): string | null => (words.trim() === '' ? null : words.trim());

/** The instant of a date and time typed as London time, or empty when they are none. */
function instant(typedDate: string, typedTime: string, today: string): string {
  const date = readDate(typedDate, today);
  const time = readTime(typedTime);
  return date === null || time === null ? '' : londonInstant(date, time).toISOString();
}

/** What the server works the alert out from. Asked for every few keystrokes, so it carries no clock of its own. */
export function toPreview(draft: AttendanceDraft, today: string): PreviewAttendance | null {
  const child = draft.patientId !== '' || draft.withoutMatch;
  const place = draft.unlisted ? draft.unlistedKind !== '' : draft.hospitalId !== '';
  if (!child || !place || draft.reason === '') return null;
  const minutes = draft.arrival === 'now' ? 0 : draft.arrival === 'minutes' ? Number(draft.minutesAgo) : null;
  const arrivedAt = draft.arrival === 'time' ? instant(draft.arrivedOn, draft.arrivedTime, today) : null;
  const timeMissing = draft.arrival === 'time' ? arrivedAt === '' : !Number.isInteger(minutes);
  return {
    patientId: draft.withoutMatch ? null : draft.patientId,
    // The alert does not depend on the name, which may not be typed yet.
    unmatched: draft.withoutMatch ? { name: orNull(draft.name) ?? 'Not known', birthDate: null, phone: null } : null,
    ...circumstances(draft, draft.reason),
    // Nor on the name of a hospital that is not listed.
    unlistedHospital: unlistedOf(draft, orNull(draft.unlistedName) ?? 'Not known'),
    arrivedMinutesAgo: timeMissing ? 0 : minutes,
    arrivedAt: timeMissing ? null : arrivedAt,
    leftAt: draft.left ? orNull(instant(draft.leftOn, draft.leftTime, today)) : null,
  };
}

/**
 * What is sent. All times are instants fixed at `now`, the moment of the first attempt: a later attempt sends the same
 * body, so that neither "now" nor "30 minutes ago" moves while the network is down.
 */
export function toRequest(draft: AttendanceDraft, now: Date): LogAttendance {
  const today = londonDate(now);
  return {
    patientId: draft.withoutMatch ? null : orNull(draft.patientId),
    unmatched: draft.withoutMatch
      ? {
          name: draft.name,
          birthDate: readDate(draft.birthDate, today) ?? orNull(draft.birthDate),
          phone: orNull(draft.phone),
        }
      : null,
    // An empty reason is refused by the schema, in its words.
    ...circumstances(draft, draft.reason as AttendanceReason),
    arrivedMinutesAgo: null,
    arrivedAt: arrival(draft, now),
    leftAt: draft.left ? instant(draft.leftOn, draft.leftTime, today) : null,
    toldBy: draft.toldBy as ToldBy,
    callBack: orNull(draft.callBack),
    reportedAt:
      draft.reportedTime.trim() === '' ? now.toISOString() : instant(draft.reportedOn, draft.reportedTime, today),
    note: orNull(draft.note),
    foundLater: draft.foundLater,
    firstTreatmentAt: draft.treated ? instant(draft.treatedOn, draft.treatedTime, today) : null,
    firstTreatmentProduct: draft.treated ? orNull(draft.product) : null,
    saidBack: draft.withoutMatch ? [] : ticked(draft),
  };
}

function circumstances(draft: AttendanceDraft, reason: AttendanceReason) {
  return {
    hospitalId: draft.unlisted ? null : orNull(draft.hospitalId),
    unlistedHospital: unlistedOf(draft, draft.unlistedName),
    unitKind: draft.unitKind === '' ? null : draft.unitKind,
    reason,
    bleedSite: draft.bleedSite === '' ? null : draft.bleedSite,
    admittedOrTransferred: draft.admittedOrTransferred,
    apccMentioned: draft.apccMentioned,
    invasiveProcedure: draft.invasiveProcedure,
    stillUnwell: draft.left && draft.stillUnwell,
    adviceSought: draft.adviceSought === '' ? null : draft.adviceSought === 'yes',
  };
}

function unlistedOf(draft: AttendanceDraft, name: string): LogAttendance['unlistedHospital'] {
  if (!draft.unlisted) return null;
  return {
    // An empty kind is refused by the schema, in its words.
    kind: draft.unlistedKind as UnlistedHospitalKind,
    name,
    place: orNull(draft.unlistedPlace),
    phone: orNull(draft.unlistedPhone),
  };
}

function arrival(draft: AttendanceDraft, now: Date): string {
  if (draft.arrival === 'now') return now.toISOString();
  if (draft.arrival === 'time') return instant(draft.arrivedOn, draft.arrivedTime, londonDate(now));
  const minutes = Number(draft.minutesAgo);
  if (draft.minutesAgo.trim() === '' || !Number.isInteger(minutes) || minutes < 0 || minutes > 10_080) return '';
  return new Date(now.getTime() - minutes * 60_000).toISOString();
}

const A_DAY_MS = 24 * 60 * 60_000;

/** Arrived more than a day ago: perhaps a late report, perhaps a slip in the date. It warns and never blocks. */
export function arrivedLongAgo(draft: AttendanceDraft, now: Date): boolean {
  const arrivedAt = arrival(draft, now);
  return arrivedAt !== '' && now.getTime() - Date.parse(arrivedAt) > A_DAY_MS;
}

function ticked(draft: AttendanceDraft): Identifier[] {
  return (Object.keys(draft.saidBack) as Identifier[]).filter((identifier) => draft.saidBack[identifier]);
}

/** Where on the sheet a field of the request is. */
const FIELD_ON_SHEET: Record<string, keyof AttendanceDraft> = {
  patientId: 'patientId',
  'unmatched.name': 'name',
  'unmatched.birthDate': 'birthDate',
  'unmatched.phone': 'phone',
  leftAt: 'leftTime',
  reportedAt: 'reportedTime',
  firstTreatmentAt: 'treatedTime',
  firstTreatmentProduct: 'product',
  hospitalId: 'hospitalId',
  'unlistedHospital.name': 'unlistedName',
  'unlistedHospital.kind': 'unlistedKind',
  'unlistedHospital.place': 'unlistedPlace',
  'unlistedHospital.phone': 'unlistedPhone',
  unitKind: 'unitKind',
  reason: 'reason',
  bleedSite: 'bleedSite',
  toldBy: 'toldBy',
  callBack: 'callBack',
  note: 'note',
};

export interface DraftProblem {
  field: keyof AttendanceDraft;
  message: string;
}

export function fieldOnSheet(path: string, draft: AttendanceDraft): keyof AttendanceDraft {
  if (path.startsWith('saidBack')) return 'saidBack';
  if (path.startsWith('arrived')) return draft.arrival === 'minutes' ? 'minutesAgo' : 'arrivedTime';
  return FIELD_ON_SHEET[path] ?? 'patientId';
}

const EARLY_MS = 5 * 60_000;

/** Everything that stands in the way of saving, at most one sentence for each field, in the order of the sheet. */
export function problemsOf(draft: AttendanceDraft, now: Date): DraftProblem[] {
  const request = toRequest(draft, now);
  const problems: DraftProblem[] = [];
  const add = (field: keyof AttendanceDraft, message: string): void => {
    if (!problems.some((problem) => problem.field === field)) problems.push({ field, message });
  };

  if (draft.patientId === '' && !draft.withoutMatch) add('patientId', 'Choose a patient, or log without a match.');
  if (draft.patientId !== '' && !draft.withoutMatch) {
    if (!draft.similarNameSettled) add('similarNameSettled', 'Say that this is the right patient.');
    if (ticked(draft).length < 2) add('saidBack', 'Ask the caller to say back two identifiers, and tick them.');
  }
  // The schema looks at both ways of saying where only once everything else is there.
  if (!draft.unlisted && draft.hospitalId === '') add('hospitalId', 'Choose a hospital from the list.');
  // The words for times are made here, because on the sheet an instant is two fields.
  const today = londonDate(now);
  const check = (
    at: string | null | undefined,
    what: string,
    typed: { date: string; time: string },
    field: keyof AttendanceDraft,
  ): void => {
    if (at === '') {
      if (readTime(typed.time) === null) add(field, `Enter the time of ${what}, for example 14:05.`);
      else if (readDate(typed.date, today) === null) add(field, `Enter the date of ${what}, for example 5/4/2026.`);
    } else if (at && Date.parse(at) > now.getTime() + EARLY_MS) add(field, `The time of ${what} is in the future.`);
  };
  if (draft.arrival === 'minutes') {
    if (request.arrivedAt === '') add('minutesAgo', 'Enter the minutes since arrival as a whole number.');
  } else check(request.arrivedAt, 'arrival', { date: draft.arrivedOn, time: draft.arrivedTime }, 'arrivedTime');
  check(request.leftAt, 'leaving', { date: draft.leftOn, time: draft.leftTime }, 'leftTime');
  if (request.leftAt && request.arrivedAt && request.leftAt < request.arrivedAt)
    add('leftTime', 'The child cannot have left before arriving.');
  check(request.reportedAt, 'the report', { date: draft.reportedOn, time: draft.reportedTime }, 'reportedTime');
  check(request.firstTreatmentAt, 'first treatment', { date: draft.treatedOn, time: draft.treatedTime }, 'treatedTime');

  const checked = LogAttendance.safeParse(request);
  for (const issue of checked.error?.issues ?? []) add(fieldOnSheet(issue.path.join('.'), draft), issue.message);
  return problems;
}
