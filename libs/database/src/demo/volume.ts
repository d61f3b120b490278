import type { DataSource } from 'typeorm';

/**
 * Adds fictional patients and closed attendances by the thousand, for lists at full size and for measurements.
 * Needs a superuser: the pairwise checks between attendances and alerts are switched off while both are copied in, and
 * counted afterwards.
 *
 * @throws Error when the rows copied in would not have passed those checks
 */
export async function loadVolume(owner: DataSource, size: { patients: number; attendances: number }): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`);
    await tx.query(VOLUME_PATIENTS, [size.patients]);
    await tx.query('ANALYZE volume_patients');
    await tx.query(VOLUME_LINKS);
    await tx.query(VOLUME_ARRANGEMENTS);
    await tx.query('ANALYZE shared_care_links');
    await tx.query(VOLUME_ATTENDANCES, [size.attendances, size.patients]);
    await tx.query(VOLUME_ALERTS);
    await tx.query('DROP TABLE volume_patients, volume_attendances');
    const [{ alone }] = await tx.query<[{ alone: string }]>(
      `SELECT count(*) AS alone FROM attendances a FULL JOIN alerts al ON al.attendance_id = a.id AND al.id = a.alert_id
       WHERE a.id IS NULL OR al.id IS NULL`,
    );
    if (alone !== '0') throw new Error(`${alone} attendances and alerts do not belong together`);
  });
  await owner.query('VACUUM ANALYZE');
}

const VOLUME_PATIENTS = `
  CREATE TEMP TABLE volume_patients AS
  WITH numbers AS (
    SELECT '999' || lpad(stem::text, 6, '0') AS nine,
           (11 - (SELECT sum((11 - place) * substr('999' || lpad(stem::text, 6, '0'), place, 1)::int)
                  FROM generate_series(1, 9) AS place) % 11) % 11 AS check_digit
    FROM generate_series(100000, 100000 + ($1::int * 12 / 10) + 100) AS stem),
  valid AS (SELECT nine || check_digit AS nhs_number, row_number() OVER (ORDER BY nine) AS n FROM numbers WHERE check_digit < 10)
  SELECT gen_random_uuid() AS id, n, nhs_number,
         CASE WHEN n % 10 < 3 THEN (ARRAY['Smith','Jones','Taylor','Brown','Williams','Wilson','Johnson','Davies','Patel','Robinson','Wright','Thompson',
           'Evans','Walker','White','Roberts','Green','Hall','Wood','Jackson','Clarke','Khan','Lewis','James','Phillips',
           'Ali','Mitchell','Carter','Ahmed','Begum','Nowak','Kaur','Singh','Murphy','Kelly','Müller','García','Nguyễn',
           'Òsman','Çelik'])[1 + (n / 10 * 7919 % 40)]
           ELSE (ARRAY['Ash','Black','Brad','Bur','Car','Clay','Cross','Dal','El','Fair','Far','Gar','Green','Hal','Hart','Hol',
             'Kirk','Lang','Lock','Mar','Mil','New','Nor','Oak','Pem','Rad','Red','Shel','Thorn','Whit'])[1 + (n * 104729 % 30)]
             || (ARRAY['bourne','brook','bury','by','cliffe','combe','cott','dale','den','field','ford','gate','grave','ham','hurst',
             'leigh','ley','low','more','ridge','stead','stone','ton','well','worth'])[1 + (n / 30 * 6007 % 25)]
             || CASE WHEN n % 5 = 0 THEN '-' || chr(65 + (n % 26)::int) || 'ell' ELSE '' END END AS family_name,
         (ARRAY['Oliver','Amelia','George','Isla','Arthur','Ava','Noah','Olivia','Muhammad','Freya','Leo','Lily','Oscar','Mia',
           'Harry','Ivy','Archie','Rosie','Jack','Sophia','Henry','Grace','Charlie','Zoë','Freddie','Aisha','Theo','Elsie',
           'Finley','Emily','Jude','Layla','Yusuf','Ömer','Łucja','Siân'])[1 + (n * 104729 % 36)] AS given_name,
         (sec.now() - make_interval(days => 30 + (n * 6007 % 6400)::int))::date AS birth_date
  FROM valid ORDER BY n LIMIT $1::int`;

const VOLUME_LINKS = `
  WITH sites AS (SELECT h.id, c.id AS consultant, row_number() OVER (ORDER BY h.ods_code) - 1 AS k, count(*) OVER () AS total
                 FROM hospitals h JOIN link_consultants c ON c.hospital_id = h.id WHERE h.network_role = 'shared_care'),
  brought AS (
    INSERT INTO patients (id, family_name, given_name, birth_date, nhs_number, nhs_number_status, hospital_number,
                          diagnosis, severity, inhibitor, allergy_state, sex)
    SELECT id, family_name, given_name, birth_date, nhs_number, 'verified', 'V' || n,
           (ARRAY['haemophilia_a','haemophilia_b','von_willebrand','platelet_disorder'])[1 + n % 4], 'not_graded',
           CASE WHEN n % 20 = 0 THEN 'present' ELSE 'none' END, 'none_known', (ARRAY['female','male'])[1 + n % 2]
    FROM volume_patients),
  treated AS (
    INSERT INTO patient_treatments (patient_id, treatment_id, purpose, source, started_on)
    SELECT v.id, t.id, 'prophylaxis', 'import', greatest(v.birth_date, (sec.now() - interval '2 years')::date)
    FROM volume_patients v JOIN treatments t
      ON t.code = (ARRAY['factor_viii_shl','factor_ix_ehl','tranexamic_acid','emicizumab'])[1 + CASE WHEN n % 9 = 0 THEN 3 ELSE n % 3 END]),
  reached AS (
    INSERT INTO contact_details (patient_id, phone) SELECT id, '01632 960' || lpad((n % 1000)::text, 3, '0') FROM volume_patients)
  INSERT INTO shared_care_links (patient_id, hospital_id, link_consultant_id, role, valid_from)
  SELECT v.id, s.id, s.consultant, 'primary', sec.now() - interval '2 years'
  FROM volume_patients v JOIN sites s ON s.k = v.n % s.total`;

const VOLUME_ARRANGEMENTS = `
  INSERT INTO open_access_arrangements (patient_id, hospital_id, state, reasons, where_to_go, starts_at, review_by, issued_by,
                                        sent_at, agreed_at)
  SELECT l.patient_id, l.hospital_id, 'active', 'Bleeding', 'Straight to the ward', sec.now() - interval '1 year',
         (sec.now() + interval '90 days')::date, 'Dr K Shah', sec.now() - interval '1 year', sec.now() - interval '1 year'
  FROM shared_care_links l JOIN volume_patients v ON v.id = l.patient_id`;

// The patient's number is worked out from $2 alone, so that the join hashes; through a count in the join it would
// compare every attendance with every patient.
const VOLUME_ATTENDANCES = `
  CREATE TEMP TABLE volume_attendances AS
  WITH logger AS (SELECT id FROM users WHERE role = 'haemostasis_nurse' ORDER BY email LIMIT 1)
  SELECT gen_random_uuid() AS id, gen_random_uuid() AS alert_id, v.id AS patient_id, l.hospital_id, logger.id AS logged_by,
         sec.now() - interval '2 days' - make_interval(mins => (i * 7919 % 1400000)::int) AS arrived_at,
         (ARRAY['bleeding','pain_joint_muscle','unrelated_illness','planned_treatment','head_injury'])[1 + i % 5] AS reason
  FROM generate_series(1, $1::bigint) AS i
  JOIN volume_patients v ON v.n = 1 + i % $2::bigint
  JOIN shared_care_links l ON l.patient_id = v.id
  CROSS JOIN logger`;

const VOLUME_ALERTS = `
  WITH brought AS (
    INSERT INTO attendances (id, alert_id, patient_id, hospital_id, unit_kind, state, reason, category, arrived_at, reported_at,
                             left_at, told_by, open_access, open_access_because, logged_by, logged_at, idempotency_key, request_hash)
    SELECT id, alert_id, patient_id, hospital_id, 'ed', 'left', reason, 1, arrived_at, arrived_at, arrived_at + interval '3 hours',
           'mother', 'valid', 'Valid at the time.', logged_by, arrived_at, gen_random_uuid(), 'volume'
    FROM volume_attendances),
  told AS (
    INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because, state, due_at, attempts, sent_at,
                                  confirmed_at, confirmed_by, created_at)
    SELECT alert_id, 0, 0, 'in_app', logged_by, 'Nurse on duty', 'confirmed', arrived_at, 1, arrived_at, arrived_at, logged_by, arrived_at
    FROM volume_attendances)
  INSERT INTO alerts (id, attendance_id, state, tier, trigger, triggers, opened_at, acknowledge_by, acknowledged_at, owner_id,
                      closed_at, closed_by, outcome)
  SELECT alert_id, id, 'closed', 'amber', 'joint_or_muscle_bleed', ARRAY['joint_or_muscle_bleed'], arrived_at,
         arrived_at + interval '1 hour', arrived_at + interval '10 minutes', logged_by, arrived_at + interval '5 hours', logged_by, 'resolved'
  FROM volume_attendances`;
