/**
 * The one shape of every refusal: RFC 9457 problem details, `application/problem+json`.
 * `code` is stable for programs, `title` and `detail` are for people, `errors` name fields.
 */
export interface Problem {
  type: 'about:blank';
  status: number;
  code: ProblemCode;
  title: string;
  detail: string;
  errors?: FieldProblem[];
  /** Quote this when asking for help; it finds the request in the log. */
  reference: string;
  /** With `conflict`: who or what came first, for example the owner of an alert. */
  current?: Record<string, unknown>;
}

export interface FieldProblem {
  /** Path of the field as sent, for example `arrival.at`; empty for the whole request. */
  field: string;
  message: string;
}

export const PROBLEM_CODES = [
  'invalid',
  'not_signed_in',
  'not_found',
  'conflict',
  'refused',
  'merged',
  'too_large',
  'too_many',
  'wrong_content_type',
  'unavailable',
  'failed',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];
