import { randomUUID } from 'node:crypto';
import type { AlertDetail, AlertQueue } from '@shared-care/contracts/alerts/answers';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import {
  ALERT_ACTIONS,
  ALERT_OUTCOMES,
  afterAction,
  type AlertAction,
  type AlertState,
} from '@shared-care/domain/alert-states';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import { CHECKLIST_ITEMS, TICKED_ITEMS } from '@shared-care/domain/close-checklist';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { DOCTOR, NURSE, OTHER_NURSE, startTestApp, TUESDAY_11, type TestApp, stepped } from '../testing/test-app';

const DAY = 86_400_000;
const ITEMS = Object.keys(CHECKLIST_ITEMS);

describe('an alert is worked until it is closed', () => {
  let app: TestApp;
  let nurse: Client;
  let other: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, other] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE)];
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const RED: Partial<LogAttendance> = { reason: 'head_injury', bleedSite: 'head' };
  const AMBER: Partial<LogAttendance> = { reason: 'pain_joint_muscle', bleedSite: 'joint' };
  const BLUE: Partial<LogAttendance> = { reason: 'planned_treatment', bleedSite: null };

  type Verb = 'acknowledge' | 'hand-back' | 'await' | 'resume' | 'close' | 'reopen' | 'liaison-entries' | 'checklist';
  const post = (client: Client, alert: { id: string }, verb: Verb, body: object): Promise<Answer<AlertDetail>> =>
    stepped(client, `/api/alerts/${alert.id}/${verb}`, body, { [IDEMPOTENCY_HEADER]: randomUUID() });
  const see = async (alert: { id: string }): Promise<AlertDetail> =>
    (await nurse.get<AlertDetail>(`/api/alerts/${alert.id}`)).body;
  const close = async (client: Client, alert: { id: string }, more: object = {}): Promise<Answer<AlertDetail>> =>
    post(client, alert, 'close', { version: (await see(alert)).version, outcome: 'resolved', ...more });
  const advise = (alert: { id: string }): Promise<Answer<AlertDetail>> =>
    post(nurse, alert, 'liaison-entries', {
      direction: 'outgoing',
      withRole: 'ward_nurse',
      result: 'spoke',
      adviceGiven: 'Follow the plan.',
    });
  const tick = (alert: { id: string }, item: string, answer: string | null = 'done', note: string | null = null) =>
    post(nurse, alert, 'checklist', { item, answer, note });
  const treat = (attendanceId: string): Promise<Answer<AlertDetail>> =>
    stepped(nurse, `/api/attendances/${attendanceId}/first-treatment`, {
      at: TUESDAY_11.toISOString(),
      product: 'FVIII',
    });

  /** A new alert that the nurse owns. */
  async function owned(overrides: Partial<LogAttendance>): Promise<AlertDetail> {
    const { alertId } = await app.logAttendance(nurse, overrides);
    return (await post(nurse, { id: alertId }, 'acknowledge', { version: 1 })).body;
  }
  async function readyToClose(overrides: Partial<LogAttendance> = AMBER): Promise<AlertDetail> {
    const alert = await owned(overrides);
    await advise(alert);
    await treat(alert.attendance!.id);
    for (const item of TICKED_ITEMS) await tick(alert, item);
    return see(alert);
  }
  const missing = ({ problem }: Answer<unknown>): string[] | undefined => problem.errors?.map(({ field }) => field);

  it.each([
    ['red', RED],
    ['amber', AMBER],
  ])(
    '%s: closing is refused by the name of every missing item, until the last one is there',
    async (tier, overrides) => {
      const alert = await owned(overrides);
      expect(alert.tier).toBe(tier);
      const refused = async (expected: string[]): Promise<void> => {
        const answer = await close(nurse, alert);
        expect(answer.status).toBe(422);
        expect(missing(answer)).toEqual(expected);
        expect(answer.problem.errors?.every(({ message }) => message.endsWith('.'))).toBe(true);
        expect((await see(alert)).missingToClose.map(({ item }) => item)).toEqual(expected);
      };
      const open = [...ITEMS];
      const settle = async (item: string, how: () => Promise<Answer<AlertDetail>>): Promise<void> => {
        await refused(open);
        expect((await how()).status).toBeLessThan(300);
        open.splice(open.indexOf(item), 1);
      };
      await settle('home_stock', () => tick(alert, 'home_stock', 'not_needed', 'None used.'));
      await settle('advice_recorded', () => advise(alert));
      await settle('discharge_summary', () => tick(alert, 'discharge_summary'));
      await settle('first_treatment', () => treat(alert.attendance!.id));
      await settle('link_consultant_told', () => tick(alert, 'link_consultant_told'));
      await settle('family_contacted', () => tick(alert, 'family_contacted'));
      await settle('follow_up_decided', () => tick(alert, 'follow_up_decided'));
      const closed = await close(nurse, alert, { outcome: 'phu_review_booked', note: 'Clinic on Friday.' });
      expect(closed.status).toBe(200);
      expect(closed.body).toMatchObject({ state: 'closed', outcome: 'phu_review_booked' });
    },
  );

  it('blue needs no checklist', async () => {
    const alert = await owned(BLUE);
    expect(alert).toMatchObject({ tier: 'blue', checklist: [], missingToClose: [] });
    expect((await close(nurse, alert)).status).toBe(200);
  });

  it('a call without advice, a blank advice and an unanswered call are not recorded advice', async () => {
    const alert = await owned(AMBER);
    await post(nurse, alert, 'liaison-entries', { direction: 'outgoing', withRole: 'ward_nurse', result: 'no_answer' });
    const { body } = await post(nurse, alert, 'liaison-entries', {
      direction: 'outgoing',
      withRole: 'family',
      result: 'spoke',
      adviceAsked: 'How he is.',
      adviceGiven: '   ',
    });
    expect(body.liaisonEntries).toHaveLength(2);
    expect(body.missingToClose.map(({ item }) => item)).toContain('advice_recorded');
  });

  it('“not needed” needs a reason, and an answer taken back is missing again', async () => {
    const alert = await owned(AMBER);
    const refused = await tick(alert, 'family_contacted', 'not_needed');
    expect(refused.status).toBe(400);
    expect(refused.problem.errors).toEqual([{ field: 'note', message: 'Say why this is not needed.' }]);
    await tick(alert, 'family_contacted');
    const { body } = await tick(alert, 'family_contacted', null);
    expect(body.missingToClose.map(({ item }) => item)).toContain('family_contacted');
  });

  it('a reason instead of a time of first treatment is enough; neither, or both, is refused', async () => {
    const alert = await owned(AMBER);
    const path = `/api/attendances/${alert.attendance!.id}/first-treatment`;
    expect((await nurse.post(path, {})).status).toBe(400);
    expect((await nurse.post(path, { at: TUESDAY_11.toISOString(), absentBecause: 'Not given.' })).status).toBe(400);
    const { body } = await stepped(nurse, path, { absentBecause: 'Given at home, time not known.' });
    expect(body.missingToClose.map(({ item }) => item)).not.toContain('first_treatment');
    expect(body.checklist.find(({ item }) => item === 'first_treatment')).toMatchObject({
      answer: 'not_needed',
      note: 'Given at home, time not known.',
    });
  });

  it('only the owner closes', async () => {
    const alert = await readyToClose();
    const { status, problem } = await close(other, alert);
    expect(status).toBe(422);
    expect(problem.detail).toBe('Owner: A Boyd. Only the owner of the alert can do that.');
    expect((await see(alert)).state).toBe('acknowledged');
  });

  it('what changed since it was opened is looked at first: a stale version is refused with what is there now', async () => {
    const alert = await readyToClose();
    await post(other, alert, 'liaison-entries', {
      direction: 'incoming',
      withRole: 'ward_doctor',
      result: 'spoke',
      adviceAsked: 'He is bleeding again.',
    });
    const { status, problem } = await close(nurse, alert, { version: alert.version });
    expect(status).toBe(409);
    expect(problem.current).toEqual({ version: alert.version + 1, state: 'acknowledged' });
    expect((await see(alert)).state).toBe('acknowledged');
  });

  it('of ten closes at once one counts', async () => {
    const alert = await readyToClose();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(nurse, alert, 'close', { version: alert.version, outcome: 'resolved' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
    expect(
      await app.sql(`SELECT 1 FROM alert_events WHERE alert_id = $1 AND kind = 'closed'`, [alert.id]),
    ).toHaveLength(1);
  });

  it.each(Object.entries(ALERT_OUTCOMES))('can end as “%s”', async (outcome, words) => {
    const { body } = await close(nurse, await owned(BLUE), { outcome });
    expect(body.outcome).toBe(outcome);
    expect(body.events[0]).toMatchObject({ kind: 'closed', detail: words, by: 'A Boyd' });
  });

  it('without one of the listed outcomes it does not end', async () => {
    const alert = await owned(BLUE);
    for (const outcome of ['done', '', null, undefined]) {
      const answer = await close(nurse, alert, { outcome });
      expect(answer.status).toBe(400);
      expect(answer.problem.errors).toEqual([{ field: 'outcome', message: 'Choose an outcome.' }]);
    }
    expect((await see(alert)).state).toBe('acknowledged');
  });

  it('a closed alert keeps its checklist: nothing can be taken back unseen', async () => {
    const alert = await readyToClose(RED);
    await close(nurse, alert);
    const { status, problem } = await tick(alert, 'family_contacted', null);
    expect(status).toBe(422);
    expect(problem.detail).toContain('Re-open it');
    expect((await see(alert)).missingToClose).toEqual([]);
  });

  it('can be re-opened to the last moment of 30 days, by anyone in the unit, who then owns it', async () => {
    const alert = await readyToClose();
    const { body: closed } = await close(nurse, alert);
    const ends = new Date(closed.closedAt!).getTime() + 30 * DAY;
    await app.database.setClock(new Date(ends - 60_000));
    const { status, body } = await post(other, alert, 'reopen', {
      version: closed.version,
      reason: 'Bleeding again at home.',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'acknowledged',
      outcome: null,
      closedAt: null,
      owner: { displayName: 'J Ferrars' },
    });
    expect(body.events[0]).toMatchObject({ kind: 'reopened', detail: 'Bleeding again at home.' });
  });

  it('cannot be re-opened after 30 days, nor without a reason', async () => {
    const alert = await readyToClose();
    const { body: closed } = await close(nurse, alert);
    expect((await post(nurse, alert, 'reopen', { version: closed.version, reason: ' ' })).status).toBe(400);
    await app.database.setClock(new Date(new Date(closed.closedAt!).getTime() + 30 * DAY + 1000));
    const { status, problem } = await post(nurse, alert, 'reopen', { version: closed.version, reason: 'Late.' });
    expect(status).toBe(422);
    expect(problem.detail).toContain('more than 30 days ago');
  });

  it('an alert waiting for somebody sleeps, then wakes above everything that has an owner', async () => {
    const alert = await owned(BLUE);
    const red = await owned(RED);
    const wakeAt = new Date(TUESDAY_11.getTime() + 5 * 3_600_000).toISOString();
    const slept = await post(nurse, alert, 'await', { version: alert.version, what: 'family', from: 'Mother', wakeAt });
    expect(slept.body).toMatchObject({ state: 'awaiting', awaiting: { what: 'family', from: 'Mother' } });
    const openQueue = async (): Promise<string[]> =>
      (await nurse.get<AlertQueue>('/api/alerts?view=open')).body.alerts
        .filter(({ owner }) => owner)
        .map(({ id }) => id);
    expect(await openQueue()).toContain(red.id);
    expect(await openQueue()).not.toContain(alert.id);
    await app.database.setClock(new Date(wakeAt));
    const awake = await openQueue();
    // The demo's own sleeper wakes at that hour too.
    expect(awake.indexOf(alert.id)).toBeLessThanOrEqual(1);
    expect(awake.indexOf(red.id)).toBeGreaterThan(awake.indexOf(alert.id));
    const resumed = await post(nurse, alert, 'resume', { version: slept.body.version });
    expect(resumed.body).toMatchObject({ state: 'acknowledged', awaiting: null });
  });

  it.each([
    ['in the past', '2026-03-10T10:00:00Z'],
    ['a year ahead by a slip', '2027-03-10T11:00:00Z'],
    ['at the end of time', '9999-12-31T23:59:59-12:00'],
  ])('cannot be put to sleep until %s', async (_, wakeAt) => {
    const alert = await owned(AMBER);
    const { status, problem } = await post(nurse, alert, 'await', {
      version: alert.version,
      what: 'result',
      from: 'Laboratory',
      wakeAt,
    });
    expect(status).toBe(400);
    expect(problem.errors?.map(({ field }) => field)).toEqual(['wakeAt']);
  });

  it('handed back it is nobody’s again, with the clock it always had', async () => {
    const alert = await owned(AMBER);
    const { body } = await post(nurse, alert, 'hand-back', { version: alert.version });
    expect(body).toMatchObject({
      state: 'open',
      owner: null,
      acknowledgedAt: null,
      acknowledgeBy: alert.acknowledgeBy,
    });
    expect((await post(other, alert, 'acknowledge', { version: body.version })).body.owner?.displayName).toBe(
      'J Ferrars',
    );
  });

  describe('the table of states holds over HTTP', () => {
    const STATES: AlertState[] = ['open', 'acknowledged', 'awaiting', 'closed', 'withdrawn'];
    const VERBS: Partial<Record<AlertAction, Verb>> = {
      acknowledge: 'acknowledge',
      hand_back: 'hand-back',
      await: 'await',
      resume: 'resume',
      close: 'close',
      reopen: 'reopen',
    };
    const cells = STATES.flatMap((state) =>
      ALERT_ACTIONS.filter((action) => VERBS[action]).map((action) => [state, action] as [AlertState, AlertAction]),
    );

    async function alertIn(state: AlertState): Promise<AlertDetail> {
      const { alertId } = await app.logAttendance(nurse, BLUE);
      const alert = { id: alertId };
      if (state === 'withdrawn') await app.sql(`UPDATE alerts SET state = 'withdrawn' WHERE id = $1`, [alertId]);
      if (state === 'open' || state === 'withdrawn') return see(alert);
      await post(nurse, alert, 'acknowledge', { version: 1 });
      if (state === 'awaiting')
        await post(nurse, alert, 'await', {
          version: 2,
          what: 'result',
          from: 'Laboratory',
          wakeAt: '2026-03-11T09:00:00Z',
        });
      if (state === 'closed') await close(nurse, alert);
      return see(alert);
    }

    it.each(cells)('%s, %s', async (state, action) => {
      const alert = await alertIn(state);
      expect(alert.state).toBe(state);
      const expected = afterAction(state, action);
      expect(alert.allowedActions.includes(action)).toBe(expected !== null);
      const bodies: Partial<Record<AlertAction, object>> = {
        await: { what: 'family', from: 'Father', wakeAt: '2026-03-12T09:00:00Z' },
        close: { outcome: 'resolved' },
        reopen: { reason: 'To see.' },
      };
      const answer = await post(nurse, alert, VERBS[action]!, { version: alert.version, ...bodies[action] });
      // Asking for what one owns already is no error.
      const again = action === 'acknowledge' && (state === 'acknowledged' || state === 'awaiting');
      expect(answer.status).toBe(expected !== null || again ? 200 : 422);
      expect((await see(alert)).state).toBe(expected ?? state);
    });

    it.each(['hand-back', 'await', 'resume', 'close'] as const)(
      '%s is refused to somebody who does not own the alert',
      async (verb) => {
        const alert = await alertIn(verb === 'resume' ? 'awaiting' : 'acknowledged');
        const bodies = {
          await: { what: 'family', from: 'Father', wakeAt: '2026-03-12T09:00:00Z' },
          close: { outcome: 'resolved' },
        };
        const body = { version: alert.version, ...(verb === 'await' || verb === 'close' ? bodies[verb] : {}) };
        const answer = await post(await app.signIn(DOCTOR), alert, verb, body);
        expect(answer.status).toBe(422);
        expect(answer.problem.detail).toBe('Owner: A Boyd. Only the owner of the alert can do that.');
        expect((await see(alert)).version).toBe(alert.version);
      },
    );
  });
});
