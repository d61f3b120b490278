import type { ReminderKey } from '@shared-care/contracts/reminders/shapes';
import { DENTAL_OVERDUE_MONTHS, VACCINATION_AHEAD_DAYS } from '@shared-care/domain/care-reviews';
import {
  HAEMTRACK_LEAST_PER_CENT,
  HAEMTRACK_PERIOD_DAYS,
  HAEMTRACK_SILENT_DAYS,
  LOW_STOCK_DAYS,
} from '@shared-care/domain/home-therapy';
import { ADULT_FROM_YEARS } from '@shared-care/domain/transition';
import { TODAY_ONCE } from '../platform/asked-once';

const TODAY = TODAY_ONCE;
/** As the screens write a date. */
const said = (date: string): string => `to_char(${date}, 'DD-Mon-YYYY')`;
/** Somebody born on 29 February comes of age on 1 March, as birthday() has it. */
const EIGHTEEN = `(p.birth_date + interval '${ADULT_FROM_YEARS} years'
  + CASE WHEN to_char(p.birth_date, 'MM-DD') = '02-29' THEN interval '1 day' ELSE interval '0' END)::date`;
const KEEPS_DIARY = `t.state = 'active' AND t.haemtrack IN ('enrolled', 'active')`;

/**
 * What each rule finds, as one query giving `id` of the child, `what` in words and the day `"on"` by which lists are
 * sorted. Computed in the database each time it is looked at: nothing here can be stale, and nothing interrupts anybody.
 */
export const RULES: Readonly<Record<ReminderKey, string>> = {
  dental_overdue: `
    SELECT d.patient_id AS id, 'last checked ' || ${said('d.last_check_on')} AS what, d.last_check_on AS "on"
    FROM dental_care d WHERE d.last_check_on + interval '${DENTAL_OVERDUE_MONTHS} months' <= ${TODAY}`,
  extraction_without_plan: `
    SELECT d.patient_id AS id, 'extraction on ' || ${said('d.extraction_on')} AS what, d.extraction_on AS "on"
    FROM dental_care d WHERE d.extraction_on >= ${TODAY} AND d.plan_sent_on IS NULL`,
  vaccination_letter: `
    SELECT p.id, 'for ' || v.label AS what, (p.birth_date + make_interval(months => v.months))::date AS "on"
    FROM patients p CROSS JOIN vaccination_ages v
    WHERE v.active
      AND ${TODAY} >= (p.birth_date + make_interval(months => v.months))::date - ${VACCINATION_AHEAD_DAYS}
      AND ${TODAY} < p.birth_date + make_interval(months => v.months + 6)
      AND NOT EXISTS (SELECT 1 FROM vaccination_advice a WHERE a.patient_id = p.id AND a.age_id = v.id)`,
  stock_low: `
    SELECT t.patient_id AS id,
           'stock for ' || greatest(0, t.stock_days - (${TODAY} - t.stock_counted_on)) || ' days' AS what,
           t.stock_counted_on + t.stock_days AS "on"
    FROM home_therapies t WHERE t.state = 'active' AND t.stock_days - (${TODAY} - t.stock_counted_on) <= ${LOW_STOCK_DAYS}`,
  delivery_unconfirmed: `
    SELECT t.patient_id AS id, 'expected ' || ${said('t.next_delivery_on')} AS what, t.next_delivery_on AS "on"
    FROM home_therapies t WHERE t.state = 'active' AND t.next_delivery_on < ${TODAY}`,
  diary_silent: `
    SELECT t.patient_id AS id, coalesce('last entry ' || ${said('t.last_entry_on')}, 'no entry yet') AS what,
           t.last_entry_on AS "on"
    FROM home_therapies t
    WHERE ${KEEPS_DIARY} AND (t.last_entry_on IS NULL OR ${TODAY} - t.last_entry_on >= ${HAEMTRACK_SILENT_DAYS})`,
  diary_low: `
    SELECT t.patient_id AS id, h.per_cent || '% of entries' AS what, h.last AS "on"
    FROM home_therapies t
    JOIN (SELECT patient_id, max(to_on) AS last, sum(least(entered, planned)) * 100 / nullif(sum(planned), 0) AS per_cent
          FROM haemtrack_periods WHERE to_on <= ${TODAY} AND ${TODAY} - to_on < ${HAEMTRACK_PERIOD_DAYS}
          GROUP BY patient_id) h ON h.patient_id = t.patient_id
    WHERE ${KEEPS_DIARY} AND h.per_cent < ${HAEMTRACK_LEAST_PER_CENT}`,
  weight_old: `
    SELECT p.id, coalesce('weighed ' || ${said('p.weighed_on')}, 'never weighed here') AS what, p.weighed_on AS "on"
    FROM patients p
    WHERE p.weighed_on IS NULL OR p.weighed_on + CASE WHEN p.birth_date + interval '5 years' > ${TODAY}
            THEN interval '6 months' ELSE interval '12 months' END <= ${TODAY}`,
  inhibitor_test_old: `
    SELECT p.id, coalesce('last test ' || ${said('p.inhibitor_on')}, 'no test recorded') AS what, p.inhibitor_on AS "on"
    FROM patients p
    WHERE p.diagnosis IN ('haemophilia_a', 'haemophilia_b') AND p.severity = 'severe'
      AND (p.inhibitor_on IS NULL OR p.inhibitor_on + interval '12 months' <= ${TODAY})`,
  adult_still_here: `
    SELECT p.id, 'became 18 on ' || ${said(EIGHTEEN)} AS what, ${EIGHTEEN} AS "on"
    FROM patients p LEFT JOIN transitions t ON t.patient_id = p.id
    WHERE ${EIGHTEEN} <= ${TODAY} AND t.first_adult_visit_on IS NULL`,
};
