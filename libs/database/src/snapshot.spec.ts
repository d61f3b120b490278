import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printSnapshot } from './snapshot';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

describe('the schema can be read', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('schema.snapshot.sql is what the catalogue says; npm run schema:print renews it', async () => {
    await expect(await printSnapshot(database.owner)).toMatchFileSnapshot('./schema.snapshot.sql');
  });

  it.each([
    ['GRANT DELETE ON contact_details TO shared_care_feeds'],
    ['GRANT EXECUTE ON FUNCTION sec.can_see(uuid) TO PUBLIC'],
    ['ALTER FUNCTION sec.can_see(uuid) OWNER TO CURRENT_USER'],
    ['ALTER TABLE patients NO FORCE ROW LEVEL SECURITY'],
    [`ALTER POLICY patients_seen_by_user ON patients USING (true)`],
    ['ALTER TABLE alerts DISABLE TRIGGER USER'],
    ['ALTER TABLE patients ALTER COLUMN nhs_number DROP NOT NULL, ADD COLUMN more text'],
    ['GRANT UPDATE (role) ON users TO shared_care_app'],
    [`COMMENT ON TABLE patients IS 'children'`],
    [`UPDATE sec.clock SET clock_offset = '1 hour'`],
  ])('shows: %s', async (change) => {
    const before = await printSnapshot(database.owner);
    await database.owner.query(change);
    expect(await printSnapshot(database.owner)).not.toBe(before);
  });
});
