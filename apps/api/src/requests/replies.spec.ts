import { randomUUID } from 'node:crypto';
import type { ReplyText, RequestDetail, RequestReplies } from '@shared-care/contracts/requests/answers';
import type { ContactFacts } from '@shared-care/domain/may-contact';
import { getDataSourceToken } from '@nestjs/typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CONFIG, type Config } from '../platform/config';
import { MailServer } from '../platform/mail';
import { askSender } from '../platform/unit-on-paper';
import type { Answer, Client } from '../testing/client';
import { addFamilies, setFacts, WILLING } from '../testing/families';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import { ADMIN, DOCTOR, NURSE, OTHER_NURSE, startTestApp, testConfig, until, type TestApp } from '../testing/test-app';
import { ReplyWorker } from './reply.worker';

const ADDRESS = 'family@families.example.org';

describe('a family is replied to in approved words', () => {
  let app: TestApp;
  let relay: MailRelay;
  let nurse: Client;
  let doctor: Client;
  let child: string;
  let into: string;
  beforeAll(async () => {
    relay = await startMailRelay();
    const quick = { leaseSeconds: 2, firstRetrySeconds: 0.2, lastRetrySeconds: 0.4, unknownSeconds: 0.3 };
    app = await startTestApp({
      outbox: { ...testConfig().outbox, ...quick },
      mail: { ...testConfig().mail, smtpUrl: relay.url },
    });
    [nurse, doctor] = [await app.signIn(NURSE), await app.signIn(DOCTOR)];
    [into, child] = (await addFamilies(app.database.owner, 2)) as [string, string];
    await app.sql(`UPDATE patients SET given_name = 'Mateo', family_name = 'Bird' WHERE id = $1`, [child]);
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });
  afterEach(() => relay.behave('take'));

  const facts = (change: Partial<ContactFacts> = {}): Promise<void> =>
    setFacts(app.database.owner, child, { ...WILLING, ...change }, { email: ADDRESS, into });
  const request = async (): Promise<RequestDetail> => {
    const answer = await nurse.post<RequestDetail>(
      '/api/requests',
      { patientId: child, type: 'general', source: 'telephone', details: 'May he swim?' },
      { 'Idempotency-Key': randomUUID() },
    );
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const written = async (change: object = {}): Promise<ReplyText> => {
    const textId = randomUUID();
    const body = 'We have read {reference} about {child}. {unit} rings on {day}.';
    const answer = await nurse.post<ReplyText[]>('/api/reply-texts', { textId, title: 'We ring you', body, ...change });
    expect(answer.status, answer.text).toBe(201);
    return answer.body.find((one) => one.textId === textId)!;
  };
  const approved = async (change: object = {}): Promise<ReplyText> => {
    const { id, version } = await written(change);
    const answer = await doctor.post<ReplyText[]>(`/api/reply-texts/${id}/approve`, { version });
    expect(answer.status, answer.text).toBe(200);
    return answer.body.find((one) => one.id === id)!;
  };
  const reply = ({ id, version }: RequestDetail, textId: string, change: object = {}, key = randomUUID()) =>
    nurse.post<RequestReplies>(
      `/api/requests/${id}/replies`,
      { version, textId, way: 'telephone', day: '2027-04-05', ...change },
      { 'Idempotency-Key': key },
    );
  const sent = async (id: string, work: () => Promise<void> = async () => undefined): Promise<RequestReplies> => {
    const config: Config = { ...app.running.nest.get<Config>(CONFIG), role: 'worker' };
    const mail = new MailServer(config, relay.url, askSender(app.database.owner));
    const worker = new ReplyWorker(app.running.nest.get(getDataSourceToken('worker')), config, mail);
    await work();
    worker.onApplicationBootstrap();
    const settled = await until(async () => {
      const now = (await nurse.get<RequestReplies>(`/api/requests/${id}/replies`)).body;
      return !['waiting', 'leased'].includes(now.replies[0]!.state) && now;
    }, 30);
    await worker.beforeApplicationShutdown();
    mail.close();
    return settled;
  };

  it('words are approved by a doctor who did not write them, and are then never edited', async () => {
    const text = await written();
    const { id, version } = text;
    const approve = (client: Client): Promise<Answer<unknown>> =>
      client.post(`/api/reply-texts/${id}/approve`, { version });
    expect((await approve(nurse)).status).toBe(404);
    expect((await approve(await app.signIn(ADMIN))).status).toBe(404);
    expect((await approve(doctor)).status).toBe(200);
    const edit = await nurse.post(`/api/reply-texts/${id}/text`, { version: version + 1, title: 'X', body: 'Y' });
    expect(edit.status).toBe(422);
    await expect(app.sql(`UPDATE reply_texts SET body = 'Z' WHERE id = $1`, [id])).rejects.toThrow('cannot be changed');

    // A doctor who typed in a draft does not approve it.
    await nurse.post(`/api/reply-texts/${id}/next`, { version: version + 1 });
    const draft = (await nurse.get<ReplyText[]>('/api/reply-texts')).body.find(
      (one) => one.textId === text.textId && one.state === 'draft',
    )!;
    const words = { title: 'We ring you', body: 'We ring on {day}.' };
    const saved = await doctor.post<ReplyText[]>(`/api/reply-texts/${draft.id}/text`, { version: 1, ...words });
    expect(saved.status, saved.text).toBe(200);
    expect((await doctor.post(`/api/reply-texts/${draft.id}/approve`, { version: 2 })).status).toBe(422);
    const stale = await nurse.post(`/api/reply-texts/${draft.id}/text`, { version: 1, ...words });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({ current: { version: 2, body: 'We ring on {day}.' } });
  });

  it.each([
    ['Give 500 units.', 'is an amount'],
    ['Give 20 mg/kg.', 'is an amount'],
    ['We know of the haemophilia.', 'says what the child has'],
    ['His number is 999 000 0107.', 'NHS number'],
    ['Dear {mother}.', 'is not known'],
  ])('approved words never say “%s”', async (body, because) => {
    const answer = await nurse.post('/api/reply-texts', { textId: randomUUID(), title: 'X', body });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(because);
  });

  it('is told by telephone: filled with name and day, kept as said, on the history, once', async () => {
    await facts();
    const [text, asked] = [await approved(), await request()];
    expect((await reply(asked, text.id, { day: null })).status).toBe(400);
    const dose = await reply(asked, text.id, { addition: 'Give 250 IU tonight.' });
    expect(dose.status).toBe(400);
    expect(dose.text).toContain('never says a dose');
    const key = randomUUID();
    const change = { addition: 'Bring Mateo’s bag.' };
    const answers = [await reply(asked, text.id, change, key), await reply(asked, text.id, change, key)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const { replies } = answers[1]!.body;
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({
      state: 'told',
      words: `We have read ${asked.reference} about Mateo. Riverside PHU rings on 5 April 2027.`,
      addition: 'Bring Mateo’s bag.',
      madeBy: 'A Boyd',
    });
    const now = (await nurse.get<RequestDetail>(`/api/requests/${asked.id}`)).body;
    expect(now.events.at(-1)?.note).toContain('Reply to the family, told by telephone: We ring you.');
    expect(now.version).toBe(asked.version + 1);
    expect((await reply(asked, text.id)).status).toBe(409);
    const rows = await app.sql(
      `SELECT action, entity FROM audit_entries WHERE patient_id = $1 AND entity = 'request_reply'`,
      [child],
    );
    expect(rows).toEqual([{ action: 'create', entity: 'request_reply' }]);
    await expect(app.sql(`UPDATE request_replies SET words = 'x'`)).rejects.toThrow('stays so');
  });

  it('says only words that are approved: draft, replaced and withdrawn ones are refused', async () => {
    await facts();
    const [draft, text, asked] = [await written(), await approved(), await request()];
    expect((await reply(asked, draft.id)).status).toBe(409);
    await nurse.post(`/api/reply-texts/${text.id}/withdraw`, { version: text.version });
    expect((await reply(asked, text.id)).status).toBe(409);
    const other = await approved({ type: 'repeat_prescription' });
    expect((await reply(asked, other.id)).status).toBe(400);
    await expect(
      app.sql(
        `INSERT INTO request_replies (request_id, text_id, way, words, made_by, idempotency_key, state)
         SELECT $1, $2, 'telephone', 'x', id, gen_random_uuid(), 'told' FROM users LIMIT 1`,
        [asked.id, draft.id],
      ),
    ).rejects.toThrow('words that are approved');
  });

  it('an email names no child and goes out once, through the gate', async () => {
    await facts();
    const [text, asked] = [await approved(), await request()];
    const named = await reply(asked, text.id, { way: 'email', addition: 'Tell mateo.' });
    expect(named.status).toBe(400);
    expect(named.text).toContain('An email names no child');
    const before = relay.received.length;
    expect((await reply(asked, text.id, { way: 'email', addition: 'Bring the bag.' })).status).toBe(201);
    const now = await sent(asked.id);
    expect(now.replies[0]).toMatchObject({ state: 'sent', because: null });
    const mails = relay.received.slice(before);
    expect(mails).toHaveLength(1);
    const mail = `${mails[0]!.subject} ${mails[0]!.text}`;
    expect(mail).toContain(`Your request ${asked.reference}`);
    expect(mail).toContain('about your child');
    expect(mail).toContain('Bring the bag.');
    expect(mail).not.toMatch(/Mateo|Bird|999 ?\d{3}|2015/);
  });

  it.each(['refused', 'not_asked'] as const)('no email goes to a family whose messages are %s', async (messages) => {
    await facts({ messages });
    const [text, asked] = [await approved(), await request()];
    const choices = (await nurse.get<RequestReplies>(`/api/requests/${asked.id}/replies`)).body;
    expect(choices.noEmail).not.toBeNull();
    const answer = await reply(asked, text.id, { way: 'email' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Ring instead');
    expect((await reply(asked, text.id)).status).toBe(201);
  });

  it('a gate that closes before the email leaves holds it back, and the request says so', async () => {
    await facts();
    const [text, asked] = [await approved(), await request()];
    expect((await reply(asked, text.id, { way: 'email' })).status).toBe(201);
    const before = relay.received.length;
    const now = await sent(asked.id, () => facts({ restricted: true }));
    expect(now.replies[0]).toMatchObject({ state: 'left_out' });
    expect(now.replies[0]!.because).toContain('restricted');
    expect(relay.received).toHaveLength(before);
    await facts();
  });

  it('is for the unit alone', async () => {
    const asked = await request();
    const admin = await app.signIn(ADMIN);
    expect((await admin.get(`/api/requests/${asked.id}/replies`)).status).toBe(404);
    expect((await admin.get('/api/reply-texts')).status).toBe(404);
    expect((await (await app.signIn(OTHER_NURSE)).get(`/api/requests/${asked.id}/replies`)).status).toBe(200);
  });
});
