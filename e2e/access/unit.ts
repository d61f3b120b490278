import { randomUUID } from 'node:crypto';
import { ACTORS, type Actor } from '@shared-care/contracts/actors';
import type { BreakGlassAnswer } from '@shared-care/contracts/break-glass/answers';
import type { Role } from '@shared-care/domain/roles';
import type { Sample } from '../../apps/api/src/testing/sample';
import { acceptedBodies } from '../../apps/api/src/testing/samples';
import type { Client } from '../../apps/api/src/testing/client';
import { startTestApp, type TestApp } from '../../apps/api/src/testing/test-app';

/** The child nobody outside may read about, by every way in which she could be told apart. */
export const CANARIES = {
  family: 'Featherstonehaugh',
  given: 'Zuleika',
  nhs: '9990000018',
  spacedNhs: '999 000 0018',
  phone: '01632 960987',
  e164Phone: '+441632960987',
  hospitalNumber: 'R900001',
} as const;

/** Where each consultant works. She is linked to the first only; to the third she was until a minute ago. */
const HOSPITALS: Partial<Record<Actor, string>> = {
  linked: 'RHW01',
  unlinked: 'RXQ02',
  expired_link: 'RD816',
  break_glass: 'RXQ50',
  expired_grant: 'RN506',
};
const ROLES: Partial<Record<Actor, Role>> = {
  nurse: 'haemostasis_nurse',
  doctor: 'phu_doctor',
  admin: 'admin',
  disabled: 'haemostasis_nurse',
  expired_session: 'haemostasis_nurse',
};

export interface Person {
  actor: Actor;
  email: string;
  client: Client;
  /** Another session of the same person: theirs to end. */
  otherSession: string;
}

export interface Unit {
  app: TestApp;
  people: Record<Actor, Person>;
  her: { patientId: string; id: string; alertId: string; grants: Partial<Record<Actor, string>> };
  /** A swap is the business of two people: one ask that each may answer, and one of their own. */
  asks: Partial<Record<Actor, { toAnswer: string; own: string }>>;
  samples: Record<string, Sample[]>;
}

/** The running program with one child, and everybody who may want to know about her signed in. */
export async function openUnit(): Promise<Unit> {
  const app = await startTestApp();
  const patientId = await plantCanaries(app);
  const people = {} as Record<Actor, Person>;
  for (const actor of Object.keys(ACTORS) as Actor[]) people[actor] = await admit(app, actor);

  const grants: Partial<Record<Actor, string>> = {};
  for (const actor of ['break_glass', 'expired_grant'] as const) grants[actor] = await breakGlass(app, people[actor]);
  const logged = await app.logAttendance(people.nurse.client, {
    patientId,
    callBack: CANARIES.phone,
    reason: 'planned_treatment',
    bleedSite: null,
  });
  const samples = await acceptedBodies(app, { ...logged, patientId, hospitalId: await app.hospital('RHW01') });
  // The loops do not run here; a test message has just gone the whole way.
  await app.sql(
    `WITH beat AS (
       INSERT INTO alerts (id, kind, state, tier, trigger, triggers, acknowledge_by)
       VALUES (gen_random_uuid(), 'heartbeat', 'withdrawn', 'blue', 'heartbeat', '{heartbeat}', sec.now()) RETURNING id)
     INSERT INTO alert_deliveries (alert_id, level, round, channel, because, state, sent_at, confirmed_at)
     SELECT id, 0, 0, 'email', 'Test', 'confirmed', sec.now(), sec.now() FROM beat`,
  );
  await app.sql(
    `INSERT INTO mail_tests (sender_address, sent_to, code)
     SELECT unit.sender_address, users.id, '000000' FROM unit, users WHERE users.email = $1`,
    [people.admin.email],
  );
  samples['/api/patients/search']![0]!.body['query'] = CANARIES.family;
  const asks: Unit['asks'] = {};
  for (const actor of ['nurse', 'doctor'] as const) asks[actor] = await swapsOf(app, people[actor]);

  await app.sql(
    `INSERT INTO shared_care_links (patient_id, hospital_id, role, valid_from, valid_to)
     VALUES ($1, $2, 'secondary', sec.now() - interval '1 year', sec.now() - interval '1 minute')`,
    [patientId, await app.hospital(HOSPITALS.expired_link!)],
  );
  await app.sql(
    `UPDATE break_glass_grants SET granted_at = granted_at - interval '241 minutes', expires_at = expires_at - interval '241 minutes' WHERE id = $1`,
    [grants.expired_grant],
  );
  await app.sql('UPDATE users SET disabled_at = sec.now() WHERE email = $1', [people.disabled.email]);
  await app.sql(
    `UPDATE sessions SET created_at = created_at - interval '13 hours', last_seen_at = last_seen_at - interval '13 hours'
     WHERE user_id = (SELECT id FROM users WHERE email = $1)`,
    [people.expired_session.email],
  );
  return { app, people, her: { patientId, id: logged.id, alertId: logged.alertId, grants }, asks, samples };
}

async function swapsOf(app: TestApp, { email }: Person): Promise<{ toAnswer: string; own: string }> {
  const ask = async (off: string, on: string): Promise<string> => {
    const [row] = await app.sql<{ id: string }>(
      `INSERT INTO rota_swap_asks (duty, off_user_id, on_user_id, starts_at, ends_at, reason)
       VALUES ('phu_nurse', $1, $2, '2026-09-03T08:00Z', '2026-09-03T16:00Z', 'A wedding') RETURNING id`,
      [await app.user(off), await app.user(on)],
    );
    return row!.id;
  };
  const other = 'n.sethi@example.org';
  return { toAnswer: await ask(other, email), own: await ask(email, other) };
}

async function plantCanaries(app: TestApp): Promise<string> {
  await app.sql(`UPDATE patients SET nhs_number = NULL, nhs_number_status = 'absent' WHERE nhs_number = $1`, [
    CANARIES.nhs,
  ]);
  const id = await app.find('Smith', 'Ava');
  await app.sql(
    `UPDATE patients SET family_name = $2, given_name = $3, nhs_number = $4, nhs_number_status = 'verified', hospital_number = $5 WHERE id = $1`,
    [id, CANARIES.family, CANARIES.given, CANARIES.nhs, CANARIES.hospitalNumber],
  );
  await app.sql('UPDATE contact_details SET phone = $2 WHERE patient_id = $1', [id, CANARIES.phone]);
  return id;
}

async function admit(app: TestApp, actor: Actor): Promise<Person> {
  const email = `${actor}@access.example.org`;
  if (actor === 'anonymous') return { actor, email, client: app.anonymous(), otherSession: randomUUID() };
  const hospital = HOSPITALS[actor];
  await app.sql(
    `INSERT INTO users (email, display_name, role, password_hash, hospital_id)
     SELECT $1, $2, $3, (SELECT password_hash FROM users WHERE email = 'a.boyd@example.org'), $4`,
    [
      email,
      `Access ${actor}`,
      ROLES[actor] ?? 'link_consultant',
      hospital === undefined ? null : await app.hospital(hospital),
    ],
  );
  await app.signIn(email);
  const [{ otherSession }] = (await app.sql<{ otherSession: string }>(
    'SELECT s.id AS "otherSession" FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1',
    [email],
  )) as [{ otherSession: string }];
  return { actor, email, client: await app.signIn(email), otherSession };
}

async function breakGlass(app: TestApp, { client }: Person): Promise<string> {
  const [{ born }] = (await app.sql<{ born: string }>('SELECT birth_date AS born FROM patients WHERE nhs_number = $1', [
    CANARIES.nhs,
  ])) as [{ born: string }];
  const answer = await client.post<BreakGlassAnswer>('/api/break-glass', {
    nhsNumber: CANARIES.nhs,
    birthDate: born,
    reason: 'bleeding_now',
    words: 'Head injury, unconscious.',
  });
  if (!answer.body?.access) throw new Error(`Emergency access was not given: ${answer.text}`);
  return answer.body.access.id;
}
