-- An NHS trust as the Organisation Data Service publishes it. Its address is often not where families go.
CREATE TABLE trusts (
  ods_code text PRIMARY KEY CHECK (ods_code ~ '^[A-Z0-9]{2,10}$'),
  name text NOT NULL,
  published_name text NOT NULL,
  address text NOT NULL DEFAULT '',
  town text,
  postcode text,
  phone text,
  opened_on date,
  closed_on date,
  successor_codes text[] NOT NULL DEFAULT '{}',
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  -- Field → day of the newest file that spoke of it.
  fact_dates jsonb NOT NULL DEFAULT '{}'
);

-- A hospital site. Codes are kept for life: a closed site stays, marked closed. trust_code carries no foreign
-- key because a site list may be read before the trust list that explains it.
CREATE TABLE hospitals (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  ods_code text NOT NULL UNIQUE CHECK (ods_code ~ '^[A-Z0-9]{2,10}$'),
  name text NOT NULL,
  published_name text NOT NULL,
  trust_code text,
  network_role text NOT NULL DEFAULT 'other' CHECK (network_role IN ('hub', 'shared_care', 'other')),
  address text NOT NULL DEFAULT '',
  town text,
  postcode text,
  phone text,
  opened_on date,
  closed_on date,
  successor_codes text[] NOT NULL DEFAULT '{}',
  search_text text GENERATED ALWAYS AS (' ' || fold_name(name || ' ' || coalesce(town, '') || ' ' || ods_code)) STORED,
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  version int NOT NULL DEFAULT 1,
  fact_dates jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX hospitals_search ON hospitals USING gin (search_text gin_trgm_ops);
CREATE INDEX hospitals_network ON hospitals (network_role) WHERE network_role <> 'other';
CREATE UNIQUE INDEX hospitals_one_of_ours ON hospitals (network_role) WHERE network_role = 'hub';

CREATE TABLE hospital_units (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  kind text NOT NULL CHECK (kind IN ('ed', 'assessment', 'ward')),
  name text NOT NULL,
  UNIQUE (hospital_id, name)
);
