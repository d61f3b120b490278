import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatedAttendancesAndAlerts1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attendances (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        -- Short, safe to say on the telephone and to print: names no child.
        number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001),
        reference text GENERATED ALWAYS AS ('A-' || number::text) STORED UNIQUE,
        alert_id uuid NOT NULL,
        patient_id uuid REFERENCES patients (id),
        unmatched_name text,
        unmatched_birth_date date,
        unmatched_phone text,
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        unit_kind text CHECK (unit_kind IN ('ed', 'assessment', 'ward')),
        state text NOT NULL CHECK (state IN ('unmatched', 'arrived', 'in_department', 'admitted', 'transferred', 'left',
          'cancelled', 'entered_in_error', 'merged')),
        reason text NOT NULL CHECK (reason IN ('bleeding', 'head_injury', 'pain_joint_muscle', 'problem_giving_factor',
          'line_site', 'fever_with_line', 'planned_treatment', 'unrelated_illness', 'other')),
        bleed_site text CHECK (bleed_site IN ('head', 'neck', 'chest', 'abdomen', 'iliopsoas', 'joint', 'muscle', 'mouth', 'other')),
        category int NOT NULL CHECK (category BETWEEN 1 AND 4),
        arrived_at timestamptz NOT NULL,
        reported_at timestamptz NOT NULL,
        left_at timestamptz,
        told_by text NOT NULL CHECK (told_by IN ('mother', 'father', 'carer', 'patient', 'ward_nurse', 'ward_doctor',
          'link_consultant', 'switchboard', 'other')),
        call_back text,
        note text,
        -- Said once, on the telephone: the rules need it again when the child is matched to a record.
        admitted_or_transferred boolean NOT NULL DEFAULT false,
        apcc_mentioned boolean NOT NULL DEFAULT false,
        invasive_procedure boolean NOT NULL DEFAULT false,
        still_unwell boolean NOT NULL DEFAULT false,
        first_treatment_at timestamptz,
        first_treatment_product text,
        first_treatment_absent_because text,
        -- As it was at the moment of logging; later changes to the arrangement do not touch it.
        open_access text NOT NULL CHECK (open_access IN ('valid', 'due_review', 'not_started', 'awaiting_agreement',
          'expired', 'suspended', 'withdrawn', 'none', 'unknown')),
        open_access_arrangement_id uuid REFERENCES open_access_arrangements (id),
        open_access_because text NOT NULL,
        logged_by uuid NOT NULL REFERENCES users (id),
        logged_at timestamptz NOT NULL DEFAULT sec.now(),
        idempotency_key uuid NOT NULL,
        request_hash text NOT NULL,
        version int NOT NULL DEFAULT 1,
        -- The same request sent twice by the same person makes one attendance.
        CONSTRAINT attendances_idempotency UNIQUE (logged_by, idempotency_key),
        CONSTRAINT attendances_somebody CHECK (patient_id IS NOT NULL OR unmatched_name IS NOT NULL),
        CONSTRAINT attendances_unmatched_state CHECK (state <> 'unmatched' OR patient_id IS NULL),
        CONSTRAINT attendances_left_after_arrival CHECK (left_at >= arrived_at),
        CONSTRAINT attendances_left_state CHECK ((state = 'left') <= (left_at IS NOT NULL)),
        CONSTRAINT attendances_treatment_known_or_not CHECK (first_treatment_at IS NULL OR first_treatment_absent_because IS NULL)
      );
      CREATE INDEX attendances_patient ON attendances (patient_id, arrived_at DESC);
      CREATE INDEX attendances_hospital ON attendances (hospital_id, arrived_at DESC);
      CREATE INDEX attendances_unmatched ON attendances (logged_at) WHERE state = 'unmatched';

      CREATE TABLE attendance_sources (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        attendance_id uuid NOT NULL REFERENCES attendances (id),
        kind text NOT NULL CHECK (kind IN ('phone', 'email', 'portal', 'adt', 'later_discovery')),
        told_by text NOT NULL,
        reported_at timestamptz NOT NULL,
        recorded_by uuid NOT NULL REFERENCES users (id),
        recorded_at timestamptz NOT NULL DEFAULT sec.now()
      );
      CREATE INDEX attendance_sources_attendance ON attendance_sources (attendance_id);

      CREATE TABLE alerts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL DEFAULT 'attendance' CHECK (kind IN ('attendance', 'break_glass', 'ops', 'heartbeat')),
        attendance_id uuid UNIQUE,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'acknowledged', 'awaiting', 'closed', 'withdrawn')),
        tier text NOT NULL CHECK (tier IN ('red', 'amber', 'blue')),
        trigger text NOT NULL,
        triggers text[] NOT NULL,
        level int NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 3),
        opened_at timestamptz NOT NULL DEFAULT sec.now(),
        acknowledge_by timestamptz NOT NULL,
        acknowledged_at timestamptz,
        owner_id uuid REFERENCES users (id),
        awaiting_what text CHECK (awaiting_what IN ('local_team', 'family', 'result', 'discharge_summary')),
        awaiting_from text,
        wake_at timestamptz,
        closed_at timestamptz,
        closed_by uuid REFERENCES users (id),
        outcome text CHECK (outcome IN ('resolved', 'phu_review_booked', 'plan_changed', 'transferred_to_phu', 'referred',
          'unrelated', 'duplicate', 'entered_in_error')),
        close_note text,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT alerts_kind CHECK ((kind = 'attendance') = (attendance_id IS NOT NULL)),
        CONSTRAINT alerts_trigger_named CHECK (triggers[1] = trigger),
        CONSTRAINT alerts_owned CHECK (state IN ('open', 'withdrawn') OR (owner_id IS NOT NULL AND acknowledged_at IS NOT NULL)),
        CONSTRAINT alerts_open_has_no_owner CHECK (state <> 'open' OR owner_id IS NULL),
        CONSTRAINT alerts_awaiting_named CHECK (
          (state = 'awaiting') = (awaiting_what IS NOT NULL AND awaiting_from IS NOT NULL AND wake_at IS NOT NULL)),
        CONSTRAINT alerts_closed_with_outcome CHECK (
          (state = 'closed') = (closed_at IS NOT NULL AND closed_by IS NOT NULL AND outcome IS NOT NULL))
      );
      CREATE INDEX alerts_live ON alerts (state, acknowledge_by) WHERE state IN ('open', 'acknowledged', 'awaiting');
      CREATE INDEX alerts_closed ON alerts (closed_at) WHERE closed_at IS NOT NULL;

      -- H1: an attendance without an alert, or an alert that points at nothing, cannot be committed.
      ALTER TABLE attendances ADD CONSTRAINT attendances_alert FOREIGN KEY (alert_id) REFERENCES alerts (id)
        DEFERRABLE INITIALLY DEFERRED;
      ALTER TABLE attendances ADD CONSTRAINT attendances_one_alert UNIQUE (alert_id);
      ALTER TABLE alerts ADD CONSTRAINT alerts_attendance FOREIGN KEY (attendance_id) REFERENCES attendances (id)
        DEFERRABLE INITIALLY DEFERRED;
      -- The two keys alone would allow a ring of strangers (a1 → b, b → a2): each must name the other.
      CREATE FUNCTION sec.attendance_and_alert_name_each_other() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF TG_TABLE_NAME = 'attendances' THEN
          IF NOT EXISTS (SELECT 1 FROM alerts WHERE id = NEW.alert_id AND attendance_id = NEW.id) THEN
            RAISE EXCEPTION 'attendance % has no alert of its own', NEW.id USING ERRCODE = 'check_violation';
          END IF;
        ELSIF NEW.attendance_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM attendances WHERE id = NEW.attendance_id AND alert_id = NEW.id) THEN
            RAISE EXCEPTION 'alert % belongs to no attendance that names it', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
      END $$;
      ALTER FUNCTION sec.attendance_and_alert_name_each_other() OWNER TO shared_care_definer;
      CREATE CONSTRAINT TRIGGER attendances_name_their_alert AFTER INSERT OR UPDATE OF alert_id ON attendances
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.attendance_and_alert_name_each_other();
      CREATE CONSTRAINT TRIGGER alerts_name_their_attendance AFTER INSERT OR UPDATE OF attendance_id ON alerts
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.attendance_and_alert_name_each_other();

      -- Changes whenever an alert that any screen may show changes, or wakes: compared once a second by every process,
      -- so that a hint lost on the way costs a second. Says nothing about any child.
      CREATE FUNCTION sec.alerts_digest() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT concat_ws('-', count(*), sum(version), max(opened_at), max(closed_at),
                         count(*) FILTER (WHERE state = 'awaiting' AND wake_at <= sec.now())) FROM (
          SELECT state, version, opened_at, closed_at, wake_at FROM alerts WHERE state IN ('open', 'acknowledged', 'awaiting')
          UNION ALL
          SELECT state, version, opened_at, closed_at, wake_at FROM alerts WHERE closed_at > sec.now() - interval '2 days') AS shown
      $$;
      ALTER FUNCTION sec.alerts_digest() OWNER TO shared_care_definer;

      CREATE TABLE alert_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        alert_id uuid NOT NULL REFERENCES alerts (id),
        at timestamptz NOT NULL DEFAULT sec.now(),
        kind text NOT NULL CHECK (kind IN ('raised', 'acknowledged', 'handed_back', 'liaison', 'checklist',
          'first_treatment', 'moved', 'matched', 'tier_raised', 'awaiting', 'resumed', 'closed', 'reopened', 'withdrawn')),
        by uuid REFERENCES users (id),
        detail text
      );
      CREATE INDEX alert_events_alert ON alert_events (alert_id, id);

      CREATE TABLE liaison_entries (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        alert_id uuid NOT NULL REFERENCES alerts (id),
        at timestamptz NOT NULL,
        direction text NOT NULL CHECK (direction IN ('outgoing', 'incoming')),
        with_role text NOT NULL CHECK (with_role IN ('ward_nurse', 'ward_doctor', 'link_consultant', 'family',
          'phu_doctor', 'on_call_registrar', 'gp', 'other')),
        with_name text,
        number_used text,
        result text NOT NULL CHECK (result IN ('spoke', 'left_message', 'no_answer')),
        advice_asked text,
        advice_given text,
        agreed_next_step text,
        next_contact_at timestamptz,
        recorded_by uuid NOT NULL REFERENCES users (id),
        recorded_at timestamptz NOT NULL DEFAULT sec.now()
      );
      CREATE INDEX liaison_entries_alert ON liaison_entries (alert_id, at);

      CREATE TABLE checklist_answers (
        alert_id uuid NOT NULL REFERENCES alerts (id),
        item text NOT NULL CHECK (item IN ('link_consultant_told', 'family_contacted', 'follow_up_decided',
          'discharge_summary', 'home_stock')),
        answer text NOT NULL CHECK (answer IN ('done', 'not_needed')),
        note text,
        answered_by uuid NOT NULL REFERENCES users (id),
        answered_at timestamptz NOT NULL DEFAULT sec.now(),
        PRIMARY KEY (alert_id, item),
        CONSTRAINT checklist_answers_reason CHECK (answer = 'done' OR note <> '')
      );

      -- No DELETE anywhere: clinical rows never vanish. Taking a checklist answer back is the one exception, and the
      -- alert's history keeps it.
      GRANT SELECT, INSERT ON attendances, attendance_sources, alerts, alert_events, liaison_entries TO shared_care_app, shared_care_feeds;
      GRANT UPDATE ON attendances, alerts TO shared_care_app, shared_care_feeds;
      GRANT SELECT, INSERT, UPDATE, DELETE ON checklist_answers TO shared_care_app, shared_care_feeds;
      GRANT SELECT ON attendances, alerts TO shared_care_definer;
    `);
    await runner.query(`
      ALTER TABLE attendances ENABLE ROW LEVEL SECURITY;
      ALTER TABLE attendances FORCE ROW LEVEL SECURITY;
      -- A child nobody has matched yet is seen by the PHU and by whoever logged it.
      CREATE POLICY attendances_seen_by_user ON attendances FOR SELECT TO shared_care_app USING (
        (SELECT sec.sees_all_patients())
        OR (patient_id IS NOT NULL AND sec.can_see(patient_id))
        OR (patient_id IS NULL AND logged_by = sec.uid()));
      CREATE POLICY attendances_logged_by_user ON attendances FOR INSERT TO shared_care_app WITH CHECK (
        logged_by = sec.uid()
        AND ((SELECT sec.sees_all_patients())
          -- A link consultant tells of what happens at their own hospital.
          OR (hospital_id = (SELECT u.hospital_id FROM users u WHERE u.id = sec.uid())
              AND (patient_id IS NULL OR sec.can_see(patient_id)))));
      CREATE POLICY attendances_changed_by_phu ON attendances FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients()));

      ALTER TABLE alerts ENABLE ROW LEVEL SECURITY;
      ALTER TABLE alerts FORCE ROW LEVEL SECURITY;
      CREATE POLICY alerts_seen_by_user ON alerts FOR SELECT TO shared_care_app USING (
        (SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM attendances a WHERE a.id = attendance_id));
      CREATE POLICY alerts_raised ON alerts FOR INSERT TO shared_care_app WITH CHECK (
        (SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM attendances a WHERE a.id = attendance_id));
      CREATE POLICY alerts_worked_by_phu ON alerts FOR UPDATE TO shared_care_app USING ((SELECT sec.sees_all_patients()));
    `);
    for (const table of ['attendance_sources', 'alert_events', 'liaison_entries', 'checklist_answers']) {
      const parent =
        table === 'attendance_sources'
          ? 'EXISTS (SELECT 1 FROM attendances a WHERE a.id = attendance_id)'
          : 'EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_id)';
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_follow_their_parent ON ${table} TO shared_care_app
          USING ((SELECT sec.sees_all_patients()) OR ${parent})
          WITH CHECK ((SELECT sec.sees_all_patients()) OR ${parent});
      `);
    }
    for (const table of [
      'attendances',
      'alerts',
      'attendance_sources',
      'alert_events',
      'liaison_entries',
      'checklist_answers',
    ]) {
      await runner.query(
        `CREATE POLICY ${table}_brought_in ON ${table} TO shared_care_feeds USING (true) WITH CHECK (true)`,
      );
    }
    for (const table of ['attendances', 'alerts']) {
      await runner.query(
        `CREATE POLICY ${table}_read_by_functions ON ${table} FOR SELECT TO shared_care_definer USING (true)`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE checklist_answers;
      DROP TABLE liaison_entries;
      DROP TABLE alert_events;
      DROP TABLE attendance_sources;
      ALTER TABLE attendances DROP CONSTRAINT attendances_alert;
      DROP FUNCTION sec.alerts_digest();
      DROP TABLE alerts;
      DROP TABLE attendances;
      DROP FUNCTION sec.attendance_and_alert_name_each_other();
    `);
  }
}
