import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';

/**
 * Logs carry allow-listed fields only: no bodies, no addresses, no queries, no error messages. Of a path the declared
 * route is logged, never what was typed: somebody may put a name where an id belongs.
 */
export const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime });

export function setLogLevel(level: string): void {
  log.level = level;
}

export const requestLog = pinoHttp({
  logger: log,
  genReqId: () => randomUUID().slice(0, 8).toUpperCase(),
  serializers: {
    req: ({ id, method }: { method: string; id: string }) => ({ id, method }),
    res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    err: (error: { type?: string }) => ({ type: error.type }),
  },
  autoLogging: { ignore: (request) => !request.url?.startsWith('/api/') || request.url === '/api/live' },
  customLogLevel: (_request: IncomingMessage, response: ServerResponse) =>
    response.statusCode >= 500 ? 'error' : 'debug',
  customSuccessObject: withRoute,
  customErrorObject: (request, response, _error, said: object) => withRoute(request, response, said),
  customSuccessMessage: () => 'answered',
  customErrorMessage: () => 'failed',
});

function withRoute(request: IncomingMessage, _response: ServerResponse, said: object): object {
  const { route } = request as { route?: { path?: string } };
  return { ...said, route: route?.path ?? 'none' };
}

declare module 'http' {
  interface IncomingMessage {
    id: string | number | object;
  }
}
