import type { BankHolidays, RotaProblem } from '@shared-care/contracts/rota/answers';
import { daysBetween, londonDate, longDate, shortDateTime } from '@shared-care/domain/london-time';
import { DUTIES, rotaGaps, type RotaGap } from '@shared-care/domain/rota';
import { sideBySide } from '../platform/questions';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { rotaFacts } from './rota-facts';

/** An empty slot is an alarm this long before it, never at 3 am (W3.4). */
export const GAP_ALARM_HOURS = 24;
/** The calendar of bank holidays is published a year or two ahead; without it a quiet day gets an in-hours number (H7). */
export const CALENDAR_ALARM_DAYS = 90;

const HOUR = 3_600_000;
/** How far behind the alarm its gap is followed, so that its end can be said. */
const FOLLOWED_HOURS = 96;

/**
 * What is wrong with the rota and must be mended by a person: gaps that begin within 24 hours or run already, and a
 * calendar that ends within 90 days. Empty when all is well.
 */
export async function rotaProblems(tx: Tx): Promise<RotaProblem[]> {
  const now = await databaseNow(tx);
  const until = new Date(now.getTime() + (GAP_ALARM_HOURS + FOLLOWED_HOURS) * HOUR);
  const soon = now.getTime() + GAP_ALARM_HOURS * HOUR;
  const { facts, calendar } = await sideBySide(tx, {
    facts: (one) => rotaFacts(one, now, until),
    calendar: bankHolidayList,
  });
  const gaps = rotaGaps(facts, now, until).filter(({ from }) => from.getTime() <= soon);
  const { problem } = calendar;
  return [...gaps.map(gapProblem), ...(problem ? [problem] : [])];
}

function gapProblem({ duty, from, until }: RotaGap): RotaProblem {
  const words = `Not covered: ${DUTIES[duty]} from ${shortDateTime(from)} until ${shortDateTime(until)}.`;
  return { kind: 'gap', duty, from: from.toISOString(), until: until.toISOString(), words };
}

/** Bank holidays of England and Wales from today on, and how far the stored list reaches: whole years. */
export async function bankHolidayList(tx: Tx): Promise<BankHolidays> {
  const today = londonDate(await databaseNow(tx));
  const all = await rows<{ date: string; title: string }>(
    tx,
    'SELECT holiday_on AS date, title FROM bank_holidays ORDER BY holiday_on',
  );
  const until = `${(all.at(-1)?.date ?? today).slice(0, 4)}-12-31`;
  const daysLeft = all.length === 0 ? 0 : daysBetween(today, until);
  const ended = daysLeft <= 0;
  const words = `The list of bank holidays ${ended ? 'ended' : 'ends'} on ${longDate(until)}. Days after it are taken for working days: add the next years.`;
  return {
    days: all.filter(({ date }) => date >= today),
    until,
    daysLeft,
    problem:
      daysLeft < CALENDAR_ALARM_DAYS
        ? { kind: 'calendar_end', duty: null, from: `${until}T23:59:59.000Z`, until: null, words }
        : null,
  };
}
