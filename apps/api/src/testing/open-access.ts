import type { ArrangementDetail } from '@shared-care/contracts/open-access/answers';
import type { ArrangementInput } from '@shared-care/contracts/open-access/shapes';
import type { Answer, Client } from './client';
import type { TestApp } from './test-app';

/** A draft that may be sent as it is; dates as of the moment a test app lives in. */
export async function completeContent(
  app: TestApp,
  hospitalId: string,
  changes: Partial<ArrangementInput> = {},
): Promise<ArrangementInput> {
  const [unit] = await app.sql<{ id: string }>(
    `SELECT id FROM hospital_units WHERE hospital_id = $1 AND kind = 'ward'`,
    [hospitalId],
  );
  return {
    unitId: unit!.id,
    reasons: ['bleeding', 'head_injury'],
    otherReasons: '',
    whereInHours: 'Ward 7',
    whereOutOfHours: 'Emergency department',
    phoneFirst: 'Say open access.',
    phoneBands: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', label: 'Ward 7', phone: '01632 960204' }],
    exclusions: ['life_in_danger'],
    otherExclusions: '',
    startsAt: '2026-03-10T00:00:00.000Z',
    grantHours: null,
    reviewBy: '2027-03-09',
    issuedById: await app.user('k.shah@example.org'),
    ...changes,
  };
}

export const at = (id: string, verb = ''): string => `/api/open-access/${id}${verb && `/${verb}`}`;

/** What a request answered when it was accepted; fails with the answer when it was not. */
export async function accepted<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body, text } = await answer;
  if (status !== 200) throw new Error(`Refused with ${status}: ${text}`);
  return body;
}

/** A draft of this child at this hospital, complete and sent for agreement. */
export async function sentArrangement(
  app: TestApp,
  nurse: Client,
  patientId: string,
  hospitalId: string,
  changes: Partial<ArrangementInput> = {},
): Promise<ArrangementDetail> {
  const draft = await accepted(nurse.post<ArrangementDetail>(`/api/patients/${patientId}/open-access`, { hospitalId }));
  const content = await completeContent(app, hospitalId, changes);
  const saved = await accepted(
    nurse.post<ArrangementDetail>(at(draft.id, 'save'), { version: draft.version, content }),
  );
  return accepted(nurse.post<ArrangementDetail>(at(draft.id, 'send'), { version: saved.version }));
}
