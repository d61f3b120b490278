import type { AlertDetail, Delivery, DeliveryTrouble } from '@shared-care/contracts/alerts/answers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import { NURSE, startTestApp, testConfig, until, type TestApp } from '../testing/test-app';

/** Waits of parts of a second, as the configuration of a unit might have them. */
const OUTBOX = {
  ...testConfig().outbox,
  leaseSeconds: 2,
  firstRetrySeconds: 0.2,
  lastRetrySeconds: 0.4,
  unknownSeconds: 0.3,
};

describe('an alert is told to people, whatever the mail server does', () => {
  let app: TestApp;
  let relay: MailRelay;
  let nurse: Client;
  beforeAll(async () => {
    relay = await startMailRelay();
    app = await startTestApp({ role: 'all', outbox: OUTBOX, mail: { ...testConfig().mail, smtpUrl: relay.url } });
    nurse = await app.signIn(NURSE);
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });
  afterEach(() => relay.behave('take'));

  const deliveries = async (alertId: string): Promise<Delivery[]> =>
    (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body.deliveries;
  const emails = async (alertId: string): Promise<Delivery[]> =>
    (await deliveries(alertId)).filter(({ channel }) => channel === 'email');
  const allSent = (alertId: string): Promise<Delivery[]> =>
    until(async () => {
      const found = await emails(alertId);
      return found.length > 0 && found.every(({ state }) => state === 'sent') && found;
    });
  const mailAbout = (reference: string) => relay.received.filter(({ subject }) => subject?.includes(reference));

  it('those on the rota get it on screen and by email, and the alert page says so', async () => {
    const { alertId, reference } = await app.logAttendance(nurse);
    const sent = await allSent(alertId);
    const told = await deliveries(alertId);
    expect(new Set(told.map(({ channel }) => channel))).toEqual(new Set(['in_app', 'email']));
    expect(told.map(({ to }) => to)).toContain('A Boyd');
    expect(told.every(({ because }) => because.startsWith('In hours'))).toBe(true);
    expect(sent.every(({ reply }) => reply === '250')).toBe(true);
    expect(mailAbout(reference)).toHaveLength(sent.length);
  });

  it('the email names reference, hospital, urgency and link, and no child', async () => {
    const patientId = await app.find('Jones', 'Amelia');
    const { alertId, reference } = await app.logAttendance(nurse, {
      patientId,
      reason: 'head_injury',
      bleedSite: 'head',
    });
    await allSent(alertId);
    const [mail] = mailAbout(reference);
    const [{ id }] = (await emails(alertId)) as [Delivery];
    expect(mail!.subject).toMatch(new RegExp(`^▲ Red alert ${reference}, `));
    expect(mail!.text).toContain(`/alerts/${alertId}`);
    expect(mailAbout(reference).map(({ messageId }) => messageId)).toContain(`<${id}@example.org>`);
    expect(`${mail!.subject} ${mail!.text} ${JSON.stringify([...mail!.headers.values()])}`).not.toMatch(
      /Jones|Amelia|head injury|bleed|999 ?\d{3}/i,
    );
  });

  it.each(['down', 'refuse', 'lose_reply', 'hang'] as const)(
    'a server that fails by “%s” delays it and loses nothing; every try has the same message id',
    async (how) => {
      relay.behave(how);
      const { alertId, reference } = await app.logAttendance(nurse);
      await until(async () => (await emails(alertId)).some(({ attempts }) => attempts >= 2));
      relay.behave('take');
      const sent = await allSent(alertId);
      const ids = mailAbout(reference).map(({ messageId }) => messageId);
      expect(new Set(ids)).toEqual(new Set(sent.map(({ id }) => `<${id}@example.org>`)));
      if (how !== 'lose_reply') expect(ids).toHaveLength(sent.length);
    },
  );

  it('an address that will never work is named, and the alert goes to the next people at once', async () => {
    relay.behave('reject');
    const { alertId } = await app.logAttendance(nurse);
    const next = await until(async () => {
      const { body } = await nurse.get<AlertDetail>(`/api/alerts/${alertId}`);
      return body.level >= 1 && body;
    }, 25);
    relay.behave('take');
    expect(next.deliveries.filter(({ state }) => state === 'failed')).not.toHaveLength(0);
    expect(next.events.map(({ kind }) => kind)).toContain('delivery_failed');
    const { body } = await nurse.get<{ undelivered: { alertId: string; reply: string }[] }>('/api/deliveries/trouble');
    expect(body.undelivered.find((one) => one.alertId === alertId)).toMatchObject({ reply: '550' });
  });

  it('mail goes to the domains allowed and to no other', async () => {
    await app.sql(`UPDATE users SET email = 'a.boyd@elsewhere.example.com' WHERE email = $1`, [NURSE]);
    const { alertId } = await app.logAttendance(nurse);
    const failed = await until(async () => (await emails(alertId)).find(({ state }) => state === 'failed'));
    expect(failed).toMatchObject({ to: 'A Boyd', reply: 'domain_not_allowed' });
    await app.sql(`UPDATE users SET email = $1 WHERE email = 'a.boyd@elsewhere.example.com'`, [NURSE]);
    expect(relay.received.flatMap(({ to }) => (to ? [to].flat().map(({ text }) => text) : [])).join()).not.toContain(
      'elsewhere',
    );
  });

  it('a screen that showed it says so, for the person at that screen only', async () => {
    const { alertId } = await app.logAttendance(nurse);
    await nurse.post('/api/deliveries/shown', { alertIds: [alertId] });
    const shown = (await deliveries(alertId)).filter(({ channel }) => channel === 'in_app');
    expect(shown.find(({ to }) => to === 'A Boyd')).toMatchObject({ state: 'confirmed', confirmedBy: 'A Boyd' });
    expect(shown.filter(({ to }) => to !== 'A Boyd').every(({ state }) => state !== 'confirmed')).toBe(true);
    const rows = await app.sql<{ detail: string }>(
      `SELECT detail FROM audit_entries WHERE entity = 'alert_delivery' AND actor_id = $1`,
      [await app.user(NURSE)],
    );
    expect(rows).toEqual([{ detail: 'shown on screen: 1 messages' }]);
    await nurse.post('/api/deliveries/shown', { alertIds: [alertId] });
    expect(await app.sql(`SELECT 1 FROM audit_entries WHERE entity = 'alert_delivery'`)).toHaveLength(1);
  });

  it('a process that dies while it holds messages keeps them for no longer than the lease', async () => {
    const { alertId } = await app.logAttendance(nurse);
    await allSent(alertId);
    await app.sql(
      `UPDATE alert_deliveries SET state = 'leased', sent_at = NULL, lease_token = gen_random_uuid(), lease_until = sec.now() + interval '1 second'
       WHERE alert_id = $1 AND channel = 'email'`,
      [alertId],
    );
    await allSent(alertId);
  });

  it('with an empty rota, and even with a rota that cannot be read, somebody is told', async () => {
    const rotaSays = (answer: string): Promise<unknown> =>
      app.sql(
        `CREATE OR REPLACE FUNCTION sec.people_to_tell(at timestamptz, level int) RETURNS TABLE (user_id uuid, duty text, because text)
         LANGUAGE plpgsql AS $$ BEGIN ${answer}; RETURN; END $$;
         GRANT EXECUTE ON FUNCTION sec.people_to_tell(timestamptz, int) TO shared_care_definer`,
      );
    await app.sql('ALTER FUNCTION sec.people_to_tell(timestamptz, int) RENAME TO people_to_tell_away');
    await rotaSays(`RAISE EXCEPTION 'broken'`);
    const broken = await app.logAttendance(nurse);
    await rotaSays('NULL');
    const empty = await app.logAttendance(nurse);
    await app.sql('DROP FUNCTION sec.people_to_tell(timestamptz, int)');
    await app.sql('ALTER FUNCTION sec.people_to_tell_away(timestamptz, int) RENAME TO people_to_tell');
    expect((await deliveries(broken.alertId)).map(({ because }) => because)).toContain(
      'The rota could not be read, so everybody is told',
    );
    expect((await deliveries(empty.alertId)).map(({ channel, to }) => `${channel}: ${to}`).sort()).toEqual([
      'email: fallback mailbox',
      'telephone_task: switchboard',
    ]);
  });

  it('nobody who serves requests can make up a message, or mark another’s as read', async () => {
    const { alertId } = await app.logAttendance(nurse);
    for (const statement of [
      `INSERT INTO alert_deliveries (alert_id, level, round, channel, because) VALUES ('${alertId}', 0, 7, 'email', 'x')`,
      `UPDATE alert_deliveries SET address = 'x@example.org' WHERE alert_id = '${alertId}'`,
    ]) {
      const tried = app.database.owner.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(NURSE)]);
        await tx.query('SET LOCAL ROLE shared_care_app');
        await tx.query(statement);
      });
      await expect(tried, statement).rejects.toMatchObject({ driverError: { code: '42501' } });
    }
    const others = await app.database.owner.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user('k.shah@example.org')]);
      await tx.query('SET LOCAL ROLE shared_care_app');
      const [, changed] = await tx.query<[unknown[], number]>(
        `UPDATE alert_deliveries SET state = 'confirmed', confirmed_at = sec.now(), confirmed_by = sec.uid(), lease_token = NULL, lease_until = NULL
         WHERE alert_id = $1 AND channel = 'in_app'`,
        [alertId],
      );
      return changed;
    });
    expect(others).toBe(0);
  });

  it('the loops see no child, no words anybody wrote, and no telephone number', async () => {
    for (const statement of [
      'SELECT 1 FROM patients',
      'SELECT 1 FROM attendances',
      'SELECT advice_given FROM liaison_entries',
      'SELECT close_note FROM alerts',
      'SELECT password_hash FROM users',
      'DELETE FROM alert_deliveries',
      'DELETE FROM alerts',
    ]) {
      const tried = app.database.owner.transaction(async (tx) => {
        await tx.query('SET LOCAL ROLE shared_care_worker');
        await tx.query(statement);
      });
      await expect(tried, statement).rejects.toMatchObject({ driverError: { code: '42501' } });
    }
  });

  // Last, because it moves the clock.
  it('email that has not gone out for two minutes is said on every screen, until it does', async () => {
    const since = async () => (await nurse.get<DeliveryTrouble>('/api/deliveries/trouble')).body.emailSince;
    expect(await since()).toBeNull();
    relay.behave('down');
    const { alertId } = await app.logAttendance(nurse);
    await until(async () => (await emails(alertId)).every(({ attempts }) => attempts > 0));
    expect(await since()).toBeNull();
    await app.database.letMinutesPass(3);
    expect(await until(since)).not.toBeNull();
    await until(async () =>
      (await nurse.get<DeliveryTrouble>('/api/deliveries/trouble')).body.problems.some(
        ({ cause }) => cause === 'email_trouble',
      ),
    );
    relay.behave('take');
    await until(async () => (await since()) === null);
  });
});
