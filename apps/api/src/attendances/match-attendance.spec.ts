import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { match, NURSE, OTHER_NURSE, startTestApp, type TestApp, stepped } from '../testing/test-app';

describe('matching a child who was logged without a record', () => {
  let app: TestApp;
  let nurse: Client;
  let other: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, other] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE)];
  });
  afterAll(() => app.stop());

  const see = async (alertId: string): Promise<AlertDetail> =>
    (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;
  /** Matches Amelia Jones, a girl of the Horton, unless told otherwise. */
  const tryMatch = async (id: string, more: object = {}): Promise<Answer<AlertDetail>> =>
    stepped(nurse, `/api/attendances/${id}/match`, {
      patientId: await app.find('Jones', 'Amelia'),
      saidBack: ['birth_date', 'family_name'],
      ...more,
    });
  const logged = async (name: string, more: object = {}) =>
    app.logAttendance(nurse, {
      unmatched: { name, phone: '07700 900123' },
      hospitalId: await usual(),
      reason: 'head_injury',
      ...more,
    });
  const usual = async (): Promise<string> => {
    const [link] = await app.sql<{ id: string }>(
      `SELECT l.hospital_id AS id FROM shared_care_links l JOIN patients p ON p.id = l.patient_id
       WHERE p.family_name = 'Jones' AND p.given_name = 'Amelia' AND l.role = 'primary'`,
    );
    return link!.id;
  };

  it.each([[[]], [['birth_date']], [['birth_date', 'birth_date']]])(
    'is refused with %j said back: two identifiers are asked for',
    async (saidBack) => {
      const { id, alertId } = await logged('Amelia');
      const { status, problem } = await tryMatch(id, { saidBack });
      expect([status, problem.errors?.[0]?.field]).toEqual([400, 'saidBack']);
      expect((await see(alertId)).patient).toBeNull();
    },
  );

  it('what was said back stands in the history', async () => {
    const { id } = await logged('Jones, Amelia');
    const { status, body } = await tryMatch(id);
    expect(status).toBe(200);
    expect(body.events.find(({ kind }) => kind === 'matched')?.detail).toBe(
      'Was logged as “Jones, Amelia”. Said back: birth date and family name',
    );
  });

  it('a boy of about 16 from elsewhere is not her: each fact that does not fit is named, and nothing is matched', async () => {
    const { id, alertId } = await logged('Boy, Arjun, about 16', { hospitalId: await app.hospital('RXQ02') });
    const refused = await tryMatch(id);
    expect(refused.status).toBe(422);
    expect(refused.problem.errors?.map(({ field }) => field)).toEqual([
      'settledDoubts.name',
      'settledDoubts.sex',
      'settledDoubts.age',
      'settledDoubts.hospital',
    ]);
    expect(refused.problem.errors?.[1]?.message).toContain('This record is of a girl.');
    // All but one is not enough.
    expect((await tryMatch(id, { settledDoubts: ['name', 'sex', 'hospital'] })).status).toBe(422);
    expect((await see(alertId)).patient).toBeNull();

    const { body } = await tryMatch(id, { settledDoubts: ['name', 'sex', 'age', 'hospital'] });
    expect(body.patient?.familyName).toBe('Jones');
    expect(body.events.find(({ kind }) => kind === 'matched')?.detail).toContain(
      'Does not fit, and is right all the same: name, sex, age, hospital',
    );
  });

  it("what was said on the telephone, above all the caller's number, stays on the alert", async () => {
    const { id } = await logged('Jones');
    const { body } = await tryMatch(id);
    expect(body.unmatched).toBeNull();
    expect(body.asSaid).toEqual({ name: 'Jones', birthDate: null, phone: '07700 900123' });
  });

  it('is undone: the child waits for a record again, nothing that was logged is lost, and the people told before are told so', async () => {
    const { id, alertId } = await logged('Jones');
    const { body: matched } = await tryMatch(id);
    await app.sql(
      `UPDATE alert_deliveries SET state = 'sent', sent_at = sec.now() WHERE alert_id = $1 AND state = 'due'`,
      [alertId],
    );
    const undo = (body: object, client = nurse): Promise<Answer<AlertDetail>> =>
      stepped(client, `/api/attendances/${id}/unmatch`, body);

    expect((await undo({ version: matched.version, because: '' })).problem.errors?.[0]?.field).toBe('because');
    expect((await undo({ version: matched.version - 1, because: 'x' })).status).toBe(409);
    const { status, body } = await undo({ version: matched.version, because: 'It is her cousin.' }, other);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      patient: null,
      tier: 'red',
      state: 'open',
      unmatched: { name: 'Jones', phone: '07700 900123' },
      attendance: { state: 'unmatched', openAccess: 'unknown' },
    });
    expect(body.events.some(({ kind, detail }) => kind === 'match_undone' && detail === 'It is her cousin.')).toBe(
      true,
    );
    expect(body.deliveries.some(({ because }) => because.includes('not the child it was matched to'))).toBe(true);
    const [audit] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_entries WHERE detail = 'undo match' AND patient_id = $1`,
      [await app.find('Jones', 'Amelia')],
    );
    expect(audit!.n).toBe(1);

    const again = await match(nurse, id, await app.find('Okafor', 'Daniel'));
    expect(again.body.patient?.familyName).toBe('Okafor');
  });

  it('undoing keeps the tier that the other record gave: it falls only by a person', async () => {
    const { id } = await logged('Daniel', { reason: 'bleeding', bleedSite: 'mouth' });
    const matched = await match(nurse, id, await app.find('Okafor', 'Daniel'));
    expect(matched.body).toMatchObject({ tier: 'red', trigger: 'inhibitor_bleeding' });
    const { version } = matched.body;
    const { body } = await stepped(nurse, `/api/attendances/${id}/unmatch`, { version, because: 'Not he.' });
    expect(body).toMatchObject({ tier: 'red', patient: null });
  });

  it('one that was logged for the child from the start is not undone', async () => {
    const { id } = await app.logAttendance(nurse);
    const { status, problem } = await nurse.post(`/api/attendances/${id}/unmatch`, { version: 1, because: 'x' });
    expect(status).toBe(422);
    expect(problem.detail).toContain('logged for the wrong child');
  });
});
