import type { Sample, Samples } from '../../testing/sample';

export const samples: Samples = async (app, { patientId, hospitalId }) => {
  const version = 1;
  const [arrangement] = await app.sql<{ id: string }>('SELECT id FROM open_access_arrangements WHERE patient_id = $1', [
    patientId,
  ]);
  const [unit] = await app.sql<{ id: string }>('SELECT id FROM hospital_units WHERE hospital_id = $1 LIMIT 1', [
    hospitalId,
  ]);
  const ofArrangement = (body: Record<string, unknown>): Sample[] => [{ id: arrangement!.id, body }];
  return {
    '/api/patients/:id/open-access': [{ id: patientId, body: { hospitalId } }],
    '/api/open-access/:id/save': ofArrangement({
      version,
      content: {
        unitId: unit!.id,
        reasons: ['bleeding', 'head_injury'],
        otherReasons: 'A fall from a height.',
        whereInHours: 'Ward 7',
        whereOutOfHours: 'Emergency department',
        phoneFirst: 'Say open access.',
        phoneBands: [
          { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', label: 'Ward 7', phone: '01632 960204' },
        ],
        exclusions: ['life_in_danger'],
        otherExclusions: 'Not for vaccinations.',
        startsAt: '2026-03-10T00:00:00Z',
        grantHours: 48,
        reviewBy: '2027-03-09',
        issuedById: await app.user('k.shah@example.org'),
      },
    }),
    '/api/open-access/:id/send': ofArrangement({ version }),
    '/api/open-access/:id/discard': ofArrangement({ version }),
    '/api/open-access/:id/agree': ofArrangement({ version }),
    '/api/open-access/:id/record-agreement': ofArrangement({
      version,
      name: 'Sister Lee',
      role: 'ward manager',
      how: 'by telephone',
    }),
    '/api/open-access/:id/send-back': ofArrangement({ version, reason: 'The night number is old.' }),
    '/api/open-access/:id/confirm': ofArrangement({ version, holder: 'ward', saidBy: 'Sister Lee' }),
    '/api/open-access/:id/chase': ofArrangement({ version, words: 'Rang the secretary.' }),
    '/api/open-access/:id/renew-unchanged': ofArrangement({ version }),
    '/api/open-access/:id/suspend': ofArrangement({
      version,
      reason: 'Ward closed.',
      reviewOn: '2026-03-20',
      told: { family: 'Rang mother', linkConsultant: 'Email', ward: 'Rang', gp: 'Letter' },
    }),
    '/api/open-access/:id/resume': ofArrangement({ version, reason: 'Ward open again.' }),
    '/api/open-access/:id/withdraw': ofArrangement({ version, reason: 'Moved away.', familyTold: 'Letter' }),
  };
};
