import { randomUUID } from 'node:crypto';
import type { CheckOutcome } from '@shared-care/domain/contact-health';
import type { CapabilityKind } from '@shared-care/domain/hospital-profile';
import type { EntityManager } from 'typeorm';
import {
  ContactChange,
  ContactCheck,
  HospitalCapability,
  HospitalContact,
  HospitalUnit,
  ImportRun,
} from '../entities/hospital';

const DAY = 86_400_000;

interface DemoHospital {
  id: string;
  hub: boolean;
  /** Position in the list of hospitals, which decides its numbers. */
  place: number;
}

/** Departments and numbers of one hospital. 01632 960000 to 960999 is kept for fiction. */
export async function demoContacts(tx: EntityManager, hospital: DemoHospital): Promise<void> {
  const units = [
    { id: randomUUID(), hospitalId: hospital.id, kind: 'ed' as const, name: 'Emergency department' },
    { id: randomUUID(), hospitalId: hospital.id, kind: 'assessment' as const, name: "Children's assessment unit" },
    { id: randomUUID(), hospitalId: hospital.id, kind: 'ward' as const, name: "Children's ward" },
  ];
  await tx.insert(HospitalUnit, units);
  const shared = { hospitalId: hospital.id, unitId: null, hours: 'any' as const };
  const phone = (line: number): string => fiction(200 + hospital.place * 4 + line);
  await tx.insert(HospitalContact, [
    ...units.map((unit, line) => ({
      ...shared,
      id: randomUUID(),
      unitId: unit.id,
      purpose: unit.kind,
      label: unit.name,
      phone: phone(line),
      onPublicList: unit.kind !== 'ed',
    })),
    { ...shared, id: randomUUID(), purpose: 'switchboard', label: 'Switchboard', phone: phone(3), onPublicList: true },
    ...(hospital.hub ? ourOwn(shared) : local(shared, hospital.place)),
  ]);
}

type Shared = Pick<HospitalContact, 'hospitalId' | 'unitId' | 'hours'>;

function ourOwn(shared: Shared): Partial<HospitalContact>[] {
  return [
    {
      ...shared,
      id: randomUUID(),
      purpose: 'phu_nurses',
      label: 'PHU nurses',
      phone: '01632 960123',
      bleep: '5926',
      hours: 'in_hours',
      email: 'phu.nurses@example.org',
      onPublicList: true,
    },
    {
      ...shared,
      id: randomUUID(),
      purpose: 'on_call_registrar',
      label: 'On-call haematology registrar, by switchboard',
      phone: '01632 960999',
      hours: 'out_of_hours',
    },
  ];
}

/** Every second hospital has a secretary, every third community nurses. */
function local(shared: Shared, place: number): Partial<HospitalContact>[] {
  const secretary = {
    ...shared,
    id: randomUUID(),
    purpose: 'secretary' as const,
    label: "Link consultant's secretary",
    phone: fiction(500 + place),
    extension: `2${String(place).padStart(2, '0')}`,
    hours: 'in_hours' as const,
    email: `paediatric.secretaries.${place}@example.org`,
  };
  const nurses = {
    ...shared,
    id: randomUUID(),
    purpose: 'community_nurses' as const,
    label: "Community children's nurses",
    phone: fiction(600 + place),
    hours: 'in_hours' as const,
    onPublicList: true,
  };
  return [...(place % 2 === 0 ? [secretary] : []), ...(place % 3 === 0 ? [nurses] : [])];
}

function fiction(line: number): string {
  return `01632 960${String(line % 1000).padStart(3, '0')}`;
}

/** Ages of the last check, in days: most fresh, some due, one never checked, so that every state can be seen. */
const CHECKED_DAYS_AGO = [12, 40, 75, 20, 110, 8, 60, 200, 33, null];

interface DemoWorld {
  sites: Map<string, string>;
  users: Map<string, string>;
  now: Date;
}

/** What happened to the numbers and hospitals before today: checks, failed calls, proposals, a closure, an import. */
export async function demoHospitals(tx: EntityManager, world: DemoWorld): Promise<void> {
  await checkContacts(tx, world);
  await describeHospitals(tx, world);
  await proposeChanges(tx, world);
  await tx.query(`UPDATE hospitals SET closed_on = $2, successor_codes = ARRAY['RTE03'] WHERE id = $1`, [
    world.sites.get('RTE01'),
    dayBefore(world.now, -120),
  ]);
  await tx.insert(ImportRun, {
    id: randomUUID(),
    kind: 'ods',
    file: 'ets.csv',
    counts: { added: 0, changed: 1, closed: 1, unchanged: 18, rejected: 1 },
    lines: [
      {
        line: 7,
        outcome: 'closed',
        odsCode: 'RTE01',
        what: `closed “” → “${dayBefore(world.now, -120)}”; successors “” → “RTE03”`,
      },
      { line: 12, outcome: 'changed', odsCode: 'RC971', what: 'postcode “LU4 ODZ” → “LU4 0DZ”' },
      { line: 21, outcome: 'rejected', odsCode: null, what: 'The row has 12 columns, 27 were expected. Row: R9!,HALF' },
    ],
  });
}

async function contactsOf(tx: EntityManager, hospitalId: string): Promise<HospitalContact[]> {
  return tx.find(HospitalContact, { where: { hospitalId }, order: { purpose: 'ASC', label: 'ASC' } });
}

async function checkContacts(tx: EntityManager, { sites, users, now }: DemoWorld): Promise<void> {
  const checkers = [users.get('a.boyd@example.org')!, users.get('j.ferrars@example.org')!];
  const checks: Partial<ContactCheck>[] = [];
  for (const [place, [code, hospitalId]] of [...sites].entries()) {
    const daysAgo = CHECKED_DAYS_AGO[place % CHECKED_DAYS_AGO.length] ?? null;
    for (const contact of await contactsOf(tx, hospitalId)) {
      const check = (days: number, outcome: CheckOutcome, source: ContactCheck['source']) => ({
        id: randomUUID(),
        contactId: contact.id,
        at: new Date(now.getTime() - days * DAY),
        by: checkers[place % 2]!,
        outcome,
        source,
        number: contact.phone,
      });
      if (daysAgo !== null) checks.push(check(daysAgo, 'correct', 'round'));
      if (code === 'RC979' && contact.purpose === 'ward')
        checks.push(check(6, 'no_answer', 'alert'), check(2, 'no_answer', 'alert'));
      if (code === 'RNS01' && contact.purpose === 'assessment') checks.push(check(3, 'no_answer', 'round'));
      if (code === 'RN325' && contact.purpose === 'ed') checks.push(check(9, 'reached', 'alert'));
    }
  }
  await tx.insert(ContactCheck, checks);
}

const PROFILE: readonly (readonly [CapabilityKind, string])[] = [
  ['paediatric_cover', 'Paediatric registrar on site at all hours'],
  ['line_access', "Ports: nurses of the children's ward, 08:00 to 20:00"],
  ['factor_held', 'Factor VIII, standard half-life: blood bank'],
  ['factor_held', 'Factor IX, standard half-life: blood bank'],
  ['assay', 'Factor VIII and IX assays: weekdays, same day'],
  ['teaching', 'Teaching session on port access and the emergency plan'],
];

async function describeHospitals(tx: EntityManager, { sites, users, now }: DemoWorld): Promise<void> {
  const recordedBy = users.get('a.boyd@example.org')!;
  const items = [...sites.values()].flatMap((hospitalId, place) =>
    PROFILE.filter((_, item) => place % 7 !== 5 && (place + item) % 4 !== 3).map(([kind, words], item) => ({
      id: randomUUID(),
      hospitalId,
      kind,
      words,
      asOf: dayBefore(now, 20 + ((place * 31 + item * 17) % 240)),
      recordedBy,
    })),
  );
  await tx.insert(HospitalCapability, items);
}

/** One proposed by a nurse, one by an admin, one by a link consultant, each for a second person to ring. */
async function proposeChanges(tx: EntityManager, { sites, users, now }: DemoWorld): Promise<void> {
  const wanted = [
    {
      code: 'RXQ50',
      purpose: 'ed',
      by: 'a.boyd@example.org',
      phone: fiction(701),
      because: 'The old number is a fax machine now.',
    },
    {
      code: 'RNZ02',
      purpose: 'switchboard',
      by: 'admin@example.org',
      phone: fiction(702),
      because: 'Letter from the trust.',
    },
    {
      code: 'RXQ02',
      purpose: 'ward',
      by: 'p.lindqvist@example.org',
      phone: fiction(703),
      because: 'The ward moved to another floor.',
    },
  ];
  for (const [place, { code, purpose, by, phone, because }] of wanted.entries()) {
    const contact = (await contactsOf(tx, sites.get(code)!)).find((each) => each.purpose === purpose)!;
    const was = details(contact);
    await tx.insert(ContactChange, {
      id: randomUUID(),
      hospitalId: contact.hospitalId,
      contactId: contact.id,
      kind: 'change',
      seenVersion: 1,
      was,
      becomes: { ...was, phone },
      because,
      proposedBy: users.get(by)!,
      proposedAt: new Date(now.getTime() - (place + 1) * 5 * 3_600_000),
    });
  }
}

function details({
  purpose,
  unitId,
  label,
  phone,
  extension,
  bleep,
  hours,
  email,
  onPublicList,
}: HospitalContact): object {
  return { purpose, unitId, label, phone, extension, bleep, hours, email, onPublicList };
}

function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY).toISOString().slice(0, 10);
}
