import { LIVE_BEAT_SECONDS, type LiveEvent } from '@shared-care/contracts/live';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStream, type Stream } from '../testing/stream';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  log,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  TUESDAY_11,
  until,
  type TestApp,
} from '../testing/test-app';
import type { Client } from '../testing/client';
import { Live } from './live';

const isBeat = (event: LiveEvent): boolean => event.kind === 'beat';
const isHint = (event: LiveEvent): boolean => event.kind === 'changed' && event.topic === 'alerts';
const LISTENERS = `FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`;

describe('an open screen hears that something changed', () => {
  let app: TestApp;
  let nurse: Client;
  /** A colleague's screen, open all the time, and two of people who may not see alerts. */
  let screen: Stream;
  let others: Stream[];
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    screen = await openStream(await app.signIn(OTHER_NURSE));
    others = await Promise.all([ADMIN, BERKSHIRE_CONSULTANT].map(async (email) => openStream(await app.signIn(email))));
    await screen.next(isBeat, 0);
  });
  afterAll(async () => {
    [screen, ...others].forEach((stream) => stream.hangUp());
    await app.stop();
  });

  it('the sixth tab of one browser is refused and no other; a tab that closes makes room', async () => {
    const client = await app.signIn(DOCTOR);
    const tabs = await Promise.all(Array.from({ length: 12 }, () => openStream(client)));
    const open = tabs.filter(({ status }) => status === 200);
    await Promise.all(tabs.filter(({ status }) => status !== 200).map(({ ended }) => ended));
    expect(tabs.map(({ status }) => status).filter((status) => status !== 200 && status !== 429)).toEqual([]);
    const beating = new Set<Stream>();
    open.forEach((stream) => void stream.next(isBeat, 0).then(() => beating.add(stream)));
    await until(async () => beating.size === 5);
    expect((await openStream(client)).status).toBe(429);
    expect((await openStream(await app.signIn(DOCTOR))).status).toBe(200);
    [...beating][0]!.hangUp();
    await until(async () => {
      const again = await openStream(client);
      return again.status === 200 && again.next(isBeat, 0);
    });
    tabs.forEach((stream) => stream.hangUp());
  });

  /** Seconds from the commit of `change` to its hint. */
  async function secondsToHint(change: () => Promise<unknown>): Promise<number> {
    const from = screen.events.length;
    await change();
    const committed = performance.now();
    await screen.next(isHint, from);
    return (performance.now() - committed) / 1000;
  }

  it('at once: a beat with the database’s clock, and nothing that a proxy may hold back', async () => {
    const asked = performance.now();
    const stream = await openStream(await app.signIn(DOCTOR));
    const beat = await stream.next(isBeat, 0);
    expect(performance.now() - asked).toBeLessThan(LIVE_BEAT_SECONDS * 1000);
    expect(stream.headers['content-type']).toContain('text/event-stream');
    expect(stream.headers['cache-control']).toMatch(/no-store|no-cache/);
    expect(stream.headers['content-encoding']).toBeUndefined();
    const now = (beat as { now: string }).now;
    expect(Math.abs(Date.parse(now) - TUESDAY_11.getTime())).toBeLessThan(600_000);
    stream.hangUp();
  });

  it('within 2 seconds of a colleague’s attendance, and of every step after it', async () => {
    let logged = { id: '', alertId: '' };
    expect(await secondsToHint(async () => (logged = await app.logAttendance(nurse)))).toBeLessThan(2);
    const acknowledge = () => nurse.post(`/api/alerts/${logged.alertId}/acknowledge`, { version: 1 });
    expect(await secondsToHint(acknowledge)).toBeLessThan(2);
    const admit = () => nurse.post(`/api/attendances/${logged.id}/move`, { state: 'admitted' });
    expect(await secondsToHint(admit)).toBeLessThan(2);
  });

  it('the same when the hint is lost: the listening connection is cut and the alert is raised in that very moment', async () => {
    const sheet = await app.attendance();
    await app.sql(`SELECT pg_terminate_backend(pid) ${LISTENERS}`);
    expect(await secondsToHint(() => log(nurse, sheet))).toBeLessThan(2);
    // And it listens again by itself.
    await until(async () => (await app.sql(`SELECT 1 ${LISTENERS}`)).length > 0);
  });

  it('the same for a change that another program made and told nobody of', async () => {
    const change = () => app.sql(`UPDATE alerts SET level = 1, version = version + 1 WHERE state = 'open'`);
    expect(await secondsToHint(change)).toBeLessThan(2);
  });

  it('the same when a sleeping alert wakes, which nobody does', async () => {
    let alertId = '';
    await secondsToHint(async () => ({ alertId } = await app.logAttendance(nurse)));
    await secondsToHint(() => nurse.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 }));
    const wakeAt = '2026-03-10T15:00:00Z';
    const sleep = { version: 2, what: 'family', from: 'Mother', wakeAt };
    await secondsToHint(() => nurse.post(`/api/alerts/${alertId}/await`, sleep));
    expect(await secondsToHint(() => app.database.setClock(new Date(wakeAt)))).toBeLessThan(2);
    await secondsToHint(() => app.database.setClock(TUESDAY_11));
  });

  it('once, with whose record it is; a colleague’s look is no change', async () => {
    const other = await app.find('Smith', 'Ava');
    const child = await app.find('Jones', 'Amelia');
    const from = screen.events.length;
    await app.logAttendance(nurse);
    await nurse.get(`/api/patients/${other}`);
    // Two rounds of the comparison: had it more to say, it would have said it.
    await screen.next(isBeat);
    const hints = screen.events.slice(from).filter(isHint);
    expect(hints.filter((hint) => 'patients' in hint && (hint.patients === null || hint.patients.length > 0))).toEqual([
      { kind: 'changed', topic: 'alerts', patients: [child] },
    ]);
  });

  it('many changes at once are told at once and then together, with every record', async () => {
    const live = app.running.nest.get(Live);
    const records = Array.from({ length: 20 }, (_, n) => `record ${n}`);
    const from = screen.events.length;
    for (const record of records) live.tell('patients', [record]);
    const named = () =>
      screen.events
        .slice(from)
        .flatMap((event) => ('patients' in event && event.topic === 'patients' ? [event.patients] : []));
    await until(() => Promise.resolve(named().flat().length === records.length));
    expect(named()).toEqual([records.slice(0, 1), records.slice(1)]);
  });

  it('says what kind of thing changed and nothing else, to everybody who listens', () => {
    for (const { events } of [screen, ...others]) {
      expect(events.filter(isHint).length).toBeGreaterThan(5);
      for (const event of events)
        expect(Object.keys(event).sort()).toEqual(
          event.kind === 'beat' ? ['kind', 'now'] : ['kind', 'patients', 'topic'],
        );
    }
  });

  it('is not for anybody who is not signed in', async () => {
    for (const method of ['GET', 'HEAD']) {
      const stream = await openStream(app.anonymous(), method);
      expect(stream.status).toBe(401);
      await stream.ended;
    }
  });

  it('ends for a user who is disabled, and for a session that is signed out; others go on', async () => {
    await app.sql(
      `INSERT INTO users (email, display_name, role, password_hash) SELECT 'leaver@example.org', 'A Leaver', 'admin', password_hash FROM users LIMIT 1`,
    );
    const leaver = await openStream(await app.signIn('leaver@example.org'));
    const goes = await app.signIn(DOCTOR);
    const gone = await openStream(goes);
    await Promise.all([leaver.next(isBeat, 0), gone.next(isBeat, 0)]);
    await app.sql(`UPDATE users SET disabled_at = now() WHERE email = 'leaver@example.org'`);
    await goes.delete('/api/session');
    const asked = performance.now();
    await Promise.all([leaver.ended, gone.ended]);
    expect(performance.now() - asked).toBeLessThan(5000);
    expect(await screen.next(isBeat)).toMatchObject({ kind: 'beat' });
  });

  it('does not keep the program from stopping', async () => {
    const other = await startTestApp();
    const streams = await Promise.all(
      [NURSE, DOCTOR, ADMIN].map(async (email) => openStream(await other.signIn(email))),
    );
    await Promise.all(streams.map((stream) => stream.next(isBeat, 0)));
    const asked = performance.now();
    await other.stop();
    expect(performance.now() - asked).toBeLessThan(5000);
    await Promise.all(streams.map(({ ended }) => ended));
  });
});
