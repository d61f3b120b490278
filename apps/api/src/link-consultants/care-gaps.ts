import type { CareGap, CareGaps, ClosureMove } from '@shared-care/contracts/link-consultants/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { nextWorkingDay } from '@shared-care/domain/working-time';
import { recordAudit } from '../audit/audit';
import { bankHolidays } from '../hospitals/hospitals';
import { IDENTITY } from '../patients/patient-rows';
import { NOW_ONCE } from '../platform/asked-once';
import { counted, databaseNow, rows, type Tx } from '../platform/tx';
import { closureMoves } from './closure-moves';

/** H15: longer than this without anybody is an exception to look into. */
const MOST_WORKING_DAYS = 5;
const MOST_LISTED = 500;

/** Children nobody local answers for, longest first, and holidays the receiving unit has not confirmed. */
export async function careGaps(tx: Tx, user: CurrentUser): Promise<CareGaps> {
  const now = await databaseNow(tx);
  const holidays = await bankHolidays(tx);
  type Row = Omit<CareGap, 'overdue' | 'since'> & { since: Date | null };
  const found = await rows<Row & { total: number }>(
    tx,
    `SELECT ${IDENTITY} AS patient, g.kind, g.since,
            (SELECT json_build_object('id', h.id, 'name', h.name) FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
             WHERE l.patient_id = p.id AND l.valid_from <= ${NOW_ONCE} AND l.valid_to IS DISTINCT FROM l.valid_from
             ORDER BY l.valid_to DESC NULLS FIRST, l.role <> 'primary' LIMIT 1) AS hospital,
            count(*) OVER ()::int AS total
     FROM sec.care_gaps() g JOIN patients p ON p.id = g.patient_id
     ORDER BY g.since NULLS FIRST, p.family_name, p.given_name, p.id LIMIT ${MOST_LISTED}`,
  );
  const { listed: gaps, total } = counted<Row>(found);
  const unconfirmed = await rows<CareGaps['unconfirmed'][number]>(
    tx,
    `SELECT ${IDENTITY} AS patient, json_build_object('id', h.id, 'name', h.name) AS hospital,
            l.valid_from AS from, l.valid_to AS until
     FROM shared_care_links l JOIN patients p ON p.id = l.patient_id JOIN hospitals h ON h.id = l.hospital_id
     WHERE l.role = 'temporary' AND l.confirmed_on IS NULL AND l.valid_to > greatest(l.valid_from, ${NOW_ONCE})
       AND l.valid_from < ${NOW_ONCE} + interval '7 days'
     ORDER BY l.valid_from, p.family_name, p.given_name`,
  );
  const { listed: givers, total: totalGivers } = counted<CareGaps['givers'][number]>(
    await rows(
      tx,
      `SELECT ${IDENTITY} AS patient, g.entry_id AS "entryId", g.treatment, g.next_on AS "nextOn",
              (count(*) OVER ())::int AS total
       FROM sec.giver_gaps() g JOIN patients p ON p.id = g.patient_id
       ORDER BY g.next_on, p.family_name, p.given_name, g.entry_id LIMIT ${MOST_LISTED}`,
    ),
  );
  const { listed: moves, total: totalMoves } = counted<ClosureMove>(await closureMoves(tx));
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'care_gaps',
    patientIds: [...new Set([...gaps, ...givers, ...moves, ...unconfirmed].map(({ patient }) => patient.id))],
  });
  return {
    gaps: gaps.map((gap) => ({
      ...gap,
      since: gap.since?.toISOString() ?? null,
      overdue: gap.since === null || londonDate(now) > lastDayToMend(gap.since, holidays),
    })),
    total,
    givers,
    totalGivers,
    moves,
    totalMoves,
    unconfirmed,
    now: now.toISOString(),
  };
}

function lastDayToMend(since: Date, holidays: ReadonlySet<string>): string {
  let day = londonDate(since);
  for (let passed = 0; passed < MOST_WORKING_DAYS; passed++) day = nextWorkingDay(day, holidays);
  return day;
}
