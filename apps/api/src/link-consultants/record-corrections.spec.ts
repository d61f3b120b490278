import type { CorrectionList, SuggestedCorrection } from '@shared-care/contracts/my-patients/answers';
import type { DecideCorrection } from '@shared-care/contracts/my-patients/shapes';
import type { PatientFacts } from '@shared-care/contracts/patient-facts/answers';
import type { CorrectedPart } from '@shared-care/domain/record-correction';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { BERKSHIRE_CONSULTANT, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from '../testing/test-app';

describe('a suggested correction', () => {
  let app: TestApp;
  let berkshire: Client;
  let stoke: Client;
  let nurse: Client;
  let ava: string;
  beforeAll(async () => {
    app = await startTestApp();
    [berkshire, stoke, nurse] = [
      await app.signIn(BERKSHIRE_CONSULTANT),
      await app.signIn(STOKE_CONSULTANT),
      await app.signIn(NURSE),
    ];
    ava = await app.find('Smith', 'Ava');
  });
  afterAll(() => app.stop());

  const waiting = async (): Promise<SuggestedCorrection[]> =>
    (await nurse.get<CorrectionList>('/api/record-corrections')).body.corrections;
  const suggest = async (part: CorrectedPart): Promise<SuggestedCorrection> => {
    const words = `About ${part}`;
    const { body } = await berkshire.post<{ id: string }>(`/api/patients/${ava}/corrections`, { part, words });
    return (await waiting()).find(({ id }) => id === body.id)!;
  };
  const decide = (
    one: SuggestedCorrection,
    what: Omit<DecideCorrection, 'version' | 'answer'>,
  ): Promise<Answer<unknown>> =>
    nurse.post(`/api/record-corrections/${one.id}/decide`, {
      version: one.version,
      answer: 'Rang the clinic.',
      ...what,
    });
  const waits = async ({ id }: SuggestedCorrection): Promise<boolean> => (await waiting()).some((one) => one.id === id);
  const facts = async (): Promise<PatientFacts> => (await nurse.get<PatientFacts>(`/api/patients/${ava}/facts`)).body;
  const weight = async (): Promise<string> =>
    (await app.sql<{ kg: string }>('SELECT weight_kg AS kg FROM patients WHERE id = $1', [ava]))[0]!.kg;

  it('comes from a link consultant of the child alone', async () => {
    const suggested = { part: 'weight', words: 'Weighed 26 kg in clinic today' };
    expect((await stoke.post(`/api/patients/${ava}/corrections`, suggested)).status).toBe(404);
    expect((await berkshire.post(`/api/patients/${ava}/corrections`, suggested)).status).toBe(201);
    expect((await waiting()).find(({ part }) => part === 'weight')).toMatchObject({ by: 'Dr M Okoro' });
  });

  it('is not corrected while the record says what it said: nothing is changed and it still waits', async () => {
    const one = await suggest('weight');
    const before = await facts();
    for (const what of [
      { outcome: 'corrected' as const },
      { outcome: 'corrected' as const, weight: { kg: before.weights[0]!.kg, on: before.weights[0]!.on } },
      { outcome: 'corrected' as const, weight: { kg: '26', on: '2025-01-02' } },
      { outcome: 'elsewhere' as const },
    ])
      expect((await decide(one, what)).status).toBe(422);
    expect((await facts()).weights).toEqual(before.weights);
    expect(await waits(one)).toBe(true);
  });

  it('is corrected by writing the weight, once; the second nurse is told', async () => {
    const one = await suggest('weight');
    const before = (await facts()).weights.length;
    const what = { outcome: 'corrected' as const, weight: { kg: '26', on: '2026-03-10' } };
    const answers = await Promise.all([decide(one, what), decide(one, what)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await weight()).toBe('26.00');
    const { weights } = await facts();
    expect(weights).toHaveLength(before + 1);
    expect(weights[0]).toMatchObject({
      on: '2026-03-10',
      source: { kind: 'local_hospital', words: 'Suggested by the link consultant Dr M Okoro' },
    });
    expect(await waits(one)).toBe(false);
  });

  it('writes a fact with its history, and refuses a version that was not seen', async () => {
    const one = await suggest('allergies');
    const { version } = (await facts()).facts.find(({ fact }) => fact === 'allergies')!;
    const change = { fact: 'allergies' as const, version, allergyState: 'known' as const, allergies: 'Latex' };
    const stale = await decide(one, { outcome: 'corrected', changes: [{ ...change, version: version + 1 }] });
    expect([stale.status, await waits(one)]).toEqual([409, true]);
    expect((await decide(one, { outcome: 'corrected', changes: [change] })).status).toBe(200);
    const now = (await facts()).facts.find(({ fact }) => fact === 'allergies')!;
    expect(now.value).toEqual({ allergyState: 'known', allergies: 'Latex' });
    expect(now.changes[0]).toMatchObject({
      source: { kind: 'local_hospital', words: 'Suggested by the link consultant Dr M Okoro' },
    });
  });

  it('changes no fact that it is not about, and none with another answer', async () => {
    const one = await suggest('name');
    const weighed = { kg: '27', on: '2026-03-10' };
    expect((await decide(one, { outcome: 'corrected', weight: weighed })).status).toBe(400);
    expect((await decide(one, { outcome: 'not_changed', weight: weighed })).status).toBe(400);
    expect([await weight(), await waits(one)]).toEqual(['26.00', true]);
    expect((await decide(one, { outcome: 'not_changed' })).status).toBe(200);
  });

  it.each(['phone', 'hospital', 'link_consultant', 'open_access', 'other'] as const)(
    'about %s is put right elsewhere, in words; “corrected” cannot be said',
    async (part) => {
      const one = await suggest(part);
      const refused = await decide(one, { outcome: 'corrected' });
      expect([refused.status, await waits(one)]).toEqual([422, true]);
      const path = `/api/record-corrections/${one.id}/decide`;
      const silent = await nurse.post(path, { version: one.version, outcome: 'elsewhere', answer: ' ' });
      expect([silent.status, await waits(one)]).toEqual([400, true]);
      expect((await decide(one, { outcome: 'elsewhere' })).status).toBe(200);
      expect(await waits(one)).toBe(false);
    },
  );

  it('about a fact is put right elsewhere once somebody changed that fact on the record', async () => {
    const one = await suggest('birth_date');
    expect((await decide(one, { outcome: 'elsewhere' })).status).toBe(422);
    const now = (await facts()).facts.find(({ fact }) => fact === 'birth_date')!;
    const [later] = await app.sql<{ at: Date }>(`SELECT sec.now() + interval '1 minute' AS at`);
    await app.database.setClock(later!.at);
    const changes = [{ fact: 'birth_date', version: now.version, birthDate: '2017-05-06' }];
    const source = { kind: 'letter', words: null };
    expect((await nurse.post(`/api/patients/${ava}/facts`, { changes, source })).status).toBe(200);
    expect((await decide(one, { outcome: 'elsewhere' })).status).toBe(200);
  });
});
