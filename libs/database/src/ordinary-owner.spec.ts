import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from './data-source';
import { loadDemo } from './demo/load-demo';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/embedded-postgres';
import { migrate } from './migrate';

describe('on a PostgreSQL where nobody is superuser, as a hosted one is', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shared-care-owner-'));
    await chmod(folder, 0o755);
    server = await startEmbeddedPostgres({ dataDir: folder, fast: true });
    const admin = await createDataSource(server.url(), 'owner', 1).initialize();
    await admin.query(`CREATE ROLE hosted LOGIN CREATEROLE PASSWORD 'hosted'`);
    await admin.query('CREATE DATABASE shared_care OWNER hosted');
    await admin.destroy();
    url = server.url('shared_care').replace(/\/\/[^@]+@/, '//hosted:hosted@');
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('an owner who may make roles can migrate, load the demo and serve as the app role', async () => {
    const owner = await createDataSource(url, 'owner', 2).initialize();
    await migrate(owner);
    // And every function, policy and right again, as a later build does.
    await owner.query(`UPDATE schema_state SET hash = 'of other texts'`);
    await migrate(owner);
    await loadDemo(owner, { passwordHash: 'unused', size: 'small' });
    await owner.destroy();
    const app = await createDataSource(url, 'app', 1).initialize();
    const [seen] = await app.query<{ role: string; patients: string }[]>(
      'SELECT current_user AS role, (SELECT count(*) FROM patients) AS patients',
    );
    await app.destroy();
    expect(seen).toEqual({ role: 'shared_care_app', patients: '0' });
  });

  it('the backup role says by itself that it cannot see past the policies, until an administrator lets it', async () => {
    const bypasses = async (): Promise<boolean> => {
      const backup = await createDataSource(url, 'backup', 1).initialize();
      const [row] = await backup.query<{ bypasses: boolean }[]>(
        'SELECT rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user',
      );
      await backup.destroy();
      return row!.bypasses;
    };
    expect(await bypasses()).toBe(false);
    const admin = await createDataSource(server.url(), 'owner', 1).initialize();
    await admin.query('ALTER ROLE shared_care_backup BYPASSRLS');
    await admin.destroy();
    expect(await bypasses()).toBe(true);
  });
});
