import { randomUUID } from 'node:crypto';
import type { AuditLine, AuditPage, UnusualPage } from '@shared-care/contracts/audit/answers';
import { AUDIT_PAGE_SIZE } from '@shared-care/contracts/audit/shapes';
import { REFRESH_HEADER } from '@shared-care/contracts/routes';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, BERKSHIRE_CONSULTANT, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from '../testing/test-app';
import { csvOf, unusualCsvOf } from './export-audit';

describe('reading the audit log', () => {
  let app: TestApp;
  let nurse: Client;
  let admin: Client;
  let consultant: Client;
  let ava: string;

  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    admin = await app.signIn(ADMIN);
    consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    ava = await app.find('Smith', 'Ava');
  });
  afterAll(() => app.stop());

  const ofAva = async (query = ''): Promise<AuditPage> =>
    (await nurse.get<AuditPage>(`/api/audit/patients/${ava}${query}`)).body;
  const unusual = async (query = ''): Promise<UnusualPage> =>
    (await nurse.get<UnusualPage>(`/api/audit/unusual${query}`)).body;
  const said = (lines: AuditLine[]): string[] => lines.map(({ by, action, outcome }) => `${by} ${action} ${outcome}`);

  it('shows the unit who looked at a child, who searched and found, and who was refused', async () => {
    await consultant.get(`/api/patients/${ava}`);
    await consultant.post('/api/patients/search', { query: 'Smith Ava' });
    const stranger = await app.signIn(STOKE_CONSULTANT);
    await stranger.get(`/api/patients/${ava}`);
    const { about, lines } = await ofAva();
    expect(about).toMatch(/^SMITH, Ava, born \d\d-[A-Z][a-z]{2}-\d{4}$/);
    expect(said(lines).slice(0, 3)).toEqual([
      'Dr P Lindqvist refuse refused',
      'Dr M Okoro search done',
      'Dr M Okoro read done',
    ]);
    // Reading the list is on the list.
    expect(said((await ofAva()).lines)[0]).toBe('A Boyd read done');
  });

  it('goes back page by page without losing or repeating a line, while more are written', async () => {
    for (let i = 0; i < AUDIT_PAGE_SIZE * 2; i++)
      await app.sql(`INSERT INTO audit_entries (action, entity, patient_id) VALUES ('read', 'patient', $1)`, [ava]);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: AuditPage = await ofAva(next ? `?before=${next}` : '');
      seen.push(...page.lines.map(({ id }) => id));
      next = page.next;
    }
    const [{ all }] = (await app.sql<{ all: string[] }>(
      `SELECT array_agg(id::text ORDER BY id DESC) AS all FROM audit_entries
       WHERE (patient_id = $1 OR action = 'search' AND $1 = ANY (patient_ids)) AND id <= $2`,
      [ava, seen[0]],
    )) as [{ all: string[] }];
    expect(seen).toEqual(all);
  });

  it('counts all there is, with and without the filter, whatever page is shown', async () => {
    const all = (await ofAva('?rows=100')).all;
    const page = await ofAva('?rows=10&page=2');
    // The look before is a line by now.
    expect(page).toMatchObject({ total: all + 1, all: all + 1 });
    expect(page.lines).toHaveLength(10);
    const last = await ofAva(`?rows=10&page=${Math.ceil((all + 2) / 10)}`);
    expect(last.lines.length).toBe(((all + 1) % 10) + 1);
    expect(last.next).toBeNull();
    expect(await ofAva('?until=2020-01-01T00:00:00Z')).toMatchObject({ total: 0, all: all + 3, lines: [] });
  });

  it('tells what an open screen fetched again from what a person opened', async () => {
    const anew = { [REFRESH_HEADER]: '1' };
    const bo = await app.find('Jones', 'Amelia');
    const left = async (): Promise<string[]> =>
      (
        await app.sql<{ action: string }>(
          `SELECT action FROM audit_entries WHERE patient_id = $1 AND entity = 'patient' ORDER BY id`,
          [bo],
        )
      ).map(({ action }) => action);
    // A first look cannot pass as a refresh, nor can one by another session, nor one of another thing.
    await nurse.get(`/api/patients/${bo}`, anew);
    await nurse.get(`/api/patients/${bo}`, anew);
    await (await app.signIn(NURSE)).get(`/api/patients/${bo}`, anew);
    await nurse.get(`/api/patients/${bo}`);
    expect(await left()).toEqual(['read', 'refresh', 'read', 'read']);
    await nurse.get(`/api/patients/${bo}/facts`, anew);
    const { lines } = (await nurse.get<AuditPage>(`/api/audit/patients/${bo}`)).body;
    expect(said(lines).slice(0, 4)).toEqual(Array(4).fill('A Boyd read done'));
    const file = parse<{ Action: string }>((await nurse.get(`/api/audit/patients/${bo}/export`)).text, {
      columns: true,
      bom: true,
    });
    expect(file.filter((line) => Object.values(line).includes('refresh'))).toHaveLength(1);
  });

  it('is cut to a stretch of time', async () => {
    expect((await ofAva('?until=2020-01-01T00:00:00Z')).lines).toEqual([]);
    expect((await ofAva('?since=2026-03-10T00:00:00Z')).lines.length).toBe(AUDIT_PAGE_SIZE);
    expect((await nurse.get(`/api/audit/patients/${ava}?since=yesterday`)).status).toBe(400);
    expect((await nurse.get(`/api/audit/patients/${ava}?before=0%20OR%201`)).status).toBe(400);
  });

  it('shows an admin what a user did to the system and nothing that tells a child', async () => {
    await app.anonymous().post('/api/session', { email: NURSE, password: 'wrong' });
    await nurse.get(`/api/patients/${randomUUID()}`);
    await nurse.get(`/api/patients/${ava}`);
    const { body, text } = await admin.get<AuditPage>(`/api/audit/users/${await app.user(NURSE)}`);
    expect(body.lines.slice(0, 2)).toMatchObject([
      { action: 'refuse', by: 'A Boyd', aboutChild: true },
      { action: 'sign_in', by: null, outcome: 'failed', aboutChild: false },
    ]);
    expect(body.lines.map(({ action }) => action)).not.toContain('read');
    expect(text).not.toContain(ava);
    expect((await admin.get(`/api/audit/users/${randomUUID()}`)).status).toBe(404);
  });

  it('is kept from everybody else, and by the database from the program itself', async () => {
    const me = await app.user(NURSE);
    const ofUnit = [`patients/${ava}`, `patients/${ava}/export`, 'unusual', 'unusual/export'];
    const ofAdmins = [`users/${me}`, `users/${me}/export`];
    for (const path of [...ofUnit, ...ofAdmins])
      expect((await consultant.get(`/api/audit/${path}`)).status, path).toBe(404);
    for (const path of ofAdmins) expect((await nurse.get(`/api/audit/${path}`)).status, path).toBe(404);
    for (const path of ofUnit) expect((await admin.get(`/api/audit/${path}`)).status, path).toBe(404);
    // The second net: the functions ask again who is reading.
    const [asAdmin] = await app.sql<{ n: number }>(
      `WITH me AS MATERIALIZED (SELECT set_config('app.uid', $1, true))
       SELECT (SELECT count(*) FROM sec.audit_of_patient($2, NULL, NULL, NULL, false, 10))::int AS n FROM me`,
      [await app.user(ADMIN), ava],
    );
    expect(asAdmin?.n).toBe(0);
  });

  it('lists what somebody should ask about', async () => {
    const stranger = await app.signIn(STOKE_CONSULTANT);
    for (let i = 0; i < 5; i++) await stranger.get(`/api/patients/${ava}`);
    await app.sql(`UPDATE users SET display_name = 'Dr M O’Smith' WHERE email = $1`, [BERKSHIRE_CONSULTANT]);
    await consultant.get(`/api/patients/${ava}`);
    await app.sql(
      `INSERT INTO audit_entries (at, actor_id, action, entity, patient_id)
       SELECT '2026-03-10T02:10:00Z', $1, 'read', 'patient', gen_random_uuid() FROM generate_series(1, 12)`,
      [await app.user(NURSE)],
    );
    const body = await unusual();
    expect(body.lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'refusals', by: 'Dr P Lindqvist', patient: null }),
        expect.objectContaining({ kind: 'out_of_hours', by: 'A Boyd', times: 12 }),
        expect.objectContaining({ kind: 'same_name', patient: { id: ava, name: 'Smith, Ava' } }),
      ]),
    );
  });

  it('cuts what somebody should ask about to a kind, a person and a stretch of time', async () => {
    const [boyd, okoro] = [await app.user(NURSE), await app.user(BERKSHIRE_CONSULTANT)];
    const kinds = (page: UnusualPage): string[] => page.lines.map(({ kind, by }) => `${kind} ${by}`);
    expect(kinds(await unusual('?kind=same_name'))).toEqual(['same_name Dr M O’Smith']);
    const ofBoyd = await unusual(`?userId=${boyd}`);
    expect(kinds(ofBoyd)).toEqual(['out_of_hours A Boyd']);
    // Whom else one could choose stays on offer.
    expect(ofBoyd.people).toEqual((await unusual()).people);
    expect(ofBoyd.people).toContainEqual({ id: okoro, name: 'Dr M O’Smith' });
    expect((await unusual(`?kind=refusals&userId=${boyd}`)).lines).toEqual([]);
    // Openings after the end are not counted, also where an earlier one by the same person is.
    await app.sql(
      `INSERT INTO audit_entries (at, actor_id, action, entity, patient_id)
       VALUES ('2026-02-01T11:00:00Z', $1, 'read', 'patient', $2)`,
      [okoro, ava],
    );
    const february = await unusual('?since=2026-02-01T00:00:00Z&until=2026-03-01T00:00:00Z');
    expect(february.lines).toMatchObject([{ kind: 'same_name', times: 1, at: '2026-02-01T11:00:00.000Z' }]);
    expect(february.people).toEqual([{ id: okoro, name: 'Dr M O’Smith' }]);
    for (const wrong of ['kind=all', 'userId=boyd', 'since=yesterday', 'before=1', 'page=0'])
      expect((await nurse.get(`/api/audit/unusual?${wrong}`)).status, wrong).toBe(400);
  });

  it('goes back through what somebody should ask about without losing or repeating a line', async () => {
    // Every one of them at the same instant: the place in the list is more than the time.
    await app.sql(
      `INSERT INTO audit_entries (at, actor_id, action, entity)
       SELECT '2026-01-05T11:00:00Z'::timestamptz - h * interval '1 day', u.id, 'refuse', 'patient'
       FROM (SELECT id FROM users ORDER BY email LIMIT 4) AS u, generate_series(1, 15) AS h, generate_series(1, 5)`,
    );
    const span = 'since=2025-12-01T00:00:00Z&until=2026-01-05T00:00:00Z';
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: UnusualPage = await unusual(`?${span}${next ? `&before=${next}` : ''}`);
      expect(page.lines.length).toBeLessThanOrEqual(AUDIT_PAGE_SIZE);
      seen.push(...page.lines.map(({ id }) => id));
      next = page.next;
    }
    expect(seen.length).toBe(60);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
  });

  it('exports what somebody should ask about without a name of a child, and records which children', async () => {
    const answer = await nurse.get('/api/audit/unusual/export?kind=same_name');
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="unusual-access.csv"');
    const cells = parse<Record<string, string>>(answer.text, { columns: true, bom: true });
    expect(cells).toMatchObject([
      { By: 'Dr M O’Smith', What: 'Opened a child with the same family name', Record: ava },
    ]);
    expect(answer.text).not.toContain('Smith, Ava');
    const [row] = await app.sql(
      `SELECT action, patient_ids, detail FROM audit_entries WHERE entity = 'audit_unusual' ORDER BY id DESC LIMIT 1`,
    );
    expect(row).toEqual({ action: 'export', patient_ids: [ava], detail: '1 lines' });
  });

  it('lets an admin cut what a user did to a kind and take it away, and tells no child in it', async () => {
    const boyd = await app.user(NURSE);
    const kind = async (of: string): Promise<string[]> =>
      (await admin.get<AuditPage>(`/api/audit/users/${boyd}?kind=${of}`)).body.lines.map(
        ({ action, outcome }) => `${action} ${outcome}`,
      );
    expect(new Set(await kind('session'))).toEqual(new Set(['sign_in done']));
    expect(new Set(await kind('export'))).toEqual(new Set(['export done']));
    expect(await kind('refused')).toEqual(expect.arrayContaining(['refuse refused', 'sign_in failed']));
    await app.sql(`INSERT INTO audit_entries (action, entity, entity_id, actor_id) VALUES ('update', 'user', $1, $2)`, [
      boyd,
      await app.user(ADMIN),
    ]);
    expect(await kind('account')).toEqual(['update done']);
    expect((await admin.get(`/api/audit/users/${boyd}?kind=read`)).status).toBe(400);

    const answer = await admin.get(`/api/audit/users/${boyd}/export`);
    expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="what-a-user-did.csv"');
    const cells = parse<Record<string, string>>(answer.text, { columns: true, bom: true });
    expect(cells).toContainEqual(expect.objectContaining({ Action: 'refuse', 'About a child': 'yes' }));
    expect(cells).toContainEqual(expect.objectContaining({ Action: 'sign_in', 'About a child': 'no' }));
    expect(answer.text).not.toContain(ava);
    expect(answer.text).not.toContain('Smith');
    const ofAdmin = await admin.get<AuditPage>(`/api/audit/users/${await app.user(ADMIN)}?kind=export`);
    expect(ofAdmin.body.lines[0]).toMatchObject({ action: 'export', entity: 'audit_of_user', aboutChild: false });
    const [row] = await app.sql(
      `SELECT entity_id, detail FROM audit_entries WHERE action = 'export' AND entity = 'audit_of_user'`,
    );
    expect(row).toEqual({ entity_id: boyd, detail: `${cells.length} lines` });
    expect((await admin.get(`/api/audit/users/${randomUUID()}/export`)).status).toBe(404);
  });

  it('refuses a file that would have to be cut', async () => {
    await app.sql(
      `INSERT INTO audit_entries (at, action, entity, patient_id)
       SELECT '2025-06-01T11:00:00Z', 'read', 'patient', $1 FROM generate_series(1, 10001)`,
      [ava],
    );
    const { status, text } = await nurse.get(`/api/audit/patients/${ava}/export`);
    expect([status, text]).toEqual([422, expect.stringContaining('Choose a shorter time')]);
    expect((await nurse.get(`/api/audit/patients/${ava}/export?since=2026-01-01T00:00:00Z`)).status).toBe(200);
  });

  it('is exported with the lines on screen, and the export is on the list', async () => {
    const answer = await nurse.get(`/api/audit/patients/${ava}/export?since=2026-03-10T00:00:00Z`);
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="who-looked.csv"');
    const cells = parse<Record<string, string>>(answer.text, { columns: true, bom: true });
    expect(cells.length).toBeGreaterThan(AUDIT_PAGE_SIZE * 2);
    expect(cells.some(({ By, Action }) => By === 'Dr P Lindqvist' && Action === 'refuse')).toBe(true);
    expect((await ofAva()).lines[0]).toMatchObject({ action: 'export', detail: `${cells.length} lines` });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', 'a"b', "=cmd|' /C calc'!A0"])(
    'a cell %j is text to a spreadsheet',
    (by) => {
      const line: AuditLine = {
        id: '1',
        at: '2026-03-10T11:00:00Z',
        by,
        role: 'admin',
        action: 'read',
        entity: 'patient',
        outcome: 'done',
        aboutChild: true,
        detail: null,
        address: null,
        requestId: null,
      };
      const [, row] = parse(csvOf([line]), { bom: true });
      expect(row![1]).toBe(/^[a-z]/.test(by) ? by : `'${by}`);
      const [, unusualRow] = parse(
        unusualCsvOf([
          { id: '1', kind: 'refusals', userId: '1', by, role: 'admin', at: line.at, times: 5, patient: null },
        ]),
        { bom: true },
      );
      expect(unusualRow![1]).toBe(row![1]);
    },
  );
});
