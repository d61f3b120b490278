import { randomUUID } from 'node:crypto';
import type {
  Family,
  FamilyHistory,
  GivenTreatment,
  Organisation,
  OrganisationMatches,
} from '@shared-care/contracts/family/answers';
import type { CareGaps, LinkConsultantList } from '@shared-care/contracts/link-consultants/answers';
import type { CareReviews } from '@shared-care/contracts/reminders/answers';
import { addDays } from '@shared-care/domain/london-time';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { A_MOTHER } from './testing/people';
import { aLink, aRecord } from '../testing/merging';
import { BERKSHIRE_CONSULTANT, NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';
import { giveTreatment } from '../testing/treatments';

let app: TestApp;
let nurse: Client;
let local: Client;
let child: string;
let entryId: string;

beforeAll(async () => {
  app = await startTestApp();
  [nurse, local] = [await app.signIn(NURSE), await app.signIn(BERKSHIRE_CONSULTANT)];
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.database.setClock(TUESDAY_11);
  child = await aRecord(app);
  await aLink(app, child, 'RHW01');
  entryId = await giveTreatment(app, child, 'factor_viii_ehl');
});

const at = (path = ''): string => `/api/patients/${child}/family${path}`;
async function taken<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body, text } = await answer;
  expect(status, text).toBe(200);
  return body;
}
let made = 0;
const saveOrganisation = (change: object = {}): Promise<Answer<Organisation>> =>
  nurse.post<Organisation>('/api/organisations', {
    ...{ id: randomUUID(), version: 0, kind: 'gp_practice', odsCode: `k8${1000 + ++made}`, name: `Surgery ${made}` },
    ...{ address: '1 Mill Lane', postcode: 'ox39du', phone: '+441632960700', email: '', closedOn: null },
    ...change,
  });
const organisation = (change: object = {}): Promise<Organisation> => taken(saveOrganisation(change));
const savePlace = (change: object): Promise<Answer<Family>> =>
  nurse.post<Family>(at('/places'), {
    id: randomUUID(),
    version: 0,
    role: 'gp',
    fromOn: null,
    untilOn: null,
    ...change,
  });
const saveGiver = (change: object = {}): Promise<Answer<Family>> =>
  nurse.post<Family>(at('/givers'), {
    ...{ id: randomUUID(), version: 0, entryId, giver: 'child', whoId: null, givenAt: 'home', note: '' },
    ...{ agreedOn: '2026-03-01', fromOn: '2026-03-01', untilOn: null },
    ...change,
  });
const saveDays = (change: object): Promise<Answer<Family>> =>
  nurse.post<Family>(at('/dose-days'), {
    entryId,
    version: 0,
    firstOn: null,
    everyDays: null,
    weekdays: [],
    ...change,
  });
const given = ({ treatments }: Family): GivenTreatment => treatments.find((one) => one.entryId === entryId)!;
const gaps = async (): Promise<string[]> => {
  const { body } = await nurse.get<CareGaps>('/api/care-gaps');
  return body.givers.filter((one) => one.patient.id === child).map(({ nextOn }) => nextOn);
};
const restrict = (): Promise<unknown> =>
  app.sql('UPDATE patients SET restricted_at = sec.now() WHERE id = $1', [child]);

describe('practices, schools, dentists and teams', () => {
  it('are written once for every child, found by name, code or postcode, and mended by version', async () => {
    const surgery = await organisation({ name: 'Otter Brook Surgery', odsCode: 'k81777' });
    expect(surgery).toMatchObject({ odsCode: 'K81777', postcode: 'OX3 9DU', phone: '01632 960700', version: 1 });
    for (const words of ['otter', 'K81777', 'mill lane'])
      expect(
        (
          await taken(nurse.post<OrganisationMatches>('/api/organisations/search', { kind: 'gp_practice', words }))
        ).organisations.map(({ id }) => id),
      ).toContain(surgery.id);
    const typed = { ...surgery, email: '', address: '2 Mill Lane' };
    expect((await taken(saveOrganisation(typed))).version).toBe(2);
    const stale = await saveOrganisation({ ...typed, address: '3 Mill Lane' });
    expect([stale.status, stale.problem.current]).toMatchObject([409, { address: '2 Mill Lane', version: 2 }]);
    const twice = await saveOrganisation({ odsCode: 'K81777' });
    expect([twice.status, twice.problem.errors?.[0]]).toMatchObject([422, { field: 'odsCode' }]);
  });

  it.each([
    ['odsCode', { odsCode: '' }],
    ['odsCode', { odsCode: 'K8123' }],
    ['odsCode', { kind: 'dentist', odsCode: 'a-b' }],
    ['postcode', { postcode: '12345' }],
    ['phone', { phone: '99' }],
    ['name', { name: '' }],
  ])('a wrong %s is refused by its name', async (field, change) => {
    const answer = await saveOrganisation(change);
    expect([answer.status, answer.problem.errors?.map((error) => error.field)], answer.text).toEqual([400, [field]]);
  });

  it('a new practice ends the one before, and both stay in the history', async () => {
    const [first, second] = [await organisation(), await organisation()];
    await taken(savePlace({ organisationId: first.id, fromOn: '2025-01-01' }));
    const now = await taken(savePlace({ organisationId: second.id, fromOn: '2026-03-02' }));
    expect(now.places).toMatchObject([
      { role: 'gp', untilOn: null, organisation: { id: second.id } },
      { role: 'gp', untilOn: '2026-03-02', organisation: { id: first.id } },
    ]);
    const { body: history } = await nurse.get<FamilyHistory>(at('/history'));
    expect(history.entries.slice(0, 3)).toMatchObject([
      { part: 'place', about: second.name },
      { part: 'place', about: first.name },
      { part: 'place', about: first.name },
    ]);
    const old = now.places[1]!;
    const again = { id: old.id, organisationId: first.id, fromOn: '2025-01-01' };
    expect((await savePlace({ ...again, version: 1 })).status).toBe(409);
    expect((await savePlace({ ...again, version: 2 })).status).toBe(422);
    const school = await organisation({ kind: 'school', odsCode: '' });
    expect((await savePlace({ organisationId: school.id })).problem.errors?.[0]?.field).toBe('organisationId');
  });

  it('struck out counts nowhere; it comes back unless another took its place', async () => {
    const [first, second] = [await organisation(), await organisation()];
    const { places } = await taken(savePlace({ organisationId: first.id }));
    const entry = { part: 'place', id: places[0]!.id };
    await taken(nurse.post(at('/strike-out'), { ...entry, version: 1, because: 'Of the brother.' }));
    await taken(savePlace({ organisationId: second.id }));
    expect((await nurse.post(at('/restore'), { ...entry, version: 2 })).status).toBe(422);
  });

  it('the dentist is the one of the dental checks', async () => {
    const dentist = await organisation({ kind: 'dentist', odsCode: '', name: 'Tooth & Co' });
    const reviews = async (): Promise<CareReviews> =>
      (await nurse.get<CareReviews>(`/api/patients/${child}/care-reviews`)).body;
    expect((await reviews()).dental.dentist).toBeNull();
    await taken(savePlace({ role: 'dentist', organisationId: dentist.id }));
    expect((await reviews()).dental.dentist).toBe('Tooth & Co');
    await restrict();
    expect((await reviews()).dental.dentist).toBeNull();
  });

  it('while the address is restricted nobody learns where the child goes (hazard H17)', async () => {
    const [surgery, team] = [
      await organisation({ name: 'Hidden Surgery', address: '9 Secret Street' }),
      await organisation({ kind: 'community_team', odsCode: '', name: 'Hidden Team' }),
    ];
    await taken(savePlace({ organisationId: surgery.id }));
    await taken(saveGiver({ giver: 'community_team', whoId: team.id }));
    expect((await local.get<Family>(at())).text).toContain('Hidden Surgery');
    await restrict();
    for (const client of [nurse, local]) expect((await client.get(at())).text).not.toMatch(/Hidden|Secret/);
    expect((await nurse.get<FamilyHistory>(at('/history'))).text).not.toMatch(/Hidden|Secret/);
    expect((await savePlace({ organisationId: surgery.id })).status).toBe(422);
    expect((await saveGiver({ giver: 'community_team', whoId: team.id })).status).toBe(422);
  });
});

describe('who gives which treatment', () => {
  it('no giver before the next dose day shows, on the record and on the list, until somebody agreed', async () => {
    expect(given(await taken(saveDays({ weekdays: [3] })))).toMatchObject({ nextDoseOn: '2026-03-11', noGiver: true });
    expect(await gaps()).toEqual(['2026-03-11']);
    const count = async (): Promise<number> =>
      (await nurse.get<LinkConsultantList>('/api/link-consultants')).body.gaps.noGiver;
    const before = await count();
    const asked = await taken(saveGiver({ agreedOn: null }));
    expect(given(asked).noGiver).toBe(true);
    const [giver] = given(asked).givers;
    const agreed = await taken(saveGiver({ id: giver!.id, version: 1 }));
    expect(given(agreed)).toMatchObject({ noGiver: false, givers: [{ agreedOn: '2026-03-01', version: 2 }] });
    expect(await gaps()).toEqual([]);
    expect(await count()).toBe(before - 1);
  });

  it.each([
    ['it ends before that day', { untilOn: '2026-03-10' }],
    ['it begins after that day', { fromOn: '2026-03-12' }],
    ['nobody agreed', { agreedOn: null }],
  ])('a giver does not count when %s', async (_, change) => {
    await taken(saveDays({ weekdays: [3] }));
    expect(given(await taken(saveGiver(change))).noGiver).toBe(true);
    expect(await gaps()).toEqual(['2026-03-11']);
  });

  it('nor when the parent is no longer there, the team has closed, or the entry was wrong', async () => {
    await taken(saveDays({ weekdays: [3] }));
    const id = randomUUID();
    await taken(nurse.post(at('/people'), { ...A_MOTHER, id, version: 0 }));
    await taken(saveGiver({ giver: 'family', whoId: id }));
    expect(await gaps()).toEqual([]);
    await taken(
      nurse.post(at('/people'), { ...A_MOTHER, id, version: 1, endedOn: '2026-03-09', endedBecause: 'Moved out' }),
    );
    expect(await gaps()).toEqual(['2026-03-11']);
    const team = await organisation({ kind: 'community_team', odsCode: '' });
    await taken(saveGiver({ giver: 'community_team', whoId: team.id }));
    expect(await gaps()).toEqual([]);
    await taken(saveOrganisation({ ...team, email: '', odsCode: '', closedOn: '2026-03-01' }));
    expect(await gaps()).toEqual(['2026-03-11']);
    const own = given(await taken(saveGiver())).givers.find(({ giver }) => giver === 'child')!;
    expect(await gaps()).toEqual([]);
    await taken(nurse.post(at('/strike-out'), { part: 'giver', id: own.id, version: 1, because: 'Not yet trained.' }));
    expect(await gaps()).toEqual(['2026-03-11']);
  });

  it('a treatment without dose days, one that stopped, and a child who died have no gap', async () => {
    expect(given((await nurse.get<Family>(at())).body)).toMatchObject({ nextDoseOn: null, noGiver: false });
    await taken(saveDays({ weekdays: [3] }));
    await taken(saveDays({ version: 1, weekdays: [] }));
    expect(await gaps()).toEqual([]);
    await taken(saveDays({ version: 2, weekdays: [3] }));
    expect(await gaps()).toEqual(['2026-03-11']);
    await app.sql(`UPDATE patient_treatments SET stopped_on = '2026-03-09' WHERE id = $1`, [entryId]);
    expect(await gaps()).toEqual([]);
    await app.sql(`UPDATE patient_treatments SET stopped_on = NULL WHERE id = $1`, [entryId]);
    await app.sql(`UPDATE patients SET died_on = '2026-03-09' WHERE id = $1`, [child]);
    expect(await gaps()).toEqual([]);
  });

  it.each([
    ['whoId', { giver: 'family', whoId: randomUUID() }],
    ['whoId', { giver: 'family', whoId: null }],
    ['whoId', { giver: 'hospital', whoId: randomUUID() }],
    ['untilOn', { untilOn: '2026-02-01' }],
    ['agreedOn', { agreedOn: '2026-03-11' }],
    ['entryId', { entryId: randomUUID() }],
  ])('a wrong %s is refused by its name', async (field, change) => {
    const answer = await saveGiver(change);
    expect([answer.status, answer.problem.errors?.map((error) => error.field)], answer.text).toEqual([400, [field]]);
  });

  it('dose days are every so many days or days of the week, and two who write them see both', async () => {
    for (const [field, change] of [
      ['firstOn', { everyDays: 14 }],
      ['weekdays', { everyDays: 14, firstOn: '2026-03-01', weekdays: [1] }],
      ['everyDays', { everyDays: 0, firstOn: '2026-03-01' }],
    ] as const)
      expect((await saveDays(change)).problem.errors?.map((error) => error.field)).toEqual([field]);
    expect(given(await taken(saveDays({ everyDays: 14, firstOn: '2026-03-01' }))).nextDoseOn).toBe('2026-03-15');
    const stale = await saveDays({ weekdays: [1] });
    expect([stale.status, stale.problem.current]).toMatchObject([409, { everyDays: 14, version: 1 }]);
  });

  it('the next day is the first that the pattern names, today or later, whatever the pattern', async () => {
    const today = '2026-03-10';
    const days = fc.integer({ min: -400, max: 400 }).map((n) => addDays(today, n));
    const ask = async (first: string | null, every: number | null, weekdays: number[]): Promise<string | null> =>
      (
        await app.sql<{ next: string | null }>('SELECT sec.next_dose_day($1, $2, $3, $4) AS next', [
          first,
          every,
          weekdays,
          today,
        ])
      )[0]!.next;
    await fc.assert(
      fc.asyncProperty(days, fc.integer({ min: 1, max: 120 }), async (first, every) => {
        let next = first;
        while (next < today) next = addDays(next, every);
        expect(await ask(first, every, [])).toBe(next);
      }),
      { numRuns: 60, seed: 20_260_310 },
    );
    await fc.assert(
      fc.asyncProperty(fc.option(days), fc.uniqueArray(fc.integer({ min: 1, max: 7 })), async (first, weekdays) => {
        let next = first !== null && first > today ? first : today;
        const isOn = (day: string): boolean => weekdays.includes(new Date(day).getUTCDay() || 7);
        while (weekdays.length > 0 && !isOn(next)) next = addDays(next, 1);
        expect(await ask(first, null, weekdays)).toBe(weekdays.length === 0 ? null : next);
      }),
      { numRuns: 60, seed: 20_260_310 },
    );
  });
});
