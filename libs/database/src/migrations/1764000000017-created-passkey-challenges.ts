import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys, unlocking by an admin, and emergency access that is pressed twice. */
export class CreatedPasskeyChallenges1764000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a passkey is asked to sign: worth something once, for one purpose and for five minutes. Whoever takes it
      -- deletes it, so that of two answers that come at once one finds nothing.
      CREATE TABLE passkey_challenges (
        challenge_hash bytea PRIMARY KEY CHECK (length(challenge_hash) = 32),
        purpose text NOT NULL CHECK (purpose IN ('register', 'sign_in')),
        -- Whose passkey is made or asked for; empty while nobody is known.
        user_id uuid REFERENCES users (id) ON DELETE CASCADE,
        expires_at timestamptz NOT NULL DEFAULT sec.now() + interval '5 minutes',
        CONSTRAINT passkey_challenges_register_somebody CHECK (purpose <> 'register' OR user_id IS NOT NULL)
      );
      CREATE INDEX passkey_challenges_expire ON passkey_challenges (expires_at);
      GRANT SELECT, INSERT (challenge_hash, purpose, user_id), DELETE ON passkey_challenges TO shared_care_app;

      -- Which of these accounts are held up by wrong tries now, and letting one of them try again. For admins only.
      CREATE FUNCTION sec.slowed_accounts(accounts bytea[]) RETURNS SETOF bytea
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT DISTINCT a.account FROM sign_in_attempts a
        WHERE sec.user_role() = 'admin' AND a.account = ANY (accounts) AND a.at > sec.now() - interval '15 minutes'
        GROUP BY a.account, a.known_device HAVING count(*) >= 10
      $$;
      CREATE FUNCTION sec.unlock_account(account_key bytea) RETURNS int
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        cleared int;
      BEGIN
        IF sec.user_role() IS DISTINCT FROM 'admin' THEN
          RAISE EXCEPTION 'only an admin unlocks an account' USING ERRCODE = 'insufficient_privilege';
        END IF;
        DELETE FROM sign_in_attempts WHERE account = account_key;
        GET DIAGNOSTICS cleared = ROW_COUNT;
        RETURN cleared;
      END $$;

      -- The grant that already lets this user see that child. One at a time for each user: of two presses at once the
      -- second finds what the first was given.
      CREATE FUNCTION sec.running_break_glass(nhs text, born date) RETURNS uuid
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(771203, hashtext(sec.uid()::text));
        RETURN (
          SELECT g.id FROM break_glass_grants g JOIN patients p ON p.id = g.patient_id
          WHERE g.user_id = sec.uid() AND sec.now() < g.expires_at
            AND p.nhs_number = nhs AND p.birth_date = born AND p.merged_into_id IS NULL
          ORDER BY g.expires_at DESC LIMIT 1);
      END $$;
    `);
    for (const signature of FUNCTIONS) {
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION ${signature} TO shared_care_app;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${FUNCTIONS.map((signature) => `DROP FUNCTION ${signature};`).join('\n')}
      DROP TABLE passkey_challenges;
    `);
  }
}

const FUNCTIONS = ['sec.running_break_glass(text, date)', 'sec.unlock_account(bytea)', 'sec.slowed_accounts(bytea[])'];
