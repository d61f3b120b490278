import type { HospitalDirectory } from '@shared-care/contracts/hospitals/answers';
import type { SignInPage } from '@shared-care/contracts/session/answers';
import type { UnitPage } from '@shared-care/contracts/unit/answers';
import { beginUnit } from '@shared-care/database/begin-unit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_ADMIN,
  startTestApp,
  testConfig,
  type TestApp,
} from '../testing/test-app';

describe('what the unit says of itself', () => {
  let app: TestApp;
  let relay: MailRelay;
  let admin: Client;
  let other: Client;
  beforeAll(async () => {
    relay = await startMailRelay();
    app = await startTestApp({ mail: { ...testConfig().mail, smtpUrl: relay.url } });
    admin = await app.signIn(ADMIN);
    other = await app.signIn(OTHER_ADMIN);
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });

  const page = async (): Promise<UnitPage> => (await admin.get<UnitPage>('/api/unit')).body;
  const propose = async (client: Client, body: object) =>
    client.post<UnitPage>('/api/unit/changes', { version: (await page()).facts.version, ...body });
  const printed = async (): Promise<string> =>
    (await app.anonymous().get<SignInPage>('/api/sign-in-page')).body.unitName;
  /** An installation of the first hour: nothing is known, as the owner of the database leaves it. */
  const forget = async (): Promise<void> => {
    await app.sql(`DELETE FROM unit_changes`);
    await app.sql(`UPDATE unit SET hospital_id = NULL, name = NULL, sender_name = NULL, sender_address = NULL`);
    await app.sql(`UPDATE hospitals SET network_role = 'other' WHERE network_role = 'hub'`);
  };

  it('comes from the demo by the same door, and stands on the sign-in page', async () => {
    expect((await page()).facts).toMatchObject({
      hospital: { odsCode: 'RTH08' },
      name: 'Riverside PHU',
      sender: { name: 'Shared Care', address: 'shared-care@example.org' },
    });
    expect(await printed()).toBe('Riverside PHU');
  });

  it('is for admins alone', async () => {
    for (const email of [NURSE, DOCTOR, BERKSHIRE_CONSULTANT]) {
      const client = await app.signIn(email);
      expect((await client.get('/api/unit')).status).toBe(404);
      expect((await client.post('/api/unit/changes', { what: 'name', version: 1, name: 'Mine' })).status).toBe(404);
    }
  });

  it('a name that stands changes when another admin confirms, and not before', async () => {
    const unreasoned = await propose(admin, { what: 'name', name: 'Thames PHU' });
    expect(unreasoned.status).toBe(400);
    expect(unreasoned.text).toContain('reason');
    const { body } = await propose(admin, { what: 'name', name: 'Thames PHU', reason: 'The trusts merged.' });
    const [change] = body.changes;
    expect(change).toMatchObject({ what: 'name', was: 'Riverside PHU', becomes: 'Thames PHU', state: 'waiting' });
    expect(await printed()).toBe('Riverside PHU');

    const decide = (client: Client, version: number) =>
      client.post<UnitPage>(`/api/unit-changes/${change!.id}/decide`, { version, accept: true });
    expect((await decide(admin, 1)).status).toBe(422);
    // Whatever the program believes.
    await expect(
      app.sql(
        `UPDATE unit_changes SET state = 'done', decided_by = proposed_by, decided_at = sec.now() WHERE id = $1`,
        [change!.id],
      ),
    ).rejects.toThrow('unit_changes_by_two');
    const second = await propose(other, { what: 'name', name: 'Chiltern PHU', reason: 'Another thought.' });
    expect(second.status).toBe(409);
    expect((await decide(other, 7)).status).toBe(409);
    const confirmed = await decide(other, 1);
    expect(confirmed.body.facts.name).toBe('Thames PHU');
    expect(confirmed.body.changes[0]).toMatchObject({ state: 'done', decidedBy: { displayName: 'R Quist' } });
    expect(await printed()).toBe('Thames PHU');
    expect((await decide(other, 2)).status).toBe(409);
  });

  it('a change seen on a page that is out of date is refused with what stands now', async () => {
    const answer = await propose(admin, { what: 'name', name: 'Late PHU', reason: 'Seen earlier.', version: 1 });
    expect(answer.status).toBe(409);
    expect((answer.body as unknown as { current: { name: string } }).current.name).toBe('Thames PHU');
  });

  it('whoever proposed takes it back', async () => {
    const { body } = await propose(admin, { what: 'name', name: 'Slip', reason: 'A slip.' });
    const taken = await admin.post<UnitPage>(`/api/unit-changes/${body.changes[0]!.id}/decide`, {
      version: 1,
      accept: false,
    });
    expect(taken.body.changes.find(({ becomes }) => becomes === 'Slip')?.state).toBe('refused');
    expect(taken.body.facts.name).toBe('Thames PHU');
  });

  it('on an empty installation one admin says each fact, every number of the unit follows, and all of it is shown', async () => {
    await forget();
    expect(await printed()).toBe('Unit not named yet');
    const advice = async () =>
      (await (await app.signIn(NURSE)).get<{ unitNumbers: unknown[] }>('/api/emergency-advice')).body.unitNumbers;
    expect(await advice()).toEqual([]);
    const closed = await app.hospital('RTH05');
    await app.sql(`UPDATE hospitals SET closed_on = '2020-01-01' WHERE id = $1`, [closed]);
    expect((await propose(admin, { what: 'hospital', hospitalId: closed })).status).toBe(400);
    await propose(admin, { what: 'hospital', hospitalId: await app.hospital('RTH08') });
    await propose(admin, { what: 'name', name: 'Real PHU' });
    const { body } = await propose(admin, { what: 'sender', name: 'PHU', address: 'PHU@example.org' });
    expect(body.facts).toMatchObject({
      hospital: { odsCode: 'RTH08' },
      name: 'Real PHU',
      sender: { address: 'phu@example.org' },
    });
    expect(body.changes.map(({ what, state }) => `${what} ${state}`).sort()).toEqual([
      'hospital done',
      'name done',
      'sender done',
    ]);
    expect(body.changes[0]!.proposedBy?.displayName).toBeDefined();
    expect((await advice()).length).toBeGreaterThan(0);
    const { hospitals } = (await admin.get<HospitalDirectory>('/api/hospitals/directory')).body;
    expect(hospitals[0]).toMatchObject({ odsCode: 'RTH08', networkRole: 'hub' });
  });

  it('moves to another hospital by two; the former one stays in the network', async () => {
    const next = await app.hospital('RHW01');
    const { body } = await propose(other, { what: 'hospital', hospitalId: next, reason: 'The unit moved.' });
    await admin.post(`/api/unit-changes/${body.changes[0]!.id}/decide`, { version: 1, accept: true });
    const { hospitals } = (await admin.get<HospitalDirectory>('/api/hospitals/directory')).body;
    const role = (code: string) => hospitals.find(({ odsCode }) => odsCode === code)?.networkRole;
    expect([role('RHW01'), role('RTH08')]).toEqual(['hub', 'shared_care']);
    const history = await app.sql<{ becomes: string; reason: string }>(
      `SELECT becomes, reason FROM hospital_network_changes WHERE reason = 'The unit moved.' ORDER BY becomes`,
    );
    expect(history.map(({ becomes }) => becomes)).toEqual(['hub', 'shared_care']);
  });

  it('no other statement makes a hospital ours, or lets ours go', async () => {
    await expect(app.sql(`UPDATE hospitals SET network_role = 'hub' WHERE ods_code = 'RXQ02'`)).rejects.toThrow(
      'only the unit says',
    );
    await expect(app.sql(`UPDATE hospitals SET network_role = 'other' WHERE ods_code = 'RHW01'`)).rejects.toThrow(
      'only the unit says',
    );
  });

  it('what the environment says counts at the first start alone', async () => {
    await app.database.owner.transaction(async (tx) => {
      await tx.query('SET LOCAL ROLE shared_care_feeds');
      await beginUnit(tx, { name: 'From the environment', sender: { name: 'X', address: 'x@example.org' } });
    });
    expect((await page()).facts.name).toBe('Real PHU');
  });

  describe('a test mail', () => {
    const send = async (client: Client) =>
      client.post<UnitPage>('/api/unit/test-mail', { version: (await page()).facts.version });

    it('goes to whoever asks, from the sender that counts, and is there when its code was typed', async () => {
      relay.received.length = 0;
      expect((await page()).mail).toEqual({ relay: true, lastTest: null });
      expect((await send(admin)).body.mail.lastTest).toMatchObject({ sentTo: ADMIN, arrivedAt: null });
      const [mail] = relay.received;
      expect(mail!.from?.text).toBe('"PHU" <phu@example.org>');
      expect([mail!.to].flat()[0]?.text).toBe(ADMIN);
      const code = /\d{6}/.exec(mail!.text!)![0];
      const arrived = (client: Client, typed: string) =>
        client.post<UnitPage>('/api/unit/test-mail/arrived', { code: typed });
      expect((await arrived(admin, code === '000000' ? '000001' : '000000')).status).toBe(400);
      expect((await arrived(other, code)).status).toBe(400);
      expect((await arrived(admin, code)).body.mail.lastTest?.arrivedAt).not.toBeNull();
      expect((await arrived(admin, code)).status).toBe(400);
    });

    it('says what the mail server answered, and nothing counts as sent', async () => {
      relay.behave('reject');
      const answer = await send(other);
      relay.behave('take');
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('550');
      expect(
        await app.sql(`SELECT 1 FROM mail_tests t JOIN users u ON u.id = t.sent_to WHERE u.email = $1`, [OTHER_ADMIN]),
      ).toEqual([]);
    });

    it('proves nothing about another sender', async () => {
      const { body } = await propose(admin, {
        what: 'sender',
        name: 'PHU',
        address: 'new@example.org',
        reason: 'New box.',
      });
      await other.post(`/api/unit-changes/${body.changes[0]!.id}/decide`, { version: 1, accept: true });
      expect((await page()).mail.lastTest).toBeNull();
    });
  });
});
