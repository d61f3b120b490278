import { randomUUID } from 'node:crypto';
import {
  listedWords,
  OPEN_ACCESS_EXCLUSIONS,
  OPEN_ACCESS_REASONS,
  type OpenAccessReason,
} from '@shared-care/domain/open-access-content';
import type { OpenAccessEventKind } from '@shared-care/domain/open-access-states';
import { addDays, londonDate } from '@shared-care/domain/london-time';
import { isWorkingDay } from '@shared-care/domain/working-time';
import type { EntityManager } from 'typeorm';
import { HospitalContact, HospitalUnit } from '../entities/hospital';
import { OpenAccessArrangement, OpenAccessEvent, OpenAccessSuspension } from '../entities/open-access';
import { Patient, SharedCareLink } from '../entities/patient';
import type { DemoChild } from './demo-people';
import { demoNhsNumbers } from './nhs-numbers';

const DAY = 86_400_000;
const HOUR = 3_600_000;

interface Places {
  /** By ODS code of the site, and by email of the account. */
  sites: Map<string, string>;
  users: Map<string, string>;
  now: Date;
}

const REASONS: OpenAccessReason[] = [
  'bleeding',
  'head_injury',
  'pain_joint_muscle',
  'problem_giving_factor',
  'fever_with_line',
];

/** The arrangement of a child of the demo at their usual hospital, in the state the list of children names. */
export async function demoArrangement(
  tx: EntityManager,
  { id, child, ...places }: Places & { id: string; child: DemoChild },
): Promise<string | null> {
  const wanted = child.openAccess ?? 'none';
  if (wanted === 'none') return null;
  const state = {
    valid: 'active',
    due_review: 'due_review',
    expired: 'expired',
    suspended: 'suspended',
    awaiting: 'awaiting_local_agreement',
  } as const;
  const reviewIn = { valid: 150, due_review: -12, expired: -64, suspended: 90, awaiting: 300 };
  return arrangement(tx, places, id, child.hospital, {
    state: state[wanted],
    startedDaysAgo: wanted === 'awaiting' ? 3 : 200,
    reviewInDays: reviewIn[wanted],
  });
}

interface Wanted {
  state: OpenAccessArrangement['state'];
  startedDaysAgo: number;
  reviewInDays: number;
  versionNumber?: number;
  replacesId?: string;
  /** Of a short grant, which then started so many hours ago. */
  grant?: { hours: number; startedHoursAgo: number };
  sentAt?: Date;
  endedDaysAgo?: number;
  confirmed?: boolean;
  content?: Partial<OpenAccessArrangement>;
  events?: readonly { kind: OpenAccessEventKind; daysAgo: number; by?: string; detail?: string }[];
}

async function arrangement(
  tx: EntityManager,
  { sites, users, now }: Places,
  patientId: string,
  site: string,
  wanted: Wanted,
): Promise<string> {
  const hospitalId = sites.get(site)!;
  const unit = await tx.findOneByOrFail(HospitalUnit, { hospitalId, kind: 'assessment' });
  const contacts = await tx.findBy(HospitalContact, { hospitalId });
  const phone = (purpose: string): string => contacts.find((contact) => contact.purpose === purpose)?.phone ?? '';
  const startsAt = wanted.grant
    ? new Date(now.getTime() - wanted.grant.startedHoursAgo * HOUR)
    : new Date(now.getTime() - wanted.startedDaysAgo * DAY);
  const inTheMaking = wanted.state === 'draft' || wanted.state === 'awaiting_local_agreement';
  const confirmed = wanted.confirmed ?? !inTheMaking;
  const nurse = users.get('a.boyd@example.org')!;
  const id = randomUUID();
  await tx.insert(OpenAccessArrangement, {
    id,
    patientId,
    hospitalId,
    unitId: unit.id,
    state: wanted.state,
    versionNumber: wanted.versionNumber ?? 1,
    replacesId: wanted.replacesId ?? null,
    reasonCodes: REASONS,
    otherReasons: '',
    reasons: listedWords(OPEN_ACCESS_REASONS, REASONS, ''),
    whereToGo: "Straight to the children's assessment unit.",
    whereOutOfHours: "The emergency department; ask for the children's nurse in charge.",
    phoneFirst: 'Ring on the way; say open access and the name of the child.',
    phoneBands: [
      { days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00', label: unit.name, phone: phone('assessment') },
      { days: [1, 2, 3, 4, 5], from: '20:00', to: '08:00', label: "Children's ward", phone: phone('ward') },
      { days: [6, 7], from: '08:00', to: '08:00', label: "Children's ward", phone: phone('ward') },
    ],
    exclusionCodes: ['life_in_danger', 'unrelated_illness'],
    otherExclusions: '',
    exclusions: listedWords(OPEN_ACCESS_EXCLUSIONS, ['life_in_danger', 'unrelated_illness'], ''),
    startsAt,
    endsAt: wanted.grant ? new Date(startsAt.getTime() + wanted.grant.hours * HOUR) : null,
    grantHours: wanted.grant?.hours ?? null,
    reviewBy: addDays(londonDate(now), wanted.reviewInDays),
    issuedBy: 'Dr K Shah',
    issuedById: users.get('k.shah@example.org')!,
    draftedAt: startsAt,
    draftedBy: nurse,
    sentAt: wanted.state === 'draft' ? null : (wanted.sentAt ?? startsAt),
    sentBy: wanted.state === 'draft' ? null : nurse,
    agreedAt: inTheMaking ? null : startsAt,
    agreedBy: inTheMaking ? null : 'Link consultant of the hospital',
    ...(confirmed
      ? {
          wardHoldsAt: startsAt,
          wardHoldsSaidBy: 'Sister in charge, by telephone',
          wardHoldsRecordedBy: nurse,
          familyHoldsAt: startsAt,
          familyHoldsSaidBy: 'Mother, at clinic',
          familyHoldsRecordedBy: nurse,
        }
      : {}),
    endedAt: wanted.endedDaysAgo === undefined ? null : new Date(now.getTime() - wanted.endedDaysAgo * DAY),
    ...wanted.content,
  });
  for (const { kind, daysAgo, by, detail } of wanted.events ?? []) {
    const at = new Date(now.getTime() - daysAgo * DAY);
    await tx.insert(OpenAccessEvent, {
      arrangementId: id,
      at,
      kind,
      by: users.get(by ?? 'a.boyd@example.org')!,
      detail,
    });
  }
  if (wanted.state === 'suspended') {
    await tx.insert(OpenAccessSuspension, {
      id: randomUUID(),
      arrangementId: id,
      reason: 'The unit is closed for building work.',
      reviewOn: addDays(londonDate(now), 9),
      toldFamily: 'Mother, by telephone',
      toldLinkConsultant: 'Email, answered the same day',
      toldWard: 'Sister in charge, by telephone',
      toldGp: 'Letter to the practice',
      suspendedAt: new Date(now.getTime() - 5 * DAY),
      suspendedBy: nurse,
    });
  }
  return id;
}

type Extra = Pick<DemoChild, 'family' | 'given' | 'sex' | 'age' | 'hospital'> & {
  make: (tx: EntityManager, places: Places, patientId: string, site: string) => Promise<unknown>;
};

/** An arrangement as `wanted` says, at the hospital of the child. */
const one =
  (wanted: Wanted): Extra['make'] =>
  (tx, places, patientId, site) =>
    arrangement(tx, places, patientId, site, wanted);

/** An old version that still counts, and a newer one the hospital has been asked to agree to. */
const renewalWaiting: Extra['make'] = async (tx, places, patientId, site) => {
  const replacesId = await arrangement(tx, places, patientId, site, {
    state: 'active',
    startedDaysAgo: 352,
    reviewInDays: 13,
  });
  await arrangement(tx, places, patientId, site, {
    state: 'awaiting_local_agreement',
    startedDaysAgo: 2,
    reviewInDays: 363,
    versionNumber: 2,
    replacesId,
    content: {
      whereOutOfHours: "The children's ward; ring first so that a bed is ready.",
      otherExclusions: 'A child who needs a scan goes to the emergency department.',
      exclusions: `${listedWords(OPEN_ACCESS_EXCLUSIONS, ['life_in_danger', 'unrelated_illness'], 'A child who needs a scan goes to the emergency department')}`,
    },
    events: [
      { kind: 'drafted', daysAgo: 3 },
      { kind: 'sent', daysAgo: 2 },
    ],
  });
};

const waitingFor =
  (workingDays: number): Extra['make'] =>
  (tx, places, patientId, site) =>
    arrangement(tx, places, patientId, site, {
      state: 'awaiting_local_agreement',
      startedDaysAgo: workingDays,
      reviewInDays: 340,
      sentAt: workingDaysAgo(places.now, workingDays),
      events: [{ kind: 'sent', daysAgo: workingDays }],
    });

/** Without bank holidays: in a demo a day more or less does not matter. */
function workingDaysAgo(now: Date, count: number): Date {
  let at = now;
  for (let left = count; left > 0; at = new Date(at.getTime() - DAY))
    if (isWorkingDay(londonDate(at), new Set())) left--;
  return at;
}

/** Children in whom every state of the review board and of an arrangement can be seen. Nobody is meant. */
const TO_REVIEW: readonly Extra[] = [
  { family: 'Adeleke', given: 'Tola', sex: 'female', age: [6, 2], hospital: 'RHW01', make: () => Promise.resolve() },
  { family: 'Baptiste', given: 'Remy', sex: 'male', age: [9, 4], hospital: 'RHW01', make: renewalWaiting },
  {
    family: 'Castellano',
    given: 'Inés',
    sex: 'female',
    age: [5, 8],
    hospital: 'RXQ02',
    make: one({ state: 'active', startedDaysAgo: 360, reviewInDays: 5 }),
  },
  {
    family: 'Dunmore',
    given: 'Kit',
    sex: 'male',
    age: [8, 0],
    hospital: 'RXQ02',
    make: one({ state: 'active', startedDaysAgo: 343, reviewInDays: 22 }),
  },
  {
    family: 'Eastwood',
    given: 'Nell',
    sex: 'female',
    age: [11, 5],
    hospital: 'RHW01',
    make: one({ state: 'active', startedDaysAgo: 317, reviewInDays: 48, confirmed: false }),
  },
  { family: 'Fashola', given: 'Ade', sex: 'male', age: [3, 6], hospital: 'RD816', make: waitingFor(13) },
  { family: 'Goldsworthy', given: 'Wren', sex: 'female', age: [7, 9], hospital: 'RTH05', make: waitingFor(24) },
  {
    family: 'Haddad',
    given: 'Sami',
    sex: 'male',
    age: [4, 1],
    hospital: 'RHW01',
    make: one({
      state: 'active',
      startedDaysAgo: 0,
      reviewInDays: 1,
      grant: { hours: 48, startedHoursAgo: 20 },
      confirmed: false,
    }),
  },
  {
    family: 'Ivanova',
    given: 'Mila',
    sex: 'female',
    age: [12, 3],
    hospital: 'RHW01',
    make: one({
      state: 'suspended',
      startedDaysAgo: 120,
      reviewInDays: 245,
      events: [{ kind: 'suspended', daysAgo: 5, detail: 'The unit is closed for building work.' }],
    }),
  },
  {
    family: 'Jarrett',
    given: 'Cole',
    sex: 'male',
    age: [2, 4],
    hospital: 'RD816',
    make: async (tx, places, patientId, site) => {
      await arrangement(tx, places, patientId, site, { state: 'active', startedDaysAgo: 90, reviewInDays: 275 });
      await tx.query('SELECT sec.force_open_access_review($1, $2)', [patientId, 'inhibitor']);
    },
  },
  {
    family: 'Kimura',
    given: 'Aoi',
    sex: 'female',
    age: [10, 10],
    hospital: 'RXQ02',
    make: one({
      state: 'draft',
      startedDaysAgo: 0,
      reviewInDays: 365,
      events: [
        { kind: 'drafted', daysAgo: 6 },
        { kind: 'sent', daysAgo: 5 },
        { kind: 'sent_back', daysAgo: 1, by: 'p.lindqvist@example.org', detail: 'The night number is the old ward.' },
      ],
    }),
  },
  {
    family: 'Lindgren',
    given: 'Saga',
    sex: 'female',
    age: [13, 1],
    hospital: 'RHW01',
    make: one({ state: 'active', startedDaysAgo: 410, reviewInDays: -45 }),
  },
  {
    family: 'Mensah',
    given: 'Kofi',
    sex: 'male',
    age: [14, 2],
    hospital: 'RD816',
    make: one({
      state: 'withdrawn',
      startedDaysAgo: 200,
      reviewInDays: 165,
      endedDaysAgo: 20,
      events: [{ kind: 'withdrawn', daysAgo: 20, by: 'k.shah@example.org', detail: 'The family asked for it.' }],
    }),
  },
];

export async function demoArrangementsToReview(
  tx: EntityManager,
  { consultants, ...places }: Places & { consultants: Map<string, string> },
): Promise<void> {
  // Well past those of the other children.
  const numbers = [...numbersFrom(300, TO_REVIEW.length)];
  for (const [place, child] of TO_REVIEW.entries()) {
    const id = randomUUID();
    const [years, months] = child.age;
    const born = new Date(places.now);
    born.setUTCFullYear(born.getUTCFullYear() - years, born.getUTCMonth() - months, 3 + place);
    await tx.insert(Patient, {
      id,
      familyName: child.family,
      givenName: child.given,
      birthDate: born.toISOString().slice(0, 10),
      sex: child.sex,
      nhsNumber: numbers[place]!,
      nhsNumberStatus: 'verified',
      hospitalNumber: `R${206100 + place * 7}`,
      diagnosis: 'haemophilia_a',
      severity: 'severe',
      baselineLevel: '0.5',
      inhibitor: 'none',
      inhibitorOn: addDays(londonDate(places.now), -42),
      centralLine: 'none',
      allergyState: 'none_known',
    });
    await tx.insert(SharedCareLink, {
      id: randomUUID(),
      patientId: id,
      hospitalId: places.sites.get(child.hospital)!,
      linkConsultantId: consultants.get(child.hospital)!,
      role: 'primary',
      validFrom: new Date(places.now.getTime() - 500 * DAY),
    });
    await child.make(tx, places, id, child.hospital);
  }
}

function* numbersFrom(skipped: number, count: number): Generator<string> {
  let place = 0;
  for (const number of demoNhsNumbers()) {
    if (place >= skipped) yield number;
    if (++place >= skipped + count) return;
  }
}
