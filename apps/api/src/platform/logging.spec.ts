import { randomUUID } from 'node:crypto';
import { symbols } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BERKSHIRE_CONSULTANT, log as logAttendance, NURSE, startTestApp, type TestApp } from '../testing/test-app';
import { log } from './logging';

/** What would tell on a child, a family or a password, wherever it stood in a log. */
const CANARIES = [
  'Zuleika',
  'Featherstonehaugh',
  '9990000018',
  '999 000 0018',
  '01632960987',
  '01632 960987',
  '2017-08-09',
  'shared care demo',
  'Bled from the nose',
  'R900001',
];

describe('the log names no child', () => {
  let app: TestApp;
  const lines: string[] = [];
  beforeAll(async () => {
    app = await startTestApp({ logLevel: 'debug' });
    Reflect.set(log, symbols.streamSym, { write: (line: string) => lines.push(line) });
    await app
      .sql(`UPDATE patients SET nhs_number = '9990000026' WHERE nhs_number = '9990000018'`)
      .catch(() => undefined);
    await app.sql(
      `WITH child AS (
         INSERT INTO patients (family_name, given_name, birth_date, nhs_number, nhs_number_status, hospital_number, diagnosis)
         SELECT 'Featherstonehaugh', 'Zuleika', '2017-08-09', CASE WHEN EXISTS (SELECT 1 FROM patients WHERE nhs_number = '9990000018') THEN NULL ELSE '9990000018' END,
              CASE WHEN EXISTS (SELECT 1 FROM patients WHERE nhs_number = '9990000018') THEN 'absent' ELSE 'verified' END, 'R900001', 'other' RETURNING id)
       INSERT INTO contact_details (patient_id, phone) SELECT id, '01632 960987' FROM child`,
    );
  });
  afterAll(() => app.stop());

  it('at its most talkative, through use, misuse and failure', async () => {
    const patientId = await app.find('Featherstonehaugh', 'Zuleika');
    const [nurse, consultant] = [await app.signIn(NURSE), await app.signIn(BERKSHIRE_CONSULTANT)];
    const hospitalId = await app.hospital('RHW01');
    for (const query of CANARIES) {
      await nurse.post('/api/patients/search', { query });
      await nurse.post('/api/patients/search', { query, [query]: query });
      for (const path of ['/api/patients', '/api/alerts', '/api/hospitals', '/api', '']) {
        await nurse.get(`${path}/${encodeURIComponent(query)}`);
        await consultant.get(`${path}/${query.replaceAll(' ', '-')}?search=${encodeURIComponent(query)}`);
      }
      await app
        .anonymous()
        .post('/api/session', { email: `${query.replaceAll(' ', '')}@example.org`, password: query });
    }
    await nurse.get(`/api/patients/${patientId}`);
    await consultant.get(`/api/patients/${patientId}`);
    const sheet = await app.attendance({ patientId, hospitalId, note: 'Bled from the nose', callBack: '01632 960987' });
    await logAttendance(nurse, sheet);
    await logAttendance(
      nurse,
      await app.attendance({ unmatched: { name: 'Zuleika Featherstonehaugh', birthDate: '2017-08-09' } }),
    );
    await nurse.send('POST', '/api/attendances', JSON.stringify(sheet).slice(0, -9), {
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
    });
    // PostgreSQL prints the whole row when a constraint refuses it.
    await app.sql(
      `ALTER TABLE attendances ADD CONSTRAINT never CHECK (note IS NULL OR note NOT LIKE 'Bled%') NOT VALID`,
    );
    expect((await logAttendance(nurse, sheet)).status).toBe(500);

    const all = lines.join('');
    expect(lines.length).toBeGreaterThan(100);
    expect(
      CANARIES.filter(
        (canary) =>
          all.includes(canary) || all.includes(encodeURIComponent(canary)) || all.includes(canary.replaceAll(' ', '-')),
      ),
    ).toEqual([]);
    expect(all).toContain('/api/patients/:id');
    expect(all).toContain('"level":50');
  });

  it('still finds a failed request by the reference that the nurse reads out', async () => {
    const nurse = await app.signIn(NURSE);
    await app.sql('REVOKE SELECT ON hospitals FROM shared_care_app');
    const { problem } = await nurse.get('/api/hospitals');
    expect(lines.filter((line) => line.includes(problem.reference) && line.includes('"level":50'))).not.toEqual([]);
  });
});
