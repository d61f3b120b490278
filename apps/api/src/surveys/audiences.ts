import { EMERGENCY_CARE_MONTHS, VACCINATION_UNDER_YEARS, type SurveyTopic } from '@shared-care/domain/surveys';

const TODAY = `(sec.now() AT TIME ZONE 'Europe/London')::date`;

/** Whom a survey of each topic is for: one query giving the `id` of each child. The gate for messages comes after it. */
export const AUDIENCES: Readonly<Record<SurveyTopic, string>> = {
  annual: 'SELECT p.id FROM patients p',
  emergency_care: `
    SELECT a.patient_id AS id FROM attendances a
    WHERE a.arrived_at >= sec.now() - interval '${EMERGENCY_CARE_MONTHS} months'
      AND a.state NOT IN ('cancelled', 'entered_in_error', 'merged')`,
  vaccination: `
    SELECT p.id FROM patients p
    WHERE (p.birth_date + interval '${VACCINATION_UNDER_YEARS} years'
           + CASE WHEN to_char(p.birth_date, 'MM-DD') = '02-29' THEN interval '1 day' ELSE interval '0' END)::date > ${TODAY}`,
};

/** Children of the audience of the survey `$1`, as rows aliased `p`; a record that went into another is no child of its own. */
export function audienceOf(topic: SurveyTopic): string {
  return `FROM surveys s CROSS JOIN patients p
    WHERE s.id = $1 AND p.merged_into_id IS NULL AND p.id IN (${AUDIENCES[topic]})
      AND (s.hospital_id IS NULL OR EXISTS (
        SELECT 1 FROM shared_care_links l WHERE l.patient_id = p.id AND l.hospital_id = s.hospital_id
          AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)))
      AND (NOT s.group_only OR EXISTS (SELECT 1 FROM participation t WHERE t.patient_id = p.id AND t.interest = 'yes'))`;
}
