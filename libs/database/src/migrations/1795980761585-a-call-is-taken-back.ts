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
  'handover_note',
];

/** A call put on record by mistake is taken back, and both stay in the story of the alert. */
export class ACallIsTakenBack1795980761585 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await kinds(runner, [...BEFORE, 'call_taken_back']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await kinds(runner, BEFORE, 'NOT VALID');
  }
}

async function kinds(runner: QueryRunner, names: string[], as = ''): Promise<void> {
  await runner.query('ALTER TABLE alert_events DROP CONSTRAINT alert_events_kind_check');
  const list = names.map((name) => `'${name}'`).join(', ');
  await runner.query(`ALTER TABLE alert_events ADD CONSTRAINT alert_events_kind_check CHECK (kind IN (${list})) ${as}`);
}
