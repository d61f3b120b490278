import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is still missing before an alert can be relied on, and what hangs on a hospital that leaves the network. */
export class CheckedReadiness1764000000141 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a check found missing: one row a day, and one whenever that changes.
      CREATE TABLE readiness_checks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        checked_at timestamptz NOT NULL DEFAULT sec.now(),
        missing text[] NOT NULL
      );
      CREATE INDEX readiness_checks_at ON readiness_checks (checked_at);
      GRANT SELECT ON readiness_checks TO shared_care_app;
      GRANT SELECT, INSERT (missing) ON readiness_checks TO shared_care_worker;

      -- Counts and numbers of the unit; nothing about any child. For the loops as for staff.
      CREATE FUNCTION sec.readiness_facts() RETURNS jsonb
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
      END $$;
      ALTER FUNCTION sec.readiness_facts() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.readiness_facts() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.readiness_facts() TO shared_care_app, shared_care_worker;

      -- Numbers of children and alerts, never which: for the admin who is about to let a hospital go.
      CREATE FUNCTION sec.hangs_on_hospital(hospital uuid) RETURNS jsonb
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT jsonb_build_object(
          'children', (SELECT count(DISTINCT l.patient_id) FROM shared_care_links l
            WHERE l.hospital_id = hospital AND (l.valid_to IS NULL OR sec.now() < l.valid_to)),
          'arrangements', (SELECT count(*) FROM open_access_arrangements o
            WHERE o.hospital_id = hospital AND o.state IN ('awaiting_local_agreement', 'active', 'due_review')),
          'openAlerts', (SELECT count(*) FROM alerts a JOIN attendances t ON t.id = a.attendance_id
            WHERE t.hospital_id = hospital AND a.state IN ('open', 'acknowledged', 'awaiting')),
          'consultants', (SELECT count(*) FROM link_consultants c
            WHERE c.hospital_id = hospital AND (c.to_on IS NULL OR c.to_on >= (sec.now() AT TIME ZONE 'Europe/London')::date)),
          'waitingChanges', (SELECT count(*) FROM contact_changes x WHERE x.hospital_id = hospital AND x.state = 'waiting'))
        WHERE sec.user_role() = 'admin'
      $$;
      ALTER FUNCTION sec.hangs_on_hospital(uuid) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.hangs_on_hospital(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.hangs_on_hospital(uuid) TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.hangs_on_hospital(uuid);
      DROP FUNCTION sec.readiness_facts();
      DROP TABLE readiness_checks;
    `);
  }
}
