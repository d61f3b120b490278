-- The database as it is, printed from its catalogue by "npm run schema:print". Nothing runs this file; a spec fails
-- when it is stale. "owner" is the role that migrates. A right that is not written here is not there.

-- Roles of the cluster

CREATE ROLE shared_care_app NOLOGIN INHERIT;
GRANT shared_care_app TO owner;

CREATE ROLE shared_care_audit NOLOGIN INHERIT;
GRANT shared_care_audit TO owner;

CREATE ROLE shared_care_backup NOLOGIN INHERIT BYPASSRLS;
GRANT shared_care_backup TO owner;

CREATE ROLE shared_care_definer NOLOGIN INHERIT;
GRANT shared_care_definer TO owner;

CREATE ROLE shared_care_feeds NOLOGIN INHERIT;
GRANT shared_care_feeds TO owner;

CREATE ROLE shared_care_merger NOLOGIN INHERIT;
GRANT shared_care_merger TO owner;

CREATE ROLE shared_care_worker NOLOGIN INHERIT;
GRANT shared_care_worker TO owner;

-- Extensions

CREATE EXTENSION btree_gist SCHEMA public;

CREATE EXTENSION pg_trgm SCHEMA public;

CREATE EXTENSION plpgsql SCHEMA pg_catalog;

CREATE EXTENSION unaccent SCHEMA public;

-- Schemas

CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA public TO shared_care_app;
GRANT USAGE ON SCHEMA public TO shared_care_audit;
GRANT USAGE ON SCHEMA public TO shared_care_backup;
GRANT USAGE ON SCHEMA public TO shared_care_definer;
GRANT USAGE ON SCHEMA public TO shared_care_feeds;
GRANT USAGE ON SCHEMA public TO shared_care_merger;
GRANT USAGE ON SCHEMA public TO shared_care_worker;

CREATE SCHEMA sec AUTHORIZATION owner;
GRANT USAGE ON SCHEMA sec TO shared_care_app;
GRANT CREATE, USAGE ON SCHEMA sec TO shared_care_audit;
GRANT USAGE ON SCHEMA sec TO shared_care_backup;
GRANT CREATE, USAGE ON SCHEMA sec TO shared_care_definer;
GRANT USAGE ON SCHEMA sec TO shared_care_feeds;
GRANT CREATE, USAGE ON SCHEMA sec TO shared_care_merger;
GRANT USAGE ON SCHEMA sec TO shared_care_worker;

-- Rights on whatever the owner makes

ALTER DEFAULT PRIVILEGES FOR ROLE owner

ALTER DEFAULT PRIVILEGES FOR ROLE owner
GRANT SELECT ON SEQUENCES TO shared_care_backup;

ALTER DEFAULT PRIVILEGES FOR ROLE owner
GRANT SELECT ON TABLES TO shared_care_backup;

-- Tables

CREATE TABLE access_requests (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  email text,
  role text,
  hospital_id uuid,
  user_id uuid,
  issuer text,
  subject text,
  state text NOT NULL DEFAULT 'waiting'::text,
  requested_by uuid NOT NULL DEFAULT sec.uid(),
  requested_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  decided_by uuid,
  decided_at timestamp with time zone,
  invitation_id uuid,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT access_requests_by_two CHECK (state <> 'confirmed'::text OR decided_by <> requested_by),
  CONSTRAINT access_requests_decided CHECK ((state = 'waiting'::text) = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT access_requests_email_check CHECK (email = lower(email)),
  CONSTRAINT access_requests_invited CHECK ((invitation_id IS NOT NULL) = (kind = 'invitation'::text AND state = 'confirmed'::text)),
  CONSTRAINT access_requests_issuer_check CHECK (issuer <> ''::text),
  CONSTRAINT access_requests_kind_check CHECK (kind = ANY (ARRAY['invitation'::text, 'identity'::text])),
  CONSTRAINT access_requests_not_own CHECK (requested_by <> user_id AND (state <> 'confirmed'::text OR decided_by <> user_id)),
  CONSTRAINT access_requests_role_check CHECK (role = ANY (ARRAY['haemostasis_nurse'::text, 'phu_doctor'::text, 'link_consultant'::text, 'admin'::text])),
  CONSTRAINT access_requests_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'refused'::text, 'withdrawn'::text])),
  CONSTRAINT access_requests_subject_check CHECK (subject <> ''::text),
  CONSTRAINT access_requests_whole CHECK (
CASE kind
    WHEN 'invitation'::text THEN num_nulls(email, role) = 0 AND num_nonnulls(user_id, issuer, subject) = 0 AND (role = 'link_consultant'::text) = (hospital_id IS NOT NULL)
    ELSE num_nulls(user_id, issuer, subject) = 0 AND num_nonnulls(email, role, hospital_id) = 0
END),
  CONSTRAINT access_requests_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT access_requests_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT access_requests_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitations(id),
  CONSTRAINT access_requests_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES users(id),
  CONSTRAINT access_requests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT access_requests_pkey PRIMARY KEY (id)
);
ALTER TABLE access_requests OWNER TO owner;
CREATE INDEX access_requests_invitation ON access_requests USING btree (invitation_id);
CREATE UNIQUE INDEX access_requests_one_of_account ON access_requests USING btree (user_id) WHERE state = 'waiting'::text;
CREATE UNIQUE INDEX access_requests_one_of_address ON access_requests USING btree (email) WHERE state = 'waiting'::text;
ALTER TABLE access_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY access_requests_admin ON access_requests AS PERMISSIVE FOR ALL TO shared_care_app
  USING (sec.user_role() = 'admin'::text)
  WITH CHECK (sec.user_role() = 'admin'::text AND requested_by = sec.uid());
CREATE POLICY access_requests_by_functions ON access_requests AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON access_requests FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM sec.uid() OR new.requested_by IS NOT NULL AND new.requested_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'requested_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON access_requests FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM old.decided_by AND new.decided_by IS DISTINCT FROM sec.uid() OR new.requested_by IS NOT NULL AND new.requested_by IS DISTINCT FROM old.requested_by AND new.requested_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'requested_by');
GRANT SELECT ON access_requests TO shared_care_app;
GRANT SELECT ON access_requests TO shared_care_backup;
GRANT SELECT ON access_requests TO shared_care_definer;
GRANT INSERT (kind, email, role, hospital_id, user_id, issuer, subject) ON access_requests TO shared_care_app;
GRANT UPDATE (state, decided_by, decided_at, invitation_id, version) ON access_requests TO shared_care_definer;

CREATE TABLE account_messages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  recovery_id uuid,
  kind text NOT NULL,
  setting_id uuid,
  address text NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  due_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  attempts integer NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_until timestamp with time zone,
  sent_at timestamp with time zone,
  reply text,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  access_request_id uuid,
  CONSTRAINT account_messages_about CHECK ((kind = ANY (ARRAY['use_service'::text, 'setting'::text, 'identity'::text, 'access'::text])) = (recovery_id IS NULL) AND (kind = 'setting'::text) = (setting_id IS NOT NULL) AND (kind = ANY (ARRAY['identity'::text, 'access'::text])) = (access_request_id IS NOT NULL)),
  CONSTRAINT account_messages_kind_check CHECK (kind = ANY (ARRAY['prove'::text, 'use_service'::text, 'started'::text, 'link'::text, 'told'::text, 'setting'::text, 'identity'::text, 'access'::text])),
  CONSTRAINT account_messages_lease_whole CHECK ((state = 'leased'::text) = (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
  CONSTRAINT account_messages_reply_check CHECK (reply ~ '^[a-z0-9_.]{1,60}$'::text),
  CONSTRAINT account_messages_sent CHECK ((state = 'sent'::text) = (sent_at IS NOT NULL)),
  CONSTRAINT account_messages_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'leased'::text, 'sent'::text, 'failed'::text, 'stopped'::text])),
  CONSTRAINT account_messages_access FOREIGN KEY (access_request_id) REFERENCES access_requests(id),
  CONSTRAINT account_messages_recovery_id_fkey FOREIGN KEY (recovery_id) REFERENCES account_recoveries(id),
  CONSTRAINT account_messages_setting FOREIGN KEY (setting_id) REFERENCES settings(id),
  CONSTRAINT account_messages_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT account_messages_pkey PRIMARY KEY (id)
);
ALTER TABLE account_messages OWNER TO owner;
CREATE INDEX account_messages_recovery ON account_messages USING btree (recovery_id, created_at);
CREATE INDEX account_messages_to_send ON account_messages USING btree (due_at, id) WHERE state = ANY (ARRAY['waiting'::text, 'leased'::text]);
ALTER TABLE account_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_messages FORCE ROW LEVEL SECURITY;
CREATE POLICY account_messages_admin ON account_messages AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() = 'admin'::text);
CREATE POLICY account_messages_by_functions ON account_messages AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
GRANT SELECT ON account_messages TO shared_care_app;
GRANT SELECT ON account_messages TO shared_care_backup;
GRANT INSERT, SELECT, UPDATE ON account_messages TO shared_care_definer;

CREATE TABLE account_recoveries (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  lost text NOT NULL,
  state text NOT NULL,
  asked_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  asked_by uuid,
  identified text,
  because text,
  new_email text,
  proved_at timestamp with time zone,
  token_hash bytea,
  ends_at timestamp with time zone NOT NULL,
  ended_by uuid,
  ended_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT account_recoveries_because_check CHECK (because <> ''::text),
  CONSTRAINT account_recoveries_by_admin CHECK ((asked_by IS NULL) = (because IS NULL) AND (asked_by IS NULL) = (identified IS NULL)),
  CONSTRAINT account_recoveries_dead CHECK (ended_at IS NULL OR token_hash IS NULL),
  CONSTRAINT account_recoveries_ended CHECK ((state = ANY (ARRAY['completed'::text, 'refused'::text, 'revoked'::text, 'replaced'::text])) = (ended_at IS NOT NULL)),
  CONSTRAINT account_recoveries_identified_check CHECK (identified = ANY (ARRAY['telephone'::text, 'in_person'::text, 'video'::text])),
  CONSTRAINT account_recoveries_lost_check CHECK (lost = ANY (ARRAY['password'::text, 'authenticator'::text, 'both'::text, 'account'::text])),
  CONSTRAINT account_recoveries_new_email_check CHECK (new_email = lower(new_email)),
  CONSTRAINT account_recoveries_not_own CHECK (asked_by <> user_id),
  CONSTRAINT account_recoveries_proved CHECK (asked_by IS NOT NULL OR proved_at IS NOT NULL OR (state <> ALL (ARRAY['waiting'::text, 'confirmed'::text, 'completed'::text]))),
  CONSTRAINT account_recoveries_return CHECK (asked_by IS NOT NULL OR lost <> 'account'::text AND new_email IS NULL),
  CONSTRAINT account_recoveries_state_check CHECK (state = ANY (ARRAY['asked'::text, 'waiting'::text, 'confirmed'::text, 'completed'::text, 'refused'::text, 'revoked'::text, 'replaced'::text])),
  CONSTRAINT account_recoveries_token_hash_check CHECK (length(token_hash) = 32),
  CONSTRAINT account_recoveries_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES users(id),
  CONSTRAINT account_recoveries_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  CONSTRAINT account_recoveries_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT account_recoveries_pkey PRIMARY KEY (id),
  CONSTRAINT account_recoveries_token_hash_key UNIQUE (token_hash)
);
ALTER TABLE account_recoveries OWNER TO owner;
CREATE UNIQUE INDEX account_recoveries_one_decided ON account_recoveries USING btree (user_id) WHERE state = ANY (ARRAY['waiting'::text, 'confirmed'::text]);
CREATE INDEX account_recoveries_user ON account_recoveries USING btree (user_id, asked_at);
ALTER TABLE account_recoveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_recoveries FORCE ROW LEVEL SECURITY;
CREATE POLICY account_recoveries_admin ON account_recoveries AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() = 'admin'::text);
CREATE POLICY account_recoveries_brought_in ON account_recoveries AS PERMISSIVE FOR INSERT TO shared_care_feeds
  WITH CHECK (state = 'waiting'::text AND token_hash IS NULL);
CREATE POLICY account_recoveries_by_functions ON account_recoveries AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON account_recoveries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.asked_by IS NOT NULL AND new.asked_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('asked_by', 'ended_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON account_recoveries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.asked_by IS NOT NULL AND new.asked_by IS DISTINCT FROM old.asked_by AND new.asked_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM old.ended_by AND new.ended_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('asked_by', 'ended_by');
GRANT SELECT ON account_recoveries TO shared_care_backup;
GRANT INSERT, SELECT, UPDATE ON account_recoveries TO shared_care_definer;
GRANT INSERT ON account_recoveries TO shared_care_feeds;
GRANT SELECT (id, user_id, lost, state, asked_at, asked_by, identified, because, new_email, proved_at, ends_at, ended_by, ended_at, version) ON account_recoveries TO shared_care_app;

CREATE TABLE account_recovery_confirmations (
  recovery_id uuid NOT NULL,
  confirmed_by uuid,
  identified text,
  confirmed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT account_recovery_confirmations_identified CHECK ((confirmed_by IS NULL) = (identified IS NULL)),
  CONSTRAINT account_recovery_confirmations_identified_check CHECK (identified = ANY (ARRAY['telephone'::text, 'in_person'::text, 'video'::text])),
  CONSTRAINT account_recovery_confirmations_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES users(id),
  CONSTRAINT account_recovery_confirmations_recovery_id_fkey FOREIGN KEY (recovery_id) REFERENCES account_recoveries(id),
  CONSTRAINT account_recovery_confirmations_once UNIQUE NULLS NOT DISTINCT (recovery_id, confirmed_by)
);
ALTER TABLE account_recovery_confirmations OWNER TO owner;
ALTER TABLE account_recovery_confirmations ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_recovery_confirmations FORCE ROW LEVEL SECURITY;
CREATE POLICY account_recovery_confirmations_admin ON account_recovery_confirmations AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() = 'admin'::text);
CREATE POLICY account_recovery_confirmations_by_functions ON account_recovery_confirmations AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON account_recovery_confirmations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.confirmed_by IS NOT NULL AND new.confirmed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('confirmed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON account_recovery_confirmations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.confirmed_by IS NOT NULL AND new.confirmed_by IS DISTINCT FROM old.confirmed_by AND new.confirmed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('confirmed_by');
GRANT SELECT ON account_recovery_confirmations TO shared_care_app;
GRANT SELECT ON account_recovery_confirmations TO shared_care_backup;
GRANT INSERT, SELECT ON account_recovery_confirmations TO shared_care_definer;

CREATE TABLE alert_corrections (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL,
  kind text NOT NULL,
  reason text NOT NULL,
  needs text NOT NULL,
  to_tier text,
  from_patient_id uuid,
  to_patient_id uuid,
  asked_by uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone,
  answer_words text,
  CONSTRAINT alert_corrections_answer_check CHECK (answer = ANY (ARRAY['done'::text, 'refused'::text, 'taken_back'::text])),
  CONSTRAINT alert_corrections_answered CHECK (num_nulls(answer, answered_by, answered_at) = ANY (ARRAY[0, 3])),
  CONSTRAINT alert_corrections_by_two CHECK (answer IS DISTINCT FROM 'done'::text OR needs = 'nobody'::text OR answered_by <> asked_by),
  CONSTRAINT alert_corrections_kind_check CHECK (kind = ANY (ARRAY['cancel'::text, 'entered_in_error'::text, 'wrong_patient'::text, 'lower_tier'::text])),
  CONSTRAINT alert_corrections_needs_check CHECK (needs = ANY (ARRAY['nobody'::text, 'owner'::text, 'second_person'::text])),
  CONSTRAINT alert_corrections_reason_check CHECK (reason <> ''::text),
  CONSTRAINT alert_corrections_to_patient CHECK ((kind = 'wrong_patient'::text) = (to_patient_id IS NOT NULL)),
  CONSTRAINT alert_corrections_to_tier CHECK ((kind = 'lower_tier'::text) = (to_tier IS NOT NULL)),
  CONSTRAINT alert_corrections_to_tier_check CHECK (to_tier = ANY (ARRAY['red'::text, 'amber'::text, 'blue'::text])),
  CONSTRAINT alert_corrections_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id),
  CONSTRAINT alert_corrections_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES users(id),
  CONSTRAINT alert_corrections_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES users(id),
  CONSTRAINT alert_corrections_from_patient_id_fkey FOREIGN KEY (from_patient_id) REFERENCES patients(id),
  CONSTRAINT alert_corrections_to_patient_id_fkey FOREIGN KEY (to_patient_id) REFERENCES patients(id),
  CONSTRAINT alert_corrections_pkey PRIMARY KEY (id)
);
ALTER TABLE alert_corrections OWNER TO owner;
CREATE INDEX alert_corrections_from ON alert_corrections USING btree (from_patient_id) WHERE kind = 'wrong_patient'::text;
CREATE UNIQUE INDEX alert_corrections_one_open ON alert_corrections USING btree (alert_id) WHERE answer IS NULL;
CREATE INDEX alert_corrections_to ON alert_corrections USING btree (to_patient_id) WHERE kind = 'wrong_patient'::text;
ALTER TABLE alert_corrections ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_corrections FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_corrections_asked ON alert_corrections AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND asked_by = sec.uid());
CREATE POLICY alert_corrections_brought_in ON alert_corrections AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY alert_corrections_read_by_functions ON alert_corrections AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY alert_corrections_seen ON alert_corrections AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY alert_corrections_settled ON alert_corrections AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (answered_by = sec.uid());
CREATE POLICY reached_by_merge ON alert_corrections AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON alert_corrections FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.answered_by IS NOT NULL AND new.answered_by IS DISTINCT FROM sec.uid() OR new.asked_by IS NOT NULL AND new.asked_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('answered_by', 'asked_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON alert_corrections FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.answered_by IS NOT NULL AND new.answered_by IS DISTINCT FROM old.answered_by AND new.answered_by IS DISTINCT FROM sec.uid() OR new.asked_by IS NOT NULL AND new.asked_by IS DISTINCT FROM old.asked_by AND new.asked_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('answered_by', 'asked_by');
CREATE TRIGGER not_into_merged_from_patient_id BEFORE INSERT OR UPDATE OF from_patient_id ON alert_corrections FOR EACH ROW WHEN (new.from_patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('from_patient_id');
CREATE TRIGGER not_into_merged_to_patient_id BEFORE INSERT OR UPDATE OF to_patient_id ON alert_corrections FOR EACH ROW WHEN (new.to_patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('to_patient_id');
GRANT INSERT, SELECT ON alert_corrections TO shared_care_app;
GRANT SELECT ON alert_corrections TO shared_care_backup;
GRANT SELECT ON alert_corrections TO shared_care_definer;
GRANT INSERT, SELECT ON alert_corrections TO shared_care_feeds;
GRANT SELECT ON alert_corrections TO shared_care_merger;
GRANT UPDATE (answer, answered_by, answered_at, answer_words) ON alert_corrections TO shared_care_app;
GRANT UPDATE (answer, answered_by, answered_at, answer_words) ON alert_corrections TO shared_care_feeds;
GRANT UPDATE (from_patient_id, to_patient_id) ON alert_corrections TO shared_care_merger;

CREATE TABLE alert_deliveries (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL,
  level integer NOT NULL,
  round integer NOT NULL,
  channel text NOT NULL,
  recipient_id uuid,
  because text NOT NULL,
  state text NOT NULL DEFAULT 'due'::text,
  due_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  attempts integer NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_until timestamp with time zone,
  sent_at timestamp with time zone,
  address text,
  confirmed_at timestamp with time zone,
  confirmed_by uuid,
  rang text,
  reply text,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT alert_deliveries_channel_check CHECK (channel = ANY (ARRAY['in_app'::text, 'email'::text, 'telephone_task'::text])),
  CONSTRAINT alert_deliveries_confirmed CHECK ((state = 'confirmed'::text) = (confirmed_at IS NOT NULL)),
  CONSTRAINT alert_deliveries_failed CHECK (state <> 'failed'::text OR reply IS NOT NULL),
  CONSTRAINT alert_deliveries_in_app_to_somebody CHECK (channel <> 'in_app'::text OR recipient_id IS NOT NULL),
  CONSTRAINT alert_deliveries_lease_whole CHECK ((state = 'leased'::text) = (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
  CONSTRAINT alert_deliveries_level_check CHECK (level >= 0 AND level <= 3),
  CONSTRAINT alert_deliveries_rang CHECK (channel <> 'telephone_task'::text OR state <> 'confirmed'::text OR confirmed_by IS NOT NULL AND rang <> ''::text),
  CONSTRAINT alert_deliveries_reply_check CHECK (reply ~ '^[a-z0-9_.]{1,60}$'::text),
  CONSTRAINT alert_deliveries_round_check CHECK (round >= 0),
  CONSTRAINT alert_deliveries_sent CHECK (state <> 'sent'::text OR sent_at IS NOT NULL),
  CONSTRAINT alert_deliveries_state_check CHECK (state = ANY (ARRAY['due'::text, 'leased'::text, 'sent'::text, 'confirmed'::text, 'failed'::text])),
  CONSTRAINT alert_deliveries_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id),
  CONSTRAINT alert_deliveries_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES users(id),
  CONSTRAINT alert_deliveries_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES users(id),
  CONSTRAINT alert_deliveries_pkey PRIMARY KEY (id),
  CONSTRAINT alert_deliveries_once UNIQUE NULLS NOT DISTINCT (alert_id, level, round, channel, recipient_id)
);
ALTER TABLE alert_deliveries OWNER TO owner;
CREATE INDEX alert_deliveries_again ON alert_deliveries USING btree (level DESC, due_at) WHERE (state = ANY (ARRAY['due'::text, 'leased'::text])) AND attempts > 0;
CREATE INDEX alert_deliveries_alert ON alert_deliveries USING btree (alert_id);
CREATE INDEX alert_deliveries_failed ON alert_deliveries USING btree (alert_id) WHERE state = 'failed'::text;
CREATE INDEX alert_deliveries_first_try ON alert_deliveries USING btree (level DESC, due_at) WHERE (state = ANY (ARRAY['due'::text, 'leased'::text])) AND attempts = 0;
CREATE INDEX alert_deliveries_mailed ON alert_deliveries USING btree (sent_at) WHERE channel = 'email'::text AND sent_at IS NOT NULL;
ALTER TABLE alert_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_deliveries_brought_in ON alert_deliveries AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY alert_deliveries_call_taken_back ON alert_deliveries AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) AND channel = 'telephone_task'::text AND confirmed_by = sec.uid())
  WITH CHECK (channel = 'telephone_task'::text AND (state = ANY (ARRAY['due'::text, 'sent'::text])) AND num_nonnulls(confirmed_at, confirmed_by, rang) = 0);
CREATE POLICY alert_deliveries_confirmed_by_phu ON alert_deliveries AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) AND (recipient_id = sec.uid() AND channel = 'in_app'::text OR channel = 'telephone_task'::text))
  WITH CHECK (state = 'confirmed'::text AND confirmed_by = sec.uid());
CREATE POLICY alert_deliveries_heartbeats_pruned ON alert_deliveries AS RESTRICTIVE FOR DELETE TO shared_care_definer
  USING ((EXISTS ( SELECT 1
   FROM alerts a
  WHERE a.id = alert_deliveries.alert_id AND a.kind = 'heartbeat'::text)));
CREATE POLICY alert_deliveries_made_by_functions ON alert_deliveries AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY alert_deliveries_seen_by_phu ON alert_deliveries AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY alert_deliveries_worked ON alert_deliveries AS PERMISSIVE FOR ALL TO shared_care_worker
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON alert_deliveries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.confirmed_by IS NOT NULL AND new.confirmed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('confirmed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON alert_deliveries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.confirmed_by IS NOT NULL AND new.confirmed_by IS DISTINCT FROM old.confirmed_by AND new.confirmed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('confirmed_by');
GRANT SELECT ON alert_deliveries TO shared_care_app;
GRANT SELECT ON alert_deliveries TO shared_care_backup;
GRANT DELETE, INSERT, SELECT ON alert_deliveries TO shared_care_definer;
GRANT INSERT, SELECT ON alert_deliveries TO shared_care_feeds;
GRANT SELECT ON alert_deliveries TO shared_care_worker;
GRANT UPDATE (state, lease_token, lease_until, confirmed_at, confirmed_by, rang) ON alert_deliveries TO shared_care_app;
GRANT UPDATE (state, due_at, attempts, lease_token, lease_until, sent_at, address, confirmed_at, reply) ON alert_deliveries TO shared_care_worker;

CREATE TABLE alert_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  alert_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  kind text NOT NULL,
  by uuid,
  detail text,
  CONSTRAINT alert_events_kind_check CHECK (kind = ANY (ARRAY['raised'::text, 'acknowledged'::text, 'handed_back'::text, 'liaison'::text, 'checklist'::text, 'first_treatment'::text, 'moved'::text, 'matched'::text, 'tier_raised'::text, 'awaiting'::text, 'resumed'::text, 'closed'::text, 'reopened'::text, 'withdrawn'::text, 'escalated'::text, 'told_again'::text, 'returned'::text, 'woken'::text, 'unmatched_long'::text, 'delivery_failed'::text, 'telephoned'::text, 'offered'::text, 'offer_taken_back'::text, 'offer_accepted'::text, 'offer_declined'::text, 'tier_lowered'::text, 'correction_asked'::text, 'correction_refused'::text, 'moved_to_patient'::text, 'liaison_struck_out'::text, 'facts_corrected'::text, 'match_undone'::text, 'record_changed'::text, 'handover_note'::text, 'call_taken_back'::text])),
  CONSTRAINT alert_events_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id),
  CONSTRAINT alert_events_by_fkey FOREIGN KEY (by) REFERENCES users(id),
  CONSTRAINT alert_events_pkey PRIMARY KEY (id)
);
ALTER TABLE alert_events OWNER TO owner;
CREATE INDEX alert_events_alert ON alert_events USING btree (alert_id, id);
ALTER TABLE alert_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_events FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_events_brought_in ON alert_events AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY alert_events_follow_their_parent ON alert_events AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM alerts a
  WHERE a.id = alert_events.alert_id)))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM alerts a
  WHERE a.id = alert_events.alert_id)));
CREATE POLICY alert_events_read_by_functions ON alert_events AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY alert_events_worked ON alert_events AS PERMISSIVE FOR ALL TO shared_care_worker
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON alert_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON alert_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM old.by AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
GRANT INSERT, SELECT ON alert_events TO shared_care_app;
GRANT SELECT ON alert_events TO shared_care_backup;
GRANT INSERT, SELECT ON alert_events TO shared_care_feeds;
GRANT SELECT (id, alert_id, kind, detail) ON alert_events TO shared_care_definer;
GRANT INSERT (id, alert_id, at, kind, by, detail) ON alert_events TO shared_care_worker;
GRANT SELECT (id, alert_id, at, kind, detail) ON alert_events TO shared_care_worker;

CREATE TABLE alerts (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL DEFAULT 'attendance'::text,
  attendance_id uuid,
  state text NOT NULL DEFAULT 'open'::text,
  tier text NOT NULL,
  trigger text NOT NULL,
  triggers text[] NOT NULL,
  level integer NOT NULL DEFAULT 0,
  opened_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  acknowledge_by timestamp with time zone NOT NULL,
  acknowledged_at timestamp with time zone,
  owner_id uuid,
  awaiting_what text,
  awaiting_from text,
  wake_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by uuid,
  outcome text,
  close_note text,
  version integer NOT NULL DEFAULT 1,
  break_glass_grant_id uuid,
  break_glass_miss_id uuid,
  round integer NOT NULL DEFAULT 0,
  next_escalation_at timestamp with time zone,
  offered_to uuid,
  offered_at timestamp with time zone,
  offered_because text,
  triggers_set_aside text[] NOT NULL DEFAULT '{}'::text[],
  ever_red boolean NOT NULL DEFAULT false,
  withdrawn_at timestamp with time zone,
  withdrawn_because text,
  judged_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT alerts_awaiting_named CHECK ((state = 'awaiting'::text) = (awaiting_what IS NOT NULL AND awaiting_from IS NOT NULL AND wake_at IS NOT NULL)),
  CONSTRAINT alerts_awaiting_what_check CHECK (awaiting_what = ANY (ARRAY['local_team'::text, 'family'::text, 'result'::text, 'discharge_summary'::text])),
  CONSTRAINT alerts_closed_with_outcome CHECK ((state = 'closed'::text) = (closed_at IS NOT NULL AND closed_by IS NOT NULL AND outcome IS NOT NULL)),
  CONSTRAINT alerts_kind CHECK ((kind = 'attendance'::text) = (attendance_id IS NOT NULL)),
  CONSTRAINT alerts_kind_break_glass CHECK (num_nonnulls(break_glass_grant_id, break_glass_miss_id) =
CASE kind
    WHEN 'break_glass'::text THEN 1
    ELSE 0
END),
  CONSTRAINT alerts_kind_check CHECK (kind = ANY (ARRAY['attendance'::text, 'break_glass'::text, 'ops'::text, 'heartbeat'::text])),
  CONSTRAINT alerts_level_check CHECK (level >= 0 AND level <= 3),
  CONSTRAINT alerts_offer_whole CHECK (num_nulls(offered_to, offered_at, offered_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT alerts_offered_by_owner CHECK (offered_to IS NULL OR (state = ANY (ARRAY['acknowledged'::text, 'awaiting'::text])) AND owner_id IS DISTINCT FROM offered_to),
  CONSTRAINT alerts_open_has_no_owner CHECK (state <> 'open'::text OR owner_id IS NULL),
  CONSTRAINT alerts_open_will_escalate CHECK (state <> 'open'::text OR next_escalation_at IS NOT NULL),
  CONSTRAINT alerts_outcome_check CHECK (outcome = ANY (ARRAY['resolved'::text, 'phu_review_booked'::text, 'plan_changed'::text, 'transferred_to_phu'::text, 'referred'::text, 'unrelated'::text, 'duplicate'::text, 'entered_in_error'::text])),
  CONSTRAINT alerts_owned CHECK ((state = ANY (ARRAY['open'::text, 'withdrawn'::text])) OR owner_id IS NOT NULL AND acknowledged_at IS NOT NULL),
  CONSTRAINT alerts_state_check CHECK (state = ANY (ARRAY['open'::text, 'acknowledged'::text, 'awaiting'::text, 'closed'::text, 'withdrawn'::text])),
  CONSTRAINT alerts_tier_check CHECK (tier = ANY (ARRAY['red'::text, 'amber'::text, 'blue'::text])),
  CONSTRAINT alerts_trigger_named CHECK (triggers[1] = trigger),
  CONSTRAINT alerts_withdrawn_when CHECK ((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL)),
  CONSTRAINT alerts_attendance FOREIGN KEY (attendance_id) REFERENCES attendances(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT alerts_break_glass_grant FOREIGN KEY (break_glass_grant_id) REFERENCES break_glass_grants(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT alerts_break_glass_miss_id_fkey FOREIGN KEY (break_glass_miss_id) REFERENCES break_glass_misses(id),
  CONSTRAINT alerts_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES users(id),
  CONSTRAINT alerts_offered_to_fkey FOREIGN KEY (offered_to) REFERENCES users(id),
  CONSTRAINT alerts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id),
  CONSTRAINT alerts_pkey PRIMARY KEY (id),
  CONSTRAINT alerts_attendance_id_key UNIQUE (attendance_id),
  CONSTRAINT alerts_break_glass_grant_id_key UNIQUE (break_glass_grant_id),
  CONSTRAINT alerts_break_glass_miss_id_key UNIQUE (break_glass_miss_id)
);
ALTER TABLE alerts OWNER TO owner;
CREATE INDEX alerts_closed ON alerts USING btree (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX alerts_heartbeats ON alerts USING btree (opened_at) WHERE kind = 'heartbeat'::text;
CREATE INDEX alerts_live ON alerts USING btree (state, acknowledge_by) WHERE state = ANY (ARRAY['open'::text, 'acknowledged'::text, 'awaiting'::text]);
CREATE UNIQUE INDEX alerts_one_for_each_cause ON alerts USING btree (trigger) WHERE kind = 'ops'::text AND (state = ANY (ARRAY['open'::text, 'acknowledged'::text, 'awaiting'::text]));
CREATE INDEX alerts_opened ON alerts USING btree (opened_at);
CREATE INDEX alerts_to_escalate ON alerts USING btree (next_escalation_at) WHERE state = 'open'::text;
CREATE INDEX alerts_withdrawn ON alerts USING btree (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
ALTER TABLE alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE alerts FORCE ROW LEVEL SECURITY;
CREATE POLICY alerts_about_the_product ON alerts AS PERMISSIVE FOR INSERT TO shared_care_worker
  WITH CHECK (kind = ANY (ARRAY['ops'::text, 'heartbeat'::text]));
CREATE POLICY alerts_brought_in ON alerts AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY alerts_escalated ON alerts AS PERMISSIVE FOR UPDATE TO shared_care_worker
  USING (true);
CREATE POLICY alerts_heartbeats_pruned ON alerts AS PERMISSIVE FOR DELETE TO shared_care_definer
  USING (kind = 'heartbeat'::text);
CREATE POLICY alerts_of_own_break_glass ON alerts AS PERMISSIVE FOR SELECT TO shared_care_app
  USING ((EXISTS ( SELECT 1
   FROM break_glass_grants g
  WHERE g.id = alerts.break_glass_grant_id AND g.user_id = sec.uid())) OR (EXISTS ( SELECT 1
   FROM break_glass_misses m
  WHERE m.id = alerts.break_glass_miss_id AND m.user_id = sec.uid())));
CREATE POLICY alerts_raised ON alerts AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM attendances a
  WHERE a.id = alerts.attendance_id)));
CREATE POLICY alerts_raised_by_break_glass ON alerts AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK ((EXISTS ( SELECT 1
   FROM break_glass_grants g
  WHERE g.id = alerts.break_glass_grant_id AND g.user_id = sec.uid())) OR (EXISTS ( SELECT 1
   FROM break_glass_misses m
  WHERE m.id = alerts.break_glass_miss_id AND m.user_id = sec.uid())));
CREATE POLICY alerts_read_by_functions ON alerts AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY alerts_seen_by_user ON alerts AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM attendances a
  WHERE a.id = alerts.attendance_id)));
CREATE POLICY alerts_worked ON alerts AS PERMISSIVE FOR SELECT TO shared_care_worker
  USING (true);
CREATE POLICY alerts_worked_by_phu ON alerts AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER alerts_follow BEFORE INSERT OR UPDATE ON alerts FOR EACH ROW EXECUTE FUNCTION sec.alert_follows();
CREATE TRIGGER alerts_judged BEFORE UPDATE OF tier ON alerts FOR EACH ROW WHEN (new.tier IS DISTINCT FROM old.tier) EXECUTE FUNCTION sec.alert_is_judged_now();
CREATE CONSTRAINT TRIGGER alerts_name_their_attendance AFTER INSERT OR UPDATE OF attendance_id ON alerts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.attendance_and_alert_name_each_other();
CREATE CONSTRAINT TRIGGER alerts_name_their_grant AFTER INSERT OR UPDATE OF break_glass_grant_id ON alerts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.grant_and_alert_name_each_other();
CREATE CONSTRAINT TRIGGER alerts_told_to_somebody AFTER INSERT ON alerts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.alert_has_delivery();
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON alerts FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.closed_by IS NOT NULL AND new.closed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('closed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON alerts FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.closed_by IS NOT NULL AND new.closed_by IS DISTINCT FROM old.closed_by AND new.closed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('closed_by');
GRANT INSERT, SELECT, UPDATE ON alerts TO shared_care_app;
GRANT SELECT ON alerts TO shared_care_backup;
GRANT DELETE, SELECT ON alerts TO shared_care_definer;
GRANT INSERT, SELECT, UPDATE ON alerts TO shared_care_feeds;
GRANT INSERT (id, kind, state, tier, trigger, triggers, level, opened_at, acknowledge_by, round, next_escalation_at) ON alerts TO shared_care_worker;
GRANT SELECT (id, kind, state, tier, trigger, triggers, level, opened_at, acknowledge_by, acknowledged_at, owner_id, wake_at, version, round, next_escalation_at, triggers_set_aside, judged_at) ON alerts TO shared_care_worker;
GRANT UPDATE (state, tier, trigger, triggers, level, acknowledge_by, acknowledged_at, owner_id, awaiting_what, awaiting_from, wake_at, version, round, next_escalation_at) ON alerts TO shared_care_worker;

CREATE TABLE attendance_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  attendance_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  by uuid NOT NULL DEFAULT sec.uid(),
  because text NOT NULL,
  was jsonb NOT NULL,
  becomes jsonb NOT NULL,
  tier_by_rules text NOT NULL,
  CONSTRAINT attendance_changes_because_check CHECK (because <> ''::text),
  CONSTRAINT attendance_changes_something CHECK (was <> becomes),
  CONSTRAINT attendance_changes_tier_by_rules_check CHECK (tier_by_rules = ANY (ARRAY['red'::text, 'amber'::text, 'blue'::text])),
  CONSTRAINT attendance_changes_attendance_id_fkey FOREIGN KEY (attendance_id) REFERENCES attendances(id),
  CONSTRAINT attendance_changes_by_fkey FOREIGN KEY (by) REFERENCES users(id),
  CONSTRAINT attendance_changes_pkey PRIMARY KEY (id)
);
ALTER TABLE attendance_changes OWNER TO owner;
CREATE INDEX attendance_changes_attendance ON attendance_changes USING btree (attendance_id, at);
ALTER TABLE attendance_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendance_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY attendance_changes_brought_in ON attendance_changes AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY attendance_changes_made ON attendance_changes AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND by = sec.uid());
CREATE POLICY attendance_changes_seen ON attendance_changes AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON attendance_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON attendance_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM old.by AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
GRANT INSERT, SELECT ON attendance_changes TO shared_care_app;
GRANT SELECT ON attendance_changes TO shared_care_backup;
GRANT INSERT, SELECT ON attendance_changes TO shared_care_feeds;

CREATE TABLE attendance_drafts (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  patient_id uuid,
  sheet jsonb NOT NULL,
  saved_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT attendance_drafts_sheet_check CHECK (octet_length(sheet::text) <= 20000),
  CONSTRAINT attendance_drafts_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT attendance_drafts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT attendance_drafts_pkey PRIMARY KEY (user_id, id)
);
ALTER TABLE attendance_drafts OWNER TO owner;
CREATE INDEX attendance_drafts_user ON attendance_drafts USING btree (user_id, saved_at);
ALTER TABLE attendance_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendance_drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY attendance_drafts_own ON attendance_drafts AS PERMISSIVE FOR ALL TO shared_care_app
  USING (user_id = sec.uid() AND saved_at > (sec.now() - '24:00:00'::interval))
  WITH CHECK (user_id = sec.uid() AND (sec.user_role() = ANY (ARRAY['haemostasis_nurse'::text, 'phu_doctor'::text, 'link_consultant'::text])) AND (patient_id IS NULL OR ( SELECT sec.sees_all_patients() AS sees_all_patients) OR sec.can_see(patient_id)));
CREATE POLICY attendance_drafts_read_by_functions ON attendance_drafts AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY attendance_drafts_removed_by_functions ON attendance_drafts AS PERMISSIVE FOR DELETE TO shared_care_definer
  USING (saved_at <= (sec.now() - '24:00:00'::interval));
CREATE POLICY reached_by_merge ON attendance_drafts AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON attendance_drafts FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT DELETE, INSERT, SELECT, UPDATE ON attendance_drafts TO shared_care_app;
GRANT SELECT ON attendance_drafts TO shared_care_backup;
GRANT DELETE, SELECT ON attendance_drafts TO shared_care_definer;
GRANT SELECT ON attendance_drafts TO shared_care_merger;
GRANT UPDATE (patient_id) ON attendance_drafts TO shared_care_merger;

CREATE TABLE attendance_sources (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  attendance_id uuid NOT NULL,
  kind text NOT NULL,
  told_by text NOT NULL,
  reported_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT attendance_sources_kind_check CHECK (kind = ANY (ARRAY['phone'::text, 'email'::text, 'portal'::text, 'adt'::text, 'later_discovery'::text])),
  CONSTRAINT attendance_sources_attendance_id_fkey FOREIGN KEY (attendance_id) REFERENCES attendances(id),
  CONSTRAINT attendance_sources_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT attendance_sources_pkey PRIMARY KEY (id)
);
ALTER TABLE attendance_sources OWNER TO owner;
CREATE INDEX attendance_sources_attendance ON attendance_sources USING btree (attendance_id);
ALTER TABLE attendance_sources ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendance_sources FORCE ROW LEVEL SECURITY;
CREATE POLICY attendance_sources_brought_in ON attendance_sources AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY attendance_sources_follow_their_parent ON attendance_sources AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM attendances a
  WHERE a.id = attendance_sources.attendance_id)))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM attendances a
  WHERE a.id = attendance_sources.attendance_id)));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON attendance_sources FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON attendance_sources FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
GRANT INSERT, SELECT ON attendance_sources TO shared_care_app;
GRANT SELECT ON attendance_sources TO shared_care_backup;
GRANT INSERT, SELECT ON attendance_sources TO shared_care_feeds;

CREATE TABLE attendances (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  reference text GENERATED ALWAYS AS ('A-'::text || number::text) STORED,
  alert_id uuid NOT NULL,
  patient_id uuid,
  unmatched_name text,
  unmatched_birth_date date,
  unmatched_phone text,
  hospital_id uuid,
  unit_kind text,
  state text NOT NULL,
  reason text NOT NULL,
  bleed_site text,
  category integer NOT NULL,
  arrived_at timestamp with time zone NOT NULL,
  reported_at timestamp with time zone NOT NULL,
  left_at timestamp with time zone,
  told_by text NOT NULL,
  call_back text,
  note text,
  admitted_or_transferred boolean NOT NULL DEFAULT false,
  apcc_mentioned boolean NOT NULL DEFAULT false,
  invasive_procedure boolean NOT NULL DEFAULT false,
  still_unwell boolean NOT NULL DEFAULT false,
  first_treatment_at timestamp with time zone,
  first_treatment_product text,
  first_treatment_absent_because text,
  open_access text NOT NULL,
  open_access_arrangement_id uuid,
  open_access_because text NOT NULL,
  logged_by uuid NOT NULL,
  logged_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  idempotency_key uuid NOT NULL,
  request_hash text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  unlisted_hospital_name text,
  unlisted_hospital_kind text,
  unlisted_hospital_place text,
  unlisted_hospital_phone text,
  advice_sought boolean,
  CONSTRAINT attendances_at_some_hospital CHECK (hospital_id IS NOT NULL OR unlisted_hospital_name IS NOT NULL),
  CONSTRAINT attendances_bleed_site_check CHECK (bleed_site = ANY (ARRAY['head'::text, 'neck'::text, 'chest'::text, 'abdomen'::text, 'iliopsoas'::text, 'joint'::text, 'muscle'::text, 'mouth'::text, 'other'::text])),
  CONSTRAINT attendances_category_check CHECK (category >= 1 AND category <= 4),
  CONSTRAINT attendances_left_after_arrival CHECK (left_at >= arrived_at),
  CONSTRAINT attendances_left_state CHECK ((state = 'left'::text) <= (left_at IS NOT NULL)),
  CONSTRAINT attendances_open_access_check CHECK (open_access = ANY (ARRAY['valid'::text, 'due_review'::text, 'not_started'::text, 'awaiting_agreement'::text, 'expired'::text, 'suspended'::text, 'withdrawn'::text, 'none'::text, 'unknown'::text])),
  CONSTRAINT attendances_reason_check CHECK (reason = ANY (ARRAY['bleeding'::text, 'head_injury'::text, 'pain_joint_muscle'::text, 'problem_giving_factor'::text, 'line_site'::text, 'fever_with_line'::text, 'planned_treatment'::text, 'unrelated_illness'::text, 'other'::text])),
  CONSTRAINT attendances_somebody CHECK (patient_id IS NOT NULL OR unmatched_name IS NOT NULL),
  CONSTRAINT attendances_state_check CHECK (state = ANY (ARRAY['unmatched'::text, 'arrived'::text, 'in_department'::text, 'admitted'::text, 'transferred'::text, 'left'::text, 'cancelled'::text, 'entered_in_error'::text, 'merged'::text])),
  CONSTRAINT attendances_told_by_check CHECK (told_by = ANY (ARRAY['mother'::text, 'father'::text, 'carer'::text, 'patient'::text, 'ward_nurse'::text, 'ward_doctor'::text, 'link_consultant'::text, 'switchboard'::text, 'other'::text])),
  CONSTRAINT attendances_treatment_known_or_not CHECK (first_treatment_at IS NULL OR first_treatment_absent_because IS NULL),
  CONSTRAINT attendances_unit_kind_check CHECK (unit_kind = ANY (ARRAY['ed'::text, 'assessment'::text, 'ward'::text])),
  CONSTRAINT attendances_unlisted_hospital_kind_check CHECK (unlisted_hospital_kind = ANY (ARRAY['abroad'::text, 'other_nation'::text, 'private'::text, 'other'::text])),
  CONSTRAINT attendances_unlisted_hospital_name_check CHECK (unlisted_hospital_name <> ''::text),
  CONSTRAINT attendances_unlisted_whole CHECK ((unlisted_hospital_name IS NULL) = (unlisted_hospital_kind IS NULL) AND (unlisted_hospital_name IS NOT NULL OR num_nulls(unlisted_hospital_place, unlisted_hospital_phone) = 2)),
  CONSTRAINT attendances_unmatched_state CHECK (state <> 'unmatched'::text OR patient_id IS NULL),
  CONSTRAINT attendances_alert FOREIGN KEY (alert_id) REFERENCES alerts(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT attendances_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT attendances_logged_by_fkey FOREIGN KEY (logged_by) REFERENCES users(id),
  CONSTRAINT attendances_open_access_arrangement_id_fkey FOREIGN KEY (open_access_arrangement_id) REFERENCES open_access_arrangements(id),
  CONSTRAINT attendances_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT attendances_pkey PRIMARY KEY (id),
  CONSTRAINT attendances_idempotency UNIQUE (logged_by, idempotency_key),
  CONSTRAINT attendances_one_alert UNIQUE (alert_id),
  CONSTRAINT attendances_reference_key UNIQUE (reference)
);
ALTER TABLE attendances OWNER TO owner;
CREATE INDEX attendances_arrived ON attendances USING btree (arrived_at);
CREATE INDEX attendances_hospital ON attendances USING btree (hospital_id, arrived_at DESC);
CREATE INDEX attendances_patient ON attendances USING btree (patient_id, arrived_at DESC);
CREATE INDEX attendances_unmatched ON attendances USING btree (logged_at) WHERE state = 'unmatched'::text;
ALTER TABLE attendances ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendances FORCE ROW LEVEL SECURITY;
CREATE POLICY attendances_brought_in ON attendances AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY attendances_changed_by_phu ON attendances AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY attendances_logged_by_user ON attendances AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (logged_by = sec.uid() AND (( SELECT sec.sees_all_patients() AS sees_all_patients) OR hospital_id = (( SELECT u.hospital_id
   FROM users u
  WHERE u.id = sec.uid())) AND (patient_id IS NULL OR sec.can_see(patient_id))));
CREATE POLICY attendances_read_by_functions ON attendances AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY attendances_seen_by_user ON attendances AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR patient_id IS NOT NULL AND sec.can_see(patient_id) OR patient_id IS NULL AND logged_by = sec.uid());
CREATE POLICY reached_by_merge ON attendances AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE CONSTRAINT TRIGGER attendances_name_their_alert AFTER INSERT OR UPDATE OF alert_id ON attendances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.attendance_and_alert_name_each_other();
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON attendances FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.logged_by IS NOT NULL AND new.logged_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('logged_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON attendances FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.logged_by IS NOT NULL AND new.logged_by IS DISTINCT FROM old.logged_by AND new.logged_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('logged_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON attendances FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON attendances TO shared_care_app;
GRANT SELECT ON attendances TO shared_care_backup;
GRANT SELECT ON attendances TO shared_care_definer;
GRANT INSERT, SELECT, UPDATE ON attendances TO shared_care_feeds;
GRANT SELECT ON attendances TO shared_care_merger;
GRANT UPDATE (patient_id) ON attendances TO shared_care_merger;

CREATE TABLE audit_chain (
  seq bigint NOT NULL,
  entry_id bigint NOT NULL,
  entry_xid xid8 NOT NULL,
  sealed_at timestamp with time zone NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_chain_hash_check CHECK (length(hash) = 32),
  CONSTRAINT audit_chain_pkey PRIMARY KEY (seq),
  CONSTRAINT audit_chain_entry_id_key UNIQUE (entry_id)
);
ALTER TABLE audit_chain OWNER TO owner;
CREATE TRIGGER audit_chain_only_added BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_chain FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_audit_change();
GRANT INSERT, SELECT ON audit_chain TO shared_care_audit;
GRANT SELECT ON audit_chain TO shared_care_backup;

CREATE TABLE audit_entries (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  actor_id uuid,
  actor_role text,
  action text NOT NULL,
  entity text NOT NULL,
  entity_id uuid,
  patient_id uuid,
  outcome text NOT NULL DEFAULT 'done'::text,
  detail text,
  entity_version integer,
  patient_ids uuid[],
  reason text,
  break_glass_id uuid,
  request_id text DEFAULT NULLIF(current_setting('app.request_id'::text, true), ''::text),
  session_hash text DEFAULT NULLIF(current_setting('app.session_hash'::text, true), ''::text),
  address text DEFAULT NULLIF(current_setting('app.address'::text, true), ''::text),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT audit_entries_action_check CHECK (action ~ '^[a-z_]{2,40}$'::text),
  CONSTRAINT audit_entries_outcome_check CHECK (outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])),
  CONSTRAINT audit_entries_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users(id),
  CONSTRAINT audit_entries_pkey PRIMARY KEY (id)
);
ALTER TABLE audit_entries OWNER TO owner;
CREATE INDEX audit_entries_actor ON audit_entries USING btree (actor_id, at DESC);
CREATE INDEX audit_entries_at ON audit_entries USING btree (at DESC, id DESC);
CREATE INDEX audit_entries_patient ON audit_entries USING btree (patient_id, at DESC) WHERE patient_id IS NOT NULL;
CREATE INDEX audit_entries_searched ON audit_entries USING gin (patient_ids) WHERE action = 'search'::text;
CREATE INDEX audit_entries_xid ON audit_entries USING btree (xid);
CREATE TRIGGER audit_entries_only_added BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_audit_change();
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON audit_entries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.actor_id IS NOT NULL AND new.actor_id IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('actor_id');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON audit_entries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.actor_id IS NOT NULL AND new.actor_id IS DISTINCT FROM old.actor_id AND new.actor_id IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('actor_id');
GRANT SELECT ON audit_entries TO shared_care_audit;
GRANT SELECT ON audit_entries TO shared_care_backup;
GRANT INSERT (actor_id, actor_role, action, entity, entity_id, patient_id, outcome, detail, entity_version, patient_ids, reason, break_glass_id) ON audit_entries TO shared_care_app;
GRANT SELECT (at, actor_id, action, outcome) ON audit_entries TO shared_care_definer;
GRANT INSERT (actor_id, actor_role, action, entity, entity_id, patient_id, outcome, detail, entity_version, patient_ids, reason, break_glass_id) ON audit_entries TO shared_care_feeds;
GRANT INSERT (actor_id, actor_role, action, entity, entity_id, patient_id, outcome, detail, entity_version, patient_ids, reason, break_glass_id) ON audit_entries TO shared_care_worker;

CREATE TABLE bank_holidays (
  holiday_on date NOT NULL,
  title text NOT NULL,
  CONSTRAINT bank_holidays_pkey PRIMARY KEY (holiday_on)
);
ALTER TABLE bank_holidays OWNER TO owner;
GRANT SELECT ON bank_holidays TO shared_care_app;
GRANT SELECT ON bank_holidays TO shared_care_backup;
GRANT DELETE, INSERT, SELECT, UPDATE ON bank_holidays TO shared_care_definer;
GRANT SELECT ON bank_holidays TO shared_care_feeds;
GRANT SELECT ON bank_holidays TO shared_care_worker;
COMMENT ON TABLE bank_holidays IS 'England and Wales, from the GOV.UK list.';

CREATE TABLE bleed_settlements (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  diary_bleed_id uuid,
  attendance_id uuid,
  settled_as text NOT NULL,
  note text,
  settled_by uuid NOT NULL,
  settled_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT bleed_settlements_one CHECK (num_nonnulls(diary_bleed_id, attendance_id) = 1),
  CONSTRAINT bleed_settlements_settled_as_check CHECK (settled_as = ANY (ARRAY['same_bleed'::text, 'treated_at_home'::text, 'family_rung'::text, 'diary_asked'::text, 'not_a_bleed'::text])),
  CONSTRAINT bleed_settlements_attendance_id_fkey FOREIGN KEY (attendance_id) REFERENCES attendances(id),
  CONSTRAINT bleed_settlements_diary_bleed_id_fkey FOREIGN KEY (diary_bleed_id) REFERENCES diary_bleeds(id),
  CONSTRAINT bleed_settlements_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT bleed_settlements_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES users(id),
  CONSTRAINT bleed_settlements_pkey PRIMARY KEY (id),
  CONSTRAINT bleed_settlements_attendance_id_key UNIQUE (attendance_id),
  CONSTRAINT bleed_settlements_diary_bleed_id_key UNIQUE (diary_bleed_id)
);
ALTER TABLE bleed_settlements OWNER TO owner;
ALTER TABLE bleed_settlements ENABLE ROW LEVEL SECURITY;
ALTER TABLE bleed_settlements FORCE ROW LEVEL SECURITY;
CREATE POLICY bleed_settlements_brought_in ON bleed_settlements AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY bleed_settlements_phu ON bleed_settlements AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON bleed_settlements AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON bleed_settlements FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.settled_by IS NOT NULL AND new.settled_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('settled_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON bleed_settlements FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.settled_by IS NOT NULL AND new.settled_by IS DISTINCT FROM old.settled_by AND new.settled_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('settled_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON bleed_settlements FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON bleed_settlements TO shared_care_app;
GRANT SELECT ON bleed_settlements TO shared_care_backup;
GRANT INSERT, SELECT ON bleed_settlements TO shared_care_feeds;
GRANT SELECT ON bleed_settlements TO shared_care_merger;
GRANT UPDATE (patient_id) ON bleed_settlements TO shared_care_merger;

CREATE TABLE break_glass_grants (
  id uuid NOT NULL,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  reference text GENERATED ALWAYS AS ('E-'::text || number::text) STORED,
  user_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  alert_id uuid NOT NULL,
  reason text NOT NULL,
  words text NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  review_due date NOT NULL,
  reviewed_at timestamp with time zone,
  reviewed_by uuid,
  review_outcome text,
  review_words text,
  CONSTRAINT break_glass_grants_four_hours CHECK (expires_at = (granted_at + '04:00:00'::interval)),
  CONSTRAINT break_glass_grants_reason_check CHECK (reason = ANY (ARRAY['bleeding_now'::text, 'treatment_now'::text, 'procedure_now'::text, 'transfer'::text, 'other'::text])),
  CONSTRAINT break_glass_grants_review_outcome_check CHECK (review_outcome = ANY (ARRAY['justified'::text, 'not_justified'::text, 'needs_follow_up'::text])),
  CONSTRAINT break_glass_grants_reviewed_by_another CHECK (reviewed_by <> user_id),
  CONSTRAINT break_glass_grants_reviewed_whole CHECK (num_nonnulls(reviewed_at, reviewed_by, review_outcome, review_words) = ANY (ARRAY[0, 4])),
  CONSTRAINT break_glass_grants_words CHECK (char_length(words) >= 10),
  CONSTRAINT break_glass_grants_alert FOREIGN KEY (alert_id) REFERENCES alerts(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT break_glass_grants_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT break_glass_grants_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES users(id),
  CONSTRAINT break_glass_grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT break_glass_grants_pkey PRIMARY KEY (id),
  CONSTRAINT break_glass_grants_alert_id_key UNIQUE (alert_id),
  CONSTRAINT break_glass_grants_reference_key UNIQUE (reference)
);
ALTER TABLE break_glass_grants OWNER TO owner;
CREATE INDEX break_glass_grants_patient ON break_glass_grants USING btree (patient_id, user_id, expires_at);
CREATE INDEX break_glass_grants_to_review ON break_glass_grants USING btree (review_due) WHERE reviewed_at IS NULL;
CREATE INDEX break_glass_grants_user ON break_glass_grants USING btree (user_id, granted_at);
ALTER TABLE break_glass_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE break_glass_grants FORCE ROW LEVEL SECURITY;
CREATE POLICY break_glass_grants_made_by_functions ON break_glass_grants AS PERMISSIVE FOR INSERT TO shared_care_definer
  WITH CHECK (true);
CREATE POLICY break_glass_grants_own_or_phu ON break_glass_grants AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR user_id = sec.uid());
CREATE POLICY break_glass_grants_read_by_functions ON break_glass_grants AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY break_glass_grants_reviewed_by_phu ON break_glass_grants AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (reviewed_by = sec.uid());
CREATE POLICY reached_by_merge ON break_glass_grants AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON break_glass_grants FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.reviewed_by IS NOT NULL AND new.reviewed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('reviewed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON break_glass_grants FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.reviewed_by IS NOT NULL AND new.reviewed_by IS DISTINCT FROM old.reviewed_by AND new.reviewed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('reviewed_by');
CREATE CONSTRAINT TRIGGER break_glass_grants_name_their_alert AFTER INSERT OR UPDATE OF alert_id ON break_glass_grants DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.grant_and_alert_name_each_other();
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON break_glass_grants FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT SELECT ON break_glass_grants TO shared_care_app;
GRANT SELECT ON break_glass_grants TO shared_care_backup;
GRANT INSERT, SELECT ON break_glass_grants TO shared_care_definer;
GRANT SELECT ON break_glass_grants TO shared_care_merger;
GRANT UPDATE (reviewed_at, reviewed_by, review_outcome, review_words) ON break_glass_grants TO shared_care_app;
GRANT UPDATE (patient_id) ON break_glass_grants TO shared_care_merger;

CREATE TABLE break_glass_misses (
  id uuid NOT NULL,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  reference text GENERATED ALWAYS AS ('M-'::text || number::text) STORED,
  user_id uuid NOT NULL,
  reason text NOT NULL,
  words text NOT NULL,
  missed_at timestamp with time zone NOT NULL,
  CONSTRAINT break_glass_misses_reason_check CHECK (reason = ANY (ARRAY['bleeding_now'::text, 'treatment_now'::text, 'procedure_now'::text, 'transfer'::text, 'other'::text])),
  CONSTRAINT break_glass_misses_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT break_glass_misses_pkey PRIMARY KEY (id),
  CONSTRAINT break_glass_misses_reference_key UNIQUE (reference)
);
ALTER TABLE break_glass_misses OWNER TO owner;
CREATE INDEX break_glass_misses_user ON break_glass_misses USING btree (user_id, missed_at);
ALTER TABLE break_glass_misses ENABLE ROW LEVEL SECURITY;
ALTER TABLE break_glass_misses FORCE ROW LEVEL SECURITY;
CREATE POLICY break_glass_misses_made_by_functions ON break_glass_misses AS PERMISSIVE FOR INSERT TO shared_care_definer
  WITH CHECK (true);
CREATE POLICY break_glass_misses_own_or_phu ON break_glass_misses AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR user_id = sec.uid());
CREATE POLICY break_glass_misses_read_by_functions ON break_glass_misses AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
GRANT SELECT ON break_glass_misses TO shared_care_app;
GRANT SELECT ON break_glass_misses TO shared_care_backup;
GRANT INSERT, SELECT ON break_glass_misses TO shared_care_definer;

CREATE TABLE checklist_answers (
  alert_id uuid NOT NULL,
  item text NOT NULL,
  answer text NOT NULL,
  note text,
  answered_by uuid NOT NULL,
  answered_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT checklist_answers_answer_check CHECK (answer = ANY (ARRAY['done'::text, 'not_needed'::text])),
  CONSTRAINT checklist_answers_item_check CHECK (item = ANY (ARRAY['link_consultant_told'::text, 'family_contacted'::text, 'follow_up_decided'::text, 'discharge_summary'::text, 'home_stock'::text])),
  CONSTRAINT checklist_answers_reason CHECK (answer = 'done'::text OR note <> ''::text),
  CONSTRAINT checklist_answers_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id),
  CONSTRAINT checklist_answers_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES users(id),
  CONSTRAINT checklist_answers_pkey PRIMARY KEY (alert_id, item)
);
ALTER TABLE checklist_answers OWNER TO owner;
ALTER TABLE checklist_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE checklist_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY checklist_answers_brought_in ON checklist_answers AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY checklist_answers_follow_their_parent ON checklist_answers AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM alerts a
  WHERE a.id = checklist_answers.alert_id)))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM alerts a
  WHERE a.id = checklist_answers.alert_id)));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON checklist_answers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.answered_by IS NOT NULL AND new.answered_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('answered_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON checklist_answers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.answered_by IS NOT NULL AND new.answered_by IS DISTINCT FROM old.answered_by AND new.answered_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('answered_by');
GRANT DELETE, INSERT, SELECT, UPDATE ON checklist_answers TO shared_care_app;
GRANT SELECT ON checklist_answers TO shared_care_backup;
GRANT DELETE, INSERT, SELECT, UPDATE ON checklist_answers TO shared_care_feeds;

CREATE TABLE closure_move_owners (
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  owner_id uuid,
  taken_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT closure_move_owners_kind_check CHECK (kind = ANY (ARRAY['link'::text, 'arrangement'::text, 'alert'::text])),
  CONSTRAINT closure_move_owners_taken CHECK ((owner_id IS NULL) = (taken_at IS NULL)),
  CONSTRAINT closure_move_owners_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id),
  CONSTRAINT closure_move_owners_pkey PRIMARY KEY (kind, subject_id)
);
ALTER TABLE closure_move_owners OWNER TO owner;
ALTER TABLE closure_move_owners ENABLE ROW LEVEL SECURITY;
ALTER TABLE closure_move_owners FORCE ROW LEVEL SECURITY;
CREATE POLICY closure_move_owners_of_the_unit ON closure_move_owners AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
GRANT INSERT, SELECT ON closure_move_owners TO shared_care_app;
GRANT SELECT ON closure_move_owners TO shared_care_backup;
GRANT UPDATE (owner_id, taken_at, version) ON closure_move_owners TO shared_care_app;

CREATE TABLE closure_reviews (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL,
  subject text NOT NULL,
  ods_code text NOT NULL,
  closed_on date,
  successor_codes text[] NOT NULL DEFAULT '{}'::text[],
  found_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  state text NOT NULL DEFAULT 'waiting'::text,
  decided_by uuid,
  decided_at timestamp with time zone,
  reason text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT closure_reviews_about_something CHECK (closed_on IS NOT NULL OR successor_codes <> '{}'::text[]),
  CONSTRAINT closure_reviews_decided CHECK ((state = ANY (ARRAY['accepted'::text, 'ignored'::text])) = (decided_by IS NOT NULL) AND (decided_by IS NULL) = (reason IS NULL) AND (state = 'waiting'::text) = (decided_at IS NULL)),
  CONSTRAINT closure_reviews_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'accepted'::text, 'ignored'::text, 'lapsed'::text])),
  CONSTRAINT closure_reviews_subject_check CHECK (subject = ANY (ARRAY['site'::text, 'trust'::text])),
  CONSTRAINT closure_reviews_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT closure_reviews_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT closure_reviews_pkey PRIMARY KEY (id)
);
ALTER TABLE closure_reviews OWNER TO owner;
CREATE UNIQUE INDEX closure_reviews_one_waiting ON closure_reviews USING btree (hospital_id, subject) WHERE state = 'waiting'::text;
ALTER TABLE closure_reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE closure_reviews FORCE ROW LEVEL SECURITY;
CREATE POLICY closure_reviews_decided_by_admin ON closure_reviews AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (sec.user_role() = 'admin'::text);
CREATE POLICY closure_reviews_of_functions ON closure_reviews AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY closure_reviews_read ON closure_reviews AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() IS NOT NULL);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON closure_reviews FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('decided_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON closure_reviews FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM old.decided_by AND new.decided_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('decided_by');
CREATE TRIGGER closure_reviews_force_open_access_review AFTER UPDATE OF state ON closure_reviews FOR EACH ROW WHEN (new.state = 'accepted'::text AND new.closed_on IS NOT NULL) EXECUTE FUNCTION sec.accepted_closure_forces_review();
GRANT SELECT ON closure_reviews TO shared_care_app;
GRANT SELECT ON closure_reviews TO shared_care_backup;
GRANT INSERT, SELECT, UPDATE ON closure_reviews TO shared_care_definer;
GRANT UPDATE (state, decided_by, decided_at, reason, version) ON closure_reviews TO shared_care_app;

CREATE TABLE code_checks (
  network bytea NOT NULL,
  minute timestamp with time zone NOT NULL,
  tries integer NOT NULL,
  CONSTRAINT code_checks_pkey PRIMARY KEY (network, minute)
);
ALTER TABLE code_checks OWNER TO owner;
GRANT SELECT ON code_checks TO shared_care_backup;
GRANT DELETE, INSERT, SELECT, UPDATE ON code_checks TO shared_care_definer;

CREATE TABLE consultant_comments (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL,
  kind text NOT NULL,
  words text NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT consultant_comments_kind_check CHECK (kind = ANY (ARRAY['told_phu'::text, 'comment'::text])),
  CONSTRAINT consultant_comments_words CHECK (kind = 'told_phu'::text OR words <> ''::text),
  CONSTRAINT consultant_comments_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id),
  CONSTRAINT consultant_comments_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id),
  CONSTRAINT consultant_comments_pkey PRIMARY KEY (id)
);
ALTER TABLE consultant_comments OWNER TO owner;
CREATE INDEX consultant_comments_alert ON consultant_comments USING btree (alert_id, made_at);
ALTER TABLE consultant_comments ENABLE ROW LEVEL SECURITY;
ALTER TABLE consultant_comments FORCE ROW LEVEL SECURITY;
CREATE POLICY consultant_comments_brought_in ON consultant_comments AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY consultant_comments_made_by_user ON consultant_comments AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (made_by = sec.uid() AND (EXISTS ( SELECT 1
   FROM alerts a
  WHERE a.id = consultant_comments.alert_id)));
CREATE POLICY consultant_comments_seen_with_their_alert ON consultant_comments AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM alerts a
  WHERE a.id = consultant_comments.alert_id)));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON consultant_comments FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('made_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON consultant_comments FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM old.made_by AND new.made_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('made_by');
GRANT INSERT, SELECT ON consultant_comments TO shared_care_app;
GRANT SELECT ON consultant_comments TO shared_care_backup;
GRANT INSERT, SELECT ON consultant_comments TO shared_care_feeds;

CREATE TABLE consultant_covers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  absent_id uuid NOT NULL,
  covering_id uuid NOT NULL,
  covers_from timestamp with time zone NOT NULL,
  covers_to timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT consultant_covers_by_another CHECK (covering_id <> absent_id),
  CONSTRAINT consultant_covers_dates CHECK (covers_to >= covers_from),
  CONSTRAINT consultant_covers_absent_id_fkey FOREIGN KEY (absent_id) REFERENCES link_consultants(id),
  CONSTRAINT consultant_covers_covering_id_fkey FOREIGN KEY (covering_id) REFERENCES link_consultants(id),
  CONSTRAINT consultant_covers_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT consultant_covers_pkey PRIMARY KEY (id),
  CONSTRAINT consultant_covers_one_at_a_time EXCLUDE USING gist (absent_id WITH =, tstzrange(covers_from, covers_to) WITH &&)
);
ALTER TABLE consultant_covers OWNER TO owner;
CREATE INDEX consultant_covers_absent ON consultant_covers USING btree (absent_id);
CREATE INDEX consultant_covers_covering ON consultant_covers USING btree (covering_id);
ALTER TABLE consultant_covers ENABLE ROW LEVEL SECURITY;
ALTER TABLE consultant_covers FORCE ROW LEVEL SECURITY;
CREATE POLICY consultant_covers_arranged ON consultant_covers AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (recorded_by = sec.uid() AND (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM link_consultants a
  WHERE a.id = consultant_covers.absent_id AND a.user_id = sec.uid()))));
CREATE POLICY consultant_covers_brought_in ON consultant_covers AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY consultant_covers_ended ON consultant_covers AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR sec.user_role() = 'admin'::text OR (EXISTS ( SELECT 1
   FROM link_consultants a
  WHERE a.id = consultant_covers.absent_id AND a.user_id = sec.uid())));
CREATE POLICY consultant_covers_known ON consultant_covers AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (true);
CREATE POLICY consultant_covers_read_by_functions ON consultant_covers AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON consultant_covers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON consultant_covers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER consultant_covers_ended_stay_ended BEFORE UPDATE OF covers_to ON consultant_covers FOR EACH ROW EXECUTE FUNCTION sec.ended_sight_stays_ended();
GRANT INSERT, SELECT ON consultant_covers TO shared_care_app;
GRANT SELECT ON consultant_covers TO shared_care_backup;
GRANT SELECT ON consultant_covers TO shared_care_definer;
GRANT INSERT, SELECT ON consultant_covers TO shared_care_feeds;
GRANT UPDATE (covers_to, version) ON consultant_covers TO shared_care_app;

CREATE TABLE contact_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL,
  contact_id uuid,
  kind text NOT NULL,
  seen_version integer,
  was jsonb,
  becomes jsonb,
  because text NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  proposed_by uuid NOT NULL DEFAULT sec.uid(),
  proposed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  decided_by uuid,
  decided_at timestamp with time zone,
  decided_words text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT contact_changes_by_two CHECK (state <> 'confirmed'::text OR decided_by <> proposed_by),
  CONSTRAINT contact_changes_decided CHECK ((state = 'waiting'::text) = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_words IS NULL)),
  CONSTRAINT contact_changes_kind_check CHECK (kind = ANY (ARRAY['add'::text, 'change'::text, 'end'::text])),
  CONSTRAINT contact_changes_say_what CHECK ((kind = 'add'::text) = (was IS NULL) AND (kind = 'end'::text) = (becomes IS NULL) AND (kind = 'add'::text) = (seen_version IS NULL) AND (contact_id IS NOT NULL OR kind = 'add'::text)),
  CONSTRAINT contact_changes_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'withdrawn'::text])),
  CONSTRAINT contact_changes_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES hospital_contacts(id),
  CONSTRAINT contact_changes_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT contact_changes_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT contact_changes_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES users(id),
  CONSTRAINT contact_changes_pkey PRIMARY KEY (id)
);
ALTER TABLE contact_changes OWNER TO owner;
CREATE INDEX contact_changes_hospital ON contact_changes USING btree (hospital_id, proposed_at DESC);
CREATE UNIQUE INDEX contact_changes_one_waiting ON contact_changes USING btree (contact_id) WHERE state = 'waiting'::text;
ALTER TABLE contact_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY contact_changes_brought_in ON contact_changes AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY contact_changes_of_functions ON contact_changes AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY contact_changes_proposed ON contact_changes AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK ((sec.user_role() = ANY (ARRAY['haemostasis_nurse'::text, 'admin'::text])) OR sec.user_role() = 'link_consultant'::text AND hospital_id = (( SELECT u.hospital_id
   FROM users u
  WHERE u.id = sec.uid())));
CREATE POLICY contact_changes_read ON contact_changes AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() IS NOT NULL);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON contact_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM sec.uid() OR new.proposed_by IS NOT NULL AND new.proposed_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'proposed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON contact_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM old.decided_by AND new.decided_by IS DISTINCT FROM sec.uid() OR new.proposed_by IS NOT NULL AND new.proposed_by IS DISTINCT FROM old.proposed_by AND new.proposed_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'proposed_by');
GRANT SELECT ON contact_changes TO shared_care_app;
GRANT SELECT ON contact_changes TO shared_care_backup;
GRANT SELECT ON contact_changes TO shared_care_definer;
GRANT INSERT, SELECT ON contact_changes TO shared_care_feeds;
GRANT INSERT (id, hospital_id, contact_id, kind, seen_version, was, becomes, because) ON contact_changes TO shared_care_app;
GRANT UPDATE (contact_id, state, decided_by, decided_at, decided_words, version) ON contact_changes TO shared_care_definer;

CREATE TABLE contact_checks (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  contact_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  by uuid DEFAULT sec.uid(),
  outcome text NOT NULL,
  source text NOT NULL,
  number text NOT NULL,
  undone_at timestamp with time zone,
  undone_by uuid,
  liaison_entry_id uuid,
  CONSTRAINT contact_checks_outcome_check CHECK (outcome = ANY (ARRAY['correct'::text, 'reached'::text, 'no_answer'::text, 'wrong_number'::text])),
  CONSTRAINT contact_checks_source_check CHECK (source = ANY (ARRAY['round'::text, 'alert'::text, 'change'::text])),
  CONSTRAINT contact_checks_undone_by_somebody CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
  CONSTRAINT contact_checks_by_fkey FOREIGN KEY (by) REFERENCES users(id),
  CONSTRAINT contact_checks_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES hospital_contacts(id),
  CONSTRAINT contact_checks_liaison_entry_id_fkey FOREIGN KEY (liaison_entry_id) REFERENCES liaison_entries(id),
  CONSTRAINT contact_checks_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES users(id),
  CONSTRAINT contact_checks_pkey PRIMARY KEY (id)
);
ALTER TABLE contact_checks OWNER TO owner;
CREATE INDEX contact_checks_contact ON contact_checks USING btree (contact_id, at DESC);
CREATE INDEX contact_checks_of_call ON contact_checks USING btree (liaison_entry_id) WHERE liaison_entry_id IS NOT NULL;
ALTER TABLE contact_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_checks FORCE ROW LEVEL SECURITY;
CREATE POLICY contact_checks_brought_in ON contact_checks AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY contact_checks_made ON contact_checks AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (by = sec.uid() AND (sec.user_role() = ANY (ARRAY['haemostasis_nurse'::text, 'phu_doctor'::text, 'admin'::text])));
CREATE POLICY contact_checks_of_functions ON contact_checks AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY contact_checks_read ON contact_checks AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() IS NOT NULL);
CREATE POLICY contact_checks_undone ON contact_checks AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (by = sec.uid() AND undone_at IS NULL)
  WITH CHECK (undone_by = sec.uid());
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON contact_checks FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.by IS NOT NULL AND new.by IS DISTINCT FROM sec.uid() OR new.undone_by IS NOT NULL AND new.undone_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('by', 'undone_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON contact_checks FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.by IS NOT NULL AND new.by IS DISTINCT FROM old.by AND new.by IS DISTINCT FROM sec.uid() OR new.undone_by IS NOT NULL AND new.undone_by IS DISTINCT FROM old.undone_by AND new.undone_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('by', 'undone_by');
CREATE TRIGGER contact_checks_followed AFTER INSERT OR UPDATE ON contact_checks FOR EACH ROW EXECUTE FUNCTION sec.contact_follows_its_checks();
GRANT SELECT ON contact_checks TO shared_care_app;
GRANT SELECT ON contact_checks TO shared_care_backup;
GRANT INSERT, SELECT ON contact_checks TO shared_care_definer;
GRANT INSERT, SELECT ON contact_checks TO shared_care_feeds;
GRANT INSERT (id, contact_id, at, outcome, source, number, liaison_entry_id) ON contact_checks TO shared_care_app;
GRANT UPDATE (undone_at, undone_by) ON contact_checks TO shared_care_app;
GRANT UPDATE (undone_at, undone_by) ON contact_checks TO shared_care_definer;

CREATE TABLE contact_details (
  patient_id uuid NOT NULL,
  address text,
  postcode text,
  phone text,
  email text,
  email_bounced_at timestamp with time zone,
  messages text NOT NULL DEFAULT 'not_asked'::text,
  messages_on date,
  messages_recorded_by uuid,
  version integer NOT NULL DEFAULT 1,
  address_since date,
  CONSTRAINT contact_details_bounced_email CHECK (email_bounced_at IS NULL OR email IS NOT NULL),
  CONSTRAINT contact_details_choice_dated CHECK (messages = 'not_asked'::text OR messages_on IS NOT NULL),
  CONSTRAINT contact_details_messages_check CHECK (messages = ANY (ARRAY['not_asked'::text, 'agreed'::text, 'refused'::text])),
  CONSTRAINT contact_details_messages_recorded_by_fkey FOREIGN KEY (messages_recorded_by) REFERENCES users(id),
  CONSTRAINT contact_details_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT contact_details_pkey PRIMARY KEY (patient_id)
);
ALTER TABLE contact_details OWNER TO owner;
CREATE INDEX contact_details_phone_end ON contact_details USING btree ("right"(regexp_replace(phone, '[^0-9]'::text, ''::text, 'g'::text), 6));
ALTER TABLE contact_details ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_details FORCE ROW LEVEL SECURITY;
CREATE POLICY contact_details_brought_in ON contact_details AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY contact_details_by_functions ON contact_details AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY contact_details_phu ON contact_details AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON contact_details AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON contact_details FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.messages_recorded_by IS NOT NULL AND new.messages_recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('messages_recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON contact_details FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.messages_recorded_by IS NOT NULL AND new.messages_recorded_by IS DISTINCT FROM old.messages_recorded_by AND new.messages_recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('messages_recorded_by');
CREATE TRIGGER contact_details_kept AFTER INSERT OR UPDATE ON contact_details FOR EACH ROW WHEN (CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.keep_family_change('household', 'patient_id');
CREATE TRIGGER contact_details_move_forces_review AFTER UPDATE OF address, postcode ON contact_details FOR EACH ROW EXECUTE FUNCTION sec.move_of_house_forces_review();
CREATE TRIGGER contact_details_new_email BEFORE UPDATE OF email ON contact_details FOR EACH ROW WHEN (new.email IS DISTINCT FROM old.email AND NOT new.email_bounced_at IS DISTINCT FROM old.email_bounced_at) EXECUTE FUNCTION contact_details_new_email();
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON contact_details FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT SELECT ON contact_details TO shared_care_backup;
GRANT SELECT, UPDATE ON contact_details TO shared_care_definer;
GRANT INSERT, SELECT ON contact_details TO shared_care_feeds;
GRANT SELECT ON contact_details TO shared_care_merger;
GRANT INSERT (patient_id, address, postcode, phone, email, messages, messages_on, messages_recorded_by, address_since) ON contact_details TO shared_care_app;
GRANT SELECT (patient_id, messages, messages_on, messages_recorded_by, version) ON contact_details TO shared_care_app;
GRANT UPDATE (address, postcode, phone, email, messages, messages_on, messages_recorded_by, version, address_since) ON contact_details TO shared_care_app;
GRANT UPDATE (patient_id) ON contact_details TO shared_care_merger;

CREATE TABLE dental_care (
  patient_id uuid NOT NULL,
  last_check_on date,
  extraction_on date,
  plan_sent_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT dental_care_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT dental_care_pkey PRIMARY KEY (patient_id)
);
ALTER TABLE dental_care OWNER TO owner;
ALTER TABLE dental_care ENABLE ROW LEVEL SECURITY;
ALTER TABLE dental_care FORCE ROW LEVEL SECURITY;
CREATE POLICY dental_care_brought_in ON dental_care AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY dental_care_phu ON dental_care AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON dental_care AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON dental_care FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON dental_care TO shared_care_app;
GRANT SELECT ON dental_care TO shared_care_backup;
GRANT INSERT, SELECT ON dental_care TO shared_care_feeds;
GRANT SELECT ON dental_care TO shared_care_merger;
GRANT UPDATE (patient_id) ON dental_care TO shared_care_merger;

CREATE TABLE diary_bleeds (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  bled_on date NOT NULL,
  site text NOT NULL,
  recorded_by uuid,
  CONSTRAINT diary_bleeds_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT diary_bleeds_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT diary_bleeds_pkey PRIMARY KEY (id),
  CONSTRAINT diary_bleeds_once UNIQUE (patient_id, bled_on, site)
);
ALTER TABLE diary_bleeds OWNER TO owner;
ALTER TABLE diary_bleeds ENABLE ROW LEVEL SECURITY;
ALTER TABLE diary_bleeds FORCE ROW LEVEL SECURITY;
CREATE POLICY diary_bleeds_brought_in ON diary_bleeds AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY diary_bleeds_phu ON diary_bleeds AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON diary_bleeds AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON diary_bleeds FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON diary_bleeds FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON diary_bleeds FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON diary_bleeds TO shared_care_app;
GRANT SELECT ON diary_bleeds TO shared_care_backup;
GRANT INSERT, SELECT ON diary_bleeds TO shared_care_feeds;
GRANT SELECT ON diary_bleeds TO shared_care_merger;
GRANT UPDATE (patient_id) ON diary_bleeds TO shared_care_merger;

CREATE TABLE duty_numbers (
  duty text NOT NULL,
  phone text NOT NULL DEFAULT ''::text,
  bleep text,
  verified_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT duty_numbers_duty_check CHECK (duty = ANY (ARRAY['phu_nurse'::text, 'nurse_in_charge'::text, 'on_call_registrar'::text, 'on_call_consultant'::text, 'consultant_lead'::text])),
  CONSTRAINT duty_numbers_pkey PRIMARY KEY (duty)
);
ALTER TABLE duty_numbers OWNER TO owner;
ALTER TABLE duty_numbers ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_numbers FORCE ROW LEVEL SECURITY;
CREATE POLICY duty_numbers_demo ON duty_numbers AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY duty_numbers_insert ON duty_numbers AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (sec.writes_rota());
CREATE POLICY duty_numbers_loops ON duty_numbers AS PERMISSIVE FOR SELECT TO shared_care_definer, shared_care_worker
  USING (true);
CREATE POLICY duty_numbers_read ON duty_numbers AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (true);
CREATE POLICY duty_numbers_update ON duty_numbers AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (sec.writes_rota())
  WITH CHECK (sec.writes_rota());
GRANT SELECT ON duty_numbers TO shared_care_app;
GRANT SELECT ON duty_numbers TO shared_care_backup;
GRANT SELECT ON duty_numbers TO shared_care_definer;
GRANT INSERT, SELECT ON duty_numbers TO shared_care_feeds;
GRANT SELECT ON duty_numbers TO shared_care_worker;
GRANT INSERT (duty, phone, bleep, verified_on) ON duty_numbers TO shared_care_app;
GRANT UPDATE (phone, bleep, verified_on, version) ON duty_numbers TO shared_care_app;

CREATE TABLE emergency_plans (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  version_number integer NOT NULL,
  state text NOT NULL DEFAULT 'draft'::text,
  sections jsonb NOT NULL,
  review_by date NOT NULL,
  weight_kg numeric(5,2),
  weighed_on date,
  inhibitor text NOT NULL,
  central_line text NOT NULL,
  written_by uuid NOT NULL,
  authors uuid[] NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  returned_by uuid,
  returned_at timestamp with time zone,
  returned_because text,
  approved_by uuid,
  approved_at timestamp with time zone,
  code text,
  ended_by uuid,
  ended_at timestamp with time zone,
  ended_because text,
  version integer NOT NULL DEFAULT 1,
  treatment_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  CONSTRAINT emergency_plans_approved_by_another CHECK (approved_by <> ALL (authors)),
  CONSTRAINT emergency_plans_approved_whole CHECK ((state = ANY (ARRAY['approved'::text, 'superseded'::text, 'withdrawn'::text])) = (num_nonnulls(approved_by, approved_at, code) = 3)),
  CONSTRAINT emergency_plans_central_line_check CHECK (central_line = ANY (ARRAY['none'::text, 'port'::text, 'hickman'::text, 'picc'::text])),
  CONSTRAINT emergency_plans_changer_is_author CHECK (changed_by = ANY (authors)),
  CONSTRAINT emergency_plans_code_check CHECK (code ~ '^[CDFHJKMNPRTVWXY3479]{10}$'::text),
  CONSTRAINT emergency_plans_ended_whole CHECK ((state = ANY (ARRAY['superseded'::text, 'withdrawn'::text, 'discarded'::text])) = (ended_at IS NOT NULL)),
  CONSTRAINT emergency_plans_inhibitor_check CHECK (inhibitor = ANY (ARRAY['present'::text, 'past'::text, 'none'::text, 'not_tested'::text])),
  CONSTRAINT emergency_plans_never_half_approved CHECK (num_nonnulls(approved_by, approved_at, code) = ANY (ARRAY[0, 3])),
  CONSTRAINT emergency_plans_returned_whole CHECK (num_nonnulls(returned_by, returned_at, returned_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT emergency_plans_state_check CHECK (state = ANY (ARRAY['draft'::text, 'approved'::text, 'superseded'::text, 'withdrawn'::text, 'discarded'::text])),
  CONSTRAINT emergency_plans_version_number_check CHECK (version_number > 0),
  CONSTRAINT emergency_plans_withdrawn_with_reason CHECK (state <> 'withdrawn'::text OR ended_because <> ''::text),
  CONSTRAINT emergency_plans_writer_is_author CHECK (written_by = ANY (authors)),
  CONSTRAINT emergency_plans_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES users(id),
  CONSTRAINT emergency_plans_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT emergency_plans_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  CONSTRAINT emergency_plans_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT emergency_plans_returned_by_fkey FOREIGN KEY (returned_by) REFERENCES users(id),
  CONSTRAINT emergency_plans_written_by_fkey FOREIGN KEY (written_by) REFERENCES users(id),
  CONSTRAINT emergency_plans_pkey PRIMARY KEY (id),
  CONSTRAINT emergency_plans_code_key UNIQUE (code),
  CONSTRAINT emergency_plans_version_number UNIQUE (patient_id, version_number)
);
ALTER TABLE emergency_plans OWNER TO owner;
CREATE INDEX emergency_plans_drafts ON emergency_plans USING btree (changed_at) WHERE state = 'draft'::text;
CREATE UNIQUE INDEX emergency_plans_one_approved ON emergency_plans USING btree (patient_id) WHERE state = 'approved'::text;
CREATE UNIQUE INDEX emergency_plans_one_draft ON emergency_plans USING btree (patient_id) WHERE state = 'draft'::text;
ALTER TABLE emergency_plans ENABLE ROW LEVEL SECURITY;
ALTER TABLE emergency_plans FORCE ROW LEVEL SECURITY;
CREATE POLICY emergency_plans_changed_by_phu ON emergency_plans AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY emergency_plans_read_by_functions ON emergency_plans AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY emergency_plans_seen_by_user ON emergency_plans AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (state = ANY (ARRAY['approved'::text, 'withdrawn'::text])) AND sec.can_see(patient_id));
CREATE POLICY emergency_plans_written_by_phu ON emergency_plans AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND state = 'draft'::text AND written_by = sec.uid() AND changed_by = sec.uid());
CREATE POLICY reached_by_merge ON emergency_plans AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON emergency_plans FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.approved_by IS NOT NULL AND new.approved_by IS DISTINCT FROM sec.uid() OR new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM sec.uid() OR new.returned_by IS NOT NULL AND new.returned_by IS DISTINCT FROM sec.uid() OR new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('approved_by', 'changed_by', 'ended_by', 'returned_by', 'written_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON emergency_plans FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.approved_by IS NOT NULL AND new.approved_by IS DISTINCT FROM old.approved_by AND new.approved_by IS DISTINCT FROM sec.uid() OR new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM old.ended_by AND new.ended_by IS DISTINCT FROM sec.uid() OR new.returned_by IS NOT NULL AND new.returned_by IS DISTINCT FROM old.returned_by AND new.returned_by IS DISTINCT FROM sec.uid() OR new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM old.written_by AND new.written_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('approved_by', 'changed_by', 'ended_by', 'returned_by', 'written_by');
CREATE TRIGGER emergency_plans_guarded BEFORE DELETE OR UPDATE ON emergency_plans FOR EACH ROW WHEN (CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.guard_emergency_plan();
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON emergency_plans FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON emergency_plans TO shared_care_app;
GRANT SELECT ON emergency_plans TO shared_care_backup;
GRANT SELECT ON emergency_plans TO shared_care_definer;
GRANT SELECT ON emergency_plans TO shared_care_merger;
GRANT UPDATE (patient_id) ON emergency_plans TO shared_care_merger;

CREATE TABLE family_changes (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  patient_id uuid NOT NULL,
  part text NOT NULL,
  entry_id uuid NOT NULL,
  kind text NOT NULL,
  by uuid,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  is_now jsonb NOT NULL,
  was jsonb,
  CONSTRAINT family_changes_kind_check CHECK (kind = ANY (ARRAY['recorded'::text, 'changed'::text, 'ended'::text, 'struck_out'::text, 'restored'::text])),
  CONSTRAINT family_changes_part_check CHECK (part = ANY (ARRAY['person'::text, 'communication'::text, 'household'::text, 'place'::text, 'giver'::text, 'dose_days'::text])),
  CONSTRAINT family_changes_by_fkey FOREIGN KEY (by) REFERENCES users(id),
  CONSTRAINT family_changes_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT family_changes_pkey PRIMARY KEY (id)
);
ALTER TABLE family_changes OWNER TO owner;
CREATE INDEX family_changes_patient ON family_changes USING btree (patient_id, id);
ALTER TABLE family_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY family_changes_by_functions ON family_changes AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY reached_by_merge ON family_changes AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON family_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON family_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM old.by AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON family_changes FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT SELECT ON family_changes TO shared_care_backup;
GRANT INSERT, SELECT ON family_changes TO shared_care_definer;
GRANT SELECT ON family_changes TO shared_care_merger;
GRANT UPDATE (patient_id) ON family_changes TO shared_care_merger;

CREATE TABLE family_communication (
  patient_id uuid NOT NULL,
  language text,
  interpreter text NOT NULL,
  needs text,
  changed_by uuid,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT family_communication_interpreter_check CHECK (interpreter = ANY (ARRAY['yes'::text, 'no'::text, 'not_asked'::text])),
  CONSTRAINT family_communication_language_check CHECK (language <> ''::text),
  CONSTRAINT family_communication_needs_check CHECK (needs <> ''::text),
  CONSTRAINT family_communication_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT family_communication_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT family_communication_pkey PRIMARY KEY (patient_id)
);
ALTER TABLE family_communication OWNER TO owner;
ALTER TABLE family_communication ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_communication FORCE ROW LEVEL SECURITY;
CREATE POLICY family_communication_brought_in ON family_communication AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY family_communication_phu ON family_communication AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY family_communication_read_by_functions ON family_communication AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY family_communication_seen_by_user ON family_communication AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.can_see(patient_id));
CREATE POLICY reached_by_merge ON family_communication AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON family_communication FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON family_communication FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
CREATE TRIGGER family_communication_kept AFTER INSERT OR UPDATE ON family_communication FOR EACH ROW WHEN (CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.keep_family_change('communication', 'patient_id');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON family_communication FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON family_communication TO shared_care_app;
GRANT SELECT ON family_communication TO shared_care_backup;
GRANT SELECT ON family_communication TO shared_care_definer;
GRANT INSERT, SELECT ON family_communication TO shared_care_feeds;
GRANT SELECT ON family_communication TO shared_care_merger;
GRANT UPDATE (language, interpreter, needs, changed_by, changed_at, version) ON family_communication TO shared_care_app;
GRANT UPDATE (patient_id) ON family_communication TO shared_care_merger;

CREATE TABLE family_people (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  name text NOT NULL,
  relationship text NOT NULL,
  relationship_words text,
  parental_responsibility text NOT NULL,
  lives_with text NOT NULL,
  phone text,
  other_phone text,
  email text,
  same_address boolean NOT NULL,
  address text,
  postcode text,
  language text,
  interpreter text NOT NULL,
  ring_at_night text NOT NULL,
  ended_on date,
  ended_because text,
  struck_out_by uuid,
  struck_out_at timestamp with time zone,
  struck_out_because text,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  changed_by uuid,
  changed_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  email_bounced_at timestamp with time zone,
  CONSTRAINT family_people_address_check CHECK (address <> ''::text),
  CONSTRAINT family_people_email_check CHECK (email <> ''::text),
  CONSTRAINT family_people_ended_because_check CHECK (ended_because <> ''::text),
  CONSTRAINT family_people_ended_whole CHECK ((ended_on IS NULL) = (ended_because IS NULL)),
  CONSTRAINT family_people_interpreter_check CHECK (interpreter = ANY (ARRAY['yes'::text, 'no'::text, 'not_asked'::text])),
  CONSTRAINT family_people_language_check CHECK (language <> ''::text),
  CONSTRAINT family_people_lives_with_check CHECK (lives_with = ANY (ARRAY['yes'::text, 'part_time'::text, 'no'::text, 'not_known'::text])),
  CONSTRAINT family_people_name_check CHECK (name <> ''::text),
  CONSTRAINT family_people_one_address CHECK (NOT same_address OR num_nonnulls(address, postcode) = 0),
  CONSTRAINT family_people_other_named CHECK (relationship <> 'other'::text OR relationship_words IS NOT NULL),
  CONSTRAINT family_people_other_phone_check CHECK (other_phone <> ''::text),
  CONSTRAINT family_people_parental_responsibility_check CHECK (parental_responsibility = ANY (ARRAY['yes'::text, 'no'::text, 'not_known'::text])),
  CONSTRAINT family_people_phone_check CHECK (phone <> ''::text),
  CONSTRAINT family_people_postcode_check CHECK (postcode <> ''::text),
  CONSTRAINT family_people_relationship_check CHECK (relationship = ANY (ARRAY['mother'::text, 'father'::text, 'step_parent'::text, 'grandparent'::text, 'foster_carer'::text, 'guardian'::text, 'sibling'::text, 'social_worker'::text, 'other'::text])),
  CONSTRAINT family_people_relationship_words_check CHECK (relationship_words <> ''::text),
  CONSTRAINT family_people_ring_at_night_check CHECK (ring_at_night = ANY (ARRAY['yes'::text, 'no'::text, 'not_asked'::text])),
  CONSTRAINT family_people_struck_out_because_check CHECK (struck_out_because <> ''::text),
  CONSTRAINT family_people_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at, struck_out_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT family_people_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT family_people_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT family_people_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT family_people_struck_out_by_fkey FOREIGN KEY (struck_out_by) REFERENCES users(id),
  CONSTRAINT family_people_pkey PRIMARY KEY (id)
);
ALTER TABLE family_people OWNER TO owner;
CREATE INDEX family_people_patient ON family_people USING btree (patient_id);
ALTER TABLE family_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_people FORCE ROW LEVEL SECURITY;
CREATE POLICY family_people_brought_in ON family_people AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY family_people_email_came_back ON family_people AS PERMISSIVE FOR UPDATE TO shared_care_definer
  USING (true);
CREATE POLICY family_people_phu ON family_people AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY family_people_read_by_functions ON family_people AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY reached_by_merge ON family_people AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON family_people FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by', 'struck_out_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON family_people FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM old.struck_out_by AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by', 'struck_out_by');
CREATE TRIGGER family_people_kept AFTER INSERT OR UPDATE ON family_people FOR EACH ROW WHEN (CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.keep_family_change('person', 'id');
CREATE TRIGGER family_people_new_email BEFORE UPDATE OF email ON family_people FOR EACH ROW WHEN (new.email IS DISTINCT FROM old.email AND NOT new.email_bounced_at IS DISTINCT FROM old.email_bounced_at) EXECUTE FUNCTION contact_details_new_email();
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON family_people FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT SELECT ON family_people TO shared_care_backup;
GRANT SELECT ON family_people TO shared_care_definer;
GRANT INSERT, SELECT ON family_people TO shared_care_feeds;
GRANT SELECT ON family_people TO shared_care_merger;
GRANT INSERT (id, patient_id, name, relationship, relationship_words, parental_responsibility, lives_with, phone, other_phone, email, same_address, address, postcode, language, interpreter, ring_at_night, ended_on, ended_because, struck_out_by, struck_out_at, struck_out_because, recorded_by, changed_by, changed_at, version) ON family_people TO shared_care_app;
GRANT SELECT (id, patient_id, name, relationship, relationship_words, parental_responsibility, lives_with, same_address, language, interpreter, ring_at_night, ended_on, ended_because, struck_out_by, struck_out_at, struck_out_because, recorded_by, recorded_at, changed_by, changed_at, version) ON family_people TO shared_care_app;
GRANT UPDATE (name, relationship, relationship_words, parental_responsibility, lives_with, phone, other_phone, email, same_address, address, postcode, language, interpreter, ring_at_night, ended_on, ended_because, struck_out_by, struck_out_at, struck_out_because, changed_by, changed_at, version) ON family_people TO shared_care_app;
GRANT UPDATE (version, email_bounced_at) ON family_people TO shared_care_definer;
GRANT UPDATE (patient_id) ON family_people TO shared_care_merger;

CREATE TABLE haemtrack_periods (
  patient_id uuid NOT NULL,
  from_on date NOT NULL,
  to_on date NOT NULL,
  planned integer NOT NULL,
  entered integer NOT NULL,
  source text NOT NULL,
  recorded_by uuid,
  CONSTRAINT haemtrack_periods_dates CHECK (to_on >= from_on),
  CONSTRAINT haemtrack_periods_entered_check CHECK (entered >= 0 AND entered <= 1000),
  CONSTRAINT haemtrack_periods_planned_check CHECK (planned >= 0 AND planned <= 1000),
  CONSTRAINT haemtrack_periods_source_check CHECK (source = ANY (ARRAY['hand'::text, 'file'::text])),
  CONSTRAINT haemtrack_periods_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT haemtrack_periods_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT haemtrack_periods_pkey PRIMARY KEY (patient_id, from_on, to_on)
);
ALTER TABLE haemtrack_periods OWNER TO owner;
ALTER TABLE haemtrack_periods ENABLE ROW LEVEL SECURITY;
ALTER TABLE haemtrack_periods FORCE ROW LEVEL SECURITY;
CREATE POLICY haemtrack_periods_brought_in ON haemtrack_periods AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY haemtrack_periods_phu ON haemtrack_periods AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON haemtrack_periods AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON haemtrack_periods FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON haemtrack_periods FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON haemtrack_periods FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON haemtrack_periods TO shared_care_app;
GRANT SELECT ON haemtrack_periods TO shared_care_backup;
GRANT INSERT, SELECT ON haemtrack_periods TO shared_care_feeds;
GRANT SELECT ON haemtrack_periods TO shared_care_merger;
GRANT UPDATE (patient_id) ON haemtrack_periods TO shared_care_merger;

CREATE TABLE handover_notes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL,
  written_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  written_by uuid NOT NULL,
  severity text NOT NULL,
  plan text NOT NULL,
  what_if text,
  CONSTRAINT handover_notes_plan_check CHECK (plan <> ''::text),
  CONSTRAINT handover_notes_severity_check CHECK (severity = ANY (ARRAY['stable'::text, 'watch'::text, 'unstable'::text])),
  CONSTRAINT handover_notes_what_if_check CHECK (what_if <> ''::text),
  CONSTRAINT handover_notes_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id),
  CONSTRAINT handover_notes_written_by_fkey FOREIGN KEY (written_by) REFERENCES users(id),
  CONSTRAINT handover_notes_pkey PRIMARY KEY (id)
);
ALTER TABLE handover_notes OWNER TO owner;
CREATE INDEX handover_notes_alert ON handover_notes USING btree (alert_id, written_at);
ALTER TABLE handover_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE handover_notes FORCE ROW LEVEL SECURITY;
CREATE POLICY handover_notes_brought_in ON handover_notes AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY handover_notes_of_the_unit ON handover_notes AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND written_by = sec.uid());
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON handover_notes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('written_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON handover_notes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM old.written_by AND new.written_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('written_by');
GRANT INSERT, SELECT ON handover_notes TO shared_care_app;
GRANT SELECT ON handover_notes TO shared_care_backup;
GRANT INSERT, SELECT ON handover_notes TO shared_care_feeds;

CREATE TABLE home_deliveries (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  company text NOT NULL,
  expected_on date NOT NULL,
  outcome text NOT NULL DEFAULT 'expected'::text,
  arrived_on date,
  note text,
  recorded_by uuid,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT home_deliveries_arrived CHECK ((outcome = ANY (ARRAY['arrived'::text, 'late'::text])) = (arrived_on IS NOT NULL)),
  CONSTRAINT home_deliveries_outcome_check CHECK (outcome = ANY (ARRAY['expected'::text, 'arrived'::text, 'late'::text, 'missed'::text])),
  CONSTRAINT home_deliveries_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT home_deliveries_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT home_deliveries_pkey PRIMARY KEY (id),
  CONSTRAINT home_deliveries_once UNIQUE (patient_id, expected_on)
);
ALTER TABLE home_deliveries OWNER TO owner;
ALTER TABLE home_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE home_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY home_deliveries_brought_in ON home_deliveries AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY home_deliveries_phu ON home_deliveries AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON home_deliveries AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON home_deliveries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON home_deliveries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON home_deliveries FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON home_deliveries TO shared_care_app;
GRANT SELECT ON home_deliveries TO shared_care_backup;
GRANT INSERT, SELECT ON home_deliveries TO shared_care_feeds;
GRANT SELECT ON home_deliveries TO shared_care_merger;
GRANT UPDATE (patient_id) ON home_deliveries TO shared_care_merger;

CREATE TABLE home_therapies (
  patient_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'not_eligible'::text,
  state_since date NOT NULL DEFAULT (sec.now() AT TIME ZONE 'Europe/London'::text)::date,
  delivery_company text,
  next_delivery_on date,
  stock_days integer,
  stock_counted_on date,
  haemtrack text NOT NULL DEFAULT 'not_needed'::text,
  last_entry_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT home_therapies_delivery_by_company CHECK (next_delivery_on IS NULL OR delivery_company IS NOT NULL),
  CONSTRAINT home_therapies_haemtrack_check CHECK (haemtrack = ANY (ARRAY['not_needed'::text, 'invited'::text, 'enrolled'::text, 'active'::text, 'lapsed'::text])),
  CONSTRAINT home_therapies_state_check CHECK (state = ANY (ARRAY['not_eligible'::text, 'training'::text, 'active'::text, 'stopped'::text])),
  CONSTRAINT home_therapies_stock_counted CHECK ((stock_days IS NULL) = (stock_counted_on IS NULL)),
  CONSTRAINT home_therapies_stock_days_check CHECK (stock_days >= 0 AND stock_days <= 400),
  CONSTRAINT home_therapies_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT home_therapies_pkey PRIMARY KEY (patient_id)
);
ALTER TABLE home_therapies OWNER TO owner;
ALTER TABLE home_therapies ENABLE ROW LEVEL SECURITY;
ALTER TABLE home_therapies FORCE ROW LEVEL SECURITY;
CREATE POLICY home_therapies_brought_in ON home_therapies AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY home_therapies_phu ON home_therapies AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON home_therapies AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON home_therapies FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON home_therapies TO shared_care_app;
GRANT SELECT ON home_therapies TO shared_care_backup;
GRANT INSERT, SELECT ON home_therapies TO shared_care_feeds;
GRANT SELECT ON home_therapies TO shared_care_merger;
GRANT UPDATE (patient_id) ON home_therapies TO shared_care_merger;

CREATE TABLE home_therapy_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  patient_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  by uuid,
  words text NOT NULL,
  CONSTRAINT home_therapy_events_by_fkey FOREIGN KEY (by) REFERENCES users(id),
  CONSTRAINT home_therapy_events_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT home_therapy_events_pkey PRIMARY KEY (id)
);
ALTER TABLE home_therapy_events OWNER TO owner;
CREATE INDEX home_therapy_events_patient ON home_therapy_events USING btree (patient_id, id);
ALTER TABLE home_therapy_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE home_therapy_events FORCE ROW LEVEL SECURITY;
CREATE POLICY home_therapy_events_brought_in ON home_therapy_events AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY home_therapy_events_phu ON home_therapy_events AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON home_therapy_events AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON home_therapy_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON home_therapy_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM old.by AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON home_therapy_events FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON home_therapy_events TO shared_care_app;
GRANT SELECT ON home_therapy_events TO shared_care_backup;
GRANT INSERT, SELECT ON home_therapy_events TO shared_care_feeds;
GRANT SELECT ON home_therapy_events TO shared_care_merger;
GRANT UPDATE (patient_id) ON home_therapy_events TO shared_care_merger;

CREATE TABLE hospital_capabilities (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL,
  kind text NOT NULL,
  words text NOT NULL,
  as_of date NOT NULL,
  recorded_by uuid DEFAULT sec.uid(),
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  replaces_id uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  CONSTRAINT hospital_capabilities_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CONSTRAINT hospital_capabilities_kind_check CHECK (kind = ANY (ARRAY['paediatric_cover'::text, 'line_access'::text, 'factor_held'::text, 'assay'::text, 'teaching'::text])),
  CONSTRAINT hospital_capabilities_words_check CHECK (words <> ''::text),
  CONSTRAINT hospital_capabilities_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  CONSTRAINT hospital_capabilities_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT hospital_capabilities_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT hospital_capabilities_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES hospital_capabilities(id),
  CONSTRAINT hospital_capabilities_pkey PRIMARY KEY (id),
  CONSTRAINT hospital_capabilities_replaces_id_key UNIQUE (replaces_id)
);
ALTER TABLE hospital_capabilities OWNER TO owner;
CREATE INDEX hospital_capabilities_current ON hospital_capabilities USING btree (hospital_id) WHERE ended_at IS NULL;
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON hospital_capabilities FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('ended_by', 'recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON hospital_capabilities FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM old.ended_by AND new.ended_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('ended_by', 'recorded_by');
GRANT SELECT ON hospital_capabilities TO shared_care_app;
GRANT SELECT ON hospital_capabilities TO shared_care_backup;
GRANT INSERT, SELECT ON hospital_capabilities TO shared_care_feeds;
GRANT INSERT (id, hospital_id, kind, words, as_of, replaces_id) ON hospital_capabilities TO shared_care_app;
GRANT UPDATE (ended_at, ended_by) ON hospital_capabilities TO shared_care_app;

CREATE TABLE hospital_contacts (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL,
  unit_id uuid,
  purpose text NOT NULL,
  label text NOT NULL,
  phone text NOT NULL,
  extension text,
  bleep text,
  hours text NOT NULL DEFAULT 'any'::text,
  verified_on date,
  verified_by uuid,
  version integer NOT NULL DEFAULT 1,
  email text,
  on_public_list boolean NOT NULL DEFAULT false,
  failed_calls integer NOT NULL DEFAULT 0,
  last_reached_on date,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  ended_at timestamp with time zone,
  CONSTRAINT hospital_contacts_failed_calls_check CHECK (failed_calls >= 0),
  CONSTRAINT hospital_contacts_hours_check CHECK (hours = ANY (ARRAY['any'::text, 'in_hours'::text, 'out_of_hours'::text])),
  CONSTRAINT hospital_contacts_purpose_check CHECK (purpose = ANY (ARRAY['ed'::text, 'assessment'::text, 'ward'::text, 'switchboard'::text, 'secretary'::text, 'community_nurses'::text, 'phu_nurses'::text, 'on_call_registrar'::text])),
  CONSTRAINT hospital_contacts_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT hospital_contacts_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES hospital_units(id),
  CONSTRAINT hospital_contacts_verified_by_fkey FOREIGN KEY (verified_by) REFERENCES users(id),
  CONSTRAINT hospital_contacts_pkey PRIMARY KEY (id)
);
ALTER TABLE hospital_contacts OWNER TO owner;
CREATE INDEX hospital_contacts_hospital ON hospital_contacts USING btree (hospital_id);
CREATE INDEX hospital_contacts_in_use ON hospital_contacts USING btree (hospital_id) WHERE ended_at IS NULL;
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON hospital_contacts FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.verified_by IS NOT NULL AND new.verified_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('verified_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON hospital_contacts FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.verified_by IS NOT NULL AND new.verified_by IS DISTINCT FROM old.verified_by AND new.verified_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('verified_by');
CREATE TRIGGER hospital_contacts_stale_is_work AFTER INSERT OR UPDATE OF failed_calls, phone, ended_at ON hospital_contacts FOR EACH ROW EXECUTE FUNCTION sec.stale_number_is_work();
GRANT SELECT ON hospital_contacts TO shared_care_app;
GRANT SELECT ON hospital_contacts TO shared_care_backup;
GRANT INSERT, SELECT, UPDATE ON hospital_contacts TO shared_care_definer;
GRANT INSERT, SELECT ON hospital_contacts TO shared_care_feeds;
GRANT UPDATE (version) ON hospital_contacts TO shared_care_app;
GRANT SELECT (id, hospital_id, purpose, label, phone, extension, bleep, hours, ended_at) ON hospital_contacts TO shared_care_worker;

CREATE TABLE hospital_network_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL,
  was text NOT NULL,
  becomes text NOT NULL,
  reason text,
  counts jsonb,
  changed_by uuid DEFAULT sec.uid(),
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT hospital_network_changes_left_for_a_reason CHECK (becomes <> 'other'::text OR reason IS NOT NULL),
  CONSTRAINT hospital_network_changes_reason_check CHECK (reason <> ''::text),
  CONSTRAINT hospital_network_changes_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT hospital_network_changes_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT hospital_network_changes_pkey PRIMARY KEY (id)
);
ALTER TABLE hospital_network_changes OWNER TO owner;
CREATE INDEX hospital_network_changes_hospital ON hospital_network_changes USING btree (hospital_id);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON hospital_network_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON hospital_network_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
GRANT SELECT ON hospital_network_changes TO shared_care_app;
GRANT SELECT ON hospital_network_changes TO shared_care_backup;
GRANT INSERT (hospital_id, was, becomes, reason, counts) ON hospital_network_changes TO shared_care_app;
GRANT INSERT (hospital_id, was, becomes, reason, counts) ON hospital_network_changes TO shared_care_definer;

CREATE TABLE hospital_units (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  CONSTRAINT hospital_units_kind_check CHECK (kind = ANY (ARRAY['ed'::text, 'assessment'::text, 'ward'::text])),
  CONSTRAINT hospital_units_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT hospital_units_pkey PRIMARY KEY (id),
  CONSTRAINT hospital_units_hospital_id_name_key UNIQUE (hospital_id, name)
);
ALTER TABLE hospital_units OWNER TO owner;
GRANT SELECT ON hospital_units TO shared_care_app;
GRANT SELECT ON hospital_units TO shared_care_backup;
GRANT INSERT, SELECT ON hospital_units TO shared_care_feeds;
GRANT INSERT (id, hospital_id, kind, name) ON hospital_units TO shared_care_app;

CREATE TABLE hospitals (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  ods_code text NOT NULL,
  name text NOT NULL,
  published_name text NOT NULL,
  trust_code text,
  network_role text NOT NULL DEFAULT 'other'::text,
  address text NOT NULL DEFAULT ''::text,
  town text,
  postcode text,
  phone text,
  opened_on date,
  closed_on date,
  successor_codes text[] NOT NULL DEFAULT '{}'::text[],
  search_text text GENERATED ALWAYS AS (' '::text || fold_name((((name || ' '::text) || COALESCE(town, ''::text)) || ' '::text) || ods_code)) STORED,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  version integer NOT NULL DEFAULT 1,
  fact_dates jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT hospitals_network_role_check CHECK (network_role = ANY (ARRAY['hub'::text, 'shared_care'::text, 'other'::text])),
  CONSTRAINT hospitals_ods_code_check CHECK (ods_code ~ '^[A-Z0-9]{2,10}$'::text),
  CONSTRAINT hospitals_pkey PRIMARY KEY (id),
  CONSTRAINT hospitals_ods_code_key UNIQUE (ods_code)
);
ALTER TABLE hospitals OWNER TO owner;
CREATE INDEX hospitals_network ON hospitals USING btree (network_role) WHERE network_role <> 'other'::text;
CREATE UNIQUE INDEX hospitals_one_of_ours ON hospitals USING btree (network_role) WHERE network_role = 'hub'::text;
CREATE INDEX hospitals_search ON hospitals USING gin (search_text gin_trgm_ops);
CREATE TRIGGER hospitals_closure AFTER UPDATE OF closed_on, successor_codes, network_role ON hospitals FOR EACH ROW WHEN (old.closed_on IS DISTINCT FROM new.closed_on OR old.successor_codes IS DISTINCT FROM new.successor_codes OR old.network_role = 'other'::text AND new.network_role <> 'other'::text) EXECUTE FUNCTION sec.closure_is_reviewed();
CREATE TRIGGER hospitals_own_of_the_unit BEFORE INSERT OR UPDATE OF network_role ON hospitals FOR EACH ROW EXECUTE FUNCTION sec.own_hospital_is_of_the_unit();
GRANT SELECT ON hospitals TO shared_care_app;
GRANT SELECT ON hospitals TO shared_care_backup;
GRANT SELECT ON hospitals TO shared_care_definer;
GRANT INSERT, SELECT, UPDATE ON hospitals TO shared_care_feeds;
GRANT UPDATE (network_role, changed_at, version) ON hospitals TO shared_care_app;
GRANT UPDATE (network_role, changed_at, version) ON hospitals TO shared_care_definer;
GRANT SELECT (id, network_role) ON hospitals TO shared_care_worker;

CREATE TABLE import_run_lines (
  run_id uuid NOT NULL,
  place integer NOT NULL,
  line integer NOT NULL,
  outcome text NOT NULL,
  ods_code text,
  what text NOT NULL,
  CONSTRAINT import_run_lines_outcome_check CHECK (outcome = ANY (ARRAY['added'::text, 'changed'::text, 'closed'::text, 'older'::text, 'rejected'::text])),
  CONSTRAINT import_run_lines_run_id_fkey FOREIGN KEY (run_id) REFERENCES import_runs(id),
  CONSTRAINT import_run_lines_pkey PRIMARY KEY (run_id, place)
);
ALTER TABLE import_run_lines OWNER TO owner;
ALTER TABLE import_run_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_run_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY import_run_lines_brought_in ON import_run_lines AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY import_run_lines_read ON import_run_lines AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() = 'admin'::text);
GRANT SELECT ON import_run_lines TO shared_care_app;
GRANT SELECT ON import_run_lines TO shared_care_backup;
GRANT INSERT, SELECT ON import_run_lines TO shared_care_feeds;

CREATE TABLE import_runs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  file text NOT NULL,
  finished_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  counts jsonb NOT NULL,
  lines jsonb NOT NULL,
  state text NOT NULL DEFAULT 'finished'::text,
  share real NOT NULL DEFAULT 1,
  started_by uuid,
  started_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  seen_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  as_of date,
  as_of_by text NOT NULL DEFAULT 'nothing'::text,
  undo_newer boolean NOT NULL DEFAULT false,
  trouble text,
  CONSTRAINT import_runs_as_of_by_check CHECK (as_of_by = ANY (ARRAY['said'::text, 'file_name'::text, 'newest_date'::text, 'nothing'::text])),
  CONSTRAINT import_runs_kind_check CHECK (kind = ANY (ARRAY['ods'::text])),
  CONSTRAINT import_runs_state_check CHECK (state = ANY (ARRAY['running'::text, 'finished'::text, 'failed'::text])),
  CONSTRAINT import_runs_started_by_fkey FOREIGN KEY (started_by) REFERENCES users(id),
  CONSTRAINT import_runs_pkey PRIMARY KEY (id)
);
ALTER TABLE import_runs OWNER TO owner;
ALTER TABLE import_runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_runs FORCE ROW LEVEL SECURITY;
CREATE POLICY import_runs_brought_in ON import_runs AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY import_runs_read ON import_runs AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() = 'admin'::text);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON import_runs FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.started_by IS NOT NULL AND new.started_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('started_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON import_runs FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.started_by IS NOT NULL AND new.started_by IS DISTINCT FROM old.started_by AND new.started_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('started_by');
GRANT SELECT ON import_runs TO shared_care_app;
GRANT SELECT ON import_runs TO shared_care_backup;
GRANT INSERT, SELECT ON import_runs TO shared_care_feeds;
GRANT UPDATE (finished_at, counts, lines, state, share, seen_at, as_of, as_of_by, trouble) ON import_runs TO shared_care_feeds;

CREATE TABLE inhibitor_results (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  state text NOT NULL,
  titre numeric(7,2),
  tested_on date,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  source text NOT NULL,
  words text,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  struck_out_by uuid,
  struck_out_at timestamp with time zone,
  struck_out_because text,
  CONSTRAINT inhibitor_results_source_check CHECK (source ~ '^[a-z_]+$'::text),
  CONSTRAINT inhibitor_results_state_check CHECK (state = ANY (ARRAY['present'::text, 'past'::text, 'none'::text])),
  CONSTRAINT inhibitor_results_struck_out_because_check CHECK (struck_out_because <> ''::text),
  CONSTRAINT inhibitor_results_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at, struck_out_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT inhibitor_results_titre_check CHECK (titre >= 0::numeric),
  CONSTRAINT inhibitor_results_words_check CHECK (words <> ''::text),
  CONSTRAINT inhibitor_results_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT inhibitor_results_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT inhibitor_results_struck_out_by_fkey FOREIGN KEY (struck_out_by) REFERENCES users(id),
  CONSTRAINT inhibitor_results_pkey PRIMARY KEY (id)
);
ALTER TABLE inhibitor_results OWNER TO owner;
CREATE INDEX inhibitor_results_patient ON inhibitor_results USING btree (patient_id, tested_on);
ALTER TABLE inhibitor_results ENABLE ROW LEVEL SECURITY;
ALTER TABLE inhibitor_results FORCE ROW LEVEL SECURITY;
CREATE POLICY inhibitor_results_brought_in ON inhibitor_results AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY inhibitor_results_by_functions ON inhibitor_results AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY inhibitor_results_recorded_by_phu ON inhibitor_results AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND recorded_by = sec.uid());
CREATE POLICY inhibitor_results_seen_by_user ON inhibitor_results AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR sec.can_see(patient_id));
CREATE POLICY inhibitor_results_struck_out_by_phu ON inhibitor_results AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) AND struck_out_at IS NULL)
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND struck_out_by = sec.uid());
CREATE POLICY reached_by_merge ON inhibitor_results AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON inhibitor_results FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('recorded_by', 'struck_out_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON inhibitor_results FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM old.struck_out_by AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('recorded_by', 'struck_out_by');
CREATE TRIGGER inhibitor_results_checked BEFORE INSERT OR UPDATE OF struck_out_at ON inhibitor_results FOR EACH ROW EXECUTE FUNCTION sec.check_measure();
CREATE TRIGGER inhibitor_results_followed AFTER INSERT OR UPDATE OF struck_out_at ON inhibitor_results FOR EACH ROW EXECUTE FUNCTION sec.follow_measure();
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON inhibitor_results FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT SELECT ON inhibitor_results TO shared_care_app;
GRANT SELECT ON inhibitor_results TO shared_care_backup;
GRANT INSERT, SELECT ON inhibitor_results TO shared_care_definer;
GRANT INSERT, SELECT ON inhibitor_results TO shared_care_feeds;
GRANT SELECT ON inhibitor_results TO shared_care_merger;
GRANT INSERT (id, patient_id, state, titre, tested_on, recorded_by, source, words) ON inhibitor_results TO shared_care_app;
GRANT UPDATE (struck_out_by, struck_out_at, struck_out_because) ON inhibitor_results TO shared_care_app;
GRANT UPDATE (patient_id) ON inhibitor_results TO shared_care_merger;

CREATE TABLE invitations (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  email text NOT NULL,
  role text NOT NULL,
  hospital_id uuid,
  token_hash bytea NOT NULL,
  invited_by uuid DEFAULT sec.uid(),
  invited_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  expires_at timestamp with time zone NOT NULL DEFAULT sec.now() + '72:00:00'::interval,
  accepted_at timestamp with time zone,
  accepted_as uuid,
  replaced_at timestamp with time zone,
  CONSTRAINT invitations_accepted_by_somebody CHECK ((accepted_at IS NULL) = (accepted_as IS NULL)),
  CONSTRAINT invitations_by_somebody CHECK (invited_by IS NOT NULL OR role = 'admin'::text),
  CONSTRAINT invitations_email_check CHECK (email = lower(email)),
  CONSTRAINT invitations_hospital_of_consultant CHECK ((role = 'link_consultant'::text) = (hospital_id IS NOT NULL)),
  CONSTRAINT invitations_role_check CHECK (role = ANY (ARRAY['haemostasis_nurse'::text, 'phu_doctor'::text, 'link_consultant'::text, 'admin'::text])),
  CONSTRAINT invitations_token_hash_check CHECK (length(token_hash) = 32),
  CONSTRAINT invitations_accepted_as_fkey FOREIGN KEY (accepted_as) REFERENCES users(id),
  CONSTRAINT invitations_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users(id),
  CONSTRAINT invitations_pkey PRIMARY KEY (id),
  CONSTRAINT invitations_token_hash_key UNIQUE (token_hash)
);
ALTER TABLE invitations OWNER TO owner;
CREATE UNIQUE INDEX invitations_one_waiting ON invitations USING btree (email) WHERE accepted_at IS NULL AND replaced_at IS NULL;
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY invitations_accept ON invitations AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true);
CREATE POLICY invitations_admin ON invitations AS PERMISSIVE FOR ALL TO shared_care_app
  USING (sec.user_role() = 'admin'::text);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON invitations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.invited_by IS NOT NULL AND new.invited_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('invited_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON invitations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.invited_by IS NOT NULL AND new.invited_by IS DISTINCT FROM old.invited_by AND new.invited_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('invited_by');
GRANT SELECT ON invitations TO shared_care_backup;
GRANT SELECT ON invitations TO shared_care_definer;
GRANT SELECT (id, email, role, hospital_id, invited_by, invited_at, expires_at, accepted_at, replaced_at) ON invitations TO shared_care_app;
GRANT UPDATE (replaced_at) ON invitations TO shared_care_app;
GRANT INSERT (email, role, hospital_id, token_hash, invited_by) ON invitations TO shared_care_definer;
GRANT UPDATE (accepted_at, accepted_as, replaced_at) ON invitations TO shared_care_definer;

CREATE TABLE known_devices (
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  last_used_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT known_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT known_devices_pkey PRIMARY KEY (user_id, token_hash)
);
ALTER TABLE known_devices OWNER TO owner;
CREATE INDEX known_devices_token ON known_devices USING btree (token_hash);
ALTER TABLE known_devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE known_devices FORCE ROW LEVEL SECURITY;
CREATE POLICY known_devices_by_functions ON known_devices AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY known_devices_own ON known_devices AS PERMISSIVE FOR ALL TO shared_care_app
  USING (sec.uid() IS NULL OR user_id = sec.uid())
  WITH CHECK (sec.uid() IS NULL OR user_id = sec.uid());
GRANT DELETE, INSERT, SELECT, UPDATE ON known_devices TO shared_care_app;
GRANT SELECT ON known_devices TO shared_care_backup;
GRANT DELETE, SELECT ON known_devices TO shared_care_definer;

CREATE TABLE leaving_exceptions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  link_id uuid NOT NULL,
  link_consultant_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  reason text NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  taken_back_at timestamp with time zone,
  CONSTRAINT leaving_exceptions_reason_check CHECK (reason <> ''::text),
  CONSTRAINT leaving_exceptions_link_consultant_id_fkey FOREIGN KEY (link_consultant_id) REFERENCES link_consultants(id),
  CONSTRAINT leaving_exceptions_link_id_fkey FOREIGN KEY (link_id) REFERENCES shared_care_links(id),
  CONSTRAINT leaving_exceptions_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id),
  CONSTRAINT leaving_exceptions_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT leaving_exceptions_pkey PRIMARY KEY (id)
);
ALTER TABLE leaving_exceptions OWNER TO owner;
CREATE UNIQUE INDEX leaving_exceptions_one ON leaving_exceptions USING btree (link_id, link_consultant_id) WHERE taken_back_at IS NULL;
ALTER TABLE leaving_exceptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE leaving_exceptions FORCE ROW LEVEL SECURITY;
CREATE POLICY leaving_exceptions_of_the_phu ON leaving_exceptions AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON leaving_exceptions AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON leaving_exceptions FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('made_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON leaving_exceptions FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM old.made_by AND new.made_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('made_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON leaving_exceptions FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON leaving_exceptions TO shared_care_app;
GRANT SELECT ON leaving_exceptions TO shared_care_backup;
GRANT SELECT ON leaving_exceptions TO shared_care_merger;
GRANT UPDATE (taken_back_at) ON leaving_exceptions TO shared_care_app;
GRANT UPDATE (patient_id) ON leaving_exceptions TO shared_care_merger;

CREATE TABLE letter_batch_items (
  batch_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  place integer NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  letter_id uuid,
  because text,
  CONSTRAINT letter_batch_items_outcome CHECK ((state = 'issued'::text) = (letter_id IS NOT NULL) AND (state = 'skipped'::text) = (because IS NOT NULL)),
  CONSTRAINT letter_batch_items_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'issued'::text, 'skipped'::text])),
  CONSTRAINT letter_batch_items_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES letter_batches(id),
  CONSTRAINT letter_batch_items_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letters(id),
  CONSTRAINT letter_batch_items_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT letter_batch_items_pkey PRIMARY KEY (batch_id, patient_id)
);
ALTER TABLE letter_batch_items OWNER TO owner;
CREATE INDEX letter_batch_items_waiting ON letter_batch_items USING btree (batch_id, place) WHERE state = 'waiting'::text;
ALTER TABLE letter_batch_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE letter_batch_items FORCE ROW LEVEL SECURITY;
CREATE POLICY letter_batch_items_held_by_functions ON letter_batch_items AS PERMISSIVE FOR UPDATE TO shared_care_definer
  USING (true);
CREATE POLICY letter_batch_items_of_the_unit ON letter_batch_items AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY letter_batch_items_read_by_functions ON letter_batch_items AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY reached_by_merge ON letter_batch_items AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON letter_batch_items FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON letter_batch_items TO shared_care_app;
GRANT SELECT ON letter_batch_items TO shared_care_backup;
GRANT SELECT, UPDATE ON letter_batch_items TO shared_care_definer;
GRANT SELECT ON letter_batch_items TO shared_care_merger;
GRANT UPDATE (patient_id) ON letter_batch_items TO shared_care_merger;

CREATE TABLE letter_batches (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL,
  kind text NOT NULL,
  recipient text NOT NULL,
  large_print boolean NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  cancelled_by uuid,
  cancelled_at timestamp with time zone,
  CONSTRAINT letter_batches_cancelled_whole CHECK ((cancelled_by IS NULL) = (cancelled_at IS NULL)),
  CONSTRAINT letter_batches_kind_check CHECK (kind = ANY (ARRAY['emergency_card'::text, 'open_access'::text, 'vaccination'::text, 'dental'::text, 'school'::text])),
  CONSTRAINT letter_batches_recipient_check CHECK (recipient = ANY (ARRAY['family'::text, 'ward'::text, 'gp'::text, 'dentist'::text, 'school'::text, 'community'::text])),
  CONSTRAINT letter_batches_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES users(id),
  CONSTRAINT letter_batches_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES users(id),
  CONSTRAINT letter_batches_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT letter_batches_pkey PRIMARY KEY (id)
);
ALTER TABLE letter_batches OWNER TO owner;
ALTER TABLE letter_batches ENABLE ROW LEVEL SECURITY;
ALTER TABLE letter_batches FORCE ROW LEVEL SECURITY;
CREATE POLICY letter_batches_of_the_unit ON letter_batches AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY letter_batches_read_by_functions ON letter_batches AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON letter_batches FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.asked_by IS NOT NULL AND new.asked_by IS DISTINCT FROM sec.uid() OR new.cancelled_by IS NOT NULL AND new.cancelled_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('asked_by', 'cancelled_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON letter_batches FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.asked_by IS NOT NULL AND new.asked_by IS DISTINCT FROM old.asked_by AND new.asked_by IS DISTINCT FROM sec.uid() OR new.cancelled_by IS NOT NULL AND new.cancelled_by IS DISTINCT FROM old.cancelled_by AND new.cancelled_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('asked_by', 'cancelled_by');
GRANT INSERT, SELECT, UPDATE ON letter_batches TO shared_care_app;
GRANT SELECT ON letter_batches TO shared_care_backup;
GRANT SELECT ON letter_batches TO shared_care_definer;

CREATE TABLE letter_numbers (
  letter_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  phone text NOT NULL,
  CONSTRAINT letter_numbers_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES hospital_contacts(id),
  CONSTRAINT letter_numbers_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letters(id),
  CONSTRAINT letter_numbers_pkey PRIMARY KEY (letter_id, contact_id)
);
ALTER TABLE letter_numbers OWNER TO owner;
CREATE INDEX letter_numbers_contact ON letter_numbers USING btree (contact_id);
ALTER TABLE letter_numbers ENABLE ROW LEVEL SECURITY;
ALTER TABLE letter_numbers FORCE ROW LEVEL SECURITY;
CREATE POLICY letter_numbers_of_functions ON letter_numbers AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY letter_numbers_of_the_unit ON letter_numbers AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
GRANT SELECT ON letter_numbers TO shared_care_app;
GRANT SELECT ON letter_numbers TO shared_care_backup;
GRANT INSERT, SELECT ON letter_numbers TO shared_care_definer;

CREATE TABLE letter_templates (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  version_number integer NOT NULL,
  state text NOT NULL DEFAULT 'draft'::text,
  title text NOT NULL,
  body text NOT NULL,
  written_by uuid NOT NULL,
  authors uuid[] NOT NULL,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  approved_by uuid,
  approved_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT letter_templates_approved_by_another CHECK (approved_by <> ALL (authors)),
  CONSTRAINT letter_templates_approved_whole CHECK ((state = 'draft'::text) = (approved_by IS NULL) AND (approved_by IS NULL) = (approved_at IS NULL)),
  CONSTRAINT letter_templates_kind_check CHECK (kind = ANY (ARRAY['open_access'::text, 'vaccination'::text, 'dental'::text, 'school'::text, 'emergency_advice'::text])),
  CONSTRAINT letter_templates_state_check CHECK (state = ANY (ARRAY['draft'::text, 'approved'::text, 'superseded'::text])),
  CONSTRAINT letter_templates_version_number_check CHECK (version_number > 0),
  CONSTRAINT letter_templates_writer_is_author CHECK (written_by = ANY (authors)),
  CONSTRAINT letter_templates_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES users(id),
  CONSTRAINT letter_templates_written_by_fkey FOREIGN KEY (written_by) REFERENCES users(id),
  CONSTRAINT letter_templates_pkey PRIMARY KEY (id),
  CONSTRAINT letter_templates_version_number UNIQUE (kind, version_number)
);
ALTER TABLE letter_templates OWNER TO owner;
CREATE UNIQUE INDEX letter_templates_one_approved ON letter_templates USING btree (kind) WHERE state = 'approved'::text;
CREATE UNIQUE INDEX letter_templates_one_draft ON letter_templates USING btree (kind) WHERE state = 'draft'::text;
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON letter_templates FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.approved_by IS NOT NULL AND new.approved_by IS DISTINCT FROM sec.uid() OR new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('approved_by', 'written_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON letter_templates FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.approved_by IS NOT NULL AND new.approved_by IS DISTINCT FROM old.approved_by AND new.approved_by IS DISTINCT FROM sec.uid() OR new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM old.written_by AND new.written_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('approved_by', 'written_by');
CREATE TRIGGER letter_templates_guarded BEFORE DELETE OR UPDATE ON letter_templates FOR EACH ROW EXECUTE FUNCTION sec.guard_letter_template();
GRANT INSERT, SELECT, UPDATE ON letter_templates TO shared_care_app;
GRANT SELECT ON letter_templates TO shared_care_backup;

CREATE TABLE letters (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  code text NOT NULL,
  patient_id uuid NOT NULL,
  kind text NOT NULL,
  recipient text NOT NULL,
  recipient_name text NOT NULL,
  version_number integer NOT NULL,
  state text NOT NULL DEFAULT 'current'::text,
  model jsonb NOT NULL,
  template_id uuid,
  plan_id uuid,
  arrangement_id uuid,
  review_by date,
  note text,
  issued_by uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  ended_by uuid,
  ended_at timestamp with time zone,
  ended_because text,
  batch_id uuid,
  idempotency_key uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  recipient_entry uuid,
  CONSTRAINT letters_code_check CHECK (code ~ '^[CDFHJKMNPRTVWXY3479]{10}$'::text),
  CONSTRAINT letters_ended_whole CHECK ((state = 'current'::text) = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
  CONSTRAINT letters_kind_check CHECK (kind = ANY (ARRAY['emergency_card'::text, 'open_access'::text, 'vaccination'::text, 'dental'::text, 'school'::text])),
  CONSTRAINT letters_recipient_check CHECK (recipient = ANY (ARRAY['family'::text, 'ward'::text, 'gp'::text, 'dentist'::text, 'school'::text, 'community'::text])),
  CONSTRAINT letters_state_check CHECK (state = ANY (ARRAY['current'::text, 'superseded'::text, 'withdrawn'::text])),
  CONSTRAINT letters_version_number_check CHECK (version_number > 0),
  CONSTRAINT letters_withdrawn_with_reason CHECK (state <> 'withdrawn'::text OR ended_because <> ''::text),
  CONSTRAINT letters_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES open_access_arrangements(id),
  CONSTRAINT letters_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES letter_batches(id),
  CONSTRAINT letters_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  CONSTRAINT letters_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES users(id),
  CONSTRAINT letters_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT letters_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES emergency_plans(id),
  CONSTRAINT letters_template_id_fkey FOREIGN KEY (template_id) REFERENCES letter_templates(id),
  CONSTRAINT letters_pkey PRIMARY KEY (id),
  CONSTRAINT letters_code_key UNIQUE (code),
  CONSTRAINT letters_once UNIQUE (issued_by, idempotency_key),
  CONSTRAINT letters_version_number UNIQUE (patient_id, kind, recipient, version_number)
);
ALTER TABLE letters OWNER TO owner;
CREATE INDEX letters_batch ON letters USING btree (batch_id) WHERE batch_id IS NOT NULL;
CREATE UNIQUE INDEX letters_one_current ON letters USING btree (patient_id, kind, recipient, COALESCE(recipient_entry, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE state = 'current'::text;
ALTER TABLE letters ENABLE ROW LEVEL SECURITY;
ALTER TABLE letters FORCE ROW LEVEL SECURITY;
CREATE POLICY letters_of_the_unit ON letters AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY letters_read_by_functions ON letters AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY reached_by_merge ON letters AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON letters FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM sec.uid() OR new.issued_by IS NOT NULL AND new.issued_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('ended_by', 'issued_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON letters FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM old.ended_by AND new.ended_by IS DISTINCT FROM sec.uid() OR new.issued_by IS NOT NULL AND new.issued_by IS DISTINCT FROM old.issued_by AND new.issued_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('ended_by', 'issued_by');
CREATE TRIGGER letters_guarded BEFORE DELETE OR UPDATE ON letters FOR EACH ROW WHEN (CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.guard_letter();
CREATE TRIGGER letters_note_numbers AFTER INSERT ON letters FOR EACH ROW EXECUTE FUNCTION sec.letter_notes_numbers();
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON letters FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON letters TO shared_care_app;
GRANT SELECT ON letters TO shared_care_backup;
GRANT SELECT ON letters TO shared_care_definer;
GRANT SELECT ON letters TO shared_care_merger;
GRANT UPDATE (patient_id) ON letters TO shared_care_merger;

CREATE TABLE liaison_entries (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  direction text NOT NULL,
  with_role text NOT NULL,
  with_name text,
  number_used text,
  result text NOT NULL,
  advice_asked text,
  advice_given text,
  agreed_next_step text,
  next_contact_at timestamp with time zone,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  idempotency_key uuid,
  request_hash text,
  struck_at timestamp with time zone,
  struck_by uuid,
  struck_because text,
  CONSTRAINT liaison_entries_direction_check CHECK (direction = ANY (ARRAY['outgoing'::text, 'incoming'::text])),
  CONSTRAINT liaison_entries_result_check CHECK (result = ANY (ARRAY['spoke'::text, 'left_message'::text, 'no_answer'::text])),
  CONSTRAINT liaison_entries_struck_whole CHECK ((num_nulls(struck_at, struck_by, struck_because) = ANY (ARRAY[0, 3])) AND struck_because IS DISTINCT FROM ''::text),
  CONSTRAINT liaison_entries_with_role_check CHECK (with_role = ANY (ARRAY['ward_nurse'::text, 'ward_doctor'::text, 'link_consultant'::text, 'family'::text, 'phu_doctor'::text, 'on_call_registrar'::text, 'gp'::text, 'other'::text])),
  CONSTRAINT liaison_entries_with_words CHECK (result = 'no_answer'::text OR concat(advice_asked, advice_given, agreed_next_step) <> ''::text) NOT VALID,
  CONSTRAINT liaison_entries_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id),
  CONSTRAINT liaison_entries_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT liaison_entries_struck_by_fkey FOREIGN KEY (struck_by) REFERENCES users(id),
  CONSTRAINT liaison_entries_pkey PRIMARY KEY (id)
);
ALTER TABLE liaison_entries OWNER TO owner;
CREATE INDEX liaison_entries_alert ON liaison_entries USING btree (alert_id, at);
CREATE UNIQUE INDEX liaison_entries_idempotency ON liaison_entries USING btree (recorded_by, idempotency_key);
ALTER TABLE liaison_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE liaison_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY liaison_entries_brought_in ON liaison_entries AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY liaison_entries_counted ON liaison_entries AS PERMISSIVE FOR SELECT TO shared_care_worker
  USING (true);
CREATE POLICY liaison_entries_follow_their_parent ON liaison_entries AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM alerts a
  WHERE a.id = liaison_entries.alert_id)))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM alerts a
  WHERE a.id = liaison_entries.alert_id)));
CREATE POLICY liaison_entries_read_by_functions ON liaison_entries AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY liaison_entries_struck_by_phu ON liaison_entries AS RESTRICTIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) AND struck_at IS NULL)
  WITH CHECK (struck_by = sec.uid());
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON liaison_entries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_by IS NOT NULL AND new.struck_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('recorded_by', 'struck_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON liaison_entries FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_by IS NOT NULL AND new.struck_by IS DISTINCT FROM old.struck_by AND new.struck_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('recorded_by', 'struck_by');
CREATE TRIGGER liaison_entries_struck AFTER UPDATE OF struck_at ON liaison_entries FOR EACH ROW WHEN (new.struck_at IS NOT NULL) EXECUTE FUNCTION sec.undo_checks_of_struck_call();
GRANT INSERT, SELECT ON liaison_entries TO shared_care_app;
GRANT SELECT ON liaison_entries TO shared_care_backup;
GRANT INSERT, SELECT ON liaison_entries TO shared_care_feeds;
GRANT UPDATE (struck_at, struck_by, struck_because) ON liaison_entries TO shared_care_app;
GRANT SELECT (id, struck_at, struck_by) ON liaison_entries TO shared_care_definer;
GRANT SELECT (id, alert_id, recorded_at, struck_at) ON liaison_entries TO shared_care_worker;

CREATE TABLE link_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  batch_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  kind text NOT NULL,
  source text NOT NULL,
  reason text,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  undone_at timestamp with time zone,
  undone_by uuid,
  CONSTRAINT link_changes_kind_check CHECK (kind = ANY (ARRAY['added'::text, 'ended'::text, 'moved'::text, 'consultant_changed'::text, 'confirmed'::text])),
  CONSTRAINT link_changes_source_check CHECK (source = ANY (ARRAY['person'::text, 'leaving_date'::text])),
  CONSTRAINT link_changes_undone_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
  CONSTRAINT link_changes_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id),
  CONSTRAINT link_changes_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT link_changes_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES users(id),
  CONSTRAINT link_changes_pkey PRIMARY KEY (id)
);
ALTER TABLE link_changes OWNER TO owner;
CREATE INDEX link_changes_batch ON link_changes USING btree (batch_id);
CREATE INDEX link_changes_patient ON link_changes USING btree (patient_id, made_at DESC);
ALTER TABLE link_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE link_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY link_changes_of_the_phu ON link_changes AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON link_changes AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON link_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM sec.uid() OR new.undone_by IS NOT NULL AND new.undone_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('made_by', 'undone_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON link_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM old.made_by AND new.made_by IS DISTINCT FROM sec.uid() OR new.undone_by IS NOT NULL AND new.undone_by IS DISTINCT FROM old.undone_by AND new.undone_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('made_by', 'undone_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON link_changes FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON link_changes TO shared_care_app;
GRANT SELECT ON link_changes TO shared_care_backup;
GRANT SELECT ON link_changes TO shared_care_merger;
GRANT UPDATE (undone_at, undone_by) ON link_changes TO shared_care_app;
GRANT UPDATE (patient_id) ON link_changes TO shared_care_merger;

CREATE TABLE link_consultants (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid,
  hospital_id uuid NOT NULL,
  name text NOT NULL,
  phone text,
  phone_verified_on date,
  from_on date NOT NULL,
  to_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT link_consultants_dates CHECK (to_on IS NULL OR to_on >= from_on),
  CONSTRAINT link_consultants_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT link_consultants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT link_consultants_pkey PRIMARY KEY (id)
);
ALTER TABLE link_consultants OWNER TO owner;
CREATE INDEX link_consultants_user ON link_consultants USING btree (user_id);
ALTER TABLE link_consultants ENABLE ROW LEVEL SECURITY;
ALTER TABLE link_consultants FORCE ROW LEVEL SECURITY;
CREATE POLICY link_consultants_added ON link_consultants AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK ((( SELECT sec.sees_all_patients() AS sees_all_patients) OR sec.user_role() = 'admin'::text) AND (user_id IS NULL OR (EXISTS ( SELECT 1
   FROM users u
  WHERE u.id = link_consultants.user_id AND u.role = 'link_consultant'::text AND u.hospital_id = link_consultants.hospital_id))));
CREATE POLICY link_consultants_brought_in ON link_consultants AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY link_consultants_dated ON link_consultants AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (true)
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) OR sec.user_role() = 'admin'::text OR user_id = sec.uid());
CREATE POLICY link_consultants_known ON link_consultants AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (true);
CREATE POLICY link_consultants_read_by_functions ON link_consultants AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE TRIGGER link_consultants_ended_stay_ended BEFORE INSERT OR UPDATE OF to_on ON link_consultants FOR EACH ROW EXECUTE FUNCTION sec.ended_sight_stays_ended();
GRANT SELECT ON link_consultants TO shared_care_app;
GRANT SELECT ON link_consultants TO shared_care_backup;
GRANT SELECT ON link_consultants TO shared_care_definer;
GRANT INSERT, SELECT ON link_consultants TO shared_care_feeds;
GRANT INSERT (id, user_id, hospital_id, name, phone, from_on) ON link_consultants TO shared_care_app;
GRANT UPDATE (to_on, version) ON link_consultants TO shared_care_app;

CREATE TABLE mail_tests (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  sender_address text NOT NULL,
  sent_to uuid NOT NULL DEFAULT sec.uid(),
  code text NOT NULL,
  sent_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  arrived_at timestamp with time zone,
  CONSTRAINT mail_tests_code_check CHECK (code ~ '^[0-9]{6}$'::text),
  CONSTRAINT mail_tests_sent_to_fkey FOREIGN KEY (sent_to) REFERENCES users(id),
  CONSTRAINT mail_tests_pkey PRIMARY KEY (id)
);
ALTER TABLE mail_tests OWNER TO owner;
ALTER TABLE mail_tests ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_tests FORCE ROW LEVEL SECURITY;
CREATE POLICY mail_tests_admin ON mail_tests AS PERMISSIVE FOR ALL TO shared_care_app
  USING (sec.user_role() = 'admin'::text)
  WITH CHECK (sec.user_role() = 'admin'::text AND sent_to = sec.uid());
CREATE POLICY mail_tests_brought_in ON mail_tests AS PERMISSIVE FOR INSERT TO shared_care_feeds
  WITH CHECK (true);
CREATE POLICY mail_tests_of_functions ON mail_tests AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
GRANT SELECT ON mail_tests TO shared_care_app;
GRANT SELECT ON mail_tests TO shared_care_backup;
GRANT SELECT ON mail_tests TO shared_care_definer;
GRANT INSERT ON mail_tests TO shared_care_feeds;
GRANT INSERT (id, sender_address, code) ON mail_tests TO shared_care_app;
GRANT UPDATE (arrived_at) ON mail_tests TO shared_care_app;

CREATE TABLE migrations (
  id integer NOT NULL DEFAULT nextval('migrations_id_seq'::regclass),
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);
ALTER TABLE migrations OWNER TO owner;
GRANT SELECT ON migrations TO shared_care_backup;

CREATE TABLE notices (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  kind text NOT NULL,
  on_date date NOT NULL,
  detail text,
  raised_by uuid,
  raised_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  stopped_requests integer NOT NULL DEFAULT 0,
  dismissed_by uuid,
  dismissed_at timestamp with time zone,
  dismissed_because text,
  ended_by uuid,
  ended_at timestamp with time zone,
  ended_because text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT notices_detail_check CHECK (detail <> ''::text),
  CONSTRAINT notices_dismissed_whole CHECK (num_nonnulls(dismissed_by, dismissed_at, dismissed_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT notices_ended_whole CHECK (num_nonnulls(ended_by, ended_at, ended_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT notices_kind_check CHECK (kind = ANY (ARRAY['died'::text, 'restricted'::text, 'nhs_number_invalid'::text, 'nhs_number_superseded'::text, 'moved_away'::text, 'of_age'::text])),
  CONSTRAINT notices_raised CHECK (raised_by IS NOT NULL OR kind = 'of_age'::text),
  CONSTRAINT notices_restriction_ended_by_another CHECK (kind <> 'restricted'::text OR ended_by <> raised_by),
  CONSTRAINT notices_dismissed_by_fkey FOREIGN KEY (dismissed_by) REFERENCES users(id),
  CONSTRAINT notices_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  CONSTRAINT notices_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT notices_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES users(id),
  CONSTRAINT notices_pkey PRIMARY KEY (id)
);
ALTER TABLE notices OWNER TO owner;
CREATE UNIQUE INDEX notices_one_of_a_kind ON notices USING btree (patient_id, kind) WHERE ended_at IS NULL;
CREATE INDEX notices_running ON notices USING btree (raised_at) WHERE dismissed_at IS NULL AND ended_at IS NULL;
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices FORCE ROW LEVEL SECURITY;
CREATE POLICY notices_brought_in ON notices AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY notices_phu ON notices AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY notices_read_by_functions ON notices AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY reached_by_merge ON notices AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON notices FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.dismissed_by IS NOT NULL AND new.dismissed_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM sec.uid() OR new.raised_by IS NOT NULL AND new.raised_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('dismissed_by', 'ended_by', 'raised_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON notices FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.dismissed_by IS NOT NULL AND new.dismissed_by IS DISTINCT FROM old.dismissed_by AND new.dismissed_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM old.ended_by AND new.ended_by IS DISTINCT FROM sec.uid() OR new.raised_by IS NOT NULL AND new.raised_by IS DISTINCT FROM old.raised_by AND new.raised_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('dismissed_by', 'ended_by', 'raised_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON notices FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON notices TO shared_care_app;
GRANT SELECT ON notices TO shared_care_backup;
GRANT SELECT ON notices TO shared_care_definer;
GRANT INSERT, SELECT ON notices TO shared_care_feeds;
GRANT SELECT ON notices TO shared_care_merger;
GRANT UPDATE (stopped_requests, dismissed_by, dismissed_at, dismissed_because, ended_by, ended_at, ended_because, version) ON notices TO shared_care_app;
GRANT UPDATE (patient_id) ON notices TO shared_care_merger;

CREATE TABLE open_access_arrangements (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  hospital_id uuid NOT NULL,
  unit_id uuid,
  state text NOT NULL,
  version_number integer NOT NULL DEFAULT 1,
  reasons text NOT NULL,
  where_to_go text NOT NULL,
  phone_first text,
  exclusions text,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone,
  review_by date NOT NULL,
  issued_by text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  reason_codes text[] NOT NULL DEFAULT '{}'::text[],
  other_reasons text NOT NULL DEFAULT ''::text,
  exclusion_codes text[] NOT NULL DEFAULT '{}'::text[],
  other_exclusions text NOT NULL DEFAULT ''::text,
  where_out_of_hours text NOT NULL DEFAULT ''::text,
  phone_bands jsonb NOT NULL DEFAULT '[]'::jsonb,
  grant_hours integer,
  issued_by_id uuid,
  replaces_id uuid,
  drafted_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  drafted_by uuid,
  sent_at timestamp with time zone,
  sent_by uuid,
  agreed_at timestamp with time zone,
  agreed_by text,
  agreed_recorded_by uuid,
  ward_holds_at timestamp with time zone,
  ward_holds_said_by text,
  ward_holds_recorded_by uuid,
  family_holds_at timestamp with time zone,
  family_holds_said_by text,
  family_holds_recorded_by uuid,
  review_forced_on date,
  review_because text[] NOT NULL DEFAULT '{}'::text[],
  ended_at timestamp with time zone,
  CONSTRAINT open_access_arrangements_agreed CHECK ((state = ANY (ARRAY['draft'::text, 'awaiting_local_agreement'::text, 'withdrawn'::text])) OR agreed_at IS NOT NULL),
  CONSTRAINT open_access_arrangements_dates CHECK (ends_at > starts_at),
  CONSTRAINT open_access_arrangements_family_holds CHECK (num_nonnulls(family_holds_at, family_holds_said_by, family_holds_recorded_by) = ANY (ARRAY[0, 3])),
  CONSTRAINT open_access_arrangements_grant_hours_check CHECK (grant_hours >= 1 AND grant_hours <= 168),
  CONSTRAINT open_access_arrangements_state_check CHECK (state = ANY (ARRAY['draft'::text, 'awaiting_local_agreement'::text, 'active'::text, 'due_review'::text, 'expired'::text, 'suspended'::text, 'withdrawn'::text, 'superseded'::text])),
  CONSTRAINT open_access_arrangements_ward_holds CHECK (num_nonnulls(ward_holds_at, ward_holds_said_by, ward_holds_recorded_by) = ANY (ARRAY[0, 3])),
  CONSTRAINT open_access_arrangements_agreed_recorded_by_fkey FOREIGN KEY (agreed_recorded_by) REFERENCES users(id),
  CONSTRAINT open_access_arrangements_drafted_by_fkey FOREIGN KEY (drafted_by) REFERENCES users(id),
  CONSTRAINT open_access_arrangements_family_holds_recorded_by_fkey FOREIGN KEY (family_holds_recorded_by) REFERENCES users(id),
  CONSTRAINT open_access_arrangements_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT open_access_arrangements_issued_by_id_fkey FOREIGN KEY (issued_by_id) REFERENCES users(id),
  CONSTRAINT open_access_arrangements_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT open_access_arrangements_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES open_access_arrangements(id),
  CONSTRAINT open_access_arrangements_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES users(id),
  CONSTRAINT open_access_arrangements_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES hospital_units(id),
  CONSTRAINT open_access_arrangements_ward_holds_recorded_by_fkey FOREIGN KEY (ward_holds_recorded_by) REFERENCES users(id),
  CONSTRAINT open_access_arrangements_pkey PRIMARY KEY (id)
);
ALTER TABLE open_access_arrangements OWNER TO owner;
CREATE INDEX open_access_arrangements_hospital ON open_access_arrangements USING btree (hospital_id);
CREATE UNIQUE INDEX open_access_arrangements_one_in_the_making ON open_access_arrangements USING btree (patient_id, hospital_id) WHERE state = ANY (ARRAY['draft'::text, 'awaiting_local_agreement'::text]);
CREATE UNIQUE INDEX open_access_arrangements_one_valid ON open_access_arrangements USING btree (patient_id, hospital_id) WHERE state = ANY (ARRAY['active'::text, 'due_review'::text]);
CREATE INDEX open_access_arrangements_patient ON open_access_arrangements USING btree (patient_id);
CREATE INDEX open_access_arrangements_under_review ON open_access_arrangements USING btree (hospital_id, review_by) WHERE state = ANY (ARRAY['active'::text, 'due_review'::text, 'suspended'::text, 'awaiting_local_agreement'::text]);
ALTER TABLE open_access_arrangements ENABLE ROW LEVEL SECURITY;
ALTER TABLE open_access_arrangements FORCE ROW LEVEL SECURITY;
CREATE POLICY open_access_arrangements_brought_in ON open_access_arrangements AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY open_access_arrangements_changed ON open_access_arrangements AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR sec.can_see(patient_id) AND hospital_id = (( SELECT u.hospital_id
   FROM users u
  WHERE u.id = sec.uid())));
CREATE POLICY open_access_arrangements_drafted_by_phu ON open_access_arrangements AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND state = 'draft'::text);
CREATE POLICY open_access_arrangements_read_by_functions ON open_access_arrangements AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY open_access_arrangements_review_forced ON open_access_arrangements AS PERMISSIVE FOR UPDATE TO shared_care_definer
  USING (true);
CREATE POLICY open_access_arrangements_seen_by_user ON open_access_arrangements AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR
CASE
    WHEN ( SELECT COALESCE(current_setting('app.many'::text, true), ''::text) = 'on'::text) THEN (patient_id IN ( SELECT sec.patients_of_user() AS patients_of_user))
    ELSE sec.can_see(patient_id)
END);
CREATE POLICY reached_by_merge ON open_access_arrangements AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON open_access_arrangements FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.agreed_recorded_by IS NOT NULL AND new.agreed_recorded_by IS DISTINCT FROM sec.uid() OR new.drafted_by IS NOT NULL AND new.drafted_by IS DISTINCT FROM sec.uid() OR new.family_holds_recorded_by IS NOT NULL AND new.family_holds_recorded_by IS DISTINCT FROM sec.uid() OR new.sent_by IS NOT NULL AND new.sent_by IS DISTINCT FROM sec.uid() OR new.ward_holds_recorded_by IS NOT NULL AND new.ward_holds_recorded_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('agreed_recorded_by', 'drafted_by', 'family_holds_recorded_by', 'sent_by', 'ward_holds_recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON open_access_arrangements FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.agreed_recorded_by IS NOT NULL AND new.agreed_recorded_by IS DISTINCT FROM old.agreed_recorded_by AND new.agreed_recorded_by IS DISTINCT FROM sec.uid() OR new.drafted_by IS NOT NULL AND new.drafted_by IS DISTINCT FROM old.drafted_by AND new.drafted_by IS DISTINCT FROM sec.uid() OR new.family_holds_recorded_by IS NOT NULL AND new.family_holds_recorded_by IS DISTINCT FROM old.family_holds_recorded_by AND new.family_holds_recorded_by IS DISTINCT FROM sec.uid() OR new.sent_by IS NOT NULL AND new.sent_by IS DISTINCT FROM old.sent_by AND new.sent_by IS DISTINCT FROM sec.uid() OR new.ward_holds_recorded_by IS NOT NULL AND new.ward_holds_recorded_by IS DISTINCT FROM old.ward_holds_recorded_by AND new.ward_holds_recorded_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('agreed_recorded_by', 'drafted_by', 'family_holds_recorded_by', 'sent_by', 'ward_holds_recorded_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON open_access_arrangements FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
CREATE TRIGGER open_access_arrangements_lawful BEFORE UPDATE ON open_access_arrangements FOR EACH ROW EXECUTE FUNCTION sec.open_access_lawful();
CREATE TRIGGER open_access_arrangements_name_contacts BEFORE INSERT OR UPDATE OF phone_bands ON open_access_arrangements FOR EACH ROW EXECUTE FUNCTION sec.arrangement_names_contacts();
CREATE CONSTRAINT TRIGGER open_access_arrangements_suspension_told AFTER UPDATE OF state ON open_access_arrangements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (old.state <> new.state AND (old.state = 'suspended'::text OR new.state = 'suspended'::text)) EXECUTE FUNCTION sec.open_access_suspension_told();
CREATE TRIGGER open_access_outlasts_transfer BEFORE UPDATE OF state ON open_access_arrangements FOR EACH ROW WHEN (new.state = 'withdrawn'::text AND (old.state = ANY (ARRAY['active'::text, 'due_review'::text, 'suspended'::text]))) EXECUTE FUNCTION sec.open_access_outlasts_transfer();
GRANT INSERT, SELECT, UPDATE ON open_access_arrangements TO shared_care_app;
GRANT SELECT ON open_access_arrangements TO shared_care_backup;
GRANT SELECT ON open_access_arrangements TO shared_care_definer;
GRANT INSERT, SELECT ON open_access_arrangements TO shared_care_feeds;
GRANT SELECT ON open_access_arrangements TO shared_care_merger;
GRANT UPDATE (state, version, review_forced_on, review_because) ON open_access_arrangements TO shared_care_definer;
GRANT UPDATE (patient_id) ON open_access_arrangements TO shared_care_merger;

CREATE TABLE open_access_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  arrangement_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  kind text NOT NULL,
  by uuid,
  detail text,
  CONSTRAINT open_access_events_kind_check CHECK (kind = ANY (ARRAY['drafted'::text, 'sent'::text, 'sent_back'::text, 'agreed'::text, 'ward_confirmed'::text, 'family_confirmed'::text, 'chased'::text, 'review_forced'::text, 'suspended'::text, 'resumed'::text, 'withdrawn'::text, 'discarded'::text, 'superseded'::text])),
  CONSTRAINT open_access_events_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES open_access_arrangements(id),
  CONSTRAINT open_access_events_by_fkey FOREIGN KEY (by) REFERENCES users(id),
  CONSTRAINT open_access_events_pkey PRIMARY KEY (id)
);
ALTER TABLE open_access_events OWNER TO owner;
CREATE INDEX open_access_events_arrangement ON open_access_events USING btree (arrangement_id, id);
ALTER TABLE open_access_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE open_access_events FORCE ROW LEVEL SECURITY;
CREATE POLICY open_access_events_brought_in ON open_access_events AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY open_access_events_follow_their_arrangement ON open_access_events AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM open_access_arrangements a
  WHERE a.id = open_access_events.arrangement_id)))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM open_access_arrangements a
  WHERE a.id = open_access_events.arrangement_id)));
CREATE POLICY open_access_events_of_functions ON open_access_events AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON open_access_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON open_access_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM old.by AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
GRANT INSERT, SELECT ON open_access_events TO shared_care_app;
GRANT SELECT ON open_access_events TO shared_care_backup;
GRANT INSERT, SELECT ON open_access_events TO shared_care_definer;
GRANT INSERT, SELECT ON open_access_events TO shared_care_feeds;

CREATE TABLE open_access_suspensions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  arrangement_id uuid NOT NULL,
  reason text NOT NULL,
  review_on date NOT NULL,
  told_family text NOT NULL,
  told_link_consultant text NOT NULL,
  told_ward text NOT NULL,
  told_gp text NOT NULL,
  suspended_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  suspended_by uuid NOT NULL,
  lifted_at timestamp with time zone,
  lifted_by uuid,
  lifted_because text,
  CONSTRAINT open_access_suspensions_lifted_after CHECK (lifted_at >= suspended_at),
  CONSTRAINT open_access_suspensions_lifted_whole CHECK (num_nonnulls(lifted_at, lifted_by, lifted_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT open_access_suspensions_reason_check CHECK (reason <> ''::text),
  CONSTRAINT open_access_suspensions_told_family_check CHECK (told_family <> ''::text),
  CONSTRAINT open_access_suspensions_told_gp_check CHECK (told_gp <> ''::text),
  CONSTRAINT open_access_suspensions_told_link_consultant_check CHECK (told_link_consultant <> ''::text),
  CONSTRAINT open_access_suspensions_told_ward_check CHECK (told_ward <> ''::text),
  CONSTRAINT open_access_suspensions_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES open_access_arrangements(id),
  CONSTRAINT open_access_suspensions_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES users(id),
  CONSTRAINT open_access_suspensions_suspended_by_fkey FOREIGN KEY (suspended_by) REFERENCES users(id),
  CONSTRAINT open_access_suspensions_pkey PRIMARY KEY (id)
);
ALTER TABLE open_access_suspensions OWNER TO owner;
CREATE INDEX open_access_suspensions_arrangement ON open_access_suspensions USING btree (arrangement_id);
CREATE UNIQUE INDEX open_access_suspensions_one_running ON open_access_suspensions USING btree (arrangement_id) WHERE lifted_at IS NULL;
ALTER TABLE open_access_suspensions ENABLE ROW LEVEL SECURITY;
ALTER TABLE open_access_suspensions FORCE ROW LEVEL SECURITY;
CREATE POLICY open_access_suspensions_brought_in ON open_access_suspensions AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY open_access_suspensions_follow_their_arrangement ON open_access_suspensions AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM open_access_arrangements a
  WHERE a.id = open_access_suspensions.arrangement_id)))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) OR (EXISTS ( SELECT 1
   FROM open_access_arrangements a
  WHERE a.id = open_access_suspensions.arrangement_id)));
CREATE POLICY open_access_suspensions_of_functions ON open_access_suspensions AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON open_access_suspensions FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.lifted_by IS NOT NULL AND new.lifted_by IS DISTINCT FROM sec.uid() OR new.suspended_by IS NOT NULL AND new.suspended_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('lifted_by', 'suspended_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON open_access_suspensions FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.lifted_by IS NOT NULL AND new.lifted_by IS DISTINCT FROM old.lifted_by AND new.lifted_by IS DISTINCT FROM sec.uid() OR new.suspended_by IS NOT NULL AND new.suspended_by IS DISTINCT FROM old.suspended_by AND new.suspended_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('lifted_by', 'suspended_by');
GRANT INSERT, SELECT ON open_access_suspensions TO shared_care_app;
GRANT SELECT ON open_access_suspensions TO shared_care_backup;
GRANT SELECT ON open_access_suspensions TO shared_care_definer;
GRANT INSERT, SELECT ON open_access_suspensions TO shared_care_feeds;
GRANT UPDATE (lifted_at, lifted_by, lifted_because) ON open_access_suspensions TO shared_care_app;

CREATE TABLE organisations (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  ods_code text,
  name text NOT NULL,
  address text,
  postcode text,
  phone text,
  email text,
  closed_on date,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  changed_by uuid,
  changed_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT organisations_address_check CHECK (address <> ''::text),
  CONSTRAINT organisations_email_check CHECK (email <> ''::text),
  CONSTRAINT organisations_kind_check CHECK (kind = ANY (ARRAY['gp_practice'::text, 'school'::text, 'dentist'::text, 'community_team'::text])),
  CONSTRAINT organisations_name_check CHECK (name <> ''::text),
  CONSTRAINT organisations_ods_code_check CHECK (ods_code ~ '^[A-Z0-9]{3,12}$'::text),
  CONSTRAINT organisations_phone_check CHECK (phone <> ''::text),
  CONSTRAINT organisations_postcode_check CHECK (postcode <> ''::text),
  CONSTRAINT organisations_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT organisations_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT organisations_pkey PRIMARY KEY (id),
  CONSTRAINT organisations_ods_code_key UNIQUE (ods_code)
);
ALTER TABLE organisations OWNER TO owner;
CREATE INDEX organisations_name ON organisations USING btree (kind, name);
ALTER TABLE organisations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisations FORCE ROW LEVEL SECURITY;
CREATE POLICY organisations_brought_in ON organisations AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY organisations_phu ON organisations AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY organisations_read_by_functions ON organisations AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON organisations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON organisations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by');
GRANT INSERT, SELECT ON organisations TO shared_care_app;
GRANT SELECT ON organisations TO shared_care_backup;
GRANT SELECT ON organisations TO shared_care_definer;
GRANT INSERT, SELECT ON organisations TO shared_care_feeds;
GRANT UPDATE (kind, ods_code, name, address, postcode, phone, email, closed_on, changed_by, changed_at, version) ON organisations TO shared_care_app;

CREATE TABLE overnight_call_answers (
  morning date NOT NULL,
  answer text NOT NULL,
  answered_by uuid NOT NULL,
  answered_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT overnight_call_answers_answer_check CHECK (answer = ANY (ARRAY['none'::text, 'logged'::text])),
  CONSTRAINT overnight_call_answers_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES users(id),
  CONSTRAINT overnight_call_answers_pkey PRIMARY KEY (morning)
);
ALTER TABLE overnight_call_answers OWNER TO owner;
ALTER TABLE overnight_call_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE overnight_call_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY overnight_call_answers_phu ON overnight_call_answers AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND answered_by = sec.uid());
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON overnight_call_answers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.answered_by IS NOT NULL AND new.answered_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('answered_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON overnight_call_answers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.answered_by IS NOT NULL AND new.answered_by IS DISTINCT FROM old.answered_by AND new.answered_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('answered_by');
GRANT INSERT, SELECT ON overnight_call_answers TO shared_care_app;
GRANT SELECT ON overnight_call_answers TO shared_care_backup;

CREATE TABLE participation (
  patient_id uuid NOT NULL,
  interest text NOT NULL DEFAULT 'not_asked'::text,
  interest_since date,
  interest_recorded_by uuid,
  next_clinic_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT participation_dated CHECK ((interest = 'not_asked'::text) = (interest_since IS NULL) AND (interest_since IS NULL) = (interest_recorded_by IS NULL)),
  CONSTRAINT participation_interest_check CHECK (interest = ANY (ARRAY['not_asked'::text, 'yes'::text, 'no'::text])),
  CONSTRAINT participation_interest_recorded_by_fkey FOREIGN KEY (interest_recorded_by) REFERENCES users(id),
  CONSTRAINT participation_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT participation_pkey PRIMARY KEY (patient_id)
);
ALTER TABLE participation OWNER TO owner;
ALTER TABLE participation ENABLE ROW LEVEL SECURITY;
ALTER TABLE participation FORCE ROW LEVEL SECURITY;
CREATE POLICY participation_brought_in ON participation AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY participation_phu ON participation AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON participation AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON participation FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.interest_recorded_by IS NOT NULL AND new.interest_recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('interest_recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON participation FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.interest_recorded_by IS NOT NULL AND new.interest_recorded_by IS DISTINCT FROM old.interest_recorded_by AND new.interest_recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('interest_recorded_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON participation FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON participation TO shared_care_app;
GRANT SELECT ON participation TO shared_care_backup;
GRANT INSERT, SELECT ON participation TO shared_care_feeds;
GRANT SELECT ON participation TO shared_care_merger;
GRANT UPDATE (patient_id) ON participation TO shared_care_merger;

CREATE TABLE passkey_challenges (
  challenge_hash bytea NOT NULL,
  purpose text NOT NULL,
  user_id uuid,
  expires_at timestamp with time zone NOT NULL DEFAULT sec.now() + '00:05:00'::interval,
  CONSTRAINT passkey_challenges_challenge_hash_check CHECK (length(challenge_hash) = 32),
  CONSTRAINT passkey_challenges_purpose_check CHECK (purpose = ANY (ARRAY['register'::text, 'sign_in'::text])),
  CONSTRAINT passkey_challenges_register_somebody CHECK (purpose <> 'register'::text OR user_id IS NOT NULL),
  CONSTRAINT passkey_challenges_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT passkey_challenges_pkey PRIMARY KEY (challenge_hash)
);
ALTER TABLE passkey_challenges OWNER TO owner;
CREATE INDEX passkey_challenges_expire ON passkey_challenges USING btree (expires_at);
ALTER TABLE passkey_challenges ENABLE ROW LEVEL SECURITY;
ALTER TABLE passkey_challenges FORCE ROW LEVEL SECURITY;
CREATE POLICY passkey_challenges_own ON passkey_challenges AS PERMISSIVE FOR ALL TO shared_care_app
  USING (user_id IS NULL OR user_id = sec.uid() OR expires_at <= sec.now())
  WITH CHECK (user_id IS NULL OR user_id = sec.uid());
GRANT DELETE, SELECT ON passkey_challenges TO shared_care_app;
GRANT SELECT ON passkey_challenges TO shared_care_backup;
GRANT INSERT (challenge_hash, purpose, user_id) ON passkey_challenges TO shared_care_app;

CREATE TABLE patient_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  written_for uuid NOT NULL,
  fact text NOT NULL,
  was jsonb,
  becomes jsonb NOT NULL,
  changed_by uuid,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  source text NOT NULL,
  words text,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  struck_out_by uuid,
  struck_out_at timestamp with time zone,
  struck_out_because text,
  CONSTRAINT patient_changes_fact_check CHECK (fact = ANY (ARRAY['name'::text, 'birth_date'::text, 'sex'::text, 'nhs_number'::text, 'hospital_number'::text, 'diagnosis'::text, 'severity'::text, 'baseline_level'::text, 'central_line'::text, 'allergies'::text])),
  CONSTRAINT patient_changes_source_check CHECK (source ~ '^[a-z_]+$'::text),
  CONSTRAINT patient_changes_struck_out_because_check CHECK (struck_out_because <> ''::text),
  CONSTRAINT patient_changes_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at, struck_out_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT patient_changes_words_check CHECK (words <> ''::text),
  CONSTRAINT patient_changes_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT patient_changes_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT patient_changes_struck_out_by_fkey FOREIGN KEY (struck_out_by) REFERENCES users(id),
  CONSTRAINT patient_changes_pkey PRIMARY KEY (id)
);
ALTER TABLE patient_changes OWNER TO owner;
CREATE INDEX patient_changes_patient ON patient_changes USING btree (patient_id, fact, number);
ALTER TABLE patient_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_changes_by_functions ON patient_changes AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY patient_changes_seen_by_user ON patient_changes AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR sec.can_see(patient_id));
CREATE POLICY patient_changes_struck_out_by_phu ON patient_changes AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) AND struck_out_at IS NULL)
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND struck_out_by = sec.uid());
CREATE POLICY reached_by_merge ON patient_changes AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patient_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'struck_out_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patient_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM old.struck_out_by AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'struck_out_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON patient_changes FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
CREATE TRIGGER patient_changes_followed AFTER UPDATE OF struck_out_at ON patient_changes FOR EACH ROW EXECUTE FUNCTION sec.follow_fact();
GRANT SELECT ON patient_changes TO shared_care_app;
GRANT SELECT ON patient_changes TO shared_care_backup;
GRANT INSERT, SELECT ON patient_changes TO shared_care_definer;
GRANT SELECT ON patient_changes TO shared_care_merger;
GRANT UPDATE (struck_out_by, struck_out_at, struck_out_because) ON patient_changes TO shared_care_app;
GRANT UPDATE (patient_id) ON patient_changes TO shared_care_merger;

CREATE TABLE patient_import_mappings (
  headings_key text NOT NULL,
  mapping jsonb NOT NULL,
  constants jsonb NOT NULL,
  said_by uuid NOT NULL,
  said_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT patient_import_mappings_said_by_fkey FOREIGN KEY (said_by) REFERENCES users(id),
  CONSTRAINT patient_import_mappings_pkey PRIMARY KEY (headings_key)
);
ALTER TABLE patient_import_mappings OWNER TO owner;
ALTER TABLE patient_import_mappings ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_import_mappings FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_import_mappings_phu ON patient_import_mappings AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patient_import_mappings FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.said_by IS NOT NULL AND new.said_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('said_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patient_import_mappings FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.said_by IS NOT NULL AND new.said_by IS DISTINCT FROM old.said_by AND new.said_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('said_by');
GRANT INSERT, SELECT ON patient_import_mappings TO shared_care_app;
GRANT SELECT ON patient_import_mappings TO shared_care_backup;
GRANT UPDATE (mapping, constants, said_by, said_at) ON patient_import_mappings TO shared_care_app;

CREATE TABLE patient_import_names (
  kind text NOT NULL,
  written text NOT NULL,
  hospital_id uuid,
  treatment_id uuid,
  said_by uuid NOT NULL,
  said_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT patient_import_names_kind_check CHECK (kind = ANY (ARRAY['hospital'::text, 'treatment'::text])),
  CONSTRAINT patient_import_names_one_meaning CHECK ((kind = 'hospital'::text) = (hospital_id IS NOT NULL) AND (kind = 'treatment'::text) = (treatment_id IS NOT NULL)),
  CONSTRAINT patient_import_names_written_check CHECK (written <> ''::text),
  CONSTRAINT patient_import_names_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT patient_import_names_said_by_fkey FOREIGN KEY (said_by) REFERENCES users(id),
  CONSTRAINT patient_import_names_treatment_id_fkey FOREIGN KEY (treatment_id) REFERENCES treatments(id),
  CONSTRAINT patient_import_names_pkey PRIMARY KEY (kind, written)
);
ALTER TABLE patient_import_names OWNER TO owner;
ALTER TABLE patient_import_names ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_import_names FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_import_names_phu ON patient_import_names AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patient_import_names FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.said_by IS NOT NULL AND new.said_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('said_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patient_import_names FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.said_by IS NOT NULL AND new.said_by IS DISTINCT FROM old.said_by AND new.said_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('said_by');
GRANT INSERT, SELECT ON patient_import_names TO shared_care_app;
GRANT SELECT ON patient_import_names TO shared_care_backup;
GRANT UPDATE (hospital_id, treatment_id, said_by, said_at) ON patient_import_names TO shared_care_app;

CREATE TABLE patient_import_rows (
  import_id uuid NOT NULL,
  line integer NOT NULL,
  cells text[],
  outcome text NOT NULL DEFAULT 'unread'::text,
  told text[] NOT NULL DEFAULT '{}'::text[],
  doubts text[] NOT NULL DEFAULT '{}'::text[],
  similar_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  chosen boolean NOT NULL DEFAULT false,
  patient_id uuid,
  registered_as uuid,
  footprint jsonb,
  similar_lines integer[] NOT NULL DEFAULT '{}'::integer[],
  unknown_names jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT patient_import_rows_line_check CHECK (line > 0),
  CONSTRAINT patient_import_rows_outcome_check CHECK (outcome = ANY (ARRAY['unread'::text, 'ready'::text, 'look_alike'::text, 'already_registered'::text, 'duplicate'::text, 'problem'::text, 'registered'::text, 'struck_out'::text, 'kept'::text])),
  CONSTRAINT patient_import_rows_registered CHECK ((outcome = ANY (ARRAY['registered'::text, 'struck_out'::text, 'kept'::text])) = (registered_as IS NOT NULL AND footprint IS NOT NULL AND patient_id IS NOT NULL)),
  CONSTRAINT patient_import_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES patient_imports(id),
  CONSTRAINT patient_import_rows_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT patient_import_rows_pkey PRIMARY KEY (import_id, line)
);
ALTER TABLE patient_import_rows OWNER TO owner;
CREATE INDEX patient_import_rows_patient ON patient_import_rows USING btree (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX patient_import_rows_waiting ON patient_import_rows USING btree (import_id, outcome, line);
ALTER TABLE patient_import_rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_import_rows FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_import_rows_phu ON patient_import_rows AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY reached_by_merge ON patient_import_rows AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON patient_import_rows FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON patient_import_rows TO shared_care_app;
GRANT SELECT ON patient_import_rows TO shared_care_backup;
GRANT SELECT ON patient_import_rows TO shared_care_merger;
GRANT UPDATE (cells, outcome, told, doubts, similar_ids, chosen, patient_id, registered_as, footprint, similar_lines, unknown_names) ON patient_import_rows TO shared_care_app;
GRANT UPDATE (patient_id) ON patient_import_rows TO shared_care_merger;

CREATE TABLE patient_imports (
  id uuid NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL,
  kind text NOT NULL,
  headings text[] NOT NULL,
  headings_key text NOT NULL,
  mapping jsonb NOT NULL,
  constants jsonb NOT NULL DEFAULT '{}'::jsonb,
  notes text[] NOT NULL DEFAULT '{}'::text[],
  state text NOT NULL DEFAULT 'columns'::text,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  checked_at timestamp with time zone,
  started_by uuid,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  undone_by uuid,
  undone_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT patient_imports_file_name_check CHECK (file_name <> ''::text),
  CONSTRAINT patient_imports_kind_check CHECK (kind = ANY (ARRAY['csv'::text, 'xlsx'::text])),
  CONSTRAINT patient_imports_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  CONSTRAINT patient_imports_started_whole CHECK ((started_by IS NULL) = (started_at IS NULL)),
  CONSTRAINT patient_imports_state_check CHECK (state = ANY (ARRAY['columns'::text, 'checking'::text, 'checked'::text, 'bringing_in'::text, 'finished'::text, 'undoing'::text, 'undone'::text, 'discarded'::text])),
  CONSTRAINT patient_imports_undone_whole CHECK ((undone_by IS NULL) = (undone_at IS NULL)),
  CONSTRAINT patient_imports_started_by_fkey FOREIGN KEY (started_by) REFERENCES users(id),
  CONSTRAINT patient_imports_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES users(id),
  CONSTRAINT patient_imports_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES users(id),
  CONSTRAINT patient_imports_pkey PRIMARY KEY (id)
);
ALTER TABLE patient_imports OWNER TO owner;
CREATE INDEX patient_imports_same_file ON patient_imports USING btree (sha256);
CREATE INDEX patient_imports_uploaded ON patient_imports USING btree (uploaded_at DESC);
ALTER TABLE patient_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_imports FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_imports_phu ON patient_imports AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patient_imports FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.started_by IS NOT NULL AND new.started_by IS DISTINCT FROM sec.uid() OR new.undone_by IS NOT NULL AND new.undone_by IS DISTINCT FROM sec.uid() OR new.uploaded_by IS NOT NULL AND new.uploaded_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('started_by', 'undone_by', 'uploaded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patient_imports FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.started_by IS NOT NULL AND new.started_by IS DISTINCT FROM old.started_by AND new.started_by IS DISTINCT FROM sec.uid() OR new.undone_by IS NOT NULL AND new.undone_by IS DISTINCT FROM old.undone_by AND new.undone_by IS DISTINCT FROM sec.uid() OR new.uploaded_by IS NOT NULL AND new.uploaded_by IS DISTINCT FROM old.uploaded_by AND new.uploaded_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('started_by', 'undone_by', 'uploaded_by');
GRANT INSERT, SELECT ON patient_imports TO shared_care_app;
GRANT SELECT ON patient_imports TO shared_care_backup;
GRANT UPDATE (mapping, constants, state, checked_at, started_by, started_at, finished_at, undone_by, undone_at, version) ON patient_imports TO shared_care_app;

CREATE TABLE patient_merges (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  loser_id uuid NOT NULL,
  survivor_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'proposed'::text,
  because text NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  snapshot jsonb,
  outcome jsonb,
  undo_outcome jsonb,
  declined_by uuid,
  declined_at timestamp with time zone,
  declined_because text,
  undone_by uuid,
  undone_at timestamp with time zone,
  undone_because text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT patient_merges_because_check CHECK (char_length(because) >= 10),
  CONSTRAINT patient_merges_by_two CHECK (confirmed_by <> proposed_by),
  CONSTRAINT patient_merges_declined_whole CHECK ((state = 'declined'::text) = (num_nonnulls(declined_by, declined_at, declined_because) = 3) AND (num_nonnulls(declined_by, declined_at, declined_because) = ANY (ARRAY[0, 3]))),
  CONSTRAINT patient_merges_merged_whole CHECK ((state = ANY (ARRAY['merged'::text, 'undone'::text])) = (num_nonnulls(confirmed_by, confirmed_at, snapshot, outcome) = 4) AND (num_nonnulls(confirmed_by, confirmed_at, snapshot, outcome) = ANY (ARRAY[0, 4]))),
  CONSTRAINT patient_merges_state_check CHECK (state = ANY (ARRAY['proposed'::text, 'merged'::text, 'undone'::text, 'declined'::text])),
  CONSTRAINT patient_merges_two_records CHECK (loser_id <> survivor_id),
  CONSTRAINT patient_merges_undone_whole CHECK ((state = 'undone'::text) = (num_nonnulls(undone_by, undone_at, undone_because, undo_outcome) = 4) AND (num_nonnulls(undone_by, undone_at, undone_because, undo_outcome) = ANY (ARRAY[0, 4]))),
  CONSTRAINT patient_merges_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES users(id),
  CONSTRAINT patient_merges_declined_by_fkey FOREIGN KEY (declined_by) REFERENCES users(id),
  CONSTRAINT patient_merges_loser_id_fkey FOREIGN KEY (loser_id) REFERENCES patients(id),
  CONSTRAINT patient_merges_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES users(id),
  CONSTRAINT patient_merges_survivor_id_fkey FOREIGN KEY (survivor_id) REFERENCES patients(id),
  CONSTRAINT patient_merges_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES users(id),
  CONSTRAINT patient_merges_pkey PRIMARY KEY (id)
);
ALTER TABLE patient_merges OWNER TO owner;
CREATE UNIQUE INDEX patient_merges_closed_once ON patient_merges USING btree (loser_id) WHERE state = 'merged'::text;
CREATE UNIQUE INDEX patient_merges_one_proposal ON patient_merges USING btree (LEAST(loser_id, survivor_id), GREATEST(loser_id, survivor_id)) WHERE state = 'proposed'::text;
CREATE INDEX patient_merges_survivor ON patient_merges USING btree (survivor_id);
ALTER TABLE patient_merges ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_merges FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_merges_declined ON patient_merges AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) AND state = 'proposed'::text)
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND state = 'declined'::text AND declined_by = sec.uid());
CREATE POLICY patient_merges_proposed ON patient_merges AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND state = 'proposed'::text AND proposed_by = sec.uid());
CREATE POLICY patient_merges_seen_by_phu ON patient_merges AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY patient_merges_worked ON patient_merges AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patient_merges FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.confirmed_by IS NOT NULL AND new.confirmed_by IS DISTINCT FROM sec.uid() OR new.declined_by IS NOT NULL AND new.declined_by IS DISTINCT FROM sec.uid() OR new.proposed_by IS NOT NULL AND new.proposed_by IS DISTINCT FROM sec.uid() OR new.undone_by IS NOT NULL AND new.undone_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('confirmed_by', 'declined_by', 'proposed_by', 'undone_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patient_merges FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.confirmed_by IS NOT NULL AND new.confirmed_by IS DISTINCT FROM old.confirmed_by AND new.confirmed_by IS DISTINCT FROM sec.uid() OR new.declined_by IS NOT NULL AND new.declined_by IS DISTINCT FROM old.declined_by AND new.declined_by IS DISTINCT FROM sec.uid() OR new.proposed_by IS NOT NULL AND new.proposed_by IS DISTINCT FROM old.proposed_by AND new.proposed_by IS DISTINCT FROM sec.uid() OR new.undone_by IS NOT NULL AND new.undone_by IS DISTINCT FROM old.undone_by AND new.undone_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('confirmed_by', 'declined_by', 'proposed_by', 'undone_by');
GRANT SELECT ON patient_merges TO shared_care_backup;
GRANT SELECT ON patient_merges TO shared_care_merger;
GRANT INSERT (loser_id, survivor_id, because, proposed_by) ON patient_merges TO shared_care_app;
GRANT SELECT (id, loser_id, survivor_id, state, because, proposed_by, proposed_at, confirmed_by, confirmed_at, outcome, undo_outcome, declined_by, declined_at, declined_because, undone_by, undone_at, undone_because, version) ON patient_merges TO shared_care_app;
GRANT UPDATE (state, declined_by, declined_at, declined_because, version) ON patient_merges TO shared_care_app;
GRANT UPDATE (state, confirmed_by, confirmed_at, snapshot, outcome, undo_outcome, undone_by, undone_at, undone_because, version) ON patient_merges TO shared_care_merger;

CREATE TABLE patient_places (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  role text NOT NULL,
  organisation_id uuid NOT NULL,
  from_on date,
  until_on date,
  struck_out_by uuid,
  struck_out_at timestamp with time zone,
  struck_out_because text,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  changed_by uuid,
  changed_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT patient_places_check CHECK (until_on >= from_on),
  CONSTRAINT patient_places_role_check CHECK (role = ANY (ARRAY['gp'::text, 'school'::text, 'dentist'::text, 'community'::text])),
  CONSTRAINT patient_places_struck_out_because_check CHECK (struck_out_because <> ''::text),
  CONSTRAINT patient_places_struck_out_whole CHECK (struck_out_at IS NULL OR num_nonnulls(struck_out_by, struck_out_because) = 2),
  CONSTRAINT patient_places_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT patient_places_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  CONSTRAINT patient_places_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT patient_places_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT patient_places_struck_out_by_fkey FOREIGN KEY (struck_out_by) REFERENCES users(id),
  CONSTRAINT patient_places_pkey PRIMARY KEY (id)
);
ALTER TABLE patient_places OWNER TO owner;
CREATE UNIQUE INDEX patient_places_one_now ON patient_places USING btree (patient_id, role) WHERE until_on IS NULL AND struck_out_at IS NULL AND role <> 'community'::text;
CREATE INDEX patient_places_patient ON patient_places USING btree (patient_id);
ALTER TABLE patient_places ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_places FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_places_brought_in ON patient_places AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY patient_places_phu ON patient_places AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY patient_places_read_by_functions ON patient_places AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY reached_by_merge ON patient_places AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patient_places FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by', 'struck_out_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patient_places FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM old.struck_out_by AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by', 'struck_out_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON patient_places FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
CREATE TRIGGER patient_places_kept AFTER INSERT OR UPDATE ON patient_places FOR EACH ROW WHEN (CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.keep_family_change('place', 'id');
GRANT SELECT ON patient_places TO shared_care_backup;
GRANT SELECT ON patient_places TO shared_care_definer;
GRANT INSERT, SELECT ON patient_places TO shared_care_feeds;
GRANT SELECT ON patient_places TO shared_care_merger;
GRANT INSERT (id, patient_id, role, organisation_id, from_on, until_on, struck_out_by, struck_out_at, struck_out_because, recorded_by, changed_by, changed_at, version) ON patient_places TO shared_care_app;
GRANT SELECT (id, patient_id, role, from_on, until_on, struck_out_by, struck_out_at, struck_out_because, recorded_by, recorded_at, changed_by, changed_at, version) ON patient_places TO shared_care_app;
GRANT UPDATE (role, organisation_id, from_on, until_on, struck_out_by, struck_out_at, struck_out_because, changed_by, changed_at, version) ON patient_places TO shared_care_app;
GRANT UPDATE (patient_id) ON patient_places TO shared_care_merger;

CREATE TABLE patient_treatment_events (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  entry_id uuid NOT NULL,
  kind text NOT NULL,
  by uuid,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  was jsonb,
  because text,
  CONSTRAINT patient_treatment_events_kind_check CHECK (kind = ANY (ARRAY['recorded'::text, 'changed'::text, 'stopped'::text, 'resumed'::text, 'struck_out'::text, 'restored'::text])),
  CONSTRAINT patient_treatment_events_by_fkey FOREIGN KEY (by) REFERENCES users(id),
  CONSTRAINT patient_treatment_events_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES patient_treatments(id),
  CONSTRAINT patient_treatment_events_pkey PRIMARY KEY (id)
);
ALTER TABLE patient_treatment_events OWNER TO owner;
CREATE INDEX patient_treatment_events_of ON patient_treatment_events USING btree (entry_id, at);
ALTER TABLE patient_treatment_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_treatment_events FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_treatment_events_brought_in ON patient_treatment_events AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY patient_treatment_events_phu ON patient_treatment_events AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND by = sec.uid());
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patient_treatment_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patient_treatment_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM old.by AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
GRANT INSERT, SELECT ON patient_treatment_events TO shared_care_app;
GRANT SELECT ON patient_treatment_events TO shared_care_backup;
GRANT INSERT, SELECT ON patient_treatment_events TO shared_care_feeds;

CREATE TABLE patient_treatments (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  treatment_id uuid NOT NULL,
  regimen text NOT NULL DEFAULT ''::text,
  purpose text NOT NULL,
  started_on date,
  stopped_on date,
  source text NOT NULL,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  changed_by uuid,
  changed_at timestamp with time zone,
  struck_out_by uuid,
  struck_out_at timestamp with time zone,
  struck_out_because text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT patient_treatments_days CHECK (stopped_on >= started_on),
  CONSTRAINT patient_treatments_purpose_check CHECK (purpose = ANY (ARRAY['prophylaxis'::text, 'on_demand'::text])),
  CONSTRAINT patient_treatments_recorded CHECK (num_nonnulls(recorded_by, changed_by) > 0 OR (source = ANY (ARRAY['import'::text, 'other'::text]))),
  CONSTRAINT patient_treatments_source_check CHECK (source = ANY (ARRAY['family'::text, 'clinic'::text, 'telephone'::text, 'letter'::text, 'laboratory'::text, 'local_hospital'::text, 'national_record'::text, 'import'::text, 'notice'::text, 'other'::text])),
  CONSTRAINT patient_treatments_struck_out_whole CHECK ((num_nonnulls(struck_out_by, struck_out_at, struck_out_because) = ANY (ARRAY[0, 3])) AND struck_out_because <> ''::text),
  CONSTRAINT patient_treatments_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT patient_treatments_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT patient_treatments_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT patient_treatments_struck_out_by_fkey FOREIGN KEY (struck_out_by) REFERENCES users(id),
  CONSTRAINT patient_treatments_treatment_id_fkey FOREIGN KEY (treatment_id) REFERENCES treatments(id),
  CONSTRAINT patient_treatments_pkey PRIMARY KEY (id)
);
ALTER TABLE patient_treatments OWNER TO owner;
CREATE UNIQUE INDEX patient_treatments_once ON patient_treatments USING btree (patient_id, treatment_id) WHERE stopped_on IS NULL AND struck_out_at IS NULL;
CREATE INDEX patient_treatments_patient ON patient_treatments USING btree (patient_id);
CREATE INDEX patient_treatments_treatment ON patient_treatments USING btree (treatment_id) WHERE struck_out_at IS NULL;
ALTER TABLE patient_treatments ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_treatments FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_treatments_brought_in ON patient_treatments AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY patient_treatments_phu ON patient_treatments AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY patient_treatments_read_by_functions ON patient_treatments AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY reached_by_merge ON patient_treatments AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patient_treatments FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by', 'struck_out_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patient_treatments FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM old.struck_out_by AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by', 'struck_out_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON patient_treatments FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
CREATE TRIGGER patient_treatments_force_open_access_review AFTER INSERT OR UPDATE OF treatment_id, stopped_on, struck_out_at ON patient_treatments FOR EACH ROW EXECUTE FUNCTION sec.treatment_change_forces_review();
GRANT INSERT, SELECT ON patient_treatments TO shared_care_app;
GRANT SELECT ON patient_treatments TO shared_care_backup;
GRANT SELECT ON patient_treatments TO shared_care_definer;
GRANT INSERT, SELECT ON patient_treatments TO shared_care_feeds;
GRANT SELECT ON patient_treatments TO shared_care_merger;
GRANT UPDATE (treatment_id, regimen, purpose, started_on, stopped_on, source, changed_by, changed_at, struck_out_by, struck_out_at, struck_out_because, version) ON patient_treatments TO shared_care_app;
GRANT UPDATE (patient_id) ON patient_treatments TO shared_care_merger;

CREATE TABLE patient_weights (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  kg numeric(5,2) NOT NULL,
  weighed_on date NOT NULL,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  source text NOT NULL,
  words text,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  struck_out_by uuid,
  struck_out_at timestamp with time zone,
  struck_out_because text,
  CONSTRAINT patient_weights_kg_check CHECK (kg >= 0.3 AND kg <= 200::numeric),
  CONSTRAINT patient_weights_source_check CHECK (source ~ '^[a-z_]+$'::text),
  CONSTRAINT patient_weights_struck_out_because_check CHECK (struck_out_because <> ''::text),
  CONSTRAINT patient_weights_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at, struck_out_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT patient_weights_words_check CHECK (words <> ''::text),
  CONSTRAINT patient_weights_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT patient_weights_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT patient_weights_struck_out_by_fkey FOREIGN KEY (struck_out_by) REFERENCES users(id),
  CONSTRAINT patient_weights_pkey PRIMARY KEY (id)
);
ALTER TABLE patient_weights OWNER TO owner;
CREATE INDEX patient_weights_patient ON patient_weights USING btree (patient_id, weighed_on);
ALTER TABLE patient_weights ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_weights FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_weights_brought_in ON patient_weights AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY patient_weights_by_functions ON patient_weights AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY patient_weights_recorded_by_phu ON patient_weights AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND recorded_by = sec.uid());
CREATE POLICY patient_weights_seen_by_user ON patient_weights AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR sec.can_see(patient_id));
CREATE POLICY patient_weights_struck_out_by_phu ON patient_weights AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) AND struck_out_at IS NULL)
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND struck_out_by = sec.uid());
CREATE POLICY reached_by_merge ON patient_weights AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patient_weights FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('recorded_by', 'struck_out_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patient_weights FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM old.struck_out_by AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('recorded_by', 'struck_out_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON patient_weights FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
CREATE TRIGGER patient_weights_checked BEFORE INSERT OR UPDATE OF struck_out_at ON patient_weights FOR EACH ROW EXECUTE FUNCTION sec.check_measure();
CREATE TRIGGER patient_weights_followed AFTER INSERT OR UPDATE OF struck_out_at ON patient_weights FOR EACH ROW EXECUTE FUNCTION sec.follow_measure();
GRANT SELECT ON patient_weights TO shared_care_app;
GRANT SELECT ON patient_weights TO shared_care_backup;
GRANT INSERT, SELECT ON patient_weights TO shared_care_definer;
GRANT INSERT, SELECT ON patient_weights TO shared_care_feeds;
GRANT SELECT ON patient_weights TO shared_care_merger;
GRANT INSERT (id, patient_id, kg, weighed_on, recorded_by, source, words) ON patient_weights TO shared_care_app;
GRANT UPDATE (struck_out_by, struck_out_at, struck_out_because) ON patient_weights TO shared_care_app;
GRANT UPDATE (patient_id) ON patient_weights TO shared_care_merger;

CREATE TABLE patients (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  family_name text NOT NULL,
  given_name text NOT NULL,
  preferred_name text,
  title text,
  birth_date date NOT NULL,
  sex text NOT NULL DEFAULT 'not_known'::text,
  nhs_number text,
  nhs_number_status text NOT NULL,
  hospital_number text,
  diagnosis text NOT NULL,
  severity text NOT NULL DEFAULT 'not_graded'::text,
  baseline_level numeric(6,2),
  inhibitor text NOT NULL DEFAULT 'not_tested'::text,
  inhibitor_on date,
  central_line text NOT NULL DEFAULT 'none'::text,
  weight_kg numeric(5,2),
  weighed_on date,
  allergy_state text NOT NULL DEFAULT 'not_recorded'::text,
  allergies text,
  died_on date,
  merged_into_id uuid,
  search_text text GENERATED ALWAYS AS (((((((((' '::text || fold_name(family_name)) || ' '::text) || fold_name(given_name)) || ' '::text) || fold_name(COALESCE(preferred_name, ''::text))) || ' '::text) || replace(fold_name(family_name), ' '::text, ''::text)) || ' '::text) || replace(fold_name(given_name), ' '::text, ''::text)) STORED,
  family_name_folded text GENERATED ALWAYS AS (fold_name(family_name)) STORED,
  given_initial_folded text GENERATED ALWAYS AS ("left"(fold_name(given_name), 1)) STORED,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  version integer NOT NULL DEFAULT 1,
  restricted_at timestamp with time zone,
  moved_away_on date,
  inhibitor_titre numeric(7,2),
  registered_by uuid,
  registered_source text,
  registered_words text,
  struck_out_at timestamp with time zone,
  struck_out_by uuid,
  struck_out_because text,
  CONSTRAINT patients_allergies_named CHECK ((allergy_state = 'known'::text) = (allergies IS NOT NULL)),
  CONSTRAINT patients_allergy_state_check CHECK (allergy_state = ANY (ARRAY['known'::text, 'none_known'::text, 'not_recorded'::text])),
  CONSTRAINT patients_baseline_level_check CHECK (baseline_level >= 0::numeric),
  CONSTRAINT patients_central_line_check CHECK (central_line = ANY (ARRAY['none'::text, 'port'::text, 'hickman'::text, 'picc'::text])),
  CONSTRAINT patients_dates CHECK (weighed_on >= birth_date AND inhibitor_on >= birth_date AND died_on >= birth_date),
  CONSTRAINT patients_diagnosis_check CHECK (diagnosis = ANY (ARRAY['haemophilia_a'::text, 'haemophilia_b'::text, 'von_willebrand'::text, 'factor_vii_deficiency'::text, 'factor_xi_deficiency'::text, 'factor_xiii_deficiency'::text, 'platelet_disorder'::text, 'other'::text])),
  CONSTRAINT patients_family_name_check CHECK (family_name <> ''::text),
  CONSTRAINT patients_given_name_check CHECK (given_name <> ''::text),
  CONSTRAINT patients_hospital_number_said CHECK (hospital_number <> ''::text) NOT VALID,
  CONSTRAINT patients_inhibitor_check CHECK (inhibitor = ANY (ARRAY['present'::text, 'past'::text, 'none'::text, 'not_tested'::text])),
  CONSTRAINT patients_inhibitor_titre_check CHECK (inhibitor_titre >= 0::numeric),
  CONSTRAINT patients_nhs_number_status CHECK ((nhs_number IS NULL) = (nhs_number_status = 'absent'::text)),
  CONSTRAINT patients_nhs_number_status_check CHECK (nhs_number_status = ANY (ARRAY['verified'::text, 'not_verified'::text, 'absent'::text, 'invalid'::text, 'superseded'::text])),
  CONSTRAINT patients_nhs_number_valid CHECK (nhs_number IS NULL OR nhs_number_is_valid(nhs_number)),
  CONSTRAINT patients_not_merged_into_self CHECK (merged_into_id <> id),
  CONSTRAINT patients_registered_words_check CHECK (registered_words <> ''::text),
  CONSTRAINT patients_severity_check CHECK (severity = ANY (ARRAY['severe'::text, 'moderate'::text, 'mild'::text, 'not_graded'::text])),
  CONSTRAINT patients_sex_check CHECK (sex = ANY (ARRAY['female'::text, 'male'::text, 'indeterminate'::text, 'not_known'::text])),
  CONSTRAINT patients_struck_out_because_check CHECK (struck_out_because <> ''::text),
  CONSTRAINT patients_struck_out_whole CHECK (num_nonnulls(struck_out_at, struck_out_by, struck_out_because) = ANY (ARRAY[0, 3])),
  CONSTRAINT patients_titre_of_a_test CHECK (inhibitor_titre IS NULL OR inhibitor <> 'not_tested'::text),
  CONSTRAINT patients_untested_undated CHECK (inhibitor_on IS NULL OR inhibitor <> 'not_tested'::text) NOT VALID,
  CONSTRAINT patients_weight_has_date CHECK ((weight_kg IS NULL) = (weighed_on IS NULL)),
  CONSTRAINT patients_weight_kg_check CHECK (weight_kg > 0::numeric),
  CONSTRAINT patients_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES patients(id),
  CONSTRAINT patients_registered_by_fkey FOREIGN KEY (registered_by) REFERENCES users(id),
  CONSTRAINT patients_struck_out_by_fkey FOREIGN KEY (struck_out_by) REFERENCES users(id),
  CONSTRAINT patients_pkey PRIMARY KEY (id)
);
ALTER TABLE patients OWNER TO owner;
CREATE INDEX patients_birth_date ON patients USING btree (birth_date);
CREATE INDEX patients_hospital_number ON patients USING btree (upper(hospital_number) text_pattern_ops);
CREATE INDEX patients_in_order ON patients USING btree (family_name, given_name, id) WHERE merged_into_id IS NULL;
CREATE INDEX patients_merged ON patients USING btree (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX patients_namesakes ON patients USING btree (family_name_folded, given_initial_folded);
CREATE INDEX patients_nhs_number_prefix ON patients USING btree (nhs_number text_pattern_ops);
CREATE UNIQUE INDEX patients_one_active_per_nhs_number ON patients USING btree (nhs_number) WHERE merged_into_id IS NULL AND struck_out_at IS NULL AND (nhs_number_status <> ALL (ARRAY['invalid'::text, 'superseded'::text]));
CREATE INDEX patients_registered_by ON patients USING btree (registered_by) WHERE registered_by IS NOT NULL;
CREATE INDEX patients_search ON patients USING gin (search_text gin_trgm_ops);
ALTER TABLE patients ENABLE ROW LEVEL SECURITY;
ALTER TABLE patients FORCE ROW LEVEL SECURITY;
CREATE POLICY patients_brought_in ON patients AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY patients_followed ON patients AS PERMISSIVE FOR UPDATE TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY patients_marked_by_phu ON patients AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY patients_not_struck_out ON patients AS RESTRICTIVE FOR SELECT TO shared_care_app
  USING (struck_out_at IS NULL);
CREATE POLICY patients_not_struck_out_for_functions ON patients AS RESTRICTIVE FOR SELECT TO shared_care_definer
  USING (struck_out_at IS NULL);
CREATE POLICY patients_read_by_functions ON patients AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY patients_registered_by_phu ON patients AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND registered_by = sec.uid() AND registered_source IS NOT NULL AND (nhs_number_status = ANY (ARRAY['verified'::text, 'not_verified'::text, 'absent'::text])) AND GREATEST(birth_date, weighed_on, inhibitor_on) <= (sec.now() AT TIME ZONE 'Europe/London'::text)::date);
CREATE POLICY patients_seen_by_user ON patients AS PERMISSIVE FOR SELECT TO shared_care_app
  USING ((( SELECT sec.sees_all_patients() AS sees_all_patients) OR
CASE
    WHEN ( SELECT COALESCE(current_setting('app.many'::text, true), ''::text) = 'on'::text) THEN (id IN ( SELECT sec.patients_of_user() AS patients_of_user))
    ELSE sec.can_see(id)
END) AND merged_into_id IS NULL);
CREATE POLICY reached_by_merge ON patients AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON patients FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.registered_by IS NOT NULL AND new.registered_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('registered_by', 'struck_out_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON patients FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.registered_by IS NOT NULL AND new.registered_by IS DISTINCT FROM old.registered_by AND new.registered_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM old.struck_out_by AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('registered_by', 'struck_out_by');
CREATE TRIGGER not_into_merged_merged_into_id BEFORE INSERT OR UPDATE OF merged_into_id ON patients FOR EACH ROW WHEN (new.merged_into_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('merged_into_id');
CREATE TRIGGER patients_changed_facts AFTER UPDATE OF family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status, hospital_number, diagnosis, severity, baseline_level, central_line, allergy_state, allergies ON patients FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION sec.keep_changed_facts();
CREATE TRIGGER patients_closed_facts BEFORE UPDATE ON patients FOR EACH ROW WHEN (old.died_on IS NOT NULL AND pg_trigger_depth() = 0) EXECUTE FUNCTION sec.closed_facts_stay();
CREATE TRIGGER patients_first_facts AFTER INSERT ON patients FOR EACH ROW WHEN (new.registered_by IS NOT NULL) EXECUTE FUNCTION sec.keep_first_facts();
CREATE TRIGGER patients_first_measures AFTER INSERT ON patients FOR EACH ROW WHEN (new.weight_kg IS NOT NULL OR new.inhibitor <> 'not_tested'::text) EXECUTE FUNCTION sec.keep_first_measures();
CREATE TRIGGER patients_force_open_access_review AFTER UPDATE OF inhibitor, central_line ON patients FOR EACH ROW EXECUTE FUNCTION sec.patient_change_forces_review();
CREATE TRIGGER patients_restriction_ended BEFORE UPDATE OF restricted_at ON patients FOR EACH ROW WHEN (old.restricted_at IS NOT NULL AND new.restricted_at IS NULL) EXECUTE FUNCTION sec.restriction_has_ended();
CREATE TRIGGER patients_titre_forces_review AFTER UPDATE OF inhibitor_titre ON patients FOR EACH ROW WHEN (old.inhibitor_titre IS DISTINCT FROM new.inhibitor_titre AND old.inhibitor <> 'not_tested'::text) EXECUTE FUNCTION sec.titre_forces_review();
GRANT SELECT ON patients TO shared_care_app;
GRANT SELECT ON patients TO shared_care_backup;
GRANT SELECT ON patients TO shared_care_definer;
GRANT INSERT, SELECT ON patients TO shared_care_feeds;
GRANT SELECT ON patients TO shared_care_merger;
GRANT INSERT (id, family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status, hospital_number, diagnosis, severity, baseline_level, inhibitor, inhibitor_on, central_line, weight_kg, weighed_on, allergy_state, allergies, inhibitor_titre, registered_by, registered_source, registered_words) ON patients TO shared_care_app;
GRANT UPDATE (family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status, hospital_number, diagnosis, severity, baseline_level, central_line, allergy_state, allergies, died_on, version, restricted_at, moved_away_on) ON patients TO shared_care_app;
GRANT UPDATE (family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status, hospital_number, diagnosis, severity, baseline_level, inhibitor, inhibitor_on, central_line, weight_kg, weighed_on, allergy_state, allergies, inhibitor_titre) ON patients TO shared_care_definer;
GRANT UPDATE (nhs_number, nhs_number_status, died_on, version, restricted_at, moved_away_on) ON patients TO shared_care_feeds;
GRANT UPDATE (merged_into_id, struck_out_at, struck_out_by, struck_out_because) ON patients TO shared_care_merger;

CREATE TABLE readiness_checks (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  checked_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  missing text[] NOT NULL,
  CONSTRAINT readiness_checks_pkey PRIMARY KEY (id)
);
ALTER TABLE readiness_checks OWNER TO owner;
CREATE INDEX readiness_checks_at ON readiness_checks USING btree (checked_at);
GRANT SELECT ON readiness_checks TO shared_care_app;
GRANT SELECT ON readiness_checks TO shared_care_backup;
GRANT SELECT ON readiness_checks TO shared_care_worker;
GRANT INSERT (missing) ON readiness_checks TO shared_care_worker;

CREATE TABLE record_corrections (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  part text NOT NULL,
  words text NOT NULL,
  suggested_by uuid NOT NULL,
  suggested_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  outcome text,
  answer text,
  decided_by uuid,
  decided_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT record_corrections_decided_whole CHECK (num_nonnulls(outcome, answer, decided_by, decided_at) = ANY (ARRAY[0, 4])),
  CONSTRAINT record_corrections_outcome_check CHECK (outcome = ANY (ARRAY['corrected'::text, 'elsewhere'::text, 'not_changed'::text])),
  CONSTRAINT record_corrections_part_check CHECK (part = ANY (ARRAY['name'::text, 'birth_date'::text, 'nhs_number'::text, 'phone'::text, 'hospital'::text, 'link_consultant'::text, 'diagnosis'::text, 'allergies'::text, 'weight'::text, 'open_access'::text, 'other'::text])),
  CONSTRAINT record_corrections_words_check CHECK (words <> ''::text),
  CONSTRAINT record_corrections_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT record_corrections_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT record_corrections_suggested_by_fkey FOREIGN KEY (suggested_by) REFERENCES users(id),
  CONSTRAINT record_corrections_pkey PRIMARY KEY (id)
);
ALTER TABLE record_corrections OWNER TO owner;
CREATE INDEX record_corrections_open ON record_corrections USING btree (suggested_at) WHERE outcome IS NULL;
CREATE INDEX record_corrections_patient ON record_corrections USING btree (patient_id);
ALTER TABLE record_corrections ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_corrections FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON record_corrections AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY record_corrections_brought_in ON record_corrections AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY record_corrections_decided_by_phu ON record_corrections AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY record_corrections_seen_by_user ON record_corrections AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR sec.can_see(patient_id));
CREATE POLICY record_corrections_suggested_by_user ON record_corrections AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (suggested_by = sec.uid() AND sec.can_see(patient_id));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON record_corrections FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM sec.uid() OR new.suggested_by IS NOT NULL AND new.suggested_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'suggested_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON record_corrections FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM old.decided_by AND new.decided_by IS DISTINCT FROM sec.uid() OR new.suggested_by IS NOT NULL AND new.suggested_by IS DISTINCT FROM old.suggested_by AND new.suggested_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'suggested_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON record_corrections FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON record_corrections TO shared_care_app;
GRANT SELECT ON record_corrections TO shared_care_backup;
GRANT INSERT, SELECT ON record_corrections TO shared_care_feeds;
GRANT SELECT ON record_corrections TO shared_care_merger;
GRANT UPDATE (outcome, answer, decided_by, decided_at, version) ON record_corrections TO shared_care_app;
GRANT UPDATE (patient_id) ON record_corrections TO shared_care_merger;

CREATE TABLE recovery_asks (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  email text NOT NULL,
  lost text NOT NULL,
  asked_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT recovery_asks_email_check CHECK (email = lower(email) AND length(email) <= 254),
  CONSTRAINT recovery_asks_lost_check CHECK (lost = ANY (ARRAY['password'::text, 'authenticator'::text, 'both'::text])),
  CONSTRAINT recovery_asks_pkey PRIMARY KEY (id)
);
ALTER TABLE recovery_asks OWNER TO owner;
GRANT SELECT ON recovery_asks TO shared_care_backup;
GRANT DELETE, SELECT, UPDATE ON recovery_asks TO shared_care_definer;
GRANT INSERT (email, lost) ON recovery_asks TO shared_care_app;

CREATE TABLE reminder_digests (
  user_id uuid NOT NULL,
  week_of date NOT NULL,
  counts jsonb NOT NULL,
  seen_at timestamp with time zone,
  CONSTRAINT reminder_digests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT reminder_digests_pkey PRIMARY KEY (user_id, week_of)
);
ALTER TABLE reminder_digests OWNER TO owner;
ALTER TABLE reminder_digests ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminder_digests FORCE ROW LEVEL SECURITY;
CREATE POLICY reminder_digests_own ON reminder_digests AS PERMISSIVE FOR ALL TO shared_care_app
  USING (user_id = sec.uid())
  WITH CHECK (user_id = sec.uid());
GRANT INSERT, SELECT, UPDATE ON reminder_digests TO shared_care_app;
GRANT SELECT ON reminder_digests TO shared_care_backup;

CREATE TABLE reminder_rules (
  key text NOT NULL,
  switched_on boolean NOT NULL DEFAULT false,
  changed_by uuid,
  changed_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT reminder_rules_key_check CHECK (key ~ '^[a-z_]{2,40}$'::text),
  CONSTRAINT reminder_rules_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT reminder_rules_pkey PRIMARY KEY (key)
);
ALTER TABLE reminder_rules OWNER TO owner;
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON reminder_rules FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON reminder_rules FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
GRANT SELECT, UPDATE ON reminder_rules TO shared_care_app;
GRANT SELECT ON reminder_rules TO shared_care_backup;
GRANT SELECT ON reminder_rules TO shared_care_feeds;
COMMENT ON TABLE reminder_rules IS 'Whether a rule shows in the list and the weekly digest; what it finds is in apps/api/src/reminders.';

CREATE TABLE reply_texts (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  text_id uuid NOT NULL,
  version_number integer NOT NULL,
  state text NOT NULL DEFAULT 'draft'::text,
  type text,
  title text NOT NULL,
  body text NOT NULL,
  written_by uuid NOT NULL,
  authors uuid[] NOT NULL,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  approved_by uuid,
  approved_at timestamp with time zone,
  ended_by uuid,
  ended_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT reply_texts_approved_by_another CHECK (approved_by <> ALL (authors)),
  CONSTRAINT reply_texts_approved_whole CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (state <> 'draft'::text OR approved_by IS NULL) AND ((state <> ALL (ARRAY['approved'::text, 'superseded'::text])) OR approved_by IS NOT NULL)),
  CONSTRAINT reply_texts_body_check CHECK (body <> ''::text),
  CONSTRAINT reply_texts_ended_whole CHECK ((state = ANY (ARRAY['superseded'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
  CONSTRAINT reply_texts_state_check CHECK (state = ANY (ARRAY['draft'::text, 'approved'::text, 'superseded'::text, 'withdrawn'::text])),
  CONSTRAINT reply_texts_title_check CHECK (title <> ''::text),
  CONSTRAINT reply_texts_type_check CHECK (type ~ '^[a-z_]{2,40}$'::text),
  CONSTRAINT reply_texts_version_number_check CHECK (version_number > 0),
  CONSTRAINT reply_texts_writer_is_author CHECK (written_by = ANY (authors)),
  CONSTRAINT reply_texts_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES users(id),
  CONSTRAINT reply_texts_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  CONSTRAINT reply_texts_written_by_fkey FOREIGN KEY (written_by) REFERENCES users(id),
  CONSTRAINT reply_texts_pkey PRIMARY KEY (id),
  CONSTRAINT reply_texts_version_number UNIQUE (text_id, version_number)
);
ALTER TABLE reply_texts OWNER TO owner;
CREATE UNIQUE INDEX reply_texts_one_approved ON reply_texts USING btree (text_id) WHERE state = 'approved'::text;
CREATE UNIQUE INDEX reply_texts_one_draft ON reply_texts USING btree (text_id) WHERE state = 'draft'::text;
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON reply_texts FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.approved_by IS NOT NULL AND new.approved_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM sec.uid() OR new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('approved_by', 'ended_by', 'written_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON reply_texts FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.approved_by IS NOT NULL AND new.approved_by IS DISTINCT FROM old.approved_by AND new.approved_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM old.ended_by AND new.ended_by IS DISTINCT FROM sec.uid() OR new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM old.written_by AND new.written_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('approved_by', 'ended_by', 'written_by');
CREATE TRIGGER reply_texts_guarded BEFORE DELETE OR UPDATE ON reply_texts FOR EACH ROW EXECUTE FUNCTION sec.guard_reply_text();
GRANT INSERT, SELECT, UPDATE ON reply_texts TO shared_care_app;
GRANT SELECT ON reply_texts TO shared_care_backup;
GRANT INSERT, SELECT ON reply_texts TO shared_care_feeds;

CREATE TABLE request_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  request_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  by uuid,
  kind text NOT NULL,
  from_state text,
  to_state text,
  note text,
  before jsonb,
  undoes bigint,
  CONSTRAINT request_events_kind_check CHECK (kind = ANY (ARRAY['received'::text, 'stepped'::text, 'taken'::text, 'given_back'::text, 'waits'::text, 'resumed'::text, 'changed'::text, 'noted'::text, 'undone'::text, 'stopped'::text])),
  CONSTRAINT request_events_by_fkey FOREIGN KEY (by) REFERENCES users(id),
  CONSTRAINT request_events_request_id_fkey FOREIGN KEY (request_id) REFERENCES requests(id),
  CONSTRAINT request_events_undoes_fkey FOREIGN KEY (undoes) REFERENCES request_events(id),
  CONSTRAINT request_events_pkey PRIMARY KEY (id),
  CONSTRAINT request_events_undoes_key UNIQUE (undoes)
);
ALTER TABLE request_events OWNER TO owner;
CREATE INDEX request_events_request ON request_events USING btree (request_id, id);
ALTER TABLE request_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE request_events FORCE ROW LEVEL SECURITY;
CREATE POLICY request_events_brought_in ON request_events AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY request_events_phu ON request_events AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON request_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON request_events FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.by IS NOT NULL AND new.by IS DISTINCT FROM old.by AND new.by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('by');
GRANT INSERT, SELECT ON request_events TO shared_care_app;
GRANT SELECT ON request_events TO shared_care_backup;
GRANT INSERT, SELECT ON request_events TO shared_care_feeds;

CREATE TABLE request_replies (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  request_id uuid NOT NULL,
  text_id uuid NOT NULL,
  way text NOT NULL,
  words text NOT NULL,
  addition text,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  idempotency_key uuid NOT NULL,
  state text NOT NULL,
  because text,
  due_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  attempts integer NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_until timestamp with time zone,
  sent_at timestamp with time zone,
  reply text,
  CONSTRAINT request_replies_addition_check CHECK (addition <> ''::text),
  CONSTRAINT request_replies_because_check CHECK (because ~ '^[a-z_]{2,40}$'::text),
  CONSTRAINT request_replies_lease_whole CHECK ((state = 'leased'::text) = (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
  CONSTRAINT request_replies_left_out CHECK ((state = 'left_out'::text) = (because IS NOT NULL)),
  CONSTRAINT request_replies_not_sent CHECK ((state <> ALL (ARRAY['failed'::text, 'bounced'::text])) OR reply IS NOT NULL),
  CONSTRAINT request_replies_reply_check CHECK (reply ~ '^[a-z0-9_.]{1,60}$'::text),
  CONSTRAINT request_replies_sent CHECK ((state = 'sent'::text) = (sent_at IS NOT NULL)),
  CONSTRAINT request_replies_state_check CHECK (state = ANY (ARRAY['told'::text, 'waiting'::text, 'leased'::text, 'sent'::text, 'left_out'::text, 'failed'::text, 'bounced'::text])),
  CONSTRAINT request_replies_told CHECK ((way = 'telephone'::text) = (state = 'told'::text)),
  CONSTRAINT request_replies_way_check CHECK (way = ANY (ARRAY['email'::text, 'telephone'::text])),
  CONSTRAINT request_replies_words_check CHECK (words <> ''::text),
  CONSTRAINT request_replies_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id),
  CONSTRAINT request_replies_request_id_fkey FOREIGN KEY (request_id) REFERENCES requests(id),
  CONSTRAINT request_replies_text_id_fkey FOREIGN KEY (text_id) REFERENCES reply_texts(id),
  CONSTRAINT request_replies_pkey PRIMARY KEY (id),
  CONSTRAINT request_replies_once UNIQUE (made_by, idempotency_key)
);
ALTER TABLE request_replies OWNER TO owner;
CREATE INDEX request_replies_request ON request_replies USING btree (request_id, made_at);
CREATE INDEX request_replies_to_send ON request_replies USING btree (due_at, id) WHERE state = ANY (ARRAY['waiting'::text, 'leased'::text]);
ALTER TABLE request_replies ENABLE ROW LEVEL SECURITY;
ALTER TABLE request_replies FORCE ROW LEVEL SECURITY;
CREATE POLICY request_replies_begin ON request_replies AS RESTRICTIVE FOR INSERT TO shared_care_app
  WITH CHECK (state = ANY (ARRAY['told'::text, 'waiting'::text]));
CREATE POLICY request_replies_brought_in ON request_replies AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY request_replies_by_functions ON request_replies AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY request_replies_phu ON request_replies AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON request_replies FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('made_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON request_replies FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM old.made_by AND new.made_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('made_by');
CREATE TRIGGER request_replies_guarded BEFORE DELETE OR UPDATE ON request_replies FOR EACH ROW EXECUTE FUNCTION sec.guard_request_reply();
CREATE TRIGGER request_replies_of_approved_words BEFORE INSERT ON request_replies FOR EACH ROW EXECUTE FUNCTION sec.reply_says_approved_words();
GRANT SELECT ON request_replies TO shared_care_app;
GRANT SELECT ON request_replies TO shared_care_backup;
GRANT SELECT, UPDATE ON request_replies TO shared_care_definer;
GRANT INSERT, SELECT ON request_replies TO shared_care_feeds;
GRANT INSERT (request_id, text_id, way, words, addition, made_by, idempotency_key, state) ON request_replies TO shared_care_app;

CREATE TABLE requests (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  reference text GENERATED ALWAYS AS ('R-'::text || number::text) STORED,
  patient_id uuid NOT NULL,
  type text NOT NULL,
  state text NOT NULL,
  source text NOT NULL,
  received_at timestamp with time zone NOT NULL,
  since timestamp with time zone NOT NULL,
  paused_working_days integer NOT NULL DEFAULT 0,
  needed_by date,
  do_by date,
  owner_id uuid,
  waiting_on text,
  waiting_because text,
  waiting_until date,
  waiting_since timestamp with time zone,
  details text,
  done_at timestamp with time zone,
  created_by uuid,
  cause text,
  idempotency_key uuid,
  request_hash text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT requests_done_or_due CHECK ((done_at IS NULL) = (do_by IS NOT NULL)),
  CONSTRAINT requests_done_waits_for_nobody CHECK (done_at IS NULL OR waiting_on IS NULL),
  CONSTRAINT requests_opened_by_somebody CHECK (created_by IS NOT NULL OR source = 'programme'::text),
  CONSTRAINT requests_paused_working_days_check CHECK (paused_working_days >= 0),
  CONSTRAINT requests_source_check CHECK (source = ANY (ARRAY['email'::text, 'telephone'::text, 'clinic'::text, 'letter'::text, 'programme'::text])),
  CONSTRAINT requests_state_check CHECK (state ~ '^[a-z_]{2,40}$'::text),
  CONSTRAINT requests_type_check CHECK (type ~ '^[a-z_]{2,40}$'::text),
  CONSTRAINT requests_waiting_on_check CHECK (waiting_on = ANY (ARRAY['family'::text, 'pharmacy'::text, 'gp'::text, 'hospital'::text, 'other'::text])),
  CONSTRAINT requests_waits_whole CHECK (num_nonnulls(waiting_on, waiting_because, waiting_until, waiting_since) = ANY (ARRAY[0, 4])),
  CONSTRAINT requests_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  CONSTRAINT requests_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id),
  CONSTRAINT requests_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT requests_pkey PRIMARY KEY (id),
  CONSTRAINT requests_idempotency UNIQUE (created_by, idempotency_key),
  CONSTRAINT requests_reference_key UNIQUE (reference)
);
ALTER TABLE requests OWNER TO owner;
CREATE INDEX requests_done ON requests USING btree (done_at) WHERE done_at IS NOT NULL;
CREATE UNIQUE INDEX requests_one_running_per_cause ON requests USING btree (patient_id, cause) WHERE done_at IS NULL AND cause IS NOT NULL;
CREATE INDEX requests_patient ON requests USING btree (patient_id, received_at DESC);
CREATE INDEX requests_running ON requests USING btree (do_by) WHERE done_at IS NULL;
ALTER TABLE requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON requests AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY requests_brought_in ON requests AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY requests_of_replies ON requests AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY requests_phu ON requests AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON requests FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.created_by IS NOT NULL AND new.created_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('created_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON requests FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.created_by IS NOT NULL AND new.created_by IS DISTINCT FROM old.created_by AND new.created_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('created_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON requests FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON requests TO shared_care_app;
GRANT SELECT ON requests TO shared_care_backup;
GRANT INSERT, SELECT, UPDATE ON requests TO shared_care_feeds;
GRANT SELECT ON requests TO shared_care_merger;
GRANT SELECT (id, reference, patient_id) ON requests TO shared_care_definer;
GRANT UPDATE (patient_id) ON requests TO shared_care_merger;

CREATE TABLE role_change_requests (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  from_role text NOT NULL,
  to_role text NOT NULL,
  to_hospital_id uuid,
  state text NOT NULL DEFAULT 'waiting'::text,
  requested_by uuid NOT NULL DEFAULT sec.uid(),
  requested_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  decided_by uuid,
  decided_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT role_change_requests_from_role_check CHECK (from_role = ANY (ARRAY['haemostasis_nurse'::text, 'phu_doctor'::text, 'link_consultant'::text, 'admin'::text])),
  CONSTRAINT role_change_requests_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text])),
  CONSTRAINT role_change_requests_to_role_check CHECK (to_role = ANY (ARRAY['haemostasis_nurse'::text, 'phu_doctor'::text, 'link_consultant'::text, 'admin'::text])),
  CONSTRAINT role_changes_by_two CHECK (decided_by <> requested_by),
  CONSTRAINT role_changes_decided CHECK ((state = 'waiting'::text) = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT role_changes_hospital_of_consultant CHECK ((to_role = 'link_consultant'::text) = (to_hospital_id IS NOT NULL)),
  CONSTRAINT role_changes_not_own CHECK (requested_by <> user_id AND decided_by <> user_id),
  CONSTRAINT role_change_requests_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT role_change_requests_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES users(id),
  CONSTRAINT role_change_requests_to_hospital_id_fkey FOREIGN KEY (to_hospital_id) REFERENCES hospitals(id),
  CONSTRAINT role_change_requests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT role_change_requests_pkey PRIMARY KEY (id)
);
ALTER TABLE role_change_requests OWNER TO owner;
CREATE UNIQUE INDEX role_change_requests_one_waiting ON role_change_requests USING btree (user_id) WHERE state = 'waiting'::text;
ALTER TABLE role_change_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_change_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY role_changes_admin ON role_change_requests AS PERMISSIVE FOR ALL TO shared_care_app
  USING (sec.user_role() = 'admin'::text);
CREATE POLICY role_changes_decide ON role_change_requests AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON role_change_requests FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM sec.uid() OR new.requested_by IS NOT NULL AND new.requested_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'requested_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON role_change_requests FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM old.decided_by AND new.decided_by IS DISTINCT FROM sec.uid() OR new.requested_by IS NOT NULL AND new.requested_by IS DISTINCT FROM old.requested_by AND new.requested_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'requested_by');
GRANT SELECT ON role_change_requests TO shared_care_app;
GRANT SELECT ON role_change_requests TO shared_care_backup;
GRANT SELECT ON role_change_requests TO shared_care_definer;
GRANT INSERT (user_id, from_role, to_role, to_hospital_id) ON role_change_requests TO shared_care_app;
GRANT UPDATE (state, decided_by, decided_at, version) ON role_change_requests TO shared_care_definer;

CREATE TABLE rota_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  group_id uuid NOT NULL,
  kind text NOT NULL,
  duty text,
  off_user_id uuid,
  on_user_id uuid,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  reason text NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT rota_changes_duty_check CHECK (duty = ANY (ARRAY['phu_nurse'::text, 'nurse_in_charge'::text, 'on_call_registrar'::text, 'on_call_consultant'::text, 'consultant_lead'::text])),
  CONSTRAINT rota_changes_kind_check CHECK (kind = ANY (ARRAY['swap'::text, 'extra_cover'::text, 'leave'::text])),
  CONSTRAINT rota_changes_reason_check CHECK (reason <> ''::text),
  CONSTRAINT rota_changes_shape CHECK (
CASE kind
    WHEN 'leave'::text THEN duty IS NULL AND off_user_id IS NOT NULL AND on_user_id IS NULL
    WHEN 'swap'::text THEN duty IS NOT NULL AND off_user_id IS NOT NULL AND on_user_id IS NOT NULL AND off_user_id <> on_user_id
    ELSE duty IS NOT NULL AND off_user_id IS NULL AND on_user_id IS NOT NULL
END),
  CONSTRAINT rota_changes_whole_minutes CHECK (starts_at < ends_at AND date_trunc('minute'::text, starts_at) = starts_at AND date_trunc('minute'::text, ends_at) = ends_at),
  CONSTRAINT rota_changes_withdrawn_by_somebody CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CONSTRAINT rota_changes_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id),
  CONSTRAINT rota_changes_off_user_id_fkey FOREIGN KEY (off_user_id) REFERENCES users(id),
  CONSTRAINT rota_changes_on_user_id_fkey FOREIGN KEY (on_user_id) REFERENCES users(id),
  CONSTRAINT rota_changes_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES users(id),
  CONSTRAINT rota_changes_pkey PRIMARY KEY (id),
  CONSTRAINT rota_changes_one_holder EXCLUDE USING gist (duty WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (duty <> 'phu_nurse'::text AND withdrawn_at IS NULL),
  CONSTRAINT rota_changes_person_once EXCLUDE USING gist (duty WITH =, on_user_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (withdrawn_at IS NULL)
);
ALTER TABLE rota_changes OWNER TO owner;
CREATE INDEX rota_changes_during ON rota_changes USING gist (tstzrange(starts_at, ends_at)) WHERE withdrawn_at IS NULL;
CREATE INDEX rota_changes_group ON rota_changes USING btree (group_id);
ALTER TABLE rota_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE rota_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY rota_changes_agreed ON rota_changes AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (sec.swaps_duties() AND kind = 'swap'::text AND made_by = sec.uid() AND (EXISTS ( SELECT 1
   FROM rota_swap_asks a
  WHERE a.state = 'asked'::text AND a.on_user_id = sec.uid() AND a.on_user_id = rota_changes.on_user_id AND a.off_user_id = rota_changes.off_user_id AND a.duty = rota_changes.duty AND a.starts_at = rota_changes.starts_at AND a.ends_at = rota_changes.ends_at)));
CREATE POLICY rota_changes_agreed_back ON rota_changes AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (sec.swaps_duties() AND (EXISTS ( SELECT 1
   FROM rota_swap_asks a
  WHERE a.change_id = rota_changes.id AND a.state = 'agreed'::text AND (sec.uid() = a.off_user_id OR sec.uid() = a.on_user_id))))
  WITH CHECK (sec.swaps_duties() AND withdrawn_by = sec.uid());
CREATE POLICY rota_changes_demo ON rota_changes AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY rota_changes_insert ON rota_changes AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (sec.writes_rota());
CREATE POLICY rota_changes_loops ON rota_changes AS PERMISSIVE FOR SELECT TO shared_care_definer, shared_care_worker
  USING (true);
CREATE POLICY rota_changes_read ON rota_changes AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.reads_rota());
CREATE POLICY rota_changes_update ON rota_changes AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (sec.writes_rota())
  WITH CHECK (sec.writes_rota());
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON rota_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM sec.uid() OR new.withdrawn_by IS NOT NULL AND new.withdrawn_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('made_by', 'withdrawn_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON rota_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM old.made_by AND new.made_by IS DISTINCT FROM sec.uid() OR new.withdrawn_by IS NOT NULL AND new.withdrawn_by IS DISTINCT FROM old.withdrawn_by AND new.withdrawn_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('made_by', 'withdrawn_by');
GRANT SELECT ON rota_changes TO shared_care_app;
GRANT SELECT ON rota_changes TO shared_care_backup;
GRANT SELECT ON rota_changes TO shared_care_definer;
GRANT INSERT, SELECT ON rota_changes TO shared_care_feeds;
GRANT SELECT ON rota_changes TO shared_care_worker;
GRANT INSERT (group_id, kind, duty, off_user_id, on_user_id, starts_at, ends_at, reason, made_by) ON rota_changes TO shared_care_app;
GRANT UPDATE (withdrawn_at, withdrawn_by, version) ON rota_changes TO shared_care_app;

CREATE TABLE rota_pattern_lines (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  pattern_id uuid NOT NULL,
  duty text NOT NULL,
  user_id uuid NOT NULL,
  day integer NOT NULL,
  from_minute integer NOT NULL,
  to_minute integer NOT NULL,
  minutes int4multirange NOT NULL GENERATED ALWAYS AS (
CASE
    WHEN to_minute > from_minute THEN int4multirange(int4range(day * 1440 + from_minute, day * 1440 + to_minute))
    WHEN day = 6 THEN int4multirange(VARIADIC ARRAY[int4range(8640 + from_minute, 10080), int4range(0, to_minute)])
    ELSE int4multirange(int4range(day * 1440 + from_minute, (day + 1) * 1440 + to_minute))
END) STORED,
  CONSTRAINT rota_pattern_lines_day_check CHECK (day >= 0 AND day <= 7),
  CONSTRAINT rota_pattern_lines_duty_check CHECK (duty = ANY (ARRAY['phu_nurse'::text, 'nurse_in_charge'::text, 'on_call_registrar'::text, 'on_call_consultant'::text, 'consultant_lead'::text])),
  CONSTRAINT rota_pattern_lines_from_minute_check CHECK (from_minute >= 0 AND from_minute <= 1439),
  CONSTRAINT rota_pattern_lines_holiday_ends_by_midnight CHECK (day < 7 OR to_minute > from_minute),
  CONSTRAINT rota_pattern_lines_to_minute_check CHECK (to_minute >= 1 AND to_minute <= 1440),
  CONSTRAINT rota_pattern_lines_pattern_id_fkey FOREIGN KEY (pattern_id) REFERENCES rota_patterns(id),
  CONSTRAINT rota_pattern_lines_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT rota_pattern_lines_pkey PRIMARY KEY (id),
  CONSTRAINT rota_pattern_lines_one_holder EXCLUDE USING gist (pattern_id WITH =, duty WITH =, minutes WITH &&) WHERE (duty <> 'phu_nurse'::text),
  CONSTRAINT rota_pattern_lines_person_once EXCLUDE USING gist (pattern_id WITH =, duty WITH =, user_id WITH =, minutes WITH &&)
);
ALTER TABLE rota_pattern_lines OWNER TO owner;
CREATE INDEX rota_pattern_lines_pattern ON rota_pattern_lines USING btree (pattern_id);
ALTER TABLE rota_pattern_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE rota_pattern_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY rota_pattern_lines_demo ON rota_pattern_lines AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY rota_pattern_lines_insert ON rota_pattern_lines AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (sec.writes_rota());
CREATE POLICY rota_pattern_lines_loops ON rota_pattern_lines AS PERMISSIVE FOR SELECT TO shared_care_definer, shared_care_worker
  USING (true);
CREATE POLICY rota_pattern_lines_read ON rota_pattern_lines AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.reads_rota());
CREATE POLICY rota_pattern_lines_update ON rota_pattern_lines AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (sec.writes_rota())
  WITH CHECK (sec.writes_rota());
GRANT SELECT ON rota_pattern_lines TO shared_care_app;
GRANT SELECT ON rota_pattern_lines TO shared_care_backup;
GRANT SELECT ON rota_pattern_lines TO shared_care_definer;
GRANT INSERT, SELECT ON rota_pattern_lines TO shared_care_feeds;
GRANT SELECT ON rota_pattern_lines TO shared_care_worker;
GRANT INSERT (pattern_id, duty, user_id, day, from_minute, to_minute) ON rota_pattern_lines TO shared_care_app;

CREATE TABLE rota_patterns (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  effective_from date NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT rota_patterns_withdrawn_by_somebody CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CONSTRAINT rota_patterns_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id),
  CONSTRAINT rota_patterns_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES users(id),
  CONSTRAINT rota_patterns_pkey PRIMARY KEY (id)
);
ALTER TABLE rota_patterns OWNER TO owner;
CREATE UNIQUE INDEX rota_patterns_one_from ON rota_patterns USING btree (effective_from) WHERE withdrawn_at IS NULL;
ALTER TABLE rota_patterns ENABLE ROW LEVEL SECURITY;
ALTER TABLE rota_patterns FORCE ROW LEVEL SECURITY;
CREATE POLICY rota_patterns_demo ON rota_patterns AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY rota_patterns_insert ON rota_patterns AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (sec.writes_rota());
CREATE POLICY rota_patterns_loops ON rota_patterns AS PERMISSIVE FOR SELECT TO shared_care_definer, shared_care_worker
  USING (true);
CREATE POLICY rota_patterns_read ON rota_patterns AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.reads_rota());
CREATE POLICY rota_patterns_update ON rota_patterns AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (sec.writes_rota())
  WITH CHECK (sec.writes_rota());
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON rota_patterns FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM sec.uid() OR new.withdrawn_by IS NOT NULL AND new.withdrawn_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('made_by', 'withdrawn_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON rota_patterns FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM old.made_by AND new.made_by IS DISTINCT FROM sec.uid() OR new.withdrawn_by IS NOT NULL AND new.withdrawn_by IS DISTINCT FROM old.withdrawn_by AND new.withdrawn_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('made_by', 'withdrawn_by');
GRANT SELECT ON rota_patterns TO shared_care_app;
GRANT SELECT ON rota_patterns TO shared_care_backup;
GRANT SELECT ON rota_patterns TO shared_care_definer;
GRANT INSERT, SELECT ON rota_patterns TO shared_care_feeds;
GRANT SELECT ON rota_patterns TO shared_care_worker;
GRANT INSERT (effective_from, made_by) ON rota_patterns TO shared_care_app;
GRANT UPDATE (withdrawn_at, withdrawn_by, version) ON rota_patterns TO shared_care_app;

CREATE TABLE rota_swap_asks (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  duty text NOT NULL,
  off_user_id uuid NOT NULL,
  on_user_id uuid NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  reason text NOT NULL,
  state text NOT NULL DEFAULT 'asked'::text,
  asked_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  answered_at timestamp with time zone,
  because text,
  change_id uuid,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT rota_swap_asks_agreed CHECK ((state = 'agreed'::text) = (change_id IS NOT NULL)),
  CONSTRAINT rota_swap_asks_answered CHECK ((state = ANY (ARRAY['agreed'::text, 'declined'::text])) = (answered_at IS NOT NULL)),
  CONSTRAINT rota_swap_asks_because_check CHECK (because <> ''::text),
  CONSTRAINT rota_swap_asks_declined CHECK ((state = 'declined'::text) = (because IS NOT NULL)),
  CONSTRAINT rota_swap_asks_duty_check CHECK (duty = ANY (ARRAY['phu_nurse'::text, 'nurse_in_charge'::text, 'on_call_registrar'::text, 'on_call_consultant'::text, 'consultant_lead'::text])),
  CONSTRAINT rota_swap_asks_in_order CHECK (starts_at < ends_at),
  CONSTRAINT rota_swap_asks_reason_check CHECK (reason <> ''::text),
  CONSTRAINT rota_swap_asks_state_check CHECK (state = ANY (ARRAY['asked'::text, 'agreed'::text, 'declined'::text, 'taken_back'::text])),
  CONSTRAINT rota_swap_asks_two_people CHECK (off_user_id <> on_user_id),
  CONSTRAINT rota_swap_asks_change_id_fkey FOREIGN KEY (change_id) REFERENCES rota_changes(id),
  CONSTRAINT rota_swap_asks_off_user_id_fkey FOREIGN KEY (off_user_id) REFERENCES users(id),
  CONSTRAINT rota_swap_asks_on_user_id_fkey FOREIGN KEY (on_user_id) REFERENCES users(id),
  CONSTRAINT rota_swap_asks_pkey PRIMARY KEY (id)
);
ALTER TABLE rota_swap_asks OWNER TO owner;
CREATE INDEX rota_swap_asks_change ON rota_swap_asks USING btree (change_id) WHERE change_id IS NOT NULL;
CREATE UNIQUE INDEX rota_swap_asks_one_open ON rota_swap_asks USING btree (off_user_id, on_user_id, duty, starts_at) WHERE state = 'asked'::text;
ALTER TABLE rota_swap_asks ENABLE ROW LEVEL SECURITY;
ALTER TABLE rota_swap_asks FORCE ROW LEVEL SECURITY;
CREATE POLICY rota_swap_asks_demo ON rota_swap_asks AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY rota_swap_asks_insert ON rota_swap_asks AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (sec.swaps_duties() AND off_user_id = sec.uid() AND state = 'asked'::text);
CREATE POLICY rota_swap_asks_read ON rota_swap_asks AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.reads_rota());
CREATE POLICY rota_swap_asks_update ON rota_swap_asks AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (sec.swaps_duties() AND (sec.uid() = off_user_id OR sec.uid() = on_user_id))
  WITH CHECK (sec.swaps_duties() AND (sec.uid() = off_user_id OR sec.uid() = on_user_id));
CREATE TRIGGER rota_swap_asks_guarded BEFORE DELETE OR UPDATE ON rota_swap_asks FOR EACH ROW EXECUTE FUNCTION sec.guard_rota_swap_ask();
GRANT SELECT ON rota_swap_asks TO shared_care_app;
GRANT SELECT ON rota_swap_asks TO shared_care_backup;
GRANT INSERT, SELECT ON rota_swap_asks TO shared_care_feeds;
GRANT INSERT (id, duty, off_user_id, on_user_id, starts_at, ends_at, reason) ON rota_swap_asks TO shared_care_app;
GRANT UPDATE (state, answered_at, because, change_id, version) ON rota_swap_asks TO shared_care_app;

CREATE TABLE schema_state (
  only_row boolean NOT NULL DEFAULT true,
  hash text NOT NULL,
  run_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT schema_state_only_row_check CHECK (only_row),
  CONSTRAINT schema_state_pkey PRIMARY KEY (only_row)
);
ALTER TABLE schema_state OWNER TO owner;
GRANT SELECT ON schema_state TO shared_care_backup;

CREATE TABLE sec.clock (
  only_row boolean NOT NULL DEFAULT true,
  clock_offset interval NOT NULL DEFAULT '00:00:00'::interval,
  CONSTRAINT clock_only_row_check CHECK (only_row),
  CONSTRAINT clock_pkey PRIMARY KEY (only_row)
);
ALTER TABLE sec.clock OWNER TO owner;
GRANT SELECT ON sec.clock TO shared_care_app;
GRANT SELECT ON sec.clock TO shared_care_audit;
GRANT SELECT ON sec.clock TO shared_care_backup;
GRANT SELECT ON sec.clock TO shared_care_definer;
GRANT SELECT ON sec.clock TO shared_care_feeds;
GRANT SELECT ON sec.clock TO shared_care_merger;
GRANT SELECT ON sec.clock TO shared_care_worker;

CREATE TABLE sessions (
  sid text NOT NULL,
  sess json NOT NULL,
  expire timestamp with time zone NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid GENERATED ALWAYS AS (((sess -> 'passport'::text) ->> 'user'::text)::uuid) STORED,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  last_seen_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT sessions_pkey PRIMARY KEY (sid),
  CONSTRAINT sessions_id_key UNIQUE (id)
);
ALTER TABLE sessions OWNER TO owner;
CREATE INDEX sessions_expire ON sessions USING btree (expire);
CREATE INDEX sessions_user ON sessions USING btree (user_id) WHERE user_id IS NOT NULL;
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY sessions_by_functions ON sessions AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY sessions_own ON sessions AS PERMISSIVE FOR ALL TO shared_care_app
  USING (sec.uid() IS NULL OR user_id = sec.uid())
  WITH CHECK (sec.uid() IS NULL OR user_id = sec.uid());
GRANT DELETE, INSERT, SELECT, UPDATE ON sessions TO shared_care_app;
GRANT SELECT ON sessions TO shared_care_backup;
GRANT DELETE, SELECT ON sessions TO shared_care_definer;

CREATE TABLE settings (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  key text NOT NULL,
  value jsonb NOT NULL,
  based_on uuid,
  state text NOT NULL,
  reason text,
  proposed_by uuid,
  proposed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  decided_by uuid,
  decided_at timestamp with time zone,
  valid_from timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT settings_begin CHECK ((state = 'confirmed'::text) = (valid_from IS NOT NULL)),
  CONSTRAINT settings_by_two CHECK (state <> 'confirmed'::text OR proposed_by IS NULL OR decided_by IS NOT NULL AND decided_by <> proposed_by),
  CONSTRAINT settings_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (state <> 'waiting'::text OR decided_by IS NULL)),
  CONSTRAINT settings_key_check CHECK (key = ANY (ARRAY['alert_limits'::text, 'working_hours'::text, 'vaccination_ages'::text, 'bank_holidays'::text])),
  CONSTRAINT settings_of_somebody CHECK (proposed_by IS NOT NULL OR based_on IS NULL AND state = 'confirmed'::text),
  CONSTRAINT settings_reason_check CHECK (reason <> ''::text),
  CONSTRAINT settings_reasoned CHECK ((proposed_by IS NULL) = (reason IS NULL)),
  CONSTRAINT settings_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'declined'::text])),
  CONSTRAINT settings_within_bounds CHECK (sec.setting_fits(key, value)),
  CONSTRAINT settings_based_on_fkey FOREIGN KEY (based_on) REFERENCES settings(id),
  CONSTRAINT settings_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT settings_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES users(id),
  CONSTRAINT settings_pkey PRIMARY KEY (id)
);
ALTER TABLE settings OWNER TO owner;
CREATE INDEX settings_in_force ON settings USING btree (key, valid_from DESC) WHERE state = 'confirmed'::text;
CREATE UNIQUE INDEX settings_one_default ON settings USING btree (key) WHERE proposed_by IS NULL;
CREATE UNIQUE INDEX settings_one_waiting ON settings USING btree (key) WHERE state = 'waiting'::text;
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON settings FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM sec.uid() OR new.proposed_by IS NOT NULL AND new.proposed_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'proposed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON settings FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM old.decided_by AND new.decided_by IS DISTINCT FROM sec.uid() OR new.proposed_by IS NOT NULL AND new.proposed_by IS DISTINCT FROM old.proposed_by AND new.proposed_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'proposed_by');
GRANT SELECT ON settings TO shared_care_app;
GRANT SELECT ON settings TO shared_care_backup;
GRANT INSERT, SELECT ON settings TO shared_care_definer;
GRANT INSERT, SELECT ON settings TO shared_care_feeds;
GRANT SELECT ON settings TO shared_care_worker;
GRANT UPDATE (state, decided_by, decided_at, valid_from, version) ON settings TO shared_care_definer;

CREATE TABLE shared_care_links (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  hospital_id uuid NOT NULL,
  link_consultant_id uuid,
  role text NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  valid_to timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  recorded_by uuid,
  recorded_at timestamp with time zone DEFAULT sec.now(),
  end_reason text,
  confirmed_by text,
  confirmed_on date,
  CONSTRAINT shared_care_links_confirmed_by_check CHECK (confirmed_by <> ''::text),
  CONSTRAINT shared_care_links_confirmed_whole CHECK ((confirmed_by IS NULL) = (confirmed_on IS NULL)),
  CONSTRAINT shared_care_links_dates CHECK (valid_to >= valid_from),
  CONSTRAINT shared_care_links_end_reason_check CHECK (end_reason = ANY (ARRAY['next_link'::text, 'moved_away'::text, 'discharged'::text, 'adult_care'::text, 'died'::text, 'no_longer_needed'::text])),
  CONSTRAINT shared_care_links_role_check CHECK (role = ANY (ARRAY['primary'::text, 'secondary'::text, 'temporary'::text])),
  CONSTRAINT shared_care_links_temporary_ends CHECK (role <> 'temporary'::text OR valid_to IS NOT NULL),
  CONSTRAINT shared_care_links_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT shared_care_links_link_consultant_id_fkey FOREIGN KEY (link_consultant_id) REFERENCES link_consultants(id),
  CONSTRAINT shared_care_links_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT shared_care_links_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT shared_care_links_pkey PRIMARY KEY (id),
  CONSTRAINT shared_care_links_once_per_hospital EXCLUDE USING gist (patient_id WITH =, hospital_id WITH =, tstzrange(valid_from, valid_to) WITH &&),
  CONSTRAINT shared_care_links_one_primary EXCLUDE USING gist (patient_id WITH =, tstzrange(valid_from, valid_to) WITH &&) WHERE (role = 'primary'::text)
);
ALTER TABLE shared_care_links OWNER TO owner;
CREATE INDEX shared_care_links_consultant ON shared_care_links USING btree (link_consultant_id);
CREATE INDEX shared_care_links_hospital ON shared_care_links USING btree (hospital_id);
CREATE INDEX shared_care_links_patient ON shared_care_links USING btree (patient_id);
ALTER TABLE shared_care_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE shared_care_links FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON shared_care_links AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY shared_care_links_added_by_phu ON shared_care_links AS PERMISSIVE FOR INSERT TO shared_care_app
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients) AND recorded_by = sec.uid());
CREATE POLICY shared_care_links_brought_in ON shared_care_links AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY shared_care_links_changed_by_phu ON shared_care_links AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY shared_care_links_read_by_functions ON shared_care_links AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY shared_care_links_seen_by_user ON shared_care_links AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients) OR
CASE
    WHEN ( SELECT COALESCE(current_setting('app.many'::text, true), ''::text) = 'on'::text) THEN (patient_id IN ( SELECT sec.patients_of_user() AS patients_of_user))
    ELSE sec.can_see(patient_id)
END);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON shared_care_links FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON shared_care_links FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON shared_care_links FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
CREATE TRIGGER shared_care_links_force_open_access_review AFTER INSERT OR UPDATE OF link_consultant_id ON shared_care_links FOR EACH ROW EXECUTE FUNCTION sec.link_change_forces_review();
CREATE CONSTRAINT TRIGGER shared_care_links_go_on AFTER INSERT OR UPDATE ON shared_care_links DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.primary_link_goes_on();
GRANT INSERT, SELECT ON shared_care_links TO shared_care_app;
GRANT SELECT ON shared_care_links TO shared_care_backup;
GRANT SELECT ON shared_care_links TO shared_care_definer;
GRANT INSERT, SELECT ON shared_care_links TO shared_care_feeds;
GRANT SELECT ON shared_care_links TO shared_care_merger;
GRANT UPDATE (link_consultant_id, valid_to, version, end_reason, confirmed_by, confirmed_on) ON shared_care_links TO shared_care_app;
GRANT UPDATE (patient_id, valid_to, version) ON shared_care_links TO shared_care_merger;

CREATE TABLE sign_in_attempts (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  account bytea NOT NULL,
  network bytea NOT NULL,
  known_device bytea,
  at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (id)
);
ALTER TABLE sign_in_attempts OWNER TO owner;
CREATE INDEX sign_in_attempts_account ON sign_in_attempts USING btree (account, at);
CREATE INDEX sign_in_attempts_at ON sign_in_attempts USING btree (at);
CREATE INDEX sign_in_attempts_network ON sign_in_attempts USING btree (network, at) WHERE known_device IS NULL;
GRANT SELECT ON sign_in_attempts TO shared_care_backup;
GRANT DELETE, INSERT, SELECT, UPDATE ON sign_in_attempts TO shared_care_definer;

CREATE TABLE stale_numbers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  contact_id uuid NOT NULL,
  phone text NOT NULL,
  opened_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  owner_id uuid,
  taken_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_because text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT stale_numbers_ended CHECK ((ended_at IS NULL) = (ended_because IS NULL)),
  CONSTRAINT stale_numbers_ended_because_check CHECK (ended_because = ANY (ARRAY['confirmed'::text, 'changed'::text, 'given_up'::text])),
  CONSTRAINT stale_numbers_taken CHECK ((owner_id IS NULL) = (taken_at IS NULL)),
  CONSTRAINT stale_numbers_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES hospital_contacts(id),
  CONSTRAINT stale_numbers_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  CONSTRAINT stale_numbers_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id),
  CONSTRAINT stale_numbers_pkey PRIMARY KEY (id)
);
ALTER TABLE stale_numbers OWNER TO owner;
CREATE UNIQUE INDEX stale_numbers_one_open ON stale_numbers USING btree (contact_id) WHERE ended_at IS NULL;
ALTER TABLE stale_numbers ENABLE ROW LEVEL SECURITY;
ALTER TABLE stale_numbers FORCE ROW LEVEL SECURITY;
CREATE POLICY stale_numbers_of_functions ON stale_numbers AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY stale_numbers_read ON stale_numbers AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() IS NOT NULL);
CREATE POLICY stale_numbers_taken_by_staff ON stale_numbers AS PERMISSIVE FOR UPDATE TO shared_care_app
  USING ((sec.user_role() = ANY (ARRAY['haemostasis_nurse'::text, 'admin'::text])) AND ended_at IS NULL);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON stale_numbers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('ended_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON stale_numbers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM old.ended_by AND new.ended_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('ended_by');
GRANT SELECT ON stale_numbers TO shared_care_app;
GRANT SELECT ON stale_numbers TO shared_care_backup;
GRANT INSERT, SELECT, UPDATE ON stale_numbers TO shared_care_definer;
GRANT UPDATE (owner_id, taken_at, version) ON stale_numbers TO shared_care_app;

CREATE TABLE survey_invitations (
  survey_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  code text NOT NULL,
  answered_at timestamp with time zone,
  answered_marked_by uuid,
  CONSTRAINT survey_invitations_answered_whole CHECK ((answered_at IS NULL) = (answered_marked_by IS NULL)),
  CONSTRAINT survey_invitations_code_check CHECK (code ~ '^[CDFHJKMNPRTVWXY3479]{10}$'::text),
  CONSTRAINT survey_invitations_answered_marked_by_fkey FOREIGN KEY (answered_marked_by) REFERENCES users(id),
  CONSTRAINT survey_invitations_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT survey_invitations_survey_id_fkey FOREIGN KEY (survey_id) REFERENCES surveys(id),
  CONSTRAINT survey_invitations_pkey PRIMARY KEY (survey_id, patient_id),
  CONSTRAINT survey_invitations_code_key UNIQUE (code)
);
ALTER TABLE survey_invitations OWNER TO owner;
CREATE INDEX survey_invitations_patient ON survey_invitations USING btree (patient_id);
ALTER TABLE survey_invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON survey_invitations AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY survey_invitations_brought_in ON survey_invitations AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY survey_invitations_by_functions ON survey_invitations AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY survey_invitations_phu ON survey_invitations AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON survey_invitations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.answered_marked_by IS NOT NULL AND new.answered_marked_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('answered_marked_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON survey_invitations FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.answered_marked_by IS NOT NULL AND new.answered_marked_by IS DISTINCT FROM old.answered_marked_by AND new.answered_marked_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('answered_marked_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON survey_invitations FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON survey_invitations TO shared_care_app;
GRANT SELECT ON survey_invitations TO shared_care_backup;
GRANT SELECT ON survey_invitations TO shared_care_definer;
GRANT INSERT, SELECT ON survey_invitations TO shared_care_feeds;
GRANT SELECT ON survey_invitations TO shared_care_merger;
GRANT UPDATE (answered_at, answered_marked_by) ON survey_invitations TO shared_care_app;
GRANT UPDATE (patient_id) ON survey_invitations TO shared_care_merger;

CREATE TABLE survey_messages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  survey_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  because text,
  due_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  attempts integer NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_until timestamp with time zone,
  sent_at timestamp with time zone,
  reply text,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT survey_messages_because_check CHECK (because = ANY (ARRAY['merged'::text, 'died'::text, 'restricted'::text, 'moved_away'::text, 'nhs_number'::text, 'adult'::text, 'refused'::text, 'not_asked'::text, 'no_email'::text, 'bounced'::text, 'answered'::text])),
  CONSTRAINT survey_messages_kind_check CHECK (kind = ANY (ARRAY['invitation'::text, 'reminder'::text])),
  CONSTRAINT survey_messages_lease_whole CHECK ((state = 'leased'::text) = (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
  CONSTRAINT survey_messages_left_out CHECK ((state = 'left_out'::text) = (because IS NOT NULL)),
  CONSTRAINT survey_messages_not_sent CHECK ((state <> ALL (ARRAY['failed'::text, 'bounced'::text])) OR reply IS NOT NULL),
  CONSTRAINT survey_messages_reply_check CHECK (reply ~ '^[a-z0-9_.]{1,60}$'::text),
  CONSTRAINT survey_messages_sent CHECK ((state = 'sent'::text) = (sent_at IS NOT NULL)),
  CONSTRAINT survey_messages_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'leased'::text, 'sent'::text, 'left_out'::text, 'failed'::text, 'bounced'::text, 'stopped'::text])),
  CONSTRAINT survey_messages_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT survey_messages_survey_id_patient_id_fkey FOREIGN KEY (survey_id, patient_id) REFERENCES survey_invitations(survey_id, patient_id) ON UPDATE CASCADE,
  CONSTRAINT survey_messages_pkey PRIMARY KEY (id),
  CONSTRAINT survey_messages_once UNIQUE (survey_id, patient_id, kind)
);
ALTER TABLE survey_messages OWNER TO owner;
CREATE INDEX survey_messages_to_send ON survey_messages USING btree (due_at, id) WHERE state = ANY (ARRAY['waiting'::text, 'leased'::text]);
ALTER TABLE survey_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_messages FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON survey_messages AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY survey_messages_brought_in ON survey_messages AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY survey_messages_by_functions ON survey_messages AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY survey_messages_held ON survey_messages AS RESTRICTIVE FOR UPDATE TO shared_care_app
  USING (state = ANY (ARRAY['waiting'::text, 'failed'::text, 'bounced'::text, 'stopped'::text]))
  WITH CHECK (state = ANY (ARRAY['waiting'::text, 'stopped'::text]));
CREATE POLICY survey_messages_phu ON survey_messages AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY survey_messages_queued ON survey_messages AS RESTRICTIVE FOR INSERT TO shared_care_app
  WITH CHECK (state = ANY (ARRAY['waiting'::text, 'left_out'::text]));
CREATE TRIGGER survey_messages_guarded BEFORE DELETE OR UPDATE ON survey_messages FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION sec.guard_survey_message();
GRANT SELECT ON survey_messages TO shared_care_app;
GRANT SELECT ON survey_messages TO shared_care_backup;
GRANT SELECT, UPDATE ON survey_messages TO shared_care_definer;
GRANT INSERT, SELECT ON survey_messages TO shared_care_feeds;
GRANT SELECT ON survey_messages TO shared_care_merger;
GRANT INSERT (survey_id, patient_id, kind, state, because) ON survey_messages TO shared_care_app;
GRANT UPDATE (state, due_at, attempts) ON survey_messages TO shared_care_app;
GRANT UPDATE (patient_id) ON survey_messages TO shared_care_merger;

CREATE TABLE surveys (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  topic text NOT NULL,
  title text NOT NULL,
  link text NOT NULL,
  words text NOT NULL,
  hospital_id uuid,
  group_only boolean NOT NULL DEFAULT false,
  made_by uuid NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  idempotency_key uuid NOT NULL DEFAULT gen_random_uuid(),
  sent_by uuid,
  sent_at timestamp with time zone,
  reminded_by uuid,
  reminded_at timestamp with time zone,
  stopped_at timestamp with time zone,
  closed_by uuid,
  closed_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT surveys_closed_whole CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
  CONSTRAINT surveys_link_check CHECK (link ~ '^https://'::text),
  CONSTRAINT surveys_reminded_after_sending CHECK (reminded_at IS NULL OR sent_at IS NOT NULL),
  CONSTRAINT surveys_reminded_whole CHECK ((reminded_by IS NULL) = (reminded_at IS NULL)),
  CONSTRAINT surveys_sent_whole CHECK ((sent_by IS NULL) = (sent_at IS NULL)),
  CONSTRAINT surveys_title_check CHECK (title <> ''::text),
  CONSTRAINT surveys_topic_check CHECK (topic = ANY (ARRAY['annual'::text, 'emergency_care'::text, 'vaccination'::text])),
  CONSTRAINT surveys_words_check CHECK (words <> ''::text),
  CONSTRAINT surveys_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES users(id),
  CONSTRAINT surveys_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT surveys_made_by_fkey FOREIGN KEY (made_by) REFERENCES users(id),
  CONSTRAINT surveys_reminded_by_fkey FOREIGN KEY (reminded_by) REFERENCES users(id),
  CONSTRAINT surveys_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES users(id),
  CONSTRAINT surveys_pkey PRIMARY KEY (id),
  CONSTRAINT surveys_once UNIQUE (made_by, idempotency_key)
);
ALTER TABLE surveys OWNER TO owner;
ALTER TABLE surveys ENABLE ROW LEVEL SECURITY;
ALTER TABLE surveys FORCE ROW LEVEL SECURITY;
CREATE POLICY surveys_brought_in ON surveys AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY surveys_by_functions ON surveys AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY surveys_phu ON surveys AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON surveys FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.closed_by IS NOT NULL AND new.closed_by IS DISTINCT FROM sec.uid() OR new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM sec.uid() OR new.reminded_by IS NOT NULL AND new.reminded_by IS DISTINCT FROM sec.uid() OR new.sent_by IS NOT NULL AND new.sent_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('closed_by', 'made_by', 'reminded_by', 'sent_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON surveys FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.closed_by IS NOT NULL AND new.closed_by IS DISTINCT FROM old.closed_by AND new.closed_by IS DISTINCT FROM sec.uid() OR new.made_by IS NOT NULL AND new.made_by IS DISTINCT FROM old.made_by AND new.made_by IS DISTINCT FROM sec.uid() OR new.reminded_by IS NOT NULL AND new.reminded_by IS DISTINCT FROM old.reminded_by AND new.reminded_by IS DISTINCT FROM sec.uid() OR new.sent_by IS NOT NULL AND new.sent_by IS DISTINCT FROM old.sent_by AND new.sent_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('closed_by', 'made_by', 'reminded_by', 'sent_by');
CREATE TRIGGER surveys_guarded BEFORE DELETE OR UPDATE ON surveys FOR EACH ROW EXECUTE FUNCTION sec.guard_survey();
GRANT INSERT, SELECT, UPDATE ON surveys TO shared_care_app;
GRANT SELECT ON surveys TO shared_care_backup;
GRANT SELECT ON surveys TO shared_care_definer;
GRANT INSERT, SELECT ON surveys TO shared_care_feeds;

CREATE TABLE transition_answers (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  patient_id uuid NOT NULL,
  item text NOT NULL,
  done boolean NOT NULL,
  note text,
  answered_by uuid NOT NULL,
  answered_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT transition_answers_item_check CHECK (item = ANY (ARRAY['adult_centre'::text, 'self_infusion'::text, 'haemtrack'::text, 'own_contact'::text, 'adult_local_hospital'::text, 'open_access_end'::text])),
  CONSTRAINT transition_answers_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES users(id),
  CONSTRAINT transition_answers_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES transitions(patient_id) ON UPDATE CASCADE,
  CONSTRAINT transition_answers_pkey PRIMARY KEY (id)
);
ALTER TABLE transition_answers OWNER TO owner;
CREATE INDEX transition_answers_patient ON transition_answers USING btree (patient_id, item, id);
ALTER TABLE transition_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE transition_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON transition_answers AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY transition_answers_brought_in ON transition_answers AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY transition_answers_of_the_phu ON transition_answers AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY transition_answers_read_by_functions ON transition_answers AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON transition_answers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.answered_by IS NOT NULL AND new.answered_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('answered_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON transition_answers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.answered_by IS NOT NULL AND new.answered_by IS DISTINCT FROM old.answered_by AND new.answered_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('answered_by');
GRANT INSERT, SELECT ON transition_answers TO shared_care_app;
GRANT SELECT ON transition_answers TO shared_care_backup;
GRANT INSERT, SELECT ON transition_answers TO shared_care_feeds;
GRANT SELECT ON transition_answers TO shared_care_merger;
GRANT UPDATE (patient_id) ON transition_answers TO shared_care_merger;

CREATE TABLE transitions (
  patient_id uuid NOT NULL,
  stage text NOT NULL,
  key_worker text NOT NULL,
  adult_centre text,
  transfer_on date,
  first_adult_visit_on date,
  changed_by uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT transitions_key_worker_check CHECK (key_worker <> ''::text),
  CONSTRAINT transitions_stage_check CHECK (stage = ANY (ARRAY['ready'::text, 'steady'::text, 'go'::text])),
  CONSTRAINT transitions_transfer_somewhere CHECK (transfer_on IS NULL OR adult_centre IS NOT NULL),
  CONSTRAINT transitions_visit_somewhere CHECK (first_adult_visit_on IS NULL OR adult_centre IS NOT NULL),
  CONSTRAINT transitions_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT transitions_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT transitions_pkey PRIMARY KEY (patient_id)
);
ALTER TABLE transitions OWNER TO owner;
ALTER TABLE transitions ENABLE ROW LEVEL SECURITY;
ALTER TABLE transitions FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON transitions AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY transitions_brought_in ON transitions AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY transitions_of_the_phu ON transitions AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY transitions_read_by_functions ON transitions AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON transitions FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON transitions FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON transitions FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT ON transitions TO shared_care_app;
GRANT SELECT ON transitions TO shared_care_backup;
GRANT SELECT ON transitions TO shared_care_definer;
GRANT INSERT, SELECT ON transitions TO shared_care_feeds;
GRANT SELECT ON transitions TO shared_care_merger;
GRANT UPDATE (stage, key_worker, adult_centre, transfer_on, first_adult_visit_on, changed_by, changed_at, version) ON transitions TO shared_care_app;
GRANT UPDATE (patient_id) ON transitions TO shared_care_merger;

CREATE TABLE treatment_dose_days (
  entry_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  first_on date,
  every_days integer,
  weekdays integer[] NOT NULL DEFAULT '{}'::integer[],
  changed_by uuid,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT treatment_dose_days_every_days_check CHECK (every_days >= 1 AND every_days <= 120),
  CONSTRAINT treatment_dose_days_one_pattern CHECK ((every_days IS NULL OR first_on IS NOT NULL) AND (every_days IS NULL OR weekdays = '{}'::integer[])),
  CONSTRAINT treatment_dose_days_weekdays_check CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
  CONSTRAINT treatment_dose_days_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT treatment_dose_days_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES patient_treatments(id),
  CONSTRAINT treatment_dose_days_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT treatment_dose_days_pkey PRIMARY KEY (entry_id)
);
ALTER TABLE treatment_dose_days OWNER TO owner;
CREATE INDEX treatment_dose_days_patient ON treatment_dose_days USING btree (patient_id);
ALTER TABLE treatment_dose_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE treatment_dose_days FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON treatment_dose_days AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY treatment_dose_days_brought_in ON treatment_dose_days AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY treatment_dose_days_phu ON treatment_dose_days AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY treatment_dose_days_read_by_functions ON treatment_dose_days AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON treatment_dose_days FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON treatment_dose_days FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('changed_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON treatment_dose_days FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
CREATE TRIGGER treatment_dose_days_kept AFTER INSERT OR UPDATE ON treatment_dose_days FOR EACH ROW WHEN (CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.keep_family_change('dose_days', 'entry_id');
GRANT INSERT, SELECT ON treatment_dose_days TO shared_care_app;
GRANT SELECT ON treatment_dose_days TO shared_care_backup;
GRANT SELECT ON treatment_dose_days TO shared_care_definer;
GRANT INSERT, SELECT ON treatment_dose_days TO shared_care_feeds;
GRANT SELECT ON treatment_dose_days TO shared_care_merger;
GRANT UPDATE (first_on, every_days, weekdays, changed_by, changed_at, version) ON treatment_dose_days TO shared_care_app;
GRANT UPDATE (patient_id) ON treatment_dose_days TO shared_care_merger;

CREATE TABLE treatment_givers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  giver text NOT NULL,
  organisation_id uuid,
  person_id uuid,
  hospital_id uuid,
  given_at text NOT NULL,
  agreed_on date,
  from_on date NOT NULL,
  until_on date,
  note text,
  struck_out_by uuid,
  struck_out_at timestamp with time zone,
  struck_out_because text,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  changed_by uuid,
  changed_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT treatment_givers_check CHECK (until_on >= from_on),
  CONSTRAINT treatment_givers_given_at_check CHECK (given_at = ANY (ARRAY['home'::text, 'school'::text, 'clinic'::text, 'hospital'::text, 'elsewhere'::text])),
  CONSTRAINT treatment_givers_giver_check CHECK (giver = ANY (ARRAY['community_team'::text, 'family'::text, 'child'::text, 'hospital'::text, 'school'::text])),
  CONSTRAINT treatment_givers_note_check CHECK (note <> ''::text),
  CONSTRAINT treatment_givers_somebody CHECK ((organisation_id IS NOT NULL) = (giver = ANY (ARRAY['community_team'::text, 'school'::text])) AND (person_id IS NOT NULL) = (giver = 'family'::text) AND (hospital_id IS NOT NULL) = (giver = 'hospital'::text)),
  CONSTRAINT treatment_givers_struck_out_because_check CHECK (struck_out_because <> ''::text),
  CONSTRAINT treatment_givers_struck_out_whole CHECK (struck_out_at IS NULL OR num_nonnulls(struck_out_by, struck_out_because) = 2),
  CONSTRAINT treatment_givers_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT treatment_givers_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES patient_treatments(id),
  CONSTRAINT treatment_givers_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT treatment_givers_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  CONSTRAINT treatment_givers_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT treatment_givers_person_id_fkey FOREIGN KEY (person_id) REFERENCES family_people(id),
  CONSTRAINT treatment_givers_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT treatment_givers_struck_out_by_fkey FOREIGN KEY (struck_out_by) REFERENCES users(id),
  CONSTRAINT treatment_givers_pkey PRIMARY KEY (id)
);
ALTER TABLE treatment_givers OWNER TO owner;
CREATE INDEX treatment_givers_entry ON treatment_givers USING btree (entry_id);
CREATE INDEX treatment_givers_patient ON treatment_givers USING btree (patient_id);
ALTER TABLE treatment_givers ENABLE ROW LEVEL SECURITY;
ALTER TABLE treatment_givers FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON treatment_givers AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY treatment_givers_brought_in ON treatment_givers AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY treatment_givers_phu ON treatment_givers AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE POLICY treatment_givers_read_by_functions ON treatment_givers AS PERMISSIVE FOR SELECT TO shared_care_definer
  USING (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON treatment_givers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by', 'struck_out_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON treatment_givers FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid() OR new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid() OR new.struck_out_by IS NOT NULL AND new.struck_out_by IS DISTINCT FROM old.struck_out_by AND new.struck_out_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('changed_by', 'recorded_by', 'struck_out_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON treatment_givers FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
CREATE TRIGGER treatment_givers_kept AFTER INSERT OR UPDATE ON treatment_givers FOR EACH ROW WHEN (CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.keep_family_change('giver', 'id');
GRANT SELECT ON treatment_givers TO shared_care_backup;
GRANT SELECT ON treatment_givers TO shared_care_definer;
GRANT INSERT, SELECT ON treatment_givers TO shared_care_feeds;
GRANT SELECT ON treatment_givers TO shared_care_merger;
GRANT INSERT (id, patient_id, entry_id, giver, organisation_id, person_id, hospital_id, given_at, agreed_on, from_on, until_on, note, struck_out_by, struck_out_at, struck_out_because, recorded_by, changed_by, changed_at, version) ON treatment_givers TO shared_care_app;
GRANT SELECT (id, patient_id, entry_id, giver, person_id, hospital_id, given_at, agreed_on, from_on, until_on, note, struck_out_by, struck_out_at, struck_out_because, recorded_by, recorded_at, changed_by, changed_at, version) ON treatment_givers TO shared_care_app;
GRANT UPDATE (giver, organisation_id, person_id, hospital_id, given_at, agreed_on, from_on, until_on, note, struck_out_by, struck_out_at, struck_out_because, changed_by, changed_at, version) ON treatment_givers TO shared_care_app;
GRANT UPDATE (patient_id) ON treatment_givers TO shared_care_merger;

CREATE TABLE treatment_versions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  treatment_id uuid NOT NULL,
  version_number integer NOT NULL,
  state text NOT NULL DEFAULT 'draft'::text,
  name text NOT NULL,
  class text NOT NULL,
  emergency_words text NOT NULL,
  tests text NOT NULL,
  care_beside text NOT NULL,
  care_with text[] NOT NULL DEFAULT '{}'::text[],
  red_when_bleeding boolean NOT NULL,
  months_after integer NOT NULL,
  written_by uuid,
  authors uuid[] NOT NULL DEFAULT '{}'::uuid[],
  changed_by uuid,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  approved_by uuid,
  approved_at timestamp with time zone,
  ended_by uuid,
  ended_at timestamp with time zone,
  ended_because text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT treatment_versions_approved_by_another CHECK (approved_by <> ALL (authors)),
  CONSTRAINT treatment_versions_approved_whole CHECK ((num_nonnulls(approved_by, approved_at) = ANY (ARRAY[0, 2])) AND (state = ANY (ARRAY['approved'::text, 'superseded'::text, 'withdrawn'::text])) = (approved_by IS NOT NULL)),
  CONSTRAINT treatment_versions_approved_with_words CHECK ((state <> ALL (ARRAY['approved'::text, 'superseded'::text, 'withdrawn'::text])) OR emergency_words <> ''::text),
  CONSTRAINT treatment_versions_class_check CHECK (class = ANY (ARRAY['factor_viii_shl'::text, 'factor_viii_ehl'::text, 'factor_viii_sustained'::text, 'factor_ix_shl'::text, 'factor_ix_ehl'::text, 'von_willebrand_factor'::text, 'other_factor'::text, 'rfviia'::text, 'apcc'::text, 'factor_viii_mimetic'::text, 'rebalancing'::text, 'desmopressin'::text, 'antifibrinolytic'::text, 'other'::text])),
  CONSTRAINT treatment_versions_ended_whole CHECK ((state = ANY (ARRAY['superseded'::text, 'withdrawn'::text, 'discarded'::text])) = (ended_at IS NOT NULL)),
  CONSTRAINT treatment_versions_months_after_check CHECK (months_after >= 0 AND months_after <= 24),
  CONSTRAINT treatment_versions_name_check CHECK (name <> ''::text),
  CONSTRAINT treatment_versions_state_check CHECK (state = ANY (ARRAY['reference'::text, 'draft'::text, 'approved'::text, 'superseded'::text, 'withdrawn'::text, 'discarded'::text])),
  CONSTRAINT treatment_versions_version_number_check CHECK (version_number > 0),
  CONSTRAINT treatment_versions_withdrawn_with_reason CHECK (state <> 'withdrawn'::text OR ended_because <> ''::text),
  CONSTRAINT treatment_versions_writer_is_author CHECK (written_by IS NULL OR (written_by = ANY (authors)) AND (changed_by = ANY (authors))),
  CONSTRAINT treatment_versions_written CHECK ((state = 'reference'::text) = (written_by IS NULL) AND (written_by IS NULL) = (changed_by IS NULL)),
  CONSTRAINT treatment_versions_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES users(id),
  CONSTRAINT treatment_versions_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id),
  CONSTRAINT treatment_versions_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  CONSTRAINT treatment_versions_treatment_id_fkey FOREIGN KEY (treatment_id) REFERENCES treatments(id),
  CONSTRAINT treatment_versions_written_by_fkey FOREIGN KEY (written_by) REFERENCES users(id),
  CONSTRAINT treatment_versions_pkey PRIMARY KEY (id),
  CONSTRAINT treatment_versions_number UNIQUE (treatment_id, version_number)
);
ALTER TABLE treatment_versions OWNER TO owner;
CREATE UNIQUE INDEX treatment_versions_one_approved ON treatment_versions USING btree (treatment_id) WHERE state = 'approved'::text;
CREATE UNIQUE INDEX treatment_versions_one_draft ON treatment_versions USING btree (treatment_id) WHERE state = 'draft'::text;
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON treatment_versions FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.approved_by IS NOT NULL AND new.approved_by IS DISTINCT FROM sec.uid() OR new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM sec.uid() OR new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('approved_by', 'changed_by', 'ended_by', 'written_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON treatment_versions FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.approved_by IS NOT NULL AND new.approved_by IS DISTINCT FROM old.approved_by AND new.approved_by IS DISTINCT FROM sec.uid() OR new.changed_by IS NOT NULL AND new.changed_by IS DISTINCT FROM old.changed_by AND new.changed_by IS DISTINCT FROM sec.uid() OR new.ended_by IS NOT NULL AND new.ended_by IS DISTINCT FROM old.ended_by AND new.ended_by IS DISTINCT FROM sec.uid() OR new.written_by IS NOT NULL AND new.written_by IS DISTINCT FROM old.written_by AND new.written_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('approved_by', 'changed_by', 'ended_by', 'written_by');
CREATE TRIGGER treatment_versions_guarded BEFORE INSERT OR DELETE OR UPDATE ON treatment_versions FOR EACH ROW EXECUTE FUNCTION sec.guard_treatment_version();
GRANT INSERT, SELECT, UPDATE ON treatment_versions TO shared_care_app;
GRANT SELECT ON treatment_versions TO shared_care_backup;
GRANT SELECT ON treatment_versions TO shared_care_definer;

CREATE TABLE treatments (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  code text,
  created_by uuid,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT treatments_code_check CHECK (code ~ '^[a-z0-9_]{2,40}$'::text),
  CONSTRAINT treatments_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  CONSTRAINT treatments_pkey PRIMARY KEY (id),
  CONSTRAINT treatments_code_key UNIQUE (code)
);
ALTER TABLE treatments OWNER TO owner;
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON treatments FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.created_by IS NOT NULL AND new.created_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('created_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON treatments FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.created_by IS NOT NULL AND new.created_by IS DISTINCT FROM old.created_by AND new.created_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('created_by');
GRANT INSERT, SELECT ON treatments TO shared_care_app;
GRANT SELECT ON treatments TO shared_care_backup;
GRANT SELECT ON treatments TO shared_care_definer;
GRANT SELECT ON treatments TO shared_care_feeds;

CREATE TABLE trusts (
  ods_code text NOT NULL,
  name text NOT NULL,
  published_name text NOT NULL,
  address text NOT NULL DEFAULT ''::text,
  town text,
  postcode text,
  phone text,
  opened_on date,
  closed_on date,
  successor_codes text[] NOT NULL DEFAULT '{}'::text[],
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  fact_dates jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT trusts_ods_code_check CHECK (ods_code ~ '^[A-Z0-9]{2,10}$'::text),
  CONSTRAINT trusts_pkey PRIMARY KEY (ods_code)
);
ALTER TABLE trusts OWNER TO owner;
CREATE TRIGGER trusts_closure AFTER UPDATE OF closed_on, successor_codes ON trusts FOR EACH ROW WHEN (old.closed_on IS DISTINCT FROM new.closed_on OR old.successor_codes IS DISTINCT FROM new.successor_codes) EXECUTE FUNCTION sec.closure_is_reviewed();
GRANT SELECT ON trusts TO shared_care_app;
GRANT SELECT ON trusts TO shared_care_backup;
GRANT SELECT ON trusts TO shared_care_definer;
GRANT INSERT, SELECT, UPDATE ON trusts TO shared_care_feeds;

CREATE TABLE unit (
  one boolean NOT NULL DEFAULT true,
  hospital_id uuid,
  name text,
  sender_name text,
  sender_address text,
  version integer NOT NULL DEFAULT 1,
  changed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  postal_lines text,
  postcode text,
  CONSTRAINT unit_address_whole CHECK ((postal_lines IS NULL) = (postcode IS NULL)),
  CONSTRAINT unit_name_check CHECK (name <> ''::text),
  CONSTRAINT unit_one_check CHECK (one),
  CONSTRAINT unit_postal_lines_check CHECK (postal_lines <> ''::text),
  CONSTRAINT unit_postcode_check CHECK (postcode <> ''::text),
  CONSTRAINT unit_sender_address_check CHECK (sender_address <> ''::text),
  CONSTRAINT unit_sender_name_check CHECK (sender_name <> ''::text),
  CONSTRAINT unit_sender_whole CHECK ((sender_name IS NULL) = (sender_address IS NULL)),
  CONSTRAINT unit_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT unit_pkey PRIMARY KEY (one)
);
ALTER TABLE unit OWNER TO owner;
GRANT SELECT ON unit TO shared_care_app;
GRANT SELECT ON unit TO shared_care_backup;
GRANT SELECT, UPDATE ON unit TO shared_care_definer;
GRANT SELECT ON unit TO shared_care_feeds;
GRANT SELECT ON unit TO shared_care_worker;

CREATE TABLE unit_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  what text NOT NULL,
  was jsonb,
  becomes jsonb NOT NULL,
  reason text,
  state text NOT NULL,
  proposed_by uuid,
  proposed_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  decided_by uuid,
  decided_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT unit_changes_by_two CHECK (state <> 'done'::text OR was IS NULL OR decided_by IS NOT NULL AND decided_by <> proposed_by),
  CONSTRAINT unit_changes_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (state = 'waiting'::text OR decided_by IS NOT NULL OR was IS NULL) AND (state <> 'waiting'::text OR decided_by IS NULL)),
  CONSTRAINT unit_changes_of_somebody CHECK (proposed_by IS NOT NULL OR was IS NULL AND state = 'done'::text),
  CONSTRAINT unit_changes_reason_check CHECK (reason <> ''::text),
  CONSTRAINT unit_changes_reasoned CHECK (was IS NULL OR reason IS NOT NULL),
  CONSTRAINT unit_changes_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text])),
  CONSTRAINT unit_changes_what_check CHECK (what = ANY (ARRAY['hospital'::text, 'name'::text, 'sender'::text, 'address'::text])),
  CONSTRAINT unit_changes_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id),
  CONSTRAINT unit_changes_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES users(id),
  CONSTRAINT unit_changes_pkey PRIMARY KEY (id)
);
ALTER TABLE unit_changes OWNER TO owner;
CREATE UNIQUE INDEX unit_changes_one_waiting ON unit_changes USING btree (what) WHERE state = 'waiting'::text;
ALTER TABLE unit_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE unit_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY unit_changes_admin ON unit_changes AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (sec.user_role() = 'admin'::text);
CREATE POLICY unit_changes_of_functions ON unit_changes AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON unit_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM sec.uid() OR new.proposed_by IS NOT NULL AND new.proposed_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'proposed_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON unit_changes FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND (new.decided_by IS NOT NULL AND new.decided_by IS DISTINCT FROM old.decided_by AND new.decided_by IS DISTINCT FROM sec.uid() OR new.proposed_by IS NOT NULL AND new.proposed_by IS DISTINCT FROM old.proposed_by AND new.proposed_by IS DISTINCT FROM sec.uid())) EXECUTE FUNCTION sec.refuse_another_author('decided_by', 'proposed_by');
GRANT SELECT ON unit_changes TO shared_care_app;
GRANT SELECT ON unit_changes TO shared_care_backup;
GRANT INSERT, SELECT ON unit_changes TO shared_care_definer;
GRANT UPDATE (state, decided_by, decided_at, version) ON unit_changes TO shared_care_definer;

CREATE TABLE user_identities (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  attached_by uuid NOT NULL DEFAULT sec.uid(),
  attached_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  CONSTRAINT user_identities_not_own CHECK (attached_by <> user_id),
  CONSTRAINT user_identities_attached_by_fkey FOREIGN KEY (attached_by) REFERENCES users(id),
  CONSTRAINT user_identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT user_identities_pkey PRIMARY KEY (id),
  CONSTRAINT user_identities_one_person UNIQUE (issuer, subject)
);
ALTER TABLE user_identities OWNER TO owner;
CREATE INDEX user_identities_user ON user_identities USING btree (user_id);
ALTER TABLE user_identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_identities FORCE ROW LEVEL SECURITY;
CREATE POLICY user_identities_by_functions ON user_identities AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY user_identities_seen ON user_identities AS PERMISSIVE FOR SELECT TO shared_care_app
  USING (user_id = sec.uid() OR sec.user_role() = 'admin'::text);
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON user_identities FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.attached_by IS NOT NULL AND new.attached_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('attached_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON user_identities FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.attached_by IS NOT NULL AND new.attached_by IS DISTINCT FROM old.attached_by AND new.attached_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('attached_by');
GRANT SELECT ON user_identities TO shared_care_app;
GRANT SELECT ON user_identities TO shared_care_backup;
GRANT DELETE, SELECT ON user_identities TO shared_care_definer;
GRANT INSERT (user_id, issuer, subject, attached_by) ON user_identities TO shared_care_definer;

CREATE TABLE user_passkeys (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  credential_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL DEFAULT 0,
  transports text[] NOT NULL DEFAULT '{}'::text[],
  label text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  last_used_at timestamp with time zone,
  CONSTRAINT user_passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT user_passkeys_pkey PRIMARY KEY (id),
  CONSTRAINT user_passkeys_credential_id_key UNIQUE (credential_id)
);
ALTER TABLE user_passkeys OWNER TO owner;
CREATE INDEX user_passkeys_user ON user_passkeys USING btree (user_id);
ALTER TABLE user_passkeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_passkeys FORCE ROW LEVEL SECURITY;
CREATE POLICY user_passkeys_by_functions ON user_passkeys AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY user_passkeys_own ON user_passkeys AS PERMISSIVE FOR ALL TO shared_care_app
  USING (user_id = sec.uid())
  WITH CHECK (user_id = sec.uid());
GRANT DELETE, INSERT, SELECT ON user_passkeys TO shared_care_app;
GRANT SELECT ON user_passkeys TO shared_care_backup;
GRANT DELETE, SELECT ON user_passkeys TO shared_care_definer;
GRANT UPDATE (counter, last_used_at) ON user_passkeys TO shared_care_definer;

CREATE TABLE user_recovery_codes (
  user_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  used_at timestamp with time zone,
  CONSTRAINT user_recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT user_recovery_codes_pkey PRIMARY KEY (user_id, code_hash)
);
ALTER TABLE user_recovery_codes OWNER TO owner;
ALTER TABLE user_recovery_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_recovery_codes FORCE ROW LEVEL SECURITY;
CREATE POLICY user_recovery_codes_by_functions ON user_recovery_codes AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY user_recovery_codes_own ON user_recovery_codes AS PERMISSIVE FOR ALL TO shared_care_app
  USING (user_id = sec.uid())
  WITH CHECK (user_id = sec.uid());
GRANT DELETE, INSERT, SELECT, UPDATE ON user_recovery_codes TO shared_care_app;
GRANT SELECT ON user_recovery_codes TO shared_care_backup;
GRANT DELETE, SELECT ON user_recovery_codes TO shared_care_definer;

CREATE TABLE user_totp (
  user_id uuid NOT NULL,
  secret text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  confirmed_at timestamp with time zone,
  last_used_step bigint,
  CONSTRAINT user_totp_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT user_totp_pkey PRIMARY KEY (user_id)
);
ALTER TABLE user_totp OWNER TO owner;
ALTER TABLE user_totp ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_totp FORCE ROW LEVEL SECURITY;
CREATE POLICY user_totp_by_functions ON user_totp AS PERMISSIVE FOR ALL TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY user_totp_own ON user_totp AS PERMISSIVE FOR ALL TO shared_care_app
  USING (user_id = sec.uid())
  WITH CHECK (user_id = sec.uid());
GRANT DELETE, INSERT ON user_totp TO shared_care_app;
GRANT SELECT ON user_totp TO shared_care_backup;
GRANT DELETE, SELECT ON user_totp TO shared_care_definer;
GRANT SELECT (user_id, created_at, confirmed_at, last_used_step) ON user_totp TO shared_care_app;
GRANT UPDATE (secret, confirmed_at, last_used_step) ON user_totp TO shared_care_app;

CREATE TABLE users (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  email text NOT NULL,
  display_name text NOT NULL,
  role text NOT NULL,
  password_hash text,
  hospital_id uuid,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT sec.now(),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT users_consultant_has_hospital CHECK (role <> 'link_consultant'::text OR hospital_id IS NOT NULL),
  CONSTRAINT users_email_check CHECK (email = lower(email)),
  CONSTRAINT users_role_check CHECK (role = ANY (ARRAY['haemostasis_nurse'::text, 'phu_doctor'::text, 'link_consultant'::text, 'admin'::text])),
  CONSTRAINT users_hospital FOREIGN KEY (hospital_id) REFERENCES hospitals(id),
  CONSTRAINT users_pkey PRIMARY KEY (id)
);
ALTER TABLE users OWNER TO owner;
CREATE UNIQUE INDEX users_email ON users USING btree (email);
CREATE TRIGGER users_enabled_by_two BEFORE UPDATE OF disabled_at ON users FOR EACH ROW EXECUTE FUNCTION sec.guard_enabling();
CREATE CONSTRAINT TRIGGER users_one_admin_remains AFTER DELETE OR UPDATE OF role, disabled_at ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.one_admin_remains();
GRANT SELECT ON users TO shared_care_backup;
GRANT SELECT ON users TO shared_care_definer;
GRANT SELECT (id, email, display_name, role, hospital_id, disabled_at, created_at, version) ON users TO shared_care_app;
GRANT UPDATE (disabled_at, version) ON users TO shared_care_app;
GRANT SELECT (id, email, display_name, role, hospital_id, disabled_at, created_at, version) ON users TO shared_care_audit;
GRANT INSERT (id, email, display_name, role, password_hash, hospital_id) ON users TO shared_care_definer;
GRANT UPDATE (email, role, password_hash, hospital_id, disabled_at, version) ON users TO shared_care_definer;
GRANT SELECT (id, email, display_name, role, hospital_id, disabled_at, created_at, version) ON users TO shared_care_feeds;
GRANT SELECT (id, email, display_name, role, disabled_at) ON users TO shared_care_worker;

CREATE TABLE vaccination_advice (
  patient_id uuid NOT NULL,
  age_id uuid NOT NULL,
  state text NOT NULL,
  on_date date NOT NULL,
  note text,
  recorded_by uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT vaccination_advice_exception_named CHECK (state <> 'exception'::text OR note <> ''::text),
  CONSTRAINT vaccination_advice_state_check CHECK (state = ANY (ARRAY['sent'::text, 'acknowledged'::text, 'exception'::text])),
  CONSTRAINT vaccination_advice_age_id_fkey FOREIGN KEY (age_id) REFERENCES vaccination_ages(id),
  CONSTRAINT vaccination_advice_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients(id),
  CONSTRAINT vaccination_advice_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES users(id),
  CONSTRAINT vaccination_advice_pkey PRIMARY KEY (patient_id, age_id)
);
ALTER TABLE vaccination_advice OWNER TO owner;
ALTER TABLE vaccination_advice ENABLE ROW LEVEL SECURITY;
ALTER TABLE vaccination_advice FORCE ROW LEVEL SECURITY;
CREATE POLICY reached_by_merge ON vaccination_advice AS PERMISSIVE FOR ALL TO shared_care_merger
  USING (true)
  WITH CHECK (true);
CREATE POLICY vaccination_advice_brought_in ON vaccination_advice AS PERMISSIVE FOR ALL TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY vaccination_advice_phu ON vaccination_advice AS PERMISSIVE FOR ALL TO shared_care_app
  USING (( SELECT sec.sees_all_patients() AS sees_all_patients))
  WITH CHECK (( SELECT sec.sees_all_patients() AS sees_all_patients));
CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON vaccination_advice FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON vaccination_advice FOR EACH ROW WHEN ((CURRENT_USER = ANY (ARRAY['shared_care_app'::name, 'shared_care_worker'::name])) AND new.recorded_by IS NOT NULL AND new.recorded_by IS DISTINCT FROM old.recorded_by AND new.recorded_by IS DISTINCT FROM sec.uid()) EXECUTE FUNCTION sec.refuse_another_author('recorded_by');
CREATE TRIGGER not_into_merged_patient_id BEFORE INSERT OR UPDATE OF patient_id ON vaccination_advice FOR EACH ROW WHEN (new.patient_id IS NOT NULL AND CURRENT_USER <> 'shared_care_merger'::name) EXECUTE FUNCTION sec.refuse_merged_patient('patient_id');
GRANT INSERT, SELECT, UPDATE ON vaccination_advice TO shared_care_app;
GRANT SELECT ON vaccination_advice TO shared_care_backup;
GRANT INSERT, SELECT ON vaccination_advice TO shared_care_feeds;
GRANT SELECT ON vaccination_advice TO shared_care_merger;
GRANT UPDATE (patient_id) ON vaccination_advice TO shared_care_merger;

CREATE TABLE vaccination_ages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  label text NOT NULL,
  months integer NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT vaccination_ages_months_check CHECK (months >= 0 AND months <= 216),
  CONSTRAINT vaccination_ages_pkey PRIMARY KEY (id),
  CONSTRAINT vaccination_ages_label_key UNIQUE (label)
);
ALTER TABLE vaccination_ages OWNER TO owner;
GRANT SELECT ON vaccination_ages TO shared_care_app;
GRANT SELECT ON vaccination_ages TO shared_care_backup;
GRANT INSERT, SELECT, UPDATE ON vaccination_ages TO shared_care_definer;
GRANT SELECT ON vaccination_ages TO shared_care_feeds;

CREATE TABLE worker_cycles (
  name text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT worker_cycles_pkey PRIMARY KEY (name)
);
ALTER TABLE worker_cycles OWNER TO owner;
GRANT SELECT ON worker_cycles TO shared_care_backup;
GRANT SELECT ON worker_cycles TO shared_care_definer;
GRANT INSERT, SELECT, UPDATE ON worker_cycles TO shared_care_worker;

CREATE TABLE write_probe (
  only_row boolean NOT NULL DEFAULT true,
  at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT write_probe_only_row_check CHECK (only_row),
  CONSTRAINT write_probe_pkey PRIMARY KEY (only_row)
);
ALTER TABLE write_probe OWNER TO owner;
GRANT SELECT, UPDATE ON write_probe TO shared_care_app;
GRANT SELECT ON write_probe TO shared_care_backup;
GRANT SELECT, UPDATE ON write_probe TO shared_care_worker;

-- Sequences

CREATE SEQUENCE alert_events_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE alert_events_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE alert_events_id_seq TO shared_care_backup;

CREATE SEQUENCE attendances_number_seq AS bigint START 1001 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE attendances_number_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE attendances_number_seq TO shared_care_backup;

CREATE SEQUENCE audit_entries_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE audit_entries_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE audit_entries_id_seq TO shared_care_backup;

CREATE SEQUENCE break_glass_grants_number_seq AS bigint START 1001 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE break_glass_grants_number_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE break_glass_grants_number_seq TO shared_care_backup;

CREATE SEQUENCE break_glass_misses_number_seq AS bigint START 1001 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE break_glass_misses_number_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE break_glass_misses_number_seq TO shared_care_backup;

CREATE SEQUENCE family_changes_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE family_changes_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE family_changes_id_seq TO shared_care_backup;

CREATE SEQUENCE home_therapy_events_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE home_therapy_events_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE home_therapy_events_id_seq TO shared_care_backup;

CREATE SEQUENCE inhibitor_results_number_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE inhibitor_results_number_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE inhibitor_results_number_seq TO shared_care_backup;

CREATE SEQUENCE migrations_id_seq AS integer START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1;
ALTER SEQUENCE migrations_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE migrations_id_seq TO shared_care_backup;

CREATE SEQUENCE open_access_events_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE open_access_events_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE open_access_events_id_seq TO shared_care_backup;

CREATE SEQUENCE patient_changes_number_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE patient_changes_number_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE patient_changes_number_seq TO shared_care_backup;

CREATE SEQUENCE patient_weights_number_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE patient_weights_number_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE patient_weights_number_seq TO shared_care_backup;

CREATE SEQUENCE recovery_asks_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE recovery_asks_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE recovery_asks_id_seq TO shared_care_backup;

CREATE SEQUENCE request_events_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE request_events_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE request_events_id_seq TO shared_care_backup;

CREATE SEQUENCE requests_number_seq AS bigint START 1001 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE requests_number_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE requests_number_seq TO shared_care_backup;

CREATE SEQUENCE sign_in_attempts_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE sign_in_attempts_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE sign_in_attempts_id_seq TO shared_care_backup;

CREATE SEQUENCE transition_answers_id_seq AS bigint START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1;
ALTER SEQUENCE transition_answers_id_seq OWNER TO owner;
GRANT SELECT ON SEQUENCE transition_answers_id_seq TO shared_care_backup;

-- Views

CREATE VIEW alert_limits AS
 SELECT red_minutes,
    amber_minutes,
    repeat_minutes,
    silent_minutes,
    level2_percent,
    level3_percent,
    amber_after_night,
    blue_time
   FROM sec.alert_limits_at(sec.now()) alert_limits_at(red_minutes, amber_minutes, repeat_minutes, silent_minutes, level2_percent, level3_percent, amber_after_night, blue_time);
ALTER VIEW alert_limits OWNER TO owner;
GRANT SELECT ON alert_limits TO shared_care_app;
GRANT SELECT ON alert_limits TO shared_care_backup;
GRANT SELECT ON alert_limits TO shared_care_feeds;
GRANT SELECT ON alert_limits TO shared_care_worker;

CREATE VIEW treatments_in_force AS
 SELECT DISTINCT ON (treatment_id) treatment_id,
    id AS version_id,
    state,
    name,
    class,
    care_with,
    red_when_bleeding OR (state = ANY (ARRAY['draft'::text, 'discarded'::text])) AS red_when_bleeding,
        CASE
            WHEN state = ANY (ARRAY['draft'::text, 'discarded'::text]) THEN GREATEST(months_after, 6)
            ELSE months_after
        END AS months_after,
        CASE
            WHEN state = 'approved'::text THEN emergency_words
            ELSE NULL::text
        END AS emergency_words,
        CASE
            WHEN state = 'approved'::text THEN tests
            ELSE NULL::text
        END AS tests,
        CASE
            WHEN state = 'approved'::text THEN care_beside
            ELSE NULL::text
        END AS care_beside
   FROM treatment_versions v
  WHERE state <> 'superseded'::text
  ORDER BY treatment_id, (array_position(ARRAY['approved'::text, 'withdrawn'::text, 'reference'::text, 'draft'::text, 'discarded'::text], state)), version_number DESC;
ALTER VIEW treatments_in_force OWNER TO owner;
GRANT SELECT ON treatments_in_force TO shared_care_app;
GRANT SELECT ON treatments_in_force TO shared_care_backup;
GRANT SELECT ON treatments_in_force TO shared_care_definer;
GRANT SELECT ON treatments_in_force TO shared_care_feeds;

-- Types

-- Functions

CREATE OR REPLACE FUNCTION public.contact_details_new_email()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.email_bounced_at := NULL;
  RETURN NEW;
END
$function$;
ALTER FUNCTION contact_details_new_email() OWNER TO owner;

CREATE OR REPLACE FUNCTION public.fold_name(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
SELECT trim(regexp_replace(
  lower(public.unaccent('public.unaccent'::regdictionary, normalize(name, NFKC))),
  '[[:space:][:punct:]]+', ' ', 'g'))
$function$;
ALTER FUNCTION fold_name(text) OWNER TO owner;
GRANT EXECUTE ON FUNCTION fold_name(text) TO shared_care_app;
GRANT EXECUTE ON FUNCTION fold_name(text) TO shared_care_audit;
GRANT EXECUTE ON FUNCTION fold_name(text) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION fold_name(text) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION fold_name(text) TO shared_care_merger;
GRANT EXECUTE ON FUNCTION fold_name(text) TO shared_care_worker;

CREATE OR REPLACE FUNCTION public.nhs_number_is_valid(digits text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
SELECT digits ~ '^[0-9]{10}$'
   AND digits !~ '^(.)\1{9}$'
   AND (11 - (SELECT sum((11 - place) * substr(digits, place, 1)::int) FROM generate_series(1, 9) AS place) % 11) % 11
       = CASE WHEN digits ~ '^[0-9]{10}$' THEN substr(digits, 10, 1)::int END
$function$;
ALTER FUNCTION nhs_number_is_valid(text) OWNER TO owner;
GRANT EXECUTE ON FUNCTION nhs_number_is_valid(text) TO shared_care_app;
GRANT EXECUTE ON FUNCTION nhs_number_is_valid(text) TO shared_care_audit;
GRANT EXECUTE ON FUNCTION nhs_number_is_valid(text) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION nhs_number_is_valid(text) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION nhs_number_is_valid(text) TO shared_care_merger;
GRANT EXECUTE ON FUNCTION nhs_number_is_valid(text) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.accept_invitation(hash bytea, name text, password text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  invited invitations;
  new_id uuid := gen_random_uuid();
BEGIN
  SELECT * INTO invited FROM invitations i
  WHERE i.token_hash = hash AND sec.invitation_lives(i)
  FOR UPDATE;
  IF invited.id IS NULL THEN RETURN NULL; END IF;
  INSERT INTO users (id, email, display_name, role, hospital_id, password_hash)
  VALUES (new_id, invited.email, name, invited.role, invited.hospital_id, password);
  UPDATE invitations SET accepted_at = sec.now(), accepted_as = new_id WHERE id = invited.id;
  PERFORM sec.tell_doctors_of_access(a.id, new_id) FROM access_requests a WHERE a.invitation_id = invited.id;
  RETURN new_id;
END
$function$;
ALTER FUNCTION sec.accept_invitation(bytea,text,text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.accept_invitation(bytea,text,text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.accepted_closure_forces_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM sec.force_open_access_review(a.patient_id, 'hospital', NEW.hospital_id)
  FROM (SELECT DISTINCT patient_id FROM open_access_arrangements WHERE hospital_id = NEW.hospital_id
          AND state IN ('active', 'due_review', 'suspended')) AS a;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.accepted_closure_forces_review() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.access_of_message(message uuid)
 RETURNS TABLE(kind text, name text, role text, asked_by text, confirmed_by text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT a.kind, u.display_name, u.role, one.display_name, two.display_name
FROM account_messages m JOIN access_requests a ON a.id = m.access_request_id
JOIN users one ON one.id = a.requested_by JOIN users two ON two.id = a.decided_by
LEFT JOIN invitations i ON i.id = a.invitation_id JOIN users u ON u.id = coalesce(a.user_id, i.accepted_as)
WHERE m.id = message
$function$;
ALTER FUNCTION sec.access_of_message(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.access_of_message(uuid) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.account_to_sign_in(typed_email text)
 RETURNS TABLE(id uuid, display_name text, email text, role text, hospital_id uuid, password_hash text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT u.id, u.display_name, u.email, u.role, u.hospital_id, u.password_hash
FROM users u WHERE u.email = typed_email AND u.disabled_at IS NULL AND sec.uid() IS NULL
$function$;
ALTER FUNCTION sec.account_to_sign_in(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.account_to_sign_in(text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.acting_consultant(named uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
SELECT coalesce(
  (SELECT v.covering_id FROM consultant_covers v JOIN link_consultants c ON c.id = v.covering_id
   WHERE v.absent_id = a.id AND sec.now() >= v.covers_from AND sec.now() < v.covers_to
     AND sec.in_post(c.from_on, c.to_on, sec.now())),
  a.id)
FROM link_consultants a WHERE a.id = named AND sec.in_post(a.from_on, a.to_on, sec.now())
$function$;
ALTER FUNCTION sec.acting_consultant(uuid) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.acting_consultant(uuid) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.acting_consultant(uuid) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.acting_consultant(uuid) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.alert_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;
ALTER FUNCTION sec.alert_follows() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.alert_has_delivery()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM alert_deliveries WHERE alert_id = NEW.id) THEN
    RAISE EXCEPTION 'alert % would reach no one', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.alert_has_delivery() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.alert_in_mail(mailed uuid)
 RETURNS TABLE(reference text, hospital text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT coalesce(a.reference, g.reference, m.reference),
       CASE WHEN a.id IS NOT NULL AND a.hospital_id IS NULL THEN 'a hospital that is not listed' ELSE h.name END
FROM alerts al LEFT JOIN attendances a ON a.id = al.attendance_id
LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id
LEFT JOIN break_glass_misses m ON m.id = al.break_glass_miss_id
LEFT JOIN users asker ON asker.id = coalesce(g.user_id, m.user_id)
LEFT JOIN hospitals h ON h.id = coalesce(a.hospital_id, asker.hospital_id)
WHERE al.id = mailed
$function$;
ALTER FUNCTION sec.alert_in_mail(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.alert_in_mail(uuid) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.alert_is_judged_now()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  NEW.judged_at := sec.now();
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.alert_is_judged_now() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.alert_limits_at(at timestamp with time zone)
 RETURNS TABLE(red_minutes double precision, amber_minutes double precision, repeat_minutes double precision, silent_minutes double precision, level2_percent double precision, level3_percent double precision, amber_after_night text, blue_time text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT (v ->> 'redMinutes')::float8, (v ->> 'amberMinutes')::float8, (v ->> 'repeatMinutes')::float8, (v ->> 'silentMinutes')::float8,
       (v ->> 'level2Percent')::float8, (v ->> 'level3Percent')::float8, v ->> 'amberAfterNight', v ->> 'blueTime'
FROM sec.setting_at('alert_limits', at) AS v
$function$;
ALTER FUNCTION sec.alert_limits_at(timestamp with time zone) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.alert_limits_at(timestamp with time zone) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.alert_limits_at(timestamp with time zone) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.alert_limits_at(timestamp with time zone) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.alerts_digest()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT concat_ws('-', count(*), sum(version), max(opened_at), max(closed_at),
                 count(*) FILTER (WHERE state = 'awaiting' AND wake_at <= sec.now())) FROM (
  SELECT state, version, opened_at, closed_at, wake_at FROM alerts
  WHERE state IN ('open', 'acknowledged', 'awaiting') AND kind <> 'heartbeat'
  UNION ALL
  SELECT state, version, opened_at, closed_at, wake_at FROM alerts WHERE closed_at > sec.now() - interval '2 days') AS shown
$function$;
ALTER FUNCTION sec.alerts_digest() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.alerts_digest() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.apply_setting(setting uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE s settings;
BEGIN
  SELECT * INTO s FROM settings WHERE id = setting;
  IF s.key = 'vaccination_ages' THEN
    UPDATE vaccination_ages v SET active = false, version = version + 1
    WHERE v.active AND NOT EXISTS (SELECT FROM jsonb_array_elements(s.value -> 'ages') a WHERE a ->> 'label' = v.label);
    INSERT INTO vaccination_ages AS v (label, months)
    SELECT a ->> 'label', (a ->> 'months')::int FROM jsonb_array_elements(s.value -> 'ages') a
    ON CONFLICT (label) DO UPDATE SET months = excluded.months, active = true, version = v.version + 1
    WHERE v.months <> excluded.months OR NOT v.active;
  ELSIF s.key = 'bank_holidays' THEN
    DELETE FROM bank_holidays b
    WHERE b.holiday_on <= (SELECT max((d ->> 'date')::date) FROM jsonb_array_elements(s.value -> 'days') d)
      AND NOT EXISTS (SELECT FROM jsonb_array_elements(s.value -> 'days') d WHERE (d ->> 'date')::date = b.holiday_on);
    INSERT INTO bank_holidays (holiday_on, title)
    SELECT (d ->> 'date')::date, d ->> 'title' FROM jsonb_array_elements(s.value -> 'days') d
    ON CONFLICT (holiday_on) DO UPDATE SET title = excluded.title;
  END IF;
END
$function$;
ALTER FUNCTION sec.apply_setting(uuid) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.apply_unit_fact(fact text, becomes jsonb, why text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  former uuid := (SELECT hospital_id FROM unit);
  own uuid;
  role_was text;
BEGIN
  UPDATE unit SET
    hospital_id = CASE fact WHEN 'hospital' THEN (becomes ->> 'hospitalId')::uuid ELSE hospital_id END,
    name = CASE fact WHEN 'name' THEN becomes ->> 'name' ELSE name END,
    sender_name = CASE fact WHEN 'sender' THEN becomes ->> 'name' ELSE sender_name END,
    sender_address = CASE fact WHEN 'sender' THEN becomes ->> 'address' ELSE sender_address END,
    postal_lines = CASE fact WHEN 'address' THEN becomes ->> 'lines' ELSE postal_lines END,
    postcode = CASE fact WHEN 'address' THEN becomes ->> 'postcode' ELSE postcode END,
    version = version + 1, changed_at = sec.now();
  IF fact <> 'hospital' THEN RETURN; END IF;
  own := (becomes ->> 'hospitalId')::uuid;
  IF former IS NOT DISTINCT FROM own THEN RETURN; END IF;
  -- The former one stays in the network: children may be linked to it.
  IF former IS NOT NULL THEN
    UPDATE hospitals SET network_role = 'shared_care', version = version + 1, changed_at = sec.now() WHERE id = former;
    INSERT INTO hospital_network_changes (hospital_id, was, becomes, reason) VALUES (former, 'hub', 'shared_care', why);
  END IF;
  SELECT network_role INTO role_was FROM hospitals WHERE id = own FOR UPDATE;
  UPDATE hospitals SET network_role = 'hub', version = version + 1, changed_at = sec.now() WHERE id = own;
  INSERT INTO hospital_network_changes (hospital_id, was, becomes, reason) VALUES (own, role_was, 'hub', why);
END
$function$;
ALTER FUNCTION sec.apply_unit_fact(text,jsonb,text) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.arrangement_names_contacts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  NEW.phone_bands := sec.bands_named(NEW.hospital_id, NEW.phone_bands);
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.arrangement_names_contacts() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.arrangement_words(hospitals uuid[])
 RETURNS TABLE(id uuid, patient_id uuid, hospital_id uuid, agreed_at timestamp with time zone, words text)
 LANGUAGE sql
 STABLE
AS $function$
WITH bands AS (
  SELECT o.id, string_agg(concat_ws('|', (b.band - ARRAY['contactId', 'phone'])::text,
    CASE WHEN c.id IS NULL THEN b.band ->> 'phone'
         WHEN c.ended_at IS NULL THEN c.phone || coalesce(' ext ' || nullif(c.extension, ''), '') END), '|') AS words
  FROM open_access_arrangements o CROSS JOIN jsonb_array_elements(o.phone_bands) AS b (band)
  LEFT JOIN hospital_contacts c ON c.id = (b.band ->> 'contactId')::uuid
  WHERE o.hospital_id = ANY (hospitals) AND o.state IN ('awaiting_local_agreement', 'active', 'due_review')
  GROUP BY o.id)
SELECT o.id, o.patient_id, o.hospital_id, o.agreed_at, translate(concat_ws('|', o.reasons, o.other_reasons, o.where_to_go,
  o.where_out_of_hours, o.phone_first, o.exclusions, o.other_exclusions, o.issued_by, o.agreed_by, o.ward_holds_said_by,
  o.family_holds_said_by, bands.words), ' -', '')
FROM open_access_arrangements o LEFT JOIN bands ON bands.id = o.id
WHERE o.hospital_id = ANY (hospitals) AND o.state IN ('awaiting_local_agreement', 'active', 'due_review')
$function$;
ALTER FUNCTION sec.arrangement_words(uuid[]) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.arrangement_words(uuid[]) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.arrangement_words(uuid[]) TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.attendance_and_alert_name_each_other()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
END
$function$;
ALTER FUNCTION sec.attendance_and_alert_name_each_other() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.attendances_to_watch()
 RETURNS TABLE(alert_id uuid, tier text, triggers text[], unmatched boolean, reason text, bleed_site text, arrived_at timestamp with time zone, logged_at timestamp with time zone, first_treatment_known boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT al.id, al.tier, al.triggers, a.state = 'unmatched', a.reason, a.bleed_site, a.arrived_at, a.logged_at,
       a.first_treatment_at IS NOT NULL OR a.first_treatment_absent_because IS NOT NULL
FROM alerts al JOIN attendances a ON a.id = al.attendance_id
WHERE al.state IN ('open', 'acknowledged', 'awaiting') AND a.left_at IS NULL
  AND a.state IN ('unmatched', 'arrived', 'in_department', 'admitted', 'transferred')
$function$;
ALTER FUNCTION sec.attendances_to_watch() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.attendances_to_watch() TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.audit_by_hour(since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(actor_id uuid, hour timestamp with time zone, last_at timestamp with time zone, children integer, refusals integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT e.actor_id, date_trunc('hour', e.at), max(e.at),
       (count(DISTINCT e.patient_id) FILTER (WHERE e.action = 'read'))::int,
       (count(*) FILTER (WHERE e.action = 'refuse'))::int
FROM audit_entries e
WHERE sec.sees_all_patients() AND e.at >= since AND (until IS NULL OR e.at < until) AND e.actor_id IS NOT NULL GROUP BY 1, 2
$function$;
ALTER FUNCTION sec.audit_by_hour(timestamp with time zone,timestamp with time zone) OWNER TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.audit_by_hour(timestamp with time zone,timestamp with time zone) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.audit_head()
 RETURNS TABLE(seq bigint, hash text, sealed_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT c.seq, encode(c.hash, 'hex'), c.sealed_at FROM audit_chain c ORDER BY c.seq DESC LIMIT 1
$function$;
ALTER FUNCTION sec.audit_head() OWNER TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.audit_head() TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.audit_head() TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.audit_of_patient(patient uuid, since timestamp with time zone, until timestamp with time zone, before bigint, refreshes boolean, most integer)
 RETURNS SETOF audit_entries
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT e.* FROM audit_entries e
WHERE sec.sees_all_patients() AND (refreshes OR e.action <> 'refresh')
  AND (e.patient_id = patient OR e.action = 'search' AND e.patient_ids @> ARRAY[patient])
  AND (since IS NULL OR e.at >= since) AND (until IS NULL OR e.at < until) AND (before IS NULL OR e.id < before)
ORDER BY e.id DESC LIMIT most
$function$;
ALTER FUNCTION sec.audit_of_patient(uuid,timestamp with time zone,timestamp with time zone,bigint,boolean,integer) OWNER TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.audit_of_patient(uuid,timestamp with time zone,timestamp with time zone,bigint,boolean,integer) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.audit_of_user(who uuid, kind text, since timestamp with time zone, until timestamp with time zone, before bigint, most integer)
 RETURNS TABLE(id bigint, at timestamp with time zone, actor_id uuid, actor_role text, action text, entity text, outcome text, about_child boolean, address text, request_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT e.id, e.at, e.actor_id, e.actor_role, e.action, e.entity, e.outcome,
       e.patient_id IS NOT NULL OR coalesce(e.patient_ids <> '{}', false), e.address, e.request_id
FROM audit_entries e
WHERE sec.user_role() = 'admin'
  AND (e.actor_id = who AND (e.action IN ('sign_in', 'sign_out', 'refuse', 'export') OR e.patient_id IS NULL AND e.patient_ids IS NULL)
       OR e.entity = 'user' AND e.entity_id = who)
  AND (since IS NULL OR e.at >= since) AND (until IS NULL OR e.at < until) AND (before IS NULL OR e.id < before)
  AND CASE kind
    WHEN 'session' THEN e.action IN ('sign_in', 'sign_out') AND e.outcome = 'done'
    WHEN 'refused' THEN e.outcome <> 'done'
    WHEN 'export' THEN e.action = 'export'
    WHEN 'account' THEN e.entity = 'user' AND e.action NOT IN ('sign_in', 'sign_out') AND e.outcome = 'done'
    ELSE kind IS NULL
  END
ORDER BY e.id DESC LIMIT most
$function$;
ALTER FUNCTION sec.audit_of_user(uuid,text,timestamp with time zone,timestamp with time zone,bigint,integer) OWNER TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.audit_of_user(uuid,text,timestamp with time zone,timestamp with time zone,bigint,integer) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.audit_opened(since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(actor_id uuid, patient_id uuid, last_at timestamp with time zone, times integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT e.actor_id, e.patient_id, max(e.at), count(*)::int
FROM audit_entries e
WHERE sec.sees_all_patients() AND e.at >= since AND (until IS NULL OR e.at < until) AND e.action = 'read' AND e.patient_id IS NOT NULL
GROUP BY 1, 2
$function$;
ALTER FUNCTION sec.audit_opened(timestamp with time zone,timestamp with time zone) OWNER TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.audit_opened(timestamp with time zone,timestamp with time zone) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.bands_named(hospital uuid, bands jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
SELECT coalesce(jsonb_agg(CASE WHEN b.band ->> 'contactId' IS NOT NULL OR m.id IS NULL THEN b.band
                               ELSE b.band || jsonb_build_object('contactId', m.id) END ORDER BY b.place), '[]')
FROM jsonb_array_elements(bands) WITH ORDINALITY AS b (band, place)
LEFT JOIN LATERAL (
  SELECT c.id FROM hospital_contacts c
  WHERE c.hospital_id = hospital AND length(sec.digits(b.band ->> 'phone')) >= 5
    AND (sec.digits(c.phone) = sec.digits(b.band ->> 'phone')
      OR sec.digits(c.phone || coalesce(c.extension, '')) = sec.digits(b.band ->> 'phone')
      OR EXISTS (SELECT FROM contact_changes x WHERE x.contact_id = c.id AND x.state = 'confirmed'
                   AND sec.digits(x.was ->> 'phone') = sec.digits(b.band ->> 'phone')))
  ORDER BY c.ended_at IS NOT NULL, sec.digits(c.phone) <> sec.digits(b.band ->> 'phone'), c.id LIMIT 1) AS m ON true
$function$;
ALTER FUNCTION sec.bands_named(uuid,jsonb) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.bands_named(uuid,jsonb) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.bands_named(uuid,jsonb) TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.bands_now(bands jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
SELECT coalesce(jsonb_agg(CASE
    WHEN c.id IS NULL THEN b.band
    WHEN c.ended_at IS NOT NULL THEN b.band || jsonb_build_object('phone', '', 'gone', true)
    ELSE b.band || jsonb_build_object('phone', c.phone || coalesce(' ext ' || nullif(c.extension, ''), ''), 'stale', c.failed_calls >= 2)
  END ORDER BY b.place), '[]')
FROM jsonb_array_elements(bands) WITH ORDINALITY AS b (band, place)
LEFT JOIN hospital_contacts c ON c.id = (b.band ->> 'contactId')::uuid
$function$;
ALTER FUNCTION sec.bands_now(jsonb) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.bands_now(jsonb) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.bands_now(jsonb) TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.begin_sign_in_attempt(typed_email text, account_key bytea, network_key bytea, device bytea)
 RETURNS TABLE(attempt_id bigint, wait_seconds integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  span CONSTANT interval := '15 minutes';
  known bytea;
  tenth timestamptz;
  hundredth timestamptz;
BEGIN
  SELECT d.token_hash INTO known FROM known_devices d JOIN users u ON u.id = d.user_id
    WHERE u.email = typed_email AND d.token_hash = device AND d.last_used_at > sec.now() - interval '180 days';
  PERFORM pg_advisory_xact_lock(771201, hashtext(encode(account_key, 'hex')));
  IF known IS NULL THEN
    PERFORM pg_advisory_xact_lock(771202, hashtext(encode(network_key, 'hex')));
  END IF;
  SELECT a.at INTO tenth FROM sign_in_attempts a
    WHERE a.account = account_key AND a.known_device IS NOT DISTINCT FROM known AND a.at > sec.now() - span
    ORDER BY a.at DESC OFFSET 9 LIMIT 1;
  -- A whole hospital may stand behind one address, hence a hundred.
  IF known IS NULL THEN
    SELECT a.at INTO hundredth FROM sign_in_attempts a
      WHERE a.network = network_key AND a.known_device IS NULL AND a.at > sec.now() - span
      ORDER BY a.at DESC OFFSET 99 LIMIT 1;
  END IF;
  IF tenth IS NOT NULL OR hundredth IS NOT NULL THEN
    RETURN QUERY SELECT NULL::bigint,
      greatest(1, ceil(extract(epoch FROM greatest(tenth, hundredth) + span - sec.now())))::int;
    RETURN;
  END IF;
  DELETE FROM sign_in_attempts WHERE id IN (
    SELECT a.id FROM sign_in_attempts a WHERE a.at < sec.now() - interval '1 day'
    ORDER BY a.at LIMIT 100 FOR UPDATE SKIP LOCKED);
  RETURN QUERY INSERT INTO sign_in_attempts (account, network, known_device)
    VALUES (account_key, network_key, known) RETURNING id, 0;
END
$function$;
ALTER FUNCTION sec.begin_sign_in_attempt(text,bytea,bytea,bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.begin_sign_in_attempt(text,bytea,bytea,bytea) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.begin_unit_fact(fact text, becomes jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM 1 FROM unit FOR UPDATE;
  IF sec.unit_fact(fact) IS NOT NULL THEN RETURN false; END IF;
  PERFORM sec.apply_unit_fact(fact, becomes, NULL);
  INSERT INTO unit_changes (what, becomes, state) VALUES (fact, becomes, 'done');
  RETURN true;
END
$function$;
ALTER FUNCTION sec.begin_unit_fact(text,jsonb) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.begin_unit_fact(text,jsonb) TO shared_care_feeds;

CREATE OR REPLACE FUNCTION sec.break_glass(attempt uuid, alert uuid, nhs text, born date, coded_reason text, own_words text, due date)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  child uuid;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'link_consultant' THEN
    RAISE EXCEPTION 'emergency access is for link consultants' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT p.id INTO child FROM patients p
  WHERE p.nhs_number = nhs AND p.birth_date = born AND p.merged_into_id IS NULL AND p.nhs_number_status <> 'invalid'
  ORDER BY p.nhs_number_status = 'superseded' LIMIT 1;
  IF child IS NULL THEN
    INSERT INTO break_glass_misses (id, user_id, reason, words, missed_at)
    VALUES (attempt, sec.uid(), coded_reason, own_words, sec.now());
  ELSE
    INSERT INTO break_glass_grants (id, user_id, patient_id, alert_id, reason, words, granted_at, expires_at, review_due)
    VALUES (attempt, sec.uid(), child, alert, coded_reason, own_words, sec.now(), sec.now() + interval '4 hours', due);
  END IF;
  RETURN child;
END
$function$;
ALTER FUNCTION sec.break_glass(uuid,uuid,text,date,text,text,date) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.break_glass(uuid,uuid,text,date,text,text,date) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.can_see(patient uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT EXISTS (
  SELECT 1
  FROM users u
  JOIN shared_care_links l ON l.patient_id = patient
  WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant'
    AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
    AND (
      (l.hospital_id = u.hospital_id AND (
        NOT EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id)
        OR EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id
                     AND sec.in_post(c.from_on, c.to_on, sec.now()))))
      OR l.link_consultant_id IN (
        SELECT c.id FROM link_consultants c WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now())
        UNION ALL
        SELECT v.absent_id FROM link_consultants c JOIN consultant_covers v ON v.covering_id = c.id
        JOIN link_consultants a ON a.id = v.absent_id
        WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now())
          AND sec.in_post(a.from_on, a.to_on, sec.now())
          AND sec.now() >= v.covers_from AND sec.now() < v.covers_to)))
AND NOT EXISTS (SELECT 1 FROM patients p WHERE p.id = patient AND p.merged_into_id IS NOT NULL)
-- While an arrival is logged by emergency access, that access stands in for a link, for this transaction alone.
OR coalesce(current_setting('app.emergency_access', true), '') <> ''
  AND EXISTS (SELECT 1 FROM break_glass_grants g JOIN users u ON u.id = g.user_id
    WHERE g.id::text = current_setting('app.emergency_access', true) AND g.user_id = sec.uid()
      AND g.patient_id = patient AND sec.grant_runs(g)
      AND u.disabled_at IS NULL AND u.role = 'link_consultant')
$function$;
ALTER FUNCTION sec.can_see(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.can_see(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.care_gaps()
 RETURNS TABLE(patient_id uuid, kind text, since timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH asker AS MATERIALIZED (SELECT sec.sees_all_patients() AS names, sec.user_role() = 'admin' AS counts, sec.now() AS now),
children AS (
  SELECT p.id,
    (SELECT count(*) FROM shared_care_links l WHERE l.patient_id = p.id AND asker.now >= l.valid_from
       AND (l.valid_to IS NULL OR asker.now < l.valid_to)) AS running,
    (SELECT count(*) FROM shared_care_links l WHERE l.patient_id = p.id AND asker.now >= l.valid_from
       AND (l.valid_to IS NULL OR asker.now < l.valid_to) AND sec.acting_consultant(l.link_consultant_id) IS NOT NULL) AS answered
  FROM patients p CROSS JOIN asker
  WHERE (asker.names OR asker.counts) AND p.merged_into_id IS NULL AND p.died_on IS NULL),
last_link AS (
  SELECT DISTINCT ON (l.patient_id) l.patient_id, l.valid_to, l.end_reason
  FROM shared_care_links l JOIN children c ON c.id = l.patient_id AND c.running = 0
  WHERE l.valid_to > l.valid_from AND l.valid_to <= (SELECT now FROM asker)
  ORDER BY l.patient_id, l.valid_to DESC)
SELECT CASE WHEN asker.names THEN c.id END, CASE WHEN c.running = 0 THEN 'no_link' ELSE 'no_link_consultant' END,
  CASE WHEN c.running = 0 THEN o.valid_to ELSE (
    SELECT max(greatest(l.valid_from, (lc.to_on + 1)::timestamp AT TIME ZONE 'Europe/London'))
    FROM shared_care_links l LEFT JOIN link_consultants lc ON lc.id = l.link_consultant_id
    WHERE l.patient_id = c.id AND asker.now >= l.valid_from AND (l.valid_to IS NULL OR asker.now < l.valid_to)) END
FROM children c CROSS JOIN asker LEFT JOIN last_link o ON o.patient_id = c.id
WHERE (c.running = 0 AND coalesce(o.end_reason, 'next_link') NOT IN ('moved_away', 'discharged', 'adult_care', 'died'))
   OR (c.running > 0 AND c.answered = 0)
$function$;
ALTER FUNCTION sec.care_gaps() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.care_gaps() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.changed_letter_numbers()
 RETURNS TABLE(letter_id uuid)
 LANGUAGE sql
 STABLE
AS $function$
SELECT n.letter_id FROM public.letter_numbers n JOIN public.hospital_contacts c ON c.id = n.contact_id
JOIN public.hospitals h ON h.id = c.hospital_id
WHERE c.ended_at IS NOT NULL OR sec.digits(c.phone) <> sec.digits(n.phone)
  OR h.closed_on <= (SELECT (sec.now() AT TIME ZONE 'Europe/London')::date)
$function$;
ALTER FUNCTION sec.changed_letter_numbers() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.changed_letter_numbers() TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.check_code(code_asked text, from_network bytea)
 RETURNS TABLE(answer text, version_number integer, issued_on date, review_by date, wait_seconds integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  this_minute CONSTANT timestamptz := date_trunc('minute', sec.now());
  in_minute int;
  in_hour int;
BEGIN
  DELETE FROM code_checks WHERE minute < sec.now() - interval '1 hour';
  INSERT INTO code_checks AS c VALUES (from_network, this_minute, 1)
    ON CONFLICT (network, minute) DO UPDATE SET tries = c.tries + 1 RETURNING tries INTO in_minute;
  SELECT sum(tries) INTO in_hour FROM code_checks WHERE network = from_network;
  IF in_minute > 30 OR in_hour > 300 THEN
    RETURN QUERY SELECT NULL::text, NULL::int, NULL::date, NULL::date, CASE WHEN in_hour > 300 THEN 600 ELSE 60 END;
    RETURN;
  END IF;
  RETURN QUERY SELECT a.*, 0 FROM sec.letter_answer(code_asked) AS a;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'not_known', NULL::int, NULL::date, NULL::date, 0;
  END IF;
END
$function$;
ALTER FUNCTION sec.check_code(text,bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.check_code(text,bytea) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.check_measure()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  p patients;
  on_day date;
BEGIN
  SELECT * INTO p FROM patients WHERE id = NEW.patient_id FOR NO KEY UPDATE;
  IF p.died_on IS NOT NULL AND (TG_OP = 'UPDATE' OR NEW.recorded_by IS NOT NULL) THEN
    RAISE EXCEPTION 'the child has died' USING ERRCODE = 'SCF01';
  END IF;
  IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
  on_day := CASE TG_TABLE_NAME WHEN 'patient_weights' THEN to_jsonb(NEW) ->> 'weighed_on' ELSE to_jsonb(NEW) ->> 'tested_on' END;
  IF on_day < p.birth_date OR (on_day > (sec.now() AT TIME ZONE 'Europe/London')::date AND NEW.recorded_by IS NOT NULL) THEN
    RAISE EXCEPTION 'not a day of this child''s life so far' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.recorded_by IS NULL THEN RETURN NEW; END IF;
  IF TG_TABLE_NAME = 'patient_weights' AND p.weight_kg IS NOT NULL
     AND ((to_jsonb(NEW) ->> 'kg')::numeric, on_day) IS DISTINCT FROM (p.weight_kg, p.weighed_on)
     AND NOT EXISTS (SELECT 1 FROM patient_weights WHERE patient_id = p.id) THEN
    INSERT INTO patient_weights (patient_id, kg, weighed_on, source) VALUES (p.id, p.weight_kg, p.weighed_on, 'other');
  ELSIF TG_TABLE_NAME = 'inhibitor_results' AND p.inhibitor <> 'not_tested'
     AND (to_jsonb(NEW) ->> 'state', on_day) IS DISTINCT FROM (p.inhibitor, p.inhibitor_on)
     AND NOT EXISTS (SELECT 1 FROM inhibitor_results WHERE patient_id = p.id) THEN
    INSERT INTO inhibitor_results (patient_id, state, titre, tested_on, source)
    VALUES (p.id, p.inhibitor, p.inhibitor_titre, p.inhibitor_on, 'other');
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.check_measure() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.children_without_link()
 RETURNS TABLE(no_link integer, no_consultant integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF coalesce(sec.user_role() NOT IN ('haemostasis_nurse', 'phu_doctor', 'admin'), true) THEN RETURN; END IF;
  RETURN QUERY
    WITH answering AS MATERIALIZED (SELECT c.id FROM link_consultants c WHERE sec.acting_consultant(c.id) IS NOT NULL),
    linked AS (
      SELECT p.id, count(l.id) AS links, count(c.id) AS consultants
      FROM patients p
      LEFT JOIN shared_care_links l ON l.patient_id = p.id AND sec.now() >= l.valid_from
        AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
      LEFT JOIN answering c ON c.id = l.link_consultant_id
      WHERE p.merged_into_id IS NULL AND p.died_on IS NULL GROUP BY p.id)
    SELECT count(*) FILTER (WHERE links = 0)::int, count(*) FILTER (WHERE links > 0 AND consultants = 0)::int FROM linked;
END
$function$;
ALTER FUNCTION sec.children_without_link() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.children_without_link() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.claim_account_messages(most integer, lease_seconds double precision)
 RETURNS TABLE(id uuid, lease_token uuid, attempts integer)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH claimed AS MATERIALIZED (
  SELECT m.id FROM account_messages m
  WHERE m.state IN ('waiting', 'leased')
    AND ((m.state = 'waiting' AND m.due_at <= sec.now()) OR (m.state = 'leased' AND m.lease_until < sec.now()))
  ORDER BY m.due_at, m.id LIMIT most FOR UPDATE SKIP LOCKED)
UPDATE account_messages m SET state = 'leased', attempts = m.attempts + 1, lease_token = gen_random_uuid(),
       lease_until = sec.now() + make_interval(secs => lease_seconds)
FROM claimed c WHERE m.id = c.id
RETURNING m.id, m.lease_token, m.attempts
$function$;
ALTER FUNCTION sec.claim_account_messages(integer,double precision) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.claim_account_messages(integer,double precision) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.claim_batch_letter()
 RETURNS TABLE(batch_id uuid, patient_id uuid, asked_by uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT i.batch_id, i.patient_id, b.asked_by FROM letter_batch_items i JOIN letter_batches b ON b.id = i.batch_id
-- Nobody signs for the letters of a person who has left: such a batch waits until it is cancelled.
JOIN users u ON u.id = b.asked_by AND u.disabled_at IS NULL AND u.role IN ('haemostasis_nurse', 'phu_doctor')
WHERE i.state = 'waiting' AND b.cancelled_at IS NULL
ORDER BY b.asked_at, i.place LIMIT 1 FOR UPDATE OF i SKIP LOCKED
$function$;
ALTER FUNCTION sec.claim_batch_letter() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.claim_batch_letter() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.claim_request_replies(most integer, lease_seconds double precision)
 RETURNS TABLE(id uuid, lease_token uuid, attempts integer)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH claimed AS MATERIALIZED (
  SELECT m.id FROM request_replies m
  WHERE (m.state = 'waiting' AND m.due_at <= sec.now()) OR (m.state = 'leased' AND m.lease_until < sec.now())
  ORDER BY m.due_at, m.id LIMIT most FOR UPDATE SKIP LOCKED)
UPDATE request_replies m SET state = 'leased', attempts = m.attempts + 1, lease_token = gen_random_uuid(),
       lease_until = sec.now() + make_interval(secs => lease_seconds)
FROM claimed c WHERE m.id = c.id
RETURNING m.id, m.lease_token, m.attempts
$function$;
ALTER FUNCTION sec.claim_request_replies(integer,double precision) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.claim_request_replies(integer,double precision) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.claim_survey_messages(most integer, lease_seconds double precision)
 RETURNS TABLE(id uuid, lease_token uuid, attempts integer)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH claimed AS MATERIALIZED (
  SELECT m.id FROM survey_messages m
  WHERE m.state IN ('waiting', 'leased')
    AND ((m.state = 'waiting' AND m.due_at <= sec.now()) OR (m.state = 'leased' AND m.lease_until < sec.now()))
  ORDER BY m.due_at, m.id LIMIT most FOR UPDATE SKIP LOCKED)
UPDATE survey_messages m SET state = 'leased', attempts = m.attempts + 1, lease_token = gen_random_uuid(),
       lease_until = sec.now() + make_interval(secs => lease_seconds)
FROM claimed c WHERE m.id = c.id
RETURNING m.id, m.lease_token, m.attempts
$function$;
ALTER FUNCTION sec.claim_survey_messages(integer,double precision) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.claim_survey_messages(integer,double precision) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.closed_facts_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF sec.uid() IS NOT NULL AND (sec.fact_values(OLD) - 'nhs_number') IS DISTINCT FROM (sec.fact_values(NEW) - 'nhs_number') THEN
    RAISE EXCEPTION 'the child has died' USING ERRCODE = 'SCF01';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.closed_facts_stay() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.closure_is_reviewed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_TABLE_NAME = 'hospitals' THEN
    PERFORM sec.open_closure_review(NEW.id, 'site', NEW.ods_code, NEW.closed_on, NEW.successor_codes)
    WHERE NEW.network_role <> 'other';
  ELSE
    PERFORM sec.open_closure_review(h.id, 'trust', NEW.ods_code, NEW.closed_on, NEW.successor_codes)
    FROM hospitals h WHERE h.trust_code = NEW.ods_code AND h.network_role <> 'other';
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.closure_is_reviewed() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.complete_recovery(hash bytea, new_password text, keep uuid[])
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  r account_recoveries;
  old_email text;
BEGIN
  SELECT * INTO r FROM account_recoveries WHERE id = (SELECT id FROM sec.open_recovery(hash) WHERE state = 'confirmed') FOR UPDATE;
  IF r.id IS NULL OR r.state <> 'confirmed' OR r.token_hash IS DISTINCT FROM hash THEN RETURN NULL; END IF;
  IF (new_password IS NULL) <> (r.lost = 'authenticator' OR (r.lost = 'account' AND NOT EXISTS (
        SELECT 1 FROM users WHERE id = r.user_id AND password_hash IS NOT NULL)
        AND EXISTS (SELECT 1 FROM user_identities i WHERE i.user_id = r.user_id))) THEN
    RAISE EXCEPTION 'a new password where one is wanted, and nowhere else' USING ERRCODE = 'check_violation';
  END IF;
  UPDATE account_recoveries SET state = 'completed', ended_at = sec.now(), token_hash = NULL, version = version + 1 WHERE id = r.id;
  SELECT email INTO old_email FROM users WHERE id = r.user_id;
  UPDATE users SET password_hash = coalesce(new_password, password_hash), email = coalesce(r.new_email, email),
    disabled_at = CASE WHEN r.lost = 'account' THEN NULL ELSE disabled_at END, version = version + 1
  WHERE id = r.user_id;
  IF r.lost <> 'password' THEN
    DELETE FROM user_totp WHERE user_id = r.user_id;
    DELETE FROM user_recovery_codes WHERE user_id = r.user_id;
    DELETE FROM user_passkeys WHERE user_id = r.user_id AND NOT id = ANY (keep);
  END IF;
  DELETE FROM sessions WHERE user_id = r.user_id OR sess -> 'halfway' ->> 'userId' = r.user_id::text;
  DELETE FROM known_devices WHERE user_id = r.user_id;
  UPDATE account_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL
  WHERE recovery_id = r.id AND state IN ('waiting', 'leased');
  INSERT INTO account_messages (user_id, recovery_id, kind, address)
  SELECT DISTINCT r.user_id, r.id, 'told', a FROM unnest(ARRAY[old_email, coalesce(r.new_email, old_email)]) AS a;
  RETURN r.user_id;
END
$function$;
ALTER FUNCTION sec.complete_recovery(bytea,text,uuid[]) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.complete_recovery(bytea,text,uuid[]) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.confirm_recovery(recovery uuid, seen integer, how text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r account_recoveries;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN false; END IF;
  SELECT * INTO r FROM account_recoveries WHERE id = recovery FOR UPDATE;
  IF r.id IS NULL OR r.version <> seen OR r.state <> 'waiting' OR r.ends_at <= sec.now() THEN RETURN false; END IF;
  IF sec.uid() IN (r.user_id, r.asked_by) THEN
    RAISE EXCEPTION 'another admin confirms this' USING ERRCODE = 'check_violation', CONSTRAINT = 'account_recoveries_by_two';
  END IF;
  INSERT INTO account_recovery_confirmations (recovery_id, confirmed_by, identified) VALUES (recovery, sec.uid(), how);
  PERFORM sec.confirmed_recovery(recovery);
  RETURN true;
END
$function$;
ALTER FUNCTION sec.confirm_recovery(uuid,integer,text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.confirm_recovery(uuid,integer,text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.confirm_recovery_as_owner(person_email text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r account_recoveries;
BEGIN
  SELECT a.* INTO r FROM account_recoveries a JOIN users u ON u.id = a.user_id
  WHERE u.email = person_email AND u.role = 'admin' AND a.state = 'waiting' AND a.ends_at > sec.now() FOR UPDATE OF a;
  IF r.id IS NULL THEN RETURN NULL; END IF;
  IF (SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL AND id <> r.user_id) >= 2 THEN RETURN NULL; END IF;
  INSERT INTO account_recovery_confirmations (recovery_id) VALUES (r.id) ON CONFLICT DO NOTHING;
  PERFORM sec.confirmed_recovery(r.id);
  RETURN r.id;
END
$function$;
ALTER FUNCTION sec.confirm_recovery_as_owner(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.confirm_recovery_as_owner(text) TO owner;

CREATE OR REPLACE FUNCTION sec.confirmed_recovery(recovery uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r account_recoveries;
BEGIN
  SELECT * INTO r FROM account_recoveries WHERE id = recovery;
  UPDATE account_recoveries SET version = version + 1 WHERE id = recovery;
  IF sec.recovery_missing(r) > 0 THEN RETURN false; END IF;
  UPDATE account_recoveries SET state = 'confirmed', ends_at = sec.now() + interval '72 hours' WHERE id = recovery;
  INSERT INTO account_messages (user_id, recovery_id, kind, address)
  SELECT r.user_id, r.id, 'link', coalesce(r.new_email, u.email) FROM users u WHERE u.id = r.user_id;
  RETURN true;
END
$function$;
ALTER FUNCTION sec.confirmed_recovery(uuid) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.contact_details(child uuid)
 RETURNS TABLE(address text, postcode text, address_since date, phone text, email text, email_bounced_at timestamp with time zone, kept_back boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT CASE WHEN tells THEN d.address END, CASE WHEN tells THEN d.postcode END, CASE WHEN tells THEN d.address_since END,
       CASE WHEN tells THEN d.phone END, CASE WHEN tells THEN d.email END,
       CASE WHEN tells THEN d.email_bounced_at END, NOT tells
FROM (SELECT id, restricted_at IS NULL AS tells FROM patients WHERE id = child) AS p
LEFT JOIN contact_details d ON d.patient_id = p.id
WHERE sec.sees_all_patients()
$function$;
ALTER FUNCTION sec.contact_details(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.contact_details(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.contact_follows_its_checks()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM 1 FROM hospital_contacts WHERE id = NEW.contact_id FOR UPDATE;
  UPDATE hospital_contacts c
  SET (verified_on, verified_by) = (
        SELECT (k.at AT TIME ZONE 'Europe/London')::date, k.by FROM contact_checks k
        WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome = 'correct' ORDER BY k.at DESC LIMIT 1),
      last_reached_on = (
        SELECT (max(k.at) AT TIME ZONE 'Europe/London')::date FROM contact_checks k
        WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome IN ('correct', 'reached')),
      failed_calls = (
        SELECT coalesce(sum(CASE k.outcome WHEN 'wrong_number' THEN 2 ELSE 1 END), 0) FROM contact_checks k
        WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome IN ('no_answer', 'wrong_number')
          AND k.at > coalesce((SELECT max(r.at) FROM contact_checks r
                               WHERE r.contact_id = c.id AND r.undone_at IS NULL AND r.outcome IN ('correct', 'reached')),
                              '-infinity'))
  WHERE c.id = NEW.contact_id;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.contact_follows_its_checks() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.contact_touches(contacts uuid[])
 RETURNS TABLE(contact_id uuid, touches jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH asked AS MATERIALIZED (
  SELECT c.id, c.hospital_id, c.purpose, sec.digits(c.phone) AS digits FROM hospital_contacts c
  WHERE c.id = ANY (contacts) AND (SELECT sec.user_role()) IS NOT NULL),
arrangements AS (
  SELECT c.id, count(*) AS n
  FROM sec.arrangement_words(ARRAY(SELECT DISTINCT hospital_id FROM asked)) o
  JOIN asked c ON c.hospital_id = o.hospital_id AND c.digits <> '' AND strpos(o.words, c.digits) > 0
  GROUP BY c.id),
printed AS (
  SELECT n.contact_id AS id, count(*) FILTER (WHERE l.kind <> 'emergency_card') AS letters,
    count(*) FILTER (WHERE l.kind = 'emergency_card') AS cards
  FROM letter_numbers n JOIN letters l ON l.id = n.letter_id AND l.state = 'current'
  WHERE n.contact_id = ANY (contacts) GROUP BY n.contact_id),
in_plans AS MATERIALIZED (
  SELECT e.id AS plan_id, run[1] AS run FROM emergency_plans e
  CROSS JOIN regexp_matches(translate(e.sections::text, ' -' || chr(160), ''), '[0-9]{5,}', 'g') AS run
  WHERE e.state = 'approved'),
plans AS (
  SELECT c.id, count(DISTINCT e.plan_id) AS n
  FROM (SELECT DISTINCT run FROM in_plans) r JOIN asked c ON length(c.digits) >= 5 AND strpos(r.run, c.digits) > 0
  JOIN in_plans e ON e.run = r.run GROUP BY c.id),
links AS (
  SELECT s.hospital_id, count(*) AS n FROM shared_care_links s CROSS JOIN (SELECT sec.now() AS now OFFSET 0) AS clock
  WHERE s.hospital_id IN (SELECT hospital_id FROM asked) AND clock.now >= s.valid_from
    AND (s.valid_to IS NULL OR clock.now < s.valid_to)
  GROUP BY s.hospital_id)
SELECT c.id, jsonb_build_object('arrangements', coalesce(a.n, 0), 'letters', coalesce(p.letters, 0),
  'cards', coalesce(p.cards, 0), 'plans', coalesce(e.n, 0),
  'links', CASE WHEN c.purpose IN ('ed', 'assessment', 'ward', 'switchboard') THEN coalesce(l.n, 0) ELSE 0 END)
FROM asked c LEFT JOIN arrangements a ON a.id = c.id LEFT JOIN printed p ON p.id = c.id LEFT JOIN plans e ON e.id = c.id
LEFT JOIN links l ON l.hospital_id = c.hospital_id
$function$;
ALTER FUNCTION sec.contact_touches(uuid[]) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.contact_touches(uuid[]) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.counts_until(stopped_on date, months integer)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
AS $function$
SELECT d + CASE WHEN extract(day FROM d) = extract(day FROM stopped_on) THEN 0 ELSE 1 END
FROM (SELECT (stopped_on + make_interval(months => months))::date AS d) AS last_day
$function$;
ALTER FUNCTION sec.counts_until(date,integer) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.counts_until(date,integer) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.decide_access(request uuid, seen integer, approve boolean, hash bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  r access_requests;
  made uuid;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
  SELECT * INTO r FROM access_requests WHERE id = request FOR UPDATE;
  IF r.id IS NULL OR r.version <> seen OR r.state <> 'waiting' THEN RETURN NULL; END IF;
  IF NOT approve THEN
    UPDATE access_requests SET state = CASE WHEN r.requested_by = sec.uid() THEN 'withdrawn' ELSE 'refused' END,
      decided_by = sec.uid(), decided_at = sec.now(), version = version + 1 WHERE id = request;
    RETURN request;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users u WHERE u.id = r.requested_by AND u.role = 'admin' AND u.disabled_at IS NULL) THEN
    RETURN NULL;
  END IF;
  IF r.kind = 'invitation' THEN
    UPDATE invitations SET replaced_at = sec.now() WHERE email = r.email AND accepted_at IS NULL AND replaced_at IS NULL;
    INSERT INTO invitations (email, role, hospital_id, token_hash, invited_by)
    VALUES (r.email, r.role, r.hospital_id, hash, r.requested_by) RETURNING id INTO made;
  ELSE
    INSERT INTO user_identities (user_id, issuer, subject, attached_by)
    VALUES (r.user_id, r.issuer, r.subject, r.requested_by) RETURNING id INTO made;
  END IF;
  UPDATE access_requests SET state = 'confirmed', decided_by = sec.uid(), decided_at = sec.now(), version = version + 1,
    invitation_id = CASE WHEN kind = 'invitation' THEN made END WHERE id = request;
  IF r.kind = 'identity' THEN
    INSERT INTO account_messages (user_id, kind, address, access_request_id)
    SELECT u.id, 'identity', u.email, request FROM users u WHERE u.id = r.user_id;
    PERFORM sec.tell_doctors_of_access(request, r.user_id);
  END IF;
  RETURN made;
END
$function$;
ALTER FUNCTION sec.decide_access(uuid,integer,boolean,bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.decide_access(uuid,integer,boolean,bytea) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.decide_contact_change(change uuid, seen integer, confirm boolean, words text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  decided contact_changes;
  target uuid;
BEGIN
  IF sec.user_role() IS NULL THEN RETURN false; END IF;
  UPDATE contact_changes c
  SET state = CASE WHEN confirm THEN 'confirmed' ELSE 'withdrawn' END, decided_by = sec.uid(), decided_at = sec.now(),
      decided_words = words, version = version + 1
  WHERE c.id = change AND c.version = seen AND c.state = 'waiting'
    AND (sec.user_role() = 'admin' OR NOT confirm AND c.proposed_by = sec.uid())
  RETURNING * INTO decided;
  IF decided.id IS NULL THEN RETURN false; END IF;
  IF NOT confirm THEN RETURN true; END IF;
  IF decided.kind = 'add' THEN
    INSERT INTO hospital_contacts (hospital_id, purpose, label, phone)
    VALUES (decided.hospital_id, decided.becomes ->> 'purpose', decided.becomes ->> 'label', decided.becomes ->> 'phone')
    RETURNING id INTO target;
    UPDATE contact_changes SET contact_id = target WHERE id = change;
  ELSE
    target := decided.contact_id;
  END IF;
  IF decided.kind = 'end' THEN
    UPDATE hospital_contacts SET ended_at = sec.now(), changed_at = sec.now(), version = version + 1
    WHERE id = target AND version = decided.seen_version;
  ELSE
    UPDATE hospital_contacts
    SET purpose = decided.becomes ->> 'purpose', unit_id = (decided.becomes ->> 'unitId')::uuid,
        label = decided.becomes ->> 'label', phone = decided.becomes ->> 'phone',
        extension = decided.becomes ->> 'extension', bleep = decided.becomes ->> 'bleep',
        hours = decided.becomes ->> 'hours', email = decided.becomes ->> 'email',
        on_public_list = (decided.becomes ->> 'onPublicList')::boolean,
        changed_at = sec.now(), version = version + 1
    WHERE id = target AND (decided.kind = 'add' OR version = decided.seen_version);
  END IF;
  IF NOT FOUND THEN RAISE EXCEPTION 'the contact changed past its proposal' USING ERRCODE = 'serialization_failure'; END IF;
  IF decided.kind <> 'end' THEN
    INSERT INTO contact_checks (contact_id, by, outcome, source, number)
    VALUES (target, sec.uid(), 'correct', 'change', decided.becomes ->> 'phone');
  END IF;
  RETURN true;
END
$function$;
ALTER FUNCTION sec.decide_contact_change(uuid,integer,boolean,text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.decide_contact_change(uuid,integer,boolean,text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.decide_role_change(request uuid, seen integer, approve boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE decided role_change_requests;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN false; END IF;
  UPDATE role_change_requests r
  SET state = CASE WHEN approve THEN 'approved' ELSE 'refused' END, decided_by = sec.uid(), decided_at = sec.now(),
      version = version + 1
  WHERE r.id = request AND r.version = seen AND r.state = 'waiting'
  RETURNING * INTO decided;
  IF decided.id IS NULL THEN RETURN false; END IF;
  IF approve THEN
    UPDATE users SET role = decided.to_role, hospital_id = decided.to_hospital_id, version = version + 1
    WHERE id = decided.user_id;
  END IF;
  RETURN true;
END
$function$;
ALTER FUNCTION sec.decide_role_change(uuid,integer,boolean) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.decide_role_change(uuid,integer,boolean) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.decide_setting(setting uuid, seen integer, accept boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  s settings;
  who text := coalesce(sec.user_role(), '');
  stands uuid;
BEGIN
  IF who NOT IN ('haemostasis_nurse', 'phu_doctor', 'admin') THEN RETURN false; END IF;
  SELECT * INTO s FROM settings WHERE id = setting;
  IF s.id IS NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(771210, hashtext(s.key));
  SELECT * INTO s FROM settings WHERE id = setting FOR UPDATE;
  IF s.state <> 'waiting' OR s.version <> seen THEN RETURN false; END IF;
  IF NOT accept THEN
    UPDATE settings SET state = 'declined', decided_by = sec.uid(), decided_at = sec.now(), version = version + 1 WHERE id = setting;
    RETURN true;
  END IF;
  IF sec.needs_clinician(s.key) AND who NOT IN ('haemostasis_nurse', 'phu_doctor') THEN
    RAISE EXCEPTION 'a doctor or a nurse confirms this' USING ERRCODE = 'check_violation', CONSTRAINT = 'settings_by_a_clinician';
  END IF;
  SELECT id INTO stands FROM settings WHERE key = s.key AND state = 'confirmed' ORDER BY valid_from DESC, decided_at DESC NULLS LAST LIMIT 1;
  IF stands IS DISTINCT FROM s.based_on THEN RETURN false; END IF;
  UPDATE settings SET state = 'confirmed', decided_by = sec.uid(), decided_at = sec.now(), version = version + 1,
    valid_from = CASE s.key WHEN 'working_hours'
      THEN date_trunc('day', (sec.now() AT TIME ZONE 'Europe/London') + interval '1 day') AT TIME ZONE 'Europe/London' ELSE sec.now() END
  WHERE id = setting;
  PERFORM sec.apply_setting(setting);
  -- Everybody who works by it.
  INSERT INTO account_messages (user_id, setting_id, kind, address)
  SELECT u.id, setting, 'setting', u.email FROM users u
  WHERE u.disabled_at IS NULL AND u.role IN ('haemostasis_nurse', 'phu_doctor', 'admin');
  RETURN true;
END
$function$;
ALTER FUNCTION sec.decide_setting(uuid,integer,boolean) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.decide_setting(uuid,integer,boolean) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.decide_unit_change(change uuid, seen integer, approve boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE decided unit_changes;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN false; END IF;
  PERFORM 1 FROM unit FOR UPDATE;
  UPDATE unit_changes c
  SET state = CASE WHEN approve THEN 'done' ELSE 'refused' END, decided_by = sec.uid(), decided_at = sec.now(),
      version = c.version + 1
  WHERE c.id = change AND c.version = seen AND c.state = 'waiting' RETURNING * INTO decided;
  IF decided.id IS NULL THEN RETURN false; END IF;
  IF approve THEN PERFORM sec.apply_unit_fact(decided.what, decided.becomes, decided.reason); END IF;
  RETURN true;
END
$function$;
ALTER FUNCTION sec.decide_unit_change(uuid,integer,boolean) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.decide_unit_change(uuid,integer,boolean) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.detach_identity(identity uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  person uuid;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
  DELETE FROM user_identities WHERE id = identity RETURNING user_id INTO person;
  DELETE FROM sessions WHERE user_id = person;
  RETURN person;
END
$function$;
ALTER FUNCTION sec.detach_identity(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.detach_identity(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.digits(phone text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
SELECT regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')
$function$;
ALTER FUNCTION sec.digits(text) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.digits(text) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.digits(text) TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.digits(text) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.digits(text) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.digits(text) TO shared_care_merger;
GRANT EXECUTE ON FUNCTION sec.digits(text) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.duty_words(duty text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
SELECT CASE duty WHEN 'phu_nurse' THEN 'PHU nurse' WHEN 'nurse_in_charge' THEN 'nurse in charge'
                 WHEN 'on_call_registrar' THEN 'on-call registrar' WHEN 'on_call_consultant' THEN 'consultant on call'
                 WHEN 'consultant_lead' THEN 'consultant lead' END
$function$;
ALTER FUNCTION sec.duty_words(text) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.duty_words(text) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.duty_words(text) TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.email_of_family(child uuid)
 RETURNS TABLE(email text, bounced_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT e.email, e.bounced_at FROM sec.emails_of_families() e WHERE e.patient_id = child
$function$;
ALTER FUNCTION sec.email_of_family(uuid) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.emails_of_families()
 RETURNS TABLE(patient_id uuid, email text, bounced_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
SELECT DISTINCT ON (e.patient_id) e.patient_id, e.email, e.bounced_at FROM (
  SELECT f.patient_id, f.email, f.email_bounced_at AS bounced_at, 1 AS place, f.lives_with, f.recorded_at, f.id
  FROM public.family_people f
  WHERE f.parental_responsibility = 'yes' AND f.email IS NOT NULL AND f.ended_on IS NULL AND f.struck_out_at IS NULL
  UNION ALL
  SELECT d.patient_id, d.email, d.email_bounced_at, 2, NULL, NULL, NULL FROM public.contact_details d
  WHERE d.email IS NOT NULL) AS e
ORDER BY e.patient_id, e.place, e.bounced_at IS NOT NULL,
  array_position(ARRAY['yes', 'part_time', 'not_known', 'no'], e.lives_with), e.recorded_at, e.id
$function$;
ALTER FUNCTION sec.emails_of_families() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.emails_of_families() TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.emergency_open_access(patient uuid)
 RETURNS SETOF open_access_arrangements
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT a.* FROM open_access_arrangements a WHERE a.patient_id = patient AND sec.has_emergency_access(patient)
$function$;
ALTER FUNCTION sec.emergency_open_access(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.emergency_open_access(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.emergency_plans_of(patient uuid)
 RETURNS SETOF emergency_plans
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT e.* FROM emergency_plans e
WHERE e.patient_id = patient AND e.state IN ('approved', 'withdrawn') AND sec.has_emergency_access(patient)
$function$;
ALTER FUNCTION sec.emergency_plans_of(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.emergency_plans_of(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.emergency_view(patient uuid)
 RETURNS SETOF patients
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT p.* FROM patients p WHERE p.id = patient AND sec.has_emergency_access(patient)
$function$;
ALTER FUNCTION sec.emergency_view(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.emergency_view(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.end_recovery(recovery uuid, seen integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE new_state text;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
  UPDATE account_recoveries SET state = CASE state WHEN 'confirmed' THEN 'revoked' ELSE 'refused' END,
    ended_by = sec.uid(), ended_at = sec.now(), token_hash = NULL, version = version + 1
  WHERE id = recovery AND version = seen AND state IN ('asked', 'waiting', 'confirmed') RETURNING state INTO new_state;
  IF new_state IS NOT NULL THEN
    UPDATE account_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL
    WHERE recovery_id = recovery AND state IN ('waiting', 'leased');
  END IF;
  RETURN new_state;
END
$function$;
ALTER FUNCTION sec.end_recovery(uuid,integer) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.end_recovery(uuid,integer) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.end_sessions_of(person uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  ended int;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN
    RAISE EXCEPTION 'only an admin signs somebody else out' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM sessions WHERE user_id = person;
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END
$function$;
ALTER FUNCTION sec.end_sessions_of(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.end_sessions_of(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.ended_sight_stays_ended()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF current_user <> 'shared_care_app' THEN RETURN NEW; END IF;
  IF sec.sees_all_patients() THEN RETURN NEW; END IF;
  IF TG_TABLE_NAME = 'consultant_covers' THEN
    IF NEW.covers_to > OLD.covers_to THEN
      RAISE EXCEPTION 'only the unit lets a cover last longer' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT sec.in_post('-infinity', OLD.to_on, sec.now()) AND (NEW.to_on IS NULL OR NEW.to_on > OLD.to_on) THEN
      RAISE EXCEPTION 'only the unit opens a post that has ended' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = NEW.user_id) THEN
    RAISE EXCEPTION 'only the unit gives a second post to an account' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.ended_sight_stays_ended() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.fact_values(p patients)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT jsonb_build_object(
  'name', jsonb_build_object('familyName', p.family_name, 'givenName', p.given_name, 'preferredName', p.preferred_name),
  'birth_date', jsonb_build_object('birthDate', p.birth_date),
  'sex', jsonb_build_object('sex', p.sex),
  'nhs_number', jsonb_build_object('nhsNumber', p.nhs_number, 'nhsNumberStatus', p.nhs_number_status),
  'hospital_number', jsonb_build_object('hospitalNumber', p.hospital_number),
  'diagnosis', jsonb_build_object('diagnosis', p.diagnosis),
  'severity', jsonb_build_object('severity', p.severity),
  'baseline_level', jsonb_build_object('baselineLevel', trim_scale(p.baseline_level)::text),
  'central_line', jsonb_build_object('centralLine', p.central_line),
  'allergies', jsonb_build_object('allergyState', p.allergy_state, 'allergies', p.allergies))
$function$;
ALTER FUNCTION sec.fact_values(patients) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.fact_values(patients) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.families_not_contacted()
 RETURNS TABLE(patient_id uuid, because text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT w.patient_id, w.because FROM sec.why_not_contacted() w
WHERE w.because IS NOT NULL AND (SELECT sec.sees_all_patients())
$function$;
ALTER FUNCTION sec.families_not_contacted() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.families_not_contacted() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.family_changes(child uuid)
 RETURNS TABLE(id bigint, part text, entry_id uuid, kind text, by text, at timestamp with time zone, is_now jsonb, was jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT c.id, c.part, c.entry_id, c.kind, u.display_name, c.at, CASE WHEN p.restricted_at IS NULL THEN c.is_now END,
       CASE WHEN p.restricted_at IS NULL THEN c.was END
FROM family_changes c JOIN patients p ON p.id = c.patient_id LEFT JOIN users u ON u.id = c.by
WHERE c.patient_id = child AND sec.sees_all_patients() ORDER BY c.id DESC
$function$;
ALTER FUNCTION sec.family_changes(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.family_changes(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.family_people(child uuid)
 RETURNS SETOF jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT jsonb_build_object(
         'id', f.id, 'name', f.name, 'relationship', f.relationship, 'relationshipWords', f.relationship_words,
         'parentalResponsibility', f.parental_responsibility, 'livesWith', f.lives_with,
         'phone', CASE WHEN tells THEN f.phone END, 'otherPhone', CASE WHEN tells THEN f.other_phone END,
         'email', CASE WHEN tells AND unit THEN f.email END,
         'emailBouncedAt', CASE WHEN tells AND unit THEN f.email_bounced_at END, 'sameAddress', f.same_address,
         'address', CASE WHEN tells AND unit THEN CASE WHEN f.same_address THEN d.address ELSE f.address END END,
         'postcode', CASE WHEN tells AND unit THEN CASE WHEN f.same_address THEN d.postcode ELSE f.postcode END END,
         'language', f.language, 'interpreter', f.interpreter, 'ringAtNight', f.ring_at_night,
         'endedOn', f.ended_on, 'endedBecause', f.ended_because,
         'struckOut', CASE WHEN f.struck_out_at IS NOT NULL THEN jsonb_build_object(
           'by', s.display_name, 'at', f.struck_out_at, 'because', f.struck_out_because) END,
         'recordedBy', r.display_name, 'version', f.version)
FROM (SELECT p.id, p.restricted_at IS NULL AS tells, (SELECT sec.sees_all_patients()) AS unit FROM patients p WHERE p.id = child) AS c
JOIN family_people f ON f.patient_id = c.id
LEFT JOIN contact_details d ON d.patient_id = c.id
LEFT JOIN users s ON s.id = f.struck_out_by
LEFT JOIN users r ON r.id = f.recorded_by
WHERE c.unit OR (sec.can_see(child) AND f.ended_on IS NULL AND f.struck_out_at IS NULL)
ORDER BY f.parental_responsibility <> 'yes', f.recorded_at, f.id
$function$;
ALTER FUNCTION sec.family_people(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.family_people(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.family_places(child uuid)
 RETURNS SETOF jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT jsonb_build_object(
         'id', l.id, 'role', l.role, 'fromOn', l.from_on, 'untilOn', l.until_on, 'version', l.version,
         'organisation', CASE WHEN c.tells THEN jsonb_build_object('id', o.id, 'kind', o.kind, 'odsCode', o.ods_code, 'name', o.name,
           'address', o.address, 'postcode', o.postcode, 'phone', o.phone, 'email', o.email, 'closedOn', o.closed_on,
           'version', o.version) END,
         'struckOut', CASE WHEN l.struck_out_at IS NOT NULL THEN jsonb_build_object(
           'by', (SELECT display_name FROM users WHERE id = l.struck_out_by), 'at', l.struck_out_at,
           'because', l.struck_out_because) END)
FROM (SELECT p.id, p.restricted_at IS NULL AS tells, (SELECT sec.sees_all_patients()) AS unit FROM patients p WHERE p.id = child) AS c
JOIN patient_places l ON l.patient_id = c.id JOIN organisations o ON o.id = l.organisation_id
WHERE c.unit OR (sec.can_see(child) AND l.until_on IS NULL AND l.struck_out_at IS NULL)
ORDER BY array_position(ARRAY['gp', 'school', 'dentist', 'community'], l.role), l.until_on DESC NULLS FIRST, l.recorded_at
$function$;
ALTER FUNCTION sec.family_places(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.family_places(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.family_treatments(child uuid)
 RETURNS SETOF jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT jsonb_build_object(
         'entryId', t.id, 'name', f.name, 'regimen', t.regimen, 'purpose', t.purpose,
         'doseDays', CASE WHEN d.entry_id IS NOT NULL THEN jsonb_build_object(
           'firstOn', d.first_on, 'everyDays', d.every_days, 'weekdays', to_jsonb(d.weekdays), 'version', d.version) END,
         'nextDoseOn', t.next_on, 'noGiver', t.next_on IS NOT NULL AND NOT EXISTS (
  SELECT FROM treatment_givers g LEFT JOIN family_people f ON f.id = g.person_id
  LEFT JOIN organisations o ON o.id = g.organisation_id LEFT JOIN hospitals h ON h.id = g.hospital_id
  WHERE g.entry_id = t.id AND g.struck_out_at IS NULL AND g.agreed_on IS NOT NULL AND g.from_on <= t.next_on
    AND (g.until_on IS NULL OR g.until_on >= t.next_on)
    AND f.struck_out_at IS NULL AND (f.ended_on IS NULL OR f.ended_on >= t.next_on)
    AND (o.closed_on IS NULL OR o.closed_on > t.next_on) AND (h.closed_on IS NULL OR h.closed_on > t.next_on)),
         'givers', (SELECT coalesce(jsonb_agg(jsonb_build_object(
             'id', g.id, 'giver', g.giver, 'givenAt', g.given_at, 'agreedOn', g.agreed_on, 'fromOn', g.from_on,
             'untilOn', g.until_on, 'note', g.note, 'version', g.version,
             'organisation', CASE WHEN o.id IS NOT NULL AND c.tells THEN jsonb_build_object('id', o.id, 'name', o.name, 'phone', o.phone) END,
             'person', CASE WHEN fp.id IS NOT NULL THEN jsonb_build_object('id', fp.id, 'name', fp.name) END,
             'hospital', CASE WHEN h.id IS NOT NULL THEN jsonb_build_object('id', h.id, 'name', h.name) END,
             'struckOut', CASE WHEN g.struck_out_at IS NOT NULL THEN jsonb_build_object(
           'by', (SELECT display_name FROM users WHERE id = g.struck_out_by), 'at', g.struck_out_at,
           'because', g.struck_out_because) END) ORDER BY g.until_on IS NOT NULL, g.from_on, g.recorded_at), '[]')
           FROM treatment_givers g LEFT JOIN organisations o ON o.id = g.organisation_id
           LEFT JOIN family_people fp ON fp.id = g.person_id LEFT JOIN hospitals h ON h.id = g.hospital_id
           WHERE g.entry_id = t.id
             AND (c.unit OR (g.struck_out_at IS NULL AND coalesce(g.until_on, (sec.now() AT TIME ZONE 'Europe/London')::date)
               >= (sec.now() AT TIME ZONE 'Europe/London')::date))))
FROM (SELECT p.id, p.restricted_at IS NULL AS tells, (SELECT sec.sees_all_patients()) AS unit FROM patients p WHERE p.id = child) AS c
JOIN LATERAL (SELECT t.*, sec.next_dose_day(dd.first_on, dd.every_days, dd.weekdays, greatest((sec.now() AT TIME ZONE 'Europe/London')::date, t.started_on)) AS next_on
              FROM patient_treatments t LEFT JOIN treatment_dose_days dd ON dd.entry_id = t.id
              WHERE t.patient_id = c.id AND t.stopped_on IS NULL AND t.struck_out_at IS NULL) AS t ON true
JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
LEFT JOIN treatment_dose_days d ON d.entry_id = t.id
WHERE c.unit OR sec.can_see(child)
ORDER BY t.purpose = 'on_demand', f.name, t.id
$function$;
ALTER FUNCTION sec.family_treatments(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.family_treatments(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.follow_fact()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  v jsonb;
BEGIN
  IF NEW.written_for <> NEW.patient_id THEN RETURN NULL; END IF;
  IF EXISTS (SELECT 1 FROM patients WHERE id = NEW.patient_id AND died_on IS NOT NULL) THEN
    RAISE EXCEPTION 'the child has died' USING ERRCODE = 'SCF01';
  END IF;
  SELECT becomes INTO v FROM patient_changes
  WHERE patient_id = NEW.patient_id AND written_for = NEW.patient_id AND fact = NEW.fact AND struck_out_at IS NULL
  ORDER BY number DESC LIMIT 1;
  IF v IS NULL THEN
    SELECT was INTO v FROM patient_changes
    WHERE patient_id = NEW.patient_id AND written_for = NEW.patient_id AND fact = NEW.fact ORDER BY number LIMIT 1;
  END IF;
  IF v IS NULL THEN
    v := CASE NEW.fact
      WHEN 'hospital_number' THEN '{"hospitalNumber": null}' WHEN 'baseline_level' THEN '{"baselineLevel": null}'
      WHEN 'sex' THEN '{"sex": "not_known"}' WHEN 'severity' THEN '{"severity": "not_graded"}'
      WHEN 'nhs_number' THEN '{"nhsNumber": null, "nhsNumberStatus": "absent"}'
      WHEN 'allergies' THEN '{"allergyState": "not_recorded", "allergies": null}' END::jsonb;
  END IF;
  IF v IS NULL THEN
    RAISE EXCEPTION 'nothing else stands' USING ERRCODE = 'SCF02';
  END IF;
  CASE NEW.fact
    WHEN 'name' THEN UPDATE patients SET family_name = v ->> 'familyName', given_name = v ->> 'givenName',
      preferred_name = v ->> 'preferredName' WHERE id = NEW.patient_id;
    WHEN 'birth_date' THEN UPDATE patients SET birth_date = (v ->> 'birthDate')::date WHERE id = NEW.patient_id;
    WHEN 'sex' THEN UPDATE patients SET sex = v ->> 'sex' WHERE id = NEW.patient_id;
    WHEN 'nhs_number' THEN UPDATE patients SET nhs_number = v ->> 'nhsNumber', nhs_number_status = v ->> 'nhsNumberStatus'
      WHERE id = NEW.patient_id;
    WHEN 'hospital_number' THEN UPDATE patients SET hospital_number = v ->> 'hospitalNumber' WHERE id = NEW.patient_id;
    WHEN 'diagnosis' THEN UPDATE patients SET diagnosis = v ->> 'diagnosis' WHERE id = NEW.patient_id;
    WHEN 'severity' THEN UPDATE patients SET severity = v ->> 'severity' WHERE id = NEW.patient_id;
    WHEN 'baseline_level' THEN UPDATE patients SET baseline_level = (v ->> 'baselineLevel')::numeric WHERE id = NEW.patient_id;
    WHEN 'central_line' THEN UPDATE patients SET central_line = v ->> 'centralLine' WHERE id = NEW.patient_id;
    WHEN 'allergies' THEN UPDATE patients SET allergy_state = v ->> 'allergyState', allergies = v ->> 'allergies'
      WHERE id = NEW.patient_id;
  END CASE;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.follow_fact() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.follow_inhibitor(child uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH standing AS (
  SELECT *, coalesce(tested_on, (recorded_at AT TIME ZONE 'Europe/London')::date) AS counts_from
  FROM inhibitor_results WHERE patient_id = child AND struck_out_at IS NULL),
newest AS (SELECT * FROM standing ORDER BY counts_from DESC, number DESC LIMIT 1),
says AS (
  SELECT CASE WHEN n.state IS NULL THEN 'not_tested'
              WHEN n.state = 'none' AND EXISTS (SELECT 1 FROM standing WHERE state IN ('present', 'past')) THEN 'past'
              ELSE n.state END AS state, n.tested_on, n.titre
  FROM (SELECT 1) AS once LEFT JOIN newest n ON true)
UPDATE patients p SET inhibitor = s.state, inhibitor_on = s.tested_on, inhibitor_titre = s.titre FROM says s
WHERE p.id = child AND (p.inhibitor, p.inhibitor_on, p.inhibitor_titre) IS DISTINCT FROM (s.state, s.tested_on, s.titre)
$function$;
ALTER FUNCTION sec.follow_inhibitor(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.follow_inhibitor(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.follow_measure()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_TABLE_NAME = 'patient_weights' THEN PERFORM sec.follow_weight(NEW.patient_id);
  ELSE PERFORM sec.follow_inhibitor(NEW.patient_id);
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.follow_measure() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.follow_weight(child uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
UPDATE patients p SET weight_kg = w.kg, weighed_on = w.weighed_on
FROM (SELECT 1) AS once LEFT JOIN LATERAL (
  SELECT kg, weighed_on FROM patient_weights WHERE patient_id = child AND struck_out_at IS NULL
  ORDER BY weighed_on DESC, number DESC LIMIT 1) w ON true
WHERE p.id = child AND (p.weight_kg, p.weighed_on) IS DISTINCT FROM (w.kg, w.weighed_on)
$function$;
ALTER FUNCTION sec.follow_weight(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.follow_weight(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.force_open_access_review(patient uuid, because text, at_hospital uuid DEFAULT NULL::uuid)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH forced AS (
  UPDATE open_access_arrangements a
  SET state = CASE a.state WHEN 'active' THEN 'due_review' ELSE a.state END,
      review_forced_on = coalesce(a.review_forced_on, (sec.now() AT TIME ZONE 'Europe/London')::date),
      review_because = CASE WHEN because = ANY (a.review_because) THEN a.review_because
                            ELSE a.review_because || because END,
      version = a.version + 1
  WHERE a.patient_id = patient AND a.state IN ('active', 'due_review', 'suspended')
    AND (at_hospital IS NULL OR a.hospital_id = at_hospital)
  RETURNING a.id),
told AS (
  INSERT INTO open_access_events (arrangement_id, kind, by, detail)
  SELECT id, 'review_forced', sec.uid(), because FROM forced RETURNING 1)
SELECT count(*)::int FROM told
$function$;
ALTER FUNCTION sec.force_open_access_review(uuid,text,uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.force_open_access_review(uuid,text,uuid) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.force_open_access_review(uuid,text,uuid) TO shared_care_feeds;

CREATE OR REPLACE FUNCTION sec.forget_old_drafts()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DELETE FROM attendance_drafts WHERE saved_at <= sec.now() - interval '24 hours'
$function$;
ALTER FUNCTION sec.forget_old_drafts() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.forget_old_drafts() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.forget_sign_in_attempt(attempt bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DELETE FROM sign_in_attempts WHERE id = attempt
$function$;
ALTER FUNCTION sec.forget_sign_in_attempt(bigint) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.forget_sign_in_attempt(bigint) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.giver_gaps()
 RETURNS TABLE(patient_id uuid, entry_id uuid, treatment text, next_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT t.patient_id, t.id, f.name, t.next_on
FROM (SELECT t.*, sec.next_dose_day(d.first_on, d.every_days, d.weekdays, greatest((sec.now() AT TIME ZONE 'Europe/London')::date, t.started_on)) AS next_on
      FROM treatment_dose_days d JOIN patient_treatments t ON t.id = d.entry_id
      WHERE t.stopped_on IS NULL AND t.struck_out_at IS NULL) AS t
JOIN patients p ON p.id = t.patient_id AND p.died_on IS NULL AND p.moved_away_on IS NULL AND p.merged_into_id IS NULL
JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
WHERE t.next_on IS NOT NULL AND (SELECT sec.sees_all_patients()) AND NOT EXISTS (
  SELECT FROM treatment_givers g LEFT JOIN family_people f ON f.id = g.person_id
  LEFT JOIN organisations o ON o.id = g.organisation_id LEFT JOIN hospitals h ON h.id = g.hospital_id
  WHERE g.entry_id = t.id AND g.struck_out_at IS NULL AND g.agreed_on IS NOT NULL AND g.from_on <= t.next_on
    AND (g.until_on IS NULL OR g.until_on >= t.next_on)
    AND f.struck_out_at IS NULL AND (f.ended_on IS NULL OR f.ended_on >= t.next_on)
    AND (o.closed_on IS NULL OR o.closed_on > t.next_on) AND (h.closed_on IS NULL OR h.closed_on > t.next_on))
$function$;
ALTER FUNCTION sec.giver_gaps() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.giver_gaps() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.grant_and_alert_name_each_other()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_TABLE_NAME = 'break_glass_grants' THEN
    IF NOT EXISTS (SELECT 1 FROM alerts WHERE id = NEW.alert_id AND break_glass_grant_id = NEW.id) THEN
      RAISE EXCEPTION 'emergency access % has no alert of its own', NEW.id USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.break_glass_grant_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM break_glass_grants WHERE id = NEW.break_glass_grant_id AND alert_id = NEW.id) THEN
      RAISE EXCEPTION 'alert % belongs to no emergency access that names it', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.grant_and_alert_name_each_other() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.grant_runs(g break_glass_grants)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT sec.now() < g.expires_at AND g.review_outcome IS DISTINCT FROM 'not_justified'
$function$;
ALTER FUNCTION sec.grant_runs(break_glass_grants) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.grant_runs(break_glass_grants) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.guard_emergency_plan()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  may_change text[] := CASE
    WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN
      ARRAY['sections', 'review_by', 'weight_kg', 'weighed_on', 'inhibitor', 'treatment_ids', 'central_line', 'authors',
            'changed_by', 'changed_at', 'returned_by', 'returned_at', 'returned_because', 'version']
    WHEN OLD.state = 'draft' AND NEW.state = 'approved' THEN
      ARRAY['state', 'approved_by', 'approved_at', 'code', 'version']
    WHEN (OLD.state, NEW.state) IN (('draft', 'discarded'), ('approved', 'superseded'), ('approved', 'withdrawn')) THEN
      ARRAY['state', 'ended_by', 'ended_at', 'ended_because', 'version']
  END;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'emergency plans are never deleted' USING ERRCODE = 'check_violation';
  END IF;
  IF may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'an emergency plan that is % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'draft' AND NOT (OLD.authors <@ NEW.authors) THEN
    RAISE EXCEPTION 'an author stays an author' USING ERRCODE = 'check_violation';
  END IF;
  -- Text that changed has an author, and that is who changed it.
  IF NEW.state = 'draft' AND NEW.sections IS DISTINCT FROM OLD.sections AND sec.uid() IS NOT NULL
    AND NEW.changed_by IS DISTINCT FROM sec.uid() THEN
    RAISE EXCEPTION 'who changes the text is its author' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'approved' AND (
    (sec.uid() IS NOT NULL AND NEW.approved_by IS DISTINCT FROM sec.uid())
    OR NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.approved_by AND u.role = 'phu_doctor' AND u.disabled_at IS NULL)) THEN
    RAISE EXCEPTION 'a doctor of the unit approves in person' USING ERRCODE = 'check_violation';
  END IF;
  IF (OLD.state, NEW.state) = ('approved', 'withdrawn') AND sec.uid() IS NOT NULL
    AND sec.user_role() IS DISTINCT FROM 'phu_doctor' THEN
    RAISE EXCEPTION 'a doctor of the unit withdraws' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_emergency_plan() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.guard_enabling()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF current_user = 'shared_care_app' AND OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL
     AND OLD.disabled_at <= sec.now() - interval '24 hours' THEN
    RAISE EXCEPTION 'disabled for longer than a day' USING ERRCODE = 'check_violation', CONSTRAINT = 'users_enabled_by_two';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_enabling() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.guard_letter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  may_change CONSTANT text[] := ARRAY['state', 'ended_by', 'ended_at', 'ended_because', 'version'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'current' OR NEW.state = 'current'
    OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'a letter that was issued stays as it was' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_letter() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.guard_letter_template()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  may_change text[] := CASE
    WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN ARRAY['title', 'body', 'authors', 'changed_at', 'version']
    WHEN OLD.state = 'draft' AND NEW.state = 'approved' THEN ARRAY['state', 'approved_by', 'approved_at', 'version']
    WHEN (OLD.state, NEW.state) = ('approved', 'superseded') THEN ARRAY['state', 'version']
  END;
BEGIN
  IF TG_OP = 'DELETE' OR may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
    OR NOT (OLD.authors <@ NEW.authors) THEN
    RAISE EXCEPTION 'a template that is % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'approved' AND (
    (sec.uid() IS NOT NULL AND NEW.approved_by IS DISTINCT FROM sec.uid())
    OR NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.approved_by AND u.role = 'phu_doctor' AND u.disabled_at IS NULL)) THEN
    RAISE EXCEPTION 'a doctor of the unit approves in person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_letter_template() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.guard_reply_text()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  may_change text[] := CASE
    WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN ARRAY['type', 'title', 'body', 'authors', 'changed_at', 'version']
    WHEN OLD.state = 'draft' AND NEW.state = 'approved' THEN ARRAY['state', 'approved_by', 'approved_at', 'version']
    WHEN (OLD.state, NEW.state) IN (('approved', 'superseded'), ('approved', 'withdrawn'), ('draft', 'withdrawn'))
      THEN ARRAY['state', 'ended_by', 'ended_at', 'version']
  END;
BEGIN
  IF TG_OP = 'DELETE' OR may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
    OR NOT (OLD.authors <@ NEW.authors) THEN
    RAISE EXCEPTION 'a text that is % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'approved' AND (
    (sec.uid() IS NOT NULL AND NEW.approved_by IS DISTINCT FROM sec.uid())
    OR NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.approved_by AND u.role = 'phu_doctor' AND u.disabled_at IS NULL)) THEN
    RAISE EXCEPTION 'a doctor of the unit approves in person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_reply_text() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.guard_request_reply()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  may_change CONSTANT text[] := ARRAY['state', 'because', 'due_at', 'attempts', 'lease_token', 'lease_until', 'sent_at', 'reply'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('told', 'sent', 'left_out')
    OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'a reply that is % stays so', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_request_reply() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.guard_rota_swap_ask()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  may_change CONSTANT text[] := ARRAY['state', 'answered_at', 'because', 'change_id', 'version'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'taken_back'
    OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'an ask that is % stays as it was asked', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state IN ('agreed', 'declined') AND sec.uid() IS DISTINCT FROM NEW.on_user_id THEN
    RAISE EXCEPTION 'only the person asked answers' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_rota_swap_ask() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.guard_survey()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  may_change text[] := CASE
    WHEN OLD.closed_at IS NOT NULL THEN ARRAY[]::text[]
    WHEN OLD.sent_at IS NULL THEN ARRAY['topic', 'title', 'link', 'words', 'hospital_id', 'group_only', 'sent_by', 'sent_at',
                                        'closed_by', 'closed_at', 'version']
    WHEN OLD.reminded_at IS NULL THEN ARRAY['reminded_by', 'reminded_at', 'stopped_at', 'closed_by', 'closed_at', 'version']
    ELSE ARRAY['stopped_at', 'closed_by', 'closed_at', 'version']
  END;
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'a survey that was sent or closed stays as it was' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_survey() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.guard_survey_message()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.id, OLD.survey_id, OLD.patient_id, OLD.kind) IS DISTINCT FROM (NEW.id, NEW.survey_id, NEW.patient_id, NEW.kind)
    OR (OLD.state IN ('sent', 'left_out') AND NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'a message that is % stays so', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_survey_message() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.guard_treatment_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  may_change text[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    -- Approved text begins as a draft that somebody wrote.
    IF sec.uid() IS NOT NULL AND (NEW.state <> 'draft' OR NEW.written_by <> sec.uid()) THEN
      RAISE EXCEPTION 'words begin as a draft of their writer' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'words about a treatment are never deleted' USING ERRCODE = 'check_violation';
  END IF;
  may_change := CASE
    WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN
      ARRAY['name', 'class', 'emergency_words', 'tests', 'care_beside', 'care_with', 'red_when_bleeding', 'months_after',
            'authors', 'changed_by', 'changed_at', 'version']
    WHEN (OLD.state, NEW.state) = ('draft', 'approved') THEN ARRAY['state', 'approved_by', 'approved_at', 'version']
    WHEN (OLD.state, NEW.state) IN (('draft', 'discarded'), ('approved', 'superseded'), ('approved', 'withdrawn')) THEN
      ARRAY['state', 'ended_by', 'ended_at', 'ended_because', 'version']
  END;
  IF may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'words that are % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF NOT (OLD.authors <@ NEW.authors) THEN
    RAISE EXCEPTION 'an author stays an author' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'draft' AND sec.uid() IS NOT NULL AND NEW.changed_by IS DISTINCT FROM sec.uid() THEN
    RAISE EXCEPTION 'who changes the text is its author' USING ERRCODE = 'check_violation';
  END IF;
  IF (OLD.state, NEW.state) = ('draft', 'approved') AND (
    (sec.uid() IS NOT NULL AND NEW.approved_by IS DISTINCT FROM sec.uid())
    OR NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.approved_by AND u.role = 'phu_doctor' AND u.disabled_at IS NULL)) THEN
    RAISE EXCEPTION 'a doctor of the unit approves in person' USING ERRCODE = 'check_violation';
  END IF;
  IF (OLD.state, NEW.state) = ('approved', 'withdrawn') AND sec.uid() IS NOT NULL
    AND sec.user_role() IS DISTINCT FROM 'phu_doctor' THEN
    RAISE EXCEPTION 'a doctor of the unit withdraws' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.guard_treatment_version() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.hangs_on_hospital(hospital uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;
ALTER FUNCTION sec.hangs_on_hospital(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.hangs_on_hospital(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.has_emergency_access(patient uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT sec.user_role() IS NOT DISTINCT FROM 'link_consultant' AND EXISTS (
  SELECT 1 FROM break_glass_grants g
  WHERE g.patient_id = patient AND g.user_id = sec.uid() AND sec.grant_runs(g))
$function$;
ALTER FUNCTION sec.has_emergency_access(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.has_emergency_access(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.has_keys(value jsonb, VARIADIC wanted text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
SELECT CASE WHEN jsonb_typeof(value) = 'object'
  THEN value ?& wanted AND (SELECT count(*) FROM jsonb_object_keys(value)) = cardinality(wanted) ELSE false END
$function$;
ALTER FUNCTION sec.has_keys(jsonb,text[]) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.has_keys(jsonb,text[]) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.has_keys(jsonb,text[]) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.has_keys(jsonb,text[]) TO shared_care_feeds;

CREATE OR REPLACE FUNCTION sec.hold_authors_to_who_acts()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT f.conrelid::regclass AS place, string_agg(quote_literal(a.attname), ', ' ORDER BY a.attname) AS columns,
      string_agg(format('(NEW.%1$I IS NOT NULL AND NEW.%1$I IS DISTINCT FROM sec.uid())', a.attname), ' OR '
        ORDER BY a.attname) AS made,
      string_agg(format('(NEW.%1$I IS NOT NULL AND NEW.%1$I IS DISTINCT FROM OLD.%1$I AND NEW.%1$I IS DISTINCT FROM sec.uid())',
        a.attname), ' OR ' ORDER BY a.attname) AS changed
    FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey)
    WHERE f.contype = 'f' AND f.confrelid = 'users'::regclass AND a.attname ~ '(^|_)by$|^actor_id$'
    GROUP BY f.conrelid ORDER BY 1
  LOOP
    CONTINUE WHEN (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = found.place AND t.tgname LIKE 'authors\_are\_who\_acts%'
      AND pg_get_triggerdef(t.oid) LIKE '%(' || found.columns || ')') = 2;
    EXECUTE format('DROP TRIGGER IF EXISTS authors_are_who_acts ON %1$s; DROP TRIGGER IF EXISTS authors_are_who_acts_later ON %1$s',
      found.place);
    EXECUTE format('CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON %s FOR EACH ROW
        WHEN (current_user IN (''shared_care_app'', ''shared_care_worker'') AND (%s)) EXECUTE FUNCTION sec.refuse_another_author(%s)',
      found.place, found.made, found.columns);
    EXECUTE format('CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON %s FOR EACH ROW
        WHEN (current_user IN (''shared_care_app'', ''shared_care_worker'') AND (%s)) EXECUTE FUNCTION sec.refuse_another_author(%s)',
      found.place, found.changed, found.columns);
  END LOOP;
END
$function$;
ALTER FUNCTION sec.hold_authors_to_who_acts() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.hold_two_records(loser uuid, survivor uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  open_ones int := 0;
  lost boolean;
  one record;
BEGIN
  IF NOT sec.sees_all_patients() THEN
    RAISE EXCEPTION 'merging is for the unit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR one IN SELECT merged_into_id FROM patients WHERE id IN (loser, survivor) ORDER BY id FOR UPDATE LOOP
    IF one.merged_into_id IS NULL THEN open_ones := open_ones + 1; END IF;
  END LOOP;
  IF open_ones < 2 THEN
    RAISE EXCEPTION 'one of the two is closed' USING ERRCODE = 'SCM04';
  END IF;
  SELECT (l.restricted_at IS NOT NULL AND s.restricted_at IS NULL) OR (l.died_on IS NOT NULL AND s.died_on IS NULL)
         OR (l.moved_away_on IS NOT NULL AND s.moved_away_on IS NULL)
  INTO lost FROM patients l, patients s WHERE l.id = loser AND s.id = survivor;
  IF lost THEN
    RAISE EXCEPTION 'what keeps the family from being written to would be lost' USING ERRCODE = 'SCM05';
  END IF;
END
$function$;
ALTER FUNCTION sec.hold_two_records(uuid,uuid) OWNER TO shared_care_merger;

CREATE OR REPLACE FUNCTION sec.hospital_closure_forces_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM sec.force_open_access_review(a.patient_id, 'hospital', NEW.id)
  FROM (SELECT DISTINCT patient_id FROM open_access_arrangements WHERE hospital_id = NEW.id
          AND state IN ('active', 'due_review', 'suspended')) AS a;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.hospital_closure_forces_review() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.hospital_figures()
 RETURNS TABLE(hospital_id uuid, children integer, arrangements integer, attendances integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH me AS MATERIALIZED (SELECT role, hospital_id FROM users WHERE id = sec.uid() AND disabled_at IS NULL)
SELECT h.id,
  (SELECT count(DISTINCT l.patient_id)::int FROM shared_care_links l
   WHERE l.hospital_id = h.id AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)),
  (SELECT count(*)::int FROM open_access_arrangements o WHERE o.hospital_id = h.id AND o.state IN ('active', 'due_review')),
  (SELECT count(*)::int FROM attendances a
   WHERE a.hospital_id = h.id AND a.arrived_at > sec.now() - interval '1 year')
FROM me JOIN hospitals h ON h.network_role <> 'other' AND (me.role <> 'link_consultant' OR h.id = me.hospital_id)
$function$;
ALTER FUNCTION sec.hospital_figures() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.hospital_figures() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.in_hours(at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT to_char(l.local, 'HH24:MI') >= h.hours ->> 'start' AND to_char(l.local, 'HH24:MI') < h.hours ->> 'end'
       AND extract(isodow FROM l.local) < 6 AND NOT EXISTS (SELECT FROM bank_holidays b WHERE b.holiday_on = l.local::date)
FROM (SELECT at AT TIME ZONE 'Europe/London' AS local) l, (SELECT sec.setting_at('working_hours', at) AS hours) h
$function$;
ALTER FUNCTION sec.in_hours(timestamp with time zone) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.in_hours(timestamp with time zone) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.in_hours(timestamp with time zone) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.in_hours(timestamp with time zone) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.in_post(from_on date, to_on date, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
SELECT at >= from_on::timestamp AT TIME ZONE 'Europe/London'
   AND (to_on IS NULL OR at < (to_on + 1)::timestamp AT TIME ZONE 'Europe/London')
$function$;
ALTER FUNCTION sec.in_post(date,date,timestamp with time zone) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.in_post(date,date,timestamp with time zone) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.in_post(date,date,timestamp with time zone) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.in_post(date,date,timestamp with time zone) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.invitation_lives(i invitations)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT i.accepted_at IS NULL AND i.replaced_at IS NULL AND i.expires_at > sec.now()
  AND (i.invited_by IS NULL OR EXISTS (
    SELECT 1 FROM access_requests a
    JOIN users asked ON asked.id = a.requested_by AND asked.role = 'admin' AND asked.disabled_at IS NULL
    JOIN users confirmed ON confirmed.id = a.decided_by AND confirmed.role = 'admin' AND confirmed.disabled_at IS NULL
    WHERE a.invitation_id = i.id AND a.state = 'confirmed'))
$function$;
ALTER FUNCTION sec.invitation_lives(invitations) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.invite_first_admin(address text, hash bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  new_id uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('one_admin_remains'));
  IF (SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL) >= 2 THEN RETURN NULL; END IF;
  UPDATE invitations SET replaced_at = sec.now() WHERE email = address AND accepted_at IS NULL AND replaced_at IS NULL;
  INSERT INTO invitations (email, role, token_hash, invited_by) VALUES (address, 'admin', hash, NULL)
    RETURNING id INTO new_id;
  RETURN new_id;
END
$function$;
ALTER FUNCTION sec.invite_first_admin(text,bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.invite_first_admin(text,bytea) TO owner;

CREATE OR REPLACE FUNCTION sec.invited_email(hash bytea)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT i.email FROM invitations i WHERE i.token_hash = hash AND sec.invitation_lives(i)
$function$;
ALTER FUNCTION sec.invited_email(bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.invited_email(bytea) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.is_halfway(session text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT EXISTS (SELECT 1 FROM sessions WHERE sid = session AND created_at > sec.now() - interval '10 minutes')
$function$;
ALTER FUNCTION sec.is_halfway(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.is_halfway(text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.is_time(value jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
SELECT coalesce(jsonb_typeof(value) = 'string' AND value #>> '{}' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$', false)
$function$;
ALTER FUNCTION sec.is_time(jsonb) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.is_time(jsonb) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.is_time(jsonb) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.is_time(jsonb) TO shared_care_feeds;

CREATE OR REPLACE FUNCTION sec.is_whole(value jsonb, lowest integer, highest integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
SELECT CASE WHEN jsonb_typeof(value) = 'number' THEN (value #>> '{}')::numeric BETWEEN lowest AND highest
       AND (value #>> '{}')::numeric % 1 = 0 ELSE false END
$function$;
ALTER FUNCTION sec.is_whole(jsonb,integer,integer) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.is_whole(jsonb,integer,integer) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.is_whole(jsonb,integer,integer) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.is_whole(jsonb,integer,integer) TO shared_care_feeds;

CREATE OR REPLACE FUNCTION sec.keep_changed_facts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO patient_changes (patient_id, written_for, fact, was, becomes, changed_by, source, words)
  SELECT NEW.id, NEW.id, now_is.key, was.value, now_is.value, sec.uid(),
         coalesce(nullif(current_setting('app.fact_source', true), ''), 'other'),
         nullif(current_setting('app.fact_words', true), '')
  FROM jsonb_each(sec.fact_values(NEW)) AS now_is
  JOIN jsonb_each(sec.fact_values(OLD)) AS was ON was.key = now_is.key
  WHERE was.value <> now_is.value;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.keep_changed_facts() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.keep_family_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  is_now jsonb := to_jsonb(NEW);
  was jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END;
  kept_out CONSTANT text[] := ARRAY['version', 'changed_by', 'changed_at', 'messages_recorded_by', 'email_bounced_at'];
BEGIN
  IF is_now - kept_out = was - kept_out THEN RETURN NULL; END IF;
  INSERT INTO family_changes (patient_id, part, entry_id, kind, by, is_now, was)
  VALUES (NEW.patient_id, TG_ARGV[0], (is_now ->> TG_ARGV[1])::uuid,
          CASE WHEN was IS NULL THEN 'recorded'
               WHEN was ->> 'struck_out_at' IS NULL AND is_now ->> 'struck_out_at' IS NOT NULL THEN 'struck_out'
               WHEN was ->> 'struck_out_at' IS NOT NULL AND is_now ->> 'struck_out_at' IS NULL THEN 'restored'
               WHEN was ->> 'ended_on' IS NULL AND is_now ->> 'ended_on' IS NOT NULL THEN 'ended'
               ELSE 'changed' END,
          sec.uid(), is_now, was);
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.keep_family_change() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.keep_first_facts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO patient_changes (patient_id, written_for, fact, becomes, changed_by, source, words)
  SELECT NEW.id, NEW.id, fact.key, fact.value, NEW.registered_by, NEW.registered_source, NEW.registered_words
  FROM jsonb_each(sec.fact_values(NEW)) AS fact
  WHERE fact.value NOT IN ('{"hospitalNumber": null}', '{"baselineLevel": null}', '{"sex": "not_known"}', '{"severity": "not_graded"}',
    '{"nhsNumber": null, "nhsNumberStatus": "absent"}', '{"allergyState": "not_recorded", "allergies": null}');
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.keep_first_facts() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.keep_first_measures()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF NEW.weight_kg IS NOT NULL THEN
    INSERT INTO patient_weights (patient_id, kg, weighed_on, recorded_by, source, words)
    VALUES (NEW.id, NEW.weight_kg, NEW.weighed_on, NEW.registered_by, coalesce(NEW.registered_source, 'other'), NEW.registered_words);
  END IF;
  IF NEW.inhibitor <> 'not_tested' THEN
    INSERT INTO inhibitor_results (patient_id, state, titre, tested_on, recorded_by, source, words)
    VALUES (NEW.id, NEW.inhibitor, NEW.inhibitor_titre, NEW.inhibitor_on, NEW.registered_by,
            coalesce(NEW.registered_source, 'other'), NEW.registered_words);
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.keep_first_measures() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.last_sign_ins()
 RETURNS TABLE(user_id uuid, at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT u.id, (SELECT max(a.at) FROM audit_entries a
              WHERE a.actor_id = u.id AND a.action = 'sign_in' AND a.outcome = 'done')
FROM users u WHERE sec.user_role() = 'admin'
$function$;
ALTER FUNCTION sec.last_sign_ins() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.last_sign_ins() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.let_merge_reach_every_table()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  found record;
  guard name;
BEGIN
  FOR found IN SELECT * FROM sec.patient_columns() LOOP
    guard := 'not_into_merged_' || found.bears;
    IF NOT has_table_privilege('shared_care_merger', found.place, 'SELECT')
       OR NOT has_column_privilege('shared_care_merger', found.place, found.bears, 'UPDATE') THEN
      EXECUTE format('GRANT SELECT, UPDATE (%I) ON %s TO shared_care_merger', found.bears, found.place);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = found.place AND polname = 'reached_by_merge') THEN
      EXECUTE format('CREATE POLICY reached_by_merge ON %s TO shared_care_merger USING (true) WITH CHECK (true)', found.place);
    END IF;
    -- What follows a row that stayed with a closed record may still say what became of it.
    IF NOT found.follows AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = found.place AND tgname = guard) THEN
      EXECUTE format('CREATE TRIGGER %1$I BEFORE INSERT OR UPDATE OF %2$I ON %3$s FOR EACH ROW
                        WHEN (NEW.%2$I IS NOT NULL AND current_user <> ''shared_care_merger'')
                        EXECUTE FUNCTION sec.refuse_merged_patient(%2$L)', guard, found.bears, found.place);
    END IF;
  END LOOP;
END
$function$;
ALTER FUNCTION sec.let_merge_reach_every_table() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.letter_answer(code_asked text)
 RETURNS TABLE(answer text, version_number integer, issued_on date, review_by date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT CASE
    WHEN l.state = 'withdrawn' OR e.state = 'withdrawn' OR o.state IN ('withdrawn', 'suspended', 'expired') THEN 'withdrawn'
    WHEN l.state = 'superseded' OR e.state = 'superseded' OR o.state = 'superseded' THEN 'superseded'
    WHEN EXISTS (SELECT 1 FROM patients p WHERE p.merged_into_id IS NOT NULL
                   AND p.id IN (l.patient_id, e.patient_id, o.patient_id)) THEN 'superseded'
    WHEN o.ends_at <= sec.now() THEN 'withdrawn'
    WHEN sec.letter_number_changed(l.id) THEN 'number_changed'
    WHEN least(l.review_by, o.review_by) < (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'past_review'
    ELSE 'current' END,
  l.version_number, (l.issued_at AT TIME ZONE 'Europe/London')::date, least(l.review_by, o.review_by)
FROM letters l LEFT JOIN emergency_plans e ON e.id = l.plan_id
LEFT JOIN open_access_arrangements o ON o.id = l.arrangement_id
WHERE l.code = code_asked
UNION ALL
SELECT CASE
    WHEN e.state <> 'approved' THEN e.state
    WHEN EXISTS (SELECT 1 FROM patients p WHERE p.merged_into_id IS NOT NULL AND p.id IN (e.patient_id)) THEN 'superseded'
    WHEN e.review_by < (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'past_review'
    ELSE 'current' END,
  e.version_number, (e.approved_at AT TIME ZONE 'Europe/London')::date, e.review_by
FROM emergency_plans e WHERE e.code = code_asked
$function$;
ALTER FUNCTION sec.letter_answer(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.letter_answer(text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.letter_notes_numbers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO letter_numbers (letter_id, contact_id, phone)
  SELECT NEW.id, c.id, c.phone FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
  WHERE c.ended_at IS NULL AND length(sec.digits(c.phone)) >= 5
    AND (h.network_role = 'hub' OR h.id = (SELECT o.hospital_id FROM open_access_arrangements o WHERE o.id = NEW.arrangement_id))
    AND translate(NEW.model::text, ' -' || chr(160), '') LIKE '%' || sec.digits(c.phone) || '%';
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.letter_notes_numbers() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.letter_number_changed(letter uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT EXISTS (SELECT FROM sec.changed_letter_numbers() n WHERE n.letter_id = letter)
$function$;
ALTER FUNCTION sec.letter_number_changed(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.letter_number_changed(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.letters_renumbered()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT DISTINCT n.letter_id FROM sec.changed_letter_numbers() n WHERE (SELECT sec.sees_all_patients())
$function$;
ALTER FUNCTION sec.letters_renumbered() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.letters_renumbered() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.link_change_forces_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.link_consultant_id IS DISTINCT FROM NEW.link_consultant_id THEN
      PERFORM sec.force_open_access_review(NEW.patient_id, 'link_consultant', NEW.hospital_id);
    END IF;
    RETURN NULL;
  END IF;
  -- A new link after an old one: at the same hospital under another consultant, or the primary hospital moved.
  IF EXISTS (SELECT 1 FROM shared_care_links l WHERE l.patient_id = NEW.patient_id AND l.hospital_id = NEW.hospital_id
               AND l.id <> NEW.id AND l.link_consultant_id IS DISTINCT FROM NEW.link_consultant_id) THEN
    PERFORM sec.force_open_access_review(NEW.patient_id, 'link_consultant', NEW.hospital_id);
  END IF;
  IF NEW.role = 'primary' THEN
    PERFORM sec.force_open_access_review(NEW.patient_id, 'hospital', former.hospital_id)
    FROM (SELECT DISTINCT l.hospital_id FROM shared_care_links l
          WHERE l.patient_id = NEW.patient_id AND l.role = 'primary' AND l.hospital_id <> NEW.hospital_id) AS former;
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.link_change_forces_review() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.may_contact(child uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT w.because FROM sec.why_not_contacted() w WHERE w.patient_id = child
$function$;
ALTER FUNCTION sec.may_contact(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.may_contact(uuid) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.may_contact(uuid) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.merge_counts(entries jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT coalesce(jsonb_agg(jsonb_build_object('table', name, 'moved', moved, 'kept', kept, 'keptIds', ids) ORDER BY name), '[]')
FROM (
  SELECT e ->> 'table' AS name, count(*) FILTER (WHERE e ->> 'kept' IS NULL) AS moved,
         count(*) FILTER (WHERE e ->> 'kept' IS NOT NULL) AS kept,
         coalesce(jsonb_agg(e -> 'was' -> 'id') FILTER (WHERE e ->> 'kept' IS NOT NULL AND e -> 'was' ? 'id'), '[]') AS ids
  FROM jsonb_array_elements(entries) AS e GROUP BY e ->> 'table') AS per_table
$function$;
ALTER FUNCTION sec.merge_counts(jsonb) OWNER TO shared_care_merger;

CREATE OR REPLACE FUNCTION sec.merge_patients(merge uuid, seen integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET lock_timeout TO '700ms'
AS $function$
DECLARE
  this patient_merges;
  rows_before jsonb;
BEGIN
  SELECT * INTO this FROM patient_merges WHERE id = merge FOR UPDATE;
  IF this.state IS DISTINCT FROM 'proposed' OR this.version <> seen THEN
    RAISE EXCEPTION 'not as it was seen' USING ERRCODE = 'SCM02';
  END IF;
  IF this.proposed_by = sec.uid() THEN
    RAISE EXCEPTION 'a second person confirms' USING ERRCODE = 'SCM03';
  END IF;
  PERFORM sec.hold_two_records(this.loser_id, this.survivor_id);
  rows_before := sec.move_patient_rows(this.loser_id, this.survivor_id);
  UPDATE patients SET merged_into_id = this.survivor_id WHERE id = this.loser_id;
  UPDATE patient_merges SET state = 'merged', confirmed_by = sec.uid(), confirmed_at = sec.now(), snapshot = rows_before,
                            outcome = sec.merge_counts(rows_before), version = version + 1
  WHERE id = merge;
END
$function$;
ALTER FUNCTION sec.merge_patients(uuid,integer) OWNER TO shared_care_merger;
GRANT EXECUTE ON FUNCTION sec.merge_patients(uuid,integer) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.merged_patients(children uuid[])
 RETURNS SETOF patients
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT p.* FROM patients p WHERE p.id = ANY (children) AND p.merged_into_id IS NOT NULL AND sec.sees_all_patients()
$function$;
ALTER FUNCTION sec.merged_patients(uuid[]) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.merged_patients(uuid[]) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.message_address(child uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT e.email FROM sec.email_of_family(child) e WHERE sec.may_contact(child) IS NULL
$function$;
ALTER FUNCTION sec.message_address(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.message_address(uuid) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.minute_of(value text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
SELECT substr(value, 1, 2)::int * 60 + substr(value, 4, 2)::int
$function$;
ALTER FUNCTION sec.minute_of(text) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.minute_of(text) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.minute_of(text) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.minute_of(text) TO shared_care_feeds;

CREATE OR REPLACE FUNCTION sec.move_of_house_forces_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF (OLD.postcode IS NOT NULL AND NEW.postcode IS NOT NULL
        AND upper(replace(OLD.postcode, ' ', '')) <> upper(replace(NEW.postcode, ' ', '')))
     OR ((OLD.postcode IS NULL OR NEW.postcode IS NULL) AND OLD.address <> NEW.address) THEN
    PERFORM sec.force_open_access_review(NEW.patient_id, 'address');
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.move_of_house_forces_review() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.move_patient_rows(loser uuid, survivor uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET "TimeZone" TO 'UTC'
AS $function$
DECLARE
  found record;
  was jsonb;
  broken text;
  went boolean;
  entries jsonb[] := '{}';
  followers jsonb[] := '{}';
BEGIN
  FOR found IN SELECT * FROM sec.patient_columns() LOOP
    -- Under row-level policies a table without this one would look empty, and its rows would be forgotten.
    IF found.keys IS NULL OR NOT EXISTS (
      SELECT FROM pg_policy WHERE polrelid = found.place AND polname = 'reached_by_merge') THEN
      RAISE EXCEPTION 'a merge does not reach %', found.place USING ERRCODE = 'SCM09';
    END IF;
    CONTINUE WHEN NOT found.follows;
    FOR was IN EXECUTE format('SELECT to_jsonb(t) FROM (SELECT * FROM %s WHERE %I = $1 ORDER BY %s FOR NO KEY UPDATE) AS t',
                              found.place, found.bears, found.keys) USING loser LOOP
      followers := followers || jsonb_build_object('table', found.place, 'column', found.bears, 'keys', found.keys, 'was', was);
    END LOOP;
  END LOOP;
  -- Each row is judged by itself, at once and not at the end.
  SET CONSTRAINTS ALL IMMEDIATE;
  FOR found IN SELECT * FROM sec.patient_columns() AS p WHERE NOT p.follows LOOP
    FOR was IN EXECUTE format('SELECT to_jsonb(t) FROM (SELECT * FROM %s WHERE %I = $1 ORDER BY %s FOR NO KEY UPDATE) AS t',
                              found.place, found.bears, found.keys) USING loser LOOP
      broken := NULL;
      BEGIN
        EXECUTE format('UPDATE %1$s SET %2$I = $2 WHERE (%3$s) = (SELECT %3$s FROM jsonb_populate_record(NULL::%1$s, $1))',
                       found.place, found.bears, found.keys) USING was, survivor;
      EXCEPTION WHEN integrity_constraint_violation THEN
        GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
        broken := coalesce(nullif(broken, ''), 'a rule of the table');
      END;
      entries := entries || jsonb_build_object('table', found.place, 'column', found.bears, 'keys', found.keys,
                                               'follows', false, 'kept', broken, 'was', was);
    END LOOP;
  END LOOP;
  FOR i IN 1 .. cardinality(followers) LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %1$s WHERE %2$I = $2 AND (%3$s) = (SELECT %3$s FROM jsonb_populate_record(NULL::%1$s, $1)))',
                   followers[i] ->> 'table', followers[i] ->> 'column', followers[i] ->> 'keys')
      INTO went USING followers[i] -> 'was' || jsonb_build_object(followers[i] ->> 'column', survivor), survivor;
    entries := entries || (followers[i] || jsonb_build_object('follows', true, 'kept', CASE WHEN NOT went THEN 'its parent stays' END));
  END LOOP;
  RETURN to_jsonb(entries);
END
$function$;
ALTER FUNCTION sec.move_patient_rows(uuid,uuid) OWNER TO shared_care_merger;

CREATE OR REPLACE FUNCTION sec.moved_attendances(patient uuid)
 RETURNS TABLE(alert_id uuid, reference text, away boolean, moved_by text, moved_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT c.alert_id, a.reference, c.from_patient_id = patient, u.display_name, c.answered_at
FROM alert_corrections c JOIN alerts al ON al.id = c.alert_id JOIN attendances a ON a.id = al.attendance_id
JOIN users u ON u.id = c.asked_by
WHERE c.kind = 'wrong_patient' AND c.answer = 'done' AND patient IN (c.from_patient_id, c.to_patient_id) AND c.from_patient_id <> c.to_patient_id
  AND (sec.sees_all_patients() OR sec.can_see(patient))
$function$;
ALTER FUNCTION sec.moved_attendances(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.moved_attendances(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.names_on_duty(at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', u.display_name, 'duty', t.duty, 'because', t.because,
             'phone', coalesce(n.phone, ''), 'bleep', n.bleep, 'verifiedOn', n.verified_on)
             ORDER BY t.duty DESC, lower(u.display_name), u.id), '[]')
    FROM sec.people_to_tell(at, 0) t LEFT JOIN users u ON u.id = t.user_id LEFT JOIN duty_numbers n ON n.duty = t.duty);
EXCEPTION WHEN OTHERS THEN
  -- Away, out of resources, or in each other's way: the whole request is to be tried again.
  IF left(SQLSTATE, 2) IN ('08', '40', '53', '55', '57') THEN
    RAISE;
  END IF;
  RETURN jsonb_build_object('code', SQLSTATE);
END
$function$;
ALTER FUNCTION sec.names_on_duty(timestamp with time zone) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.names_on_duty(timestamp with time zone) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.needs_clinician(wanted text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT wanted IN ('alert_limits', 'working_hours', 'vaccination_ages')
$function$;
ALTER FUNCTION sec.needs_clinician(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.needs_clinician(text) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.needs_clinician(text) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.needs_clinician(text) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.next_dose_day(first_on date, every_days integer, weekdays integer[], today date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
AS $function$
SELECT CASE
  WHEN every_days IS NOT NULL THEN first_on + greatest(0, (today - first_on + every_days - 1) / every_days) * every_days
  ELSE (SELECT min(d) FROM (SELECT greatest(today, coalesce(first_on, today)) + i AS d FROM generate_series(0, 6) AS i) AS days
        WHERE extract(isodow FROM d)::int = ANY (weekdays)) END
$function$;
ALTER FUNCTION sec.next_dose_day(date,integer,integer[],date) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.next_dose_day(date,integer,integer[],date) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.note_bounced_email(child uuid, tried text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
UPDATE contact_details SET email_bounced_at = sec.now(), version = version + 1
WHERE patient_id = child AND email = tried AND email_bounced_at IS NULL;
UPDATE family_people SET email_bounced_at = sec.now(), version = version + 1
WHERE patient_id = child AND email = tried AND email_bounced_at IS NULL;
$function$;
ALTER FUNCTION sec.note_bounced_email(uuid,text) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
SELECT now() + (SELECT clock_offset FROM sec.clock)
$function$;
ALTER FUNCTION sec.now() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.now() TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.now() TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.now() TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.now() TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.now() TO shared_care_merger;
GRANT EXECUTE ON FUNCTION sec.now() TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.on_duty(at timestamp with time zone)
 RETURNS TABLE(duty text, user_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH wall AS (
  SELECT (extract(hour FROM l.local) * 60 + extract(minute FROM l.local))::int AS minute,
         extract(dow FROM l.local)::int AS day,
         EXISTS (SELECT FROM bank_holidays b WHERE b.holiday_on = l.local::date) AS holiday,
         (SELECT p.id FROM rota_patterns p WHERE p.withdrawn_at IS NULL AND p.effective_from <= l.local::date
          ORDER BY p.effective_from DESC LIMIT 1) AS pattern_id
  FROM (SELECT at AT TIME ZONE 'Europe/London' AS local) l
), changed AS (
  SELECT c.* FROM rota_changes c WHERE c.withdrawn_at IS NULL AND tstzrange(c.starts_at, c.ends_at) @> at
), held AS (
  SELECT c.duty, c.on_user_id AS user_id, 0 AS place FROM changed c WHERE c.kind <> 'leave'
  UNION ALL
  SELECT l.duty, l.user_id, CASE WHEN l.day = 7 THEN 1 ELSE 2 END
  FROM wall w JOIN rota_pattern_lines l ON l.pattern_id = w.pattern_id
  WHERE (l.minutes @> w.day * 1440 + w.minute AND NOT (w.holiday AND l.duty IN ('phu_nurse', 'nurse_in_charge'))
         OR w.holiday AND l.minutes @> 10080 + w.minute)
    AND NOT EXISTS (SELECT FROM changed c WHERE c.kind = 'swap' AND c.duty = l.duty AND c.off_user_id = l.user_id)
)
SELECT DISTINCT ON (h.duty, CASE WHEN h.duty = 'phu_nurse' THEN h.user_id END) h.duty, h.user_id
FROM held h JOIN users u ON u.id = h.user_id
WHERE u.disabled_at IS NULL
  AND u.role = CASE WHEN h.duty IN ('phu_nurse', 'nurse_in_charge') THEN 'haemostasis_nurse' ELSE 'phu_doctor' END
  AND NOT EXISTS (SELECT FROM changed c WHERE c.kind = 'leave' AND c.off_user_id = h.user_id)
ORDER BY h.duty, CASE WHEN h.duty = 'phu_nurse' THEN h.user_id END, h.place
$function$;
ALTER FUNCTION sec.on_duty(timestamp with time zone) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.on_duty(timestamp with time zone) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.on_duty(timestamp with time zone) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.on_duty(timestamp with time zone) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.one_admin_remains()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF OLD.role <> 'admin' OR OLD.disabled_at IS NOT NULL THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('one_admin_remains'));
  IF NOT EXISTS (SELECT 1 FROM users WHERE role = 'admin' AND disabled_at IS NULL) THEN
    RAISE EXCEPTION 'no admin would remain' USING ERRCODE = 'check_violation', CONSTRAINT = 'users_one_admin_remains';
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.one_admin_remains() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.open_access_lawful()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  changing text[] := ARRAY['state', 'version', 'starts_at', 'ends_at', 'sent_at', 'sent_by', 'agreed_at', 'agreed_by',
    'agreed_recorded_by', 'ward_holds_at', 'ward_holds_said_by', 'ward_holds_recorded_by', 'family_holds_at',
    'family_holds_said_by', 'family_holds_recorded_by', 'review_forced_on', 'review_because', 'ended_at'];
BEGIN
  IF current_user <> 'shared_care_app' THEN RETURN NEW; END IF;
  IF OLD.state <> NEW.state AND NOT sec.open_access_may_become(OLD.state, NEW.state) THEN
    RAISE EXCEPTION 'an arrangement that is % cannot become %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state <> 'draft' AND to_jsonb(OLD) - changing <> to_jsonb(NEW) - changing THEN
    RAISE EXCEPTION 'an arrangement that was sent is replaced, not edited' USING ERRCODE = 'check_violation';
  END IF;
  IF sec.user_role() = 'link_consultant' AND (OLD.state = 'draft'
     OR (OLD.state <> NEW.state AND NEW.state NOT IN ('draft', 'active', 'superseded'))
     OR (OLD.state = 'suspended' AND NEW.state = 'active')) THEN
    RAISE EXCEPTION 'a link consultant agrees or sends back' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.state = 'withdrawn' AND OLD.state NOT IN ('draft', 'withdrawn') AND sec.user_role() <> 'phu_doctor' THEN
    RAISE EXCEPTION 'only a doctor of the unit withdraws' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.open_access_lawful() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.open_access_may_become(from_state text, to_state text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
SELECT (from_state, to_state) IN (
  ('draft', 'awaiting_local_agreement'), ('draft', 'withdrawn'),
  ('awaiting_local_agreement', 'active'), ('awaiting_local_agreement', 'draft'), ('awaiting_local_agreement', 'withdrawn'),
  ('active', 'suspended'), ('active', 'withdrawn'), ('active', 'superseded'),
  ('due_review', 'suspended'), ('due_review', 'withdrawn'), ('due_review', 'superseded'),
  ('suspended', 'active'), ('suspended', 'withdrawn'), ('suspended', 'superseded'))
$function$;
ALTER FUNCTION sec.open_access_may_become(text,text) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.open_access_may_become(text,text) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.open_access_may_become(text,text) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.open_access_may_become(text,text) TO shared_care_merger;

CREATE OR REPLACE FUNCTION sec.open_access_outlasts_transfer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM transitions t WHERE t.patient_id = NEW.patient_id AND t.transfer_on IS NOT NULL
               AND t.first_adult_visit_on IS NULL) THEN
    RAISE EXCEPTION 'open access stays until the first adult visit' USING ERRCODE = 'check_violation', CONSTRAINT = 'open_access_outlasts_transfer';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.open_access_outlasts_transfer() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.open_access_suspension_told()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM open_access_arrangements a WHERE a.id = NEW.id AND a.state = 'suspended')
     <> EXISTS (SELECT 1 FROM open_access_suspensions s WHERE s.arrangement_id = NEW.id AND s.lifted_at IS NULL) THEN
    RAISE EXCEPTION 'suspension of % is not whole', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.open_access_suspension_told() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.open_access_validity(state text, agreed_at timestamp with time zone, starts_at timestamp with time zone, ends_at timestamp with time zone, due_on date, at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
SELECT CASE
  WHEN state IN ('draft', 'superseded') OR (state = 'withdrawn' AND agreed_at IS NULL) THEN 'none'
  WHEN state = 'awaiting_local_agreement' THEN 'awaiting_agreement'
  WHEN state IN ('expired', 'withdrawn') THEN state
  WHEN at >= ends_at OR (at AT TIME ZONE 'Europe/London')::date > due_on + 30 THEN 'expired'
  WHEN state = 'suspended' THEN 'suspended'
  WHEN at < starts_at THEN 'not_started'
  WHEN state = 'due_review' OR (at AT TIME ZONE 'Europe/London')::date > due_on THEN 'due_review'
  ELSE 'valid' END
$function$;
ALTER FUNCTION sec.open_access_validity(text,timestamp with time zone,timestamp with time zone,timestamp with time zone,date,timestamp with time zone) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.open_access_validity(text,timestamp with time zone,timestamp with time zone,timestamp with time zone,date,timestamp with time zone) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.open_access_validity(text,timestamp with time zone,timestamp with time zone,timestamp with time zone,date,timestamp with time zone) TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.open_account_message(message uuid, token uuid, hash bytea)
 RETURNS TABLE(address text, kind text, lost text, display_name text, asked_by text, ends_at timestamp with time zone, created_at timestamp with time zone, setting_id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
DECLARE
  m account_messages;
  r account_recoveries;
BEGIN
  SELECT * INTO m FROM account_messages WHERE id = message AND lease_token = token AND lease_until >= sec.now();
  IF NOT FOUND THEN RETURN; END IF;
  IF m.recovery_id IS NOT NULL THEN
    SELECT * INTO r FROM account_recoveries WHERE id = m.recovery_id FOR UPDATE;
    IF m.kind IN ('prove', 'link') THEN
      IF r.ended_at IS NOT NULL OR r.state <> (CASE m.kind WHEN 'prove' THEN 'asked' ELSE 'confirmed' END) THEN
        UPDATE account_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL WHERE id = message;
        RETURN;
      END IF;
      UPDATE account_recoveries SET token_hash = hash,
        ends_at = sec.now() + CASE WHEN r.lost = 'account' THEN interval '72 hours' ELSE interval '1 hour' END
      WHERE id = r.id RETURNING * INTO r;
    END IF;
  END IF;
  RETURN QUERY SELECT m.address, m.kind, r.lost, u.display_name, a.display_name, r.ends_at, m.created_at, m.setting_id
    FROM users u LEFT JOIN users a ON a.id = r.asked_by WHERE u.id = m.user_id;
END
$function$;
ALTER FUNCTION sec.open_account_message(uuid,uuid,bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.open_account_message(uuid,uuid,bytea) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.open_closure_review(hospital uuid, about text, code text, closed date, successors text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF closed IS NULL AND cardinality(successors) = 0 THEN
    UPDATE closure_reviews SET state = 'lapsed', decided_at = sec.now(), version = version + 1
    WHERE hospital_id = hospital AND subject = about AND state = 'waiting';
    RETURN;
  END IF;
  INSERT INTO closure_reviews (hospital_id, subject, ods_code, closed_on, successor_codes)
  VALUES (hospital, about, code, closed, successors)
  ON CONFLICT (hospital_id, subject) WHERE state = 'waiting'
  DO UPDATE SET closed_on = excluded.closed_on, successor_codes = excluded.successor_codes, found_at = excluded.found_at,
                version = closure_reviews.version + 1;
END
$function$;
ALTER FUNCTION sec.open_closure_review(uuid,text,text,date,text[]) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.open_recovery(hash bytea)
 RETURNS SETOF account_recoveries
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT r.* FROM account_recoveries r JOIN users u ON u.id = r.user_id
WHERE r.token_hash = hash AND r.ends_at > sec.now() AND r.ended_at IS NULL
  AND (r.state = 'asked' OR (r.state = 'confirmed' AND sec.recovery_missing(r) = 0))
  AND (u.disabled_at IS NULL OR r.lost = 'account')
$function$;
ALTER FUNCTION sec.open_recovery(bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.open_recovery(bytea) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.open_request_reply(message uuid, token uuid)
 RETURNS TABLE(address text, reference text, words text, addition text, made_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
DECLARE
  opened record;
  why text;
BEGIN
  SELECT r.patient_id, r.reference, m.words, m.addition, m.made_at, sec.message_address(r.patient_id) AS address
  INTO opened
  FROM request_replies m JOIN requests r ON r.id = m.request_id
  WHERE m.id = message AND m.lease_token = token AND m.lease_until >= sec.now();
  IF NOT FOUND THEN RETURN; END IF;
  why := CASE WHEN opened.address IS NULL THEN sec.may_contact(opened.patient_id) END;
  IF why IS NOT NULL THEN
    UPDATE request_replies SET state = 'left_out', because = why, lease_token = NULL, lease_until = NULL WHERE id = message;
  ELSIF opened.address IS NULL THEN
    -- The gate opened between the two questions: asked again with the next try.
    UPDATE request_replies SET state = 'waiting', lease_token = NULL, lease_until = NULL WHERE id = message;
  ELSE
    RETURN QUERY SELECT opened.address, opened.reference, opened.words, opened.addition, opened.made_at;
  END IF;
END
$function$;
ALTER FUNCTION sec.open_request_reply(uuid,uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.open_request_reply(uuid,uuid) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.open_survey_message(message uuid, token uuid)
 RETURNS TABLE(address text, kind text, title text, link text, words text, code text, created_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
DECLARE
  opened record;
  why text;
BEGIN
  SELECT m.patient_id, m.kind, m.created_at, s.title, s.link, s.words, s.stopped_at, s.closed_at, i.code, i.answered_at,
         sec.message_address(m.patient_id) AS address
  INTO opened
  FROM survey_messages m JOIN surveys s ON s.id = m.survey_id
  JOIN survey_invitations i ON i.survey_id = m.survey_id AND i.patient_id = m.patient_id
  WHERE m.id = message AND m.lease_token = token AND m.lease_until >= sec.now();
  IF NOT FOUND THEN RETURN; END IF;
  IF opened.stopped_at IS NOT NULL OR opened.closed_at IS NOT NULL THEN
    UPDATE survey_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL WHERE id = message;
    RETURN;
  END IF;
  why := CASE WHEN opened.answered_at IS NOT NULL THEN 'answered'
              WHEN opened.address IS NULL THEN sec.may_contact(opened.patient_id) END;
  IF why IS NOT NULL THEN
    UPDATE survey_messages SET state = 'left_out', because = why, lease_token = NULL, lease_until = NULL WHERE id = message;
  ELSIF opened.address IS NULL THEN
    -- The gate opened between the two questions: asked again with the next try.
    UPDATE survey_messages SET state = 'waiting', lease_token = NULL, lease_until = NULL WHERE id = message;
  ELSE
    RETURN QUERY SELECT opened.address, opened.kind, opened.title, opened.link, opened.words, opened.code, opened.created_at;
  END IF;
END
$function$;
ALTER FUNCTION sec.open_survey_message(uuid,uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.open_survey_message(uuid,uuid) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.ops_problems()
 RETURNS TABLE(cause text, since timestamp with time zone, detail text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT a.trigger, a.opened_at, (SELECT e.detail FROM alert_events e WHERE e.alert_id = a.id AND e.kind = 'raised')
FROM alerts a WHERE a.kind = 'ops' AND a.state IN ('open', 'acknowledged', 'awaiting')
  AND sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'admin')
ORDER BY a.opened_at
$function$;
ALTER FUNCTION sec.ops_problems() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.ops_problems() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.outbox_health()
 RETURNS TABLE(cycle_age double precision, oldest_due double precision, waiting integer, retrying integer, failed integer, calls_to_make integer, open_alerts integer, overdue_alerts integer, last_heartbeat_at timestamp with time zone, email_trouble_since timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;
ALTER FUNCTION sec.outbox_health() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.outbox_health() TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.outbox_health() TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.own_hospital_is_of_the_unit()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF (NEW.network_role = 'hub') IS DISTINCT FROM (NEW.id = (SELECT hospital_id FROM unit))
     AND (NEW.network_role = 'hub' OR (SELECT hospital_id FROM unit) = NEW.id) THEN
    RAISE EXCEPTION 'only the unit says which hospital is its own' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.own_hospital_is_of_the_unit() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.own_password_hash()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT password_hash FROM users WHERE id = sec.uid()
$function$;
ALTER FUNCTION sec.own_password_hash() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.own_password_hash() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.own_totp_secret()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT secret FROM user_totp WHERE user_id = sec.uid() AND confirmed_at IS NOT NULL
$function$;
ALTER FUNCTION sec.own_totp_secret() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.own_totp_secret() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.passkey_signed_in(credential text, new_counter bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
UPDATE user_passkeys SET counter = new_counter, last_used_at = sec.now()
WHERE credential_id = credential AND counter <= new_counter
$function$;
ALTER FUNCTION sec.passkey_signed_in(text,bigint) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.passkey_signed_in(text,bigint) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.passkey_to_sign_in(credential text)
 RETURNS TABLE(user_id uuid, public_key bytea, counter bigint)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT p.user_id, p.public_key, p.counter FROM user_passkeys p JOIN users u ON u.id = p.user_id AND u.disabled_at IS NULL
WHERE p.credential_id = credential FOR UPDATE OF p
$function$;
ALTER FUNCTION sec.passkey_to_sign_in(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.passkey_to_sign_in(text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.patient_change_forces_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN

  IF OLD.inhibitor IS DISTINCT FROM NEW.inhibitor THEN PERFORM sec.force_open_access_review(NEW.id, 'inhibitor'); END IF;
  IF OLD.central_line IS DISTINCT FROM NEW.central_line THEN PERFORM sec.force_open_access_review(NEW.id, 'line'); END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.patient_change_forces_review() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.patient_columns()
 RETURNS TABLE(place regclass, bears name, follows boolean, keys text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
WITH RECURSIVE pairs AS (
  SELECT f.conrelid, pair.here, f.confrelid, pair.there, f.confupdtype = 'c' AS carried FROM pg_constraint f
  CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS pair (here, there)
  WHERE f.contype = 'f' AND f.conparentid = 0 AND f.conrelid <> 'public.patient_merges'::regclass),
bearing AS (
  SELECT p.conrelid, p.here, false AS follows, false AS carried FROM pairs p
  JOIN pg_attribute a ON a.attrelid = p.confrelid AND a.attnum = p.there
  WHERE p.confrelid = 'public.patients'::regclass AND a.attname = 'id'
  UNION
  SELECT p.conrelid, p.here, true, p.carried FROM pairs p JOIN bearing b ON p.confrelid = b.conrelid AND p.there = b.here)
SELECT b.conrelid::regclass, a.attname, bool_and(b.follows) OR bool_or(b.carried),
       (SELECT string_agg(quote_ident(k.attname), ', ' ORDER BY k.attname) FROM pg_index i
        JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
        WHERE i.indrelid = b.conrelid AND i.indisprimary)
FROM bearing b JOIN pg_attribute a ON a.attrelid = b.conrelid AND a.attnum = b.here
GROUP BY b.conrelid, a.attname ORDER BY b.conrelid::regclass::text, a.attname
$function$;
ALTER FUNCTION sec.patient_columns() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.patient_columns() TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.patient_columns() TO shared_care_merger;

CREATE OR REPLACE FUNCTION sec.patient_footprint(child uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  found record;
  here jsonb;
  whole jsonb;
BEGIN
  IF NOT sec.sees_all_patients() THEN
    RAISE EXCEPTION 'this is for the unit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT jsonb_build_object('patients', p.version) INTO whole FROM patients p WHERE p.id = child;
  FOR found IN
    SELECT p.place, p.bears,
           EXISTS (SELECT FROM pg_attribute a
                   WHERE a.attrelid = p.place AND a.attname = 'version' AND NOT a.attisdropped) AS versioned
    FROM sec.patient_columns() AS p WHERE p.place <> 'public.patient_import_rows'::regclass LOOP
    EXECUTE format('SELECT jsonb_build_array(count(*), %s) FROM %s WHERE %I = $1 HAVING count(*) > 0',
                   CASE WHEN found.versioned THEN 'sum(version)' ELSE 'NULL' END, found.place, found.bears)
      INTO here USING child;
    IF here IS NOT NULL THEN
      whole := whole || jsonb_build_object(
        CASE found.bears WHEN 'patient_id' THEN found.place::text ELSE found.place || '.' || found.bears END, here);
    END IF;
  END LOOP;
  RETURN whole;
END
$function$;
ALTER FUNCTION sec.patient_footprint(uuid) OWNER TO shared_care_merger;
GRANT EXECUTE ON FUNCTION sec.patient_footprint(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.patients_of_user()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
WITH u AS MATERIALIZED (
  SELECT u.id, u.hospital_id, sec.now() AS now FROM users u
  WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant')
SELECT l.patient_id FROM u JOIN shared_care_links l ON l.hospital_id = u.hospital_id
JOIN patients p ON p.id = l.patient_id AND p.merged_into_id IS NULL
WHERE u.now >= l.valid_from AND (l.valid_to IS NULL OR u.now < l.valid_to) AND (
  NOT EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id)
  OR EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id
               AND sec.in_post(c.from_on, c.to_on, sec.now())))
UNION ALL
SELECT l.patient_id FROM u CROSS JOIN LATERAL (
  SELECT c.id FROM link_consultants c WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now())
  UNION ALL
  SELECT v.absent_id FROM link_consultants c JOIN consultant_covers v ON v.covering_id = c.id
  JOIN link_consultants a ON a.id = v.absent_id
  WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now()) AND sec.in_post(a.from_on, a.to_on, sec.now())
    AND sec.now() >= v.covers_from AND sec.now() < v.covers_to) AS named (id)
JOIN shared_care_links l ON l.link_consultant_id = named.id
JOIN patients p ON p.id = l.patient_id AND p.merged_into_id IS NULL
WHERE u.now >= l.valid_from AND (l.valid_to IS NULL OR u.now < l.valid_to)
$function$;
ALTER FUNCTION sec.patients_of_user() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.patients_of_user() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.patients_treated(treatment uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT DISTINCT t.patient_id FROM patient_treatments t JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
WHERE (treatment IS NULL OR t.treatment_id = treatment) AND t.struck_out_at IS NULL
  AND (t.started_on IS NULL OR t.started_on <= (sec.now() AT TIME ZONE 'Europe/London')::date)
  AND (t.stopped_on IS NULL
       OR sec.counts_until(t.stopped_on, f.months_after) >= (sec.now() AT TIME ZONE 'Europe/London')::date)
$function$;
ALTER FUNCTION sec.patients_treated(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.patients_treated(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.people_to_tell(at timestamp with time zone, level integer)
 RETURNS TABLE(user_id uuid, duty text, because text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  step constant int := least(greatest(coalesce(level, 0), 0), 3);
  in_hours constant boolean := sec.in_hours(at);
  hours constant jsonb := sec.setting_at('working_hours', at);
  handover constant boolean := in_hours AND to_char(at AT TIME ZONE 'Europe/London', 'HH24:MI') >= hours ->> 'handoverFrom';
  asked constant text[] := CASE
    WHEN step = 2 THEN ARRAY['on_call_consultant']
    WHEN step = 3 THEN ARRAY['consultant_lead', 'nurse_in_charge']
    WHEN handover THEN ARRAY['phu_nurse', 'on_call_registrar']
    WHEN in_hours THEN ARRAY['phu_nurse']
    ELSE ARRAY['on_call_registrar'] END;
  afterwards constant text[] := ARRAY['on_call_registrar', 'on_call_consultant', 'consultant_lead', 'nurse_in_charge'];
  when_words constant text := CASE
    WHEN step >= 2 THEN 'Not acknowledged in time'
    WHEN handover THEN 'From ' || (hours ->> 'handoverFrom') || ' to ' || (hours ->> 'end')
    WHEN in_hours THEN 'In hours'
    ELSE 'Out of hours' END;
  duties text[];
  holders uuid[];
  slot text[];
  told uuid[];
BEGIN
  SELECT array_agg(d.duty), array_agg(d.user_id) INTO duties, holders FROM sec.on_duty(at) d;
  slot := asked;
  IF NOT coalesce(duties && asked, false) THEN
    SELECT ARRAY[d.next] INTO slot FROM unnest(afterwards) WITH ORDINALITY AS d(next, place)
    WHERE d.next = ANY (duties) AND d.place > CASE step WHEN 2 THEN 2 WHEN 3 THEN 4 ELSE 0 END ORDER BY d.place LIMIT 1;
  END IF;
  IF slot IS NULL THEN
    RETURN QUERY SELECT u.id, 'everybody', 'The rota has no name: every PHU nurse and doctor' FROM users u
                 WHERE u.disabled_at IS NULL AND u.role IN ('haemostasis_nurse', 'phu_doctor');
    RETURN;
  END IF;
  SELECT array_agg(h.who) INTO told FROM unnest(duties, holders) AS h(name, who) WHERE h.name = ANY (slot);
  RETURN QUERY SELECT DISTINCT ON (h.who) h.who, h.name,
                      CASE WHEN slot = asked THEN when_words || ': ' || sec.duty_words(h.name)
                           ELSE 'The rota has no name for this: ' || sec.duty_words(h.name) || ' instead' END
               FROM unnest(duties, holders) AS h(name, who) WHERE h.name = ANY (slot)
               ORDER BY h.who, array_position(slot, h.name);
  IF step <> 1 THEN RETURN; END IF;

  -- Those beside them: in hours the other nurses and the registrar, otherwise the next on call.
  IF in_hours THEN
    RETURN QUERY
      SELECT u.id, CASE WHEN u.role = 'phu_doctor' THEN 'on_call_registrar' ELSE 'phu_nurse' END,
             'Not acknowledged in time: ' || CASE WHEN u.role = 'phu_doctor' THEN sec.duty_words('on_call_registrar') ELSE 'the other nurses' END
      FROM users u
      WHERE u.disabled_at IS NULL AND u.id <> ALL (told)
        AND (u.role = 'haemostasis_nurse'
             AND NOT EXISTS (SELECT FROM rota_changes c WHERE c.kind = 'leave' AND c.off_user_id = u.id
                               AND c.withdrawn_at IS NULL AND tstzrange(c.starts_at, c.ends_at) @> at)
             OR EXISTS (SELECT FROM unnest(duties, holders) AS h(name, who) WHERE h.name = 'on_call_registrar' AND h.who = u.id));
    IF FOUND THEN RETURN; END IF;
  END IF;
  RETURN QUERY SELECT h.who, h.name, 'Not acknowledged in time: ' || sec.duty_words(h.name)
               FROM unnest(duties, holders) AS h(name, who)
               WHERE h.name = ANY (afterwards) AND h.who <> ALL (told)
               ORDER BY array_position(afterwards, h.name) LIMIT 1;
END
$function$;
ALTER FUNCTION sec.people_to_tell(timestamp with time zone,integer) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.people_to_tell(timestamp with time zone,integer) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.people_to_tell(timestamp with time zone,integer) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.people_to_tell(timestamp with time zone,integer) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.preview_merge(loser uuid, survivor uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET lock_timeout TO '700ms'
AS $function$
DECLARE
  counts jsonb;
BEGIN
  BEGIN
    PERFORM sec.hold_two_records(loser, survivor);
    counts := sec.merge_counts(sec.move_patient_rows(loser, survivor));
    RAISE EXCEPTION 'only a preview' USING ERRCODE = 'SCM00';
  EXCEPTION WHEN SQLSTATE 'SCM00' THEN
    RETURN counts;
  END;
END
$function$;
ALTER FUNCTION sec.preview_merge(uuid,uuid) OWNER TO shared_care_merger;
GRANT EXECUTE ON FUNCTION sec.preview_merge(uuid,uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.primary_link_goes_on()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  now_is shared_care_links;
BEGIN
  SELECT * INTO now_is FROM shared_care_links WHERE id = NEW.id;
  IF current_user = 'shared_care_app' AND now_is.role = 'primary' AND now_is.valid_to IS NOT NULL
    AND coalesce(now_is.end_reason, 'next_link') NOT IN ('moved_away', 'discharged', 'adult_care', 'died')
    AND NOT EXISTS (
      SELECT 1 FROM shared_care_links l
      WHERE l.patient_id = now_is.patient_id AND l.role = 'primary' AND l.id <> now_is.id
        AND l.valid_from <= now_is.valid_to AND (l.valid_to IS NULL OR l.valid_to > now_is.valid_to))
    -- One that never counted leaves none behind.
    AND NOT (now_is.valid_to = now_is.valid_from)
  THEN
    RAISE EXCEPTION 'primary link % ends with nothing after it', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.primary_link_goes_on() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.propose_setting(wanted text, becomes jsonb, why text, seen uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  stands uuid;
  new_id uuid;
BEGIN
  IF coalesce(sec.user_role(), '') NOT IN ('haemostasis_nurse', 'phu_doctor', 'admin') THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(771210, hashtext(wanted));
  SELECT id INTO stands FROM settings WHERE key = wanted AND state = 'confirmed' ORDER BY valid_from DESC, decided_at DESC NULLS LAST LIMIT 1;
  IF stands IS DISTINCT FROM seen THEN RETURN NULL; END IF;
  INSERT INTO settings (key, value, based_on, state, reason, proposed_by)
  VALUES (wanted, becomes, stands, 'waiting', why, sec.uid())
  ON CONFLICT (key) WHERE state = 'waiting' DO NOTHING RETURNING id INTO new_id;
  RETURN new_id;
END
$function$;
ALTER FUNCTION sec.propose_setting(text,jsonb,text,uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.propose_setting(text,jsonb,text,uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.propose_unit_change(fact text, becomes jsonb, why text, seen integer)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  now_is jsonb;
  change uuid;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
  PERFORM 1 FROM unit WHERE version = seen FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  now_is := sec.unit_fact(fact);
  INSERT INTO unit_changes (what, was, becomes, reason, state, proposed_by)
  VALUES (fact, now_is, becomes, why, CASE WHEN now_is IS NULL THEN 'done' ELSE 'waiting' END, sec.uid())
  ON CONFLICT (what) WHERE state = 'waiting' DO NOTHING RETURNING id INTO change;
  IF change IS NOT NULL AND now_is IS NULL THEN PERFORM sec.apply_unit_fact(fact, becomes, why); END IF;
  RETURN change;
END
$function$;
ALTER FUNCTION sec.propose_unit_change(text,jsonb,text,integer) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.propose_unit_change(text,jsonb,text,integer) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.prove_mailbox(hash bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r account_recoveries;
BEGIN
  SELECT * INTO r FROM account_recoveries WHERE id = (SELECT id FROM sec.open_recovery(hash) WHERE state = 'asked') FOR UPDATE;
  IF r.id IS NULL OR r.state <> 'asked' OR r.token_hash IS DISTINCT FROM hash THEN RETURN NULL; END IF;
  UPDATE account_recoveries SET state = 'replaced', ended_at = sec.now(), token_hash = NULL, version = version + 1
  WHERE user_id = r.user_id AND state IN ('waiting', 'confirmed');
  UPDATE account_recoveries SET state = 'waiting', proved_at = sec.now(), token_hash = NULL,
    ends_at = sec.now() + interval '72 hours', version = version + 1
  WHERE id = r.id;
  RETURN r.id;
END
$function$;
ALTER FUNCTION sec.prove_mailbox(bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.prove_mailbox(bytea) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.prune_heartbeats()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  DELETE FROM alert_deliveries WHERE alert_id IN (
    SELECT id FROM alerts WHERE kind = 'heartbeat' AND opened_at < sec.now() - interval '2 days');
  DELETE FROM alerts WHERE kind = 'heartbeat' AND opened_at < sec.now() - interval '2 days';
END
$function$;
ALTER FUNCTION sec.prune_heartbeats() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.prune_heartbeats() TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.readiness_facts()
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;
ALTER FUNCTION sec.readiness_facts() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.readiness_facts() TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.readiness_facts() TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.reads_rota()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'admin'), false)
$function$;
ALTER FUNCTION sec.reads_rota() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.reads_rota() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.recently_read(most integer)
 RETURNS TABLE(patient_id uuid, at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT e.patient_id, max(e.at) FROM (
  SELECT a.patient_id, a.at FROM audit_entries a
  WHERE a.actor_id = sec.uid() AND a.action = 'read' AND a.entity = 'patient' AND a.outcome = 'done'
    AND a.patient_id IS NOT NULL AND a.at > sec.now() - interval '30 days'
  ORDER BY a.at DESC LIMIT 300) AS e
GROUP BY e.patient_id ORDER BY max(e.at) DESC LIMIT most
$function$;
ALTER FUNCTION sec.recently_read(integer) OWNER TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.recently_read(integer) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.recovering_password_hash(hash bytea)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT u.password_hash FROM sec.open_recovery(hash) r JOIN users u ON u.id = r.user_id WHERE r.state = 'confirmed'
$function$;
ALTER FUNCTION sec.recovering_password_hash(bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.recovering_password_hash(bytea) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.recovery_missing(r account_recoveries)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT greatest(0,
  CASE WHEN r.asked_by IS NOT NULL THEN 2
       WHEN (SELECT role FROM users WHERE id = r.user_id) = 'admin' THEN 2 ELSE 1 END
  - (SELECT count(*)::int FROM (
       SELECT r.asked_by AS id UNION SELECT c.confirmed_by FROM account_recovery_confirmations c WHERE c.recovery_id = r.id) v
     JOIN users u ON u.id = v.id AND u.role = 'admin' AND u.disabled_at IS NULL AND u.id <> r.user_id)
  - (SELECT count(*)::int FROM account_recovery_confirmations c WHERE c.recovery_id = r.id AND c.confirmed_by IS NULL))
$function$;
ALTER FUNCTION sec.recovery_missing(account_recoveries) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.recovery_missing_of(recovery uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT sec.recovery_missing(r) FROM account_recoveries r WHERE r.id = recovery AND sec.user_role() = 'admin'
$function$;
ALTER FUNCTION sec.recovery_missing_of(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.recovery_missing_of(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.refuse_another_author()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'A row of % is written in the name of who acts and of no other', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$function$;
ALTER FUNCTION sec.refuse_another_author() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'Rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$function$;
ALTER FUNCTION sec.refuse_audit_change() OWNER TO owner;

CREATE OR REPLACE FUNCTION sec.refuse_merged_patient()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  child uuid;
  closed boolean;
BEGIN
  IF TG_ARGV[0] = 'patient_id' THEN child := NEW.patient_id;
  ELSE child := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  END IF;
  SELECT merged_into_id IS NOT NULL OR struck_out_at IS NOT NULL INTO closed FROM patients WHERE id = child FOR KEY SHARE;
  IF closed THEN
    RAISE EXCEPTION 'this record was merged into another' USING ERRCODE = 'SCM01';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.refuse_merged_patient() OWNER TO shared_care_merger;

CREATE OR REPLACE FUNCTION sec.reply_says_approved_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM reply_texts t WHERE t.id = NEW.text_id AND t.state = 'approved') THEN
    RAISE EXCEPTION 'a reply says words that are approved' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.reply_says_approved_words() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.restriction_has_ended()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM notices WHERE patient_id = NEW.id AND kind = 'restricted' AND ended_at IS NULL) THEN
    RAISE EXCEPTION 'the restriction of % still runs', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$function$;
ALTER FUNCTION sec.restriction_has_ended() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.running_break_glass(nhs text, born date)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM pg_advisory_xact_lock(771203, hashtext(sec.uid()::text));
  RETURN (
    SELECT g.id FROM break_glass_grants g JOIN patients p ON p.id = g.patient_id
    WHERE g.user_id = sec.uid() AND sec.grant_runs(g)
      AND p.nhs_number = nhs AND p.birth_date = born AND p.merged_into_id IS NULL
    ORDER BY g.expires_at DESC LIMIT 1);
END
$function$;
ALTER FUNCTION sec.running_break_glass(text,date) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.running_break_glass(text,date) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.running_treatments(child uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT coalesce(array_agg(DISTINCT t.treatment_id), '{}') FROM patient_treatments t
WHERE t.patient_id = child AND t.struck_out_at IS NULL AND t.stopped_on IS NULL
  AND ((SELECT sec.sees_all_patients()) OR sec.can_see(child) OR sec.has_emergency_access(child))
$function$;
ALTER FUNCTION sec.running_treatments(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.running_treatments(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.seal_audit(most integer DEFAULT 5000)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  head audit_chain;
  elsewhere boolean;
  begin_at xid8;
  entry record;
  sealed int := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(8431208) THEN RETURN NULL; END IF;
  SELECT * INTO head FROM audit_chain ORDER BY seq DESC LIMIT 1;
  elsewhere := coalesce(head.entry_xid >= pg_snapshot_xmax(pg_current_snapshot()), false);
  begin_at := CASE WHEN elsewhere OR head.seq IS NULL THEN '0'::xid8 ELSE head.entry_xid END;
  head.seq := coalesce(head.seq, 0);
  head.hash := coalesce(head.hash, ''::bytea);
  head.sealed_at := sec.now();
  FOR entry IN
    SELECT ready.* FROM (
      SELECT e.id, e.xid, e.xid < pg_snapshot_xmin(pg_current_snapshot()) AS of_this_server,
             jsonb_build_array(e.id, e.xid::text, extract(epoch FROM e.at)::text, e.actor_id, e.actor_role, e.action,
               e.entity, e.entity_id, e.entity_version, e.patient_id, to_jsonb(e.patient_ids), e.outcome, e.detail,
               e.reason, e.break_glass_id, e.request_id, e.session_hash, e.address)::text AS canonical
      FROM audit_entries e
      WHERE e.xid >= begin_at
        AND (e.xid < pg_snapshot_xmin(pg_current_snapshot())
             OR elsewhere AND e.xid >= pg_snapshot_xmax(pg_current_snapshot()))
        AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id)
      -- Never half of a transaction: the other half would look as if it had been put in later.
      ORDER BY of_this_server, e.xid FETCH FIRST most ROWS WITH TIES
    ) AS ready ORDER BY of_this_server, xid, id
  LOOP
    head.seq := head.seq + 1;
    head.hash := sha256(head.hash || convert_to(
      head.seq || '|' || extract(epoch FROM head.sealed_at) || '|' || entry.canonical, 'UTF8'));
    INSERT INTO audit_chain (seq, entry_id, entry_xid, sealed_at, hash)
    VALUES (head.seq, entry.id, entry.xid, head.sealed_at, head.hash);
    sealed := sealed + 1;
  END LOOP;
  RETURN sealed;
END
$function$;
ALTER FUNCTION sec.seal_audit(integer) OWNER TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.seal_audit(integer) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.seal_audit(integer) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.search_patients(words text[], digits text, born date, max_rows integer)
 RETURNS TABLE(id uuid, closeness real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
DECLARE
  everyone boolean := sec.sees_all_patients();
  folded text[] := ARRAY(SELECT w FROM unnest(string_to_array(
                     (SELECT string_agg(fold_name(x), ' ') FROM unnest(words) AS x), ' ')) AS w
                     WHERE w <> '' ORDER BY length(w) DESC);
  -- Two letters are the start of a name; three or more may stand anywhere in it. Folding left no % or _ in.
  patterns text[] := ARRAY(SELECT CASE WHEN length(w) < 3 THEN '% ' ELSE '%' END || w || '%' FROM unnest(folded) AS w);
  asked text := array_to_string(folded, ' ');
BEGIN
  IF cardinality(patterns) = 0 AND digits IS NULL AND born IS NULL THEN RETURN; END IF;
  IF digits IS NOT NULL THEN
    RETURN QUERY
      SELECT p.id, 1::real FROM patients p
      WHERE p.id IN (
              SELECT a.id FROM patients a WHERE a.nhs_number LIKE digits || '%'
              UNION SELECT b.id FROM patients b WHERE upper(b.hospital_number) LIKE digits || '%'
              UNION SELECT c.patient_id FROM contact_details c JOIN patients q ON q.id = c.patient_id
                    WHERE q.restricted_at IS NULL AND length(digits) = 6
                      AND right(regexp_replace(c.phone, '[^0-9]', '', 'g'), 6) = digits
              -- "050419" may be a birth date as well as the end of a phone number: either will do.
              UNION SELECT d.id FROM patients d WHERE length(digits) < 10 AND d.birth_date = born)
        AND p.merged_into_id IS NULL
        AND (born IS NULL OR length(digits) < 10 OR p.birth_date = born)
        AND p.search_text LIKE ALL (patterns)
        AND (everyone OR p.id IN (SELECT sec.patients_of_user()))
      ORDER BY p.family_name, p.given_name, p.id LIMIT max_rows;
    RETURN;
  END IF;
  RETURN QUERY
    SELECT p.id, CASE WHEN cardinality(folded) = 1
         THEN ((p.search_text || ' ' LIKE '% ' || folded[1] || ' %')::int * 2
                 + (p.search_text LIKE '% ' || folded[1] || '%')::int)::real
         ELSE ((SELECT count(*) FROM unnest(folded) AS w WHERE p.search_text || ' ' LIKE '% ' || w || ' %') * 2
                 + (SELECT count(*) FROM unnest(folded) AS w WHERE p.search_text LIKE '% ' || w || '%'))::real END AS rank
    FROM patients p
    WHERE p.merged_into_id IS NULL
      AND (born IS NULL OR p.birth_date = born)
      -- The longest word alone can use the trigram index; the others then narrow.
      AND (cardinality(patterns) = 0 OR (p.search_text LIKE patterns[1] AND p.search_text LIKE ALL (patterns)))
      AND (everyone OR p.id IN (SELECT sec.patients_of_user()))
    ORDER BY rank DESC, p.family_name, p.given_name, p.id LIMIT max_rows;
  -- Only when nobody matches as typed: forgive a slip of the finger.
  IF NOT FOUND AND length(asked) >= 4 THEN
    -- Two letters swapped in a name of five leave half of its trigrams; the usual threshold would not find it.
    PERFORM set_config('pg_trgm.word_similarity_threshold', '0.45', true);
    RETURN QUERY
      SELECT p.id, word_similarity(asked, p.search_text) AS rank FROM patients p
      WHERE p.merged_into_id IS NULL
        AND (born IS NULL OR p.birth_date = born)
        AND asked <% p.search_text
        AND (everyone OR p.id IN (SELECT sec.patients_of_user()))
      ORDER BY rank DESC, p.family_name, p.given_name, p.id LIMIT max_rows;
  END IF;
END
$function$;
ALTER FUNCTION sec.search_patients(text[],text,date,integer) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.search_patients(text[],text,date,integer) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.sees_all_patients()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'phu_doctor'), false)
$function$;
ALTER FUNCTION sec.sees_all_patients() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.sees_all_patients() TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.sees_all_patients() TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.sees_all_patients() TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.sees_all_patients() TO shared_care_merger;

CREATE OR REPLACE FUNCTION sec.send_recovery_again(recovery uuid, seen integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE r account_recoveries;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN false; END IF;
  SELECT * INTO r FROM account_recoveries WHERE id = recovery AND version = seen AND state = 'confirmed' FOR UPDATE;
  IF r.id IS NULL OR r.asked_at <= sec.now() - interval '7 days' THEN RETURN false; END IF;
  UPDATE account_recoveries SET ends_at = sec.now() + interval '72 hours', version = version + 1 WHERE id = recovery;
  UPDATE account_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL
  WHERE recovery_id = recovery AND state IN ('waiting', 'leased');
  INSERT INTO account_messages (user_id, recovery_id, kind, address)
  SELECT r.user_id, r.id, 'link', coalesce(r.new_email, u.email) FROM users u WHERE u.id = r.user_id;
  RETURN true;
END
$function$;
ALTER FUNCTION sec.send_recovery_again(uuid,integer) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.send_recovery_again(uuid,integer) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.session_ends_at(created_at timestamp with time zone, last_seen_at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
SELECT least(last_seen_at + interval '30 minutes', created_at + interval '12 hours')
$function$;
ALTER FUNCTION sec.session_ends_at(timestamp with time zone,timestamp with time zone) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.session_ends_at(timestamp with time zone,timestamp with time zone) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.session_ends_at(timestamp with time zone,timestamp with time zone) TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.sessions_of_accounts()
 RETURNS TABLE(user_id uuid, sessions integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT s.user_id, count(*)::int FROM sessions s
WHERE sec.user_role() = 'admin' AND s.user_id IS NOT NULL AND sec.session_ends_at(s.created_at, s.last_seen_at) > sec.now()
GROUP BY s.user_id
$function$;
ALTER FUNCTION sec.sessions_of_accounts() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.sessions_of_accounts() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.set_own_password(new_hash text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
UPDATE users SET password_hash = new_hash, version = version + 1 WHERE id = sec.uid() AND disabled_at IS NULL
$function$;
ALTER FUNCTION sec.set_own_password(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.set_own_password(text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.setting_at(wanted text, at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT s.value FROM settings s WHERE s.key = wanted AND s.state = 'confirmed' AND s.valid_from <= at
ORDER BY s.valid_from DESC, s.decided_at DESC NULLS LAST LIMIT 1
$function$;
ALTER FUNCTION sec.setting_at(text,timestamp with time zone) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.setting_at(text,timestamp with time zone) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.setting_at(text,timestamp with time zone) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.setting_at(text,timestamp with time zone) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.setting_fits(key text, value jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  CASE key
  WHEN 'alert_limits' THEN
    IF NOT sec.has_keys(value, 'redMinutes', 'amberMinutes', 'repeatMinutes', 'silentMinutes', 'level2Percent',
                        'level3Percent', 'amberAfterNight', 'blueTime') THEN RETURN false; END IF;
    IF NOT (sec.is_whole(value -> 'redMinutes', 5, 15) AND sec.is_whole(value -> 'amberMinutes', 15, 60)
       AND sec.is_whole(value -> 'repeatMinutes', 5, 15) AND sec.is_whole(value -> 'silentMinutes', 60, 240)
       AND sec.is_whole(value -> 'level2Percent', 120, 200) AND sec.is_whole(value -> 'level3Percent', 140, 300)
       AND sec.is_time(value -> 'amberAfterNight') AND sec.is_time(value -> 'blueTime')) THEN RETURN false; END IF;
    RETURN (value -> 'redMinutes')::int <= (value -> 'amberMinutes')::int
       AND (value -> 'level3Percent')::int >= (value -> 'level2Percent')::int + 20
       AND value ->> 'amberAfterNight' BETWEEN '06:00' AND '08:30' AND value ->> 'blueTime' BETWEEN '12:00' AND '17:00';
  WHEN 'working_hours' THEN
    IF NOT (sec.has_keys(value, 'start', 'end', 'handoverFrom') AND sec.is_time(value -> 'start')
       AND sec.is_time(value -> 'end') AND sec.is_time(value -> 'handoverFrom')) THEN RETURN false; END IF;
    RETURN value ->> 'start' BETWEEN '07:00' AND '10:00' AND value ->> 'end' BETWEEN '15:00' AND '20:00'
       AND sec.minute_of(value ->> 'end') - sec.minute_of(value ->> 'handoverFrom') BETWEEN 15 AND 120;
  WHEN 'vaccination_ages' THEN
    IF NOT sec.has_keys(value, 'ages') OR jsonb_typeof(value -> 'ages') <> 'array' THEN RETURN false; END IF;
    IF jsonb_array_length(value -> 'ages') NOT BETWEEN 1 AND 20 THEN RETURN false; END IF;
    RETURN NOT EXISTS (
        SELECT FROM jsonb_array_elements(value -> 'ages') a
        WHERE NOT sec.has_keys(a, 'label', 'months') OR jsonb_typeof(a -> 'label') <> 'string'
           OR length(a ->> 'label') NOT BETWEEN 1 AND 40 OR NOT sec.is_whole(a -> 'months', 0, 216))
      AND (SELECT count(DISTINCT lower(a ->> 'label')) = count(*) AND count(DISTINCT a ->> 'months') = count(*)
           FROM jsonb_array_elements(value -> 'ages') a);
  WHEN 'bank_holidays' THEN
    IF NOT sec.has_keys(value, 'days') OR jsonb_typeof(value -> 'days') <> 'array' THEN RETURN false; END IF;
    IF jsonb_array_length(value -> 'days') > 400 THEN RETURN false; END IF;
    RETURN NOT EXISTS (
        SELECT FROM jsonb_array_elements(value -> 'days') d
        WHERE NOT sec.has_keys(d, 'date', 'title') OR jsonb_typeof(d -> 'title') <> 'string'
           OR length(d ->> 'title') NOT BETWEEN 1 AND 100 OR jsonb_typeof(d -> 'date') <> 'string'
           OR d ->> 'date' !~ '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$')
      AND (SELECT count(DISTINCT d ->> 'date') = count(*) FROM jsonb_array_elements(value -> 'days') d);
  ELSE RETURN false;
  END CASE;
END
$function$;
ALTER FUNCTION sec.setting_fits(text,jsonb) OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.setting_fits(text,jsonb) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.setting_fits(text,jsonb) TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.setting_fits(text,jsonb) TO shared_care_feeds;

CREATE OR REPLACE FUNCTION sec.settle_account_message(message uuid, token uuid, outcome text, said text, wait_seconds double precision)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
UPDATE account_messages SET
  state = CASE outcome WHEN 'later' THEN 'waiting' ELSE outcome END,
  sent_at = CASE WHEN outcome = 'sent' THEN sec.now() END,
  due_at = CASE WHEN outcome = 'later' THEN sec.now() + make_interval(secs => wait_seconds) ELSE due_at END,
  reply = said, lease_token = NULL, lease_until = NULL
WHERE id = message AND lease_token = token
$function$;
ALTER FUNCTION sec.settle_account_message(uuid,uuid,text,text,double precision) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.settle_account_message(uuid,uuid,text,text,double precision) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.settle_request_reply(message uuid, token uuid, outcome text, said text, wait_seconds double precision, tried text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  child uuid;
BEGIN
  UPDATE request_replies m SET
    state = CASE WHEN outcome = 'later' THEN 'waiting' ELSE outcome END,
    sent_at = CASE WHEN outcome = 'sent' THEN sec.now() END,
    due_at = CASE WHEN outcome = 'later' THEN sec.now() + make_interval(secs => wait_seconds) ELSE m.due_at END,
    reply = said, lease_token = NULL, lease_until = NULL
  FROM requests r WHERE m.id = message AND m.lease_token = token AND r.id = m.request_id RETURNING r.patient_id INTO child;
  IF outcome = 'bounced' AND child IS NOT NULL THEN
    PERFORM sec.note_bounced_email(child, tried);
  END IF;
END
$function$;
ALTER FUNCTION sec.settle_request_reply(uuid,uuid,text,text,double precision,text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.settle_request_reply(uuid,uuid,text,text,double precision,text) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.settle_survey_message(message uuid, token uuid, outcome text, said text, wait_seconds double precision, tried text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  child uuid;
BEGIN
  UPDATE survey_messages m SET
    state = CASE WHEN outcome <> 'later' THEN outcome
                 WHEN EXISTS (SELECT 1 FROM surveys s WHERE s.id = m.survey_id AND (s.stopped_at IS NOT NULL OR s.closed_at IS NOT NULL))
                   THEN 'stopped' ELSE 'waiting' END,
    sent_at = CASE WHEN outcome = 'sent' THEN sec.now() END,
    due_at = CASE WHEN outcome = 'later' THEN sec.now() + make_interval(secs => wait_seconds) ELSE m.due_at END,
    reply = said, lease_token = NULL, lease_until = NULL
  WHERE m.id = message AND m.lease_token = token RETURNING m.patient_id INTO child;
  IF outcome = 'bounced' AND child IS NOT NULL THEN
    PERFORM sec.note_bounced_email(child, tried);
  END IF;
END
$function$;
ALTER FUNCTION sec.settle_survey_message(uuid,uuid,text,text,double precision,text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.settle_survey_message(uuid,uuid,text,text,double precision,text) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.signs_in_by_service_alone(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.password_hash IS NULL)
  AND EXISTS (SELECT 1 FROM user_identities i WHERE i.user_id = person)
$function$;
ALTER FUNCTION sec.signs_in_by_service_alone(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.signs_in_by_service_alone(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.slowed_accounts(accounts bytea[])
 RETURNS SETOF bytea
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT DISTINCT a.account FROM sign_in_attempts a
WHERE sec.user_role() = 'admin' AND a.account = ANY (accounts) AND a.at > sec.now() - interval '15 minutes'
GROUP BY a.account, a.known_device HAVING count(*) >= 10
$function$;
ALTER FUNCTION sec.slowed_accounts(bytea[]) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.slowed_accounts(bytea[]) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.stale_number_is_work()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.ended_at IS NOT NULL OR NEW.failed_calls < 2 OR NEW.phone <> OLD.phone) THEN
    UPDATE stale_numbers SET ended_at = sec.now(), ended_by = sec.uid(), version = version + 1,
      ended_because = CASE WHEN NEW.ended_at IS NOT NULL THEN 'given_up' WHEN NEW.phone <> OLD.phone THEN 'changed'
                           ELSE 'confirmed' END
    WHERE contact_id = NEW.id AND ended_at IS NULL;
  END IF;
  IF NEW.ended_at IS NULL AND NEW.failed_calls >= 2 AND (TG_OP = 'INSERT' OR OLD.failed_calls < 2) THEN
    INSERT INTO stale_numbers (contact_id, phone) VALUES (NEW.id, NEW.phone) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.stale_number_is_work() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.start_recovery(person uuid, what text, how text, words text, other_email text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  u users;
  new_id uuid;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
  SELECT * INTO u FROM users WHERE id = person;
  IF u.id IS NULL OR (what = 'account') <> (u.disabled_at IS NOT NULL) THEN RETURN NULL; END IF;
  UPDATE account_recoveries SET state = 'replaced', ended_at = sec.now(), token_hash = NULL, version = version + 1
  WHERE user_id = person AND (state = 'asked' OR (state IN ('waiting', 'confirmed') AND ends_at <= sec.now()));
  INSERT INTO account_recoveries (user_id, lost, state, asked_by, identified, because, new_email, ends_at)
  VALUES (person, what, 'waiting', sec.uid(), how, words, other_email, sec.now() + interval '72 hours')
  ON CONFLICT (user_id) WHERE state IN ('waiting', 'confirmed') DO NOTHING RETURNING id INTO new_id;
  -- So that nobody's account is opened behind their back.
  IF new_id IS NOT NULL AND what <> 'account' THEN
    INSERT INTO account_messages (user_id, recovery_id, kind, address) VALUES (person, new_id, 'started', u.email);
  END IF;
  RETURN new_id;
END
$function$;
ALTER FUNCTION sec.start_recovery(uuid,text,text,text,text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.start_recovery(uuid,text,text,text,text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.strike_out_patient(child uuid, was jsonb, words text)
 RETURNS text[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  held boolean;
  now_is jsonb;
  differ text[];
BEGIN
  IF NOT sec.sees_all_patients() THEN
    RAISE EXCEPTION 'striking out is for the unit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT merged_into_id IS NULL AND struck_out_at IS NULL INTO held FROM patients WHERE id = child FOR UPDATE;
  IF held IS NOT TRUE THEN RETURN ARRAY['patients']; END IF;
  now_is := sec.patient_footprint(child);
  SELECT coalesce(array_agg(coalesce(a.key, b.key) ORDER BY coalesce(a.key, b.key)), '{}') INTO differ
  FROM jsonb_each(now_is) a FULL JOIN jsonb_each(was) b ON b.key = a.key WHERE a.value IS DISTINCT FROM b.value;
  IF differ <> '{}' THEN RETURN differ; END IF;
  UPDATE patients SET struck_out_at = sec.now(), struck_out_by = sec.uid(), struck_out_because = words WHERE id = child;
  UPDATE shared_care_links SET valid_to = valid_from, version = version + 1 WHERE patient_id = child;
  RETURN '{}';
END
$function$;
ALTER FUNCTION sec.strike_out_patient(uuid,jsonb,text) OWNER TO shared_care_merger;
GRANT EXECUTE ON FUNCTION sec.strike_out_patient(uuid,jsonb,text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.swaps_duties()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'phu_doctor'), false)
$function$;
ALTER FUNCTION sec.swaps_duties() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.swaps_duties() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.take_recovery_asks()
 RETURNS TABLE(recovery_id uuid, lost text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
DECLARE
  ask recovery_asks;
  u users;
  new_id uuid;
BEGIN
  FOR ask IN DELETE FROM recovery_asks WHERE id IN (
    SELECT id FROM recovery_asks ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED) RETURNING *
  LOOP
    SELECT * INTO u FROM users WHERE email = ask.email AND disabled_at IS NULL FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    CONTINUE WHEN (SELECT count(*) FROM account_messages m WHERE m.user_id = u.id AND m.kind IN ('prove', 'use_service')
                   AND m.created_at > sec.now() - interval '1 hour') >= 3;
    IF u.password_hash IS NULL THEN
      INSERT INTO account_messages (user_id, kind, address) VALUES (u.id, 'use_service', u.email);
      CONTINUE;
    END IF;
    UPDATE account_recoveries SET state = 'replaced', ended_at = sec.now(), token_hash = NULL, version = version + 1
    WHERE user_id = u.id AND state = 'asked';
    INSERT INTO account_recoveries (user_id, lost, state, ends_at)
    VALUES (u.id, ask.lost, 'asked', sec.now() + interval '72 hours') RETURNING id INTO new_id;
    INSERT INTO account_messages (user_id, recovery_id, kind, address) VALUES (u.id, new_id, 'prove', u.email);
    RETURN QUERY SELECT new_id, ask.lost;
  END LOOP;
END
$function$;
ALTER FUNCTION sec.take_recovery_asks() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.take_recovery_asks() TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.tell(told uuid, alert_kind text, alert_tier text, at_level integer, at_round integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;
ALTER FUNCTION sec.tell(uuid,text,text,integer,integer) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.tell(uuid,text,text,integer,integer) TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.tell(uuid,text,text,integer,integer) TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.tell(uuid,text,text,integer,integer) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.tell_again(told uuid, at_level integer, at_round integer, why text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because)
SELECT told, at_level, at_round, channel, reached.recipient_id, why
FROM (SELECT DISTINCT d.recipient_id FROM alert_deliveries d JOIN users u ON u.id = d.recipient_id
      WHERE d.alert_id = told AND d.state IN ('sent', 'confirmed') AND u.disabled_at IS NULL) AS reached
CROSS JOIN unnest(ARRAY['in_app', 'email']) AS channel
ON CONFLICT DO NOTHING
$function$;
ALTER FUNCTION sec.tell_again(uuid,integer,integer,text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.tell_again(uuid,integer,integer,text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.tell_also(told uuid, alert_kind text, alert_tier text, at_level integer, at_round integer, person uuid, duty_wanted text, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;
ALTER FUNCTION sec.tell_also(uuid,text,text,integer,integer,uuid,text,text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.tell_also(uuid,text,text,integer,integer,uuid,text,text) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.tell_doctors_of_access(request uuid, person uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
INSERT INTO account_messages (user_id, kind, address, access_request_id)
SELECT d.id, 'access', d.email, request FROM users d
WHERE d.role = 'phu_doctor' AND d.disabled_at IS NULL AND d.id <> person
  AND EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.role <> 'admin')
$function$;
ALTER FUNCTION sec.tell_doctors_of_access(uuid,uuid) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.titre_forces_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM sec.force_open_access_review(NEW.id, 'inhibitor');
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.titre_forces_review() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.treatment_change_forces_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.stopped_on IS NULL THEN PERFORM sec.force_open_access_review(NEW.patient_id, 'product'); END IF;
  ELSIF (OLD.treatment_id, OLD.stopped_on, OLD.struck_out_at) IS DISTINCT FROM
        (NEW.treatment_id, NEW.stopped_on, NEW.struck_out_at) THEN
    PERFORM sec.force_open_access_review(NEW.patient_id, 'product');
  END IF;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.treatment_change_forces_review() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.treatment_names(ids uuid[])
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT coalesce(jsonb_agg(jsonb_build_object('treatmentId', f.treatment_id, 'name', f.name) ORDER BY f.name), '[]')
FROM treatments_in_force f WHERE f.treatment_id = ANY (ids)
$function$;
ALTER FUNCTION sec.treatment_names(uuid[]) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.treatment_names(uuid[]) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.treatments_counting()
 RETURNS TABLE(patient_id uuid, treatment_id uuid, name text, stopped_on date, calm boolean, on_demand boolean, treatment jsonb)
 LANGUAGE sql
 STABLE
AS $function$
SELECT t.patient_id, t.treatment_id, f.name, t.stopped_on, NOT f.red_when_bleeding, t.purpose = 'on_demand',
       jsonb_build_object(
         'id', t.id, 'treatmentId', t.treatment_id, 'name', f.name, 'class', f.class, 'regimen', t.regimen,
         'purpose', t.purpose, 'startedOn', t.started_on, 'stoppedOn', t.stopped_on,
         'countsUntil', sec.counts_until(t.stopped_on, f.months_after),
         'redWhenBleeding', f.red_when_bleeding, 'careWith', f.care_with,
         'words', CASE WHEN f.emergency_words IS NOT NULL THEN
           jsonb_build_object('emergency', f.emergency_words, 'tests', f.tests, 'careBeside', f.care_beside) END)
FROM public.patient_treatments t JOIN public.treatments_in_force f ON f.treatment_id = t.treatment_id
CROSS JOIN (SELECT (sec.now() AT TIME ZONE 'Europe/London')::date AS today OFFSET 0) AS clock
WHERE t.struck_out_at IS NULL AND (t.started_on IS NULL OR t.started_on <= clock.today)
  AND (t.stopped_on IS NULL OR sec.counts_until(t.stopped_on, f.months_after) >= clock.today)
$function$;
ALTER FUNCTION sec.treatments_counting() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.treatments_counting() TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.treatments_of(child uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT coalesce(jsonb_agg(c.treatment ORDER BY c.stopped_on IS NOT NULL, c.calm, c.on_demand, c.name), '[]')
FROM sec.treatments_counting() c
WHERE c.patient_id = child
  AND ((SELECT sec.sees_all_patients()) OR sec.can_see(child) OR sec.has_emergency_access(child))
$function$;
ALTER FUNCTION sec.treatments_of(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.treatments_of(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.treatments_running()
 RETURNS TABLE(patient_id uuid, treatments jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT c.patient_id, jsonb_agg(jsonb_build_object('treatmentId', c.treatment_id, 'name', c.name)
                               ORDER BY c.calm, c.on_demand, c.name)
FROM sec.treatments_counting() c WHERE (SELECT sec.sees_all_patients()) AND c.stopped_on IS NULL GROUP BY c.patient_id
$function$;
ALTER FUNCTION sec.treatments_running() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.treatments_running() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.uid()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
SELECT nullif(current_setting('app.uid', true), '')::uuid
$function$;
ALTER FUNCTION sec.uid() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.uid() TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.uid() TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.uid() TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.uid() TO shared_care_feeds;
GRANT EXECUTE ON FUNCTION sec.uid() TO shared_care_merger;
GRANT EXECUTE ON FUNCTION sec.uid() TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.undo_checks_of_struck_call()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  UPDATE contact_checks SET undone_at = NEW.struck_at, undone_by = NEW.struck_by
  WHERE liaison_entry_id = NEW.id AND undone_at IS NULL;
  RETURN NULL;
END
$function$;
ALTER FUNCTION sec.undo_checks_of_struck_call() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.undo_merge(merge uuid, seen integer, words text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET lock_timeout TO '700ms'
AS $function$
DECLARE
  this patient_merges;
  entry jsonb;
  became jsonb;
  is_now jsonb;
  what text;
  listed jsonb[] := '{}';
BEGIN
  IF NOT sec.sees_all_patients() THEN
    RAISE EXCEPTION 'parting is for the unit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO this FROM patient_merges WHERE id = merge FOR UPDATE;
  IF this.state IS DISTINCT FROM 'merged' OR this.version <> seen THEN
    RAISE EXCEPTION 'not as it was seen' USING ERRCODE = 'SCM02';
  END IF;
  IF sec.now() >= this.confirmed_at + interval '720 hours' THEN
    RAISE EXCEPTION 'too late to part them' USING ERRCODE = 'SCM07';
  END IF;
  PERFORM FROM patients WHERE id IN (this.loser_id, this.survivor_id) ORDER BY id FOR UPDATE;
  IF EXISTS (SELECT FROM patients WHERE id = this.survivor_id AND merged_into_id IS NOT NULL)
     OR NOT EXISTS (SELECT FROM patients WHERE id = this.loser_id AND merged_into_id = this.survivor_id) THEN
    RAISE EXCEPTION 'merged on since' USING ERRCODE = 'SCM06';
  END IF;
  BEGIN
    UPDATE patients SET merged_into_id = NULL WHERE id = this.loser_id;
  EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'its NHS number is in use' USING ERRCODE = 'SCM08';
  END;
  SET CONSTRAINTS ALL IMMEDIATE;
  FOR entry IN SELECT e FROM jsonb_array_elements(this.snapshot) WITH ORDINALITY AS s (e, place)
               WHERE e ->> 'kept' IS NULL ORDER BY place DESC LOOP
    became := entry -> 'was' || jsonb_build_object(entry ->> 'column', this.survivor_id);
    is_now := NULL;
    what := NULL;
    IF to_regclass(entry ->> 'table') IS NOT NULL THEN
      EXECUTE format('SELECT to_jsonb(t) FROM (SELECT * FROM %1$s WHERE (%2$s) = (SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, $1)) FOR NO KEY UPDATE) AS t',
                     entry ->> 'table', entry ->> 'keys') INTO is_now USING became;
    END IF;
    IF is_now IS NULL THEN what := 'gone';
    ELSIF is_now ->> (entry ->> 'column') IS DISTINCT FROM this.survivor_id::text THEN what := 'elsewhere';
    ELSE
      -- What follows another row goes back with it, later in this loop.
      IF NOT (entry ->> 'follows')::boolean THEN
        BEGIN
          EXECUTE format('UPDATE %1$s SET %2$I = $2 WHERE (%3$s) = (SELECT %3$s FROM jsonb_populate_record(NULL::%1$s, $1))',
                         entry ->> 'table', entry ->> 'column', entry ->> 'keys') USING is_now, this.loser_id;
        EXCEPTION WHEN integrity_constraint_violation THEN what := 'stays';
        END;
      END IF;
      IF what IS NULL AND is_now <> became THEN what := 'changed'; END IF;
    END IF;
    IF what IS NOT NULL THEN
      listed := listed || jsonb_build_object('table', entry ->> 'table', 'what', what,
        'reference', coalesce(is_now ->> 'reference', entry -> 'was' ->> 'reference'));
    END IF;
  END LOOP;
  UPDATE patient_merges SET state = 'undone', undone_by = sec.uid(), undone_at = sec.now(), undone_because = words,
                            undo_outcome = to_jsonb(listed), version = version + 1
  WHERE id = merge;
END
$function$;
ALTER FUNCTION sec.undo_merge(uuid,integer,text) OWNER TO shared_care_merger;
GRANT EXECUTE ON FUNCTION sec.undo_merge(uuid,integer,text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.unit_fact(fact text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT CASE fact
  WHEN 'hospital' THEN CASE WHEN hospital_id IS NOT NULL THEN jsonb_build_object('hospitalId', hospital_id) END
  WHEN 'name' THEN CASE WHEN name IS NOT NULL THEN jsonb_build_object('name', name) END
  WHEN 'sender' THEN CASE WHEN sender_address IS NOT NULL
    THEN jsonb_build_object('name', sender_name, 'address', sender_address) END
  WHEN 'address' THEN CASE WHEN postcode IS NOT NULL
    THEN jsonb_build_object('lines', postal_lines, 'postcode', postcode) END END
FROM unit
$function$;
ALTER FUNCTION sec.unit_fact(text) OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.unlock_account(account_key bytea)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  cleared int;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN
    RAISE EXCEPTION 'only an admin unlocks an account' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM sign_in_attempts WHERE account = account_key;
  GET DIAGNOSTICS cleared = ROW_COUNT;
  RETURN cleared;
END
$function$;
ALTER FUNCTION sec.unlock_account(bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.unlock_account(bytea) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.user_of_identity(of_issuer text, of_subject text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT i.user_id FROM user_identities i JOIN users u ON u.id = i.user_id AND u.disabled_at IS NULL
WHERE i.issuer = of_issuer AND i.subject = of_subject AND sec.uid() IS NULL
$function$;
ALTER FUNCTION sec.user_of_identity(text,text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.user_of_identity(text,text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.user_role()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT role FROM users WHERE id = sec.uid() AND disabled_at IS NULL
$function$;
ALTER FUNCTION sec.user_role() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.user_role() TO shared_care_app;
GRANT EXECUTE ON FUNCTION sec.user_role() TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.user_role() TO shared_care_merger;

CREATE OR REPLACE FUNCTION sec.was_shown(of_entity text, of_entity_id uuid, patient uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
SELECT EXISTS (
  SELECT 1 FROM audit_entries e
  WHERE e.actor_id = sec.uid() AND e.at > sec.now() - interval '12 hours'
    AND e.session_hash = nullif(current_setting('app.session_hash', true), '')
    AND e.action IN ('read', 'refresh') AND e.outcome = 'done' AND e.entity = of_entity
    AND e.entity_id IS NOT DISTINCT FROM of_entity_id AND e.patient_id IS NOT DISTINCT FROM patient
  ORDER BY e.at DESC LIMIT 1)
$function$;
ALTER FUNCTION sec.was_shown(text,uuid,uuid) OWNER TO shared_care_audit;
GRANT EXECUTE ON FUNCTION sec.was_shown(text,uuid,uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.why_not_contacted()
 RETURNS TABLE(patient_id uuid, because text)
 LANGUAGE sql
 STABLE
AS $function$
SELECT p.id, CASE
  WHEN p.merged_into_id IS NOT NULL THEN 'merged'
  WHEN p.died_on IS NOT NULL THEN 'died'
  WHEN p.restricted_at IS NOT NULL THEN 'restricted'
  WHEN p.moved_away_on IS NOT NULL THEN 'moved_away'
  WHEN p.nhs_number_status IN ('invalid', 'superseded') THEN 'nhs_number'
  -- Born on 29 February: of age on 1 March.
  WHEN (p.birth_date + interval '18 years' + CASE WHEN to_char(p.birth_date, 'MM-DD') = '02-29'
         THEN interval '1 day' ELSE interval '0' END)::date <= (SELECT (sec.now() AT TIME ZONE 'Europe/London')::date) THEN 'adult'
  WHEN coalesce(d.messages, 'not_asked') <> 'agreed' THEN coalesce(d.messages, 'not_asked')
  WHEN e.email IS NULL THEN 'no_email'
  WHEN e.bounced_at IS NOT NULL THEN 'bounced'
END
FROM public.patients p LEFT JOIN public.contact_details d ON d.patient_id = p.id
LEFT JOIN sec.emails_of_families() e ON e.patient_id = p.id
$function$;
ALTER FUNCTION sec.why_not_contacted() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.why_not_contacted() TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.writes_rota()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'admin'), false)
$function$;
ALTER FUNCTION sec.writes_rota() OWNER TO owner;
GRANT EXECUTE ON FUNCTION sec.writes_rota() TO shared_care_app;

-- Rows that come with it

-- reminder_rules
{"key": "adult_still_here", "version": 1, "changed_at": null, "changed_by": null, "switched_on": true}
{"key": "delivery_unconfirmed", "version": 1, "changed_at": null, "changed_by": null, "switched_on": true}
{"key": "dental_overdue", "version": 1, "changed_at": null, "changed_by": null, "switched_on": true}
{"key": "diary_low", "version": 1, "changed_at": null, "changed_by": null, "switched_on": true}
{"key": "diary_silent", "version": 1, "changed_at": null, "changed_by": null, "switched_on": true}
{"key": "extraction_without_plan", "version": 1, "changed_at": null, "changed_by": null, "switched_on": true}
{"key": "inhibitor_test_old", "version": 1, "changed_at": null, "changed_by": null, "switched_on": false}
{"key": "stock_low", "version": 1, "changed_at": null, "changed_by": null, "switched_on": true}
{"key": "vaccination_letter", "version": 1, "changed_at": null, "changed_by": null, "switched_on": true}
{"key": "weight_old", "version": 1, "changed_at": null, "changed_by": null, "switched_on": false}

-- sec.clock
{"only_row": true, "clock_offset": "00:00:00"}

-- settings
{"id": "settings 1", "key": "alert_limits", "state": "confirmed", "value": {"blueTime": "17:00", "redMinutes": 15, "amberMinutes": 60, "level2Percent": 200, "level3Percent": 300, "repeatMinutes": 15, "silentMinutes": 240, "amberAfterNight": "08:30"}, "reason": null, "version": 1, "based_on": null, "decided_at": null, "decided_by": null, "valid_from": "2000-01-01T00:00:00+00:00", "proposed_at": "now", "proposed_by": null}
{"id": "settings 2", "key": "bank_holidays", "state": "confirmed", "value": {"days": []}, "reason": null, "version": 1, "based_on": null, "decided_at": null, "decided_by": null, "valid_from": "2000-01-01T00:00:00+00:00", "proposed_at": "now", "proposed_by": null}
{"id": "settings 3", "key": "vaccination_ages", "state": "confirmed", "value": {"ages": [{"label": "8 weeks", "months": 2}, {"label": "12 weeks", "months": 3}, {"label": "16 weeks", "months": 4}, {"label": "1 year", "months": 12}, {"label": "18 months", "months": 18}, {"label": "3 years 4 months", "months": 40}, {"label": "12 years", "months": 144}, {"label": "14 years", "months": 168}]}, "reason": null, "version": 1, "based_on": null, "decided_at": null, "decided_by": null, "valid_from": "2000-01-01T00:00:00+00:00", "proposed_at": "now", "proposed_by": null}
{"id": "settings 4", "key": "working_hours", "state": "confirmed", "value": {"end": "17:00", "start": "09:00", "handoverFrom": "16:30"}, "reason": null, "version": 1, "based_on": null, "decided_at": null, "decided_by": null, "valid_from": "2000-01-01T00:00:00+00:00", "proposed_at": "now", "proposed_by": null}

-- treatment_versions
{"id": "treatment_versions 1", "name": "Another factor concentrate", "class": "other_factor", "state": "reference", "tests": "", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": [], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "", "months_after": 0, "treatment_id": "treatments 12", "ended_because": null, "version_number": 1, "emergency_words": "It replaces the missing factor. Treat a suspected bleed before scans and results.", "red_when_bleeding": false}
{"id": "treatment_versions 2", "name": "Concizumab", "class": "rebalancing", "state": "reference", "tests": "aPTT and prothrombin time do not show its effect.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": ["apcc", "rfviia", "factor_viii_shl", "factor_viii_ehl", "factor_viii_sustained", "factor_ix_shl", "factor_ix_ehl"], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "Factor concentrates and bypassing agents: clots are possible. Only as the unit says.", "months_after": 2, "treatment_id": "treatments 2", "ended_because": null, "version_number": 1, "emergency_words": "It prevents bleeds and does not treat them. A bleed needs treatment. Less of other products may be needed: ask the unit which and how much before giving any.", "red_when_bleeding": true}
{"id": "treatment_versions 3", "name": "Desmopressin", "class": "desmopressin", "state": "reference", "tests": "Factor VIII and von Willebrand factor are raised for hours. Check sodium.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": [], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "", "months_after": 0, "treatment_id": "treatments 3", "ended_because": null, "version_number": 1, "emergency_words": "Only with a documented response, and not in a very young child. Limit fluids afterwards: sodium can fall.", "red_when_bleeding": false}
{"id": "treatment_versions 4", "name": "Efanesoctocog alfa", "class": "factor_viii_sustained", "state": "reference", "tests": "Factor VIII. The measured level depends on the method. Ask the laboratory which one it uses. Chromogenic tests read too high.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": [], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "", "months_after": 0, "treatment_id": "treatments 4", "ended_because": null, "version_number": 1, "emergency_words": "It replaces the missing factor. Treat a suspected bleed before scans and results. The level can still be high days after the last dose.", "red_when_bleeding": false}
{"id": "treatment_versions 5", "name": "Emicizumab", "class": "factor_viii_mimetic", "state": "reference", "tests": "aPTT looks normal whatever the risk, and tests built on it (one-stage factor VIII, Bethesda) are wrong. A chromogenic test with bovine reagents is needed.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": ["apcc"], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "aPCC (FEIBA): clots and damage to small vessels. Avoid it unless the unit says so.", "months_after": 6, "treatment_id": "treatments 5", "ended_because": null, "version_number": 1, "emergency_words": "It prevents bleeds and does not treat them: a bleed still needs factor or rFVIIa, as the plan says. It works for about 6 months after the last dose.", "red_when_bleeding": true}
{"id": "treatment_versions 6", "name": "Factor IX, extended half-life", "class": "factor_ix_ehl", "state": "reference", "tests": "The measured level depends on the method. Ask the laboratory which one it uses.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": [], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "", "months_after": 0, "treatment_id": "treatments 6", "ended_because": null, "version_number": 1, "emergency_words": "It replaces the missing factor. Treat a suspected bleed before scans and results. Watch for a reaction in a child who is new to it.", "red_when_bleeding": false}
{"id": "treatment_versions 7", "name": "Factor IX, standard half-life", "class": "factor_ix_shl", "state": "reference", "tests": "", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": [], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "", "months_after": 0, "treatment_id": "treatments 7", "ended_because": null, "version_number": 1, "emergency_words": "It replaces the missing factor. Treat a suspected bleed before scans and results. Watch for a reaction in a child who is new to it.", "red_when_bleeding": false}
{"id": "treatment_versions 8", "name": "Factor VIII, extended half-life", "class": "factor_viii_ehl", "state": "reference", "tests": "The measured level depends on the method. Ask the laboratory which one it uses.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": [], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "", "months_after": 0, "treatment_id": "treatments 8", "ended_because": null, "version_number": 1, "emergency_words": "It replaces the missing factor. Treat a suspected bleed before scans and results.", "red_when_bleeding": false}
{"id": "treatment_versions 9", "name": "Factor VIII, standard half-life", "class": "factor_viii_shl", "state": "reference", "tests": "", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": [], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "", "months_after": 0, "treatment_id": "treatments 9", "ended_because": null, "version_number": 1, "emergency_words": "It replaces the missing factor. Treat a suspected bleed before scans and results.", "red_when_bleeding": false}
{"id": "treatment_versions 10", "name": "Fitusiran", "class": "rebalancing", "state": "reference", "tests": "Antithrombin is low because of it. aPTT and prothrombin time do not show its effect.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": ["apcc", "rfviia", "factor_viii_shl", "factor_viii_ehl", "factor_viii_sustained", "factor_ix_shl", "factor_ix_ehl"], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "Factor concentrates and bypassing agents: clots are possible. Only as the unit says.", "months_after": 6, "treatment_id": "treatments 10", "ended_because": null, "version_number": 1, "emergency_words": "It prevents bleeds and does not treat them. A bleed needs treatment. Less of other products may be needed: ask the unit which and how much before giving any.", "red_when_bleeding": true}
{"id": "treatment_versions 11", "name": "Marstacimab", "class": "rebalancing", "state": "reference", "tests": "aPTT and prothrombin time do not show its effect.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": ["apcc", "rfviia", "factor_viii_shl", "factor_viii_ehl", "factor_viii_sustained", "factor_ix_shl", "factor_ix_ehl"], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "Factor concentrates and bypassing agents: clots are possible. Only as the unit says.", "months_after": 2, "treatment_id": "treatments 11", "ended_because": null, "version_number": 1, "emergency_words": "It prevents bleeds and does not treat them. A bleed needs treatment. Less of other products may be needed: ask the unit which and how much before giving any.", "red_when_bleeding": true}
{"id": "treatment_versions 12", "name": "Tranexamic acid", "class": "antifibrinolytic", "state": "reference", "tests": "", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": ["apcc"], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "aPCC: only as the unit says.", "months_after": 0, "treatment_id": "treatments 14", "ended_because": null, "version_number": 1, "emergency_words": "Helps with bleeds of mouth, nose and skin. Not with blood in the urine. It does not replace factor.", "red_when_bleeding": false}
{"id": "treatment_versions 13", "name": "Von Willebrand factor concentrate", "class": "von_willebrand_factor", "state": "reference", "tests": "Factor VIII rises too, with some products only after hours.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": [], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "", "months_after": 0, "treatment_id": "treatments 15", "ended_because": null, "version_number": 1, "emergency_words": "It replaces von Willebrand factor. Treat a suspected bleed before scans and results.", "red_when_bleeding": false}
{"id": "treatment_versions 14", "name": "aPCC", "class": "apcc", "state": "reference", "tests": "Clotting tests do not show whether it works.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": ["factor_viii_mimetic", "rfviia", "antifibrinolytic"], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "Emicizumab, rFVIIa and tranexamic acid: clots are possible. Only as the unit says.", "months_after": 0, "treatment_id": "treatments 1", "ended_because": null, "version_number": 1, "emergency_words": "A bypassing agent: the usual factor may not work in this child. Do not wait for results; ring the unit.", "red_when_bleeding": true}
{"id": "treatment_versions 15", "name": "rFVIIa", "class": "rfviia", "state": "reference", "tests": "The prothrombin time becomes short and measured factor VII high. Neither shows whether it works.", "authors": [], "version": 1, "ended_at": null, "ended_by": null, "care_with": ["apcc"], "changed_at": "now", "changed_by": null, "written_by": null, "approved_at": null, "approved_by": null, "care_beside": "aPCC: clots are possible when both are given. Only as the unit says.", "months_after": 0, "treatment_id": "treatments 13", "ended_because": null, "version_number": 1, "emergency_words": "A bypassing agent: the usual factor may not work in this child. Do not wait for results; ring the unit.", "red_when_bleeding": true}

-- treatments
{"id": "treatments 1", "code": "apcc", "created_at": "now", "created_by": null}
{"id": "treatments 2", "code": "concizumab", "created_at": "now", "created_by": null}
{"id": "treatments 3", "code": "desmopressin", "created_at": "now", "created_by": null}
{"id": "treatments 4", "code": "efanesoctocog_alfa", "created_at": "now", "created_by": null}
{"id": "treatments 5", "code": "emicizumab", "created_at": "now", "created_by": null}
{"id": "treatments 6", "code": "factor_ix_ehl", "created_at": "now", "created_by": null}
{"id": "treatments 7", "code": "factor_ix_shl", "created_at": "now", "created_by": null}
{"id": "treatments 8", "code": "factor_viii_ehl", "created_at": "now", "created_by": null}
{"id": "treatments 9", "code": "factor_viii_shl", "created_at": "now", "created_by": null}
{"id": "treatments 10", "code": "fitusiran", "created_at": "now", "created_by": null}
{"id": "treatments 11", "code": "marstacimab", "created_at": "now", "created_by": null}
{"id": "treatments 12", "code": "other_factor", "created_at": "now", "created_by": null}
{"id": "treatments 13", "code": "rfviia", "created_at": "now", "created_by": null}
{"id": "treatments 14", "code": "tranexamic_acid", "created_at": "now", "created_by": null}
{"id": "treatments 15", "code": "vwf_concentrate", "created_at": "now", "created_by": null}

-- unit
{"one": true, "name": null, "version": 1, "postcode": null, "changed_at": "now", "hospital_id": null, "sender_name": null, "postal_lines": null, "sender_address": null}

-- vaccination_ages
{"id": "vaccination_ages 1", "label": "1 year", "active": true, "months": 12, "version": 1}
{"id": "vaccination_ages 2", "label": "12 weeks", "active": true, "months": 3, "version": 1}
{"id": "vaccination_ages 3", "label": "12 years", "active": true, "months": 144, "version": 1}
{"id": "vaccination_ages 4", "label": "14 years", "active": true, "months": 168, "version": 1}
{"id": "vaccination_ages 5", "label": "16 weeks", "active": true, "months": 4, "version": 1}
{"id": "vaccination_ages 6", "label": "18 months", "active": true, "months": 18, "version": 1}
{"id": "vaccination_ages 7", "label": "3 years 4 months", "active": true, "months": 40, "version": 1}
{"id": "vaccination_ages 8", "label": "8 weeks", "active": true, "months": 2, "version": 1}

-- write_probe
{"at": "now", "only_row": true}
