import { createDataSource } from '@shared-care/database/data-source';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { loadDemo } from '@shared-care/database/demo/load-demo';
import { loadVolume } from '@shared-care/database/demo/volume';
import { migrate } from '@shared-care/database/migrate';
import { hash } from '@node-rs/argon2';
import type { DataSource } from 'typeorm';

export type Size = 'tiny' | 'small' | 'large';

export const SIZES: Readonly<Record<Size, { patients: number; attendances: number }>> = {
  tiny: { patients: 100, attendances: 500 },
  small: { patients: 5_000, attendances: 50_000 },
  large: { patients: 100_000, attendances: 1_000_000 },
};

/** A patient the requests are about. */
export interface Sample {
  patient: string;
  familyName: string;
  nhsNumber: string;
  hospital: string;
  arrangement: string;
}

export interface LoadDatabase {
  url: string;
  samples: Sample[];
  /** Takes away what the saves of one block left, so that each block meets the same queue. */
  removeSaved(): Promise<void>;
  close(): Promise<void>;
}

const SAMPLES = 500;
/** Marks what was saved by a measurement. */
export const SAVED_BY_LOAD = 'Saved by a load run';

export async function makeDatabase(admin: DataSource, url: string, size: Size): Promise<LoadDatabase> {
  const name = new URL(url).pathname.slice(1);
  await admin.query(`CREATE DATABASE ${name}`);
  const owner = await createDataSource(url, 'owner', 2).initialize();
  await migrate(owner);
  await loadDemo(owner, { passwordHash: await hash(DEMO_PASSWORD), size: 'small' });
  await loadVolume(owner, SIZES[size]);
  const samples = await owner.query<Sample[]>(
    `SELECT p.id AS patient, p.family_name AS "familyName", p.nhs_number AS "nhsNumber", l.hospital_id AS hospital,
            o.id AS arrangement
     FROM patients p JOIN shared_care_links l ON l.patient_id = p.id JOIN open_access_arrangements o ON o.patient_id = p.id
     WHERE p.hospital_number LIKE 'V%' ORDER BY md5(p.nhs_number) LIMIT ${SAMPLES}`,
  );
  return {
    url,
    samples,
    removeSaved: () => removeSaved(owner),
    close: () => owner.destroy(),
  };
}

/** Needs the superuser, as seeding does: the product itself can delete none of this. */
async function removeSaved(owner: DataSource): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`);
    await tx.query(
      `CREATE TEMP TABLE saved ON COMMIT DROP AS SELECT a.id AS attendances, al.id AS alerts
       FROM alerts al JOIN attendances a ON a.id = al.attendance_id WHERE al.state = 'open' AND a.note = $1`,
      [SAVED_BY_LOAD],
    );
    const children = await tx.query<{ child: string; key: string; parent: 'alerts' | 'attendances' }[]>(
      `SELECT f.conrelid::regclass::text AS child, quote_ident(c.attname) AS key, f.confrelid::regclass::text AS parent
       FROM pg_constraint f JOIN pg_attribute c ON c.attrelid = f.conrelid AND c.attnum = f.conkey[1]
       WHERE f.contype = 'f' AND f.confrelid IN ('alerts'::regclass, 'attendances'::regclass)
         AND f.conrelid NOT IN ('alerts'::regclass, 'attendances'::regclass)`,
    );
    for (const { child, key, parent } of children)
      await tx.query(`DELETE FROM ${child} WHERE ${key} IN (SELECT ${parent} FROM saved)`);
    for (const table of ['alerts', 'attendances'])
      await tx.query(`DELETE FROM ${table} WHERE id IN (SELECT ${table} FROM saved)`);
  });
}
