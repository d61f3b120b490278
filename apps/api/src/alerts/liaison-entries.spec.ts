import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { HandoverView } from '@shared-care/contracts/handover/answers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from '@shared-care/database/data-source';
import { returnForgotten } from './escalate';
import type { Answer, Client } from '../testing/client';
import {
  addLiaisonEntry,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
  stepped,
} from '../testing/test-app';

describe('a liaison entry', () => {
  let app: TestApp;
  let nurse: Client;
  let other: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, other] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE)];
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const logged = async (): Promise<string> => (await app.logAttendance(nurse, { reason: 'head_injury' })).alertId;
  const see = async (alertId: string): Promise<AlertDetail> =>
    (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;
  const strikeOut = (id: string, because = 'It was another child.', by = nurse): Promise<Answer<AlertDetail>> =>
    stepped(by, `/api/liaison-entries/${id}/strike-out`, { because });
  const SPOKE = { direction: 'outgoing', withRole: 'ward_nurse', result: 'spoke' };

  it.each([
    ['nothing at all', {}, ['direction', 'result', 'withRole']],
    ['a call that is only said to have been one', SPOKE, ['adviceGiven']],
    ['blank words', { ...SPOKE, adviceAsked: '  ', adviceGiven: '\n', agreedNextStep: ' ' }, ['adviceGiven']],
    ['a message that says nothing', { ...SPOKE, result: 'left_message' }, ['adviceGiven']],
    ['no answer of nobody', { direction: 'outgoing', result: 'no_answer' }, ['withRole']],
  ])('is not made from %s', async (_, body, fields) => {
    const alertId = await logged();
    const { status, problem } = await addLiaisonEntry(nurse, alertId, body);
    expect(status).toBe(400);
    expect(problem.errors?.map(({ field }) => field).sort()).toEqual(fields);
    expect((await see(alertId)).liaisonEntries).toEqual([]);
  });

  it.each(['adviceAsked', 'adviceGiven', 'agreedNextStep'])('is made with %s alone', async (field) => {
    const alertId = await logged();
    expect((await addLiaisonEntry(nurse, alertId, { ...SPOKE, [field]: 'Words.' })).status).toBe(201);
  });

  it('“no answer”, said on purpose, needs no words', async () => {
    const alertId = await logged();
    const { status, body } = await addLiaisonEntry(nurse, alertId, { ...SPOKE, result: 'no_answer' });
    expect(status).toBe(201);
    expect(body.liaisonEntries).toMatchObject([{ result: 'no_answer', struck: null }]);
  });

  it('the database keeps a conversation without words out as well', async () => {
    const alertId = await logged();
    const insert = app.sql(
      `INSERT INTO liaison_entries (alert_id, at, direction, with_role, result, recorded_by)
       VALUES ($1, sec.now(), 'outgoing', 'ward_nurse', 'spoke', $2)`,
      [alertId, await app.user(NURSE)],
    );
    await expect(insert).rejects.toThrow('liaison_entries_with_words');
  });

  it('is struck out with a reason: it stays to be read, and the checklist asks for advice again', async () => {
    const alertId = await logged();
    const added = await addLiaisonEntry(nurse, alertId, { ...SPOKE, adviceGiven: 'Follow the plan.' });
    const missing = ({ missingToClose }: AlertDetail): string[] => missingToClose.map(({ item }) => item);
    expect(missing(added.body)).not.toContain('advice_recorded');
    const [entry] = added.body.liaisonEntries;

    const refused = await strikeOut(entry!.id, ' ');
    expect([refused.status, refused.problem.errors?.[0]?.field]).toEqual([400, 'because']);

    const { status, body } = await strikeOut(entry!.id, 'It was another child.', other);
    expect(status).toBe(200);
    expect(body.liaisonEntries).toMatchObject([
      { adviceGiven: 'Follow the plan.', struck: { by: 'J Ferrars', because: 'It was another child.' } },
    ]);
    expect(missing(body)).toContain('advice_recorded');
    expect(body.checklist.find(({ item }) => item === 'advice_recorded')?.answer).toBeNull();
    expect(body.events[0]).toMatchObject({
      kind: 'liaison_struck_out',
      detail: 'Nurse at the hospital: Spoke. It was another child.',
    });
    const left = await app.sql(
      `SELECT action, detail FROM audit_entries WHERE entity = 'liaison_entry' AND entity_id = $1 AND patient_id = $2 AND action = 'update'`,
      [entry!.id, await app.find('Jones', 'Amelia')],
    );
    expect(left).toEqual([{ action: 'update', detail: 'struck out' }]);
    expect((await strikeOut(entry!.id)).status).toBe(409);
  });

  it('struck out, it holds no alert back from the queue: red without a word for four hours returns', async () => {
    const alertId = await logged();
    await nurse.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 });
    const { body } = await addLiaisonEntry(nurse, alertId, { ...SPOKE, adviceGiven: 'Follow the plan.' });
    const worker = await createDataSource(app.database.url, 'worker', 1).initialize();
    const later = new Date(TUESDAY_11.getTime() + 241 * 60_000);
    await app.database.setClock(later);
    await worker.transaction(returnForgotten);
    expect((await see(alertId)).state).toBe('acknowledged');
    await strikeOut(body.liaisonEntries[0]!.id);
    await worker.transaction(returnForgotten);
    await worker.destroy();
    expect((await see(alertId)).state).toBe('open');
  });

  it('struck out, it is not what is agreed at handover', async () => {
    const alertId = await logged();
    const nextStep = async (): Promise<string | null | undefined> =>
      (await nurse.get<HandoverView>('/api/handover')).body.running.find(({ alert }) => alert.id === alertId)
        ?.agreedNextStep;
    await addLiaisonEntry(nurse, alertId, { ...SPOKE, agreedNextStep: 'Scan first.', at: '2026-03-10T10:00:00Z' });
    const { body } = await addLiaisonEntry(nurse, alertId, { ...SPOKE, agreedNextStep: 'Home.' });
    expect(await nextStep()).toBe('Home.');
    await strikeOut(body.liaisonEntries.find(({ agreedNextStep }) => agreedNextStep === 'Home.')!.id);
    expect(await nextStep()).toBe('Scan first.');
  });

  it('struck out by anybody, what the call said of a number is undone', async () => {
    const { alertId } = await app.logAttendance(nurse, { patientId: await app.find('Kowalski', 'Łukasz') });
    const number = async (): Promise<{ phone: string; failed: number }> => {
      const [found] = await app.sql<{ phone: string; failed: number }>(
        `SELECT c.phone, c.failed_calls AS failed FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
         WHERE h.ods_code = 'RDU50' AND c.purpose = 'ed' AND c.ended_at IS NULL`,
      );
      return found!;
    };
    const before = await number();
    const call = { ...SPOKE, result: 'no_answer', numberUsed: before.phone };
    const { body } = await addLiaisonEntry(nurse, alertId, call);
    expect((await number()).failed).toBe(before.failed + 1);
    expect((await strikeOut(body.liaisonEntries[0]!.id, 'Wrong number rung.', other)).status).toBe(200);
    expect((await number()).failed).toBe(before.failed);
  });
});
