import { randomUUID } from 'node:crypto';
import { acknowledgeBy } from '@shared-care/domain/alert-clock';
import type { AlertOutcome } from '@shared-care/domain/alert-states';
import { TIER_TRIGGERS, type TierTrigger } from '@shared-care/domain/alert-tier';
import type { AttendanceReason, BleedSite, ToldBy } from '@shared-care/domain/attendance-reasons';
import { addDays, londonDate, londonInstant } from '@shared-care/domain/london-time';
import type { OpenAccessValidity } from '@shared-care/domain/open-access';
import { workingDayBefore } from '@shared-care/domain/request-clock';
import type { UnlistedHospitalKind } from '@shared-care/domain/unlisted-hospital';
import { isWorkingDay } from '@shared-care/domain/working-time';
import type { EntityManager } from 'typeorm';
import { Alert, AlertEvent, LiaisonEntry } from '../entities/alert';
import { Attendance, AttendanceSource } from '../entities/attendance';
import { demoDeliveries } from './demo-deliveries';
import { personAt } from './demo-on-duty';
import type { DemoChild } from './demo-people';

export interface Visit {
  /** Family and given name of the child; absent for one nobody could match. */
  child?: [family: string, given: string];
  unmatched?: { name: string; phone: string };
  /** Other than the usual hospital. */
  hospital?: string;
  /** One that is not in the directory, as it was said on the phone. */
  unlisted?: { kind: UnlistedHospitalKind; name: string; place: string; phone: string | null };
  minutesAgo: number;
  reason: AttendanceReason;
  site?: BleedSite;
  toldBy: ToldBy;
  trigger: TierTrigger;
  ends?: AlertOutcome;
  owner?: string;
  awaiting?: string;
  /** Minutes from arrival to the first treatment; of a bleed that is over, unless said otherwise, about half an hour. */
  treatedAfter?: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;
const BOYD = 'a.boyd@example.org';
const FERRARS = 'j.ferrars@example.org';
const SHAH = 'k.shah@example.org';
/** Minutes from the call to the arrival: the family rang from the department. */
const ARRIVED = -20;

/** What stands on Today when the demo starts, and enough history for the timelines. */
const VISITS: readonly Visit[] = [
  {
    child: ['Okafor', 'Daniel'],
    minutesAgo: 55,
    reason: 'bleeding',
    site: 'mouth',
    toldBy: 'mother',
    trigger: 'inhibitor_bleeding',
    owner: SHAH,
  },
  {
    child: ['Müller', 'Zoë'],
    minutesAgo: 22,
    reason: 'bleeding',
    site: 'mouth',
    toldBy: 'ward_nurse',
    trigger: 'open_access_not_valid',
  },
  {
    unmatched: { name: 'Boy of about 6, family name perhaps Carter', phone: '01632 960871' },
    hospital: 'RN506',
    minutesAgo: 12,
    reason: 'pain_joint_muscle',
    site: 'joint',
    toldBy: 'ward_doctor',
    trigger: 'joint_or_muscle_bleed',
  },
  {
    child: ['Jones', 'Amelia'],
    minutesAgo: 3 * HOUR,
    reason: 'unrelated_illness',
    toldBy: 'father',
    trigger: 'unrelated_illness',
  },
  {
    child: ['Thompson', 'Jack'],
    minutesAgo: 20 * HOUR,
    reason: 'bleeding',
    site: 'muscle',
    toldBy: 'ward_nurse',
    trigger: 'joint_or_muscle_bleed',
    owner: BOYD,
    awaiting: 'Northampton, ward sister',
    treatedAfter: 40,
  },
  {
    child: ['Smith', 'Ava'],
    minutesAgo: 40 * DAY,
    reason: 'head_injury',
    site: 'head',
    toldBy: 'mother',
    trigger: 'head_injury',
    owner: BOYD,
    ends: 'resolved',
    treatedAfter: 22,
  },
  {
    child: ['Smith', 'Ava'],
    minutesAgo: 130 * DAY,
    reason: 'bleeding',
    site: 'mouth',
    toldBy: 'father',
    trigger: 'bleeding_disorder_problem',
    owner: FERRARS,
    ends: 'phu_review_booked',
  },
  {
    child: ['Smith', 'Ava'],
    hospital: 'RTH08',
    minutesAgo: 300 * DAY,
    reason: 'planned_treatment',
    toldBy: 'mother',
    trigger: 'planned_treatment',
    owner: FERRARS,
    ends: 'resolved',
  },
  {
    child: ['Smith', 'Avery'],
    minutesAgo: 61 * DAY,
    reason: 'pain_joint_muscle',
    site: 'joint',
    toldBy: 'mother',
    trigger: 'joint_or_muscle_bleed',
    owner: BOYD,
    ends: 'plan_changed',
    treatedAfter: 75,
  },
  {
    child: ['Okafor', 'Daniel'],
    minutesAgo: 9 * DAY,
    reason: 'pain_joint_muscle',
    site: 'joint',
    toldBy: 'father',
    trigger: 'joint_or_muscle_bleed',
    owner: FERRARS,
    ends: 'referred',
    treatedAfter: 55,
  },
  {
    child: ['Okafor', 'Daniel'],
    hospital: 'RXQ50',
    minutesAgo: 44 * DAY,
    reason: 'bleeding',
    site: 'muscle',
    toldBy: 'ward_nurse',
    trigger: 'inhibitor_bleeding',
    owner: BOYD,
    ends: 'transferred_to_phu',
  },
  {
    child: ["O'Brien", 'Cillian'],
    minutesAgo: 16 * DAY,
    reason: 'fever_with_line',
    toldBy: 'mother',
    trigger: 'fever_with_line',
    owner: SHAH,
    ends: 'resolved',
  },
  {
    child: ['Kowalski', 'Łukasz'],
    minutesAgo: 28 * DAY,
    reason: 'problem_giving_factor',
    toldBy: 'mother',
    trigger: 'bleeding_disorder_problem',
    owner: BOYD,
    ends: 'resolved',
  },
  {
    child: ['Ahmed', 'Ibrahim'],
    minutesAgo: 75 * DAY,
    reason: 'head_injury',
    site: 'head',
    toldBy: 'ward_doctor',
    trigger: 'head_injury',
    owner: SHAH,
    ends: 'phu_review_booked',
    treatedAfter: 18,
  },
  {
    child: ['Williams', 'Ethan'],
    minutesAgo: 5 * DAY,
    reason: 'bleeding',
    site: 'mouth',
    toldBy: 'mother',
    trigger: 'bleeding_disorder_problem',
    owner: FERRARS,
    ends: 'resolved',
    treatedAfter: 48,
  },
  {
    child: ['Evans', 'Harri'],
    minutesAgo: 90 * DAY,
    reason: 'unrelated_illness',
    toldBy: 'link_consultant',
    trigger: 'unrelated_illness',
    owner: FERRARS,
    ends: 'unrelated',
  },
  {
    child: ['Patel', 'Arjun'],
    minutesAgo: 33 * DAY,
    reason: 'pain_joint_muscle',
    site: 'muscle',
    toldBy: 'patient',
    trigger: 'joint_or_muscle_bleed',
    owner: BOYD,
    ends: 'resolved',
    treatedAfter: 135,
  },
  {
    child: ['Ferreira', 'João'],
    minutesAgo: 11 * DAY,
    reason: 'pain_joint_muscle',
    site: 'joint',
    toldBy: 'mother',
    trigger: 'joint_or_muscle_bleed',
    owner: BOYD,
    ends: 'plan_changed',
  },
  {
    child: ['Novák', 'Šimon'],
    unlisted: { kind: 'abroad', name: 'Dětská klinika', place: 'Olomouc, Czechia', phone: null },
    minutesAgo: 47 * DAY,
    reason: 'bleeding',
    site: 'mouth',
    toldBy: 'mother',
    trigger: 'out_of_network',
    owner: BOYD,
    ends: 'resolved',
  },
  {
    child: ['Lewis', 'Finley'],
    unlisted: { kind: 'private', name: 'Exampleton Clinic', place: 'Exampleton', phone: '01632 960588' },
    minutesAgo: 26 * DAY,
    reason: 'pain_joint_muscle',
    site: 'muscle',
    toldBy: 'father',
    trigger: 'out_of_network',
    owner: SHAH,
    ends: 'phu_review_booked',
  },
];

export interface Stage {
  sites: Map<string, string>;
  users: Map<string, string>;
  patients: { id: string; child: DemoChild; arrangementId: string | null }[];
  now: Date;
}

export async function demoAttendances(tx: EntityManager, stage: Stage): Promise<void> {
  for (const visit of VISITS) await loadVisit(tx, stage, visit);
}

export async function loadVisit(
  tx: EntityManager,
  stage: Stage,
  visit: Visit,
): Promise<{ id: string; alertId: string }> {
  const holidays = await tx.query<{ day: string }[]>('SELECT holiday_on AS day FROM bank_holidays');
  const bankHolidays = new Set(holidays.map(({ day }) => day));
  const patient =
    stage.patients.find(({ child }) => child.family === visit.child?.[0] && child.given === visit.child[1]) ?? null;
  const closed = visit.ends !== undefined;
  const told = new Date(stage.now.getTime() - visit.minutesAgo * 60_000);
  const began = closed ? inNursesDay(told, bankHolidays) : told;
  const later = (minutes: number): Date => new Date(began.getTime() + minutes * 60_000);
  const closedAfter = minutesUntilClosed(began);
  const [id, alertId] = [randomUUID(), randomUUID()];
  // By the rota: who is there at this hour logs it and is told; who owned it was there, or is the consultant lead.
  const logger = await personAt(tx, began);
  const loggedBy = logger.id;
  const owner =
    visit.owner === undefined || visit.owner === SHAH ? visit.owner : (await personAt(tx, later(6), visit.owner)).email;
  const elsewhere =
    visit.unlisted !== undefined || (visit.hospital !== undefined && visit.hospital !== patient?.child.hospital);
  const tier = TIER_TRIGGERS[visit.trigger].tier;
  const treated = visit.treatedAfter ?? (closed && tier !== 'blue' ? 35 : null);
  const gone = closed || visit.awaiting !== undefined;
  await tx.insert(Attendance, {
    id,
    alertId,
    patientId: patient?.id ?? null,
    unmatchedName: visit.unmatched?.name ?? null,
    unmatchedPhone: visit.unmatched?.phone ?? null,
    hospitalId: visit.unlisted ? null : stage.sites.get(visit.hospital ?? patient!.child.hospital)!,
    unlistedHospitalName: visit.unlisted?.name ?? null,
    unlistedHospitalKind: visit.unlisted?.kind ?? null,
    unlistedHospitalPlace: visit.unlisted?.place ?? null,
    unlistedHospitalPhone: visit.unlisted?.phone ?? null,
    unitKind: 'ed',
    state: patient === null ? 'unmatched' : gone ? 'left' : 'in_department',
    reason: visit.reason,
    bleedSite: visit.site ?? null,
    category: visit.reason === 'planned_treatment' ? 4 : 1,
    arrivedAt: later(ARRIVED),
    reportedAt: later(-1),
    leftAt: gone ? later(closed ? Math.min(4 * HOUR, closedAfter - 20) : 4 * HOUR) : null,
    toldBy: visit.toldBy,
    firstTreatmentAt: treated === null ? null : later(ARRIVED + treated),
    firstTreatmentProduct: treated === null ? null : 'As in the emergency plan',
    ...openAccessOf(patient, elsewhere),
    loggedBy,
    loggedAt: later(0),
    idempotencyKey: randomUUID(),
    requestHash: 'demo',
  });
  await tx.insert(AttendanceSource, {
    id: randomUUID(),
    attendanceId: id,
    kind: 'phone',
    toldBy: visit.toldBy,
    reportedAt: later(-1),
    recordedBy: loggedBy,
  });
  const ownerId = owner ? stage.users.get(owner)! : null;
  const asleep = visit.awaiting !== undefined;
  await tx.insert(Alert, {
    id: alertId,
    kind: 'attendance',
    attendanceId: id,
    state: closed ? 'closed' : asleep ? 'awaiting' : ownerId ? 'acknowledged' : 'open',
    tier,
    trigger: visit.trigger,
    triggers: [visit.trigger],
    level: 0,
    openedAt: later(0),
    acknowledgeBy: acknowledgeBy(tier, later(0), bankHolidays),
    nextEscalationAt: acknowledgeBy(tier, later(0), bankHolidays),
    ownerId,
    acknowledgedAt: ownerId ? later(6) : null,
    ...(asleep
      ? {
          awaitingWhat: 'discharge_summary' as const,
          awaitingFrom: visit.awaiting,
          wakeAt: nextWorkingMorning(stage.now, bankHolidays),
        }
      : {}),
    ...(closed ? { closedAt: later(closedAfter), closedBy: ownerId, outcome: visit.ends } : {}),
  });
  await tx.insert(AlertEvent, {
    alertId,
    at: later(0),
    kind: 'raised',
    by: loggedBy,
    detail: `${tier}: ${TIER_TRIGGERS[visit.trigger].words}`,
  });
  await demoDeliveries(tx, { alertId, told: logger, at: later(0), later });
  if (!ownerId) return { id, alertId };
  await tx.insert(AlertEvent, { alertId, at: later(6), kind: 'acknowledged', by: ownerId });
  await tx.insert(LiaisonEntry, {
    id: randomUUID(),
    alertId,
    at: later(9),
    direction: 'outgoing',
    withRole: 'ward_nurse',
    withName: 'Nurse in charge',
    numberUsed: visit.unlisted ? visit.unlisted.phone : '01632 960204',
    result: 'spoke',
    adviceAsked: 'What to give first, and whether to wait for the scan.',
    adviceGiven: 'Follow the emergency plan the ward holds; do not wait.',
    agreedNextStep: 'Ward rings back after treatment.',
    recordedBy: ownerId,
  });
  await tx.insert(AlertEvent, {
    alertId,
    at: later(9),
    kind: 'liaison',
    by: ownerId,
    detail: 'Nurse at the hospital: Spoke',
  });
  if (closed) await tx.insert(AlertEvent, { alertId, at: later(closedAfter), kind: 'closed', by: ownerId });
  return { id, alertId };
}

/**
 * History is a nurse's day: it began between nine and half past two of a working day, whenever the demo is started, and was
 * closed that afternoon. What would fall on a weekend or a holiday is told of the working day before.
 */
function inNursesDay(told: Date, bankHolidays: ReadonlySet<string>): Date {
  const on = londonDate(told);
  const day = isWorkingDay(on, bankHolidays) ? on : workingDayBefore(on, bankHolidays);
  const minute = 9 * HOUR + 5 + ((Math.floor(told.getTime() / 60_000 / DAY) * 137) % 325);
  return londonInstant(
    day,
    `${String(Math.floor(minute / HOUR)).padStart(2, '0')}:${String(minute % HOUR).padStart(2, '0')}`,
  );
}

/** The same working day: six hours later at most, and before the nurse goes home. */
function minutesUntilClosed(began: Date): number {
  const home = londonInstant(londonDate(began), '16:50');
  return Math.min(6 * HOUR, Math.floor((home.getTime() - began.getTime()) / 60_000));
}

/** A ward sends its summary on a working morning, a while from now. */
function nextWorkingMorning(now: Date, bankHolidays: ReadonlySet<string>): Date {
  let day = londonDate(now);
  while (!isWorkingDay(day, bankHolidays) || londonInstant(day, '11:00') < new Date(now.getTime() + 2 * HOUR * 60_000))
    day = addDays(day, 1);
  return londonInstant(day, '11:00');
}

function openAccessOf(patient: Stage['patients'][number] | null, elsewhere: boolean) {
  const answer = (
    openAccess: OpenAccessValidity,
    openAccessBecause: string,
    openAccessArrangementId: string | null = null,
  ) => ({
    openAccess,
    openAccessBecause,
    openAccessArrangementId,
  });
  if (!patient) return answer('unknown', 'The child is not matched to a record yet.');
  const state = patient.child.openAccess ?? 'none';
  if (elsewhere || state === 'none') return answer('none', 'No arrangement at this hospital.');
  if (state === 'awaiting')
    return answer('awaiting_agreement', 'The local hospital has not agreed yet.', patient.arrangementId);
  return answer(state, `Recorded as ${state.replace('_', ' ')} at the time.`, patient.arrangementId);
}
