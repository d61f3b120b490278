import type { AttendanceOnTimeline, PatientPage } from '@shared-care/contracts/patients/answers';
import type { RecordPicture } from '@shared-care/contracts/record-picture/answers';
import { TIERS } from '@shared-care/domain/alert-tier';
import { LETTER_KINDS } from '@shared-care/domain/letters';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { REQUEST_TYPES } from '@shared-care/domain/request-states';
import { TREATMENT_PURPOSES } from '@shared-care/domain/treatments';
import type { YearBand, YearLane, YearMark } from '@shared-care/ui/year-picture/year-lanes';
import { reasonWords } from '../attendances/attendance-words';

const TAKEN_BACK: readonly AttendanceOnTimeline['state'][] = ['cancelled', 'entered_in_error', 'merged'];
const VALIDITY = { valid: 'Open access valid', due_review: 'Open access valid, due review' } as const;

/** Attendances of the twelve months that stand. */
export function attendancesOfYear(page: PatientPage, picture: RecordPicture): AttendanceOnTimeline[] {
  return page.attendances.filter(
    ({ state, arrivedAt }) => !TAKEN_BACK.includes(state) && londonDate(new Date(arrivedAt)) >= picture.from,
  );
}

/** The page that shows an attendance, the plan, a letter, a request or a treatment; null where this user has none. */
export interface PagesOfMarks {
  attendance(one: { alertId: string | null }): string | null;
  plan: string | null;
  openAccess: string | null;
  letter(id: string): string | null;
  request(id: string): string | null;
  treatment(id: string): string | null;
}

/** Lanes of the picture: the unit, each hospital that the child is or was seen at, what is given, what was written. */
export function yearLanes(page: PatientPage, picture: RecordPicture, pages: PagesOfMarks): YearLane[] {
  return [
    ...unitLane(picture, pages),
    ...hospitalLanes(page, picture, pages),
    ...treatmentLane(picture, pages),
    ...paperLane(picture, pages),
  ];
}

function unitLane({ plans }: RecordPicture, pages: PagesOfMarks): YearLane[] {
  if (plans.length === 0) return [];
  const marks = plans.map(({ versionNumber, approvedAt }): YearMark => ({
    id: `plan-${versionNumber}`,
    at: approvedAt,
    shape: 'plan',
    words: `Emergency plan, version ${versionNumber} approved`,
    short: `v${versionNumber}`,
    href: pages.plan,
  }));
  return [{ id: 'unit', label: 'The unit', under: 'emergency plan', marks, bands: [] }];
}

function hospitalLanes(page: PatientPage, picture: RecordPicture, pages: PagesOfMarks): YearLane[] {
  const lanes = new Map<string, YearLane>();
  const lane = (id: string | null, name: string): YearLane => {
    const key = id ?? name;
    const there = lanes.get(key);
    if (there !== undefined) return there;
    const linked = page.links.some(({ hospital, current }) => current && hospital.id === id);
    const made: YearLane = {
      id: key,
      label: name.replace(/ (General )?Hospital$/, ''),
      under: linked ? 'shared care' : 'away from home',
      marks: [],
      bands: [],
    };
    lanes.set(key, made);
    return made;
  };
  for (const { hospital, current } of page.links) if (current) lane(hospital.id, hospital.name);
  for (const { hospital, validity, from, to } of picture.openAccess)
    lane(hospital.id, hospital.name).bands.push({
      id: `access-${hospital.id}-${from}`,
      from,
      to,
      kind: validity,
      words: VALIDITY[validity],
      href: pages.openAccess,
    });
  for (const attendance of attendancesOfYear(page, picture))
    lane(attendance.hospital.id, attendance.hospital.name).marks.push(attendanceMark(attendance, pages));
  return [...lanes.values()];
}

function attendanceMark(attendance: AttendanceOnTimeline, pages: PagesOfMarks): YearMark {
  return {
    id: attendance.id,
    at: attendance.arrivedAt,
    shape: attendance.alert.tier,
    words: `${TIERS[attendance.alert.tier]}: ${reasonWords(attendance)}, ${attendance.reference}`,
    href: pages.attendance({ alertId: attendance.alert.id }),
  };
}

function treatmentLane({ treatments, from }: RecordPicture, pages: PagesOfMarks): YearLane[] {
  if (treatments === null || treatments.length === 0) return [];
  const bands = treatments.map((one): YearBand => ({
    id: one.id,
    from: one.from ?? from,
    to: one.to,
    kind: 'treatment',
    words: `${one.name}, ${TREATMENT_PURPOSES[one.purpose].toLowerCase()}${one.from === null ? ', since when is not known' : ''}`,
    href: pages.treatment(one.id),
  }));
  const given = treatments.filter(({ to }) => to === null).map(({ name }) => name);
  return [{ id: 'treatment', label: 'Treatment', under: given.join(', ') || 'none at present', marks: [], bands }];
}

function paperLane({ letters, requests }: RecordPicture, pages: PagesOfMarks): YearLane[] {
  if ((letters ?? []).length === 0 && (requests ?? []).length === 0) return [];
  const marks = (letters ?? []).map(({ id, kind, issuedAt }): YearMark => ({
    id,
    at: issuedAt,
    shape: 'letter',
    words: LETTER_KINDS[kind],
    href: pages.letter(id),
  }));
  const bands = (requests ?? []).map(({ id, type, reference, receivedAt, doneAt }): YearBand => ({
    id,
    from: receivedAt,
    to: doneAt,
    kind: 'request',
    words: `${REQUEST_TYPES[type]}, ${reference}`,
    href: pages.request(id),
  }));
  return [{ id: 'paper', label: 'Letters, requests', under: 'sent, open', marks, bands }];
}

/** "6 attendances, 1 away from home, from 29-Nov-2025" */
export function yearWords(page: PatientPage, picture: RecordPicture): string {
  const seen = attendancesOfYear(page, picture);
  const home = new Set(page.links.filter(({ current }) => current).map(({ hospital }) => hospital.id));
  const away = seen.filter(({ hospital }) => hospital.id === null || !home.has(hospital.id)).length;
  const many = seen.length === 0 ? 'No attendance' : seen.length === 1 ? '1 attendance' : `${seen.length} attendances`;
  return `${many}${away > 0 ? `, ${away} away from home` : ''}, since ${shortDate(picture.from)}`;
}
