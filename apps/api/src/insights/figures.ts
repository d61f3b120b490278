import type { FigureAnswer, FigureCounts, FigureList, FigureRow } from '@shared-care/contracts/insights/answers';
import { MOST_DAYS, type FigureListQuery, type FigureQuery } from '@shared-care/contracts/insights/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { FIGURES, startOf, startsBetween, type Figure, type FigureName } from '@shared-care/domain/figures';
import { addDays, londonDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { InvalidInput } from '../platform/problems';
import { counted, databaseNow, rows, type Tx } from '../platform/tx';
import { COUNTED } from './counted';

type Query = z.output<typeof FigureQuery>;
type ListQuery = z.output<typeof FigureListQuery>;

/** $3 is a hospital or nothing; $4 asks for what is of no hospital that a list has. */
const HERE = `($3::uuid IS NULL OR hospital_id = $3) AND (NOT $4::boolean OR hospital_id IS NULL)`;

interface Group {
  start: string | null;
  hospital: { id: string; name: string } | null;
  bin: string | null;
  part: string | null;
  byStart: boolean;
  byHospital: boolean;
  byBin: boolean;
  count: number;
  median: number | null;
  ninth: number | null;
  perShift: number | null;
}

/** Counts and times of a figure by week or month and by hospital. The answer names no child, so that its audit row names none. */
export async function figure(tx: Tx, user: CurrentUser, name: FigureName, query: Query): Promise<FigureAnswer> {
  const now = await databaseNow(tx);
  const { from, to } = periodOf(query, now);
  const { by, bins }: Figure = FIGURES[name];
  const groups = await rows<Group>(tx, groupsOf(name), [from, to, ...hospitalOf(query)]);
  await recordAudit(tx, user, { action: 'read', entity: 'insight_figure', detail: `${name}, ${from} to ${to}` });
  const at = (start: string): FigureAnswer['periods'][number] => ({
    start,
    ...countsOf(groups.filter((group) => group.byStart && group.start === start)),
  });
  return {
    figure: name,
    from,
    to,
    whole: countsOf(groups.filter(({ byStart, byHospital, byBin }) => !byStart && !byHospital && !byBin)),
    periods: by === null ? [] : startsBetween(by, from, to).map(at),
    bins: Object.keys(bins?.names ?? {}).map((bin) => ({
      bin,
      ...countsOf(groups.filter((group) => group.byBin && group.bin === bin)),
    })),
    hospitals: hospitalsOf(groups.filter(({ byHospital }) => byHospital)),
    choices: await choices(tx, query.hospital),
    now: now.toISOString(),
  };
}

/** The things that one number counts, newest first. Every look leaves a row with the children shown. */
export async function figureList(tx: Tx, user: CurrentUser, name: FigureName, query: ListQuery): Promise<FigureList> {
  const { from, to } = periodOf(query, await databaseNow(tx));
  const { parts, by, bins }: Figure = FIGURES[name];
  if (query.part !== '' && !(query.part in parts))
    throw new InvalidInput([{ field: 'part', message: `Choose one of ${Object.keys(parts).join(', ')}.` }]);
  if (query.start !== '' && (by === null || startOf(by, query.start) !== query.start))
    throw new InvalidInput([{ field: 'start', message: 'Choose the first day of a week or month of this figure.' }]);
  if (query.bin !== '' && !(query.bin in (bins?.names ?? {})))
    throw new InvalidInput([{ field: 'bin', message: 'Choose a column of the chart of this figure.' }]);
  const page = await rows<FigureRow & { total: number }>(
    tx,
    `WITH counted AS (${COUNTED[name]}),
          found AS (SELECT *, count(*) OVER ()::int AS total FROM counted
                    WHERE ${HERE} AND ($5 = '' OR part = $5) AND ($6::date IS NULL OR ${startIn(by)} = $6)
                      AND ($9 = '' OR bin = $9)
                    ORDER BY at DESC NULLS LAST, id, part LIMIT $7 OFFSET $8)
     SELECT f.id, f.id || ' ' || row_number() OVER (ORDER BY f.at DESC NULLS LAST, f.id, f.part) AS row, f.reference, f.at, f.part, round(f.minutes)::int AS minutes, ${IDENTITY} AS patient, f.label,
            CASE WHEN f.hospital_name IS NOT NULL THEN json_build_object('id', f.hospital_id, 'name', f.hospital_name) END AS hospital,
            f.total
     FROM found f LEFT JOIN patients p ON p.id = f.patient_id ORDER BY f.at DESC NULLS LAST, f.id, f.part`,
    [
      ...[from, to, ...hospitalOf(query), query.part, query.start || null],
      ...[query.rows, (query.page - 1) * query.rows, query.bin],
    ],
  );
  const { listed, total } = counted(page);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'insight_list',
    patientIds: [...new Set(listed.flatMap(({ patient }) => (patient ? [patient.id] : [])))],
    detail: `${name}, ${listed.length} of ${total}`,
  });
  const chosen = (await choices(tx, query.hospital)).find(({ id }) => id === query.hospital);
  return { rows: listed, total, from, to, hospital: chosen ?? null };
}

/** Whole months: from the first day of the month eleven months before the last day. */
function periodOf({ from, to }: Pick<Query, 'from' | 'to'>, now: Date): { from: string; to: string } {
  const last = to || londonDate(now);
  const first = from || `${addDays(startOf('month', last), -330).slice(0, 7)}-01`;
  if (first > last)
    throw new InvalidInput([{ field: 'from', message: 'Choose a first day that is not after the last.' }]);
  if (addDays(first, MOST_DAYS) < last)
    throw new InvalidInput([{ field: 'from', message: 'Choose a period of three years at most.' }]);
  return { from: first, to: last };
}

function hospitalOf({ hospital }: Pick<Query, 'hospital'>): [string | null, boolean] {
  return hospital === 'none' ? [null, true] : [hospital || null, false];
}

const startIn = (by: Figure['by']): string =>
  by === null ? 'NULL::date' : `date_trunc('${by}', day::timestamp)::date`;

function groupsOf(name: FigureName): string {
  const { by, minutes, bins }: Figure = FIGURES[name];
  const share = (of: number): string =>
    minutes === null ? 'NULL::int' : `round((percentile_cont(${of}) WITHIN GROUP (ORDER BY minutes))::numeric)::int`;
  // Only this figure knows shifts; a distinct count would slow down the others.
  const shifts = name === 'load_by_person';
  const perShift = shifts ? 'round(count(*)::numeric / nullif(count(DISTINCT shift_no), 0), 1)::float' : 'NULL::float';
  return `
    WITH counted AS (${COUNTED[name]}),
         placed AS (SELECT ${startIn(by)} AS start, hospital_id, part, minutes, bin${shifts ? ', shift_no' : ''}
                    FROM counted WHERE ${HERE}),
         grouped AS (
           SELECT start, hospital_id, part, bin, grouping(start) = 0 AS "byStart", grouping(hospital_id) = 0 AS "byHospital",
                  grouping(bin) = 0 AS "byBin", count(*)::int AS count, ${share(0.5)} AS median, ${share(0.9)} AS ninth,
                  ${perShift} AS "perShift"
           FROM placed GROUP BY GROUPING SETS ((), (part), (start), (start, part), (hospital_id), (hospital_id, part),
                                               (bin)${bins ? ', (bin, part)' : ''}))
    SELECT g.start, g.part, g.bin, g."byStart", g."byHospital", g."byBin", g.count, g.median, g.ninth, g."perShift",
           CASE WHEN h.id IS NOT NULL THEN json_build_object('id', h.id, 'name', h.name) END AS hospital
    FROM grouped g LEFT JOIN hospitals h ON h.id = g.hospital_id`;
}

/** A group without part has the total and the minutes, those with a part its counts. */
function countsOf(groups: readonly Group[]): FigureCounts {
  const all = groups.find(({ part }) => part === null);
  return {
    total: all?.count ?? 0,
    parts: Object.fromEntries(groups.flatMap(({ part, count }) => (part === null ? [] : [[part, count]]))),
    median: all?.median ?? null,
    ninth: all?.ninth ?? null,
    perShift: all?.perShift ?? null,
  };
}

function hospitalsOf(groups: readonly Group[]): FigureAnswer['hospitals'] {
  const ids = [...new Set(groups.map(({ hospital }) => hospital?.id ?? null))];
  return ids
    .map((id) => groups.filter(({ hospital }) => (hospital?.id ?? null) === id))
    .map((own) => ({ hospital: own[0]!.hospital, ...countsOf(own) }))
    .sort(
      (one, other) => other.total - one.total || (one.hospital?.name ?? '').localeCompare(other.hospital?.name ?? ''),
    );
}

function choices(tx: Tx, chosen: string): Promise<FigureAnswer['choices']> {
  return rows(tx, `SELECT id, name FROM hospitals WHERE network_role <> 'other' OR id::text = $1 ORDER BY name, id`, [
    chosen,
  ]);
}
