import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AskedAccess, ConfirmedAccess } from '@shared-care/contracts/users/answers';
import { AccessRequest } from '@shared-care/database/entities/recovery';
import type { Role } from '@shared-care/domain/roles';
import { recordAudit } from '../audit/audit';
import type { OutgoingMail } from '../platform/mail';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertOnce } from '../platform/write-row';
import { invitationLetter, type InvitationWay } from './mail-invitation';
import { newToken } from './token';

type Wanted =
  | (Pick<AccessRequest, 'email' | 'role' | 'hospitalId'> & { kind: 'invitation' })
  | (Pick<AccessRequest, 'userId' | 'issuer' | 'subject'> & { kind: 'identity' });

/** One admin asks for an invitation or an identity. @throws Refused while another for the same person waits */
export async function askAccess(tx: Tx, user: CurrentUser, wanted: Wanted, detail: string): Promise<AskedAccess> {
  const key = wanted.kind === 'invitation' ? ('email' as const) : ('userId' as const);
  const id = await insertOnce(tx, AccessRequest, wanted, [key], `state = 'waiting'`);
  if (id === null) throw new Refused('A request for this person waits for a second admin already. It stands below.');
  await recordAudit(tx, user, { action: 'create', entity: 'access_request', entityId: id, detail });
  return { id, version: 1 };
}

interface Row {
  kind: 'invitation' | 'identity';
  email: string | null;
  role: Role | null;
  userId: string | null;
  requestedBy: string;
  version: number;
  state: string;
}

async function requestRow(tx: Tx, id: string): Promise<Row> {
  const [found] = await rows<Row>(
    tx,
    `SELECT kind, email, role, user_id AS "userId", requested_by AS "requestedBy", version, state
     FROM access_requests WHERE id = $1`,
    [id],
  );
  if (!found) throw new NotFound();
  return found;
}

/**
 * The second half. The database refuses the one who asked and the one it is about; here it is said in words. The link of
 * an invitation is made now, for the mail alone.
 *
 * @throws Conflict when it was decided meanwhile, or the person who asked is no longer an admin
 */
export async function confirmAccess(
  tx: Tx,
  user: CurrentUser,
  id: string,
  version: number,
  way: InvitationWay,
): Promise<ConfirmedAccess & { letter: OutgoingMail | null }> {
  const row = await requestRow(tx, id);
  if (row.requestedBy === user.id) throw new Refused('You asked for this. Another admin confirms it.');
  if (row.userId === user.id) throw new Refused('This is about your own account. Another admin confirms it.');
  const { token, hash } = newToken();
  const made = await decided(tx, { id, version, approve: true, hash });
  if (made === null) throw meanwhile(row);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'access_request',
    entityId: id,
    detail: `confirm ${row.kind}${row.role === null ? '' : ` as ${row.role}`}`,
  });
  if (row.kind === 'identity') return { sentTo: null, expiresAt: null, letter: null };
  const [sent] = await rows<{ expiresAt: Date }>(
    tx,
    'SELECT expires_at AS "expiresAt" FROM invitations WHERE id = $1',
    [made],
  );
  const expiresAt = sent!.expiresAt.toISOString();
  const letter = await invitationLetter(tx, { id: made, email: row.email!, role: row.role!, token, expiresAt }, way);
  return { sentTo: row.email, expiresAt, letter };
}

/** By any admin; by the one who asked, it is taken back. */
export async function refuseAccess(tx: Tx, user: CurrentUser, id: string, version: number): Promise<void> {
  const row = await requestRow(tx, id);
  if ((await decided(tx, { id, version, approve: false, hash: null })) === null) throw meanwhile(row);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'access_request',
    entityId: id,
    detail: `${row.requestedBy === user.id ? 'withdraw' : 'refuse'} ${row.kind}`,
  });
}

async function decided(
  tx: Tx,
  { id, version, approve, hash }: { id: string; version: number; approve: boolean; hash: Buffer | null },
): Promise<string | null> {
  const [answer] = await rows<{ made: string | null }>(tx, 'SELECT sec.decide_access($1, $2, $3, $4) AS made', [
    id,
    version,
    approve,
    hash,
  ]).catch((error: unknown) => {
    if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'user_identities_one_person')
      throw new Refused('This identity belongs to an account already.');
    throw error;
  });
  return answer?.made ?? null;
}

function meanwhile({ version, state }: Row): Conflict {
  return new Conflict('Another admin decided this meanwhile, or the person who asked is no longer an admin.', {
    version,
    state,
  });
}
