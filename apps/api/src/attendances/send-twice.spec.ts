import { randomUUID } from 'node:crypto';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { BERKSHIRE_CONSULTANT, log, match, NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('the same attendance sent twice is logged once', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());

  it('the same key and body again is answered with the attendance of the first time', async () => {
    const [key, sheet] = [randomUUID(), await app.attendance()];
    const first = await log(nurse, sheet, key);
    const before = await app.counts();
    const second = await log(nurse, sheet, key);
    expect([first.status, second.status]).toEqual([201, 200]);
    const kept = ({
      id,
      alertId,
      reference,
      tier,
      trigger,
      triggers,
      loggedAt,
      acknowledgeBy,
      openAccess,
    }: typeof first.body): object => ({
      id,
      alertId,
      reference,
      tier,
      trigger,
      triggers,
      loggedAt,
      acknowledgeBy,
      openAccess,
    });
    expect(kept(second.body)).toEqual(kept(first.body));
    expect(await app.counts()).toEqual(before);
  });

  it('twenty copies at once make one attendance and one alert', async () => {
    const [key, sheet] = [randomUUID(), await app.attendance()];
    const before = await app.counts();
    const answers = await Promise.all(Array.from({ length: 20 }, () => log(nurse, sheet, key)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => `${body.id} ${body.alertId} ${body.reference}`)).size).toBe(1);
    const after = await app.counts();
    expect(after['attendances']).toBe(before['attendances']! + 1);
    expect(after['alerts']).toBe(before['alerts']! + 1);
    expect(after['alert_events']).toBe(before['alert_events']! + 1);
    expect(after['attendance_sources']).toBe(before['attendance_sources']! + 1);
  });

  it('the same key for another child is refused, and the refusal names the key', async () => {
    const key = randomUUID();
    await log(nurse, await app.attendance(), key);
    const before = await app.counts();
    const { status, problem } = await log(
      nurse,
      await app.attendance({ patientId: await app.find('Smith', 'Ava') }),
      key,
    );
    expect(status).toBe(422);
    expect(problem.errors).toEqual([{ field: 'Idempotency-Key', message: 'Use a new key for each attendance.' }]);
    expect(await app.counts()).toEqual(before);
  });

  it('twenty different sheets at once under one key make one attendance; the others are told', async () => {
    const key = randomUUID();
    const sheets = await Promise.all(Array.from({ length: 20 }, (_, i) => app.attendance({ note: `Sheet ${i}` })));
    const answers = await Promise.all(sheets.map((sheet) => log(nurse, sheet, key)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(422)]);
  });

  it('two people may use the same key: a key belongs to whoever sent it', async () => {
    const [key, sheet, other] = [randomUUID(), await app.attendance(), await app.signIn(OTHER_NURSE)];
    const answers = [await log(nurse, sheet, key), await log(other, sheet, key)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]!.body.id).not.toBe(answers[1]!.body.id);
  });

  it.each([
    ['no key', {}],
    ['an empty key', { [IDEMPOTENCY_HEADER]: '' }],
    ['a key that is no UUID', { [IDEMPOTENCY_HEADER]: 'save-1' }],
    ['a key of another notation', { [IDEMPOTENCY_HEADER]: '{3fa85f64-5717-4562-b3fc-2c963f66afa6}' }],
  ])('%s is refused, and the refusal names the header', async (_, headers: Record<string, string>) => {
    const before = await app.counts();
    const { status, problem } = await nurse.post('/api/attendances', await app.attendance(), headers);
    expect(status).toBe(400);
    expect(problem.errors?.[0]?.field).toBe(IDEMPOTENCY_HEADER);
    expect(await app.counts()).toEqual(before);
  });

  it('a consultant whose unmatched child was matched to another hospital’s child meanwhile is told plainly', async () => {
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    const [key, sheet] = [randomUUID(), await app.attendance({ unmatched: { name: 'Boy, perhaps Daniel' } })];
    const first = await log(consultant, sheet, key);
    await match(nurse, first.body.id, await app.find('Okafor', 'Daniel'));
    const before = await app.counts();
    const again = await log(consultant, sheet, key);
    expect(again.status).toBe(409);
    expect(again.text).not.toContain('Okafor');
    expect(await app.counts()).toEqual(before);
  });
});
