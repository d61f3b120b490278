import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the loops leave behind so that others can tell whether they turn, and whom else than the rota they may tell. */
export class WatchedTheOutbox1764000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE worker_cycles (
        name text PRIMARY KEY,
        at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON worker_cycles TO shared_care_worker;
      -- A database that answers reads may still refuse writes: full disk, standby.
      CREATE TABLE write_probe (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        at timestamptz NOT NULL DEFAULT now()
      );
      INSERT INTO write_probe DEFAULT VALUES;
      GRANT SELECT, UPDATE ON write_probe TO shared_care_app, shared_care_worker;

      CREATE INDEX alert_deliveries_mailed ON alert_deliveries (sent_at) WHERE channel = 'email' AND sent_at IS NOT NULL;
      CREATE INDEX alerts_heartbeats ON alerts (opened_at) WHERE kind = 'heartbeat';

      -- Numbers about the outbox: no child, no address.
      CREATE FUNCTION sec.outbox_health() RETURNS TABLE (
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
                WHERE d.state = 'failed' AND a.state IN ('open', 'acknowledged', 'awaiting')),
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
      $$;

      -- What is wrong with the product, for those who can mend it or must work around it.
      CREATE FUNCTION sec.ops_problems() RETURNS TABLE (cause text, since timestamptz, detail text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT a.trigger, a.opened_at, (SELECT e.detail FROM alert_events e WHERE e.alert_id = a.id AND e.kind = 'raised')
        FROM alerts a WHERE a.kind = 'ops' AND a.state IN ('open', 'acknowledged', 'awaiting')
          AND sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'admin')
        ORDER BY a.opened_at
      $$;

      -- People other than the rota's of that level: an owner who asked to be reminded, the holder of one duty.
      CREATE FUNCTION sec.tell_also(told uuid, alert_kind text, alert_tier text, at_level int, at_round int, person uuid,
                                    duty_wanted text, why text) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        BEGIN
          INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because)
          SELECT told, at_level, at_round, channel, u.id, why
          FROM users u CROSS JOIN unnest(ARRAY['in_app', 'email']) AS channel
          WHERE u.disabled_at IS NULL AND u.role IN ('haemostasis_nurse', 'phu_doctor')
            AND (u.id = person OR (duty_wanted IS NOT NULL AND u.id IN (
                   SELECT p.user_id FROM sec.people_to_tell(sec.now(), 3) p WHERE p.duty = duty_wanted)))
          ON CONFLICT DO NOTHING;
        EXCEPTION WHEN OTHERS THEN NULL;
        END;
        IF NOT EXISTS (SELECT 1 FROM alert_deliveries d
                       WHERE d.alert_id = told AND d.level = at_level AND d.round = at_round) THEN
          PERFORM sec.tell(told, alert_kind, alert_tier, at_level, at_round);
        END IF;
      END $$;

      -- Test alerts are no clinical rows: the one kind that is ever deleted, and only by this function.
      GRANT DELETE ON alerts, alert_deliveries TO shared_care_definer;
      CREATE POLICY alerts_heartbeats_pruned ON alerts FOR DELETE TO shared_care_definer USING (kind = 'heartbeat');
      CREATE POLICY alert_deliveries_heartbeats_pruned ON alert_deliveries AS RESTRICTIVE FOR DELETE TO shared_care_definer
        USING (EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_id AND a.kind = 'heartbeat'));
      CREATE FUNCTION sec.prune_heartbeats() RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        DELETE FROM alert_deliveries WHERE alert_id IN (
          SELECT id FROM alerts WHERE kind = 'heartbeat' AND opened_at < sec.now() - interval '2 days');
        DELETE FROM alerts WHERE kind = 'heartbeat' AND opened_at < sec.now() - interval '2 days';
      END $$;
    `);
    for (const [signature, roles] of Object.entries(FUNCTIONS)) {
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION ${signature} TO ${roles};
      `);
    }
    await runner.query(`
      GRANT SELECT ON worker_cycles TO shared_care_definer;
      GRANT INSERT (id) ON alert_events TO shared_care_worker;
      GRANT SELECT (id, alert_id, kind, detail) ON alert_events TO shared_care_definer;
      CREATE POLICY alert_events_read_by_functions ON alert_events FOR SELECT TO shared_care_definer USING (true);
      -- sec.tell() asks the rota as its owner.
      GRANT EXECUTE ON FUNCTION sec.people_to_tell(timestamptz, int) TO shared_care_definer;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${Object.keys(FUNCTIONS)
        .map((signature) => `DROP FUNCTION ${signature};`)
        .join('\n')}
      DROP POLICY alert_events_read_by_functions ON alert_events;
      REVOKE ALL ON alert_events FROM shared_care_definer;
      REVOKE INSERT (id) ON alert_events FROM shared_care_worker;
      REVOKE EXECUTE ON FUNCTION sec.people_to_tell(timestamptz, int) FROM shared_care_definer;
      DROP POLICY alert_deliveries_heartbeats_pruned ON alert_deliveries;
      DROP POLICY alerts_heartbeats_pruned ON alerts;
      REVOKE DELETE ON alerts, alert_deliveries FROM shared_care_definer;
      DROP INDEX alerts_heartbeats;
      DROP INDEX alert_deliveries_mailed;
      DROP TABLE write_probe;
      DROP TABLE worker_cycles;
    `);
  }
}

const FUNCTIONS = {
  'sec.ops_problems()': 'shared_care_app',
  'sec.outbox_health()': 'shared_care_app, shared_care_worker',
  'sec.tell_also(uuid, text, text, int, int, uuid, text, text)': 'shared_care_worker',
  'sec.prune_heartbeats()': 'shared_care_worker',
};
