import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { MOST_REPLY_TRIES, replyMail } from '@shared-care/domain/replies';
import { numberWords } from '@shared-care/domain/where-and-whom';
import { DataSource } from 'typeorm';
import { officeNumbers } from '../hospitals/where-and-whom';
import { CONFIG, type Config } from '../platform/config';
import { FAMILY_MAIL, isMailAddress, NotHanded, type MailServer } from '../platform/mail';
import { MailWorker, type Came, type Leased } from '../platform/mail.worker';
import { unitName } from '../platform/unit-on-paper';

interface Opened {
  address: string;
  reference: string;
  words: string;
  addition: string | null;
  madeAt: Date;
}

/**
 * Sends replies to families, one by one, as the gate for messages stands at that moment. A process that dies leaves a
 * lease that runs out; the next try carries the same Message-ID.
 */
@Injectable()
export class ReplyWorker extends MailWorker<Opened> {
  constructor(
    @InjectDataSource('worker') private readonly worker: DataSource,
    @Inject(CONFIG) config: Config,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {
    super(config, 'request_replies', MOST_REPLY_TRIES);
  }

  override onApplicationBootstrap(): void {
    if (this.mail !== null) super.onApplicationBootstrap();
  }

  protected override claim(most: number): Promise<Leased[]> {
    return this.worker.query<Leased[]>(
      'SELECT id, lease_token AS "leaseToken", attempts FROM sec.claim_request_replies($1, $2)',
      [most, this.config.outbox.leaseSeconds],
    );
  }

  protected override async open({ id, leaseToken }: Leased): Promise<Opened | undefined> {
    const [opened] = await this.worker.query<Opened[]>(
      `SELECT address, reference, words, addition, made_at AS "madeAt" FROM sec.open_request_reply($1, $2)`,
      [id, leaseToken],
    );
    return opened;
  }

  protected override async send({ id }: Leased, { address, madeAt, ...said }: Opened): Promise<void> {
    if (!isMailAddress(address)) throw new NotHanded('address_not_valid', 'never', true);
    const unit = await unitName(this.worker.manager);
    const numbers = (await officeNumbers(this.worker.manager)).map((one) => `${one.label}, ${numberWords(one)}`);
    await this.mail!.send({ id, fromName: unit, to: address, date: madeAt, ...replyMail({ ...said, unit, numbers }) });
  }

  protected override async settle({ id, leaseToken }: Leased, { address }: Opened, came: Came): Promise<void> {
    await this.worker.query('SELECT sec.settle_request_reply($1, $2, $3, $4, $5, $6)', [
      id,
      leaseToken,
      came.outcome,
      came.reply,
      came.waitSeconds,
      address,
    ]);
  }
}
