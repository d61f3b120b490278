import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { retryAfterSeconds } from '@shared-care/domain/delivery';
import { writeLetterCode } from '@shared-care/domain/letter-code';
import { MOST_SURVEY_TRIES, surveyMessage, type SurveyMessageKind } from '@shared-care/domain/surveys';
import { DataSource } from 'typeorm';
import { officeNumbers } from '../hospitals/where-and-whom';
import { CONFIG, type Config } from '../platform/config';
import { unitName } from '../platform/unit-on-paper';
import { log } from '../platform/logging';
import { codeOf, Loop } from '../platform/loop';
import { FAMILY_MAIL, isMailAddress, NotHanded, type MailServer } from '../platform/mail';

const EVERY_MS = 1000;
/** Few: what families are asked may be late, what alerts say may not, and both go through one mail server. */
const AT_ONCE = 2;

interface Claimed {
  id: string;
  leaseToken: string;
  attempts: number;
}

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
export class SurveyWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new Loop('surveys', EVERY_MS, () => this.cycle());

  constructor(
    @InjectDataSource('worker') private readonly worker: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(FAMILY_MAIL) private readonly mail: MailServer | null,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api' && this.mail !== null) this.loop.start();
  }

  /** Lets what is under way end. What does not end in time keeps its lease and is sent again when that runs out. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.race([this.loop.stop(), new Promise((done) => setTimeout(done, 10_000).unref())]);
    this.mail?.close();
  }

  private async cycle(): Promise<boolean> {
    const claimed = await this.worker.query<Claimed[]>(
      'SELECT id, lease_token AS "leaseToken", attempts FROM sec.claim_survey_messages($1, $2)',
      [AT_ONCE, this.config.outbox.leaseSeconds],
    );
    await Promise.all(claimed.map((message) => this.handle(message)));
    return claimed.length === AT_ONCE;
  }

  private async handle(message: Claimed): Promise<void> {
    try {
      const [opened] = await this.worker.query<Opened[]>(
        `SELECT address, kind, title, link, words, code, created_at AS "createdAt" FROM sec.open_survey_message($1, $2)`,
        [message.id, message.leaseToken],
      );
      // Left out or stopped meanwhile: that is written down already.
      if (opened) await this.settle(message, opened, await this.send(message, opened));
    } catch (error) {
      // The database is away: the lease runs out and the message is tried again.
      log.warn({ kind: 'survey_message_kept', code: codeOf(error) });
    }
  }

  /** Null when the mail server has it. */
  private async send({ id }: Claimed, { address, createdAt, code, ...message }: Opened): Promise<NotHanded | null> {
    if (!isMailAddress(address)) return new NotHanded('address_not_valid', 'never', true);
    try {
      const name = await unitName(this.worker.manager);
      const unitNumbers = await officeNumbers(this.worker.manager);
      await this.mail!.send({
        id,
        fromName: name,
        to: address,
        date: createdAt,
        ...surveyMessage({ ...message, code: writeLetterCode(code), unitName: name, unitNumbers }),
      });
      return null;
    } catch (error) {
      return error instanceof NotHanded ? error : new NotHanded('failed', 'later');
    }
  }

  private async settle(
    { id, leaseToken, attempts }: Claimed,
    { address }: Opened,
    came: NotHanded | null,
  ): Promise<void> {
    const { firstRetrySeconds, lastRetrySeconds, unknownSeconds } = this.config.outbox;
    const wait =
      came?.retry === 'unknown' ? unknownSeconds : retryAfterSeconds(attempts, firstRetrySeconds, lastRetrySeconds);
    await this.worker.query('SELECT sec.settle_survey_message($1, $2, $3, $4, $5, $6)', [
      id,
      leaseToken,
      outcomeOf(came, attempts),
      came?.reply ?? '250',
      wait,
      address,
    ]);
  }
}

function outcomeOf(came: NotHanded | null, attempts: number): 'sent' | 'bounced' | 'failed' | 'later' {
  if (came === null) return 'sent';
  if (came.noSuchAddress) return 'bounced';
  return came.retry === 'never' || attempts >= MOST_SURVEY_TRIES ? 'failed' : 'later';
}
