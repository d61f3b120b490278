import { randomUUID } from 'node:crypto';
import type {
  ArrangementDetail,
  ArrangementsToAgree,
  PatientOpenAccess,
} from '@shared-care/contracts/open-access/answers';
import type { SuspendArrangement } from '@shared-care/contracts/open-access/shapes';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { accepted, at, completeContent, sentArrangement } from '../testing/open-access';
import {
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

describe('an open access arrangement', () => {
  let app: TestApp;
  let nurse: Client;
  let otherNurse: Client;
  let doctor: Client;
  let consultant: Client;
  let elsewhere: Client;
  let berkshire: string;
  let children = 0;

  beforeAll(async () => {
    app = await startTestApp();
    [nurse, otherNurse, doctor, consultant, elsewhere] = (await Promise.all(
      [NURSE, OTHER_NURSE, DOCTOR, BERKSHIRE_CONSULTANT, STOKE_CONSULTANT].map((email) => app.signIn(email)),
    )) as [Client, Client, Client, Client, Client];
    berkshire = await app.hospital('RHW01');
  });
  afterAll(() => app.stop());

  /** A child at the Royal Berkshire without any arrangement. */
  async function aChild(born = '2019-04-05'): Promise<string> {
    const id = randomUUID();
    await app.sql(
      `INSERT INTO patients (id, family_name, given_name, birth_date, nhs_number_status, diagnosis)
       VALUES ($1, $2, 'Child', $3, 'absent', 'haemophilia_a')`,
      [id, `Arranged${++children}`, born],
    );
    await app.sql(
      `INSERT INTO shared_care_links (patient_id, hospital_id, link_consultant_id, role, valid_from)
       SELECT $1, $2, c.id, 'primary', sec.now() - interval '1 year' FROM link_consultants c WHERE c.hospital_id = $2`,
      [id, berkshire],
    );
    return id;
  }
  const start = (client: Client, patientId: string, hospitalId = berkshire) =>
    client.post<ArrangementDetail>(`/api/patients/${patientId}/open-access`, { hospitalId });
  const sent = (patientId: string) => sentArrangement(app, nurse, patientId, berkshire);
  async function agreed(patientId: string): Promise<ArrangementDetail> {
    const { id, version } = await sent(patientId);
    return accepted(consultant.post<ArrangementDetail>(at(id, 'agree'), { version }));
  }
  /** What the program could do at most in a nurse's name, past its own checks. */
  const asNurse = (statement: string, id: string): Promise<void> =>
    app.database.owner.transaction(async (tx) => {
      await tx.query('SET LOCAL ROLE shared_care_app');
      await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(NURSE)]);
      await tx.query(statement, [id]);
    });
  const told: SuspendArrangement['told'] = { family: 'Rang', linkConsultant: 'Email', ward: 'Rang', gp: 'Letter' };
  const suspend = (version: number, changes: object = {}): object => ({
    version,
    reason: 'Ward closed',
    reviewOn: '2026-03-20',
    told,
    ...changes,
  });

  it('is drafted, sent, agreed to, held by ward and family, and says so in one line at each step', async () => {
    const patientId = await aChild();
    const draft = await accepted(start(nurse, patientId));
    expect(draft).toMatchObject({ state: 'draft', versionNumber: 1, validity: 'none', previous: null });
    expect(draft.units.length).toBeGreaterThan(0);
    expect(draft.issuers.map(({ name }) => name)).toContain('Dr K Shah');
    const content = await completeContent(app, berkshire);
    const saved = await accepted(nurse.post<ArrangementDetail>(at(draft.id, 'save'), { version: 1, content }));
    expect(saved.content).toMatchObject({ ...content, reasonWords: 'Bleeding; Head injury.', issuedBy: 'Dr K Shah' });

    const waiting = await accepted(nurse.post<ArrangementDetail>(at(draft.id, 'send'), { version: saved.version }));
    expect(waiting).toMatchObject({
      state: 'awaiting_local_agreement',
      meaning: 'Waiting for the local team to agree.',
      waiting: { workingDays: 0, chase: 'none' },
      units: [],
    });
    const list = await accepted(consultant.get<ArrangementsToAgree>('/api/open-access/to-agree'));
    expect(list.arrangements.map(({ id }) => id)).toContain(draft.id);

    const active = await accepted(
      consultant.post<ArrangementDetail>(at(draft.id, 'agree'), { version: waiting.version }),
    );
    expect(active).toMatchObject({
      state: 'active',
      validity: 'valid',
      meaning: 'Valid until review on 09-Mar-2027.',
      agreed: { by: 'Dr M Okoro, link consultant', recordedBy: 'Dr M Okoro' },
      phoneNow: { label: 'Ward 7', phone: '01632 960204', hours: 'Every day, all hours' },
    });
    const ward = await accepted(
      consultant.post<ArrangementDetail>(at(draft.id, 'confirm'), {
        version: active.version,
        holder: 'ward',
        saidBy: 'Sister Lee',
      }),
    );
    const family = await accepted(
      nurse.post<ArrangementDetail>(at(draft.id, 'confirm'), {
        version: ward.version,
        holder: 'family',
        saidBy: 'Mother',
      }),
    );
    expect(family.wardHolds).toMatchObject({ saidBy: 'Sister Lee', recordedBy: 'Dr M Okoro' });
    expect(family.familyHolds).toMatchObject({ saidBy: 'Mother', recordedBy: 'A Boyd' });
    expect(family.history.map(({ kind }) => kind)).toEqual([
      'family_confirmed',
      'ward_confirmed',
      'agreed',
      'sent',
      'drafted',
    ]);
    const page = await accepted(nurse.get<PatientPage>(`/api/patients/${patientId}`));
    expect(page.openAccess).toMatchObject([{ validity: 'valid', ringFirst: { phone: '01632 960204' } }]);
  });

  it('is not sent while anything is missing; each gap is named at its field', async () => {
    const draft = await accepted(start(nurse, await aChild()));
    const content = await completeContent(app, berkshire, {
      unitId: null,
      phoneBands: [
        { days: [1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00', label: 'Ward 7', phone: '01632 960204' },
        { days: [7], from: '08:00', to: '00:00', label: 'Ward 7', phone: '01632 960204' },
      ],
      reviewBy: '2027-03-11',
    });
    const saved = await accepted(nurse.post<ArrangementDetail>(at(draft.id, 'save'), { version: 1, content }));
    const refused = await nurse.post(at(draft.id, 'send'), { version: saved.version });
    expect(refused.status).toBe(422);
    expect(refused.problem.errors).toEqual([
      { field: 'content.unitId', message: 'Choose the ward or unit the child goes to.' },
      { field: 'content.phoneBands', message: 'No number for Sunday 00:00 to 08:00.' },
      {
        field: 'content.reviewBy',
        message: 'Review by 10-Mar-2027 at the latest: an arrangement is reviewed within 12 months.',
      },
    ]);
    const { state } = await accepted(nurse.get<ArrangementDetail>(at(draft.id)));
    expect(state).toBe('draft');
  });

  it('has one draft for a child at a hospital, also when two ask for it at once', async () => {
    const patientId = await aChild();
    const both = await Promise.all(
      [nurse, otherNurse, nurse, otherNurse].map((one) => accepted(start(one, patientId))),
    );
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });

  it('saved by two people: the second sees both and nothing is overwritten', async () => {
    const draft = await accepted(start(nurse, await aChild()));
    const mine = await completeContent(app, berkshire, { whereInHours: 'Ward 9' });
    await accepted(nurse.post(at(draft.id, 'save'), { version: 1, content: mine }));
    const late = await otherNurse.post(at(draft.id, 'save'), {
      version: 1,
      content: await completeContent(app, berkshire, { whereInHours: 'Ward 3' }),
    });
    expect(late.status).toBe(409);
    expect(late.problem.current).toMatchObject({ version: 2, content: { whereInHours: 'Ward 9' } });
    const now = await accepted(nurse.get<ArrangementDetail>(at(draft.id)));
    expect(now.content.whereInHours).toBe('Ward 9');
  });

  it('goes back with a reason, is edited and sent again', async () => {
    const waiting = await sent(await aChild());
    const back = await accepted(
      consultant.post<ArrangementDetail>(at(waiting.id, 'send-back'), {
        version: waiting.version,
        reason: 'The night number is the old ward.',
      }),
    );
    expect(back).toMatchObject({ state: 'draft', sent: null });
    expect(back.history[0]).toMatchObject({
      kind: 'sent_back',
      by: 'Dr M Okoro',
      detail: 'The night number is the old ward.',
    });
    const again = await accepted(nurse.post<ArrangementDetail>(at(waiting.id, 'send'), { version: back.version }));
    expect(again.state).toBe('awaiting_local_agreement');
  });

  it('is never edited once it was sent, whatever the program might try', async () => {
    const waiting = await sent(await aChild());
    const content = await completeContent(app, berkshire, { whereInHours: 'Elsewhere' });
    const refused = await nurse.post(at(waiting.id, 'save'), { version: waiting.version, content });
    expect(refused.status).toBe(422);
    await expect(
      asNurse(`UPDATE open_access_arrangements SET where_to_go = 'Elsewhere' WHERE id = $1`, waiting.id),
    ).rejects.toThrow(/replaced, not edited/);
    await expect(
      asNurse(`UPDATE open_access_arrangements SET state = 'superseded' WHERE id = $1`, waiting.id),
    ).rejects.toThrow(/cannot become/);
    const { content: still } = await accepted(nurse.get<ArrangementDetail>(at(waiting.id)));
    expect(still.whereInHours).toBe('Ward 7');
  });

  it('belongs to the child’s own hospital: no other consultant sees, agrees or sends it back', async () => {
    const waiting = await sent(await aChild());
    for (const [verb, body] of [
      ['agree', { version: waiting.version }],
      ['send-back', { version: waiting.version, reason: 'No' }],
    ] as const) {
      expect((await elsewhere.post(at(waiting.id, verb), body)).status, verb).toBe(404);
    }
    expect((await elsewhere.get(at(waiting.id))).status).toBe(404);
    const list = await accepted(elsewhere.get<ArrangementsToAgree>('/api/open-access/to-agree'));
    expect(list.arrangements.map(({ id }) => id)).not.toContain(waiting.id);
    // A nurse of the unit cannot agree in the place of the hospital, only write down who there did.
    expect((await nurse.post(at(waiting.id, 'agree'), { version: waiting.version })).status).toBe(404);
    const recorded = await accepted(
      nurse.post<ArrangementDetail>(at(waiting.id, 'record-agreement'), {
        version: waiting.version,
        name: 'Sister Lee',
        role: 'ward manager',
        how: 'by telephone',
      }),
    );
    expect(recorded.agreed).toMatchObject({ by: 'Sister Lee, ward manager, by telephone', recordedBy: 'A Boyd' });
  });

  it('agreed to, a child whose link has ended is no longer theirs', async () => {
    const patientId = await aChild();
    const waiting = await sent(patientId);
    await app.sql('UPDATE shared_care_links SET valid_to = sec.now() WHERE patient_id = $1', [patientId]);
    expect((await consultant.post(at(waiting.id, 'agree'), { version: waiting.version })).status).toBe(404);
  });

  it('renewed, the old version counts until the hospital agrees and not a moment longer', async () => {
    const patientId = await aChild();
    const old = await agreed(patientId);
    await app.database.setClock(new Date(TUESDAY_11.getTime() + 300 * 86_400_000));
    const fresh = await Promise.all([NURSE, BERKSHIRE_CONSULTANT].map((email) => app.signIn(email)));
    const [nurseThen, consultantThen] = fresh as [Client, Client];
    const next = await accepted(
      nurseThen.post<ArrangementDetail>(at(old.id, 'renew-unchanged'), { version: old.version }),
    );
    expect(next).toMatchObject({ state: 'awaiting_local_agreement', versionNumber: 2, previous: { id: old.id } });
    expect((await accepted(nurseThen.get<ArrangementDetail>(at(old.id)))).validity).toBe('valid');
    const twice = await nurseThen.post(at(old.id, 'renew-unchanged'), { version: old.version });
    expect(twice.status).toBe(422);

    await accepted(consultantThen.post(at(next.id, 'agree'), { version: next.version }));
    const { arrangements } = await accepted(nurseThen.get<PatientOpenAccess>(`/api/patients/${patientId}/open-access`));
    expect(arrangements.map(({ state, versionNumber }) => ({ state, versionNumber }))).toEqual([
      { state: 'active', versionNumber: 2 },
      { state: 'superseded', versionNumber: 1 },
    ]);
    await app.database.setClock(TUESDAY_11);
  });

  it('of two people who agree at once one is told that it changed', async () => {
    const waiting = await sent(await aChild());
    const answers = await Promise.all([
      consultant.post(at(waiting.id, 'agree'), { version: waiting.version }),
      nurse.post(at(waiting.id, 'record-agreement'), {
        version: waiting.version,
        name: 'Sister Lee',
        role: 'ward manager',
        how: 'by telephone',
      }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  describe('suspended', () => {
    it('needs a reason, a day to look again, and everybody told', async () => {
      const { id, version } = await agreed(await aChild());
      for (const [missing, field] of [
        [{ reason: '' }, 'reason'],
        [{ reviewOn: '' }, 'reviewOn'],
        [{ told: { ...told, gp: '' } }, 'told.gp'],
        [{ told: { ...told, family: ' ' } }, 'told.family'],
        [{ told: { ...told, ward: '' } }, 'told.ward'],
        [{ told: { ...told, linkConsultant: '' } }, 'told.linkConsultant'],
        [{ reviewOn: '2026-03-09' }, 'reviewOn'],
      ] as const) {
        const refused = await nurse.post(at(id, 'suspend'), suspend(version, missing));
        expect(refused.status, field).toBe(400);
        expect(new Set(refused.problem.errors?.map((error) => error.field))).toEqual(new Set([field]));
      }
      // The table holds it too: no way to suspend without the row that says who was told.
      await expect(
        asNurse(`UPDATE open_access_arrangements SET state = 'suspended' WHERE id = $1`, id),
      ).rejects.toThrow(/suspension of .* is not whole/);
    });

    it('does not count at once, and counts again when it is lifted with a reason', async () => {
      const { id, version } = await agreed(await aChild());
      const stopped = await accepted(nurse.post<ArrangementDetail>(at(id, 'suspend'), suspend(version)));
      expect(stopped).toMatchObject({
        state: 'suspended',
        validity: 'suspended',
        suspension: { reason: 'Ward closed', by: 'A Boyd', told: { gp: 'Letter' } },
      });
      const lifted = await accepted(
        nurse.post<ArrangementDetail>(at(id, 'resume'), { version: stopped.version, reason: 'Ward open' }),
      );
      expect(lifted).toMatchObject({ state: 'active', validity: 'valid', suspension: null });
    });
  });

  it('is withdrawn by a doctor only, for good', async () => {
    const { id, version } = await agreed(await aChild());
    const body = { version, reason: 'Moved away.', familyTold: 'Letter' };
    expect((await nurse.post(at(id, 'withdraw'), body)).status).toBe(404);
    await expect(asNurse(`UPDATE open_access_arrangements SET state = 'withdrawn' WHERE id = $1`, id)).rejects.toThrow(
      /only a doctor/,
    );
    const gone = await accepted(doctor.post<ArrangementDetail>(at(id, 'withdraw'), body));
    expect(gone).toMatchObject({ state: 'withdrawn', validity: 'withdrawn' });
    expect((await doctor.post(at(id, 'suspend'), suspend(gone.version))).status).toBe(422);
  });

  it('of a short grant ends on the hour and never takes the place of a standing one', async () => {
    const patientId = await aChild();
    const grant = await sentArrangement(app, nurse, patientId, berkshire, { grantHours: 48, reviewBy: '2026-03-12' });
    const active = await accepted(
      consultant.post<ArrangementDetail>(at(grant.id, 'agree'), { version: grant.version }),
    );
    const { startsAt, endsAt } = active.content;
    expect(Date.parse(endsAt!) - Date.parse(startsAt)).toBe(48 * 3_600_000);
    expect(active.meaning).toMatch(/^Valid until 12-Mar-2026 11:\d\d\.$/);

    const standing = await aChild();
    await agreed(standing);
    const draft = await accepted(start(nurse, standing));
    const saved = await accepted(
      nurse.post<ArrangementDetail>(at(draft.id, 'save'), {
        version: draft.version,
        content: await completeContent(app, berkshire, { grantHours: 24 }),
      }),
    );
    const refused = await nurse.post(at(draft.id, 'send'), { version: saved.version });
    expect(refused.status).toBe(422);
    expect(refused.problem.detail).toMatch(/standing arrangement counts/);
  });

  describe('when something that matters has changed', () => {
    it.each([
      [
        'product',
        `INSERT INTO patient_treatments (patient_id, treatment_id, purpose, source)
         SELECT $1, id, 'prophylaxis', 'import' FROM treatments WHERE code = 'emicizumab'`,
      ],
      ['inhibitor', `UPDATE patients SET inhibitor = 'present' WHERE id = $1`],
      ['line', `UPDATE patients SET central_line = 'port' WHERE id = $1`],
      ['link_consultant', 'UPDATE shared_care_links SET link_consultant_id = NULL WHERE patient_id = $1'],
      ['address', `SELECT sec.force_open_access_review($1, 'address')`],
    ])('a review is forced by a change of %s, and it stays honoured', async (because, statement) => {
      const patientId = await aChild();
      const { id, version } = await agreed(patientId);
      await app.sql(statement, [patientId]);
      const now = await accepted(nurse.get<ArrangementDetail>(at(id)));
      expect(now).toMatchObject({
        state: 'due_review',
        validity: 'due_review',
        forced: { on: '2026-03-10', because: [because] },
      });
      expect(now.history[0]).toMatchObject({ kind: 'review_forced', detail: because, by: null });
      const renewed = await nurse.post(at(id, 'renew-unchanged'), { version: now.version });
      expect(renewed.status).toBe(422);
      expect(renewed.problem.detail).toMatch(/Something has changed/);
      // Nobody who still looks at the version before the change acts on it.
      expect((await nurse.post(at(id, 'suspend'), suspend(version))).status).toBe(409);
    });

    it('a new primary hospital forces the review at the one before it, and a closure at all of its children', async () => {
      const patientId = await aChild();
      const { id } = await agreed(patientId);
      await app.sql('UPDATE shared_care_links SET valid_to = sec.now() WHERE patient_id = $1', [patientId]);
      await app.sql(
        `INSERT INTO shared_care_links (patient_id, hospital_id, role, valid_from) VALUES ($1, $2, 'primary', sec.now())`,
        [patientId, await app.hospital('RD816')],
      );
      expect((await accepted(nurse.get<ArrangementDetail>(at(id)))).forced?.because).toEqual(['hospital']);

      const other = await agreed(await aChild());
      await app.sql(`UPDATE hospitals SET closed_on = '2026-03-31' WHERE id = $1`, [berkshire]);
      // A published day is no decision: nothing is under review until an admin has accepted it.
      expect((await accepted(nurse.get<ArrangementDetail>(at(other.id)))).forced).toBeNull();
      await app.sql(
        `UPDATE closure_reviews SET state = 'accepted', reason = 'So it is.', decided_at = sec.now(),
           decided_by = (SELECT id FROM users WHERE role = 'admin' LIMIT 1) WHERE hospital_id = $1 AND state = 'waiting'`,
        [berkshire],
      );
      expect((await accepted(nurse.get<ArrangementDetail>(at(other.id)))).forced?.because).toEqual(['hospital']);
      await app.sql('UPDATE hospitals SET closed_on = NULL WHERE id = $1', [berkshire]);
    });

    it('a child who turns 15½ within the year is reviewed on that day at the latest', async () => {
      const draft = await accepted(start(nurse, await aChild('2010-12-01')));
      expect(draft.content.reviewBy).toBe('2026-06-01');
    });
  });

  it('leaves an audit row for every look, change and list, and none of them says anything clinical', async () => {
    const patientId = await aChild();
    const [{ last }] = (await app.sql<{ last: string }>('SELECT max(id) AS last FROM audit_entries')) as [
      { last: string },
    ];
    const waiting = await sent(patientId);
    await accepted(consultant.get('/api/open-access/to-agree'));
    await accepted(consultant.post(at(waiting.id, 'agree'), { version: waiting.version }));
    await accepted(nurse.get(`/api/patients/${patientId}/open-access`));
    await accepted(nurse.get('/api/open-access/children?rows=100'));
    const rows = await app.sql<{ line: string; about: boolean }>(
      `SELECT concat_ws(' ', action, entity, detail) AS line, patient_id = $2 OR $2 = ANY (patient_ids) AS about
       FROM audit_entries WHERE id > $1 ORDER BY id`,
      [last, patientId],
    );
    const of = (line: string): string =>
      line.replace(/^read open_access_board.*/, 'read open_access_board').replace(/\d+ to agree/, 'n to agree');
    expect(rows.map(({ line }) => of(line))).toEqual([
      'create open_access',
      'read open_access',
      'update open_access draft saved',
      'refresh open_access',
      'update open_access sent',
      'refresh open_access',
      'read open_access n to agree',
      'update open_access agreed',
      'read open_access',
      'read open_access list',
      'read open_access_board',
    ]);
    expect(rows.every(({ about }) => about)).toBe(true);
  });
});
