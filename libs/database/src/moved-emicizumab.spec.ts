import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from './data-source';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/embedded-postgres';
import { migrate } from './migrate';

/** A database from before treatments were rows, of an owner who is under the row-level policies like everybody else. */
describe('the flag of earlier databases becomes a treatment', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let owner: DataSource;
  let admin: DataSource;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shared-care-moved-'));
    await chmod(folder, 0o755);
    server = await startEmbeddedPostgres({ dataDir: folder, fast: true });
    const maker = await createDataSource(server.url(), 'owner', 1).initialize();
    await maker.query(`CREATE ROLE hosted LOGIN CREATEROLE PASSWORD 'hosted'`);
    await maker.query('CREATE DATABASE shared_care OWNER hosted');
    await maker.destroy();
    const url = server.url('shared_care');
    owner = await createDataSource(url.replace(/\/\/[^@]+@/, '//hosted:hosted@'), 'owner', 2).initialize();
    admin = await createDataSource(url, 'owner', 2).initialize();
    await migrate(owner);
  });
  afterAll(async () => {
    await owner.destroy();
    await admin.destroy();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const hasFlag = async (): Promise<boolean> =>
    (
      await admin.query<unknown[]>(
        `SELECT 1 FROM information_schema.columns WHERE table_name = 'patients' AND column_name = 'emicizumab'`,
      )
    ).length > 0;
  const back = async (): Promise<void> => {
    while (!(await hasFlag())) await owner.undoLastMigration();
  };
  const flags = (): Promise<unknown[]> =>
    admin.query('SELECT given_name AS name, emicizumab FROM patients ORDER BY given_name');

  it('no child loses it, nobody gains it, plans and judged alerts go along, and the way back restores it', async () => {
    await back();
    await admin.query(
      `INSERT INTO users (email, display_name, role, password_hash) VALUES
         ('one@example.org', 'O Ne', 'haemostasis_nurse', 'none'), ('two@example.org', 'T Wo', 'phu_doctor', 'none')`,
    );
    await admin.query(
      `INSERT INTO patients (family_name, given_name, birth_date, nhs_number_status, diagnosis, emicizumab) VALUES
         ('Before', 'Ada', '2015-01-01', 'absent', 'haemophilia_a', true),
         ('Before', 'Bo', '2016-01-01', 'absent', 'haemophilia_a', false),
         ('Before', 'Cy', '2017-01-01', 'absent', 'haemophilia_a', true)`,
    );
    await admin.query(
      `INSERT INTO emergency_plans (patient_id, version_number, state, sections, review_by, inhibitor, emicizumab, central_line,
                                    written_by, changed_by, authors, approved_by, approved_at, code)
       SELECT p.id, 1, 'approved', '{}', '2030-01-01', 'none', p.emicizumab, 'none', n.id, n.id, ARRAY[n.id], d.id, sec.now(),
              CASE p.given_name WHEN 'Ada' THEN 'CDFHJKMNPR' ELSE 'DFHJKMNPRT' END
       FROM patients p, users n, users d
       WHERE p.given_name IN ('Ada', 'Bo') AND n.email = 'one@example.org' AND d.email = 'two@example.org'`,
    );
    await admin.transaction(async (tx) => {
      // Alerts of the past: nobody is told of them now.
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query(
        `INSERT INTO alerts (kind, tier, trigger, triggers, acknowledge_by, next_escalation_at, triggers_set_aside) VALUES
           ('ops', 'amber', 'judged', '{judged}', sec.now(), sec.now(), '{emicizumab_bleeding}'),
           ('ops', 'amber', 'plain', '{plain}', sec.now(), sec.now(), '{head_injury}')`,
      );
    });
    const before = await flags();

    await migrate(owner);
    expect(
      await admin.query(
        `SELECT p.given_name AS name, d.code, t.purpose, t.started_on AS began, t.stopped_on AS ended, e.kind
         FROM patient_treatments t JOIN patients p ON p.id = t.patient_id JOIN treatments d ON d.id = t.treatment_id
         JOIN patient_treatment_events e ON e.entry_id = t.id ORDER BY 1`,
      ),
    ).toEqual(
      ['Ada', 'Cy'].map((name) => ({
        ...{ name, code: 'emicizumab', purpose: 'prophylaxis', began: null, ended: null, kind: 'recorded' },
      })),
    );
    expect(
      await admin.query(
        `SELECT p.given_name AS name, coalesce((SELECT array_agg(d.code) FROM treatments d WHERE d.id = ANY (e.treatment_ids)), '{}') AS written
         FROM emergency_plans e JOIN patients p ON p.id = e.patient_id ORDER BY 1`,
      ),
    ).toEqual([
      { name: 'Ada', written: ['emicizumab'] },
      { name: 'Bo', written: [] },
    ]);
    expect(await admin.query('SELECT trigger, triggers_set_aside AS aside FROM alerts ORDER BY 1')).toEqual([
      { trigger: 'judged', aside: ['emicizumab_bleeding', 'treatment_bleeding'] },
      { trigger: 'plain', aside: ['head_injury'] },
    ]);
    // The policies hold again for the owner, and a change of product forces reviews by a trigger.
    const [forced] = await admin.query<{ forced: boolean }[]>(
      `SELECT bool_and(relforcerowsecurity) AS forced FROM pg_class
       WHERE relname IN ('patients', 'patient_treatments', 'patient_treatment_events', 'emergency_plans', 'alerts')`,
    );
    expect(forced).toEqual({ forced: true });

    await back();
    expect(await flags()).toEqual(before);
  });
});
