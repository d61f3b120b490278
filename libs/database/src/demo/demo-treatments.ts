import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { DemoChild } from './demo-people';
import { dayFrom } from './load-demo';

interface Given {
  code: string;
  purpose: 'prophylaxis' | 'on_demand';
  regimen: string;
  /** Days ago. */
  started: number | null;
  stopped?: number;
}

const EMICIZUMAB: Given = { code: 'emicizumab', purpose: 'prophylaxis', regimen: 'Every two weeks', started: 400 };

/** Two children whose treatment changed: one within its months, one long past them. */
const CHANGED: Readonly<Record<string, readonly Given[]>> = {
  'Williams Ethan': [
    { ...EMICIZUMAB, started: 700, stopped: 60 },
    { code: 'efanesoctocog_alfa', purpose: 'prophylaxis', regimen: 'Once a week', started: 60 },
  ],
  'Brown Noah': [
    { ...EMICIZUMAB, started: 1500, stopped: 600 },
    { code: 'factor_viii_ehl', purpose: 'prophylaxis', regimen: 'Twice a week', started: 600 },
  ],
};

/** What a child of the demo is on, by diagnosis. */
function treatmentsOf(child: DemoChild): readonly Given[] {
  const changed = CHANGED[`${child.family} ${child.given}`];
  if (changed) return changed;
  if (child.emicizumab) return [EMICIZUMAB];
  const onDemand = (code: string): Given[] => [{ code, purpose: 'on_demand', regimen: '', started: null }];
  if (child.inhibitor === 'present') return onDemand('rfviia');
  const prophylaxis = (code: string, regimen: string): Given[] => [
    { code, purpose: 'prophylaxis', regimen, started: 500 },
  ];
  switch (`${child.diagnosis} ${child.severity}`) {
    case 'haemophilia_a severe':
      return prophylaxis('factor_viii_ehl', 'Twice a week');
    case 'haemophilia_a moderate':
      return onDemand('factor_viii_shl');
    case 'haemophilia_a mild':
      return onDemand('desmopressin');
    case 'haemophilia_b severe':
      return prophylaxis('factor_ix_ehl', 'Once a week');
    case 'von_willebrand not_graded':
      return onDemand('tranexamic_acid');
    default:
      return [];
  }
}

export async function demoTreatments(
  tx: EntityManager,
  { id, child, users, now }: { id: string; child: DemoChild; users: Map<string, string>; now: Date },
): Promise<void> {
  const nurse = users.get('a.boyd@example.org')!;
  for (const { code, purpose, regimen, started, stopped } of treatmentsOf(child)) {
    const row = randomUUID();
    const born = child.age[0] * 365 + child.age[1] * 30;
    await tx.query(
      `INSERT INTO patient_treatments (id, patient_id, treatment_id, regimen, purpose, started_on, stopped_on, source, recorded_by)
       SELECT $1, $2, id, $3, $4, $5, $6, 'clinic', $7 FROM treatments WHERE code = $8`,
      [
        row,
        id,
        regimen,
        purpose,
        // Not known of a child who was not yet born then.
        started === null || started > born - 60 ? null : dayFrom(now, -started),
        stopped === undefined ? null : dayFrom(now, -stopped),
        nurse,
        code,
      ],
    );
    await tx.query(`INSERT INTO patient_treatment_events (entry_id, kind, by) VALUES ($1, 'recorded', $2)`, [
      row,
      nurse,
    ]);
  }
}

/** Still waiting, so that it can be seen how: one draft for the doctor, one that nobody has taken up. */
const NOT_APPROVED = ['concizumab', 'fitusiran'];

/** The reference words, taken up by a nurse and approved by a doctor as they would be, through the same guards. */
export async function demoTreatmentWords(tx: EntityManager, users: Map<string, string>): Promise<void> {
  const nurse = users.get('a.boyd@example.org')!;
  const doctor = users.get('k.shah@example.org')!;
  await tx.query('SET LOCAL ROLE shared_care_app');
  await tx.query(`SELECT set_config('app.uid', $1, true)`, [nurse]);
  await tx.query(
    `INSERT INTO treatment_versions (treatment_id, version_number, name, class, emergency_words, tests, care_beside, care_with,
       red_when_bleeding, months_after, written_by, changed_by, authors, changed_at)
     SELECT v.treatment_id, 2, v.name, v.class, v.emergency_words, v.tests, v.care_beside, v.care_with, v.red_when_bleeding,
            v.months_after, $1, $1, ARRAY[$1::uuid], sec.now() - interval '70 days'
     FROM treatment_versions v JOIN treatments t ON t.id = v.treatment_id WHERE t.code <> 'fitusiran'`,
    [nurse],
  );
  await tx.query(`SELECT set_config('app.uid', $1, true)`, [doctor]);
  await tx.query(
    `UPDATE treatment_versions v SET state = 'approved', approved_by = $1, approved_at = sec.now() - interval '69 days',
            version = version + 1
     FROM treatments t WHERE t.id = v.treatment_id AND v.state = 'draft' AND t.code <> ALL ($2)`,
    [doctor, NOT_APPROVED],
  );
  await tx.query(`SELECT set_config('app.uid', '', true)`);
  await tx.query('SET LOCAL ROLE shared_care_feeds');
}
