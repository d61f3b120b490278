-- What tables stand on: the clock, who acts, how names and numbers are compared.

CREATE OR REPLACE FUNCTION sec.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT now() + (SELECT clock_offset FROM sec.clock)
$$;
GRANT EXECUTE ON FUNCTION sec.now()
  TO shared_care_app, shared_care_worker, shared_care_feeds, shared_care_definer, shared_care_audit, shared_care_merger;

-- Whom the transaction acts for; set by runAs. After COMMIT the setting reads '' rather than NULL.
CREATE OR REPLACE FUNCTION sec.uid() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.uid', true), '')::uuid
$$;
GRANT EXECUTE ON FUNCTION sec.uid()
  TO shared_care_app, shared_care_worker, shared_care_feeds, shared_care_definer, shared_care_audit, shared_care_merger;

-- NHS Data Dictionary: weights 10 to 2, modulus 11, 11 counts as 0 and 10 is never issued. Every repeated-digit
-- number passes that sum, so those are refused by name.
CREATE OR REPLACE FUNCTION nhs_number_is_valid(digits text) RETURNS boolean
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT digits ~ '^[0-9]{10}$'
     AND digits !~ '^(.)\1{9}$'
     AND (11 - (SELECT sum((11 - place) * substr(digits, place, 1)::int) FROM generate_series(1, 9) AS place) % 11) % 11
         = CASE WHEN digits ~ '^[0-9]{10}$' THEN substr(digits, 10, 1)::int END
$$;
GRANT EXECUTE ON FUNCTION nhs_number_is_valid(text)
  TO shared_care_app, shared_care_worker, shared_care_feeds, shared_care_definer, shared_care_audit, shared_care_merger;

-- How names are compared: accents, case and punctuation forgiven. Immutable because the dictionary is named.
CREATE OR REPLACE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT trim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, normalize(name, NFKC))),
    '[[:space:][:punct:]]+', ' ', 'g'))
$$;
GRANT EXECUTE ON FUNCTION fold_name(text)
  TO shared_care_app, shared_care_worker, shared_care_feeds, shared_care_definer, shared_care_audit, shared_care_merger;

CREATE OR REPLACE FUNCTION sec.digits(phone text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')
$$;
GRANT EXECUTE ON FUNCTION sec.digits(text)
  TO shared_care_app, shared_care_worker, shared_care_feeds, shared_care_definer, shared_care_audit, shared_care_merger;
