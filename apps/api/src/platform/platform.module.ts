import { Inject, Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { createDataSource, type DatabaseRole } from '@shared-care/database/data-source';
import type { DataSource } from 'typeorm';
import { AccessGuard, EveryHandlerDeclaresAccess } from './access';
import { ApiDescriptionController } from './api-description.controller';
import { CONFIG, type Config } from './config';
import { refusePowerfulRole } from './database-role';
import { DATABASE_URL } from './database-url';
import { FeedsDatabase } from './feeds-database';
import { Health } from './health';
import { HealthController } from './health.controller';
import { Live } from './live';
import { LiveController } from './live.controller';
import { FAMILY_MAIL, MailServer } from './mail';
import { MAIL_CATCHER, smtpUrlOf, startMailCatcher, type MailCatcher } from './mail-catcher';
import { MailCatcherController } from './mail-catcher.controller';
import { SESSION_SECRET } from './session-secret';
import { Database } from './tx';
import { askSender } from './unit-on-paper';
import { ParseBySchema } from './validation';

/** Connections of the background loops in one process: they work one thing at a time, surveys two. */
const WORKER_POOL = 6;
/** Of the loop that issues letters for the people who asked for them. */
const BATCH_POOL = 1;

/** What every concept stands on: the pools, transactions, live hints, mail, health and the rules of each request. */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(@Inject(MAIL_CATCHER) private readonly catcher: MailCatcher | null) {}

  /** After the workers have ended: until then they may send. */
  async onApplicationShutdown(): Promise<void> {
    await this.catcher?.stop();
  }

  static with(config: Config, databaseUrl: string, sessionSecret: string): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        DiscoveryModule,
        pool('app', databaseUrl, config.poolSize, config.prepared),
        pool('worker', databaseUrl, WORKER_POOL, config.prepared),
        pool('batches', databaseUrl, BATCH_POOL, config.prepared, 'app'),
      ],
      controllers: [HealthController, MailCatcherController, LiveController, ApiDescriptionController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: DATABASE_URL, useValue: databaseUrl },
        { provide: SESSION_SECRET, useValue: sessionSecret },
        Database,
        FeedsDatabase,
        Live,
        Health,
        ...MAIL,
        EveryHandlerDeclaresAccess,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: ParseBySchema },
      ],
      exports: [CONFIG, SESSION_SECRET, Database, FeedsDatabase, Live, FAMILY_MAIL, MAIL_CATCHER, TypeOrmModule],
    };
  }
}

/**
 * A pool that acts as one role from its first statement. It fails at once where the database is away, and when the role
 * is one that row-level policies do not bind.
 */
function pool(name: string, url: string, size: number, prepared: boolean, role = name as DatabaseRole): DynamicModule {
  return TypeOrmModule.forRootAsync({
    name,
    useFactory: () => ({ name, type: 'postgres', retryAttempts: 0, toRetry: () => false }),
    dataSourceFactory: async () => {
      const opened = await createDataSource(url, role, size, prepared).initialize();
      try {
        await refusePowerfulRole(opened);
        return opened;
      } catch (error) {
        await opened.destroy();
        throw error;
      }
    },
  });
}

const MAIL: Provider[] = [
  {
    provide: MAIL_CATCHER,
    inject: [CONFIG],
    useFactory: ({ demo, role, mail }: Config): Promise<MailCatcher> | null =>
      demo && role === 'all' && !mail.smtpUrl ? startMailCatcher() : null,
  },
  {
    provide: FAMILY_MAIL,
    inject: [CONFIG, MAIL_CATCHER, getDataSourceToken('worker')],
    useFactory: (config: Config, catcher: MailCatcher | null, worker: DataSource): MailServer | null => {
      const smtpUrl = smtpUrlOf(config, catcher);
      return smtpUrl === null ? null : new MailServer(config, smtpUrl, askSender(worker));
    },
  },
];
