import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { retryAfterSeconds } from '@shared-care/domain/delivery';
import { DataSource, type EntityManager } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { CONFIG, type Config } from '../platform/config';
import { log } from '../platform/logging';
import { codeOf, Loop } from '../platform/loop';
import { FAMILY_MAIL, isMailAddress, NotHanded, type MailServer } from '../platform/mail';
import { isOfDomain, staffDomains, unitName } from '../platform/unit-on-paper';
import { accountLetter, type AboutAccount } from './account-letter';
import { changedSetting } from '../settings/changed-setting';
import { newToken } from './invite-user';

const EVERY_MS = 1000;
const AT_ONCE = 2;
const MOST_TRIES = 12;

interface Claimed {
  id: string;
  leaseToken: string;
  attempts: number;
}

type Opened = Omit<AboutAccount, 'setting'> & { address: string; settingId: string | null };

/**
 * Looks up what was asked on the sign-in page, and mails staff about their own account. The link of a mail is made here,
 * at the moment of sending: this process knows it until the mail server has it, and the database knows its hash.
 */
@Injectable()
export class AccountMailWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new Loop('account mail', EVERY_MS, () => this.cycle());

  constructor(
    @InjectDataSource('worker') private readonly worker: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.race([this.loop.stop(), new Promise((done) => setTimeout(done, 10_000).unref())]);
  }

  private async cycle(): Promise<boolean> {
    await this.worker.transaction((tx) => this.lookUp(tx));
    // Without a mail server it waits, and the page of admins says so.
    if (this.mail === null) return false;
    const claimed = await this.worker.query<Claimed[]>(
      'SELECT id, lease_token AS "leaseToken", attempts FROM sec.claim_account_messages($1, $2)',
      [AT_ONCE, this.config.outbox.leaseSeconds],
    );
    await Promise.all(claimed.map((message) => this.handle(message)));
    return claimed.length === AT_ONCE;
  }

  private async lookUp(tx: EntityManager): Promise<void> {
    const begun = await tx.query<{ id: string; lost: string }[]>(
      'SELECT recovery_id AS id, lost FROM sec.take_recovery_asks()',
    );
    for (const { id, lost } of begun)
      await recordAudit(tx, null, {
        action: 'create',
        entity: 'account_recovery',
        entityId: id,
        detail: `for ${lost}, asked on the sign-in page`,
      });
  }

  private async handle(message: Claimed): Promise<void> {
    try {
      const { token, hash } = newToken();
      const [opened] = await this.worker.query<Opened[]>(
        `SELECT address, kind, lost, display_name AS "displayName", asked_by AS "askedBy", ends_at AS "endsAt",
                created_at AS "createdAt", setting_id AS "settingId" FROM sec.open_account_message($1, $2, $3)`,
        [message.id, message.leaseToken, hash],
      );
      // Ended meanwhile: that is written down already.
      if (opened) await this.settle(message, await this.send(message, opened, token));
    } catch (error) {
      log.warn({ kind: 'account_message_kept', code: codeOf(error) });
    }
  }

  /** Null when the mail server has it. */
  private async send(
    { id, attempts }: Claimed,
    { address, settingId, ...about }: Opened,
    token: string,
  ): Promise<NotHanded | null> {
    if (!isMailAddress(address)) return new NotHanded('address_not_valid', 'never');
    const home = this.config.publicUrl ?? `http://localhost:${this.config.port}`;
    // What stands behind # never reaches a server, so the token is in no log.
    const link = about.kind === 'setting' ? `${home}/settings` : `${home}/recovery#${token}`;
    try {
      const sender = await this.mail!.sender();
      if (sender === null) return new NotHanded('no_sender', 'later');
      if (!isOfDomain(address, staffDomains(this.config.mail.domains, sender)))
        return new NotHanded('domain_not_allowed', 'never');
      const setting = settingId === null ? null : await changedSetting(this.worker.manager, settingId);
      const names = { unitName: await unitName(this.worker.manager), service: this.config.oidc?.name ?? null };
      // Each try is a mail of its own: its link replaces that of the one before.
      await this.mail!.send({
        id: `${id}.${attempts}`,
        to: address,
        date: about.createdAt,
        ...accountLetter({ ...about, setting }, link, names),
      });
      return null;
    } catch (error) {
      return error instanceof NotHanded ? error : new NotHanded('failed', 'later');
    }
  }

  private async settle({ id, leaseToken, attempts }: Claimed, came: NotHanded | null): Promise<void> {
    const { firstRetrySeconds, lastRetrySeconds, unknownSeconds } = this.config.outbox;
    const wait =
      came?.retry === 'unknown' ? unknownSeconds : retryAfterSeconds(attempts, firstRetrySeconds, lastRetrySeconds);
    const over = came !== null && (came.retry === 'never' || attempts >= MOST_TRIES);
    await this.worker.query('SELECT sec.settle_account_message($1, $2, $3, $4, $5)', [
      id,
      leaseToken,
      came === null ? 'sent' : over ? 'failed' : 'later',
      came?.reply ?? '250',
      wait,
    ]);
  }
}
