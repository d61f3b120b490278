import { randomUUID } from 'node:crypto';
import type { AlertDetail, AlertQueue } from '@shared-care/contracts/alerts/answers';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import type { Colleague, HandoverView, OfferedAlerts } from '@shared-care/contracts/handover/answers';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import {
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
  stepped,
} from '../testing/test-app';

const AMBER: Partial<LogAttendance> = { reason: 'pain_joint_muscle', bleedSite: 'joint' };
const RED: Partial<LogAttendance> = { reason: 'head_injury', bleedSite: 'head' };

describe('an alert changes hands', () => {
  let app: TestApp;
  let nurse: Client;
  let other: Client;
  let doctor: Client;
  const ids: Record<'nurse' | 'other' | 'doctor' | 'consultant', string> = {
    nurse: '',
    other: '',
    doctor: '',
    consultant: '',
  };
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, other, doctor] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE), await app.signIn(DOCTOR)];
    ids.nurse = await app.user(NURSE);
    ids.other = await app.user(OTHER_NURSE);
    ids.doctor = await app.user(DOCTOR);
    ids.consultant = await app.user(BERKSHIRE_CONSULTANT);
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const see = async (id: string): Promise<AlertDetail> => (await nurse.get<AlertDetail>(`/api/alerts/${id}`)).body;
  /** Sends a verb with the version the alert has now, unless told otherwise. */
  async function act(client: Client, id: string, verb: string, body: object = {}): Promise<Answer<AlertDetail>> {
    return stepped(
      client,
      `/api/alerts/${id}/${verb}`,
      { version: (await see(id)).version, ...body },
      { [IDEMPOTENCY_HEADER]: randomUUID() },
    );
  }
  async function owned(overrides: Partial<LogAttendance> = AMBER, by = nurse): Promise<string> {
    const { alertId } = await app.logAttendance(nurse, overrides);
    await act(by, alertId, 'acknowledge');
    return alertId;
  }
  const offer = (id: string, to = ids.other, from = nurse): Promise<Answer<AlertDetail>> =>
    act(from, id, 'offer', { to, reason: 'End of my shift.' });

  const note = (id: string, what: object = {}, by = nurse): Promise<Answer<AlertDetail>> =>
    act(by, id, 'handover-note', { severity: 'watch', plan: 'Ward rings at six.', ...what });

  it('only when the other has accepted; until then its owner is its owner', async () => {
    const id = await owned();
    const offered = await offer(id);
    expect(offered.body).toMatchObject({
      state: 'acknowledged',
      owner: { id: ids.nurse },
      offer: { to: { id: ids.other, displayName: 'J Ferrars' }, because: 'End of my shift.' },
    });
    const queue = await other.get<AlertQueue>('/api/alerts?view=open');
    expect(queue.body.counts.offeredToMe).toBe(1);
    const accepted = await act(other, id, 'answer-offer', { answer: 'accept' });
    expect(accepted.body).toMatchObject({ state: 'acknowledged', owner: { id: ids.other }, offer: null });
    expect(accepted.body.events.slice(0, 2)).toMatchObject([
      { kind: 'offer_accepted', by: 'J Ferrars', detail: 'from A Boyd' },
      { kind: 'offered', by: 'A Boyd', detail: 'to J Ferrars: End of my shift.' },
    ]);
  });

  it('what it waits for goes with it', async () => {
    const id = await owned();
    await act(nurse, id, 'await', { what: 'family', from: 'Mother', wakeAt: '2026-03-10T16:00:00Z' });
    await offer(id);
    const { body } = await act(other, id, 'answer-offer', { answer: 'accept' });
    expect(body).toMatchObject({ state: 'awaiting', owner: { id: ids.other }, awaiting: { from: 'Mother' } });
    expect(Date.parse(body.awaiting!.wakeAt)).toBe(Date.parse('2026-03-10T16:00:00Z'));
  });

  it('declined, it stays, and its owner reads why', async () => {
    const id = await owned();
    await offer(id);
    expect((await act(other, id, 'answer-offer', { answer: 'decline' })).problem.errors).toMatchObject([
      { field: 'reason' },
    ]);
    const { body } = await act(other, id, 'answer-offer', { answer: 'decline', reason: 'Leaving too.' });
    expect(body).toMatchObject({ owner: { id: ids.nurse }, offer: null });
    expect(body.events[0]).toMatchObject({ kind: 'offer_declined', detail: 'Leaving too.' });
  });

  it('nobody but the person it is offered to can accept it', async () => {
    const id = await owned();
    await offer(id);
    for (const somebody of [nurse, doctor]) {
      const answer = await act(somebody, id, 'answer-offer', { answer: 'accept' });
      expect(answer.status).toBe(422);
    }
    expect(await see(id)).toMatchObject({ owner: { id: ids.nurse }, offer: { to: { id: ids.other } } });
  });

  it('only its owner, or a doctor of the unit, hands it over', async () => {
    const id = await owned();
    expect((await offer(id, ids.doctor, other)).status).toBe(422);
    expect((await see(id)).offer).toBeNull();
    expect((await offer(id, ids.other, doctor)).body.offer?.to.id).toBe(ids.other);
  });

  it('a doctor takes over what an owner who cannot be reached has left', async () => {
    const id = await owned();
    expect((await offer(id, ids.doctor, doctor)).body).toMatchObject({ owner: { id: ids.doctor }, offer: null });
  });

  it.each([
    ['a link consultant', () => ids.consultant],
    ['somebody who does not exist', () => randomUUID()],
  ])('it is not handed over to %s', async (_who, to) => {
    const id = await owned();
    const { status, problem } = await offer(id, to());
    expect(status).toBe(400);
    expect(problem.errors).toMatchObject([{ field: 'to' }]);
  });

  it('what nobody owns is not handed over', async () => {
    const { alertId } = await app.logAttendance(nurse, AMBER);
    expect((await offer(alertId)).status).toBe(422);
  });

  it('an offer ends with the ownership it was made from, whatever ends that', async () => {
    const handedBack = await owned();
    await offer(handedBack);
    expect((await act(nurse, handedBack, 'hand-back')).body).toMatchObject({ state: 'open', offer: null });
    const returned = await owned();
    await offer(returned);
    // As the worker does with an owned alert on which nothing happens.
    await app.sql(
      `UPDATE alerts SET state = 'open', owner_id = NULL, acknowledged_at = NULL, version = version + 1 WHERE id = $1`,
      [returned],
    );
    expect((await see(returned)).offer).toBeNull();
    expect((await act(other, returned, 'answer-offer', { answer: 'accept' })).status).toBe(422);
  });

  it('two answers at once make one owner', async () => {
    const id = await owned();
    const { version } = (await offer(id)).body;
    const answers = await Promise.all([
      other.post(`/api/alerts/${id}/answer-offer`, { version, answer: 'accept' }),
      nurse.post(`/api/alerts/${id}/take-back-offer`, { version }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('all at once: what changed hands meanwhile is left and named', async () => {
    const mine = [await owned(), await owned(RED)];
    const gone = await owned(AMBER, other);
    for (const id of mine) await note(id);
    const { body } = await nurse.post<OfferedAlerts>('/api/handover/offers', {
      alertIds: [...mine, gone],
      to: ids.doctor,
      reason: '17:00.',
    });
    expect(body.offered).toBe(2);
    expect(body.notOffered).toEqual([expect.stringMatching(/^A-\d+: Owner: J Ferrars\b/)]);
    for (const id of mine) expect((await see(id)).offer?.to.id).toBe(ids.doctor);
    expect((await see(gone)).offer).toBeNull();
  });

  it('all at once, each child goes with its own note, and one without stays', async () => {
    const [calm, ill, bare] = [await owned(), await owned(RED), await owned()];
    await note(calm, { severity: 'stable', plan: 'Home after the second dose' });
    await note(ill, { plan: 'CT at 18:00.', whatIf: 'Vomits again: ring the registrar' });
    const { body } = await nurse.post<OfferedAlerts>('/api/handover/offers', {
      alertIds: [calm, ill, bare],
      to: ids.doctor,
    });
    expect(body.offered).toBe(2);
    expect(body.notOffered).toEqual([expect.stringMatching(/^A-\d+: Write its handover note first\./)]);
    expect((await see(calm)).offer?.because).toBe('Stable. Home after the second dose.');
    expect((await see(ill)).offer?.because).toBe(
      'Watch closely. CT at 18:00. What to do if: Vomits again: ring the registrar.',
    );
    expect((await see(bare)).offer).toBeNull();
    const handover = (await nurse.get<HandoverView>('/api/handover')).body;
    const line = handover.running.find(({ alert }) => alert.id === ill);
    expect(line?.note).toMatchObject({ severity: 'watch', plan: 'CT at 18:00.', by: 'A Boyd' });
  });

  it('a note says how ill the child is and the plan; the last one counts, and an old version is refused', async () => {
    const id = await owned();
    const wrong = await act(nurse, id, 'handover-note', { severity: 'fine', plan: ' ' });
    expect(wrong.status).toBe(400);
    expect(wrong.problem.errors?.map(({ field }) => field)).toEqual(['severity', 'plan']);
    const { body: first } = await note(id);
    expect(first.handoverNote).toMatchObject({ severity: 'watch', plan: 'Ward rings at six.', whatIf: null });
    await note(id, { severity: 'unstable', plan: 'To theatre.' }, other);
    expect((await see(id)).handoverNote).toMatchObject({ severity: 'unstable', by: 'J Ferrars' });
    const stale = await nurse.post(`/api/alerts/${id}/handover-note`, {
      version: first.version,
      severity: 'stable',
      plan: 'Home.',
    });
    expect(stale.status).toBe(409);
    expect((await see(id)).events.map(({ kind }) => kind).slice(0, 2)).toEqual(['handover_note', 'handover_note']);
  });

  it('an alert that nobody owns has no note', async () => {
    const { alertId } = await app.logAttendance(nurse, AMBER);
    expect((await note(alertId)).status).toBe(422);
  });

  describe('at the change of shift', () => {
    const view = async (client = nurse): Promise<HandoverView> =>
      (await client.get<HandoverView>('/api/handover')).body;
    const queue = async (): Promise<AlertQueue> => (await nurse.get<AlertQueue>('/api/alerts')).body;

    it('from 16:30 Today says that a handover is due, and no minute before', async () => {
      await owned();
      await app.database.setClock(new Date('2026-03-10T16:29:59Z'));
      expect((await queue()).handover.due).toBe(false);
      await app.database.setClock(new Date('2026-03-10T16:30:00Z'));
      expect((await queue()).handover.due).toBe(true);
      expect((await view()).kind).toBe('evening');
    });

    it('it says which registrar the night belongs to', async () => {
      await app.database.setClock(new Date('2026-03-10T16:30:00Z'));
      const { nightOwners, nightFrom, running } = await view();
      expect(nightFrom).toBe('2026-03-10T17:00:00.000Z');
      expect(nightOwners.length).toBeGreaterThan(0);
      expect(nightOwners.every(({ role }) => role === 'phu_doctor')).toBe(true);
      expect(running.length).toBeGreaterThan(0);
      const { body: people } = await nurse.get<Colleague[]>('/api/handover/colleagues');
      expect(people[0]!.id).toBe(nightOwners[0]!.id);
      expect(people.every(({ role }) => role === 'haemostasis_nurse' || role === 'phu_doctor')).toBe(true);
    });

    it('calls overnight are asked for once each working morning, and the first answer stands', async () => {
      await app.database.setClock(new Date('2026-03-11T08:29:00Z'));
      expect((await queue()).handover.asksForCalls).toBe(false);
      await app.database.setClock(new Date('2026-03-11T08:30:00Z'));
      expect((await queue()).handover.asksForCalls).toBe(true);
      await nurse.post('/api/handover/overnight-calls', { answer: 'none' });
      expect((await view()).calls.answered).toMatchObject({ answer: 'none', by: 'A Boyd' });
      expect((await queue()).handover.asksForCalls).toBe(false);
      const [row] = await app.sql<{ detail: string }>(
        `SELECT detail FROM audit_entries WHERE entity = 'overnight_calls' ORDER BY id DESC LIMIT 1`,
      );
      expect(row?.detail).toBe('2026-03-11 none');
      expect((await other.post('/api/handover/overnight-calls', { answer: 'logged' })).status).toBe(409);
    });

    it('a call entered in the morning is on record as found later', async () => {
      await app.database.setClock(new Date('2026-03-12T08:45:00Z'));
      const before = (await view()).calls.foundLater;
      const { id } = await app.logAttendance(nurse, { ...AMBER, foundLater: true });
      expect(await app.sql('SELECT kind FROM attendance_sources WHERE attendance_id = $1', [id])).toEqual([
        { kind: 'later_discovery' },
      ]);
      expect((await view()).calls.foundLater).toBe(before + 1);
    });
  });

  it('a liaison entry sent twice is one entry', async () => {
    const id = await owned();
    const entry = { direction: 'outgoing', withRole: 'ward_nurse', result: 'spoke', adviceGiven: 'Follow the plan.' };
    const key = { [IDEMPOTENCY_HEADER]: randomUUID() };
    const send = (body: object, more: Record<string, string> = key) =>
      stepped(nurse, `/api/alerts/${id}/liaison-entries`, body, more);
    await Promise.all([send(entry), send(entry)]);
    const again = await send(entry);
    expect(again.status).toBe(201);
    expect(again.body.liaisonEntries).toHaveLength(1);
    const changed = await send({ ...entry, adviceGiven: 'Something else.' });
    expect(changed.status).toBe(409);
    expect(changed.problem.detail).toContain('as you first sent it');
    expect((await see(id)).liaisonEntries).toMatchObject([{ adviceGiven: 'Follow the plan.' }]);
    const { status, problem } = await send(entry, { [IDEMPOTENCY_HEADER]: 'no uuid' });
    expect([status, problem.errors?.[0]?.field]).toEqual([400, IDEMPOTENCY_HEADER]);
  });

  describe('a tier', () => {
    const lower = (id: string, by = nurse, tier = 'amber'): Promise<Answer<AlertDetail>> =>
      act(by, id, 'lower-tier', { tier, reason: 'Seen by us, a graze.' });

    it('is never lowered while nobody owns the alert', async () => {
      const { alertId } = await app.logAttendance(nurse, RED);
      for (const somebody of [nurse, doctor]) {
        const answer = await lower(alertId, somebody);
        expect(answer.status).toBe(422);
        expect(answer.problem.detail).toContain('Acknowledge this alert first');
      }
      expect(await see(alertId)).toMatchObject({ tier: 'red', mayLowerTo: [] });
    });

    it('is lowered from Red by a doctor at once, with the reason in its history', async () => {
      const id = await owned(RED);
      const { body } = await lower(id, doctor);
      expect(body).toMatchObject({ tier: 'amber', trigger: 'judged_amber', owner: { id: ids.nurse } });
      expect(body.events[0]).toMatchObject({
        kind: 'tier_lowered',
        by: 'Dr K Shah',
        detail: 'from Red to Amber: Seen by us, a graze.',
      });
    });

    it('is lowered from Red by a nurse only when a second person agrees; until then it is Red', async () => {
      const id = await owned(RED);
      const { body: asked } = await lower(id);
      expect(asked).toMatchObject({
        tier: 'red',
        correction: { kind: 'lower_tier', needs: 'second_person', mayAgree: false, toTier: 'amber' },
      });
      const answer = (client: Client, body: object) =>
        stepped(client, `/api/corrections/${asked.correction!.id}/answer`, body);
      expect((await answer(nurse, { answer: 'agree' })).status).toBe(422);
      expect((await see(id)).tier).toBe('red');
      const agreed = await answer(other, { answer: 'agree' });
      expect(agreed.body).toMatchObject({ tier: 'amber', correction: null });
      expect((await answer(doctor, { answer: 'agree' })).status).toBe(409);
    });

    it('refused, it stays, and the reason is in the history', async () => {
      const id = await owned(RED);
      const { body: asked } = await lower(id);
      const refused = await stepped(other, `/api/corrections/${asked.correction!.id}/answer`, {
        answer: 'refuse',
        reason: 'The scan is not back.',
      });
      expect(refused.body).toMatchObject({ tier: 'red', correction: null });
      expect(refused.body.events[0]!.detail).toContain('The scan is not back.');
    });

    it('needs a reason, and a tier that is lower', async () => {
      const id = await owned(RED);
      expect((await act(doctor, id, 'lower-tier', { tier: 'amber', reason: ' ' })).status).toBe(400);
      const amber = await owned();
      expect((await lower(amber)).status).toBe(422);
      expect((await lower(amber, nurse, 'blue')).body).toMatchObject({ tier: 'blue', trigger: 'judged_blue' });
    });

    it('what was judged does not raise it again; a new fact does', async () => {
      const id = await owned({ reason: 'bleeding', bleedSite: 'head' });
      await lower(id, doctor);
      const attendance = (await see(id)).attendance!;
      await nurse.post(`/api/attendances/${attendance.id}/move`, { state: 'admitted' });
      expect((await see(id)).tier).toBe('amber');
      const raised = await act(other, id, 'raise-tier', { trigger: 'invasive_procedure' });
      expect(raised.body).toMatchObject({ tier: 'red', trigger: 'invasive_procedure' });
    });

    it('is raised by anyone of the unit, with the trigger named and the clock no later', async () => {
      const { alertId, acknowledgeBy } = await app.logAttendance(nurse, AMBER);
      const { body } = await act(other, alertId, 'raise-tier', { trigger: 'judged_red', words: 'Drowsy now.' });
      expect(body).toMatchObject({ tier: 'red', trigger: 'judged_red', state: 'open' });
      expect(Date.parse(body.acknowledgeBy)).toBeLessThan(Date.parse(acknowledgeBy));
      expect(body.events[0]).toMatchObject({
        kind: 'tier_raised',
        by: 'J Ferrars',
        detail: 'Red: judged red by the unit. Drowsy now.',
      });
      expect(body.deliveries.some(({ round }) => round === 1)).toBe(true);
      expect((await act(other, alertId, 'raise-tier', { trigger: 'head_injury' })).status).toBe(422);
      expect((await act(other, alertId, 'raise-tier', { trigger: 'judged_red' })).status).toBe(400);
    });
  });
});
