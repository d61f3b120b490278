CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL CHECK (email = lower(email)),
  display_name text NOT NULL,
  role text NOT NULL CHECK (role IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin')),
  password_hash text,
  -- Where a link consultant works; they see the children linked to that hospital while the link lasts.
  hospital_id uuid,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT users_consultant_has_hospital CHECK (role <> 'link_consultant' OR hospital_id IS NOT NULL),
  CONSTRAINT users_hospital FOREIGN KEY (hospital_id) REFERENCES hospitals (id)
);
CREATE UNIQUE INDEX users_email ON users (email);

-- Who invites and until when is set here, not by the asker.
CREATE TABLE invitations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL CHECK (email = lower(email)),
  role text NOT NULL CHECK (role IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin')),
  hospital_id uuid REFERENCES hospitals (id),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  invited_by uuid DEFAULT sec.uid() REFERENCES users (id),
  invited_at timestamptz NOT NULL DEFAULT sec.now(),
  expires_at timestamptz NOT NULL DEFAULT (sec.now() + interval '72 hours'),
  accepted_at timestamptz,
  accepted_as uuid REFERENCES users (id),
  replaced_at timestamptz,
  CONSTRAINT invitations_hospital_of_consultant CHECK ((role = 'link_consultant') = (hospital_id IS NOT NULL)),
  CONSTRAINT invitations_accepted_by_somebody CHECK ((accepted_at IS NULL) = (accepted_as IS NULL)),
  CONSTRAINT invitations_by_somebody CHECK (invited_by IS NOT NULL OR role = 'admin')
);
CREATE UNIQUE INDEX invitations_one_waiting ON invitations (email) WHERE accepted_at IS NULL AND replaced_at IS NULL;

CREATE TABLE role_change_requests (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id),
  from_role text NOT NULL CHECK (from_role IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin')),
  to_role text NOT NULL CHECK (to_role IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin')),
  to_hospital_id uuid REFERENCES hospitals (id),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused')),
  requested_by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
  requested_at timestamptz NOT NULL DEFAULT sec.now(),
  decided_by uuid REFERENCES users (id),
  decided_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT role_changes_not_own CHECK (requested_by <> user_id AND decided_by <> user_id),
  CONSTRAINT role_changes_by_two CHECK (decided_by <> requested_by),
  CONSTRAINT role_changes_decided CHECK ((state = 'waiting') = (decided_by IS NULL)
    AND (decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT role_changes_hospital_of_consultant CHECK ((to_role = 'link_consultant') = (to_hospital_id IS NOT NULL))
);
CREATE UNIQUE INDEX role_change_requests_one_waiting ON role_change_requests (user_id) WHERE state = 'waiting';

-- Whatever lets somebody in, or lets them see more, is asked for by one admin and confirmed by another.
CREATE TABLE access_requests (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('invitation', 'identity')),
  email text CHECK (email = lower(email)),
  role text CHECK (role IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin')),
  hospital_id uuid REFERENCES hospitals (id),
  user_id uuid REFERENCES users (id),
  issuer text CHECK (issuer <> ''),
  subject text CHECK (subject <> ''),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'confirmed', 'refused', 'withdrawn')),
  requested_by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
  requested_at timestamptz NOT NULL DEFAULT sec.now(),
  decided_by uuid REFERENCES users (id),
  decided_at timestamptz,
  -- What came of it: the mailed link.
  invitation_id uuid REFERENCES invitations (id),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT access_requests_whole CHECK (CASE kind
    WHEN 'invitation' THEN num_nulls(email, role) = 0 AND num_nonnulls(user_id, issuer, subject) = 0
      AND (role = 'link_consultant') = (hospital_id IS NOT NULL)
    ELSE num_nulls(user_id, issuer, subject) = 0 AND num_nonnulls(email, role, hospital_id) = 0 END),
  CONSTRAINT access_requests_not_own CHECK (requested_by <> user_id AND (state <> 'confirmed' OR decided_by <> user_id)),
  CONSTRAINT access_requests_by_two CHECK (state <> 'confirmed' OR decided_by <> requested_by),
  CONSTRAINT access_requests_decided CHECK ((state = 'waiting') = (decided_by IS NULL)
    AND (decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT access_requests_invited CHECK ((invitation_id IS NOT NULL) = (kind = 'invitation' AND state = 'confirmed'))
);
CREATE UNIQUE INDEX access_requests_one_of_address ON access_requests (email) WHERE state = 'waiting';
CREATE UNIQUE INDEX access_requests_one_of_account ON access_requests (user_id) WHERE state = 'waiting';
CREATE INDEX access_requests_invitation ON access_requests (invitation_id);
