import type { BoardRow } from '@shared-care/contracts/open-access/answers';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import { daysBetween, londonDate } from '@shared-care/domain/london-time';
import { openAccessAt, openAccessStateAt, type OpenAccessState } from '@shared-care/domain/open-access';
import type { ForcedReview } from '@shared-care/domain/open-access-review';
import { DUE_ON, factsOf, type FactsRow } from '../hospitals/arrangement-facts';
import { IDENTITY } from '../patients/patient-rows';
import { CLOCK } from '../platform/asked-once';
import { rows, type Tx } from '../platform/tx';
import { notRenewable } from './draft-arrangement';

/** What the board is asked about: one hospital or all, at one instant. */
export interface Asked {
  tx: Tx;
  hospitalId: string | null;
  now: Date;
}

/** The filter: $1 is the hospital, or null for all. */
export const here = (column: string): string => `($1::uuid IS NULL OR ${column} = $1)`;

/** Children who are still with the unit. */
export const LIVING = 'p.died_on IS NULL AND p.merged_into_id IS NULL';

export const ARRANGEMENTS = `FROM open_access_arrangements a JOIN patients p ON p.id = a.patient_id AND ${LIVING}
  JOIN hospitals h ON h.id = a.hospital_id LEFT JOIN hospital_units u ON u.id = a.unit_id CROSS JOIN ${CLOCK}`;

/** Of an arrangement aliased `a` beside `clock`. */
export const VALIDITY = `sec.open_access_validity(a.state, a.agreed_at, a.starts_at, a.ends_at, ${DUE_ON}, clock.now)`;

interface Source extends FactsRow {
  version: number;
  patient: PatientIdentity;
  hospital: { id: string; name: string };
  unitName: string | null;
  grantHours: number | null;
  forcedBecause: ForcedReview[];
  making: { id: string; state: OpenAccessState } | null;
}

const ROW = `a.id, a.hospital_id AS "hospitalId", a.state, a.starts_at AS "startsAt", a.ends_at AS "endsAt",
  ${DUE_ON} AS "reviewBy", a.agreed_at AS "agreedAt", a.ended_at AS "endedAt", coalesce(lifted.suspensions, '[]') AS suspensions,
  a.version, ${IDENTITY} AS patient, json_build_object('id', h.id, 'name', h.name) AS hospital,
  u.name AS "unitName", a.grant_hours AS "grantHours", a.review_because AS "forcedBecause", m.making`;

/** Read once for all rows. Of one child at one hospital no more than one is in the making. */
const BESIDE = `
  LEFT JOIN (SELECT s.arrangement_id, json_agg(json_build_object('from', s.suspended_at, 'to', s.lifted_at)) AS suspensions
             FROM open_access_suspensions s GROUP BY s.arrangement_id) AS lifted ON lifted.arrangement_id = a.id
  LEFT JOIN (SELECT m.id, m.patient_id, m.hospital_id, json_build_object('id', m.id, 'state', m.state) AS making
             FROM open_access_arrangements m WHERE m.state IN ('draft', 'awaiting_local_agreement')) AS m
    ON m.patient_id = a.patient_id AND m.hospital_id = a.hospital_id AND m.id <> a.id`;

/** Arrangements that meet a condition, in this order; `extra` columns come with each. */
export async function listOf<Extra extends object = object>(
  asked: Asked,
  {
    where,
    order,
    extra = '',
    parameters = [],
  }: { where: string; order: string; extra?: string; parameters?: unknown[] },
): Promise<(BoardRow & Extra)[]> {
  const found = await rows<Source & { extra: Extra }>(
    asked.tx,
    `SELECT ${ROW}, json_build_object(${extra}) AS extra ${ARRANGEMENTS} ${BESIDE}
     WHERE ${here('a.hospital_id')} AND ${where} ORDER BY ${order}, a.id`,
    [asked.hospitalId, ...parameters],
  );
  return found.map((row) => ({ ...boardRow(row, asked.now), ...row.extra }));
}

function boardRow(row: Source, now: Date): BoardRow {
  const facts = factsOf(row);
  const state = openAccessStateAt(facts, now);
  const { validity, because } = openAccessAt([facts], facts.hospitalId, now);
  return {
    id: row.id,
    version: row.version,
    patient: row.patient,
    hospital: row.hospital,
    unitName: row.unitName,
    state,
    validity,
    because,
    dueOn: row.reviewBy,
    daysOverdue: Math.max(0, daysBetween(row.reviewBy, londonDate(now))),
    forcedBecause: row.forcedBecause,
    makingId: row.making?.id ?? null,
    makingState: row.making?.state ?? null,
    notRenewable: row.making ? 'A renewal is in the making.' : notRenewable(state, row.grantHours, row.forcedBecause),
  };
}
