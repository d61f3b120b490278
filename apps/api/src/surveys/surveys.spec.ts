import { randomUUID } from 'node:crypto';
import type {
  MissingAddresses,
  PatientSurveys,
  Survey,
  SurveyAudience,
  SurveyFamilies,
  SurveyList,
} from '@shared-care/contracts/surveys/answers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { addFamilies, setFacts, WILLING } from '../testing/families';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  testConfig,
  until,
  type TestApp,
} from '../testing/test-app';

const WORDS = {
  topic: 'annual',
  title: 'How are we doing?',
  link: 'https://surveys.example.org/year',
  words: 'Please tell us how we are doing.',
};

describe('surveys', () => {
  let app: TestApp;
  let relay: MailRelay;
  let nurse: Client;
  let children: string[];
  let into: string;
  beforeAll(async () => {
    relay = await startMailRelay();
    const quick = { leaseSeconds: 2, firstRetrySeconds: 0.2, lastRetrySeconds: 0.4, unknownSeconds: 0.3 };
    app = await startTestApp({
      role: 'all',
      outbox: { ...testConfig().outbox, ...quick },
      mail: { ...testConfig().mail, smtpUrl: relay.url },
    });
    nurse = await app.signIn(NURSE);
    await app.sql('DELETE FROM participation');
    [into, ...children] = (await addFamilies(app.database.owner, 5)) as [string, ...string[]];
    await app.sql('DELETE FROM participation WHERE patient_id = $1', [into]);
    await asWilling();
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });
  afterEach(() => relay.behave('take'));

  const address = (place: number): string => `family${place}@families.example.org`;
  const asWilling = async (): Promise<void> => {
    for (const [place, child] of children.entries())
      await setFacts(app.database.owner, child, WILLING, { email: address(place), into });
  };
  const make = (change: object = {}, client = nurse, key: string = randomUUID()): Promise<Answer<Survey>> =>
    client.post<Survey>('/api/surveys', { ...WORDS, groupOnly: true, ...change }, { 'Idempotency-Key': key });
  const post = (survey: Survey, step: string, more: object = {}): Promise<Answer<Survey>> =>
    nurse.post<Survey>(`/api/surveys/${survey.id}/${step}`, { version: survey.version, ...more });
  const current = async ({ id }: Survey): Promise<Survey> => (await nurse.get<Survey>(`/api/surveys/${id}`)).body;
  const audience = async ({ id }: Survey): Promise<SurveyAudience> =>
    (await nurse.get<SurveyAudience>(`/api/surveys/${id}/audience`)).body;
  const families = async ({ id }: Survey): Promise<SurveyFamilies> =>
    (await nurse.get<SurveyFamilies>(`/api/surveys/${id}/families`)).body;
  const settled = (survey: Survey): Promise<Survey> =>
    until(async () => {
      const now = await current(survey);
      return now.state !== 'sending' && now;
    }, 20);
  const sent = async (change: object = {}): Promise<Survey> => {
    const { body } = await make(change);
    const answer = await post(body, 'send', { families: (await audience(body)).included.length });
    expect(answer.status, answer.text).toBe(200);
    return settled(answer.body);
  };
  const mailTo = (place: number) =>
    relay.received.filter(({ to }) => [to!].flat().some(({ text }) => text === address(place)));
  const auditSince = (id: string) =>
    app.sql<{ action: string; entity: string; patient_ids: string[] | null; detail: string | null }>(
      'SELECT action, entity, patient_ids, detail FROM audit_entries WHERE id > $1 ORDER BY id',
      [id],
    );
  const lastAudit = async (): Promise<string> =>
    (await app.sql<{ last: string }>('SELECT max(id) AS last FROM audit_entries'))[0]!.last;

  it('from the draft to its end: looked through, sent, answered, reminded once, closed', async () => {
    const before = await lastAudit();
    const key = randomUUID();
    const made = await make({}, nurse, key);
    expect(made.status).toBe(201);
    expect((await make({}, nurse, key)).body.id).toBe(made.body.id);
    await app.sql(`UPDATE contact_details SET messages = 'refused' WHERE patient_id = $1`, [children[3]]);

    const preview = await audience(made.body);
    expect(preview.included.map(({ id }) => id).sort()).toEqual(children.slice(0, 3).sort());
    expect(preview.leftOut.map(({ patient, because }) => [patient.id, because])).toEqual([[children[3], 'refused']]);
    expect(preview.sample.subject).toBe(WORDS.title);
    const other = await post(made.body, 'send', { families: 4 });
    expect(other.status).toBe(409);
    expect(other.problem.current).toEqual({ families: 3 });

    const sending = await post(made.body, 'send', { families: 3 });
    expect(sending.body).toMatchObject({ families: 4, sentBy: 'A Boyd' });
    // The answer was lost and the button is pressed again.
    expect((await post(made.body, 'send', { families: 3 })).status).toBe(200);
    const out = await settled(sending.body);
    expect(out).toMatchObject({ state: 'sent', invitations: { sent: 3, left_out: 1, waiting: 0 }, answered: 0 });
    for (const place of [0, 1, 2]) expect(mailTo(place)).toHaveLength(1);
    expect(mailTo(3)).toHaveLength(0);

    const list = await families(out);
    const [first, second] = [0, 1].map((place) => list.families.find(({ patient }) => patient.id === children[place])!);
    const mail = mailTo(0)[0]!;
    expect(mail.text).toContain(WORDS.link);
    expect(mail.text).toContain(first!.code);
    expect(mail.from?.text).toContain('Riverside PHU');
    expect(`${mail.subject} ${mail.text} ${JSON.stringify([...mail.headers.values()])}`).not.toMatch(
      /Willing|Child A|999 ?\d{3}|2015/,
    );

    // A nurse ticks one; the other is typed from the answers of the survey.
    const answer = (code: string, answered = true) =>
      nurse.post<SurveyFamilies>(`/api/surveys/${out.id}/answers`, { code, answered });
    expect((await answer(first!.code)).status).toBe(200);
    const typed = await answer(second!.code.toLowerCase().replaceAll('-', ' '));
    expect(typed.body.families.filter(({ answeredAt }) => answeredAt !== null)).toHaveLength(2);
    expect((await answer(second!.code, false)).body.toRemind).toBe(2);
    expect((await answer('CCC-CCC-CCCD')).problem.errors?.[0]).toMatchObject({ field: 'code' });

    const reminding = await post(out, 'remind');
    expect(reminding.body).toMatchObject({ remindedBy: 'A Boyd', state: 'sending' });
    const reminded = await settled(reminding.body);
    expect(reminded.reminders).toMatchObject({ sent: 2 });
    expect(mailTo(0)).toHaveLength(1);
    expect(mailTo(1).map(({ subject }) => subject)).toEqual([WORDS.title, `Reminder: ${WORDS.title}`]);
    expect((await post(reminded, 'remind')).status).toBe(422);

    expect((await post(out, 'close')).status).toBe(409);
    const closed = await post(reminded, 'close');
    expect(closed.body).toMatchObject({ state: 'closed', closedBy: 'A Boyd' });
    for (const step of ['close', 'retry', 'remind', 'stop'])
      expect((await post(closed.body, step)).status, step).toBe(422);
    expect((await answer(second!.code)).status).toBe(422);

    const rows = await auditSince(before);
    expect(
      rows.find(({ entity, action }) => entity === 'survey_audience' && action === 'read')?.patient_ids,
    ).toHaveLength(4);
    expect(rows.find(({ detail }) => detail?.startsWith('send to 3 families'))?.patient_ids).toHaveLength(3);
    expect(rows.find(({ detail }) => detail === 'remind 2 families')?.patient_ids).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('@');
    await asWilling();
  });

  it('goes to the families of its topic, of one hospital where one is chosen', async () => {
    const ids = async (change: object): Promise<Set<string>> => {
      const { included, leftOut } = await audience((await make({ groupOnly: false, ...change })).body);
      return new Set([...included, ...leftOut.map(({ patient }) => patient)].map(({ id }) => id));
    };
    const everyone = await ids({});
    const [{ children: total }] = (await app.sql<{ children: number }>(
      'SELECT count(*)::int AS children FROM patients WHERE merged_into_id IS NULL',
    )) as [{ children: number }];
    expect(everyone.size).toBe(total);

    const [today, before] = [await app.find('Jones', 'Amelia'), children[0]!];
    await app.logAttendance(nurse, { patientId: today });
    const recent = await app.sql<{ id: string }>(
      `SELECT DISTINCT patient_id AS id FROM attendances WHERE patient_id IS NOT NULL AND arrived_at >= sec.now() - interval '3 months'
         AND state NOT IN ('cancelled', 'entered_in_error', 'merged')`,
    );
    const emergency = await ids({ topic: 'emergency_care' });
    expect(emergency).toEqual(new Set(recent.map(({ id }) => id)));
    expect(emergency.has(today)).toBe(true);
    expect(emergency.has(before)).toBe(false);

    await app.sql(`UPDATE patients SET birth_date = '2010-03-10' WHERE id = $1`, [children[0]]);
    await app.sql(`UPDATE patients SET birth_date = '2010-03-11' WHERE id = $1`, [children[1]]);
    const young = await ids({ topic: 'vaccination' });
    expect([young.has(children[0]!), young.has(children[1]!)]).toEqual([false, true]);
    await asWilling();

    const hospitalId = await app.hospital('RXQ02');
    const linked = await app.sql<{ id: string }>(
      `SELECT DISTINCT patient_id AS id FROM shared_care_links WHERE hospital_id = $1 AND valid_from <= sec.now()
         AND (valid_to IS NULL OR valid_to > sec.now())`,
      [hospitalId],
    );
    expect(await ids({ hospitalId })).toEqual(new Set(linked.map(({ id }) => id)));
    expect((await make({ hospitalId: randomUUID() })).problem.errors?.[0]).toMatchObject({ field: 'hospitalId' });
  });

  it('an address that nobody reads is written down, listed by the next clinic, and tried again once mended', async () => {
    relay.behave('reject');
    const survey = await sent();
    expect(survey.invitations).toMatchObject({ bounced: 4, sent: 0 });
    relay.behave('take');
    const change = (child: string, version: number, nextClinicOn: string | null, interest = 'yes') =>
      nurse.post<PatientSurveys>(`/api/patients/${child}/participation`, { version, interest, nextClinicOn });
    expect((await change(children[1]!, 1, '2026-04-02')).body.participation).toMatchObject({
      nextClinicOn: '2026-04-02',
      version: 2,
      since: '2026-01-01',
    });
    await change(children[2]!, 1, '2026-03-20');
    const stale = await change(children[2]!, 1, '2026-03-21');
    expect([stale.status, stale.problem.current]).toMatchObject([409, { nextClinicOn: '2026-03-20', version: 2 }]);
    expect((await change(children[3]!, 1, '2026-03-09')).problem.errors?.[0]).toMatchObject({ field: 'nextClinicOn' });
    await app.sql(`UPDATE contact_details SET email = NULL, email_bounced_at = NULL WHERE patient_id = $1`, [
      children[3],
    ]);

    const { missing } = (await nurse.get<MissingAddresses>('/api/missing-addresses')).body;
    const ours = missing.filter(({ patient }) => children.includes(patient.id));
    expect(ours.map(({ patient, because, nextClinicOn }) => [patient.id, because, nextClinicOn])).toEqual([
      [children[2], 'bounced', '2026-03-20'],
      [children[1], 'bounced', '2026-04-02'],
      [children[0], 'bounced', null],
      [children[3], 'no_email', null],
    ]);
    expect((await post(survey, 'retry')).status).toBe(422);
    await app.sql(
      `UPDATE contact_details SET email = 'mended@families.example.org', email_bounced_at = NULL WHERE patient_id = $1`,
      [children[0]],
    );
    expect((await families(survey)).families.filter(({ again }) => again)).toHaveLength(1);
    const again = await settled((await post(survey, 'retry')).body);
    expect(again.invitations).toMatchObject({ bounced: 3, sent: 1 });
    expect((await nurse.get<PatientSurveys>(`/api/patients/${children[0]}/surveys`)).body).toMatchObject({
      mayNotContact: null,
      participation: { interest: 'yes' },
    });
    await asWilling();
  });

  it('a mail server that takes nothing from us says nothing about addresses', async () => {
    relay.behave('no_relay');
    const survey = await sent();
    expect(survey.invitations).toMatchObject({ failed: 4, bounced: 0 });
    expect(
      await app.sql('SELECT 1 FROM contact_details WHERE email_bounced_at IS NOT NULL AND patient_id = ANY ($1)', [
        children,
      ]),
    ).toEqual([]);
    relay.behave('take');
    expect((await settled((await post(survey, 'retry')).body)).invitations).toMatchObject({ failed: 0, sent: 4 });
  });

  it('stops what waits, and sends the rest when asked; closed, it sends nothing any more', async () => {
    relay.behave('down');
    const { body } = await make();
    const sending = (await post(body, 'send', { families: 4 })).body;
    const stopped = await until(async () => {
      const answer = await post(await current(sending), 'stop');
      return answer.status === 200 && answer.body;
    });
    const still = await settled(stopped);
    expect(still).toMatchObject({ stopped: true, invitations: { stopped: 4, sent: 0 } });
    relay.behave('take');
    const rest = await settled((await post(still, 'retry')).body);
    expect(rest).toMatchObject({ stopped: false, invitations: { stopped: 0, sent: 4 } });

    relay.behave('down');
    const next = (await make()).body;
    const last = (await post(next, 'send', { families: 4 })).body;
    const before = relay.received.length;
    expect((await post(last, 'close')).status).toBe(200);
    relay.behave('take');
    await until(async () => (await current(last)).invitations.stopped === 4);
    expect(relay.received.slice(before).filter(({ subject }) => subject === WORDS.title)).toEqual([]);
  });

  it('gives up after half an hour of tries and names who got nothing', async () => {
    relay.behave('refuse');
    const { body } = await make();
    const sending = (await post(body, 'send', { families: 4 })).body;
    await app.sql(`UPDATE survey_messages SET attempts = 11 WHERE survey_id = $1 AND state = 'waiting'`, [sending.id]);
    const done = await settled(sending);
    expect(done.invitations.failed).toBeGreaterThan(0);
    expect((await families(done)).families.filter(({ again }) => again)).toHaveLength(done.invitations.failed);
  });

  it('alerts do not wait for it', async () => {
    const survey = await make();
    await post(survey.body, 'send', { families: 4 });
    const { alertId } = await app.logAttendance(nurse);
    await until(async () => {
      const waits = await app.sql(`SELECT 1 FROM alert_deliveries WHERE alert_id = $1 AND state IN ('due', 'leased')`, [
        alertId,
      ]);
      return waits.length === 0;
    }, 3);
  });

  it('a draft is changed by one person at a time, and by nobody once it is out', async () => {
    const { body } = await make();
    const change = { ...WORDS, groupOnly: true, title: 'Other words' };
    const changed = await post(body, 'change', change);
    expect(changed.body).toMatchObject({ title: 'Other words', version: body.version + 1 });
    const stale = await post(body, 'change', change);
    expect([stale.status, stale.problem.current]).toMatchObject([409, { title: 'Other words' }]);
    for (const [field, value] of [
      ['link', 'http://surveys.example.org'],
      ['words', 'About your child’s haemophilia.'],
      ['title', 'Line one\nBcc: all@example.org'],
    ] as const)
      expect((await make({ [field]: value })).problem.errors?.[0]).toMatchObject({ field });
    const out = await sent();
    expect((await post(out, 'change', change)).status).toBe(422);
    for (const statement of [
      `UPDATE surveys SET words = 'x' WHERE id = $1`,
      `DELETE FROM surveys WHERE id = $1`,
      `UPDATE survey_messages SET state = 'waiting', sent_at = NULL WHERE survey_id = $1`,
      `DELETE FROM survey_messages WHERE survey_id = $1`,
    ])
      await expect(app.sql(statement, [out.id]), statement).rejects.toThrow('stays');
    await expect(
      app.sql(
        `INSERT INTO survey_messages (survey_id, patient_id, kind) SELECT survey_id, patient_id, kind FROM survey_messages WHERE survey_id = $1`,
        [out.id],
      ),
    ).rejects.toThrow('survey_messages_once');
  });

  it('no answer of any route holds an address, and nobody outside the unit gets one', async () => {
    const survey = await sent();
    const paths = [
      '/api/surveys',
      `/api/surveys/${survey.id}`,
      `/api/surveys/${survey.id}/audience`,
      `/api/surveys/${survey.id}/families`,
      '/api/missing-addresses',
      `/api/patients/${children[0]}/surveys`,
    ];
    for (const path of paths) {
      const answer = await nurse.get(path);
      expect(answer.status, path).toBe(200);
      expect(answer.text, path).not.toMatch(/@|families\.example/);
    }
    for (const email of [BERKSHIRE_CONSULTANT, ADMIN]) {
      const client = await app.signIn(email);
      for (const path of paths) expect((await client.get(path)).status, path).toBe(404);
      expect((await make({}, client)).status).toBe(404);
    }
    const kept = await app.sql<{ row: string }>('SELECT m::text AS row FROM survey_messages m');
    expect(kept.map(({ row }) => row).join()).not.toContain('@');
  });

  it('the loop that sends sees no child and no list; whoever serves requests cannot say that a message went out', async () => {
    const survey = await sent();
    const as = (role: string, statement: string): Promise<unknown> =>
      app.database.owner.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(OTHER_NURSE)]);
        await tx.query(`SET LOCAL ROLE ${role}`);
        return tx.query(statement);
      });
    for (const table of ['surveys', 'survey_invitations', 'survey_messages', 'participation', 'contact_details'])
      await expect(as('shared_care_worker', `SELECT * FROM ${table}`), table).rejects.toThrow(/permission denied/);
    for (const statement of [
      `UPDATE survey_messages SET sent_at = NULL WHERE survey_id = '${survey.id}'`,
      `SELECT sec.open_survey_message(id, id) FROM survey_messages`,
      `SELECT sec.claim_survey_messages(1, 1)`,
      `INSERT INTO survey_messages (survey_id, patient_id, kind, state) VALUES ('${survey.id}', '${into}', 'reminder', 'sent')`,
    ])
      await expect(as('shared_care_app', statement), statement).rejects.toMatchObject({
        driverError: { code: '42501' },
      });
  });

  it('the list counts, and names nobody', async () => {
    const { body, text } = await nurse.get<SurveyList>('/api/surveys');
    expect(body.members).toBe(4);
    expect(body.surveys.length).toBeGreaterThan(3);
    expect(text).not.toMatch(/Willing|Child A|patientId/);
  });
});
