import type { ListedRecovery, RecoveryList } from '@shared-care/contracts/recoveries/answers';
import { databaseNow, rows, type Tx } from '../platform/tx';

const KEPT_DAYS = 30;

/** What runs, oldest first, then what ended lately. No link and no hash of one is ever in here. */
export async function recoveryList(tx: Tx, mailServer: boolean): Promise<RecoveryList> {
  const recoveries = await rows<ListedRecovery>(
    tx,
    `SELECT r.id, r.version, r.lost, r.state, r.ends_at <= sec.now() AND r.ended_at IS NULL AS expired, r.ends_at AS "endsAt",
            r.asked_at AS "askedAt", r.because, r.new_email AS "newEmail", r.proved_at AS "mailboxProvedAt",
            r.ended_at AS "endedAt", ender.display_name AS "endedBy",
            json_build_object('id', u.id, 'displayName', u.display_name, 'email', u.email, 'role', u.role, 'hospital', h.name) AS "user",
            CASE WHEN asker.id IS NOT NULL THEN json_build_object('id', asker.id, 'displayName', asker.display_name) END AS "askedBy",
            coalesce(sec.recovery_missing_of(r.id), 0) AS missing, coalesce(voices.list, '[]') AS "confirmedBy", mail.last AS mail
     FROM account_recoveries r JOIN users u ON u.id = r.user_id LEFT JOIN hospitals h ON h.id = u.hospital_id
     LEFT JOIN users asker ON asker.id = r.asked_by LEFT JOIN users ender ON ender.id = r.ended_by
     LEFT JOIN LATERAL (
       SELECT json_agg(json_build_object('id', c.confirmed_by, 'displayName', coalesce(by.display_name, 'the owner of the database'),
                                         'at', c.confirmed_at, 'identified', c.identified) ORDER BY c.confirmed_at) AS list
       FROM account_recovery_confirmations c LEFT JOIN users by ON by.id = c.confirmed_by WHERE c.recovery_id = r.id) voices ON true
     LEFT JOIN LATERAL (
       SELECT json_build_object('kind', m.kind, 'state', CASE m.state WHEN 'leased' THEN 'waiting' ELSE m.state END,
                                'at', coalesce(m.sent_at, m.created_at), 'reply', m.reply) AS last
       FROM account_messages m WHERE m.recovery_id = r.id ORDER BY m.created_at DESC, m.id LIMIT 1) mail ON true
     WHERE r.ended_at IS NULL OR (r.ended_at > sec.now() - interval '${KEPT_DAYS} days' AND r.state <> 'replaced')
     ORDER BY r.ended_at IS NOT NULL, r.ended_at DESC, r.asked_at, r.id`,
  );
  return { recoveries, mailServer, now: (await databaseNow(tx)).toISOString() };
}
