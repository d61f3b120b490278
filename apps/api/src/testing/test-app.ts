import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AlertDetail, AlertStep } from '@shared-care/contracts/alerts/answers';
import type { LoggedAttendance } from '@shared-care/contracts/attendances/answers';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import { IDEMPOTENCY_HEADER, REFRESH_HEADER } from '@shared-care/contracts/routes';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { loadDemo } from '@shared-care/database/demo/load-demo';
import { createTestDatabase, type TestDatabase } from '@shared-care/database/testing/test-database';
import { startApp, type RunningApp } from '../app';
import type { Config } from '../platform/config';
import { argon2Hash } from '../sign-in/password';
import { Client, type Answer } from './client';

/** A Tuesday in working hours, no bank holiday near: specs that do not move the clock themselves live here. */
export const TUESDAY_11 = new Date('2026-03-10T11:00:00Z');

export const NURSE = 'a.boyd@example.org';
export const OTHER_NURSE = 'j.ferrars@example.org';
export const DOCTOR = 'k.shah@example.org';
/** Link consultant at the Royal Berkshire (RHW01): Ava Smith is one of theirs, Daniel Okafor is not. */
export const BERKSHIRE_CONSULTANT = 'm.okoro@example.org';
/** Link consultant at Stoke Mandeville (RXQ02): Daniel Okafor is one of theirs, Ava Smith is not. */
export const STOKE_CONSULTANT = 'p.lindqvist@example.org';
export const ADMIN = 'admin@example.org';
export const OTHER_ADMIN = 'r.quist@example.org';

export function testConfig(changes: Partial<Config> = {}): Config {
  return {
    // Specs of the loops start them; in all others nothing may happen by itself.
    role: 'api',
    mail: {
      smtpUrl: null,
      from: null,
      domains: ['example.org'],
      fallbackMailbox: 'phu-office@example.org',
      heartbeatMailbox: 'shared-care@example.org',
    },
    outbox: {
      leaseSeconds: 60,
      firstRetrySeconds: 5,
      lastRetrySeconds: 300,
      unknownSeconds: 60,
      heartbeatMinutes: 5,
    },
    streams: { most: 100, ofSession: 5 },
    metricsPort: null,
    port: 0,
    host: '127.0.0.1',
    dataDir: '',
    databaseUrl: null,
    databaseOwnerUrl: null,
    poolSize: 10,
    prepared: true,
    demo: true,
    demoSize: 'small',
    sessionSecret: null,
    publicUrl: null,
    securityContact: null,
    trustedProxies: 0,
    unitName: null,
    logLevel: 'silent',
    startedByNpm: false,
    oidc: null,
    ...changes,
  };
}

export interface TestApp {
  url: string;
  running: RunningApp;
  database: TestDatabase;
  /** Rows as the owner sees them, past every policy. */
  sql<T>(statement: string, parameters?: unknown[]): Promise<T[]>;
  /** How many rows of each table hold clinical facts: what a refused request must not change. */
  counts(): Promise<Record<string, number>>;
  signIn(email: string): Promise<Client>;
  anonymous(): Client;
  find(familyName: string, givenName: string): Promise<string>;
  hospital(odsCode: string): Promise<string>;
  user(email: string): Promise<string>;
  /** A body that is accepted: a child bled from the mouth five minutes ago and is in the emergency department. */
  attendance(overrides?: Partial<LogAttendance>): Promise<LogAttendance>;
  logAttendance(client: Client, overrides?: Partial<LogAttendance>): Promise<LoggedAttendance>;
  stop(): Promise<void>;
}

let hashed: Promise<string> | null = null;

/**
 * The running program on a database of its own with the demo's children, its clock at {@link TUESDAY_11}. `through` may
 * put something between the two.
 */
export async function startTestApp(
  changes: Partial<Config> = {},
  through: (databaseUrl: string) => Promise<string> = (url) => Promise.resolve(url),
): Promise<TestApp> {
  const database = await createTestDatabase();
  await database.setClock(TUESDAY_11);
  await loadDemo(database.owner, { passwordHash: await (hashed ??= argon2Hash(DEMO_PASSWORD)), size: 'small' });
  const running = await startApp(testConfig(changes), await through(database.url), randomUUID());
  return new Started(running, database);
}

const CLINICAL = [
  'patients',
  'shared_care_links',
  'open_access_arrangements',
  'attendances',
  'attendance_sources',
  'alerts',
  'alert_events',
  'alert_deliveries',
  'liaison_entries',
  'checklist_answers',
];

class Started implements TestApp {
  readonly url: string;

  constructor(
    readonly running: RunningApp,
    readonly database: TestDatabase,
  ) {
    this.url = running.url;
  }

  sql<T>(statement: string, parameters: unknown[] = []): Promise<T[]> {
    return this.database.owner.query<T[]>(statement, parameters);
  }

  async counts(): Promise<Record<string, number>> {
    const [row] = await this.sql<Record<string, number>>(
      `SELECT ${CLINICAL.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(', ')},
              (SELECT coalesce(sum(version), 0)::int FROM alerts) AS alert_versions,
              (SELECT coalesce(sum(version), 0)::int FROM attendances) AS attendance_versions`,
    );
    return row!;
  }

  anonymous(): Client {
    return new Client(this.url);
  }

  async signIn(email: string): Promise<Client> {
    const client = this.anonymous();
    const { status } = await client.post('/api/session', { email, password: DEMO_PASSWORD });
    if (status !== 201) throw new Error(`${email} could not sign in: ${status}`);
    return client;
  }

  find(familyName: string, givenName: string): Promise<string> {
    return this.one('SELECT id FROM patients WHERE family_name = $1 AND given_name = $2', [familyName, givenName]);
  }

  hospital(odsCode: string): Promise<string> {
    return this.one('SELECT id FROM hospitals WHERE ods_code = $1', [odsCode]);
  }

  user(email: string): Promise<string> {
    return this.one('SELECT id FROM users WHERE email = $1', [email]);
  }

  async attendance(overrides: Partial<LogAttendance> = {}): Promise<LogAttendance> {
    const patientId =
      overrides.patientId !== undefined
        ? overrides.patientId
        : overrides.unmatched
          ? null
          : await this.find('Jones', 'Amelia');
    return {
      patientId,
      hospitalId: overrides.unlistedHospital ? null : (overrides.hospitalId ?? (await this.usualHospital(patientId))),
      unitKind: 'ed',
      reason: 'bleeding',
      bleedSite: 'mouth',
      arrivedMinutesAgo: overrides.arrivedAt ? null : 5,
      toldBy: 'mother',
      saidBack: patientId ? ['birth_date', 'nhs_number'] : [],
      ...overrides,
    };
  }

  async logAttendance(client: Client, overrides: Partial<LogAttendance> = {}): Promise<LoggedAttendance> {
    const answer = await log(client, await this.attendance(overrides));
    if (answer.status !== 201) throw new Error(`The attendance was not logged: ${answer.text}`);
    return answer.body;
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.database.drop();
  }

  private usualHospital(patientId: string | null): Promise<string> {
    return patientId
      ? this.one(`SELECT hospital_id AS id FROM shared_care_links WHERE patient_id = $1 AND role = 'primary'`, [
          patientId,
        ])
      : this.hospital('RHW01');
  }

  private async one(statement: string, parameters: unknown[]): Promise<string> {
    const [found] = await this.sql<{ id: string }>(statement, parameters);
    if (!found) throw new Error(`Nothing found for ${JSON.stringify(parameters)}`);
    return found.id;
  }
}

/** Sends a new attendance as the log sheet does; the key is made afresh unless given. */
export function log(client: Client, body: unknown, key: string = randomUUID()): Promise<Answer<LoggedAttendance>> {
  return client.post<LoggedAttendance>('/api/attendances', body, { [IDEMPOTENCY_HEADER]: key });
}

/** Adds a liaison entry as the form does; the key is made afresh unless given. */
export function addLiaisonEntry(
  client: Client,
  alertId: string,
  body: unknown,
  key: string = randomUUID(),
): Promise<Answer<AlertDetail>> {
  return stepped(client, `/api/alerts/${alertId}/liaison-entries`, body, { [IDEMPOTENCY_HEADER]: key });
}

/** Takes a step on an alert, and answers with its page as it is then. */
export async function stepped(
  client: Client,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<AlertDetail>> {
  const answer = await client.post<AlertStep>(path, body, headers);
  if (answer.status >= 300) return { ...answer, body: answer.problem as never };
  const shown = await client.get<AlertDetail>(`/api/alerts/${answer.body.id}`, { [REFRESH_HEADER]: '1' });
  return { ...answer, body: shown.body };
}

/** Matches an unmatched attendance as a nurse who is sure of it, whatever does not fit. */
export function match(client: Client, attendanceId: string, patientId: string): Promise<Answer<AlertDetail>> {
  return stepped(client, `/api/attendances/${attendanceId}/match`, {
    patientId,
    saidBack: ['birth_date', 'family_name'],
    settledDoubts: ['name', 'sex', 'age', 'hospital'],
  });
}

/** The part of a sheet that the preview takes. */
export function asPreview(sheet: LogAttendance): object {
  const more = ['toldBy', 'saidBack', 'callBack', 'reportedAt', 'note', 'firstTreatmentAt', 'firstTreatmentProduct'];
  return Object.fromEntries(Object.entries(sheet).filter(([field]) => !more.includes(field)));
}

/** A port of this machine that nothing uses at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/** Waits until `met` gives something other than null, undefined or false; asks again and again, at most for `seconds`. */
export async function until<T>(met: () => Promise<T | null | undefined | false>, seconds = 60): Promise<T> {
  const last = performance.now() + seconds * 1000;
  for (;;) {
    const found = await met();
    if (found) return found;
    if (performance.now() > last) throw new Error(`Not met within ${seconds} seconds`);
    // Leaves the machine to the program that is waited for.
    await new Promise((done) => setTimeout(done, 10));
  }
}
