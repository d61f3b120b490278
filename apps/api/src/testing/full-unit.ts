import { loadVolume } from '@shared-care/database/demo/volume';
import { loadVolumeHospitals } from '@shared-care/database/demo/volume-hospitals';
import { emptySections } from '@shared-care/domain/emergency-plan';
import type { Client } from './client';
import { DOCTOR, NURSE, type TestApp } from './test-app';

export interface UnitSize {
  patients: number;
  attendances: number;
}

/** The demo, and beside it a unit of this size with work on every board. */
export async function fillUnit(app: TestApp, size: UnitSize): Promise<void> {
  const { owner } = app.database;
  await loadVolumeHospitals(owner, { hospitals: 60, consultants: 200 });
  await loadVolume(owner, size);
  await owner.query(TREATED);
  await owner.query(REQUESTS, [NURSE]);
  await owner.query(NOTICES, [NURSE]);
  await owner.query(OVERDUE);
  await owner.query(PLANS, [NURSE, DOCTOR, JSON.stringify(SECTIONS)]);
  await owner.query('VACUUM ANALYZE');
}

const VOLUME = `SELECT id, row_number() OVER (ORDER BY hospital_number, id) AS n FROM patients WHERE hospital_number LIKE 'V%'`;

/** Three in four bleeds have a first treatment, from at once to three hours after arrival. */
const TREATED = `
  UPDATE attendances SET first_treatment_at = arrived_at + make_interval(mins => (number % 180)::int)
  WHERE request_hash = 'volume' AND number % 4 <> 0 AND reason <> 'unrelated_illness'`;

const REQUESTS = `
  WITH r AS (
    INSERT INTO requests (patient_id, type, state, source, received_at, since, do_by, done_at, created_by)
    SELECT v.id, 'general', CASE WHEN n % 2 = 0 THEN 'answered' ELSE 'requested' END, 'email', sec.now() - interval '20 days',
           sec.now() - interval '20 days', CASE WHEN n % 2 = 1 THEN (sec.now() + make_interval(days => (n % 20)::int - 5))::date END,
           CASE WHEN n % 2 = 0 THEN sec.now() - make_interval(hours => (n % 400)::int) END, u.id
    FROM (${VOLUME}) v CROSS JOIN (SELECT id FROM users WHERE email = $1) u WHERE n % 3 = 0 RETURNING id, done_at)
  INSERT INTO request_events (request_id, at, kind, before)
  SELECT id, done_at, 'stepped', jsonb_build_object('doBy', (done_at + interval '1 day')::date::text) FROM r WHERE done_at IS NOT NULL`;

const NOTICES = `
  INSERT INTO notices (patient_id, kind, on_date, raised_by)
  SELECT v.id, 'moved_away', sec.now()::date - 7, u.id
  FROM (${VOLUME}) v CROSS JOIN (SELECT id FROM users WHERE email = $1) u WHERE n % 10 = 0`;

/** Every fifth arrangement is due review. */
const OVERDUE = `
  WITH passed AS (SELECT set_config('session_replication_role', 'replica', true))
  UPDATE open_access_arrangements o SET review_by = sec.now()::date - 10
  FROM (${VOLUME}) v, passed WHERE v.id = o.patient_id AND n % 5 = 0`;

const SECTIONS = {
  ...emptySections(),
  firstSteps: 'Ring the unit on 01632 960100. Give factor before any scan. '.repeat(12),
};

/** Four in five children have a plan that a doctor approved, written for what they are on. */
const PLANS = `
  WITH passed AS (SELECT set_config('session_replication_role', 'replica', true)),
  letters AS (SELECT 'CDFHJKMNPRTVWXY3479' AS all19)
  INSERT INTO emergency_plans (patient_id, version_number, state, sections, review_by, inhibitor, central_line, treatment_ids,
                               written_by, changed_by, authors, approved_by, approved_at, code)
  SELECT p.id, 1, 'approved', $3::jsonb, sec.now()::date + (n % 400)::int - 50, p.inhibitor, p.central_line,
         ARRAY(SELECT t.treatment_id FROM patient_treatments t WHERE t.patient_id = p.id), w.id, w.id, ARRAY[w.id], d.id,
         sec.now() - interval '90 days',
         'CDFHJK' || substr(all19, (1 + n / 6859 % 19)::int, 1) || substr(all19, (1 + n / 361 % 19)::int, 1)
           || substr(all19, (1 + n / 19 % 19)::int, 1) || substr(all19, (1 + n % 19)::int, 1)
  FROM (${VOLUME}) v JOIN patients p USING (id) CROSS JOIN passed CROSS JOIN letters
  JOIN users w ON w.email = $1 JOIN users d ON d.email = $2 WHERE n % 5 <> 0`;

/** A page that somebody opens, as the dashboard asks for it. */
export const BOARDS: Readonly<Record<string, string>> = {
  'Open access': 'open-access/children?rows=25',
  'Open access, due review': 'open-access/children?rows=25&reason=overdue',
  'Emergency plans': 'emergency-plans?rows=25',
  Transition: 'transitions?rows=25',
  Requests: 'requests?rows=25',
  Reminders: 'reminders?rows=25',
  'Reminders, dental': 'reminders?rows=25&rule=dental_overdue',
  Notices: 'notices?rows=25',
  'Missing addresses': 'missing-addresses?rows=25',
  'Home therapy': 'home-therapy',
  Patients: 'patients?rows=25',
  'Link consultants': 'link-consultants',
  Hospitals: 'hospitals/directory',
  Verification: 'contacts/to-verify',
  'Counts of the navigation': 'navigation/counts',
};

export interface Timed {
  what: string;
  /** Milliseconds of the first answer, and of the middle one of those after it. */
  first: number;
  then: number;
  kilobytes: number;
}

/** How long each takes, one after the other: what one person waits for. */
export async function timed(client: Client, pages: Readonly<Record<string, string>>, times: number): Promise<Timed[]> {
  const found: Timed[] = [];
  for (const [what, path] of Object.entries(pages)) {
    const took: number[] = [];
    let bytes = 0;
    for (let time = 0; time <= times; time += 1) {
      const began = performance.now();
      const { status, text } = await client.get(`/api/${path}`);
      took.push(performance.now() - began);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
      bytes = text.length;
    }
    const [first, ...then] = took;
    const middle = then.sort((one, other) => one - other)[Math.floor(then.length / 2)] ?? first!;
    found.push({ what, first: Math.round(first!), then: Math.round(middle), kilobytes: Math.round(bytes / 1024) });
  }
  return found;
}

export function tableOf(rows: readonly Timed[]): string {
  const wide = Math.max(...rows.map(({ what }) => what.length));
  const line = (what: string, first: string, then: string, size: string): string =>
    `${what.padEnd(wide)}  ${first.padStart(8)}  ${then.padStart(8)}  ${size.padStart(6)}`;
  return [
    line('', 'first ms', 'then ms', 'kB'),
    ...rows.map(({ what, first, then, kilobytes }) => line(what, `${first}`, `${then}`, `${kilobytes}`)),
  ].join('\n');
}
