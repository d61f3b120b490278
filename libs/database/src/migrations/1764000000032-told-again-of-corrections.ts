import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ToldAgainOfCorrections1764000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whoever was reached by an alert that turned out to be wrong is told so, on the same channels, in a round of its
      -- own. Nobody else is: a correction is no new alert.
      CREATE FUNCTION sec.tell_again(told uuid, at_level int, at_round int, why text) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because)
        SELECT told, at_level, at_round, channel, reached.recipient_id, why
        FROM (SELECT DISTINCT d.recipient_id FROM alert_deliveries d JOIN users u ON u.id = d.recipient_id
              WHERE d.alert_id = told AND d.state IN ('sent', 'confirmed') AND u.disabled_at IS NULL) AS reached
        CROSS JOIN unnest(ARRAY['in_app', 'email']) AS channel
        ON CONFLICT DO NOTHING
      $$;
      ALTER FUNCTION sec.tell_again(uuid, int, int, text) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.tell_again(uuid, int, int, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.tell_again(uuid, int, int, text) TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION sec.tell_again(uuid, int, int, text)');
  }
}
