import type { DataSource } from 'typeorm';

/**
 * Adds invented hospitals and consultants until the network has as many as asked for, with departments, numbers and
 * checks of every age. Their codes begin with ZZ, which no real site has.
 */
export async function loadVolumeHospitals(
  owner: DataSource,
  size: { hospitals: number; consultants: number },
): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.query('SET LOCAL ROLE shared_care_feeds');
    await tx.query(HOSPITALS, [size.hospitals]);
    await tx.query(UNITS);
    await tx.query(CONTACTS);
    await tx.query(CHECKS);
    await tx.query(CONSULTANTS, [size.consultants]);
  });
}

const HOSPITALS = `
  INSERT INTO hospitals (ods_code, name, published_name, network_role, town, postcode)
  SELECT 'ZZ' || lpad(n::text, 3, '0'), town || ' General Hospital (made up)', upper(town) || ' GENERAL HOSPITAL', 'shared_care',
         town, 'ZZ' || (1 + n % 9) || ' 1AA'
  FROM (SELECT n, (ARRAY['North','South','East','West','Upper','Lower','Great','Little'])[1 + n % 8]
               || (ARRAY['brook','field','ford','ham','ley'])[1 + n / 8 % 5] AS town
        FROM generate_series(1, greatest(0, $1::int - (SELECT count(*)::int FROM hospitals WHERE network_role <> 'other'))) AS n) AS made`;

const UNITS = `
  INSERT INTO hospital_units (hospital_id, kind, name)
  SELECT h.id, u.kind, u.name FROM hospitals h
  CROSS JOIN (VALUES ('ed', 'Emergency department'), ('assessment', 'Children''s assessment unit'), ('ward', 'Children''s ward'))
    AS u (kind, name)
  WHERE h.ods_code LIKE 'ZZ%'`;

// 01632 960000 to 960999 is kept for fiction: with this many hospitals some share a number.
const CONTACTS = `
  INSERT INTO hospital_contacts (hospital_id, unit_id, purpose, label, phone, on_public_list)
  SELECT hospital_id, unit_id, purpose, label,
         '01632 960' || lpad((row_number() OVER (ORDER BY ods_code, purpose) % 1000)::text, 3, '0'), purpose <> 'ed'
  FROM (SELECT u.hospital_id, u.id AS unit_id, u.kind AS purpose, u.name AS label, h.ods_code
        FROM hospital_units u JOIN hospitals h ON h.id = u.hospital_id WHERE h.ods_code LIKE 'ZZ%'
        UNION ALL SELECT id, NULL, 'switchboard', 'Switchboard', ods_code FROM hospitals WHERE ods_code LIKE 'ZZ%') AS wanted`;

const CHECKS = `
  INSERT INTO contact_checks (contact_id, at, by, outcome, source, number)
  SELECT c.id, sec.now() - make_interval(days => (substr(h.ods_code, 3)::int * 31 % 230)),
         (SELECT id FROM users WHERE role = 'haemostasis_nurse' ORDER BY email LIMIT 1), 'correct', 'round', c.phone
  FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id WHERE h.ods_code LIKE 'ZZ%'`;

const CONSULTANTS = `
  WITH sites AS (SELECT id, row_number() OVER (ORDER BY ods_code) - 1 AS k, count(*) OVER () AS total
                 FROM hospitals WHERE network_role = 'shared_care')
  INSERT INTO link_consultants (hospital_id, name, phone, phone_verified_on, from_on)
  SELECT s.id, 'Dr ' || chr(65 + (n % 26)) || ' ' || (ARRAY['Amble','Brack','Carle','Dun','Ever','Fen','Gran','Holt'])[1 + n % 8]
                     || (ARRAY['dale','ford','ley','more','stone','wick'])[1 + n / 8 % 6],
         '01632 960' || lpad((n * 7 % 1000)::text, 3, '0'), sec.now()::date - n % 120, sec.now()::date - 700
  FROM generate_series(1, greatest(0, $1::int - (SELECT count(*)::int FROM link_consultants))) AS n
  JOIN sites s ON s.k = n % s.total`;
