import { isBleeding } from '@shared-care/domain/alert-tier';
import type { AttendanceReason, BleedSite } from '@shared-care/domain/attendance-reasons';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';
import { loadDemo } from './load-demo';

/** When a first start may be: a working morning, the ends of a day, a night, weekends, a bank holiday. */
const STARTS: [name: string, at: string][] = [
  ['a Tuesday at 11:00', '2026-03-10T11:00:00Z'],
  ['a Monday at 08:50', '2026-03-09T08:50:00Z'],
  ['a Monday at 09:10', '2026-03-09T09:10:00Z'],
  ['a Friday at 17:20', '2026-03-13T17:20:00Z'],
  ['a Saturday at 14:00', '2026-03-14T14:00:00Z'],
  ['a Sunday at 03:00', '2026-03-15T03:00:00Z'],
  ['the night to a Wednesday', '2026-03-18T00:30:00Z'],
  ['Christmas Day', '2026-12-25T12:00:00Z'],
];
/** Bleeding longer than this without a first treatment and without a look at why is no story to show. */
const TREATED_WITHIN_MINUTES = 120;

describe.each(STARTS)('the demo, first started on %s', (_name, start) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.setClock(new Date(start));
    await loadDemo(database.owner, { passwordHash: 'none', size: 'small' });
  });
  afterAll(() => database.drop());
  const rows = <T>(sql: string): Promise<T[]> => database.owner.query<T[]>(sql);

  it('has only people at work who are on duty by the rota', async () => {
    const against = await rows<{ what: string }>(
      `WITH done AS (
         SELECT 'logged' AS what, logged_at AS at, logged_by AS by FROM attendances
         UNION ALL SELECT 'event ' || kind, at, by FROM alert_events WHERE by IS NOT NULL
         UNION ALL SELECT 'owner', acknowledged_at, owner_id FROM alerts WHERE owner_id IS NOT NULL
         UNION ALL SELECT 'call', at, recorded_by FROM liaison_entries
         UNION ALL SELECT 'told', due_at, recipient_id FROM alert_deliveries WHERE recipient_id IS NOT NULL
         UNION ALL SELECT 'offered to', offered_at, offered_to FROM alerts WHERE offered_to IS NOT NULL)
       SELECT concat_ws(' ', d.what, 'by', u.display_name, 'on', to_char(d.at AT TIME ZONE 'Europe/London', 'Dy HH24:MI')) AS what
       FROM done d JOIN users u ON u.id = d.by
       WHERE NOT EXISTS (SELECT FROM sec.on_duty(d.at) o WHERE o.user_id = d.by)
         -- Who goes home hands over at the end of the shift, or a little later.
         AND NOT (d.what = 'event offered' AND EXISTS (SELECT FROM sec.on_duty(d.at - interval '1 hour') o WHERE o.user_id = d.by))
       ORDER BY 1`,
    );
    expect(against.map(({ what }) => what)).toEqual([]);
  });

  it('shows alerts that run, each kind of them, and nothing from the future', async () => {
    const states = await rows<{ state: string; many: number }>(
      `SELECT state, count(*)::int AS many FROM alerts WHERE kind = 'attendance' GROUP BY state`,
    );
    const many = Object.fromEntries(states.map((one) => [one.state, one.many]));
    expect(many['open']).toBeGreaterThanOrEqual(3);
    expect(many['acknowledged']).toBeGreaterThanOrEqual(2);
    expect(many['awaiting']).toBe(1);
    expect(
      await rows(
        `SELECT 'treated' FROM attendances WHERE greatest(first_treatment_at, left_at, logged_at) > sec.now()
         UNION ALL SELECT kind FROM alert_events WHERE at > sec.now()
         UNION ALL SELECT 'closed' FROM alerts WHERE greatest(closed_at, offered_at, acknowledged_at) > sec.now()`,
      ),
    ).toEqual([]);
  });

  it('leaves no bleed untreated for hours, and waits for a summary until a working day', async () => {
    const waiting = await rows<{ child: string; reason: AttendanceReason; site: BleedSite | null }>(
      `SELECT coalesce(p.family_name, a.unmatched_name) AS child, a.reason, a.bleed_site AS site
       FROM attendances a JOIN alerts al ON al.id = a.alert_id LEFT JOIN patients p ON p.id = a.patient_id
       WHERE al.state <> 'withdrawn' AND al.tier <> 'blue' AND a.first_treatment_at IS NULL
         AND a.arrived_at < sec.now() - make_interval(mins => ${TREATED_WITHIN_MINUTES})`,
    );
    expect(waiting.filter(isBleeding).map(({ child }) => child)).toEqual([]);
    const [{ wakes }] = (await rows<{ wakes: boolean }>(
      `SELECT bool_and(sec.in_hours(wake_at) AND wake_at > sec.now()) AS wakes FROM alerts WHERE state = 'awaiting'`,
    )) as [{ wakes: boolean }];
    expect(wakes).toBe(true);
  });

  it('hands over to a colleague who is there, and not to the owner', async () => {
    const offers = await rows<{ self: boolean }>(
      'SELECT offered_to = owner_id AS self FROM alerts WHERE offered_to IS NOT NULL',
    );
    expect(offers).toEqual([{ self: false }]);
  });
});
