-- Who acts in this database, and what is there before the first table. Runs again whenever a text of the schema
-- changed, so each statement may be repeated.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SCHEMA IF NOT EXISTS sec;

-- Roles belong to the whole cluster, so another database may have made them already, even this very moment. app serves
-- requests; worker runs the loops that act for nobody; feeds brings data in; backup reads everything and writes
-- nothing. Nobody connects as the other three, they own functions: definer those that look past the policies, audit
-- those of the log, merger those that make two records one.
DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['app', 'worker', 'feeds', 'backup', 'definer', 'audit', 'merger'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', 'shared_care_' || wanted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    -- The maker of a role may hand it on, and is no member by that alone.
    IF NOT pg_has_role(current_user, 'shared_care_' || wanted, 'USAGE') OR NOT EXISTS (
      SELECT FROM pg_auth_members WHERE roleid = ('shared_care_' || wanted)::regrole AND member = current_user::regrole) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', 'shared_care_' || wanted);
    END IF;
  END LOOP;
  -- A dump under row-level policies is empty and says nothing. Only who bypasses them may hand this on; where the owner
  -- does not, docs/operating.md says who does it once.
  BEGIN
    ALTER ROLE shared_care_backup BYPASSRLS;
  EXCEPTION
    WHEN insufficient_privilege THEN NULL;
    -- Another database of this cluster did it in the same moment.
    WHEN internal_error THEN NULL;
  END;
END $$;

GRANT USAGE ON SCHEMA sec, public TO shared_care_app, shared_care_worker, shared_care_feeds, shared_care_backup,
  shared_care_definer, shared_care_audit, shared_care_merger;
-- Only so that a function can be made theirs.
GRANT CREATE ON SCHEMA sec TO shared_care_definer, shared_care_audit, shared_care_merger;

ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO shared_care_backup;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO shared_care_backup;
-- A function is for those whom its file names. The three extensions above came before this and stay for everybody.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
