import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A person asks a colleague to take a duty; the rota changes when the colleague agrees. */
export class ASwapIsAskedAndAgreed1795976400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE rota_swap_asks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        duty text NOT NULL CHECK (duty IN ('phu_nurse', 'nurse_in_charge', 'on_call_registrar', 'on_call_consultant',
          'consultant_lead')),
        off_user_id uuid NOT NULL REFERENCES users (id),
        on_user_id uuid NOT NULL REFERENCES users (id),
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        reason text NOT NULL CHECK (reason <> ''),
        state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'agreed', 'declined', 'taken_back')),
        asked_at timestamptz NOT NULL DEFAULT sec.now(),
        answered_at timestamptz,
        because text CHECK (because <> ''),
        change_id uuid REFERENCES rota_changes (id),
        version int NOT NULL DEFAULT 1,
        CONSTRAINT rota_swap_asks_two_people CHECK (off_user_id <> on_user_id),
        CONSTRAINT rota_swap_asks_in_order CHECK (starts_at < ends_at),
        CONSTRAINT rota_swap_asks_answered CHECK ((state IN ('agreed', 'declined')) = (answered_at IS NOT NULL)),
        CONSTRAINT rota_swap_asks_agreed CHECK ((state = 'agreed') = (change_id IS NOT NULL)),
        CONSTRAINT rota_swap_asks_declined CHECK ((state = 'declined') = (because IS NOT NULL))
      )`);
    await runner.query(`CREATE UNIQUE INDEX rota_swap_asks_one_open ON rota_swap_asks (off_user_id, on_user_id, duty, starts_at)
        WHERE state = 'asked'`);
    await runner.query(`CREATE INDEX rota_swap_asks_change ON rota_swap_asks (change_id) WHERE change_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // What was agreed stays on the rota as a change like any other.
    await runner.query('DROP POLICY IF EXISTS rota_changes_agreed ON rota_changes');
    await runner.query('DROP POLICY IF EXISTS rota_changes_agreed_back ON rota_changes');
    await runner.query('DROP TABLE rota_swap_asks');
  }
}
