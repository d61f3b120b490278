/**
 * For lists. `sec.now()` reads a table, so that asked of each of 5,000 rows it takes longer than the rows: here it is asked
 * once a statement.
 */
export const NOW_ONCE = '(SELECT sec.now())';
export const TODAY_ONCE = `(SELECT (sec.now() AT TIME ZONE 'Europe/London')::date)`;
/** The instant as a row beside others, `clock.now`: a function that takes it is then worked out in place. */
export const CLOCK = '(SELECT sec.now() AS now OFFSET 0) AS clock';
