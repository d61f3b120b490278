import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';

/**
 * Logs carry allow-listed fields only: no bodies, no addresses, no queries, no error messages. Paths are logged with
 * their identifiers cut out.
 */
export const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime });

export function setLogLevel(level: string): void {
  log.level = level;
}

const IDENTIFIER = /[0-9a-f]{8}-[0-9a-f-]{27}|\d{4,}/gi;

export const requestLog = pinoHttp({
  logger: log,
  genReqId: () => randomUUID().slice(0, 8).toUpperCase(),
  serializers: {
    req: (request: { method: string; url: string; id: string }) => ({
      id: request.id,
      method: request.method,
      path: (request.url.split('?')[0] ?? '').replace(IDENTIFIER, ':id').slice(0, 80),
    }),
    res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    err: (error: { type?: string }) => ({ type: error.type }),
  },
  autoLogging: { ignore: (request) => !request.url?.startsWith('/api/') || request.url === '/api/live' },
  customLogLevel: (_request: IncomingMessage, response: ServerResponse) =>
    response.statusCode >= 500 ? 'error' : 'debug',
  customSuccessMessage: () => 'answered',
  customErrorMessage: () => 'failed',
});

declare module 'http' {
  interface IncomingMessage {
    id: string | number | object;
  }
}
