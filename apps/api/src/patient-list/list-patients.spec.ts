import type { PatientList } from '@shared-care/contracts/patient-list/answers';
import type { PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from '../testing/test-app';

describe('the list of all children', () => {
  let app: TestApp;
  let nurse: Client;
  let consultant: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    consultant = await app.signIn(STOKE_CONSULTANT);
  });
  afterAll(() => app.stop());

  const ask = async (query = '', client = nurse): Promise<PatientList> => {
    const answer = await client.get<PatientList>(`/api/patients${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const count = async (where: string): Promise<number> =>
    Number(
      (
        await app.sql<{ n: string }>(`SELECT count(*) AS n FROM patients p WHERE merged_into_id IS NULL AND ${where}`)
      )[0]!.n,
    );
  const ids = ({ rows }: PatientList): string[] => rows.map(({ patient }) => patient.id);

  it('goes through every child once, page after page, and the total is true', async () => {
    const all = await count('true');
    const seen: string[] = [];
    for (let page = 1; seen.length < all; page++) {
      const list = await ask(`?rows=10&page=${page}`);
      expect(list).toMatchObject({ total: all, all });
      expect(list.rows.length).toBe(Math.min(10, all - seen.length));
      seen.push(...ids(list));
    }
    expect(new Set(seen).size).toBe(all);
    expect((await ask('?rows=10&page=9999')).rows).toEqual([]);
  });

  it.each([
    ['diagnosis=haemophilia_a', `diagnosis = 'haemophilia_a'`],
    ['severity=severe', `severity = 'severe'`],
    ['diagnosis=haemophilia_a&severity=severe', `diagnosis = 'haemophilia_a' AND severity = 'severe'`],
    ['inhibitor=present', `inhibitor = 'present'`],
    ['treatment=none', 'id NOT IN (SELECT sec.patients_treated(NULL))'],
    ['moved=yes', 'moved_away_on IS NOT NULL'],
    [
      'link=none',
      `died_on IS NULL AND NOT EXISTS (SELECT 1 FROM shared_care_links l WHERE l.patient_id = p.id
         AND sec.now() >= valid_from AND (valid_to IS NULL OR sec.now() < valid_to))`,
    ],
    [
      'plan=none',
      `died_on IS NULL AND NOT EXISTS (SELECT 1 FROM emergency_plans e WHERE e.patient_id = p.id AND e.state = 'approved')`,
    ],
  ])('keeps to %s', async (query, where) => {
    const list = await ask(`?rows=100&${query}`);
    expect(list.total).toBe(await count(where));
    expect(list.rows.length).toBe(Math.min(100, list.total));
    expect(list.all).toBe(await count('true'));
  });

  it('keeps to a treatment that counts today', async () => {
    const { treatments, all } = await ask();
    let found = 0;
    for (const { id } of treatments) {
      const { total } = await ask(`?treatment=${id}`);
      expect(total).toBe(await count(`id IN (SELECT sec.patients_treated('${id}'))`));
      found += total;
    }
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(all);
  });

  it('finds what is due review and nothing that is not', async () => {
    const due = await ask('?rows=100&review=due');
    expect(due.total).toBeGreaterThan(0);
    expect(due.total).toBeLessThan(due.all);
    for (const { openAccess, plan } of due.rows) expect(openAccess !== null || plan !== null).toBe(true);
  });

  it('keeps to a hospital', async () => {
    const { hospitals } = await ask();
    const [hospital] = hospitals;
    const list = await ask(`?rows=100&hospital=${hospital!.id}`);
    expect(list.total).toBeGreaterThan(0);
    expect(list.total).toBeLessThan(list.all);
  });

  it.each(['name', 'born', 'hospital', 'attendance', 'review'])('turns round by %s', async (sort) => {
    const up = await ask(`?rows=100&sort=${sort}`);
    const down = await ask(`?rows=100&sort=${sort}&order=down`);
    expect([...ids(up)].sort()).toEqual([...ids(down)].sort());
    expect(ids(up)).not.toEqual(ids(down));
    if (sort === 'born') {
      const born = up.rows.map(({ patient }) => patient.birthDate);
      expect(born).toEqual([...born].sort());
    }
  });

  it('shows a link consultant their own children and counts nobody else’s', async () => {
    const own = await ask('?rows=100', consultant);
    const all = await ask('?rows=100');
    expect(own.total).toBeGreaterThan(0);
    expect(own.all).toBe(own.total);
    expect(own.total).toBeLessThan(all.total);
    for (const id of ids(own)) expect((await consultant.get(`/api/patients/${id}`)).status).toBe(200);
    const others = ids(all).filter((id) => !ids(own).includes(id));
    expect((await consultant.get(`/api/patients/${others[0]!}`)).status).toBe(404);
    // Hospitals of other children say where other children are.
    expect(own.hospitals.length).toBeLessThan(all.hospitals.length);
    expect(own.rows.every(({ planInMaking }) => !planInMaking)).toBe(true);
  });

  it('remembers whose record was opened last, for each person alone', async () => {
    const [first, second] = ids(await ask('?rows=2')) as [string, string];
    await nurse.get(`/api/patients/${first}`);
    await nurse.get(`/api/patients/${second}`);
    expect((await ask()).recent.map(({ patient }) => patient.id).slice(0, 2)).toEqual([second, first]);
    await nurse.get(`/api/patients/${first}`);
    expect((await ask()).recent.map(({ patient }) => patient.id).slice(0, 2)).toEqual([first, second]);
    const recentOfConsultant = (await ask('', consultant)).recent.map(({ patient }) => patient.id);
    expect(recentOfConsultant).not.toContain(second);
  });

  it.each([
    ['page=0', 'page'],
    ['rows=1000', 'rows'],
    ['sort=phone', 'sort'],
    ['hospital=here', 'hospital'],
    ['diagnosis=flu', 'diagnosis'],
    ['name=smith', ''],
  ])('refuses %s and names the field', async (query, field) => {
    const answer = await nurse.get<{ errors: { field: string }[] }>(`/api/patients?${query}`);
    expect(answer.status).toBe(400);
    if (field !== '') expect(answer.body.errors.map((error) => error.field)).toContain(field);
  });

  it('a search of eight says how many there are in all', async () => {
    const search = (limit: number) =>
      nurse.post<PatientSearchAnswer>('/api/patients/search', { query: 'an', limit }).then(({ body }) => body);
    const few = await search(2);
    const many = await search(50);
    expect(few.matches.length).toBe(2);
    expect(few.total).toBe(many.matches.length);
    expect(many.total).toBe(many.matches.length);
    expect(few.matches).toEqual(many.matches.slice(0, 2));
  });
});
