import type { EntityManager } from 'typeorm';
import type { DemoPatient } from './load-demo';

interface Home {
  child: string;
  state: 'training' | 'active' | 'stopped';
  company?: string;
  /** Days from now, negative when they have passed. */
  nextDelivery?: number;
  stock?: [days: number, countedDaysAgo: number];
  haemtrack: 'not_needed' | 'invited' | 'enrolled' | 'active' | 'lapsed';
  lastEntryDaysAgo?: number;
  /** Entries made of 24 planned in the last two months. */
  entered?: number;
  missedDaysAgo?: number;
  bleedDaysAgo?: number;
}

const COMPANY = 'Riverside Homecare';

/** Families on home therapy: one in order, the others each with something to look into. */
const HOMES: readonly Home[] = [
  {
    child: 'Kowalski',
    state: 'active',
    company: COMPANY,
    nextDelivery: 9,
    stock: [32, 4],
    haemtrack: 'active',
    lastEntryDaysAgo: 1,
    entered: 23,
  },
  {
    child: 'García-López',
    state: 'active',
    company: COMPANY,
    nextDelivery: 6,
    stock: [12, 4],
    haemtrack: 'active',
    lastEntryDaysAgo: 2,
    entered: 21,
    bleedDaysAgo: 9,
  },
  {
    child: 'Patel',
    state: 'active',
    company: COMPANY,
    nextDelivery: -2,
    stock: [40, 10],
    haemtrack: 'active',
    lastEntryDaysAgo: 20,
    entered: 15,
  },
  {
    child: 'Khan',
    state: 'active',
    company: COMPANY,
    nextDelivery: 3,
    stock: [9, 2],
    haemtrack: 'enrolled',
    lastEntryDaysAgo: 3,
    entered: 22,
    missedDaysAgo: 1,
  },
  { child: 'Novák', state: 'active', company: COMPANY, nextDelivery: 14, haemtrack: 'invited' },
  { child: 'Williams', state: 'training', haemtrack: 'invited' },
];

const DENTAL: readonly { child: string; months: number; extractionIn?: number }[] = [
  { child: 'Kowalski', months: 3 },
  { child: 'Brown', months: 9 },
  { child: 'Taylor', months: 6 },
  { child: 'Ahmed', months: 5, extractionIn: 8 },
];

export async function demoHomeTherapy(tx: EntityManager, patients: readonly DemoPatient[]): Promise<void> {
  const idOf = (family: string): string => patients.find(({ child }) => child.family === family)!.id;
  const day = (parameter: string): string => `(sec.now() AT TIME ZONE 'Europe/London')::date + ${parameter}::int`;
  for (const home of HOMES) {
    const id = idOf(home.child);
    await tx.query(
      `INSERT INTO home_therapies (patient_id, state, state_since, delivery_company, next_delivery_on, stock_days, stock_counted_on,
                                   haemtrack, last_entry_on)
       VALUES ($1, $2, ${day('-200')}, $3, ${day('$4')}, $5, ${day('$6')}, $7, ${day('$8')})`,
      [
        id,
        home.state,
        home.company ?? null,
        home.nextDelivery ?? null,
        home.stock?.[0] ?? null,
        home.stock ? -home.stock[1] : null,
        home.haemtrack,
        home.lastEntryDaysAgo === undefined ? null : -home.lastEntryDaysAgo,
      ],
    );
    const deliveries: [number | undefined, string][] = [
      [home.nextDelivery, 'expected'],
      [home.missedDaysAgo === undefined ? undefined : -home.missedDaysAgo, 'missed'],
      [home.company ? -26 : undefined, 'arrived'],
    ];
    for (const [on, outcome] of deliveries.filter(([when]) => when !== undefined))
      await tx.query(
        `INSERT INTO home_deliveries (patient_id, company, expected_on, outcome, arrived_on)
         VALUES ($1, $2, ${day('$3')}, $4, CASE WHEN $4 = 'arrived' THEN ${day('$3')} END)`,
        [id, COMPANY, on, outcome],
      );
    if (home.entered !== undefined)
      await tx.query(
        `INSERT INTO haemtrack_periods (patient_id, from_on, to_on, planned, entered, source)
         VALUES ($1, ${day('-61')}, ${day('-1')}, 24, $2, 'hand')`,
        [id, home.entered],
      );
    if (home.bleedDaysAgo !== undefined)
      await tx.query(`INSERT INTO diary_bleeds (patient_id, bled_on, site) VALUES ($1, ${day('$2')}, 'left ankle')`, [
        id,
        -home.bleedDaysAgo,
      ]);
  }
  for (const { child, months, extractionIn } of DENTAL)
    await tx.query(
      `INSERT INTO dental_care (patient_id, last_check_on, extraction_on)
       VALUES ($1, (${day('0')} - make_interval(months => $2))::date, ${day('$3')})`,
      [idOf(child), months, extractionIn ?? null],
    );
}
