import { HttpErrorResponse } from '@angular/common/http';
import type { Problem } from '@shared-care/contracts/problem';
import { TimeoutError } from 'rxjs';

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

/** Whatever went wrong, as the one shape which screens show. */
export function toProblem(error: unknown): Problem {
  if (error instanceof HttpErrorResponse && isProblem(error.error)) return error.error;
  if (
    error instanceof TimeoutError ||
    (error instanceof HttpErrorResponse && (error.status === 0 || error.status >= 502))
  ) {
    return {
      type: 'about:blank',
      status: 0,
      code: 'unavailable',
      title: 'No connection to the server',
      detail: 'The server could not be reached. Try again, or ring the unit.',
      reference: '',
    };
  }
  return {
    type: 'about:blank',
    status: error instanceof HttpErrorResponse ? error.status : 0,
    code: 'failed',
    title: 'Something went wrong on this page',
    detail: 'Try again, or ring the unit.',
    reference: '',
  };
}

/** The message the server gave for one field, if any. */
export function fieldProblem(problem: Problem | null, field: string): string | null {
  return problem?.errors?.find((error) => error.field === field)?.message ?? null;
}
