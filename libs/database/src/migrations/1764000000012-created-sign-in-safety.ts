import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatedSignInSafety1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Beside what the session store writes. The id is what a person's list of sessions shows; sid never leaves.
      ALTER TABLE sessions
        ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
        ADD COLUMN user_id uuid GENERATED ALWAYS AS ((sess -> 'passport' ->> 'user')::uuid) STORED,
        ADD COLUMN created_at timestamptz NOT NULL DEFAULT sec.now(),
        ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT sec.now();
      CREATE INDEX sessions_user ON sessions (user_id) WHERE user_id IS NOT NULL;

      -- Thirty minutes after the last thing a person did, and twelve hours after sign-in whatever they did.
      CREATE FUNCTION sec.session_ends_at(created_at timestamptz, last_seen_at timestamptz) RETURNS timestamptz
        LANGUAGE sql STABLE PARALLEL SAFE AS
        $$ SELECT least(last_seen_at + interval '30 minutes', created_at + interval '12 hours') $$;

      -- Browsers on which somebody has signed in before: other people's wrong passwords do not hold them up.
      CREATE TABLE known_devices (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        token_hash bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT sec.now(),
        last_used_at timestamptz NOT NULL DEFAULT sec.now(),
        PRIMARY KEY (user_id, token_hash)
      );
      CREATE INDEX known_devices_token ON known_devices (token_hash);
      GRANT SELECT, INSERT, UPDATE, DELETE ON known_devices TO shared_care_app;
      GRANT SELECT ON known_devices TO shared_care_definer;

      -- One row for each password or code that was really checked and not found right. Both keys are keyed hashes: a
      -- copy of this table tells neither who was tried nor from where.
      CREATE TABLE sign_in_attempts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account bytea NOT NULL,
        network bytea NOT NULL,
        known_device bytea,
        at timestamptz NOT NULL DEFAULT sec.now()
      );
      CREATE INDEX sign_in_attempts_account ON sign_in_attempts (account, at);
      CREATE INDEX sign_in_attempts_network ON sign_in_attempts (network, at) WHERE known_device IS NULL;
      CREATE INDEX sign_in_attempts_at ON sign_in_attempts (at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO shared_care_definer;

      -- Takes a try before the password is looked at, so that a thousand at once cannot all be "the tenth". Answers
      -- with the id of the try, or with how long to wait. Locks are taken in one order: account, then network.
      CREATE FUNCTION sec.begin_sign_in_attempt(typed_email text, account_key bytea, network_key bytea, device bytea)
        RETURNS TABLE (attempt_id bigint, wait_seconds int)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      END $$;
      ALTER FUNCTION sec.begin_sign_in_attempt(text, bytea, bytea, bytea) OWNER TO shared_care_definer;

      -- It was right after all: what is right is not counted.
      CREATE FUNCTION sec.forget_sign_in_attempt(attempt bigint) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
        $$ DELETE FROM sign_in_attempts WHERE id = attempt $$;
      ALTER FUNCTION sec.forget_sign_in_attempt(bigint) OWNER TO shared_care_definer;

      CREATE TABLE user_totp (
        user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        secret text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT sec.now(),
        -- Until a code made with it was typed once, it opens nothing.
        confirmed_at timestamptz,
        -- The 30-second step of the last code taken; that code and older ones are refused.
        last_used_step bigint
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON user_totp TO shared_care_app;

      CREATE TABLE user_passkeys (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        credential_id text NOT NULL UNIQUE,
        public_key bytea NOT NULL,
        counter bigint NOT NULL DEFAULT 0,
        transports text[] NOT NULL DEFAULT '{}',
        label text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT sec.now(),
        last_used_at timestamptz
      );
      CREATE INDEX user_passkeys_user ON user_passkeys (user_id);
      GRANT SELECT, INSERT, UPDATE, DELETE ON user_passkeys TO shared_care_app;

      CREATE TABLE user_recovery_codes (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        code_hash bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT sec.now(),
        used_at timestamptz,
        PRIMARY KEY (user_id, code_hash)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON user_recovery_codes TO shared_care_app;

      GRANT UPDATE (password_hash, version) ON users TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE (password_hash, version) ON users FROM shared_care_app;
      DROP TABLE user_recovery_codes;
      DROP TABLE user_passkeys;
      DROP TABLE user_totp;
      DROP FUNCTION sec.forget_sign_in_attempt(bigint);
      DROP FUNCTION sec.begin_sign_in_attempt(text, bytea, bytea, bytea);
      DROP TABLE sign_in_attempts;
      DROP TABLE known_devices;
      DROP FUNCTION sec.session_ends_at(timestamptz, timestamptz);
      ALTER TABLE sessions DROP COLUMN user_id, DROP COLUMN id, DROP COLUMN created_at, DROP COLUMN last_seen_at;
    `);
  }
}
