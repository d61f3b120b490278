import { randomUUID } from 'node:crypto';
import type { CheckedContact, ListedContact, VerificationRound } from '@shared-care/contracts/contacts/answers';
import type { HospitalPage } from '@shared-care/contracts/hospitals/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, DOCTOR, NURSE, OTHER_ADMIN, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('a number to which calls fail', () => {
  let app: TestApp;
  let nurse: Client;
  let other: Client;
  let admin: Client;
  let hospitalId: string;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, other, admin] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE), await app.signIn(ADMIN)];
    hospitalId = await app.hospital('RHW01');
  });
  afterAll(() => app.stop());

  const contact = async (purpose: string): Promise<ListedContact> =>
    (await nurse.get<HospitalPage>(`/api/hospitals/${hospitalId}`)).body.contacts.find(
      (each) => each.purpose === purpose,
    )!;
  const check = async (purpose: string, outcome: string): Promise<ListedContact> => {
    const { id, version } = await contact(purpose);
    const { body, status } = await nurse.post<CheckedContact>(`/api/contacts/${id}/checks`, {
      id: randomUUID(),
      version,
      outcome,
    });
    expect(status).toBe(200);
    return body.contact;
  };
  const own = (client: Client, { id, stale }: ListedContact, mine = true) =>
    client.post<ListedContact>(`/api/contacts/${id}/owner`, { version: stale?.version ?? 1, mine });
  const ended = async (id: string) =>
    (
      await app.sql<{ because: string }>(
        'SELECT ended_because AS because FROM stale_numbers WHERE contact_id = $1 ORDER BY opened_at DESC, id LIMIT 1',
        [id],
      )
    )[0]?.because ?? null;

  it('is work that somebody owns, until it was rung and is right', async () => {
    expect((await check('ward', 'no_answer')).stale).toBeNull();
    const opened = await check('ward', 'no_answer');
    expect(opened.stale).toMatchObject({ owner: null, version: 1 });
    const listed = (await nurse.get<VerificationRound>('/api/contacts/to-verify')).body.contacts;
    expect(listed.find((each) => each.contact.id === opened.id)?.contact.stale).toEqual(opened.stale);
    // A third call that fails opens no second piece of work.
    expect((await check('ward', 'no_answer')).stale).toEqual(opened.stale);

    const taken = await own(nurse, opened);
    expect(taken.body.stale?.owner?.displayName).toBe('A Boyd');
    const late = await own(other, opened);
    expect(late.status).toBe(409);
    expect(late.problem.detail).toContain('A Boyd');
    const over = await own(other, taken.body);
    expect(over.body.stale?.owner?.displayName).toBe('J Ferrars');
    expect((await own(other, over.body, false)).body.stale?.owner).toBeNull();
    expect((await own(await app.signIn(DOCTOR), over.body)).status).toBe(404);

    expect((await check('ward', 'correct')).stale).toBeNull();
    expect(await ended(opened.id)).toBe('confirmed');
    expect((await own(nurse, opened)).status).toBe(409);
    const rows = await app.sql<{ detail: string }>(
      `SELECT detail FROM audit_entries WHERE entity = 'stale_number' ORDER BY id`,
    );
    expect(rows.map(({ detail }) => detail)).toEqual(['taken', 'taken', 'given back']);
  });

  it('is work until it is changed, or given up', async () => {
    const opened = await check('switchboard', 'wrong_number');
    const { purpose, unitId, label, extension, bleep, hours, email, onPublicList } = opened;
    const becomes = { purpose, unitId, label, phone: '01632 960778', extension, bleep, hours, email, onPublicList };
    const settle = async (change: object): Promise<void> => {
      const { id, version } = await contact('switchboard');
      const proposed = await nurse.post<HospitalPage>(`/api/contacts/${id}/changes`, {
        version,
        because: 'Rang.',
        ...change,
      });
      const waiting = proposed.body.changes.find(({ state }) => state === 'waiting')!;
      const done = await (
        await app.signIn(OTHER_ADMIN)
      ).post(`/api/contact-changes/${waiting.id}/confirm`, {
        version: waiting.version,
        spokeTo: 'The operator',
      });
      expect(done.status, done.text).toBe(200);
    };
    await settle({ becomes });
    expect(await ended(opened.id)).toBe('changed');
    expect((await contact('switchboard')).stale).toBeNull();
    expect((await check('switchboard', 'wrong_number')).stale).not.toBeNull();
    await settle({ becomes: null });
    expect(await ended(opened.id)).toBe('given_up');
  });

  it('says what hangs on it: arrangements, letters, cards, plans and links', async () => {
    const ed = await contact('ed');
    const [links] = await app.sql<{ count: number }>(
      `SELECT count(*)::int FROM shared_care_links WHERE hospital_id = $1 AND valid_from <= sec.now() AND (valid_to IS NULL OR valid_to > sec.now())`,
      [hospitalId],
    );
    expect(ed.touches).toMatchObject({ links: links!.count, plans: 0, cards: 0 });
    expect(links!.count).toBeGreaterThan(0);
    const ours = (await admin.get<HospitalPage>(`/api/hospitals/${await app.hospital('RTH08')}`)).body.contacts.find(
      ({ purpose }) => purpose === 'phu_nurses',
    )!;
    const before = ours.touches!;
    const letter = { recipient: 'family', patientId: await app.find('Smith', 'Ava') };
    for (const kind of ['emergency_card', 'school'])
      await nurse.post('/api/letters', { ...letter, kind }, { 'Idempotency-Key': randomUUID() });
    await app.sql(`ALTER TABLE emergency_plans DISABLE TRIGGER USER`);
    await app.sql(
      `UPDATE emergency_plans SET sections = jsonb_set(sections, '{firstSteps}', '"Ring 01632-960123 first."')
       WHERE patient_id = $1 AND state = 'approved'`,
      [letter.patientId],
    );
    await app.sql(`ALTER TABLE emergency_plans ENABLE TRIGGER USER`);
    const after = (await admin.get<HospitalPage>(`/api/hospitals/${await app.hospital('RTH08')}`)).body.contacts.find(
      ({ purpose }) => purpose === 'phu_nurses',
    )!.touches!;
    expect(after).toEqual({ ...before, letters: before.letters + 1, cards: before.cards + 1, plans: before.plans + 1 });
  });
});
