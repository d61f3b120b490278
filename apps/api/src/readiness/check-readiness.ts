import { READINESS, type ReadinessCode } from '@shared-care/contracts/unit/shapes';
import { rows, type Tx } from '../platform/tx';
import { readinessSteps } from './readiness';

/** These have alarms of their own, at their own time: a gap a day before it, the calendar 90 days before its end. */
const ALARMED_ELSEWHERE: readonly ReadinessCode[] = ['rota', 'calendar'];

/**
 * Writes down what is missing, once a day and whenever it changes.
 *
 * @returns in words what was there once and is missing again; null when nothing is. What a unit has not set up yet is
 * on its page, and no alarm
 */
export async function checkReadiness(tx: Tx): Promise<string | null> {
  const steps = (await readinessSteps(tx)).filter(({ missing }) => missing.length > 0);
  const codes = steps.map(({ code }) => code);
  await rows(
    tx,
    `INSERT INTO readiness_checks (missing)
     SELECT $1::text[] WHERE NOT EXISTS (
       SELECT 1 FROM (SELECT missing, checked_at FROM readiness_checks ORDER BY checked_at DESC, id LIMIT 1) last
       WHERE last.missing = $1::text[]
         AND (last.checked_at AT TIME ZONE 'Europe/London')::date = (sec.now() AT TIME ZONE 'Europe/London')::date)`,
    [codes],
  );
  const there = await rows<{ code: string }>(
    tx,
    `SELECT code FROM unnest($1::text[]) AS code
     WHERE EXISTS (SELECT 1 FROM readiness_checks WHERE NOT code = ANY (missing))`,
    [codes],
  );
  const fallen = steps.filter(
    ({ code }) => !ALARMED_ELSEWHERE.includes(code) && there.some((each) => each.code === code),
  );
  if (fallen.length === 0) return null;
  return fallen.map(({ code, missing }) => `${READINESS[code]}: ${missing.join(' ')}`).join(' ');
}
