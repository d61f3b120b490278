import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { RouteByName } from '@shared-care/contracts/all-routes';
import type { AnswerOf, BodyOf, ParamsOf, QueryOf } from '@shared-care/contracts/route';
import { API, FILE_NAME_HEADER, FILE_TYPE, IDEMPOTENCY_HEADER, UNATTENDED_HEADER } from '@shared-care/contracts/routes';
import { firstValueFrom, timeout } from 'rxjs';

type Name = keyof RouteByName;
type Params<N extends Name> = keyof ParamsOf<RouteByName[N]> extends never
  ? { params?: undefined }
  : { params: ParamsOf<RouteByName[N]> };
/** What may be left out of a query may be null as well: neither is sent. */
type Asking<Q> = { [F in keyof Q]: undefined extends Q[F] ? Q[F] | null : Q[F] };
type Query<N extends Name> =
  QueryOf<RouteByName[N]> extends undefined
    ? { query?: undefined }
    : Partial<QueryOf<RouteByName[N]>> extends QueryOf<RouteByName[N]>
      ? { query?: Asking<QueryOf<RouteByName[N]>> }
      : { query: Asking<QueryOf<RouteByName[N]>> };
type Body<N extends Name> =
  BodyOf<RouteByName[N]> extends undefined ? { body?: undefined } : { body: BodyOf<RouteByName[N]> };
type Key<N extends Name> = RouteByName[N] extends { once: true }
  ? /** The same for every try at one save, so that a lost answer cannot make two. */ { key: string }
  : { key?: undefined };
/** The routes that are `PUT` take the bytes of a file. */
type Sent<N extends Name> = N extends `PUT ${string}` ? { file: File } : { file?: undefined };
interface Manner {
  /** No person at the screen asked for this: it does not keep the session alive. */
  unattended?: boolean;
  /** A server that says nothing for longer counts as one that cannot be reached. */
  patienceMs?: number;
}
type Asked<N extends Name> = Params<N> & Query<N> & Body<N> & Key<N> & Sent<N> & Manner;

/**
 * Calls a route by its name in the route table: `call('POST patients/:id/transition', { params: { id }, body })`. The
 * table is known to the compiler alone, so that a page loads no schema of an answer.
 *
 * @throws HttpErrorResponse with the problem that the server answered, or TimeoutError
 */
@Service()
export class Api {
  private readonly http = inject(HttpClient);

  call<N extends Name>(
    name: N,
    ...[asked]: Record<never, never> extends Asked<N> ? [asked?: Asked<N>] : [asked: Asked<N>]
  ): Promise<AnswerOf<RouteByName[N]>> {
    const {
      params = {},
      query,
      body,
      key,
      file,
      unattended,
      patienceMs,
    } = (asked ?? {}) as Partial<{
      params: Record<string, string>;
      query: Record<string, string | number | boolean | null | undefined>;
      body: unknown;
      key: string;
      file: File;
    }> &
      Manner;
    const [method, path] = name.split(' ') as [string, string];
    const sent = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null);
    const answer = this.http.request<AnswerOf<RouteByName[N]>>(
      method,
      `${API}/${path.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(params[part]!))}`,
      {
        body: file ?? body,
        params: Object.fromEntries(sent.map(([field, value]) => [field, String(value)])),
        headers: {
          ...(file === undefined
            ? {}
            : { 'Content-Type': FILE_TYPE, [FILE_NAME_HEADER]: encodeURIComponent(file.name) }),
          ...(key === undefined ? {} : { [IDEMPOTENCY_HEADER]: key }),
          ...(unattended ? { [UNATTENDED_HEADER]: '1' } : {}),
        },
      },
    );
    return firstValueFrom(patienceMs === undefined ? answer : answer.pipe(timeout(patienceMs)));
  }
}
