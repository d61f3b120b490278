import type { FoundHospitals, HospitalSummary } from '@shared-care/contracts/hospitals/answers';
import { UnitCalendar } from '@shared-care/domain/working-time';
import { Question } from '../platform/questions';
import { counted, rows, type Tx } from '../platform/tx';
import { askWorkingHours } from '../platform/unit-settings';

const MOST_HOSPITALS = 60;

/**
 * Hospitals by any part of name, town or ODS code: ours first, closed sites last. Without words, all of our network and
 * nothing else.
 */
export async function findHospitals(tx: Tx, search: string): Promise<FoundHospitals> {
  const found = await rows<HospitalSummary & { total: number }>(
    tx,
    `SELECT h.id, h.ods_code AS "odsCode", h.name, t.name AS "trustName", h.town, h.postcode,
            h.network_role AS "networkRole", h.closed_on AS "closedOn",
            coalesce((SELECT json_agg(json_build_object('id', u.id, 'kind', u.kind, 'name', u.name) ORDER BY u.kind)
                      FROM hospital_units u WHERE u.hospital_id = h.id), '[]') AS units,
            count(*) OVER ()::int AS total
     FROM hospitals h LEFT JOIN trusts t ON t.ods_code = h.trust_code
     WHERE CASE WHEN fold_name($1) = '' THEN h.network_role <> 'other'
           ELSE h.search_text LIKE ALL (ARRAY(SELECT '% ' || word || '%' FROM unnest(string_to_array(fold_name($1), ' ')) AS word)) END
     ORDER BY h.closed_on IS NOT NULL AND h.closed_on <= sec.now()::date, array_position(ARRAY['hub', 'shared_care', 'other'], h.network_role), h.name
     LIMIT CASE WHEN fold_name($1) <> '' THEN ${MOST_HOSPITALS} END`,
    [search],
  );
  const { listed: hospitals, total } = counted<HospitalSummary>(found);
  return { hospitals, total };
}

/** Days around an instant whose bank holidays decide hours and deadlines: Christmas with its weekends fits well inside. */
export function bankHolidays(tx: Tx, daysBack?: number): Promise<UnitCalendar> {
  return askBankHolidays(daysBack).ask(tx);
}

export function askBankHolidays(daysBack = 14): Question<UnitCalendar> {
  return askCalendar(
    `SELECT holiday_on AS day FROM bank_holidays
     WHERE holiday_on BETWEEN sec.now()::date - $1::int AND sec.now()::date + 28`,
    [daysBack],
  );
}

/** The bank holidays that a SELECT finds, with the working hours of the unit. */
export function askCalendar(sql: string, parameters: unknown[] = []): Question<UnitCalendar> {
  return Question.all({ days: Question.rows<{ day: string }>(sql, parameters), hours: askWorkingHours() }).to(
    ({ days, hours }) =>
      new UnitCalendar(
        days.map(({ day }) => day),
        hours,
      ),
  );
}
