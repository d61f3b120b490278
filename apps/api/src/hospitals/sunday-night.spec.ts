import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Letter, LetterBatch } from '@shared-care/contracts/letters/answers';
import type { RequestDetail } from '@shared-care/contracts/requests/answers';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { Survey, SurveyAudience } from '@shared-care/contracts/surveys/answers';
import type { UnitPage } from '@shared-care/contracts/unit/answers';
import { LETTER_KINDS, RECIPIENTS_OF, type LetterKind } from '@shared-care/domain/letters';
import { londonInstant } from '@shared-care/domain/london-time';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sample } from '../testing/sample';
import { LetterBatchWorker } from '../letters/letter-batch.worker';
import { acceptedBodies, samplesOf } from '../testing/samples';
import type { Client } from '../testing/client';
import { addFamilies, setFacts, WILLING } from '../testing/families';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import { readPdf } from '../testing/read-pdf';
import { pathOf, routesOf } from '../testing/routes';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  testConfig,
  until,
  type TestApp,
} from '../testing/test-app';

const SUNDAY_0213 = londonInstant('2026-03-15', '02:13');
const SENDERS = [
  'alerts/channels/email.ts',
  'requests/reply.worker.ts',
  'surveys/survey.worker.ts',
  'unit/test-mail.ts',
  'users/account-mail.worker.ts',
  // Of no demo: mail-invitation.spec.ts.
  'users/mail-invitation.ts',
];

/** At 02:13 on a Sunday no answer, no PDF and no mail has a number of the day without its hours (H7). */
describe('at 02:13 on a Sunday', () => {
  let app: TestApp;
  let relay: MailRelay;
  let nurse: Client;
  let admin: Client;
  let consultants: Client[];
  let samples: Record<string, Sample[]>;
  let ids: string[];
  let daily: string[];

  beforeAll(async () => {
    relay = await startMailRelay();
    app = await startTestApp({ role: 'all', mail: { ...testConfig().mail, smtpUrl: relay.url } });
    await app.database.setClock(SUNDAY_0213);
    nurse = await app.signIn(NURSE);
    admin = await app.signIn(ADMIN);
    consultants = [await app.signIn(BERKSHIRE_CONSULTANT), await app.signIn(STOKE_CONSULTANT)];
    const alert = await app.logAttendance(nurse);
    samples = await acceptedBodies(app, alert);
    ids = [await app.find('Smith', 'Ava'), alert.alertId, await app.hospital('RHW01'), await app.hospital('RXQ02')];
    const found = await app.sql<{ phone: string }>(
      `SELECT phone FROM hospital_contacts c WHERE hours = 'in_hours' AND phone <> '' AND NOT EXISTS
         (SELECT FROM hospital_contacts o WHERE sec.digits(o.phone) = sec.digits(c.phone) AND o.hours <> 'in_hours')`,
    );
    daily = found.map(({ phone }) => phone);
    expect(daily).toContain('01632 960123');
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });

  it('no answer of any route has one, whoever asks', { timeout: 180_000 }, async () => {
    const [people, found] = [[nurse, admin, consultants[0]!], new Set<string>()];
    for (const route of routesOf(app.running).filter(({ method, path }) => method === 'GET' && path !== '/api/live')) {
      const own = samplesOf(samples, route).flatMap(({ id }) => id ?? []);
      const paths = route.path.includes(':id') ? [...own, ...ids].map((id) => pathOf(route, id)) : [route.path];
      for (const client of [app.anonymous(), ...people])
        for (const path of paths) {
          const { status, body, text } = await client.get(path);
          if (status !== 200) continue;
          if (daily.some((number) => text.includes(number))) found.add(route.path);
          expect(withoutHours(body, daily), path).toEqual([]);
        }
    }
    // What it would also pass without: the answers in which such a number stands, with its hours.
    for (const path of [
      '/api/session',
      '/api/sign-in-page',
      '/api/hospitals/contact-sheet',
      '/api/my-patients/contacts',
    ])
      expect([...found]).toContain(path);
  });

  it('no PDF of any letter has one', async () => {
    const pdfs = routesOf(app.running).filter(({ method, path }) => method === 'GET' && path.endsWith('/pdf'));
    expect(pdfs.map(({ path }) => path).sort()).toEqual(['/api/letter-batches/:id/pdf', '/api/letters/:id/pdf']);
    const paths: string[] = [];
    for (const kind of Object.keys(LETTER_KINDS) as LetterKind[])
      for (const recipient of RECIPIENTS_OF[kind]) {
        const letter = {
          patientId: ids[0],
          kind,
          recipient,
          // The rest are named by the record of the child.
          ...(recipient === 'ward' ? { recipientName: 'The ward' } : {}),
          largePrint: kind === 'dental',
        };
        const { body, status, text } = await nurse.post<Letter>('/api/letters', letter, {
          [IDEMPOTENCY_HEADER]: randomUUID(),
        });
        expect(status, text).toBe(201);
        paths.push(`/api/letters/${body.id}/pdf`);
      }
    const batch = await nurse.post<LetterBatch>('/api/letter-batches', {
      hospitalId: ids[2],
      kind: 'open_access',
      recipient: 'ward',
    });
    while (await app.running.nest.get(LetterBatchWorker).cycle());
    paths.push(`/api/letter-batches/${batch.body.id}/pdf`);
    for (const path of paths) {
      const answer = await fetch(app.url + path, { headers: { Cookie: nurse.sessionCookie! } });
      const words = (await readPdf(new Uint8Array(await answer.arrayBuffer()))).pages.join('\n');
      expect(words, path).toContain('01632 960123');
      expect(bare(words, daily), path).toEqual([]);
    }
  });

  it('no mail has one, whoever sends it', async () => {
    await nurse.post('/api/attendances', samples['/api/attendances']![0]!.body, { [IDEMPOTENCY_HEADER]: randomUUID() });
    const [ava] = await app.sql<{ nhsNumber: string; birthDate: string }>(
      'SELECT nhs_number AS "nhsNumber", birth_date AS "birthDate" FROM patients WHERE id = $1',
      [ids[0]],
    );
    await consultants[1]!.post('/api/break-glass', { ...samples['/api/break-glass']![0]!.body, ...ava });
    await app.anonymous().post('/api/recoveries/ask', { email: DOCTOR, lost: 'password' });
    const unit = (await admin.get<UnitPage>('/api/unit')).body.facts;
    const tested = await admin.post('/api/unit/test-mail', { version: unit.version });
    expect(tested.status, tested.text).toBe(200);
    await reply(await survey());
    const about = (words: RegExp) => relay.received.some(({ subject, text }) => words.test(`${subject} ${text}`));
    for (const words of [
      /alert A-\d/,
      /emergency access/,
      /recovery#/,
      /[Tt]est/,
      /surveys\.example\.org/,
      /Your request/,
    ])
      await until(() => Promise.resolve(about(words))).catch(() => expect.fail(`no mail is about ${words.source}`));
    for (const { subject, text, html } of relay.received)
      expect(bare(`${subject}\n${text}\n${html || ''}`, daily), subject).toEqual([]);
    // A survey says where the office is reached, with its hours: the scan reads what it should.
    expect(relay.received.some(({ text }) => text?.includes('01632 960123'))).toBe(true);
  });

  /** A survey to a child whose family may be written to. */
  async function survey(): Promise<string> {
    const [into, child] = (await addFamilies(app.database.owner, 2)) as [string, string];
    await app.sql('DELETE FROM participation WHERE patient_id = ANY ($1)', [[into, child]]);
    await setFacts(app.database.owner, child, WILLING, { email: 'family1@families.example.org', into });
    const asked = {
      topic: 'annual',
      title: 'How are we doing?',
      link: 'https://surveys.example.org/year',
      words: 'Please tell us.',
    };
    const { body } = await nurse.post<Survey>(
      '/api/surveys',
      { ...asked, groupOnly: true },
      { [IDEMPOTENCY_HEADER]: randomUUID() },
    );
    const { included } = (await nurse.get<SurveyAudience>(`/api/surveys/${body.id}/audience`)).body;
    await nurse.post(`/api/surveys/${body.id}/send`, { version: body.version, families: included.length });
    return child;
  }

  async function reply(child: string): Promise<void> {
    const key = (): Record<string, string> => ({ [IDEMPOTENCY_HEADER]: randomUUID() });
    const asked = { patientId: child, type: 'general', source: 'telephone', details: 'May he swim?' };
    const { body } = await nurse.post<RequestDetail>('/api/requests', asked, key());
    const [sample] = samples['/api/requests/:id/replies']!;
    const email = { ...sample!.body, version: body.version, way: 'email' };
    const answer = await nurse.post(`/api/requests/${body.id}/replies`, email, key());
    expect(answer.status, answer.text).toBe(201);
  }

  it('nothing sends mail that this does not look at', () => {
    const src = join(import.meta.dirname, '..');
    const senders = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !/(^|[\\/])testing[\\/]/.test(file))
      .filter((file) => /\b(mail|server)[!?]?\.send\(/.test(readFileSync(join(src, file), 'utf8')));
    expect(senders.sort()).toEqual(SENDERS);
  });
});

/** Every place in an answer that has such a number and not, in the same object, that it is answered in hours only. */
function withoutHours(value: unknown, numbers: string[], path = ''): string[] {
  if (typeof value === 'string') return bare(value, numbers).length > 0 ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  const words = Object.values(value).filter((each): each is string => typeof each === 'string');
  if (words.some((each) => each === 'in_hours' || each.includes(HOURS_BANDS.in_hours))) return [];
  return Object.entries(value).flatMap(([key, inner]) => withoutHours(inner, numbers, `${path}.${key}`));
}

/** Such numbers with no hours in the words round them. */
function bare(words: string, numbers: string[]): string[] {
  const text = words.replace(/\s+/g, ' ');
  return numbers.flatMap((number) =>
    [...text.matchAll(new RegExp(number.replace(' ', ' ?'), 'g'))]
      .map(({ index }) => text.slice(Math.max(0, index - 90), index + 110))
      .filter((round) => !/\d\d:\d\d to \d\d:\d\d|in hours/i.test(round)),
  );
}
