import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { createDataSource } from '@shared-care/database/data-source';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { loadDemo } from '@shared-care/database/demo/load-demo';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@shared-care/database/embedded/embedded-postgres';
import { migrate } from '@shared-care/database/migrate';
import type { DataSource } from 'typeorm';

/** A PostgreSQL of this run alone, with the safety settings of a real one, which can be made to crash. */
export class CrashableDatabase {
  private constructor(
    private readonly folder: string,
    private postgres: EmbeddedPostgres,
    public owner: DataSource,
  ) {}

  static async start(): Promise<CrashableDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'shared-care-faults-'));
    // As root the server runs under another account, which must be able to reach its data.
    await chmod(folder, 0o755);
    const postgres = await startEmbeddedPostgres({ dataDir: folder });
    const owner = await createDataSource(postgres.url(), 'owner', 4).initialize();
    await migrate(owner);
    await loadDemo(owner, { passwordHash: await hash(DEMO_PASSWORD), size: 'small' });
    return new CrashableDatabase(folder, postgres, owner);
  }

  get url(): string {
    return this.postgres.url();
  }

  /** What `pg_ctl stop -m immediate` does: no checkpoint, no farewell. Then starts it again, to recover from its log. */
  async crash(): Promise<void> {
    const postmaster = Number((await readFile(join(this.folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(postmaster, 'SIGQUIT');
    await gone(postmaster);
    await this.owner.destroy().catch(() => undefined);
    this.postgres = await startEmbeddedPostgres({ dataDir: this.folder });
    this.owner = await createDataSource(this.postgres.url(), 'owner', 4).initialize();
  }

  async stop(): Promise<void> {
    await this.owner.destroy().catch(() => undefined);
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}
