import { randomUUID } from 'node:crypto';
import type { BatchPreview, Letter, LetterInList, LetterPreview } from '@shared-care/contracts/letters/answers';
import type { UnitPage, UnitReadiness } from '@shared-care/contracts/unit/answers';
import { PLAN_FIELD_NAMES } from '@shared-care/domain/emergency-plan';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { A_MOTHER, aPlace } from '../family/testing/people';
import type { Answer, Client } from '../testing/client';
import { aLink, anApprovedPlan, aRecord } from '../testing/merging';
import { readPdf } from '../testing/read-pdf';
import { ADMIN, NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

const SECTIONS = Object.fromEntries(PLAN_FIELD_NAMES.map((name) => [name, 'Ring the unit.']));

describe('a letter is looked at before it is issued', () => {
  let app: TestApp;
  let nurse: Client;
  let child: string;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    await app.database.setClock(TUESDAY_11);
    child = await aRecord(app);
    await aLink(app, child, 'RHW01');
    await anApprovedPlan(app, child, SECTIONS);
    await app.sql(
      `INSERT INTO contact_details (patient_id, address, postcode) VALUES ($1, '3 Example Road', 'ZZ99 3AZ')`,
      [child],
    );
  });

  const asked = (change: object = {}): object => ({ patientId: child, kind: 'dental', recipient: 'family', ...change });
  const preview = (change: object = {}): Promise<Answer<LetterPreview>> =>
    nurse.post<LetterPreview>('/api/letters/preview', asked(change));
  const issue = (change: object = {}): Promise<Answer<Letter>> =>
    nurse.post<Letter>('/api/letters', asked(change), { 'Idempotency-Key': randomUUID() });

  it('shows what is then printed, word for word, and issues nothing by itself', async () => {
    const looked = (await preview()).body;
    expect(looked.stops).toEqual([]);
    expect((await nurse.get<LetterInList[]>(`/api/patients/${child}/letters`)).body).toEqual([]);
    const issued = await issue({ seen: looked.seen });
    expect(issued.status, issued.text).toBe(201);
    expect({ ...issued.body.model, code: '' }).toEqual(looked.model);
    expect((await preview()).body.replaces?.versionNumber).toBe(1);
    const [row] = await app.sql(
      `SELECT count(*)::int AS n FROM audit_entries WHERE patient_id = $1 AND entity = 'letter' AND detail LIKE 'preview%'`,
      [child],
    );
    expect(row).toEqual({ n: 2 });
  });

  it('issues nothing that reads otherwise than what was looked at', async () => {
    const { seen } = (await preview()).body;
    await app.sql(`UPDATE patients SET allergy_state = 'known', allergies = 'Latex' WHERE id = $1`, [child]);
    const answer = await issue({ seen });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('would read otherwise');
    const again = (await preview()).body;
    expect(again.model?.flags.join(' ')).toContain('Latex');
    expect((await issue({ seen: again.seen })).status).toBe(201);
  });

  it('names what stops a letter and what it goes without', async () => {
    const toDentist = (await preview({ recipient: 'dentist' })).body;
    expect(toDentist).toMatchObject({ model: null, seen: '' });
    expect(toDentist.stops.join(' ')).toContain('dentist of this child is not recorded');
    await app.sql('DELETE FROM contact_details WHERE patient_id = $1', [child]);
    expect((await preview()).body.notes).toEqual(['Address not recorded. Give it by hand.']);
    expect((await preview({ patientId: randomUUID() })).status).toBe(404);
    expect((await preview({ kind: 'nonsense' })).status).toBe(400);
  });

  it('greets a family by name and a practice as colleagues', async () => {
    await nurse.post(`/api/patients/${child}/family/people`, { ...A_MOTHER, id: randomUUID(), version: 0 });
    await aPlace(app, child, 'dentist', { name: 'Otter Dental', address: '5 Otter Lane' });
    expect((await preview()).body.model?.salutation).toBe(`Dear ${A_MOTHER.name},`);
    const model = (await preview({ recipient: 'dentist' })).body.model;
    expect(model).toMatchObject({ salutation: 'Dear colleagues,', issuer: 'Issued by A Boyd, haemostasis nurse' });
  });

  it('encloses current letters of this child and no other', async () => {
    const card = (await issue({ kind: 'emergency_card' })).body;
    const { model, seen } = (await preview({ enclosures: [card.id] })).body;
    expect(model?.enclosures).toEqual([`Emergency card, version 1, code ${card.model.code}`]);
    expect((await issue({ enclosures: [card.id], seen })).body.model.enclosures).toEqual(model?.enclosures);
    const other = await aRecord(app);
    const answer = await preview({ patientId: other, enclosures: [card.id] });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('not of this child');
    await nurse.post(`/api/letters/${card.id}/withdraw`, { version: card.version, because: 'Wrong weight.' });
    expect((await preview({ enclosures: [card.id] })).status).toBe(400);
  });

  it('a batch tells whom it goes to and who would be skipped, and makes nothing', async () => {
    const [hospital] = await app.sql<{ id: string }>(`SELECT id FROM hospitals WHERE ods_code = 'RHW01'`);
    const body = { hospitalId: hospital!.id, kind: 'dental', recipient: 'dentist' };
    await aPlace(app, child, 'dentist', { name: 'Otter Dental', address: '5 Otter Lane' });
    const children: BatchPreview['children'] = [];
    let total = 1;
    while (children.length < total) {
      const {
        status,
        body: page,
        text,
      } = await nurse.post<BatchPreview>('/api/letter-batches/preview', {
        ...body,
        from: children.length,
      });
      expect(status, text).toBe(200);
      total = page.total;
      children.push(...page.children);
    }
    expect(new Set(children.map(({ patient }) => patient.id)).size).toBe(total);
    expect(children.find(({ patient }) => patient.id === child)?.addressee).toBe('Otter Dental (dentist)');
    for (const { addressee, stops } of children) expect(addressee === null).toBe(stops.length > 0);
    expect((await nurse.get('/api/letter-batches')).body).toEqual([]);
  });

  it('the postal address of the unit stands on paper once an admin said it, and Set-up asks for it until then', async () => {
    const admin = await app.signIn(ADMIN);
    await app.sql('UPDATE unit SET postal_lines = NULL, postcode = NULL');
    const later = async (): Promise<string> => (await admin.get<UnitReadiness>('/api/readiness')).body.later.join(' ');
    expect(await later()).toContain('postal address of the unit is not recorded');
    expect((await preview()).body.notes.join(' ')).toContain('postal address of the unit is not recorded');
    const { version } = (await admin.get<UnitPage>('/api/unit')).body.facts;
    const change = { what: 'address', version, lines: ['Level 1', 'Riverside Way'], postcode: 'zz993az' };
    expect((await admin.post('/api/unit/changes', { ...change, postcode: 'nowhere' })).status).toBe(400);
    expect((await nurse.post('/api/unit/changes', change)).status).toBe(404);
    const said = await admin.post<UnitPage>('/api/unit/changes', change);
    expect(said.status, said.text).toBe(200);
    expect(said.body.facts.address).toEqual({ lines: ['Level 1', 'Riverside Way'], postcode: 'ZZ99 3AZ' });
    expect(said.body.changes.map(({ becomes }) => becomes)).toContain('Level 1, Riverside Way, ZZ99 3AZ');
    expect(await later()).not.toContain('postal address');
    for (const kind of ['dental', 'emergency_card']) {
      const letter = (await issue({ kind })).body;
      expect(letter.model.unitAddress).toEqual(['Level 1', 'Riverside Way', 'ZZ99 3AZ']);
      const response = await fetch(`${app.url}/api/letters/${letter.id}/pdf`, {
        headers: { Cookie: nurse.sessionCookie! },
      });
      const { pages } = await readPdf(new Uint8Array(await response.arrayBuffer()));
      expect(pages[0]).toContain('Level 1, Riverside Way, ZZ99 3AZ');
    }
    // Once it stands, a second admin answers for a change.
    const again = await admin.post<UnitPage>('/api/unit/changes', {
      ...change,
      version: said.body.facts.version,
      lines: ['Level 2'],
      reason: 'We move.',
    });
    expect(again.body.changes[0]).toMatchObject({ what: 'address', state: 'waiting', becomes: 'Level 2, ZZ99 3AZ' });
    expect(again.body.facts.address?.lines).toEqual(['Level 1', 'Riverside Way']);
  });
});
