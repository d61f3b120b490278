import { randomUUID } from 'node:crypto';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { NavigationCounts } from '@shared-care/contracts/navigation/answers';
import type { RotaWeek, SwapAsk, SwapAsks } from '@shared-care/contracts/rota/answers';
import { londonInstant } from '@shared-care/domain/london-time';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import {
  ADMIN,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

const SETHI = 'n.sethi@example.org';
const ADEYEMI = 't.adeyemi@example.org';
const at = (date: string, time: string): string => londonInstant(date, time).toISOString();
/** By the demo's pattern Thursday's night is Dr N Sethi's. */
const NIGHT = { from: at('2026-03-12', '16:30'), until: at('2026-03-13', '09:00') };

describe('a swap is asked and agreed', () => {
  let app: TestApp;
  let sethi: Client;
  let adeyemi: Client;
  let adeyemiId: string;
  beforeAll(async () => {
    app = await startTestApp();
    adeyemiId = await app.user(ADEYEMI);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    await app.database.setClock(TUESDAY_11);
    await app.sql('UPDATE rota_changes SET withdrawn_at = sec.now(), withdrawn_by = made_by WHERE starts_at = $1', [
      NIGHT.from,
    ]);
    await app.sql(`UPDATE rota_swap_asks SET state = 'taken_back' WHERE state = 'asked'`);
    [sethi, adeyemi] = [await app.signIn(SETHI), await app.signIn(ADEYEMI)];
  });

  const ask = (change: object = {}, client = sethi): Promise<Answer<SwapAsks>> =>
    client.post<SwapAsks>('/api/rota/swaps', {
      id: randomUUID(),
      duty: 'on_call_registrar',
      onUserId: adeyemiId,
      ...NIGHT,
      reason: 'A wedding',
      ...change,
    });
  const asked = async (): Promise<SwapAsk> => {
    const { status, text, body } = await ask();
    expect(status, text).toBe(201);
    return body.asks.find(({ state }) => state === 'asked')!;
  };
  const act = (client: Client, { id, version }: SwapAsk, verb: string, more: object = {}): Promise<Answer<SwapAsks>> =>
    client.post<SwapAsks>(`/api/rota/swaps/${id}/${verb}`, { version, ...more });
  const seenBy = async (client: Client, { id }: SwapAsk): Promise<SwapAsk> =>
    (await client.get<SwapAsks>('/api/rota/swaps')).body.asks.find((one) => one.id === id)!;
  const registrar = async (): Promise<string[]> =>
    (await sethi.get<RotaWeek>('/api/rota?date=2026-03-12')).body.days
      .find(({ date }) => date === '2026-03-12')!
      .bands[1]!.shifts.filter(({ duty }) => duty === 'on_call_registrar')
      .map(({ name }) => name);
  /** Whom an alert of Thursday night reaches. */
  const toldAtNight = async (): Promise<string[]> => {
    await app.database.setClock(new Date(at('2026-03-12', '22:00')));
    const nurse = await app.signIn(NURSE);
    const { alertId } = await app.logAttendance(nurse, { reason: 'head_injury', bleedSite: 'head' });
    const { deliveries } = (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;
    return [...new Set(deliveries.map(({ to }) => to))].filter((name) => name !== null);
  };

  it('before it is agreed the rota and every alert stay with the one who asks', async () => {
    const wish = await asked();
    expect(await registrar()).toEqual(['Dr N Sethi']);
    expect(await seenBy(adeyemi, wish)).toMatchObject({ state: 'asked', mayAnswer: true, mayUndo: false });
    expect(await seenBy(sethi, wish)).toMatchObject({ state: 'asked', mayAnswer: false, mayUndo: true });
    expect((await adeyemi.get<NavigationCounts>('/api/navigation/counts')).body.counts.swaps).toBe(1);
    const told = await toldAtNight();
    expect(told).toContain('Dr N Sethi');
    expect(told).not.toContain('Dr T Adeyemi');
  });

  it('once it is agreed an alert of that night reaches the new person, and no longer the old one', async () => {
    const wish = await asked();
    expect((await act(adeyemi, wish, 'agree')).status).toBe(200);
    expect(await registrar()).toEqual(['Dr T Adeyemi']);
    expect(await seenBy(sethi, wish)).toMatchObject({ state: 'agreed', mayUndo: true });
    const rows = await app.sql<{ entity: string; detail: string }>(
      `SELECT entity, detail FROM audit_entries WHERE actor_id = $1 AND entity IN ('rota_change', 'rota_swap') ORDER BY id`,
      [adeyemiId],
    );
    expect(rows.map(({ entity }) => entity)).toEqual(['rota_change', 'rota_swap']);
    const told = await toldAtNight();
    expect(told).toContain('Dr T Adeyemi');
    expect(told).not.toContain('Dr N Sethi');
  });

  it.each([
    ['the asker', () => sethi, 'taken_back'],
    ['the colleague', () => adeyemi, 'asked'],
  ] as const)('%s takes an agreed swap back before the duty begins: the rota is as it was', async (_, who, state) => {
    const wish = await asked();
    await act(adeyemi, wish, 'agree');
    const back = await act(who(), await seenBy(who(), wish), 'undo');
    expect(back.status, back.text).toBe(200);
    expect(await registrar()).toEqual(['Dr N Sethi']);
    expect((await seenBy(sethi, wish)).state).toBe(state);
  });

  it('is declined with a reason that the asker reads, and the answer can be taken back', async () => {
    const wish = await asked();
    expect((await act(adeyemi, wish, 'decline', { because: '' })).status).toBe(400);
    expect((await act(adeyemi, wish, 'decline', { because: 'I am away' })).status).toBe(200);
    expect(await seenBy(sethi, wish)).toMatchObject({ state: 'declined', because: 'I am away', mayUndo: false });
    expect(await registrar()).toEqual(['Dr N Sethi']);
    expect((await act(adeyemi, await seenBy(adeyemi, wish), 'undo')).status).toBe(200);
    expect((await act(adeyemi, await seenBy(adeyemi, wish), 'agree')).status).toBe(200);
    expect(await registrar()).toEqual(['Dr T Adeyemi']);
  });

  it('is answered by the person asked alone, in the product and in the database', async () => {
    const wish = await asked();
    expect((await act(sethi, wish, 'agree')).status).toBe(422);
    for (const [who, status] of [
      [NURSE, 404],
      [ADMIN, 404],
      [STOKE_CONSULTANT, 404],
    ] as const)
      expect((await act(await app.signIn(who), wish, 'agree')).status).toBe(status);
    expect(await registrar()).toEqual(['Dr N Sethi']);
    await expect(
      app.sql(`UPDATE rota_swap_asks SET state = 'declined', answered_at = now(), because = 'x' WHERE id = $1`, [
        wish.id,
      ]),
    ).rejects.toThrow('only the person asked answers');
  });

  it('is of a duty that one holds oneself, with somebody who can hold it', async () => {
    const notMine = await ask({ onUserId: await app.user(SETHI) }, adeyemi);
    expect(notMine.status).toBe(409);
    expect(notMine.text).toContain('is not on-call registrar for all of this time');
    const wrongRole = await ask({ onUserId: await app.user(NURSE) });
    expect(wrongRole.status).toBe(400);
    expect((await ask({ onUserId: await app.user(SETHI) })).status).toBe(400);
    await asked();
    expect((await ask()).status).toBe(422);
  });

  it('is not asked of a colleague who holds the same duty then already: one nurse fewer would be there', async () => {
    const [nurse, ferrars] = [await app.signIn(NURSE), await app.user(OTHER_NURSE)];
    const mine = await app.user(NURSE);
    const shifts = (await nurse.get<RotaWeek>('/api/rota?date=2026-03-12')).body.days
      .flatMap(({ bands }) => bands.flatMap((band) => band.shifts))
      .filter((shift) => shift.duty === 'phu_nurse' && shift.from > TUESDAY_11.toISOString());
    const { from, until } = shifts.find(
      (one) => one.userId === mine && shifts.some((other) => other.userId === ferrars && other.from === one.from),
    )!;
    const duty = { duty: 'phu_nurse', onUserId: ferrars, from, until };
    const both = await ask(duty, nurse);
    expect(both.status).toBe(400);
    expect(both.text).toContain('J Ferrars is PHU nurse then already');
    const recorded = await nurse.post('/api/rota/changes', {
      kind: 'swap',
      ...duty,
      offUserId: mine,
      reason: 'A wedding',
    });
    expect(recorded.status).toBe(400);
  });

  it('is not agreed once the duty has begun', async () => {
    const wish = await asked();
    await app.database.setClock(new Date(at('2026-03-12', '18:00')));
    const late = await act(await app.signIn(ADEYEMI), wish, 'agree');
    expect(late.status).toBe(409);
    expect(late.text).toContain('has begun, so the rota stays as it is');
    const asker = await app.signIn(SETHI);
    expect(await seenBy(asker, wish)).toMatchObject({ begun: true, mayUndo: false });
    expect((await ask({}, asker)).status).toBe(400);
  });

  it('is not agreed when somebody changed the duty or the ask meanwhile', async () => {
    const wish = await asked();
    const nurse = await app.signIn(NURSE);
    const cover = { kind: 'extra_cover', duty: 'on_call_registrar', onUserId: await app.user('k.shah@example.org') };
    const other = await nurse.post('/api/rota/changes', { ...cover, ...NIGHT, reason: 'Busy night' });
    expect(other.status, other.text).toBe(200);
    const taken = await act(adeyemi, wish, 'agree');
    expect(taken.status).toBe(409);
    expect(taken.text).toContain('was put there');
    expect((await seenBy(adeyemi, wish)).state).toBe('asked');
    await act(sethi, wish, 'undo');
    const gone = await act(adeyemi, wish, 'agree');
    expect(gone.status).toBe(409);
    expect(gone.text).toContain('took this back meanwhile');
  });
});
