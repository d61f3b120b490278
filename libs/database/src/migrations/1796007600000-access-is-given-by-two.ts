import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An invitation and an identity are asked for by one admin and confirmed by another. Links that one admin alone made and
 * that nobody has used yet open nothing from now on: sec.invitation_lives asks who confirmed.
 */
export class AccessIsGivenByTwo1796007600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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

      ALTER TABLE account_messages ADD COLUMN access_request_id uuid;
      ALTER TABLE account_messages DROP CONSTRAINT account_messages_kind_check;
      ALTER TABLE account_messages ADD CONSTRAINT account_messages_kind_check CHECK (kind IN ('prove', 'use_service',
        'started', 'link', 'told', 'setting', 'identity', 'access'));
      ALTER TABLE account_messages DROP CONSTRAINT account_messages_about;
      ALTER TABLE account_messages ADD CONSTRAINT account_messages_about CHECK (
        (kind IN ('use_service', 'setting', 'identity', 'access')) = (recovery_id IS NULL)
        AND (kind = 'setting') = (setting_id IS NOT NULL)
        AND (kind IN ('identity', 'access')) = (access_request_id IS NOT NULL));
      ALTER TABLE account_messages ADD CONSTRAINT account_messages_access FOREIGN KEY (access_request_id)
        REFERENCES access_requests (id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM account_messages WHERE access_request_id IS NOT NULL;
      ALTER TABLE account_messages DROP CONSTRAINT account_messages_about;
      ALTER TABLE account_messages DROP COLUMN access_request_id;
      ALTER TABLE account_messages ADD CONSTRAINT account_messages_about CHECK (
        (kind IN ('use_service', 'setting')) = (recovery_id IS NULL) AND (kind = 'setting') = (setting_id IS NOT NULL));
      ALTER TABLE account_messages DROP CONSTRAINT account_messages_kind_check;
      ALTER TABLE account_messages ADD CONSTRAINT account_messages_kind_check CHECK (kind IN ('prove', 'use_service',
        'started', 'link', 'told', 'setting'));
      DROP TABLE access_requests;`);
  }
}
