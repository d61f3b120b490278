import type { PatientIdentity, PatientRisks } from '@shared-care/contracts/patients/answers';

/** What identifies a patient, as one JSON value from a row aliased `p`; null when the join found nobody. */
export const IDENTITY = `CASE WHEN p.id IS NULL THEN NULL ELSE json_build_object('id', p.id, 'familyName', p.family_name,
  'givenName', p.given_name, 'preferredName', p.preferred_name, 'title', p.title, 'birthDate', p.birth_date, 'sex', p.sex,
  'nhsNumber', p.nhs_number, 'nhsNumberStatus', p.nhs_number_status, 'hospitalNumber', p.hospital_number,
  'diedOn', p.died_on) END`;

/** What matters in an emergency. Decimals leave as text: a weight must not be rounded on the way. */
export const RISKS = `CASE WHEN p.id IS NULL THEN NULL ELSE json_build_object('diagnosis', p.diagnosis, 'severity', p.severity,
  'baselineLevel', trim_scale(p.baseline_level)::text, 'inhibitor', p.inhibitor, 'inhibitorOn', p.inhibitor_on,
  'treatments', sec.treatments_of(p.id), 'centralLine', p.central_line, 'weightKg', trim_scale(p.weight_kg)::text,
  'weighedOn', p.weighed_on, 'allergyState', p.allergy_state, 'allergies', p.allergies) END`;

/** A patient as search offers one: with the usual hospital, and whether another could be taken for them. */
export const MATCH = `${IDENTITY} AS patient, ${RISKS} AS risks,
            (SELECT json_build_object('id', h.id, 'name', h.name)
             FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
             WHERE l.patient_id = p.id AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
             ORDER BY l.role <> 'temporary', l.role <> 'primary' LIMIT 1) AS "usualHospital",
            -- H5: twins and namesakes. Same family name and same initial or birth date.
            EXISTS (SELECT 1 FROM patients o
                    WHERE o.id <> p.id AND o.merged_into_id IS NULL AND o.family_name_folded = p.family_name_folded
                      AND (o.birth_date = p.birth_date OR o.given_initial_folded = p.given_initial_folded)
                   ) AS "similarName"`;

export interface PatientRow {
  patient: PatientIdentity;
  risks: PatientRisks;
}
