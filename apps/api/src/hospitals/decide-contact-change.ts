import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

interface Decision {
  version: number;
  confirm: boolean;
  /** Who answered the call, or why it is withdrawn. */
  words: string;
}

/**
 * The second half of a change of a number: confirmed by somebody else who rang it, or withdrawn. The database refuses
 * its proposer to confirm; here it is said in words. Confirming is a check by calling as well.
 *
 * @returns the hospital it belongs to
 * @throws Conflict when it was decided meanwhile
 */
export async function decideContactChange(
  tx: Tx,
  user: CurrentUser,
  changeId: string,
  decision: Decision,
): Promise<string> {
  const [change] = await rows<{
    hospitalId: string;
    proposedBy: string;
    proposer: string;
    state: string;
    version: number;
  }>(
    tx,
    `SELECT x.hospital_id AS "hospitalId", x.proposed_by AS "proposedBy", p.display_name AS proposer, x.state, x.version
     FROM contact_changes x JOIN users p ON p.id = x.proposed_by WHERE x.id = $1`,
    [changeId],
  );
  if (!change || (user.role === 'link_consultant' && user.hospitalId !== change.hospitalId)) throw new NotFound();
  const own = change.proposedBy === user.id;
  if (decision.confirm && own) throw new Refused('You proposed this number. Somebody else rings it and confirms it.');
  if (!decision.confirm && !own && user.role !== 'admin')
    throw new Refused(`${change.proposer} proposed this. They or an admin withdraw it.`);
  const [answer] = await rows<{ decided: boolean }>(tx, 'SELECT sec.decide_contact_change($1, $2, $3, $4) AS decided', [
    changeId,
    decision.version,
    decision.confirm,
    decision.words,
  ]);
  if (!answer?.decided)
    throw new Conflict('Somebody decided this meanwhile. Look at it again.', {
      version: change.version,
      state: change.state,
    });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'contact_change',
    entityId: changeId,
    detail: decision.confirm ? 'confirm by calling' : 'withdraw',
  });
  return change.hospitalId;
}
