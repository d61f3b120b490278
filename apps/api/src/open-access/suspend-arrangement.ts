import { randomUUID } from 'node:crypto';
import type {
  ResumeArrangement,
  SuspendArrangement,
  WithdrawArrangement,
} from '@shared-care/contracts/open-access/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { OpenAccessSuspension } from '@shared-care/database/entities/open-access';
import { londonDate } from '@shared-care/domain/london-time';
import { IsNull, QueryFailedError } from 'typeorm';
import { InvalidInput, Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { changeArrangement, lockArrangement, stateAfter } from './arrangement-row';

/** Stops it from counting at once; it stays so until somebody lifts the suspension, whatever its review date says. */
export async function suspendArrangement(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  { version, reason, reviewOn, told }: SuspendArrangement,
): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  const state = stateAfter(row, 'suspend', version);
  if (reviewOn < londonDate(row.now))
    throw new InvalidInput([{ field: 'reviewOn', message: 'Choose a day that is still to come.' }]);
  await insertRow(tx, OpenAccessSuspension, {
    id: randomUUID(),
    arrangementId,
    reason,
    reviewOn,
    toldFamily: told.family,
    toldLinkConsultant: told.linkConsultant,
    toldWard: told.ward,
    toldGp: told.gp,
    suspendedAt: row.now,
    suspendedBy: user.id,
  });
  await changeArrangement(tx, user, row, { state }, { kind: 'suspended', detail: reason });
}

export async function resumeArrangement(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  { version, reason }: ResumeArrangement,
): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  const state = stateAfter(row, 'resume', version);
  await liftSuspension(tx, user, arrangementId, row.now, reason);
  await changeArrangement(tx, user, row, { state }, { kind: 'resumed', detail: reason });
}

export async function withdrawArrangement(
  tx: Tx,
  user: CurrentUser,
  arrangementId: string,
  { version, reason, familyTold }: WithdrawArrangement,
): Promise<void> {
  const row = await lockArrangement(tx, arrangementId);
  const state = stateAfter(row, 'withdraw', version);
  await liftSuspension(tx, user, arrangementId, row.now, 'Withdrawn');
  const detail = `${reason} Family told: ${familyTold}`;
  try {
    await changeArrangement(tx, user, row, { state, endedAt: row.now }, { kind: 'withdrawn', detail });
  } catch (error) {
    if (error instanceof QueryFailedError && constraintOf(error) === 'open_access_outlasts_transfer')
      throw new Refused(
        'A transfer to adult care is planned, and the children’s open access stays until the first adult visit.',
        [{ field: 'state', message: 'Record the first adult visit on the Transition tab, then withdraw it.' }],
      );
    throw error;
  }
}

const constraintOf = ({ driverError }: QueryFailedError<Error & { constraint?: string }>): string | undefined =>
  driverError.constraint;

async function liftSuspension(tx: Tx, user: CurrentUser, arrangementId: string, at: Date, why: string): Promise<void> {
  await tx.update(
    OpenAccessSuspension,
    { arrangementId, liftedAt: IsNull() },
    { liftedAt: at, liftedBy: user.id, liftedBecause: why },
  );
}
