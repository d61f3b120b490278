import { randomUUID } from 'node:crypto';
import { createDataSource } from '@shared-care/database/data-source';
import { createTestDatabase, type TestDatabase } from '@shared-care/database/testing/test-database';
import type { SignInAnswer } from '@shared-care/contracts/session/answers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type RunningApp } from '../app';
import { Client } from '../testing/client';
import { testConfig } from '../testing/test-app';
import { inviteFirstAdmins } from './first-admins';

let database: TestDatabase;
let running: RunningApp;
beforeAll(async () => {
  database = await createTestDatabase();
  running = await startApp(testConfig({ demo: false }), database.url, randomUUID());
});
afterAll(async () => {
  await running.stop();
  await database.drop();
});

const password = 'marble kettle harbour';
const accept = (token: string, displayName: string) =>
  new Client(running.url).post('/api/invitations/accept', { token, displayName, password });

it('an empty installation gets two admins by links that work once, and no third that way', async () => {
  const [one, two] = await inviteFirstAdmins(database.owner, ['One@example.org', 'two@example.org']);
  expect((await accept(one!.token, 'O Ne')).status).toBe(200);
  expect((await accept(one!.token, 'O Ne')).status).toBe(422);
  const [again] = await inviteFirstAdmins(database.owner, ['two@example.org']);
  // The newer link counts.
  expect((await accept(two!.token, 'T Wo')).status).toBe(422);
  expect((await accept(again!.token, 'T Wo')).status).toBe(200);
  await expect(inviteFirstAdmins(database.owner, ['three@example.org'])).rejects.toThrow(
    'There are two admins already',
  );
  expect(await database.owner.query('SELECT email, role FROM users ORDER BY email')).toEqual([
    { email: 'one@example.org', role: 'admin' },
    { email: 'two@example.org', role: 'admin' },
  ]);
  const signIn = await new Client(running.url).post<SignInAnswer>('/api/session', {
    email: 'one@example.org',
    password,
  });
  expect(signIn.body).toEqual({ secondStep: 'enrol', passkey: false });
  expect(
    await database.owner.query(
      `SELECT count(*)::int AS invited FROM audit_entries WHERE entity = 'invitation' AND actor_id IS NULL`,
    ),
  ).toEqual([{ invited: 3 }]);
});

it('is for the owner of the database, not for what serves requests', async () => {
  const app = await createDataSource(database.url, 'app', 1).initialize();
  await expect(app.query(`SELECT sec.invite_first_admin('me@example.org', sha256('x'))`)).rejects.toThrow(
    'permission denied',
  );
  await app.destroy();
});
