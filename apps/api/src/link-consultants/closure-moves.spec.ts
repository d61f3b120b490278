import type { CareGaps, ClosureMove } from '@shared-care/contracts/link-consultants/answers';
import type { HospitalPage } from '@shared-care/contracts/hospitals/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('what a closure leaves to be moved', () => {
  let app: TestApp;
  let nurse: Client;
  let admin: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, admin] = [await app.signIn(NURSE), await app.signIn(ADMIN)];
  });
  afterAll(() => app.stop());

  const moves = async () => (await nurse.get<CareGaps>('/api/care-gaps')).body.moves;

  it('stands on the list from the acceptance on, each until a person has moved it', async () => {
    const hospital = await app.hospital('RHW01');
    expect(await moves()).toEqual([]);
    await app.sql(`UPDATE hospitals SET closed_on = '2026-06-30', successor_codes = ARRAY['RTH05'] WHERE id = $1`, [
      hospital,
    ]);
    expect(await moves()).toEqual([]);
    const { closures } = (await admin.get<HospitalPage>(`/api/hospitals/${hospital}`)).body;
    const waiting = closures.find(({ state }) => state === 'waiting')!;
    const decided = await admin.post(`/api/closure-reviews/${waiting.id}/decide`, {
      version: waiting.version,
      accept: true,
      reason: 'The trust said so.',
    });
    expect(decided.status, decided.text).toBe(200);

    const left = await moves();
    const [counted] = await app.sql<{ link: number; arrangement: number; alert: number }>(
      `SELECT (SELECT count(*)::int FROM shared_care_links WHERE hospital_id = $1 AND valid_from <= sec.now() AND valid_to IS NULL) AS link,
              (SELECT count(*)::int FROM open_access_arrangements WHERE hospital_id = $1
                 AND state IN ('awaiting_local_agreement', 'active', 'due_review', 'suspended')) AS arrangement,
              (SELECT count(*)::int FROM alerts al JOIN attendances a ON a.id = al.attendance_id
               WHERE a.hospital_id = $1 AND a.patient_id IS NOT NULL AND al.state IN ('open', 'acknowledged', 'awaiting')) AS alert`,
      [hospital],
    );
    const kinds = (kind: string) => left.filter((each) => each.kind === kind).length;
    expect({ link: kinds('link'), arrangement: kinds('arrangement'), alert: kinds('alert') }).toEqual(counted);
    expect(counted!.link).toBeGreaterThan(0);
    expect(left.every((each) => each.hospital.id === hospital && each.closedOn === '2026-06-30')).toBe(true);

    // Each has an owner of its own.
    const [one, next] = left as [ClosureMove, ClosureMove];
    expect([one.owner, one.version]).toEqual([null, 0]);
    const own = ({ kind, id, version }: ClosureMove, mine: boolean, client = nurse) =>
      client.post('/api/closure-moves/owner', { kind, id, version, mine });
    const again = async () => (await moves()).find(({ id }) => id === one.id)!;
    expect((await own(one, true)).status).toBe(204);
    const taken = await again();
    expect([taken.owner?.displayName, taken.version]).toEqual(['A Boyd', 1]);
    expect((await moves()).find(({ id }) => id === next.id)?.owner).toBeNull();
    const late = await own(one, true, await app.signIn(OTHER_NURSE));
    expect(late.status).toBe(409);
    expect(late.problem.detail).toContain('A Boyd');
    expect((await own(taken, false)).status).toBe(204);
    expect((await again()).owner).toBeNull();
    expect((await own(one, true, admin)).status).toBe(404);

    const link = left.find(({ kind }) => kind === 'link')!;
    await app.sql(`UPDATE shared_care_links SET valid_to = '2026-06-30T00:00Z' WHERE id = $1`, [link.id]);
    expect((await moves()).map(({ id }) => id)).not.toContain(link.id);
    // An admin is told how many, on the page of the hospital, and no child.
    expect((await admin.get('/api/care-gaps')).status).not.toBe(200);
  });
});
