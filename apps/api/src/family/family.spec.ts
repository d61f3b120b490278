import { randomUUID } from 'node:crypto';
import type { ContactDetails } from '@shared-care/contracts/contact-details/answers';
import type { Family, FamilyHistory, FamilyPerson } from '@shared-care/contracts/family/answers';
import { createDataSource } from '@shared-care/database/data-source';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { A_MOTHER } from './testing/people';
import { aLink, aRecord } from '../testing/merging';
import { BERKSHIRE_CONSULTANT, NURSE, OTHER_NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

let app: TestApp;
let nurse: Client;
let other: Client;
let local: Client;
let child: string;

beforeAll(async () => {
  app = await startTestApp();
  [nurse, other, local] = [
    await app.signIn(NURSE),
    await app.signIn(OTHER_NURSE),
    await app.signIn(BERKSHIRE_CONSULTANT),
  ];
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.database.setClock(TUESDAY_11);
  child = await aRecord(app);
  await aLink(app, child, 'RHW01');
});

const at = (path = ''): string => `/api/patients/${child}/family${path}`;
const save = (change: object = {}, by = nurse): Promise<Answer<Family>> =>
  by.post<Family>(at('/people'), { ...A_MOTHER, id: randomUUID(), version: 0, ...change });
async function taken<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body, text } = await answer;
  expect(status, text).toBe(200);
  return body;
}
const mother = async (change: object = {}): Promise<FamilyPerson> => (await taken(save(change))).people[0]!;
/** As it is sent back: nothing is an empty box. */
function typed({ id, version, endedOn, ...person }: FamilyPerson, change: object = {}): object {
  const boxes = Object.fromEntries(
    Object.keys(A_MOTHER).map((key) => [key, (person as Record<string, unknown>)[key] ?? '']),
  );
  return { ...boxes, id, version, endedOn, ...(person.sameAddress ? { address: '', postcode: '' } : {}), ...change };
}
const household = (change: object = {}): Promise<Answer<ContactDetails>> =>
  nurse.post<ContactDetails>(`/api/patients/${child}/contact-details`, {
    ...{ version: 0, address: '3 Example Road', postcode: 'zz993az', phone: '', email: '', messages: 'not_asked' },
    ...change,
  });
const restrict = (): Promise<unknown> =>
  app.sql('UPDATE patients SET restricted_at = sec.now() WHERE id = $1', [child]);

describe('parents and carers', () => {
  it('are recorded with their telephone in national form, wherever they live', async () => {
    await taken(household());
    const now = await taken(save({ phone: '+441632960451', otherPhone: '00353 1 677 8899' }));
    expect(now.people).toEqual([
      {
        ...A_MOTHER,
        emailBouncedAt: null,
        id: expect.any(String) as string,
        relationshipWords: null,
        phone: '01632 960451',
        otherPhone: '+353 1 677 8899',
        address: '3 Example Road',
        postcode: 'ZZ99 3AZ',
        endedBecause: null,
        struckOut: null,
        recordedBy: 'A Boyd',
        version: 1,
      },
    ]);
    const { people } = await taken(save({ sameAddress: false, address: '9 Elsewhere', postcode: 'ox39du' }));
    expect([people[1]!.address, people[1]!.postcode]).toEqual(['9 Elsewhere', 'OX3 9DU']);
  });

  it('sent twice is one', async () => {
    const id = randomUUID();
    await taken(save({ id }));
    expect((await taken(save({ id }))).people).toHaveLength(1);
  });

  it.each([
    ['phone', { phone: '12' }],
    ['otherPhone', { otherPhone: 'ask the neighbour' }],
    ['phone', { phone: '0163 296' }],
    ['postcode', { sameAddress: false, postcode: 'OX3' }],
    ['email', { email: 'maja' }],
    ['name', { name: ' ' }],
    ['relationship', { relationship: 'aunt' }],
    ['relationshipWords', { relationship: 'other' }],
    ['address', { address: '9 Elsewhere' }],
    ['endedOn', { endedOn: '2026-03-11', endedBecause: 'Moved' }],
    ['endedBecause', { endedOn: '2026-03-01' }],
  ])('a wrong %s is refused by its name', async (field, change) => {
    const answer = await save(change);
    expect(answer.status, answer.text).toBe(400);
    expect(answer.problem.errors?.map((error) => error.field)).toContain(field);
  });

  it('two who change one at once: the second sees both, and nothing is overwritten', async () => {
    const seen = await mother();
    await taken(save(typed(seen, { phone: '01632 960777' }), other));
    const stale = await save(typed(seen, { language: 'Welsh' }));
    expect(stale.status).toBe(409);
    expect(stale.problem.current).toMatchObject({ id: seen.id, phone: '01632 960777', language: 'Danish', version: 2 });
    expect((await nurse.get<Family>(at())).body.people[0]).toMatchObject({ language: 'Danish', version: 2 });
  });

  it('are ended and struck out with a reason, never deleted, and come back', async () => {
    const seen = await mother();
    const ended = await taken(save(typed(seen, { endedOn: '2026-03-01', endedBecause: 'Moved to Leeds' })));
    expect(ended.people[0]).toMatchObject({ endedOn: '2026-03-01', endedBecause: 'Moved to Leeds', version: 2 });
    const strike = (version: number): Promise<Answer<Family>> =>
      nurse.post<Family>(at('/strike-out'), { part: 'person', id: seen.id, version, because: 'Another child’s' });
    expect((await strike(1)).status).toBe(409);
    const struck = await taken(strike(2));
    expect(struck.people[0]!.struckOut).toMatchObject({ by: 'A Boyd', because: 'Another child’s' });
    expect((await strike(3)).status).toBe(422);
    expect((await save(typed(struck.people[0]!))).status).toBe(422);
    const back = await taken(nurse.post<Family>(at('/restore'), { part: 'person', id: seen.id, version: 3 }));
    expect(back.people[0]).toMatchObject({ struckOut: null, version: 4 });
    const { entries } = (await nurse.get<FamilyHistory>(at('/history'))).body;
    expect(entries.map(({ kind }) => kind)).toEqual(['restored', 'struck_out', 'ended', 'recorded']);
  });

  it('an entry of another child is not there', async () => {
    const { id } = await mother();
    child = await aRecord(app);
    expect((await nurse.post(at('/strike-out'), { part: 'person', id, version: 1, because: 'x' })).status).toBe(404);
    expect((await save({ id, version: 1 })).status).toBe(400);
  });

  it('what was said before stays readable, in words', async () => {
    const seen = await mother({ phone: '01632 960451' });
    await taken(save(typed(seen, { phone: '01632960777', parentalResponsibility: 'no' }), other));
    const { entries } = (await nurse.get<FamilyHistory>(at('/history'))).body;
    expect(entries[0]).toMatchObject({
      kind: 'changed',
      by: 'J Ferrars',
      about: 'Maja Lund',
      differs: [
        { field: 'Parental responsibility', was: 'Has parental responsibility', becomes: 'No parental responsibility' },
        { field: 'Telephone', was: '01632 960451', becomes: '01632 960777' },
      ],
    });
    expect((await local.get(at('/history'))).status).toBe(404);
  });
});

describe('a restricted address (hazard H17)', () => {
  beforeEach(async () => {
    await taken(household({ phone: '01632 960450' }));
    await taken(save({ name: 'M Lund', phone: '01632 960451', otherPhone: '01632 960452' }));
    const { people } = await taken(
      save({ name: 'F Lund', sameAddress: false, address: '9 Elsewhere Street', postcode: 'OX3 9DU' }),
    );
    // The history says what it was and what it became.
    await taken(
      save(
        typed(
          people.find(({ name }) => name === 'F Lund')!,
          { postcode: 'OX3 9DX' },
        ),
      ),
    );
    await restrict();
  });
  const WHERE = /Example Road|Elsewhere|ZZ99|OX3|960450|960451|960452|families\.example/;

  it('is in no answer, for nobody, and the history keeps it back as well', async () => {
    for (const client of [nurse, other, local]) {
      const answer = await client.get<Family>(at());
      expect(answer.body.keptBack).toBe(true);
      expect(answer.body.people.map(({ name }) => name)).toEqual(['M Lund', 'F Lund']);
      expect(answer.text).not.toMatch(WHERE);
    }
    const history = await nurse.get<FamilyHistory>(at('/history'));
    expect(history.body.entries.length).toBeGreaterThan(2);
    expect(history.text).not.toMatch(WHERE);
  });

  it('is not overwritten, while everything else about a person can be', async () => {
    const [person] = (await nurse.get<Family>(at())).body.people;
    const refused = await save(typed(person!, { phone: '01632 960999' }));
    expect([refused.status, refused.problem.errors?.map(({ field }) => field)]).toEqual([422, ['phone']]);
    expect((await save({ name: 'New', sameAddress: false, address: '1 New Road' })).status).toBe(422);
    await taken(save(typed(person!, { parentalResponsibility: 'no' })));
    await app.sql('UPDATE patients SET restricted_at = NULL WHERE id = $1', [child]);
    expect((await nurse.get<Family>(at())).body.people.find(({ id }) => id === person!.id)).toMatchObject({
      phone: '01632 960451',
      otherPhone: '01632 960452',
      address: '3 Example Road',
      parentalResponsibility: 'no',
    });
  });

  it('the application itself cannot read it', async () => {
    const source = await createDataSource(app.database.url, 'app', 1).initialize();
    try {
      for (const column of ['phone', 'other_phone', 'email', 'address', 'postcode'])
        await expect(source.query(`SELECT ${column} FROM family_people`)).rejects.toThrow(/permission denied/);
      await expect(source.query('SELECT was FROM family_changes')).rejects.toThrow(/permission denied/);
    } finally {
      await source.destroy();
    }
  });
});

describe('the local team', () => {
  it('sees who is there and how to ring them, not where they live', async () => {
    await taken(household());
    await taken(save({ name: 'M Lund' }));
    await taken(save({ name: 'Gone', endedOn: '2026-03-01', endedBecause: 'Moved' }));
    const answer = await local.get<Family>(at());
    expect(answer.body.people).toMatchObject([
      {
        name: 'M Lund',
        phone: '01632 960451',
        parentalResponsibility: 'yes',
        address: null,
        postcode: null,
        email: null,
      },
    ]);
    expect(answer.text).not.toMatch(/Example Road|ZZ99|families\.example/);
    expect((await save({}, local)).status).toBe(404);
  });

  it('of other hospitals sees nothing', async () => {
    await app.sql('DELETE FROM shared_care_links WHERE patient_id = $1', [child]);
    expect((await local.get(at())).status).toBe(404);
  });
});

describe('the language of the child', () => {
  const say = (change: object, by = nurse): Promise<Answer<Family>> =>
    by.post<Family>(at('/communication'), { version: 0, language: 'Danish', interpreter: 'yes', needs: '', ...change });

  it('is recorded once, changed by version and kept', async () => {
    expect((await nurse.get<Family>(at())).body.communication).toEqual({
      language: null,
      interpreter: 'not_asked',
      needs: null,
      version: 0,
    });
    await taken(say({}));
    const stale = await say({ language: 'Welsh' }, other);
    expect([stale.status, stale.problem.current]).toMatchObject([409, { language: 'Danish', version: 1 }]);
    await taken(say({ version: 1, needs: 'Picture cards' }));
    expect((await local.get<Family>(at())).body.communication).toMatchObject({
      language: 'Danish',
      needs: 'Picture cards',
    });
    const { entries } = (await nurse.get<FamilyHistory>(at('/history'))).body;
    expect(entries[0]).toMatchObject({ part: 'communication', differs: [{ field: 'Communication needs' }] });
  });
});

describe('the home of the child', () => {
  it('is a dated fact with its history; telephone and postcode are written in one way', async () => {
    const first = await taken(household({ phone: '0044 1632 960 450', addressSince: '2024-05-01' }));
    expect(first).toMatchObject({ phone: '01632 960450', postcode: 'ZZ99 3AZ', addressSince: '2024-05-01' });
    await taken(household({ version: 1, address: '8 New Road', postcode: 'ZZ99 3VZ', addressSince: '2026-03-02' }));
    const { entries } = (await nurse.get<FamilyHistory>(at('/history'))).body;
    expect(entries[0]).toMatchObject({
      part: 'household',
      differs: expect.arrayContaining([
        { field: 'Address', was: '3 Example Road', becomes: '8 New Road' },
        { field: 'Lives there since', was: '01-May-2024', becomes: '02-Mar-2026' },
      ]) as unknown,
    });
  });

  it.each([
    ['phone', { phone: '01632' }],
    ['postcode', { postcode: 'OX3' }],
    ['addressSince', { addressSince: '2026-03-11' }],
  ])('a wrong %s is refused by its name', async (field, change) => {
    const answer = await household(change);
    expect(answer.status, answer.text).toBe(400);
    expect(answer.problem.errors?.map((error) => error.field)).toEqual([field]);
  });

  it('a number that was kept as it was typed is shown in national form', async () => {
    await app.sql(`INSERT INTO contact_details (patient_id, phone) VALUES ($1, '+441632960123')`, [child]);
    expect((await nurse.get<ContactDetails>(`/api/patients/${child}/contact-details`)).body.phone).toBe('01632 960123');
  });
});
