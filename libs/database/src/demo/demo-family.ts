import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { DemoChild } from './demo-people';

/** What is spoken at home, where it is not English alone. */
const LANGUAGES: Readonly<Record<string, string>> = {
  Kowalski: 'Polish',
  'García-López': 'Spanish',
  Khan: 'Urdu',
  Patel: 'Gujarati',
  Okafor: 'Igbo',
};
const MOTHERS = ['Amira', 'Beth', 'Chloe', 'Dana', 'Esther', 'Farah', 'Gwen', 'Helena', 'Ines', 'Jo'];
const FATHERS = ['Adam', 'Ben', 'Callum', 'David', 'Emil', 'Farid', 'George', 'Hugh'];

interface OneChild {
  id: string;
  child: DemoChild;
  place: number;
  users: Map<string, string>;
  now: Date;
}

interface Person {
  name: string;
  relationship: string;
  responsible: 'yes' | 'no' | 'not_known';
  livesWith: 'yes' | 'part_time' | 'no';
  /** The end of an invented number. */
  phone: string;
  email?: string;
  address: [street: string, postcode: string] | null;
  night: 'yes' | 'no' | 'not_asked';
}

/** Who is at home with a child of the demo: nearly always a mother, often a father, here and there somebody else. */
function peopleOf({ child, place }: OneChild): Person[] {
  const mother: Person = {
    name: `${MOTHERS[place % MOTHERS.length]!} ${child.family}`,
    relationship: 'mother',
    responsible: 'yes',
    livesWith: 'yes',
    phone: String(400 + place),
    // Some gave an address of their own; of those whose household has none, or one that came back, nobody did.
    ...(place % 4 === 1 && place % 5 !== 4 && place % 13 !== 12
      ? { email: `mother-of-${place + 1}@families.example.org` }
      : {}),
    address: null,
    night: place % 3 === 0 ? 'yes' : 'not_asked',
  };
  const apart = place % 4 === 2;
  const father: Person = {
    name: `${FATHERS[place % FATHERS.length]!} ${child.family}`,
    relationship: 'father',
    responsible: place % 5 === 3 ? 'not_known' : 'yes',
    livesWith: apart ? 'part_time' : 'yes',
    phone: String(500 + place),
    address: apart ? [`${place + 1} Sample Close, Exampleton`, 'ZZ99 3VZ'] : null,
    night: apart ? 'no' : 'yes',
  };
  const grandmother: Person = {
    name: `Rose ${child.family}`,
    relationship: 'grandparent',
    responsible: 'no',
    livesWith: 'no',
    phone: String(600 + place),
    address: ['2 Specimen Lane, Exampleton', 'ZZ99 3WZ'],
    night: 'not_asked',
  };
  return [mother, ...(place % 3 === 1 ? [] : [father]), ...(place % 8 === 5 ? [grandmother] : [])];
}

export async function demoFamily(tx: EntityManager, one: OneChild): Promise<void> {
  const { id, child, place, users, now } = one;
  const nurse = users.get('a.boyd@example.org')!;
  const spoken = LANGUAGES[child.family] ?? null;
  for (const person of peopleOf(one))
    await tx.query(
      `INSERT INTO family_people (id, patient_id, name, relationship, parental_responsibility, lives_with, phone, same_address,
         address, postcode, language, interpreter, ring_at_night, recorded_by, recorded_at, email)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        randomUUID(),
        id,
        person.name,
        person.relationship,
        person.responsible,
        person.livesWith,
        `01632 960${person.phone}`,
        person.address === null,
        person.address?.[0] ?? null,
        person.address?.[1] ?? null,
        spoken ?? 'English',
        spoken === null ? 'no' : person.relationship === 'mother' ? 'yes' : 'not_asked',
        person.night,
        nurse,
        new Date(now.getTime() - (90 + place) * 86_400_000),
        person.email ?? null,
      ],
    );
  if (spoken !== null || place % 3 !== 2)
    await tx.query(
      `INSERT INTO family_communication (patient_id, language, interpreter, needs, changed_by) VALUES ($1, $2, $3, $4, $5)`,
      [
        id,
        spoken === null ? 'English' : `English and ${spoken}`,
        'no',
        place % 10 === 4 ? 'Uses picture cards; tell them before you touch them.' : null,
        nurse,
      ],
    );
}

const PLACES: Readonly<Record<string, readonly [kind: string, code: string | null, name: string, address: string]>> = {
  meadow: ['gp_practice', 'X99001', 'Meadow Lane Surgery', '4 Meadow Lane, Exampleton'],
  bridge: ['gp_practice', 'X99002', 'Bridge Street Health Centre', '18 Bridge Street, Exampleton'],
  primary: ['school', null, 'Exampleton Primary School', '1 School Road, Exampleton'],
  secondary: ['school', null, 'Sample Hill School', 'Sample Hill, Exampleton'],
  nursery: ['school', null, 'Acorn Nursery', '7 Green Lane, Exampleton'],
  dental: ['dentist', null, 'Bridge Street Dental', '22 Bridge Street, Exampleton'],
  clinic: ['dentist', null, 'Exampleton Dental Practice', '5 High Street, Exampleton'],
  nurses: ['community_team', null, 'Exampleton children’s community nurses', 'Health House, Exampleton'],
};

/** Invented practices, schools, dentists and a team of community nurses, by the word that this file knows them by. */
export async function demoOrganisations(tx: EntityManager): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  for (const [place, [word, [kind, code, name, address]]] of Object.entries(PLACES).entries()) {
    const id = randomUUID();
    made.set(word, id);
    await tx.query(
      `INSERT INTO organisations (id, kind, ods_code, name, address, postcode, phone, email) VALUES ($1, $2, $3, $4, $5, 'ZZ99 3CZ', $6, $7)`,
      [id, kind, code, name, address, `01632 960${700 + place}`, `${word}@places.example.org`],
    );
  }
  return made;
}

/** Where a child of the demo goes, and who gives what they are on: nearly every one has somebody. */
export async function demoPlaces(
  tx: EntityManager,
  { id, child, place, users, now }: OneChild,
  organisations: Map<string, string>,
): Promise<void> {
  const nurse = users.get('a.boyd@example.org')!;
  const day = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const school = child.age[0] < 4 ? 'nursery' : child.age[0] < 11 ? 'primary' : 'secondary';
  const goes = [
    ['gp', place % 2 === 0 ? 'meadow' : 'bridge'],
    ['school', school],
    ['dentist', place % 3 === 0 ? 'clinic' : 'dental'],
    ...(place % 4 === 0 ? [['community', 'nurses']] : []),
  ] as const;
  for (const [role, word] of goes)
    await tx.query(
      `INSERT INTO patient_places (id, patient_id, role, organisation_id, from_on, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)`,
      [randomUUID(), id, role, organisations.get(word!)!, day(-400), nurse],
    );
  const running = await tx.query<{ id: string; regimen: string }[]>(
    `SELECT id, regimen FROM patient_treatments WHERE patient_id = $1 AND purpose = 'prophylaxis' AND stopped_on IS NULL`,
    [id],
  );
  for (const treatment of running) {
    const weekdays = { 'Twice a week': [1, 4], 'Once a week': [3] }[treatment.regimen] ?? [];
    await tx.query(
      `INSERT INTO treatment_dose_days (entry_id, patient_id, first_on, every_days, weekdays, changed_by) VALUES ($1, $2, $3, $4, $5, $6)`,
      [treatment.id, id, day(-(place % 14)), weekdays.length === 0 ? 14 : null, weekdays, nurse],
    );
    const byNurses = place % 4 === 0;
    // Here and there somebody has ended it and nobody else was asked.
    await tx.query(
      `INSERT INTO treatment_givers (id, patient_id, entry_id, giver, organisation_id, person_id, given_at, agreed_on, from_on,
         until_on, recorded_by)
       SELECT $1, $2, $3, $4, $5, CASE WHEN $4 = 'family' THEN (SELECT f.id FROM family_people f WHERE f.patient_id = $2
                                                                 ORDER BY f.relationship = 'mother' DESC LIMIT 1) END,
              'home', $6, $6, $7, $8`,
      [
        randomUUID(),
        id,
        treatment.id,
        byNurses ? 'community_team' : 'family',
        byNurses ? organisations.get('nurses')! : null,
        day(-200),
        place % 11 === 8 ? day(-3) : null,
        nurse,
      ],
    );
  }
}
