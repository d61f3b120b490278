import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { writeLetterCode } from '@shared-care/domain/letter-code';
import { MOST_SURVEY_TRIES, surveyMessage, type SurveyMessageKind } from '@shared-care/domain/surveys';
import { DataSource } from 'typeorm';
import { officeNumbers } from '../hospitals/where-and-whom';
import { CONFIG, type Config } from '../platform/config';
import { unitName } from '../platform/unit-on-paper';
import { FAMILY_MAIL, isMailAddress, NotHanded, type MailServer } from '../platform/mail';
import { MailWorker, type Came, type Leased } from '../platform/mail.worker';

interface Opened {
  address: string;
  kind: SurveyMessageKind;
  title: string;
  link: string;
  words: string;
  code: string;
  createdAt: Date;
}

/**
 * Sends what surveys have waiting, in a loop of its own beside the alerts. It leases a message, opens it at the moment of
 * sending (when the gate for messages is asked once more) and writes down what came of it. A process that dies leaves a
 * lease that runs out; the next try carries the same Message-ID.
 */
@Injectable()
export class SurveyWorker extends MailWorker<Opened> {
  constructor(
    @InjectDataSource('worker') private readonly worker: DataSource,
    @Inject(CONFIG) config: Config,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {
    super(config, 'surveys', MOST_SURVEY_TRIES);
  }

  override onApplicationBootstrap(): void {
    if (this.mail !== null) super.onApplicationBootstrap();
  }

  override async beforeApplicationShutdown(): Promise<void> {
    await super.beforeApplicationShutdown();
    this.mail?.close();
  }

  protected override claim(most: number): Promise<Leased[]> {
    return this.worker.query<Leased[]>(
      'SELECT id, lease_token AS "leaseToken", attempts FROM sec.claim_survey_messages($1, $2)',
      [most, this.config.outbox.leaseSeconds],
    );
  }

  protected override async open({ id, leaseToken }: Leased): Promise<Opened | undefined> {
    const [opened] = await this.worker.query<Opened[]>(
      `SELECT address, kind, title, link, words, code, created_at AS "createdAt" FROM sec.open_survey_message($1, $2)`,
      [id, leaseToken],
    );
    return opened;
  }

  protected override async send({ id }: Leased, { address, createdAt, code, ...message }: Opened): Promise<void> {
    if (!isMailAddress(address)) throw new NotHanded('address_not_valid', 'never', true);
    const name = await unitName(this.worker.manager);
    const unitNumbers = await officeNumbers(this.worker.manager);
    await this.mail!.send({
      id,
      fromName: name,
      to: address,
      date: createdAt,
      ...surveyMessage({ ...message, code: writeLetterCode(code), unitName: name, unitNumbers }),
    });
  }

  protected override async settle({ id, leaseToken }: Leased, { address }: Opened, came: Came): Promise<void> {
    await this.worker.query('SELECT sec.settle_survey_message($1, $2, $3, $4, $5, $6)', [
      id,
      leaseToken,
      came.outcome,
      came.reply,
      came.waitSeconds,
      address,
    ]);
  }
}
