import { randomUUID } from 'node:crypto';
import type { Sample, Samples } from '../../testing/sample';
import { giveTreatment } from '../../testing/treatments';
import { A_MOTHER } from './people';

/** Samples for what is recorded around a child; what changes an entry has one of its own. */
export const samples: Samples = async (app, { patientId }) => {
  const person = async (struck: boolean): Promise<string> => {
    const id = randomUUID();
    await app.sql(
      `INSERT INTO family_people (id, patient_id, name, relationship, parental_responsibility, lives_with, same_address, interpreter,
         ring_at_night, struck_out_by, struck_out_at, struck_out_because)
       SELECT $1, $2, 'Sample', 'guardian', 'not_known', 'not_known', true, 'not_asked', 'not_asked', u.id,
              CASE WHEN u.id IS NOT NULL THEN sec.now() END, CASE WHEN u.id IS NOT NULL THEN 'Wrong' END
       FROM (SELECT 1) AS once LEFT JOIN users u ON $3 AND u.email = 'j.ferrars@example.org'`,
      [id, patientId, struck],
    );
    return id;
  };
  const [{ version }] = (await app.sql<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM family_communication WHERE patient_id = $1',
    [patientId],
  )) as [{ version: number }];
  const [team] = await app.sql<{ id: string }>(
    `INSERT INTO organisations (kind, name) VALUES ('community_team', 'Sample team') RETURNING id`,
  );
  // Of a treatment of its own, on which nothing else hangs.
  const entryId = await giveTreatment(app, patientId, 'desmopressin');
  const giver = { entryId, giver: 'community_team', whoId: team!.id, givenAt: 'home', note: '' };
  const of = (body: Record<string, unknown>): Sample[] => [{ id: patientId, body }];
  return {
    '/api/patients/:id/family/people': of({ ...A_MOTHER, id: randomUUID(), version: 0 }),
    '/api/patients/:id/family/communication': of({ version, language: 'Danish', interpreter: 'no', needs: '' }),
    '/api/organisations/search': [{ body: { kind: 'gp_practice', words: '' } }],
    '/api/organisations': [
      {
        body: {
          ...{
            id: randomUUID(),
            version: 0,
            kind: 'school',
            odsCode: '',
            name: 'Sample school',
            address: '1 School Lane',
          },
          ...{ postcode: 'ZZ99 3AZ', phone: '', email: '', closedOn: null },
        },
      },
    ],
    '/api/patients/:id/family/places': of({
      ...{ id: randomUUID(), version: 0, role: 'community', organisationId: team!.id, fromOn: null, untilOn: null },
    }),
    '/api/patients/:id/family/givers': of({
      ...giver,
      ...{ id: randomUUID(), version: 0, agreedOn: '2026-03-01', fromOn: '2026-04-01', untilOn: null },
    }),
    '/api/patients/:id/family/dose-days': of({ entryId, version: 0, firstOn: null, everyDays: null, weekdays: [1, 4] }),
    '/api/patients/:id/family/strike-out': of({
      part: 'person',
      id: await person(false),
      version: 1,
      because: 'Of another child.',
    }),
    '/api/patients/:id/family/restore': of({ part: 'person', id: await person(true), version: 1 }),
  };
};
