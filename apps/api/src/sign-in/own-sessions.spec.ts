import { LIVE_BEAT_SECONDS } from '@shared-care/contracts/live';
import { UNATTENDED_HEADER } from '@shared-care/contracts/routes';
import type { SessionInfo, SessionSummary } from '@shared-care/contracts/session/answers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { openStream } from '../testing/stream';
import { DOCTOR, NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';
import { browserName } from './own-sessions';

describe('the life of a session', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const alive = async (client: Client): Promise<boolean> =>
    (await client.get('/api/session', { [UNATTENDED_HEADER]: '1' })).status === 200;

  it('ends after 30 minutes in which nobody did anything, for good', async () => {
    const nurse = await app.signIn(NURSE);
    await app.database.letMinutesPass(29.9);
    expect(await alive(nurse)).toBe(true);
    await app.database.letMinutesPass(0.2);
    expect((await nurse.get('/api/alerts')).status).toBe(401);
    await app.database.letMinutesPass(-10);
    expect(await alive(nurse)).toBe(false);
  });

  it('goes on while somebody works, until twelve hours after sign-in', async () => {
    const nurse = await app.signIn(NURSE);
    for (let minutes = 0; minutes < 11 * 60 + 50; minutes += 25) {
      expect((await nurse.get('/api/hospitals')).status).toBe(200);
      await app.database.letMinutesPass(25);
    }
    expect(await alive(nurse)).toBe(false);
  });

  it('is not kept alive by a screen that nobody touches, nor by its live stream', async () => {
    const nurse = await app.signIn(NURSE);
    await app.database.letMinutesPass(20);
    const stream = await openStream(nurse);
    await stream.next(({ kind }) => kind === 'beat', 0);
    expect((await nurse.get('/api/alerts', { [UNATTENDED_HEADER]: '1' })).status).toBe(200);
    await app.database.letMinutesPass(10.1);
    const asked = performance.now();
    await stream.ended;
    expect(performance.now() - asked).toBeLessThan(2 * LIVE_BEAT_SECONDS * 1000);
    expect(await alive(nurse)).toBe(false);
  });

  it('says when it will end, and every minute at most is written down', async () => {
    const nurse = await app.signIn(NURSE);
    const ends = async (headers = {}): Promise<number> => {
      const { body } = await nurse.get<SessionInfo>('/api/session', headers);
      expect(Date.parse(body.endsAt) - TUESDAY_11.getTime()).toBeCloseTo(12 * 3_600_000, -5);
      return (Date.parse(body.idleEndsAt) - Date.parse(body.now)) / 60_000;
    };
    expect(await ends()).toBeCloseTo(30, 0);
    await app.database.letMinutesPass(0.5);
    expect(await ends()).toBeCloseTo(29.5, 1);
    await app.database.letMinutesPass(5);
    expect(await ends({ [UNATTENDED_HEADER]: '1' })).toBeCloseTo(24.5, 1);
    expect(await ends()).toBeCloseTo(30, 1);
  });

  it('a person sees their own sessions, and ends one of them at once', async () => {
    const agent = { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' };
    await app.sql('DELETE FROM sessions');
    const here = await app.signIn(NURSE);
    const there = app.anonymous();
    await there.post('/api/session', { email: NURSE, password: 'shared care demo' }, agent);
    const { body, text } = await here.get<SessionSummary[]>('/api/sessions');
    expect(body.map(({ current, browser }) => [current, browser])).toEqual([
      [true, 'A browser'],
      [false, 'Firefox on Windows'],
    ]);
    for (const client of [here, there]) expect(text).not.toContain(/s%3A([^.]+)/.exec(client.sessionCookie!)![1]);
    expect((await here.delete(`/api/sessions/${body[1]!.id}`)).status).toBe(204);
    expect(await alive(there)).toBe(false);
    expect(await alive(here)).toBe(true);
    expect((await here.get<SessionSummary[]>('/api/sessions')).body).toHaveLength(1);
  });

  it('nobody ends another person’s session', async () => {
    const [nurse, doctor] = [await app.signIn(NURSE), await app.signIn(DOCTOR)];
    const { body } = await doctor.get<SessionSummary[]>('/api/sessions');
    expect((await nurse.delete(`/api/sessions/${body[0]!.id}`)).status).toBe(404);
    expect((await nurse.delete('/api/sessions/x')).status).toBe(404);
    expect((await app.anonymous().delete(`/api/sessions/${body[0]!.id}`)).status).toBe(401);
    expect(await alive(doctor)).toBe(true);
  });

  it('what is stored is not what a browser sends', async () => {
    const nurse = await app.signIn(NURSE);
    const sent = decodeURIComponent(nurse.sessionCookie!).split('s:')[1]!.split('.')[0]!;
    expect(await app.sql('SELECT 1 FROM sessions WHERE sid = $1', [sent])).toEqual([]);
  });

  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
      'Safari on iOS',
    ],
    ['<script>alert(1)</script>', 'A browser'],
  ])('calls %s', (agent, name) => expect(browserName(agent)).toBe(name));
});
