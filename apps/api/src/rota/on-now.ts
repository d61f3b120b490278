import type { OnNow, Told, ToldStep } from '@shared-care/contracts/rota/answers';
import type { ToldQuery } from '@shared-care/contracts/rota/shapes';
import { acknowledgeBy } from '@shared-care/domain/alert-clock';
import type { Tier } from '@shared-care/domain/alert-tier';
import { TOP_LEVEL } from '@shared-care/domain/alert-routing';
import { londonDate } from '@shared-care/domain/london-time';
import { rotaEdges } from '@shared-care/domain/rota';
import { isInHours } from '@shared-care/domain/working-time';
import type { OnDuty } from '../hospitals/people-on-duty';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { alertLimits, unitCalendar } from '../platform/unit-settings';
import { rotaFacts } from './rota-facts';
import { bankHolidayList, rotaProblems } from './rota-problems';

const DAY = 86_400_000;
/** How far the header looks for the next change of people. */
const LOOK_AHEAD_DAYS = 5;

type Reached = ToldStep['people'][number] & { userId: string };

/** Whom an alert of this moment reaches first, until when, and who follows. Every instant is asked of the one function. */
export async function onNow(tx: Tx): Promise<OnNow> {
  const now = await databaseNow(tx);
  const until = new Date(now.getTime() + LOOK_AHEAD_DAYS * DAY);
  const edges = rotaEdges(await rotaFacts(tx, now, until), now, until);
  const byEdge = await reachedAt(
    tx,
    edges.map((at) => ({ at, level: 0 })),
  );
  const [current = [], ...later] = byEdge;
  // Who stays on while somebody joins is no change worth a word: at 16:30 the registrar joins, at 17:00 the nurses go.
  const next = later.findIndex((people) => current.some(({ userId }) => !people.some((one) => one.userId === userId)));
  return {
    people: current.map(shown),
    until: edges[next + 1] && next >= 0 ? edges[next + 1]!.toISOString() : null,
    then: next >= 0 ? later[next]!.map(shown) : [],
    problems: await rotaProblems(tx),
    now: now.toISOString(),
  };
}

function shown({ name, duty }: Reached): OnNow['people'][number] {
  return { name, duty };
}

/** What would happen to an alert raised at this time, level by level, while nobody acknowledges it (W3, W4.2). */
export async function whoIsTold(tx: Tx, { at: asked, tier }: ToldQuery): Promise<Told> {
  const at = asked ? new Date(asked) : await databaseNow(tx);
  const calendar = await rows<{ date: string; title: string }>(
    tx,
    `SELECT holiday_on AS date, title FROM bank_holidays WHERE holiday_on BETWEEN $1::date - 2 AND $1::date + 40`,
    [at],
  );
  const bankHolidays = await unitCalendar(
    tx,
    calendar.map(({ date }) => date),
  );
  const limit = acknowledgeBy(tier, at, bankHolidays, await alertLimits(tx)).getTime() - at.getTime();
  const after = await levelsAfter(tx, tier);
  const steps = Array.from({ length: TOP_LEVEL + 1 }, (_, level) => ({
    level,
    at: new Date(at.getTime() + after[level]! * limit),
  }));
  const people = await reachedAt(tx, steps);
  return {
    at: at.toISOString(),
    tier,
    inHours: isInHours(at, bankHolidays),
    bankHoliday: calendar.find(({ date }) => date === londonDate(at))?.title ?? null,
    calendarKnown: londonDate(at) <= (await bankHolidayList(tx)).until,
    steps: steps.map((step, place) => ({
      level: step.level,
      at: step.at.toISOString(),
      people: people[place]!.map(({ name, duty, because }) => ({ name, duty, because })),
    })),
  };
}

/** At how many times its limit an alert reaches each level. A blue one goes by working days. */
async function levelsAfter(tx: Tx, tier: Tier): Promise<number[]> {
  const [set] = await rows<{ second: number; third: number }>(
    tx,
    'SELECT level2_percent / 100 AS second, level3_percent / 100 AS third FROM alert_limits',
  );
  return tier === 'blue' ? [0, 1, 2, 3] : [0, 1, set!.second, set!.third];
}

async function reachedAt(tx: Tx, asked: { at: Date; level: number }[]): Promise<Reached[][]> {
  const found = await rows<{ people: Reached[] }>(
    tx,
    `SELECT coalesce((SELECT json_agg(json_build_object('userId', t.user_id, 'name', u.display_name, 'duty', t.duty,
                                                        'because', t.because) ORDER BY t.duty DESC, lower(u.display_name))
                      FROM sec.people_to_tell(a.at, a.level) t JOIN users u ON u.id = t.user_id), '[]') AS people
     FROM unnest($1::timestamptz[], $2::int[]) WITH ORDINALITY AS a(at, level, place) ORDER BY a.place`,
    [asked.map(({ at }) => at), asked.map(({ level }) => level)],
  );
  return found.map(({ people }) => people);
}

/** Who is told of an alert now, in a word or two: "A Boyd and J Ferrars". */
export function toldWords(people: readonly OnDuty[]): string {
  if (people.some(({ duty }) => duty === 'everybody')) return 'every PHU nurse and doctor';
  const names = people.flatMap(({ name }) => (name === null ? [] : [name]));
  return names.length === 0 ? 'the unit' : listed(names);
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
