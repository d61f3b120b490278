import { randomUUID } from 'node:crypto';
import { STALE, type Sample, type Samples } from '../../testing/sample';

/** A contact of the hospital, a change of another that waits, a check, a statement and a closure to decide. */
export const samples: Samples = async (app, { hospitalId }) => {
  const [contact, other] = await app.sql<{ id: string; details: Record<string, unknown> }>(
    `SELECT c.id, json_build_object('purpose', c.purpose, 'unitId', c.unit_id, 'label', c.label, 'phone', '01632 960888',
              'extension', '204', 'bleep', '5926', 'hours', c.hours, 'email', 'ward@example.org', 'onPublicList', false) AS details
     FROM hospital_contacts c WHERE c.hospital_id = $1 AND c.purpose IN ('ward', 'switchboard') ORDER BY c.purpose DESC`,
    [hospitalId],
  );
  const one = async (sql: string, parameters: unknown[] = []): Promise<string> =>
    (await app.sql<{ id: string }>(sql, parameters))[0]!.id;
  const change = await one(
    `INSERT INTO contact_changes (hospital_id, contact_id, kind, seen_version, was, becomes, because, proposed_by)
     SELECT $1, $2, 'change', 1, $3, $3, 'Told by the ward.', id FROM users WHERE email = 'j.ferrars@example.org' RETURNING id`,
    [hospitalId, other!.id, other!.details],
  );
  const check = await one('SELECT id FROM contact_checks LIMIT 1');
  const capability = await one(
    `INSERT INTO hospital_capabilities (hospital_id, kind, words, as_of) VALUES ($1, 'assay', 'Until noon', '2026-01-02')
     RETURNING id`,
    [hospitalId],
  );
  const closure = await one(`SELECT id FROM closure_reviews WHERE state = 'waiting'`);
  const [version, because] = [1, 'Told by the ward.'];
  const ofHospital = (body: Record<string, unknown>): Sample[] => [{ id: hospitalId, body }];
  return {
    '/api/hospitals/:id/contacts': ofHospital({ becomes: contact!.details, because }),
    '/api/hospitals/:id/network': ofHospital({ version, networkRole: 'shared_care', reason: 'Children live near it.' }),
    '/api/hospitals/:id/units': ofHospital({ kind: 'ward', name: 'Ward 7' }),
    '/api/hospitals/:id/capabilities': ofHospital({
      kind: 'assay',
      words: 'At all hours',
      asOf: '2026-03-01',
      replaces: capability,
    }),
    '/api/capabilities/:id/end': [{ id: capability, body: { reason: 'The laboratory moved.' } }],
    '/api/closure-reviews/:id/decide': [
      { id: closure, body: { version, accept: true, reason: 'Agreed with the trust.' } },
    ],
    '/api/contacts/:id/changes': [{ id: contact!.id, body: { version, becomes: contact!.details, because } }],
    '/api/contacts/:id/owner': [{ id: contact!.id, body: { version: STALE, mine: true } }],
    '/api/contacts/:id/checks': [{ id: contact!.id, body: { id: randomUUID(), version, outcome: 'correct' } }],
    '/api/contact-checks/:id/undo': [{ id: check, body: { version } }],
    '/api/contact-changes/:id/confirm': [{ id: change, body: { version, spokeTo: 'Sister Lee' } }],
    '/api/contact-changes/:id/withdraw': [{ id: change, body: { version, reason: 'A slip.' } }],
  };
};
