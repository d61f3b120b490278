import type { OpenRecord, RecordPicture } from '@shared-care/contracts/record-picture/answers';
import { bleedsByPlace } from '@shared-care/domain/bleeds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { BERKSHIRE_CONSULTANT, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from '../testing/test-app';

describe('what the pictures of a record are drawn from', () => {
  let app: TestApp;
  let nurse: Client;
  let thabo: string;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    thabo = await app.find('Mbeki', 'Thabo');
  });
  afterAll(() => app.stop());

  const opened = async (id: string, client = nurse): Promise<OpenRecord> => {
    const answer = await client.get<OpenRecord>(`/api/patients/${id}/record`);
    expect(answer.status).toBe(200);
    expect(answer.body.missing).toEqual([]);
    return answer.body;
  };
  const picture = async (id: string, client = nurse): Promise<RecordPicture> => (await opened(id, client)).picture!;
  const count = async (statement: string, id: string): Promise<number> =>
    Number((await app.sql<{ count: string }>(`SELECT count(*) FROM ${statement}`, [id]))[0]!.count);

  it('has as many of everything as there are rows, for every child', async () => {
    const children = await app.sql<{ id: string }>(
      'SELECT id FROM patients WHERE merged_into_id IS NULL AND struck_out_at IS NULL ORDER BY id LIMIT 25',
    );
    expect(children.length).toBeGreaterThan(10);
    for (const { id } of children) {
      const { letters, requests, weights, inhibitorResults, plans } = await picture(id);
      expect({
        letters: letters!.length,
        requests: requests!.length,
        weights: weights.length,
        results: inhibitorResults.length,
        plans: plans.length,
      }).toEqual({
        letters: await count(`letters WHERE patient_id = $1 AND issued_at >= '2025-03-10T00:00Z'`, id),
        requests: await count(
          `requests WHERE patient_id = $1 AND (done_at IS NULL OR received_at >= '2025-03-10T00:00Z')`,
          id,
        ),
        weights: await count('patient_weights WHERE patient_id = $1 AND struck_out_at IS NULL', id),
        results: await count('inhibitor_results WHERE patient_id = $1 AND struck_out_at IS NULL', id),
        plans: await count(
          `emergency_plans WHERE patient_id = $1 AND approved_at IS NOT NULL
             AND (ended_at IS NULL OR ended_at >= '2025-03-10T00:00Z')`,
          id,
        ),
      });
    }
  });

  it('leaves one row for one opening, which names each part that was shown', async () => {
    const since = await count('audit_entries WHERE patient_id = $1', thabo);
    const { card, notices } = await opened(thabo);
    expect(card!.plan).not.toBeNull();
    expect(notices).not.toBeNull();
    const rows = await app.sql<{ action: string; entity: string; detail: string }>(
      'SELECT action, entity, detail FROM audit_entries WHERE patient_id = $1 ORDER BY id DESC LIMIT $2',
      [thabo, (await count('audit_entries WHERE patient_id = $1', thabo)) - since],
    );
    expect(rows).toEqual([
      {
        action: 'read',
        entity: 'patient',
        detail: `record, twelve months, emergency plan version ${card!.plan!.versionNumber}, notices`,
      },
    ]);
  });

  it('opens the record without a part that cannot be had, and says which', async () => {
    await app.sql('ALTER TABLE inhibitor_results RENAME COLUMN titre TO titre_was');
    try {
      const { body } = await nurse.get<OpenRecord>(`/api/patients/${thabo}/record`);
      expect(body).toMatchObject({ picture: null, missing: ['picture'], page: { patient: { id: thabo } } });
      expect(body.card!.plan).not.toBeNull();
    } finally {
      await app.sql('ALTER TABLE inhibitor_results RENAME COLUMN titre_was TO titre');
    }
  });

  it('counts a bleed of the diary and of an attendance once, and none that was settled as no bleed', async () => {
    const before = await picture(thabo);
    await app.logAttendance(nurse, {
      patientId: thabo,
      reason: 'bleeding',
      bleedSite: 'joint',
      arrivedAt: '2026-03-10T09:00:00.000Z',
    });
    const [, , wrong] = await app.sql<{ id: string }>(
      `INSERT INTO diary_bleeds (patient_id, bled_on, site) VALUES ($1, '2026-03-09', 'left knee'),
         ($1, '2025-09-02', 'left knee'), ($1, '2025-08-01', 'right elbow'), ($1, '2025-03-09', 'left knee') RETURNING id`,
      [thabo],
    );
    await app.sql(
      `INSERT INTO bleed_settlements (patient_id, diary_bleed_id, settled_as, settled_by)
       SELECT $1, $2, 'not_a_bleed', id FROM users WHERE email = $3`,
      [thabo, wrong!.id, NURSE],
    );
    const { bleeds } = await picture(thabo);
    // Not the one of a year and a day ago either.
    expect(bleeds.length).toBe(before.bleeds.length + 2);
    expect(bleedsByPlace(bleeds).find(({ place }) => place === 'left_knee')).toMatchObject({
      count: 2 + before.bleeds.filter(({ place }) => place === 'left_knee').length,
      last: '2026-03-10',
    });
  });

  it('draws no weight that was struck out', async () => {
    const before = (await picture(thabo)).weights.length;
    await app.sql(
      `UPDATE patient_weights SET struck_out_by = (SELECT id FROM users WHERE email = $2), struck_out_at = sec.now(),
         struck_out_because = 'Wrong child' WHERE id = (SELECT id FROM patient_weights WHERE patient_id = $1 LIMIT 1)`,
      [thabo, NURSE],
    );
    expect((await picture(thabo)).weights.length).toBe(Math.max(0, before - 1));
  });

  it('shows her own link consultant the child, and nothing that is the unit’s alone', async () => {
    const consultant = await app.signIn(STOKE_CONSULTANT);
    const [own] = await app.sql<{ id: string }>(
      `SELECT l.patient_id AS id FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
       JOIN users u ON u.hospital_id = h.id WHERE u.email = $1 AND l.valid_to IS NULL
         AND EXISTS (SELECT 1 FROM patient_weights w WHERE w.patient_id = l.patient_id) LIMIT 1`,
      [STOKE_CONSULTANT],
    );
    const [theirs, ours] = [await picture(own!.id, consultant), await picture(own!.id)];
    expect(await opened(own!.id, consultant)).toMatchObject({
      notices: null,
      letters: null,
    });
    expect(theirs).toMatchObject({ letters: null, requests: null, homeTherapy: null });
    expect(ours.homeTherapy).not.toBeNull();
    expect(theirs.weights).toEqual(ours.weights);
    expect(theirs.openAccess).toEqual(ours.openAccess);
    expect(theirs.bleeds.every(({ from }) => from === 'attendance')).toBe(true);
  });

  it('is not there for a link consultant of another hospital', async () => {
    const [hers] = await app.sql<{ id: string }>(
      `SELECT p.id FROM patients p WHERE p.merged_into_id IS NULL AND p.struck_out_at IS NULL AND NOT EXISTS (
         SELECT 1 FROM shared_care_links l JOIN users u ON u.hospital_id = l.hospital_id
         WHERE u.email = $1 AND l.patient_id = p.id) LIMIT 1`,
      [BERKSHIRE_CONSULTANT],
    );
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    const refused = await consultant.get(`/api/patients/${hers!.id}/record`);
    const unknown = await consultant.get('/api/patients/6e1b2c3d-0000-4000-8000-000000000000/record');
    expect([refused.status, unknown.status]).toEqual([404, 404]);
  });
});
