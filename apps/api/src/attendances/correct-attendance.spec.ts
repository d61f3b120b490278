import { randomUUID } from 'node:crypto';
import type { AlertDetail, AlertQueue } from '@shared-care/contracts/alerts/answers';
import type { AttendanceDraftSummary } from '@shared-care/contracts/attendances/answers';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sheetOf } from './testing/sheet';
import type { Answer, Client } from '../testing/client';
import {
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  STOKE_CONSULTANT,
  startTestApp,
  TUESDAY_11,
  type TestApp,
  stepped,
} from '../testing/test-app';

const AMBER: Partial<LogAttendance> = { reason: 'pain_joint_muscle', bleedSite: 'joint' };
const RED: Partial<LogAttendance> = { reason: 'head_injury', bleedSite: 'head' };
const DAY = 86_400_000;

describe('an attendance is taken back', () => {
  let app: TestApp;
  let nurse: Client;
  let other: Client;
  let doctor: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, other, doctor] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE), await app.signIn(DOCTOR)];
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const see = async (alertId: string): Promise<AlertDetail> =>
    (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;
  const log = (overrides: Partial<LogAttendance>) => app.logAttendance(nurse, overrides);
  const own = async (client: Client, alertId: string): Promise<void> => {
    await client.post(`/api/alerts/${alertId}/acknowledge`, { version: (await see(alertId)).version });
  };
  async function correct(
    client: Client,
    { id, alertId }: { id: string; alertId: string },
    body: object,
  ): Promise<Answer<AlertDetail>> {
    const { version } = await see(alertId);
    return stepped(client, `/api/attendances/${id}/correct`, { version, reason: 'A mistake.', ...body });
  }
  const answer = (client: Client, { correction }: AlertDetail, body: object = { answer: 'agree' }) =>
    stepped(client, `/api/corrections/${correction!.id}/answer`, body);
  const stateOf = async (id: string): Promise<string> => {
    const [row] = await app.sql<{ state: string }>('SELECT state FROM attendances WHERE id = $1', [id]);
    return row!.state;
  };
  const withdrawn = async (): Promise<string[]> =>
    (await nurse.get<AlertQueue>('/api/alerts?view=withdrawn')).body.alerts.map(({ id }) => id);

  it('cancelled while nobody owns its alert: withdrawn at once, and seen for seven days', async () => {
    const logged = await log(AMBER);
    const { body } = await correct(nurse, logged, { kind: 'cancel' });
    expect(body).toMatchObject({ state: 'withdrawn', withdrawn: { because: 'Attendance cancelled: A mistake.' } });
    expect(await stateOf(logged.id)).toBe('cancelled');
    const open = (await nurse.get<AlertQueue>('/api/alerts')).body;
    expect(open.alerts.map(({ id }) => id)).not.toContain(logged.alertId);
    expect(await withdrawn()).toContain(logged.alertId);
    const ends = TUESDAY_11.getTime() + 7 * DAY;
    await app.database.setClock(new Date(ends - 60_000));
    expect(await withdrawn()).toContain(logged.alertId);
    await app.database.setClock(new Date(ends + 60_000));
    expect(await withdrawn()).not.toContain(logged.alertId);
  });

  it('cancelled while somebody else owns it: the owner is asked, and nothing changes before they answer', async () => {
    const logged = await log(AMBER);
    await own(other, logged.alertId);
    const { body: asked } = await correct(nurse, logged, { kind: 'cancel' });
    expect(asked).toMatchObject({ state: 'acknowledged', correction: { kind: 'cancel', needs: 'owner' } });
    expect(await stateOf(logged.id)).toBe('arrived');
    for (const somebody of [nurse, doctor]) expect((await answer(somebody, asked)).status).toBe(422);
    const kept = await answer(other, asked, { answer: 'refuse', reason: 'They are back in the waiting room.' });
    expect(kept.body).toMatchObject({ state: 'acknowledged', correction: null });
    const again = await correct(nurse, logged, { kind: 'cancel' });
    expect((await answer(other, again.body)).body.state).toBe('withdrawn');
    expect(await stateOf(logged.id)).toBe('cancelled');
  });

  it('entered in error after a Red: a second person has to agree, never the same one', async () => {
    const logged = await log(RED);
    const { body: asked } = await correct(nurse, logged, { kind: 'entered_in_error' });
    expect(asked).toMatchObject({ state: 'open', correction: { needs: 'second_person', mayAgree: false } });
    expect((await answer(nurse, asked)).status).toBe(422);
    // Nor past the product's own check.
    await expect(
      app.sql(
        `UPDATE alert_corrections SET answer = 'done', answered_by = asked_by, answered_at = now() WHERE id = $1`,
        [asked.correction!.id],
      ),
    ).rejects.toThrow('alert_corrections_by_two');
    expect((await see(logged.alertId)).state).toBe('open');
    expect((await answer(other, asked)).body.state).toBe('withdrawn');
    expect(await stateOf(logged.id)).toBe('entered_in_error');
  });

  it('that an alert was Red is remembered after its tier was lowered', async () => {
    const logged = await log(RED);
    await own(doctor, logged.alertId);
    const { version } = await see(logged.alertId);
    await doctor.post(`/api/alerts/${logged.alertId}/lower-tier`, { version, tier: 'blue', reason: 'A graze.' });
    const { body } = await correct(doctor, logged, { kind: 'entered_in_error' });
    expect(body.correction).toMatchObject({ needs: 'second_person' });
  });

  it('by the person who asked it can be taken back, and by nobody else', async () => {
    const logged = await log(RED);
    const { body: asked } = await correct(nurse, logged, { kind: 'entered_in_error' });
    expect((await correct(other, logged, { kind: 'cancel' })).status).toBe(409);
    expect((await answer(other, asked, { answer: 'take_back' })).status).toBe(422);
    expect((await answer(nurse, asked, { answer: 'take_back' })).body).toMatchObject({
      state: 'open',
      correction: null,
    });
  });

  it('whoever the wrong alert had reached is told, and nobody else', async () => {
    const logged = await log(AMBER);
    await app.sql(`DELETE FROM alert_deliveries WHERE alert_id = $1`, [logged.alertId]);
    for (const [email, state] of [
      [NURSE, 'sent'],
      [OTHER_NURSE, 'due'],
    ])
      await app.sql(
        `INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because, state, sent_at)
         SELECT $1, 0, 0, 'email', id, 'test', $3, sec.now() FROM users WHERE email = $2`,
        [logged.alertId, email, state],
      );
    const { body } = await correct(nurse, logged, { kind: 'entered_in_error' });
    const again = body.deliveries.filter(({ round }) => round === 1);
    expect(again.map(({ to, channel }) => `${to} ${channel}`).sort()).toEqual(['A Boyd email', 'A Boyd in_app']);
  });

  it('a stale page changes nothing', async () => {
    const logged = await log(AMBER);
    await own(other, logged.alertId);
    const { status, problem } = await stepped(nurse, `/api/attendances/${logged.id}/correct`, {
      version: 1,
      kind: 'cancel',
      reason: 'Looked at an old page.',
    });
    expect([status, problem.current]).toEqual([409, { version: 2, state: 'acknowledged' }]);
  });

  describe('when it is another child’s', () => {
    const page = async (client: Client, id: string): Promise<PatientPage> =>
      (await client.get<PatientPage>(`/api/patients/${id}`)).body;

    it('it moves with its alert; both records show it, and both audit lists', async () => {
      const [from, to] = [await app.find('Jones', 'Amelia'), await app.find('Okafor', 'Daniel')];
      const logged = await log({ ...AMBER, patientId: from });
      const { body } = await correct(nurse, logged, {
        kind: 'wrong_patient',
        toPatientId: to,
        reason: 'It was Daniel.',
      });
      expect(body).toMatchObject({ patient: { id: to }, state: 'open', tier: 'red' });
      const wrong = await page(nurse, from);
      expect(wrong.attendances.map(({ id }) => id)).not.toContain(logged.id);
      expect(wrong.movedAway[0]).toMatchObject({ movedBy: 'A Boyd', reference: body.reference });
      expect((await page(nurse, to)).attendances.find(({ id }) => id === logged.id)).toMatchObject({ movedHere: true });
      const audited = await app.sql<{ patient_id: string }>(
        `SELECT patient_id FROM audit_entries WHERE entity_id = $1 AND detail LIKE 'moved %' ORDER BY id`,
        [logged.id],
      );
      expect(audited.map(({ patient_id }) => patient_id)).toEqual([from, to]);
    });

    it('a consultant of the wrong child reads that it went, and nothing of the right one', async () => {
      const [from, to] = [await app.find('Smith', 'Ava'), await app.find('Okafor', 'Daniel')];
      const logged = await log({ ...AMBER, patientId: from });
      await correct(nurse, logged, { kind: 'wrong_patient', toPatientId: to, reason: 'It was Daniel Okafor.' });
      const seen = await page(await app.signIn(BERKSHIRE_CONSULTANT), from);
      expect(seen.movedAway.length).toBeGreaterThan(0);
      expect(JSON.stringify(seen)).not.toMatch(/Okafor|Daniel/);
      const theirs = await page(await app.signIn(STOKE_CONSULTANT), to);
      expect(theirs.attendances.map(({ id }) => id)).toContain(logged.id);
    });

    it('after a Red a second person has to agree', async () => {
      const logged = await log({ ...RED, patientId: await app.find('Jones', 'Amelia') });
      const to = await app.find('Okafor', 'Daniel');
      const { body: asked } = await correct(nurse, logged, { kind: 'wrong_patient', toPatientId: to });
      expect(asked.correction).toMatchObject({ needs: 'second_person', toPatient: { id: to } });
      expect(asked.patient?.id).not.toBe(to);
      expect((await answer(other, asked)).body.patient?.id).toBe(to);
    });

    it.each([
      ['the same child', async () => app.find('Jones', 'Amelia'), 400],
      ['nobody', () => Promise.resolve(randomUUID()), 404],
    ])('it cannot be moved to %s', async (_who, to, status) => {
      const logged = await log({ ...AMBER, patientId: await app.find('Jones', 'Amelia') });
      const refused = await correct(nurse, logged, { kind: 'wrong_patient', toPatientId: await to() });
      expect(refused.status).toBe(status);
    });
  });

  describe('a sheet that is not saved yet', () => {
    const draftOf = async (child: [string, string] = ['Jones', 'Amelia']) => ({
      id: randomUUID(),
      sheet: sheetOf(await app.find(...child), await app.hospital('RD816')),
      sent: null,
    });
    const list = async (client = nurse): Promise<AttendanceDraftSummary[]> =>
      (await client.get<AttendanceDraftSummary[]>('/api/attendance-drafts')).body;

    it('is kept for whoever typed it, with the child, and gone after 24 hours', async () => {
      const draft = await draftOf();
      await nurse.post('/api/attendance-drafts', draft);
      await nurse.post('/api/attendance-drafts', draft);
      const found = (await list()).filter(({ id }) => id === draft.id);
      expect(found).toMatchObject([{ sheet: draft.sheet, child: { patient: { familyName: 'Jones' } } }]);
      expect((await list(other)).map(({ id }) => id)).not.toContain(draft.id);
      await app.database.setClock(new Date(TUESDAY_11.getTime() + DAY + 60_000));
      expect(await list()).toEqual([]);
      // The next one saved, by anybody, removes it from the database.
      await other.post('/api/attendance-drafts', { ...draft, id: randomUUID() });
      expect(await app.sql('SELECT 1 FROM attendance_drafts WHERE id = $1', [draft.id])).toEqual([]);
    });

    it('is counted on Today, and discarded when it is finished', async () => {
      const draft = await draftOf();
      await nurse.post('/api/attendance-drafts', draft);
      const count = async (): Promise<number> =>
        (await nurse.get<AlertQueue>('/api/alerts')).body.counts.unfinishedLogs;
      const before = await count();
      expect((await nurse.delete(`/api/attendance-drafts/${draft.id}`)).status).toBe(204);
      expect(await count()).toBe(before - 1);
      expect((await nurse.delete(`/api/attendance-drafts/${draft.id}`)).status).toBe(204);
    });

    it('is gone once it is logged, and a late save does not bring it back', async () => {
      const draft = await draftOf();
      await nurse.post('/api/attendance-drafts', draft);
      const logged = await nurse.post('/api/attendances', await app.attendance(AMBER), { 'Idempotency-Key': draft.id });
      expect(logged.status).toBe(201);
      expect((await list()).map(({ id }) => id)).not.toContain(draft.id);
      expect((await nurse.post('/api/attendance-drafts', draft)).status).toBe(422);
    });

    it('about a child who is not theirs cannot be kept', async () => {
      const consultant = await app.signIn(STOKE_CONSULTANT);
      expect((await consultant.post('/api/attendance-drafts', await draftOf(['Smith', 'Ava']))).status).toBe(404);
      expect((await consultant.post('/api/attendance-drafts', await draftOf(['Okafor', 'Daniel']))).status).toBe(200);
    });
  });
});
