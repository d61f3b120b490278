import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatedHospitals1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
        changed_at timestamptz NOT NULL DEFAULT sec.now()
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
        version int NOT NULL DEFAULT 1
      );
      CREATE INDEX hospitals_search ON hospitals USING gin (search_text gin_trgm_ops);
      CREATE INDEX hospitals_network ON hospitals (network_role) WHERE network_role <> 'other';

      ALTER TABLE users ADD CONSTRAINT users_hospital FOREIGN KEY (hospital_id) REFERENCES hospitals (id);

      CREATE TABLE hospital_units (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        kind text NOT NULL CHECK (kind IN ('ed', 'assessment', 'ward')),
        name text NOT NULL,
        UNIQUE (hospital_id, name)
      );

      CREATE TABLE hospital_contacts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        unit_id uuid REFERENCES hospital_units (id),
        purpose text NOT NULL CHECK (purpose IN ('ed', 'assessment', 'ward', 'switchboard', 'secretary',
          'community_nurses', 'phu_nurses', 'on_call_registrar')),
        label text NOT NULL,
        phone text NOT NULL,
        extension text,
        bleep text,
        hours text NOT NULL DEFAULT 'any' CHECK (hours IN ('any', 'in_hours', 'out_of_hours')),
        verified_on date,
        verified_by uuid REFERENCES users (id),
        version int NOT NULL DEFAULT 1
      );
      CREATE INDEX hospital_contacts_hospital ON hospital_contacts (hospital_id);

      CREATE TABLE link_consultants (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid REFERENCES users (id),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        name text NOT NULL,
        phone text,
        phone_verified_on date,
        from_on date NOT NULL,
        to_on date,
        CONSTRAINT link_consultants_dates CHECK (to_on IS NULL OR to_on >= from_on)
      );
      CREATE INDEX link_consultants_user ON link_consultants (user_id);

      GRANT SELECT ON trusts, hospitals, hospital_units, hospital_contacts, link_consultants TO shared_care_app, shared_care_feeds;
      GRANT SELECT ON hospitals, link_consultants TO shared_care_definer;
      GRANT INSERT, UPDATE ON trusts, hospitals TO shared_care_feeds;
      GRANT INSERT ON hospital_units, hospital_contacts, link_consultants TO shared_care_feeds;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE link_consultants;
      DROP TABLE hospital_contacts;
      DROP TABLE hospital_units;
      ALTER TABLE users DROP CONSTRAINT users_hospital;
      DROP TABLE hospitals;
      DROP TABLE trusts;
    `);
  }
}
