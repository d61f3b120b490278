import {
  applyDecorators,
  createParamDecorator,
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type ExecutionContext,
  type StreamableFile,
} from '@nestjs/common';
import { NOTHING, type AnswerOf, type FileAnswer, type ParamsOf, type Route } from '@shared-care/contracts/route';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import type * as z from 'zod';
import { ACCESS, type Declared } from './access';
import { InvalidInput, NotFound } from './problems';
import { idempotencyKey, PathId } from './validation';

/** What a handler is given: everything the route names, parsed. */
export interface Asked<R extends Route> {
  user: R['access'] extends { open: string } ? CurrentUser | undefined : CurrentUser;
  params: ParamsOf<R>;
  query: R['query'] extends z.ZodType ? z.output<R['query']> : undefined;
  body: R['body'] extends z.ZodType ? z.output<R['body']> : undefined;
  /** The same for every copy of one save. */
  key: R extends { once: true } ? string : undefined;
  /** For handlers that work on the session or on bytes. */
  request: Request;
  response: Response;
}

type Answered<R extends Route> = R['answer'] extends z.ZodType
  ? AnswerOf<R>
  : R['answer'] extends FileAnswer
    ? StreamableFile | string | Observable<unknown>
    : // What a handler without an answer returns is not sent.
      unknown;

type Handler<R extends Route> = (asked: Asked<R>) => Answered<R> | Promise<Answered<R>>;

/**
 * Serves a route: its method, path, status and line of the permission table, its input parsed before the handler runs.
 * The handler's types are the route's.
 */
export function Handle<const R extends Route>(
  route: R,
): <H extends Handler<R>>(target: object, name: string, handler: TypedPropertyDescriptor<H>) => void {
  const access: Declared | 'public' =
    'open' in route.access ? 'public' : { resource: route.access[0], action: route.access[1] };
  const mapped = applyDecorators(
    RequestMapping({ path: route.path, method: RequestMethod[route.method] }),
    HttpCode(route.status ?? (route.answer === NOTHING ? 204 : 200)),
    SetMetadata(ACCESS, access),
    ...(isFile(route.answer) ? [Header('Content-Type', route.answer.file)] : []),
  );
  return (target, name, handler) => {
    mapped(target, name, handler);
    AskedFor(route)(target, name, 0);
  };
}

const AskedFor = createParamDecorator((route: Route, context: ExecutionContext): Asked<Route> => {
  const http = context.switchToHttp();
  const request = http.getRequest<Request>();
  return {
    // Behind the guard there is one, unless the route is open.
    user: request.user as CurrentUser,
    params: paramsOf(route, request),
    query: (isSchema(route.query) ? parsed(route.query, request.query) : undefined) as undefined,
    body: (isSchema(route.body) ? parsed(route.body, request.body) : undefined) as undefined,
    key: (route.once ? idempotencyKey(request.get(IDEMPOTENCY_HEADER)) : undefined) as undefined,
    request,
    response: http.getResponse<Response>(),
  };
});

/** A malformed part of a path is answered like one that is not there. */
function paramsOf(route: Route, request: Request): Record<string, string> {
  const schemas = route.params ?? {};
  return Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => {
      const checked = (schemas[name] ?? PathId).safeParse(value);
      if (!checked.success) throw new NotFound();
      return [name, checked.data as string];
    }),
  );
}

function parsed(schema: z.ZodType, value: unknown): unknown {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw new InvalidInput(
    checked.error.issues
      .slice(0, 20)
      .map(({ path, message }) => ({ field: path.map((part) => String(part)).join('.'), message })),
  );
}

function isSchema(it: z.ZodType | FileAnswer | undefined): it is z.ZodType {
  return it !== undefined && 'safeParse' in it;
}

function isFile(it: Route['answer']): it is FileAnswer {
  return typeof it === 'object' && 'file' in it;
}
