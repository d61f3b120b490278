import type { AttendancePreview } from '@shared-care/contracts/attendances/answers';
import type { ArrangementDetail, BoardChildren } from '@shared-care/contracts/open-access/answers';
import { londonDate, londonInstant, addDays } from '@shared-care/domain/london-time';
import { OPEN_ACCESS_STATES, openAccessAt, type OpenAccessState } from '@shared-care/domain/open-access';
import { OPEN_ACCESS_ACTORS, OPEN_ACCESS_STEPS, type OpenAccessAction } from '@shared-care/domain/open-access-states';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted, at, sentArrangement } from '../testing/open-access';
import {
  asPreview,
  BERKSHIRE_CONSULTANT,
  log,
  NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

const STATES = Object.keys(OPEN_ACCESS_STATES) as OpenAccessState[];

describe('dates act at the moment of use', () => {
  let app: TestApp;
  let patientId: string;
  let berkshire: string;
  let arrangementId: string;

  beforeAll(async () => {
    app = await startTestApp();
    berkshire = await app.hospital('RHW01');
    patientId = await app.find('Rahman', 'Yasmin');
    const [nurse, consultant] = [await app.signIn(NURSE), await app.signIn(BERKSHIRE_CONSULTANT)];
    const waiting = await sentArrangement(app, nurse, patientId, berkshire, { reviewBy: '2027-03-09' });
    arrangementId = waiting.id;
    await accepted(consultant.post(at(waiting.id, 'agree'), { version: waiting.version }));
  });
  afterAll(() => app.stop());

  /** Moves the database's clock; sessions end on the way, so whoever asks signs in afresh. */
  async function onThe(date: string, time = '12:00') {
    await app.database.setClock(londonInstant(date, time));
    return app.signIn(NURSE);
  }

  it.each([
    ['2027-03-09', '23:58', 'active', 'valid', 'Valid until review on 09-Mar-2027.', null],
    [
      '2027-03-10',
      '00:01',
      'due_review',
      'due_review',
      'Valid. Due review since 09-Mar-2027; ends 08-Apr-2027 if nothing is done.',
      null,
    ],
    // Clocks went forward on 28 March: the thirtieth day still ends at midnight in London.
    [
      '2027-04-08',
      '23:58',
      'due_review',
      'due_review',
      'Valid. Due review since 09-Mar-2027; ends 08-Apr-2027 if nothing is done.',
      null,
    ],
    ['2027-04-09', '00:01', 'expired', 'expired', 'Expired 08-Apr-2027.', 'open_access_not_valid'],
  ])('%s %s: %s, and what is stored on an attendance then', async (date, time, state, validity, meaning, lifts) => {
    const nurse = await onThe(date, time);
    const detail = await accepted(nurse.get<ArrangementDetail>(at(arrangementId)));
    expect(detail).toMatchObject({ state, validity, meaning });
    const sheet = await app.attendance({
      patientId,
      hospitalId: berkshire,
      reason: 'unrelated_illness',
      bleedSite: null,
      arrivedMinutesAgo: 0,
    });
    const preview = await nurse.post<AttendancePreview>('/api/attendances/preview', asPreview(sheet));
    expect(preview.body.openAccess).toBe(validity);
    const logged = await log(nurse, sheet);
    expect(logged.status).toBe(201);
    const [stored] = await app.sql<{ open_access: string; arrangement: string; tier: string; triggers: string[] }>(
      `SELECT a.open_access, a.open_access_arrangement_id AS arrangement, al.tier, al.triggers
       FROM attendances a JOIN alerts al ON al.id = a.alert_id WHERE a.id = $1`,
      [logged.body.id],
    );
    expect(stored).toMatchObject({ open_access: validity, arrangement: arrangementId });
    expect(stored!.triggers.includes('open_access_not_valid')).toBe(lifts !== null);
    if (lifts !== null) expect(stored!.tier).toBe('amber');
    // Another attendance soon after would be a return within seven days: each is looked at by itself.
    await app.sql(`UPDATE attendances SET state = 'entered_in_error' WHERE id = $1`, [logged.body.id]);
  });

  it('nothing was written on the way: the stored state is what people decided', async () => {
    const [row] = await app.sql<{ state: string }>('SELECT state FROM open_access_arrangements WHERE id = $1', [
      arrangementId,
    ]);
    expect(row).toEqual({ state: 'active' });
  });

  it('an arrival reported after the end is judged by what held when the child arrived', async () => {
    const nurse = await onThe('2027-04-09', '09:00');
    const logged = await log(
      nurse,
      await app.attendance({
        patientId,
        hospitalId: berkshire,
        arrivedMinutesAgo: null,
        arrivedAt: londonInstant('2027-04-08', '22:00').toISOString(),
      }),
    );
    const [stored] = await app.sql<{ open_access: string }>('SELECT open_access FROM attendances WHERE id = $1', [
      logged.body.id,
    ]);
    expect(stored).toEqual({ open_access: 'due_review' });
  });

  it('an expired one cannot be suspended, and is on the board as overdue until it is renewed', async () => {
    const nurse = await onThe('2027-04-09', '09:00');
    const { version } = await accepted(nurse.get<ArrangementDetail>(at(arrangementId)));
    const refused = await nurse.post(at(arrangementId, 'suspend'), {
      version,
      reason: 'Late',
      reviewOn: '2027-05-01',
      told: { family: 'x', linkConsultant: 'x', ward: 'x', gp: 'x' },
    });
    expect(refused.status).toBe(422);
    expect(refused.problem.detail).toMatch(/Expired/);
    const board = await accepted(
      nurse.get<BoardChildren>(`/api/open-access/children?hospitalId=${berkshire}&rows=100`),
    );
    const lines = board.rows.find(({ patient }) => patient.id === patientId)?.lines ?? [];
    expect(lines).toMatchObject([
      {
        reason: 'overdue',
        row: { id: arrangementId, daysOverdue: 31, validity: 'expired', notRenewable: null },
      },
      { reason: 'gaps', row: { because: 'Expired 08-Apr-2027.' } },
    ]);
  });

  it.each([
    ['into summer time', '2026-03-28', 48, '2026-03-30', '13:00'],
    ['into winter time', '2026-10-24', 48, '2026-10-26', '11:00'],
    ['without a change', '2026-06-10', 24, '2026-06-11', '12:00'],
  ])('a short grant lasts its hours %s', async (_, from, hours, until, time) => {
    await app.database.setClock(londonInstant(from, '12:00'));
    const child = await app.find('Adeleke', 'Tola');
    const nurse = await app.signIn(NURSE);
    const grant = await sentArrangement(app, nurse, child, berkshire, {
      grantHours: hours,
      startsAt: londonInstant(from, '12:00').toISOString(),
    });
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    await accepted(consultant.post(at(grant.id, 'agree'), { version: grant.version }));
    // Agreed a moment after its start, so it ends that moment after the hour.
    const before = await onThe(londonDate(londonInstant(until, time)), time);
    const minute = (await accepted(before.get<ArrangementDetail>(at(grant.id)))).content.endsAt!;
    expect(Date.parse(minute) - londonInstant(until, time).getTime()).toBeLessThan(60_000);
    await app.database.setClock(new Date(Date.parse(minute) - 30_000));
    expect((await accepted((await app.signIn(NURSE)).get<ArrangementDetail>(at(grant.id)))).validity).toBe('valid');
    await app.database.setClock(new Date(Date.parse(minute) + 1));
    expect((await accepted((await app.signIn(NURSE)).get<ArrangementDetail>(at(grant.id)))).validity).toBe('expired');
    await app.database.setClock(TUESDAY_11);
  });

  it('is judged alike by the database and by the program, whatever is stored', async () => {
    const instant = fc
      .integer({ min: 0, max: 3 * 365 * 48 })
      .map((half) => new Date(Date.UTC(2025, 0, 1) + half * 1_800_000));
    const facts = fc.record({
      state: fc.constantFrom(...STATES),
      agreed: fc.boolean(),
      startsAt: instant,
      lasts: fc.option(fc.integer({ min: 1, max: 20_000 })),
      review: fc.integer({ min: 0, max: 3 * 365 }),
      at: instant,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(facts, { minLength: 20, maxLength: 60 }), async (many) => {
        const rows = many.map((each) => ({
          ...each,
          agreedAt: each.agreed ? each.startsAt : null,
          endsAt: each.lasts === null ? null : new Date(each.startsAt.getTime() + each.lasts * 1_800_000),
          dueOn: addDays('2025-01-01', each.review),
        }));
        const judged = await app.sql<{ validity: string }>(
          `SELECT sec.open_access_validity(r->>'state', (r->>'agreedAt')::timestamptz, (r->>'startsAt')::timestamptz,
             (r->>'endsAt')::timestamptz, (r->>'dueOn')::date, (r->>'at')::timestamptz) AS validity
           FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS t (r, place) ORDER BY place`,
          [JSON.stringify(rows)],
        );
        expect(judged.map(({ validity }) => validity)).toEqual(
          rows.map(
            (row) =>
              openAccessAt(
                [{ ...row, id: 'a', hospitalId: 'h', reviewBy: row.dueOn, endedAt: null, suspensions: [] }],
                'h',
                row.at,
              ).validity,
          ),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('the database allows exactly the steps of the state machine that people can bring about', async () => {
    const allowed = await app.sql<{ pair: string }>(
      `SELECT f || ' ' || t AS pair FROM unnest($1::text[]) AS f, unnest($1::text[]) AS t WHERE sec.open_access_may_become(f, t)`,
      [STATES],
    );
    const steps = STATES.flatMap((from) =>
      (Object.entries(OPEN_ACCESS_STEPS[from]) as [OpenAccessAction, OpenAccessState][])
        .filter(([action, to]) => to !== from && OPEN_ACCESS_ACTORS[action] !== 'time' && action !== 'force_review')
        .map(([, to]) => `${from} ${to}`),
    );
    expect(new Set(allowed.map(({ pair }) => pair))).toEqual(new Set(steps));
  });
});
