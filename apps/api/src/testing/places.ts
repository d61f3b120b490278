import type { UnitKind } from '@shared-care/domain/attendance-reasons';
import fc from 'fast-check';
import type { TestApp } from './test-app';

/** The numbers of our own two lines in every scenario. */
export const NURSES = '01632 960123';
export const REGISTRAR = '01632 960999';

const PLACES = ['RHW01', 'RXQ02', 'RTH05'] as const;
const ROLES = ['primary', 'temporary', 'secondary'] as const;

export interface Link {
  role: (typeof ROLES)[number];
  hospital: number;
  confirmed: boolean;
  /** A consultant of that hospital is named for it. */
  named: boolean;
}

/** All that decides where a child goes and whom they ring, as plain data. */
export interface Scenario {
  minute: number;
  links: Link[];
  /** Where the child is, with an alert that is worked. */
  there: { hospital: number; unitKind: UnitKind } | null;
  closed: number[];
  /** Consultants (one of each hospital) who have left. */
  left: number[];
  cover: { absent: number; covering: number; runs: boolean } | null;
  /** The day is made a bank holiday. */
  holiday: boolean;
  away: ('haemostasis_nurse' | 'phu_doctor')[];
  /** Last two digits of every hospital number: a change of numbers. */
  salt: number;
  /** Lines to which calls failed twice. */
  stale: string[];
}

export const scenarios = fc
  .record({
    minute: fc.integer({ min: 0, max: 28 * 1440 - 1 }),
    links: fc.uniqueArray(
      fc.record({
        role: fc.constantFrom(...ROLES),
        hospital: fc.nat({ max: 2 }),
        confirmed: fc.boolean(),
        named: fc.boolean(),
      }),
      { selector: ({ role }) => role, maxLength: 3 },
    ),
    there: fc.option(
      fc.record({
        hospital: fc.nat({ max: 2 }),
        unitKind: fc.constantFrom<UnitKind[]>('ed', 'assessment', 'ward'),
      }),
      { freq: 2 },
    ),
    closed: fc.subarray([0, 1, 2], { maxLength: 2 }),
    left: fc.subarray([0, 1, 2], { maxLength: 1 }),
    cover: fc.option(fc.record({ absent: fc.nat({ max: 2 }), covering: fc.nat({ max: 2 }), runs: fc.boolean() })),
    holiday: fc.boolean(),
    away: fc.subarray<Scenario['away'][number]>(['haemostasis_nurse', 'phu_doctor']),
    salt: fc.integer({ min: 10, max: 98 }),
    stale: fc.subarray(['ed0', 'ed1', 'switchboard0', 'ward1', 'nurses', 'registrar'], { maxLength: 2 }),
  })
  // One running link at one hospital, as the database holds it; nobody covers for themselves.
  .map((drawn) => ({
    ...drawn,
    links: drawn.links.filter(
      ({ hospital }, place) => drawn.links.findIndex((other) => other.hospital === hospital) === place,
    ),
    cover: drawn.cover && drawn.cover.absent !== drawn.cover.covering ? drawn.cover : null,
  }));

type Line = 'ed' | 'assessment' | 'ward' | 'ward_night' | 'switchboard';
const LINES: readonly Line[] = ['ed', 'assessment', 'ward', 'ward_night', 'switchboard'];

export const numberOf = (hospital: number, line: Line, salt: number): string =>
  `01632 9${60 + hospital}${LINES.indexOf(line)}${salt}`;
const direct = (hospital: number): string => `01632 96088${hospital}`;

export interface Places {
  hospitals: { id: string; name: string }[];
  /** Makes the database say what the scenario says. */
  arrange(at: Date, scenario: Scenario): Promise<void>;
  renumber(salt: number): Promise<void>;
}

/** Three hospitals whose every number the caller knows, and one child who is led from one to the other. */
export async function knownPlaces(app: TestApp, child: string, alertId: string): Promise<Places> {
  const hospitals: { id: string; name: string; consultant: string }[] = [];
  for (const [place, code] of PLACES.entries()) hospitals.push(await knownHospital(app, code, place));
  const ids = hospitals.map(({ id }) => id);
  await arrangementAt(app, child, hospitals[0]!.id);
  const holidays = await app.sql<{ day: string }>('SELECT holiday_on AS day FROM bank_holidays');
  const published = new Set(holidays.map(({ day }) => day));
  const renumber = async (salt: number): Promise<void> => {
    for (const [hospital, id] of ids.entries())
      for (const line of LINES)
        await app.sql(
          'UPDATE hospital_contacts SET phone = $3 WHERE hospital_id = $1 AND label = $2 AND ended_at IS NULL',
          [id, line, numberOf(hospital, line, salt)],
        );
  };
  return {
    hospitals: hospitals.map(({ id, name }) => ({ id, name })),
    renumber,
    arrange: async (at, scenario) => {
      await app.database.setClock(at);
      await links(app, child, hospitals, scenario);
      await posts(app, at, hospitals, scenario);
      for (const [place, id] of ids.entries())
        await app.sql('UPDATE hospitals SET closed_on = $2 WHERE id = $1', [
          id,
          scenario.closed.includes(place) ? dayOf(at) : null,
        ]);
      await app.sql('DELETE FROM bank_holidays WHERE NOT holiday_on::text = ANY ($1)', [[...published]]);
      if (scenario.holiday)
        await app.sql(
          `INSERT INTO bank_holidays (holiday_on, title) VALUES ($1, 'Of this scenario') ON CONFLICT DO NOTHING`,
          [dayOf(at)],
        );
      await rota(app, at, scenario);
      await renumber(scenario.salt);
      await staleness(app, ids, scenario);
      await app.sql(
        `UPDATE attendances SET hospital_id = coalesce($2, hospital_id), unit_kind = coalesce($3, unit_kind),
           state = CASE WHEN $2::uuid IS NULL THEN 'left' ELSE 'in_department' END,
           left_at = CASE WHEN $2::uuid IS NULL THEN arrived_at END WHERE alert_id = $1`,
        [alertId, scenario.there && ids[scenario.there.hospital], scenario.there?.unitKind ?? null],
      );
    },
  };
}

async function knownHospital(app: TestApp, code: string, place: number) {
  const id = await app.hospital(code);
  await app.sql('UPDATE hospital_contacts SET ended_at = sec.now() WHERE hospital_id = $1 AND ended_at IS NULL', [id]);
  for (const line of LINES)
    await app.sql(
      `INSERT INTO hospital_contacts (hospital_id, purpose, label, phone, hours, verified_on, unit_id)
       SELECT $1, $2, $3, $4, $5, '2026-03-01',
              (SELECT u.id FROM hospital_units u WHERE u.hospital_id = $1 AND u.kind = $2 ORDER BY u.name LIMIT 1)`,
      [
        id,
        line === 'ward_night' ? 'ward' : line,
        line,
        numberOf(place, line, 10),
        { ed: 'any', assessment: 'in_hours', ward: 'in_hours', ward_night: 'out_of_hours', switchboard: 'any' }[line],
      ],
    );
  const [consultant] = await app
    .sql<{ id: string }>(
      `UPDATE link_consultants SET phone = $2, from_on = '2020-01-01', to_on = NULL WHERE id =
       (SELECT id FROM link_consultants WHERE hospital_id = $1 ORDER BY user_id IS NULL, name LIMIT 1) RETURNING id`,
      [id, direct(place)],
    )
    .then((answer) => (answer as unknown as [{ id: string }[], number])[0]);
  const [row] = await app.sql<{ name: string }>('SELECT name FROM hospitals WHERE id = $1', [id]);
  return { id, name: row!.name, consultant: consultant!.id };
}

/** In hours the assessment unit is rung first, then the ward of the night. */
async function arrangementAt(app: TestApp, child: string, hospitalId: string): Promise<void> {
  const bands = (line: string, days: number[], from: string, to: string): string =>
    `jsonb_build_object('days', '${JSON.stringify(days)}'::jsonb, 'from', '${from}', 'to', '${to}', 'label', '${line}', 'phone', '',
      'contactId', (SELECT c.id FROM hospital_contacts c WHERE c.hospital_id = a.hospital_id AND c.label = '${line}' AND c.ended_at IS NULL))`;
  const week = [1, 2, 3, 4, 5];
  await app.sql(
    `UPDATE open_access_arrangements a SET where_to_go = 'By day: assessment unit', where_out_of_hours = 'By night: emergency department',
       review_by = '2026-12-31', phone_bands = jsonb_build_array(${bands('assessment', week, '09:00', '17:00')},
         ${bands('ward_night', week, '17:00', '09:00')}, ${bands('ward_night', [6, 7], '09:00', '09:00')})
     WHERE patient_id = $1 AND hospital_id = $2 AND state IN ('active', 'due_review')`,
    [child, hospitalId],
  );
}

async function links(app: TestApp, child: string, hospitals: { id: string; consultant: string }[], scenario: Scenario) {
  await app.sql('DELETE FROM shared_care_links WHERE patient_id = $1', [child]);
  for (const { role, hospital, confirmed, named } of scenario.links) {
    const holiday = role === 'temporary';
    await app.sql(
      `INSERT INTO shared_care_links (patient_id, hospital_id, role, valid_from, valid_to, confirmed_by, confirmed_on, link_consultant_id)
       VALUES ($1, $2, $3, '2026-01-01', $4, $5, $6, $7)`,
      [
        child,
        hospitals[hospital]!.id,
        role,
        holiday ? '2027-01-01' : null,
        confirmed && holiday ? 'Sister Ames' : null,
        confirmed && holiday ? '2026-02-01' : null,
        named ? hospitals[hospital]!.consultant : null,
      ],
    );
  }
}

async function posts(app: TestApp, at: Date, hospitals: { consultant: string }[], { left, cover }: Scenario) {
  await app.sql('DELETE FROM consultant_covers');
  for (const [place, { consultant }] of hospitals.entries())
    await app.sql('UPDATE link_consultants SET to_on = $2 WHERE id = $1', [
      consultant,
      left.includes(place) ? dayOf(new Date(at.getTime() - 86_400_000)) : null,
    ]);
  if (!cover) return;
  const shift = cover.runs ? -3_600_000 : 3_600_000;
  await app.sql(
    `INSERT INTO consultant_covers (absent_id, covering_id, covers_from, covers_to, recorded_by)
     SELECT $1, $2, $3, $4, id FROM users WHERE email = 'a.boyd@example.org'`,
    [
      hospitals[cover.absent]!.consultant,
      hospitals[cover.covering]!.consultant,
      new Date(at.getTime() + shift),
      new Date(at.getTime() + shift + 2 * 3_600_000),
    ],
  );
}

async function rota(app: TestApp, at: Date, { away }: Scenario): Promise<void> {
  await app.sql('DELETE FROM rota_changes');
  const hour = Math.floor(at.getTime() / 3_600_000) * 3_600_000;
  await app.sql(
    `INSERT INTO rota_changes (group_id, kind, off_user_id, starts_at, ends_at, reason, made_by)
     SELECT gen_random_uuid(), 'leave', u.id, $2, $3, 'Away', u.id FROM users u WHERE u.role = ANY ($1)`,
    [away, new Date(hour - 3_600_000), new Date(hour + 7_200_000)],
  );
}

async function staleness(app: TestApp, ids: string[], { stale }: Scenario): Promise<void> {
  await app.sql(
    `UPDATE hospital_contacts c SET failed_calls = CASE WHEN
       c.purpose = 'phu_nurses' AND 'nurses' = ANY ($2) OR c.purpose = 'on_call_registrar' AND 'registrar' = ANY ($2)
       OR c.label || (array_position($1::uuid[], c.hospital_id) - 1)::text = ANY ($2) THEN 2 ELSE 0 END
     WHERE c.ended_at IS NULL`,
    [ids, stale],
  );
}

const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
function wall(at: Date): Record<Intl.DateTimeFormatPartTypes, string> {
  return Object.fromEntries(LONDON.formatToParts(at).map(({ type, value }) => [type, value])) as never;
}

export function dayOf(at: Date): string {
  const { year, month, day } = wall(at);
  return `${year}-${month}-${day}`;
}

export interface Right {
  /** Place in the list of hospitals; null: nowhere. */
  hospital: number | null;
  childIsThere: boolean;
  inHours: boolean;
  /** The numbers to ring, the best first, each once. */
  numbers: string[];
  /** Those of them that are ours. */
  ours: string[];
}

/**
 * What is right, worked out from the scenario alone and in the plainest way: nothing of the product is asked, so that the
 * two can only agree by both being right.
 */
export function whatIsRight(at: Date, scenario: Scenario, holidays: ReadonlySet<string>): Right {
  const { weekday, hour, minute } = wall(at);
  const clock = `${hour}:${minute}`;
  const offDay = ['Sat', 'Sun'].includes(weekday) || holidays.has(dayOf(at)) || scenario.holiday;
  const inHours = !offDay && clock >= '09:00' && clock < '17:00';
  const open = (hospital: number): boolean => !scenario.closed.includes(hospital);

  const found = (role: Link['role'], confirmed?: boolean): Link | undefined =>
    scenario.links.find(
      (link) => link.role === role && open(link.hospital) && (confirmed === undefined || link.confirmed === confirmed),
    );
  const there = scenario.there && open(scenario.there.hospital) ? scenario.there : null;
  const link = found('temporary', true) ?? found('primary') ?? found('temporary', false) ?? found('secondary');
  const hospital = there?.hospital ?? link?.hospital ?? null;

  const nurses = !scenario.away.includes('haemostasis_nurse');
  const doctors = !scenario.away.includes('phu_doctor');
  const ours = !inHours
    ? [REGISTRAR]
    : clock >= '16:30' && nurses && doctors
      ? [NURSES, REGISTRAR]
      : nurses || !doctors
        ? [NURSES]
        : [REGISTRAR];
  const theirs = hospital === null ? [] : numbersThere(scenario, hospital, there?.unitKind ?? 'ed', inHours);
  const failed = new Set(scenario.stale.map((name) => staleNumber(name, scenario.salt)));
  const lastWhenStale = (numbers: string[]): string[] => {
    const once = [...new Set(numbers)];
    return [...once.filter((each) => !failed.has(each)), ...once.filter((each) => failed.has(each))];
  };
  return {
    hospital,
    childIsThere: there !== null,
    inHours,
    numbers: lastWhenStale([...theirs, ...ours]),
    ours: lastWhenStale(ours),
  };
}

function numbersThere(scenario: Scenario, hospital: number, unitKind: UnitKind, inHours: boolean): string[] {
  const number = (line: Line): string => numberOf(hospital, line, scenario.salt);
  const ward = number(inHours ? 'ward' : 'ward_night');
  const department = { ed: [number('ed')], ward: [ward], assessment: inHours ? [number('assessment')] : [] }[unitKind];
  const { left, cover } = scenario;
  const answering = ({ named, hospital: at }: Link): number | null => {
    if (!named || left.includes(at)) return null;
    return cover?.runs && cover.absent === at && !left.includes(cover.covering) ? cover.covering : at;
  };
  // The link to this hospital comes first, then the usual one.
  const nearest = [...scenario.links].sort(
    (one, other) =>
      Number(one.hospital !== hospital) - Number(other.hospital !== hospital) ||
      ROLES.indexOf(one.role) - ROLES.indexOf(other.role),
  );
  const consultant = nearest.map(answering).find((answer) => answer !== null);
  const nobody = nearest.some((link) => link.hospital === hospital && answering(link) === null);
  return [
    ...department,
    number('switchboard'),
    ...(consultant !== undefined && inHours ? [direct(consultant!)] : []),
    ...(nobody ? [ward] : []),
  ];
}

function staleNumber(name: string, salt: number): string {
  if (name === 'nurses') return NURSES;
  if (name === 'registrar') return REGISTRAR;
  return numberOf(Number(name.at(-1)), name.slice(0, -1) as Line, salt);
}
