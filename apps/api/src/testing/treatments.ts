import type { TestApp } from './test-app';

export interface GivenTreatment {
  purpose?: 'prophylaxis' | 'on_demand';
  startedOn?: string | null;
  stoppedOn?: string | null;
}

/** A treatment on a child's record, by the code of one that is shipped or by the id of any. */
export async function giveTreatment(
  app: TestApp,
  patientId: string,
  which: string,
  { purpose = 'prophylaxis', startedOn = null, stoppedOn = null }: GivenTreatment = {},
): Promise<string> {
  const [given] = await app.sql<{ id: string }>(
    `INSERT INTO patient_treatments (patient_id, treatment_id, purpose, source, started_on, stopped_on)
     SELECT $1, id, $3, 'import', $4, $5 FROM treatments WHERE code = $2 OR id::text = $2 RETURNING id`,
    [patientId, which, purpose, startedOn, stoppedOn],
  );
  return given!.id;
}
