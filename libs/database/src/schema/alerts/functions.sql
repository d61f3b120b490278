-- The outbox: whom each alert is told to, how, and what came of it. An alert about a message that could not be
-- delivered may itself be undeliverable: it must not keep itself alive.

-- Changes whenever an alert that any screen may show changes, or wakes: compared once a second by every process,
-- so that a hint lost on the way costs a second. Says nothing about any child.
CREATE OR REPLACE FUNCTION sec.alerts_digest() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT concat_ws('-', count(*), sum(version), max(opened_at), max(closed_at),
                   count(*) FILTER (WHERE state = 'awaiting' AND wake_at <= sec.now())) FROM (
    SELECT state, version, opened_at, closed_at, wake_at FROM alerts
    WHERE state IN ('open', 'acknowledged', 'awaiting') AND kind <> 'heartbeat'
    UNION ALL
    SELECT state, version, opened_at, closed_at, wake_at FROM alerts WHERE closed_at > sec.now() - interval '2 days') AS shown
$$;
ALTER FUNCTION sec.alerts_digest() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.alerts_digest() TO shared_care_app;

-- Puts one round of an alert into the outbox, in the caller's transaction. Total: whatever the rota says, or fails
-- to say, somebody is told. Level, tier and round are given, because the caller's own statement is changing them.
CREATE OR REPLACE FUNCTION sec.tell(told uuid, alert_kind text, alert_tier text, at_level int, at_round int)
  RETURNS void
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
    VALUES (told, at_level, at_round, 'email', CASE WHEN nobody THEN 'The rota has no name' ELSE 'Kept informed' END)
    ON CONFLICT DO NOTHING;
  END IF;
  -- The channel that interrupts: email alone never carries a red alert.
  IF alert_kind IN ('attendance', 'break_glass')
     AND (nobody OR at_level >= 2 OR (at_level = 1 AND alert_tier = 'red')) THEN
    INSERT INTO alert_deliveries (alert_id, level, round, channel, because)
    VALUES (told, at_level, at_round, 'telephone_task', CASE WHEN nobody THEN 'The rota has no name' ELSE 'No answer so far' END)
    ON CONFLICT DO NOTHING;
  END IF;
END
$$;
ALTER FUNCTION sec.tell(uuid, text, text, int, int) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.tell(uuid, text, text, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.tell(uuid, text, text, int, int) TO shared_care_app, shared_care_feeds,
  shared_care_worker;

-- H3: an alert that nobody would be told of cannot be committed, whatever its kind.
CREATE OR REPLACE FUNCTION sec.alert_has_delivery() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM alert_deliveries WHERE alert_id = NEW.id) THEN
    RAISE EXCEPTION 'alert % would reach no one', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.alert_has_delivery() OWNER TO shared_care_definer;

-- What an email may say: of a hospital in words only that it is not listed, since words may tell more.
CREATE OR REPLACE FUNCTION sec.alert_in_mail(mailed uuid) RETURNS TABLE (reference text, hospital text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(a.reference, g.reference, m.reference),
         CASE WHEN a.id IS NOT NULL AND a.hospital_id IS NULL THEN 'a hospital that is not listed' ELSE h.name END
  FROM alerts al LEFT JOIN attendances a ON a.id = al.attendance_id
  LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id
  LEFT JOIN break_glass_misses m ON m.id = al.break_glass_miss_id
  LEFT JOIN users asker ON asker.id = coalesce(g.user_id, m.user_id)
  LEFT JOIN hospitals h ON h.id = coalesce(a.hospital_id, asker.hospital_id)
  WHERE al.id = mailed
$$;
ALTER FUNCTION sec.alert_in_mail(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.alert_in_mail(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.alert_in_mail(uuid) TO shared_care_worker;

-- Numbers about the outbox: no child, no address.
CREATE OR REPLACE FUNCTION sec.outbox_health()
  RETURNS TABLE (cycle_age float8, oldest_due float8, waiting int, retrying int, failed int, calls_to_make int,
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
          WHERE d.state = 'failed' AND a.state IN ('open', 'acknowledged', 'awaiting') AND a.kind IN ('attendance', 'break_glass')),
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
ALTER FUNCTION sec.outbox_health() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.outbox_health() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.outbox_health() TO shared_care_app, shared_care_worker;

-- People other than the rota's of that level: an owner who asked to be reminded, the holder of one duty.
CREATE OR REPLACE FUNCTION sec.tell_also(told uuid, alert_kind text, alert_tier text, at_level int, at_round int,
  person uuid, duty_wanted text, why text)
  RETURNS void
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
END
$$;
ALTER FUNCTION sec.tell_also(uuid, text, text, int, int, uuid, text, text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.tell_also(uuid, text, text, int, int, uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.tell_also(uuid, text, text, int, int, uuid, text, text) TO shared_care_worker;

-- Whatever statement changes an alert, these follow: an offer ends with the ownership it was made from, and an
-- alert that was Red once is remembered as such.
CREATE OR REPLACE FUNCTION sec.alert_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.ever_red := NEW.ever_red OR NEW.tier = 'red';
  IF NEW.state NOT IN ('acknowledged', 'awaiting')
     OR (TG_OP = 'UPDATE' AND NEW.owner_id IS DISTINCT FROM OLD.owner_id) THEN
    NEW.offered_to := NULL;
    NEW.offered_at := NULL;
    NEW.offered_because := NULL;
  END IF;
  IF NEW.state = 'withdrawn' THEN
    NEW.withdrawn_at := coalesce(NEW.withdrawn_at, sec.now());
  ELSE
    NEW.withdrawn_at := NULL;
  END IF;
  RETURN NEW;
END
$$;

-- People reached by an alert that turned out to be wrong are told so, on the same channels, in a round of its
-- own. Nobody else is: a correction is no new alert.
CREATE OR REPLACE FUNCTION sec.tell_again(told uuid, at_level int, at_round int, why text) RETURNS void
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

CREATE OR REPLACE FUNCTION sec.undo_checks_of_struck_call() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE contact_checks SET undone_at = NEW.struck_at, undone_by = NEW.struck_by
  WHERE liaison_entry_id = NEW.id AND undone_at IS NULL;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.undo_checks_of_struck_call() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.undo_checks_of_struck_call() FROM PUBLIC;

-- The limits that were in force at an instant: an alert is judged by those of the moment it got its tier.
CREATE OR REPLACE FUNCTION sec.alert_limits_at(at timestamptz)
  RETURNS TABLE (red_minutes float8, amber_minutes float8, repeat_minutes float8, silent_minutes float8,
    level2_percent float8, level3_percent float8, amber_after_night text, blue_time text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (v ->> 'redMinutes')::float8, (v ->> 'amberMinutes')::float8, (v ->> 'repeatMinutes')::float8, (v ->> 'silentMinutes')::float8,
         (v ->> 'level2Percent')::float8, (v ->> 'level3Percent')::float8, v ->> 'amberAfterNight', v ->> 'blueTime'
  FROM sec.setting_at('alert_limits', at) AS v
$$;
ALTER FUNCTION sec.alert_limits_at(timestamptz) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.alert_limits_at(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.alert_limits_at(timestamptz) TO shared_care_app, shared_care_feeds, shared_care_worker;

CREATE OR REPLACE FUNCTION sec.alert_is_judged_now() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.judged_at := sec.now();
  RETURN NEW;
END
$$;
