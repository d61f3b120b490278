import type { Samples } from '../../testing/sample';

const HAEMTRACK_FILE = 'nhs_number,from,to,planned,entered\n9990000018,2026-01-01,2026-01-31,12,10\n';

export const samples: Samples = async (app, { patientId }) => {
  const [delivery] = await app.sql<{ id: string }>(
    `INSERT INTO home_deliveries (patient_id, company, expected_on) VALUES ($1, 'Riverside Homecare', '2026-03-09') RETURNING id`,
    [patientId],
  );
  const [bleed] = await app.sql<{ id: string }>(
    `INSERT INTO diary_bleeds (patient_id, bled_on, site) VALUES ($1, '2026-02-20', 'left knee') RETURNING id`,
    [patientId],
  );
  const version = 1;
  return {
    '/api/patients/:id/home-therapy': [
      {
        id: patientId,
        body: {
          version: 0,
          state: 'training',
          deliveryCompany: 'Riverside Homecare',
          nextDeliveryOn: '2026-03-24',
          stockDays: 21,
          stockCountedOn: '2026-03-08',
          haemtrack: 'invited',
          lastEntryOn: '2026-03-07',
        },
      },
    ],
    '/api/patients/:id/haemtrack-periods': [
      { id: patientId, body: { from: '2026-02-01', to: '2026-02-28', planned: 12, entered: 9 } },
    ],
    '/api/patients/:id/diary-bleeds': [{ id: patientId, body: { on: '2026-03-01', site: 'right elbow' } }],
    '/api/home-deliveries/:id/settle': [
      {
        id: delivery!.id,
        body: { version, outcome: 'late', arrivedOn: '2026-03-10', nextDeliveryOn: '2026-04-06', note: 'A day late.' },
      },
    ],
    '/api/lone-bleeds/settle': [
      { body: { from: 'diary', id: bleed!.id, settledAs: 'treated_at_home', note: 'Rang on Monday.' } },
    ],
    '/api/haemtrack-imports/check': [{ body: { csv: HAEMTRACK_FILE } }],
    '/api/haemtrack-imports': [{ body: { csv: HAEMTRACK_FILE } }],
  };
};
