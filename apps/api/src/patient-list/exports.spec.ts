import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from '../testing/test-app';

interface Listed {
  total?: number;
  requests?: unknown[];
}

/** The file, the list it is of, and what the audit row calls it. */
const EXPORTS: readonly (readonly [file: string, list: string, entity: string])[] = [
  ['patient-list/export', 'patients', 'patient_list'],
  ['patient-list/export?severity=severe&sort=born', 'patients?severity=severe', 'patient_list'],
  ['emergency-plans/export', 'emergency-plans', 'emergency_plan_board'],
  ['emergency-plans/export?concern=past_review', 'emergency-plans?concern=past_review', 'emergency_plan_board'],
  ['transitions/export', 'transitions', 'transition_list'],
  ['reminders/export', 'reminders', 'reminder_list'],
  ['open-access/children/export', 'open-access/children', 'open_access_board'],
  ['open-access/children/export?reason=gaps', 'open-access/children?reason=gaps', 'open_access_board'],
  ['requests/export?view=to_do', 'requests?view=to_do', 'request_list'],
];

describe('a list taken away as a file', () => {
  let app: TestApp;
  let nurse: Client;
  let consultant: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, consultant] = [await app.signIn(NURSE), await app.signIn(STOKE_CONSULTANT)];
  });
  afterAll(() => app.stop());

  it.each(EXPORTS)(
    '%s has all that the list counts, and one row names every child in it',
    async (file, list, entity) => {
      const shown = (await nurse.get<Listed>(`/api/${list}`)).body;
      const answer = await nurse.get(`/api/${file}`);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="[a-z-]+\.csv"$/);
      const rows = parse(answer.text, { bom: true, columns: true }) as Record<string, string>[];
      const children = new Set(
        rows.map((row) => ['Family name', 'Given name', 'Born', 'NHS number'].map((head) => row[head]).join('|')),
      );
      if (shown.requests) expect(rows).toHaveLength(shown.requests.length);
      else expect(children.size).toBe(shown.total);
      expect(children.size).toBeGreaterThan(0);
      const [left] = await app.sql<{ action: string; entity: string; children: string[] }>(
        `SELECT action, entity, patient_ids AS children FROM audit_entries ORDER BY id DESC LIMIT 1`,
      );
      expect(left).toMatchObject({ action: 'export', entity });
      expect(new Set(left!.children).size).toBe(children.size);
    },
  );

  it('runs no formula in a spreadsheet', async () => {
    const ava = await app.find('Smith', 'Ava');
    await app.sql(`UPDATE patients SET given_name = '=1+1' WHERE id = $1`, [ava]);
    expect((await nurse.get('/api/patient-list/export')).text).toContain("'=1+1");
  });

  it.each(EXPORTS)('%s is for the unit', async (file) => {
    expect([403, 404]).toContain((await consultant.get(`/api/${file}`)).status);
  });
});
