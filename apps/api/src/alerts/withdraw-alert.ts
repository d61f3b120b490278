import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { afterAction } from '@shared-care/domain/alert-states';
import type { Tx } from '../platform/tx';
import { changeAlert, type LockedAlert } from './alert-row';

/**
 * Takes an alert out of the work because what it told of did not happen. It stays on Today struck through for 7 days,
 * and in the history for good. One that was closed keeps its outcome.
 */
export async function withdrawAlert(tx: Tx, user: CurrentUser, alert: LockedAlert, because: string): Promise<void> {
  const state = afterAction(alert.state, 'withdraw');
  await changeAlert(
    tx,
    user,
    alert.id,
    state === null ? {} : { state, withdrawnBecause: because, awaitingWhat: null, awaitingFrom: null, wakeAt: null },
    { kind: 'withdrawn', detail: because },
  );
}
