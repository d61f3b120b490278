import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two calls that nobody answers make a number stale; one that reached somebody else shows that it is wrong. */
export class WrongNumbersAreStaleAtOnce1764000000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(follows(`sum(CASE k.outcome WHEN 'wrong_number' THEN 2 ELSE 1 END)`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(follows('count(*)'));
  }
}

/** What a contact says of itself, worked out afresh from every check that stands, with failures counted as given. */
const follows = (failures: string): string => `
  CREATE OR REPLACE FUNCTION sec.contact_follows_its_checks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    PERFORM 1 FROM hospital_contacts WHERE id = NEW.contact_id FOR UPDATE;
    UPDATE hospital_contacts c
    SET (verified_on, verified_by) = (
          SELECT (k.at AT TIME ZONE 'Europe/London')::date, k.by FROM contact_checks k
          WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome = 'correct' ORDER BY k.at DESC LIMIT 1),
        last_reached_on = (
          SELECT (max(k.at) AT TIME ZONE 'Europe/London')::date FROM contact_checks k
          WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome IN ('correct', 'reached')),
        failed_calls = (
          SELECT coalesce(${failures}, 0) FROM contact_checks k
          WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome IN ('no_answer', 'wrong_number')
            AND k.at > coalesce((SELECT max(r.at) FROM contact_checks r
                                 WHERE r.contact_id = c.id AND r.undone_at IS NULL AND r.outcome IN ('correct', 'reached')),
                                '-infinity'))
    WHERE c.id = NEW.contact_id;
    RETURN NULL;
  END $$`;
