import type { Samples } from '../../testing/sample';

export const samples: Samples = async (app, { patientId }) => {
  const [age] = await app.sql<{ id: string }>('SELECT id FROM vaccination_ages ORDER BY months LIMIT 1');
  const version = 1;
  return {
    '/api/reminders/switch': [{ body: { key: 'weight_old', version, switchedOn: true } }],
    '/api/reminders/digest/seen': [{ body: { weekOf: '2026-03-09' } }],
    '/api/patients/:id/dental-care': [
      {
        id: patientId,
        body: {
          version: 0,
          lastCheckOn: '2026-01-10',
          extractionOn: '2026-03-30',
          planSentOn: '2026-03-09',
        },
      },
    ],
    '/api/patients/:id/vaccination-advice': [
      { id: patientId, body: { ageId: age!.id, state: 'exception', on: '2026-03-09', note: 'Given abroad.' } },
    ],
  };
};
