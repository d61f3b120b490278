import type { AlertDetail, AlertInQueue, AlertQueue } from '@shared-care/contracts/alerts/answers';
import { ALERT_VIEWS, ALERTS_ON_A_PAGE, type AlertView } from '@shared-care/contracts/alerts/shapes';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import { ALERT_GROUPS, alertGroup, type AlertGroup } from '@shared-care/domain/alert-groups';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { match, NURSE, OTHER_NURSE, startTestApp, TUESDAY_11, type TestApp, stepped } from '../testing/test-app';

describe('the list of alerts', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const list = async (view?: AlertView, client = nurse): Promise<AlertQueue> =>
    (await client.get<AlertQueue>(`/api/alerts${view ? `?view=${view}` : ''}`)).body;
  /** Puts what was closed so far into the past of every clock set below. */
  const longAgo = () => app.sql(`UPDATE alerts SET closed_at = '2025-12-01' WHERE state = 'closed'`);
  const ONCE = () => ({ 'Idempotency-Key': crypto.randomUUID() });
  const CALL = {
    direction: 'outgoing',
    withRole: 'ward_nurse',
    result: 'spoke',
    adviceGiven: 'Follow the emergency plan.',
  };
  const BLUE: Partial<LogAttendance> = { reason: 'planned_treatment', bleedSite: null };
  async function closed(client = nurse): Promise<AlertDetail> {
    const { alertId } = await app.logAttendance(nurse, BLUE);
    await client.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 });
    return (await stepped(client, `/api/alerts/${alertId}/close`, { version: 2, outcome: 'resolved' })).body;
  }

  it('stands in the order of urgency: nobody’s first, red before amber before blue, then by what runs out first', async () => {
    for (const [reason, bleedSite] of [
      ['planned_treatment', null],
      ['head_injury', 'head'],
      ['pain_joint_muscle', 'joint'],
      ['head_injury', 'head'],
    ] as const)
      await app.logAttendance(nurse, { reason, bleedSite });
    const first = await app.logAttendance(nurse, { reason: 'head_injury', bleedSite: 'head' });
    await nurse.post(`/api/alerts/${first.alertId}/acknowledge`, { version: 1 });
    const { alerts } = await list();
    const key = (one: AlertInQueue): string =>
      [
        one.state === 'open' ? 0 : 1,
        ['red', 'amber', 'blue'].indexOf(one.tier),
        new Date(one.acknowledgeBy).toISOString(),
      ].join(' ');
    expect(alerts.map(key)).toEqual(alerts.map(key).sort());
    expect(alerts.length).toBeGreaterThan(8);
    expect(alerts[0]).toMatchObject({ tier: 'red', state: 'open' });
  });

  it('each view holds what it says, and its count is the number of its rows', async () => {
    await closed();
    const slept = await app.logAttendance(nurse, BLUE);
    await nurse.post(`/api/alerts/${slept.alertId}/acknowledge`, { version: 1 });
    await nurse.post(`/api/alerts/${slept.alertId}/await`, {
      version: 2,
      what: 'result',
      from: 'Laboratory',
      wakeAt: '2026-03-10T15:00:00Z',
    });
    for (const at of [TUESDAY_11, new Date('2026-03-10T15:00:01Z')]) {
      await app.database.setClock(at);
      for (const client of [nurse, await app.signIn(OTHER_NURSE)]) {
        for (const view of ALERT_VIEWS) {
          const { alerts, counts } = await list(view, client);
          expect(counts[view], view).toBe(alerts.length);
        }
      }
    }
    const [me, now] = [await app.user(NURSE), Date.parse((await list()).now)];
    const is: Record<AlertView, (one: AlertInQueue) => boolean> = {
      running: ({ state }) => ['open', 'acknowledged', 'awaiting'].includes(state),
      open: ({ state, awaiting }) =>
        ['open', 'acknowledged'].includes(state) || (state === 'awaiting' && Date.parse(awaiting!.wakeAt) <= now),
      mine: ({ state, owner }) => owner?.id === me && ['acknowledged', 'awaiting'].includes(state),
      awaiting: ({ state }) => state === 'awaiting',
      closed_today: ({ state }) => state === 'closed',
      withdrawn: ({ state, withdrawn }) => state === 'withdrawn' && now - Date.parse(withdrawn!.at) < 7 * 86_400_000,
    };
    for (const view of ALERT_VIEWS) {
      const { alerts } = await list(view);
      expect(alerts.length, view).toBeGreaterThan(0);
      expect(
        alerts.filter((one) => !is[view](one)),
        view,
      ).toEqual([]);
    }
  });

  it('a next contact lifts its alert when it is due, and every running alert is counted in one group', async () => {
    const contact = '2026-03-10T13:00:00Z';
    const { alertId } = await app.logAttendance(nurse, BLUE);
    await nurse.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 });
    const call = { ...CALL, nextContactAt: contact };
    const rung = await stepped(nurse, `/api/alerts/${alertId}/liaison-entries`, call, ONCE());
    expect(rung.body.nextContactAt).toBe(contact.replace('Z', '.000Z'));
    const { alertId: asleep } = await app.logAttendance(nurse, BLUE);
    await nurse.post(`/api/alerts/${asleep}/acknowledge`, { version: 1 });
    const { body } = await stepped(nurse, `/api/alerts/${asleep}/liaison-entries`, call, ONCE());
    const sleep = { version: body.version, what: 'result', from: 'Laboratory', wakeAt: '2026-03-11T15:00:00Z' };
    await nurse.post(`/api/alerts/${asleep}/await`, sleep);

    const owned = async (): Promise<string[]> =>
      (await list('running')).alerts.filter(({ owner }) => owner !== null).map(({ id }) => id);
    const sizes = async (client: Client, who: string): Promise<Record<AlertGroup, number>> => {
      const { alerts, counts, now } = await list('running', client);
      const me = await app.user(who);
      for (const group of ALERT_GROUPS)
        expect(counts[group], group).toBe(alerts.filter((one) => alertGroup(one, me, new Date(now)) === group).length);
      expect(counts.running).toBe(alerts.length);
      return counts;
    };
    expect((await owned()).indexOf(alertId)).toBeGreaterThan(1);
    const before = await sizes(nurse, NURSE);
    await sizes(await app.signIn(OTHER_NURSE), OTHER_NURSE);

    await app.database.setClock(new Date(contact));
    expect((await owned()).slice(0, 2).sort()).toEqual([alertId, asleep].sort());
    const due = await sizes(nurse, NURSE);
    expect([due.waiting, due.yours]).toEqual([before.waiting - 1, before.yours + 1]);
    expect((await sizes(await app.signIn(OTHER_NURSE), OTHER_NURSE)).yours).toBeLessThan(due.yours);

    // Another call settles it, whatever it agrees on.
    await nurse.post(`/api/alerts/${alertId}/liaison-entries`, CALL, ONCE());
    expect((await list('running')).alerts.find(({ id }) => id === alertId)?.nextContactAt).toBeNull();
  });

  it('an alert with a next contact closes only when it is said what came of it', async () => {
    const { alertId } = await app.logAttendance(nurse, BLUE);
    await nurse.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 });
    const call = { ...CALL, nextContactAt: '2026-03-10T13:00:00Z' };
    const { body } = await stepped(nurse, `/api/alerts/${alertId}/liaison-entries`, call, ONCE());
    const close = (more: object) =>
      stepped(nurse, `/api/alerts/${alertId}/close`, { version: body.version, outcome: 'resolved', ...more });
    const refused = await close({});
    expect(refused.status).toBe(422);
    expect(refused.problem.errors).toEqual([
      { field: 'nextContact', message: expect.stringContaining('agreed for 10-Mar-2026 13:00') as string },
    ]);
    const closed = await close({ nextContact: 'not_needed' });
    expect(closed.body).toMatchObject({ state: 'closed', closedBy: 'A Boyd' });
    expect(closed.body.events[0]?.detail).toContain('The next contact of 10-Mar-2026 13:00 is not needed');
  });

  it('the badge counts red and amber that nobody owns, and the unmatched are counted', async () => {
    const { counts } = await list();
    const [expected] = await app.sql(
      `SELECT count(*) FILTER (WHERE al.state = 'open' AND al.tier IN ('red', 'amber'))::int AS "needsOwner",
              count(*) FILTER (WHERE a.state = 'unmatched' AND al.state NOT IN ('closed', 'withdrawn'))::int AS unmatched
       FROM alerts al JOIN attendances a ON a.id = al.attendance_id`,
    );
    expect({ needsOwner: counts.needsOwner, unmatched: counts.unmatched }).toEqual(expected);
  });

  it('comes by pages, each with the true numbers of all', async () => {
    const first = await list();
    const second = (await nurse.get<AlertQueue>('/api/alerts?view=open&page=2')).body;
    expect(first.alerts).toHaveLength(Math.min(ALERTS_ON_A_PAGE, first.counts.open));
    expect(second.alerts).toEqual([]);
    expect(second.counts).toEqual(first.counts);
    expect((await nurse.get('/api/alerts?page=0')).status).toBe(400);
  });

  it('closed today: latest first, whatever their tier', async () => {
    await longAgo();
    await app.database.setClock(new Date('2026-03-12T10:00:00Z'));
    const ids: string[] = [];
    for (const minutes of [0, 10, 20]) {
      await app.database.setClock(new Date(Date.parse('2026-03-12T10:00:00Z') + minutes * 60_000));
      ids.unshift((await closed()).id);
    }
    await app.sql(`UPDATE alerts SET tier = 'red' WHERE id = $1`, [ids[2]]);
    expect((await list('closed_today')).alerts.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['in winter', '2026-01-20T23:59:30Z', '2026-01-21T00:00:05Z'],
    ['in summer, an hour before midnight UTC', '2026-07-14T22:59:30Z', '2026-07-14T23:00:05Z'],
    ['on the night before the clocks go forward', '2026-03-28T23:59:30Z', '2026-03-29T00:00:05Z'],
    ['on the day of 23 hours', '2026-03-29T22:59:30Z', '2026-03-29T23:00:05Z'],
    ['on the night before the clocks go back', '2026-10-24T22:59:30Z', '2026-10-24T23:00:05Z'],
    ['on the day of 25 hours', '2026-10-25T23:59:30Z', '2026-10-26T00:00:05Z'],
  ])('“closed today” ends at midnight in London: %s', async (_, before, after) => {
    await longAgo();
    await app.database.setClock(new Date(before));
    const last = await closed();
    expect((await list('closed_today')).alerts.map(({ id }) => id)).toContain(last.id);
    await app.database.setClock(new Date(after));
    const next = await list('closed_today');
    expect(next.alerts).toEqual([]);
    expect(next.counts.closed_today).toBe(0);
  });

  it('the day of 25 hours is shown and counted whole', async () => {
    await longAgo();
    await app.database.setClock(new Date('2026-10-24T23:00:10Z'));
    const first = await closed();
    await app.database.setClock(new Date('2026-10-25T23:59:50Z'));
    const { alerts, counts } = await list('closed_today');
    expect(alerts.map(({ id }) => id)).toEqual([first.id]);
    expect(counts.closed_today).toBe(1);
  });

  describe('a tier rises by itself and never falls', () => {
    const see = async (id: string): Promise<AlertDetail> => (await nurse.get<AlertDetail>(`/api/alerts/${id}`)).body;

    it('admission lifts blue to amber, says so, and brings the deadline forward', async () => {
      const { id, alertId, acknowledgeBy } = await app.logAttendance(nurse, BLUE);
      const { body } = await stepped(nurse, `/api/attendances/${id}/move`, { state: 'admitted' });
      expect(body).toMatchObject({ tier: 'amber', trigger: 'admitted_or_transferred' });
      expect(Date.parse(body.acknowledgeBy)).toBeLessThan(Date.parse(acknowledgeBy));
      expect(body.events[0]).toMatchObject({ kind: 'tier_raised', detail: 'Amber: admitted or transferred' });
      expect((await see(alertId)).attendance?.state).toBe('admitted');
    });

    it('admission does not lower red, nor does leaving lower anything', async () => {
      const { id, alertId } = await app.logAttendance(nurse, { reason: 'head_injury', bleedSite: 'head' });
      for (const state of ['in_department', 'admitted', 'transferred', 'left'])
        await nurse.post(`/api/attendances/${id}/move`, { state });
      expect(await see(alertId)).toMatchObject({ tier: 'red', trigger: 'head_injury', attendance: { state: 'left' } });
    });

    it('a closed alert stays as it ended when the child is admitted later', async () => {
      const alert = await closed();
      await nurse.post(`/api/attendances/${alert.attendance!.id}/move`, { state: 'admitted' });
      expect(await see(alert.id)).toMatchObject({ tier: 'blue', state: 'closed' });
    });

    it.each<[string, [string, string], Partial<LogAttendance>, string]>([
      ['bleeding, and it is a child with an inhibitor', ['Okafor', 'Daniel'], {}, 'red inhibitor_bleeding'],
      [
        'aPCC mentioned, and it is a child on emicizumab',
        ['Evans', 'Harri'],
        { reason: 'other', bleedSite: null, apccMentioned: true },
        'red apcc_mentioned',
      ],
      [
        'reported late but still unwell, and it is a child with an inhibitor',
        ['Okafor', 'Daniel'],
        {
          arrivedMinutesAgo: null,
          arrivedAt: '2026-03-07T10:00:00Z',
          leftAt: '2026-03-07T12:00:00Z',
          stillUnwell: true,
        },
        'red inhibitor_bleeding',
      ],
    ])('matching lifts: %s', async (_, child, overrides, expected) => {
      const { id, tier } = await app.logAttendance(nurse, { unmatched: { name: 'A child' }, ...overrides });
      expect(tier).toBe('amber');
      const { body } = await match(nurse, id, await app.find(...child));
      expect(`${body.tier} ${body.trigger}`).toBe(expected);
      expect(body.patient?.familyName).toBe(child[0]);
      expect(body.unmatched).toBeNull();
      expect(body.attendance?.openAccess).not.toBe('unknown');
    });

    it('matching at the same tier gives the reason found instead of "not matched"', async () => {
      const circumstances = { reason: 'line_site' as const, hospitalId: await app.hospital('RHW01') };
      const { id, trigger } = await app.logAttendance(nurse, { unmatched: { name: 'A child' }, ...circumstances });
      expect(trigger).toBe('unmatched');
      const patientId = await app.find('Ferreira', 'João');
      const { body } = await match(nurse, id, patientId);
      expect(body).toMatchObject({ tier: 'amber', trigger: 'bleeding_disorder_problem' });
    });

    it('matching to a child whose visit would be blue leaves it amber', async () => {
      const circumstances = {
        hospitalId: await app.hospital('RN541'),
        reason: 'unrelated_illness',
        bleedSite: null,
      } as const;
      const patientId = await app.find('Walker', 'Theo');
      const { id, alertId } = await app.logAttendance(nurse, { unmatched: { name: 'A child' }, ...circumstances });
      await match(nurse, id, patientId);
      expect((await see(alertId)).tier).toBe('amber');
    });

    it('red for want of treatment stays red when the child is treated and then admitted', async () => {
      const { id, alertId, trigger } = await app.logAttendance(nurse, { arrivedMinutesAgo: 40 });
      expect(trigger).toBe('no_treatment_30_min');
      await nurse.post(`/api/attendances/${id}/first-treatment`, { at: TUESDAY_11.toISOString() });
      await nurse.post(`/api/attendances/${id}/move`, { state: 'admitted' });
      expect(await see(alertId)).toMatchObject({ tier: 'red', trigger: 'no_treatment_30_min' });
    });

    it('an admitted child stays admitted when matched', async () => {
      const { id } = await app.logAttendance(nurse, { unmatched: { name: 'A child' }, admittedOrTransferred: true });
      const { body } = await match(nurse, id, await app.find('Davies', 'Osian'));
      expect(body.attendance?.state).toBe('admitted');
    });

    it('a child matched once is not matched again by ten who try at once', async () => {
      const { id } = await app.logAttendance(nurse, { unmatched: { name: 'A child' } });
      const children = await Promise.all([app.find('Davies', 'Osian'), app.find('Evans', 'Harri')]);
      const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => match(nurse, id, children[n % 2]!)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(422)]);
    });

    it('an unmatched child is matched before anything else is said of where they are', async () => {
      const { id } = await app.logAttendance(nurse, { unmatched: { name: 'A child' } });
      expect((await nurse.post(`/api/attendances/${id}/move`, { state: 'admitted' })).status).toBe(422);
    });
  });
});
