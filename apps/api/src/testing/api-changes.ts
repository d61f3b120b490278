interface Shape {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
}
interface Operation {
  parameters: { name: string; in: string; required: boolean; schema: Shape }[];
  requestBody?: { content: Record<string, { schema: Shape }> };
  responses: Record<string, { content?: Record<string, { schema: Shape }> }>;
}
export interface Described {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Shape> };
}

/**
 * What a client written against `before` can no longer rely on in `after`. New routes, new fields of an answer and new
 * fields that may be left out break nothing, nor does one more word in a list that is answered.
 */
export function breakingChanges(before: Described, after: Described): string[] {
  const found: string[] = [];
  for (const [path, methods] of Object.entries(before.paths))
    for (const [method, was] of Object.entries(methods)) {
      const name = `${method.toUpperCase()} ${path}`;
      const is = after.paths[path]?.[method];
      if (is) found.push(...changesOf(new Compared(before, after), was, is).map((what) => `${name}: ${what}`));
      else found.push(`${name} is gone`);
    }
  return found;
}

function changesOf(compared: Compared, was: Operation, is: Operation): string[] {
  const found: string[] = [];
  for (const parameter of was.parameters) {
    const now = is.parameters.find((it) => it.name === parameter.name && it.in === parameter.in);
    if (now) compared.taken(parameter.name, parameter.schema, now.schema, found);
    else found.push(`takes no ${parameter.name} any more`);
  }
  for (const { name, required } of is.parameters)
    if (required && !was.parameters.some((it) => it.name === name && it.required)) found.push(`demands ${name}`);
  const [wasBody, isBody] = [was.requestBody, is.requestBody].map((it) => it && Object.entries(it.content)[0]!);
  if (isBody && !wasBody) found.push('demands a body');
  if (wasBody && isBody) {
    if (wasBody[0] !== isBody[0]) found.push(`takes ${isBody[0]} and no ${wasBody[0]}`);
    else compared.taken('', wasBody[1].schema, isBody[1].schema, found);
  }
  for (const [status, answer] of Object.entries(was.responses)) {
    if (status === 'default' || status === '401') continue;
    const now = is.responses[status];
    const [kind, wasAnswered] = Object.entries(answer.content ?? {})[0] ?? [];
    if (!now) found.push(`answers ${status} no more`);
    else if (kind !== undefined && !now.content?.[kind]) found.push(`answers no ${kind} any more`);
    else if (kind !== undefined) compared.answered('', wasAnswered!.schema, now.content![kind]!.schema, found);
  }
  return found;
}

class Compared {
  private readonly seen = new Set<string>();

  constructor(
    private readonly before: Described,
    private readonly after: Described,
  ) {}

  /** What the server took and takes: it may take more, never less. */
  taken(at: string, was: Shape, is: Shape, found: string[]): void {
    const pair = this.pair('taken', was, is);
    if (!pair) return;
    const [before, after] = pair;
    const lost = kindsOf(before).filter((kind) => !kindsOf(after).includes(kind));
    if (lost.length > 0) found.push(`${at || 'the body'} may not be ${lost.join(' or ')} any more`);
    const words = wordsOf(before).filter((word) => wordsOf(after).length > 0 && !wordsOf(after).includes(word));
    if (words.length > 0) found.push(`${at || 'the body'} may not say ${words.join(' or ')} any more`);
    for (const name of after.required ?? [])
      if (!before.required?.includes(name)) found.push(`demands ${join(at, name)}`);
    for (const [name, part] of Object.entries(before.properties ?? {}))
      if (after.properties?.[name]) this.taken(join(at, name), part, after.properties[name], found);
      else if (after.properties) found.push(`takes no ${join(at, name)} any more`);
    this.below(before, after, (one, other) => this.taken(`${at}[]`, one, other, found));
  }

  /** What the server answered and answers: it may answer more, never less or of another kind. */
  answered(at: string, was: Shape, is: Shape, found: string[]): void {
    const pair = this.pair('answered', was, is);
    if (!pair) return;
    const [before, after] = pair;
    const more = kindsOf(after).filter((kind) => !kindsOf(before).includes(kind));
    if (more.length > 0) found.push(`${at || 'the answer'} may be ${more.join(' or ')}`);
    for (const [name, part] of Object.entries(before.properties ?? {}))
      if (!after.properties?.[name]) found.push(`answers no ${join(at, name)} any more`);
      else {
        if (before.required?.includes(name) && !after.required?.includes(name))
          found.push(`may answer without ${join(at, name)}`);
        this.answered(join(at, name), part, after.properties[name], found);
      }
    this.below(before, after, (one, other) => this.answered(`${at}[]`, one, other, found));
  }

  private below(before: Shape, after: Shape, compare: (one: Shape, other: Shape) => void): void {
    if (before.items && after.items) compare(before.items, after.items);
    const [ones, others] = [choices(before), choices(after)];
    if (ones.length === others.length) ones.forEach((one, index) => compare(one, others[index]!));
  }

  private pair(way: string, was: Shape, is: Shape): [Shape, Shape] | null {
    if (was.$ref !== undefined && is.$ref !== undefined) {
      const key = `${way} ${was.$ref} ${is.$ref}`;
      if (this.seen.has(key)) return null;
      this.seen.add(key);
    }
    return [resolved(this.before, was), resolved(this.after, is)];
  }
}

function resolved(described: Described, shape: Shape): Shape {
  return shape.$ref === undefined ? shape : described.components.schemas[shape.$ref.split('/').at(-1)!]!;
}

/** `T | null` is printed as a choice of two; an object may be printed as a reference. */
function choices(shape: Shape): Shape[] {
  return shape.anyOf ?? shape.oneOf ?? shape.allOf ?? [];
}

function kindsOf(shape: Shape): string[] {
  if (shape.$ref !== undefined) return ['object'];
  if (shape.type !== undefined) return [shape.type].flat();
  if (shape.const !== undefined) return [typeof shape.const];
  return [...new Set(choices(shape).flatMap(kindsOf))];
}

function wordsOf(shape: Shape): unknown[] {
  return shape.enum ?? (shape.const === undefined ? [] : [shape.const]);
}

function join(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}
