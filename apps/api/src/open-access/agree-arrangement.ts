import type {
  ArrangementHolder,
  ChaseArrangement,
  ConfirmArrangement,
  RecordAgreement,
  SendBackArrangement,
} from '@shared-care/contracts/open-access/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import {
  OpenAccessArrangement,
  OpenAccessEvent,
  OpenAccessSuspension,
} from '@shared-care/database/entities/open-access';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { grantEnds } from '@shared-care/domain/open-access-content';
import { In, IsNull } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import {
  changeArrangement,
  lockArrangement,
  refuseGrantOverStanding,
  refuseStale,
  stateAfter,
  type LockedArrangement,
} from './arrangement-row';

/** The link consultant of the hospital agrees in person. */
export function agreeArrangement(tx: Tx, user: CurrentUser, arrangementId: string, seen: number): Promise<void> {
  return bringIntoForce(tx, user, arrangementId, seen, `${user.displayName}, link consultant`);
}

/** Somebody at the hospital without an account agreed, and the unit writes down who and how (W6.2). */
export function recordAgreement(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  { version, name, role, how }: RecordAgreement,
): Promise<void> {
  return bringIntoForce(tx, user, arrangementId, version, `${name}, ${role}, ${how}`);
}

/** Back to the unit with what has to change; it can then be edited and sent again. */
export async function sendBackArrangement(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  { version, reason }: SendBackArrangement,
): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  const state = stateAfter(row, 'send_back', version);
  await changeArrangement(tx, user, row, { state, sentAt: null, sentBy: null }, { kind: 'sent_back', detail: reason });
}

const COLUMNS = {
  ward: { at: 'wardHoldsAt', saidBy: 'wardHoldsSaidBy', by: 'wardHoldsRecordedBy', kind: 'ward_confirmed' },
  family: { at: 'familyHoldsAt', saidBy: 'familyHoldsSaidBy', by: 'familyHoldsRecordedBy', kind: 'family_confirmed' },
} as const satisfies Record<ArrangementHolder, object>;

/** The ward says that it holds the arrangement, or the family that it holds the letter: named and dated. */
export async function confirmArrangement(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  { version, holder, saidBy }: ConfirmArrangement,
): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  refuseStale(row, version);
  if (!['active', 'due_review', 'suspended'].includes(row.state))
    throw new Refused('Only an arrangement that has been agreed and has not ended can be held by anybody.');
  const { at, saidBy: said, by, kind } = COLUMNS[holder];
  await changeArrangement(tx, user, row, { [at]: row.now, [said]: saidBy, [by]: user.id }, { kind, detail: saidBy });
}

/** Somebody asked the hospital again. */
export async function chaseArrangement(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  { version, words }: ChaseArrangement,
): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  refuseStale(row, version);
  if (row.state !== 'awaiting_local_agreement') throw new Refused('It is not waiting for agreement.');
  await changeArrangement(tx, user, row, {}, { kind: 'chased', detail: words });
}

/**
 * It counts from now, or from its start when that is still to come, and never from before it was agreed. The version it
 * follows counts up to the same instant: no gap, and never two.
 */
async function bringIntoForce(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  seen: number,
  agreedBy: string,
): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  const state = stateAfter(row, 'agree', seen);
  const { content, now } = row;
  if (content.grantHours === null && content.reviewBy <= londonDate(now)) {
    throw new Refused(
      `Its review date, ${shortDate(content.reviewBy)}, has passed while it waited. Send it back for a new date.`,
    );
  }
  await refuseGrantOverStanding(tx, row);
  const replaced = await supersedeOthers(tx, user, row);
  const wanted = new Date(content.startsAt);
  const startsAt = replaced || wanted < now ? now : wanted;
  await changeArrangement(
    tx,
    user,
    row,
    {
      state,
      agreedAt: now,
      agreedBy,
      agreedRecordedBy: user.id,
      startsAt,
      endsAt: grantEnds(startsAt, content.grantHours),
    },
    { kind: 'agreed', detail: agreedBy },
  );
}

/** Every other version of this child at this hospital that still stands; true when there was one. */
async function supersedeOthers(tx: Tx, user: CurrentUser, row: LockedArrangement): Promise<boolean> {
  const others = await tx.findBy(OpenAccessArrangement, {
    patientId: row.patientId,
    hospitalId: row.facts.hospitalId,
    state: In(['active', 'due_review', 'suspended']),
  });
  const detail = `By version ${row.versionNumber}`;
  for (const { id } of others) {
    await tx.update(
      OpenAccessSuspension,
      { arrangementId: id, liftedAt: IsNull() },
      { liftedAt: row.now, liftedBy: user.id, liftedBecause: detail },
    );
    await tx.update(
      OpenAccessArrangement,
      { id },
      { state: 'superseded', endedAt: row.now, version: () => 'version + 1' },
    );
    await insertRow(tx, OpenAccessEvent, { arrangementId: id, at: row.now, kind: 'superseded', by: null, detail });
    await recordAudit(tx, user, {
      action: 'update',
      entity: 'open_access',
      entityId: id,
      patientId: row.patientId,
      detail: 'superseded',
    });
  }
  return others.length > 0;
}
