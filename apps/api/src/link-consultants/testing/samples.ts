import { randomUUID } from 'node:crypto';
import type { Samples } from '../../testing/sample';

/** Accepted bodies about link consultants and shared care links, with rows of their own for them to be about. */
export const samples: Samples = async (app, { patientId, alertId }) => {
  const [hospitalId, other, holiday] = [
    await app.hospital('RTH05'),
    await app.hospital('RNZ02'),
    await app.hospital('RNS01'),
  ];
  const nurse = await app.user('j.ferrars@example.org');
  const [leaving, following, named, loose, change, cover, correction] = Array.from({ length: 7 }, () => randomUUID());
  await app.sql(
    `INSERT INTO link_consultants (id, hospital_id, name, from_on, to_on)
     VALUES ($1, $3, 'Dr L Eaving', '2020-01-01', '2026-03-31'), ($2, $3, 'Dr F Ollowing', '2020-01-01', NULL)`,
    [leaving, following, hospitalId],
  );
  await app.sql(
    `INSERT INTO shared_care_links (id, patient_id, hospital_id, link_consultant_id, role, valid_from)
     VALUES ($1, $3, $4, $5, 'secondary', '2025-01-01'), ($2, $3, $6, NULL, 'secondary', '2025-01-01')`,
    [named, loose, patientId, hospitalId, leaving, holiday],
  );
  await app.sql(
    `INSERT INTO link_changes (id, batch_id, patient_id, kind, source, before, after, made_by)
     SELECT $1, $1, $2, 'confirmed', 'person', rows, rows, $3 FROM jsonb_build_array(jsonb_build_object('id', $4::uuid, 'version', 1,
       'hospitalId', $5::uuid, 'role', 'secondary', 'validFrom', '2025-01-01T00:00:00Z')) AS rows`,
    [change, patientId, nurse, loose, holiday],
  );
  await app.sql(
    `INSERT INTO consultant_covers (id, absent_id, covering_id, covers_from, covers_to, recorded_by)
     VALUES ($1, $2, $3, '2026-03-20', '2026-03-21', $4)`,
    [cover, leaving, following, nurse],
  );
  await app.sql(
    `INSERT INTO record_corrections (id, patient_id, part, words, suggested_by) VALUES ($1, $2, 'weight', 'Weighs more.', $3)`,
    [correction, patientId, nurse],
  );
  const [primary] = await app.sql<{ id: string }>(
    `SELECT id FROM shared_care_links WHERE patient_id = $1 AND role = 'primary' AND valid_to IS NULL`,
    [patientId],
  );
  const version = 1;
  return {
    // Of nothing that is to be moved: answered as moved meanwhile.
    '/api/closure-moves/owner': [{ body: { kind: 'link', id: randomUUID(), version: 0, mine: true } }],
    '/api/link-consultants': [
      { body: { hospitalId, name: 'Dr N Ew', phone: '01632 960321', fromOn: '2026-04-01', userId: null } },
    ],
    '/api/link-consultants/:id/leaving-date': [{ id: leaving, body: { version, lastDay: '2026-03-31' } }],
    '/api/link-consultants/:id/covers': [
      { id: leaving, body: { coveringId: following, from: '2026-03-22T00:00:00Z', until: '2026-03-24T00:00:00Z' } },
    ],
    '/api/covers/:id/end': [{ id: cover, body: { version } }],
    '/api/link-consultants/:id/moves': [
      { id: leaving, body: { moves: [{ linkId: named, version, toId: following }] } },
    ],
    '/api/link-consultants/:id/exceptions': [
      { id: leaving, body: { linkId: named, reason: 'She moves house in April.' } },
    ],
    '/api/link-changes/:id/undo': [{ id: change, body: { whole: true } }],
    '/api/patients/:id/links': [
      {
        id: patientId,
        body: {
          role: 'temporary',
          hospitalId: other,
          linkConsultantId: null,
          from: '2026-04-01T00:00:00Z',
          until: '2026-04-08T00:00:00Z',
        },
      },
    ],
    // Later than anything else here asks for her: who may see her now stays as it is.
    '/api/patients/:id/move': [
      {
        id: patientId,
        body: {
          linkId: primary?.id ?? randomUUID(),
          version,
          hospitalId: await app.hospital('RNQ51'),
          linkConsultantId: null,
          from: '2026-05-01T00:00:00Z',
          oldEnds: '2026-05-08T00:00:00Z',
        },
      },
    ],
    '/api/my-patients/alerts/:id/comments': [{ id: alertId, body: { kind: 'comment', words: 'Seen, comfortable.' } }],
    '/api/patients/:id/corrections': [{ id: patientId, body: { part: 'weight', words: 'Weighed 26 kg in clinic.' } }],
    '/api/record-corrections/:id/decide': [
      {
        id: correction,
        body: {
          version,
          outcome: 'corrected',
          answer: 'Rang the ward.',
          changes: [],
          weight: { kg: '26.5', on: '2026-03-10' },
        },
      },
    ],
    '/api/links/:id/end': [{ id: loose, body: { version, at: '2026-04-01T00:00:00Z', reason: 'no_longer_needed' } }],
    '/api/links/:id/consultant': [
      { id: loose, body: { version, linkConsultantId: following, from: '2026-03-20T00:00:00Z' } },
    ],
    '/api/links/:id/confirm': [{ id: loose, body: { version, by: 'Sister Lee, ward 3', on: '2026-03-10' } }],
  };
};
