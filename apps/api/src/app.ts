import 'reflect-metadata';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express, { type Express } from 'express';
import { AppModule } from './app.module';
import type { Config } from './platform/config';
import { dashboard, middleware, nothingHere } from './platform/http';
import { setLogLevel } from './platform/logging';
import { NestLogger } from './platform/nest-logger';
import { requestContext } from './platform/request-context';
import { Sessions } from './sign-in/sessions';
import { speakPlainly } from './platform/validation';

export interface RunningApp {
  /** For example `http://localhost:3000`. */
  url: string;
  nest: NestExpressApplication;
  stop(): Promise<void>;
}

/**
 * An idle connection is kept for longer than a reverse proxy keeps it (60 to 65 s by default). Where the server closes
 * first, a request of the proxy meets a closed connection now and then and fails.
 */
const KEPT_FOR_MS = 75_000;

/** Who sends half a request, byte by byte, keeps no place for longer than this. */
const HEADERS_WITHIN_MS = 15_000;
/** Long enough for the largest file of an import over a slow line. */
const REQUEST_WITHIN_MS = 120_000;
/** Connections of requests, beside those of the live streams. */
const CONNECTIONS = 1000;

const DASHBOARD = resolve(import.meta.dirname, '../dashboard');

/**
 * What guards `/api/` sees no other spelling of it, so no other spelling may reach a controller. Said before Nest sees the
 * server: its router is made once.
 */
function strictly(): Express {
  return express().set('case sensitive routing', true);
}

/** Serves the product on a migrated database. Listening is the last step: what answers is ready. */
export async function startApp(config: Config, databaseUrl: string, sessionSecret: string): Promise<RunningApp> {
  setLogLevel(config.logLevel);
  speakPlainly();
  const nest = await NestFactory.create<NestExpressApplication>(
    AppModule.with(config, databaseUrl, sessionSecret),
    new ExpressAdapter(strictly()),
    { logger: new NestLogger(), bodyParser: false, abortOnError: false },
  );
  try {
    const sessions = nest.get(Sessions);
    nest.set('trust proxy', config.trustedProxies);
    nest.disable('x-powered-by');
    nest.use(...middleware(config), ...sessions.handlers, requestContext);
    if (existsSync(DASHBOARD)) nest.use(...dashboard(DASHBOARD, sessions.greet));
    nest.setGlobalPrefix('api', { exclude: ['health/{*rest}'] });
    await nest.init();
    // Nest answers for what is below its prefix; the rest would get a page of Express' own.
    nest.use(nothingHere);
    const server = nest.getHttpServer();
    server.keepAliveTimeout = KEPT_FOR_MS;
    server.headersTimeout = HEADERS_WITHIN_MS;
    server.requestTimeout = REQUEST_WITHIN_MS;
    server.maxConnections = config.streams.most + CONNECTIONS;
    await nest.listen(config.port, config.host);
    const { port } = server.address() as AddressInfo;
    return {
      url:
        config.publicUrl ??
        `http://${['0.0.0.0', '127.0.0.1', '::'].includes(config.host) ? 'localhost' : config.host}:${port}`,
      nest,
      stop: async () => {
        server.closeIdleConnections();
        await nest.close();
      },
    };
  } catch (error) {
    await nest.close().catch(() => undefined);
    throw error;
  }
}
