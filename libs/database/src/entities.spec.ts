import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

/** Columns that the database alone fills in and that TypeORM has no type for. */
const UNMAPPED = ['audit_entries.xid'];

type ColumnMetadata = DataSource['entityMetadatas'][number]['columns'][number];

interface Kept {
  place: string;
  type: string;
  /** Of a column that the database fills in, what it says counts alone. */
  nullable: boolean;
  /** As the catalogue prints it; of a generated column nothing, it is the database's. */
  default: string | null;
  databaseKept: boolean;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const TYPES: Readonly<Record<string, string>> = { int: 'int4', bigint: 'int8', boolean: 'bool' };

function mapped(table: string, column: ColumnMetadata): Kept {
  const type = TYPES[String(column.type)] ?? String(column.type);
  const databaseKept = !column.isInsert;
  return {
    place: `${table}.${column.databaseName}`,
    type: column.isArray ? `_${type}` : type,
    nullable: column.isNullable,
    default: databaseKept || column.isGenerated ? null : inSql(column.default),
    databaseKept: databaseKept || column.isGenerated,
  };
}

function inSql(value: ColumnMetadata['default']): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'function') return (value as () => string)();
  return typeof value === 'string' ? `'${value}'::text` : String(value);
}

/** Every column of every table on which a served role has a right to write. */
function written(): Promise<Kept[]> {
  return database.owner.query<Kept[]>(
    `SELECT format('%s.%s', c.relname, a.attname) AS place, t.typname AS type, NOT a.attnotnull AS nullable,
       a.attidentity <> '' OR a.attgenerated <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE '%nextval(%', false)
         AS "databaseKept",
       CASE WHEN a.attgenerated = '' AND pg_get_expr(d.adbin, d.adrelid) NOT LIKE '%nextval(%'
            THEN pg_get_expr(d.adbin, d.adrelid) END AS default
     FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     JOIN pg_type t ON t.oid = a.atttypid
     LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND EXISTS (
       SELECT FROM unnest(ARRAY['shared_care_app', 'shared_care_worker', 'shared_care_feeds']) AS role
       WHERE has_any_column_privilege(role, c.oid, 'INSERT, UPDATE') OR has_table_privilege(role, c.oid, 'DELETE'))`,
  );
}

it('every table that a served role may write has an entity that says of each column what the database says', async () => {
  const entities = database.owner.entityMetadatas.flatMap((entity) =>
    entity.columns.map((column) => mapped(entity.tableName, column)),
  );
  const tables = (await written()).filter(({ place }) => !UNMAPPED.includes(place));
  const byPlace = (all: Kept[]) =>
    all
      .map((column) => (column.databaseKept ? { ...column, nullable: true } : column))
      .sort((one, other) => (one.place < other.place ? -1 : 1));
  expect(byPlace(entities)).toEqual(byPlace(tables));
});
