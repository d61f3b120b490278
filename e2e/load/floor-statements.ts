export type FloorKind = 'search' | 'alertQueue' | 'patientPage' | 'saveAttendance';

/**
 * $1 is the session. `me` is who asks, and sets for whom the rest of the statement is; without duties it is the first
 * nurse. A later part that depends on `me` runs after it.
 */
const ME = (duties: boolean): string =>
  duties
    ? `me AS MATERIALIZED (
         SELECT u.id, u.role, set_config('app.uid', u.id::text, true) AS uid FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.sid = $1 AND s.expire > now() AND u.disabled_at IS NULL
           AND sec.session_ends_at(s.created_at, s.last_seen_at) > sec.now())`
    : `me AS MATERIALIZED (
         SELECT u.id, u.role, set_config('app.uid', u.id::text, true) AS uid FROM users u
         WHERE u.role = 'haemostasis_nurse' AND $1::text IS NULL ORDER BY u.email LIMIT 1)`;

/** The children whom who asks may see, as the policies have it: those of the unit all, link consultants their own. */
const SEEN = (duties: boolean, id: string): string =>
  duties ? `(me.role <> 'link_consultant' OR sec.can_see(${id}))` : `left(me.uid, 0) = ''`;

const audited = (duties: boolean, action: string, entity: string, patients: string): string =>
  duties
    ? `, looked AS (INSERT INTO audit_entries (actor_id, actor_role, action, entity, patient_ids)
         SELECT me.id, me.role, '${action}', '${entity}', ${patients} FROM me)`
    : '';

const CHILD = `'id', p.id, 'familyName', p.family_name, 'givenName', p.given_name, 'birthDate', p.birth_date, 'nhsNumber', p.nhs_number,
  'hospitalNumber', p.hospital_number, 'diagnosis', p.diagnosis, 'severity', p.severity, 'inhibitor', p.inhibitor`;

const ANSWER = 'EXISTS (SELECT 1 FROM me) AS allowed';

/** One statement for each kind of request. */
export const FLOOR: Readonly<Record<FloorKind, (duties: boolean) => string>> = {
  search: (duties) => `WITH ${ME(duties)},
    found AS MATERIALIZED (SELECT f.id, f.place, count(*) OVER ()::int AS total FROM me
      CROSS JOIN LATERAL sec.search_patients($2::text[], $3 || left(me.uid, 0), NULL, 2147483647) WITH ORDINALITY AS f(id, closeness, place)),
    shown AS MATERIALIZED (SELECT p.id, found.place, found.total, json_build_object(${CHILD}) AS child
      FROM found JOIN patients p ON p.id = found.id WHERE found.place <= 8)
    ${audited(duties, 'search', 'patient', '(SELECT array_agg(id) FROM shown)')}
    SELECT ${ANSWER}, json_build_object('matches', (SELECT json_agg(child ORDER BY place) FROM shown), 'total', (SELECT max(total) FROM found)) AS answer`,

  alertQueue: (duties) => `WITH ${ME(duties)},
    shown AS MATERIALIZED (
      SELECT p.id, al.id AS alert, json_build_object('id', al.id, 'reference', a.reference, 'version', al.version, 'state', al.state,
        'tier', al.tier, 'trigger', al.trigger, 'level', al.level, 'openedAt', al.opened_at, 'acknowledgeBy', al.acknowledge_by,
        'owner', o.display_name, 'patient', json_build_object(${CHILD}), 'hospital', h.name, 'reason', a.reason,
        'bleedSite', a.bleed_site, 'arrivedAt', a.arrived_at) AS line
      FROM me JOIN alerts al ON left(me.uid, 0) = '' LEFT JOIN attendances a ON a.id = al.attendance_id LEFT JOIN patients p ON p.id = a.patient_id
      LEFT JOIN hospitals h ON h.id = a.hospital_id LEFT JOIN users o ON o.id = al.owner_id
      WHERE al.state IN ('open', 'acknowledged') AND al.kind IN ('attendance', 'break_glass') AND (p.id IS NULL OR ${SEEN(duties, 'p.id')})
      ORDER BY al.state <> 'open', array_position(ARRAY['red', 'amber', 'blue'], al.tier), al.acknowledge_by LIMIT 200),
    counts AS (SELECT count(*) FILTER (WHERE state = 'open') AS open, count(*) FILTER (WHERE state = 'awaiting') AS awaiting
      FROM alerts WHERE state IN ('open', 'acknowledged', 'awaiting'))
    ${audited(duties, 'read', 'alert_queue', '(SELECT array_agg(DISTINCT id) FROM shown WHERE id IS NOT NULL)')}
    SELECT ${ANSWER}, json_build_object('alerts', (SELECT json_agg(line) FROM shown), 'counts', (SELECT row_to_json(counts) FROM counts)) AS answer`,

  patientPage: (duties) => `WITH ${ME(duties)},
    shown AS MATERIALIZED (
      SELECT p.id, json_build_object('patient', json_build_object(${CHILD}, 'allergies', p.allergies, 'weightKg', p.weight_kg),
        'links', (SELECT json_agg(json_build_object('role', l.role, 'hospital', lh.name, 'from', l.valid_from, 'to', l.valid_to))
                  FROM shared_care_links l JOIN hospitals lh ON lh.id = l.hospital_id WHERE l.patient_id = p.id),
        'openAccess', (SELECT json_agg(json_build_object('id', o.id, 'state', o.state, 'startsAt', o.starts_at, 'endsAt', o.ends_at,
                  'reviewBy', o.review_by, 'whereInHours', o.where_to_go, 'say', o.phone_first)) FROM open_access_arrangements o WHERE o.patient_id = p.id),
        'attendances', (SELECT json_agg(json_build_object('id', a.id, 'reference', a.reference, 'state', a.state, 'reason', a.reason,
                  'arrivedAt', a.arrived_at, 'hospital', h.name, 'tier', al.tier, 'alertState', al.state) ORDER BY a.arrived_at DESC)
                  FROM attendances a JOIN alerts al ON al.attendance_id = a.id LEFT JOIN hospitals h ON h.id = a.hospital_id WHERE a.patient_id = p.id),
        'ringNow', (SELECT json_agg(json_build_object('label', c.label, 'phone', c.phone, 'hours', c.hours))
                  FROM hospital_contacts c JOIN hospitals ch ON ch.id = c.hospital_id
                  WHERE c.ended_at IS NULL AND (ch.network_role = 'hub' OR c.hospital_id IN (
                    SELECT l.hospital_id FROM shared_care_links l WHERE l.patient_id = p.id)))) AS page
      FROM me JOIN patients p ON p.id = $2 AND left(me.uid, 0) = '' AND ${SEEN(duties, 'p.id')})
    ${audited(duties, 'read', 'patient', '(SELECT array_agg(id) FROM shown)')}
    SELECT ${ANSWER}, (SELECT page FROM shown) AS answer`,

  saveAttendance: (duties) => `WITH ${ME(duties)},
    saved AS (INSERT INTO attendances (id, alert_id, patient_id, hospital_id, unit_kind, state, reason, bleed_site, category, arrived_at,
        reported_at, told_by, note, open_access, open_access_because, logged_by, idempotency_key, request_hash)
      SELECT $5, $6, $2, $3, 'ed', 'arrived', 'bleeding', 'joint', 1, sec.now(), sec.now(), 'mother', $4, 'unknown', 'Not looked at', me.id,
        gen_random_uuid(), '' FROM me WHERE ${SEEN(duties, '$2::uuid')}
      RETURNING id, alert_id, reference, logged_by),
    raised AS (INSERT INTO alerts (id, attendance_id, tier, trigger, triggers, acknowledge_by, next_escalation_at)
      SELECT alert_id, id, 'amber', 'joint_or_muscle', ARRAY['joint_or_muscle'], sec.now() + interval '1 hour', sec.now() + interval '1 hour'
      FROM saved RETURNING id),
    told AS (INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because)
      SELECT raised.id, 0, 0, channel, t.user_id, t.because FROM raised CROSS JOIN sec.people_to_tell(sec.now(), 0) AS t
      CROSS JOIN unnest(ARRAY['in_app', 'email']) AS channel RETURNING 1),
    written AS (INSERT INTO alert_events (alert_id, at, kind, by) SELECT raised.id, sec.now(), 'raised', me.id FROM raised CROSS JOIN me)
    ${audited(duties, 'create', 'attendance', 'ARRAY[$2::uuid]')}
    SELECT ${ANSWER}, (SELECT json_build_object('id', id, 'alertId', alert_id, 'reference', reference) FROM saved) AS answer,
      pg_notify('shared_care_live', '{"topic":"alerts","patients":[]}')`,
};
