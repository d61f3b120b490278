import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { pino } from 'pino';

/**
 * Logs carry allow-listed fields only: no bodies, no addresses, no queries, no error messages. Of a path the declared
 * route is logged, never what was typed: somebody may put a name where an id belongs.
 */
export const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime });

export function setLogLevel(level: string): void {
  log.level = level;
}

/** Gives each request its reference, and logs how it ended; nothing is put together that the level would not print. */
export const requestLog: RequestHandler = (request, response, next) => {
  request.id = randomUUID().slice(0, 8).toUpperCase();
  if (!request.path.startsWith('/api/') || request.path === '/api/live') return next();
  const began = performance.now();
  const said = (): void => {
    response.off('finish', said).off('close', said);
    const failed = response.statusCode >= 500;
    const level = failed ? 'error' : 'debug';
    if (!log.isLevelEnabled(level)) return;
    const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
    log[level](
      {
        req: { id: request.id, method: request.method },
        res: { status: response.statusCode },
        responseTime: Math.round(performance.now() - began),
        route,
      },
      failed ? 'failed' : 'answered',
    );
  };
  response.on('finish', said).on('close', said);
  next();
};

declare module 'http' {
  interface IncomingMessage {
    id: string | number | object;
  }
}
