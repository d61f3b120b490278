import { rows, type Tx } from './tx';

interface Leaf {
  sql: string;
  parameters: unknown[];
}

/**
 * Something to be read that waits to be asked together with others, so that a page is one statement and not twenty. It
 * must not depend on the answer of another question.
 */
export class Question<T> {
  private constructor(
    private readonly leaves: readonly Leaf[],
    private readonly read: (found: unknown[][]) => T,
  ) {}

  /** The rows of a SELECT. `Row` is a promise of the SQL beside it. */
  static rows<Row>(sql: string, parameters: unknown[] = []): Question<Row[]> {
    return new Question([{ sql, parameters }], ([found]) => found as Row[]);
  }

  /** The first row of a SELECT, if any. */
  static row<Row>(sql: string, parameters: unknown[] = []): Question<Row | undefined> {
    return Question.rows<Row>(sql, parameters).to(([first]) => first);
  }

  /** What needs no asking, where others must be asked. */
  static known<T>(value: T): Question<T> {
    return new Question([], () => value);
  }

  static all<Of extends Record<string, Question<unknown>>>(
    questions: Of,
  ): Question<{ [Name in keyof Of]: Of[Name] extends Question<infer T> ? T : never }> {
    const parts = Object.entries(questions);
    return new Question(
      parts.flatMap(([, { leaves }]) => leaves),
      (found) => {
        let from = 0;
        const answers = parts.map(([name, part]) => {
          const own = found.slice(from, from + part.leaves.length);
          from += part.leaves.length;
          return [name, part.read(own)];
        });
        return Object.fromEntries(answers) as { [Name in keyof Of]: Of[Name] extends Question<infer T> ? T : never };
      },
    );
  }

  to<Other>(change: (answer: T) => Other): Question<Other> {
    return new Question(this.leaves, (found) => change(this.read(found)));
  }

  /** Asks everything in one statement. */
  async ask(tx: Tx): Promise<T> {
    return this.read(await askTogether(tx, this.leaves));
  }
}

type Reads = Record<string, (tx: Tx) => Promise<unknown>>;

/**
 * Reads beside one another: whatever they ask at the same time goes as one statement. For reads alone, as none of them
 * sees what another one writes.
 */
export async function sideBySide<Of extends Reads>(
  tx: Tx,
  reads: Of,
): Promise<{ [Name in keyof Of]: Awaited<ReturnType<Of[Name]>> }> {
  let waiting: (Leaf & { done: (found: unknown[]) => void; fail: (error: unknown) => void })[] = [];
  const send = (): void => {
    const asked = waiting;
    waiting = [];
    askTogether(tx, asked).then(
      (found) => asked.forEach(({ done }, place) => done(found[place]!)),
      (error: unknown) => asked.forEach(({ fail }) => fail(error)),
    );
  };
  const collecting = Object.create(tx, {
    query: {
      value: (sql: string, parameters: unknown[] = []) =>
        new Promise((done, fail) => {
          // When everything that can go on without an answer has done so.
          if (waiting.length === 0) setImmediate(send);
          waiting.push({ sql, parameters, done, fail });
        }),
    },
  }) as Tx;
  const answers = await Promise.all(
    Object.entries(reads).map(async ([name, read]) => [name, await read(collecting)] as const),
  );
  return Object.fromEntries(answers) as { [Name in keyof Of]: Awaited<ReturnType<Of[Name]>> };
}

/** The rows of each; what is asked twice is asked once. */
async function askTogether(tx: Tx, leaves: readonly Leaf[]): Promise<unknown[][]> {
  const different = new Map(leaves.map((leaf) => [keyOf(leaf), leaf]));
  const [only, ...more] = different.values();
  if (!only) return [];
  const found = more.length === 0 ? [await rows(tx, only.sql, only.parameters)] : await joined(tx, [only, ...more]);
  const place = new Map([...different.keys()].map((key, at) => [key, at]));
  return leaves.map((leaf) => found[place.get(keyOf(leaf))!]!);
}

function keyOf({ sql, parameters }: Leaf): string {
  return `${sql} ${JSON.stringify(parameters)}`;
}

/** Each SELECT becomes one column of one row. The texts are constants, so the parameters are all that is renumbered. */
async function joined(tx: Tx, leaves: Leaf[]): Promise<unknown[][]> {
  const parameters: unknown[] = [];
  const columns = leaves.map(({ sql, parameters: own }, place) => {
    const before = parameters.length;
    parameters.push(...own);
    const renumbered = sql.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + before}`);
    return `(SELECT coalesce(json_agg(q), '[]') FROM (${renumbered}\n) AS q) AS a${place}`;
  });
  const [found] = await rows<Record<string, Record<string, unknown>[]>>(
    tx,
    `SELECT ${columns.join(',\n')}`,
    parameters,
  );
  return leaves.map((_, place) => found![`a${place}`]!.map(withInstants));
}

const INSTANT = /^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/;

/** Instants come out of JSON as text; as columns of a row they are what they would be without it. */
function withInstants(row: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row))
    if (typeof value === 'string' && INSTANT.test(value)) row[name] = new Date(value);
  return row;
}
