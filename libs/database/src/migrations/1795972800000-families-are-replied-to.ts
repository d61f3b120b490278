import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Approved words in which families are replied to, and what was told to whom. */
export class FamiliesAreRepliedTo1795972800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE reply_texts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        text_id uuid NOT NULL,
        version_number int NOT NULL CHECK (version_number > 0),
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'superseded', 'withdrawn')),
        type text CHECK (type ~ '^[a-z_]{2,40}$'),
        title text NOT NULL CHECK (title <> ''),
        body text NOT NULL CHECK (body <> ''),
        written_by uuid NOT NULL REFERENCES users (id),
        authors uuid[] NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT sec.now(),
        approved_by uuid REFERENCES users (id),
        approved_at timestamptz,
        ended_by uuid REFERENCES users (id),
        ended_at timestamptz,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT reply_texts_version_number UNIQUE (text_id, version_number),
        CONSTRAINT reply_texts_writer_is_author CHECK (written_by = ANY (authors)),
        CONSTRAINT reply_texts_approved_by_another CHECK (approved_by <> ALL (authors)),
        CONSTRAINT reply_texts_approved_whole CHECK ((approved_by IS NULL) = (approved_at IS NULL)
          AND (state <> 'draft' OR approved_by IS NULL) AND (state NOT IN ('approved', 'superseded')
          OR approved_by IS NOT NULL)),
        CONSTRAINT reply_texts_ended_whole CHECK ((state IN ('superseded', 'withdrawn')) = (ended_at IS NOT NULL)
          AND (ended_at IS NULL) = (ended_by IS NULL))
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX reply_texts_one_approved ON reply_texts (text_id) WHERE state = 'approved'`,
    );
    await runner.query(`CREATE UNIQUE INDEX reply_texts_one_draft ON reply_texts (text_id) WHERE state = 'draft'`);
    await runner.query(`CREATE TABLE request_replies (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        request_id uuid NOT NULL REFERENCES requests (id),
        text_id uuid NOT NULL REFERENCES reply_texts (id),
        way text NOT NULL CHECK (way IN ('email', 'telephone')),
        words text NOT NULL CHECK (words <> ''),
        addition text CHECK (addition <> ''),
        made_by uuid NOT NULL REFERENCES users (id),
        made_at timestamptz NOT NULL DEFAULT sec.now(),
        idempotency_key uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('told', 'waiting', 'leased', 'sent', 'left_out', 'failed', 'bounced')),
        because text CHECK (because ~ '^[a-z_]{2,40}$'),
        due_at timestamptz NOT NULL DEFAULT sec.now(),
        attempts int NOT NULL DEFAULT 0,
        lease_token uuid,
        lease_until timestamptz,
        sent_at timestamptz,
        reply text CHECK (reply ~ '^[a-z0-9_.]{1,60}$'),
        CONSTRAINT request_replies_once UNIQUE (made_by, idempotency_key),
        CONSTRAINT request_replies_told CHECK ((way = 'telephone') = (state = 'told')),
        CONSTRAINT request_replies_lease_whole CHECK ((state = 'leased') = (lease_token IS NOT NULL
          AND lease_until IS NOT NULL)),
        CONSTRAINT request_replies_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
        CONSTRAINT request_replies_left_out CHECK ((state = 'left_out') = (because IS NOT NULL)),
        CONSTRAINT request_replies_not_sent CHECK ((state NOT IN ('failed', 'bounced')) OR reply IS NOT NULL)
      )`);
    await runner.query(`CREATE INDEX request_replies_request ON request_replies (request_id, made_at)`);
    await runner.query(
      `CREATE INDEX request_replies_to_send ON request_replies (due_at, id) WHERE state IN ('waiting', 'leased')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE request_replies');
    await runner.query('DROP TABLE reply_texts');
  }
}
