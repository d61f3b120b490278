-- What is wrong with the product, for those who can mend it or must work around it.
CREATE OR REPLACE FUNCTION sec.ops_problems() RETURNS TABLE (cause text, since timestamptz, detail text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.trigger, a.opened_at, (SELECT e.detail FROM alert_events e WHERE e.alert_id = a.id AND e.kind = 'raised')
  FROM alerts a WHERE a.kind = 'ops' AND a.state IN ('open', 'acknowledged', 'awaiting')
    AND sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'admin')
  ORDER BY a.opened_at
$$;
ALTER FUNCTION sec.ops_problems() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.ops_problems() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.ops_problems() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.prune_heartbeats() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM alert_deliveries WHERE alert_id IN (
    SELECT id FROM alerts WHERE kind = 'heartbeat' AND opened_at < sec.now() - interval '2 days');
  DELETE FROM alerts WHERE kind = 'heartbeat' AND opened_at < sec.now() - interval '2 days';
END
$$;
ALTER FUNCTION sec.prune_heartbeats() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.prune_heartbeats() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.prune_heartbeats() TO shared_care_worker;
