import type * as z from 'zod';
import type { ActionOn, Resource } from './permissions';

/** A line of the permission table, or why everybody on the network may ask. */
export type RouteAccess = { [R in Resource]: readonly [R, ActionOn<R>] }[Resource] | { readonly open: string };

/** A successful answer without a body (204). */
export const NOTHING = 'nothing';
/** The answer is a file or a stream of this media type. */
export interface FileAnswer {
  readonly file: string;
}

export interface RouteTerms {
  readonly access: RouteAccess;
  /** Of parts of the path that are no UUID. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodType;
  /** The file's media types, when the body is the bytes of a file and no JSON. */
  readonly body?: z.ZodType | FileAnswer;
  /** What the route answers, exactly: a field that it does not name is a defect. */
  readonly answer: z.ZodType | typeof NOTHING | FileAnswer;
  /** When it is not 200, or 204 for {@link NOTHING}. */
  readonly status?: 201 | 202;
  /** The same save may be sent twice: it carries an `Idempotency-Key`, and the second is no second save. */
  readonly once?: true;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One door of the API, written once: the server, its clients, the access matrix and the printed description read it. */
export type Route<M extends Method = Method, P extends string = string, T extends RouteTerms = RouteTerms> = T & {
  readonly method: M;
  /** Below `/api/`, for example `alerts/:id/close`. */
  readonly path: P;
};

const route =
  <M extends Method>(method: M) =>
  <const P extends string, const T extends RouteTerms>(path: P, terms: T): Route<M, P, T> => ({
    method,
    path,
    ...terms,
  });

export const get = route('GET');
export const post = route('POST');
export const put = route('PUT');
export const del = route('DELETE');

type NamesIn<P extends string> = P extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | NamesIn<More>
    : Rest
  : never;

/** `{ id: string }` of `patients/:id/transition`. */
export type ParamsOf<R extends Route> = Readonly<Record<NamesIn<R['path']>, string>>;

/** What is sent as the query, before its schema has filled in what may be left out. */
export type QueryOf<R extends Route> = R['query'] extends z.ZodType ? z.input<R['query']> : undefined;
export type BodyOf<R extends Route> = R['body'] extends z.ZodType ? z.input<R['body']> : undefined;
/** What an answer holds as JSON. */
export type AnswerOf<R extends Route> = R['answer'] extends z.ZodType ? z.output<R['answer']> : undefined;
