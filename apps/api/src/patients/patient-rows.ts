import type { PatientIdentity, PatientRisks } from '@shared-care/contracts/patients';

/** What identifies a patient, as one JSON value from a row aliased `p`; null when the join found nobody. */
export const IDENTITY = `CASE WHEN p.id IS NULL THEN NULL ELSE json_build_object('id', p.id, 'familyName', p.family_name,
  'givenName', p.given_name, 'preferredName', p.preferred_name, 'title', p.title, 'birthDate', p.birth_date, 'sex', p.sex,
  'nhsNumber', p.nhs_number, 'nhsNumberStatus', p.nhs_number_status, 'hospitalNumber', p.hospital_number,
  'diedOn', p.died_on) END`;

/** What matters in an emergency. Decimals leave as text: a weight must not be rounded on the way. */
export const RISKS = `CASE WHEN p.id IS NULL THEN NULL ELSE json_build_object('diagnosis', p.diagnosis, 'severity', p.severity,
  'baselineLevel', trim_scale(p.baseline_level)::text, 'inhibitor', p.inhibitor, 'inhibitorOn', p.inhibitor_on,
  'emicizumab', p.emicizumab, 'centralLine', p.central_line, 'weightKg', trim_scale(p.weight_kg)::text,
  'weighedOn', p.weighed_on, 'allergyState', p.allergy_state, 'allergies', p.allergies) END`;

export interface PatientRow {
  patient: PatientIdentity;
  risks: PatientRisks;
}
