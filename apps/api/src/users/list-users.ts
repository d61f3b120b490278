import type {
  AttachedIdentity,
  ListedUser,
  UserList,
  WaitingAccess,
  WaitingInvitation,
  WaitingRoleChange,
} from '@shared-care/contracts/users/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { databaseNow, rows, type Tx } from '../platform/tx';

const HOSPITAL = `CASE WHEN h.id IS NULL THEN NULL ELSE json_build_object('id', h.id, 'name', h.name) END AS hospital`;

/** Accounts, invitations still open and role changes that wait for a second admin. Reads no table about children. */
export async function listUsers(
  tx: Tx,
  user: CurrentUser,
  issuer: string | null,
  keyOf: (email: string) => Buffer,
): Promise<UserList> {
  const users = await rows<Omit<ListedUser, 'slowed'>>(
    tx,
    `SELECT u.id, u.version, u.display_name AS "displayName", u.email, u.role, ${HOSPITAL},
            u.disabled_at AS "disabledAt", l.at AS "lastSignInAt",
            coalesce(s.sessions, 0) AS sessions,
            (SELECT count(*)::int FROM user_identities i WHERE i.user_id = u.id) AS identities
     FROM users u LEFT JOIN hospitals h ON h.id = u.hospital_id LEFT JOIN sec.last_sign_ins() l ON l.user_id = u.id
     LEFT JOIN sec.sessions_of_accounts() s ON s.user_id = u.id
     ORDER BY u.disabled_at IS NOT NULL, lower(u.display_name), u.id`,
  );
  const keys = users.map(({ email }) => keyOf(email));
  const slowed = await rows<{ account: Buffer }>(tx, 'SELECT sec.slowed_accounts($1) AS account', [keys]);
  const invitations = await rows<WaitingInvitation>(
    tx,
    `SELECT i.id, i.email, i.role, ${HOSPITAL}, coalesce(by.display_name, 'the owner of the database') AS "invitedBy", i.expires_at AS "expiresAt",
            i.expires_at <= sec.now() AS expired
     FROM invitations i LEFT JOIN users by ON by.id = i.invited_by LEFT JOIN hospitals h ON h.id = i.hospital_id
     WHERE i.accepted_at IS NULL AND i.replaced_at IS NULL AND i.expires_at > sec.now() - interval '30 days'
     ORDER BY i.invited_at DESC, i.id`,
  );
  const roleChanges = await rows<WaitingRoleChange>(
    tx,
    `SELECT r.id, r.version, json_build_object('id', u.id, 'displayName', u.display_name) AS user,
            r.from_role AS "from", r.to_role AS "to", ${HOSPITAL},
            json_build_object('id', by.id, 'displayName', by.display_name) AS "requestedBy", r.requested_at AS "requestedAt"
     FROM role_change_requests r JOIN users u ON u.id = r.user_id JOIN users by ON by.id = r.requested_by
     LEFT JOIN hospitals h ON h.id = r.to_hospital_id
     WHERE r.state = 'waiting' ORDER BY r.requested_at, r.id`,
  );
  const access = await rows<WaitingAccess>(
    tx,
    `SELECT r.id, r.version, r.kind, r.email, r.role, ${HOSPITAL}, r.subject,
            CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'displayName', u.display_name) END AS user,
            json_build_object('id', by.id, 'displayName', by.display_name) AS "requestedBy", r.requested_at AS "requestedAt"
     FROM access_requests r JOIN users by ON by.id = r.requested_by LEFT JOIN users u ON u.id = r.user_id
     LEFT JOIN hospitals h ON h.id = r.hospital_id
     WHERE r.state = 'waiting' ORDER BY r.requested_at, r.id`,
  );
  const identities = await rows<AttachedIdentity>(
    tx,
    `SELECT i.id, i.user_id AS "userId", i.issuer, i.subject, i.attached_at AS "attachedAt", by.display_name AS "attachedBy"
     FROM user_identities i JOIN users by ON by.id = i.attached_by ORDER BY i.attached_at, i.id`,
  );
  await recordAudit(tx, user, { action: 'read', entity: 'user', detail: `list of ${users.length}` });
  return {
    users: users.map((one, place) => ({ ...one, slowed: slowed.some(({ account }) => account.equals(keys[place]!)) })),
    invitations,
    roleChanges,
    access,
    identities,
    issuer,
    now: (await databaseNow(tx)).toISOString(),
  };
}
