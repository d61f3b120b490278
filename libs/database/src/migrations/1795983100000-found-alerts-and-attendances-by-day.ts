import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Insights look at a month of 100,000 attendances and their alerts: by its days, and not past all of them. */
export class FoundAlertsAndAttendancesByDay1795983100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX alerts_opened ON alerts (opened_at)');
    await db.query('CREATE INDEX attendances_arrived ON attendances (arrived_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX attendances_arrived');
    await db.query('DROP INDEX alerts_opened');
  }
}
