import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox: whom each alert is told to, how, and what came of it; and the clock that raises it on silence. */
export class CreatedAlertDeliveries1764000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How long an alert may wait. One row for all processes: two that disagreed would escalate at two times.
      CREATE TABLE alert_limits (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        red_minutes float8 NOT NULL DEFAULT 15 CHECK (red_minutes > 0),
        amber_minutes float8 NOT NULL DEFAULT 60 CHECK (amber_minutes > 0),
        -- At the top level an alert is told again this often, without end.
        repeat_minutes float8 NOT NULL DEFAULT 15 CHECK (repeat_minutes > 0),
        -- A red alert that is owned but has no liaison entry goes back to the queue after this long.
        silent_minutes float8 NOT NULL DEFAULT 240 CHECK (silent_minutes > 0),
        CONSTRAINT alert_limits_red_first CHECK (red_minutes <= amber_minutes)
      );
      INSERT INTO alert_limits DEFAULT VALUES;
      GRANT SELECT ON alert_limits TO shared_care_app, shared_care_feeds, shared_care_worker;

      ALTER TABLE alerts
        ADD COLUMN round int NOT NULL DEFAULT 0,
        ADD COLUMN next_escalation_at timestamptz;
      UPDATE alerts SET next_escalation_at = acknowledge_by;
      ALTER TABLE alerts
        ADD CONSTRAINT alerts_open_will_escalate CHECK (state <> 'open' OR next_escalation_at IS NOT NULL);
      CREATE INDEX alerts_to_escalate ON alerts (next_escalation_at) WHERE state = 'open';
      -- The trigger of an alert about the product itself is what is wrong with it: one alert for as long as that lasts.
      CREATE UNIQUE INDEX alerts_one_for_each_cause ON alerts (trigger)
        WHERE kind = 'ops' AND state IN ('open', 'acknowledged', 'awaiting');

      CREATE TABLE alert_deliveries (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        alert_id uuid NOT NULL REFERENCES alerts (id),
        level int NOT NULL CHECK (level BETWEEN 0 AND 3),
        round int NOT NULL CHECK (round >= 0),
        channel text NOT NULL CHECK (channel IN ('in_app', 'email', 'telephone_task')),
        -- Nobody: the fallback mailbox, or the switchboard.
        recipient_id uuid REFERENCES users (id),
        because text NOT NULL,
        state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'leased', 'sent', 'confirmed', 'failed')),
        due_at timestamptz NOT NULL DEFAULT sec.now(),
        attempts int NOT NULL DEFAULT 0,
        lease_token uuid,
        lease_until timestamptz,
        sent_at timestamptz,
        -- Where it went, as it was then.
        address text,
        confirmed_at timestamptz,
        confirmed_by uuid REFERENCES users (id),
        rang text,
        -- What came back last, as a short code: never the words of a server, which may repeat what was sent.
        reply text CHECK (reply ~ '^[a-z0-9_.]{1,60}$'),
        created_at timestamptz NOT NULL DEFAULT sec.now(),
        CONSTRAINT alert_deliveries_once UNIQUE NULLS NOT DISTINCT (alert_id, level, round, channel, recipient_id),
        CONSTRAINT alert_deliveries_in_app_to_somebody CHECK (channel <> 'in_app' OR recipient_id IS NOT NULL),
        CONSTRAINT alert_deliveries_lease_whole CHECK (
          (state = 'leased') = (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
        CONSTRAINT alert_deliveries_sent CHECK (state <> 'sent' OR sent_at IS NOT NULL),
        CONSTRAINT alert_deliveries_confirmed CHECK ((state = 'confirmed') = (confirmed_at IS NOT NULL)),
        CONSTRAINT alert_deliveries_failed CHECK (state <> 'failed' OR reply IS NOT NULL),
        CONSTRAINT alert_deliveries_rang CHECK (
          channel <> 'telephone_task' OR state <> 'confirmed' OR (confirmed_by IS NOT NULL AND rang <> ''))
      );
      CREATE INDEX alert_deliveries_alert ON alert_deliveries (alert_id);
      CREATE INDEX alert_deliveries_first_try ON alert_deliveries (level DESC, due_at)
        WHERE state IN ('due', 'leased') AND attempts = 0;
      CREATE INDEX alert_deliveries_again ON alert_deliveries (level DESC, due_at)
        WHERE state IN ('due', 'leased') AND attempts > 0;
      CREATE INDEX alert_deliveries_failed ON alert_deliveries (alert_id) WHERE state = 'failed';

      -- Nobody deletes, and only sec.tell() inserts: a delivery to an address of one's own choosing cannot be made.
      GRANT SELECT ON alert_deliveries TO shared_care_app, shared_care_worker;
      GRANT UPDATE (state, confirmed_at, confirmed_by, rang, lease_token, lease_until) ON alert_deliveries TO shared_care_app;
      GRANT UPDATE (state, due_at, attempts, lease_token, lease_until, sent_at, address, confirmed_at, reply)
        ON alert_deliveries TO shared_care_worker;
      GRANT SELECT, INSERT ON alert_deliveries TO shared_care_definer;
      GRANT SELECT, INSERT ON alert_deliveries TO shared_care_feeds;
      ALTER TABLE alert_deliveries ENABLE ROW LEVEL SECURITY;
      ALTER TABLE alert_deliveries FORCE ROW LEVEL SECURITY;
      CREATE POLICY alert_deliveries_seen_by_phu ON alert_deliveries FOR SELECT TO shared_care_app
        USING ((SELECT sec.sees_all_patients()));
      -- A receipt is one's own; a call to be made may be made by anyone of the unit.
      CREATE POLICY alert_deliveries_confirmed_by_phu ON alert_deliveries FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients()) AND (recipient_id = sec.uid() AND channel = 'in_app' OR channel = 'telephone_task'))
        WITH CHECK (state = 'confirmed' AND confirmed_by = sec.uid());
      CREATE POLICY alert_deliveries_worked ON alert_deliveries TO shared_care_worker USING (true) WITH CHECK (true);
      CREATE POLICY alert_deliveries_made_by_functions ON alert_deliveries TO shared_care_definer USING (true) WITH CHECK (true);
      CREATE POLICY alert_deliveries_brought_in ON alert_deliveries TO shared_care_feeds USING (true) WITH CHECK (true);

      -- Whoever sends and escalates sees of an alert what that needs: no words anybody wrote, no child.
      GRANT SELECT (id, kind, state, tier, trigger, triggers, level, round, opened_at, acknowledge_by, acknowledged_at,
                    owner_id, wake_at, next_escalation_at, version),
            UPDATE (state, tier, trigger, triggers, level, round, acknowledge_by, acknowledged_at, owner_id, awaiting_what,
                    awaiting_from, wake_at, next_escalation_at, version),
            INSERT (id, kind, state, tier, trigger, triggers, level, round, opened_at, acknowledge_by, next_escalation_at)
        ON alerts TO shared_care_worker;
      GRANT SELECT (id, alert_id, at, kind, detail), INSERT (alert_id, at, kind, by, detail) ON alert_events TO shared_care_worker;
      GRANT SELECT (id, alert_id, recorded_at) ON liaison_entries TO shared_care_worker;
      GRANT SELECT (id, email, display_name, role, disabled_at) ON users TO shared_care_worker;
      CREATE POLICY alerts_worked ON alerts FOR SELECT TO shared_care_worker USING (true);
      CREATE POLICY alerts_escalated ON alerts FOR UPDATE TO shared_care_worker USING (true);
      CREATE POLICY alerts_about_the_product ON alerts FOR INSERT TO shared_care_worker WITH CHECK (kind IN ('ops', 'heartbeat'));
      CREATE POLICY alert_events_worked ON alert_events TO shared_care_worker USING (true) WITH CHECK (true);
      CREATE POLICY liaison_entries_counted ON liaison_entries FOR SELECT TO shared_care_worker USING (true);

      ALTER TABLE alert_events DROP CONSTRAINT alert_events_kind_check, ADD CONSTRAINT alert_events_kind_check
        CHECK (kind IN (${[...EVENTS_BEFORE, ...EVENTS_NEW].map((kind) => `'${kind}'`).join(', ')}));
    `);
    await runner.query(`
      -- Puts one round of an alert into the outbox, in the caller's transaction. Total: whatever the rota says, or fails
      -- to say, somebody is told. Level, tier and round are given, because the caller's own statement is changing them.
      CREATE FUNCTION sec.tell(told uuid, alert_kind text, alert_tier text, at_level int, at_round int) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        nobody boolean;
      BEGIN
        IF alert_kind <> 'heartbeat' THEN
          BEGIN
            INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because)
            SELECT told, at_level, at_round, channel, person.user_id, person.because
            FROM (SELECT DISTINCT ON (p.user_id) p.user_id, p.because FROM sec.people_to_tell(sec.now(), at_level) p
                  JOIN users u ON u.id = p.user_id AND u.disabled_at IS NULL) AS person
            CROSS JOIN unnest(ARRAY['in_app', 'email']) AS channel
            ON CONFLICT DO NOTHING;
          EXCEPTION WHEN OTHERS THEN
            -- A fault in the rota must not undo the attendance that is being saved.
            INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because)
            SELECT told, at_level, at_round, channel, u.id, 'The rota could not be read, so everybody is told'
            FROM users u CROSS JOIN unnest(ARRAY['in_app', 'email']) AS channel
            WHERE u.role IN ('haemostasis_nurse', 'phu_doctor') AND u.disabled_at IS NULL
            ON CONFLICT DO NOTHING;
          END;
        END IF;
        nobody := NOT EXISTS (SELECT 1 FROM alert_deliveries d
                              WHERE d.alert_id = told AND d.level = at_level AND d.round = at_round);
        IF nobody OR at_level = 3 OR alert_kind = 'ops' THEN
          INSERT INTO alert_deliveries (alert_id, level, round, channel, because)
          VALUES (told, at_level, at_round, 'email', CASE WHEN nobody THEN 'Nobody is on the rota' ELSE 'Kept informed' END)
          ON CONFLICT DO NOTHING;
        END IF;
        -- The channel that interrupts: email alone never carries a red alert.
        IF alert_kind IN ('attendance', 'break_glass')
           AND (nobody OR at_level >= 2 OR (at_level = 1 AND alert_tier = 'red')) THEN
          INSERT INTO alert_deliveries (alert_id, level, round, channel, because)
          VALUES (told, at_level, at_round, 'telephone_task', CASE WHEN nobody THEN 'Nobody is on the rota' ELSE 'No answer so far' END)
          ON CONFLICT DO NOTHING;
        END IF;
      END $$;
      ALTER FUNCTION sec.tell(uuid, text, text, int, int) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.tell(uuid, text, text, int, int) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.tell(uuid, text, text, int, int) TO shared_care_app, shared_care_feeds, shared_care_worker;

      -- H3: an alert that nobody would be told of cannot be committed, whatever its kind.
      CREATE FUNCTION sec.alert_has_delivery() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM alert_deliveries WHERE alert_id = NEW.id) THEN
          RAISE EXCEPTION 'alert % would be told to nobody', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
      END $$;
      ALTER FUNCTION sec.alert_has_delivery() OWNER TO shared_care_definer;
      CREATE CONSTRAINT TRIGGER alerts_told_to_somebody AFTER INSERT ON alerts
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.alert_has_delivery();

      -- What an email may say of an alert: names no child and nothing clinical.
      CREATE FUNCTION sec.alert_in_mail(mailed uuid) RETURNS TABLE (reference text, hospital text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT coalesce(a.reference, g.reference, m.reference), h.name
        FROM alerts al LEFT JOIN attendances a ON a.id = al.attendance_id
        LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id
        LEFT JOIN break_glass_misses m ON m.id = al.break_glass_miss_id
        LEFT JOIN users asker ON asker.id = coalesce(g.user_id, m.user_id)
        LEFT JOIN hospitals h ON h.id = coalesce(a.hospital_id, asker.hospital_id)
        WHERE al.id = mailed
      $$;
      -- The facts on which time alone changes an alert: no child, no free text.
      CREATE FUNCTION sec.attendances_to_watch()
        RETURNS TABLE (alert_id uuid, tier text, triggers text[], unmatched boolean, reason text, bleed_site text,
                       arrived_at timestamptz, logged_at timestamptz, first_treatment_known boolean)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT al.id, al.tier, al.triggers, a.state = 'unmatched', a.reason, a.bleed_site, a.arrived_at, a.logged_at,
               a.first_treatment_at IS NOT NULL OR a.first_treatment_absent_because IS NOT NULL
        FROM alerts al JOIN attendances a ON a.id = al.attendance_id
        WHERE al.state IN ('open', 'acknowledged', 'awaiting') AND a.left_at IS NULL
          AND a.state IN ('unmatched', 'arrived', 'in_department', 'admitted', 'transferred')
      $$;
      CREATE OR REPLACE FUNCTION sec.alerts_digest() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT concat_ws('-', count(*), sum(version), max(opened_at), max(closed_at),
                         count(*) FILTER (WHERE state = 'awaiting' AND wake_at <= sec.now())) FROM (
          SELECT state, version, opened_at, closed_at, wake_at FROM alerts
          WHERE state IN ('open', 'acknowledged', 'awaiting') AND kind <> 'heartbeat'
          UNION ALL
          SELECT state, version, opened_at, closed_at, wake_at FROM alerts WHERE closed_at > sec.now() - interval '2 days') AS shown
      $$;
    `);
    for (const signature of ['sec.alert_in_mail(uuid)', 'sec.attendances_to_watch()']) {
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION ${signature} TO shared_care_worker;
      `);
    }
    // Alerts of before: those still open are told now.
    await runner.query(`SELECT sec.tell(id, kind, tier, level, round) FROM alerts WHERE state = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION sec.alerts_digest() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT concat_ws('-', count(*), sum(version), max(opened_at), max(closed_at),
                         count(*) FILTER (WHERE state = 'awaiting' AND wake_at <= sec.now())) FROM (
          SELECT state, version, opened_at, closed_at, wake_at FROM alerts WHERE state IN ('open', 'acknowledged', 'awaiting')
          UNION ALL
          SELECT state, version, opened_at, closed_at, wake_at FROM alerts WHERE closed_at > sec.now() - interval '2 days') AS shown
      $$;
      DROP FUNCTION sec.attendances_to_watch();
      DROP FUNCTION sec.alert_in_mail(uuid);
      DROP TRIGGER alerts_told_to_somebody ON alerts;
      DROP FUNCTION sec.alert_has_delivery();
      DROP FUNCTION sec.tell(uuid, text, text, int, int);
      ALTER TABLE alert_events DROP CONSTRAINT alert_events_kind_check, ADD CONSTRAINT alert_events_kind_check
        CHECK (kind IN (${EVENTS_BEFORE.map((kind) => `'${kind}'`).join(', ')}));
      DROP POLICY liaison_entries_counted ON liaison_entries;
      DROP POLICY alert_events_worked ON alert_events;
      DROP POLICY alerts_about_the_product ON alerts;
      DROP POLICY alerts_escalated ON alerts;
      DROP POLICY alerts_worked ON alerts;
      REVOKE ALL ON users, liaison_entries, alert_events, alerts FROM shared_care_worker;
      DROP TABLE alert_deliveries;
      ALTER TABLE alerts DROP COLUMN next_escalation_at, DROP COLUMN round;
      DROP TABLE alert_limits;
    `);
  }
}

const EVENTS_BEFORE = [
  'raised',
  'acknowledged',
  'handed_back',
  'liaison',
  'checklist',
  'first_treatment',
  'moved',
  'matched',
  'tier_raised',
  'awaiting',
  'resumed',
  'closed',
  'reopened',
  'withdrawn',
];
const EVENTS_NEW = ['escalated', 'told_again', 'returned', 'woken', 'unmatched_long', 'delivery_failed', 'telephoned'];
