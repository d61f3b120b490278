import type { ArrangementContentView } from '@shared-care/contracts/open-access/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { OpenAccessArrangement, OpenAccessEvent } from '@shared-care/database/entities/open-access';
import {
  OPEN_ACCESS_STATES,
  openAccessStateAt,
  type ArrangementFacts,
  type OpenAccessState,
} from '@shared-care/domain/open-access';
import {
  afterOpenAccessAction,
  type OpenAccessAction,
  type OpenAccessEventKind,
} from '@shared-care/domain/open-access-states';
import { recordAudit } from '../audit/audit';
import { DUE_ON, FACTS, factsOf, type FactsRow } from '../hospitals/arrangement-facts';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';

/** Columns of a version aliased `a`, its unit aliased `u`, for {@link contentOf}. */
export const CONTENT = `json_build_object('unitId', a.unit_id, 'unitName', u.name, 'reasons', a.reason_codes,
  'otherReasons', a.other_reasons, 'reasonWords', a.reasons, 'whereInHours', a.where_to_go,
  'whereOutOfHours', a.where_out_of_hours, 'phoneFirst', coalesce(a.phone_first, ''), 'phoneBands', sec.bands_now(a.phone_bands),
  'exclusions', a.exclusion_codes, 'otherExclusions', a.other_exclusions, 'exclusionWords', coalesce(a.exclusions, ''),
  'startsAt', a.starts_at, 'endsAt', a.ends_at, 'grantHours', a.grant_hours, 'reviewBy', a.review_by,
  'issuedById', a.issued_by_id, 'issuedBy', a.issued_by)`;

/** Instants inside JSON are written as every other instant of an answer. */
export function contentOf(content: ArrangementContentView): ArrangementContentView {
  return {
    ...content,
    startsAt: new Date(content.startsAt).toISOString(),
    endsAt: content.endsAt === null ? null : new Date(content.endsAt).toISOString(),
  };
}

export interface LockedArrangement {
  facts: ArrangementFacts;
  /** As people and dates have made it by now. */
  state: OpenAccessState;
  version: number;
  versionNumber: number;
  patientId: string;
  hospitalId: string;
  birthDate: string;
  content: ArrangementContentView;
  forcedBecause: string[];
  now: Date;
}

interface Row extends FactsRow {
  version: number;
  versionNumber: number;
  patientId: string;
  birthDate: string;
  content: ArrangementContentView;
  forcedBecause: string[];
}

/**
 * Locks every version of this child at this hospital for the rest of the transaction, always in the same order, so that
 * two people who change two of them take turns and what is checked is what is changed.
 *
 * @throws NotFound also when it is not this user's to change
 */
export async function lockArrangement(tx: Tx, arrangementId: string): Promise<LockedArrangement> {
  // Again when the child was merged into another while this waited: then there are others beside it.
  for (let beside = await lockBeside(tx, arrangementId); !beside;) beside = await lockBeside(tx, arrangementId);
  const [row] = await rows<Row>(
    tx,
    `SELECT ${FACTS}, a.version, a.version_number AS "versionNumber", a.patient_id AS "patientId",
            p.birth_date AS "birthDate", ${CONTENT} AS content, a.review_because AS "forcedBecause"
     FROM open_access_arrangements a JOIN patients p ON p.id = a.patient_id LEFT JOIN hospital_units u ON u.id = a.unit_id
     WHERE a.id = $1`,
    [arrangementId],
  );
  if (!row) throw new NotFound();
  const now = await databaseNow(tx);
  const facts = factsOf(row);
  return { ...row, facts, content: contentOf(row.content), state: openAccessStateAt(facts, now), now };
}

/** Whether what was locked is still all that there is beside it; so it is also when it is not there at all. */
async function lockBeside(tx: Tx, arrangementId: string): Promise<boolean> {
  const locked = await rows<{ id: string }>(
    tx,
    `SELECT a.id FROM open_access_arrangements a
     JOIN open_access_arrangements asked ON asked.patient_id = a.patient_id AND asked.hospital_id = a.hospital_id
     WHERE asked.id = $1 ORDER BY a.id FOR UPDATE OF a`,
    [arrangementId],
  );
  const [left] = await rows(
    tx,
    `SELECT 1 FROM open_access_arrangements a
     JOIN open_access_arrangements asked ON asked.patient_id = a.patient_id AND asked.hospital_id = a.hospital_id
     WHERE asked.id = $1 AND a.id <> ALL ($2) LIMIT 1`,
    [arrangementId, locked.map(({ id }) => id)],
  );
  return left === undefined;
}

/** @throws Conflict with what it says now, so that nothing typed is lost and nothing saved is overwritten */
export function refuseStale(row: LockedArrangement, seen: number): void {
  if (row.version === seen) return;
  throw new Conflict('Somebody changed this arrangement since you opened it. Look at both, then decide.', {
    version: row.version,
    state: row.state,
    content: row.content,
  });
}

/** The state `action` leads to, of the version the caller saw. Dates count: what has run out cannot be suspended. */
export function stateAfter(row: LockedArrangement, action: OpenAccessAction, seen: number): OpenAccessState {
  refuseStale(row, seen);
  const to = afterOpenAccessAction(row.state, action);
  if (to === null) {
    throw new Refused(`This arrangement is “${OPEN_ACCESS_STATES[row.state]}”, so that cannot be done now.`);
  }
  return to;
}

/**
 * A short grant would supersede a standing arrangement and then run out, leaving the child with less than before.
 *
 * @throws Refused
 */
export async function refuseGrantOverStanding(tx: Tx, row: LockedArrangement): Promise<void> {
  if (row.content.grantHours === null) return;
  const [standing] = await rows(
    tx,
    `SELECT a.id FROM open_access_arrangements a
     WHERE a.patient_id = $1 AND a.hospital_id = $2 AND a.ends_at IS NULL AND sec.open_access_validity(
       a.state, a.agreed_at, a.starts_at, a.ends_at, ${DUE_ON}, sec.now()) IN ('valid', 'due_review', 'not_started', 'suspended')`,
    [row.patientId, row.facts.hospitalId],
  );
  if (standing)
    throw new Refused(
      'A standing arrangement counts at this hospital already. A short grant would take its place and end.',
    );
}

/** Writes the change, its line of history and its audit row; the version rises so that every screen notices. */
export async function changeArrangement(
  tx: Tx,
  user: CurrentUser,
  row: Pick<LockedArrangement, 'facts' | 'patientId' | 'now'>,
  change: Partial<OpenAccessArrangement>,
  event: { kind: OpenAccessEventKind; detail?: string | null },
): Promise<void> {
  const { id } = row.facts;
  await tx.update(OpenAccessArrangement, { id }, { ...change, version: () => 'version + 1' });
  await insertRow(tx, OpenAccessEvent, {
    arrangementId: id,
    at: row.now,
    kind: event.kind,
    by: user.id,
    detail: event.detail ?? null,
  });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'open_access',
    entityId: id,
    patientId: row.patientId,
    detail: event.kind,
  });
}
