import { randomUUID } from 'node:crypto';
import type { Letter, LetterInList } from '@shared-care/contracts/letters/answers';
import { PLAN_FIELD_NAMES } from '@shared-care/domain/emergency-plan';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { A_MOTHER, aPlace } from '../family/testing/people';
import { aLink, anApprovedPlan, aRecord } from '../testing/merging';
import { readPdf } from '../testing/read-pdf';
import { NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

const SECTIONS = Object.fromEntries(PLAN_FIELD_NAMES.map((name) => [name, 'Ring the unit.']));
/** Everything that tells where the family of this file lives or goes. */
const WHERE = /Example Road|Elsewhere|Hidden|ZZ99|OX3/;

describe('who a letter goes to', () => {
  let app: TestApp;
  let nurse: Client;
  let child: string;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    await app.database.setClock(TUESDAY_11);
    child = await aRecord(app);
    await aLink(app, child, 'RHW01');
    await anApprovedPlan(app, child, SECTIONS);
    await app.sql(
      `INSERT INTO contact_details (patient_id, address, postcode) VALUES ($1, '3 Example Road', 'ZZ99 3AZ')`,
      [child],
    );
  });

  const issue = (change: object): Promise<Answer<Letter>> =>
    nurse.post<Letter>(
      '/api/letters',
      { patientId: child, kind: 'dental', recipient: 'family', ...change },
      { 'Idempotency-Key': randomUUID() },
    );
  const issued = async (change: object): Promise<Letter> => {
    const { status, body, text } = await issue(change);
    expect(status, text).toBe(201);
    return body;
  };
  const person = async (change: object): Promise<string> => {
    const id = randomUUID();
    const { status, text } = await nurse.post(`/api/patients/${child}/family/people`, {
      ...{ ...A_MOTHER, id, version: 0 },
      ...change,
    });
    expect(status, text).toBe(200);
    return id;
  };
  const pdf = async (id: string): Promise<string> => {
    const response = await fetch(`${app.url}/api/letters/${id}/pdf`, { headers: { Cookie: nurse.sessionCookie! } });
    return (await readPdf(new Uint8Array(await response.arrayBuffer()))).pages.join('\n').replaceAll('\u00a0', ' ');
  };
  const answer = async (id: string): Promise<string> => (await nurse.get<Letter>(`/api/letters/${id}`)).body.answer;
  const restrict = (): Promise<unknown> =>
    app.sql('UPDATE patients SET restricted_at = sec.now() WHERE id = $1', [child]);

  it.each([
    ['gp', 'vaccination'],
    ['dentist', 'dental'],
    ['school', 'school'],
    ['community', 'emergency_card'],
  ] as const)(
    'a letter to the %s has its name and address from the record, on screen and on paper',
    async (role, kind) => {
      await aPlace(app, child, role, { name: 'Otter Brook', address: '5 Otter Lane' });
      const letter = await issued({ kind, recipient: role });
      expect(letter.model.recipient).toContain('Otter Brook (');
      expect(letter.model.recipientAddress).toEqual(['5 Otter Lane', 'ZZ99 3AZ']);
      expect(letter.recipientName).toBe('Otter Brook');
      const paper = await pdf(letter.id);
      for (const words of ['Otter Brook', '5 Otter Lane', 'ZZ99 3AZ']) expect(paper).toContain(words);
    },
  );

  it('what is not recorded is named, and nothing is issued', async () => {
    const none = await issue({ recipient: 'dentist' });
    expect([none.status, none.problem.detail]).toEqual([
      422,
      expect.stringContaining('the dentist of this child is not recorded'),
    ]);
    await aPlace(app, child, 'dentist', { name: 'Otter Dental', address: null });
    const half = await issue({ recipient: 'dentist' });
    expect([half.status, half.problem.detail]).toEqual([
      422,
      expect.stringContaining('the address of Otter Dental is not recorded'),
    ]);
    expect((await nurse.get<LetterInList[]>(`/api/patients/${child}/letters`)).body).toEqual([]);
  });

  it('one to those at home names who lives there with parental responsibility', async () => {
    expect((await issued({})).model.recipient).toBe('Parents or carers of Perry Wexcombe (family)');
    await person({ name: 'Maja Lund' });
    await person({ name: 'Olaf Lund', relationship: 'father' });
    await person({ name: 'Gran', parentalResponsibility: 'no' });
    await person({ name: 'Away', livesWith: 'no', sameAddress: false });
    const letter = await issued({});
    expect(letter.model.recipient).toBe('Maja Lund and Olaf Lund (family)');
    expect(letter.model.recipientAddress).toEqual(['3 Example Road', 'ZZ99 3AZ']);
  });

  it('each parent holds their own, with their own address and nobody else’s', async () => {
    const mother = await person({ name: 'Maja Lund' });
    const father = await person({
      ...{ name: 'Olaf Lund', sameAddress: false, address: '9 Elsewhere', postcode: 'OX3 9DU' },
    });
    const toMother = await issued({ recipientId: mother });
    const toFather = await issued({ recipientId: father });
    expect(toFather.model.recipientAddress).toEqual(['9 Elsewhere', 'OX3 9DU']);
    expect(await pdf(toFather.id)).not.toMatch(/Example Road|ZZ99/);
    expect(await pdf(toMother.id)).not.toMatch(/Elsewhere|OX3/);
    expect([await answer(toMother.id), await answer(toFather.id)]).toEqual(['current', 'current']);
    await issued({ recipientId: father });
    expect([await answer(toMother.id), await answer(toFather.id)]).toEqual(['current', 'superseded']);
    const stranger = await issue({ recipientId: randomUUID() });
    expect(stranger.problem.errors?.[0]?.field).toBe('recipientId');
  });

  it('of two teams one is chosen', async () => {
    const first = await aPlace(app, child, 'community', { name: 'North team' });
    await aPlace(app, child, 'community', { name: 'South team' });
    expect((await issue({ kind: 'emergency_card', recipient: 'community' })).problem.errors?.[0]?.field).toBe(
      'recipientId',
    );
    const letter = await issued({ kind: 'emergency_card', recipient: 'community', recipientId: first });
    expect(letter.recipientName).toBe('North team');
  });

  it.each([
    ['a typed name for the family', { recipientName: 'The family' }],
    ['a ward without a name', { kind: 'emergency_card', recipient: 'ward' }],
  ])('%s is refused', async (_, change) => {
    const refused = await issue(change);
    expect([refused.status, refused.problem.errors?.[0]?.field]).toEqual([400, 'recipientName']);
  });

  it('a restricted address stands on no letter, on no copy for the other parent, and on none of before (hazard H17)', async () => {
    const mother = await person({ name: 'Maja Lund' });
    const father = await person({ name: 'Olaf Lund', sameAddress: false, address: '9 Elsewhere', postcode: 'OX3 9DU' });
    await aPlace(app, child, 'dentist', { name: 'Hidden Dental', address: '1 Hidden Lane' });
    const before = [await issued({}), await issued({ recipientId: mother }), await issued({ recipient: 'dentist' })];
    expect(before.map((letter) => JSON.stringify(letter)).join()).toMatch(WHERE);
    await restrict();
    const after = [await issued({}), await issued({ recipientId: mother }), await issued({ recipientId: father })];
    for (const { id } of [...before, ...after]) {
      expect((await nurse.get(`/api/letters/${id}`)).text).not.toMatch(WHERE);
      expect(await pdf(id)).not.toMatch(WHERE);
    }
    expect(after.map(({ model }) => model.recipientAddress)).toEqual([undefined, undefined, undefined]);
    expect((await nurse.get(`/api/patients/${child}/letters`)).text).not.toMatch(WHERE);
    const refused = await issue({ recipient: 'dentist' });
    expect([refused.status, refused.problem.detail]).toEqual([422, expect.stringContaining('restricted')]);
    expect(refused.text).not.toMatch(WHERE);
  });
});
