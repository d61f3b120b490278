import { createHash, randomUUID } from 'node:crypto';
import type {
  CheckedCode,
  EmergencyAdvice,
  Letter,
  LetterBatchDetail,
  LetterInList,
  LetterTemplate,
} from '@shared-care/contracts/letters/answers';
import type { BegunPlan, EmergencyPlan } from '@shared-care/contracts/emergency-plans/answers';
import { PLAN_FIELDS, PLAN_FIELD_NAMES, type PlanSections } from '@shared-care/domain/emergency-plan';
import jsQR from 'jsqr';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import {
  ADMIN,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  TUESDAY_11,
  until,
  type TestApp,
} from '../testing/test-app';
import { readPdf, type Read } from '../testing/read-pdf';
import { getDataSourceToken } from '@nestjs/typeorm';
import { CONFIG } from '../platform/config';
import { LetterBatchWorker } from './letter-batch.worker';

describe('letters', () => {
  let app: TestApp;
  let nurse: Client;
  let doctor: Client;
  let mateo: string;

  beforeAll(async () => {
    app = await startTestApp({ role: 'worker' });
    [nurse, doctor] = [await app.signIn(NURSE), await app.signIn(DOCTOR)];
    mateo = await app.find('García-López', 'Mateo');
  });
  afterAll(() => app.stop());
  beforeEach(() => app.database.setClock(TUESDAY_11));

  const issue = (change: object = {}, client = nurse, key: string = randomUUID()): Promise<Answer<Letter>> =>
    client.post<Letter>(
      '/api/letters',
      { patientId: mateo, kind: 'open_access', recipient: 'family', ...change },
      { 'Idempotency-Key': key },
    );
  const issued = async (change: object = {}): Promise<Letter> => {
    const answer = await issue(change);
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const check = async (code: string): Promise<CheckedCode> =>
    (await app.anonymous().get<CheckedCode>(`/api/letters/check/${code}`)).body;
  const pdf = async (path: string, client = nurse): Promise<Read> => {
    const response = await fetch(app.url + path, { headers: { Cookie: client.sessionCookie! } });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('application/pdf');
    return readPdf(new Uint8Array(await response.arrayBuffer()));
  };

  it('is a PDF that another program reads: words, code, NHS number in one piece, title, language and tags', async () => {
    const letter = await issued();
    const read = await pdf(`/api/letters/${letter.id}/pdf`);
    const all = read.pages.join('\n').replaceAll('\u00a0', ' ');
    expect(all).toContain(letter.model.code);
    expect(all).toContain(letter.model.patient.nhsNumber.replaceAll('\u00a0', ' '));
    expect(all).toContain('Mateo García-López');
    expect(all).toContain('Treat before scanning.');
    expect(all).toContain('On emicizumab');
    expect(all).toContain(`Page 1 of ${read.pages.length}`);
    expect(all).toContain('by A Boyd');
    expect(read).toMatchObject({ title: 'Open access letter', language: 'en-GB', marked: true });
    expect(read.tags).toEqual(expect.arrayContaining(['Document', 'H1', 'H2', 'P']));
  });

  it('writes names that Helvetica has no letters for', async () => {
    for (const [family, given] of [
      ['Nguyễn', 'Minh Anh'],
      ['Kowalski', 'Łukasz'],
    ] as const) {
      const letter = await issued({ patientId: await app.find(family, given), kind: 'dental', recipient: 'dentist' });
      expect((await pdf(`/api/letters/${letter.id}/pdf`)).pages[0]).toContain(`${given} ${family}`);
    }
  });

  it('carries a QR code that a camera reads as the address of its check', async () => {
    const letter = await issued();
    const { size, path } = letter.qr;
    const scale = 6;
    const side = size * scale;
    const picture = new Uint8ClampedArray(side * side * 4).fill(255);
    for (const [, column, row] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
      for (let y = 0; y < scale; y++)
        for (let x = 0; x < scale; x++) {
          const at = ((Number(row) * scale + y) * side + Number(column) * scale + x) * 4;
          picture.fill(0, at, at + 3);
        }
    const seen = jsQR(picture, side, side);
    expect(seen?.data).toBe(letter.checkUrl);
    expect(letter.checkUrl).toMatch(/^http:\/\/.*\/check\/[CDFHJKMNPRTVWXY3479]{10}$/);
  });

  it('in large print is written in larger letters, and takes the room it needs', async () => {
    const [small, large] = [
      await issued({ kind: 'school', recipient: 'school' }),
      await issued({ kind: 'school', recipient: 'school', largePrint: true }),
    ];
    const [one, other] = [await pdf(`/api/letters/${small.id}/pdf`), await pdf(`/api/letters/${large.id}/pdf`)];
    expect(one.pages).toHaveLength(1);
    // All but the foot of the page: 12 points at least, in large print 16.
    expect(Math.min(...one.sizes.filter((size) => size > 11))).toBe(12);
    expect(Math.min(...other.sizes.filter((size) => size > 11))).toBe(16);
    expect(one.sizes.filter((size) => size === 18).length).toBeGreaterThan(0);
  });

  it('the card is one page, with the longest text that can be saved', async () => {
    const patientId = await app.find('Rahman', 'Yusuf');
    const begun = (await nurse.post<BegunPlan>('/api/emergency-plans', { patientId })).body;
    const sections = Object.fromEntries(
      PLAN_FIELD_NAMES.map((name) => [name, 'Wmw '.repeat(100).slice(0, PLAN_FIELDS[name].most).trim()]),
    ) as PlanSections;
    const saved = await nurse.post<EmergencyPlan>(`/api/emergency-plans/${begun.id}/text`, {
      version: begun.version,
      sections,
      reviewBy: '2026-12-01',
      forTodaysFacts: true,
    });
    expect(
      (await doctor.post(`/api/emergency-plans/${begun.id}/approve`, { version: saved.body.version })).status,
    ).toBe(200);
    const card = await issued({ patientId, kind: 'emergency_card', recipient: 'ward', recipientName: 'Ward 7' });
    const read = await pdf(`/api/letters/${card.id}/pdf`);
    expect(read.pages).toHaveLength(1);
    for (const words of ['Page 1 of 1', 'Diagnosis: ', 'Inhibitor: ', 'Treatment: ', 'Central line: ', 'Allergies: '])
      expect(read.pages[0]).toContain(words);
    expect(read.pages[0]).toContain(card.model.code);
  });

  it('is superseded by the next of its kind for the same reader, and only by that', async () => {
    const [first, toGp] = [await issued(), await issued({ recipient: 'gp' })];
    expect((await check(first.model.code)).answer).toBe('current');
    const second = await issued();
    expect(second.versionNumber).toBe(first.versionNumber + 1);
    expect((await check(first.model.code)).answer).toBe('superseded');
    expect((await check(second.model.code)).answer).toBe('current');
    expect((await check(toGp.model.code)).answer).toBe('current');
    const old = await pdf(`/api/letters/${first.id}/pdf`);
    expect(old.pages.every((page) => page.includes('SUPERSEDED'))).toBe(true);
    expect((await nurse.get<Letter>(`/api/letters/${first.id}`)).body.answer).toBe('superseded');
  });

  it('sent twice it is issued once', async () => {
    const key = randomUUID();
    const [one, other] = [await issue({}, nurse, key), await issue({}, nurse, key)];
    expect(other.body.id).toBe(one.body.id);
    expect((await issue({}, nurse, 'no uuid')).status).toBe(400);
  });

  it('withdrawn, its code says so and its print carries the word', async () => {
    const letter = await issued();
    const gone = await nurse.post<Letter>(`/api/letters/${letter.id}/withdraw`, { version: 1, because: 'Wrong ward.' });
    expect(gone.body).toMatchObject({ state: 'withdrawn', answer: 'withdrawn' });
    expect(await check(letter.model.code)).toMatchObject({ answer: 'withdrawn' });
    expect((await pdf(`/api/letters/${letter.id}/pdf`)).pages[0]).toContain('WITHDRAWN');
    expect((await nurse.post(`/api/letters/${letter.id}/withdraw`, { version: 2, because: 'Again.' })).status).toBe(
      422,
    );
    expect((await nurse.post(`/api/letters/${letter.id}/withdraw`, { version: 1, because: 'Again.' })).status).toBe(
      409,
    );
  });

  it('ends with the plan or the arrangement that it repeats', async () => {
    const patientId = await app.find('Evans', 'Harri');
    const letter = await issued({ patientId });
    const [{ id, version, code }] = (await app.sql<{ id: string; version: number; code: string }>(
      `SELECT id, version, code FROM emergency_plans WHERE patient_id = $1 AND state = 'approved'`,
      [patientId],
    )) as [{ id: string; version: number; code: string }];
    expect((await check(code)).answer).toBe('current');
    await doctor.post(`/api/emergency-plans/${id}/withdraw`, { version, because: 'Wrong product.' });
    expect((await check(letter.model.code)).answer).toBe('withdrawn');
    expect((await check(code)).answer).toBe('withdrawn');
    const refused = await issue({ patientId });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('emergency plan');

    const noah = await app.find('Brown', 'Noah');
    const arranged = await issued({ patientId: noah, recipient: 'ward', recipientName: 'Ward 7' });
    const [arrangement] = await app.sql<{ id: string; version: number }>(
      `SELECT id, version FROM open_access_arrangements WHERE patient_id = $1 AND state = 'active'`,
      [noah],
    );
    const gone = await doctor.post(`/api/open-access/${arrangement!.id}/withdraw`, {
      version: arrangement!.version,
      reason: 'Moved away.',
      familyTold: 'By telephone',
    });
    expect(gone.status, gone.text).toBe(200);
    expect((await check(arranged.model.code)).answer).toBe('withdrawn');
    expect((await issue({ patientId: noah })).text).toContain('open access arrangement');
  });

  it('after its review date the code says to ring the unit', async () => {
    const letter = await issued();
    await app.database.setClock(new Date(`${letter.model.reviewBy!}T12:00:00Z`));
    expect((await check(letter.model.code)).answer).toBe('current');
    await app.database.setClock(new Date(new Date(`${letter.model.reviewBy!}T12:00:00Z`).getTime() + 86_400_000));
    expect((await check(letter.model.code)).answer).toBe('past_review');
  });

  describe('the public check', () => {
    it('names nobody and knows no more than the paper', async () => {
      const letter = await issued();
      const answer = await app.anonymous().get<CheckedCode>(`/api/letters/check/${letter.model.code}`);
      expect(Object.keys(answer.body).sort()).toEqual(
        ['answer', 'issuedOn', 'reviewBy', 'unitName', 'versionNumber'].sort(),
      );
      expect(answer.text).not.toMatch(/Mateo|García|999/);
    });

    it('answers an unknown code and a mistyped one alike', async () => {
      const [unknown, mistyped] = [await check('CCCCCCCCCC'), await check("x' OR 1=1")];
      expect(unknown).toEqual(mistyped);
      expect(unknown).toMatchObject({ answer: 'not_known', versionNumber: null });
    });

    it('lets nobody guess: the 31st try in a minute waits', async () => {
      await app.database.setClock(new Date('2026-03-10T11:30:05Z'));
      const tries: number[] = [];
      for (let i = 0; i < 31; i++) tries.push((await app.anonymous().get('/api/letters/check/CCCCCCCCCC')).status);
      expect(tries.slice(0, 30).every((status) => status === 200)).toBe(true);
      expect(tries[30]).toBe(429);
      const [{ kept }] = (await app.sql<{ kept: string }>(
        `SELECT string_agg(c::text, ' ') AS kept FROM code_checks c`,
      )) as [{ kept: string }];
      expect(kept).not.toMatch(/127\.0\.0\.1|CCCC/);
      // There are few enough addresses to try them all.
      for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '::1'])
        expect(kept).not.toContain(createHash('sha256').update(address).digest('hex'));
    });
  });

  it('stays as it was issued, even for the owner of the database', async () => {
    const { id } = await issued();
    for (const change of [`model = '{}'`, `recipient_name = 'x'`, `code = 'CCCCCCCCCC'`, `issued_at = now()`])
      await expect(app.sql(`UPDATE letters SET ${change} WHERE id = $1`, [id])).rejects.toThrow('stays as it was');
    await expect(app.sql('DELETE FROM letters WHERE id = $1', [id])).rejects.toThrow('stays as it was');
    // Old letters keep the words they were issued with when the template changes.
    const before = (await nurse.get<Letter>(`/api/letters/${id}`)).body.model;
    await app.sql(`UPDATE patients SET given_name = 'Matteo' WHERE id = $1`, [mateo]);
    expect((await nurse.get<Letter>(`/api/letters/${id}`)).body.model).toEqual(before);
    await app.sql(`UPDATE patients SET given_name = 'Mateo' WHERE id = $1`, [mateo]);
  });

  it('is not for consultants and admins, and none is issued after a death', async () => {
    const { id } = await issued();
    for (const email of [STOKE_CONSULTANT, ADMIN]) {
      const client = await app.signIn(email);
      expect((await client.get(`/api/letters/${id}`)).status).toBe(404);
      expect((await client.get(`/api/letters/${id}/pdf`)).status).toBe(404);
      expect((await issue({}, client)).status).toBe(404);
    }
    await app.sql(`UPDATE patients SET died_on = '2026-03-09' WHERE id = $1`, [mateo]);
    expect((await issue()).status).toBe(422);
    await app.sql('UPDATE patients SET died_on = NULL WHERE id = $1', [mateo]);
  });

  it('each issue and each PDF leaves a row with the child, and the list shows who holds what', async () => {
    const [{ last }] = (await app.sql<{ last: string }>('SELECT max(id) AS last FROM audit_entries')) as [
      { last: string },
    ];
    const letter = await issued({ recipient: 'ward', recipientName: 'Ward 7' });
    await pdf(`/api/letters/${letter.id}/pdf`);
    const left = await app.sql<{ action: string; entity: string; patient_id: string }>(
      'SELECT action, entity, patient_id FROM audit_entries WHERE id > $1 ORDER BY id',
      [last],
    );
    expect(left).toEqual(
      ['create', 'read', 'export'].map((action) => ({ action, entity: 'letter', patient_id: mateo })),
    );
    const { body } = await nurse.get<LetterInList[]>(`/api/patients/${mateo}/letters`);
    expect(body.find(({ id }) => id === letter.id)).toMatchObject({
      recipientName: 'Ward 7',
      issuedBy: 'A Boyd',
      state: 'current',
    });
  });

  describe('templates', () => {
    const school = async (client = nurse): Promise<LetterTemplate> =>
      (await client.get<LetterTemplate[]>('/api/letter-templates')).body.find(
        ({ kind, state }) => kind === 'school' && state === 'draft',
      )!;

    it('speak from the moment a doctor who did not write them approves', async () => {
      const draft = await school();
      const save = (client: Client, version: number, body: string) =>
        client.post<LetterTemplate[]>(`/api/letter-templates/${draft.id}/text`, { version, title: 'For school', body });
      expect((await save(nurse, draft.version, 'Give {dose}.')).text).toContain('{dose}');
      expect((await save(nurse, draft.version, 'Give 5.0 ml.')).status).toBe(400);
      expect((await save(nurse, draft.version, 'New words for {child}.')).status).toBe(200);
      expect((await save(nurse, draft.version, 'Stale.')).status).toBe(409);
      const before = await issued({ kind: 'school', recipient: 'school' });
      expect(JSON.stringify(before.model)).not.toContain('New words');
      const other = await app.signIn(OTHER_NURSE);
      expect(
        (await other.post(`/api/letter-templates/${draft.id}/approve`, { version: draft.version + 1 })).status,
      ).toBe(404);
      expect(
        (await doctor.post(`/api/letter-templates/${draft.id}/approve`, { version: draft.version + 1 })).status,
      ).toBe(200);
      const after = await issued({ kind: 'school', recipient: 'school' });
      expect(after.model.blocks).toEqual([{ type: 'text', text: 'New words for Mateo García-López.' }]);
      await expect(app.sql(`UPDATE letter_templates SET body = 'x' WHERE id = $1`, [draft.id])).rejects.toThrow(
        'cannot be changed',
      );
    });

    it('typed in by a doctor are approved by another', async () => {
      const mine = (await doctor.post<LetterTemplate[]>('/api/letter-templates', { kind: 'dental' })).body.find(
        ({ kind, state }) => kind === 'dental' && state === 'draft',
      )!;
      expect((await doctor.post(`/api/letter-templates/${mine.id}/approve`, { version: mine.version })).status).toBe(
        422,
      );
    });
  });

  it('the emergency advice opens for every consultant, names no child and rings the unit first', async () => {
    const stoke = await app.signIn(STOKE_CONSULTANT);
    const { status, body } = await stoke.get<EmergencyAdvice>('/api/emergency-advice');
    expect(status).toBe(200);
    expect(body.approvedBy).toBe('Dr K Shah');
    expect(JSON.stringify(body.blocks)).toContain('Treat before scanning');
    expect(body.ringNow[0]!.label).toContain('PHU nurses');
    expect(body.unitNumbers.map(({ phone }) => phone)).toContain('01632 960999');
  });

  describe('a batch for a hospital', () => {
    it('issues one letter for each child, skips with the reason, and is one PDF', async () => {
      const hospitalId = await app.hospital('RXQ02');
      const asked = await nurse.post<LetterBatchDetail>('/api/letter-batches', {
        hospitalId,
        kind: 'open_access',
        recipient: 'ward',
      });
      expect(asked.status).toBe(201);
      const done = await until(async () => {
        const { body } = await nurse.get<LetterBatchDetail>(`/api/letter-batches/${asked.body.id}`);
        return body.state === 'done' && body;
      });
      expect(done.issued + done.skipped).toBe(done.total);
      expect(done.issued).toBeGreaterThan(0);
      const zara = done.skippedChildren.find(({ patient }) => patient.familyName === 'Khan');
      expect(zara?.because).toContain('not in force');
      const read = await pdf(`/api/letter-batches/${asked.body.id}/pdf`);
      expect(read.pages.join('').match(/Page 1 of/g)).toHaveLength(done.issued);
      expect((await nurse.get<unknown[]>('/api/letter-batches')).body).toHaveLength(1);
    });

    it('cancelled stops, and another process takes up what one left', async () => {
      const worker = app.running.nest.get(LetterBatchWorker);
      await worker.beforeApplicationShutdown();
      const hospitalId = await app.hospital('RHW01');
      const ask = async (): Promise<LetterBatchDetail> =>
        (
          await nurse.post<LetterBatchDetail>('/api/letter-batches', {
            hospitalId,
            kind: 'vaccination',
            recipient: 'gp',
          })
        ).body;
      const [stopped, left] = [await ask(), await ask()];
      const cancelled = await nurse.post<LetterBatchDetail>(`/api/letter-batches/${stopped.id}/cancel`, {
        cancel: true,
      });
      expect(cancelled.body).toMatchObject({ state: 'cancelled', issued: 0 });
      // What a process that died half way leaves: a claim that was rolled back.
      await app.database.owner
        .transaction(async (tx) => {
          await tx.query('SET LOCAL ROLE shared_care_app');
          expect(await tx.query('SELECT * FROM sec.claim_batch_letter()')).toHaveLength(1);
          throw new Error('killed');
        })
        .catch(() => undefined);
      const other = new LetterBatchWorker(
        app.running.nest.get(getDataSourceToken('batches')),
        app.running.nest.get(CONFIG),
      );
      while (await other.cycle());
      const { body } = await nurse.get<LetterBatchDetail>(`/api/letter-batches/${left.id}`);
      expect(body.state).toBe('done');
      expect(body.issued + body.skipped).toBe(body.total);
      expect(body.issued).toBeGreaterThan(0);
      expect((await nurse.get<LetterBatchDetail>(`/api/letter-batches/${stopped.id}`)).body.issued).toBe(0);
    });
  });
});
