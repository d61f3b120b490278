import { randomUUID } from 'node:crypto';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { PatientFacts } from '@shared-care/contracts/patient-facts/answers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { aLink, aRecord } from '../testing/merging';
import { NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('a fact of the record changes while an alert of the child runs', () => {
  let app: TestApp;
  let nurse: Client;
  let child: string;
  let alertId: string;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    child = await aRecord(app);
    await aLink(app, child, 'RHW01');
    const logged = await app.logAttendance(nurse, { patientId: child, bleedSite: 'joint' });
    expect(logged.tier).toBe('amber');
    alertId = logged.alertId;
  });

  const alert = async (): Promise<AlertDetail> => (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;
  const said = async (): Promise<(string | null)[]> =>
    (await alert()).events.filter(({ kind }) => kind === 'record_changed').map(({ detail }) => detail);
  const source = { kind: 'laboratory', words: null };
  const result = async (state: string): Promise<PatientFacts> => {
    const answer = await nurse.post<PatientFacts>(`/api/patients/${child}/inhibitor-results`, {
      ...{ id: randomUUID(), state, titre: null, on: '2026-03-09', source },
    });
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };

  it('an inhibitor makes a bleed red at once, and the alert says why', async () => {
    await result('present');
    expect(await alert()).toMatchObject({ tier: 'red' });
    expect((await alert()).triggers[0]).toBe('inhibitor_bleeding');
    expect(await said()).toEqual(['Inhibitor not tested → Inhibitor']);
  });

  it('one that was never so is struck out: the alert says what the rules now give, and a person decides', async () => {
    const facts = await result('present');
    const struck = await nurse.post(`/api/fact-entries/${facts.inhibitorResults[0]!.id}/strike-out`, {
      because: 'Of another child.',
    });
    expect(struck.status, struck.text).toBe(200);
    expect(await alert()).toMatchObject({ tier: 'red' });
    expect((await said())[0]).toBe(
      'Inhibitor → Inhibitor not tested. By the rules it is now Amber; it stays Red until somebody lowers it',
    );
  });

  it('a central line is said on the alert; what is no risk is not', async () => {
    const change = async (fact: object): Promise<void> => {
      const answer = await nurse.post(`/api/patients/${child}/facts`, { changes: [fact], source });
      expect(answer.status, answer.text).toBe(200);
    };
    await change({ fact: 'central_line', version: 0, centralLine: 'port' });
    await change({ fact: 'hospital_number', version: 0, hospitalNumber: 'A 17' });
    expect(await said()).toEqual(['No central line → Port']);
  });

  it('a product is said as well', async () => {
    const [{ id }] = (await app.sql<{ id: string }>(
      `SELECT treatment_id AS id FROM treatments_in_force WHERE name = 'Emicizumab'`,
    )) as [{ id: string }];
    const given = await nurse.post(`/api/patients/${child}/treatments`, {
      ...{ id: randomUUID(), treatmentId: id, purpose: 'prophylaxis', regimen: '' },
      ...{ startedOn: null, stoppedOn: null, source: 'clinic' },
    });
    expect(given.status, given.text).toBe(200);
    expect(await said()).toEqual(['Emicizumab: recorded']);
    expect(await alert()).toMatchObject({ tier: 'red' });
  });
});
