import { randomUUID } from 'node:crypto';
import { addMonths } from '@shared-care/domain/calendar-date';
import { addDays, londonDate } from '@shared-care/domain/london-time';
import type { EntityManager } from 'typeorm';
import { Patient, SharedCareLink } from '../entities/patient';
import { demoArrangement } from './demo-open-access';
import type { DemoChild } from './demo-people';
import type { DemoPatient } from './load-demo';

const CENTRE = 'Riverside adult haemophilia centre';
const ITEMS = ['adult_centre', 'self_infusion', 'haemtrack', 'own_contact', 'adult_local_hospital'];

interface Loaded {
  sites: Map<string, string>;
  users: Map<string, string>;
  consultants: Map<string, string>;
  patients: DemoPatient[];
  now: Date;
}

interface Young {
  family: string;
  given: string;
  sex: DemoChild['sex'];
  /** The birthday reached so many days ago. */
  turned: { months: number; daysAgo: number };
  openAccess: DemoChild['openAccess'];
  plan?: Plan;
}
interface Plan {
  stage: 'ready' | 'steady' | 'go';
  centre?: string;
  transferIn?: number;
  done: string[];
}

const YOUNG: Young[] = [
  {
    family: 'Fairweather',
    given: 'Morag',
    sex: 'female',
    turned: { months: 18 * 12, daysAgo: 24 },
    openAccess: 'valid',
    plan: { stage: 'go', centre: CENTRE, done: ITEMS.slice(0, 2) },
  },
  {
    family: 'Ashdown',
    given: 'Caleb',
    sex: 'male',
    turned: { months: 17 * 12 + 9, daysAgo: 3 },
    openAccess: 'valid',
    plan: { stage: 'go', centre: CENTRE, transferIn: 40, done: ITEMS },
  },
  {
    family: 'Rowntree',
    given: 'Imogen',
    sex: 'female',
    turned: { months: 15 * 12 + 6, daysAgo: 0 },
    openAccess: 'valid',
  },
];

/** Young people at each step to adult care, among them one over 18 who is still here. */
export async function demoTransition(tx: EntityManager, loaded: Loaded): Promise<void> {
  for (const [place, young] of YOUNG.entries()) {
    const id = await person(tx, loaded, young, place);
    if (young.plan) await plan(tx, loaded, id, young.plan);
  }
  const known = (family: string): string => loaded.patients.find(({ child }) => child.family === family)!.id;
  await plan(tx, loaded, known('Patel'), { stage: 'steady', done: ['haemtrack'] });
  await plan(tx, loaded, known('Müller'), { stage: 'ready', done: [] });
}

async function person(tx: EntityManager, loaded: Loaded, young: Young, place: number): Promise<string> {
  const { sites, users, consultants, now } = loaded;
  const id = randomUUID();
  const hospital = 'RHW01';
  await tx.insert(Patient, {
    id,
    familyName: young.family,
    givenName: young.given,
    birthDate: addMonths(addDays(londonDate(now), -young.turned.daysAgo), -young.turned.months),
    sex: young.sex,
    nhsNumberStatus: 'absent',
    hospitalNumber: `R${209001 + place * 37}`,
    diagnosis: 'haemophilia_a',
    severity: 'moderate',
    baselineLevel: '3',
    inhibitor: 'not_tested',
    centralLine: 'none',
    allergyState: 'none_known',
  });
  await tx.insert(SharedCareLink, {
    id: randomUUID(),
    patientId: id,
    hospitalId: sites.get(hospital)!,
    linkConsultantId: consultants.get(hospital)!,
    role: 'primary',
    validFrom: new Date(now.getTime() - 800 * 86_400_000),
  });
  const child = { hospital, openAccess: young.openAccess } as DemoChild;
  await demoArrangement(tx, { id, child, sites, users, now });
  return id;
}

async function plan(tx: EntityManager, { users, now }: Loaded, patientId: string, wanted: Plan): Promise<void> {
  const today = londonDate(now);
  const by = users.get('a.boyd@example.org')!;
  await tx.query(
    `INSERT INTO transitions (patient_id, stage, key_worker, adult_centre, transfer_on, changed_by)
     VALUES ($1, $2, 'Sister J Ferrars', $3, $4, $5)`,
    [
      patientId,
      wanted.stage,
      wanted.centre ?? null,
      wanted.transferIn === undefined ? null : addDays(today, wanted.transferIn),
      by,
    ],
  );
  for (const item of wanted.done)
    await tx.query(
      `INSERT INTO transition_answers (patient_id, item, done, answered_by, answered_at) VALUES ($1, $2, true, $3, $4)`,
      [patientId, item, by, new Date(now.getTime() - 9 * 86_400_000)],
    );
}
