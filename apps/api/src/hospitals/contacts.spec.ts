import { randomUUID } from 'node:crypto';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type {
  CheckedContact,
  ContactChangedMeanwhile,
  ContactDetails,
  ContactUses,
  ContactHistoryLine,
  ListedContact,
  VerificationRound,
} from '@shared-care/contracts/contacts/answers';
import type { HospitalPage } from '@shared-care/contracts/hospitals/answers';
import type { Letter } from '@shared-care/contracts/letters/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import {
  addLiaisonEntry,
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_ADMIN,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  type TestApp,
} from '../testing/test-app';

describe('the numbers of a hospital', () => {
  let app: TestApp;
  let nurse: Client;
  let otherNurse: Client;
  let admin: Client;
  let otherAdmin: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    otherNurse = await app.signIn(OTHER_NURSE);
    admin = await app.signIn(ADMIN);
    otherAdmin = await app.signIn(OTHER_ADMIN);
  });
  afterAll(() => app.stop());

  const page = async (code: string): Promise<HospitalPage> =>
    (await nurse.get<HospitalPage>(`/api/hospitals/${await app.hospital(code)}`)).body;
  const contact = async (code: string, purpose: string): Promise<ListedContact> =>
    (await page(code)).contacts.find((each) => each.purpose === purpose)!;
  const details = ({ purpose, unitId, label, phone, extension, bleep, hours, email, onPublicList }: ListedContact) =>
    ({ purpose, unitId, label, phone, extension, bleep, hours, email, onPublicList }) satisfies ContactDetails;
  const propose = (client: Client, from: ListedContact, change: Partial<ContactDetails>, version = from.version) =>
    client.post<HospitalPage>(`/api/contacts/${from.id}/changes`, {
      version,
      becomes: { ...details(from), ...change },
      because: 'The ward said so.',
    });
  const confirm = (client: Client, id: string, version = 1) =>
    client.post<HospitalPage>(`/api/contact-changes/${id}/confirm`, { version, spokeTo: 'Sister Lee' });
  const check = (client: Client, on: ListedContact, outcome: string, id: string = randomUUID()) =>
    client.post<CheckedContact>(`/api/contacts/${on.id}/checks`, { id, version: on.version, outcome });

  describe('change by two people', () => {
    it('a proposed number waits; the second person who rang it puts it in force everywhere', async () => {
      const before = await contact('RHW01', 'ed');
      const proposed = await propose(admin, before, { phone: '+44 1632 960777' });
      expect(proposed.status).toBe(200);
      const [waiting] = proposed.body.changes;
      expect(waiting).toMatchObject({
        state: 'waiting',
        was: { phone: before.phone },
        becomes: { phone: '01632 960777' },
      });
      expect((await contact('RHW01', 'ed')).phone).toBe(before.phone);

      const own = await confirm(admin, waiting!.id);
      expect(own.status).toBe(422);
      expect(own.problem.detail).toContain('Somebody else rings it');
      expect((await confirm(nurse, waiting!.id)).status).toBe(404);
      expect((await contact('RHW01', 'ed')).phone).toBe(before.phone);

      const alert = await app.logAttendance(nurse, { patientId: await app.find('Smith', 'Ava') });
      const ring = async () =>
        (await nurse.get<AlertDetail>(`/api/alerts/${alert.alertId}`)).body.ringNow.find(({ label }) =>
          label.startsWith('Emergency'),
        );
      expect(await ring()).toMatchObject({ phone: before.phone, proposed: '01632 960777' });

      const confirmed = await confirm(otherAdmin, waiting!.id);
      expect(confirmed.status).toBe(200);
      expect(confirmed.body.contacts.find(({ id }) => id === before.id)).toMatchObject({
        phone: '01632 960777',
        version: before.version + 1,
        verifiedOn: '2026-03-10',
        verifiedBy: 'R Quist',
        health: 'verified',
      });
      expect(await ring()).toMatchObject({ phone: '01632 960777', verifiedBy: 'R Quist', health: 'verified' });
      expect((await confirm(otherAdmin, waiting!.id)).status).toBe(409);

      const history = (await nurse.get<ContactHistoryLine[]>(`/api/contacts/${before.id}/history`)).body;
      expect(history.find((line) => line.kind === 'change')).toMatchObject({
        change: {
          was: { phone: before.phone },
          becomes: { phone: '01632 960777' },
          decidedBy: 'R Quist',
          decidedWords: 'Sister Lee',
        },
      });
    });

    it('the database refuses it too when the program forgets', async () => {
      const [{ me }] = (await app.sql<{ me: string }>('SELECT id AS me FROM users WHERE email = $1', [ADMIN])) as [
        { me: string },
      ];
      const before = await contact('RD816', 'ward');
      const proposed = await propose(admin, before, { phone: '01632 960778' });
      const decide = app.database.owner.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [me]);
        await tx.query('SET LOCAL ROLE shared_care_app');
        await tx.query('SELECT sec.decide_contact_change($1, 1, true, $2)', [proposed.body.changes[0]!.id, 'Nobody']);
      });
      await expect(decide).rejects.toThrow('contact_changes_by_two');
      const bare = app.database.owner.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [me]);
        await tx.query('SET LOCAL ROLE shared_care_app');
        await tx.query('UPDATE hospital_contacts SET phone = $1 WHERE id = $2', ['01632 960779', before.id]);
      });
      await expect(bare).rejects.toThrow('permission denied');
    });

    it('of 100 who change one number at once, 1 is saved and 99 are told what stands', async () => {
      const from = await contact('RN506', 'switchboard');
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          propose(n % 2 ? nurse : admin, from, { phone: `01632 960${String(800 + n)}` }),
        ),
      );
      const saved = answers.filter(({ status }) => status === 200);
      const told = answers.filter(({ status }) => status === 409);
      expect([saved.length, told.length]).toEqual([1, 99]);
      const [kept] = saved[0]!.body.changes;
      for (const { problem } of told) {
        const current = problem.current as unknown as ContactChangedMeanwhile;
        expect(current.now.phone).toBe(from.phone);
        expect(current.waiting?.phone).toBe(kept!.becomes!.phone);
        expect(current.yours?.phone).not.toBe(kept!.becomes!.phone);
      }
      const rows = await app.sql('SELECT 1 FROM contact_changes WHERE contact_id = $1', [from.id]);
      expect(rows).toHaveLength(1);
      expect((await contact('RN506', 'switchboard')).phone).toBe(from.phone);
    });

    it('a stale edit is told both values, and nothing is overwritten', async () => {
      const from = await contact('RN541', 'ward');
      const first = await propose(nurse, from, { label: 'Ward 3' });
      expect((await confirm(admin, first.body.changes[0]!.id)).status).toBe(200);
      const stale = await propose(otherNurse, from, { phone: '01632 960790' });
      expect(stale.status).toBe(409);
      expect(stale.problem.current).toMatchObject({
        version: from.version + 1,
        now: { label: 'Ward 3', phone: from.phone },
        yours: { label: from.label, phone: '01632 960790' },
        waiting: null,
      });
    });

    it('a contact is added and given up the same way, and its history stays', async () => {
      const id = await app.hospital('RDU52');
      const becomes = {
        purpose: 'community_nurses',
        label: 'Community nurses',
        phone: '01632 960881 ext 12',
        hours: 'in_hours',
      };
      const added = await nurse.post<HospitalPage>(`/api/hospitals/${id}/contacts`, { becomes, because: 'New team.' });
      expect(added.status).toBe(200);
      expect(added.body.contacts.map(({ label }) => label)).not.toContain('Community nurses');
      const shown = await confirm(admin, added.body.changes[0]!.id);
      const made = shown.body.contacts.find(({ label }) => label === 'Community nurses')!;
      expect(made).toMatchObject({ phone: '01632 960881', extension: '12', health: 'verified', onPublicList: false });

      const ended = await nurse.post<HospitalPage>(`/api/contacts/${made.id}/changes`, {
        version: made.version,
        becomes: null,
        because: 'The team was closed.',
      });
      expect(ended.body.contacts.map((each) => each.id)).toContain(made.id);
      const gone = await confirm(admin, ended.body.changes[0]!.id);
      expect(gone.body.contacts.map((each) => each.id)).not.toContain(made.id);
      const history = (await nurse.get<ContactHistoryLine[]>(`/api/contacts/${made.id}/history`)).body;
      expect(history.filter((line) => line.kind === 'change')).toHaveLength(2);
      expect((await check(nurse, made, 'correct')).status).toBe(404);
    });

    it('a link consultant proposes for their own hospital alone', async () => {
      const berkshire = await app.signIn(BERKSHIRE_CONSULTANT);
      const stoke = await app.signIn(STOKE_CONSULTANT);
      const ward = await contact('RHW01', 'ward');
      expect((await propose(stoke, ward, { phone: '01632 960785' })).status).toBe(404);
      const proposed = await propose(berkshire, ward, { phone: '01632 960785' });
      expect(proposed.status).toBe(200);
      const { id } = proposed.body.changes[0]!;
      expect((await confirm(berkshire, id)).status).toBe(404);
      expect((await stoke.post(`/api/contact-changes/${id}/withdraw`, { version: 1, reason: 'No.' })).status).toBe(404);
      expect((await nurse.post(`/api/contact-changes/${id}/withdraw`, { version: 1, reason: 'No.' })).status).toBe(422);
      expect(
        (await berkshire.post(`/api/contact-changes/${id}/withdraw`, { version: 1, reason: 'A slip.' })).status,
      ).toBe(200);
      expect((await contact('RHW01', 'ward')).phone).toBe(ward.phone);
      const insert = app.database.owner.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(STOKE_CONSULTANT)]);
        await tx.query('SET LOCAL ROLE shared_care_app');
        await tx.query(
          `INSERT INTO contact_changes (hospital_id, contact_id, kind, seen_version, was, because)
           VALUES ($1, $2, 'end', 1, '{}', 'x')`,
          [await app.hospital('RHW01'), ward.id],
        );
      });
      await expect(insert).rejects.toThrow('row-level security');
    });

    it.each([
      ['phone', { phone: '12' }],
      ['extension', { extension: 'two' }],
      ['bleep', { bleep: 'ring' }],
      ['unitId', { unitId: randomUUID() }],
      ['email', { email: 'ward at example' }],
    ] as const)('what cannot be a %s is named at its field', async (field, change) => {
      const answer = await propose(nurse, await contact('RTH05', 'ward'), change);
      expect(answer.status).toBe(400);
      expect(answer.problem.errors?.map((error) => error.field)).toEqual([`becomes.${field}`]);
    });

    it('says how many arrangements write the number', async () => {
      const hospital = await app.hospital('RXQ50');
      const { contacts } = (await admin.get<HospitalPage>(`/api/hospitals/${hospital}`)).body;
      const used = await Promise.all(
        contacts.map(async ({ phone }) => {
          const naming = await app.sql(
            `SELECT 1 FROM open_access_arrangements o WHERE o.hospital_id = $1 AND o.state IN ('active', 'due_review')
               AND replace(row_to_json(o)::text, ' ', '') LIKE '%' || replace($2, ' ', '') || '%'`,
            [hospital, phone],
          );
          return naming.length;
        }),
      );
      expect(contacts.map(({ touches }) => touches!.arrangements)).toEqual(used);
      expect(Math.max(...used)).toBeGreaterThan(0);
    });

    it('leads from each count to the rows it counts', async () => {
      // A child whose plan is approved and whose arrangement is in force: the letter speaks of both.
      const patientId = await app.find('García-López', 'Mateo');
      const { status } = await nurse.post<Letter>(
        '/api/letters',
        { patientId, kind: 'open_access', recipient: 'family', largePrint: false, note: '' },
        { 'Idempotency-Key': randomUUID() },
      );
      expect(status).toBe(201);
      const contacts = (
        await Promise.all(
          (await app.sql<{ id: string }>(`SELECT DISTINCT hospital_id AS id FROM open_access_arrangements`)).map(
            async ({ id }) => (await nurse.get<HospitalPage>(`/api/hospitals/${id}`)).body.contacts,
          ),
        )
      ).flat();
      const totals = { arrangement: 0, letter: 0, card: 0, plan: 0 };
      for (const { id, touches } of contacts) {
        const uses = (await nurse.get<ContactUses>(`/api/contacts/${id}/uses?rows=100`)).body;
        const of = (kind: keyof typeof totals): number => uses.rows.filter((row) => row.kind === kind).length;
        expect([of('arrangement'), of('letter'), of('card'), of('plan')]).toEqual([
          touches!.arrangements,
          touches!.letters,
          touches!.cards,
          touches!.plans,
        ]);
        expect(uses.total).toBe(uses.rows.length);
        for (const kind of Object.keys(totals) as (keyof typeof totals)[]) totals[kind] += of(kind);
      }
      expect(totals.arrangement).toBeGreaterThan(0);
      expect(totals.letter).toBeGreaterThan(0);
      const [left] = await app.sql<{ action: string; patients: number }>(
        `SELECT action, cardinality(patient_ids) AS patients FROM audit_entries WHERE entity = 'contact_uses' ORDER BY patients DESC LIMIT 1`,
      );
      expect(left).toMatchObject({ action: 'read' });
      expect(left!.patients).toBeGreaterThan(0);
      // An admin reads counts, and no child.
      expect((await admin.get(`/api/contacts/${contacts[0]!.id}/uses`)).status).toBe(404);
    });
  });

  describe('checks and calls', () => {
    it('two calls in a row that nobody answered make a number stale; one that was answered ends that', async () => {
      const alert = await app.logAttendance(nurse, { patientId: await app.find('Kowalski', 'Łukasz') });
      const ed = await contact('RDU50', 'ed');
      const call = (result: string, numberUsed = ed.phone, direction = 'outgoing') =>
        addLiaisonEntry(nurse, alert.alertId, {
          direction,
          withRole: 'ward_nurse',
          numberUsed,
          result,
          ...(result === 'no_answer' ? {} : { adviceAsked: 'How she is.' }),
        });
      expect((await call('no_answer')).status).toBe(201);
      expect(await contact('RDU50', 'ed')).toMatchObject({ failedCalls: 1 });
      await call('left_message');
      await call('no_answer', ed.phone, 'incoming');
      expect(await contact('RDU50', 'ed')).toMatchObject({ failedCalls: 1 });
      await call('no_answer', `+44${ed.phone.slice(1)}`);
      expect(await contact('RDU50', 'ed')).toMatchObject({ failedCalls: 2, health: 'stale' });
      const round = (await nurse.get<VerificationRound>('/api/contacts/to-verify')).body.contacts;
      expect(round.map(({ contact: each }) => each.id)).toContain(ed.id);
      expect(round.findIndex((each) => each.contact.health !== 'stale')).toBeGreaterThan(
        round.findIndex(({ contact: each }) => each.id === ed.id),
      );
      const shown = await nurse.get<AlertDetail>(`/api/alerts/${alert.alertId}`);
      expect(shown.body.ringNow.find(({ phone }) => phone === ed.phone)).toMatchObject({
        health: 'stale',
        healthWords: 'Stale: calls to it failed',
      });
      await call('spoke');
      expect(await contact('RDU50', 'ed')).toMatchObject({ failedCalls: 0, lastReachedOn: '2026-03-10' });
      expect((await contact('RDU50', 'ed')).verifiedOn).toBe(ed.verifiedOn);
    });

    it('a wrong number is stale at once, however lately it was checked', async () => {
      const before = await contact('RXQ02', 'switchboard');
      expect(before.health).toBe('verified');
      const wrong = await check(nurse, before, 'wrong_number');
      expect(wrong.body.contact).toMatchObject({ health: 'stale', verifiedOn: before.verifiedOn });
      await nurse.post(`/api/contact-checks/${wrong.body.checkId}/undo`, { version: before.version });
      expect((await contact('RXQ02', 'switchboard')).health).toBe('verified');
    });

    it('a call to a number that is nobody’s changes no contact', async () => {
      const alert = await app.logAttendance(nurse, { patientId: await app.find('Hall', 'Poppy') });
      const before = await app.sql('SELECT id FROM contact_checks');
      await addLiaisonEntry(nurse, alert.alertId, {
        direction: 'outgoing',
        withRole: 'family',
        numberUsed: '07700 900123',
        result: 'no_answer',
      });
      expect(await app.sql('SELECT id FROM contact_checks')).toHaveLength(before.length);
    });

    it('each answer of a round is a dated record; sent twice it counts once; undone it leaves the contact as it was', async () => {
      const before = await contact('RXQ50', 'switchboard');
      const id = randomUUID();
      expect((await check(nurse, before, 'no_answer', id)).body.contact.failedCalls).toBe(before.failedCalls + 1);
      expect((await check(nurse, before, 'no_answer', id)).body.contact.failedCalls).toBe(before.failedCalls + 1);
      const undo = (client: Client) =>
        client.post<CheckedContact>(`/api/contact-checks/${id}/undo`, { version: before.version });
      expect((await undo(otherNurse)).status).toBe(422);
      expect((await undo(nurse)).body.contact).toEqual(before);
      expect((await undo(nurse)).status).toBe(200);
      const line = (await nurse.get<ContactHistoryLine[]>(`/api/contacts/${before.id}/history`)).body.find(
        (each) => each.kind === 'check' && each.id === id,
      );
      expect(line).toMatchObject({ outcome: 'no_answer', undoneBy: 'A Boyd' });
    });

    it('a check of a number that changed meanwhile is told the new one', async () => {
      const seen = await contact('RTE03', 'ward');
      const proposed = await propose(nurse, seen, { phone: '01632 960871' });
      await confirm(admin, proposed.body.changes[0]!.id);
      const answer = await check(nurse, seen, 'correct');
      expect(answer.status).toBe(409);
      expect(answer.problem.current).toMatchObject({ now: { phone: '01632 960871' } });
    });

    it('correct makes it verified today by whoever rang; doctors and consultants do not check', async () => {
      const due = await contact('RDU52', 'ward');
      expect((await check(admin, due, 'correct')).body.contact).toMatchObject({
        health: 'verified',
        verifiedOn: '2026-03-10',
        verifiedBy: 'T Admin',
      });
      for (const email of [DOCTOR, STOKE_CONSULTANT])
        expect((await check(await app.signIn(email), due, 'correct')).status).toBe(404);
    });

    it('is amber after 90 days and red after 180', async () => {
      const verified = await contact('RHW01', 'switchboard');
      expect((await check(nurse, verified, 'correct')).body.contact.health).toBe('verified');
      const start = new Date('2026-03-10T11:00:00Z').getTime();
      for (const [days, health] of [
        [90, 'verified'],
        [91, 'verify_soon'],
        [181, 'overdue'],
      ] as const) {
        await app.database.setClock(new Date(start + days * 86_400_000));
        expect(await contact('RHW01', 'switchboard'), `${days} days`).toMatchObject({ health });
      }
      await app.database.setClock(new Date(start));
    });

    it('history is never taken away or rewritten by the program', async () => {
      for (const statement of [
        'DELETE FROM contact_checks',
        'DELETE FROM contact_changes',
        `UPDATE contact_checks SET outcome = 'correct'`,
        `UPDATE contact_changes SET was = '{}'`,
        'DELETE FROM hospital_contacts',
      ]) {
        const tried = app.database.owner.transaction(async (tx) => {
          await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(ADMIN)]);
          await tx.query('SET LOCAL ROLE shared_care_app');
          await tx.query(statement);
        });
        await expect(tried, statement).rejects.toThrow('permission denied');
      }
    });
  });
});
