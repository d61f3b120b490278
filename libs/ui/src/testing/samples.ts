import { AlertDetail, AlertInQueue, type AlertStep, type LiaisonStep } from '@shared-care/contracts/alerts/answers';
import { HospitalSummary } from '@shared-care/contracts/hospitals/answers';
import { PatientMatch } from '@shared-care/contracts/patients/answers';

/**
 * Fiction for the specs of single pieces. Each sample is parsed as the server's answer is, so none can show what the
 * server never says.
 */
export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export function aMatch(number: number, familyName: string, givenName: string, change: Partial<PatientMatch> = {}) {
  return PatientMatch.parse({
    patient: {
      id: idOf(number),
      familyName,
      givenName,
      preferredName: null,
      title: null,
      birthDate: '2019-04-05',
      sex: 'male',
      nhsNumber: '9990000018',
      nhsNumberStatus: 'verified',
      hospitalNumber: `H${number}`,
      diedOn: null,
    },
    risks: {
      diagnosis: 'haemophilia_a',
      severity: 'severe',
      baselineLevel: null,
      inhibitor: 'none',
      inhibitorOn: null,
      treatments: [],
      centralLine: 'none',
      weightKg: null,
      weighedOn: null,
      allergyState: 'none_known',
      allergies: null,
    },
    usualHospital: { id: idOf(900), name: 'Northfield General' },
    similarName: false,
    ...change,
  });
}

const queued = (number: number) => {
  const { patient, risks } = aMatch(number, 'Marsh', 'Ravi');
  return {
    id: idOf(100 + number),
    reference: `SC-${number}`,
    version: 3,
    state: 'open',
    tier: 'red',
    trigger: 'head_injury',
    triggers: ['head_injury'],
    level: 0,
    openedAt: '2026-03-10T13:50:00.000Z',
    acknowledgeBy: '2026-03-10T14:05:00.000Z',
    acknowledgedAt: null,
    owner: null,
    awaiting: null,
    nextContactAt: null,
    closedAt: null,
    closedBy: null,
    outcome: null,
    offer: null,
    withdrawn: null,
    patient,
    risks,
    unmatched: null,
    attendance: {
      id: idOf(200 + number),
      state: 'arrived',
      hospital: { id: idOf(900), name: 'Northfield General' },
      unlistedHospital: null,
      unitKind: 'ed',
      reason: 'head_injury',
      bleedSite: null,
      arrivedAt: '2026-03-10T13:45:00.000Z',
      leftAt: null,
      toldBy: 'mother',
      openAccess: 'valid',
      firstTreatmentAt: null,
      firstTreatmentAbsentBecause: null,
    },
    emergencyAccess: null,
  };
};

export function aQueuedAlert(number: number, change: Partial<AlertInQueue> = {}): AlertInQueue {
  return AlertInQueue.parse({ ...queued(number), ...change });
}

export function anAlert(number: number, change: Partial<AlertDetail> = {}): AlertDetail {
  return AlertDetail.parse({
    ...queued(number),
    asSaid: null,
    handoverNote: null,
    factChanges: [],
    lowerByRules: null,
    attendanceCategory: 1,
    callBack: null,
    note: null,
    reportedAt: '2026-03-10T13:50:00.000Z',
    loggedBy: 'A Boyd',
    openAccessBecause: null,
    firstTreatmentProduct: null,
    ringNow: [],
    closedHospitals: [],
    liaisonEntries: [],
    consultantComments: [],
    checklist: [],
    missingToClose: [],
    events: [],
    deliveries: [],
    correction: null,
    mayLowerTo: [],
    allowedActions: [],
    now: '2026-03-10T14:00:00.000Z',
    ...change,
  });
}

/** What a step on an alert answers. */
export function aStep(alert: AlertDetail, change: Partial<LiaisonStep> = {}): AlertStep {
  const { id, version, state, tier, owner, acknowledgedAt, awaiting, nextContactAt } = alert;
  const { offer, closedAt, closedBy, outcome, withdrawn, now } = alert;
  return {
    ...{ id, version, state, tier, owner, acknowledgedAt, awaiting, nextContactAt },
    ...{ offer, closedAt, closedBy, outcome, withdrawn, now },
    correctionId: alert.correction?.id ?? null,
    ...change,
  };
}

export function aHospital(number: number, name: string, change: Partial<HospitalSummary> = {}): HospitalSummary {
  return HospitalSummary.parse({
    id: idOf(900 + number),
    odsCode: `RX${number}`,
    name,
    trustName: null,
    town: 'Northfield',
    postcode: null,
    networkRole: 'shared_care',
    closedOn: null,
    units: [],
    ...change,
  });
}

/** What the server says to a change of something that changed meanwhile. */
export const stale = (current: unknown) => ({
  status: 409,
  body: {
    type: 'about:blank',
    title: 'Somebody else changed this',
    status: 409,
    code: 'conflict',
    detail: 'Look at what it says now.',
    current,
  },
});

/** What the server says to fields that it does not take. */
export const refused = (fields: Readonly<Record<string, string>>) => ({
  status: 422,
  body: {
    type: 'about:blank',
    title: 'Something is missing',
    status: 422,
    code: 'invalid',
    detail: 'Look at what is named below.',
    errors: Object.entries(fields).map(([field, message]) => ({ field, message })),
  },
});
