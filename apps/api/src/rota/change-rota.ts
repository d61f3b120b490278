import { randomUUID } from 'node:crypto';
import type { DutyHeldBy, RecordedRotaChange } from '@shared-care/contracts/rota/answers';
import type { RecordRotaChange } from '@shared-care/contracts/rota/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { RotaChange } from '@shared-care/database/entities/rota';
import { DUTIES, type Duty, isSingle, onDuty, roleFor, rotaEdges } from '@shared-care/domain/rota';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertForId, NEXT_VERSION, NOW } from '../platform/write-row';
import { nameOf, rotaFacts, type StoredRota } from './rota-facts';

const DAY = 86_400_000;

interface Row {
  kind: RecordRotaChange['kind'];
  duty: Duty | null;
  offUserId: string | null;
  onUserId: string | null;
  from: Date;
  until: Date;
}

/** One change of the rota at a time, so that each is checked against what the one before left. */
export async function lockRota(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('rota'))`);
}

/**
 * Records a swap, extra cover or leave. Sent twice it is kept once.
 *
 * @throws Conflict when somebody else holds the duty by now, with their names
 */
export async function recordRotaChange(
  tx: Tx,
  user: CurrentUser,
  wanted: RecordRotaChange,
): Promise<RecordedRotaChange> {
  await lockRota(tx);
  const changes = asRows(wanted);
  await refuseImpossible(tx, wanted, changes);
  const same = await sameAs(tx, changes[0]!);
  if (same) return same;
  for (const change of changes) await refuseTaken(tx, change);
  const groupId = randomUUID();
  const recorded: RecordedRotaChange[] = [];
  for (const { kind, duty, offUserId, onUserId, from, until } of changes) {
    const change = { groupId, kind, duty, offUserId, onUserId, startsAt: from, endsAt: until, reason: wanted.reason };
    recorded.push({ id: await insertForId(tx, RotaChange, { ...change, madeBy: user.id }), version: 1 });
  }
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'rota_change',
    entityId: recorded[0]!.id,
    detail: [wanted.kind, 'duty' in wanted ? wanted.duty : null, wanted.from, wanted.until].filter(Boolean).join(' '),
  });
  return recorded[0]!;
}

/**
 * Whether a change could be recorded now; records nothing.
 *
 * @throws Conflict when somebody else holds the duty by now, with their names
 */
export async function checkRotaChange(tx: Tx, wanted: RecordRotaChange): Promise<void> {
  const changes = asRows(wanted);
  await refuseImpossible(tx, wanted, changes);
  for (const change of changes) await refuseTaken(tx, change);
}

/** Takes a change back, with the return of a swap. */
export function withdrawRotaChange(
  tx: Tx,
  user: CurrentUser,
  changeId: string,
  seen: number,
): Promise<RecordedRotaChange> {
  return setWithdrawn(tx, user, changeId, seen, true);
}

/** Undoes {@link withdrawRotaChange}, unless somebody else was put there meanwhile. */
export function restoreRotaChange(
  tx: Tx,
  user: CurrentUser,
  changeId: string,
  seen: number,
): Promise<RecordedRotaChange> {
  return setWithdrawn(tx, user, changeId, seen, false);
}

async function setWithdrawn(
  tx: Tx,
  user: CurrentUser,
  changeId: string,
  seen: number,
  withdrawn: boolean,
): Promise<RecordedRotaChange> {
  await lockRota(tx);
  const [found] = await rows<{ groupId: string; version: number; withdrawnBy: string | null }>(
    tx,
    `SELECT c.group_id AS "groupId", c.version, by.display_name AS "withdrawnBy"
     FROM rota_changes c LEFT JOIN users by ON by.id = c.withdrawn_by WHERE c.id = $1`,
    [changeId],
  );
  if (!found) throw new NotFound();
  if (found.version !== seen) {
    const detail = found.withdrawnBy
      ? `${found.withdrawnBy} took this back meanwhile.`
      : 'Somebody restored this meanwhile.';
    throw new Conflict(detail, { version: found.version, withdrawnBy: found.withdrawnBy });
  }
  if ((found.withdrawnBy !== null) === withdrawn) return { id: changeId, version: found.version };
  if (!withdrawn) {
    const group = await rows<Row>(
      tx,
      `SELECT kind, duty, off_user_id AS "offUserId", on_user_id AS "onUserId", starts_at AS "from", ends_at AS "until"
       FROM rota_changes WHERE group_id = $1`,
      [found.groupId],
    );
    for (const change of group) await refuseTaken(tx, change);
  }
  const by = withdrawn ? { withdrawnAt: NOW, withdrawnBy: user.id } : { withdrawnAt: null, withdrawnBy: null };
  await tx.update(RotaChange, { groupId: found.groupId }, { ...by, version: NEXT_VERSION });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'rota_change',
    entityId: changeId,
    entityVersion: seen + 1,
    detail: withdrawn ? 'withdraw' : 'restore',
  });
  return { id: changeId, version: seen + 1 };
}

function asRows(wanted: RecordRotaChange): Row[] {
  const times = ({ from, until }: { from: string; until: string }) => ({
    from: new Date(from),
    until: new Date(until),
  });
  switch (wanted.kind) {
    case 'leave':
      return [{ kind: 'leave', duty: null, offUserId: wanted.offUserId, onUserId: null, ...times(wanted) }];
    case 'extra_cover':
      return [{ kind: 'extra_cover', duty: wanted.duty, offUserId: null, onUserId: wanted.onUserId, ...times(wanted) }];
    case 'swap': {
      const { duty, offUserId, onUserId, back } = wanted;
      const given: Row = { kind: 'swap', duty, offUserId, onUserId, ...times(wanted) };
      return back ? [given, { ...given, offUserId: onUserId, onUserId: offUserId, ...times(back) }] : [given];
    }
  }
}

/** Mistakes in what was sent, each at its field. */
async function refuseImpossible(tx: Tx, wanted: RecordRotaChange, changes: readonly Row[]): Promise<void> {
  const now = await databaseNow(tx);
  const errors: { field: string; message: string }[] = [];
  if (changes.some(({ until }) => until <= now)) errors.push({ field: 'until', message: 'This is over already.' });
  if (changes.some(({ from }) => now.getTime() - from.getTime() > DAY))
    errors.push({ field: 'from', message: 'It begins more than a day ago. What was, stays as it was.' });
  const people = await rows<{ id: string; role: string }>(tx, 'SELECT id, role FROM users WHERE disabled_at IS NULL');
  const roleOf = (id: string): string | undefined => people.find((person) => person.id === id)?.role;
  if ('onUserId' in wanted && roleOf(wanted.onUserId) !== roleFor(wanted.duty))
    errors.push({ field: 'onUserId', message: `Choose somebody who can be ${DUTIES[wanted.duty]}.` });
  if ('offUserId' in wanted && !['haemostasis_nurse', 'phu_doctor'].includes(roleOf(wanted.offUserId) ?? ''))
    errors.push({ field: 'offUserId', message: 'Choose a nurse or doctor of the unit.' });
  if (errors.length > 0) throw new InvalidInput(errors);
}

async function sameAs(
  tx: Tx,
  { kind, duty, offUserId, onUserId, from, until }: Row,
): Promise<RecordedRotaChange | null> {
  const [same] = await rows<RecordedRotaChange>(
    tx,
    `SELECT id, version FROM rota_changes
     WHERE withdrawn_at IS NULL AND kind = $1 AND duty IS NOT DISTINCT FROM $2 AND off_user_id IS NOT DISTINCT FROM $3
       AND on_user_id IS NOT DISTINCT FROM $4 AND starts_at = $5 AND ends_at = $6`,
    [kind, duty, offUserId, onUserId, from, until],
  );
  return same ?? null;
}

/** A duty that another change has given away already, or that the person replaced does not hold for the whole time. */
async function refuseTaken(tx: Tx, change: Row): Promise<void> {
  const { duty, offUserId, onUserId, from, until } = change;
  if (duty === null) return;
  const rota = await rotaFacts(tx, from, until);
  const dated = rota.changes.find((other) => other.duty === duty && (isSingle(duty) || other.onUserId === onUserId));
  if (dated) {
    const current: DutyHeldBy = { heldBy: holders(rota, duty, from, until) };
    throw new Conflict(
      `${nameOf(rota, dated.onUserId)} was put there for part of this time by ${dated.madeBy}. Take that back first.`,
      current,
    );
  }
  if (onUserId !== null && rota.changes.some((other) => other.kind === 'leave' && other.offUserId === onUserId)) {
    throw new InvalidInput([
      { field: 'onUserId', message: `${nameOf(rota, onUserId)} is on leave for part of this time.` },
    ]);
  }
  if (offUserId === null) return;
  const always = rotaEdges(rota, from, until).every((at) =>
    onDuty(rota, at).some((one) => one.duty === duty && one.userId === offUserId),
  );
  if (always) {
    // In exchange for one of two nurses the other would leave one of them.
    const beside = rotaEdges(rota, from, until).some((at) =>
      onDuty(rota, at).some((one) => one.duty === duty && one.userId === onUserId),
    );
    if (beside)
      throw new InvalidInput([
        {
          field: 'onUserId',
          message: `${nameOf(rota, onUserId)} is ${DUTIES[duty]} then already. Choose somebody else.`,
        },
      ]);
    return;
  }
  const current: DutyHeldBy = { heldBy: holders(rota, duty, from, until) };
  throw new Conflict(
    `${nameOf(rota, offUserId)} is not ${DUTIES[duty]} for all of this time. Look at the rota again, then choose.`,
    current,
  );
}

function holders(rota: StoredRota, duty: Duty, from: Date, until: Date): string[] {
  const held = rotaEdges(rota, from, until).flatMap((at) => onDuty(rota, at).filter((one) => one.duty === duty));
  return [...new Set(held.map(({ userId }) => nameOf(rota, userId) ?? ''))];
}
