import { addDays, londonDate } from '@shared-care/domain/london-time';
import { emptySections, type PlanSections } from '@shared-care/domain/emergency-plan';
import { newLetterCode } from '@shared-care/domain/letter-code';
import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { DemoChild } from './demo-people';
import type { DemoPatient } from './load-demo';

/** Invented, and without any amount: nobody may treat a child by it. */
const DOSE = 'in the dose written here by the unit: [demo text, no dose]';

/** How the text changes from one version to the next. */
const NEWER: Partial<PlanSections> = {
  localStock: 'In the pharmacy; the site manager has the key at night.',
  school: 'Secondary school; two first aiders are trained.',
};

interface Shape {
  /** Days from today to the review date of the approved version. */
  reviewIn?: number;
  /** The weight the text was written at, when it is not the one on the record. */
  writtenAt?: string;
  writtenBeforeInhibitor?: true;
  draft?: 'to_approve' | 'sent_back';
  withdrawn?: true;
  versions?: number;
}

/** Children whose plan is not simply in force, so that every state can be seen. Null: none was ever approved. */
const SHAPES: Readonly<Record<string, Shape | null>> = {
  'Rahman Yasmin': null,
  'Khan Zara': null,
  'Müller Zoë': { reviewIn: -12 },
  'Taylor Isla': { reviewIn: -3 },
  'Kowalski Łukasz': { writtenAt: '27.5' },
  'Lewis Finley': { writtenAt: '19.2' },
  "O'Brien Cillian": { draft: 'sent_back', versions: 2 },
  'Patel Arjun': { draft: 'to_approve' },
  'Ferreira João': { draft: 'to_approve', versions: 2 },
  'Thompson Jack': { withdrawn: true },
  'Okafor Daniel': { versions: 3 },
  'Mbeki Thabo': { writtenBeforeInhibitor: true },
  'Roberts Leo': { reviewIn: 25 },
};

/** Plans as the people of the unit would have made them, through the same policies and guards. */
export async function demoEmergencyPlans(
  tx: EntityManager,
  { users, patients, now }: { users: Map<string, string>; patients: readonly DemoPatient[]; now: Date },
): Promise<void> {
  const nurse = users.get('a.boyd@example.org')!;
  const doctor = users.get('k.shah@example.org')!;
  await tx.query('SET LOCAL ROLE shared_care_app');
  for (const { id, child } of patients) {
    const shape = shapeOf(child);
    if (shape === null) continue;
    const versions = shape.versions ?? 1;
    for (let versionNumber = 1; versionNumber <= versions; versionNumber++) {
      const daysAgo = 40 + (versions - versionNumber) * 300;
      const planId = await draft(tx, nurse, { id, child, shape, versionNumber, daysAgo, now });
      await approve(tx, doctor, { id, planId, daysAgo: daysAgo - 2 });
      if (shape.withdrawn)
        await tx.query(
          `UPDATE emergency_plans SET state = 'withdrawn', ended_by = $2, ended_at = sec.now() - interval '5 days',
             ended_because = 'The product named here is no longer held anywhere.' WHERE id = $1`,
          [planId, doctor],
        );
    }
    if (shape.draft) {
      const planId = await draft(tx, nurse, { id, child, shape: {}, versionNumber: versions + 1, daysAgo: 1, now });
      if (shape.draft === 'sent_back') {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [doctor]);
        await tx.query(
          `UPDATE emergency_plans SET returned_by = $2, returned_at = sec.now() - interval '3 hours',
             returned_because = 'Say who accesses the port at night.' WHERE id = $1`,
          [planId, doctor],
        );
      }
    }
  }
  await tx.query(`SELECT set_config('app.uid', '', true)`);
  await tx.query('SET LOCAL ROLE shared_care_feeds');
}

function shapeOf(child: DemoChild): Shape | null {
  const named = SHAPES[`${child.family} ${child.given}`];
  return named === undefined ? {} : named;
}

interface OneDraft {
  id: string;
  child: DemoChild;
  shape: Shape;
  versionNumber: number;
  daysAgo: number;
  now: Date;
}

async function draft(tx: EntityManager, nurse: string, one: OneDraft): Promise<string> {
  const { id, child, shape, versionNumber, daysAgo, now } = one;
  await tx.query(`SELECT set_config('app.uid', $1, true)`, [nurse]);
  const [made] = await tx.query<[{ id: string }]>(
    `INSERT INTO emergency_plans (patient_id, version_number, sections, review_by, written_by, changed_by, authors, changed_at,
       weight_kg, weighed_on, inhibitor, treatment_ids, central_line)
     SELECT p.id, $2, $3, $4, $5, $5, ARRAY[$5::uuid], sec.now() - make_interval(days => $6),
            coalesce($7::numeric, p.weight_kg), p.weighed_on, CASE WHEN $8 THEN 'not_tested' ELSE p.inhibitor END, sec.running_treatments(p.id),
            p.central_line
     FROM patients p WHERE p.id = $1 RETURNING id`,
    [
      id,
      versionNumber,
      JSON.stringify({ ...sectionsFor(child), ...(versionNumber > 1 ? NEWER : {}) }),
      addDays(londonDate(now), shape.reviewIn ?? 200),
      nurse,
      daysAgo,
      child.weight === undefined ? null : (shape.writtenAt ?? null),
      shape.writtenBeforeInhibitor ?? false,
    ],
  );
  return made.id;
}

async function approve(
  tx: EntityManager,
  doctor: string,
  { id, planId, daysAgo }: { id: string; planId: string; daysAgo: number },
): Promise<void> {
  await tx.query(`SELECT set_config('app.uid', $1, true)`, [doctor]);
  const at = `sec.now() - make_interval(days => ${daysAgo})`;
  await tx.query(
    `UPDATE emergency_plans SET state = 'superseded', ended_by = $2, ended_at = ${at}, version = version + 1
     WHERE patient_id = $1 AND state = 'approved'`,
    [id, doctor],
  );
  await tx.query(
    `UPDATE emergency_plans SET state = 'approved', approved_by = $2, approved_at = ${at}, code = $3, version = version + 1
     WHERE id = $1`,
    [planId, doctor, newLetterCode(randomInt)],
  );
}

function sectionsFor(child: DemoChild): PlanSections {
  const factor = child.diagnosis === 'haemophilia_b' ? 'factor IX' : 'factor VIII';
  const clotting = child.diagnosis.startsWith('haemophilia');
  const bypass = child.inhibitor === 'present';
  const product = bypass
    ? 'Bypassing agent from the family’s bag, not the usual factor'
    : clotting
      ? `The ${factor} concentrate from the family’s bag`
      : 'As agreed with the unit: tranexamic acid first';
  return {
    ...emptySections(),
    firstSteps: [
      'Ring the unit now, before the first test.',
      `Give the treatment ${DOSE}.`,
      'Treat before scanning. Do not wait for results.',
    ].join('\n'),
    doNot: [
      'No injection into a muscle.',
      'No aspirin, no ibuprofen.',
      child.emicizumab ? 'No aPCC (FEIBA) unless the unit says so. Ordinary clotting tests are not reliable.' : '',
    ]
      .filter(Boolean)
      .join('\n'),
    product,
    majorBleed: `Head, neck, chest, abdomen or hip muscle: give the treatment ${DOSE}, then ring. Keep the child in hospital.`,
    minorBleed: `Joint, muscle or mouth: give the treatment ${DOSE}, then rest, ice and a call to the unit.`,
    headInjury:
      'Treat first, then examine and scan. A normal examination does not exclude a bleed. Ring the unit even when the child looks well.',
    prophylaxis: child.emicizumab
      ? 'Emicizumab at home. Ask the family for the last day.'
      : child.severity === 'severe'
        ? 'At home, by the parents. Ask them for the last day.'
        : 'None.',
    homeSupply: clotting ? 'The family brings factor and may use it.' : 'Tranexamic acid at home.',
    localStock: 'In the emergency department’s drug fridge, on the shelf marked for the unit.',
    venousAccess:
      child.line === undefined || child.line === 'none'
        ? 'Back of the left hand. Numbing cream helps.'
        : 'Port. Only trained staff access it; a plain cannula is quicker at night.',
    tranexamicAcid: 'For mouth and nose bleeds. Not with blood in the urine.',
    desmopressin: child.severity === 'mild' ? 'Response documented in clinic; the unit decides.' : 'Not to be used.',
    reactions: child.allergies ?? 'None to treatment so far.',
    history: child.severity === 'severe' ? 'Right ankle bled twice last year.' : 'No operations.',
    communication: 'Likes to be told each step before it happens.',
    carers: 'Mother usually comes and can give the treatment.',
    school: 'Primary school in town; the office holds a copy.',
    gp: 'Health centre in town.',
    dentist: 'Community dental service.',
  };
}
