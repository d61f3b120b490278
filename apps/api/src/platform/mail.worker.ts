import { retryAfterSeconds } from '@shared-care/domain/delivery';
import type { Config } from './config';
import { log } from './logging';
import { codeOf } from './loop';
import { NotHanded } from './mail';
import { Worker } from './worker';

const EVERY_MS = 1000;
/** Few: this mail may be late, what alerts say may not, and both go through one mail server. */
const AT_ONCE = 2;

export interface Leased {
  id: string;
  leaseToken: string;
  attempts: number;
}

/** What came of one try. */
export interface Came {
  outcome: 'sent' | 'bounced' | 'failed' | 'later';
  /** The server's, `250` when it has the mail. */
  reply: string;
  /** Until the next try, if one follows. */
  waitSeconds: number;
}

/**
 * Mail that waits in the database: leased, opened at the moment of sending (when every rule about it is asked once
 * more), sent, and settled with what came of it. Any number of processes share it. A process that dies leaves a lease
 * that runs out, and the message is tried again.
 */
export abstract class MailWorker<Opened> extends Worker {
  protected constructor(
    config: Config,
    private readonly name: string,
    private readonly mostTries: number,
  ) {
    super(config, name, EVERY_MS);
  }

  protected abstract claim(most: number): Promise<Leased[]>;
  /** Undefined when it was left out or ended meanwhile, which is written down already. */
  protected abstract open(message: Leased): Promise<Opened | undefined>;
  /** @throws NotHanded when the mail server has not taken it */
  protected abstract send(message: Leased, opened: Opened): Promise<void>;
  protected abstract settle(message: Leased, opened: Opened, came: Came): Promise<void>;

  protected override async cycle(): Promise<boolean> {
    const claimed = await this.claim(AT_ONCE);
    await Promise.all(claimed.map((message) => this.handle(message)));
    return claimed.length === AT_ONCE;
  }

  private async handle(message: Leased): Promise<void> {
    try {
      const opened = await this.open(message);
      if (opened) await this.settle(message, opened, await this.try(message, opened));
    } catch (error) {
      // The database is away: the lease runs out and the message is tried again.
      log.warn({ kind: 'message_kept', loop: this.name, code: codeOf(error) });
    }
  }

  private async try(message: Leased, opened: Opened): Promise<Came> {
    try {
      await this.send(message, opened);
      return { outcome: 'sent', reply: '250', waitSeconds: 0 };
    } catch (error) {
      const why = error instanceof NotHanded ? error : new NotHanded('failed', 'later');
      return {
        outcome: this.outcomeOf(why, message),
        reply: why.reply,
        waitSeconds: retryWait(this.config, why, message),
      };
    }
  }

  private outcomeOf({ retry, noSuchAddress }: NotHanded, { attempts }: Leased): Came['outcome'] {
    if (noSuchAddress) return 'bounced';
    return retry === 'never' || attempts >= this.mostTries ? 'failed' : 'later';
  }
}

/** Seconds until the next try. A message that may have been taken waits long, so that it rarely arrives twice. */
export function retryWait({ outbox }: Config, { retry }: NotHanded, { attempts }: { attempts: number }): number {
  if (retry === 'unknown') return outbox.unknownSeconds;
  return retryAfterSeconds(attempts, outbox.firstRetrySeconds, outbox.lastRetrySeconds);
}
