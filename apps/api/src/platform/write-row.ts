import type { EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import type { Tx } from './tx';

/** The database's clock, as a value to be written. */
export const NOW = (): string => 'sec.now()';

/** Its day in London. */
export const TODAY = (): string => `(sec.now() AT TIME ZONE 'Europe/London')::date`;

/** What every change of a row with a version writes. */
export const NEXT_VERSION = (): string => 'version + 1';

/** Adds who writes to the authors of what is written. */
export const WITH_AUTHOR = (): string =>
  'CASE WHEN sec.uid() = ANY (authors) THEN authors ELSE authors || sec.uid() END';

function inserting<Entity extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<Entity>,
  row: QueryDeepPartialEntity<Entity>,
) {
  const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  return tx
    .createQueryBuilder()
    .insert()
    .into(entity, Object.keys(given))
    .values(given as QueryDeepPartialEntity<Entity>)
    .updateEntity(false);
}

/**
 * Inserts one row. It names the columns of `row` and no others, and reads nothing back: many columns are for the database
 * alone to fill in, and who may write a row may not always read it. `tx.insert` does both.
 */
export async function insertRow<Entity extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<Entity>,
  row: QueryDeepPartialEntity<Entity>,
): Promise<void> {
  await inserting(tx, entity, row).execute();
}

/**
 * Inserts one row unless one with the same `key` is there already, of those that `among` says; without a key, unless any
 * unique key of the table is taken. Answers its primary key, or null when nothing was inserted.
 */
export async function insertOnce<Entity extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<Entity>,
  row: QueryDeepPartialEntity<Entity>,
  key: (keyof Entity & string)[] = [],
  among?: string,
): Promise<string | null> {
  const table = tx.dataSource.getMetadata(entity);
  const column = (name: string) => table.findColumnWithPropertyName(name)!.databaseName;
  const primary = table.primaryColumns[0]!.databaseName;
  const insert = inserting(tx, entity, row).returning(primary);
  if (key.length === 0) insert.orIgnore();
  else insert.orUpdate([], key.map(column), among === undefined ? {} : { indexPredicate: among });
  const { raw } = await insert.execute();
  return (raw as Record<string, string>[])[0]?.[primary] ?? null;
}

/** Inserts one row whose id the database gives. */
export async function insertForId<Entity extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<Entity>,
  row: QueryDeepPartialEntity<Entity>,
): Promise<string> {
  const { raw } = await inserting(tx, entity, row).returning('id').execute();
  return (raw as { id: string }[])[0]!.id;
}
