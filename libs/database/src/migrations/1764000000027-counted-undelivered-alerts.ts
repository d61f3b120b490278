import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An alert about a message that could not be delivered may itself be undeliverable: it must not keep itself alive. */
export class CountedUndeliveredAlerts1764000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(outboxHealth(`AND a.kind IN ('attendance', 'break_glass')`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(outboxHealth(''));
  }
}

const outboxHealth = (counted: string): string => `
      CREATE OR REPLACE FUNCTION sec.outbox_health() RETURNS TABLE (
        cycle_age float8, oldest_due float8, waiting int, retrying int, failed int, calls_to_make int,
        open_alerts int, overdue_alerts int, last_heartbeat_at timestamptz, email_trouble_since timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH live AS MATERIALIZED (
          SELECT d.* FROM alert_deliveries d WHERE d.state IN ('due', 'leased')),
        mail AS (SELECT max(sent_at) AS last_sent FROM alert_deliveries WHERE channel = 'email')
        SELECT (SELECT CASE WHEN count(*) = 2 THEN extract(epoch FROM sec.now() - min(at)) END
                FROM worker_cycles WHERE name IN ('delivery', 'escalation')),
               (SELECT coalesce(extract(epoch FROM sec.now() - min(coalesce(lease_until, due_at))), 0) FROM live
                WHERE coalesce(lease_until, due_at) <= sec.now()),
               (SELECT count(*)::int FROM live),
               (SELECT count(*)::int FROM live WHERE attempts > 0 AND state = 'due'),
               (SELECT count(*)::int FROM alert_deliveries d JOIN alerts a ON a.id = d.alert_id
                WHERE d.state = 'failed' AND a.state IN ('open', 'acknowledged', 'awaiting') ${counted}),
               (SELECT count(*)::int FROM alert_deliveries d JOIN alerts a ON a.id = d.alert_id
                WHERE d.channel = 'telephone_task' AND d.state <> 'confirmed' AND a.state = 'open'),
               (SELECT count(*)::int FROM alerts WHERE state = 'open' AND kind IN ('attendance', 'break_glass')),
               (SELECT count(*)::int FROM alerts
                WHERE state = 'open' AND kind IN ('attendance', 'break_glass') AND acknowledge_by < sec.now()),
               (SELECT max(d.confirmed_at) FROM alerts a JOIN alert_deliveries d ON d.alert_id = a.id
                WHERE a.kind = 'heartbeat' AND a.opened_at > sec.now() - interval '1 day'),
               -- A message that has waited for two minutes, and none that went out since.
               (SELECT min(greatest(l.created_at, coalesce(mail.last_sent, l.created_at)))
                FROM live l CROSS JOIN mail
                WHERE l.channel = 'email' AND l.attempts > 0 AND l.created_at < sec.now() - interval '2 minutes'
                  AND coalesce(mail.last_sent, '-infinity') < sec.now() - interval '2 minutes')
      $$;`;
