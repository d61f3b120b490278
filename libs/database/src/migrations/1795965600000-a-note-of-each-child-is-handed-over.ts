import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = [
  'raised',
  'acknowledged',
  'handed_back',
  'liaison',
  'checklist',
  'first_treatment',
  'moved',
  'matched',
  'tier_raised',
  'awaiting',
  'resumed',
  'closed',
  'reopened',
  'withdrawn',
  'escalated',
  'told_again',
  'returned',
  'woken',
  'unmatched_long',
  'delivery_failed',
  'telephoned',
  'offered',
  'offer_taken_back',
  'offer_accepted',
  'offer_declined',
  'tier_lowered',
  'correction_asked',
  'correction_refused',
  'moved_to_patient',
  'liaison_struck_out',
  'facts_corrected',
  'match_undone',
  'record_changed',
];

/** A handover has a note for each child: how ill, the plan, what to do if. */
export class ANoteOfEachChildIsHandedOver1795965600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE handover_notes (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      alert_id uuid NOT NULL REFERENCES alerts (id),
      written_at timestamptz NOT NULL DEFAULT sec.now(),
      written_by uuid NOT NULL REFERENCES users (id),
      severity text NOT NULL CHECK (severity IN ('stable', 'watch', 'unstable')),
      plan text NOT NULL CHECK (plan <> ''),
      what_if text CHECK (what_if <> ''))`);
    await runner.query('CREATE INDEX handover_notes_alert ON handover_notes (alert_id, written_at)');
    await kinds(runner, [...BEFORE, 'handover_note']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await kinds(runner, BEFORE, 'NOT VALID');
    await runner.query('DROP TABLE handover_notes');
  }
}

async function kinds(runner: QueryRunner, names: string[], as = ''): Promise<void> {
  await runner.query('ALTER TABLE alert_events DROP CONSTRAINT alert_events_kind_check');
  const list = names.map((name) => `'${name}'`).join(', ');
  await runner.query(`ALTER TABLE alert_events ADD CONSTRAINT alert_events_kind_check CHECK (kind IN (${list})) ${as}`);
}
