import { randomUUID } from 'node:crypto';
import type { ArrangementDetail } from '@shared-care/contracts/open-access/answers';
import type { TransitionDetail, TransitionList } from '@shared-care/contracts/transition/answers';
import { createDataSource } from '@shared-care/database/data-source';
import { TRANSITION_ITEMS } from '@shared-care/domain/transition';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { accepted, at, sentArrangement } from '../testing/open-access';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

const PLAN = {
  version: 0,
  stage: 'go',
  keyWorker: 'Sister Lee',
  adultCentre: 'Adult centre',
  transferOn: '2026-05-01',
};

describe('the way to adult care', () => {
  let app: TestApp;
  let nurse: Client;
  let doctor: Client;
  let people = 0;

  beforeAll(async () => {
    app = await startTestApp();
    [nurse, doctor] = [await app.signIn(NURSE), await app.signIn(DOCTOR)];
  });
  beforeEach(() => app.database.setClock(TUESDAY_11));
  afterAll(() => app.stop());

  /** Somebody with a link to the Royal Berkshire, where open access can be agreed. */
  async function young(born: string): Promise<string> {
    const id = randomUUID();
    await app.sql(
      `INSERT INTO patients (id, family_name, given_name, birth_date, nhs_number_status, diagnosis)
       VALUES ($1, $2, 'Young', $3, 'absent', 'haemophilia_a')`,
      [id, `Moveson${++people}`, born],
    );
    await app.sql(
      `INSERT INTO shared_care_links (patient_id, hospital_id, link_consultant_id, role, valid_from)
       SELECT $1, c.hospital_id, c.id, 'primary', sec.now() - interval '1 year' FROM link_consultants c WHERE c.hospital_id = $2`,
      [id, await app.hospital('RHW01')],
    );
    return id;
  }
  async function agreed(patientId: string): Promise<ArrangementDetail> {
    const { id, version } = await sentArrangement(app, nurse, patientId, await app.hospital('RHW01'));
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    return accepted(consultant.post<ArrangementDetail>(at(id, 'agree'), { version }));
  }
  const of = async (id: string, client = nurse) =>
    accepted(client.get<TransitionDetail>(`/api/patients/${id}/transition`));
  const change = (id: string, plan: object = {}, client = nurse) =>
    client.post<TransitionDetail>(`/api/patients/${id}/transition`, { ...PLAN, ...plan });
  const answer = (id: string, line: object, client = nurse) =>
    client.post<TransitionDetail>(`/api/patients/${id}/transition/answers`, {
      item: 'haemtrack',
      done: true,
      seen: null,
      ...line,
    });
  const listed = async (id: string) =>
    (await accepted(nurse.get<TransitionList>('/api/transitions?rows=100'))).people.find(
      ({ patient }) => patient.id === id,
    );

  describe('leaves no gap:', () => {
    const withdraw = (arrangement: ArrangementDetail, version = arrangement.version) =>
      doctor.post<ArrangementDetail>(at(arrangement.id, 'withdraw'), {
        version,
        reason: 'Adult now.',
        familyTold: 'Letter',
      });

    it('open access is withdrawn only after the first adult visit, and the refusal says what to do', async () => {
      const id = await young('2008-06-01');
      const arrangement = await agreed(id);
      await accepted(change(id));
      const refused = await withdraw(arrangement);
      expect(refused.status).toBe(422);
      expect(refused.problem?.errors?.[0]?.message).toBe(
        'Record the first adult visit on the Transition tab, then withdraw it.',
      );
      expect((await nurse.get<ArrangementDetail>(at(arrangement.id))).body.state).toBe('active');
      await app.database.setClock(new Date('2026-05-01T11:00:00Z'));
      await accepted(change(id, { version: 1, firstAdultVisitOn: '2026-05-01' }));
      expect((await withdraw(arrangement)).body).toMatchObject({ state: 'withdrawn' });
    });

    it('not by way of a suspension either', async () => {
      const id = await young('2008-06-01');
      const arrangement = await agreed(id);
      await accepted(change(id));
      const suspended = await accepted(
        nurse.post<ArrangementDetail>(at(arrangement.id, 'suspend'), {
          version: arrangement.version,
          reason: 'Ward closed',
          reviewOn: '2026-04-01',
          told: { family: 'Call', linkConsultant: 'Email', ward: 'Call', gp: 'Letter' },
        }),
      );
      expect((await of(id)).gaps).toEqual([expect.stringMatching(/^No open access counts today/)]);
      expect((await withdraw(arrangement, suspended.version)).status).toBe(422);
    });

    it('a date that ends it before the transfer is named', async () => {
      const id = await young('2008-06-01');
      await agreed(id);
      expect((await accepted(change(id))).gaps).toEqual([]);
      const late = await accepted(change(id, { version: 1, transferOn: '2027-12-01' }));
      expect(late.gaps).toEqual([expect.stringMatching(/^Open access at .* runs out on .*, before the transfer/)]);
    });
  });

  it('needs a centre before a date, a date before a visit, and a visit that has happened', async () => {
    const id = await young('2008-06-01');
    const noCentre = await change(id, { adultCentre: null });
    expect([noCentre.status, noCentre.problem?.errors?.[0]?.field]).toEqual([400, 'adultCentre']);
    const noDate = await change(id, { transferOn: null, firstAdultVisitOn: '2026-03-01' });
    expect([noDate.status, noDate.problem?.errors?.[0]?.field]).toEqual([422, 'transferOn']);
    const toCome = await change(id, { firstAdultVisitOn: '2026-03-11' });
    expect([toCome.status, toCome.problem?.errors?.[0]?.field]).toEqual([400, 'firstAdultVisitOn']);
    expect((await of(id)).version).toBe(0);
  });

  it('follows the birthdays: not there, then on the checklist, then every week over 18', async () => {
    const id = await young('2010-10-01');
    expect(await listed(id)).toBeUndefined();
    expect(await of(id)).toMatchObject({ group: 'programme', checklistFrom: '2026-04-01' });
    await app.database.setClock(new Date('2026-03-31T23:30:00Z')); // already 1 April in London
    expect(await listed(id)).toMatchObject({ group: 'checklist', turns: [{ age: '15½', on: '2026-04-01' }] });
    await app.database.setClock(new Date('2028-10-01T11:00:00Z'));
    const weekly = () =>
      nurse.get('/api/reminders?rule=adult_still_here&rows=100').then(({ text }) => text.includes(id));
    expect(await listed(id)).toMatchObject({ group: 'over_18', turns: [{ age: '18', on: '2028-10-01' }] });
    expect(await weekly()).toBe(true);
    await accepted(change(id, { transferOn: '2028-09-30', firstAdultVisitOn: '2028-10-01' }));
    expect(await listed(id)).toBeUndefined();
    expect(await weekly()).toBe(false);
  });

  it('stays on the list as transferring, whatever the age, until the visit', async () => {
    const id = await young('2011-06-01');
    await accepted(change(id));
    expect(await listed(id)).toMatchObject({
      group: 'transferring',
      missing: expect.arrayContaining([TRANSITION_ITEMS.haemtrack]),
    });
  });

  it('keeps who ticked what, also after it is unticked', async () => {
    const id = await young('2009-06-01');
    const early = await answer(id, {});
    expect([early.status, early.problem?.detail]).toEqual([422, expect.stringContaining('Name the stage')]);
    await accepted(change(id));
    const line = ({ checklist }: TransitionDetail) => checklist.find(({ item }) => item === 'haemtrack')!;
    const ticked = line(await accepted(answer(id, { note: 'In clinic.' })));
    expect(ticked).toMatchObject({ done: true, note: 'In clinic.', by: 'A Boyd' });
    const stale = await answer(id, { done: false }, await app.signIn(OTHER_NURSE));
    expect(stale.status).toBe(409);
    expect(stale.problem?.current).toMatchObject({ done: true, by: 'A Boyd' });
    expect(line(await accepted(answer(id, { done: false, seen: ticked.answerId }))).done).toBe(false);
    const kept = await app.sql('SELECT 1 FROM transition_answers WHERE patient_id = $1', [id]);
    expect(kept).toHaveLength(2);
  });

  it('saved by two people keeps the first and shows it to the second', async () => {
    const id = await young('2009-06-01');
    const other = await app.signIn(OTHER_NURSE);
    const answers = await Promise.all([change(id), change(id, { stage: 'ready' }, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = await change(id, { stage: 'steady' }, other);
    expect([refused.status, refused.problem?.current?.['version']]).toEqual([409, 1]);
  });

  it('is the unit’s alone, in the program and in the tables', async () => {
    const id = await young('2009-06-01');
    await accepted(change(id));
    for (const email of [BERKSHIRE_CONSULTANT, ADMIN]) {
      const client = await app.signIn(email);
      expect((await client.get(`/api/patients/${id}/transition`)).status).toBe(404);
      expect((await change(id, { version: 1 }, client)).status).toBe(404);
      expect((await client.get('/api/transitions')).status).toBe(404);
    }
    const source = await createDataSource(app.database.url, 'app', 1).initialize();
    const seenBy = (email: string): Promise<number> =>
      source.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(email)]);
        return (await tx.query<unknown[]>('SELECT 1 FROM transitions WHERE patient_id = $1', [id])).length;
      });
    expect([await seenBy(NURSE), await seenBy(BERKSHIRE_CONSULTANT), await seenBy(ADMIN)]).toEqual([1, 0, 0]);
    await source.destroy();
  });
});
