/// <reference types="vite/types/importMeta.d.ts" />
import { ALL_ROUTES } from '@shared-care/contracts/all-routes';
import { PERMISSIONS } from '@shared-care/contracts/permissions';
import { PROBLEM_CODES } from '@shared-care/contracts/problem';
import { NOTHING, type Route } from '@shared-care/contracts/route';
import { IDEMPOTENCY_HEADER, WRITE_TOKEN_HEADER } from '@shared-care/contracts/routes';
import * as z from 'zod';

const ROOMS = import.meta.glob<Record<string, unknown>>('../../../../libs/contracts/src/*/{answers,shapes}.ts', {
  eager: true,
});

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of every route in the table: what it takes, what it answers, who may ask. */
export function openApi(): Json {
  const schemas = new Schemas();
  const paths: Record<string, Json> = {};
  for (const [concept, routes] of Object.entries<Record<string, Route>>(ALL_ROUTES))
    for (const [name, route] of Object.entries(routes)) {
      const path = `/api/${route.path.replace(/:(\w+)/g, '{$1}')}`;
      (paths[path] ??= {})[route.method.toLowerCase()] = operation(schemas, concept, name, route);
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shared Care',
      version: '1',
      description: 'The API of the staff dashboard. Times are UTC. Every refusal is a problem (RFC 9457).',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }],
    tags: Object.keys(ALL_ROUTES).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'shared-care', description: 'Set by signing in.' },
      },
      schemas: schemas.printed(),
      responses: {
        Problem: {
          description: 'A refusal. A thing that is not there and a thing that the person may not see look alike (404).',
          content: { 'application/problem+json': { schema: PROBLEM } },
        },
      },
    },
  };
}

function operation(schemas: Schemas, concept: string, name: string, route: Route): Json {
  const open = 'open' in route.access;
  return {
    tags: [concept],
    operationId: `${concept}.${name}`,
    summary: words(name),
    ...('open' in route.access
      ? { security: [], description: `Open: ${route.access.open}.` }
      : { description: `For ${rolesOf(route.access[0], route.access[1])}.`, 'x-permission': route.access.join(' ') }),
    parameters: [...pathParameters(schemas, route), ...queryParameters(route), ...headers(route)],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: bodyOf(schemas, route.body) } }),
    responses: {
      [route.status ?? (route.answer === NOTHING ? 204 : 200)]: answerOf(schemas, route.answer),
      ...(route.once && route.status === 201 ? { 200: answerOf(schemas, route.answer) } : {}),
      ...(open ? {} : { 401: { $ref: '#/components/responses/Problem' } }),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function rolesOf(resource: string, action: string): string {
  const lines: Record<string, Record<string, readonly string[]>> = PERMISSIONS;
  return (lines[resource]?.[action] ?? []).join(', ');
}

/** `handBack` → `Hand back`. */
function words(name: string): string {
  const spaced = name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function pathParameters(schemas: Schemas, route: Route): Json[] {
  return [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => {
    const own = route.params?.[name!];
    const schema = own ? schemas.of(own, 'input') : { type: 'string', format: 'uuid' };
    return { name, in: 'path', required: true, schema };
  });
}

function queryParameters(route: Route): Json[] {
  if (!route.query) return [];
  const { properties = {}, required = [] } = shapeOf(route.query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function headers(route: Route): Json[] {
  const header = (name: string, description: string): Json => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(route.method === 'GET' ? [] : [header(WRITE_TOKEN_HEADER, 'The value of the write token cookie.')]),
    ...(route.once ? [header(IDEMPOTENCY_HEADER, 'A UUID, the same for every try at one save.')] : []),
  ];
}

function bodyOf(schemas: Schemas, body: NonNullable<Route['body']>): Json {
  if ('safeParse' in body) return { 'application/json': { schema: schemas.of(body, 'input') } };
  return { [body.file]: { schema: { type: 'string', format: 'binary' } } };
}

function answerOf(schemas: Schemas, answer: Route['answer']): Json {
  if (typeof answer === 'string') return { description: 'Done.' };
  if ('safeParse' in answer)
    return { description: 'The answer.', content: { 'application/json': { schema: schemas.of(answer, 'output') } } };
  return { description: 'A file or a stream.', content: { [answer.file]: { schema: { type: 'string' } } } };
}

/** Schemas under the names that `contracts` gives them, each printed once. */
class Schemas {
  private readonly names = new Map<unknown, string>();
  private readonly used = new Map<string, Json>();

  constructor() {
    for (const [file, exported] of Object.entries(ROOMS)) {
      const room = file.split('/').at(-2)!;
      for (const [name, schema] of Object.entries(exported))
        if (schema instanceof z.ZodType && /^[A-Z]/.test(name) && !this.names.has(schema))
          this.names.set(schema, [...this.names.values()].includes(name) ? `${room}.${name}` : name);
    }
  }

  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const name = this.names.get(schema);
    if (name === undefined) return this.print(schema, io);
    // Both ways only where they differ: a default that may be left out is always answered.
    const key = io === 'input' && this.differs(schema) ? `${name}.sent` : name;
    if (!this.used.has(key)) {
      this.used.set(key, {});
      this.used.set(key, this.print(schema, io));
    }
    return { $ref: `#/components/schemas/${key}` };
  }

  printed(): Record<string, Json> {
    return Object.fromEntries([...this.used].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private differs(schema: z.ZodType): boolean {
    return JSON.stringify(shapeOf(schema, 'input')) !== JSON.stringify(shapeOf(schema, 'output'));
  }

  /** One level; named schemas below become references. */
  private print(schema: z.ZodType, io: 'input' | 'output'): Json {
    const printed = shapeOf(schema, io, (part, json) => {
      if (part === schema || !this.names.has(part)) return;
      const reference = this.of(part as z.ZodType, io);
      for (const key of Object.keys(json)) Reflect.deleteProperty(json, key);
      Object.assign(json, reference);
    });
    return printed;
  }
}

function shapeOf(schema: z.ZodType, io: 'input' | 'output', each?: (part: unknown, json: Json) => void): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    ...(each && { override: ({ zodSchema, jsonSchema }) => each(zodSchema, jsonSchema as Json) }),
  }) as Json;
  return json;
}

const PROBLEM: Json = {
  type: 'object',
  required: ['type', 'status', 'code', 'title', 'detail', 'reference'],
  properties: {
    type: { const: 'about:blank' },
    status: { type: 'integer' },
    code: { enum: PROBLEM_CODES },
    title: { type: 'string' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    reference: { type: 'string', description: 'Finds the request in the log.' },
    current: { type: 'object', description: 'With `conflict`: who or what came first.' },
  },
};
