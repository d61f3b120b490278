import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message of a survey says on which number of the unit to stop them; the loop that sends it reads our own contacts. */
export class ToldFamiliesTheOfficeNumber1764000000160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT SELECT (id, hospital_id, purpose, label, phone, extension, bleep, hours, ended_at) ON hospital_contacts TO shared_care_worker;
      GRANT SELECT (id, network_role) ON hospitals TO shared_care_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE SELECT (id, network_role) ON hospitals FROM shared_care_worker;
      REVOKE SELECT (id, hospital_id, purpose, label, phone, extension, bleep, hours, ended_at) ON hospital_contacts FROM shared_care_worker;
    `);
  }
}
