import type { MergeBoard, MergePreview } from '@shared-care/contracts/merges/answers';
import type { PatientPage, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { createDataSource } from '@shared-care/database/data-source';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { aLink, anApprovedPlan, aRecord, BECAUSE, confirm, merged, propose, undo } from '../testing/merging';
import {
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  log,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

describe('two records of one child', () => {
  let app: TestApp;
  let boyd: Client;
  let ferrars: Client;
  let shah: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [boyd, ferrars, shah] = (await Promise.all([NURSE, OTHER_NURSE, DOCTOR].map((who) => app.signIn(who)))) as [
      Client,
      Client,
      Client,
    ];
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const twoRecords = async (changes: Record<string, unknown> = {}): Promise<[string, string]> => [
    await aRecord(app, changes),
    await aRecord(app),
  ];
  const preview = async (loserId: string, survivorId: string): Promise<MergePreview> => {
    const answer = await boyd.post<MergePreview>('/api/merges/preview', { loserId, survivorId });
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const ownerOf = async (table: string, id: string): Promise<string> =>
    (await app.sql<{ patient_id: string }>(`SELECT patient_id FROM ${table} WHERE id = $1`, [id]))[0]!.patient_id;

  it('records that look like one child are offered, until somebody has judged them', async () => {
    const shown = async (): Promise<string[]> =>
      (await boyd.get<MergeBoard>('/api/merges')).body.suggestions
        .filter(({ one }) => /^Dalrymp/.test(one.familyName))
        .map(
          ({ one, other, maybeTwins }) =>
            `${[one.givenName, other.givenName].sort().join(' and ')}${maybeTwins ? ', twins?' : ''}`,
        )
        .sort();
    const born = { birth_date: '2016-02-29' };
    const one = await aRecord(app, { ...born, family_name: 'Dalrymple', given_name: 'Catherine' });
    const other = await aRecord(app, { ...born, family_name: 'Dalrympel', given_name: 'Katherine' });
    await aRecord(app, { ...born, family_name: 'Dalrymple', given_name: 'Oskar' });
    await aRecord(app, { birth_date: '2016-03-01', family_name: 'Dalrymple', given_name: 'Catherine' });
    expect(await shown()).toEqual([
      'Catherine and Katherine',
      'Catherine and Oskar, twins?',
      'Katherine and Oskar, twins?',
    ]);
    const { body } = await propose(boyd, one, other);
    expect(await shown()).toHaveLength(2);
    expect((await boyd.get<MergeBoard>('/api/merges')).body.proposed.map(({ id }) => id)).toContain(body.id);
  });

  describe('takes two people', () => {
    it('one proposes with a reason, another confirms, and each step names both records in the audit log', async () => {
      const [loser, survivor] = await twoRecords();
      const proposed = await propose(boyd, loser, survivor);
      expect(proposed.status).toBe(201);
      expect(proposed.body).toMatchObject({ state: 'proposed', because: BECAUSE, undoUntil: null });
      expect((await boyd.get(`/api/patients/${loser}`)).status).toBe(200);

      const alone = await confirm(boyd, proposed.body);
      expect([alone.status, alone.problem.detail]).toEqual([422, expect.stringContaining('second person')]);
      const done = await confirm(ferrars, proposed.body);
      expect(done.status).toBe(200);
      expect(done.body).toMatchObject({ state: 'merged', confirmedBy: 'J Ferrars' });
      expect(done.body.undoUntil).toBe(new Date(Date.parse(done.body.confirmedAt!) + 30 * 86_400_000).toISOString());
      const parted = await undo(shah, done.body);
      expect(parted.body).toMatchObject({
        state: 'undone',
        notAsBefore: [],
        ended: { by: 'Dr K Shah', because: BECAUSE },
      });
      const audit = await app.sql<{ action: string; detail: string | null; both: boolean }>(
        `SELECT action, detail, patient_ids @> $2::uuid[] AND patient_ids <@ $2::uuid[] AS both FROM audit_entries
         WHERE entity = 'patient_merge' AND entity_id = $1 AND action <> 'read' ORDER BY id`,
        [done.body.id, [loser, survivor]],
      );
      expect(audit).toEqual([
        { action: 'create', detail: null, both: true },
        { action: 'update', detail: 'merged', both: true },
        { action: 'update', detail: 'undone', both: true },
      ]);
    });

    it('not even the table lets one person do both', async () => {
      const [loser, survivor] = await twoRecords();
      const { body } = await propose(boyd, loser, survivor);
      await expect(
        app.sql(
          `UPDATE patient_merges SET state = 'merged', confirmed_by = proposed_by, confirmed_at = sec.now(), snapshot = '[]', outcome = '[]' WHERE id = $1`,
          [body.id],
        ),
      ).rejects.toThrow(/patient_merges_by_two/);
    });

    it('a proposal is made once, declined with a reason, and does nothing afterwards', async () => {
      const [loser, survivor] = await twoRecords();
      const { body } = await propose(boyd, loser, survivor);
      const again = await propose(ferrars, survivor, loser);
      expect([again.status, again.problem.current]).toEqual([409, { id: body.id }]);
      const short = await ferrars.post(`/api/merges/${body.id}/decline`, { version: 1, because: 'no' });
      expect([short.status, short.problem.errors?.[0]?.field]).toEqual([400, 'because']);
      const declined = await ferrars.post(`/api/merges/${body.id}/decline`, {
        version: 1,
        because: 'They are cousins.',
      });
      expect(declined.body).toMatchObject({ state: 'declined', ended: { because: 'They are cousins.' } });
      expect((await confirm(ferrars, { id: body.id, version: 2 })).status).toBe(409);
      expect((await boyd.get(`/api/patients/${loser}`)).status).toBe(200);
    });

    it('two who confirm at once merge once', async () => {
      const [loser, survivor] = await twoRecords();
      const { body } = await propose(boyd, loser, survivor);
      const answers = await Promise.all([confirm(ferrars, body), confirm(shah, body)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });

  describe('become one', () => {
    it('the closed record is found by nobody, says to the unit where to go, and takes nothing more', async () => {
      const [loser, survivor] = await twoRecords({ family_name: 'Quillfeather' });
      const done = await merged(boyd, ferrars, loser, survivor);
      const found = await boyd.post<PatientSearchAnswer>('/api/patients/search', { query: 'quillfeather' });
      expect(found.body.matches).toEqual([]);
      const gone = await boyd.get(`/api/patients/${loser}`);
      expect([gone.status, gone.problem.code, gone.problem.current]).toEqual([410, 'merged', { survivorId: survivor }]);
      const logged = await log(
        boyd,
        await app.attendance({ patientId: loser, hospitalId: await app.hospital('RHW01') }),
      );
      expect([logged.status, logged.problem.code]).toEqual([410, 'merged']);
      const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
      const hidden = await consultant.get(`/api/patients/${loser}`);
      expect([hidden.status, hidden.text.includes(survivor)]).toEqual([404, false]);
      const page = await boyd.get<PatientPage>(`/api/patients/${survivor}`);
      expect(page.body.mergedHere).toEqual([{ mergeId: done.id, by: 'J Ferrars', at: done.confirmedAt }]);
      // Who had looked at it stays readable.
      expect((await boyd.get(`/api/audit/patients/${loser}`)).status).toBe(200);
    });

    it('nothing is written into a closed record, by whatever program', async () => {
      const [loser, survivor] = await twoRecords();
      await merged(boyd, ferrars, loser, survivor);
      await expect(app.sql(`INSERT INTO dental_care (patient_id) VALUES ($1)`, [loser])).rejects.toThrow(
        /merged into another/,
      );
      await expect(aLink(app, loser, 'RHW01')).rejects.toThrow(/merged into another/);
      await expect(
        app.sql('UPDATE patients SET merged_into_id = $1 WHERE id = $2', [loser, await aRecord(app)]),
      ).rejects.toThrow(/merged into another/);
    });

    it('a merged record is neither closed again nor merged into', async () => {
      const [loser, survivor] = await twoRecords();
      const third = await aRecord(app);
      const waiting = await propose(boyd, third, loser);
      await merged(boyd, ferrars, loser, survivor);
      for (const [from, to] of [
        [loser, third],
        [third, loser],
      ] as const)
        expect((await propose(boyd, from, to)).status).toBe(410);
      const late = await confirm(ferrars, waiting.body);
      expect([late.status, late.problem.detail]).toEqual([422, expect.stringContaining('merged into another already')]);
      const still = await ferrars.get<{ preview: null }>(`/api/merges/${waiting.body.id}`);
      expect([still.status, still.body.preview]).toEqual([200, null]);
    });

    it('facts are shown beside each other; a newer weight or inhibitor result comes with its series', async () => {
      const [loser, survivor] = await twoRecords({
        weight_kg: '19.50',
        weighed_on: '2025-01-01',
        inhibitor: 'present',
        inhibitor_on: '2025-01-02',
      });
      const { facts } = await preview(loser, survivor);
      expect(facts.filter(({ differs }) => differs).map(({ label, loser: theirs }) => [label, theirs])).toEqual([
        ['Inhibitor', 'Inhibitor (02-Jan-2025)'],
        ['Weight', '19.5 kg (01-Jan-2025)'],
      ]);
      const done = await merged(boyd, ferrars, loser, survivor);
      const { body } = await boyd.get<PatientPage>(`/api/patients/${survivor}`);
      expect(body.risks).toMatchObject({ weightKg: '19.5', inhibitor: 'present', inhibitorOn: '2025-01-02' });
      expect((await undo(boyd, done)).status).toBe(200);
      const parted = await boyd.get<PatientPage>(`/api/patients/${survivor}`);
      expect(parted.body.risks).toMatchObject({ weightKg: null, inhibitor: 'not_tested', inhibitorOn: null });
    });

    it('says beforehand when a number in doubt stays behind, and when the two are most likely two children', async () => {
      const numbers = await app.sql<{ digits: string }>(
        `SELECT n::text AS digits FROM generate_series(9990950000, 9990951000) AS n WHERE nhs_number_is_valid(n::text) LIMIT 2`,
      );
      const verified = numbers.map(({ digits }) => ({ nhs_number: digits, nhs_number_status: 'verified' }));
      const [one, other, without] = [
        await aRecord(app, verified[0]),
        await aRecord(app, verified[1]),
        await aRecord(app),
      ];
      expect((await preview(one, without)).lookAt).toEqual([]);
      const superseded = await aRecord(app, { nhs_number: numbers[0]!.digits, nhs_number_status: 'superseded' });
      expect((await preview(superseded, without)).lookAt).toEqual([expect.stringContaining('does not get it')]);
      expect((await preview(without, one)).lookAt).toEqual([]);
      expect((await preview(one, other)).lookAt).toEqual([expect.stringContaining('most likely two children')]);
    });

    it.each([
      ['a restricted address', { restricted_at: '2026-01-01' }, /restricted/],
      ['a move away', { moved_away_on: '2026-01-01' }, /moved away/],
      ['a death', { died_on: '2026-01-01' }, /has died/],
    ])('%s is not lost with the record that closes', async (_, changes, words) => {
      const [loser, survivor] = await twoRecords(changes);
      expect((await preview(loser, survivor)).obstacle).toMatch(words);
      expect((await propose(boyd, loser, survivor)).status).toBe(422);
      // Nor when it comes true only after the proposal.
      const [closing, kept] = await twoRecords();
      const { body } = await propose(boyd, closing, kept);
      const [column, value] = Object.entries(changes)[0]!;
      await app.sql(`UPDATE patients SET ${column} = $1 WHERE id = $2`, [value, closing]);
      expect((await confirm(ferrars, body)).status).toBe(422);
      // The other way round it is.
      await merged(boyd, ferrars, survivor, loser);
    });

    it('two approved plans stay two: the kept record keeps its own, and paper of the other counts no more', async () => {
      const [loser, survivor] = await twoRecords();
      const theirs = await anApprovedPlan(app, loser);
      const kept = await anApprovedPlan(app, survivor);
      const { lookAt, rows } = await preview(loser, survivor);
      expect(lookAt).toContainEqual(expect.stringContaining('Both have an approved emergency plan'));
      expect(rows).toContainEqual(expect.objectContaining({ table: 'emergency_plans', moved: 0, kept: 1 }));
      const answer = async (code: string): Promise<string> =>
        (await app.anonymous().get<{ answer: string }>(`/api/letters/check/${code}`)).body.answer;
      const done = await merged(boyd, ferrars, loser, survivor);
      expect([await ownerOf('emergency_plans', theirs.id), await ownerOf('emergency_plans', kept.id)]).toEqual([
        loser,
        survivor,
      ]);
      expect([await answer(theirs.code), await answer(kept.code)]).toEqual(['superseded', 'current']);
      await undo(boyd, done);
      expect(await answer(theirs.code)).toBe('current');
    });

    it('the only approved plan goes along, unchanged, and is shown on the card of the kept record', async () => {
      const [loser, survivor] = await twoRecords();
      const plan = await anApprovedPlan(app, loser);
      await merged(boyd, ferrars, loser, survivor);
      expect(await ownerOf('emergency_plans', plan.id)).toBe(survivor);
    });
  });

  describe('are seen as far as links reach', () => {
    it('a consultant who saw the closed record sees the kept one by the link that moved, until they are parted', async () => {
      const [loser, survivor] = await twoRecords();
      await aLink(app, loser, 'RXQ02', 'secondary');
      await aLink(app, survivor, 'RHW01');
      const [stoke, berkshire] = [await app.signIn(STOKE_CONSULTANT), await app.signIn(BERKSHIRE_CONSULTANT)];
      const seen = async (): Promise<number[]> =>
        Promise.all(
          [stoke, berkshire].flatMap((who) => [loser, survivor].map((id) => who.get(`/api/patients/${id}`))),
        ).then((answers) => answers.map(({ status }) => status));
      expect(await seen()).toEqual([200, 404, 404, 200]);
      const done = await merged(boyd, ferrars, loser, survivor);
      expect(await seen()).toEqual([404, 200, 404, 200]);
      await undo(boyd, done);
      expect(await seen()).toEqual([200, 404, 404, 200]);
    });

    it('a link that cannot move is named beforehand, and opens nothing afterwards', async () => {
      const [loser, survivor] = await twoRecords();
      await aLink(app, loser, 'RXQ02');
      await aLink(app, survivor, 'RHW01');
      const plan = await anApprovedPlan(app, loser);
      await anApprovedPlan(app, survivor);
      const { lookAt } = await preview(loser, survivor);
      expect(lookAt).toContainEqual(expect.stringMatching(/^The link to .*Stoke Mandeville.* stays/));
      await merged(boyd, ferrars, loser, survivor);
      const stoke = await app.signIn(STOKE_CONSULTANT);
      for (const path of ['', '/emergency-card', '/open-access', '/shared-care'])
        for (const id of [loser, survivor])
          expect((await stoke.get(`/api/patients/${id}${path}`)).status, path).toBe(404);
      const asStoke = await createDataSource(app.database.url, 'app', 1).initialize();
      const visible = await asStoke.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(STOKE_CONSULTANT)]);
        return tx.query<unknown[]>('SELECT id FROM emergency_plans WHERE id = $1', [plan.id]);
      });
      await asStoke.destroy();
      expect(visible).toEqual([]);
    });
  });

  describe('are parted again', () => {
    it.each([
      ['a minute before thirty days are over', -60, 200],
      ['when they are', 0, 422],
    ])('%s', async (_, seconds, status) => {
      const [loser, survivor] = await twoRecords();
      const done = await merged(boyd, ferrars, loser, survivor);
      await app.database.setClock(new Date(Date.parse(done.undoUntil!) + seconds * 1000));
      expect((await undo(boyd, done)).status).toBe(status);
      expect((await boyd.get(`/api/patients/${loser}`)).status).toBe(status === 200 ? 200 : 410);
    });

    it('in the order in which they were merged, backwards', async () => {
      const [a, b] = await twoRecords();
      const c = await aRecord(app);
      const link = await aLink(app, a, 'RXQ02', 'secondary');
      const first = await merged(boyd, ferrars, a, b);
      const second = await merged(boyd, ferrars, b, c);
      expect(await ownerOf('shared_care_links', link)).toBe(c);
      expect((await boyd.get(`/api/patients/${a}`)).problem.current).toEqual({ survivorId: c });
      const early = await undo(boyd, first);
      expect([early.status, early.problem.detail]).toEqual([422, expect.stringContaining('Unmerge those two first')]);
      expect((await undo(boyd, second)).body.notAsBefore).toEqual([]);
      expect(await ownerOf('shared_care_links', link)).toBe(b);
      expect((await undo(boyd, first)).body.notAsBefore).toEqual([]);
      expect(await ownerOf('shared_care_links', link)).toBe(a);
    });

    it('what was changed since keeps the change, what belongs elsewhere stays there, what is new stays with the kept record', async () => {
      const [loser, survivor] = await twoRecords();
      const other = await aRecord(app);
      const hospitalId = await app.hospital('RHW01');
      const logged = await Promise.all(
        [0, 1, 2].map(() => app.logAttendance(boyd, { patientId: loser, hospitalId, arrivedMinutesAgo: 30 })),
      );
      const [same, changed, elsewhere] = logged.map(({ id }) => id) as [string, string, string];
      const done = await merged(boyd, ferrars, loser, survivor);
      await app.sql(`UPDATE attendances SET note = 'Rang again', version = version + 1 WHERE id = $1`, [changed]);
      await app.sql(`UPDATE attendances SET patient_id = $2 WHERE id = $1`, [elsewhere, other]);
      const fresh = await app.logAttendance(boyd, { patientId: survivor, hospitalId });
      const { body } = await undo(boyd, done);
      const reference = async (id: string): Promise<string> =>
        (await app.sql<{ reference: string }>('SELECT reference FROM attendances WHERE id = $1', [id]))[0]!.reference;
      expect(body.notAsBefore.sort()).toEqual(
        [
          `attendances: ${await reference(elsewhere)} belongs to another record by now and stays there`,
          `attendances: ${await reference(changed)} changed since the merge; back with the change`,
        ].sort(),
      );
      const owners = await Promise.all([same, changed, elsewhere, fresh.id].map((id) => ownerOf('attendances', id)));
      expect(owners).toEqual([loser, loser, other, survivor]);
      expect((await app.sql(`SELECT note FROM attendances WHERE id = $1`, [changed]))[0]).toEqual({
        note: 'Rang again',
      });
    });

    it('not while somebody else has its NHS number; merging frees the number', async () => {
      const [{ digits }] = (await app.sql<{ digits: string }>(
        `SELECT n::text AS digits FROM generate_series(9990900000, 9990901000) AS n WHERE nhs_number_is_valid(n::text)
           AND NOT EXISTS (SELECT 1 FROM patients WHERE nhs_number = n::text) LIMIT 1`,
      )) as [{ digits: string }];
      const [loser, survivor] = await twoRecords({ nhs_number: digits, nhs_number_status: 'verified' });
      const done = await merged(boyd, ferrars, loser, survivor);
      // The kept record has it now; it is put right there, and registered for somebody else.
      await app.sql(`UPDATE patients SET nhs_number = NULL, nhs_number_status = 'absent' WHERE id = $1`, [survivor]);
      const other = await aRecord(app, { nhs_number: digits, nhs_number_status: 'verified' });
      const refused = await undo(boyd, done);
      expect([refused.status, refused.problem.detail]).toEqual([422, expect.stringContaining('NHS number')]);
      await app.sql(`UPDATE patients SET nhs_number = NULL, nhs_number_status = 'absent' WHERE id = $1`, [other]);
      expect((await undo(boyd, done)).status).toBe(200);
    });
  });
});
