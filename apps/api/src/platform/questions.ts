import pg from 'pg';
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

  /**
   * The instant of the transaction, asked along with the rest: `databaseNow` takes a round trip of its own where nothing
   * was asked before.
   */
  static now(): Question<Date> {
    return Question.row<{ now: Date }>('SELECT sec.now() AS now').to((found) => found!.now);
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

const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

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
  let sending = false;
  // One statement at a time: what is asked while one is under way goes with the next.
  const send = async (): Promise<void> => {
    for (sending = true; waiting.length > 0; await turn()) {
      const asked = waiting;
      waiting = [];
      await askTogether(tx, asked).then(
        (found) => asked.forEach(({ done }, place) => done(found[place]!)),
        (error: unknown) => asked.forEach(({ fail }) => fail(error)),
      );
    }
    sending = false;
  };
  const collecting = Object.create(tx, {
    query: {
      value: (sql: string, parameters: unknown[] = []) =>
        new Promise((done, fail) => {
          // When everything that can go on without an answer has done so.
          if (waiting.length === 0 && !sending) void turn().then(send);
          waiting.push({ sql, parameters, done, fail });
        }),
    },
  }) as Tx;
  // When one fails the others end first: nothing of theirs is asked behind the end of the transaction.
  const ended = await Promise.allSettled(
    Object.entries(reads).map(async ([name, read]) => [name, await read(collecting)] as const),
  );
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  const answers = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return Object.fromEntries(answers) as { [Name in keyof Of]: Awaited<ReturnType<Of[Name]>> };
}

/** The rows of each; what is asked twice is asked once. */
async function askTogether(tx: Tx, leaves: readonly Leaf[]): Promise<unknown[][]> {
  const different = new Map(leaves.map((leaf) => [keyOf(leaf), leaf]));
  const instants = different.size > 1 ? await instantsOf(tx, [...different.values()]) : null;
  const joinable = [...different].filter(([, { sql }]) => instants?.get(sql));
  const together = joinable.length > 1 ? joinable : [];
  const found = new Map<string, unknown[]>();
  // A page opens whatever it asks for: what cannot go together goes alone.
  for (const [key, { sql, parameters }] of different)
    if (!together.some(([one]) => one === key)) found.set(key, await rows(tx, sql, parameters));
  if (together.length > 0) {
    const leavesOf = together.map(([, leaf]) => leaf);
    const answers = await joined(tx, leavesOf, (sql) => instants!.get(sql)!);
    together.forEach(([key], place) => found.set(key, answers[place]!));
  }
  return leaves.map((leaf) => found.get(keyOf(leaf))!);
}

function keyOf({ sql, parameters }: Leaf): string {
  return `${sql} ${JSON.stringify(parameters)}`;
}

const LOCKS = /\bFOR\s+(NO\s+KEY\s+)?(UPDATE|SHARE)\b/i;

/** Each SELECT becomes one column of one row. The texts are constants, so the parameters are all that is renumbered. */
async function joined(tx: Tx, leaves: Leaf[], instantsIn: (sql: string) => readonly string[]): Promise<unknown[][]> {
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
  return leaves.map(({ sql }, place) => found![`a${place}`]!.map((row) => withInstants(row, instantsIn(sql))));
}

/**
 * Of texts asked together with others, which of their columns are instants; null for a text that has to be asked alone.
 * Texts with the number of a page come and go.
 */
const described = new Map<string, readonly string[] | null>();
const MOST_DESCRIBED = 2_000;

/** As PostgreSQL describes each text the first time that a process joins it: what a value looks like decides nothing. */
async function instantsOf(tx: Tx, leaves: Leaf[]): Promise<ReadonlyMap<string, readonly string[] | null>> {
  const all = new Map(leaves.map(({ sql }) => [sql, described.get(sql) ?? null]));
  const unknown = leaves.filter(({ sql }) => !described.has(sql));
  if (unknown.length === 0) return all;
  const runner = tx.queryRunner ?? tx.dataSource.createQueryRunner();
  const connection = (await runner.connect()) as pg.ClientBase;
  try {
    for (const { sql, parameters } of unknown) {
      const { fields } = await connection.query({
        text: `SELECT * FROM (${sql}\n) AS q WHERE false`,
        values: parameters,
      });
      const instants = instantsAmong(fields, sql);
      all.set(sql, instants);
      if (described.size >= MOST_DESCRIBED) described.clear();
      described.set(sql, instants);
    }
  } finally {
    if (!tx.queryRunner) await runner.release();
  }
  return all;
}

const { BOOL, INT2, INT4, TEXT, UUID, VARCHAR, DATE, JSON: PLAIN_JSON, JSONB, FLOAT4, FLOAT8 } = pg.types.builtins;
const LISTS = { text: 1009, uuid: 2951, varchar: 1015, int4: 1007 };
/** What comes out of JSON as it comes out of a row. */
const THE_SAME = new Set<number>([
  ...[BOOL, INT2, INT4, TEXT, UUID, VARCHAR, DATE, PLAIN_JSON, JSONB, FLOAT4, FLOAT8],
  ...Object.values(LISTS),
]);
const INSTANT = pg.types.builtins.TIMESTAMPTZ;

/** Null: bigint and numeric would become numbers and lose digits, and what is locked is read after the lock. */
function instantsAmong(fields: pg.FieldDef[], sql: string): string[] | null {
  const kept = fields.every(({ dataTypeID }) => dataTypeID === INSTANT || THE_SAME.has(dataTypeID));
  if (!kept || LOCKS.test(sql)) return null;
  return fields.filter(({ dataTypeID }) => dataTypeID === INSTANT).map(({ name }) => name);
}

const readInstant = pg.types.getTypeParser(INSTANT) as (text: string) => unknown;

/** Instants come out of JSON as text; as columns of a row they are what they would be without it. */
function withInstants(row: Record<string, unknown>, instants: readonly string[]): Record<string, unknown> {
  for (const name of instants) if (typeof row[name] === 'string') row[name] = readInstant(row[name].replace('T', ' '));
  return row;
}
