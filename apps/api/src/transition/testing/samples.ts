import type { Samples } from '../../testing/sample';

export const samples: Samples = async (app, { patientId }) => {
  const colleague = await app.user('j.ferrars@example.org');
  await app.sql(
    `INSERT INTO transitions (patient_id, stage, key_worker, changed_by) VALUES ($1, 'ready', 'Sister Lee', $2)
     ON CONFLICT DO NOTHING`,
    [patientId, colleague],
  );
  const version = 1;
  return {
    '/api/patients/:id/transition': [
      {
        id: patientId,
        body: {
          version,
          stage: 'go',
          keyWorker: 'Sister Lee',
          adultCentre: 'Riverside adult centre',
          transferOn: '2026-06-01',
          firstAdultVisitOn: '2026-03-09',
        },
      },
    ],
    '/api/patients/:id/transition/answers': [
      { id: patientId, body: { item: 'haemtrack', done: true, note: 'Signed up in clinic.', seen: null } },
    ],
  };
};
