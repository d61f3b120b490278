import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDataSource } from '../data-source';
import { startEmbeddedPostgres } from '../embedded/embedded-postgres';
import { migrate } from '../migrate';
import './provided-context';

/** One real PostgreSQL for all specs, with a migrated template that each spec file copies in a fraction of a second. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'shared-care-test-'));
  // As root the server runs under another account, which must be able to reach its data.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder, fast: true });
  const admin = await createDataSource(server.url(), 'owner', 1).initialize();
  await admin.query('CREATE DATABASE template_shared_care');
  await admin.destroy();
  const template = await createDataSource(server.url('template_shared_care'), 'owner', 2).initialize();
  await migrate(template);
  await template.destroy();
  project.provide('postgresUrl', server.url(''));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
