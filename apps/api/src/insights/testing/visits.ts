import { randomUUID } from 'node:crypto';
import { NURSE, type TestApp } from '../../testing/test-app';

export interface Visit {
  arrivedAt: string;
  hospitalId?: string | null;
  patientId?: string | null;
  tier?: 'red' | 'amber' | 'blue';
  state?: string;
  reason?: string;
  site?: string | null;
  /** Minutes from arrival to the first treatment, or why there was none. */
  treated?: number | string | null;
  openAccess?: string;
  /** Minutes from arrival, which is when the alert opens, to its owner. */
  acknowledged?: number | null;
  limit?: number;
  alertState?: 'open' | 'acknowledged' | 'withdrawn';
}

/** A visit with its alert, as it would stand after a while. Written past the rules that the product itself follows. */
export async function visited(app: TestApp, visit: Visit): Promise<string> {
  const { treated = null, acknowledged = null, hospitalId = null, patientId = null } = visit;
  const state = visit.alertState ?? (acknowledged === null ? 'open' : 'acknowledged');
  const alertId = randomUUID();
  await app.database.owner.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(
      `INSERT INTO attendances (id, alert_id, patient_id, unmatched_name, hospital_id, unlisted_hospital_name, unlisted_hospital_kind,
         state, reason, bleed_site, category, arrived_at, reported_at, told_by, first_treatment_at, first_treatment_absent_because,
         open_access, open_access_because, logged_by, idempotency_key, request_hash)
       SELECT $1, $2, $3, CASE WHEN $3::uuid IS NULL THEN 'Nobody we know' END, $4, CASE WHEN $4::uuid IS NULL THEN 'Far away' END,
              CASE WHEN $4::uuid IS NULL THEN 'abroad' END, $5, $6, $7, 1, $8::timestamptz, $8::timestamptz, 'mother',
              $8::timestamptz + make_interval(mins => $9), $10, $11, 'test', id, gen_random_uuid(), 'test'
       FROM users WHERE email = $12`,
      [
        ...[randomUUID(), alertId, patientId, hospitalId],
        ...[
          visit.state ?? (patientId === null ? 'unmatched' : 'in_department'),
          visit.reason ?? 'bleeding',
          visit.site ?? null,
        ],
        ...[
          visit.arrivedAt,
          typeof treated === 'number' ? treated : null,
          typeof treated === 'string' ? treated : null,
        ],
        ...[visit.openAccess ?? 'valid', NURSE],
      ],
    );
    await tx.query(
      `INSERT INTO alerts (id, attendance_id, state, tier, trigger, triggers, opened_at, acknowledge_by, acknowledged_at, owner_id,
         next_escalation_at, withdrawn_at)
       SELECT a.alert_id, a.id, $2, $3, 'head_injury', '{head_injury}', a.arrived_at, a.arrived_at + make_interval(mins => $4),
              a.arrived_at + make_interval(mins => $5), CASE WHEN $5::int IS NOT NULL THEN a.logged_by END, a.arrived_at,
              CASE WHEN $2 = 'withdrawn' THEN a.arrived_at END
       FROM attendances a WHERE a.alert_id = $1`,
      [alertId, state, visit.tier ?? 'red', visit.limit ?? 15, acknowledged],
    );
  });
  return alertId;
}
