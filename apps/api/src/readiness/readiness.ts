import type { ReadinessStep, UnitReadiness } from '@shared-care/contracts/unit/answers';
import { READINESS, type ReadinessCode } from '@shared-care/contracts/unit/shapes';
import { STALE_AFTER_FAILED_CALLS } from '@shared-care/domain/contact-health';
import { longDate, shortDateTime } from '@shared-care/domain/london-time';
import { HOURS_BANDS, type HoursBand } from '@shared-care/domain/where-and-whom';
import { TEMPLATE_KINDS, type TemplateKind } from '@shared-care/domain/letters';
import type { Role } from '@shared-care/domain/roles';
import { DUTIES, rotaGaps } from '@shared-care/domain/rota';
import { sideBySide } from '../platform/questions';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { letterhead } from '../platform/unit-on-paper';
import { rotaFacts } from '../rota/rota-facts';
import { bankHolidayList } from '../rota/rota-problems';

const DAY = 86_400_000;
/** How far ahead every needed duty must have somebody. */
const ROTA_DAYS = 7;
/** Gaps named; more are counted. */
const MOST_GAPS = 3;

interface Facts {
  /** Hospitals that the published lists have brought in. */
  published: number;
  hospital: { name: string; closed: boolean } | null;
  name: string | null;
  sender: string | null;
  mailArrived: boolean;
  numbers: { hours: HoursBand; phone: string; failedCalls: number }[];
  numbersWaiting: number;
  network: number;
  people: Record<Role, number>;
  invited: number;
  pattern: boolean;
}

type Found = Pick<ReadinessStep, 'missing' | 'known'>;

/**
 * What is still missing before an alert can be relied on, computed from the facts themselves: nobody ticks anything. Each
 * step is done when its list is empty, in whatever order it was filled. Works for the loops as for signed-in staff.
 */
export async function readinessSteps(tx: Tx): Promise<ReadinessStep[]> {
  const [{ facts }] = (await rows<{ facts: Facts }>(tx, 'SELECT sec.readiness_facts() AS facts')) as [{ facts: Facts }];
  const found: Record<ReadinessCode, Found> = {
    own_hospital: ownHospital(facts),
    name: facts.name ? { missing: [], known: [facts.name] } : { missing: ['The unit has no name yet.'], known: [] },
    sender: sender(facts),
    numbers: numbers(facts),
    network: network(facts),
    admins: admins(facts),
    people: people(facts),
    ...(await sideBySide(tx, { rota: (one) => rota(one, facts), calendar })),
  };
  return (Object.keys(READINESS) as ReadinessCode[]).map((code) => ({ code, ...found[code] }));
}

export async function unitReadiness(tx: Tx): Promise<UnitReadiness> {
  const { steps, first, words, address } = await sideBySide(tx, {
    steps: readinessSteps,
    first: (one) =>
      rows<{ at: Date | null }>(one, `SELECT min(checked_at) AS at FROM readiness_checks WHERE missing = '{}'`),
    words: withoutWords,
    address: withoutAddress,
  });
  return {
    steps,
    later: [...words, ...address],
    ready: steps.every(({ missing }) => missing.length === 0),
    readySince: first[0]?.at?.toISOString() ?? null,
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** Letters are made of approved words alone: of what kinds there are none. */
async function withoutWords(tx: Tx): Promise<string[]> {
  const approved = new Set(
    (await rows<{ kind: TemplateKind }>(tx, `SELECT kind FROM letter_templates WHERE state = 'approved'`)).map(
      ({ kind }) => kind,
    ),
  );
  const without = (Object.keys(TEMPLATE_KINDS) as TemplateKind[]).filter((kind) => !approved.has(kind));
  if (without.length === 0) return [];
  const names = without
    .map((kind) => TEMPLATE_KINDS[kind].toLowerCase())
    .join(', ')
    .replace('gp', 'GP');
  return [`A doctor has not approved words for: ${names}. Until then no such letter can be issued.`];
}

async function withoutAddress(tx: Tx): Promise<string[]> {
  const { unitAddress } = await letterhead(tx);
  return unitAddress.length > 0
    ? []
    : [
        'The postal address of the unit is not recorded, so letters and cards print none. An admin says it under Name as printed.',
      ];
}

function ownHospital({ hospital, published }: Facts): Found {
  if (hospital?.closed)
    return { missing: [`${hospital.name} is published as closed: say which hospital is ours now.`], known: [] };
  if (hospital) return { missing: [], known: [hospital.name] };
  return published === 0
    ? { missing: ['No published list of hospitals was brought in, so none can be chosen.'], known: [] }
    : { missing: ['Our own hospital is not chosen.'], known: [`${published} published hospitals to choose from`] };
}

function sender({ sender: address, mailArrived }: Facts): Found {
  if (!address) return { missing: ['The sender of mail is not set.'], known: [] };
  return { missing: mailArrived ? [] : [`No test mail from ${address} has arrived yet.`], known: [address] };
}

/** The one question at night is whom to ring: both bands need a number that is not known to be wrong. */
function numbers({ numbers: all, numbersWaiting, hospital }: Facts): Found {
  if (!hospital) return { missing: ['Numbers belong to our own hospital: choose it first.'], known: [] };
  const missing = (['in_hours', 'out_of_hours'] as const).flatMap((band) => {
    const inBand = all.filter(({ hours }) => hours === band || hours === 'any');
    if (inBand.some(({ failedCalls }) => failedCalls < STALE_AFTER_FAILED_CALLS)) return [];
    return inBand.length === 0
      ? [`No number of ours for this time: ${HOURS_BANDS[band]}.`]
      : [`Calls to every number of ours failed for this time: ${HOURS_BANDS[band]}.`];
  });
  if (missing.length > 0 && numbersWaiting > 0)
    missing.push(
      `${numbersWaiting === 1 ? '1 number waits' : `${numbersWaiting} numbers wait`} for a second admin, who rings and confirms.`,
    );
  return { missing, known: all.map(({ hours, phone }) => `${HOURS_BANDS[hours]}: ${phone}`) };
}

function network({ network: count }: Facts): Found {
  if (count === 0) return { missing: ['No hospital that shares our care is in the network.'], known: [] };
  return { missing: [], known: [count === 1 ? '1 hospital' : `${count} hospitals`] };
}

function admins({ people: { admin } }: Facts): Found {
  const missing = admin < 2 ? ['A second admin is needed: changes of numbers and roles take two.'] : [];
  return { missing, known: [`${admin} ${admin === 1 ? 'admin' : 'admins'} can sign in`] };
}

function people({ people: { haemostasis_nurse: nurses, phu_doctor: doctors }, invited }: Facts): Found {
  return {
    missing: [
      ...(nurses === 0 ? ['No nurse of the unit can sign in.'] : []),
      ...(doctors === 0 ? ['No doctor of the unit can sign in.'] : []),
    ],
    known: [
      `${nurses} ${nurses === 1 ? 'nurse' : 'nurses'}, ${doctors} ${doctors === 1 ? 'doctor' : 'doctors'}`,
      ...(invited > 0 ? [`${invited} invited and not here yet`] : []),
    ],
  };
}

async function rota(tx: Tx, { pattern }: Facts): Promise<Found> {
  if (!pattern) return { missing: ['There is no weekly rota.'], known: [] };
  const now = await databaseNow(tx);
  const until = new Date(now.getTime() + ROTA_DAYS * DAY);
  const gaps = rotaGaps(await rotaFacts(tx, now, until), now, until);
  const named = gaps
    .slice(0, MOST_GAPS)
    .map(
      (gap) => `Not covered: ${DUTIES[gap.duty]} from ${shortDateTime(gap.from)} until ${shortDateTime(gap.until)}.`,
    );
  const more = gaps.length - named.length;
  return { missing: more > 0 ? [...named, `${more} more gaps before ${shortDateTime(until)}.`] : named, known: [] };
}

async function calendar(tx: Tx): Promise<Found> {
  const { problem, until } = await bankHolidayList(tx);
  return { missing: problem ? [problem.words] : [], known: [`Known until ${longDate(until)}`] };
}
