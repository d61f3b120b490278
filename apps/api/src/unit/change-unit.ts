import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { UnitFacts } from '@shared-care/contracts/unit/answers';
import { UNIT_FACTS, type ProposeUnitChange } from '@shared-care/contracts/unit/shapes';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { isMailAddress } from '../platform/mail';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { unitFacts } from './unit-page';

type Wanted = z.output<typeof ProposeUnitChange>;

/**
 * Says a fact of the unit. The first time it counts at once; a fact that stands is changed when another admin confirms.
 *
 * @throws Conflict with what stands now, when the unit changed since it was looked at
 */
export async function proposeUnitChange(tx: Tx, user: CurrentUser, wanted: Wanted): Promise<void> {
  const facts = await unitFacts(tx);
  if (facts.version !== wanted.version)
    throw new Conflict('The unit changed meanwhile. Look at it again.', { ...facts });
  const stands = facts[wanted.what] !== null;
  if (stands && wanted.reason === '')
    throw new InvalidInput([{ field: 'reason', message: 'Say why it changes: the admin who confirms reads it.' }]);
  if (isSame(facts, wanted)) throw new Refused(`${UNIT_FACTS[wanted.what]}: it reads so already.`);
  if (wanted.what === 'hospital') await refuseUnfit(tx, wanted.hospitalId);
  if (wanted.what === 'sender' && !isMailAddress(wanted.address))
    throw new InvalidInput([{ field: 'address', message: 'Enter an email address such as shared-care@example.org.' }]);
  const [made] = await rows<{ id: string | null }>(tx, 'SELECT sec.propose_unit_change($1, $2, $3, $4) AS id', [
    wanted.what,
    becomes(wanted),
    wanted.reason || null,
    wanted.version,
  ]);
  if (!made?.id)
    throw new Conflict('A change of this waits for a second admin already. Decide that one first.', { ...facts });
  await recordAudit(tx, user, {
    action: stands ? 'create' : 'update',
    entity: 'unit_change',
    entityId: made.id,
    detail: `${stands ? 'propose' : 'first'} ${wanted.what}`,
    reason: wanted.reason || null,
  });
}

function becomes(wanted: Wanted): Record<string, string> {
  switch (wanted.what) {
    case 'hospital':
      return { hospitalId: wanted.hospitalId };
    case 'name':
      return { name: wanted.name };
    case 'sender':
      return { name: wanted.name, address: wanted.address };
    case 'address':
      return { lines: wanted.lines.join('\n'), postcode: wanted.postcode };
  }
}

function isSame(facts: UnitFacts, wanted: Wanted): boolean {
  switch (wanted.what) {
    case 'hospital':
      return facts.hospital?.id === wanted.hospitalId;
    case 'name':
      return facts.name === wanted.name;
    case 'sender':
      return facts.sender?.name === wanted.name && facts.sender.address === wanted.address;
    case 'address':
      return facts.address?.lines.join('\n') === wanted.lines.join('\n') && facts.address.postcode === wanted.postcode;
  }
}

async function refuseUnfit(tx: Tx, hospitalId: string): Promise<void> {
  const [hospital] = await rows<{ closed: boolean }>(
    tx,
    `SELECT coalesce(closed_on <= (sec.now() AT TIME ZONE 'Europe/London')::date, false) AS closed FROM hospitals WHERE id = $1`,
    [hospitalId],
  );
  const message = !hospital
    ? 'Choose a hospital from the list.'
    : hospital.closed
      ? 'This hospital is published as closed. Choose the one that took its place.'
      : null;
  if (message) throw new InvalidInput([{ field: 'hospitalId', message }]);
}

/**
 * The second admin confirms, or anybody of them puts an end to it.
 *
 * @throws Conflict when it was decided meanwhile
 */
export async function decideUnitChange(
  tx: Tx,
  user: CurrentUser,
  changeId: string,
  decision: { version: number; accept: boolean },
): Promise<void> {
  const [change] = await rows<{ proposedBy: string | null; what: string; state: string; version: number }>(
    tx,
    'SELECT proposed_by AS "proposedBy", what, state, version FROM unit_changes WHERE id = $1',
    [changeId],
  );
  if (!change) throw new NotFound();
  if (decision.accept && change.proposedBy === user.id)
    throw new Refused('You proposed this. Another admin confirms it.');
  const [answer] = await rows<{ decided: boolean }>(tx, 'SELECT sec.decide_unit_change($1, $2, $3) AS decided', [
    changeId,
    decision.version,
    decision.accept,
  ]);
  if (!answer?.decided)
    throw new Conflict('Another admin decided this meanwhile. Look at it again.', {
      version: change.version,
      state: change.state,
    });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'unit_change',
    entityId: changeId,
    detail: `${decision.accept ? 'confirm' : 'refuse'} ${change.what}`,
  });
}
