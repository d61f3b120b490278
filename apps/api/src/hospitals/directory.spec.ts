import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AdminHome } from '@shared-care/contracts/admin-home/answers';
import type {
  ClosureReview,
  ContactSheet,
  HospitalDirectory,
  HospitalNetwork,
  HospitalPage,
  PrintPack,
  PublicContacts,
  PublishedHospitals,
} from '@shared-care/contracts/hospitals/answers';
import { createDataSource } from '@shared-care/database/data-source';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importOds } from '../feeds/import-ods';
import type { Client } from '../testing/client';
import { ADMIN, BERKSHIRE_CONSULTANT, DOCTOR, NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('the directory of shared care hospitals', () => {
  let app: TestApp;
  let nurse: Client;
  let admin: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    admin = await app.signIn(ADMIN);
  });
  afterAll(() => app.stop());

  const directory = async (client: Client) => (await client.get<HospitalDirectory>('/api/hospitals/directory')).body;
  const page = async (client: Client, code: string) =>
    (await client.get<HospitalPage>(`/api/hospitals/${await app.hospital(code)}`)).body;

  it('lists each hospital of ours with its figures, which agree with the rows', async () => {
    const { hospitals } = await directory(nurse);
    const [counted] = await app.sql<{ children: string }>(
      `SELECT count(DISTINCT patient_id) AS children FROM shared_care_links WHERE hospital_id = $1 AND valid_to IS NULL`,
      [await app.hospital('RHW01')],
    );
    expect(hospitals.find(({ odsCode }) => odsCode === 'RHW01')?.figures?.children).toBe(Number(counted!.children));
    expect(hospitals[0]).toMatchObject({ networkRole: 'hub' });
    expect(hospitals.find(({ odsCode }) => odsCode === 'RDU52')?.linkConsultants).toEqual([]);
    expect(hospitals.find(({ odsCode }) => odsCode === 'RTE01')?.closing).toBe(true);
  });

  it('tells an admin numbers of children and a link consultant those of their own hospital alone', async () => {
    const ours = await directory(admin);
    expect(ours.hospitals.every(({ figures }) => figures !== null)).toBe(true);
    const theirs = await directory(await app.signIn(BERKSHIRE_CONSULTANT));
    expect(theirs.hospitals.filter(({ figures }) => figures !== null).map(({ odsCode }) => odsCode)).toEqual(['RHW01']);
  });

  it('no answer about hospitals names a child to anybody but the unit’s own clinical staff', async () => {
    const names = await app.sql<{ name: string }>('SELECT DISTINCT family_name AS name FROM patients');
    const id = await app.hospital('RHW01');
    const paths = ['directory', 'contact-sheet', id, `${id}/pack`].map((path) => `/api/hospitals/${path}`);
    for (const client of [admin, await app.signIn(BERKSHIRE_CONSULTANT)]) {
      for (const path of [...paths, '/api/admin-home', '/api/contacts/to-verify']) {
        const { text } = await client.get(path);
        expect(
          names.filter(({ name }) => new RegExp(`"familyName"|\\b${name}, `).test(text)),
          path,
        ).toEqual([]);
      }
    }
  });

  it('a statement of what a hospital can do is replaced, never overwritten; a stale one is told what stands', async () => {
    const id = await app.hospital('RHW01');
    const state = (client: Client, words: string, replaces: string | null, asOf = '2026-03-09') =>
      client.post<HospitalPage>(`/api/hospitals/${id}/capabilities`, { kind: 'assay', words, asOf, replaces });
    const first = (await state(nurse, 'Weekdays', null)).body.capabilities.find(({ words }) => words === 'Weekdays')!;
    expect(first).toMatchObject({ asOf: '2026-03-09', recordedBy: 'A Boyd' });
    const second = (await state(admin, 'Every day', first.id)).body.capabilities;
    expect(second.map(({ words }) => words)).toContain('Every day');
    expect(second.map(({ id: each }) => each)).not.toContain(first.id);
    const stale = await state(nurse, 'Mondays', first.id);
    expect(stale.status).toBe(409);
    expect(stale.problem.current).toMatchObject({ capability: { words: 'Every day' } });
    expect((await state(nurse, 'Later', null, '2026-04-01')).problem.errors?.[0]?.field).toBe('asOf');
    expect(await app.sql('SELECT 1 FROM hospital_capabilities WHERE id = $1', [first.id])).toHaveLength(1);
    expect((await state(await app.signIn(DOCTOR), 'Mine', null)).status).toBe(404);
  });

  it('a hospital leaves our network only when no child is linked to it', async () => {
    const linked = await page(admin, 'RHW01');
    const refused = await admin.post(`/api/hospitals/${linked.id}/network`, {
      version: linked.version,
      networkRole: 'other',
      reason: 'It sees no children any more.',
    });
    expect(refused.status).toBe(422);
    const why = JSON.stringify(refused.problem.errors);
    expect(why).toMatch(/children are linked to this hospital/);
    expect(why).toMatch(/open access arrangements send children here/);
    // Without links an arrangement that still runs, or an open alert, holds it.
    const [last] = await app.sql<{ id: string }>(
      `SELECT hospital_id AS id FROM open_access_arrangements WHERE state = 'active' AND hospital_id <> $1 LIMIT 1`,
      [linked.id],
    );
    const before = await app.sql<{ id: string; until: string | null }>(
      'SELECT id, valid_to::text AS until FROM shared_care_links WHERE hospital_id = $1',
      [last!.id],
    );
    await app.sql('UPDATE shared_care_links SET valid_to = greatest(valid_from, sec.now()) WHERE hospital_id = $1', [
      last!.id,
    ]);
    const [counted] = await app.sql<{ version: number }>('SELECT version FROM hospitals WHERE id = $1', [last!.id]);
    const held = await admin.post(`/api/hospitals/${last!.id}/network`, {
      version: counted!.version,
      networkRole: 'other',
      reason: 'It sees no children any more.',
    });
    expect(held.status).toBe(422);
    expect(JSON.stringify(held.problem.errors)).toMatch(/^(?!.*linked to).*open access arrangement/);
    for (const { id, until } of before)
      await app.sql('UPDATE shared_care_links SET valid_to = $2 WHERE id = $1', [id, until]);
    const free = await page(admin, 'RDU52');
    const unreasoned = await admin.post(`/api/hospitals/${free.id}/network`, {
      version: free.version,
      networkRole: 'other',
    });
    expect(unreasoned.problem.errors?.[0]?.field).toBe('reason');
    const left = await admin.post<HospitalPage>(`/api/hospitals/${free.id}/network`, {
      version: free.version,
      networkRole: 'other',
      reason: 'It sees no children any more.',
    });
    expect(left.body.networkRole).toBe('other');
    const stale = await admin.post(`/api/hospitals/${free.id}/network`, {
      version: free.version,
      networkRole: 'shared_care',
    });
    expect(stale.status).toBe(409);
    await admin.post(`/api/hospitals/${free.id}/network`, { version: left.body.version, networkRole: 'shared_care' });
    const { history } = (await admin.get<HospitalNetwork>(`/api/hospitals/${free.id}/network`)).body;
    expect(history).toMatchObject([
      { was: 'other', becomes: 'shared_care', reason: null },
      { becomes: 'other', reason: 'It sees no children any more.', counts: { children: 0 } },
    ]);
  });

  it('says in numbers what hangs on a hospital, to admins alone', async () => {
    const id = await app.hospital('RHW01');
    await app.logAttendance(nurse, { hospitalId: id });
    const { hangs } = (await admin.get<HospitalNetwork>(`/api/hospitals/${id}/network`)).body;
    const [counted] = await app.sql<{ children: string; alerts: string }>(
      `SELECT (SELECT count(DISTINCT patient_id) FROM shared_care_links WHERE hospital_id = $1 AND valid_to IS NULL) AS children,
              (SELECT count(*) FROM alerts a JOIN attendances t ON t.id = a.attendance_id
               WHERE t.hospital_id = $1 AND a.state IN ('open', 'acknowledged', 'awaiting')) AS alerts`,
      [id],
    );
    expect([hangs.children, hangs.openAlerts]).toEqual([Number(counted!.children), Number(counted!.alerts)]);
    expect(hangs.openAlerts).toBeGreaterThan(0);
    expect(hangs.arrangements).toBeGreaterThan(0);
    for (const email of [DOCTOR, BERKSHIRE_CONSULTANT])
      expect((await (await app.signIn(email)).get(`/api/hospitals/${id}/network`)).status).toBe(404);
  });

  it('any published hospital is found, with how many there are, and brought into the network', async () => {
    await app.sql(
      `INSERT INTO hospitals (ods_code, name, published_name)
       SELECT 'ZZ' || lpad(n::text, 3, '0'), 'Churchdown Hospital ' || n, 'CHURCHDOWN' FROM generate_series(1, 70) AS n`,
    );
    const find = async (words: string) =>
      (await admin.get<PublishedHospitals>(`/api/hospitals/published?search=${words}`)).body;
    const found = await find('churchd');
    expect([found.hospitals.length, found.total]).toEqual([50, 70]);
    expect(await find('')).toEqual({ hospitals: [], total: 0 });
    const [wanted] = (await find('zz007')).hospitals;
    const { body } = await admin.get<HospitalPage>(`/api/hospitals/${wanted!.id}`);
    await admin.post(`/api/hospitals/${wanted!.id}/network`, { version: body.version, networkRole: 'shared_care' });
    expect((await find('zz007')).total).toBe(0);
    expect((await directory(nurse)).hospitals.map(({ odsCode }) => odsCode)).toContain('ZZ007');
  });

  describe('a closure in a newer ODS file', () => {
    it('opens a review, moves nothing, and is decided once with a reason', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'ods-closure-'));
      const file = join(folder, 'ord-RD8.json');
      const links = 'SELECT json_agg(l ORDER BY id)::text AS rows FROM shared_care_links l';
      // A closure makes each arrangement there due for review; where a child is to go never changes by itself.
      const arrangements =
        'SELECT json_agg(json_build_array(id, patient_id, hospital_id, where_to_go) ORDER BY id)::text AS rows FROM open_access_arrangements';
      const before = [await app.sql(links), await app.sql(arrangements)];
      await writeFile(
        file,
        JSON.stringify({
          Organisation: {
            Name: 'MILTON KEYNES HOSPITAL',
            Date: [
              { Type: 'Operational', Start: '2000-01-01', End: '2026-06-30' },
              { Type: 'Legal', Start: '2000-01-01', End: '2026-06-30' },
            ],
            OrgId: { root: '2.16.840.1.113883.2.1.3.2.4.18.48', extension: 'RD816' },
            Status: 'Inactive',
            Roles: { Role: [{ id: 'RO198', uniqueRoleId: 1, primaryRole: true, Status: 'Inactive' }] },
            Succs: { Succ: [{ uniqueSuccId: 1, Type: 'Successor', Target: { OrgId: { extension: 'RC971' } } }] },
          },
        }),
      );
      const feeds = await createDataSource(app.database.url, 'feeds', 1).initialize();
      const report = await importOds(feeds, file);
      expect(report.counts.closed, JSON.stringify(report)).toBe(1);
      await importOds(feeds, file);
      await feeds.destroy();
      await rm(folder, { recursive: true });

      const home = (await admin.get<AdminHome>('/api/admin-home')).body;
      const reviews = home.closures.filter(({ hospital }) => hospital.odsCode === 'RD816');
      expect(reviews).toHaveLength(1);
      const [review] = reviews as [ClosureReview];
      expect(review).toMatchObject({
        closedOn: '2026-06-30',
        successors: [{ odsCode: 'RC971', networkRole: 'shared_care' }],
      });
      expect(review.touches.children).toBeGreaterThan(0);
      expect(home.imports[0]).toMatchObject({ counts: { unchanged: 1 } });
      expect([await app.sql(links), await app.sql(arrangements)]).toEqual(before);

      const decide = (client: Client, body: object) =>
        client.post<ClosureReview>(`/api/closure-reviews/${review.id}/decide`, body);
      expect((await decide(nurse, { version: 1, accept: true, reason: 'x' })).status).toBe(404);
      expect(
        (await decide(admin, { version: review.version, accept: true, reason: '' })).problem.errors?.[0]?.field,
      ).toBe('reason');
      const decided = await decide(admin, {
        version: review.version,
        accept: true,
        reason: 'Moves agreed with the trust.',
      });
      expect(decided.body).toMatchObject({
        state: 'accepted',
        decidedBy: 'T Admin',
        reason: 'Moves agreed with the trust.',
      });
      expect((await decide(admin, { version: review.version, accept: false, reason: 'No.' })).status).toBe(409);
      expect([await app.sql(links), await app.sql(arrangements)]).toEqual(before);
      expect((await directory(nurse)).hospitals.find(({ odsCode }) => odsCode === 'RD816')?.closing).toBe(true);
    });

    it('of the trust opens one for each of its hospitals in our network, and lapses when it is published no more', async () => {
      await app.sql(`UPDATE trusts SET closed_on = '2026-09-01' WHERE ods_code = 'RDU'`);
      const waiting = () =>
        app.sql<{ code: string }>(
          `SELECT h.ods_code AS code FROM closure_reviews r JOIN hospitals h ON h.id = r.hospital_id
           WHERE r.subject = 'trust' AND r.state = 'waiting' ORDER BY 1`,
        );
      expect((await waiting()).map(({ code }) => code)).toEqual(['RDU01', 'RDU50', 'RDU52']);
      await app.sql(`UPDATE trusts SET closed_on = NULL WHERE ods_code = 'RDU'`);
      expect(await waiting()).toEqual([]);
    });
  });

  describe('numbers on paper and in public', () => {
    it('the sheet, the packs, the public list and its page say the same of each number', async () => {
      const anybody = app.anonymous();
      const list = (await anybody.get<PublicContacts>('/api/public/contacts')).body;
      const fragment = (await anybody.get('/api/public/contacts/page')).text;
      const sheet = (await nurse.get<ContactSheet>('/api/hospitals/contact-sheet')).body;
      expect(list.asOf).toBe('2026-03-10');
      expect(fragment).toContain('<time datetime="2026-03-10">10-Mar-2026</time>');
      let numbers = 0;
      for (const hospital of sheet.hospitals) {
        const pack = (await nurse.get<PrintPack>(`/api/hospitals/${hospital.id}/pack`)).body;
        expect(pack.hospital).toEqual(hospital);
        const expected = hospital.contacts.filter(({ onPublicList, health }) => onPublicList && health !== 'stale');
        const published = list.hospitals.find(({ odsCode }) => odsCode === hospital.odsCode)?.contacts ?? [];
        expect(published.map(({ phone, label }) => [label, phone])).toEqual(
          expected.map(({ phone, label }) => [label, phone]),
        );
        for (const { phone } of expected) expect(fragment).toContain(`>${phone}</a>`);
        numbers += expected.length;
      }
      expect(numbers).toBeGreaterThan(20);
      expect(fragment.match(/<tr><th scope="row">/g)).toHaveLength(numbers);
    });

    it('the public list holds no person, bleep, email or stale number', async () => {
      await app.sql(`UPDATE hospital_contacts SET label = '<b>Ward & "7"</b>' WHERE id = (
        SELECT c.id FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id WHERE h.ods_code = 'RXQ02' AND c.purpose = 'ward')`);
      const { text } = await app.anonymous().get('/api/public/contacts');
      const fragment = (await app.anonymous().get('/api/public/contacts/page')).text;
      const people = await app.sql<{ name: string }>(
        'SELECT name FROM link_consultants UNION SELECT display_name FROM users',
      );
      const stale = await app.sql<{ phone: string }>('SELECT phone FROM hospital_contacts WHERE failed_calls >= 2');
      expect(stale.length).toBeGreaterThan(0);
      for (const answer of [text, fragment]) {
        for (const { name } of people) expect(answer).not.toContain(name);
        for (const { phone } of stale) expect(answer).not.toContain(phone);
        expect(answer).not.toMatch(/@example\.org|bleep|5926/i);
      }
      expect(fragment).toContain('&lt;b&gt;Ward &amp; &quot;7&quot;&lt;/b&gt;');
      expect(fragment).not.toContain('<b>');
    });

    it('a pack lists children for the unit’s clinical staff only, and each look at them is on record', async () => {
      const id = await app.hospital('RHW01');
      const pack = (await nurse.get<PrintPack>(`/api/hospitals/${id}/pack`)).body;
      expect(pack.children?.map(({ familyName }) => familyName)).toContain('Smith');
      expect(pack.hub?.contacts.map(({ purpose }) => purpose)).toContain('on_call_registrar');
      for (const email of [ADMIN, BERKSHIRE_CONSULTANT])
        expect((await (await app.signIn(email)).get<PrintPack>(`/api/hospitals/${id}/pack`)).body.children).toBeNull();
      const [row] = await app.sql<{ children: string[]; detail: string }>(
        `SELECT patient_ids AS children, detail FROM audit_entries WHERE entity = 'print_pack' AND entity_id = $1
         AND patient_ids IS NOT NULL ORDER BY id DESC LIMIT 1`,
        [id],
      );
      expect(new Set(row!.children)).toEqual(new Set(pack.children!.map((child) => child.id)));
    });
  });

  it('the admin’s home counts children nobody answers for, without naming one', async () => {
    const before = (await admin.get<AdminHome>('/api/admin-home')).body;
    const [link] = await app.sql<{ id: string; patient_id: string }>(
      `SELECT l.id, l.patient_id FROM shared_care_links l WHERE l.valid_to IS NULL AND l.role = 'primary'
         AND NOT EXISTS (SELECT 1 FROM shared_care_links o WHERE o.patient_id = l.patient_id AND o.id <> l.id) LIMIT 1`,
    );
    await app.sql(`UPDATE shared_care_links SET link_consultant_id = NULL WHERE id = $1`, [link!.id]);
    const after = (await admin.get<AdminHome>('/api/admin-home')).body;
    expect(after.childrenWithoutConsultant).toBe(before.childrenWithoutConsultant + 1);
    expect(after.hospitalsWithoutConsultant).toEqual(before.hospitalsWithoutConsultant);
    expect(after.hospitalsWithoutConsultant.map(({ name }) => name)).toContain('Heatherwood Hospital');
    expect(after.contacts.length).toBeGreaterThan(0);
    expect(after.contactsVerified).toBeLessThan(after.contactsInUse);
    expect((await nurse.get('/api/admin-home')).status).toBe(404);
  });
});
