import { randomInt, randomUUID } from 'node:crypto';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { MailTest } from '@shared-care/database/entities/readiness';
import { recordAudit } from '../audit/audit';
import { NotHanded, type MailServer, type OutgoingMail } from '../platform/mail';
import { Conflict, InvalidInput, Refused } from '../platform/problems';
import { databaseNow, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { isOfDomain, staffDomains, unitName } from '../platform/unit-on-paper';
import { unitFacts } from './unit-page';

/** How long its code can be typed, in hours. */
const COUNTS_FOR_HOURS = 24;

interface TestMail {
  letter: OutgoingMail;
  code: string;
  senderAddress: string;
}

/**
 * Makes a test mail to the person who asks for it, by the server and the sender that alerts go by. Its code is typed
 * here afterwards: only that shows that it arrived. It is sent between two transactions: a slow mail server holds none
 * open.
 */
export async function makeTestMail(
  tx: Tx,
  user: CurrentUser,
  seen: number,
  { mail, domains }: { mail: MailServer | null; domains: readonly string[] | null },
): Promise<TestMail> {
  const { version, sender } = await unitFacts(tx);
  if (version !== seen) throw new Conflict('The unit changed meanwhile. Look at it again.', { version });
  if (!sender) throw new Refused('Say first who mail comes from.');
  if (!mail)
    throw new Refused(
      'No mail server is set: SMTP_URL of this process is empty. docs/operating.md says what it means.',
    );
  if (!isOfDomain(user.email, staffDomains(domains, sender)))
    throw new Refused(
      `Mail to staff goes to ${staffDomains(domains, sender).join(', ')} only, and your address is of another domain. MAIL_DOMAINS allows more.`,
    );
  const test = { id: randomUUID(), code: String(randomInt(1_000_000)).padStart(6, '0') };
  const letter = {
    id: test.id,
    to: user.email,
    subject: 'Shared Care test mail',
    text: [
      `${test.code} is the code of this test mail.`,
      '',
      'Type it on the page Set-up of Shared Care. It shows that alerts can reach you by email.',
      '',
      `— Shared Care, ${await unitName(tx)}. Do not reply to this address.`,
    ].join('\n'),
    date: await databaseNow(tx),
  };
  return { letter, code: test.code, senderAddress: sender.address };
}

/** Its code counts once the mail server took it. */
export async function keepTestMail(
  tx: Tx,
  user: CurrentUser,
  { letter, code, senderAddress }: TestMail,
): Promise<void> {
  await insertRow(tx, MailTest, { id: letter.id, senderAddress, code });
  await recordAudit(tx, user, { action: 'create', entity: 'mail_test', entityId: letter.id });
}

/** @throws Refused saying what the mail server answered */
export async function sendTestMail(mail: MailServer | null, letter: OutgoingMail): Promise<void> {
  try {
    await mail?.send(letter);
  } catch (error) {
    if (!(error instanceof NotHanded)) throw error;
    throw new Refused(`The mail server did not take it (${error.reply}). Nothing was sent.`);
  }
}

/** @throws InvalidInput when no mail that this admin was sent has this code */
export async function testMailArrived(tx: Tx, user: CurrentUser, code: string): Promise<void> {
  const [arrived] = await tx.query<[{ id: string }[], number]>(
    `UPDATE mail_tests SET arrived_at = sec.now()
     WHERE sent_to = $1 AND code = $2 AND arrived_at IS NULL AND sent_at > sec.now() - make_interval(hours => ${COUNTS_FOR_HOURS})
     RETURNING id`,
    [user.id, code],
  );
  if (arrived.length === 0)
    throw new InvalidInput([
      { field: 'code', message: 'No test mail of the last 24 hours to you has this code. Look at the newest one.' },
    ]);
  await recordAudit(tx, user, { action: 'update', entity: 'mail_test', entityId: arrived[0]!.id, detail: 'arrived' });
}
