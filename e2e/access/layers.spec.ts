import { ACTORS, KNOWS_HER, type Actor } from '@shared-care/contracts/actors';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi, type TestContext } from 'vitest';
import { AccessGuard } from '../../apps/api/src/platform/access';
import { Database, type Tx } from '../../apps/api/src/platform/tx';
import { askOutsiders, type Cell } from './matrix';
import { openUnit, type Unit } from './unit';

/** The grants that are there let her be seen on one route; here nobody has one. */
const OUTSIDERS = (Object.keys(ACTORS) as Actor[]).filter((actor) => !KNOWS_HER.includes(actor));

function count({ task }: TestContext, cells: Cell[]): void {
  const through = cells.filter((cell) => cell.unexpected !== null || cell.canaries.length > 0);
  Object.assign(task.meta, {
    cells: cells.length,
    unexpected: cells.filter((cell) => cell.unexpected !== null).length,
    canaries: cells.flatMap((cell) => cell.canaries).length,
  });
  expect(
    through.map((cell) => `${cell.actor}: ${cell.route}: ${cell.unexpected ?? ''} ${cell.canaries.join()}`),
  ).toEqual([]);
}

describe('with one layer taken away, the others still keep her from everybody who may not see her', () => {
  let unit: Unit;
  beforeAll(async () => {
    unit = await openUnit();
    await unit.app.sql(
      `UPDATE break_glass_grants SET granted_at = granted_at - interval '1 day', expires_at = expires_at - interval '1 day'`,
    );
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => unit.app.stop());

  it('without the guard', async (context) => {
    vi.spyOn(AccessGuard.prototype, 'canActivate').mockReturnValue(true);
    count(context, await askOutsiders(unit, OUTSIDERS));
  });

  it('without runAs saying for whom: then nobody at all sees her', async (context) => {
    // What a browser is known by has policies of its own: without a person nobody signs in. Here they have.
    const { runAs } = Database.prototype;
    const { app } = unit;
    const signIn = app.signIn.bind(app);
    let signingIn = 0;
    vi.spyOn(app, 'signIn').mockImplementation(async (email) => {
      signingIn++;
      return signIn(email).finally(() => signingIn--);
    });
    vi.spyOn(Database.prototype, 'runAs').mockImplementation(function (this: Database, user, work) {
      if (signingIn > 0) return runAs.call(this, user, work);
      const { app } = this as unknown as { app: { transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> } };
      return app.transaction(work);
    });
    const everybody = Object.keys(ACTORS) as Actor[];
    const cells = await askOutsiders(unit, everybody);
    count(context, cells);
    const nurse = await unit.people.nurse.client.get(`/api/patients/${unit.her.patientId}`);
    expect(nurse.status).toBe(404);
  });

  it('without row-level policies', async (context) => {
    const tables = await unit.app.sql<{ name: string }>(
      `SELECT quote_ident(relname) AS name FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace`,
    );
    expect(tables.length).toBeGreaterThan(10);
    const all = (what: string) =>
      unit.app.sql(tables.map(({ name }) => `ALTER TABLE ${name} ${what} ROW LEVEL SECURITY`).join('; '));
    await all('DISABLE');
    try {
      count(context, await askOutsiders(unit, OUTSIDERS));
    } finally {
      await all('ENABLE');
    }
  });
});
