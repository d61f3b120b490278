import { Catch, HttpException, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem, ProblemCode } from '@shared-care/contracts/problem';
import type { Request, Response } from 'express';
import { QueryFailedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { log } from './logging';
import { MERGED_DETAIL, NotFound, ProblemError, problemFrom, TooMany } from './problems';

type Words = Pick<Problem, 'status' | 'code' | 'title' | 'detail'>;

const words = (status: number, code: ProblemCode, title: string, detail: string): Words => ({
  status,
  code,
  title,
  detail,
});

const UNREADABLE = words(400, 'invalid', 'This cannot be read', 'Send well-formed JSON with an object at the top.');
const UNAVAILABLE = words(
  503,
  'unavailable',
  'Shared Care cannot reach its database',
  'Try again in a few seconds. Nothing was saved.',
);
const BUSY = words(
  503,
  'unavailable',
  'Somebody else is changing this at the same time',
  'Try again in a few seconds. Nothing was saved.',
);
const FAILED = words(
  500,
  'failed',
  'Something went wrong on our side',
  'Nothing was saved. Try again, or ring the unit and quote the reference.',
);

/** The record was closed between the look at it and the write: the table itself refused. */
const MERGED = words(410, 'merged', 'This record was merged into another', MERGED_DETAIL);

/** What the parts below our code throw before or beside it, by HTTP status. */
const BY_STATUS: Readonly<Record<number, Words>> = {
  400: UNREADABLE,
  405: words(405, 'not_found', 'This cannot be done here', 'Use another method.'),
  413: words(413, 'too_large', 'This is too large', 'Send less than 64 kB.'),
  415: words(415, 'wrong_content_type', 'This kind of content is not understood', 'Send application/json in UTF-8.'),
};

/** PostgreSQL: text that cannot be stored or understood. Schemas catch these first; this is the second net. */
const BAD_VALUE = new Set(['22021', '22P05', '22P02', '22007', '22008', '22003', '22001']);
/** Deadlock, serialisation failure, lock not to be had. */
const COLLISION = /^(40|55P03)/;
const OUTAGE = /^(08|53|57)|^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND)/;

/** Turns everything thrown into one problem shape. No stack, no SQL and no row ever leaves. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const reference = String(request.id ?? '');
    const problem = error instanceof ProblemError ? problemFrom(error, reference) : this.foreign(error, reference);
    if (problem.status >= 500)
      log.error({ reference, status: problem.status, kind: nameOf(error), code: codeOf(error), at: placeOf(error) });
    if (response.headersSent) {
      response.end();
      return;
    }
    if (problem.status === 503) response.setHeader('Retry-After', '5');
    if (error instanceof TooMany) response.setHeader('Retry-After', String(error.retryAfterSeconds));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private foreign(error: unknown, reference: string): Problem {
    const known = (found: Words): Problem => ({ type: 'about:blank', ...found, reference });
    const code = codeOf(error);
    if (code && OUTAGE.test(code)) return known(UNAVAILABLE);
    if (code && COLLISION.test(code)) return known(BUSY);
    if (code === 'SCM01') return known(MERGED);
    if (error instanceof QueryFailedError && code && BAD_VALUE.has(code)) return known(UNREADABLE);
    // The connection ended between two statements of a transaction, and was taken away from it.
    if (error instanceof QueryRunnerProviderAlreadyReleasedError) return known(UNAVAILABLE);
    if (
      error instanceof Error &&
      /Connection terminated|is not queryable|socket has been ended|Transaction is not started|timeout exceeded when trying to connect/.test(
        error.message,
      )
    )
      return known(UNAVAILABLE);
    const status =
      error instanceof HttpException
        ? error.getStatus()
        : Number((error as { status?: unknown } | null)?.status ?? 500);
    if (status === 404) return problemFrom(new NotFound(), reference);
    if (error instanceof URIError || error instanceof SyntaxError) return known(UNREADABLE);
    if (status >= 400 && status < 500) return known(BY_STATUS[status] ?? { ...UNREADABLE, status });
    return known(FAILED);
  }
}

function codeOf(error: unknown): string | null {
  const code =
    (error as { code?: unknown; driverError?: { code?: unknown } } | null)?.code ??
    (error as { driverError?: { code?: unknown } } | null)?.driverError?.code;
  return typeof code === 'string' ? code : null;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}

/** Our own place in the code; never the message, which may quote a row. */
function placeOf(error: unknown): string | undefined {
  return error instanceof Error
    ? error.stack
        ?.split('\n')
        .find((line) => /apps|dist|libs/.test(line) && !line.includes('node_modules'))
        ?.trim()
    : undefined;
}
