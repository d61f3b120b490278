import { randomUUID } from 'node:crypto';
import type { Samples } from '../../testing/sample';
import type { TestApp } from '../../testing/test-app';
import { sheetOf } from './sheet';

export const samples: Samples = async (app, { id, alertId, patientId, hospitalId }) => {
  const circumstances = {
    hospitalId,
    unitKind: 'ed',
    reason: 'bleeding',
    bleedSite: 'mouth',
    admittedOrTransferred: false,
    apccMentioned: false,
    invasiveProcedure: false,
    stillUnwell: false,
  };
  const report = {
    toldBy: 'mother',
    callBack: '01632 960777',
    reportedAt: '2026-03-10T10:58:00Z',
    note: 'Rang from the car.',
    foundLater: false,
    firstTreatmentAt: '2026-03-10T10:40:00Z',
    firstTreatmentProduct: 'FVIII',
  };
  const known = { ...circumstances, patientId, arrivedAt: '2026-03-10T10:30:00Z', leftAt: '2026-03-10T10:50:00Z' };
  const unknown = {
    ...circumstances,
    unmatched: { name: 'Boy, perhaps Lund', birthDate: '2019-04-05', phone: '01632 960111' },
    arrivedMinutesAgo: 5,
  };
  const version = 1;
  return {
    '/api/attendances/preview': [{ body: known }, { body: unknown }],
    '/api/attendances': [
      { body: { ...known, ...report, saidBack: ['birth_date', 'nhs_number'] } },
      { body: { ...unknown, ...report } },
    ],
    '/api/attendances/:id/match': [
      {
        id,
        body: {
          patientId,
          saidBack: ['birth_date', 'family_name'],
          settledDoubts: ['name', 'sex', 'age', 'hospital'],
        },
      },
    ],
    '/api/attendances/:id/unmatch': [{ id, body: { version, because: 'It is her cousin.' } }],
    '/api/attendances/:id/facts': [
      {
        id,
        body: {
          version,
          because: 'They said the other site.',
          hospitalId,
          unitKind: 'ward',
          reason: 'head_injury',
          bleedSite: 'head',
          arrivedAt: '2026-03-10T10:20:00Z',
        },
      },
    ],
    '/api/attendances/:id/first-treatment': [{ id, body: { at: '2026-03-10T10:40:00Z', product: 'FVIII' } }],
    '/api/attendances/:id/move': [{ id, body: { state: 'left', leftAt: '2026-03-10T10:59:00Z' } }],
    '/api/attendances/:id/correct': [
      { id, body: { version, kind: 'cancel', reason: 'They went home before being seen.' } },
      {
        id,
        body: {
          version,
          kind: 'wrong_patient',
          reason: 'It was the brother.',
          toPatientId: await app.find('Okafor', 'Daniel'),
        },
      },
    ],
    '/api/corrections/:id/answer': [
      { id: await correctionOf(app, alertId), body: { answer: 'refuse', reason: 'It did happen.' } },
    ],
    '/api/attendance-drafts': [{ body: { id: randomUUID(), sheet: sheetOf(patientId, hospitalId), sent: null } }],
  };
};

/** Something asked for about the alert that waits for a second person. */
async function correctionOf(app: TestApp, alertId: string): Promise<string> {
  await app.sql(
    `INSERT INTO alert_corrections (alert_id, kind, reason, needs, asked_by)
     SELECT $1, 'entered_in_error', 'It was a test.', 'second_person', id FROM users WHERE email = 'k.shah@example.org'
     ON CONFLICT DO NOTHING`,
    [alertId],
  );
  const [found] = await app.sql<{ id: string }>(
    'SELECT id FROM alert_corrections WHERE alert_id = $1 AND answer IS NULL',
    [alertId],
  );
  return found!.id;
}
