import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatedFoundations1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      CREATE SCHEMA sec;

      -- Roles belong to the whole cluster, so another database may have made them already, even this very moment.
      DO $$
      DECLARE wanted text;
      BEGIN
        FOREACH wanted IN ARRAY ARRAY['shared_care_app', 'shared_care_feeds', 'shared_care_definer'] LOOP
          BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', wanted);
          EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
          END;
          EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END LOOP;
      END $$;

      GRANT USAGE ON SCHEMA sec TO shared_care_app, shared_care_feeds, shared_care_definer;
      GRANT CREATE ON SCHEMA sec TO shared_care_definer;

      -- The only clock for deadlines, validity and leases. The offset is zero except in tests, which move it.
      CREATE TABLE sec.clock (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        clock_offset interval NOT NULL DEFAULT '0'
      );
      INSERT INTO sec.clock DEFAULT VALUES;
      GRANT SELECT ON sec.clock TO shared_care_app, shared_care_feeds, shared_care_definer;

      CREATE FUNCTION sec.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
        $$ SELECT now() + (SELECT clock_offset FROM sec.clock) $$;

      -- Whom the transaction acts for; set by runAs. After COMMIT the setting reads '' rather than NULL.
      CREATE FUNCTION sec.uid() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
        $$ SELECT nullif(current_setting('app.uid', true), '')::uuid $$;

      -- NHS Data Dictionary: weights 10 to 2, modulus 11, 11 counts as 0 and 10 is never issued. Every repeated-digit
      -- number passes that sum, so those are refused by name.
      CREATE FUNCTION nhs_number_is_valid(digits text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT digits ~ '^[0-9]{10}$'
           AND digits !~ '^(.)\\1{9}$'
           AND (11 - (SELECT sum((11 - place) * substr(digits, place, 1)::int) FROM generate_series(1, 9) AS place) % 11) % 11
               = CASE WHEN digits ~ '^[0-9]{10}$' THEN substr(digits, 10, 1)::int END
      $$;

      -- How names are compared: accents, case and punctuation forgiven. Immutable because the dictionary is named.
      CREATE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT trim(regexp_replace(
          lower(public.unaccent('public.unaccent'::regdictionary, normalize(name, NFKC))),
          '[[:space:][:punct:]]+', ' ', 'g'))
      $$;

      CREATE TABLE bank_holidays (
        holiday_on date PRIMARY KEY,
        title text NOT NULL
      );
      COMMENT ON TABLE bank_holidays IS 'England and Wales, from the GOV.UK list.';
      GRANT SELECT ON bank_holidays TO shared_care_app, shared_care_feeds;
      GRANT USAGE ON SCHEMA public TO shared_care_app, shared_care_feeds, shared_care_definer;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE bank_holidays;
      DROP FUNCTION fold_name(text);
      DROP FUNCTION nhs_number_is_valid(text);
      DROP SCHEMA sec CASCADE;
    `);
  }
}
