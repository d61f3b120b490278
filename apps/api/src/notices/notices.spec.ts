import { randomUUID } from 'node:crypto';
import type { ContactDetails } from '@shared-care/contracts/contact-details/answers';
import type { ChangedNotices, Notice, NoticeList, PatientNotices } from '@shared-care/contracts/notices/answers';
import type { PatientPage, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import type { ReminderList } from '@shared-care/contracts/reminders/answers';
import type { RequestsOfPatient } from '@shared-care/contracts/requests/answers';
import { NOTICE_EFFECTS, type NoticeKind, type WrittenNotice } from '@shared-care/domain/notices';
import { symbols } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DataSource } from 'typeorm';
import { getDataSourceToken } from '@nestjs/typeorm';
import { log } from '../platform/logging';
import { acceptedBodies, samplesOf } from '../testing/samples';
import type { Answer, Client } from '../testing/client';
import { readPdf } from '../testing/read-pdf';
import { pathOf, routesOf } from '../testing/routes';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

let app: TestApp;
let nurse: Client;
let other: Client;
let child: string;

beforeAll(async () => {
  app = await startTestApp({ logLevel: 'debug' });
  nurse = await app.signIn(NURSE);
  other = await app.signIn(OTHER_NURSE);
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.database.setClock(TUESDAY_11);
  // Every test has a child of its own, so that none is marked by another.
  const [made] = await app.sql<{ id: string }>(
    `WITH child AS (
       INSERT INTO patients (family_name, given_name, birth_date, nhs_number, nhs_number_status, diagnosis)
       VALUES ('Notice', 'Nia', '2015-05-05', NULL, 'absent', 'other') RETURNING id)
     INSERT INTO contact_details (patient_id, address, postcode, phone, email, messages, messages_on)
     SELECT id, '9 Example Road', 'ZZ99 3AZ', '01632 960555', 'nia@families.example.org', 'agreed', '2026-01-01' FROM child
     RETURNING patient_id AS id`,
  );
  child = made!.id;
});

const write = (kind: WrittenNotice, change: object = {}, by = nurse): Promise<Answer<PatientNotices>> =>
  by.post<PatientNotices>(`/api/patients/${child}/notices`, {
    id: randomUUID(),
    kind,
    on: '2026-03-09',
    detail: '',
    ...change,
  });
const latest = async (): Promise<Notice> =>
  (await nurse.get<PatientNotices>(`/api/patients/${child}/notices`)).body.notices[0]!;
const verb = (
  notice: Notice,
  what: 'dismiss' | 'show' | 'end',
  body: object = {},
  by = nurse,
): Promise<Answer<unknown>> => by.post(`/api/notices/${notice.id}/${what}`, { version: notice.version, ...body });
const running = async (): Promise<NoticeKind[]> =>
  (await nurse.get<NoticeList>('/api/notices?rows=100')).body.running
    .filter(({ patient }) => patient.id === child)
    .map(({ kind }) => kind);
const details = async (client = nurse): Promise<ContactDetails> =>
  (await client.get<ContactDetails>(`/api/patients/${child}/contact-details`)).body;
const page = async (): Promise<PatientPage> => (await nurse.get<PatientPage>(`/api/patients/${child}`)).body;
const giveNumber = async (): Promise<string> => {
  await app.sql(`UPDATE patients SET nhs_number = NULL, nhs_number_status = 'absent' WHERE nhs_number = '9990000018'`);
  await app.sql(`UPDATE patients SET nhs_number = '9990000018', nhs_number_status = 'verified' WHERE id = $1`, [child]);
  return '9990000018';
};
const askRequest = (): Promise<Answer<unknown>> =>
  nurse.post(
    '/api/requests',
    {
      patientId: child,
      type: 'general',
      source: 'email',
      receivedAt: null,
      neededBy: null,
      details: 'A question',
      takeIt: false,
    },
    { 'Idempotency-Key': randomUUID() },
  );

describe('several are dealt with at once', () => {
  it('each leaves a row of its own child; one that changed meanwhile is named and left; Undo shows them again', async () => {
    const daniel = await app.find('Okafor', 'Daniel');
    await write('moved_away');
    const mine = await latest();
    await nurse.post(`/api/patients/${daniel}/notices`, {
      id: randomUUID(),
      kind: 'moved_away',
      on: '2026-03-09',
      detail: '',
    });
    const theirs = (await nurse.get<PatientNotices>(`/api/patients/${daniel}/notices`)).body.notices[0]!;
    const body = {
      because: 'Both families were rung.',
      notices: [
        { id: mine.id, version: mine.version },
        { id: theirs.id, version: theirs.version + 1 },
      ],
    };
    const answer = await nurse.post<ChangedNotices>('/api/notices/dismiss', body);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toEqual({
      done: [{ id: mine.id, version: mine.version + 1 }],
      refused: [{ id: theirs.id, because: 'Somebody else changed this notice meanwhile. It is shown as it is now.' }],
    });
    expect(await running()).toEqual([]);
    const rows = await app.sql<{ patient: string }>(
      `SELECT patient_id AS patient FROM audit_entries WHERE entity = 'notice' AND detail = 'dismissed moved_away'
       ORDER BY id DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ patient: child }]);
    const shown = await nurse.post<ChangedNotices>('/api/notices/show', { notices: answer.body.done });
    expect(shown.body.done).toHaveLength(1);
    expect(await running()).toEqual(['moved_away']);
    await nurse.post('/api/notices/dismiss', {
      because: 'Settled.',
      notices: [{ id: theirs.id, version: theirs.version }],
    });
  });
});

describe('each kind stops at once what it must stop', () => {
  it('a death: requests, reminders, letters and messages; it is on the banner from that moment', async () => {
    expect((await askRequest()).status).toBe(201);
    expect((await details()).whyNot).toBeNull();
    await app.sql(`INSERT INTO dental_care (patient_id, last_check_on) VALUES ($1, '2025-01-01')`, [child]);
    const reminded = async (): Promise<number> =>
      (await nurse.get<ReminderList>('/api/reminders?rows=100')).body.due.filter(({ patient }) => patient.id === child)
        .length;
    expect(await reminded()).toBeGreaterThan(0);

    const answer = await write('died');
    expect(answer.status).toBe(200);
    expect(answer.body.notices[0]).toMatchObject({ kind: 'died', on: '2026-03-09', stoppedRequests: 1, mayEnd: true });
    expect((await page()).patient.diedOn).toBe('2026-03-09');
    expect((await details()).whyNot).toBe('died');
    expect(await reminded()).toBe(0);
    const { requests } = (await nurse.get<RequestsOfPatient>(`/api/patients/${child}/requests`)).body;
    expect(requests.map(({ state }) => state)).toEqual(['cancelled']);
    expect((await askRequest()).problem.detail).toContain('has died');
    const letter = {
      patientId: child,
      kind: 'dental_plan',
      recipient: 'family',
      note: null,
      largePrint: false,
    };
    const refused = await nurse.post('/api/letters', letter, { 'Idempotency-Key': randomUUID() });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(NOTICE_EFFECTS.died).toContain('Requests, reminders, letters and messages');
  });

  it('a move out of the area: requests, reminders and messages', async () => {
    await askRequest();
    await app.sql(`INSERT INTO dental_care (patient_id, last_check_on) VALUES ($1, '2025-01-01')`, [child]);
    expect((await write('moved_away')).body.notices[0]).toMatchObject({ stoppedRequests: 1 });
    expect((await details()).whyNot).toBe('moved_away');
    const { due } = (await nurse.get<ReminderList>('/api/reminders?rows=100')).body;
    expect(due.filter(({ patient }) => patient.id === child)).toEqual([]);
  });

  it.each(['nhs_number_invalid', 'nhs_number_superseded'] as const)(
    '%s: the number is struck through, messages stop, and the right one settles it',
    async (kind) => {
      expect((await write(kind)).problem.detail).toContain('No NHS number is recorded');
      const number = await giveNumber();
      await write(kind);
      expect((await page()).patient).toMatchObject({
        nhsNumber: number,
        nhsNumberStatus: kind === 'nhs_number_invalid' ? 'invalid' : 'superseded',
      });
      expect((await details()).whyNot).toBe('nhs_number');
      const both = await write(kind === 'nhs_number_invalid' ? 'nhs_number_superseded' : 'nhs_number_invalid');
      expect(both.problem.detail).toContain('is on this record already');

      const wrong = await verb(await latest(), 'end', { because: 'Traced.', nhsNumber: '9990000019' });
      expect(wrong.problem.errors?.[0]).toMatchObject({ field: 'nhsNumber' });
      const [taken] = await app.sql<{ nhs: string }>(
        `SELECT nhs_number AS nhs FROM patients WHERE nhs_number_status = 'verified' AND merged_into_id IS NULL LIMIT 1`,
      );
      const elsewhere = await verb(await latest(), 'end', { because: 'Traced.', nhsNumber: taken!.nhs });
      expect(elsewhere.problem.detail).toContain('Another patient');
      expect((await verb(await latest(), 'end', { because: 'Traced.', nhsNumber: '' })).status).toBe(204);
      expect((await page()).patient).toMatchObject({ nhsNumber: null, nhsNumberStatus: 'absent' });
      expect((await details()).whyNot).toBeNull();
    },
  );

  it('an invalid number does not keep it from the child whose it is, and opens nobody in an emergency', async () => {
    const number = await giveNumber();
    await write('nhs_number_invalid');
    await app.sql(
      `INSERT INTO patients (family_name, given_name, birth_date, nhs_number, nhs_number_status, diagnosis)
       VALUES ('Right', 'Owner', '2015-05-05', $1, 'verified', 'other')`,
      [number],
    );
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    const glass = {
      nhsNumber: number,
      birthDate: '2015-05-05',
      reason: 'bleeding_now',
      words: 'Bleeding in our department.',
    };
    await consultant.post('/api/break-glass', glass, { 'Idempotency-Key': randomUUID() });
    const opened = (): Promise<{ family: string }[]> =>
      app.sql<{ family: string }>(
        `SELECT p.family_name AS family FROM break_glass_grants g JOIN patients p ON p.id = g.patient_id WHERE p.nhs_number = $1`,
        [number],
      );
    expect(await opened()).toEqual([{ family: 'Right' }]);
    await app.sql(`UPDATE patients SET nhs_number = NULL, nhs_number_status = 'absent' WHERE family_name = 'Right'`);
    await consultant.post('/api/break-glass', glass, { 'Idempotency-Key': randomUUID() });
    expect(await opened()).toEqual([]);
  });

  it('coming of age is found by the calendar, once, on the birthday and not before; messages stop by the birth date alone', async () => {
    await app.sql(`UPDATE patients SET birth_date = '2008-03-11' WHERE id = $1`, [child]);
    expect(await running()).toEqual([]);
    expect((await details()).whyNot).toBeNull();
    await app.database.setClock(new Date('2026-03-11T00:00:00Z'));
    expect((await details()).whyNot).toBe('adult');
    expect(await running()).toEqual(['of_age']);
    expect(await running()).toEqual(['of_age']);
    const notice = await latest();
    expect(notice).toMatchObject({ raisedBy: null, on: '2026-03-11', mayEnd: false });
    expect((await verb(notice, 'end', { because: 'No.' })).problem.detail).toContain('calendar');
    expect((await verb(notice, 'dismiss', { because: 'Adult centre asked.' })).status).toBe(204);
    expect(await running()).toEqual([]);
  });
});

describe('a restricted address', () => {
  const CANARIES = {
    address: 'Hiddenhouse Canary Lane',
    postcode: 'ZZ99 7CY',
    phone: '01632 960876',
    email: 'canary.family@families.example.org',
  };
  const found = (text: string): string[] =>
    Object.entries(CANARIES)
      .filter(([, canary]) => text.includes(canary) || text.includes(canary.replace(/\s/g, '')))
      .map(([name]) => name);

  it('is in no answer of any route, print, export, log or audit row', async () => {
    const lines: string[] = [];
    Reflect.set(log, symbols.streamSym, { write: (line: string) => lines.push(line) });
    child = await app.find('Smith', 'Ava');
    await app.sql(
      `UPDATE contact_details SET address = $2, postcode = $3, phone = $4, email = $5 WHERE patient_id = $1`,
      [child, CANARIES.address, CANARIES.postcode, CANARIES.phone, CANARIES.email],
    );
    // Before: it is to be seen, so the search below could find it.
    expect(found((await nurse.get(`/api/patients/${child}/contact-details`)).text)).toHaveLength(4);
    await write('restricted');

    const logged = await app.logAttendance(nurse, { patientId: child });
    const samples = await acceptedBodies(app, {
      id: logged.id,
      alertId: logged.alertId,
      patientId: child,
      hospitalId: await app.hospital('RHW01'),
    });
    const hits: string[] = [];
    const doctor = await app.signIn(DOCTOR);
    const people = [nurse, doctor, await app.signIn(BERKSHIRE_CONSULTANT), await app.signIn(ADMIN)];
    let answered = 0;
    for (const route of routesOf(app.running)) {
      if (NOT_ASKED.some((start) => route.path.startsWith(start))) continue;
      const ids = [child, logged.id, logged.alertId];
      const [sample] = samplesOf(samples, route);
      const paths = route.path.includes(':id') ? [sample?.id, ...ids].filter((id) => id !== undefined) : [''];
      for (const client of people) {
        for (const id of new Set(paths)) {
          const heard = await bytesOf(client, route.method, pathOf(route, id), sample?.body);
          answered += heard.status < 300 ? 1 : 0;
          hits.push(...found(heard.text).map((name) => `${route.method} ${route.path}: ${name}`));
        }
      }
    }
    expect(hits).toEqual([]);
    expect(answered).toBeGreaterThan(200);
    const audited = await app.sql<{ row: string }>('SELECT to_jsonb(a)::text AS row FROM audit_entries a');
    expect(audited.flatMap(({ row }) => found(row))).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.flatMap(found)).toEqual([]);
  });

  it('is kept back by the database itself, whatever the program asks', async () => {
    await write('restricted');
    expect(await details()).toMatchObject({
      keptBack: true,
      address: null,
      postcode: null,
      phone: null,
      email: null,
      whyNot: 'restricted',
    });
    for (const column of ['address', 'postcode', 'phone', 'email'])
      await expect(asNurse(`SELECT ${column} FROM contact_details`)).rejects.toThrow(/permission denied/);
    await expect(asNurse(`UPDATE patients SET restricted_at = NULL WHERE id = '${child}'`)).rejects.toThrow(
      /still runs/,
    );
  });

  it('does not show through a search for the telephone number', async () => {
    const search = async (): Promise<number> =>
      (
        await nurse.post<PatientSearchAnswer>('/api/patients/search', { query: '960555', limit: 50 })
      ).body.matches.filter(({ patient }) => patient.id === child).length;
    expect(await search()).toBe(1);
    await write('restricted');
    expect(await search()).toBe(0);
  });

  it('is not changed while restricted, and opened by a second person alone', async () => {
    await write('restricted');
    const change = { version: 1, address: '', postcode: '', phone: '', email: '', messages: 'agreed' };
    expect((await nurse.post(`/api/patients/${child}/contact-details`, change)).problem.detail).toContain('restricted');
    const notice = await latest();
    expect(notice.mayEnd).toBe(false);
    expect((await verb(notice, 'end', { because: 'I was wrong.' })).problem.detail).toContain('Somebody else');
    expect((await verb(notice, 'end', { because: 'The court lifted it.' }, other)).status).toBe(204);
    expect(await details()).toMatchObject({ keptBack: false, address: '9 Example Road', whyNot: null });
  });
});

describe('a notice', () => {
  it('is dismissed with a reason, shown again, and neither changes what it stopped', async () => {
    await write('moved_away');
    expect(await running()).toEqual(['moved_away']);
    expect((await verb(await latest(), 'dismiss', { because: '' })).problem.errors?.[0]).toMatchObject({
      field: 'because',
    });
    await verb(await latest(), 'dismiss', { because: 'Letter sent to the new unit.' });
    expect(await running()).toEqual([]);
    expect(await latest()).toMatchObject({ dismissed: { because: 'Letter sent to the new unit.' } });
    expect((await details()).whyNot).toBe('moved_away');
    await verb(await latest(), 'show');
    expect(await running()).toEqual(['moved_away']);
    expect((await verb(await latest(), 'end', { because: 'They came back.' })).status).toBe(204);
    expect(await running()).toEqual([]);
    expect((await details()).whyNot).toBeNull();
    expect((await write('moved_away')).status).toBe(200);
  });

  it('sent twice is one; a second of the kind is refused; one seen by an old version is not changed', async () => {
    const id = randomUUID();
    await write('died', { id });
    expect((await write('died', { id })).body.notices).toHaveLength(1);
    expect((await write('died')).problem.detail).toContain('is on this record already');
    const notice = await latest();
    await verb(notice, 'dismiss', { because: 'Family rung.' });
    expect((await verb(notice, 'dismiss', { because: 'Again.' })).status).toBe(409);
  });

  it.each([
    ['a day to come', '2026-03-11', 'still to come'],
    ['a day before the birth', '2015-05-04', 'before the birth date'],
  ])('is refused for %s', async (_, on, words) => {
    expect((await write('died', { on })).problem.errors?.[0]).toMatchObject({
      field: 'on',
      message: expect.stringContaining(words) as string,
    });
  });

  it('of one kind written by two at once is one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => write('restricted', {}, n % 2 ? nurse : other)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(9);
  });
});

describe('contact details', () => {
  it('are changed by whoever saw the last version; a new address has not come back yet; a choice keeps its day', async () => {
    await app.sql(`UPDATE contact_details SET email_bounced_at = sec.now() WHERE patient_id = $1`, [child]);
    expect((await details()).whyNot).toBe('bounced');
    const change = {
      version: 1,
      address: '1 New Road',
      postcode: '',
      phone: '',
      email: 'new@families.example.org',
      messages: 'agreed',
    };
    const saved = await nurse.post<ContactDetails>(`/api/patients/${child}/contact-details`, change);
    expect(saved.body).toMatchObject({
      ...change,
      postcode: null,
      phone: null,
      version: 2,
      whyNot: null,
      messagesOn: '2026-01-01',
      emailBouncedAt: null,
    });
    const late = await other.post(`/api/patients/${child}/contact-details`, { ...change, address: '2 Old Road' });
    expect(late.status).toBe(409);
    expect(late.problem.current).toMatchObject({ address: '1 New Road', version: 2 });
    await nurse.post(`/api/patients/${child}/contact-details`, { ...change, version: 2, messages: 'refused' });
    expect(await details()).toMatchObject({ messages: 'refused', messagesOn: '2026-03-10', whyNot: 'refused' });
  });

  it('may begin with nothing, once', async () => {
    await app.sql('DELETE FROM contact_details WHERE patient_id = $1', [child]);
    expect(await details()).toMatchObject({ version: 0, messages: 'not_asked', whyNot: 'not_asked', address: null });
    const first = { version: 0, address: 'Here', postcode: '', phone: '', email: '', messages: 'agreed' };
    expect((await nurse.post(`/api/patients/${child}/contact-details`, first)).status).toBe(200);
    expect((await details()).whyNot).toBe('no_email');
    expect((await nurse.post(`/api/patients/${child}/contact-details`, first)).status).toBe(409);
  });
});

/** A stream without end, and what ends the sessions of those who ask. None of these speaks of a child. */
const NOT_ASKED = ['/api/live', '/api/session', '/api/account', '/api/users', '/api/invitations', '/api/role-changes'];

/** By the connection of the program, past all of its code. */
async function asNurse(sql: string): Promise<unknown> {
  const source = app.running.nest.get<DataSource>(getDataSourceToken('app'));
  const nurseId = await app.user(NURSE);
  return source.transaction(async (tx) => {
    await tx.query(`SELECT set_config('app.uid', $1, true)`, [nurseId]);
    return tx.query(sql);
  });
}

async function bytesOf(
  client: Client,
  method: string,
  path: string,
  body: Record<string, unknown> | undefined,
): Promise<{ status: number; text: string }> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
  if (path.endsWith('/pdf') && method === 'GET') {
    const response = await fetch(app.url + path, { headers: { Cookie: client.sessionCookie! } });
    if (response.status !== 200) return { status: response.status, text: await response.text() };
    return { status: 200, text: (await readPdf(new Uint8Array(await response.arrayBuffer()))).pages.join(' ') };
  }
  const sent = method === 'GET' || method === 'HEAD' ? undefined : JSON.stringify(body ?? {});
  return client.send(method, path, sent, headers);
}
