import type { BoardAttendance, BoardRow, BoardWaiting, ReviewBoard } from '@shared-care/contracts/open-access/answers';
import { CLOSED_WITHIN_WORKING_DAYS, type BoardQuery } from '@shared-care/contracts/open-access/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { agreementChase, LADDER_DAYS, reviewRung, type ReviewRung } from '@shared-care/domain/open-access-review';
import { workingDaysAfter } from '@shared-care/domain/working-time';
import { bankHolidays } from '../hospitals/hospitals';
import { DUE_ON } from '../hospitals/arrangement-facts';
import { sideBySide } from '../platform/questions';
import { TODAY_ONCE } from '../platform/asked-once';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { WAITING_DAYS } from './arrangement-detail';
import { attendancesWithout, gapsOf } from './board-gaps';
import { renumbered } from './board-numbers';
import { ARRANGEMENTS, here, listOf, VALIDITY, type Asked } from './board-rows';
import { WAITING, type WaitingRow } from './patient-open-access';

/** What is due, what waits, what is missing and how often it was missed (H8), at one hospital or at all of them. */
export async function everyList(tx: Tx, query: BoardQuery): Promise<ReviewBoard> {
  const now = await databaseNow(tx);
  const all: Omit<Asked, 'tx'> = { hospitalId: query.hospitalId || null, now };
  const read =
    <T>(list: (asked: Asked) => T) =>
    (one: Tx): T =>
      list({ ...all, tx: one });
  const found = await sideBySide(tx, {
    holidays: (one) => bankHolidays(one, WAITING_DAYS),
    review: read(ladder),
    gaps: read(gapsOf),
    attendances: read(attendancesWithout),
    hospitals: hospitalsInCare,
    month: read(async (asked) => (query.month === '' ? [] : dueInMonth(asked, query.month))),
    waiting: read(waitingFor),
    drafts: read((asked) => listOf(asked, { where: `a.state = 'draft'`, order: 'a.drafted_at' })),
    suspended: read(suspendedNow),
    notHeld: read(notHeld),
    renumbered: read(renumbered),
  });
  const { review, holidays } = found;
  const { gaps, children, valid } = found.gaps;
  const { all: attendances, notValid, listed } = found.attendances;
  return {
    hospitals: found.hospitals,
    review,
    month: found.month,
    waiting: found.waiting.map((row) => ({ ...row, ...agreementChase(new Date(row.sentAt), now, holidays) })),
    drafts: found.drafts,
    suspended: found.suspended,
    gaps,
    notHeld: found.notHeld,
    renumbered: found.renumbered,
    attendances: listed,
    figures: {
      children,
      valid,
      attendances,
      notValid,
      openTooLong: listed.filter((one) => openTooLong(one, now, holidays)).length,
      overdue: review.overdue.length,
      longestOverdueDays: Math.max(0, ...review.overdue.map(({ daysOverdue }) => daysOverdue)),
    },
    now: now.toISOString(),
  };
}

function openTooLong({ arrivedAt, closedAt }: BoardAttendance, now: Date, holidays: ReadonlySet<string>): boolean {
  const until = closedAt === null ? now : new Date(closedAt);
  return workingDaysAfter(londonDate(new Date(arrivedAt)), londonDate(until), holidays) > CLOSED_WITHIN_WORKING_DAYS;
}

/** In force, or run out by its dates with nothing that took its place. Short grants end by themselves. */
const STANDING = `a.state IN ('active', 'due_review') AND a.ends_at IS NULL`;

async function ladder(asked: Asked): Promise<Record<ReviewRung, BoardRow[]>> {
  const due = await listOf(asked, {
    where: `${STANDING} AND (a.state = 'due_review'
              OR ${DUE_ON} <= ${TODAY_ONCE} + ${LADDER_DAYS})`,
    order: DUE_ON,
  });
  const rungs: Record<ReviewRung, BoardRow[]> = { overdue: [], within_7: [], within_30: [], within_60: [] };
  for (const row of due) {
    const isDue = row.validity === 'due_review' || row.validity === 'expired';
    const rung = isDue ? 'overdue' : reviewRung(row.dueOn ?? '', londonDate(asked.now));
    if (rung) rungs[rung].push(row);
  }
  return rungs;
}

/** As many as the first rung of the ladder holds. */
async function overdueOf(tx: Tx, hospitalId: string | null): Promise<number> {
  const [count] = await rows<{ overdue: number }>(
    tx,
    `SELECT count(*)::int AS overdue ${ARRANGEMENTS} WHERE ${here('a.hospital_id')} AND ${STANDING}
       AND ${VALIDITY}
         IN ('due_review', 'expired')`,
    [hospitalId],
  );
  return count?.overdue ?? 0;
}

function dueInMonth(asked: Asked, month: string): Promise<BoardRow[]> {
  return listOf(asked, {
    where: `${STANDING} AND to_char(${DUE_ON}, 'YYYY-MM') = $2`,
    order: DUE_ON,
    parameters: [month],
  });
}

/** Each without when it must be chased, which the calendar decides. */
async function waitingFor(asked: Asked): Promise<Omit<BoardWaiting, keyof ReturnType<typeof agreementChase>>[]> {
  type Row = WaitingRow & Pick<BoardWaiting, 'lastChased'>;
  const found = await rows<Row>(
    asked.tx,
    `SELECT ${WAITING}, (SELECT json_build_object('at', e.at, 'words', e.detail) FROM open_access_events e
                         WHERE e.arrangement_id = a.id AND e.kind = 'chased' ORDER BY e.id DESC LIMIT 1) AS "lastChased"
     ${ARRANGEMENTS} WHERE a.state = 'awaiting_local_agreement' AND ${here('a.hospital_id')}
     ORDER BY a.sent_at, a.id`,
    [asked.hospitalId],
  );
  return found.map((row) => ({
    ...row,
    sentAt: row.sentAt.toISOString(),
  }));
}

function suspendedNow(asked: Asked): Promise<ReviewBoard['suspended']> {
  const running = (column: string): string =>
    `(SELECT ${column} FROM open_access_suspensions s WHERE s.arrangement_id = a.id AND s.lifted_at IS NULL)`;
  return listOf(asked, {
    where: `a.state = 'suspended'`,
    order: running('s.review_on'),
    extra: `'reviewOn', ${running('s.review_on')}, 'reason', ${running('s.reason')},
            'overdue', ${running(`s.review_on < ${TODAY_ONCE}`)}`,
  });
}

function notHeld(asked: Asked): Promise<ReviewBoard['notHeld']> {
  return listOf(asked, {
    where: `a.state IN ('active', 'due_review') AND (a.ward_holds_at IS NULL OR a.family_holds_at IS NULL)
            AND ${VALIDITY}
              IN ('valid', 'due_review')`,
    order: 'a.agreed_at',
    extra: `'ward', a.ward_holds_at IS NOT NULL, 'family', a.family_holds_at IS NOT NULL`,
  });
}

function hospitalsInCare(tx: Tx): Promise<{ id: string; name: string }[]> {
  return rows(
    tx,
    `SELECT h.id, h.name FROM hospitals h
     WHERE h.network_role = 'shared_care' OR EXISTS (SELECT 1 FROM open_access_arrangements a WHERE a.hospital_id = h.id)
     ORDER BY h.name`,
  );
}

/** Arrangements of all hospitals whose review is overdue. */
export function overdueArrangements(tx: Tx): Promise<number> {
  return overdueOf(tx, null);
}
