import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { CONFIG, type Config } from '../platform/config';
import { FAMILY_MAIL, isMailAddress, NotHanded, type MailServer } from '../platform/mail';
import { MailWorker, type Came, type Leased } from '../platform/mail.worker';
import { isOfDomain, staffDomains, unitName } from '../platform/unit-on-paper';
import { accountLetter, type AboutAccount } from './account-letter';
import { changedSetting } from '../settings/changed-setting';
import { newToken } from './token';

const MOST_TRIES = 12;

/** The page that a message is about; every other message has a link of its own. */
const LEADS_TO: Partial<Record<AboutAccount['kind'], string>> = { setting: '/settings', identity: '/', access: '/' };

type Opened = Omit<AboutAccount, 'setting' | 'access'> & { address: string; settingId: string | null; token: string };

/**
 * Looks up what was asked on the sign-in page, and mails staff about their own account. The link of a mail is made here,
 * at the moment of sending: this process knows it until the mail server has it, and the database knows its hash.
 */
@Injectable()
export class AccountMailWorker extends MailWorker<Opened> {
  constructor(
    @InjectDataSource('worker') private readonly worker: DataSource,
    @Inject(CONFIG) config: Config,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {
    super(config, 'account mail', MOST_TRIES);
  }

  protected override async cycle(): Promise<boolean> {
    await this.worker.transaction((tx) => this.lookUp(tx));
    // Without a mail server it waits, and the page of admins says so.
    return this.mail !== null && super.cycle();
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

  protected override claim(most: number): Promise<Leased[]> {
    return this.worker.query<Leased[]>(
      'SELECT id, lease_token AS "leaseToken", attempts FROM sec.claim_account_messages($1, $2)',
      [most, this.config.outbox.leaseSeconds],
    );
  }

  protected override async open({ id, leaseToken }: Leased): Promise<Opened | undefined> {
    const { token, hash } = newToken();
    const [opened] = await this.worker.query<Omit<Opened, 'token'>[]>(
      `SELECT address, kind, lost, display_name AS "displayName", asked_by AS "askedBy", ends_at AS "endsAt",
              created_at AS "createdAt", setting_id AS "settingId" FROM sec.open_account_message($1, $2, $3)`,
      [id, leaseToken, hash],
    );
    return opened && { ...opened, token };
  }

  protected override async send({ id, attempts }: Leased, opened: Opened): Promise<void> {
    const { address, settingId, token, ...about } = opened;
    if (!isMailAddress(address)) throw new NotHanded('address_not_valid', 'never');
    const home = this.config.publicUrl ?? `http://localhost:${this.config.port}`;
    // What stands behind # never reaches a server, so the token is in no log.
    const link = LEADS_TO[about.kind] === undefined ? `${home}/recovery#${token}` : `${home}${LEADS_TO[about.kind]}`;
    const sender = await this.mail!.sender();
    if (sender === null) throw new NotHanded('no_sender', 'later');
    if (!isOfDomain(address, staffDomains(this.config.mail.domains, sender)))
      throw new NotHanded('domain_not_allowed', 'never');
    const setting = settingId === null ? null : await changedSetting(this.worker.manager, settingId);
    const access = await this.accessOf(id, about.kind);
    const names = { unitName: await unitName(this.worker.manager), service: this.config.oidc?.name ?? null };
    // Each try is a mail of its own: its link replaces that of the one before.
    await this.mail!.send({
      id: `${id}.${attempts}`,
      to: address,
      date: about.createdAt,
      ...accountLetter({ ...about, setting, access }, link, names),
    });
  }

  private async accessOf(id: string, kind: AboutAccount['kind']): Promise<AboutAccount['access']> {
    if (kind !== 'identity' && kind !== 'access') return null;
    const [access] = await this.worker.query<NonNullable<AboutAccount['access']>[]>(
      `SELECT kind, name, role, asked_by AS "askedBy", confirmed_by AS "confirmedBy" FROM sec.access_of_message($1)`,
      [id],
    );
    return access ?? null;
  }

  protected override async settle({ id, leaseToken }: Leased, _opened: Opened, came: Came): Promise<void> {
    await this.worker.query('SELECT sec.settle_account_message($1, $2, $3, $4, $5)', [
      id,
      leaseToken,
      // The person sees no difference: an admin rings them.
      came.outcome === 'bounced' ? 'failed' : came.outcome,
      came.reply,
      came.waitSeconds,
    ]);
  }
}
