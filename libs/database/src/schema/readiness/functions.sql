-- What is still missing before an alert can be relied on.

-- Counts and numbers of the unit; nothing about any child. For the loops as for staff.
CREATE OR REPLACE FUNCTION sec.readiness_facts() RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF sec.uid() IS NOT NULL AND coalesce(sec.user_role() NOT IN ('haemostasis_nurse', 'phu_doctor', 'admin'), true) THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT jsonb_build_object(
      'published', (SELECT count(*) FROM hospitals),
      'hospital', (SELECT jsonb_build_object('name', h.name,
          'closed', coalesce(h.closed_on <= (sec.now() AT TIME ZONE 'Europe/London')::date, false))
        FROM hospitals h WHERE h.id = u.hospital_id),
      'name', u.name,
      'sender', u.sender_address,
      'mailArrived', EXISTS (SELECT 1 FROM mail_tests t WHERE t.sender_address = u.sender_address AND t.arrived_at IS NOT NULL),
      'numbers', (SELECT coalesce(jsonb_agg(jsonb_build_object('hours', c.hours, 'phone', c.phone, 'failedCalls', c.failed_calls)
          ORDER BY array_position(ARRAY['in_hours', 'any', 'out_of_hours'], c.hours), c.label), '[]')
        FROM hospital_contacts c
        WHERE c.hospital_id = u.hospital_id AND c.ended_at IS NULL AND c.purpose IN ('phu_nurses', 'on_call_registrar')),
      'numbersWaiting', (SELECT count(*) FROM contact_changes x WHERE x.hospital_id = u.hospital_id AND x.state = 'waiting'),
      'network', (SELECT count(*) FROM hospitals WHERE network_role = 'shared_care'),
      'people', (SELECT jsonb_object_agg(r.role, (SELECT count(*) FROM users p WHERE p.role = r.role AND p.disabled_at IS NULL))
        FROM unnest(ARRAY['haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin']) AS r (role)),
      'invited', (SELECT count(*) FROM invitations i
        WHERE i.accepted_at IS NULL AND i.replaced_at IS NULL AND i.expires_at > sec.now()),
      'pattern', EXISTS (SELECT 1 FROM rota_patterns p WHERE p.withdrawn_at IS NULL))
    FROM unit u);
END
$$;
ALTER FUNCTION sec.readiness_facts() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.readiness_facts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.readiness_facts() TO shared_care_app, shared_care_worker;
