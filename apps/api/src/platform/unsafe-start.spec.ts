import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@shared-care/database/testing/test-database';
import { createDataSource } from '@shared-care/database/data-source';
import { describe, expect, it } from 'vitest';
import { startApp } from '../app';
import { startTestApp, testConfig } from '../testing/test-app';
import { refusePowerfulRole } from './database-role';
import { HealthController } from './health.controller';

describe('what is not safe does not start', () => {
  const start = (url: string) => startApp(testConfig(), url, randomUUID());

  it('a handler that declares no access makes the program refuse to start', async () => {
    const database = await createTestDatabase();
    const handler = HealthController.prototype.live;
    const declared = Reflect.getMetadata('access', handler) as unknown;
    Reflect.deleteMetadata('access', handler);
    try {
      await expect(start(database.url)).rejects.toThrow('Declare @Access or @Public on: HealthController.live');
    } finally {
      Reflect.defineMetadata('access', declared, handler);
    }
    await database.drop();
  });

  it('a connection with the owner’s or a superuser’s rights makes the program refuse to start', async () => {
    const database = await createTestDatabase();
    await expect(refusePowerfulRole(database.owner)).rejects.toThrow('past the row-level policies');
    const [{ me }] = await database.owner.query<[{ me: string }]>('SELECT current_user AS me');
    // An address that names a role of its own would win over the role the program asks for.
    await expect(start(`${database.url}?options=${encodeURIComponent(`-c role=${me}`)}`)).rejects.toThrow(
      'Connect as shared_care_app',
    );
    await database.drop();
  });

  it('a patient table whose policy is not forced makes the program refuse to start', async () => {
    const database = await createTestDatabase();
    await database.owner.query('ALTER TABLE liaison_entries NO FORCE ROW LEVEL SECURITY');
    await expect(start(database.url)).rejects.toThrow('no forced row-level policy: liaison_entries');
    await database.owner.query('ALTER TABLE liaison_entries FORCE ROW LEVEL SECURITY');
    await (await start(database.url)).stop();
    await database.drop();
  });

  it('with no user set, nothing is seen at all', async () => {
    const app = await startTestApp();
    const bare = await createDataSource(app.database.url, 'app', 1).initialize();
    for (const table of [
      'patients',
      'shared_care_links',
      'open_access_arrangements',
      'attendances',
      'alerts',
      'alert_events',
      'liaison_entries',
      'checklist_answers',
      'attendance_sources',
    ])
      expect(await bare.query(`SELECT * FROM ${table}`), table).toEqual([]);
    await expect(bare.query('SELECT * FROM audit_entries')).rejects.toThrow('permission denied');
    await bare.destroy();
    await app.stop();
  });
});
