import type { Enrolment } from '@shared-care/contracts/session/answers';
import type { AskedAccess, ConfirmedAccess } from '@shared-care/contracts/users/answers';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import { ADMIN, freePort, OTHER_ADMIN, startTestApp, testConfig, type TestApp } from '../testing/test-app';

describe('an invitation outside the demo', () => {
  let app: TestApp;
  let relay: MailRelay;
  let port: number;
  let admin: Client;
  let other: Client;
  beforeAll(async () => {
    relay = await startMailRelay();
    port = await freePort();
    app = await startTestApp({
      demo: false,
      port,
      mail: { ...testConfig().mail, smtpUrl: relay.url },
    });
    [admin, other] = [await enrolled(ADMIN), await enrolled(OTHER_ADMIN)];
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });

  async function enrolled(email: string): Promise<Client> {
    const client = app.anonymous();
    await client.post('/api/session', { email, password: DEMO_PASSWORD });
    const { body } = await client.post<Enrolment>('/api/session/enrolment', { kind: 'authenticator_app' });
    const [{ now }] = (await app.sql<{ now: number }>('SELECT extract(epoch FROM sec.now())::int AS now')) as [
      { now: number },
    ];
    await client.post('/api/session/code', { code: await generate({ secret: body.secret, epoch: now }) });
    return client;
  }
  const ask = (email: string) => admin.post<AskedAccess>('/api/invitations', { email, role: 'haemostasis_nurse' });
  /** Asked for by one admin and confirmed by the other. */
  const invite = async (email: string) => {
    const { id, version } = (await ask(email)).body;
    return other.post<ConfirmedAccess>(`/api/access-requests/${id}/confirm`, { version });
  };
  const waiting = () =>
    app.sql<{ email: string }>('SELECT email FROM invitations WHERE accepted_at IS NULL AND replaced_at IS NULL');

  it('goes by mail to whom it is for; neither admin sees the link, and it works', async () => {
    relay.received.length = 0;
    const { body, status, text } = await invite('new.nurse@example.org');
    expect(status, text).toBe(200);
    expect(body).toMatchObject({ sentTo: 'new.nurse@example.org' });
    const [mail] = relay.received;
    expect([mail!.to].flat()[0]?.text).toBe('new.nurse@example.org');
    const token = new RegExp(`http://localhost:${port}/invitation#([\\w-]{43})`).exec(mail!.text!)?.[1];
    expect(token).toBeDefined();
    // A number of the day would be read at night too (H7).
    expect(mail!.text).not.toMatch(/01632|telephone number/);
    expect(text).not.toContain(token!);
    const accepted = await app.anonymous().post('/api/invitations/accept', {
      token,
      displayName: 'N Ewcomer',
      password: 'violet harbour tuesday',
    });
    expect(accepted.status).toBe(200);
  });

  it('is not made when the mail server refuses it, or the domain is not of our staff', async () => {
    relay.behave('reject');
    const refused = await invite('nobody@example.org');
    relay.behave('take');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('550');
    const outside = await ask('somebody@elsewhere.example.com');
    expect(outside.problem.errors?.[0]?.field).toBe('email');
    expect(await waiting()).toEqual([]);
  });

  it('keeps no transaction open while the mail server takes its time, and is ended when it hangs up', async () => {
    relay.behave('hang');
    const answer = invite('slow@example.org');
    await expect.poll(relay.hanging, { timeout: 10_000 }).toBe(1);
    // Seen by others: it is kept before the mail server has answered.
    expect(await waiting()).toEqual([{ email: 'slow@example.org' }]);
    expect(
      await app.sql(
        `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`,
      ),
    ).toEqual([]);
    relay.hangUp();
    relay.behave('take');
    expect((await answer).status).toBe(422);
    expect(await waiting()).toEqual([]);
  });

  it('lets in with the password as it was typed, blanks at its ends too', async () => {
    relay.received.length = 0;
    await invite('blank@example.org');
    const token = /\/invitation#([\w-]{43})/.exec(relay.received[0]!.text!)![1];
    const password = ' violet harbour tuesday ';
    const accepted = await app.anonymous().post('/api/invitations/accept', { token, displayName: 'B Lank', password });
    expect(accepted.status).toBe(200);
    const enter = (typed: string) =>
      app.anonymous().post('/api/session', { email: 'blank@example.org', password: typed });
    expect((await enter(password)).status).toBeLessThan(300);
    expect((await enter(password.trim())).status).toBeGreaterThanOrEqual(400);
  });

  it('is not even asked for while the unit has not said who its mail comes from: no link is ever shown', async () => {
    const { body } = await ask('asked.before@example.org');
    await app.sql('UPDATE unit SET sender_name = NULL, sender_address = NULL');
    expect((await ask('early@example.org')).problem.detail).toContain('no mail can be sent yet');
    const confirmed = await other.post(`/api/access-requests/${body.id}/confirm`, { version: body.version });
    expect(confirmed.problem.detail).toContain('no mail can be sent yet');
    expect(await waiting()).toEqual([]);
  });
});
