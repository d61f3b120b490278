import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVENT_KINDS = ['record_changed'];

/**
 * Whether haemophilia advice was sought is asked and kept (H11): a bleeding child for whom it was not is red. An alert
 * says when inhibitor, product or central line of its child is another one since.
 */
export class AskedWhetherAdviceWasSought1764000000186 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Null: nobody asked.
    await runner.query(`ALTER TABLE attendances ADD COLUMN advice_sought boolean`);
    await setKinds(runner, [...new Set([...(await allowedKinds(runner)), ...EVENT_KINDS])]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await setKinds(
      runner,
      (await allowedKinds(runner)).filter((kind) => !EVENT_KINDS.includes(kind)),
    );
    await runner.query(`ALTER TABLE attendances DROP COLUMN advice_sought`);
  }
}

async function allowedKinds(runner: QueryRunner): Promise<string[]> {
  const found = (await runner.query(
    `SELECT (regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g'))[1] AS kind
     FROM pg_constraint WHERE conrelid = 'alert_events'::regclass AND conname = 'alert_events_kind_check'`,
  )) as { kind: string }[];
  return found.map(({ kind }) => kind);
}

async function setKinds(runner: QueryRunner, kinds: string[]): Promise<void> {
  await runner.query(`
    ALTER TABLE alert_events DROP CONSTRAINT alert_events_kind_check;
    ALTER TABLE alert_events ADD CONSTRAINT alert_events_kind_check CHECK (kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}));
  `);
}
