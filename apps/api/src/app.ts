import 'reflect-metadata';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createDataSource } from '@shared-care/database/data-source';
import { channelsOf } from './alerts/channels/channels';
import { AppModule, type Databases } from './app.module';
import type { Config } from './platform/config';
import { MailServer } from './platform/mail';
import { startMailCatcher } from './platform/mail-catcher';
import { dashboard, middleware } from './platform/http';
import { setLogLevel } from './platform/logging';
import { FeedsDatabase } from './platform/feeds-database';
import { refusePowerfulRole } from './platform/database-role';
import { requestContext } from './platform/request-context';
import { sessions } from './platform/session';
import { askSender } from './platform/unit-on-paper';
import { speakPlainly } from './platform/validation';

export interface RunningApp {
  /** For example `http://localhost:3000`. */
  url: string;
  nest: NestExpressApplication;
  stop(): Promise<void>;
}

const DASHBOARD = resolve(import.meta.dirname, '../dashboard');

/** Serves the product on a migrated database. Listening is the last step: what answers is ready. */
export async function startApp(config: Config, databaseUrl: string, sessionSecret: string): Promise<RunningApp> {
  setLogLevel(config.logLevel);
  speakPlainly();
  const databases = await openDatabases(databaseUrl, config.poolSize);
  const signIn = sessions(config, sessionSecret, databases.app);
  let nest: NestExpressApplication | undefined;
  const catcher = config.demo && config.role === 'all' && !config.mail.smtpUrl ? await startMailCatcher() : null;
  const smtpUrl = config.mail.smtpUrl ?? catcher?.url ?? null;
  const channels = channelsOf(config, smtpUrl, databases.worker);
  const families = smtpUrl === null ? null : new MailServer(config, smtpUrl, askSender(databases.worker));
  try {
    await refusePowerfulRole(databases.app);
    await refusePowerfulRole(databases.worker);
    nest = await NestFactory.create<NestExpressApplication>(
      AppModule.with(config, databases, signIn.authenticate, { channels, families, catcher }),
      {
        logger: ['error', 'warn'],
        bodyParser: false,
        abortOnError: false,
      },
    );
    nest.set('trust proxy', config.trustedProxies);
    nest.disable('x-powered-by');
    nest.use(...middleware(config), ...signIn.handlers, requestContext);
    if (existsSync(DASHBOARD)) nest.use(...dashboard(DASHBOARD, signIn.greet));
    nest.setGlobalPrefix('api', { exclude: ['health/{*rest}'] });
    await nest.listen(config.port, config.host);
    const running = nest;
    const { port } = running.getHttpServer().address() as AddressInfo;
    return {
      url:
        config.publicUrl ??
        `http://${['0.0.0.0', '127.0.0.1', '::'].includes(config.host) ? 'localhost' : config.host}:${port}`,
      nest: running,
      stop: async () => {
        running.getHttpServer().closeIdleConnections();
        await running.close();
        signIn.close();
        await catcher?.stop();
        await closeDatabases(databases);
      },
    };
  } catch (error) {
    await nest?.close().catch(() => undefined);
    signIn.close();
    await catcher?.stop();
    await closeDatabases(databases);
    throw error;
  }
}

/** Connections of the background loops in one process: they work one thing at a time, surveys two. */
const WORKER_POOL = 6;

async function openDatabases(url: string, poolSize: number): Promise<Databases> {
  const app = await createDataSource(url, 'app', poolSize).initialize();
  try {
    const worker = await createDataSource(url, 'worker', WORKER_POOL).initialize();
    return { app, worker, feeds: new FeedsDatabase(url) };
  } catch (error) {
    await app.destroy();
    throw error;
  }
}

async function closeDatabases({ app, worker, feeds }: Databases): Promise<void> {
  await Promise.all([app.destroy(), worker.destroy(), feeds.close()]);
}
