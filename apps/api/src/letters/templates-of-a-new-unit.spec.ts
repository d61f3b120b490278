import { randomUUID } from 'node:crypto';
import type { LetterTemplate } from '@shared-care/contracts/letters/answers';
import type { UnitReadiness } from '@shared-care/contracts/unit/answers';
import { createTestDatabase, type TestDatabase } from '@shared-care/database/testing/test-database';
import { LETTER_STARTS } from '@shared-care/domain/letter-starts';
import { TEMPLATE_KINDS, type TemplateKind } from '@shared-care/domain/letters';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type RunningApp } from '../app';
import { argon2Hash } from '../sign-in/password';
import { Client } from '../testing/client';
import { testConfig } from '../testing/test-app';

const PASSWORD = 'marble kettle harbour';

let database: TestDatabase;
let running: RunningApp;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.query(
    `INSERT INTO users (email, display_name, role, password_hash) VALUES
       ('nurse@example.org', 'N Urse', 'haemostasis_nurse', $1), ('doctor@example.org', 'D Octor', 'phu_doctor', $1)`,
    [await argon2Hash(PASSWORD)],
  );
  running = await startApp(testConfig(), database.url, randomUUID());
});
afterAll(async () => {
  await running.stop();
  await database.drop();
});

it('a unit that begins with nothing takes up starting words, edits them, and another person approves them', async () => {
  const [nurse, doctor] = [new Client(running.url), new Client(running.url)];
  for (const [client, email] of [
    [nurse, 'nurse@example.org'],
    [doctor, 'doctor@example.org'],
  ] as const)
    expect((await client.post('/api/session', { email, password: PASSWORD })).status).toBe(201);
  expect((await nurse.get<LetterTemplate[]>('/api/letter-templates')).body).toEqual([]);
  const later = async (): Promise<string[]> => (await nurse.get<UnitReadiness>('/api/readiness')).body.later;
  expect((await later()).join()).toContain('A doctor has not approved words for: open access letter,');
  for (const kind of Object.keys(TEMPLATE_KINDS) as TemplateKind[]) {
    const begun = await nurse.post<LetterTemplate[]>('/api/letter-templates', { kind });
    const draft = begun.body.find((one) => one.kind === kind)!;
    expect(draft).toMatchObject({ state: 'draft', ...LETTER_STARTS[kind], mine: true });
    const saved = await nurse.post<LetterTemplate[]>(`/api/letter-templates/${draft.id}/text`, {
      version: draft.version,
      title: draft.title,
      body: kind === 'emergency_advice' ? 'Ring us first.\n\n{numbers}' : 'About {child}.\n\n{numbers}',
    });
    expect(saved.status, saved.text).toBe(200);
    const { version } = saved.body.find(({ id }) => id === draft.id)!;
    const approved = await doctor.post<LetterTemplate[]>(`/api/letter-templates/${draft.id}/approve`, { version });
    expect(
      approved.body.find(({ id }) => id === draft.id),
      approved.text,
    ).toMatchObject({ state: 'approved' });
  }
  expect(await later()).toEqual([expect.stringContaining('The postal address of the unit is not recorded')]);
});
