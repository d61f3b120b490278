import { addDays, londonDate } from '@shared-care/domain/london-time';
import type { EntityManager } from 'typeorm';
import type { DemoPatient } from './load-demo';

/** One family whose address is kept back, so that it can be seen how. Over 18 is found by the calendar. */
export async function demoNotices(
  tx: EntityManager,
  loaded: { patients: DemoPatient[]; users: Map<string, string>; now: Date },
): Promise<void> {
  const restricted = loaded.patients.find(({ child }) => child.family === 'Hall')!.id;
  await tx.query(
    `INSERT INTO notices (patient_id, kind, on_date, detail, raised_by) VALUES ($1, 'restricted', $2, $3, $4)`,
    [
      restricted,
      addDays(londonDate(loaded.now), -3),
      'Told by the social worker of the family.',
      loaded.users.get('j.ferrars@example.org'),
    ],
  );
  await tx.query('UPDATE patients SET restricted_at = sec.now() WHERE id = $1', [restricted]);
}
