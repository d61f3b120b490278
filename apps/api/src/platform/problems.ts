import type { FieldProblem, Problem, ProblemCode } from '@shared-care/contracts/problem';

/** A refusal on purpose. Anything else that is thrown is a defect or an outage. */
export abstract class ProblemError extends Error {
  abstract readonly status: number;
  abstract readonly code: ProblemCode;
  abstract readonly title: string;
  readonly errors?: FieldProblem[];
  readonly current?: Record<string, unknown>;
}

/** What was sent cannot be used; each entry names a field and what to do. */
export class InvalidInput extends ProblemError {
  readonly status = 400;
  readonly code = 'invalid';
  readonly title = 'Some of this cannot be used';
  constructor(
    override readonly errors: FieldProblem[],
    detail = 'Mend the fields named and send it again. Nothing was saved.',
  ) {
    super(detail);
  }
}

export class NotSignedIn extends ProblemError {
  readonly status = 401;
  readonly code = 'not_signed_in';
  readonly title = 'You are not signed in';
  constructor(detail = 'Sign in and try again.') {
    super(detail);
  }
}

/** The one answer for "not there" and "not yours", so that neither can be told from the other. */
export class NotFound extends ProblemError {
  readonly status = 404;
  readonly code = 'not_found';
  readonly title = 'Nothing here that you can open';
  constructor() {
    super('It does not exist, or it is not yours to see.');
  }
}

/** Somebody else was first; `current` says who or what. */
export class Conflict extends ProblemError {
  readonly status = 409;
  readonly code = 'conflict';
  readonly title = 'Someone else was first';
  constructor(
    detail: string,
    override readonly current: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/** Well formed, but the state of things does not allow it; each entry names what is missing. */
export class Refused extends ProblemError {
  readonly status = 422;
  readonly code = 'refused';
  readonly title = 'This cannot be done yet';
  constructor(
    detail: string,
    override readonly errors: FieldProblem[] = [],
  ) {
    super(detail);
  }
}

/** The record was closed because the same child has another; `current` says which, to those who may know. */
export class Merged extends ProblemError {
  readonly status = 410;
  readonly code = 'merged';
  readonly title = 'This record was merged into another';
  override readonly current: Record<string, unknown>;
  constructor(survivorId: string) {
    super(MERGED_DETAIL);
    this.current = { survivorId };
  }
}

export const MERGED_DETAIL = 'Find the child again and go on in the record that is kept. Nothing was saved.';

/** More than is read here at once. */
export class TooLarge extends ProblemError {
  readonly status = 413;
  readonly code = 'too_large';
  readonly title = 'This is too large';
}

/** A body of another kind than is taken here. */
export class WrongContentType extends ProblemError {
  readonly status = 415;
  readonly code = 'wrong_content_type';
  readonly title = 'This kind of content is not understood';
}

/** Too often in too short a time; says when to come back, and nothing about who is known here. */
export class TooMany extends ProblemError {
  readonly status = 429;
  readonly code = 'too_many';
  readonly title = 'Too many tries';
  constructor(readonly retryAfterSeconds: number) {
    const minutes = Math.ceil(retryAfterSeconds / 60);
    super(
      `Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again, use a browser you have signed in with before, or ring the unit.`,
    );
  }
}

/** As many live streams are open as may be; the screen says that it is not live, and fetches by itself. */
export class TooManyStreams extends ProblemError {
  readonly status = 429;
  readonly code = 'too_many';
  readonly title = 'Too many screens';
  constructor() {
    super('Close another tab of Shared Care. Until then this one fetches every 30 seconds.');
  }
}

export function problemFrom(error: ProblemError, reference: string): Problem {
  return {
    type: 'about:blank',
    status: error.status,
    code: error.code,
    title: error.title,
    detail: error.message,
    ...(error.errors?.length ? { errors: error.errors } : {}),
    ...(error.current ? { current: error.current } : {}),
    reference,
  };
}
